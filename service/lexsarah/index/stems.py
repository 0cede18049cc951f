"""The stem that stands for the forms of a word."""

from functools import lru_cache

from lexsarah.language import STEMS_KEPT, stem

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


@lru_cache(maxsize=STEMS_KEPT)
def term(word: str) -> str:
    """Return the term of a lower-case word: its stem, å ä ö kept. The term of a term is itself.

    Snowball takes off one ending of each kind; what is left may have another ("kontrollerade", "kontroller",
    "kontroll"). They are taken off until none is left: papers on one event find each other better so.
    """
    for _ in range(len(word)):
        shorter = _once(word)
        if shorter == word or len(shorter) < SHORTEST_STEM:
            break
        word = shorter
    return word


def _once(word: str) -> str:
    stemmed = stem(word)
    if stemmed.endswith(DEFINITE_NEUTER) and len(stemmed) >= SHORTEST_STEM + len(DEFINITE_NEUTER):
        stemmed = stemmed.removesuffix(DEFINITE_NEUTER)
    for form, common in ALTERNATIONS:
        if stemmed.endswith(form):
            return stemmed.removesuffix(form) + common
    return stemmed
