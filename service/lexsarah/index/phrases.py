"""Finds known sequences of words in a text of many words, the longest first, in one pass."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sequence that was found: it covers ``[start, end)`` of the words and stands for ``value``."""

    start: int
    end: int
    value: str


class Phrases:
    """Sequences of words, each with what it stands for; the last of two alike holds."""

    def __init__(self, known: dict[tuple[str, ...], str]) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], str]] = {}
        for words, value in known.items():
            self._by_first.setdefault(words[0], {})[words] = value
        self._lengths = {
            first: sorted({len(words) for words in those}, reverse=True) for first, those in self._by_first.items()
        }

    def begins(self, word: str) -> bool:
        """Whether a sequence begins with this word."""
        return word in self._by_first

    def found(self, words: Sequence[str]) -> Iterator[Phrase]:
        """Yield the sequences among the words from left to right; none overlaps the one before."""
        at = 0
        while at < len(words):
            phrase = self._at(words, at)
            if phrase:
                yield phrase
            at = phrase.end if phrase else at + 1

    def _at(self, words: Sequence[str], at: int) -> Phrase | None:
        known = self._by_first.get(words[at])
        if known:
            for length in self._lengths[words[at]]:
                words_here = tuple(words[at : at + length])
                if words_here in known:
                    return Phrase(at, at + len(words_here), known[words_here])
        return None
