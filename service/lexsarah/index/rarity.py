"""How rare a term is: a table of Swedish that ships with the package, blended with the texts at hand.

Ten texts cannot say which words are rare. The table counts as so many texts more (``BACKGROUND``): a short list is
weighed by the table, a long one by itself.
"""

import gzip
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

TABLE = "term_frequencies.tsv.gz"

BACKGROUND = 2_000
"""Texts that the table counts as: a prior, as Dirichlet's. Measured from 20 to all 49,000 (docs/search.md)."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many of so many passages each term stands in."""

    passages: int
    counts: Mapping[str, int]


def read(text: str) -> Frequencies:
    """Read a table: the number of passages, then a line for each term, its count behind a tab."""
    first, *lines = text.splitlines()
    counts = {}
    for line in lines:
        term, _, count = line.partition("\t")
        counts[term] = int(count)
    return Frequencies(int(first), counts)


def written(table: Frequencies) -> str:
    """Write what ``read`` reads."""
    lines = (f"{term}\t{count}\n" for term, count in sorted(table.counts.items()))
    return f"{table.passages}\n{''.join(lines)}"


@cache
def background() -> Frequencies:
    """Return the table that ships with the package, read once."""
    return read(gzip.decompress(files("lexsarah.reference").joinpath(TABLE).read_bytes()).decode())


def idf(terms: Iterable[str], here: Frequencies) -> dict[str, float]:
    """Return the inverse document frequency of each term: of the texts at hand and the table together."""
    table = background()
    share = BACKGROUND / table.passages
    everything = here.passages + BACKGROUND
    return {term: idf_of(here.counts.get(term, 0) + table.counts.get(term, 0) * share, everything) for term in terms}


def idf_of(count: float, passages: float) -> float:
    """Return the inverse document frequency of a term that stands in ``count`` of ``passages`` texts.

    As in Lucene, never negative: ln(1 + (N - n + 0.5) / (n + 0.5)).
    """
    return math.log(1 + (passages - count + 0.5) / (count + 0.5))
