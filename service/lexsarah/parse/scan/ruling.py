"""Lines ruled on the picture of a page: found, and taken off before the words are read.

Tesseract reads a rule that touches letters as letters, and takes cells side by side for one line of text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from lexsarah.parse.pdf.letters import Shape
from lexsarah.parse.scan.raster import POINTS, Grey, Ink
from lexsarah.records import Box

SHORTEST = 22.0
"""Length of a rule in points, which no box to tick and no letter of running text reaches."""

SHORTEST_UPRIGHT = 9.0
"""Length of an upright one that runs from one level rule to another: a row of a table is as high as its type."""

THICKEST = 3.5
"""Thickness in points; what is thicker is a bar, a picture or a row of type."""

TOUCHED = 0.3
"""Share of a rule's length that letters may touch or cross. Where stems stand under all of it, it is a row of type."""

TOUCHED_UPRIGHT = 0.25
"""The same for a short upright rule, with room for no letter beside it."""

ROOM = 1.4
"""That room in points: letters of a word stand closer."""

MEETS = 2.5
"""Points within which two rules meet."""

LOOKED_AT = 150
"""Dots per inch at which rules are looked for: they are bolder than a dot there, and the map is small."""

MOST = 600
"""More rules than that on a page are a pattern, and putting cells together takes seconds."""

STAMP_WIDTH, STAMP_HEIGHT = (60.0, 320.0), (25.0, 170.0)
"""Points that the frame of a stamp ("Inkom 2024-03-12") measures."""

SLANT = 0.13
"""Share of its length by which a side of a stamp may rise: stamps lie up to some 7 degrees askew."""

FRAME_INKED, LEVEL_WHOLE, UPRIGHT_WHOLE = 0.25, 0.88, 0.6
"""Share of the rectangle of a frame that its lines ink at most, and of its length and height that its sides run along
at least: those of a frame askew begin lower than the rectangle around it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line, in points from the top left of the picture."""

    box: Box
    level: bool

    @property
    def at(self) -> float:
        """Height of a level rule, distance from the left of an upright one."""
        return (self.box.top + self.box.bottom) / 2 if self.level else (self.box.x0 + self.box.x1) / 2


def rules(ink: Ink, dpi: int) -> list[Rule]:
    """Return the ruled lines of a picture that lies straight."""
    step = max(1, round(dpi / LOOKED_AT))
    small = pooled(ink, step)
    scale = POINTS * step / dpi
    level = [box for box in _runs(small, SHORTEST / scale, THICKEST / scale) if _touched(small, box, 1) <= TOUCHED]
    found = [Rule(_scaled(box, scale), level=True) for box in level]
    room = max(1, round(ROOM / scale))
    for box in _runs(small.T, SHORTEST_UPRIGHT / scale, THICKEST / scale):
        one = Rule(_scaled(_turned(box), scale), level=False)
        if _length(one) >= SHORTEST:
            alone = _touched(small.T, box, 1) <= TOUCHED
        else:
            alone = _touched(small.T, box, room) <= TOUCHED_UPRIGHT and _hangs(one, found)
        if alone:
            found.append(one)
    return found if len(found) <= MOST else []


def pooled(ink: Ink, step: int) -> Ink:
    """Return a map at one part in ``step`` of its resolution: ink where any of it is."""
    rows, columns = ink.shape[0] // step, ink.shape[1] // step
    if step == 1:
        return ink
    squares = ink[: rows * step, : columns * step].reshape(rows, step, columns, step)
    return np.asarray(squares.any(axis=(1, 3)))


def without(found: list[Rule], light: Grey, ink: Ink, dpi: int) -> tuple[Grey, Ink]:
    """Return both without the rules; a stroke that crosses one stays whole."""
    light, ink = light.copy(), ink.copy()
    for one in found:
        if one.level:
            _erase(light, ink, one.box, dpi)
        else:
            _erase(light.T, ink.T, _turned(one.box), dpi)
    return light, ink


def shapes(found: Sequence[Rule]) -> list[Shape]:
    """Return rules as the lines that a PDF would draw, for tables to be made of them."""
    return [_shape(*_line(one)) for one in found]


def _line(rule: Rule) -> tuple[float, float, float, float]:
    box = rule.box
    return (box.x0, rule.at, box.x1, rule.at) if rule.level else (rule.at, box.top, rule.at, box.bottom)


def _shape(x0: float, top: float, x1: float, bottom: float) -> Shape:
    return Shape("line", x0, top, x1, bottom, ((x0, top), (x1, bottom)), None, 0.0)


def stamp_shapes(ink: Ink, dpi: int) -> list[Shape]:
    """Return the four sides of each stamp: a frame that lies askew, of the size of a stamp, with words or without."""
    step = max(1, round(dpi / LOOKED_AT))
    scale = POINTS * step / dpi
    small = pooled(ink, step)
    labels, _ = ndimage.label(ndimage.maximum_filter(small, size=3), structure=np.ones((3, 3), dtype=bool))
    sides: list[Shape] = []
    for label, (down, across) in enumerate(ndimage.find_objects(labels), 1):
        wide, tall = (across.stop - across.start) * scale, (down.stop - down.start) * scale
        if not (STAMP_WIDTH[0] <= wide <= STAMP_WIDTH[1] and STAMP_HEIGHT[0] <= tall <= STAMP_HEIGHT[1]):
            continue
        if _is_frame(small[down, across] & (labels[down, across] == label)):
            x0, top, x1, bottom = (at * scale for at in (across.start, down.start, across.stop, down.stop))
            sides += [_shape(x0, top, x1, top), _shape(x0, bottom, x1, bottom)]
            sides += [_shape(x0, top, x0, bottom), _shape(x1, top, x1, bottom)]
    return sides


def _is_frame(mark: Ink) -> bool:
    """Whether a mark runs all around its rectangle, within the band that its slant takes, and is thin."""
    height, width = mark.shape
    level, upright = max(3, round(SLANT * width)), max(3, round(SLANT * height))
    if 2 * level >= height or mark.mean() > FRAME_INKED:
        return False
    bands = (mark[:level].any(axis=0), mark[-level:].any(axis=0))
    posts = (mark[:, :upright].any(axis=1), mark[:, -upright:].any(axis=1))
    return bool(
        min(band.mean() for band in bands) >= LEVEL_WHOLE and min(post.mean() for post in posts) >= UPRIGHT_WHOLE
    )


def _runs(ink: Ink, shortest: float, thickest: float) -> list[Box]:
    """Places of level lines: runs of ink, over a row or two, of a length, thin, in pixels."""
    band = ndimage.maximum_filter1d(ink.view(np.uint8), 3, axis=0).astype(bool)
    band[:, 1:-1] |= band[:, :-2] & band[:, 2:]
    long = run_lengths(band) >= shortest
    labels, _ = ndimage.label(long, structure=np.ones((3, 3), dtype=bool))
    found: list[Box] = []
    for down, across in ndimage.find_objects(labels):
        # The band is a row wider than the ink on either side.
        tall, wide = down.stop - down.start - 2, across.stop - across.start
        if wide < shortest or tall > max(thickest, wide / 60):
            continue
        inked = ink[down, across]
        if inked.any(axis=0).mean() < 0.8 or (tall > thickest and inked.mean() > 0.5):
            continue
        found.append(Box(across.start, down.start + 1, across.stop, max(down.stop - 1, down.start + 2)))
    return found


def _touched(ink: Ink, box: Box, room: int) -> float:
    """Share of a level line's length that has ink above or below it, beyond its own rim."""
    top, bottom = int(box.top), int(box.bottom)
    left, right = int(box.x0) + 2, int(box.x1) - 2
    above = ink[max(0, top - 1 - room) : max(0, top - 1), left:right].any(axis=0)
    below = ink[bottom + 1 : bottom + 1 + room, left:right].any(axis=0)
    return float((above | below).mean()) if right > left else 1.0


def run_lengths(ink: Ink) -> npt.NDArray[np.int32]:
    """Length of the run of ink along its row that each pixel lies in; 0 for paper."""
    width = ink.shape[1]
    at = np.arange(width, dtype=np.int32)[None, :]
    after = np.where(ink, np.int32(width), at)
    after = np.minimum.accumulate(after[:, ::-1], axis=1)[:, ::-1]
    before = np.where(ink, np.int32(-1), at)
    before = np.maximum.accumulate(before, axis=1)
    return np.where(ink, after - before - 1, 0)


def _erase(light: Grey, ink: Ink, box: Box, dpi: int) -> None:
    """Paint a level rule over with paper, stroke by stroke: where ink goes on above and below, it is a letter's."""
    scale = dpi / POINTS
    rim = max(1, round(0.3 * scale))
    top, bottom = max(0, round(box.top * scale) - rim), min(light.shape[0], round(box.bottom * scale) + rim)
    left, right = max(0, round(box.x0 * scale) - rim), min(light.shape[1], round(box.x1 * scale) + rim)
    above, below = max(0, top - 1), min(light.shape[0] - 1, bottom)
    crossed = ink[above, left:right] & ink[below, left:right] & ink[top:bottom, left:right].all(axis=0)
    light[top:bottom, left:right] = np.where(crossed, light[top:bottom, left:right], 255)
    ink[top:bottom, left:right] &= crossed


def _hangs(upright: Rule, found: list[Rule]) -> bool:
    """Whether an upright rule runs from one level rule to another."""
    return all(
        any(
            rule.level and rule.box.x0 - MEETS <= upright.at <= rule.box.x1 + MEETS and abs(rule.at - end) <= MEETS
            for rule in found
        )
        for end in (upright.box.top, upright.box.bottom)
    )


def _length(rule: Rule) -> float:
    return rule.box.x1 - rule.box.x0 if rule.level else rule.box.bottom - rule.box.top


def _scaled(box: Box, by: float) -> Box:
    return Box(box.x0 * by, box.top * by, box.x1 * by, box.bottom * by)


def _turned(box: Box) -> Box:
    """Return a place with rows and columns changed round."""
    return Box(box.top, box.x0, box.bottom, box.x1)
