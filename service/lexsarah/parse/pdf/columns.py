"""Parts of a page that are set in two columns, each to be read from top to bottom; more than two are found in turn.

Rows of labels and values look alike at first: their cells are short and stand on common lines. Columns of prose hold
lines that fill them and go on in lower case; two columns of a form have lines, or captions over boxes, of their own.
Where columns were found before, a stretch with the same margins needs less to be taken for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from lexsarah.parse.pdf.sides import LEVEL, Gutter, Lines, are_apart, are_known, gutter_of
from lexsarah.parse.pdf.words import Word

Bounds = tuple[float, float, float, float]
Part = tuple[Bounds, list[Word]]

NEAR = 6.0
"""Points within which two places are the same edge."""

LEAST_WIDTH = 80.0
"""Width of a column, in points, that begins lines of its own."""

MIN_RUN = 2
"""Lines that captions with boxes under them have at least."""

SLACK = 0.3
"""Line heights by which the white space between options may differ."""

SET_OFF = 2.2
"""White space, in line heights, that sets a line with words on both sides off from the columns under it."""

LOOSE = 1.6
"""White space, in line heights, that parts what stands over or under columns from them."""

OVER_BOTH = 1.12
"""Size, in sizes of most lines, from which a line over two columns is a heading of both."""

COVERED = 0.3
"""Share of a word's height that another covers where one is set over the other."""

BLANK = 2.0
"""White space beside a heading of both columns, in its heights, at least."""

MAX_LINES = 500
"""More lines than that on a page are no text to be read in columns."""

MAX_CANDIDATES = 12
"""Places on a page where a second column might begin that are looked at."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A page or a part of one set in two columns.

    ``parts`` are what stands above, left, right and below, in reading order, each with its bounds; left and right come
    again after a heading over both. ``gutter`` is where they stand, None for the columns of a form.
    """

    parts: tuple[Part, ...]
    gutter: Gutter | None = None


def two_columns(lines: Lines, tables: Sequence[Bounds], known: Sequence[Gutter] = ()) -> Columns | None:
    """Return the longest stretch of lines that is set in columns, None where there is none.

    ``known`` are the gutters of columns found elsewhere in the document.
    """
    if len(lines) > MAX_LINES:
        return None
    before = {gutter.edge: gutter for gutter in known}
    found = [
        (run, edge)
        for edge in [*before, *(one for one in _edges(lines) if all(abs(one - edge) > NEAR for edge in before))]
        for stretch in _runs(lines, tables, edge)
        if (run := _trimmed(lines, *stretch, edge, known=edge in before)) is not None
    ]
    # The longest stretch first: a list inside a column begins farther right than the column.
    for run, edge in sorted(found, key=lambda one: (one[0][0] - one[0][1], one[1])):
        stretch_lines = lines[run[0] : run[1]]
        if (gutter := gutter_of(stretch_lines, edge)) is not None:
            return Columns(_parts(lines, *run, edge, tables), gutter)
        if edge in before and are_known(stretch_lines, before[edge]):
            return Columns(_parts(lines, *run, edge, tables), before[edge])
        if are_apart(stretch_lines, edge):
            return Columns(_parts(lines, *run, edge, tables))
        if (under := _captioned(lines, *run, edge)) is not None:
            return Columns(_parts(lines, *under, edge, tables))
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
        if all(abs(x - other) > NEAR for other in edges):
            edges.append(x)
    return edges[:MAX_CANDIDATES]


def _runs(lines: Lines, tables: Sequence[Bounds], edge: float) -> list[tuple[int, int]]:
    """Return stretches of lines (first, one past the last) of which nothing crosses an edge, nor a table between."""
    cut = edge - 1.5
    barring = [box for box in tables if box[0] < cut < box[2]]
    runs: list[tuple[int, int]] = []
    first = 0
    for at, line in enumerate(lines):
        closed = _is_crossed(line, cut) or not _has_gap(line, cut)
        # A word that has no room runs out over the other column, whose lines go on under it.
        closed = closed and not _runs_over(lines, at, edge)
        above = lines[at - 1][0].top if at else -1e6
        if closed or any(box[1] < line[0].bottom and box[3] > above for box in barring):
            runs.append((first, at))
            first = at + 1 if closed else at
    runs.append((first, len(lines)))
    return [run for run in runs if run[1] - run[0] >= MIN_RUN]


def _is_crossed(line: Sequence[Word], cut: float) -> bool:
    return any(word.x0 < cut - 2 and word.x1 > cut for word in line)


def _runs_over(lines: Lines, at: int, edge: float) -> bool:
    """Whether what crosses an edge stands over words that begin there: the text of another column."""
    crossing = [word for word in lines[at] if word.x0 < edge - 3.5 and word.x1 > edge - 1.5]
    begun = [word for line in lines[max(0, at - 1) : at + 2] for word in line if abs(word.x0 - edge) <= 2]
    return bool(crossing) and all(any(_is_over(word, other) for other in begun) for word in crossing)


def _is_over(word: Word, other: Word) -> bool:
    """Whether a word covers a good part of the height of another, and its beginning."""
    low = min(word.bottom - word.top, other.bottom - other.top)
    return word.x1 > other.x0 + 2 and min(word.bottom, other.bottom) - max(word.top, other.top) > COVERED * low


def _has_gap(line: Sequence[Word], cut: float) -> bool:
    """Whether a line has white space at a place where words stand on both sides of it."""
    left = max((word.x1 for word in line if word.x0 < cut), default=None)
    right = min((word.x0 for word in line if word.x0 >= cut - 2), default=None)
    return left is None or right is None or right - left > 0.8 * line[0].size


def _trimmed(lines: Lines, first: int, last: int, edge: float, *, known: bool) -> tuple[int, int] | None:
    """Take away lines on one side alone, and lone rows, that white space sets off from the columns.

    At a known edge the right column may begin higher than the left.
    """
    split = {at for at in range(first, last) if _is_split(lines, at, edge)}
    while last - first >= MIN_RUN and len(split) > 1:
        # What stands over or under the columns on one side alone, or after a gap, is no part of them.
        under, over = _gap(lines, first + 1), _gap(lines, last - 1)
        start = lines[first][0].x0
        alone = start >= edge - 2 and not (known and start <= edge + 2)
        if under > (SET_OFF if first in split else LOOSE) or alone:
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


def _parts(lines: Lines, first: int, last: int, edge: float, tables: Sequence[Bounds]) -> tuple[Part, ...]:
    top = min(word.top for word in lines[first]) - 1
    bottom = max(word.bottom for word in lines[last - 1]) + 1
    # A table between the last line of the columns and what comes after it belongs to the column that it stands in.
    following = min((word.top for line in lines[last:] for word in line), default=1e6)
    bottom = max([bottom, *(box[3] for box in tables if box[1] < following and not box[0] < edge - 1.5 < box[2])])
    parts: list[Part] = [((-1e6, -1e6, 1e6, top), [word for line in lines[:first] for word in line])]
    for at in _headings(lines, first, last, edge):
        parts += _halves(lines[first:at], edge, top, start := min(word.top for word in lines[at]) - 1)
        first, top = at + 1, max(word.bottom for word in lines[at])
        parts.append(((-1e6, start, 1e6, top), list(lines[at])))
    parts += _halves(lines[first:last], edge, top, bottom)
    parts.append(((-1e6, bottom, 1e6, 1e6), [word for line in lines[last:] for word in line]))
    return tuple(parts)


def _halves(lines: Lines, edge: float, top: float, bottom: float) -> list[Part]:
    words = [word for line in lines for word in line]
    return [
        ((-1e6, top, edge - 2, bottom), [word for word in words if word.x0 < edge - 2]),
        ((edge - 2, top, 1e6, bottom), [word for word in words if word.x0 >= edge - 2]),
    ]


def _headings(lines: Lines, first: int, last: int, edge: float) -> list[int]:
    """Lines that are headings of both columns, though too short to cross the white space between them.

    Nothing stands beside them for more than their height, and both columns begin anew, level, under them.
    """
    usual = median(line[0].size for line in lines[first:last])
    right = [word for line in lines[first:last] for word in line if word.x0 >= edge - 2]
    found: list[int] = []
    for at in range(first + 1, last - 1):
        line, below = lines[at], lines[at + 1]
        if line[0].size < OVER_BOTH * usual or line[0].x0 >= edge - 2:
            continue
        top, height = line[0].top, line[0].bottom - line[0].top
        end = max((word.bottom for word in right if word.top < top), default=None)
        start = min((word.top for word in right if word.top >= top), default=None)
        if end is None or start is None or start - end < BLANK * height:
            continue
        levels = [min((word.bottom for word in _side(below, edge, right=side)), default=-1e6) for side in (False, True)]
        if end <= top and start >= line[0].bottom and min(levels) > 0 and abs(levels[0] - levels[1]) <= LEVEL:
            found.append(at)
    return found
