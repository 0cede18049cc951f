"""Tokens of a text, and the small steps that every rule of the grammar is made of."""

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from lexsarah.extract.dates.meaning import Point, Shift, Year
from lexsarah.extract.dates.words import YEAR_WORDS

TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")

DASHES = frozenset("-–—−")

LABEL = 3
"""Letters that a word before a colon has at least where it is a label, and what follows is no part of a code."""

YEARS = range(1930, 2050)
"""Bare numbers that are taken for years: those that a document on social services may speak of."""

CUED_YEARS = range(1500, 2100)
"""Numbers that are taken for years beside a month, a season or "år"."""

AMOUNTS = frozenset(
    "kr kronor sek kronorna tkr mkr mnkr st stycken personer procent % gånger timmar minuter ml mg gram kg kcal meter "
    "invånare ärenden anmälningar rapporter avvikelser brukare kommuner medarbetare anställda platser år".split()
)
"""After a four-digit number: then it is no year."""


class Token(NamedTuple):
    """A number, a word or a mark. ``low`` is the lower-case text; ``glued``: nothing stands between it and the last."""

    start: int
    end: int
    text: str
    low: str
    glued: bool
    new_line: bool


Result = tuple[Point, int] | None
"""What is meant and the place after it, or None: no such thing here."""


def tokens_of(text: str) -> list[Token]:
    """Cut a text into tokens."""
    found: list[Token] = []
    last = 0
    for match in TOKEN.finditer(text):
        start, end = match.span()
        word = match.group()
        gap = text[last:start]
        found.append(Token(start, end, word, word.lower(), start == last and last > 0, "\n" in gap or "\t" in gap))
        last = end
    return found


_END = Token(0, 0, "", "", glued=False, new_line=True)


def by_first_word(phrases: Iterable[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """Phrases by their first word, in their order."""
    table: dict[str, list[Any]] = {}
    for phrase in phrases:
        table.setdefault(phrase[0][0], []).append(phrase)
    return table


YEARS_BY_WORD = by_first_word(YEAR_WORDS)


class Reader:
    """Steps over one list of tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.size = len(tokens)

    def at(self, i: int) -> Token:
        """Token ``i``, or an empty one past either end."""
        return self.tokens[i] if 0 <= i < self.size else _END

    def low(self, i: int) -> str:
        """Lower-case text of token ``i``."""
        return self.tokens[i].low if 0 <= i < self.size else ""

    def phrase(self, i: int, words: tuple[str, ...]) -> int | None:
        """Place after ``words``, if they stand here."""
        for k, word in enumerate(words):
            if self.low(i + k) != word:
                return None
        return i + len(words)

    def number(self, i: int, digits: tuple[int, ...] = (1, 2)) -> int | None:
        """Value of a number of so many digits."""
        text = self.low(i)
        return int(text) if len(text) in digits and text.isascii() and text.isdigit() else None

    def free(self, i: int, j: int) -> bool:
        """Whether tokens ``i`` up to ``j`` are not part of a longer number or code."""
        before, after = self.at(i - 1), self.at(j)
        if self.at(i).glued and not self.led(i) and (before.text in "/-–.,:_█#*&=+" or before.text.isalnum()):
            return before.text in "–(" or (before.text == "-" and not self.at(i - 1).glued)
        if not after.glued or j >= self.size:
            return True
        if after.text.isalnum() or after.text in "█#*_@":
            return False
        following = self.at(j + 1)
        return not (after.text in "/-:.," and following.glued and following.text[:1].isdigit())

    def led(self, i: int) -> bool:
        """Whether a label leads to token ``i`` without a space ("inkom:2018-06-25"), or two dashes ("--2018-07-01")."""
        before, label = self.at(i - 1), self.at(i - 2)
        if before.text == ":":
            return len(label.text) >= LABEL and label.text.isalpha() and not label.text.isupper()
        return before.text in DASHES and label.text == before.text and before.glued

    def year(self, i: int) -> tuple[Year, int] | None:
        """Return a year after a month or a season: "2021", "i år", "förra året", ", 2021"."""
        if self.low(i) == "," and self.number(i + 1, (4,)) in CUED_YEARS and not self.at(i + 1).new_line:
            i += 1
        if self.low(i) in {"år", "året"} and self.number(i + 1, (4,)) in CUED_YEARS:
            i += 1
        value = self.number(i, (4,))
        if value in CUED_YEARS and not self.at(i).new_line and self.free(i, i + 1) and not self.sums(i + 1):
            return value, i + 1
        if self.low(i) in DASHES and self.at(i + 1).glued and not self.at(i).glued:
            short = self.number(i + 1, (2,))
            behind = self.at(i + 2)
            if short is not None and not (behind.glued and (behind.text[:1].isalnum() or behind.text in DASHES)):
                return 2000 + short if short < 50 else 1900 + short, i + 2
        for words, shift in YEARS_BY_WORD.get(self.low(i), ()):
            after = self.phrase(i, words)
            if after is not None:
                return Shift(shift), after
        return None

    def with_year(self, make: Callable[[Year], Point], i: int) -> tuple[Point, int]:
        """Finish a point whose year may follow."""
        year = self.year(i)
        return (make(year[0]), year[1]) if year else (make(None), i)

    def sums(self, i: int) -> bool:
        """Whether what follows makes a number an amount."""
        return self.low(i) in AMOUNTS or (self.low(i) == ":" and self.low(i + 1) == "-")

    def longest(self, i: int, rules: Iterable[Callable[[int], Result]]) -> Result:
        """Return the longest of what the rules give; the first of equals."""
        best: Result = None
        for rule in rules:
            found = rule(i)
            if found and (best is None or found[1] > best[1]):
                best = found
        return best
