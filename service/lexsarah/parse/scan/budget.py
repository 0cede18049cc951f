"""Reading pages from their picture, as long as the limits of a file last, and saying which were not read."""

import time
from collections.abc import Callable

from lexsarah.errors import CorruptFile, NoTextLayer, OcrUnavailable, ReadingTimedOut, UnreadableFile, UnsafeFile
from lexsarah.limits import Limits
from lexsarah.parse.pages import PageLines
from lexsarah.parse.scan.ocr import Sheet, SheetReader
from lexsarah.parse.scan.tesseract import HOW_TO_GET_IT, SECONDS, available
from lexsarah.records import Issue, TextSource

OFF = "the page has no text layer, and reading from the picture (OCR) is switched off"
NOTHING = "no words were found in the picture of the page"
BROKE_DOWN = "the picture of the page could not be read"
PAGES_USED = "more pages than the limit have to be read from their picture"
TIME_USED = "reading pages from their picture took more time than the limit"


class Scans:
    """Reads pages of one file from their pictures, and keeps the issues."""

    def __init__(self, limits: Limits) -> None:
        self.issues: list[Issue] = []
        self._limits = limits
        self._reader = SheetReader()
        self._pages = 0
        self._seconds = 0.0

    @property
    def able(self) -> bool:
        """Whether another page can be read."""
        return not self._refusal()[0]

    @property
    def off(self) -> bool:
        """Whether nothing is read from pictures."""
        return self._limits.ocr_pages == 0

    def read(self, number: int, sheet: Callable[[], Sheet]) -> PageLines | None:
        """Read a page (1-based) whose picture ``sheet`` gives; None, with an issue, where it is not to be had."""
        code, message = self._refusal()
        if code:
            self._tell(code, message, number)
            return None
        self._pages += 1
        start = time.monotonic()
        try:
            page = self._reader.read(sheet(), min(SECONDS, self._limits.ocr_seconds - self._seconds))
        except (CorruptFile, UnsafeFile, ReadingTimedOut):
            self._tell("page_not_read", BROKE_DOWN, number)
            return None
        finally:
            self._seconds += time.monotonic() - start
        if page.page.source is TextSource.NONE:
            self._tell("page_without_text", NOTHING, number)
        return page

    def looks(self, look: Callable[[Sheet], bool], sheet: Callable[[], Sheet]) -> bool:
        """Whether a look at a page's picture, which costs time but no page, finds something."""
        if self._refusal()[0]:
            return False
        start = time.monotonic()
        try:
            return look(sheet())
        except (CorruptFile, UnsafeFile):
            return False
        finally:
            self._seconds += time.monotonic() - start

    def nothing_read(self) -> UnreadableFile:
        """Return the error of a file without a single word."""
        codes = {issue.code for issue in self.issues}
        if "ocr_unavailable" in codes:
            return OcrUnavailable(HOW_TO_GET_IT)
        if self.off:
            return NoTextLayer("the file has no text layer (scanned pages), and reading them (OCR) is switched off")
        return NoTextLayer("the file has no text layer, and no words were found in the pictures of its pages")

    def _refusal(self) -> tuple[str, str]:
        """Return code and message of why no page can be read; empty where one can."""
        if self.off:
            return "page_without_text", OFF
        if not available():
            return "ocr_unavailable", HOW_TO_GET_IT
        if self._pages >= self._limits.ocr_pages:
            return "page_not_read", PAGES_USED
        if self._seconds >= self._limits.ocr_seconds:
            return "page_not_read", TIME_USED
        return "", ""

    def _tell(self, code: str, message: str, number: int) -> None:
        self.issues.append(Issue("parse", code, message, number))
