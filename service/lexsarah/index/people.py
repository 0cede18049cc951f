"""Who is named in a case, and where: what facts say, what the network saw, and every word of those names alone."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
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
LONGEST_NAME = 4
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
INITIAL = re.compile(r"(?<![\w.§-])[A-ZÅÄÖ](?:\. ?| )$")
DEFINITE = re.compile(r"\w{3,}(?:et|(?<!st)en|erna|orna|arna)")
"""The form of a noun: what stands behind a letter is no surname ("A. Händelsen")."""
LETTER = re.compile(r" [A-ZÅÄÖ](?:\.|(?!\w))")
"""The first letter of a name instead of it: before a surname, behind a given name."""
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

    parts: set[str]
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
        self._begun = {
            tuple(words[:end])
            for words in {tuple(_words(text, span)) for span in self._things}
            for end in range(2, min(len(words), LONGEST_NAME + 1))
        }
        self._text = text
        self._within = report.case.span
        self._all: list[_Person] = []
        self._by_part: dict[str, list[_Person]] = {}
        for value, mentions in sorted(told.values(), key=lambda one: min(one[1], default=Span(0, 0))):
            person = _Person(set(), in_office(text, value, mentions), mentions)
            self._learn(person, sorted(_parts(value.name)))
            self._all.append(person)
        self._public = [span for one in self._all if one.open for span in one.mentions]

    def private(self) -> list[tuple[Span, int]]:
        """Return where private persons are named, in order, and which of them it is."""
        return sorted((span, at) for at, one in enumerate(self._all) if not one.open for span in one.mentions)

    def add(self, names: Iterable[Span]) -> None:
        """Add names: of somebody known already, or else of somebody private."""
        known = Covered((*self._public, *self._things))
        for span in sorted(names):
            words = _words(self._text, span)
            written = self._text[span.start : span.end]
            if written.islower() or all(len(word) < SHORTEST_PART for word in words):
                continue
            if known.overlaps(span) or self._is_of_a_thing(span, words):
                continue
            person = self._who(words) or self._begun_by(words)
            if person is None:
                person = _Person(set(), open=False)
                self._all.append(person)
            if not person.open:
                self._learn(person, words)
                person.mentions.append(span)

    def add_likely(self) -> None:
        """Add what has the form of a name.

        Given names with the surname beside them ("Astrid Ek", "Ek, Astrid"), what is called "fru" or "herr", and what
        stands behind an initial ("A. Ek").
        """
        covered = Covered(self._things)
        words = [span for span in self._capitalised() if not covered.overlaps(span)]
        found: list[Span] = []
        for at, span in enumerate(words):
            initial = INITIAL.search(self._text, max(0, span.start - BESIDE), span.start)
            if self._is_after(CALLED, span):
                found.append(span)
            elif initial and self._is_behind_initial(span, initial):
                found.append(Span(initial.start(), span.end))
            elif self._is_given(span):
                beside = [words[other] for other in (at - 1, at + 1) if self._is_surname_of(words, other, span)]
                whole = (span, *beside[-1:])
                found.append(Span(min(one.start for one in whole), max(one.end for one in whole)))
        self.add(found)

    def add_letters(self) -> None:
        """Take the letter beside a private name that stands for another ("Astrid L.", "A. Ek") into the mention."""
        for person in self._all:
            if not person.open:
                person.mentions = [self._with_letter(span) for span in person.mentions]

    def sweep(self) -> None:
        """Find words of private names where they stand alone."""
        mentions = (span for one in self._all for span in one.mentions)
        covered = Covered((*self._things, *mentions))
        for span in self._capitalised():
            if covered.overlaps(span) or self._is_after(LEX, span):
                continue
            word = self._text[span.start : span.end].lower()
            person = self._who([word])
            if person and not person.open and (self._is_name(span, word) or self._is_after(INITIAL, span)):
                person.mentions.append(span)

    def _with_letter(self, span: Span) -> Span:
        before = INITIAL.search(self._text, max(0, span.start - BESIDE), span.start)
        behind = LETTER.match(self._text, span.end)
        return Span(before.start() if before else span.start, behind.end() if behind else span.end)

    def _learn(self, person: _Person, words: Iterable[str]) -> None:
        """Add words to a name, but for what is one of them in another form."""
        for word in dict.fromkeys(words):
            if not _all_of([word], person.parts):
                person.parts.add(word)
                self._by_part.setdefault(word, []).append(person)

    def _begun_by(self, words: Sequence[str]) -> _Person | None:
        """Return somebody private of whom one of the words was all that was known."""
        for word in words:
            person = self._who([word])
            if person and not person.open and len(person.parts) == 1:
                return person
        return None

    def _who(self, words: Sequence[str]) -> _Person | None:
        """Return whose name all the words are part of: somebody private before somebody in office, then the last."""
        bearing: list[_Person] | None = None
        for word in words:
            of_word = next(filter(None, map(self._by_part.get, _forms(word))), None)
            if of_word is None:
                return None
            bearing = of_word if bearing is None or len(of_word) < len(bearing) else bearing
        fitting = [one for one in (bearing or [])[-MOST_NAMESAKES:] if _all_of(words, one.parts)]
        return next((one for one in reversed(fitting) if not one.open), fitting[-1] if fitting else None)

    def _capitalised(self) -> Iterator[Span]:
        """Yield the words of the case that a name may have."""
        for match in NAME_WORD.finditer(self._text, self._within.start, self._within.end):
            if match.end() - match.start() >= SHORTEST_PART and match.group()[0].isupper():
                yield Span(*match.span())

    def _is_after(self, pattern: re.Pattern[str], span: Span) -> bool:
        return pattern.search(self._text, max(0, span.start - BESIDE), span.start) is not None

    def _is_surname_of(self, words: Sequence[Span], at: int, given: Span) -> bool:
        """Whether a word stands beside a given name as a surname does: behind it, or before it with a comma."""
        if not 0 <= at < len(words):
            return False
        first, second = sorted((words[at], given))
        gap = self._text[first.end : second.start]
        word = self._text[words[at].start : words[at].end]
        return gap == (" " if first == given else ", ") and self._is_name(words[at], word.lower())

    def _is_behind_initial(self, span: Span, initial: re.Match[str]) -> bool:
        """Whether a word behind a letter is a surname and the letter none of a list or a department."""
        word = self._text[span.start : span.end]
        if word.isupper() or DEFINITE.fullmatch(word) or initial.group() == "I ":
            return False
        if word.lower() not in splitter().forms:
            return True
        return "." in initial.group() and self._is_inside(initial.start())

    def _is_given(self, span: Span) -> bool:
        word = self._text[span.start : span.end]
        word = word.title() if word.isupper() else word
        return (
            any(form in _given_names() for form in (word, word.removesuffix("s")))
            and self._is_name(span, word.lower())
            and not self._is_after(LEX, span)
        )

    def _is_of_a_thing(self, span: Span, words: Sequence[str]) -> bool:
        """Whether a name is a home's or a body's: by the words beside it, or as it begins a longer name of one."""
        if len(words) > 1:
            return tuple(words) in self._begun
        return self._is_after(OF_A_THING, span) or THING_BEHIND.match(self._text, span.end) is not None

    def _is_name(self, span: Span, word: str) -> bool:
        """Whether a capital letter makes a word a name: it is no other word, or it begins no sentence."""
        return word not in splitter().forms or (
            self._is_inside(span.start) and not self._text[span.start : span.end].isupper()
        )

    def _is_inside(self, start: int) -> bool:
        """Whether something begins inside a sentence."""
        before = self._text[max(0, start - 3) : start].rstrip(" \u00a0")
        return bool(before) and (before[-1].isalpha() or before[-1] in ",;(/")


@cache
def _given_names() -> frozenset[str]:
    """Return given names with a hundred bearers that are no place's and not the law's."""
    others = localities().keys() | municipality_by_name().keys() | {"Lex"}
    return frozenset(row["name"] for row in rows("given_names.csv")) - others


def _words(text: str, span: Span) -> list[str]:
    return [match.group().lower() for match in NAME_WORD.finditer(text, span.start, span.end)]


def _parts(name: str) -> frozenset[str]:
    return frozenset(_words(name, Span(0, len(name))))


def _all_of(words: Sequence[str], parts: AbstractSet[str]) -> bool:
    """Whether all words are among the parts of a name."""
    return bool(words) and all(any(form in parts for form in _forms(word)) for word in words)


def _forms(word: str) -> tuple[str, ...]:
    """Forms of a word that may be the same name: with and without a genitive -s."""
    return word, word.removesuffix("s"), f"{word}s"
