"""The text layers of a PDF's pages: which can be believed, and which pages have to be read from their picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from lexsarah.parse.pdf.letters import Content
from lexsarah.parse.pdf.page import TextLine
from lexsarah.parse.quality import FEWEST_WORDS, is_garbage

PICTURED = 0.6
"""Share of a page that pictures cover from which it is a scan; a photograph in a report covers less."""

STAMPED = 15
"""Words below which the layer of a scan is a stamp, a header or a page number that was put on it later."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The lines that a page's text layer gives, its size in points and what else is drawn on it.

    ``pictured`` is the share of the page that pictures cover, ``dpi`` the resolution of the largest of them; ``drawn``
    says that there is anything but text.
    """

    lines: tuple[TextLine, ...]
    height: float
    drawn: bool
    pictured: float = 0.0
    dpi: float | None = None

    @property
    def words(self) -> list[str]:
        """The words, in order."""
        return [word.text for line in self.lines for word in line.words]

    @property
    def is_scan(self) -> bool:
        """Whether a picture fills the page."""
        return self.pictured >= PICTURED


def layer_of(content: Content, lines: Sequence[TextLine]) -> Layer:
    """Return the layer of a page whose lines were read."""
    width, height = content.width, content.height
    images = [one for one in content.pictures if one.x1 > one.x0 and one.bottom > one.top]
    areas = [
        max(0.0, min(width, one.x1) - max(0.0, one.x0)) * max(0.0, min(height, one.bottom) - max(0.0, one.top))
        for one in images
    ]
    pictured = min(1.0, sum(areas) / (width * height)) if width * height > 0 else 0.0
    dpi = None
    if images and pictured >= PICTURED:
        largest = images[areas.index(max(areas))]
        dpi = 72 * largest.pixels / (largest.x1 - largest.x0)
    return Layer(tuple(lines), height, content.drawn, pictured, dpi or None)


def without_layer(layers: Sequence[Layer]) -> list[int]:
    """Pages (1-based) that have something to be read and no words, or only what was stamped on a scan."""
    return [
        number
        for number, one in enumerate(layers, 1)
        if (not one.lines and one.drawn) or (one.lines and one.is_scan and len(one.words) < STAMPED)
    ]


def garbled(layers: Sequence[Layer]) -> list[int]:
    """Pages (1-based) whose layer is garbage; pages with few words go with the others."""
    judged: dict[int, bool] = {}
    for number, one in enumerate(layers, 1):
        words = one.words
        if len(words) >= FEWEST_WORDS:
            judged[number] = is_garbage(words)
    others = bool(judged) and all(judged.values())
    return [
        number
        for number, one in enumerate(layers, 1)
        if one.lines and judged.get(number, others or is_garbage(one.words))
    ]


def needs_pictures(layers: Sequence[Layer]) -> bool:
    """Whether a page has to be read from its picture, or a scan's layer has to be tried."""
    return any(one.is_scan for one in layers) or bool(without_layer(layers) or garbled(layers))
