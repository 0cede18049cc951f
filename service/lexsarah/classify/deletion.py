"""Evidence by deletion: the sentences without which a label would lose most."""

from collections.abc import Callable, Mapping, Sequence

from lexsarah.classify.linear import Array
from lexsarah.classify.vectors import Matrix, Vectors

MOST_SENTENCES = 3
"""Sentences that are shown for a label at most: what a person reads before saying yes or no."""

Groups = Sequence[Sequence[int]]
"""Items that go together, each group given as indices."""

TINY = 1e-5
"""A length below this is what rounding leaves of none."""


def without(vectors: Vectors, counts: Mapping[str, Matrix], coefficients: Array, groups: Groups) -> Array:
    """Score the sum of all items without the items of each group: (groups, labels), intercepts left out.

    An empty group gives the score of the whole. Only the features of what goes change, so this costs as much as
    scoring the groups alone: for every block it adds what they change to the products with ``coefficients`` and to the
    squared length that rows are divided by.
    """
    import numpy as np  # noqa: PLC0415  (--help stays light)

    members = membership(groups, next(iter(counts.values())).shape[0])
    scores = np.zeros((len(groups), coefficients.shape[1]))
    first = 0
    for name, matrix in counts.items():
        block = coefficients[first : first + matrix.shape[1]]
        first += matrix.shape[1]
        weighter, share = vectors.weighters[name], vectors.shares[name]
        total = np.asarray(matrix.sum(axis=0), dtype=np.float64).ravel()
        gone = (members @ matrix).astype(np.float64)
        if weighter is None:
            scores += share * (total @ block - gone @ block)
            continue
        rarity = weighter.idf_.astype(np.float64)
        whole = _damped(total) * rarity
        before, left = whole[gone.indices], _damped(total[gone.indices] - gone.data) * rarity[gone.indices]
        products = whole @ block + _like(gone, left - before) @ block
        squares = whole @ whole + np.asarray(_like(gone, left**2 - before**2).sum(axis=1)).ravel()
        lengths = np.sqrt(np.maximum(squares, 0))
        scores += share * products / np.where(lengths > TINY, lengths, np.inf)[:, None]
    return scores


def membership(groups: Groups, items: int) -> Matrix:
    """Return the matrix (groups, items) of ones and zeros."""
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    members = np.array([item for group in groups for item in group], dtype=np.int64)
    ends = np.cumsum([0, *(len(group) for group in groups)])
    return csr_matrix((np.ones(len(members), dtype=np.float32), members, ends), shape=(len(groups), items))


def _damped(counts: Array) -> Array:
    """Return what TfidfTransformer(sublinear_tf=True) makes of counts before it weighs them by rarity."""
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
