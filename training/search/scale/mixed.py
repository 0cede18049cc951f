"""Synthetic passages: sentences of two real neighbours, and vectors drawn around the real ones.

A mixture takes 60 % of the sentences of one passage and 40 % of one of its nearest, a tenth of all fall away, and some
get a word that nothing real has. Its vector lies between those of the two, off by the difference of two other real
neighbours, taken so far that the nearest in a sample are as near as in a sample of real ones (``reach``).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.search.scale.material import Ints, Material
from training.search.scale.vectors import Floats, Halves

SHARES = (0.6, 0.4)
DROPPED = 0.1
NEIGHBOURS = 30
"""Nearest real passages of which the second of a mixture is one."""
NEW = 0.3
"""Share of mixtures with a new word."""
OF_A_NEW_WORD = 3
"""Passages that share a new word, on average."""
SAMPLE = 3_000
"""Vectors that are compared for nearness."""
FARTHEST = 4.0
"""Largest reach that is tried."""
STEPS = 12
AT_ONCE = 20_000

Random = np.random.Generator


@dataclass(frozen=True, slots=True)
class Mixtures:
    """Synthetic passages: the sentences of each (``starts`` into ``sentences``), its new word or -1, its vector."""

    starts: Ints
    sentences: Ints
    new: Ints
    vectors: Halves


def mixtures(made_of: Material, near: Ints, reach: float, most: int, random: Random) -> Mixtures:
    """Mix so many passages; ``near`` are the neighbours of each real one."""
    first = random.integers(made_of.passages, size=most)
    second = near[first, random.integers(near.shape[1], size=most)]
    parts = [
        _some(made_of, passages, share * (1 - DROPPED), random)
        for passages, share in zip((first, second), SHARES, strict=True)
    ]
    rows = np.concatenate([row for row, _ in parts])
    order = np.argsort(rows, kind="stable")
    new = np.where(random.random(most) < NEW, random.integers(max(1, int(most * NEW / OF_A_NEW_WORD)), size=most), -1)
    return Mixtures(
        np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=most))]),
        np.concatenate([sentences for _, sentences in parts])[order],
        new,
        drawn(made_of.vectors, near, reach, (first, second), random),
    )


def _some(made_of: Material, passages: Ints, share: float, random: Random) -> tuple[Ints, Ints]:
    """Choose sentences of passages, by row; of each the first at least, if it is the larger share."""
    sizes = np.diff(made_of.starts)[passages]
    rows = np.repeat(np.arange(len(passages)), sizes)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    kept = random.random(len(rows)) < share
    if share > SHARES[1]:
        kept |= (within == 0) & ~np.isin(rows, rows[kept])
    return rows[kept], made_of.starts[passages][rows[kept]] + within[kept]


def neighbours(vectors: Halves, most: int = NEIGHBOURS) -> Ints:
    """Return the nearest of each vector but itself, in no order; shape (vectors, most)."""
    all_of_them = vectors.astype(np.float32)
    most = min(most, len(vectors) - 1)
    found = np.empty((len(vectors), most), np.int64)
    for start in range(0, len(vectors), 1_000):
        cosines = all_of_them[start : start + 1_000] @ all_of_them.T
        cosines[np.arange(len(cosines)), np.arange(start, start + len(cosines))] = -2
        found[start : start + 1_000] = np.argpartition(-cosines, most - 1, axis=1)[:, :most]
    return found


def drawn(vectors: Halves, near: Ints, reach: float, pairs: tuple[Ints, Ints], random: Random) -> Halves:
    """Draw a vector for each pair of real ones."""
    first, second = pairs
    found = np.empty((len(first), vectors.shape[1]), np.float16)
    for start in range(0, len(first), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        one, other = (vectors[rows[some]].astype(np.float32) for rows in (first, second))
        here = random.integers(len(vectors), size=len(one))
        there = near[here, random.integers(near.shape[1], size=len(one))]
        off = vectors[here].astype(np.float32) - vectors[there].astype(np.float32)
        made = SHARES[0] * one + SHARES[1] * other + np.float32(reach) * off
        found[some] = made / np.linalg.norm(made, axis=1, keepdims=True)
    return found


def nearest_cosines(vectors: Halves) -> Floats:
    """Return the cosine of each vector's nearest other one."""
    all_of_them = vectors.astype(np.float32)
    cosines = all_of_them @ all_of_them.T
    np.fill_diagonal(cosines, -2)
    found: Floats = cosines.max(axis=1)
    return found


def sample(vectors: Halves, random: Random) -> Halves:
    """Draw vectors to be compared for nearness."""
    return vectors[random.permutation(len(vectors))[:SAMPLE]]


def reach_of(vectors: Halves, near: Ints, random: Random) -> float:
    """Find how far off vectors are to be drawn for their nearest to be as near, in the median, as real ones'."""
    wanted = float(np.median(nearest_cosines(sample(vectors, random))))
    low, high = 0.0, FARTHEST
    for _ in range(STEPS):
        reach = (low + high) / 2
        first = random.integers(len(vectors), size=min(SAMPLE, len(vectors)))
        second = near[first, random.integers(near.shape[1], size=len(first))]
        found = float(np.median(nearest_cosines(drawn(vectors, near, reach, (first, second), random))))
        low, high = (low, reach) if found < wanted else (reach, high)
    return (low + high) / 2


def quantiles(cosines: npt.NDArray[np.float32]) -> list[float]:
    """Return the 5th, 25th, 50th, 75th and 95th percentile."""
    return [float(one) for one in np.percentile(cosines, [5, 25, 50, 75, 95])]
