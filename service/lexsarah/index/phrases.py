"""Known sequences of words, and which of them begins at a place in a text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sequence that was found: it covers ``[start, end)`` of the words and stands for ``value``."""

    start: int
    end: int
    value: str


class Phrases:
    """Sequences of words, each with what it stands for."""

    def __init__(self, known: Mapping[tuple[str, ...], str]) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], str]] = {}
        for words, value in known.items():
            self._by_first.setdefault(words[0], {})[words] = value
        self._lengths = {
            first: sorted({len(words) for words in those}, reverse=True) for first, those in self._by_first.items()
        }

    def begins(self, word: str) -> bool:
        """Whether a sequence begins with this word."""
        return word in self._by_first

    def at(self, words: Sequence[str], at: int) -> Phrase | None:
        """Return the longest sequence that begins there."""
        known = self._by_first.get(words[at])
        if known:
            for length in self._lengths[words[at]]:
                words_here = tuple(words[at : at + length])
                if words_here in known:
                    return Phrase(at, at + len(words_here), known[words_here])
        return None
