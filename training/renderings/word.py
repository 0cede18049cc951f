"""The Word form: ruled rows of label and value in content controls, and boxes to tick as Word makes them."""

import io
import re
from xml.sax.saxutils import escape

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from training.render_samples import KEYWORDS, WRITTEN, add_checkbox, undated
from training.renderings.lines import TICKED, UNTICKED, Kind, Line


def word(title: str, content: tuple[Line, ...]) -> bytes:
    """Lay lines out as a Word file; the same lines give the same bytes."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Liberation Sans"
    document.styles["Normal"].font.size = Pt(10.5)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "lexsarah", "lexsarah"
    properties.keywords, properties.subject, properties.comments = KEYWORDS, "Påhittat exempel", ""
    properties.created = properties.modified = WRITTEN
    controls = _Controls()
    at = 0
    while at < len(content):
        end = at
        while end < len(content) and content[end].kind is Kind.ROW and content[at].kind is Kind.ROW:
            end += 1
        if end > at:
            _rows(document, content[at:end], controls)
            at = end
        else:
            _one(document, content[at], controls)
            at += 1
    out = io.BytesIO()
    document.save(out)
    return undated(out.getvalue())


class _Controls:
    """Numbers content controls from one."""

    def __init__(self) -> None:
        self.number = 0

    def next(self) -> int:
        self.number += 1
        return self.number


def _one(document: WordDocument, line: Line, controls: _Controls) -> None:
    match line.kind:
        case Kind.HEADING:
            document.add_heading(line.cells[0], 2)
        case Kind.BOXES:
            for cell in line.cells:
                _boxes(document.add_paragraph(), cell, controls)
        case _:
            document.add_paragraph(" ".join(line.cells))


def _rows(document: WordDocument, rows: tuple[Line, ...], controls: _Controls) -> None:
    across = max(len(row.cells) for row in rows)
    table = document.add_table(rows=len(rows), cols=across)
    table.style = "Table Grid"
    for filled, row in zip(table.rows, rows, strict=True):
        for column, (cell, words) in enumerate(zip(filled.cells, row.cells, strict=False)):
            if column % 2:
                _control(cell.paragraphs[0], words, controls.next())
            else:
                cell.paragraphs[0].add_run(words)
    document.add_paragraph()


def _boxes(paragraph: Paragraph, cell: str, controls: _Controls) -> None:
    for part in re.split(f"([{TICKED}{UNTICKED}])", cell):
        if part in (TICKED, UNTICKED):
            add_checkbox(paragraph, controls.next(), ticked=part == TICKED)
        elif part:
            paragraph.add_run(part)


def _control(paragraph: Paragraph, words: str, number: int) -> None:
    """Append a plain-text content control as Word writes it."""
    control = f"""
      <w:sdt {nsdecls("w")}><w:sdtPr><w:id w:val="{number}"/><w:text/></w:sdtPr>
        <w:sdtContent><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:sdtContent></w:sdt>"""
    paragraph._p.append(parse_xml(control))  # noqa: SLF001 - python-docx has no call for content controls
