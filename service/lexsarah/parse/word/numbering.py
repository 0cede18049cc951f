"""Numbers that a word processor counts and does not write: "1.", "a)", "4.2", "§ 41"."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

MAX_NUMBER = 10_000
"""Above it a number is written in digits: letters and Roman numerals of it would only take room."""

ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
UNWRITTEN = frozenset({"bullet", "none", ""})


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered: ``style`` as Word names it, ``pattern`` with %1 for the first level's number.

    ``legal``: the numbers of the levels above are written in digits.
    """

    style: str
    pattern: str
    start: int = 1
    legal: bool = False

    def begun_at(self, start: int) -> "Level":
        """Return the same level with another first number."""
        return replace(self, start=start)


class Numbering:
    """Counts the items of a document's lists as they come.

    ``lists`` holds the levels of each list, from 0; lists with the same name in ``counted_as`` go on from one another.
    """

    def __init__(self, lists: Mapping[str, Mapping[int, Level]], counted_as: Mapping[str, str] | None = None) -> None:
        self._lists = lists
        self._counted_as = counted_as or {}
        self._counts: dict[str, dict[int, int]] = {}

    def next(self, name: str, at: int, *, counter: str | None = None, start: int | None = None) -> str | None:
        """Count an item and return its number as written; "" for a bullet, None where there is no such list.

        ``counter`` is the name that this list is counted by, ``start`` the number that the item has.
        """
        levels = self._lists.get(name)
        if levels is None or at not in levels:
            return None
        counts = self._counts.setdefault(counter or self._counted_as.get(name, name), {})
        for lower in [one for one in counts if one > at]:
            del counts[lower]
        counts[at] = counts.get(at, levels[at].start - 1) + 1 if start is None else start
        level = levels[at]
        if level.style in UNWRITTEN:
            return ""
        words = level.pattern
        for above in range(min(at, 8), -1, -1):
            number = counts.get(above, levels[above].start if above in levels else 1)
            style = "decimal" if level.legal or above not in levels else levels[above].style
            words = words.replace(f"%{above + 1}", written(number, style))
        return words.strip()


def written(number: int, style: str) -> str:
    """Return a number in a style: decimal, decimalZero, lowerLetter, upperLetter, lowerRoman, upperRoman, ordinal."""
    if style in UNWRITTEN:
        return ""
    if style == "decimalZero":
        return f"{number:02}"
    if not 0 < number <= MAX_NUMBER:
        return str(number)
    if style in {"lowerLetter", "upperLetter"}:
        # After z come aa, bb and so on, as Word counts.
        letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 5)
        return letters if style == "lowerLetter" else letters.upper()
    if style in {"lowerRoman", "upperRoman"}:
        return _roman(number) if style == "lowerRoman" else _roman(number).upper()
    return str(number)


def _roman(number: int) -> str:
    parts = []
    for worth, letters in ROMAN:
        parts.append(letters * (number // worth))
        number %= worth
    return "".join(parts)
