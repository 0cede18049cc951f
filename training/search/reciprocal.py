"""Reciprocal rank fusion (Cormack, Clarke & Büttcher 2009), which other ways of fusing are measured beside."""

import numpy as np
import numpy.typing as npt

RANKS = 60
"""The constant of the paper."""

Floats = npt.NDArray[np.floating]


def reciprocal(*ways: Floats) -> Floats:
    """Fuse scores by the reciprocals of their ranks along the last axis, ties in order.

    What has the score -∞ is not ranked, and has it again.
    """
    parts = [np.where(np.isfinite(scores), 1 / (RANKS + 1 + _ranks(scores)), -np.inf) for scores in ways]
    return np.asarray(np.sum(parts, axis=0))


def _ranks(scores: Floats) -> npt.NDArray[np.int64]:
    """Return the ranks, from 0."""
    return np.argsort(np.argsort(-scores, axis=-1, kind="stable"), axis=-1, kind="stable")
