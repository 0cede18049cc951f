"""Pages of a PDF that have no words, or none that can be believed, read from their picture."""

from collections.abc import Sequence
from dataclasses import replace

from lexsarah.limits import Limits
from lexsarah.parse.pages import PageLines
from lexsarah.parse.pdf.layers import STAMPED, Layer, garbled, without_layer
from lexsarah.parse.pdf.rendering import Rendering
from lexsarah.parse.pdf.words import WRITTEN_BOXES
from lexsarah.parse.quality import AGREES_FROM, agreement
from lexsarah.parse.scan.budget import Scans
from lexsarah.parse.scan.ocr import Sheet, has_boxes
from lexsarah.records import FAIR_FROM, Issue, TextSource

LOOKED_AT_FOR_BOXES = 20
"""Pages of a searchable scan up to which each is looked at for boxes to tick, which no text layer holds: a form has
fewer, a volume of minutes more, and each look takes a second."""

HARDLY_READ = 0.5
"""Confidence of OCR below which a garbled layer is kept: another script, or a picture of nothing."""

GARBLED = "the text layer of the page holds no text that can be used"
UNTESTED = "the text layer of a scan was not compared with its picture"
SIGNS = WRITTEN_BOXES | frozenset("◯◉⍰")


def with_scans_read(
    layers: Sequence[Layer], pages: Sequence[PageLines], content: bytes, limits: Limits
) -> tuple[list[PageLines], Scans]:
    """Return the pages, those that need it read from their picture, and how that went.

    A searchable scan is believed when one of its pages, read by OCR, agrees with the text layer.
    """
    rendering = Rendering(content, limits.max_pixels)
    reader = _Reader(layers, list(pages), Scans(limits), rendering)
    try:
        missing = set(without_layer(layers))
        broken = set(garbled(layers)) - missing
        for number in sorted(missing | broken):
            if number in broken:
                reader.reread(number)
            else:
                reader.read(number)
        searchable = [
            number
            for number, one in enumerate(layers, 1)
            if one.is_scan and number not in missing | broken and len(one.words) >= STAMPED
        ]
        reader.search(searchable)
    finally:
        rendering.close()
    return reader.pages, reader.scans


class _Reader:
    def __init__(self, layers: Sequence[Layer], pages: list[PageLines], scans: Scans, rendering: Rendering) -> None:
        self.pages = pages
        self.scans = scans
        self._layers = layers
        self._rendering = rendering

    def read(self, number: int) -> PageLines | None:
        """Read a page without words, or with a stamp on it."""
        page = self._ocr(number)
        if page is not None and sum(len(line.words) for line in page.lines) >= len(self._layers[number - 1].words):
            self.pages[number - 1] = page
        return page

    def reread(self, number: int) -> None:
        """Read a page whose layer is garbage; it is kept where OCR has nothing better."""
        page = self._ocr(number)
        if page is not None and (page.page.confidence or 0.0) >= HARDLY_READ:
            self.pages[number - 1] = page
        else:
            self.scans.issues.append(Issue("parse", "garbled_text_layer", GARBLED, number))

    def search(self, numbers: Sequence[int]) -> None:
        """Try the layer of scans with one on its page with most words, and look for boxes."""
        if numbers and self.scans.off:
            self.scans.issues.append(Issue("parse", "text_layer_untested", UNTESTED, numbers[0]))
        if not numbers or not self.scans.able:
            return
        sample = max(numbers[:LOOKED_AT_FOR_BOXES], key=lambda number: len(self._layers[number - 1].words))
        page = self._ocr(sample)
        if page is None or page.page.source is TextSource.NONE:
            return
        same = agreement(self._layers[sample - 1].words, [word.text for line in page.lines for word in line.words])
        believed = same is None or same >= AGREES_FROM or (page.page.confidence or 0.0) < FAIR_FROM
        if not believed or _has_signs(page):
            self.pages[sample - 1] = replace(page, page=replace(page.page, agreement=same))
        else:
            layer = self.pages[sample - 1]
            self.pages[sample - 1] = replace(layer, page=replace(layer.page, agreement=same))
        for number in numbers:
            if number == sample:
                continue
            if not believed or (len(numbers) <= LOOKED_AT_FOR_BOXES and self._boxes(number)):
                self.reread(number)

    def _boxes(self, number: int) -> bool:
        return self.scans.looks(has_boxes, lambda: self._sheet(number))

    def _ocr(self, number: int) -> PageLines | None:
        return self.scans.read(number, lambda: self._sheet(number))

    def _sheet(self, number: int) -> Sheet:
        return self._rendering.sheet(number, self._layers[number - 1].dpi)


def _has_signs(page: PageLines) -> bool:
    return any(word.text in SIGNS for line in page.lines for word in line.words)
