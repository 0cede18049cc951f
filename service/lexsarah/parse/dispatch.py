"""Which reader reads what. The heavy libraries are imported with the first file that needs them."""

from collections.abc import Callable

from lexsarah.errors import UnsupportedFormat
from lexsarah.limits import Limits
from lexsarah.parse.text import parse_text
from lexsarah.records import ParsedDocument, SourceFile

TEXT = "text/plain"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def parse(source: SourceFile, limits: Limits) -> ParsedDocument:
    """Read a file in this process. For bytes from outside use ``parse_safely``.

    Raises
    ------
    UnreadableFile
        One of its kinds.
    """
    return _reader(source.media_type)(source, limits)


def _reader(media_type: str) -> Callable[[SourceFile, Limits], ParsedDocument]:
    if media_type == TEXT:
        return parse_text
    if media_type == HTML:
        from lexsarah.parse.html import parse_html  # noqa: PLC0415

        return parse_html
    if media_type == PDF:
        from lexsarah.parse.pdf import parse_pdf  # noqa: PLC0415

        return parse_pdf
    if media_type == DOCX:
        from lexsarah.parse.docx import parse_docx  # noqa: PLC0415

        return parse_docx
    raise UnsupportedFormat(f"no reader for {media_type}")
