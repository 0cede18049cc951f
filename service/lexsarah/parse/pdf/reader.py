"""PDF: the words of its text layers, and of the pictures of pages that have none to be believed."""

import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from lexsarah.errors import CorruptFile, EncryptedFile, FileTooLarge, NoTextLayer, UnsupportedFormat
from lexsarah.limits import Limits
from lexsarah.parse.pages import PageLines, document_of
from lexsarah.parse.pdf.layers import Layer, layer_of, needs_pictures
from lexsarah.parse.pdf.letters import content_of
from lexsarah.parse.pdf.page import UNREADABLE, content_lines
from lexsarah.parse.pdf.sides import Gutter
from lexsarah.parse.pdf.xfa import is_dynamic_form
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
        No words, and OCR is switched off or found none.
    UnsupportedFormat
        A form whose pages are made by the program that shows it.
    OcrUnavailable
        Scanned pages alone, and no Tesseract or not its Swedish data.
    """
    try:
        with pdfplumber.open(io.BytesIO(source.content)) as pdf:
            return _read(pdf, source.content, limits)
    except DAMAGED as error:
        if _needs_password(error):
            raise EncryptedFile("the PDF is locked with a password: save it without one") from error
        raise CorruptFile("the PDF is damaged") from error


def _needs_password(error: BaseException) -> bool:
    causes = [error, error.__cause__, error.__context__, *error.args]
    return any(isinstance(one, PDFPasswordIncorrect | PDFEncryptionError) for one in causes)


def _read(pdf: Any, content: bytes, limits: Limits) -> ParsedDocument:  # noqa: ANN401  (pdfplumber is not typed)
    if is_dynamic_form(pdf.doc):
        raise UnsupportedFormat("a dynamic XFA form: open it in Adobe Acrobat or Reader and print it to PDF")
    if not pdf.pages:
        raise CorruptFile("the PDF has no pages")
    if len(pdf.pages) > limits.max_pages:
        raise FileTooLarge(f"the PDF has more than {limits.max_pages} pages")
    layers = _with_hidden(_layers(pdf, limits), content, limits)
    pages = [_page(layer) for layer in layers]
    issues = list(_issues(layers))
    if needs_pictures(layers):
        from lexsarah.parse.pdf.scanned import with_scans_read  # noqa: PLC0415  (numpy and scipy, for scans alone)

        pages, scans = with_scans_read(layers, pages, content, limits)
        issues += scans.issues
        if not any(page.lines for page in pages):
            raise scans.nothing_read()
    if not any(page.lines for page in pages):
        raise NoTextLayer("the PDF has no words and no pictures")
    keywords = (pdf.metadata or {}).get("Keywords")
    return document_of(
        pages,
        limits,
        PARSER,
        synthetic=isinstance(keywords, str) and bool(SYNTHETIC.search(keywords)),
        issues=sorted(issues, key=lambda issue: issue.page or 0),
    )


def _layers(pdf: Any, limits: Limits) -> list[Layer]:  # noqa: ANN401
    layers: list[Layer] = []
    gutters: tuple[Gutter, ...] = ()
    characters = 0
    with warnings.catch_warnings():
        # pdfminer warns of fonts and colours that a file leaves out; the text is read all the same.
        warnings.simplefilter("ignore")
        for page in pdf.pages:
            content = content_of(page)
            characters += len(content.letters) + len(content.turned)
            if characters > limits.max_characters:
                raise FileTooLarge(f"the text has more than {limits.max_characters} characters")
            setting = content_lines(page, content, gutters)
            gutters = setting.gutters
            layers.append(layer_of(content, setting.lines))
            page.close()
    return layers


def _with_hidden(layers: list[Layer], content: bytes, limits: Limits) -> list[Layer]:
    """Mark pages as drawn that look blank and on which PDFium finds letters: pdfminer trusts a stream's length."""
    blank = [number for number, one in enumerate(layers, 1) if not one.lines and not one.drawn]
    if not blank:
        return layers
    from lexsarah.parse.pdf.rendering import Rendering  # noqa: PLC0415  (PDFium, where a page looks blank)

    rendering = Rendering(content, limits.max_pixels)
    try:
        hidden = {number for number in blank if rendering.has_letters(number)}
    finally:
        rendering.close()
    return [replace(one, drawn=True) if number in hidden else one for number, one in enumerate(layers, 1)]


def _page(layer: Layer) -> PageLines:
    return PageLines(layer.lines, layer.height, Page(0, TextSource.LAYER if layer.lines else TextSource.NONE))


def _issues(layers: list[Layer]) -> Iterator[Issue]:
    for number, one in enumerate(layers, 1):
        if not one.lines and not one.drawn:
            yield Issue("parse", "blank_page", "the page is blank", number)
        elif any(UNREADABLE in word for word in one.words):
            yield Issue("parse", "unreadable_signs", "the page has signs that the file maps to no character", number)
