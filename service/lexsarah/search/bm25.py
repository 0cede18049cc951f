"""BM25: what a term of a question is worth in a text.

Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), eq. 3.15.
"""

from typing import Any, TypeVar

import numpy as np

Number = TypeVar("Number", float, np.ndarray[Any, np.dtype[np.floating[Any]]])
"""One number, or an array of them."""

K1, B = 1.2, 0.75
"""Saturation and length normalisation: the customary values (same source, 3.4.3)."""


def saturated(frequency: Number, words: Number, average: float) -> Number:
    """Return the worth of a term that stands so often in a text of so many words, from 0 to ``K1`` + 1.

    ``average`` is the mean of words of all texts.
    """
    norm = words * (K1 * B / max(average, 1.0)) + K1 * (1 - B)
    return frequency * (K1 + 1) / (frequency + norm)
