"""Linear models as numbers: one set of vectors, and heads that score its rows.

A head is a group of labels that are judged together: one of them (*exclusive*, a genre) or any number (types). Its
logistic regressions stand side by side, so that all are scored at once; scores become probabilities by a curve that
training fits on documents which the model did not see.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lexsarah.classify.vectors import Matrix, Vectors

Array = Any
"""A numpy array of floats (numpy is imported late, so that --help stays light)."""


@dataclass(frozen=True, slots=True)
class Head:
    """Labels that are judged together.

    ``coefficients`` has shape (features, labels); the other arrays (labels,). A probability is the logistic function
    of ``slopes * score + offsets``, or in an exclusive head the softmax of the same. ``thresholds`` are the
    probabilities from which a label is given, ``sure`` those from which at least ``PRECISION`` of such answers were
    right on unseen documents (above 1 where no probability was enough).
    """

    labels: tuple[str, ...]
    exclusive: bool
    coefficients: Array
    intercepts: Array
    slopes: Array
    offsets: Array
    thresholds: Array
    sure: Array

    def scores(self, rows: Matrix) -> Array:
        """Return uncalibrated scores (rows, labels)."""
        return rows @ self.coefficients + self.intercepts

    def probabilities(self, scores: Array) -> Array:
        """Return the calibrated probabilities of scores, in their shape; those of an exclusive head add up to 1."""
        import numpy as np  # noqa: PLC0415

        curved = self.slopes * scores + self.offsets
        if not self.exclusive:
            return 0.5 * (1 + np.tanh(curved / 2))
        powers = np.exp(curved - curved.max(axis=-1, keepdims=True))
        return powers / powers.sum(axis=-1, keepdims=True)


PRECISION = 0.9
"""Share of right answers that ``Head.sure`` promises."""


@dataclass(frozen=True, slots=True)
class Linear:
    """Vectors and the heads that read them, by name."""

    vectors: Vectors
    heads: Mapping[str, Head]

    def side_by_side(self, names: Iterable[str]) -> tuple[Array, Array]:
        """Return coefficients (features, columns) and intercepts (columns,) of heads, to be scored at once."""
        import numpy as np  # noqa: PLC0415

        heads = [self.heads[name] for name in names]
        return np.hstack([one.coefficients for one in heads]), np.concatenate([one.intercepts for one in heads])


def columns_of(labels: Mapping[str, tuple[str, ...]]) -> dict[str, slice]:
    """Return where each head stands when all stand side by side."""
    found, first = {}, 0
    for name, names in labels.items():
        found[name] = slice(first, first + len(names))
        first += len(names)
    return found


def head_at(columns: Mapping[str, slice], column: int) -> tuple[str, int]:
    """Return the head that a column belongs to, and its place there."""
    for name, own in columns.items():
        if own.start <= column < own.stop:
            return name, column - own.start
    raise IndexError(column)
