"""Files that hold files: ZIP archives and mail with attachments. Only their members are taken out here.

A name inside a container is a name and never a path: nothing is written anywhere. What a member is, is told by its own
content when it is read; a container inside a container is opened by the caller, up to ``limits.max_nesting``.
"""

import io
import unicodedata
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass, field

from lexsarah.errors import CorruptFile, EncryptedFile, UnsafeFile
from lexsarah.limits import Limits
from lexsarah.records import SourceFile

ZIP = "application/zip"
EML = "message/rfc822"

CONTAINERS = frozenset({ZIP, EML})
"""Media types of files that hold other files. Mail has words of its own beside them (``HAS_WORDS``)."""

HAS_WORDS = frozenset({EML})

CHUNK = 1 << 16
RATIO_FROM = 1 << 20
"""Unpacked bytes of an archive below which its ratio is not looked at: small repetitive text packs very well."""

FLAG_ENCRYPTED, FLAG_UTF8 = 0x1, 0x800
"""Bits 0 and 11 of a member's general purpose flag (APPNOTE.TXT 4.4.4)."""

BESIDE = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
"""What systems leave beside the files of a folder."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another: the last part of its name, in NFC, and its bytes."""

    name: str
    content: bytes = field(repr=False)


def members(source: SourceFile, limits: Limits) -> tuple[Member, ...]:
    """Return the files in a container, in its order; of a file that is no container, none.

    Folders, hidden files and what systems leave beside files are left out; two files of one name are both kept.

    Raises
    ------
    UnsafeFile
        More members than ``limits.max_members``, or more bytes than ``max_unpacked_bytes`` or ``max_ratio`` allow.
    EncryptedFile
        Members locked with a password.
    CorruptFile
        No whole container.
    """
    if source.media_type == ZIP:
        return _unzipped(source.content, limits)
    if source.media_type == EML:
        from lexsarah.parse.mail.mime import attachments  # noqa: PLC0415  (the mail library takes a tenth of a second)

        return tuple(Member(name, content) for name, content in attachments(source.content, limits))
    return ()


def _unzipped(content: bytes, limits: Limits) -> tuple[Member, ...]:
    found: list[Member] = []
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            wanted = [one for one in archive.infolist() if not one.is_dir() and not _is_beside(one.filename)]
            if len(wanted) > limits.max_members:
                raise UnsafeFile(f"the archive holds more than {limits.max_members} files")
            if any(one.flag_bits & FLAG_ENCRYPTED for one in wanted):
                raise EncryptedFile("the archive is locked with a password: unpack it first")
            for one in wanted:
                unpacked = _inflated(archive, one, total, len(content), limits)
                total += len(unpacked)
                found.append(Member(_name(one), unpacked))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise CorruptFile("the archive is damaged: it is no whole ZIP file") from error
    return tuple(found)


def _inflated(archive: zipfile.ZipFile, member: zipfile.ZipInfo, before: int, packed: int, limits: Limits) -> bytes:
    """Return a member's bytes, counted as they come: the sizes that an archive states are its maker's."""
    parts: list[bytes] = []
    total = before
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            total += len(chunk)
            if total > limits.max_unpacked_bytes or (total > RATIO_FROM and total > limits.max_ratio * packed):
                raise UnsafeFile("the archive inflates to far more than its size (a zip bomb)")
            parts.append(chunk)
    return b"".join(parts)


def _is_beside(path: str) -> bool:
    parts = [part for part in path.replace("\\", "/").split("/") if part not in {".", ".."}]
    return any(part.startswith((".", "~$")) or part.lower() in BESIDE for part in parts)


def _name(member: zipfile.ZipInfo) -> str:
    """Last part of a member's name; one in UTF-8 that does not say so is told by being whole UTF-8."""
    name = member.filename
    if not member.flag_bits & FLAG_UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
