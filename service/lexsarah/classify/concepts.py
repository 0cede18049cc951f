"""The field's own words for what happens, grouped by concept: prior knowledge beside what the corpus can teach.

``concepts.txt`` says what a pattern is. Which concept speaks for which label is learned, never written there.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from lexsarah.language import STEMS_KEPT

REACH = 4
"""How many words after one word of a pattern the next may stand."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A concept and the words that tell of it, in order."""

    concept: str
    words: tuple[str, ...]

    def found(self, tokens: Sequence[str], at: int) -> bool:
        """Whether the words after the first stand in reach; the first is known to stand at ``at``."""
        place = at
        for word in self.words[1:]:
            near = range(place + 1, min(place + 1 + REACH, len(tokens)))
            place = next((i for i in near if _matches(word, tokens[i])), -1)
            if place < 0:
                return False
        return True


def _matches(word: str, token: str) -> bool:
    if word.startswith("*"):
        return word[1:] in token
    return token.startswith(word[:-1]) if word.endswith("*") else token == word


@cache
def _source() -> bytes:
    return files(__package__).joinpath("concepts.txt").read_bytes()


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return all patterns, in the order of the file."""
    found: list[Pattern] = []
    for line in _source().decode("utf-8").splitlines():
        if line and not line.startswith("#"):
            concept, _, listed = line.partition(":")
            found += [Pattern(concept, tuple(one.split())) for one in listed.split(",")]
    return tuple(found)


@cache
def _by_letter() -> dict[str, tuple[Pattern, ...]]:
    """Return the patterns whose first word can begin with a letter; those that stand for any beginning under "*"."""
    found: dict[str, list[Pattern]] = {}
    for pattern in patterns():
        found.setdefault(pattern.words[0][0], []).append(pattern)
    return {letter: tuple(listed) for letter, listed in found.items()}


@lru_cache(maxsize=STEMS_KEPT)
def _starting_with(token: str) -> tuple[Pattern, ...]:
    possible = (*_by_letter().get(token[:1], ()), *_by_letter().get("*", ()))
    return tuple(pattern for pattern in possible if _matches(pattern.words[0], token))


def concepts(tokens: Sequence[str]) -> list[str]:
    """Name the concepts that a sentence's lower-case words tell of, once for each time."""
    return [
        pattern.concept
        for at, token in enumerate(tokens)
        for pattern in _starting_with(token)
        if pattern.found(tokens, at)
    ]


@cache
def fingerprint() -> str:
    """Return the sha256 of the concepts: a model holds for the file that it was trained with."""
    return hashlib.sha256(_source()).hexdigest()
