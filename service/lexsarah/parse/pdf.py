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
from lexsarah.parse.pages import PageLines, document_of
from lexsarah.parse.pdf_page import UNREADABLE, page_lines
from lexsarah.records import Issue, Page, ParsedDocument, Producer, SourceFile, TextSource

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
    pages = _pages(pdf, limits)
    if not any(one.lines for one in pages):
        raise NoTextLayer("the PDF has no text layer (scanned pages); scans are not read yet")
    keywords = (pdf.metadata or {}).get("Keywords")
    return document_of(
        pages,
        limits,
        PARSER,
        synthetic=isinstance(keywords, str) and bool(SYNTHETIC.search(keywords)),
        issues=_issues(pages),
    )


def _pages(pdf: Any, limits: Limits) -> list[PageLines]:  # noqa: ANN401
    pages: list[PageLines] = []
    characters = 0
    with warnings.catch_warnings():
        # pdfminer warns of fonts and colours that a file leaves out; the text is read all the same.
        warnings.simplefilter("ignore")
        for page in pdf.pages:
            characters += len(page.chars)
            if characters > limits.max_characters:
                raise FileTooLarge(f"the text has more than {limits.max_characters} characters")
            lines = tuple(page_lines(page))
            source = TextSource.LAYER if lines else TextSource.NONE
            pages.append(PageLines(lines, float(page.height), Page(0, source)))
            page.close()
    return pages


def _issues(pages: list[PageLines]) -> Iterator[Issue]:
    for number, one in enumerate(pages, 1):
        if not one.lines:
            yield Issue("parse", "page_without_text", "the page has no text layer", number)
        elif any(UNREADABLE in word.text for line in one.lines for word in line.words):
            yield Issue("parse", "unreadable_signs", "the page has signs that the file maps to no character", number)
