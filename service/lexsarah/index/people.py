"""Who is named in a case, and where: what facts say, what the network saw, and every word of those names alone."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from lexsarah.index.compounds import splitter
from lexsarah.index.covered import Covered
from lexsarah.index.office import in_office
from lexsarah.records import PersonValue, Report, Span
from lexsarah.reference import localities, municipality_by_name, rows
from lexsarah.vocabulary import PersonKind

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
CALLED = re.compile(
    r"\b(?:fru|herr|fröken|tant|farbror|mamma|pappa|mormor|morfar|farmor|farfar)[ \u00a0]$", re.IGNORECASE
)
"""Before the name of somebody who acts in no office."""
OF_A_THING = re.compile(
    r"\b(?:villa|hem|hemmet|bo|boendet|\w{0,9}bostaden|huset|gården|avdelning(?:en)?|enhet(?:en)?|grupp(?:en)?|kvarteret)"
    r"[ \u00a0]$",
    re.IGNORECASE,
)
THING_BEHIND = re.compile(r"[ \u00a0](?:gård|hem|hus|minne|gata|väg|plats|torg|park|kyrka|skola)\b")
"""Beside a given name that is a home's or a place's."""
BESIDE = 16
"""Code points before a name in which such words stand."""


@dataclass(slots=True)
class _Person:
    """Somebody: the words of the name in small letters, where they stand; ``open``: the name is public."""

    parts: frozenset[str]
    open: bool
    mentions: list[Span] = field(default_factory=list)


class People:
    """Everybody named in a case, first those of the facts of its report, whether they won or lost."""

    def __init__(self, text: str, report: Report) -> None:
        told: dict[str, tuple[PersonValue, list[Span]]] = {}
        self._things: list[Span] = []
        for fact in (*report.facts, *report.losers):
            spans = [one.span for one in fact.evidence]
            value = fact.value
            if isinstance(value, PersonValue) and value.kind is not PersonKind.MASKED:
                parts = _parts(value.name)
                mentions = told.setdefault(value.name.casefold(), (value, []))[1]
                # Among the evidence are the words of the role.
                mentions += [span for span in spans if _all_of(_words(text, span), parts)]
            elif fact.field in THINGS:
                self._things += spans
        self._text = text
        self._within = report.case.span
        self._all: list[_Person] = []
        self._by_part: dict[str, list[int]] = {}
        for value, mentions in sorted(told.values(), key=lambda one: min(one[1], default=Span(0, 0))):
            self._enter(_Person(_parts(value.name), in_office(text, value, mentions), mentions))
        self._public = [span for one in self._all if one.open for span in one.mentions]

    def private(self) -> list[tuple[Span, int]]:
        """Return where private persons are named, in order, and which of them it is."""
        return sorted((span, at) for at, one in enumerate(self._all) if not one.open for span in one.mentions)

    def add(self, names: Iterable[Span]) -> None:
        """Add names: of somebody known already, or else of somebody private."""
        known = Covered((*self._public, *self._things))
        for span in sorted(names):
            words = _words(self._text, span)
            if known.overlaps(span) or not words:
                continue
            person = self._who(words)
            if person is None:
                person = _Person(frozenset(words), open=False)
                self._enter(person)
            if not person.open:
                person.mentions.append(span)

    def add_given(self, taken: Iterable[Span]) -> None:
        """Add given names that stand outside ``taken``, and what is called "fru" or "herr"."""
        covered = Covered(taken)
        self.add(
            span
            for span in self._capitalised()
            if not covered.overlaps(span) and (self._is_after(CALLED, span) or self._is_given(span))
        )

    def sweep(self, taken: Iterable[Span] = ()) -> None:
        """Find words of private names where they stand alone, outside ``taken``."""
        mentions = (span for one in self._all for span in one.mentions)
        covered = Covered((*taken, *self._things, *mentions))
        for span in self._capitalised():
            if covered.overlaps(span) or self._is_after(LEX, span):
                continue
            word = self._text[span.start : span.end].lower()
            person = self._who([word])
            if person and not person.open and self._is_name(span, word):
                person.mentions.append(span)

    def _enter(self, person: _Person) -> None:
        for part in person.parts:
            self._by_part.setdefault(part, []).append(len(self._all))
        self._all.append(person)

    def _who(self, words: Sequence[str]) -> _Person | None:
        """Return whose name all the words are part of: somebody private before somebody in office, then the last."""
        bearing: list[int] | None = None
        for word in words:
            of_word = next(filter(None, map(self._by_part.get, _forms(word))), None)
            if of_word is None:
                return None
            bearing = of_word if bearing is None or len(of_word) < len(bearing) else bearing
        people = [self._all[at] for at in (bearing or [])[-MOST_NAMESAKES:]]
        fitting = [one for one in people if _all_of(words, one.parts)]
        return next((one for one in reversed(fitting) if not one.open), fitting[-1] if fitting else None)

    def _capitalised(self) -> Iterator[Span]:
        """Yield the words of the case that a name may have."""
        for match in NAME_WORD.finditer(self._text, self._within.start, self._within.end):
            if match.end() - match.start() >= SHORTEST_PART and match.group()[0].isupper():
                yield Span(*match.span())

    def _is_after(self, pattern: re.Pattern[str], span: Span) -> bool:
        return pattern.search(self._text, max(0, span.start - BESIDE), span.start) is not None

    def _is_given(self, span: Span) -> bool:
        word = self._text[span.start : span.end]
        return (
            any(form in _given_names() for form in (word, word.removesuffix("s")))
            and self._is_name(span, word.lower())
            and not any(self._is_after(pattern, span) for pattern in (LEX, OF_A_THING))
            and not THING_BEHIND.match(self._text, span.end)
        )

    def _is_name(self, span: Span, word: str) -> bool:
        """Whether a capital letter makes a word a name: it is no other word, or it begins no sentence."""
        if word not in splitter().forms:
            return True
        before = self._text[max(0, span.start - 3) : span.start].rstrip(" \u00a0")
        return bool(before) and (before[-1].isalpha() or before[-1] in ",;(/")


@cache
def _given_names() -> frozenset[str]:
    """Return given names with a hundred bearers that are no place's."""
    places = localities().keys() | municipality_by_name().keys()
    return frozenset(row["name"] for row in rows("given_names.csv")) - places


def _words(text: str, span: Span) -> list[str]:
    return [match.group().lower() for match in NAME_WORD.finditer(text, span.start, span.end)]


def _parts(name: str) -> frozenset[str]:
    return frozenset(_words(name, Span(0, len(name))))


def _all_of(words: Sequence[str], parts: frozenset[str]) -> bool:
    """Whether all words are among the parts of a name."""
    return bool(words) and all(any(form in parts for form in _forms(word)) for word in words)


def _forms(word: str) -> tuple[str, ...]:
    """Forms of a word that may be the same name: with and without a genitive -s."""
    return word, word.removesuffix("s"), f"{word}s"
