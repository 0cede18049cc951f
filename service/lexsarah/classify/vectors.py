"""From counted features to weighted rows: counts are made once a sentence, then summed into any grouping."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Matrix = Any
"""A scipy.sparse CSR matrix of floats (scipy has no types)."""

Counted = Mapping[str, Mapping[str, float]]
"""Features of one item (a sentence, a document) by block, counted."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """The fitted parts that turn counted features into rows, one of each a block of features.

    ``vectorizers`` are scikit-learn's DictVectorizer, ``weighters`` its TfidfTransformer (None: the counts as they are,
    for signs rather than words); ``shares`` are factors on whole blocks. The blocks stand side by side in the order of
    ``vectorizers``.
    """

    vectorizers: Mapping[str, Any]
    weighters: Mapping[str, Any]
    shares: Mapping[str, float]

    def counts(self, items: Sequence[Counted]) -> dict[str, Matrix]:
        """Return by block a matrix (items, features)."""
        return {
            name: _matrix(one.vocabulary_, [item[name] for item in items]) for name, one in self.vectorizers.items()
        }

    def weighted(self, counts: Mapping[str, Matrix], groups: Matrix | None = None) -> Matrix:
        """Weigh the counts of groups of items: a matrix (groups, all features).

        ``groups`` is a matrix (groups, items) of ones and zeros; None: every item is a group.
        """
        from scipy.sparse import hstack  # noqa: PLC0415  (--help stays light)

        return hstack([self._block(block, counts[block], groups) for block in self.vectorizers], format="csr")

    def _block(self, block: str, counts: Matrix, groups: Matrix | None) -> Matrix:
        grouped = counts if groups is None else groups @ counts
        weighter = self.weighters[block]
        return (grouped if weighter is None else weighter.transform(grouped)) * self.shares[block]


def _matrix(vocabulary: Mapping[str, int], rows: Sequence[Mapping[str, float]]) -> Matrix:
    """Make a matrix (rows, features) of the features that a vocabulary has.

    As DictVectorizer does, which takes three times as long: it asks of every value what type it is.
    """
    import numpy as np  # noqa: PLC0415  (--help stays light)
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for row in rows:
        for feature, count in row.items():
            column = vocabulary.get(feature)
            if column is not None:
                columns.append(column)
                values.append(count)
        ends.append(len(columns))
    made = csr_matrix((np.array(values, dtype=np.float32), columns, ends), shape=(len(rows), len(vocabulary)))
    made.sort_indices()
    return made
