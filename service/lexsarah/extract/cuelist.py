"""A small language for cue phrases, so that the tables of phrases are data that anyone can read.

A cue is a row of words. ``rutin*`` is a word that begins so, ``*larm*`` one that holds it, ``a|b`` one of two
(``låsa_in|bomma``: one of them of two words); ``..`` stands for at most six words between, none of them "och", ``...``
for any six; ``!word`` at the end must not stand anywhere in the sentence. Everything is lower case.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from re import Pattern

from lexsarah.records import Span

GAPS = {
    "..": r"(?:(?!och\b|men\b|samt\b)\w+",
    "...": r"(?:\w+",
}
"""What a gap's words are: those of one phrase, or across "och" too."""

BETWEEN = r"[^\w;\t]+"
"""What may stand between two words of one phrase: no semicolon, no cell border."""


Options = tuple[str, ...]
"""Beginnings of words, "*" before those that may stand anywhere in a word."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One phrase and what it speaks for.

    ``strength`` is "strong" (speaks alone), "topic" (speaks where something else gives the role) or the name of a
    list of helping words. ``options`` holds for each word the letters of which some must be in a text for it to match,
    the word with the fewest alternatives first; ``barred`` is what must not stand in the sentence.
    """

    label: str
    strength: str
    pattern: str
    options: tuple[Options, ...]
    barred: str | None

    def find(self, lower: str) -> Iterator[Span]:
        """Yield where the cue stands in a lower-case text."""
        if not (self.barred and _compiled(self.barred).search(lower)):
            yield from (Span(*match.span()) for match in _compiled(self.pattern).finditer(lower))


class Sieve:
    """Cues of several lists, to be told by the words of a sentence which of them it may hold, before any is tried."""

    def __init__(self, lists: Mapping[str, Iterable[Cue]]) -> None:
        self._cues = [(name, cue) for name, cues in lists.items() for cue in cues]
        self._by_option: dict[str, list[int]] = defaultdict(list)
        for number, (_, cue) in enumerate(self._cues):
            for option in cue.options[0]:
                self._by_option[option].append(number)
        options = {option for _, cue in self._cues for row in cue.options for option in row}
        self._inside = [option for option in options if option.startswith("*")]
        self._first = options.difference(self._inside)
        self._longest = max(map(len, self._first), default=0)

    def sift(self, sentences: Sequence[str]) -> list[dict[str, list[Cue]]]:
        """Return for each lower-case sentence by name of the list the cues that it has letters of every word of.

        They keep the order of their list; a list of which it can hold none is left out.
        """
        holding = self._holding(sentences)
        found: list[dict[str, list[Cue]]] = [{} for _ in sentences]
        for number in sorted({one for option in holding for one in self._by_option.get(option, ())}):
            name, cue = self._cues[number]
            rows = (set().union(*(holding.get(option, ()) for option in row)) for row in cue.options)
            for sentence in set.intersection(*rows):
                found[sentence].setdefault(name, []).append(cue)
        return found

    def _holding(self, sentences: Sequence[str]) -> dict[str, set[int]]:
        """Return the numbers of the sentences with a word that begins with, or has inside, the letters of an option."""
        by_word: dict[str, set[int]] = defaultdict(set)
        for number, lower in enumerate(sentences):
            for word in WORD.findall(lower):
                by_word[word].add(number)
        holding: dict[str, set[int]] = defaultdict(set)
        for word, numbers in by_word.items():
            for length in range(1, min(len(word), self._longest) + 1):
                if word[:length] in self._first:
                    holding[word[:length]] |= numbers
        text = "\n".join(by_word)
        for option in self._inside:
            if option[1:] in text:
                holding[option].update(*(numbers for word, numbers in by_word.items() if option[1:] in word))
        return holding


WORD = re.compile(r"\w+")


@cache
def _compiled(pattern: str) -> Pattern[str]:
    """Compile a pattern when it is first needed (most cues are not, in one document)."""
    return re.compile(pattern)


def _word(option: str) -> str:
    """Pattern of one word."""
    letters = BETWEEN.join(re.escape(part) for part in option.strip("*").split("_"))
    return ("\\w*" if option.startswith("*") else "") + letters + ("\\w*" if option.endswith("*") else r"(?!\w)")


def _beginning(option: str) -> str:
    """Return the first letters of a word in a row ("gps" of "gps-*"), with its leading star."""
    letters = WORD.match(option.strip("*").split("_")[0])
    if letters is None:
        raise ValueError(f"not a word of a cue: {option!r}")
    return ("*" if option.startswith("*") else "") + letters.group()


def read_cue(label: str, strength: str, phrase: str) -> Cue:
    """Read a phrase of the language.

    Raises
    ------
    ValueError
        If the phrase is empty, begins or ends with a gap, or has a word that does not begin with a letter or figure.
    """
    words = [word for word in phrase.split() if not word.startswith("!")]
    barred = [_word(word[1:]) for word in phrase.split() if word.startswith("!")]
    if not words or not GAPS.keys().isdisjoint((words[0], words[-1])):
        raise ValueError(f"not a cue: {phrase!r}")
    pattern, gap = r"(?<!\w)", ""
    needed: list[Options] = []
    for word in words:
        if word in GAPS:
            gap = BETWEEN + GAPS[word] + BETWEEN + "){0,6}?"
            continue
        options = tuple(word.split("|"))
        between = gap or (BETWEEN if needed else "")
        pattern += between + "(?:" + "|".join(_word(option) for option in options) + ")"
        needed.append(tuple(_beginning(option) for option in options))
        gap = ""
    without = r"(?<!\w)(?:" + "|".join(barred) + ")" if barred else None
    return Cue(label, strength, pattern, tuple(sorted(needed, key=len)), without)


@cache
def load(name: str) -> tuple[Cue, ...]:
    """Read a table beside this module: columns ``label``, ``strength``, ``cue``, separated by semicolons."""
    text = resources.files(__package__).joinpath(f"{name}.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter=";")
    return tuple(read_cue(row["label"], row["strength"], row["cue"]) for row in rows)


def of_strength(name: str, strength: str) -> tuple[Cue, ...]:
    """Return the cues of a table that have one strength."""
    return tuple(cue for cue in load(name) if cue.strength == strength)
