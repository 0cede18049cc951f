"""The format of a file, from its content alone."""

import codecs
import re

from lexsarah.errors import CorruptFile, EmptyFile, EncryptedFile, UnsupportedFormat
from lexsarah.ingest.archive import packed_media_type
from lexsarah.ingest.compound import MAGIC, is_locked_word, top_level
from lexsarah.limits import Limits

TEXT = "text/plain"
HTML = "text/html"
PDF = "application/pdf"
RTF = "application/rtf"
DOC = "application/msword"
EML = "message/rfc822"

PDF_HEADER_WITHIN = 1024
"""Readers accept "%PDF-" anywhere in the first 1024 bytes (ISO 32000-1, annex H, note 13)."""

IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
"""First bytes of image files that are read."""

OTHER_IMAGES = ((b"GIF8", "GIF"), (b"BM", "BMP"))
"""First bytes of those that are not ("BM" counts only with binary content after it)."""

OTHERS = (
    (b"%!PS", "PostScript: save it as PDF"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
)
"""Formats that are named so that people know what to do."""

FLAT_XML = re.compile(r"<office:document\s|<w:wordDocument\s|<pkg:package\s")
"""Word processors' files as one piece of XML."""

HEADER = re.compile(r"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\n")
"""Lines before the first empty one that are all headers of a message (RFC 5322, 2.2)."""

ADDRESSED, SENT = (
    re.compile(r"^From:", re.IGNORECASE | re.MULTILINE),
    re.compile(r"^(?:MIME-Version|Message-ID|Received|Return-Path|Content-Type):", re.IGNORECASE | re.MULTILINE),
)
"""Headers that a saved message has: who it is from, and one that only mail programs write."""

HTML_START = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
HTML_TAGS = re.compile(
    r"</(?:p|div|h[1-6]|li|ul|article|section|span|a|td)>|<(?:p|div|article|main|br\s*/?)>", re.IGNORECASE
)
"""A page without its head is told by three such tags, and a first sign that is an opening bracket."""

HEAD = 4096
"""Bytes that are looked at for tags."""

MAX_HEADER = 1 << 17
"""Bytes that the headers of a message may have: those of one that passed many servers have some 20 KB."""

CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1b"))
FEW_CONTROLS = 3
"""Control bytes that any text may hold: stray ones survive copying out of old systems."""

MAX_CONTROL_SHARE = 0.02
"""Share of control bytes above which bytes are no text (a text of any encoding we read has next to none)."""


def media_type(content: bytes, limits: Limits) -> str:
    """Return the media type of a format that is read.

    Raises
    ------
    UnsupportedFormat, EncryptedFile, UnsafeFile, CorruptFile, EmptyFile
        As ``from_bytes``.
    """
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return packed_media_type(content, limits)
    if content.startswith(MAGIC):
        return _compound_media_type(content)
    if kind := _by_first_bytes(content):
        return kind
    _refuse_other_formats(content)
    text = _head_as_text(content)
    if FLAT_XML.search(text) and text.lstrip().startswith("<"):
        raise UnsupportedFormat("a word processor's file as plain XML: save it as .docx or .odt")
    if _is_message(content):
        return EML
    tagged = HTML_START.search(text) or (text.lstrip().startswith("<") and len(HTML_TAGS.findall(text)) >= 3)
    return HTML if tagged else TEXT


def _by_first_bytes(content: bytes) -> str | None:
    for magic, kind in IMAGES:
        if content.startswith(magic):
            return kind
    if content.startswith(b"%PDF-") or (b"%PDF-" in content[:PDF_HEADER_WITHIN] and b"startxref" in content):
        return PDF
    return RTF if content.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{\\rtf") else None


def _is_message(content: bytes) -> bool:
    """Whether bytes begin with the headers of a message as mail programs save it."""
    start = content[:MAX_HEADER].removeprefix(codecs.BOM_UTF8).decode("latin-1").replace("\r\n", "\n").lstrip("\n")
    found = HEADER.match(start)
    return found is not None and all(pattern.search(found.group()) for pattern in (ADDRESSED, SENT))


def _compound_media_type(content: bytes) -> str:
    entries = top_level(content)
    names = {one.name for one in entries}
    if "EncryptedPackage" in names or is_locked_word(content, entries):
        raise EncryptedFile("a Word file locked with a password: save it without one")
    if "WordDocument" in names:
        return DOC
    if "__properties_version1.0" in names:
        raise UnsupportedFormat("an Outlook message (.msg): save it as .eml, or as PDF with its attachments beside it")
    if names & {"Workbook", "Book"}:
        raise UnsupportedFormat("an Excel workbook (.xls): save it as PDF")
    if "PowerPoint Document" in names:
        raise UnsupportedFormat("a PowerPoint presentation (.ppt): save it as PDF")
    if not entries:
        raise CorruptFile("a damaged file of Word 97–2003 or Outlook")
    raise UnsupportedFormat("a compound file that is no Word document: save it as .docx or PDF")


def _refuse_other_formats(content: bytes) -> None:
    for magic, name in OTHER_IMAGES:
        if content.startswith(magic) and (magic != b"BM" or b"\x00" in content[:64]):
            raise UnsupportedFormat(f"an image ({name}): save it as PNG, JPEG, TIFF or PDF")
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        raise UnsupportedFormat("an image (WebP): save it as PNG, JPEG, TIFF or PDF")
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"}:
        raise UnsupportedFormat("an image (HEIC): save it as PNG, JPEG, TIFF or PDF")
    for magic, advice in OTHERS:
        if content.startswith(magic):
            raise UnsupportedFormat(advice)


def _head_as_text(content: bytes) -> str:
    """Decode the first bytes, loosely: only tags are looked for. Refuses what is no text in any encoding we read."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content[:HEAD].decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise UnsupportedFormat("not a text, HTML, PDF, Word, OpenDocument, RTF, mail or image file (binary content)")
    body = content.removeprefix(codecs.BOM_UTF8)
    if not body.strip():
        raise EmptyFile("the file holds only white space")
    sample = body[:65536]
    control = len(sample) - len(sample.translate(None, CONTROL))
    if control > max(FEW_CONTROLS, MAX_CONTROL_SHARE * len(sample)):
        raise UnsupportedFormat("not a text, HTML, PDF, Word, OpenDocument, RTF, mail or image file (binary content)")
    return body[:HEAD].decode("latin-1")
