"""Pictures of pages: PNG, JPEG and TIFF, with several pages where the format has them."""

import io
import struct
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from lexsarah.errors import CorruptFile, FileTooLarge, UnsafeFile
from lexsarah.limits import Limits
from lexsarah.parse.pages import PageLines, document_of
from lexsarah.parse.scan.budget import Scans
from lexsarah.parse.scan.ocr import MOST_PIXELS, Sheet, reading_dpi, resized
from lexsarah.parse.scan.raster import grey_of
from lexsarah.records import Page, ParsedDocument, Producer, SourceFile, TextSource

PARSER = Producer("rule", "parse.picture", "1")

A4 = 11.69
"""Height of a sheet of A4 in inches: what a picture is taken for whose resolution is not stated, or cannot be true."""

LIKELY_DPI = (90.0, 1250.0)
"""Resolutions that a scan has; 72 and 96 are what programs write that know none."""

FORMATS = ("PNG", "JPEG", "TIFF")
DAMAGED = (
    UnidentifiedImageError, OSError, ValueError, TypeError, KeyError, IndexError, SyntaxError, struct.error,
    EOFError, OverflowError, ZeroDivisionError, AttributeError, NotImplementedError,
)  # fmt: skip
"""What Pillow raises on files that break their format."""

MARK = "synthetic: true"
"""The mark of an invented example, in the description of a picture."""

DESCRIPTION, ORIENTATION = 0x010E, 0x0112
"""Exif and TIFF tags."""


def parse_picture(source: SourceFile, limits: Limits) -> ParsedDocument:
    """Read the picture of one page or several.

    Raises
    ------
    CorruptFile
        No whole picture.
    UnsafeFile
        More pixels than ``limits.max_pixels``.
    FileTooLarge
        More pages or characters than the limits.
    NoTextLayer
        No words found, or OCR is switched off.
    OcrUnavailable
        No Tesseract, or not its Swedish data.
    """
    scans = Scans(limits)
    pages: list[PageLines] = []
    synthetic = False
    with warnings.catch_warnings():
        # Pillow warns of odd tags and of pictures half as large as its limit.
        warnings.simplefilter("ignore")
        for number, picture in enumerate(_pictures(source.content, limits), 1):
            synthetic = synthetic or MARK in _description(picture)
            pages.append(_page(scans, number, picture))
    if not any(page.lines for page in pages):
        raise scans.nothing_read()
    return document_of(pages, limits, PARSER, synthetic=synthetic, issues=scans.issues)


def sheets(content: bytes, limits: Limits) -> Iterator[Sheet]:
    """Yield the pages as greys, the way up that they are read; raises as ``parse_picture``."""
    for picture in _pictures(content, limits):
        yield _sheet(picture)


def _pictures(content: bytes, limits: Limits) -> Iterator[Image.Image]:
    """Yield the pages as they are stored; sizes are checked before anything is unpacked."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            count = getattr(picture, "n_frames", 1)
            if count > limits.max_pages:
                raise FileTooLarge(f"the picture has more than {limits.max_pages} pages")
            for number in range(count if picture.format == "TIFF" else 1):
                picture.seek(number)
                if picture.width * picture.height > limits.max_pixels:
                    raise UnsafeFile(f"a picture has more than {limits.max_pixels} pixels")
                if min(picture.size) < 1:
                    raise CorruptFile("a picture has no pixels")
                picture.draft("L", (picture.width, picture.height))
                picture.load()
                yield picture
    except Image.DecompressionBombError as error:
        raise UnsafeFile(f"a picture has more than {limits.max_pixels} pixels") from error
    except DAMAGED as error:
        raise CorruptFile("the picture is damaged") from error


def _page(scans: Scans, number: int, picture: Image.Image) -> PageLines:
    sheet = _sheet(picture)
    page = scans.read(number, lambda: sheet)
    return page or PageLines((), sheet.size[1], Page(0, TextSource.NONE))


def _sheet(picture: Image.Image) -> Sheet:
    """Return a page as greys, the way up that its tags say, at the resolution at which it is read."""
    across, down = _dpi(picture)
    turned = ImageOps.exif_transpose(picture)
    if turned.size != picture.size and turned.size == picture.size[::-1]:
        across, down = down, across
    grey = Image.fromarray(grey_of(turned))
    if abs(across - down) > 0.02 * down:
        # Fax machines scan twice as fine across as down.
        dpi = max(across, down)
        grey = grey.resize((round(grey.width * dpi / across), round(grey.height * dpi / down)))
        across = dpi
    sheet = Sheet(grey_of(grey), round(across))
    width, height = sheet.size
    return resized(sheet, reading_dpi(width, height, sheet.dpi, MOST_PIXELS))


def _dpi(picture: Image.Image) -> tuple[float, float]:
    """Return resolutions across and down; of A4 where they are not stated or not likely."""
    stated = picture.info.get("dpi")
    try:
        across, down = (float(one) for one in stated or (0, 0))
    except (TypeError, ValueError, ZeroDivisionError):
        across = down = 0.0
    low, high = LIKELY_DPI
    if low <= across <= high and low <= down <= high:
        return across, down
    guess = max(low, max(picture.size) / A4)
    return guess, guess


def _description(picture: Image.Image) -> str:
    texts = [picture.info.get("comment"), picture.info.get("Description"), picture.info.get("Keywords")]
    texts += [picture.getexif().get(DESCRIPTION)]
    return " ".join(one.decode(errors="replace") if isinstance(one, bytes) else str(one) for one in texts if one)
