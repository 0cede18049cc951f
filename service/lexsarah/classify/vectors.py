"""From sentences to weighted feature vectors: counts are made once a sentence, then summed into any grouping."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lexsarah.classify.features import BLOCKS, features

Matrix = Any
"""A scipy.sparse CSR matrix of floats (scipy has no types)."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """The fitted parts that turn sentences into rows, one of each a block of features.

    ``vectorizers`` are scikit-learn's DictVectorizer, ``weighters`` its TfidfTransformer.
    """

    vectorizers: Mapping[str, Any]
    weighters: Mapping[str, Any]

    def counts(self, sentences: Sequence[list[str]]) -> dict[str, Matrix]:
        """Count features of tokenised sentences: by block a matrix (sentences, features)."""
        counted = [features(sentence) for sentence in sentences]
        return {block: self.vectorizers[block].transform([one[block] for one in counted]) for block in BLOCKS}

    def weighted(self, counts: Mapping[str, Matrix], groups: Matrix | None = None) -> Matrix:
        """Weigh the counts of groups of sentences: a matrix (groups, all features).

        ``groups`` is a matrix (groups, sentences) of ones and zeros; None: every sentence is a group.
        """
        from scipy.sparse import hstack  # noqa: PLC0415  (--help stays light)

        return hstack(
            [
                self.weighters[block].transform(counts[block] if groups is None else groups @ counts[block])
                for block in BLOCKS
            ],
            format="csr",
        )
