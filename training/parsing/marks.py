"""How boxes are drawn on a canvas. Every drawer gets the lower left corner of a square of ``SIDE`` points."""

from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas

from training.parsing.gold import State
from training.parsing.typefaces import BODY, PRIVATE, SIGNS

SIDE = 9.0

Draw = Callable[[Canvas, float, float, State, bool], None]
"""Canvas, x, y, the state, whether only one of the group can be marked."""


def vector(style: int) -> Draw:
    """Squares and circles as paths; ``style`` chooses what stands inside a marked one."""

    def draw(canvas: Canvas, x: float, y: float, state: State, radio: bool) -> None:  # noqa: FBT001
        if state is State.LOST:
            return
        canvas.setLineWidth(0.7)
        middle = (x + SIDE / 2, y + SIDE / 2)
        if radio and style % 2:
            canvas.circle(*middle, SIDE / 2, stroke=1, fill=0)
            if state is State.CHECKED:
                canvas.circle(*middle, SIDE / 4, stroke=0, fill=1)
            return
        _square(canvas, x, y, by_lines=style == 3)
        if state is State.CHECKED:
            canvas.setLineWidth(1.2)
            INSIDE[style % len(INSIDE)](canvas, x, y)
        canvas.setLineWidth(0.5)

    return draw


def _square(canvas: Canvas, x: float, y: float, *, by_lines: bool) -> None:
    if not by_lines:
        canvas.rect(x, y, SIDE, SIDE, stroke=1, fill=0)
        return
    corners = ((x, y), (x + SIDE, y), (x + SIDE, y + SIDE), (x, y + SIDE))
    for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0]), strict=True):
        canvas.line(x0, y0, x1, y1)


def _cross(canvas: Canvas, x: float, y: float) -> None:
    canvas.line(x + 1.5, y + 1.5, x + SIDE - 1.5, y + SIDE - 1.5)
    canvas.line(x + 1.5, y + SIDE - 1.5, x + SIDE - 1.5, y + 1.5)


def _tick(canvas: Canvas, x: float, y: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x + 1.5, y + 4.5)
    path.lineTo(x + 3.8, y + 1.8)
    path.lineTo(x + 8.2, y + 8.6)
    canvas.drawPath(path, stroke=1, fill=0)


def _filled(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x + 1.8, y + 1.8, SIDE - 3.6, SIDE - 3.6, stroke=0, fill=1)


def _dot(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x + SIDE / 2, y + SIDE / 2, 2.4, stroke=0, fill=1)


INSIDE = (_cross, _tick, _filled, _cross, _dot)


def signs(checked: str, unchecked: str, font: str, size: float = 10.5) -> Draw:
    """Signs of a typeface."""

    def draw(canvas: Canvas, x: float, y: float, state: State, radio: bool) -> None:  # noqa: ARG001, FBT001
        if state is not State.LOST:
            canvas.setFont(font, size)
            canvas.drawString(x, y + 0.6, checked if state is State.CHECKED else unchecked)

    return draw


def by_kind(one: Draw, many: Draw) -> Draw:
    """Draw ``one`` where only one of the group can be marked, else ``many``."""

    def draw(canvas: Canvas, x: float, y: float, state: State, radio: bool) -> None:  # noqa: FBT001
        (one if radio else many)(canvas, x, y, state, radio)

    return draw


def unreadable(canvas: Canvas, x: float, y: float, state: State, radio: bool) -> None:  # noqa: FBT001
    """Signs as ``glyphs`` draws them, but U+FFFD, which shows nothing of the state, where it was lost."""
    if state is State.LOST:
        canvas.setFont(SIGNS, 10)
        canvas.drawString(x, y + 0.6, "\ufffd")
    else:
        GLYPHS(canvas, x, y, state, radio)


WINGDINGS = by_kind(signs("\uf0a4", "\uf0a1", PRIVATE), signs("\uf0fe", "\uf0a8", PRIVATE))
CROSSED_WINGDINGS = signs("\uf0fd", "\uf06f", PRIVATE)
BRACKETS = by_kind(signs("(•)", "( )", BODY), signs("[x]", "[ ]", BODY))
CROSS_BRACKETS = by_kind(signs("(x)", "( )", BODY), signs("[X]", "[ ]", BODY))
GLYPHS = signs("☒", "☐", SIGNS)
ROUND = by_kind(signs("◉", "○", SIGNS), signs("☑", "☐", SIGNS))
DISCS = by_kind(signs("●", "○", SIGNS), signs("■", "□", SIGNS))
