"""Makes one order of what was found by words and by meaning."""

from collections.abc import Mapping

RANK_CONSTANT = 60
"""Of reciprocal rank fusion (Cormack, Clarke & Büttcher 2009)."""


def fused(words: Mapping[int, float], cosines: Mapping[int, float]) -> list[int]:
    """Return the candidates in order, best first: reciprocal rank fusion of both scores."""
    total: dict[int, float] = {}
    for scores in (words, cosines):
        ranked = sorted((key for key, score in scores.items() if score > 0), key=lambda key: (-scores[key], key))
        for rank, key in enumerate(ranked):
            total[key] = total.get(key, 0.0) + 1 / (RANK_CONSTANT + rank + 1)
    return sorted(total, key=lambda key: (-total[key], key))
