"""Bytes in, ``SourceFile`` out."""

import hashlib
import os
import stat
import unicodedata
from pathlib import Path

from lexsarah.errors import EmptyFile, FileNotReadable, FileTooLarge
from lexsarah.ingest.sniff import media_type
from lexsarah.limits import Limits
from lexsarah.records import SourceFile

MAX_NAME = 200
"""Code points of a name that are kept: below what every common file system takes (255 bytes)."""


def load(path: Path, limits: Limits) -> SourceFile:
    """Read a file; ``origin`` becomes the path as given.

    Raises
    ------
    FileNotReadable
        It does not exist, is no regular file or may not be opened.
    FileTooLarge, EmptyFile, UnsupportedFormat, UnsafeFile, EncryptedFile, CorruptFile
        As ``from_bytes``; the size is looked at before anything is read.
    """
    try:
        # Non-blocking: a named pipe in a folder must not hang the command.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise FileNotReadable("the file does not exist") from error
    except PermissionError as error:
        raise FileNotReadable("the file may not be opened: permission denied") from error
    except (OSError, ValueError) as error:
        raise FileNotReadable("the file cannot be opened") from error
    try:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            raise FileNotReadable("not a regular file")
        _check_size(about.st_size, limits)
        content = _read(descriptor, limits.max_bytes + 1)
    except OSError as error:
        raise FileNotReadable("the file cannot be read") from error
    finally:
        os.close(descriptor)
    return from_bytes(content, path.name, str(path), limits)


def from_bytes(content: bytes, name: str, origin: str, limits: Limits) -> SourceFile:
    """Wrap bytes whose format is known and allowed.

    Raises
    ------
    EmptyFile
        No bytes.
    FileTooLarge
        More than ``limits.max_bytes``.
    UnsupportedFormat
        No format that is read; the message names what it is.
    UnsafeFile, EncryptedFile, CorruptFile
        A DOCX or ODT that inflates past the limits, is locked, or is no whole ZIP file.
    """
    _check_size(len(content), limits)
    return SourceFile(
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=media_type(content, limits),
        name=clean_name(name),
        origin=origin,
        content=content,
    )


def clean_name(name: str) -> str:
    """Return the last part of a name, in NFC, without control and format characters, at most ``MAX_NAME`` long.

    The ending survives the cut. A name with nothing left is "unnamed".
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    kept = "".join(mark for mark in last if unicodedata.category(mark) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}).strip()
    if len(kept) > MAX_NAME:
        stem, dot, ending = kept.rpartition(".")
        kept = stem[: MAX_NAME - len(ending) - 1] + "." + ending if dot and len(ending) < 10 else kept[:MAX_NAME]
    return kept if kept not in {"", ".", ".."} else "unnamed"


def _read(descriptor: int, at_most: int) -> bytes:
    with open(descriptor, "rb", closefd=False) as stream:
        return stream.read(at_most)


def _check_size(size: int, limits: Limits) -> None:
    if size == 0:
        raise EmptyFile("the file is empty (0 bytes)")
    if size > limits.max_bytes:
        raise FileTooLarge(f"the file is larger than {limits.max_bytes / 1024**2:.0f} MiB")
