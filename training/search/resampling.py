"""Intervals of means over questions, where questions of one group (a municipality, an event) are drawn together."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

RESAMPLES = 10_000
SEED = 20261122

Floats = npt.NDArray[np.float64]


class Mean(NamedTuple):
    """A mean with its 95 % bootstrap interval, and how probable one so far from 0 would be by chance (two-sided)."""

    value: float
    low: float
    high: float
    chance: float


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
