"""Intervals of means over questions, where questions of one group (a municipality, an event) are drawn together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RESAMPLES = 10_000
SEED = 20261122

Floats = npt.NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean with its 95 % bootstrap interval, and how probable one so far from 0 would be by chance (two-sided)."""

    value: float
    low: float
    high: float
    chance: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"

    def as_difference(self) -> str:
        """Write it with signs."""
        return f"{self.value:+.3f} [{self.low:+.3f}, {self.high:+.3f}]"


@dataclass(frozen=True, slots=True)
class Groups:
    """The group of each question."""

    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(set(self.names))

    def mean(self, values: Floats) -> Mean:
        """Return the mean of a value of each question; of differences, their paired test."""
        _, group = np.unique(self.names, return_inverse=True)
        counts = np.bincount(group)
        random = np.random.default_rng(SEED)
        drawn = random.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=RESAMPLES)
        means = (drawn @ np.bincount(group, values)) / (drawn @ counts)
        low, high = np.percentile(means, (2.5, 97.5))
        chance = 2 * min(float(np.mean(means <= 0)), float(np.mean(means >= 0)))
        return Mean(float(np.mean(values)), float(low), float(high), min(1.0, max(chance, 1 / RESAMPLES)))


def mean(values: Floats, groups: Sequence[str] = ()) -> Mean:
    """Return the mean of a value of each question; without ``groups``, each question is drawn for itself."""
    return Groups(tuple(groups) or tuple(map(str, range(len(values))))).mean(values)
