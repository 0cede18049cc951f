"""Builders of small files. What they hold is invented."""

import io
from collections.abc import Callable

import docx
import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from lexsarah.ingest import Limits, from_bytes
from lexsarah.parse import parse
from lexsarah.records import ParsedDocument

WIDTH, HEIGHT = A4
Draw = Callable[[canvas.Canvas], None]


@pytest.fixture
def read() -> Callable[..., ParsedDocument]:
    def read_content(content: bytes | str, limits: Limits | None = None) -> ParsedDocument:
        limits = limits or Limits()
        raw = content.encode() if isinstance(content, str) else content
        return parse(from_bytes(raw, "fil", "upload", limits), limits)

    return read_content


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    def make(*pages: str | Draw, password: str | None = None, size: float = 10, keywords: str = "") -> bytes:
        target = io.BytesIO()
        page = canvas.Canvas(target, pagesize=A4, invariant=1, encrypt=password)
        page.setKeywords(keywords)
        for content in pages:
            if callable(content):
                content(page)
            else:
                page.setFont("Helvetica", size)
                for at, line in enumerate(content.split("\n")):
                    page.drawString(56, HEIGHT - 80 - at * size * 1.25, line)
            page.showPage()
        page.save()
        return target.getvalue()

    return make


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    def make(build: Callable[[docx.document.Document], None], keywords: str = "") -> bytes:
        document = docx.Document()
        document.core_properties.keywords = keywords
        build(document)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    return make


@pytest.fixture
def pictures() -> Callable[..., list[Image.Image]]:
    """Pages of a PDF as a scanner sees them, in greys."""

    def make(pdf: bytes, dpi: int = 200) -> list[Image.Image]:
        with pypdfium2.PdfDocument(pdf) as document:
            return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]

    return make


@pytest.fixture
def scanned() -> Callable[..., bytes]:
    """A PDF of pictures alone."""

    def make(*pages: Image.Image, dpi: int = 200) -> bytes:
        target = io.BytesIO()
        pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
        return target.getvalue()

    return make
