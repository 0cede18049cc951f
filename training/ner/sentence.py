"""A line of text with the names that stand in it."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Source(StrEnum):
    """Where a line is from, which says what its annotators looked for."""

    NEWS = "news"
    TALBANKEN = "talbanken"
    CORPUS = "corpus"


class Name(NamedTuple):
    """A name: half-open offsets in code points into the line, and its label (news also has MISC)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line or sentence; ``unsure`` are stretches in which there may be names that nobody annotated."""

    source: Source
    text: str
    names: tuple[Name, ...]
    unsure: tuple[tuple[int, int], ...] = ()


def share(key: str) -> float:
    """Return a number in [0, 1) that depends on the key alone: by it data are split, the same in every run."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:6], "big") / 2**48


NO_BLANK_BEFORE = re.compile(r"[,.;:!?)\]%…]+|[’'].*")
NO_BLANK_AFTER = frozenset("([")
QUOTES = frozenset('"”“')


def joined(words: Iterable[str], *, spaced: bool) -> tuple[str, list[tuple[int, int]]]:
    """Put words together into a text, and say where each of them stands.

    ``spaced``: a blank between any two; otherwise as one writes (quotation marks open and close in turn).
    """
    text, places, quoted, tight = "", [], False, True
    for word in words:
        closes = word in QUOTES and quoted
        blank = spaced or not (tight or closes or NO_BLANK_BEFORE.fullmatch(word))
        text += " " if blank and text else ""
        places.append((len(text), len(text) + len(word)))
        text += word
        opens = word in QUOTES and not quoted
        quoted = opens or (quoted and not closes)
        tight = opens or word in NO_BLANK_AFTER
    return text, places
