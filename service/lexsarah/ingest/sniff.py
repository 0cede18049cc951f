"""The format of a file, from its content alone."""

import codecs
import re

from lexsarah.errors import EmptyFile, EncryptedFile, UnsupportedFormat
from lexsarah.ingest.archive import packed_media_type
from lexsarah.limits import Limits

TEXT = "text/plain"
HTML = "text/html"
PDF = "application/pdf"

PDF_HEADER_WITHIN = 1024
"""Readers accept "%PDF-" anywhere in the first 1024 bytes (ISO 32000-1, annex H, note 13)."""

IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
)
"""First bytes of image files ("BM" counts only with binary content after it)."""

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Compound files: Word 97–2003, Outlook messages, and the wrapper of password-protected OOXML."""

OTHERS = (
    (b"{\\rtf", "Rich Text Format (.rtf): save it as .docx or PDF"),
    (b"%!PS", "PostScript: save it as PDF"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
)
"""Formats that are named so that people know what to do."""

HTML_START = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
HTML_TAGS = re.compile(
    r"</(?:p|div|h[1-6]|li|ul|article|section|span|a|td)>|<(?:p|div|article|main|br\s*/?)>", re.IGNORECASE
)
"""A page without its head is told by three such tags, and a first sign that is an opening bracket."""

HEAD = 4096
"""Bytes that are looked at for tags."""

CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1b"))
FEW_CONTROLS = 3
"""Control bytes that any text may hold: stray ones survive copying out of old systems."""

MAX_CONTROL_SHARE = 0.02
"""Share of control bytes above which bytes are no text (a text of any encoding we read has next to none)."""


def media_type(content: bytes, limits: Limits) -> str:
    """Return one of the four media types that are read.

    Raises
    ------
    UnsupportedFormat, EncryptedFile, UnsafeFile, CorruptFile, EmptyFile
        As ``from_bytes``.
    """
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return packed_media_type(content, limits)
    _refuse_other_formats(content)
    if content.startswith(b"%PDF-") or (b"%PDF-" in content[:PDF_HEADER_WITHIN] and b"startxref" in content):
        return PDF
    text = _head_as_text(content)
    if HTML_START.search(text) or (text.lstrip().startswith("<") and len(HTML_TAGS.findall(text)) >= 3):
        return HTML
    return TEXT


def _refuse_other_formats(content: bytes) -> None:
    if content.startswith(OLE2):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise EncryptedFile("a Word file locked with a password: save it without one")
        raise UnsupportedFormat("Word 97–2003 (.doc): save it as .docx or PDF")
    for magic, name in IMAGES:
        if content.startswith(magic) and (magic != b"BM" or b"\x00" in content[:64]):
            raise UnsupportedFormat(f"an image ({name}); scans are not read yet")
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        raise UnsupportedFormat("an image (WebP); scans are not read yet")
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"}:
        raise UnsupportedFormat("an image (HEIC); scans are not read yet")
    for magic, advice in OTHERS:
        if content.startswith(magic):
            raise UnsupportedFormat(advice)


def _head_as_text(content: bytes) -> str:
    """Decode the first bytes, loosely: only tags are looked for. Refuses what is no text in any encoding we read."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content[:HEAD].decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise UnsupportedFormat("not a text, HTML, PDF or DOCX file (binary content)")
    body = content.removeprefix(codecs.BOM_UTF8)
    if not body.strip():
        raise EmptyFile("the file holds only white space")
    sample = body[:65536]
    control = len(sample) - len(sample.translate(None, CONTROL))
    if control > max(FEW_CONTROLS, MAX_CONTROL_SHARE * len(sample)):
        raise UnsupportedFormat("not a text, HTML, PDF or DOCX file (binary content)")
    return body[:HEAD].decode("latin-1")
