"""The Swedish analyser of the word index: which terms a text is found by, and which a question looks for.

Four kinds of terms never collide: a stem is letters alone ("larm"), the others begin with a sign: a part of a compound
("+larm" for "trygghetslarm"), a whole word as it is written ("=larmet"), a name of a thing ("#särskilt boende" for both
"särskilda boenden" and "SÄBO").
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from lexsarah.index.compounds import parts, splitter
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

JOINT = re.compile(r"[-:’']")
BETWEEN_WORDS = re.compile(r"[ \t\u00a0\n-]{1,3}")
"""What may stand between the words of a name; a line may end there."""


class Kind(StrEnum):
    """What a term is of the text, or how it comes from a question."""

    STEM = "stem"
    PART = "part"
    WORD = "word"
    NAME = "name"
    SYNONYM = "synonym"


PART, WHOLE, NAME = "+", "=", "#"
"""Signs before the terms of parts of compounds, whole words and names; no word begins with one."""


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
    home does not have; ``may_be_name`` says that it is written like one and known as nothing else.
    """

    key: str
    own: tuple[_Spot, ...]
    inside: tuple[_Spot, ...]
    may_be_name: bool
    begins_name: bool


WORDS_KEPT = 200_000
"""Words remembered as they are written, some 500 bytes each; a service runs for months."""


@lru_cache(maxsize=WORDS_KEPT)
def _word(written: str) -> _Word:
    lower = _without_ending(written).lower()
    if len(written) > LONGEST_WORD:
        return _Word("", (), (), may_be_name=False, begins_name=False)
    key = term(lower)
    own: list[_Spot] = []
    if lower not in STOP_WORDS:
        own.append(_Spot(key, Kind.STEM, 0, len(written)))
        own.append(_Spot(WHOLE + lower, Kind.WORD, 0, len(written)))
    inside: list[_Spot] = []
    start = 0
    pieces = JOINT.split(_without_ending(written))
    for piece in pieces:
        name = abbreviations().get(piece)
        if name:
            own.append(_Spot(NAME + name, Kind.NAME, start, start + len(piece)))
        small = piece.lower()
        if len(pieces) > 1 and len(small) > 1 and not small.isdigit() and small not in STOP_WORDS:
            inside.append(_Spot(PART + term(small), Kind.PART, start, start + len(piece)))
        inside += [
            _Spot(PART + term(part.word), Kind.PART, start + part.start, start + part.end)
            for part in parts(small)
            # Lower case may be longer than what it is made of ("İ"): places would be wrong.
            if len(small) == len(piece)
        ]
        start += len(piece) + 1
    unknown = bool(inside) and len(pieces) == 1 and written.istitle() and lower not in splitter().forms
    return _Word(key, tuple(own), tuple(inside), unknown, spelled_out().begins(key))


def _without_ending(written: str) -> str:
    base, colon, ending = written.rpartition(":")
    return base if colon and base and ending.lower() in ENDINGS_AFTER_COLON else written


def _spots(text: str) -> Iterator[_Spot]:
    """Yield the terms of a text with where they stand, names of several words after their words."""
    keys: list[str] = []
    places: list[tuple[int, int]] = []
    names = False
    for match in WORD.finditer(text):
        start, end = match.span()
        word = _word(match.group())
        keys.append(word.key)
        places.append((start, end))
        names = names or word.begins_name
        for one in word.own:
            yield _Spot(one.term, one.kind, start + one.start, start + one.end)
        if word.inside and not (word.may_be_name and _inside_sentence(text, start)):
            for one in word.inside:
                yield _Spot(one.term, one.kind, start + one.start, start + one.end)
    if names:
        for name, first, last in _names(text, keys, places):
            yield _Spot(name, Kind.NAME, places[first][0], places[last - 1][1])


def _names(text: str, keys: list[str], places: list[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    """Yield the names that are spelled out and the words that they cover, from the first to behind the last."""
    for phrase in spelled_out().found(keys):
        gaps = (text[places[at][1] : places[at + 1][0]] for at in range(phrase.start, phrase.end - 1))
        if all(BETWEEN_WORDS.fullmatch(gap) for gap in gaps):
            yield NAME + phrase.value, phrase.start, phrase.end


def _inside_sentence(text: str, start: int) -> bool:
    """Whether a word follows another in its sentence: a capital letter there is the beginning of a name."""
    before = text[max(0, start - 3) : start].rstrip(" \t\u00a0")
    return bool(before) and (before[-1].isalnum() or before[-1] in ",;–-(")


def spotted(text: str) -> Iterator[Term]:
    """Yield each term of a text with where it stands; stop words are left out.

    A word gives its stem, itself and the parts of a compound; names of several words come last.
    """
    for spot in _spots(text):
        yield Term(spot.term, Span(spot.start, spot.end), spot.kind)


def counted(text: str) -> Counter[str]:
    """Count the terms of a text, as ``spotted`` yields them."""
    return Counter(spot.term for spot in _spots(text))


PART_OF_WORD = 0.5
"""Weight of compounds that hold a word asked for, against 1 for the word itself."""
OF_PARTS = 0.3
"""Weight of the parts of a compound asked for, as words or in other compounds."""
WHOLE_WORD = 0.2
"""Weight of a word exactly as it was asked, on top of its stem."""
IN_NAME = 0.5
"""What is left of the weight of words that are asked for as parts of a name: "boende" in "särskilt boende"."""


def asked(text: str) -> tuple[Asked, ...]:
    """Return the terms that a question looks for, each once with its highest weight, in order of the question."""
    text = unicodedata.normalize("NFC", text)
    matches = list(WORD.finditer(text))
    places = [match.span() for match in matches]
    words = [_word(match.group()) for match in matches]
    keys = [word.key for word in words]
    found: list[Asked] = []
    named: set[int] = set()
    for name, first, last in _names(text, keys, places):
        if last - first > 1:
            named.update(range(first, last))
        span = Span(places[first][0], places[last - 1][1])
        found.append(Asked(name, 1.0, Kind.NAME, text[span.start : span.end], span))
    for at, (match, word) in enumerate(zip(matches, words, strict=True)):
        found += _of_word(match.group(), word, Span(*match.span()), IN_NAME if at in named else 1.0)
    found += _synonyms(text, words, places)
    best: dict[str, Asked] = {}
    for one in found:
        if one.term not in best or best[one.term].weight < one.weight:
            best[one.term] = one
    return tuple(sorted(best.values(), key=lambda one: (one.span.start, -one.weight)))


def _of_word(written: str, word: _Word, span: Span, weight: float) -> Iterator[Asked]:
    for spot in word.own:
        if spot.kind is Kind.STEM:
            yield Asked(spot.term, weight, Kind.STEM, written, span)
            yield Asked(PART + spot.term, weight * PART_OF_WORD, Kind.PART, written, span)
        elif spot.kind is Kind.WORD:
            yield Asked(spot.term, weight * WHOLE_WORD, Kind.WORD, written, span)
        else:
            yield Asked(spot.term, weight, Kind.NAME, written, span)
    short = abbreviations_uncased().get(_without_ending(written).lower())
    if short:
        yield Asked(NAME + short, weight, Kind.NAME, written, span)
    for spot in word.inside:
        within = Span(span.start + spot.start, span.start + spot.end)
        of_word = written[spot.start : spot.end]
        yield Asked(spot.term.removeprefix(PART), weight * OF_PARTS, Kind.PART, of_word, within)
        yield Asked(spot.term, weight * OF_PARTS * PART_OF_WORD, Kind.PART, of_word, within)


def content(text: str) -> tuple[str, ...]:
    """Return the stems of a text without stop words, in order."""
    return tuple(spot.term for spot in _spots(text) if spot.kind is Kind.STEM)


def _synonyms(text: str, words: list[_Word], places: list[tuple[int, int]]) -> Iterator[Asked]:
    """Yield what the thesaurus adds: the terms of the words of the trade, and of those as names."""
    at = [number for number, word in enumerate(words) if any(spot.kind is Kind.STEM for spot in word.own)]
    phrases, expansions = known(content)
    for phrase in phrases.found([words[number].key for number in at]):
        span = Span(places[at[phrase.start]][0], places[at[phrase.end - 1]][1])
        for wanted, weight in expansions[phrase.value]:
            for key, less in _wanted(wanted):
                yield Asked(key, weight * less, Kind.SYNONYM, text[span.start : span.end], span)


@lru_cache(maxsize=WORDS_KEPT)
def _wanted(words: str) -> tuple[tuple[str, float], ...]:
    """Return the terms of an expansion with their weights: a name, or else its stems and compounds that hold them."""
    spots = list(_spots(words))
    names = [spot.term for spot in spots if spot.kind is Kind.NAME]
    if names:
        return tuple((name, 1.0) for name in names)
    stems = [spot.term for spot in spots if spot.kind is Kind.STEM]
    return tuple(pair for stem in stems for pair in ((stem, 1 / len(stems)), (PART + stem, PART_OF_WORD / len(stems))))


def weights(terms: Iterable[Asked]) -> dict[str, float]:
    """Return the weight of each term."""
    return {one.term: one.weight for one in terms}
