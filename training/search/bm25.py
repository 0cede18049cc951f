"""BM25 over counted terms in memory, for measuring; the product ranks in PostgreSQL by the same formula."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_matrix

from lexsarah.search.bm25 import K1, B

Floats = npt.NDArray[np.float64]


class Index:
    """Texts by their terms. ``lengths`` are in words, so that a text is no longer for having more kinds of terms."""

    def __init__(self, texts: Sequence[Mapping[str, int]], lengths: Sequence[int]) -> None:
        numbers: dict[str, int] = {}
        rows, columns, counts = [], [], []
        for row, terms in enumerate(texts):
            for term, count in terms.items():
                rows.append(row)
                columns.append(numbers.setdefault(term, len(numbers)))
                counts.append(count)
        frequency = np.array(counts, dtype=np.float64)
        at = np.array(rows)
        norm = K1 * (1 - B + B * np.array(lengths, dtype=np.float64) / max(1.0, float(np.mean(lengths))))
        weight = frequency * (K1 + 1) / (frequency + norm[at])
        self._numbers = numbers
        self._weights = csc_matrix((weight, (at, np.array(columns))), shape=(len(texts), len(numbers)))
        holding = Counter(columns)
        self.frequencies = {term: holding[number] for term, number in numbers.items()}
        """In how many texts each term stands."""
        self._idf = np.array(
            [math.log(1 + (len(texts) - holding[n] + 0.5) / (holding[n] + 0.5)) for n in range(len(numbers))]
        )

    def scores(self, asked: Mapping[str, float]) -> Floats:
        """Return the score of every text; ``asked`` are terms with their weights, without how rare they are."""
        return self.summed(self.weighed(asked))

    def weighed(self, asked: Mapping[str, float]) -> dict[str, float]:
        """Multiply the weights of the terms that some text has by how rare they are."""
        return {
            term: weight * float(self._idf[self._numbers[term]])
            for term, weight in asked.items()
            if term in self._numbers
        }

    def summed(self, weights: Mapping[str, float]) -> Floats:
        """Return the score of every text for weights that are ready."""
        columns = [self._numbers[term] for term in weights]
        found: Floats = self._weights[:, columns] @ np.array(list(weights.values()))
        return found
