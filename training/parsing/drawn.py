"""Forms drawn on ReportLab's canvas in four arrangements, with printed values or with AcroForm fields.

``grid``: ruled cells, two short pairs on a row, the label small above its value. ``lines``: label left, value right, a
hairline below. ``plain``: "Label: value" line by line. ``twosided``: labels and values in two columns without rules,
boxes to the right of their labels.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field

from reportlab.lib.colors import black, grey
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from training.parsing.gold import Boxes, Element, Field, Gold, Heading, Item, Option, Paragraph, Table
from training.parsing.marks import Draw
from training.parsing.pages import KEYWORDS, across, grouped, labelled, marked_item, number_of, paired
from training.parsing.typefaces import BODY, STRONG, register

MARGIN = 54.0
WIDTH = A4[0] - 2 * MARGIN
SIZE, LEADING = 9.5, 12.0
SMALL = 7.5
TOP, BOTTOM = A4[1] - 72, 64.0
INSET = 4.0
"""Points between a rule and the words."""

SHARE = 0.36
"""Share of the width that labels have where values stand beside them."""

BOX_GAP = 18.0
"""Points from the left edge of a box to its label."""

Fill = Callable[[Canvas, Field, float, float, float, float], None]
"""Puts a value into a rectangle: canvas, field, left, bottom, width, height."""


@dataclass(frozen=True, slots=True)
class Style:
    """An arrangement, how boxes are drawn and how values are put in."""

    arrangement: str
    draw: Draw | None
    fill: Fill | None = None
    widget: Callable[[Canvas, float, float, Option, Boxes], None] | None = None
    """Boxes as AcroForm buttons; ``draw`` is None then."""

    wide_marks: bool = False
    """Whether marks are as wide as "[x]"."""


def form(gold: Gold, style: Style) -> bytes:
    """Lay a form out as PDF; the same form gives the same bytes."""
    register()

    def build(pages: int) -> tuple[bytes, int]:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=A4, invariant=1)
        canvas.setTitle(gold.title)
        canvas.setAuthor("lexsarah")
        canvas.setSubject("Påhittat exempel")
        canvas.setKeywords(KEYWORDS)
        pen = Pen(canvas, gold, style, pages)
        for kind, run in grouped(gold):
            pen.add(kind, run)
        canvas.save()
        return out.getvalue(), pen.page

    return build(build(0)[1])[0]


@dataclass(slots=True)
class Pen:
    """Goes down the page and turns it."""

    canvas: Canvas
    gold: Gold
    style: Style
    pages: int
    page: int = 1
    y: float = field(default=TOP)

    def __post_init__(self) -> None:
        self._frame()

    def add(self, kind: type[Element], run: list[Element]) -> None:
        """Put a run of elements of one kind on the page."""
        if kind is Field and self.style.arrangement == "grid":
            for row in paired([one for one in run if isinstance(one, Field)]):
                self._cells(row)
            self.y -= 6
            return
        for element in run:
            self._one(element)

    def _one(self, element: Element) -> None:
        match element:
            case Heading(text, level):
                size = (15.0, 11.5, 10.0)[level - 1]
                self.y -= (0, 10, 6)[level - 1]
                self._words(text, STRONG, size, keep=60)
                self.y -= 3
            case Paragraph(text):
                self._words(text, BODY, SIZE)
                self.y -= 5
            case Item():
                self._words(marked_item(element), BODY, SIZE, left=MARGIN + 10)
            case Field():
                self._field(element)
            case Boxes():
                self._boxes(element)
            case Table(rows):
                self._table(rows)

    # pages

    def _frame(self) -> None:
        canvas = self.canvas
        canvas.setFont(BODY, 8)
        if self.gold.header:
            canvas.drawString(MARGIN, A4[1] - 40, self.gold.header)
        if self.gold.footer:
            canvas.drawString(MARGIN, 34, self.gold.footer)
        number = number_of(self.gold, str(self.page), str(self.pages))
        canvas.drawRightString(A4[0] - MARGIN, A4[1] - 40, number)
        canvas.setLineWidth(0.5)
        canvas.setStrokeColor(black)

    def _room(self, height: float) -> None:
        if self.y - height < BOTTOM and self.y < TOP:
            self.canvas.showPage()
            self.page += 1
            self.y = TOP
            self._frame()

    # words

    def _words(self, text: str, font: str, size: float, left: float = MARGIN, keep: float = 0.0) -> None:
        printed = simpleSplit(text, font, size, MARGIN + WIDTH - left)
        self._room(len(printed) * size * 1.28 + keep)
        self.y = self._lines(printed, font, size, left, self.y)

    def _lines(self, printed: list[str], font: str, size: float, left: float, top: float) -> float:
        self.canvas.setFont(font, size)
        for line in printed:
            top -= size * 1.28
            self.canvas.drawString(left, top + size * 0.25, line)
        return top

    # fields

    def _value(self, one: Field, left: float, top: float, width: float) -> None:
        """Put a value below ``top``, printed or as a field."""
        if self.style.fill:
            height = self._value_height(one, width)
            self.style.fill(self.canvas, one, left, top - height + 1, width, height - 2)
        else:
            self._lines(simpleSplit(one.value, BODY, SIZE, width), BODY, SIZE, left, top)

    def _value_height(self, one: Field, width: float) -> float:
        printed = simpleSplit(one.value, BODY, SIZE, width - (10 if self.style.fill else 0))
        # A viewer sets a field's words in Helvetica with more space than the printed ones have.
        return max(1, len(printed)) * SIZE * (1.4 if self.style.fill else 1.28) + (8 if self.style.fill else 0)

    def _cells(self, row: tuple[Field, ...]) -> None:
        width = WIDTH / 2 if len(row) == 2 else WIDTH
        inner = width - 2 * INSET
        labels = [simpleSplit(one.label, BODY, SMALL, inner) for one in row]
        heights = [
            len(label) * SMALL * 1.28 + self._value_height(one, inner)
            for label, one in zip(labels, row, strict=True)
        ]  # fmt: skip
        height = max(heights) + 2 * INSET
        self._room(height)
        for at, (label, one) in enumerate(zip(labels, row, strict=True)):
            left = MARGIN + at * width
            self.canvas.rect(left, self.y - height, width, height, stroke=1, fill=0)
            below = self._lines(label, BODY, SMALL, left + INSET, self.y - INSET + 1)
            self._value(one, left + INSET, below, inner)
        self.y -= height

    def _field(self, one: Field) -> None:
        if self.style.arrangement == "plain":
            self._words(f"{labelled(one)} {one.value}".strip(), BODY, SIZE)
            self.y -= 2
            return
        gap = 14.0 if self.style.arrangement == "twosided" else 6.0
        printed = simpleSplit(
            one.label, STRONG if self.style.arrangement == "lines" else BODY, SIZE, SHARE * WIDTH - gap
        )
        left, width = MARGIN + SHARE * WIDTH, (1 - SHARE) * WIDTH
        height = max(len(printed) * SIZE * 1.28, self._value_height(one, width)) + 5
        self._room(height)
        self._lines(printed, STRONG if self.style.arrangement == "lines" else BODY, SIZE, MARGIN, self.y)
        self._value(one, left, self.y, width)
        self.y -= height
        if self.style.arrangement == "lines":
            self.canvas.setStrokeColor(grey)
            self.canvas.line(MARGIN, self.y + 2, MARGIN + WIDTH, self.y + 2)
            self.canvas.setStrokeColor(black)

    # boxes

    def _boxes(self, group: Boxes) -> None:
        arrangement = self.style.arrangement
        columns = 1 if arrangement in ("twosided", "lines") else across(group)
        left = MARGIN + (INSET if arrangement == "grid" else 0)
        width = WIDTH - (2 * INSET if arrangement == "grid" else 0)
        caption = simpleSplit(group.group, BODY if arrangement == "twosided" else STRONG, self._caption_size, width)
        if arrangement == "lines":
            caption = simpleSplit(group.group, STRONG, SIZE, SHARE * WIDTH - 6)
            left, width = MARGIN + SHARE * WIDTH, (1 - SHARE) * WIDTH
        rows = [group.options[at : at + columns] for at in range(0, len(group.options), columns)]
        cell = width / columns
        gap = BOX_GAP + (3 if self.style.wide_marks else 0)
        room = (SHARE * WIDTH + 60 if arrangement == "twosided" else cell) - gap - 6
        printed = [[simpleSplit(option.label, BODY, SIZE, room) for option in row] for row in rows]
        heights = [max(map(len, row)) * SIZE * 1.28 + 4 for row in printed]
        above = len(caption) * self._caption_size * 1.28 + 4
        height = sum(heights) + (0 if arrangement == "lines" else above) + 2 * INSET
        self._room(max(height, above))
        top = self.y
        if arrangement == "grid":
            self.canvas.rect(MARGIN, top - height, WIDTH, height, stroke=1, fill=0)
        if arrangement == "twosided":
            self.canvas.setFillColor(grey)
        face = BODY if arrangement == "twosided" else STRONG
        below = self._lines(
            caption, face, self._caption_size, MARGIN if arrangement == "lines" else left, top - INSET + 1
        )
        self.canvas.setFillColor(black)
        self.y = top - INSET + 1 if arrangement == "lines" else below - 3
        for row, words, tall in zip(rows, printed, heights, strict=True):
            for at, (option, label) in enumerate(zip(row, words, strict=True)):
                x = left + at * cell
                box = x + room + 14 if arrangement == "twosided" else x
                self._box(option, group, box, self.y - SIZE * 1.28 + 1)
                self._lines(label, BODY, SIZE, x if arrangement == "twosided" else x + gap, self.y)
            self.y -= tall
        self.y = min(top - height, below if arrangement == "lines" else top) - (0 if arrangement == "grid" else 4)

    @property
    def _caption_size(self) -> float:
        return {"grid": 8.5, "twosided": SMALL}.get(self.style.arrangement, SIZE)

    def _box(self, option: Option, group: Boxes, x: float, y: float) -> None:
        if self.style.widget:
            self.style.widget(self.canvas, x, y, option, group)
        elif self.style.draw:
            self.style.draw(self.canvas, x, y, option.state, group.radio)

    # tables

    def _table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        longest = [max(stringWidth(row[at], BODY, SIZE) for row in rows) + 10 for at in range(len(rows[0]))]
        spare = max(0.0, sum(longest) - WIDTH)
        widest = longest.index(max(longest))
        longest[widest] -= spare
        widths = [one * WIDTH / sum(longest) for one in longest] if self.style.arrangement == "grid" else longest
        ruled = self.style.arrangement in ("grid", "lines")
        for number, row in enumerate(rows):
            face = BODY if number else STRONG
            cells = [simpleSplit(cell, face, SIZE - 0.5, width - 8) for cell, width in zip(row, widths, strict=True)]
            height = max(map(len, cells)) * (SIZE - 0.5) * 1.28 + 6
            self._room(height)
            left = MARGIN
            for cell, width in zip(cells, widths, strict=True):
                if ruled:
                    self.canvas.rect(left, self.y - height, width, height, stroke=1, fill=0)
                self._lines(cell, face, SIZE - 0.5, left + INSET, self.y - 2)
                left += width
            self.y -= height
        self.y -= 8
