"""Fuses what words and what meaning say of a text into one score.

A weighted sum, of scores that are made alike for questions of two words and of two hundred, and for lists of five texts
and of a million. It was measured beside reciprocal ranks and other sums (docs/search.md).
"""

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

WORDS = 0.035
"""Weight of words against a cosine. The top of the curve is flat and differs by kind: questions to answers in other
words do best with 0.01 to 0.03, topics and queries for passages with 0.03 to 0.04, the dev half of the judged questions
with 0.05 (``training.search.rank_bench`` prints the curve)."""


def fused(words: npt.ArrayLike, cosines: npt.ArrayLike, highest: float) -> Floats:
    """Return one score for each text, the higher the better.

    Parameters
    ----------
    words
        BM25 of each text.
    cosines
        Of the question with each text, or its best piece.
    highest
        Sum of the weights of all terms that are asked for, rarity included. A sum of many terms differs more from text
        to text than one of few: about as its square root, which BM25 is divided by.
    """
    meaning = np.asarray(cosines, dtype=np.float64)
    if highest <= 0:
        return meaning
    found: Floats = meaning + WORDS / math.sqrt(highest) * np.asarray(words, dtype=np.float64)
    return found
