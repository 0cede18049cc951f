"""Spans found against spans annotated: exact F1, with a bootstrap interval over sentences or documents."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

DRAWS = 1000
SEED = 20261122

Counts = tuple[int, int, int]
"""Right, annotated, found."""


@dataclass(frozen=True, slots=True)
class Score:
    """Figures in [0, 1]; ``n`` is how many spans are annotated; the interval holds 95 % of the draws."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float
    n: int

    def __str__(self) -> str:
        return (
            f"F1 {self.f1:.3f} ({self.low:.3f}–{self.high:.3f}) P {self.precision:.3f} R {self.recall:.3f} n {self.n}"
        )


def score(counts: Sequence[Counts]) -> Score:
    """Sum the counts of sentences or documents."""
    table = np.array(counts, dtype=np.float64).reshape(-1, 3)
    right, annotated, found = table.sum(axis=0)
    random = np.random.default_rng(SEED)
    weights = random.multinomial(len(table), np.full(len(table), 1 / len(table)), size=DRAWS)
    drawn = weights @ table
    low, high = np.percentile(2 * drawn[:, 0] / np.maximum(drawn[:, 1] + drawn[:, 2], 1), [2.5, 97.5])
    return Score(
        float(right / max(found, 1)),
        float(right / max(annotated, 1)),
        float(2 * right / max(annotated + found, 1)),
        float(low),
        float(high),
        int(annotated),
    )
