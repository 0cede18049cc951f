"""What may open the cases of a stretch: series of like blocks, each told by another sign."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from enum import Enum, auto

from lexsarah.parse.cases.newcomers import brings_in, brings_in_a_thing
from lexsarah.parse.cases.paper import LEAST_WORDS, Paper, Part
from lexsarah.parse.cases.words import (
    ALSO,
    BARE_DAY,
    BROUGHT_IN,
    BULLETED,
    COUNT,
    COUNTED,
    DATED,
    DAY,
    IDENTIFIER,
    LABELLED,
    LETTER,
    LEX_SARAH,
    LOWER_AFTER,
    NEXT,
    NUMBER,
    NUMBERED_WORD,
    OCCASION,
    ORDINAL,
    ORDINALS,
    PERIOD,
    PLACE,
    SENDER,
    STATES,
    SUMMING,
    UNIT_STOP,
    WHOLE_DAY,
)
from lexsarah.parse.structure.headings import key
from lexsarah.parse.structure.sections import announced
from lexsarah.records import BlockKind
from lexsarah.vocabulary import SectionRole

WITHIN = 60
"""Code points at the start of a paragraph where an ordinal or a day opens a case."""

FOOTER = 60
"""Code points in which the rows that are the footers of several pages are alike."""

LEAST_NEWCOMERS = 3
"""Paragraphs alike that tell of a case each; two may be two sides of one."""

LEAST_LABELS = 3
"""Labels that come again in every record."""

SECOND = re.compile(r"D(?:en|et) andra\b")

LINES = (BlockKind.HEADING, BlockKind.PARAGRAPH)
ROMAN = dict(zip(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), range(1, 11), strict=True))


class Sign(Enum):
    """How much an opener says by itself."""

    ENOUGH = auto()
    AMONG_SEVERAL = auto()
    """It opens a case where the text says that it holds several."""
    AS_EXPECTED = auto()
    """And where there are as many of them as the text says, or most are told in the same way."""


def counts(text: str) -> frozenset[int]:
    """Return the numbers of cases that a text gives."""
    found = (match["count"].lower() for match in COUNTED.finditer(text))
    return frozenset(COUNT.get(word) or int(word) for word in found)


def by_word(paper: Paper, part: Part) -> list[int]:
    """Tell by one word and numbers that grow ("Ärende 1", "Ärende 2")."""
    series: dict[str, list[tuple[int, int]]] = {}
    for at in paper.candidates(part):
        match = NUMBERED_WORD.match(paper.words[at]) if paper.blocks[at].kind is not BlockKind.TABLE else None
        if not match or LOWER_AFTER.match(paper.words[at], match.end("number")):
            continue
        number = _value(match["number"])
        run = series.setdefault(match["word"].lower().split("-")[0], [])
        if number and (not run or number > run[-1][1]):
            run.append((at, number))
    return [at for at, _ in max(series.values(), key=len, default=[])]


def _value(words: str) -> int:
    """Value of "7", "IV" or "C"."""
    if words.isdigit():
        return int(words)
    return ROMAN.get(words.upper()) or ord(words[0].upper()) - ord("A") + 1


def by_identifier(paper: Paper, part: Part) -> list[int]:
    """Numbers of reports or of the register, of one make, that head a section or an item, each another."""
    makes: dict[str, dict[str, int]] = {}
    kinds = (*LINES, BlockKind.TITLE, BlockKind.LIST_ITEM, BlockKind.FIELD)
    for at in paper.candidates(Part(part.first + 1, part.last), *kinds):
        match = IDENTIFIER.match(paper.words[at])
        number = match and (match["named"] or match["number"])
        if number and not DAY.match(number):
            make = re.sub(r"\d+", "0", number.casefold())
            makes.setdefault(make, {}).setdefault(number.casefold(), at)
    return list(max(makes.values(), key=len, default={}).values())


def by_record(paper: Paper, part: Part) -> list[int]:
    """Fields with the same labels again and again: the first label of each record."""
    places: dict[str, list[int]] = {}
    for at in paper.candidates(part, BlockKind.FIELD):
        label = paper.blocks[at].label
        if label is not None:
            places.setdefault(key(paper.document.slice(label)), []).append(at)
    again = [run for run in places.values() if len(run) > 1]
    longest = max(map(len, again), default=0)
    often = sorted(run for run in again if len(run) == longest)
    return often[0] if len(often) >= LEAST_LABELS else []


def by_period(paper: Paper, part: Part) -> list[int]:
    """Headings of months or quarters."""
    return [at for at in paper.candidates(part, *LINES) if PERIOD.fullmatch(paper.words[at].rstrip(".:"))]


def by_day(paper: Paper, part: Part) -> list[int]:
    """Headings that are a day."""
    below = Part(part.first + 1, part.last)
    return [at for at in paper.candidates(below, *LINES) if WHOLE_DAY.fullmatch(paper.words[at].rstrip(".:"))]


def by_row(paper: Paper, part: Part) -> list[int]:
    """Rows of a table that are long enough to tell of an event; none that comes again with other numbers (a footer)."""
    rows = [at for at in paper.candidates(part, BlockKind.TABLE) if paper.can_tell(at)]
    times = Counter(re.sub(r"\d+", "0", paper.words[at])[:FOOTER] for at in rows)
    return [at for at in rows if times[re.sub(r"\d+", "0", paper.words[at])[:FOOTER]] == 1]


def by_heading(paper: Paper, part: Part) -> list[int]:
    """Headings of units or events, right over their text."""
    openers = [
        at
        for at in paper.candidates(Part(part.first + 1, part.last - 1), *LINES)
        if at in paper.headings
        and not paper.is_usual(at)
        and not (paper.blocks[at].kind is BlockKind.PARAGRAPH and SENDER.search(paper.words[at]))
        and (at + 1 not in paper.headings or paper.is_usual(at + 1))
        and (BARE_DAY.match(paper.words[at]) or not NUMBER.match(paper.words[at]))
    ]
    return _without_inner(paper, openers)


def _without_inner(paper: Paper, openers: Sequence[int]) -> list[int]:
    """Leave out headings that come again under most of the others, and never first: sections of each case."""
    names = [key(paper.words[at]) for at in openers]
    times = Counter(names)
    others = sum(count == 1 for count in times.values())
    inner = {name for name, count in times.items() if count > 1 and others <= 2 * count and name != names[0]}
    return [at for at, name in zip(openers, names, strict=True) if name not in inner]


def by_number(paper: Paper, part: Part) -> list[int]:
    """Numbered or lettered headings of one depth that name no usual section."""
    series: dict[str, list[int]] = {}
    for at in paper.candidates(part, *LINES, BlockKind.LIST_ITEM):
        words = paper.words[at]
        over = at in paper.headings or (at < part.last and len(words.split()) <= LEAST_WORDS)
        number = NUMBER.match(words) if at in paper.headings else None
        match = number or LETTER.match(words)
        if match and over and not paper.is_usual(at) and not BARE_DAY.match(words):
            series.setdefault(str(match["number"].count(".")) if number else "letter", []).append(at)
    return max(series.values(), key=len, default=[])


def by_ordinal(paper: Paper, part: Part) -> list[int]:
    """Tell by ordinals at the start of paragraphs ("Det första fallet …", "Den andra händelsen …")."""
    found: list[int] = []
    for at in paper.candidates(part):
        match = ORDINAL.search(paper.words[at], 0, 2 * WITHIN)
        close = match is not None and match.start() <= WITHIN
        said = (
            next(word for word in match.group("which", "other", "bare", "one") if word).lower()
            if match and close
            else None
        )
        follows = said is not None and len(found) < len(ORDINALS) and said in ORDINALS[len(found)].split()
        if follows or (found and NEXT.match(paper.words[at])):
            found.append(at)
    if len(found) < 2:
        return []
    if len(found) + 1 in counts(paper.text(part)):
        rest = paper.candidates(Part(found[-1] + 1, part.last), BlockKind.PARAGRAPH)
        found += [at for at in rest if ALSO.match(paper.words[at])][:1]
    return sorted({_with_heading(paper, at, part.first) for at in found})


def _with_heading(paper: Paper, at: int, first: int) -> int:
    """Return the heading right above a paragraph, if it stands over it alone."""
    return at - 1 if at - 1 > first and at - 1 in paper.headings and not paper.is_usual(at - 1) else at


def by_item(paper: Paper, part: Part) -> list[int]:
    """List items that are no measures of an investigation."""
    items = [
        at
        for at in paper.candidates(part, BlockKind.LIST_ITEM, BlockKind.PARAGRAPH)
        if len(paper.words[at].split()) >= LEAST_WORDS
        and (paper.blocks[at].kind is BlockKind.LIST_ITEM or _is_marked(paper.words[at]))
    ]
    if 2 * sum(paper.can_tell(at) or brings_in(paper.words[at]) for at in items) <= len(items):
        return []
    above = next((at for at in range(items[0], -1, -1) if at in paper.headings), None)
    role = announced(paper.words[above])[0] if above is not None else None
    return items if role in {None, SectionRole.BACKGROUND, SectionRole.EVENT} else []


def _is_marked(words: str) -> bool:
    """Whether a paragraph starts with a mark of a list, and is nothing that somebody says."""
    return BULLETED.match(words) is not None and not STATES.search(words)


def by_named_item(paper: Paper, part: Part) -> list[int]:
    """List items about lex Sarah among information about other things."""
    items = by_item(paper, part)
    if not items or LEX_SARAH.search(" ".join(paper.words[part.first : items[0]])):
        return []
    return [at for at in items if LEX_SARAH.search(paper.words[at])]


def by_label(paper: Paper, part: Part) -> list[int]:
    """Paragraphs that begin with a unit and a colon; a transcript's speakers come again or stand in capitals."""
    labels: dict[str, int] = {}
    for at in paper.candidates(part, BlockKind.PARAGRAPH, BlockKind.FIELD):
        label = paper.words[at].partition(":")[0]
        if not LABELLED.match(paper.words[at]) or not paper.can_tell(at) or announced(label)[1]:
            continue
        if label in labels or label.isupper():
            return []
        labels[label] = at
    return list(labels.values())


def by_paragraph(paper: Paper, part: Part) -> list[int]:
    """Paragraphs close together that each begin with a day or another occasion, as many as the text counts."""
    openers = [
        at
        for at in paper.candidates(part, BlockKind.PARAGRAPH)
        if (ALSO.match(paper.words[at]) or DATED.search(paper.words[at], 0, WITHIN))
        and paper.is_long(at)
        and not SUMMING.match(paper.words[at])
    ]
    close = bool(openers) and openers[-1] - openers[0] < 2 * len(openers)
    return openers if close and len(openers) in counts(paper.text(part)) else []


def by_count(paper: Paper, part: Part) -> list[int]:
    """Paragraphs that tell, right after a text that counts the cases, and as many as it counts.

    Two may be two sides of one: then each begins with a time, a place or an ordinal.
    """
    told = [at for at in paper.candidates(part, BlockKind.PARAGRAPH) if counts(paper.words[at])]
    # What is counted after others were told is some of them.
    if not told or sum(paper.is_long(at) and paper.can_tell(at) for at in range(part.first, told[0])) > 1:
        return []
    openers: list[int] = []
    for at in range(told[0] + 1, part.last + 1):
        if at in paper.headings or not (paper.is_long(at) and paper.can_tell(at)) or SUMMING.match(paper.words[at]):
            break
        openers.append(at)
    apart = all(_is_set_off(paper.words[at]) for at in openers)
    enough = len(openers) >= LEAST_NEWCOMERS or apart
    return openers if enough and len(openers) in counts(paper.words[told[0]]) else []


def _is_set_off(words: str) -> bool:
    """Whether a paragraph begins with a time, a place, somebody new or "Det andra barnet"."""
    return bool(_way(words) or SECOND.match(words) or DATED.search(words, 0, WITHIN))


def by_newcomer(paper: Paper, part: Part) -> list[int]:
    """Paragraphs that each bring in somebody new, opened in one way: another time, another place, a mark, a person.

    Where enough of them do, others that open in the same way may bring in a thing ("ett larm").
    """
    ways: dict[str, list[int]] = {}
    for at in paper.candidates(part, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        words = paper.words[at]
        way = _way(words)
        words = UNIT_STOP.sub("", words, count=1)
        told = way and at not in paper.headings and len(words.split()) >= LEAST_WORDS and not SUMMING.match(words)
        if way and told and (brings_in(words) or brings_in_a_thing(words)):
            ways.setdefault(way, []).append(at)
    openers = max(ways.values(), key=len, default=[])
    if openers:
        rest = paper.candidates(Part(openers[0] + 1, part.last), BlockKind.PARAGRAPH)
        also = {at for at in rest if brings_in(paper.words[at]) and _adds(paper.words[at])}
        openers = sorted({*openers, *also})
    people = sum(brings_in(paper.words[at]) for at in openers)
    several = len(openers) >= LEAST_NEWCOMERS and 3 * people >= 2 * len(openers)
    if not several and people not in counts(paper.text(part)):
        return []
    between = sum(map(paper.is_long, range(openers[0], openers[-1]))) - len(openers)
    # Headings of areas stand right over the next one.
    broken = any(at in paper.headings and at + 1 not in openers for at in range(openers[0], openers[-1]))
    return [] if broken or between > len(openers) else openers


def _adds(words: str) -> bool:
    """Whether a paragraph opens with one more case, however the others open."""
    return any(pattern.match(words) for pattern in (ALSO, NEXT))


def _way(words: str) -> str | None:
    """How a paragraph opens; None where it may go on with what stands above."""
    if BULLETED.match(words):
        return "mark"
    if UNIT_STOP.match(words):
        return "unit"
    if OCCASION.match(words) or ORDINAL.search(words, 0, WITHIN) or NEXT.match(words):
        return "time"
    if PLACE.match(words[:1].lower() + words[1:WITHIN]):
        return "place"
    return "person" if BROUGHT_IN.match(words) else None


SERIES: Sequence[tuple[Callable[[Paper, Part], list[int]], Sign]] = (
    (by_word, Sign.ENOUGH),
    (by_identifier, Sign.ENOUGH),
    (by_record, Sign.ENOUGH),
    (by_period, Sign.AMONG_SEVERAL),
    (by_day, Sign.AS_EXPECTED),
    (by_row, Sign.AS_EXPECTED),
    (by_heading, Sign.AS_EXPECTED),
    (by_number, Sign.AS_EXPECTED),
    (by_ordinal, Sign.ENOUGH),
    (by_named_item, Sign.ENOUGH),
    (by_item, Sign.AS_EXPECTED),
    (by_label, Sign.AMONG_SEVERAL),
    (by_count, Sign.AS_EXPECTED),
    (by_paragraph, Sign.AS_EXPECTED),
    (by_newcomer, Sign.AS_EXPECTED),
)
"""Tried in order: what says most by itself first."""
