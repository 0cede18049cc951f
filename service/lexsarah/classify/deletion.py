"""Evidence by deletion: the sentences without which a label would lose most."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lexsarah.classify.linear import Array
from lexsarah.classify.vectors import Matrix, Vectors

MOST_SENTENCES = 3
"""Sentences that are shown for a label at most: what a person reads before saying yes or no."""

Groups = Sequence[Sequence[int]]
"""Items that go together, each group given as indices."""

TINY = 1e-5
"""A length below this is what rounding leaves of none."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A block of a text's features, cut down to those that it has: counts (items, features) and what they weigh.

    ``rarity`` (features,) is None where the counts are taken as they are.
    """

    counts: Matrix
    coefficients: Array
    rarity: Array
    share: float


@dataclass(frozen=True, slots=True)
class Whole:
    """A text of items (sentences) that can be scored without some of them."""

    parts: tuple[_Part, ...]

    @classmethod
    def of(cls, vectors: Vectors, counts: Mapping[str, Matrix], coefficients: Array) -> "Whole":
        """Take the counts by block (``vectors.counts``) and coefficients (all features, labels)."""
        import numpy as np  # noqa: PLC0415  (--help stays light)
        from scipy.sparse import csr_matrix  # noqa: PLC0415

        parts, first = [], 0
        for name, matrix in counts.items():
            present, columns = np.unique(matrix.indices, return_inverse=True)
            own = csr_matrix(
                (matrix.data.astype(np.float64), columns, matrix.indptr), shape=(matrix.shape[0], len(present))
            )
            known = vectors.rarities[name]
            rarity = None if known is None else known[present].astype(np.float64)
            block = coefficients[first + present].astype(np.float64)
            parts.append(_Part(own, block, rarity, vectors.shares[name]))
            first += matrix.shape[1]
        return cls(tuple(parts))

    def without(self, groups: Groups) -> Array:
        """Score the sum of all items without the items of each group: (groups, labels), intercepts left out.

        An empty group gives the score of the whole. Only the features of what goes change, so this costs as much as
        scoring the groups alone: for every block it adds what they change to the products with the coefficients and to
        the squared length that rows are divided by.
        """
        members = membership(groups, self.parts[0].counts.shape[0])
        return sum(part.share * _left(part, members) for part in self.parts)


def _left(part: _Part, members: Matrix) -> Array:
    import numpy as np  # noqa: PLC0415

    total = np.asarray(part.counts.sum(axis=0)).ravel()
    gone = members @ part.counts
    if part.rarity is None:
        return total @ part.coefficients - gone @ part.coefficients
    whole = _damped(total) * part.rarity
    before, left = whole[gone.indices], _damped(total[gone.indices] - gone.data) * part.rarity[gone.indices]
    products = whole @ part.coefficients + _like(gone, left - before) @ part.coefficients
    squares = whole @ whole + np.asarray(_like(gone, left**2 - before**2).sum(axis=1)).ravel()
    lengths = np.sqrt(np.maximum(squares, 0))
    return products / np.where(lengths > TINY, lengths, np.inf)[:, None]


def membership(groups: Groups, items: int) -> Matrix:
    """Return the matrix (groups, items) of ones and zeros."""
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    members = np.array([item for group in groups for item in group], dtype=np.int64)
    ends = np.cumsum([0, *(len(group) for group in groups)])
    return csr_matrix((np.ones(len(members), dtype=np.float32), members, ends), shape=(len(groups), items))


def _damped(counts: Array) -> Array:
    """Return damped counts, before they are weighed by rarity (``vectors``)."""
    import numpy as np  # noqa: PLC0415

    return np.where(counts > 0, 1 + np.log(np.maximum(counts, TINY)), 0)


def _like(matrix: Matrix, data: Array) -> Matrix:
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    return csr_matrix((data, matrix.indices, matrix.indptr), shape=matrix.shape)


Lost = Callable[[Array], Array]
"""From probabilities (rows, labels) to which rows no longer have the label, or half of its probability at most."""


def decisive(items: int, judge: Callable[[Groups], Array], labels: Mapping[int, Lost]) -> dict[int, list[int]]:
    """Return for each label (a column) the fewest items without which it is lost; indices, in order.

    ``judge`` gives probabilities (groups, labels) without the items of each group. Those items go first that are missed
    most, ``MOST_SENTENCES`` at most: where not even these decide, they are the answer.
    """
    alone = judge([[item] for item in range(items)])
    ranked = {column: [int(one) for one in alone[:, column].argsort(kind="stable")] for column in labels}
    steps = range(1, min(MOST_SENTENCES, items) + 1)
    together = judge([order[:step] for order in ranked.values() for step in steps])
    found = {}
    for place, (column, order) in enumerate(ranked.items()):
        lost = labels[column](together[place * len(steps) : (place + 1) * len(steps)])
        enough = next((step for step, gone in zip(steps, lost, strict=True) if gone), len(steps))
        found[column] = sorted(order[:enough])
    return found
