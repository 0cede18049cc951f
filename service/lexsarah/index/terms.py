"""The Swedish analyser of the word index: which terms a text is found by, and which a question looks for.

A word is found by its stem and, if it is a compound, by the stems of its parts: "larm" finds "trygghetslarmet".
Names of things are terms of their own besides their words, one for all forms ("#särskilt boende" for "särskilda
boenden" and "SÄBO"); their sign begins no word. What each of these gives stands in docs/search.md.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from lexsarah.index.compounds import parts, splitter
from lexsarah.index.marks import MARK
from lexsarah.index.names import abbreviations, abbreviations_uncased, spelled_out
from lexsarah.index.stems import term
from lexsarah.index.synonyms import known
from lexsarah.language import WORD
from lexsarah.records import Span

STOP_WORDS = frozenset(
    """
    alla att av bli blev blir blivit de dem den denna deras dess det detta dig din dina ditt du där då efter eller
    en er ett från för ha hade han har hen henne hennes hon honom hos hur här i in inom jag kan kunde man med men
    mig min mina mitt mot mycket ni nu när och om oss på ska skulle som så till under upp ut vad var vara vi vid
    vilka vilken vår våra än är även över
    """.split()
)
"""Function words: they find nothing and would make up half of the index. "inte" and "utan" stay: they carry meaning."""

LONGEST_WORD = 100
"""Code points: longer words are left out. They are encoded pictures and keys, and PostgreSQL's index takes 2,704 bytes;
the longest compounds of case law and committee minutes have some 50 letters."""

ENDINGS_AFTER_COLON = frozenset("s n t en et ns ets er ar erna arna are aren ares as ens".split())
"""What is added to an abbreviation: "IVO:s", "HVB:t"."""

WORD_OR_MARK = re.compile(rf"{MARK.pattern}|(?P<word>{WORD.pattern})")
JOINT = re.compile(r"[-:’']")
BETWEEN_WORDS = re.compile(r"[ \t\u00a0\n-]{1,3}")
"""What may stand between the words of a name; a line may end there."""


class Kind(StrEnum):
    """What a term is of the text, or how it comes from a question."""

    STEM = "stem"
    PART = "part"
    NAME = "name"
    SYNONYM = "synonym"


NAME = "#"
"""Sign before the terms of names."""


class Term(NamedTuple):
    """A term of a text, where it stands there, and its kind (never ``SYNONYM``)."""

    term: str
    span: Span
    kind: Kind


class Asked(NamedTuple):
    """A term that a question looks for.

    ``weight`` is 1 for what was asked and less for what was made of it; ``kind`` says how, ``words`` of which words of
    the question, which stand at ``span`` of the question in NFC.
    """

    term: str
    weight: float
    kind: Kind
    words: str
    span: Span


class _Spot(NamedTuple):
    term: str
    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    """What is known of a word as it is written: offsets are from its beginning.

    ``key`` is its term among the words of a name. ``inside`` are the terms of its parts, which a name of a person or a
    home does not have; ``may_be_name`` says that it is written like one and known as nothing else. ``terms`` are all of
    them; ``is_content``: it is no stop word.
    """

    key: str
    own: tuple[_Spot, ...] = ()
    inside: tuple[_Spot, ...] = ()
    terms: tuple[str, ...] = ()
    is_content: bool = False
    may_be_name: bool = False
    begins_name: bool = False


WORDS_KEPT = 60_000
"""Words remembered as they are written, about a kilobyte each; a service runs for months."""
EXPANSIONS_KEPT = 2_000
"""Expansions whose terms are remembered: more than the thesaurus has."""


TOO_LONG = _Word("")


@lru_cache(maxsize=WORDS_KEPT)
def _word(written: str) -> _Word:
    lower = _without_ending(written).lower()
    key = term(lower)
    own: list[_Spot] = []
    if lower not in STOP_WORDS:
        own.append(_Spot(key, Kind.STEM, 0, len(written)))
    inside: list[_Spot] = []
    start = 0
    pieces = JOINT.split(_without_ending(written))
    for piece in pieces:
        name = abbreviations().get(piece)
        if name:
            own.append(_Spot(NAME + name, Kind.NAME, start, start + len(piece)))
        small = piece.lower()
        if len(pieces) > 1 and len(small) > 1 and not small.isdigit() and small not in STOP_WORDS:
            inside.append(_Spot(term(small), Kind.PART, start, start + len(piece)))
        inside += [
            _Spot(term(part.word), Kind.PART, start + part.start, start + part.end)
            for part in parts(small)
            # Lower case may be longer than what it is made of ("İ"): places would be wrong.
            if len(small) == len(piece)
        ]
        start += len(piece) + 1
    unknown = bool(inside) and len(pieces) == 1 and written.istitle() and lower not in splitter().forms
    return _Word(
        key,
        tuple(own),
        tuple(inside),
        tuple(spot.term for spot in (*own, *inside)),
        lower not in STOP_WORDS,
        unknown,
        spelled_out().begins(key),
    )


def _without_ending(written: str) -> str:
    base, colon, ending = written.rpartition(":")
    return base if colon and base and ending.lower() in ENDINGS_AFTER_COLON else written


def _read(text: str) -> tuple[list[re.Match[str]], list[_Word]]:
    """Return the words of a text where they stand, and what is known of each there; marks for persons are no words."""
    matches = [match for match in WORD_OR_MARK.finditer(text) if match["word"]]
    words = [_word(written) if len(written := match["word"]) <= LONGEST_WORD else TOO_LONG for match in matches]
    for at, word in enumerate(words):
        if word.may_be_name and _inside_sentence(text, matches[at].start()):
            words[at] = replace(word, inside=(), terms=tuple(spot.term for spot in word.own))
    return matches, words


def _names(text: str, matches: list[re.Match[str]], words: list[_Word]) -> Iterator[tuple[str, int, int]]:
    """Yield the terms of names that are spelled out, and the words that each covers (half-open)."""
    behind = 0
    keys: list[str] = []
    for at, word in enumerate(words):
        if not word.begins_name or at < behind:
            continue
        keys = keys or [one.key for one in words]
        phrase = spelled_out().at(keys, at)
        gaps = (text[matches[n].end() : matches[n + 1].start()] for n in range(at, phrase.end - 1)) if phrase else ()
        if phrase and all(BETWEEN_WORDS.fullmatch(gap) for gap in gaps):
            yield NAME + phrase.value, at, phrase.end
            behind = phrase.end


def _inside_sentence(text: str, start: int) -> bool:
    """Whether a word follows another in its sentence: a capital letter there is the beginning of a name."""
    before = text[max(0, start - 3) : start].rstrip(" \t\u00a0")
    return bool(before) and (before[-1].isalnum() or before[-1] in ",;–-(")


def spotted(text: str, wanted: frozenset[str] | None = None) -> Iterator[Term]:
    """Yield each term of a text with where it stands, or those that are wanted alone; stop words are left out.

    A word gives its stem and then the parts of a compound; names that are spelled out come last.
    """
    matches, words = _read(text)
    for match, word in zip(matches, words, strict=True):
        if wanted is not None and wanted.isdisjoint(word.terms):
            continue
        start = match.start()
        for spot in (*word.own, *word.inside):
            if wanted is None or spot.term in wanted:
                yield Term(spot.term, Span(start + spot.start, start + spot.end), spot.kind)
    for name, first, last in _names(text, matches, words):
        if wanted is None or name in wanted:
            yield Term(name, Span(matches[first].start(), matches[last - 1].end()), Kind.NAME)


def counted(text: str) -> Counter[str]:
    """Count the terms of a text, as ``spotted`` yields them; the way to index many."""
    matches, words = _read(text)
    terms = Counter(chain.from_iterable(word.terms for word in words))
    terms.update(name for name, _, _ in _names(text, matches, words))
    return terms


OF_PARTS = 0.6
"""Weight of the parts of a compound that is asked for, against 1 for words. By words alone 0.6 found more than 0.3 by
nDCG@10 0.005 to 0.013 on queries, topics, titles of statutes and halves of interpellations; on the sets of
``training.search.analysis_bench`` 0.001 more to 0.008 less, and fused with meaning the two give the same."""
OF_NAME = 0.5
"""Weight of a name on top of its words."""
IN_NAME = 0.7
"""Weight of words that are asked for as parts of a name, so that "boende" does not drown "särskilt boende"."""


def asked(text: str) -> tuple[Asked, ...]:
    """Return the terms that a question looks for, each once with its highest weight, in order of the question."""
    text = unicodedata.normalize("NFC", text)
    matches, words = _read(text)
    found: list[Asked] = []
    named: set[int] = set()
    for name, first, last in _names(text, matches, words):
        if last - first > 1:
            named.update(range(first, last))
        span = Span(matches[first].start(), matches[last - 1].end())
        found.append(Asked(name, OF_NAME, Kind.NAME, text[span.start : span.end], span))
    for at, (match, word) in enumerate(zip(matches, words, strict=True)):
        found += _of_word(match.group(), word, Span(*match.span()), IN_NAME if at in named else 1.0)
    own = _heaviest(found)
    added = _heaviest(one for one in _synonyms(text, matches, words) if one.term not in own)
    return tuple(sorted((*own.values(), *added.values()), key=lambda one: (one.span.start, -one.weight)))


def _heaviest(found: Iterable[Asked]) -> dict[str, Asked]:
    best: dict[str, Asked] = {}
    for one in found:
        if one.term not in best or best[one.term].weight < one.weight:
            best[one.term] = one
    return best


def _of_word(written: str, word: _Word, span: Span, weight: float) -> Iterator[Asked]:
    for spot in word.own:
        yield Asked(spot.term, weight if spot.kind is Kind.STEM else OF_NAME, spot.kind, written, span)
    short = abbreviations_uncased().get(_without_ending(written).lower())
    if short:
        yield Asked(NAME + short, OF_NAME, Kind.NAME, written, span)
    for spot in word.inside:
        within = Span(span.start + spot.start, span.start + spot.end)
        yield Asked(spot.term, weight * OF_PARTS, Kind.PART, written[spot.start : spot.end], within)


def content(text: str) -> tuple[str, ...]:
    """Return the stems of a text without stop words, in order."""
    return tuple(word.key for word in _read(text)[1] if word.is_content)


def _synonyms(text: str, matches: list[re.Match[str]], words: list[_Word]) -> Iterator[Asked]:
    """Yield what the thesaurus adds: the terms of the words of the trade, and of those as names."""
    at = [number for number, word in enumerate(words) if word.is_content]
    keys = [words[number].key for number in at]
    phrases, expansions = known(content)
    for phrase in filter(None, (phrases.at(keys, start) for start in range(len(keys)))):
        span = Span(matches[at[phrase.start]].start(), matches[at[phrase.end - 1]].end())
        for wanted, weight in expansions[phrase.value]:
            for key, share in _wanted(wanted):
                yield Asked(key, weight * share, Kind.SYNONYM, text[span.start : span.end], span)


@lru_cache(maxsize=EXPANSIONS_KEPT)
def _wanted(words: str) -> tuple[tuple[str, float], ...]:
    """Return the terms of an expansion with their shares of its weight: a name, or else its stems."""
    found = list(spotted(words))
    names = [one.term for one in found if one.kind is Kind.NAME]
    if names:
        return tuple((name, 1.0) for name in names)
    stems = [one.term for one in found if one.kind is Kind.STEM]
    return tuple((stem, 1 / len(stems)) for stem in stems)
