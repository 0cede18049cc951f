"""Boxes to tick that are printed on the picture of a page, and whether there is ink in them.

A box is a frame, square or round, of the size that forms use, with paper around it. Crosses, ticks, dots and scribbles
may reach out of it. Figures were chosen on the development scans (``corpus/parsing/open/scan-*``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from lexsarah.parse.scan.raster import POINTS, Grey, Ink
from lexsarah.parse.scan.ruling import pooled
from lexsarah.records import Box

SIZES = (6.8, 20.0)
"""Side of a square or width of a circle in points."""

LOOKED_AT = 150
"""Dots per inch at which frames are looked for."""

SIDE_INKED, ALL_INKED = 0.72, 0.86
"""Share of each side, and of all four, that must be inked, corners left out: copies break thin lines."""

CORNER = 0.14
"""Share of a side at either end that may be rounded."""

AROUND_INKED, SIDE_AROUND_INKED = 0.34, 0.75
"""Share of the ring around a frame, and of its worst side, that may be inked: marks reach out, letters stand close."""

GAP, GAP_OF_SIZE = 2.3, 0.33
"""Points and share of its size of paper to the left and right of a box and its mark; letters of a word stand closer."""

DUST = 0.12
"""Size, in boxes, of a speck that may stand there all the same."""

ROUND_GAP = 4.5
"""Points of paper before a round box: more than between words, where the letter o stands."""

REACH = 1.3
"""Sizes of a box by which a mark reaches out of it at most; what reaches further is writing or a drawing."""

PIECE = 0.5
"""Size of the pieces, in boxes, that a thin frame may be broken into by copying."""

CORNER_TOUCHED, CORNER_INKED = 0.12, 0.35
"""Share of a corner that is inked where a frame is square: at least, when it is rounded; and for sure. D has none."""

ROUND_INKED = 0.9
"""Share of a circle that must be inked."""

SAME_SIZE = 0.12
"""Share by which boxes of one form differ in size, as measured."""

IN_LINE, ON_OTHER_PAGES = 2.5, 6.0
"""Points by which boxes of a column or row are off it, and those of a column on another sheet."""

INSET, RIM = 0.13, 0.1
"""Shares of a box's size: what its frame may take up on either side, and the strip along the frame."""

RIM_EMPTY, ROUND_RIM_EMPTY, RIM_INKED = 0.3, 0.15, 0.55
"""Shares of that strip that a blurred frame may ink by itself, a round one too, and with a cross or tick in it."""

SOLID = 0.55
"""Ink inside, as a share of that along the frame, from which a box is scribbled full; letters are hollow."""

EMPTY_UP_TO, MARKED_FROM = 0.04, 0.09
"""Share of the inside that is inked: below, a box is empty (dust, a letter's tail), above, it is ticked. Of the 660
boxes of the development scans no empty one had more than 0.02 and no ticked one less than 0.22."""

ANGLES = 24
MOST = 400
"""More boxes than that on a page are a pattern."""


@dataclass(frozen=True, slots=True)
class InkBox:
    """A printed box; ``inked`` is the share of its inside that has ink, ``rim`` that of the strip along its frame.

    ``clean``: nothing that is joined to its frame reaches out of it, and a round one has no corners on one side alone.
    """

    box: Box
    circle: bool
    inked: float
    rim: float
    clean: bool = True

    @property
    def size(self) -> float:
        """Mean of width and height."""
        return (self.box.x1 - self.box.x0 + self.box.bottom - self.box.top) / 2

    @property
    def checked(self) -> bool | None:
        """Whether it is ticked; None between the thresholds."""
        if self.inked >= MARKED_FROM:
            return True
        return False if self.inked <= EMPTY_UP_TO else None

    @property
    def hollow(self) -> bool:
        """Whether there is nothing but a frame."""
        rim = ROUND_RIM_EMPTY if self.circle else RIM_EMPTY
        return self.clean and self.inked <= EMPTY_UP_TO and self.rim <= rim

    @property
    def sign(self) -> str:
        """The character that stands for it in the text."""
        if self.checked is None:
            return "⍰"
        return ("◯◉" if self.circle else "☐☒")[self.checked]


def ink_boxes(ink: Ink, dpi: int, known: Sequence[InkBox] = ()) -> list[InkBox]:
    """Return the boxes of a picture that lies straight and has no ruled lines any more.

    ``known`` are empty boxes of other pages of the document.
    """
    step = max(1, round(dpi / LOOKED_AT))
    small = pooled(ink, step)
    scale = POINTS * step / dpi
    marks = _Marks(small, scale)
    framing = marks.of_size()
    squares = _best(one for one in _squares(small, framing, scale) if marks.apart(one[1]))
    circles = _best(one for one in _circles(small, framing, scale) if marks.apart(one[1], ROUND_GAP))
    if len(squares) + len(circles) > MOST:
        return []
    circles = [one for one in circles if not _cornered(small, one) or not any(_overlap(one, two) for two in squares)]
    squares = [one for one in squares if not any(_overlap(one, two) for two in circles)]
    found = [_measured(ink, one, step, dpi, circle=False, clean=marks.alone(one)) for one in squares]
    found += [
        _measured(ink, one, step, dpi, circle=True, clean=marks.alone(one) and not _lopsided(small, one))
        for one in circles
    ]
    return _likely(found, known)


Frame = tuple[float, float, float, float]
"""Left, upper, right and lower edge in pixels of the small map."""


class _Marks:
    """The connected marks of a picture, to tell what stands alone from letters of words."""

    def __init__(self, ink: Ink, scale: float) -> None:
        self._labels, _ = ndimage.label(ink, structure=np.ones((3, 3), dtype=bool))
        self._places = ndimage.find_objects(self._labels)
        self._scale = scale

    def of_size(self) -> Ink:
        """Return the ink of marks as large as a piece of a frame, and no larger than a frame with its mark."""
        least, most = PIECE * SIZES[0] / self._scale, (1 + 2 * REACH) * SIZES[1] / self._scale
        fits = [False]
        for down, across in self._places:
            tall, wide = down.stop - down.start, across.stop - across.start
            fits.append(max(tall, wide) >= least and max(tall, wide) <= most)
        return np.asarray(np.array(fits)[self._labels])

    def apart(self, frame: Frame, left: float = GAP) -> bool:
        """Whether paper stands beside a frame, and what reaches out of it hangs on it and ends near it.

        ``left`` is how many points of paper stand before it.
        """
        x0, y0, x1, y1 = (max(0, round(side)) for side in frame)
        within = self._labels[y0:y1, x0:x1]
        inner = within[2:-2, 2:-2]
        counts = np.bincount(within.ravel()) - np.bincount(inner.ravel(), minlength=int(within.max()) + 1)
        own = np.flatnonzero(np.bincount(within.ravel()))
        own = own[own > 0]
        reach = REACH * (x1 - x0)
        for label in own:
            out = self._reaches(self._places[label - 1], (x0, y0, x1, y1))
            if out > reach or (out > 2 and 2 * counts[label] < counts[1:].sum()):
                return False
        before, after = (max(2, round(max(gap / self._scale, GAP_OF_SIZE * (x1 - x0)))) for gap in (left, GAP))
        beside = np.concatenate(
            [self._labels[y0:y1, max(0, x0 - before) : x0], self._labels[y0:y1, x1 : x1 + after]], axis=1
        )
        others = set(np.unique(beside).tolist()) - {0, *own.tolist()}
        return all(self._is_dust(label, x1 - x0) for label in others)

    def _is_dust(self, label: int, size: int) -> bool:
        down, across = self._places[label - 1]
        return bool(max(down.stop - down.start, across.stop - across.start) <= max(2.0, DUST * size))

    def alone(self, frame: Frame) -> bool:
        """Whether nothing that is joined to a frame reaches out of it."""
        x0, y0, x1, y1 = (max(0, round(side)) for side in frame)
        own = np.unique(self._labels[y0:y1, x0:x1])
        rim = max(3.0, CORNER * (x1 - x0))
        return all(self._reaches(self._places[label - 1], (x0, y0, x1, y1)) <= rim for label in own if label)

    @staticmethod
    def _reaches(place: tuple[slice, slice], frame: tuple[int, int, int, int]) -> int:
        """Pixels by which a mark reaches out of a frame."""
        down, across = place
        x0, y0, x1, y1 = frame
        return int(max(x0 - across.start, across.stop - x1, y0 - down.start, down.stop - y1))


Scored = tuple[float, Frame]


def _squares(ink: Ink, framing: Ink, scale: float) -> list[Scored]:
    """Frames whose four sides are inked and that stand in white, with what they are worth."""
    across = _sums(ndimage.maximum_filter1d(ink.view(np.uint8), 3, axis=0), 1)
    down = _sums(ndimage.maximum_filter1d(ink.view(np.uint8), 3, axis=1), 0)
    low, high = round(SIZES[0] / scale), round(SIZES[1] / scale)
    edge = framing.copy()
    edge[1:] &= ~framing[:-1]
    rows, columns = np.nonzero(edge)
    scored: list[Scored] = []
    for side in range(low, high + 1):
        corner = round(side * CORNER)
        length = side - 2 * corner
        # The upper edge of a mark may be that of a frame: near its left corner or, where a stroke leaves it, in the
        # middle.
        y, x = np.concatenate([rows, rows]), np.concatenate([columns - corner, columns - side // 2])
        fits = (x >= 0) & (x + side < ink.shape[1]) & (y + side < ink.shape[0])
        y, x = y[fits], x[fits]
        shares = np.zeros(len(y))
        for sums, to_y, to_x, level in (
            (across, 0, 0, True), (down, 0, 0, False), (down, 0, side - 1, False), (across, side - 1, 0, True),
        ):  # fmt: skip
            from_y, from_x = (y + to_y, x + corner) if level else (y + corner, x + to_x)
            end_y, end_x = (from_y, from_x + length) if level else (from_y + length, from_x)
            share = (sums[end_y, end_x] - sums[from_y, from_x]) / length
            good = share >= SIDE_INKED
            y, x, shares = y[good], x[good], (shares + share / 4)[good]
        for at in np.flatnonzero(shares >= ALL_INKED):
            frame = (int(x[at]), int(y[at]), int(x[at]) + side, int(y[at]) + side)
            worth = _worth(ink, frame) if min(_corners(ink, frame)) >= CORNER_TOUCHED else None
            if worth is not None:
                scored.append((worth, frame))
    return scored


def _worth(ink: Ink, frame: tuple[int, int, int, int]) -> float | None:
    """How well a square fits its frame: ink on its sides less ink around it; None where it does not stand in white."""
    x0, y0, x1, y1 = frame
    around = []
    for out in (3, 4):
        top, bottom, left, right = y0 - out, y1 - 1 + out, x0 - out, x1 - 1 + out
        if top < 0 or left < 0 or bottom >= ink.shape[0] or right >= ink.shape[1]:
            return None
        around.append(
            [ink[top, x0:x1].mean(), ink[bottom, x0:x1].mean(), ink[y0:y1, left].mean(), ink[y0:y1, right].mean()]
        )
    ring = np.array(around).min(axis=0)
    if ring.mean() > AROUND_INKED or ring.max() > SIDE_AROUND_INKED:
        return None
    on = [ink[y0, x0:x1].mean(), ink[y1 - 1, x0:x1].mean(), ink[y0:y1, x0].mean(), ink[y0:y1, x1 - 1].mean()]
    # Of frames of the same worth the outermost wins: the inner edge of a thick line is no frame of its own.
    return float(np.mean(on) - ring.mean() + 0.004 * (x1 - x0))


def _circles(ink: Ink, framing: Ink, scale: float) -> list[Scored]:
    """Round frames: ink all along a circle, none along a larger one."""
    near = ndimage.maximum_filter(ink.view(np.uint8), size=3)
    scored: list[Scored] = []
    turns = np.arange(ANGLES) * 2 * np.pi / ANGLES
    height, width = ink.shape
    low, high = SIZES[0] / scale / 2, SIZES[1] / scale / 2
    edge = framing.copy()
    edge[:, 1:] &= ~framing[:, :-1]
    rows, columns = np.nonzero(edge)
    for radius in np.arange(low, high + 0.25, 0.5):
        margin = int(np.ceil(radius)) + 4
        # The leftmost point of a circle is the left edge of a mark: only from there is a middle looked for.
        y, x = rows, columns + round(radius)
        inside = (x >= margin) & (x < width - margin) & (y >= margin) & (y < height - margin)
        y, x = y[inside], x[inside]
        for turn in turns[::3]:
            hit = near[y + round(radius * np.sin(turn)), x + round(radius * np.cos(turn))] > 0
            y, x = y[hit], x[hit]
        on = _along(near, y, x, radius, turns)
        good = on >= ROUND_INKED
        y, x, on = y[good], x[good], on[good]
        out = np.minimum(_along(ink, y, x, radius + 2.5, turns), _along(ink, y, x, radius + 3.5, turns))
        exact = _along(ink, y, x, radius, turns)
        for at in np.flatnonzero(out <= AROUND_INKED):
            middle_x, middle_y = x[at] + 0.5, y[at] + 0.5
            frame = (
                float(middle_x - radius),
                float(middle_y - radius),
                float(middle_x + radius),
                float(middle_y + radius),
            )
            scored.append((float(exact[at] - out[at] + 0.004 * radius), frame))
    return scored


def _cornered(ink: Ink, frame: Frame) -> bool:
    """Whether there is ink in three corners of the square around a circle: a blurred square, or a cross on a circle."""
    return sum(corner >= CORNER_INKED for corner in _corners(ink, frame)) >= 3


def _lopsided(ink: Ink, frame: Frame) -> bool:
    """Whether a circle has corners on one side and none on the other: the letter D."""
    corners = _corners(ink, frame)
    return min(corners) < CORNER_INKED and sum(corners) > 4 * CORNER_INKED + 0.4


def _corners(ink: Ink, frame: Frame) -> list[float]:
    """Share of each corner of a frame that is inked."""
    x0, y0, x1, y1 = (max(0, round(side)) for side in frame)
    part = max(2, round(CORNER * (x1 - x0)))
    across, down = ((x0, x0 + part), (x1 - part, x1)), ((y0, y0 + part), (y1 - part, y1))
    return [float(ink[top:bottom, left:right].mean()) for top, bottom in down for left, right in across]


def _along(
    ink: npt.NDArray[Any], y: npt.NDArray[np.int64], x: npt.NDArray[np.int64], radius: float, turns: npt.NDArray[Any]
) -> npt.NDArray[np.float64]:
    """Share of the points of circles that are inked."""
    total = np.zeros(len(y))
    for turn in turns:
        total += ink[y + round(radius * np.sin(turn)), x + round(radius * np.cos(turn))]
    return total / len(turns)


def _sums(values: npt.NDArray[np.uint8], axis: int) -> npt.NDArray[np.int32]:
    """Return running sums along an axis, from 0."""
    return np.cumsum(np.pad(values, [(1, 0) if at == axis else (0, 0) for at in (0, 1)]), axis=axis, dtype=np.int32)


def _best(scored: Iterable[Scored]) -> list[Frame]:
    """Frames that no better one overlaps, the best first."""
    chosen: list[Frame] = []
    for _, frame in sorted(scored, reverse=True):
        if not any(_overlap(frame, one) for one in chosen):
            chosen.append(frame)
            if len(chosen) > MOST:
                break
    return chosen


def _overlap(one: Frame, other: Frame) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _measured(ink: Ink, frame: Frame, step: int, dpi: int, *, circle: bool, clean: bool) -> InkBox:
    x0, y0, x1, y1 = (side * step for side in frame)
    size = x1 - x0
    inside = _hollow(ink, frame, step, 1.5 * step + INSET * size)
    strip = 1.5 * step + 0.06 * size
    outer, inner = _hollow(ink, frame, step, strip), _hollow(ink, frame, step, strip + max(1.0, RIM * size))
    if circle:
        inside, outer, inner = _disc(inside), _disc(outer), _disc(inner)
    rim = (outer.sum() - inner.sum()) / max(1, outer.size - inner.size)
    by = POINTS / dpi
    box = Box(round(x0 * by, 2), round(y0 * by, 2), round(x1 * by, 2), round(y1 * by, 2))
    return InkBox(box, circle, float(inside.mean()) if inside.size else 0.0, float(rim), clean)


def _hollow(ink: Ink, frame: Frame, step: int, inset: float) -> Ink:
    x0, y0, x1, y1 = (side * step for side in frame)
    return ink[round(y0 + inset) : round(y1 - inset), round(x0 + inset) : round(x1 - inset)]


def _disc(inside: Ink) -> Ink:
    """Pixels of the largest disc in a square."""
    y, x = np.ogrid[: inside.shape[0], : inside.shape[1]]
    middle_y, middle_x = (inside.shape[0] - 1) / 2, (inside.shape[1] - 1) / 2
    disc = (y - middle_y) ** 2 + (x - middle_x) ** 2 <= (min(inside.shape, default=0) / 2) ** 2
    return np.asarray(inside[disc])


def _likely(found: Sequence[InkBox], known: Sequence[InkBox]) -> list[InkBox]:
    """Keep empty boxes, and what looks like a box in line with an empty one of its size.

    A letter or a scribble may have four straight sides too. A lone empty circle is the letter o.
    """
    empty = [one for one in found if one.hollow]
    empty = [one for one in empty if not one.circle or _has_like(one, empty)]
    return [
        one
        for one in found
        if one in empty
        or (one.rim <= max(RIM_INKED, one.inked / SOLID) and _has_like(one, empty))
        or (one.rim <= RIM_INKED and _has_like(one, known, elsewhere=True))
    ]


def _has_like(one: InkBox, others: Iterable[InkBox], *, elsewhere: bool = False) -> bool:
    """Whether another box of its size stands in its column or row; in its column, where that is on another page."""
    for other in others:
        if other is one or abs(other.size - one.size) > SAME_SIZE * max(other.size, one.size):
            continue
        aside, below = abs(one.box.x0 - other.box.x0), abs(one.box.top - other.box.top)
        if aside <= ON_OTHER_PAGES if elsewhere else min(aside, below) <= IN_LINE:
            return True
    return False


def without_boxes(found: Sequence[InkBox], light: Grey, ink: Ink, dpi: int) -> tuple[Grey, Ink]:
    """Return both without the boxes and what is joined to them."""
    light, ink = light.copy(), ink.copy()
    by = dpi / POINTS
    for one in found:
        reach = REACH * one.size
        down = slice(max(0, round((one.box.top - reach) * by)), round((one.box.bottom + reach) * by))
        across = slice(max(0, round((one.box.x0 - reach) * by)), round((one.box.x1 + reach) * by))
        around = ink[down, across]
        labels, _ = ndimage.label(around, structure=np.ones((3, 3), dtype=bool))
        top, left = round(one.box.top * by) - down.start, round(one.box.x0 * by) - across.start
        inside = labels[max(0, top) : top + round(one.size * by), max(0, left) : left + round(one.size * by)]
        joined = np.isin(labels, np.unique(inside[inside > 0]))
        light[down, across] = np.where(ndimage.maximum_filter(joined, size=3), np.uint8(255), light[down, across])
        ink[down, across] = around & ~joined
    return light, ink
