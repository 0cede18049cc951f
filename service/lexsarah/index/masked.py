"""Marks for what names private persons: "[person 1]" for all mentions of one in a case, "[personnummer]", "[telefon]".

The index is searched by many and copied into terms and vectors: it need not know who a client or a carer was. Facts,
evidence and documents keep their words. What nobody found is not masked; docs/search.md says how much that is.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lexsarah.index.compounds import splitter
from lexsarah.index.office import in_office
from lexsarah.records import IdentifierValue, ParsedDocument, PersonValue, Report, Span
from lexsarah.vocabulary import IdentifierKind, PersonKind

MARK = re.compile(r"\[(?:person \d{1,6}|personnummer|telefon|e-post|adress)\]")
"""A mark; no term is made of it (``lexsarah.index.terms``)."""

MARKS = {
    IdentifierKind.PERSONAL_ID: "[personnummer]",
    IdentifierKind.PHONE: "[telefon]",
    IdentifierKind.EMAIL: "[e-post]",
    IdentifierKind.POSTAL_ADDRESS: "[adress]",
}
"""Nothing tells whose a number or an address is: all are masked. Of an address the town stays."""

FEWEST_DIGITS = 6
"""Digits of a telephone number; with fewer it is a service ("112"), and tells what somebody did."""

THINGS = frozenset({"organisation", "unit", "municipality", "place"})
"""Fields whose words name no person, whatever they look like ("Villa Astrid")."""

NAME_WORD = re.compile(r"[^\W\d_]+(?:['’´][^\W\d_]+)*")
"""A word of a name; double names are two, so that each half is known by itself."""
SHORTEST_PART = 3
"""Letters of a word that alone stands for a person."""
MOST_NAMESAKES = 50
"""Persons with a word of their names in common that are looked through; no paper has so many."""
LEX = re.compile(r"\blex[ \u00a0\n-]$", re.IGNORECASE)
"""Before "Sarah" and "Maria": the law, nobody."""


class Mask(NamedTuple):
    """What stands at a span instead of the words of the document."""

    span: Span
    mark: str


class Found(NamedTuple):
    """What is found in the words of a case for the index alone, besides its facts; in any order.

    ``names`` are of persons, ``things`` of homes, bodies and places, ``numbers`` are identifiers.
    """

    names: Sequence[Span] = ()
    things: Sequence[Span] = ()
    numbers: Sequence[tuple[Span, IdentifierValue]] = ()


def masks(document: ParsedDocument, report: Report, found: Found) -> tuple[Mask, ...]:
    """Return what is masked in the case of a report, in order and without overlap.

    Persons are those of the facts, winners or not, and of ``found``, but for those in office (``lexsarah.index.office``);
    then every capitalised word of a private name that is nobody's in office and no thing's. They are numbered in order
    of the text.
    """
    text, within = document.text, report.case.span
    numbers = [
        Mask(_without_town(text, span, value), MARKS[value.kind])
        for span, value in found.numbers
        if value.kind in MARKS and span in within and _is_somebodys(text, span, value)
    ]
    people = _People(text, report)
    people.add(text, (span for span in found.names if span in within))
    people.sweep(text, within, found.things)
    taken = Covered(mask.span for mask in numbers)
    order: dict[int, int] = {}
    persons = (
        Mask(span, f"[person {order.setdefault(number, len(order) + 1)}]")
        for span, number in _joined(text, people.private())
        if span in within and not taken.overlaps(span)
    )
    return tuple(sorted((*numbers, *persons)))


def _is_somebodys(text: str, span: Span, value: IdentifierValue) -> bool:
    if value.kind is not IdentifierKind.PHONE or value.normal is not None:
        return True
    written = text[span.start : span.end]
    return any(sign in "Xx█" for sign in written) or sum(map(str.isdigit, written)) >= FEWEST_DIGITS


def _without_town(text: str, span: Span, value: IdentifierValue) -> Span:
    """Cut the town off a postal address, of which the normal form is "851 01 Sundsvall"."""
    if value.kind is not IdentifierKind.POSTAL_ADDRESS or value.normal is None:
        return span
    town = value.normal[len("851 01 ") :]
    return Span(span.start, span.start + len(text[span.start : span.end].removesuffix(town).rstrip()))


@dataclass(slots=True)
class _Person:
    """Somebody: the words of the name in small letters, where they stand; ``open``: the name is public."""

    parts: frozenset[str]
    open: bool
    mentions: list[Span] = field(default_factory=list)


class _People:
    """Everybody named in a case."""

    def __init__(self, text: str, report: Report) -> None:
        told: dict[str, tuple[PersonValue, list[Span]]] = {}
        things: list[Span] = []
        for fact in (*report.facts, *report.losers):
            spans = [one.span for one in fact.evidence]
            value = fact.value
            if isinstance(value, PersonValue) and value.kind is not PersonKind.MASKED:
                parts = _parts(value.name)
                mentions = told.setdefault(value.name.casefold(), (value, []))[1]
                # Among the evidence are the words of the role.
                mentions += [span for span in spans if _all_of(_words(text, span), parts)]
            elif fact.field in THINGS:
                things += spans
        self._all: list[_Person] = []
        self._by_part: dict[str, list[int]] = {}
        for value, mentions in sorted(told.values(), key=lambda one: min(one[1], default=Span(0, 0))):
            self._enter(_Person(_parts(value.name), in_office(text, value, mentions), mentions))
        self._things = things
        self._public = [span for one in self._all if one.open for span in one.mentions]

    def _enter(self, person: _Person) -> None:
        for part in person.parts:
            self._by_part.setdefault(part, []).append(len(self._all))
        self._all.append(person)

    def _who(self, words: Sequence[str]) -> _Person | None:
        """Return whose name all the words are part of: somebody private before somebody in office, then the last."""
        lists = [self._by_part.get(word) or self._by_part.get(word.removesuffix("s")) for word in words]
        if not lists or not all(lists):
            return None
        fewest = min((one for one in lists if one), key=len)
        bearing = [self._all[at] for at in fewest[-MOST_NAMESAKES:] if _all_of(words, self._all[at].parts)]
        return next((one for one in reversed(bearing) if not one.open), bearing[-1] if bearing else None)

    def add(self, text: str, names: Iterable[Span]) -> None:
        """Add names that no rule found: of somebody known, or of somebody private."""
        known = Covered((*self._public, *self._things))
        for span in sorted(names):
            words = _words(text, span)
            if known.overlaps(span) or not words:
                continue
            person = self._who(words)
            if person is None:
                person = _Person(frozenset(words), open=False)
                self._enter(person)
            if not person.open:
                person.mentions.append(span)

    def sweep(self, text: str, within: Span, things: Iterable[Span]) -> None:
        """Find words of private names where they stand alone."""
        taken = Covered((*things, *self._things, *(span for one in self._all for span in one.mentions)))
        for match in NAME_WORD.finditer(text, within.start, within.end):
            word, span = match.group(), Span(*match.span())
            if len(word) < SHORTEST_PART or not word[0].isupper() or taken.overlaps(span):
                continue
            person = self._who([word.lower()])
            if person is None or person.open or LEX.search(text, max(0, span.start - 8), span.start):
                continue
            if word.lower() not in splitter().forms or _inside_sentence(text, span.start):
                person.mentions.append(span)

    def private(self) -> list[tuple[Span, int]]:
        """Return where private persons are named, in order, and the number of each."""
        return sorted((span, at) for at, one in enumerate(self._all) if not one.open for span in one.mentions)


def _words(text: str, span: Span) -> list[str]:
    return [match.group().lower() for match in NAME_WORD.finditer(text, span.start, span.end)]


def _parts(name: str) -> frozenset[str]:
    return frozenset(_words(name, Span(0, len(name))))


def _all_of(words: Sequence[str], parts: frozenset[str]) -> bool:
    """Whether all words are among the parts of a name, a genitive -s aside."""
    return bool(words) and all(word in parts or word.removesuffix("s") in parts for word in words)


def _inside_sentence(text: str, start: int) -> bool:
    """Whether a word follows another in its sentence, so that its capital letter makes it a name."""
    before = text[max(0, start - 3) : start].rstrip(" \t\u00a0")
    return bool(before) and (before[-1].isalnum() or before[-1] in ",;–-(/")


BESIDE = re.compile(r"[ \t\u00a0]{0,2}[-‐–]?[ \t\u00a0]{0,2}")
"""Between two mentions that are one: a first name and a surname found apart."""


def _joined(text: str, spoken: Iterable[tuple[Span, int]]) -> list[tuple[Span, int]]:
    """Unite mentions that overlap, the earlier giving the person, and those of one person side by side."""
    joined: list[tuple[Span, int]] = []
    for span, number in spoken:
        if joined:
            last, before = joined[-1]
            beside = number == before and BESIDE.fullmatch(text, last.end, max(last.end, span.start))
            if span.start < last.end or beside:
                joined[-1] = Span(last.start, max(last.end, span.end)), before
                continue
        joined.append((span, number))
    return joined


class Covered:
    """The union of spans, asked for overlaps in logarithmic time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def overlaps(self, span: Span) -> bool:
        """Whether a span shares a code point with any of them."""
        return bisect_right(self._ends, span.start) < bisect_left(self._starts, span.end)


KEY = 3
"""Code points by which words are looked up that are masked."""


class Masks:
    """A text with its masks, in order and without overlap."""

    def __init__(self, text: str, hidden: Sequence[Mask]) -> None:
        self._text = text
        self._masks = hidden
        self._ends = [mask.span.end for mask in hidden]
        self._by_key: dict[str, dict[str, str]] = {}
        for span, mark in hidden:
            written = text[span.start : span.end]
            for form in (written, written.upper()):
                self._by_key.setdefault(form[:KEY], {}).setdefault(form, mark)

    def slice(self, span: Span) -> str:
        """Words of a span, with marks for what is masked there."""
        made, at = [], span.start
        for mask in self._masks[bisect_right(self._ends, span.start) :]:
            if mask.span.start >= span.end:
                break
            made += [self._text[at : max(at, mask.span.start)], mask.mark]
            at = min(mask.span.end, span.end)
        return "".join((*made, self._text[at : span.end]))

    def in_words(self, words: str) -> str:
        """Words that were taken from the text, a title or heading, with marks where they are masked in the text."""
        made, at = [], 0
        for match in BEGINNING.finditer(words):
            if match.start() < at:
                continue
            forms = self._by_key.get(words[match.start() : match.start() + KEY], {})
            for form in sorted(forms, key=len, reverse=True):
                end = match.start() + len(form)
                if words.startswith(form, match.start()) and not words[end : end + 1].removesuffix("s").isalnum():
                    made += [words[at : match.start()], forms[form]]
                    at = end
                    break
        return "".join((*made, words[at:]))


BEGINNING = re.compile(r"(?<!\w)[\w+(]")
