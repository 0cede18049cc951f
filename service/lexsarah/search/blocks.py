"""Reads postings from blocks and what is not merged yet, and sums them into a score for every passage: exact BM25.

The formula is ``lexsarah.search.bm25``'s, rarity ``lexsarah.index.rarity``'s. Frequency and length stand in each
posting (docs/search.md, "Blocks"), so that the scores are exact whatever has been added since: only lengths above 1,023
words and frequencies above 63 are cut.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from lexsarah.index.rarity import Frequencies, idf
from lexsarah.search.bm25 import saturated
from lexsarah.store.database import Connection, one

SLICE = 1 << 16
"""Passage numbers in a slice."""
LENGTHS = 1 << 10
"""A posting's length is below this; what is above it is the frequency."""
AVERAGES_KEPT = 16
"""Readers' averages of which the weights are remembered, 256 kB each."""
LOW = np.uint32(SLICE - 1)
"""The bits of a posting that are its code."""

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.intp]
Words = npt.NDArray[np.uint32]
Mask = npt.NDArray[np.bool_]
_Scalar = TypeVar("_Scalar", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term stands in a slice, each passage once.

    ``slice`` is the index of the slice among those that were read; a posting has the low 16 bits of a passage's number
    above those of its code (docs/search.md, "Blocks"). A slice is summed fast: it fits into the processor's cache.
    """

    slice: int
    postings: Words

    # As the indexes that numpy takes: it would make them so each time.
    @property
    def low(self) -> Numbers:
        """The low bits of the passages' numbers."""
        return (self.postings >> np.uint32(16)).astype(np.intp)

    @property
    def codes(self) -> Numbers:
        """Frequency and length in them."""
        return (self.postings & LOW).astype(np.intp)

    def of(self, places: npt.NDArray[_Scalar]) -> npt.NDArray[_Scalar]:
        """Return the part of all places that is this slice's."""
        return places[self.slice * SLICE : (self.slice + 1) * SLICE]


@dataclass(frozen=True, slots=True)
class Read:
    """The postings of some terms, over all that the reader may see.

    ``slices`` are the numbers of the slices that hold any of them: a passage's place is ``SLICE`` times the index of
    its slice here plus its low 16 bits. ``passages`` and ``average`` are the number of all passages that the reader
    may see and their mean length in words.
    """

    slices: Numbers
    terms: dict[str, tuple[Postings, ...]]
    passages: int
    average: float
    frequencies: dict[str, int] = field(default_factory=dict)
    """In how many passages each term stands; terms that stand in none are left out."""

    @property
    def size(self) -> int:
        """Places there are."""
        return len(self.slices) * SLICE

    def numbers(self, places: Numbers) -> npt.NDArray[np.int64]:
        """Return the numbers of passages by their places."""
        found: npt.NDArray[np.int64] = (self.slices[places >> 16] << 16) | (places & (SLICE - 1))
        return found

    def places(self, numbers: npt.NDArray[np.int64]) -> Numbers:
        """Return the places of passages by their numbers; -1 where no slice that was read holds it."""
        if not len(self.slices):
            return np.full(len(numbers), -1, np.intp)
        slices = (numbers >> 16).astype(np.intp)
        index = np.minimum(np.searchsorted(self.slices, slices), len(self.slices) - 1)
        return np.where(self.slices[index] == slices, index * SLICE + (numbers & (SLICE - 1)).astype(np.intp), -1)

    def weighed(self, weights: Mapping[str, float]) -> dict[str, float]:
        """Multiply weights of terms by how rare these are, in what the reader may see and a table of Swedish."""
        rarity = idf(weights, Frequencies(self.passages, self.frequencies))
        return {term: weight * rarity[term] for term, weight in weights.items()}


def counted(connection: Connection) -> tuple[int, int]:
    """Return how many passages the reader may see, and their length in words together."""
    row = one(
        connection.execute(
            "SELECT coalesce(sum(passages), 0)::bigint AS passages, coalesce(sum(length), 0)::bigint AS length "
            "FROM passage_counts WHERE scope = ANY(seen_scopes())"
        )
    )
    return int(row["passages"]), int(row["length"])


def frequencies(connection: Connection, terms: Iterable[str]) -> dict[str, int]:
    """Return in how many passages that the reader may see each term stands; terms that stand in none are left out."""
    wanted = list(terms)
    rows = connection.execute(
        "SELECT term, sum(n)::int AS n FROM ("
        "SELECT term, n FROM blocks WHERE scope = ANY(seen_scopes()) AND term = ANY(%s) "
        "UNION ALL SELECT term, 1 FROM postings WHERE term = ANY(%s)) AS each GROUP BY term",
        [wanted, wanted],
    ).fetchall()
    return {row["term"]: row["n"] for row in rows}


def read(connection: Connection, terms: Sequence[str]) -> Read:
    """Read the postings of terms that the reader may see."""
    known, length = counted(connection)
    with connection.cursor(binary=True) as cursor:
        blocks = cursor.execute(
            "SELECT term, slice, postings FROM blocks WHERE scope = ANY(seen_scopes()) AND term = ANY(%s)",
            [list(terms)],
        ).fetchall()
        added = cursor.execute(
            "SELECT o.term, o.passage_id, o.frequency, p.length FROM postings o JOIN passages p ON p.id = o.passage_id "
            "WHERE o.term = ANY(%s)",
            [list(terms)],
        ).fetchall()
    slices = np.unique(
        np.array([row["slice"] for row in blocks] + [row["passage_id"] >> 16 for row in added], dtype=np.intp)
    )
    index = {int(number): at for at, number in enumerate(slices)}
    found: dict[str, list[Postings]] = {}
    for row in blocks:
        # As whole numbers: two columns of 16 bits take twice as long to part.
        postings = np.frombuffer(row["postings"], dtype=">u4").astype(np.uint32)
        found.setdefault(row["term"], []).append(Postings(index[row["slice"]], postings))
    recent: dict[tuple[str, int], list[int]] = {}
    for row in added:
        number, code = row["passage_id"], min(row["frequency"], 63) * LENGTHS + min(row["length"], LENGTHS - 1)
        recent.setdefault((row["term"], number >> 16), []).append(number % SLICE << 16 | code)
    for (term, slice_), some in recent.items():
        found.setdefault(term, []).append(Postings(index[slice_], np.array(some, dtype=np.uint32)))
    passages = max(known, 1)
    return Read(
        slices,
        {term: tuple(parts) for term, parts in found.items()},
        passages,
        max(length / passages, 1.0),
        {term: sum(len(part.postings) for part in parts) for term, parts in found.items()},
    )


@lru_cache(maxsize=AVERAGES_KEPT)
def weights_of_codes(average: float) -> Floats:
    """Return BM25's weight of a term for every code: its saturated frequency, normalised by length, without idf."""
    codes = np.arange(SLICE, dtype=np.float32)
    frequency, length = np.divmod(codes, LENGTHS)
    made = saturated(frequency, length, average).astype(np.float32)
    made.flags.writeable = False
    return made


def scores(held: Read, weights: Mapping[str, float]) -> Floats:
    """Return the score of every place: the sum of its terms' weights (idf included) times what BM25 gives them."""
    table = weights_of_codes(held.average)
    total = np.zeros(held.size, np.float32)
    for term, weight in weights.items():
        for part in held.terms.get(term, ()):
            # No index can be out of bounds; "clip" spares the look.
            own, low, added = part.of(total), part.low, table.take(part.codes, mode="clip")
            added *= np.float32(weight)
            added += own.take(low, mode="clip")
            own[low] = added
    return total


def holding(held: Read, terms: Iterable[str]) -> Mask:
    """Return which places hold any of the terms."""
    found = np.zeros(held.size, np.bool_)
    for term in terms:
        for part in held.terms.get(term, ()):
            part.of(found)[part.low] = True
    return found


WIDTH = 64
"""Places whose best is looked at first when the best of many are sought: partitioning a million floats is slow."""


def best(total: Floats, most: int) -> Numbers:
    """Return the places with the highest scores above 0, best first, ties in order; at most so many."""
    if len(total) > most * WIDTH * 4:
        tops = total.reshape(-1, WIDTH).max(axis=1)
        # The best ``most`` stand in blocks whose best is at least that of the block with rank ``most``.
        least = np.partition(tops, len(tops) - most)[len(tops) - most]
        blocks = np.flatnonzero((tops >= least) & (tops > 0))
        places = (blocks[:, None] * WIDTH + np.arange(WIDTH)).ravel()
        places = places[(total[places] >= least) & (total[places] > 0)]
    else:
        places = np.flatnonzero(total > 0)
    if len(places) > most:
        limit = np.partition(total[places], len(places) - most)[len(places) - most]
        above = places[total[places] > limit]
        equal = places[total[places] == limit][: most - len(above)]
        places = np.sort(np.concatenate([above, equal]))
    return places[np.argsort(-total[places], kind="stable")]
