"""BM25: what a term of a question is worth in a text.

Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), eq. 3.15.
"""

K1, B = 1.2, 0.75
"""Saturation and length normalisation: the customary values (same source, 3.4.3)."""


def saturated(frequency: float, words: float, average: float) -> float:
    """Return the worth of a term that stands so often in a text of so many words, from 0 to ``K1`` + 1.

    ``average`` is the mean of words of all texts.
    """
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * words / max(average, 1.0)))
