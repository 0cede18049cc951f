"""ZIP containers: which of them are DOCX or ODT, and whether those are safe to open.

Sizes in the central directory are written by whoever made the file, so the parts of a document are inflated and
counted, and nothing is kept. Its parts may hold no document type definition (ECMA-376, part 2), so one that does was
made to attack the reader. The files in an ordinary archive are counted when they are taken out of it
(``parse.containers``).
"""

import io
import re
import zipfile
import zlib

from lexsarah.errors import CorruptFile, EncryptedFile, UnsafeFile, UnsupportedFormat
from lexsarah.limits import Limits

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
ZIP = "application/zip"

MAIN_PART = re.compile(r"word/document\d*\.xml")
"""Main part of a Word document; Word on the web numbers it."""

OPEN_DOCUMENTS = "application/vnd.oasis.opendocument."
MAX_TYPE = 100
"""Bytes of the part that names an OpenDocument's type."""

END, END_64 = b"PK\x05\x06", b"PK\x06\x07"
"""First bytes of the directory's end, and of what stands before it where that has a 64-bit form (APPNOTE.TXT 4.3)."""

END_LENGTH = 22

CHUNK = 1 << 16
MAX_PARTS = 10_000
"""A Word file has tens of parts, one with many images some hundreds."""
BYTES_A_PART = 512
"""Bytes of the directory for a part, at most: 46, its name and a few extra fields."""

RATIO_FROM = 1 << 20
"""Unpacked bytes of a container below which its ratio is not looked at: small repetitive XML packs very well."""

FLAG_ENCRYPTED = 0x1
"""Bit 0 of a member's general purpose flag (APPNOTE.TXT 4.4.4)."""

DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def packed_media_type(content: bytes, limits: Limits) -> str:
    """Return the media type of a ZIP container; one that is a document has been inflated once.

    Raises
    ------
    UnsupportedFormat
        A spreadsheet, a presentation, an e-book.
    EncryptedFile
        Parts locked with a password.
    UnsafeFile
        A document that inflates past ``limits``, or holds a document type definition.
    CorruptFile
        No whole ZIP file.
    """
    if _directory_size(content) > MAX_PARTS * BYTES_A_PART:
        raise UnsafeFile(f"the container has more than {MAX_PARTS} parts")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            parts = container.infolist()
            if len(parts) > MAX_PARTS:
                raise UnsafeFile(f"the container has more than {MAX_PARTS} parts")
            if any(part.flag_bits & FLAG_ENCRYPTED for part in parts):
                raise EncryptedFile("the container is locked with a password")
            kind = _kind(container, {part.filename for part in parts})
            if kind != ZIP:
                _inflate(container, parts, len(content), limits)
            if kind == ODT and _is_locked(container):
                raise EncryptedFile("an OpenDocument file locked with a password: save it without one")
            return kind
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise CorruptFile("the file is damaged: it is no whole ZIP container") from error


def _directory_size(content: bytes) -> int:
    """Bytes of the directory as its end states them: it is read as a whole, before its entries can be counted.

    The end is looked for as ``zipfile`` does: without a comment after it, or else the last that looks like one.
    """
    return max(_stated_size(content, at) for at in (len(content) - END_LENGTH, content.rfind(END)))


def _stated_size(content: bytes, end: int) -> int:
    if end < 0 or not content.startswith(END, end):
        return 0
    if end >= 20 and content.startswith(END_64, end - 20):
        return int.from_bytes(content[end - 36 : end - 28], "little")
    return int.from_bytes(content[end + 12 : end + 16], "little")


def _kind(container: zipfile.ZipFile, names: set[str]) -> str:
    if any(MAIN_PART.fullmatch(name) for name in names):
        return DOCX
    if "xl/workbook.xml" in names:
        raise UnsupportedFormat("an Excel workbook: save it as PDF")
    if "ppt/presentation.xml" in names:
        raise UnsupportedFormat("a PowerPoint presentation: save it as PDF")
    if "mimetype" in names:
        with container.open("mimetype") as stream:
            stated = stream.read(MAX_TYPE).decode("latin-1").strip()
        if stated.startswith(ODT) and "content.xml" in names:
            return ODT
        if stated.startswith(OPEN_DOCUMENTS):
            raise UnsupportedFormat("an OpenDocument file that is no text (a spreadsheet, say): save it as PDF")
        if stated == "application/epub+zip":
            raise UnsupportedFormat("an e-book (EPUB): save it as PDF")
    return ZIP


def _is_locked(container: zipfile.ZipFile) -> bool:
    try:
        return b"encryption-data" in container.read("META-INF/manifest.xml")
    except KeyError:
        return False


def _inflate(container: zipfile.ZipFile, members: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    total = 0
    for member in members:
        # Old OpenDocument files name a definition in their manifest, which is never parsed.
        is_xml = member.filename.lower().endswith((".xml", ".rels")) and not member.filename.startswith("META-INF/")
        tail = b""
        with container.open(member) as stream:
            while chunk := stream.read(CHUNK):
                total += len(chunk)
                if total > limits.max_unpacked_bytes or (total > RATIO_FROM and total > limits.max_ratio * packed):
                    raise UnsafeFile("the container inflates to far more than its size (a zip bomb)")
                if is_xml and DTD.search(tail + chunk):
                    raise UnsafeFile("the document holds a document type definition, which no word processor writes")
                tail = chunk[-16:]
