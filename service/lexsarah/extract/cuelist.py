"""A small language for cue phrases, so that the tables of phrases are data that anyone can read.

A cue is a row of words. ``rutin*`` is a word that begins so, ``*larm*`` one that holds it, ``a|b`` one of two
(``låsa_in|bomma``: one of them of two words); ``..`` stands for at most six words between, none of them "och", ``...``
for any six; ``!word`` at the end must not stand anywhere in the sentence. Everything is lower case.
"""

import csv
import re
from collections.abc import Iterator
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


@dataclass(frozen=True, slots=True)
class Cue:
    """One phrase and what it speaks for.

    ``strength`` is "strong" (speaks alone), "topic" (speaks where something else gives the role) or the name of a
    list of helping words. ``literals`` holds for each word the letters that must be in a text for it to match, the
    word with the fewest alternatives first; ``barred`` is what must not stand in the sentence.
    """

    label: str
    strength: str
    pattern: str
    literals: tuple[tuple[str, ...], ...]
    barred: str | None

    def possible(self, lower: str) -> bool:
        """Whether a lower-case text holds letters of every word of the cue (quick, before the pattern)."""
        for options in self.literals:
            for literal in options:
                if literal in lower:
                    break
            else:
                return False
        return True

    def find(self, lower: str) -> Iterator[Span]:
        """Yield where the cue stands in a lower-case text."""
        if self.possible(lower) and not (self.barred and _compiled(self.barred).search(lower)):
            yield from (Span(*match.span()) for match in _compiled(self.pattern).finditer(lower))


@cache
def _compiled(pattern: str) -> Pattern[str]:
    """Compile a pattern when it is first needed (most cues are not, in one document)."""
    return re.compile(pattern)


def _word(option: str) -> str:
    """Pattern of one word."""
    letters = BETWEEN.join(re.escape(part) for part in option.strip("*").split("_"))
    return ("\\w*" if option.startswith("*") else "") + letters + ("\\w*" if option.endswith("*") else r"(?!\w)")


def read_cue(label: str, strength: str, phrase: str) -> Cue:
    """Read a phrase of the language.

    Raises
    ------
    ValueError
        If the phrase is empty or begins or ends with a gap.
    """
    words = [word for word in phrase.split() if not word.startswith("!")]
    barred = [_word(word[1:]) for word in phrase.split() if word.startswith("!")]
    if not words or not GAPS.keys().isdisjoint((words[0], words[-1])):
        raise ValueError(f"not a cue: {phrase!r}")
    pattern, gap = r"(?<!\w)", ""
    literals: list[tuple[str, ...]] = []
    for word in words:
        if word in GAPS:
            gap = BETWEEN + GAPS[word] + BETWEEN + "){0,6}?"
            continue
        options = tuple(word.split("|"))
        between = gap or (BETWEEN if literals else "")
        pattern += between + "(?:" + "|".join(_word(option) for option in options) + ")"
        literals.append(tuple(option.strip("*").split("_")[0] for option in options))
        gap = ""
    without = r"(?<!\w)(?:" + "|".join(barred) + ")" if barred else None
    return Cue(label, strength, pattern, tuple(sorted(literals, key=len)), without)


@cache
def load(name: str) -> tuple[Cue, ...]:
    """Read a table beside this module: columns ``label``, ``strength``, ``cue``, separated by semicolons."""
    text = resources.files(__package__).joinpath(f"{name}.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter=";")
    return tuple(read_cue(row["label"], row["strength"], row["cue"]) for row in rows)
