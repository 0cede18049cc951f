"""What collections are made of: real passages by their sentences, the terms of each sentence, and vectors.

A passage's terms are those of its sentences, counted by the product's analyser a sentence at a time: a million mixtures
cost no more analysing than what they are mixed of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from lexsarah.index.terms import counted
from lexsarah.language import WORD
from training.search.scale.texts import Real, cases
from training.search.scale.vectors import Halves

Ints = npt.NDArray[np.int64]
MOST_OFTEN = 1_000
"""Highest frequency of a term in a sentence that is counted."""


@dataclass(frozen=True, slots=True)
class Material:
    """Real passages. Row p of ``vectors`` is the passage with the sentences ``starts[p]`` to ``starts[p + 1]``.

    ``counts`` has a row for each sentence and a column for each of ``terms``; ``words`` is each sentence's length, and
    ``runs`` how many passages in a row are of one text.
    """

    sentences: tuple[str, ...]
    words: Ints
    starts: Ints
    terms: tuple[str, ...]
    counts: csr_matrix
    vectors: Halves
    runs: tuple[int, ...]

    @property
    def passages(self) -> int:
        """Number of real passages."""
        return len(self.starts) - 1


def material(passages: Sequence[Real], vectors: Halves) -> Material:
    """Count the terms of real passages."""
    sentences = tuple(chain.from_iterable(one.sentences for one in passages))
    numbers: dict[str, int] = {}
    columns: list[int] = []
    data: list[int] = []
    ends = [0]
    for sentence in sentences:
        for term, count in counted(sentence).items():
            columns.append(numbers.setdefault(term, len(numbers)))
            data.append(min(count, MOST_OFTEN))
        ends.append(len(columns))
    return Material(
        sentences,
        np.array([len(WORD.findall(sentence)) for sentence in sentences]),
        np.concatenate([[0], np.cumsum([len(one.sentences) for one in passages])]),
        tuple(numbers),
        csr_matrix((np.array(data, np.int32), columns, ends), shape=(len(sentences), len(numbers))),
        vectors,
        tuple(cases(passages)),
    )
