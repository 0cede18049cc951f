"""What stands on a PDF page, straight from pdfminer: letters, drawn shapes and pictures, in points from the top left.

pdfplumber makes a dict of every letter, which costs as much as reading the page; nothing here needs it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTLine, LTRect

from lexsarah.records import Box

WHITE = 0.93
"""Brightness from which paint is paper: inputs printed by browsers are filled with white."""

MAX_SHAPES = 20_000
"""More drawn shapes than that on a page are a picture, and none of them is looked at."""


class Letter(NamedTuple):
    """A sign and where it stands; ``base`` is the height of its line of writing."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: str
    base: float


class Shape(NamedTuple):
    """Something drawn: ``kind`` is "rect", "line" or "curve"; ``points`` are its corners.

    ``fill`` and ``stroke`` are how bright it is painted, from 0 (black) to 1 (white); None: not filled, not stroked.
    """

    kind: str
    x0: float
    top: float
    x1: float
    bottom: float
    points: tuple[tuple[float, float], ...]
    fill: float | None
    stroke: float | None

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def shows(self) -> bool:
        """Whether it is painted in something else than the colour of paper."""
        return any(tone is not None and tone < WHITE for tone in (self.fill, self.stroke))


class Picture(NamedTuple):
    """A picture and where it stands; ``pixels`` is how many it is wide."""

    x0: float
    top: float
    x1: float
    bottom: float
    pixels: int


@dataclass(slots=True)
class Content:
    """Letters, shapes and pictures of a page; ``turned`` letters run in another direction, with their quarter (1–3)."""

    width: float
    height: float
    letters: list[Letter] = field(default_factory=list)
    turned: list[tuple[int, Letter]] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    @property
    def drawn(self) -> bool:
        """Whether there is anything but text."""
        return bool(self.shapes or self.pictures)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The visible part of a page: its size, and how places in the file's own space become places on it."""

    width: float
    height: float
    quarter: int
    left: float
    below: float
    right: float
    above: float
    shift_x: float
    shift_top: float
    full_height: float
    off_x: float = 0.0
    off_y: float = 0.0
    """How far pdfminer's origin is off where the file states the corners of a page the other way round."""

    def rectangle(self, corners: Iterable[float]) -> Box:
        """Place of a rectangle that is given in the file's own space (annotations)."""
        x0, y0, x1, y1 = corners
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        match self.quarter:
            case 1:
                found = (y0 - self.below, x0 - self.left, y1 - self.below, x1 - self.left)
            case 2:
                found = (self.right - x1, y0 - self.below, self.right - x0, y1 - self.below)
            case 3:
                found = (self.above - y1, self.right - x1, self.above - y0, self.right - x0)
            case _:
                found = (x0 - self.left, self.above - y1, x1 - self.left, self.above - y0)
        return Box(
            found[0] - self.shift_x, found[1] - self.shift_top, found[2] - self.shift_x, found[3] - self.shift_top
        )


def sheet_of(page: Any) -> Sheet:  # noqa: ANN401  (pdfplumber is not typed)
    """Return the sheet that a viewer shows of a page: the crop box inside the media box, turned as the page says."""
    # Any two corners may be named (ISO 32000-1, 7.9.5); pdfminer counts from the first as if it were the lower left.
    page.page_obj.mediabox = media = _sorted(page.page_obj.mediabox)
    crop = _sorted(page.page_obj.cropbox or media)
    crop = (
        max(crop[0], media[0]),
        max(crop[1], media[1]),
        min(crop[2], media[2]),
        min(crop[3], media[3]),
    )
    if crop[2] - crop[0] < 1 or crop[3] - crop[1] < 1:
        crop = media
    quarter = int(page.rotation) // 90 % 4
    wide, high = media[2] - media[0], media[3] - media[1]
    x0, y0, x1, y1 = crop[0] - media[0], crop[1] - media[1], crop[2] - media[0], crop[3] - media[1]
    shift = ((x0, high - y1), (y0, x0), (wide - x1, y0), (high - y1, wide - x1))[quarter]
    size = (x1 - x0, y1 - y0) if quarter % 2 == 0 else (y1 - y0, x1 - x0)
    full_height = high if quarter % 2 == 0 else wide
    stated = [float(one) for one in page.page_obj.mediabox]
    left, below, right, above = (one - other for one, other in zip(stated, media, strict=True))
    off = ((left, below), (below, -right), (-right, -above), (-above, left))[quarter]
    return Sheet(*size, quarter, *media, *shift, full_height, *off)


def _sorted(box: Iterable[float]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(one) for one in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def content_of(page: Any) -> Content:  # noqa: ANN401
    """Return what stands on the visible part of a page, in the order in which the file draws it."""
    sheet = sheet_of(page)
    content = Content(sheet.width, sheet.height)
    left, high = sheet.shift_x - sheet.off_x, sheet.full_height - sheet.shift_top - sheet.off_y
    for item in _flat(page.layout):
        if isinstance(item, LTChar):
            _add_letter(content, item, left, high)
        elif isinstance(item, LTImage):
            pixels = item.srcsize[0] if isinstance(item.srcsize[0], int) else 0
            content.pictures.append(Picture(item.x0 - left, high - item.y1, item.x1 - left, high - item.y0, pixels))
        elif len(content.shapes) <= MAX_SHAPES:
            content.shapes.append(_shape(item, left, high))
    if len(content.shapes) > MAX_SHAPES:
        del content.shapes[1:]
    return content


def _flat(container: LTContainer[Any]) -> Iterator[Any]:
    waiting = [iter(container)]
    while waiting:
        for item in waiting[-1]:
            if isinstance(item, LTContainer):
                waiting.append(iter(item))
                break
            if isinstance(item, LTChar | LTCurve | LTImage):
                yield item
        else:
            waiting.pop()


def _add_letter(content: Content, item: LTChar, left: float, high: float) -> None:
    x0, x1, top, bottom = item.x0 - left, item.x1 - left, high - item.y1, high - item.y0
    # What lies outside the sheet is not shown.
    if x1 < 0 or bottom < 0 or x0 > content.width or top > content.height:
        return
    font = item.fontname if isinstance(item.fontname, str) else bytes(item.fontname).decode("latin-1")
    a, b, c, d, e, f = item.matrix
    letter = Letter(item.get_text(), x0, top, x1, bottom, item.size, font, high - f)
    if item.upright or (abs(b) < 0.1 * abs(a) and abs(c) < 0.1 * abs(d)):
        content.letters.append(letter)
        return
    quarter = (3 if b > 0 else 1) if abs(b) > abs(a) else 2
    run = letter._replace(size=item.width if quarter != 2 else item.height, base=e - left if quarter != 2 else high - f)
    content.turned.append((quarter, run))


def _shape(item: Any, left: float, high: float) -> Shape:  # noqa: ANN401
    box = item.x0 - left, high - item.y1, item.x1 - left, high - item.y0
    kind = "line" if isinstance(item, LTLine) else "rect" if isinstance(item, LTRect) else "curve"
    fill = _brightness(item.non_stroking_color) if item.fill else None
    stroke = _brightness(item.stroking_color) if item.stroke else None
    return Shape(kind, *box, tuple((x - left, high - y) for x, y in item.pts), fill, stroke)


def _brightness(color: Any) -> float:  # noqa: ANN401
    """Brightness of a colour in grey, RGB or CMYK; one that is not stated, or a pattern, is black."""
    parts = color if isinstance(color, tuple | list) else (color,)
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return 0.0
    if len(parts) == 4:
        return float((1 - parts[3]) * (1 - sum(parts[:3]) / 3))
    return float(0.3 * parts[0] + 0.6 * parts[1] + 0.1 * parts[2]) if len(parts) == 3 else float(parts[0])
