"""Parts of a page that are set in two columns, each to be read from top to bottom; more than two are found in turn.

Rows of labels and values look alike at first: their cells are short and stand on common lines. Columns of prose hold
lines that fill them and go on in lower case; two columns of a form have lines, or captions over boxes, of their own.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from lexsarah.parse.pdf.lines import CELL_GAP, lines_of
from lexsarah.parse.pdf.words import Word

Bounds = tuple[float, float, float, float]
Lines = Sequence[Sequence[Word]]

MIN_LINES = 4
"""Lines that each column must have."""

LEAST_WIDTH = 80.0
"""Width of a column, in points, that begins lines of its own."""

MIN_RUN = 2
"""Lines that captions with boxes under them have at least."""

MIN_WORDS = 3
"""Words that half of the lines of a column of prose have at least."""

FULL = 0.8
"""Share of its column's width from which a line is full."""

GOES_ON = 0.3
"""Share of lines that begin in lower case in prose; in labels and values hardly any does."""

FEW_GAPS, SOME_GAPS = 0.1, 0.5
"""Share of lines with a wide gap: in running text that is justified, and in a column half of which is a table."""

SLACK = 0.3
"""Line heights by which the white space between options may differ."""

APART = 0.4
"""Share of a column's lines that stand beside none of the other's, where each has lines of its own."""

SET_OFF = 2.2
"""White space, in line heights, that sets a line with words on both sides off from the columns under it."""

LOOSE = 1.6
"""White space, in line heights, that parts what stands over or under columns from them."""

MAX_LINES = 500
"""More lines than that on a page are no text to be read in columns."""

MAX_CANDIDATES = 12
"""Places on a page where a second column might begin that are looked at."""


def two_columns(lines: Lines, tables: Sequence[Bounds]) -> list[tuple[Bounds, list[Word]]] | None:
    """Return what stands above, left, right and below where a page is set in columns, each with its bounds."""
    if len(lines) > MAX_LINES:
        return None
    found = [
        (run, edge)
        for edge in _edges(lines)
        for stretch in _runs(lines, tables, edge)
        if (run := _trimmed(lines, *stretch, edge)) is not None
    ]
    # The longest stretch first: a list inside a column begins farther right than the column.
    for run, edge in sorted(found, key=lambda one: (one[0][0] - one[0][1], one[1])):
        if _are_columns(lines[run[0] : run[1]], edge):
            return _parts(lines, *run, edge, tables)
        if (under := _captioned(lines, *run, edge)) is not None:
            return _parts(lines, *under, edge, tables)
    return None


def _edges(lines: Lines) -> list[float]:
    """Left edges of what may be a second column, the commonest first."""
    counts: dict[int, list[float]] = {}
    margin = min((line[0].x0 for line in lines), default=0.0)
    for line in lines:
        if line[0].x0 > margin + LEAST_WIDTH:
            counts.setdefault(round(line[0].x0 / 4), []).append(line[0].x0)
        for one, other in pairwise(line):
            if other.x0 - one.x1 > 0.8 * max(min(one.size, other.size), 6.0):
                counts.setdefault(round(other.x0 / 4), []).append(other.x0)
    found = []
    for key in counts:
        near = [x for step in (-1, 0, 1) for x in counts.get(key + step, ())]
        if len(near) >= MIN_RUN:
            found.append((len(near), min(near)))
    edges: list[float] = []
    for _, x in sorted(found, key=lambda one: (-one[0], one[1])):
        if all(abs(x - other) > 6 for other in edges):
            edges.append(x)
    return edges[:MAX_CANDIDATES]


def _runs(lines: Lines, tables: Sequence[Bounds], edge: float) -> list[tuple[int, int]]:
    """Return stretches of lines (first, one past the last) of which nothing crosses an edge, nor a table between."""
    cut = edge - 1.5
    barring = [box for box in tables if box[0] < cut < box[2]]
    runs: list[tuple[int, int]] = []
    first = 0
    for at, line in enumerate(lines):
        closed = any(word.x0 < cut - 2 and word.x1 > cut for word in line) or not _has_gap(line, cut)
        above = lines[at - 1][0].top if at else -1e6
        if closed or any(box[1] < line[0].bottom and box[3] > above for box in barring):
            runs.append((first, at))
            first = at + 1 if closed else at
    runs.append((first, len(lines)))
    return [run for run in runs if run[1] - run[0] >= MIN_RUN]


def _has_gap(line: Sequence[Word], cut: float) -> bool:
    """Whether a line has white space at a place where words stand on both sides of it."""
    left = max((word.x1 for word in line if word.x0 < cut), default=None)
    right = min((word.x0 for word in line if word.x0 >= cut - 2), default=None)
    return left is None or right is None or right - left > 0.8 * line[0].size


def _trimmed(lines: Lines, first: int, last: int, edge: float) -> tuple[int, int] | None:
    """Take away lines on one side alone, and lone rows, that white space sets off from the columns."""
    split = {at for at in range(first, last) if _is_split(lines, at, edge)}
    while last - first >= MIN_RUN and len(split) > 1:
        # What stands over or under the columns on one side alone, or after a gap, is no part of them.
        under, over = _gap(lines, first + 1), _gap(lines, last - 1)
        if under > (SET_OFF if first in split else LOOSE) or lines[first][0].x0 >= edge - 2:
            split.discard(first)
            first += 1
        elif over > (SET_OFF if last - 1 in split else LOOSE):
            last -= 1
            split.discard(last)
        else:
            return first, last
    return None


def _is_split(lines: Lines, at: int, edge: float) -> bool:
    """Whether words stand on both sides at the height of a line; the lines of two columns may be at odds."""
    top, bottom = lines[at][0].top, lines[at][0].bottom
    beside = [one for one in lines[max(0, at - 1) : at + 2] if one[0].top < bottom - 1 and one[0].bottom > top + 1]
    words = [word for one in beside for word in one]
    return any(word.x0 < edge - 2 for word in words) and any(word.x0 >= edge - 2 for word in words)


def _gap(lines: Lines, at: int) -> float:
    """White space above a line in heights of it."""
    above = max(word.bottom for word in lines[at - 1])
    height = max(word.bottom - word.top for word in lines[at])
    return (min(word.top for word in lines[at]) - above) / max(height, 1.0)


def _are_columns(lines: Lines, edge: float) -> bool:
    words = [word for line in lines for word in line]
    left = lines_of(word for word in words if word.x0 < edge - 2)
    right = lines_of(word for word in words if word.x0 >= edge - 2)
    if min(len(left), len(right)) < MIN_LINES:
        return False
    # What runs on from line to line, with no cells in it, is no column of labels.
    prose = _is_prose(left) and (_is_prose(right) or _wide_gaps(left) <= FEW_GAPS)
    return prose or _are_apart(left, right)


def _is_prose(lines: Lines) -> bool:
    start = min(line[0].x0 for line in lines)
    width = max(line[-1].x1 for line in lines) - start
    full = sum(line[-1].x1 - start >= FULL * width for line in lines)
    lower = sum(line[0].text[:1].islower() for line in lines)
    return (
        width > 0
        and median(len(line) for line in lines) >= MIN_WORDS
        and 2 * full >= len(lines)
        and lower >= GOES_ON * len(lines)
        and _wide_gaps(lines) <= SOME_GAPS
    )


def _wide_gaps(lines: Lines) -> float:
    """Share of the lines of a column with a wide gap: it falls into cells itself."""
    wide = sum(any(other.x0 - one.x1 > CELL_GAP * one.size for one, other in pairwise(line)) for line in lines)
    return wide / len(lines)


def _has_parts(lines: Lines) -> bool:
    """Whether a side holds more than labels or values alone: boxes, or lines with a wide gap, on a quarter of them."""
    parted = sum(
        any(word.is_box for word in line)
        or any(other.x0 - one.x1 > CELL_GAP * one.size for one, other in pairwise(line))
        for line in lines
    )
    return 4 * parted >= len(lines)


def _captioned(lines: Lines, first: int, last: int, edge: float) -> tuple[int, int] | None:
    """Return the lines from captions side by side to the last of the boxes under both."""
    for at in range(first, last - 1):
        sides = [(_side(lines[at], edge, right=side), _side(lines[at + 1], edge, right=side)) for side in (False, True)]
        if not all(_is_caption(words, below) for words, below in sides):
            continue
        end = at + 2
        usual = max(_gap(lines, at + 1), 0.0) + SLACK
        while end < last and any(word.is_box for word in lines[end]) and _gap(lines, end) <= usual:
            end += 1
        return at, end
    return None


def _side(line: Sequence[Word], edge: float, *, right: bool) -> list[Word]:
    return [word for word in line if (word.x0 >= edge - 2) is right]


def _is_caption(words: Sequence[Word], below: Sequence[Word]) -> bool:
    """Whether words stand right above a box and what it is for."""
    if not words or len(below) < 2 or any(word.is_box for word in words):
        return False
    boxed = below[0].is_box or below[-1].is_box
    return boxed and below[0].top - words[0].bottom < LOOSE * words[0].size and words[0].x0 <= below[0].x0 + 2


def _are_apart(left: Lines, right: Lines) -> bool:
    """Whether the two sides keep no common lines, though both are more than a column of labels or values."""
    return _has_parts(left) and _has_parts(right) and _stand_alone(left, right) and _stand_alone(right, left)


def _stand_alone(lines: Lines, others: Lines) -> bool:
    """Whether many of the lines that begin at a side's edge stand beside none of the other side."""
    edge = min(line[0].x0 for line in lines)
    heights = [line[0].bottom for line in others]
    beside = [
        line
        for line in lines
        if line[0].x0 - edge < 4 and others[0][0].top <= line[0].bottom <= others[-1][0].bottom + 2
    ]
    off = sum(all(abs(line[0].bottom - height) > 1.5 for height in heights) for line in beside)
    return len(beside) >= MIN_LINES and off >= APART * len(beside)


def _parts(
    lines: Lines, first: int, last: int, edge: float, tables: Sequence[Bounds]
) -> list[tuple[Bounds, list[Word]]]:
    top = min(word.top for word in lines[first]) - 1
    bottom = max(word.bottom for word in lines[last - 1]) + 1
    # A table between the last line of the columns and what comes after it belongs to the column that it stands in.
    following = min((word.top for line in lines[last:] for word in line), default=1e6)
    bottom = max([bottom, *(box[3] for box in tables if box[1] < following and not box[0] < edge - 1.5 < box[2])])
    words = [word for line in lines[first:last] for word in line]
    return [
        ((-1e6, -1e6, 1e6, top), [word for line in lines[:first] for word in line]),
        ((-1e6, top, edge - 2, bottom), [word for word in words if word.x0 < edge - 2]),
        ((edge - 2, top, 1e6, bottom), [word for word in words if word.x0 >= edge - 2]),
        ((-1e6, bottom, 1e6, 1e6), [word for line in lines[last:] for word in line]),
    ]
