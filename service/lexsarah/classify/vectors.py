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
    """Which features count, and what they weigh, block by block; the blocks stand side by side in their order.

    ``vocabularies`` give every feature its column, ``rarities`` what each column weighs (scikit-learn's smooth idf;
    None: the counts are taken as they are, for signs rather than words), ``shares`` are factors on whole blocks.
    """

    vocabularies: Mapping[str, Mapping[str, int]]
    rarities: Mapping[str, Any]
    shares: Mapping[str, float]

    def counts(self, items: Sequence[Counted]) -> dict[str, Matrix]:
        """Return by block a matrix (items, features)."""
        return {name: counts_of(one, [item[name] for item in items]) for name, one in self.vocabularies.items()}

    def weighted(self, counts: Mapping[str, Matrix], groups: Matrix | None = None) -> Matrix:
        """Weigh the counts of groups of items: a matrix (groups, all features).

        ``groups`` is a matrix (groups, items) of ones and zeros; None: every item is a group.
        """
        from scipy.sparse import hstack  # noqa: PLC0415  (--help stays light)

        return hstack([self._block(block, counts[block], groups) for block in self.vocabularies], format="csr")

    def _block(self, block: str, counts: Matrix, groups: Matrix | None) -> Matrix:
        grouped = counts if groups is None else groups @ counts
        rarity = self.rarities[block]
        return (grouped if rarity is None else _weighed(grouped, rarity)) * self.shares[block]


def counts_of(vocabulary: Mapping[str, int], rows: Sequence[Mapping[str, float]]) -> Matrix:
    """Make a matrix (rows, features) of the features that a vocabulary has."""
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


def _weighed(counts: Matrix, rarity: Any) -> Matrix:  # noqa: ANN401  (a numpy array, imported late)
    """Weigh rows as scikit-learn's TfidfTransformer(sublinear_tf=True): damped counts, by rarity, to length 1."""
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    data = ((np.log(counts.data) + 1) * rarity[counts.indices]).astype(np.float32)
    made = csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)
    lengths = np.sqrt(np.asarray(made.multiply(made).sum(axis=1)).ravel())
    made.data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(made.indptr)).astype(np.float32)
    return made
