"""Prose by ReportLab's platypus: plain, words broken at line ends, or å, ä, ö as letter and combining mark."""

import io
import unicodedata
from functools import partial
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate, Spacer, Table
from reportlab.platypus import Paragraph as Flowing

from training.parsing.gold import Element, Field, Gold, Heading, Item, Paragraph
from training.parsing.gold import Table as GoldTable
from training.parsing.pages import KEYWORDS, grouped, labelled, number_of
from training.parsing.typefaces import BODY, SIGNS, STRONG, register

MARGIN = 68.0
WIDTH = A4[0] - 2 * MARGIN
TEXT = ParagraphStyle("text", fontName=BODY, fontSize=10.5, leading=14, spaceAfter=7)
MANY = 5
"""Columns of a table that leave room for small letters only."""

BROKEN = ParagraphStyle("broken", parent=TEXT, hyphenationLang="sv_SE", alignment=4, rightIndent=130)
"""A narrow justified column: words are broken often."""

MARKED = ParagraphStyle("marked", parent=TEXT, fontName=SIGNS, fontSize=9.5)
"""DejaVu's combining marks stand where they belong without any positioning by the renderer."""


def prose(gold: Gold, *, hyphenated: bool = False, decomposed: bool = False) -> bytes:
    """Lay a document out as PDF with its running header and footer; the same document gives the same bytes."""
    register()
    say = partial(_decomposed if decomposed else escape)

    def build(pages: int) -> tuple[bytes, int]:
        def frame(canvas: Canvas, layout: SimpleDocTemplate) -> None:
            canvas.setFont(SIGNS if decomposed else BODY, 8)
            if gold.header:
                canvas.drawString(MARGIN, A4[1] - 40, say(gold.header))
            if gold.footer:
                canvas.drawString(MARGIN, 34, say(gold.footer))
            canvas.drawRightString(A4[0] - MARGIN, A4[1] - 40, number_of(gold, str(layout.page), str(pages)))

        out = io.BytesIO()
        layout = SimpleDocTemplate(
            out,
            pagesize=A4,
            leftMargin=MARGIN - 6,
            rightMargin=MARGIN - 6,
            topMargin=70,
            bottomMargin=62,
            title=gold.title,
            author="lexsarah",
            subject="Påhittat exempel",
            keywords=KEYWORDS,
            lang="sv",
            invariant=1,
        )
        style = BROKEN if hyphenated else (MARKED if decomposed else TEXT)
        story = [one for kind, run in grouped(gold) for one in _flowables(kind, run, say, style)]
        layout.build(story, onFirstPage=frame, onLaterPages=frame)
        return out.getvalue(), layout.page

    return build(build(0)[1])[0]


def _decomposed(words: str) -> str:
    return unicodedata.normalize("NFD", escape(words))


def _flowables(kind: type[Element], run: list[Element], say: partial[str], style: ParagraphStyle) -> list[Flowable]:
    wide = ParagraphStyle("wide", parent=style, rightIndent=0, alignment=0)
    if kind is Field:
        rows = [
            [Flowing(say(labelled(one)), wide), Flowing(say(one.value), wide)] for one in run if isinstance(one, Field)
        ]
        return [Table(rows, colWidths=[0.34 * WIDTH, 0.66 * WIDTH], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])]
    return [one for element in run for one in _flowable(element, say, style)]


def _flowable(element: Element, say: partial[str], style: ParagraphStyle) -> list[Flowable]:
    match element:
        case Heading(text, level):
            return [Flowing(say(text), _heading(level, style))]
        case Paragraph(text):
            return [Flowing(say(text), style)]
        case Item(text, mark):
            hung = ParagraphStyle("item", parent=style, leftIndent=20, bulletIndent=4, spaceAfter=3)
            return [Flowing(say(text), hung, bulletText=mark)]
        case GoldTable(rows):
            size = 6.5 if len(rows[0]) > MANY else style.fontSize
            wide = ParagraphStyle("wide", parent=style, rightIndent=0, alignment=0, fontSize=size)
            cells = [[Flowing(say(cell), wide) for cell in row] for row in rows]
            grid = [("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            return [Table(cells, style=grid, repeatRows=0), Spacer(0, 10)]
    raise ValueError(f"prose has no {type(element).__name__}")


def _heading(level: int, style: ParagraphStyle) -> ParagraphStyle:
    font, size = (SIGNS if style is MARKED else STRONG), (16.0, 12.0, 10.5)[level - 1]
    return ParagraphStyle(
        f"h{level}", fontName=font, fontSize=size, leading=1.25 * size, spaceBefore=8, spaceAfter=4, keepWithNext=1
    )
