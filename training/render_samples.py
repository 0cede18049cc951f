"""Render the PDF and Word files of the sample set from their structure in corpus/samples/sources.

Run ``python -m training.render_samples`` in the repository root. Every NAME.yaml gives NAME.pdf or NAME.docx in
corpus/samples. The same source gives the same bytes on the same versions of reportlab, python-docx, zlib and the
fonts: nothing that is written depends on the clock or on chance.

A source holds ``format`` (pdf or docx), ``title``, ``header`` (what stands left and right above each page) and
``blocks``, each a mapping of one kind to its content:

===========  ====================================================================================
title        the main heading
heading      a heading
subheading   a heading below it, or a question of a form
text         a paragraph
items        a list of lines
pairs        rows of ruled cells, each cell ``[label, value]``; two pairs on a row
boxes        rows of ruled cells, each ``[ticked, label]``: drawn squares with a cross (PDF), content controls (Word)
===========  ====================================================================================
"""

import io
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
import yaml
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from reportlab.graphics.shapes import Drawing, Line, Rect
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Table

SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples"

KEYWORDS = "synthetic: true; Påhittat exempel"
"""Marks a file as invented in its properties, outside the text that is read."""

FONTS = {"Body": "DejaVuSans.ttf", "Strong": "DejaVuSans-Bold.ttf"}
"""Name in the PDF and file in FONT_FOLDER. DejaVu has å, ä, ö and the ballot boxes (U+2610, U+2612)."""

FONT_FOLDER = Path("/usr/share/fonts/truetype/dejavu")
"""Where Debian's fonts-dejavu-core puts them."""

MARGIN = 50.0
"""Points left and right of the text."""

WIDTH = A4[0] - 2 * MARGIN
"""Points from the left to the right edge of the text."""

FRAME_PADDING = 6.0
"""Points that reportlab's frames keep free on each side."""

PAIR_SHARES = (0.47, 0.53)
"""How two pairs share the width: the labels on the right are the longer ones."""

BOX_CELL = 22.0
"""Points across a cell that holds a box to tick."""

WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
"""The creation date in every Word file: the same on each run."""

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip archive can hold."""

TICKED, UNTICKED = "☒", "☐"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is the title."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    words: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of lines."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows of cells, each a label and its value."""

    rows: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Boxes:
    """Rows of boxes to tick, each with its label."""

    rows: tuple[tuple[tuple[bool, str], ...], ...]


Block = Heading | Text | Items | Pairs | Boxes


@dataclass(frozen=True, slots=True)
class Source:
    """One document to render."""

    name: str
    suffix: str
    title: str
    header: tuple[str, str]
    blocks: tuple[Block, ...]


READERS: dict[str, Callable[[Any], Block]] = {
    "title": lambda content: Heading(0, str(content)),
    "heading": lambda content: Heading(1, str(content)),
    "subheading": lambda content: Heading(2, str(content)),
    "text": lambda content: Text(str(content)),
    "items": lambda content: Items(tuple(str(line) for line in content)),
    "pairs": lambda content: Pairs(tuple(tuple((str(label), str(value)) for label, value in row) for row in content)),
    "boxes": lambda content: Boxes(tuple(tuple((bool(mark), str(label)) for mark, label in row) for row in content)),
}


def read_source(path: Path) -> Source:
    """Read a source file.

    Raises
    ------
    KeyError
        A key is missing, or a block is of a kind that READERS does not have.
    """
    content = yaml.safe_load(path.read_text("utf-8"))
    left, right = content["header"]
    return Source(
        name=path.stem,
        suffix="." + content["format"],
        title=content["title"],
        header=(left, right),
        blocks=tuple(READERS[kind](words) for block in content["blocks"] for kind, words in block.items()),
    )


# --- PDF ------------------------------------------------------------------------------------------------------------

BODY = ParagraphStyle("body", fontName="Body", fontSize=9, leading=13, spaceAfter=6)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=7.5, leading=10.5, spaceAfter=0)
ITEM = ParagraphStyle("item", parent=BODY, leftIndent=12, firstLineIndent=-10, spaceAfter=2)
HEADINGS = (
    ParagraphStyle("title", parent=BODY, fontName="Strong", fontSize=15, leading=19, spaceAfter=8),
    ParagraphStyle("heading", parent=BODY, fontName="Strong", fontSize=11, leading=14, spaceBefore=10),
    ParagraphStyle("subheading", parent=BODY, fontName="Strong", fontSize=9, spaceBefore=4, spaceAfter=2),
)
GRID = [("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def drawn_box(*, ticked: bool) -> Drawing:
    """Draw a square of 9 points, crossed when ticked. Nothing of it is in the text layer."""
    drawing = Drawing(9, 9)
    drawing.add(Rect(0.5, 0.5, 8, 8, strokeColor=black, strokeWidth=0.8, fillColor=None))
    if ticked:
        drawing.add(Line(2, 2, 7, 7, strokeColor=black, strokeWidth=1.2))
        drawing.add(Line(2, 7, 7, 2, strokeColor=black, strokeWidth=1.2))
    return drawing


def pairs_table(pairs: Pairs) -> Table:
    """Rule a grid in which a label and its value stand in one cell."""
    rows = [
        [Paragraph(f'<font name="Strong">{escape(label)}</font> {escape(value)}', CELL) for label, value in row]
        for row in pairs.rows
    ]
    return Table(rows, colWidths=[share * WIDTH for share in PAIR_SHARES], style=GRID, spaceAfter=8)


def boxes_table(boxes: Boxes) -> Table:
    """Rule a grid in which each box stands in a cell before its label."""
    rows = [
        [cell for ticked, label in row for cell in (drawn_box(ticked=ticked), Paragraph(escape(label), CELL))]
        for row in boxes.rows
    ]
    across = len(boxes.rows[0])
    return Table(rows, colWidths=[BOX_CELL, WIDTH / across - BOX_CELL] * across, style=GRID, spaceAfter=8)


def flowables(block: Block) -> list[Flowable]:
    """Turn a block into what reportlab lays out."""
    match block:
        case Heading(level, words):
            return [Paragraph(escape(words), HEADINGS[level])]
        case Text(words):
            return [Paragraph(escape(words), BODY)]
        case Items(lines):
            return [Paragraph(f"• {escape(line)}", ITEM) for line in lines]
        case Pairs():
            return [pairs_table(block)]
        case Boxes():
            return [boxes_table(block)]


def story_of(blocks: Sequence[Block]) -> list[Flowable]:
    """Lay blocks out one after another; a paragraph or table stays whole, and a heading with what follows it.

    A paragraph that went on overleaf would have the foot of a page among its words.
    """
    story: list[Flowable] = []
    headings: list[Flowable] = []
    for block in blocks:
        parts = flowables(block)
        if isinstance(block, Heading):
            headings += parts
            continue
        story += [KeepTogether([*headings, parts[0]]), *(KeepTogether([part]) for part in parts[1:])]
        headings = []
    return [*story, *headings]


def render_pdf(source: Source) -> bytes:
    """Lay a source out as PDF with a text layer, ``page(pages)`` at each foot."""
    for name, file in FONTS.items():
        pdfmetrics.registerFont(TTFont(name, str(FONT_FOLDER / file)))

    def build(pages: int) -> tuple[bytes, int]:
        def frame(canvas: Canvas, layout: SimpleDocTemplate) -> None:
            canvas.setFont("Body", 8)
            canvas.drawString(MARGIN, A4[1] - 36, source.header[0])
            canvas.drawRightString(A4[0] - MARGIN, A4[1] - 36, source.header[1])
            canvas.drawRightString(A4[0] - MARGIN, 28, f"{layout.page}({pages})")

        out = io.BytesIO()
        layout = SimpleDocTemplate(
            out,
            pagesize=A4,
            leftMargin=MARGIN - FRAME_PADDING,
            rightMargin=MARGIN - FRAME_PADDING,
            topMargin=60,
            bottomMargin=54,
            title=source.title,
            author="lexsarah",
            subject="Påhittat exempel",
            keywords=KEYWORDS,
            lang="sv",
            invariant=1,
        )
        layout.build(story_of(source.blocks), onFirstPage=frame, onLaterPages=frame)
        return out.getvalue(), layout.page

    return build(build(0)[1])[0]


# --- Word -----------------------------------------------------------------------------------------------------------


def add_checkbox(paragraph: WordParagraph, number: int, *, ticked: bool) -> None:
    """Append a checkbox content control as Word writes it: its state in the properties, its glyph in the content."""
    control = f"""
      <w:sdt {nsdecls("w")} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">
        <w:sdtPr><w:id w:val="{number}"/><w14:checkbox><w14:checked w14:val="{int(ticked)}"/>
          <w14:checkedState w14:val="2612" w14:font="MS Gothic"/>
          <w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>
        <w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic"/></w:rPr>
          <w:t>{TICKED if ticked else UNTICKED}</w:t></w:r></w:sdtContent>
      </w:sdt>"""
    paragraph._p.append(parse_xml(control))  # noqa: SLF001 - python-docx has no call for content controls


def add_block(document: WordDocument, block: Block, controls: list[int]) -> None:
    """Append a block; ``controls`` holds the numbers of the content controls that the document has."""
    match block:
        case Heading(level, words):
            document.add_heading(words, level)
        case Text(words):
            document.add_paragraph(words)
        case Items(lines):
            for line in lines:
                document.add_paragraph(line, style="List Bullet")
        case Pairs(rows):
            cells = [[words for pair in row for words in pair] for row in rows]
            add_table(document, cells, bold=lambda column: column % 2 == 0)
            document.add_paragraph()
        case Boxes(rows):
            table = add_table(document, [[""] * len(row) for row in rows], bold=lambda _: False)
            for filled, row in zip(table.rows, rows, strict=True):
                for cell, (ticked, label) in zip(filled.cells, row, strict=True):
                    controls.append(len(controls) + 1)
                    add_checkbox(cell.paragraphs[0], controls[-1], ticked=ticked)
                    cell.paragraphs[0].add_run(" " + label)
            document.add_paragraph()


def add_table(document: WordDocument, rows: Sequence[Sequence[str]], bold: Callable[[int], bool]) -> WordTable:
    """Append a ruled table of strings; ``bold`` says of a column whether its words are."""
    table: WordTable = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for filled, row in zip(table.rows, rows, strict=True):
        for column, (cell, words) in enumerate(zip(filled.cells, row, strict=True)):
            cell.paragraphs[0].add_run(words).bold = bold(column)
    return table


def render_docx(source: Source) -> bytes:
    """Lay a source out as a Word file."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = source.title, "lexsarah", "lexsarah"
    properties.keywords, properties.comments = KEYWORDS, ""
    properties.created = properties.modified = WRITTEN
    document.sections[0].header.paragraphs[0].text = "\t\t".join(source.header)
    controls: list[int] = []
    for block in source.blocks:
        add_block(document, block, controls)
    out = io.BytesIO()
    document.save(out)
    return undated(out.getvalue())


def undated(archive: bytes) -> bytes:
    """Write a zip archive again with one date for all its members."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, ZIP_EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            new.writestr(member, old.read(name))
    return out.getvalue()


RENDERERS: dict[str, Callable[[Source], bytes]] = {".pdf": render_pdf, ".docx": render_docx}


def main() -> int:
    """Render every source; the exit status is 0."""
    for path in sorted((SAMPLES / "sources").glob("*.yaml")):
        source = read_source(path)
        target = SAMPLES / (source.name + source.suffix)
        target.write_bytes(RENDERERS[source.suffix](source))
        print(target.relative_to(SAMPLES.parent.parent), target.stat().st_size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
