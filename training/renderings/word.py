"""The Word form: ruled rows of label and value in content controls, and boxes to tick as Word makes them."""

import io
import re
from collections.abc import Iterator, Sequence
from itertools import count, groupby
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
    numbers = count(1)
    for kind, group in groupby(content, key=lambda line: line.kind):
        if kind is Kind.ROW:
            _rows(document, list(group), numbers)
        else:
            for line in group:
                _one(document, line, numbers)
    out = io.BytesIO()
    document.save(out)
    return undated(out.getvalue())


def _one(document: WordDocument, line: Line, numbers: Iterator[int]) -> None:
    match line.kind:
        case Kind.HEADING:
            document.add_heading(line.cells[0], 2)
        case Kind.BOXES:
            for cell in line.cells:
                _boxes(document.add_paragraph(), cell, numbers)
        case _:
            document.add_paragraph(" ".join(line.cells))


def _rows(document: WordDocument, rows: Sequence[Line], numbers: Iterator[int]) -> None:
    across = max(len(row.cells) for row in rows)
    table = document.add_table(rows=len(rows), cols=across)
    table.style = "Table Grid"
    for filled, row in zip(table.rows, rows, strict=True):
        for column, (cell, words) in enumerate(zip(filled.cells, row.cells, strict=False)):
            if column % 2:
                _control(cell.paragraphs[0], words, next(numbers))
            else:
                cell.paragraphs[0].add_run(words)
    document.add_paragraph()


def _boxes(paragraph: Paragraph, cell: str, numbers: Iterator[int]) -> None:
    for part in re.split(f"([{TICKED}{UNTICKED}])", cell):
        if part in (TICKED, UNTICKED):
            add_checkbox(paragraph, next(numbers), ticked=part == TICKED)
        elif part:
            paragraph.add_run(part)


def _control(paragraph: Paragraph, words: str, number: int) -> None:
    """Append a plain-text content control as Word writes it."""
    control = f"""
      <w:sdt {nsdecls("w")}><w:sdtPr><w:id w:val="{number}"/><w:text/></w:sdtPr>
        <w:sdtContent><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:sdtContent></w:sdt>"""
    paragraph._p.append(parse_xml(control))  # noqa: SLF001 - python-docx has no call for content controls
