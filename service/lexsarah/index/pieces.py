"""Cuts a plain text into pieces of about as many words as a passage has, none of them short."""

from collections.abc import Iterator
from itertools import pairwise

from lexsarah.index.passages import WORDS
from lexsarah.language import WORD

LONGEST = WORDS + WORDS // 4
"""Words of a text that is not cut: an encoder reads about 300."""


def pieces(text: str) -> Iterator[str]:
    """Yield the pieces of a text in order, alike in words; together they are the text."""
    starts = [match.start() for match in WORD.finditer(text)]
    if len(starts) <= LONGEST:
        yield text
        return
    count = -(-len(starts) // WORDS)
    edges = [0, *(starts[at * len(starts) // count] for at in range(1, count)), len(text)]
    for start, end in pairwise(edges):
        yield text[start:end]
