"""Pictures of the pages of a PDF, drawn by PDFium."""

from typing import Any

import numpy as np
import pypdfium2  # type: ignore[import-untyped]

from lexsarah.errors import CorruptFile, UnsafeFile
from lexsarah.parse.scan.ocr import Sheet, reading_dpi, resized
from lexsarah.parse.scan.raster import POINTS

LEAST_DPI = 60
"""Below that no letter can be read: a page so large is not drawn."""


class Rendering:
    """Draws pages of one PDF; it is opened with the first of them."""

    def __init__(self, content: bytes, max_pixels: int) -> None:
        self._content = content
        self._max_pixels = max_pixels
        self._document: Any = None

    def sheet(self, number: int, dpi: float | None) -> Sheet:
        """Draw a page (1-based) as a viewer shows it; ``dpi`` is that of the picture that fills it, None for none.

        Raises
        ------
        UnsafeFile
            A page too large to be drawn.
        CorruptFile
            PDFium cannot draw it.
        """
        try:
            page = self._opened()[number - 1]
            try:
                width, height = page.get_size()
                wanted = reading_dpi(width, height, dpi, self._max_pixels)
                if wanted < LEAST_DPI:
                    raise UnsafeFile("a page is too large to be drawn")
                drawn = int(min(wanted, dpi)) if dpi and dpi >= LEAST_DPI else wanted
                bitmap = page.render(scale=drawn / POINTS, grayscale=True, rev_byteorder=False)
                grey = np.array(bitmap.to_numpy(), dtype=np.uint8)
                bitmap.close()
            finally:
                page.close()
        except (pypdfium2.PdfiumError, IndexError, ValueError, OverflowError) as error:
            raise CorruptFile("a page cannot be drawn") from error
        return resized(Sheet(grey[:, :, 0] if grey.ndim == 3 else grey, drawn), wanted)

    def has_letters(self, number: int) -> bool:
        """Whether PDFium finds letters on a page (1-based); False where it cannot open it."""
        try:
            page = self._opened()[number - 1]
            try:
                text = page.get_textpage()
                found: bool = text.count_chars() > 0
                text.close()
            finally:
                page.close()
        except (pypdfium2.PdfiumError, IndexError, ValueError, OverflowError):
            return False
        return found

    def close(self) -> None:
        """Give the memory back."""
        if self._document is not None:
            self._document.close()
            self._document = None

    def _opened(self) -> Any:  # noqa: ANN401  (pypdfium2 is not typed)
        if self._document is None:
            self._document = pypdfium2.PdfDocument(self._content)
        return self._document
