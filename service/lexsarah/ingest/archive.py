"""ZIP containers: which of them are DOCX, and whether they are safe to open.

Sizes in the central directory are written by whoever made the file, so members are inflated and counted, and nothing is
kept. A DOCX may hold no document type definition (ECMA-376, part 2), so one that does was made to attack the reader.
"""

import io
import re
import zipfile
import zlib

from lexsarah.errors import CorruptFile, EncryptedFile, UnsafeFile, UnsupportedFormat
from lexsarah.limits import Limits

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

CHUNK = 1 << 16
MAX_MEMBERS = 10_000
"""A Word file has tens of parts, one with many images some hundreds."""

RATIO_FROM = 1 << 20
"""Unpacked bytes of a container below which its ratio is not looked at: small repetitive XML packs very well."""

FLAG_ENCRYPTED = 0x1
"""Bit 0 of a member's general purpose flag (APPNOTE.TXT 4.4.4)."""

DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def packed_media_type(content: bytes, limits: Limits) -> str:
    """Return the media type of a ZIP container that is a DOCX, having inflated all of it once.

    Raises
    ------
    UnsupportedFormat
        Another kind of container.
    EncryptedFile
        Members locked with a password.
    UnsafeFile
        It inflates past ``limits``, or holds a document type definition.
    CorruptFile
        No whole ZIP file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            members = container.infolist()
            if len(members) > MAX_MEMBERS:
                raise UnsafeFile(f"the container has more than {MAX_MEMBERS} parts")
            names = {member.filename for member in members}
            if "word/document.xml" not in names:
                raise UnsupportedFormat(_what_it_is(names))
            if any(member.flag_bits & FLAG_ENCRYPTED for member in members):
                raise EncryptedFile("the container is locked with a password")
            _inflate(container, members, len(content), limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise CorruptFile("the DOCX is damaged: it is no whole ZIP container") from error
    return DOCX


def _inflate(container: zipfile.ZipFile, members: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    total = 0
    for member in members:
        is_xml = member.filename.lower().endswith((".xml", ".rels"))
        tail = b""
        with container.open(member) as stream:
            while chunk := stream.read(CHUNK):
                total += len(chunk)
                if total > limits.max_unpacked_bytes or (total > RATIO_FROM and total > limits.max_ratio * packed):
                    raise UnsafeFile("the container inflates to far more than its size (a zip bomb)")
                if is_xml and DTD.search(tail + chunk):
                    raise UnsafeFile("the DOCX holds a document type definition, which Word never writes")
                tail = chunk[-16:]


def _what_it_is(names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "an Excel workbook: save it as PDF"
    if "ppt/presentation.xml" in names:
        return "a PowerPoint presentation: save it as PDF"
    if "content.xml" in names:
        return "an OpenDocument file (.odt): save it as .docx or PDF"
    return "a ZIP archive: unpack it first"
