"""What the two sides of a gutter say: columns of running text, parts of a form, or the cells of a table.

``edge`` is where the right side begins, in points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from lexsarah.parse.pdf.lines import CELL_GAP, lines_of
from lexsarah.parse.pdf.words import Word

Lines = Sequence[Sequence[Word]]

MIN_LINES = 4
"""Lines that each column must have."""

MIN_WORDS = 3
"""Words that half of the lines of a column of prose have at least."""

FULL = 0.8
"""Share of its column's width from which a line is full."""

GOES_ON = 0.3
"""Share of lines that begin in lower case in prose; in labels and values hardly any does."""

FEW_GAPS, SOME_GAPS = 0.1, 0.5
"""Share of lines with a wide gap: in running text that is justified, and in a column half of which is a table."""

APART = 0.4
"""Share of a column's lines that stand beside none of the other's, where each has lines of its own."""

LEVEL = 1.5
"""Points by which the feet of two lines at one height may differ."""

SAME_EDGE = 3.0
"""Points by which the margins of a column may differ from one stretch to the next."""

ROWS, MIN_ROWS = 0.8, 2
"""Share of the rows on one side of a table that begin on the other side too, and the fewest rows that tell."""

PARTED = 1.15
"""Line pitch, in usual pitches of a side, from which a row of a table begins."""

UNEVEN = 0.5
"""Font sizes by which the steps down to two cells of a row differ where one is shorter than the other."""

ENDS = (".", "!", "?")

MAX_KNOWN = 12
"""Gutters of a document that are kept in mind, the last that were found."""

KNOWN_LINES, KNOWN_FULL = 2, 0.25
"""Lines and share of full lines that are enough between margins at which columns were found before."""


@dataclass(frozen=True, slots=True)
class Gutter:
    """The white space between two columns that were found: the margins of the left and of the right column."""

    left: float
    left_end: float
    edge: float
    right_end: float


def gutter_of(lines: Lines, edge: float) -> Gutter | None:
    """Return the margins of two columns of running text, None where the sides are no such columns."""
    left, right = _sides(lines, edge)
    if min(len(left), len(right)) < MIN_LINES or is_table(left, right):
        return None
    # What runs on from line to line, with no cells in it, is no column of labels.
    if not _is_prose(left) or not (_is_prose(right) or _wide_gaps(left) <= FEW_GAPS):
        return None
    return Gutter(_start(left), _end(left), edge, _end(right))


def with_gutter(known: Sequence[Gutter], found: Gutter) -> tuple[Gutter, ...]:
    """Return the gutters with one that was found: at an edge that is known the widest columns count."""
    same = [one for one in known if abs(one.edge - found.edge) <= SAME_EDGE]
    widest = Gutter(
        min(one.left for one in (*same, found)),
        max(one.left_end for one in (*same, found)),
        min(one.edge for one in (*same, found)),
        max(one.right_end for one in (*same, found)),
    )
    return (*(one for one in known if one not in same), widest)[-MAX_KNOWN:]


def are_known(lines: Lines, gutter: Gutter) -> bool:
    """Whether sides that are too short to tell keep the margins of columns found before and hold running text."""
    left, right = _sides(lines, gutter.edge)
    if min(len(left), len(right)) < KNOWN_LINES or is_table(left, right):
        return False
    return _keeps(left, gutter.left, gutter.left_end) and _keeps(right, gutter.edge, gutter.right_end)


def are_apart(lines: Lines, edge: float) -> bool:
    """Whether the two sides keep no common lines, though both are more than a column of labels or values."""
    left, right = _sides(lines, edge)
    if min(len(left), len(right)) < MIN_LINES:
        return False
    return _has_parts(left) and _has_parts(right) and _stand_alone(left, right) and _stand_alone(right, left)


def is_table(left: Lines, right: Lines) -> bool:
    """Whether the rows of one side are those of the other.

    Columns of text that hold a table keep its rows to themselves, and their paragraphs begin where they like.
    """
    return _shares_rows(left, right) or _shares_rows(right, left) or _begin_together(left, right)


def _shares_rows(lines: Lines, others: Lines) -> bool:
    """Whether rows that wide gaps mark on one side begin on the other too, and nothing else does."""
    rows = [line[0].bottom for line in lines if _is_parted(line)]
    if len(rows) < MIN_ROWS:
        return False
    loose = [foot for foot, _ in _begun(others)]
    ended = [
        line[0].bottom
        for one, line in pairwise(others)
        if one[-1].text.endswith(ENDS) and not line[0].text[:1].islower()
    ]
    return _share(rows, [*loose, *ended]) >= ROWS and _share(loose, rows) >= ROWS


def _begin_together(left: Lines, right: Lines) -> bool:
    """Whether the cells of rows begin level after more white space under the shorter: paragraphs do so by chance."""
    one, other = _begun(left), _begun(right)
    if min(len(one), len(other)) <= MIN_ROWS:
        return False
    level = [(step, beside) for foot, step in one for below, beside in other if abs(foot - below) <= LEVEL]
    uneven = any(abs(step - beside) > UNEVEN * left[0][0].size for step, beside in level)
    feet, below = [foot for foot, _ in one], [foot for foot, _ in other]
    return uneven and min(_share(feet, below), _share(below, feet)) >= ROWS


def _share(feet: Sequence[float], others: Sequence[float]) -> float:
    """Share of the feet of lines that are level with others."""
    return sum(any(abs(foot - other) <= LEVEL for other in others) for foot in feet) / len(feet)


def _begun(lines: Lines) -> list[tuple[float, float]]:
    """Feet of lines that begin a cell or a paragraph, the first and those after white space; and their steps down."""
    steps = [other[0].bottom - one[0].bottom for one, other in pairwise(lines)]
    usual = sorted(steps)[len(steps) // 5] if steps else 0.0
    after = [(line[0].bottom, step) for step, line in zip(steps, lines[1:], strict=True) if step > PARTED * usual]
    return [(lines[0][0].bottom, 0.0), *after]


def _sides(lines: Lines, edge: float) -> tuple[list[list[Word]], list[list[Word]]]:
    words = [word for line in lines for word in line]
    left = lines_of(word for word in words if word.x0 < edge - 2 and word.x1 <= edge)
    return left, lines_of(word for word in words if word.x0 >= edge - 2)


def _start(lines: Lines) -> float:
    return min(line[0].x0 for line in lines)


def _end(lines: Lines) -> float:
    return max(line[-1].x1 for line in lines)


def _is_prose(lines: Lines) -> bool:
    start = _start(lines)
    width = _end(lines) - start
    full = sum(line[-1].x1 - start >= FULL * width for line in lines)
    lower = sum(line[0].text[:1].islower() for line in lines)
    return (
        width > 0
        and median(len(line) for line in lines) >= MIN_WORDS
        and 2 * full >= len(lines)
        and lower >= GOES_ON * len(lines)
        and _wide_gaps(lines) <= SOME_GAPS
    )


def _keeps(lines: Lines, start: float, end: float) -> bool:
    """Whether lines stand between two margins, begin and end at them, and go on from one to the next."""
    if abs(_start(lines) - start) > SAME_EDGE or _end(lines) > end + SAME_EDGE:
        return False
    full = sum(line[-1].x1 - start >= FULL * (end - start) for line in lines)
    begun = sum(line[0].x0 - start <= SAME_EDGE for line in lines)
    return (
        full >= KNOWN_FULL * len(lines)
        and 2 * begun >= len(lines)
        and any(line[0].text[:1].islower() for line in lines)
        and _wide_gaps(lines) <= SOME_GAPS
    )


def _wide_gaps(lines: Lines) -> float:
    """Share of the lines of a column with a wide gap: it falls into cells itself."""
    return sum(_is_parted(line) for line in lines) / len(lines)


def _is_parted(line: Sequence[Word]) -> bool:
    return any(other.x0 - one.x1 > CELL_GAP * one.size for one, other in pairwise(line))


def _has_parts(lines: Lines) -> bool:
    """Whether a side holds more than labels or values alone: boxes, or lines with a wide gap, on a quarter of them."""
    parted = sum(any(word.is_box for word in line) or _is_parted(line) for line in lines)
    return 4 * parted >= len(lines)


def _stand_alone(lines: Lines, others: Lines) -> bool:
    """Whether many of the lines that begin at a side's edge stand beside none of the other side."""
    edge = _start(lines)
    heights = [line[0].bottom for line in others]
    beside = [
        line
        for line in lines
        if line[0].x0 - edge < 4 and others[0][0].top <= line[0].bottom <= others[-1][0].bottom + 2
    ]
    off = sum(all(abs(line[0].bottom - height) > LEVEL for height in heights) for line in beside)
    return len(beside) >= MIN_LINES and off >= APART * len(beside)
