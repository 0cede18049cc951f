"""Patterns that are not tried where a text lacks letters that they need: a quick look before a slow one.

Most cues of a table stand in no given document. To look for a few letters ("anmäl") costs a hundredth of what a pattern
costs, and the letters that a pattern needs can be read off its parts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from itertools import product
from typing import Any

from lexsarah.language import lowered
from lexsarah.records import Span

MOST = 64
"""Strings that parts of a pattern are multiplied out to."""

ENOUGH = 5
"""Letters from which on a string is as rare as a longer one."""

SAME_LETTER = (("ſ", "s"), ("ı", "i"), ("İ", "i"))
"""Letters that ``re.IGNORECASE`` takes for another one although their small letters differ."""

Strings = frozenset[str]
NOTHING: Strings = frozenset({""})


def folded(text: str) -> str:
    """Text in small letters, of the same length, as ``possible`` wants it."""
    lower = lowered(text)
    for other, letter in SAME_LETTER:
        lower = lower.replace(other, letter)
    return lower


def needed(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Strings of which at least one stands in the ``folded`` text of every match; none if that cannot be told.

    Read from the parts that ``re`` itself takes a pattern for.
    """
    parsed = import_module("re._parser").parse(pattern.pattern, pattern.flags)
    return tuple(sorted(_of_row(parsed, NOTHING)[0] or ()))


def _of_row(parts: Iterable[Any], before: Strings) -> tuple[Strings | None, Strings]:
    """Return what a row of parts needs, and the strings that it ends with; ``before`` is what stands before it."""
    found: list[Strings | None] = []
    run = before
    for name, value in parts:
        kind = str(name)
        if kind in {"AT", "ASSERT", "ASSERT_NOT"}:
            continue
        exact = _exact(kind, value)
        if exact is not None and len(exact) * len(run) <= MOST:
            run = frozenset(first + second for first, second in product(run, exact))
            continue
        found.append(run)
        found.append(exact if exact is not None else _of_part(kind, value, run))
        run = exact if exact is not None else NOTHING
    return _best([*found, run]), run


def _of_part(kind: str, value: Any, before: Strings) -> Strings | None:  # noqa: ANN401  (re's own parts)
    """Return what a part needs that does not stand for a few strings."""
    match kind:
        case "SUBPATTERN":
            return _of_row(value[3], before)[0]
        case "ATOMIC_GROUP":
            return _of_row(value, before)[0]
        case "BRANCH":
            options = [_of_row(option, before)[0] for option in value[1]]
            return frozenset().union(*(one for one in options if one)) if all(options) else None
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _of_row(value[2], before)[0] if value[0] else None
        case _:
            return None


def _exact(kind: str, value: Any) -> Strings | None:  # noqa: ANN401  (re's own parts)
    """Return the strings in small letters that a part stands for, or None if they are many."""
    match kind:
        case "LITERAL":
            return frozenset({folded(chr(value))})
        case "IN":
            letters = [folded(chr(one)) for name, one in value if str(name) == "LITERAL"]
            return frozenset(letters) if len(letters) == len(value) else None
        case "SUBPATTERN":
            return _exact_row(value[3])
        case "BRANCH":
            options = [_exact_row(option) for option in value[1]]
            return frozenset().union(*(one for one in options if one)) if all(options) else None
        case "MAX_REPEAT" | "MIN_REPEAT" if value[:2] == (0, 1):
            inner = _exact_row(value[2])
            return inner | NOTHING if inner else None
        case _:
            return None


def _exact_row(parts: Sequence[Any]) -> Strings | None:
    run = NOTHING
    for name, value in parts:
        exact = NOTHING if str(name) in {"AT", "ASSERT", "ASSERT_NOT"} else _exact(str(name), value)
        if exact is None or len(exact) * len(run) > MOST:
            return None
        run = frozenset(first + second for first, second in product(run, exact))
    return run


def _best(found: Iterable[Strings | None]) -> Strings | None:
    """Return the strings that are the rarest: of those that are long enough the fewest."""
    good = [one for one in found if one and all(one)]
    return max(good, key=_rarity, default=None)


def _rarity(strings: Strings) -> tuple[int, int, int]:
    shortest = min(map(len, strings))
    return min(ENOUGH, shortest), -len(strings), shortest


class Guarded:
    """A pattern with the strings that it needs."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.needed = _shortest(needed(pattern))

    def possible(self, lower: str) -> bool:
        """Whether a text may hold a match; ``lower`` is the text ``folded``.

        Small letters alone (``lowered``) will do for a pattern that does not ignore case.
        """
        for letters in self.needed:
            if letters in lower:
                return True
        return not self.needed

    def finditer(self, text: str, letters: str, within: Span) -> Iterator[re.Match[str]]:
        """Yield the matches in a part of a text; ``letters`` is the whole of it ``folded``."""
        return self.pattern.finditer(text, within.start, within.end) if self.possible(letters) else iter(())


def _shortest(strings: Iterable[str]) -> tuple[str, ...]:
    """Leave out strings that hold another one: where they stand, that stands too."""
    kept: list[str] = []
    for one in sorted(strings, key=lambda string: (len(string), string)):
        if not any(other in one for other in kept):
            kept.append(one)
    return tuple(kept)
