"""PDF with a text layer."""

import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from lexsarah.errors import CorruptFile, EncryptedFile, FileTooLarge, NoTextLayer
from lexsarah.limits import Limits
from lexsarah.parse.blocks import blocks
from lexsarah.parse.builder import TextBuilder
from lexsarah.parse.pdf_flow import paragraphs, written
from lexsarah.parse.pdf_page import UNREADABLE, TextLine, page_lines
from lexsarah.parse.published import stated
from lexsarah.parse.text import title
from lexsarah.parse.tidy import marks_lead
from lexsarah.records import Issue, ParsedDocument, Producer, Run, SourceFile, TextMap

PARSER = Producer("rule", "parse.pdf", "1")
SYNTHETIC = re.compile(r"\bsynthetic\W+true\b", re.IGNORECASE)
"""The mark of an invented example; LibreOffice puts commas between the words of a document's keywords."""

DAMAGED = (
    MalformedPDFException, PdfminerException, PDFException, PSException, KeyError, IndexError, TypeError,
    ValueError, AttributeError, AssertionError, OverflowError, ZeroDivisionError, RecursionError, struct.error,
    zlib.error, EOFError, NotImplementedError, OSError,
)  # fmt: skip
"""What pdfminer raises on files that break the format: it trusts types and offsets that the file states."""


def parse_pdf(source: SourceFile, limits: Limits) -> ParsedDocument:
    """Read a PDF.

    Raises
    ------
    EncryptedFile
        A password is needed to open it.
    CorruptFile
        No whole PDF.
    FileTooLarge
        More pages or characters than the limits.
    NoTextLayer
        Pages without any text.
    """
    try:
        with pdfplumber.open(io.BytesIO(source.content)) as pdf:
            return _read(pdf, limits)
    except DAMAGED as error:
        if _needs_password(error):
            raise EncryptedFile("the PDF is locked with a password: save it without one") from error
        raise CorruptFile("the PDF is damaged") from error


def _needs_password(error: BaseException) -> bool:
    causes = [error, error.__cause__, error.__context__, *error.args]
    return any(isinstance(one, PDFPasswordIncorrect | PDFEncryptionError) for one in causes)


def _read(pdf: Any, limits: Limits) -> ParsedDocument:  # noqa: ANN401  (pdfplumber is not typed)
    if not pdf.pages:
        raise CorruptFile("the PDF has no pages")
    if len(pdf.pages) > limits.max_pages:
        raise FileTooLarge(f"the PDF has more than {limits.max_pages} pages")
    pages, heights = _pages(pdf, limits)
    if not any(pages):
        raise NoTextLayer("the PDF has no text layer (scanned pages); scans are not read yet")
    issues = tuple(_issues(pages))
    builder = TextBuilder(limits)
    lead = marks_lead(" ".join(word.text for lines in pages for line in lines for word in line.words))
    for paragraph in paragraphs(pages, heights):
        words, places = written(paragraph, marks_lead=lead)
        builder.add(words, paragraph.hint, loose=paragraph.loose, places=places)
    text, runs = builder.text, tuple(builder.runs)
    found = blocks(text, builder.lines)
    keywords = (pdf.metadata or {}).get("Keywords")
    return ParsedDocument(
        text=text,
        blocks=found,
        textmap=TextMap(_page_starts(runs, len(pages), len(text)), runs),
        parser=PARSER,
        title=title(text, found),
        published=stated(text, found),
        synthetic=isinstance(keywords, str) and bool(SYNTHETIC.search(keywords)),
        issues=issues,
    )


def _pages(pdf: Any, limits: Limits) -> tuple[list[list[TextLine]], list[float]]:  # noqa: ANN401
    pages: list[list[TextLine]] = []
    heights: list[float] = []
    characters = 0
    with warnings.catch_warnings():
        # pdfminer warns of fonts and colours that a file leaves out; the text is read all the same.
        warnings.simplefilter("ignore")
        for page in pdf.pages:
            characters += len(page.chars)
            if characters > limits.max_characters:
                raise FileTooLarge(f"the text has more than {limits.max_characters} characters")
            pages.append(page_lines(page))
            heights.append(float(page.height))
            page.close()
    return pages, heights


def _issues(pages: list[list[TextLine]]) -> Iterator[Issue]:
    for number, lines in enumerate(pages, 1):
        if not lines:
            yield Issue("parse", "page_without_text", "the page has no text layer", number)
        elif any(UNREADABLE in word.text for line in lines for word in line.words):
            yield Issue("parse", "unreadable_signs", "the page has signs that the file maps to no character", number)


def _page_starts(runs: tuple[Run, ...], pages: int, length: int) -> tuple[int, ...]:
    """Offset where each page begins; a page without words begins where the next one does."""
    starts = [length] * pages
    for run in runs:
        starts[run.page - 1] = min(starts[run.page - 1], run.span.start)
    for at in range(pages - 2, -1, -1):
        starts[at] = min(starts[at], starts[at + 1])
    starts[0] = 0
    return tuple(starts)
