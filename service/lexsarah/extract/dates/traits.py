"""What the surroundings of a date look like, as named traits: what the learned roles are told from.

A trait is present or not. It names words around the date, the part of the paper, the form that the date is written in,
what the rules make of it, and how its value lies to the other dates of the document.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lexsarah.extract.dates.mention import Dated
from lexsarah.extract.dates.roles import Cue, cues_of
from lexsarah.extract.dates.tense import tense_of
from lexsarah.records import BlockKind, ParsedDocument, Span
from lexsarah.vocabulary import DateRole, Genre

STEM = 7
"""Letters of a word that count: Swedish puts its endings last."""

AROUND = 160
"""Code points before and after a date that are looked at."""

NEXT = 40
"""Code points before and after a date in which the three tokens next to it stand."""

LETTERS = re.compile(r"[^\W\d_]+")
TOKEN = re.compile(r"[^\W\d_]+|\d+|[:;.,()§?!/–-]|\n|\t")

NAME = "*"
"""What stands for a name."""

KEPT = frozenset({"lex", "sarah"})
"""Proper names that say what, not who."""

INSIDE = re.compile(r"[\w,)] $|[\w(/-]$")
"""Right before a word that does not begin a sentence, a line or a cell."""

HEADS = frozenset({BlockKind.HEADING, BlockKind.TITLE})


def traits_of(
    document: ParsedDocument, dated: Sequence[Dated], ruled: Sequence[DateRole], genre: Genre
) -> list[frozenset[str]]:
    """Traits of every date, in the order given.

    ``dated`` are the dates of one case, with the role that the words beside each tell; ``ruled`` the roles that the
    rules settle on when they have seen all of them; ``genre`` is the kind of document.
    """
    lines = [0, *(match.end() for match in re.finditer(r"\n", document.text))]
    paper = _Paper(genre, len(dated), lines)
    values = Counter(one.when.edtf for one in dated)
    lie = _Lie(dated)
    cues: dict[Span, Sequence[tuple[Span, Cue]]] = {}
    return [
        frozenset(_here(document, one, at, paper))
        | frozenset(_around(document, one, cues))
        | frozenset(lie.of(one))
        | {f"often:{min(values[one.when.edtf], 4)}", f"ruled:{role}", f"ruled:{role}/paper:{one.mention.paper}"}
        for at, (one, role) in enumerate(zip(dated, ruled, strict=True))
    ]


def _stems(text: str) -> list[str]:
    """Beginnings of the words of a text in small letters, names as ``NAME``."""
    return [_stem(text, match) for match in LETTERS.finditer(text)]


def _stem(text: str, match: re.Match[str]) -> str:
    """Beginning of a word in small letters; a model must not learn who, so a capital inside a sentence is a name."""
    word = match.group()
    lower = word.lower()
    named = (
        word[0].isupper()
        and word[1:].islower()
        and lower not in KEPT
        and INSIDE.search(text, max(0, match.start() - 2), match.start()) is not None
    )
    return NAME if named else lower[:STEM]


@dataclass(frozen=True, slots=True)
class _Paper:
    """What all dates of a case share: its kind, how many they are, and the offsets at which lines start."""

    genre: Genre
    count: int
    lines: Sequence[int]


def _here(document: ParsedDocument, one: Dated, at: int, paper: _Paper) -> Iterator[str]:
    """Yield where the date stands, in what form it is written, and what the rules make of it."""
    count, lines, genre = paper.count, paper.lines, paper.genre
    mention = one.mention
    block, span = mention.block, mention.span
    rule = mention.role or "none"
    yield from (f"rule:{rule}", f"paper:{mention.paper}", f"rule:{rule}/paper:{mention.paper}")
    yield from (f"rule:{rule}/sure:{mention.sure}/{mention.labelled}", f"section:{mention.section}")
    yield f"paper:{mention.paper}/section:{mention.section}"
    yield f"rule:{rule}/section:{mention.section}"
    yield f"block:{block.kind}"
    yield f"part:{block.role}"
    for name in ("signature", "header"):
        if getattr(mention, name):
            yield name
    for word in set(_stems(block.section or "")):
        yield f"heading:{word}"
    if block.kind in HEADS:
        yield "in_heading"
    label = _stems(mention.label)
    if label:
        yield "label:" + " ".join(label[:6])
        yield f"label_last:{label[-1]}"
        yield from (f"label_word:{word}" for word in set(label))
    means = type(mention.means).__name__
    words = document.slice(span)
    yield f"means:{means}"
    yield f"form:{_form(one.when.edtf)}"
    yield f"rule:{rule}/form:{_form(one.when.edtf)}"
    yield f"digits:{not any(letter.isalpha() for letter in words)}"
    yield f"first_word:{words.split()[0].lower()[:STEM]}" if words.split() else "first_word:"
    yield f"place:{min(4, 5 * span.start // max(1, len(document.text)))}"
    if at == 0:
        yield "first"
    if at == count - 1:
        yield "last"
    if at > 0:
        yield f"nth:{min(at, 5)}"
    line = bisect_right(lines, span.start) - 1
    start, end = lines[line], lines[line + 1] if line + 1 < len(lines) else len(document.text) + 1
    rest = (document.text[start : span.start] + " " + document.text[span.end : end])[:AROUND].split()
    yield f"genre:{genre}"
    yield from (f"genre:{genre}/rule:{rule}", f"genre:{genre}/section:{mention.section}")
    yield f"genre:{genre}/line:{_step(line, (1, 3, 6, 12, 25))}"
    yield f"line:{_step(line, (1, 3, 6, 12, 25))}"
    yield f"lines_left:{_step(len(lines) - line, (2, 4, 8, 16))}"
    yield f"beside:{_step(len(rest), (1, 2, 4, 8))}"
    yield f"line:{_step(line, (1, 3, 6, 12, 25))}/beside:{_step(len(rest), (1, 2, 4, 8))}/paper:{mention.paper}"


def _around(document: ParsedDocument, one: Dated, known: dict[Span, Sequence[tuple[Span, Cue]]]) -> Iterator[str]:
    """Yield the words of its sentence: near ones by place, all of them by side; verbs, tense and cues."""
    span, sentence = one.mention.span, one.mention.sentence
    text = document.text
    left = _tokens(text[max(0, span.start - NEXT) : span.start])[-3:]
    right = _tokens(text[span.end : span.end + NEXT])[:3]
    yield from (f"l{at}:{token}" for at, token in enumerate(reversed(left), 1))
    yield from (f"r{at}:{token}" for at, token in enumerate(right, 1))
    yield "l12:" + " ".join(left[-2:])
    yield "r12:" + " ".join(right[:2])
    before = _stems(text[max(sentence.start, span.start - AROUND) : span.start])
    after = _stems(text[span.end : min(sentence.end, span.end + AROUND)])
    for side, stems in (("left", before[::-1]), ("right", after)):
        for at, word in enumerate(stems):
            if at < 4:
                yield f"{side}_near:{word}"
            if at < 9:
                yield f"{side}:{word}"
            yield f"sentence:{word}"
    earlier = _stems(text[max(one.mention.block.span.start, sentence.start - AROUND) : sentence.start])
    yield from (f"earlier:{word}" for word in set(earlier))
    if not earlier:
        yield "opens_block"
    words = document.slice(sentence)
    where = span.shifted(-sentence.start)
    tense, verb = tense_of(words, where)
    yield f"tense:{tense}"
    yield f"verb:{verb[:STEM]}"
    yield f"tense:{tense}/section:{one.mention.section}"
    nearest: dict[DateRole, int] = {}
    if sentence not in known:
        known[sentence] = cues_of(words)
    for place, cue in known[sentence]:
        gap = max(place.start - where.end, where.start - place.end, 0)
        nearest[cue.role] = min(gap, nearest.get(cue.role, gap))
    yield from (f"cue:{role}<{_step(gap, (4, 12, 30, 70))}" for role, gap in nearest.items())


def _tokens(text: str) -> list[str]:
    """Words, numbers ("0"), marks and line ends of a text."""
    return [
        _stem(text, match) if match.group()[0].isalpha() else "0" if match.group()[0].isdigit() else match.group()
        for match in TOKEN.finditer(text)
    ]


def _form(edtf: str) -> str:
    """How exact a value is: "0000-00-00", "0000/.."."""
    return re.sub(r"\d", "0", edtf)


def _step(number: int, steps: Sequence[int]) -> int:
    """Index of the first step that a number does not pass."""
    return next((at for at, step in enumerate(steps) if number <= step), len(steps))


class _Lie:
    """How a value lies to the other days of the document."""

    def __init__(self, dated: Sequence[Dated]) -> None:
        self.days = sorted({one.when.first for one in dated if one.when.first and one.when.first == one.when.last})
        self.firsts: dict[DateRole, date] = {}
        self.same: dict[str, set[DateRole]] = {}
        for one in dated:
            role = one.mention.role
            if role is None or not one.mention.sure:
                continue
            self.same.setdefault(one.when.edtf, set()).add(role)
            if one.when.first and one.when.first == one.when.last:
                self.firsts.setdefault(role, one.when.first)

    def of(self, one: Dated) -> Iterator[str]:
        first, last = one.when.first, one.when.last
        yield from (f"same:{role}" for role in self.same.get(one.when.edtf, ()))
        if first is None or last is None:
            yield f"open:{first is None}/{last is None}"
            return
        if self.days:
            yield f"to_latest:{_gap((self.days[-1] - last).days)}"
            yield f"to_earliest:{_gap((first - self.days[0]).days)}"
            rank = bisect_right(self.days, first)
            yield f"rank:{min(4, 5 * rank // (len(self.days) + 1))}"
        for role, day in self.firsts.items():
            yield f"to_{role}:{_gap((first - day).days)}"


def _gap(days: int) -> str:
    sign = "-" if days < 0 else "+"
    return sign + str(_step(abs(days), (0, 1, 7, 31, 100, 366)))
