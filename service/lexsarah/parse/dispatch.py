"""Which reader reads what. The heavy libraries are imported with the first file that needs them."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from lexsarah.errors import UnsupportedFormat
from lexsarah.limits import Limits
from lexsarah.parse.text import parse_text
from lexsarah.records import ParsedDocument, SourceFile

TEXT = "text/plain"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
RTF = "application/rtf"
EML = "message/rfc822"
DOC = "application/msword"
ZIP = "application/zip"

PICTURES = frozenset({"image/png", "image/jpeg", "image/tiff"})

READERS = {
    HTML: ("html.reader", "parse_html"),
    PDF: ("pdf.reader", "parse_pdf"),
    DOCX: ("word.docx", "parse_docx"),
    ODT: ("word.odt", "parse_odt"),
    RTF: ("word.rtf", "parse_rtf"),
    EML: ("mail.message", "parse_message"),
    **dict.fromkeys(PICTURES, ("scan.picture", "parse_picture")),
}
"""Module in this package and function that read a media type. Plain text needs none."""

Read = Callable[[SourceFile, Limits], ParsedDocument]


def parse(source: SourceFile, limits: Limits) -> ParsedDocument:
    """Read a file in this process. For bytes from outside use ``parse_safely``.

    Raises
    ------
    UnreadableFile
        One of its kinds.
    """
    if source.media_type == DOC:
        from lexsarah.parse.word.office import converted  # noqa: PLC0415

        return parse(replace(source, media_type=DOCX, content=converted(source.content, limits)), limits)
    return _reader(source.media_type)(source, limits)


def _reader(media_type: str) -> Read:
    if media_type == TEXT:
        return parse_text
    if media_type == ZIP:
        raise UnsupportedFormat("a ZIP archive has no text of its own: its files are read one by one")
    if media_type not in READERS:
        raise UnsupportedFormat(f"no reader for {media_type}")
    module, function = READERS[media_type]
    reader: Read = getattr(import_module(f"lexsarah.parse.{module}"), function)
    return reader
