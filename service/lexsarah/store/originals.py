"""The original bytes, untouched, in a content-addressed folder for each owner: ``OWNER/ab/abcdef…``."""

import os
import tempfile
from pathlib import Path
from uuid import UUID

from lexsarah.errors import NotFound


class Originals:
    """A folder of originals."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, owner: UUID, sha256: str) -> Path:
        return self._folder / str(owner) / sha256[:2] / sha256

    def put(self, owner: UUID, sha256: str, content: bytes) -> None:
        """Keep bytes; they are on the disk when this returns. Twice is once."""
        path = self._path(owner, sha256)
        if path.exists():
            return
        for folder in (self._folder, path.parent.parent, path.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(unfinished).replace(path)
            _sync_folder(path.parent)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise

    def get(self, owner: UUID, sha256: str) -> bytes:
        """Return the bytes.

        Raises
        ------
        NotFound
            If they are not kept (any more).
        """
        try:
            return self._path(owner, sha256).read_bytes()
        except FileNotFoundError:
            raise NotFound("the original of this document is not kept here") from None

    def remove(self, owner: UUID, sha256: str) -> None:
        """Remove the bytes; gone is gone."""
        self._path(owner, sha256).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Put a folder's entries on the disk: a file that was renamed is not there before its folder is."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
