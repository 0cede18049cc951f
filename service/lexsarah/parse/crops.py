"""The picture of a piece of a page: what a person looks at where a box cannot be told."""

import io

from PIL import Image

from lexsarah.errors import CorruptFile, UnsupportedFormat
from lexsarah.limits import Limits
from lexsarah.parse.dispatch import PDF, PICTURES
from lexsarah.parse.pdf.rendering import Rendering
from lexsarah.parse.scan.ocr import Sheet
from lexsarah.parse.scan.picture import sheets
from lexsarah.parse.scan.raster import POINTS
from lexsarah.records import Box, SourceFile

MARGIN = 8.0
"""Points around the piece that are shown with it."""


def crop(source: SourceFile, page: int, box: Box, limits: Limits) -> bytes:
    """Return a rectangle of a page (1-based), with a margin, as PNG.

    Raises
    ------
    UnsupportedFormat
        A format without pages.
    CorruptFile
        No such page, or nothing of the rectangle on it.
    UnreadableFile
        What drawing the page raises.
    """
    sheet = _sheet(source, page, limits)
    scale = sheet.dpi / POINTS
    height, width = sheet.grey.shape
    left, top = max(0, int((box.x0 - MARGIN) * scale)), max(0, int((box.top - MARGIN) * scale))
    right, bottom = min(width, int((box.x1 + MARGIN) * scale)), min(height, int((box.bottom + MARGIN) * scale))
    if left >= right or top >= bottom:
        raise CorruptFile("there is nothing at that place of the page")
    out = io.BytesIO()
    Image.fromarray(sheet.grey[top:bottom, left:right]).save(out, "PNG", dpi=(sheet.dpi, sheet.dpi))
    return out.getvalue()


def _sheet(source: SourceFile, page: int, limits: Limits) -> Sheet:
    if source.media_type == PDF:
        drawing = Rendering(source.content, limits.max_pixels)
        try:
            return drawing.sheet(page, None)
        finally:
            drawing.close()
    if source.media_type not in PICTURES:
        raise UnsupportedFormat(f"{source.media_type} has no pages")
    for number, sheet in enumerate(sheets(source.content, limits), 1):
        if number == page:
            return sheet
    raise CorruptFile("the picture has no such page")
