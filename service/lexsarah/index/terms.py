"""The Swedish analyser of the word index: which terms a text is found by."""

from collections.abc import Iterator
from functools import lru_cache

from lexsarah.language import STEMS_KEPT, WORD, stem
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

ALTERNATIONS = (
    ("anmälning", "anmälan"),
    ("ansökning", "ansökan"),
    ("medl", "medel"),
    ("hemm", "hem"),
    ("rumm", "rum"),
    ("fönstr", "fönst"),
)
"""Endings of stems of one word that the Snowball stemmer keeps apart, and the one that stands for both."""

DEFINITE_NEUTER = "et"
"""Snowball 3 leaves it on most words ("larmet" is not "larm"); taken off every stem, it is the same for all."""
SHORTEST_STEM = 3

LONGEST_WORD = 100
"""Code points: longer words are left out. They are encoded pictures and keys, and PostgreSQL's index takes 2,704 bytes;
the longest compounds of case law and committee minutes have some 50 letters."""


@lru_cache(maxsize=STEMS_KEPT)
def term(word: str) -> str:
    """Return the term of a lower-case word: its stem, å ä ö kept."""
    stemmed = stem(word)
    if stemmed.endswith(DEFINITE_NEUTER) and len(stemmed) >= SHORTEST_STEM + len(DEFINITE_NEUTER):
        stemmed = stemmed.removesuffix(DEFINITE_NEUTER)
    for form, common in ALTERNATIONS:
        if stemmed.endswith(form):
            return stemmed.removesuffix(form) + common
    return stemmed


def spotted(text: str) -> Iterator[tuple[str, Span]]:
    """Yield each term of a text with where its word stands; stop words are left out."""
    for match in WORD.finditer(text):
        word = match.group().lower()
        if len(word) <= LONGEST_WORD and word not in STOP_WORDS:
            yield term(word), Span(match.start(), match.end())
