"""Word files: letters and prose, and forms with content controls, legacy form fields or plain signs.

Arrangements of a form: ``grid`` (ruled cells, two short pairs on a row), ``stacked`` (each label above its value in a
box of its own), ``twosided`` (labels and values in two columns without rules, boxes right of their labels).
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from training.parsing.gold import (
    Boxes,
    DocumentKind,
    Element,
    Field,
    Gold,
    Heading,
    Item,
    Option,
    Paragraph,
    State,
    Table,
)
from training.parsing.pages import CHOICES, KEYWORDS, across, grouped, labelled, paired
from training.render_samples import WRITTEN, add_checkbox, undated

Box = Callable[[WordParagraph, Option, int], None]
"""Appends a box: paragraph, option, running number."""

Value = Callable[[WordParagraph, Field, int], None]
"""Appends a value: paragraph, field, running number."""

WIDTH = 16.5
"""Centimetres across the text."""


@dataclass(frozen=True, slots=True)
class Style:
    """An arrangement, and how boxes and values are put in."""

    arrangement: str
    box: Box
    value: Value


# --- boxes and values -----------------------------------------------------------------------------------------------


def control_box(paragraph: WordParagraph, option: Option, number: int) -> None:
    """Append a checkbox content control (w14:checkbox)."""
    if option.state is not State.LOST:
        add_checkbox(paragraph, number, ticked=option.state is State.CHECKED)


def control_value(paragraph: WordParagraph, field: Field, number: int) -> None:
    """Append a plain-text content control; an empty one shows its placeholder, as Word has it."""
    if not field.value:
        return
    control = f"""
      <w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val={quoteattr(field.label)}/>
        <w:id w:val="{number}"/><w:text/></w:sdtPr>
        <w:sdtContent><w:r><w:t xml:space="preserve">{escape(field.value)}</w:t></w:r></w:sdtContent></w:sdt>"""
    paragraph._p.append(parse_xml(control))  # noqa: SLF001 - python-docx has no call for content controls


def legacy_box(paragraph: WordParagraph, option: Option, number: int) -> None:
    """Append a legacy check box (w:ffData)."""
    if option.state is State.LOST:
        return
    state = "<w:checked/>" if option.state is State.CHECKED else ""
    data = f'<w:checkBox><w:sizeAuto/><w:default w:val="0"/>{state}</w:checkBox>'
    _legacy(paragraph, number, data, "FORMCHECKBOX", None)


def legacy_value(paragraph: WordParagraph, field: Field, number: int) -> None:
    """Append a legacy text field, or a list to choose from where the value is one of CHOICES."""
    if field.value in CHOICES:
        entries = "".join(f'<w:listEntry w:val="{one}"/>' for one in CHOICES)
        data = f'<w:ddList><w:result w:val="{CHOICES.index(field.value)}"/>{entries}</w:ddList>'
        _legacy(paragraph, number, data, "FORMDROPDOWN", None)
        return
    # Word keeps five en spaces (U+2002) in a text field that nobody filled.
    _legacy(paragraph, number, "<w:textInput/>", "FORMTEXT", field.value or "\u2002" * 5)


def _legacy(paragraph: WordParagraph, number: int, data: str, code: str, result: str | None) -> None:
    shown = "" if result is None else f'<w:r><w:t xml:space="preserve">{escape(result)}</w:t></w:r>'
    runs = f"""
      <w:p {nsdecls("w")}>
        <w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Falt{number}"/><w:enabled/>
          <w:calcOnExit w:val="0"/>{data}</w:ffData></w:fldChar></w:r>
        <w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>
      </w:p>"""
    for run in list(parse_xml(runs)):
        paragraph._p.append(run)  # noqa: SLF001 - python-docx has no call for form fields


def sign_box(paragraph: WordParagraph, option: Option, number: int) -> None:  # noqa: ARG001
    """Append ☒ or ☐ as a letter of the text."""
    if option.state is not State.LOST:
        paragraph.add_run("☒" if option.state is State.CHECKED else "☐").font.name = "DejaVu Sans"


def plain_value(paragraph: WordParagraph, field: Field, number: int) -> None:  # noqa: ARG001
    """Append the value as text."""
    paragraph.add_run(field.value)


CONTROLS = (control_box, control_value)
LEGACY = (legacy_box, legacy_value)
SIGNS = (sign_box, plain_value)


# --- documents ------------------------------------------------------------------------------------------------------


def word(gold: Gold, style: Style, *, letter: bool = False) -> bytes:
    """Lay a document out as a Word file; the same document gives the same bytes."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = ("Liberation Serif" if letter else "Liberation Sans"), Pt(11 if letter else 10)
    normal.paragraph_format.space_after = Pt(5)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = gold.title[:250], "lexsarah", "lexsarah"
    properties.keywords, properties.subject, properties.comments = KEYWORDS, "Påhittat exempel", ""
    properties.created = properties.modified = WRITTEN
    _running(document, gold, letter=letter)
    writer = _Writer(document, style, count(1))
    for kind, run in grouped(gold):
        writer.add(kind, run)
    out = io.BytesIO()
    document.save(out)
    return undated(out.getvalue())


def _running(document: WordDocument, gold: Gold, *, letter: bool) -> None:
    section = document.sections[0]
    header = section.header.paragraphs[0]
    header.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    if letter:
        logo = header.add_run("◆ " + (gold.header or "Socialförvaltningen"))
        logo.bold, logo.font.size = True, Pt(14)
    else:
        header.add_run(gold.header or "")
    header.add_run("\t")
    said = int(gold.name[1:]) % 2
    header.add_run("Sida " if said else "")
    _page_field(header, "PAGE")
    header.add_run(" (" if said else "(")
    _page_field(header, "NUMPAGES")
    header.add_run(")")
    for stop in list(document.styles["Header"].paragraph_format.tab_stops):
        stop.position = Cm(WIDTH)
    footer = section.footer.paragraphs[0]
    if letter and gold.kind is DocumentKind.MINUTES:
        table = section.footer.add_table(1, 3, Cm(WIDTH))
        table.style = document.styles["Table Grid"]
        for cell, words in zip(table.rows[0].cells, ("Justerandes sign", "", "Utdragsbestyrkande"), strict=True):
            cell.paragraphs[0].add_run(words).font.size = Pt(7)
            cell.add_paragraph()
    elif gold.footer or letter:
        footer.add_run(gold.footer or "Box 40, 999 40 Exempelstad  Tfn 08-465 004 00").font.size = Pt(8)
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _page_field(paragraph: WordParagraph, code: str) -> None:
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))  # noqa: SLF001 - python-docx has no call for fields


@dataclass(frozen=True, slots=True)
class _Writer:
    document: WordDocument
    style: Style
    numbers: Iterator[int]

    def add(self, kind: type[Element], run: list[Element]) -> None:
        if kind is Field:
            fields = [one for one in run if isinstance(one, Field)]
            {"grid": self._grid, "stacked": self._stacked, "twosided": self._beside}[self.style.arrangement](fields)
            return
        for element in run:
            self._one(element)

    def _one(self, element: Element) -> None:
        match element:
            case Heading(text, level):
                self._heading(text, level)
            case Paragraph(text):
                self.document.add_paragraph(text)
            case Item(text, mark):
                self._item(text, mark)
            case Boxes():
                self._boxes(element)
            case Table(rows):
                table = self.document.add_table(rows=len(rows), cols=len(rows[0]))
                table.style = "Table Grid" if self.style.arrangement != "twosided" else "Normal Table"
                for filled, row in zip(table.rows, rows, strict=True):
                    for cell, words in zip(filled.cells, row, strict=True):
                        cell.paragraphs[0].add_run(words).bold = row is rows[0] and len(rows) > 1
                _widths(table, _wanted(rows))
                self._space()

    def _heading(self, text: str, level: int) -> None:
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold, run.font.size, run.font.name = True, Pt((16, 12, 10.5)[level - 1]), "Liberation Sans"
        paragraph.style = self.document.styles[f"Heading {level}"]
        paragraph.paragraph_format.keep_with_next = True

    def _item(self, text: str, mark: str) -> None:
        if mark == "•":
            self.document.add_paragraph(text, style="List Bullet")
            return
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(1), Cm(-0.7)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(1))
        paragraph.add_run(f"{mark}\t{text}")

    def _space(self) -> None:
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    # fields

    def _grid(self, fields: list[Field]) -> None:
        rows = list(paired(fields))
        table = self.document.add_table(rows=len(rows), cols=4)
        table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
        for filled, row in zip(table.rows, rows, strict=True):
            cells = list(filled.cells)
            for number, one in enumerate(row):
                cells[2 * number].paragraphs[0].add_run(one.label).bold = True
                value = cells[2 * number + 1] if len(row) == 2 else cells[1].merge(cells[3])
                self._value(value, one)
        _widths(table, (3.95, 4.3, 3.95, 4.3))
        self._space()

    def _value(self, cell: _Cell, one: Field) -> None:
        self.style.value(cell.paragraphs[0], one, next(self.numbers))

    def _stacked(self, fields: list[Field]) -> None:
        table = self.document.add_table(rows=len(fields), cols=1)
        table.style = "Table Grid"
        for filled, one in zip(table.rows, fields, strict=True):
            label = filled.cells[0].paragraphs[0]
            label.add_run(one.label).font.size = Pt(8)
            label.paragraph_format.space_after = Pt(0)
            self.style.value(filled.cells[0].add_paragraph(), one, next(self.numbers))
        self._space()

    def _beside(self, fields: list[Field]) -> None:
        table = self.document.add_table(rows=len(fields), cols=2)
        table.autofit = False
        for filled, one in zip(table.rows, fields, strict=True):
            filled.cells[0].width, filled.cells[1].width = Cm(6), Cm(WIDTH - 6)
            filled.cells[0].paragraphs[0].add_run(labelled(one) if self.style.box is control_box else one.label)
            self._value(filled.cells[1], one)
        self._space()

    # boxes

    def _boxes(self, group: Boxes) -> None:
        caption = self.document.add_paragraph()
        caption.paragraph_format.keep_with_next = True
        words = caption.add_run(group.group)
        if self.style.arrangement == "twosided":
            words.font.size = Pt(7.5)
            self._boxes_right(group)
            return
        words.bold = True
        columns = across(group)
        rows = [group.options[at : at + columns] for at in range(0, len(group.options), columns)]
        if columns == 1 or (columns == len(group.options) and self.style.arrangement == "stacked"):
            self._boxes_in_text(group, one_line=columns > 1)
            return
        table = self.document.add_table(rows=len(rows), cols=columns)
        table.style = "Table Grid" if self.style.arrangement == "grid" else "Normal Table"
        for filled, row in zip(table.rows, rows, strict=True):
            for cell, option in zip(filled.cells, row, strict=False):
                self._box(cell.paragraphs[0], option)
        self._space()

    def _box(self, paragraph: WordParagraph, option: Option) -> None:
        self.style.box(paragraph, option, next(self.numbers))
        paragraph.add_run(("" if option.state is State.LOST else " ") + option.label)

    def _boxes_in_text(self, group: Boxes, *, one_line: bool) -> None:
        paragraph = self.document.add_paragraph()
        for option in group.options:
            if option is not group.options[0]:
                if one_line:
                    paragraph.add_run("\t")
                else:
                    paragraph = self.document.add_paragraph()
            self._box(paragraph, option)

    def _boxes_right(self, group: Boxes) -> None:
        table = self.document.add_table(rows=len(group.options), cols=2)
        table.autofit = False
        for filled, option in zip(table.rows, group.options, strict=True):
            filled.cells[0].width, filled.cells[1].width = Cm(7.5), Cm(WIDTH - 7.5)
            filled.cells[0].paragraphs[0].add_run(option.label)
            self.style.box(filled.cells[1].paragraphs[0], option, next(self.numbers))
        self._space()


LETTER = 0.225
"""Centimetres that a letter of the largest type takes."""


def _wanted(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return the widths of columns in centimetres: room for the longest word, the rest where there are more words."""
    columns = [[row[at] for row in rows] for at in range(len(rows[0]))]
    words = [LETTER * (max(len(word) for cell in column for word in [*cell.split(), ""]) + 2) for column in columns]
    lines = [min(max(map(len, column)), 60) for column in columns]
    spare = max(0.0, WIDTH - sum(words))
    return [least + spare * line / sum(lines) for least, line in zip(words, lines, strict=True)]


def _widths(table: WordTable, widths: Sequence[float]) -> None:
    """Set the columns' widths in the grid, which is what LibreOffice looks at; Word looks at the cells."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row._tr.tc_lst, widths, strict=False):  # noqa: SLF001 - merged cells come once here
            if cell.grid_span == 1:
                cell.width = Cm(width)
