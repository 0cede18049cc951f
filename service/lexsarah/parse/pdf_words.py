"""Words of a PDF page with their places, and the boxes to tick that are drawn instead of written."""

from dataclasses import dataclass
from typing import Any

from lexsarah.records import Box

BOX_SIZES = (5.0, 16.0)
"""Side of a drawn box to tick, in points."""

MAX_BOXES = 400
"""More small squares than that on a page are a pattern."""

NEAR = 40.0
"""Points within which the words of an option stand beside its box."""

CROSSES = frozenset(("x", "✓", "✔", "✗", "✘"))
WRITTEN_BOXES = frozenset("☐☒☑")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands, in points from the top left."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool

    @property
    def box(self) -> Box:
        """Its rectangle."""
        return Box(round(self.x0, 2), round(self.top, 2), round(self.x1, 2), round(self.bottom, 2))


def drawn_boxes(page: Any, words: list[Word]) -> tuple[list[Word], set[Word]]:  # noqa: ANN401  (pdfplumber is not typed)
    """Return a sign for each small square or circle drawn beside words, and the words that are the crosses in them.

    A box is ticked where a cross is written or something is drawn in it. A box that is also written is left alone.
    """
    shapes = [(rect, "☐☒") for rect in page.rects]
    shapes += [(curve, "◯◉") for curve in page.curves if len(curve.get("pts", ())) > 5]
    squares = [(shape, signs) for shape, signs in shapes if _is_box(shape)]
    if not squares or len(squares) > MAX_BOXES:
        return [], set()
    marks = [one for one in (*page.lines, *page.curves, *page.rects) if one["width"] < BOX_SIZES[1] > one["height"]]
    found: list[Word] = []
    crosses: set[Word] = set()
    for shape, signs in squares:
        held = {word for word in words if _holds(shape, word)}
        if not _is_beside_words(shape, words, held) or any(_covers(shape, one) for one in found):
            continue
        if any(word.text.lower() not in CROSSES for word in held):
            continue
        ticked = bool(held) or any(_is_mark(one, shape) for one in marks)
        crosses |= held
        x0, top, x1, bottom = (float(shape[side]) for side in ("x0", "top", "x1", "bottom"))
        found.append(Word(signs[ticked], x0, top, x1, bottom, bottom - top, bold=False))
    return found, crosses


def _is_box(shape: dict[str, Any]) -> bool:
    low, high = BOX_SIZES
    width, height = float(shape["width"]), float(shape["height"])
    return low <= width <= high and low <= height <= high and abs(width - height) <= 1.5


def _holds(shape: dict[str, Any], word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return bool(shape["x0"] - 1 <= x <= shape["x1"] + 1 and shape["top"] - 2 <= y <= shape["bottom"] + 2)


def _covers(shape: dict[str, Any], sign: Word) -> bool:
    """Whether a box stands where another was found: frames are often drawn twice."""
    return bool(abs(shape["x0"] - sign.x0) < 3 and abs(shape["top"] - sign.top) < 3)


def _is_beside_words(shape: dict[str, Any], words: list[Word], held: set[Word]) -> bool:
    middle = (shape["top"] + shape["bottom"]) / 2
    return any(
        word not in held
        and word.text not in WRITTEN_BOXES
        and word.top - 3 <= middle <= word.bottom + 3
        and min(abs(word.x0 - shape["x1"]), abs(shape["x0"] - word.x1)) < NEAR
        for word in words
    )


def _is_mark(one: dict[str, Any], shape: dict[str, Any]) -> bool:
    """Whether something is drawn inside a box: a cross, tick or dot, and not the box again or one of its sides."""
    inside = (
        one["x0"] >= shape["x0"] - 1
        and one["x1"] <= shape["x1"] + 1
        and one["top"] >= shape["top"] - 1
        and one["bottom"] <= shape["bottom"] + 1
    )
    if not inside or one is shape:
        return False
    wide, high = one["width"] / shape["width"], one["height"] / shape["height"]
    return bool(wide > 0.2 and high > 0.2 and (wide < 0.9 or high < 0.9 or len(one.get("pts", ())) == 2))
