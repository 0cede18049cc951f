"""A page read from its picture: turned upright and straight, cleaned, boxes and rules taken off, then Tesseract."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from lexsarah.parse.pages import PageLines
from lexsarah.parse.pdf.page import set_lines
from lexsarah.parse.pdf.tables import grids_of, rules_of
from lexsarah.parse.pdf.words import NEAR, Word
from lexsarah.parse.scan.deskew import lies_sideways, skew, turned
from lexsarah.parse.scan.ink import InkBox, ink_boxes, without_boxes
from lexsarah.parse.scan.raster import POINTS, Grey, Ink, cleaned, evened, ink_of
from lexsarah.parse.scan.ruling import rules, shapes, stamp_shapes, without
from lexsarah.parse.scan.tesseract import ReadWord, read_words
from lexsarah.parse.scan.turn import Turn
from lexsarah.parse.scan.typesetting import typeset
from lexsarah.records import Page, TextSource

LEAST_DPI, MOST_DPI = 200, 400
"""Resolution at which pages are read: below, letters are drawn larger; above, nothing is won."""

MOST_PIXELS = 30_000_000
"""Pixels of a page that is read, whatever ``limits.max_pixels``: A3 at 400 dpi has 31 million."""

SURE = 0.65
"""Mean confidence from which a page is taken to stand upright; upside down it is some 0.3."""

BAND = 0.2
"""Share of the height of a page that is read to find which way up it is."""

TWICE, DOUBTFUL = 0.6, 0.5
"""Share of a word that lies on another from which it was read twice, and confidence below which it is left out."""

LETTER_GAP = 1.2
"""Points between a box and the word beside it; letters of a word stand closer."""

MOST_KNOWN = 200
"""Empty boxes of other pages that are remembered."""

BARE = 0.35
"""Confidence below which one or two letters by themselves are taken for dust or a pen's stroke."""

REMAINS = "|¦"
"""What Tesseract makes of an upright line; no Swedish word begins or ends with it."""

QUOTES = "\"'“”‘’`´"
"""What it makes of the corner of a frame, where no other quote is near."""

POINTS_AND_QUOTES = QUOTES + ".,:;=~_°"
"""Marks that are no word by themselves: dotted lines, dust."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The picture of a page and its resolution."""

    grey: Grey
    dpi: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        height, width = self.grey.shape
        return width * POINTS / self.dpi, height * POINTS / self.dpi


@dataclass(frozen=True, slots=True)
class _Straight:
    """A sheet that lies straight, its ink, and how it was turned."""

    light: Grey
    ink: Ink
    dpi: int
    turn: Turn


def reading_dpi(width: float, height: float, dpi: float | None, max_pixels: int) -> int:
    """Resolution at which a page of a size in points is read; ``dpi`` is that of the picture that fills it."""
    wanted = min(MOST_DPI, max(LEAST_DPI, dpi or 300))
    area = max(1e-6, width * height / POINTS**2)
    return int(min(round(wanted), (min(max_pixels, MOST_PIXELS) / area) ** 0.5))


class SheetReader:
    """Reads the pages of one document; the empty boxes of one page tell what the boxes of the next look like."""

    def __init__(self) -> None:
        self._empty: list[InkBox] = []

    def read(self, sheet: Sheet, seconds: float) -> PageLines:
        """Read a page. Without words its source is ``NONE``.

        Raises
        ------
        OcrUnavailable, ReadingTimedOut, CorruptFile
            As ``tesseract.read_words``.
        """
        light = evened(sheet.grey, sheet.dpi)
        sideways = lies_sideways(ink_of(light), sheet.dpi)
        rotations = (0, 180, 90, 270) if sideways is None else (90, 270) if sideways else (0, 180)
        page, boxes = _read(_straight(light, sheet, rotations[0]), seconds, self._empty)
        if page.page.confidence is not None and page.page.confidence < SURE:
            rotation = max(rotations, key=lambda turn: _legible(light, sheet, turn, seconds))
            if rotation != rotations[0]:
                page, boxes = _read(_straight(light, sheet, rotation), seconds, self._empty)
        self._empty += [box for box in boxes if box.hollow][: MOST_KNOWN - len(self._empty)]
        return page


def has_boxes(sheet: Sheet) -> bool:
    """Whether boxes to tick are printed on a page that stands upright."""
    straight = _straight(evened(sheet.grey, sheet.dpi), sheet, 0)
    _, ink = without(rules(straight.ink, sheet.dpi), straight.light, straight.ink, sheet.dpi)
    return bool(ink_boxes(ink, sheet.dpi))


def _straight(light: Grey, sheet: Sheet, rotation: int) -> _Straight:
    light = np.ascontiguousarray(np.rot90(light, -rotation // 90))
    angle = skew(ink_of(light), sheet.dpi)
    light = turned(light, angle)
    ink, light = cleaned(ink_of(light), light, sheet.dpi)
    return _Straight(light, ink, sheet.dpi, Turn(rotation, angle, *sheet.size))


def _legible(light: Grey, sheet: Sheet, rotation: int, seconds: float) -> float:
    """How much can be read of a band of the page when it is turned so: letters of words, weighted by confidence."""
    straight = _straight(light, sheet, rotation)
    words = read_words(np.ascontiguousarray(straight.light[_fullest(straight.ink)]), sheet.dpi, seconds)
    # Tesseract reads a block of lines that run down a page, too: its words are taller than wide.
    return sum(
        word.confidence * len(word.text)
        for word in words
        if len(word.text) > 2 and word.x1 - word.x0 > word.bottom - word.top
    )


def _fullest(ink: Ink) -> slice:
    """Rows of the band of a page that holds most ink."""
    rows = np.cumsum(np.concatenate([[0], ink.sum(axis=1)]))
    band = max(1, round(BAND * ink.shape[0]))
    top = int(np.argmax(rows[band:] - rows[:-band]))
    return slice(top, top + band)


def _read(straight: _Straight, seconds: float, known: Sequence[InkBox]) -> tuple[PageLines, list[InkBox]]:
    found = rules(straight.ink, straight.dpi)
    light, ink = without(found, straight.light, straight.ink, straight.dpi)
    boxes = ink_boxes(ink, straight.dpi, known)
    light, ink = without_boxes(boxes, light, ink, straight.dpi)
    read = _once(tidied(read_words(light, straight.dpi, seconds))) if ink.any() else []
    words = typeset(read, ink, straight.dpi)
    signs = [_sign(box, beside) for box in boxes if (beside := _beside(box, words)) is not None]
    words = [word for word in words if not any(_covers(sign, word) for sign in signs)]
    _, height = straight.turn.upright
    if not words:
        return PageLines((), height, Page(0, TextSource.NONE)), boxes
    page = Page(
        0,
        TextSource.OCR,
        confidence=_confidence(read),
        dpi=straight.dpi,
        rotation=straight.turn.rotation,
        skew=straight.turn.skew,
    )
    stamps = [stamp_shapes(one, straight.dpi) for one in (straight.ink, ink)]
    drawn = shapes(found)
    grids = grids_of([*drawn, *(max(stamps, key=len))])
    lines = set_lines([*words, *signs], grids, rules_of(drawn)).lines
    return PageLines(tuple(lines), height, page, straight.turn), boxes


def tidied(words: Sequence[ReadWord]) -> list[ReadWord]:
    """Leave out dust, strokes of the pen and what is left of ruled lines; quotes without a fellow in their paragraph.

    Between letters a mark stays: "fr.o.m", "kl. 16:30".
    """
    quotes = Counter(word.line[:2] for word in words for mark in word.text if mark in QUOTES)
    stripped = [
        replace(word, text=word.text.strip(REMAINS + (QUOTES if quotes[word.line[:2]] == 1 else ""))) for word in words
    ]
    return [word for word in stripped if _is_word(word)]


def _is_word(word: ReadWord) -> bool:
    """Whether a word is more than dust or a stroke of the pen."""
    if word.x1 <= word.x0 or word.bottom <= word.top or not word.text.strip(POINTS_AND_QUOTES):
        return False
    lettered = sum(mark.isalnum() for mark in word.text)
    return word.confidence >= BARE or lettered > 2


def _once(words: Sequence[ReadWord]) -> list[ReadWord]:
    """Leave out doubtful words that lie on a surer one: where letters touch a frame, Tesseract reads them twice."""
    sure = [word for word in words if word.confidence >= DOUBTFUL]
    return [word for word in words if word.confidence >= DOUBTFUL or not any(_lies_in(word, one) for one in sure)]


def _lies_in(word: ReadWord, other: ReadWord) -> bool:
    across = min(word.x1, other.x1) - max(word.x0, other.x0)
    down = min(word.bottom, other.bottom) - max(word.top, other.top)
    narrower = min(word.x1 - word.x0, other.x1 - other.x0)
    lower = min(word.bottom - word.top, other.bottom - other.top)
    return across > TWICE * narrower and down > TWICE * lower


def _confidence(words: Sequence[ReadWord]) -> float:
    """Mean confidence of the letters, in [0, 1]."""
    letters = sum(len(word.text) for word in words)
    return round(sum(max(0.0, word.confidence) * len(word.text) for word in words) / letters, 3) if letters else 0.0


def _beside(box: InkBox, words: Sequence[Word]) -> Word | None:
    """Return the word next to a box: its option's first or last; None for a box without, or that is a letter of it."""
    middle = (box.box.top + box.box.bottom) / 2
    level = [word for word in words if word.top <= middle <= word.bottom and any(map(str.isalnum, word.text))]
    gaps = [(max(word.x0 - box.box.x1, box.box.x0 - word.x1), word) for word in level]
    gap, nearest = min(gaps, key=lambda one: one[0], default=(NEAR, None))
    return nearest if LETTER_GAP <= gap < NEAR else None


def _sign(box: InkBox, beside: Word) -> Word:
    """Return a box as a word of the line that it stands on."""
    return Word(box.sign, box.box.x0, beside.top, box.box.x1, beside.bottom, beside.size, bold=beside.bold)


def _covers(sign: Word, word: Word) -> bool:
    """Whether a word lies in a box: what Tesseract made of its remains."""
    across = min(sign.x1, word.x1) - max(sign.x0, word.x0)
    down = min(sign.bottom, word.bottom) - max(sign.top, word.top)
    return across > 0.5 * (word.x1 - word.x0) and down > 0


def resized(sheet: Sheet, dpi: int) -> Sheet:
    """Return a sheet drawn larger or smaller."""
    if dpi == sheet.dpi:
        return sheet
    height, width = sheet.grey.shape
    size = max(1, round(width * dpi / sheet.dpi)), max(1, round(height * dpi / sheet.dpi))
    return replace(sheet, grey=np.asarray(Image.fromarray(sheet.grey).resize(size, Image.Resampling.BICUBIC)), dpi=dpi)
