"""Compound files (OLE2): what their top level holds, which tells Word 97–2003, Outlook, Excel and locked files apart.

By the structure that Microsoft documents ([MS-CFB]): a header, sectors chained by a table, a directory of entries of
128 bytes. Names further in are not looked at: a message may hold a Word file, and a Word file a sheet.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTRY = 128
MAX_ENTRIES = 4096
"""Entries that are looked at: a long report has some tens, a message with attachments some hundreds."""

LAST_SECTOR = 0xFFFFFFFA
"""Sector numbers above are marks (end of chain, free)."""

NO_ENTRY = 0xFFFFFFFF
IN_HEADER = 109
"""Sectors of the allocation table that the header itself names."""

ENCRYPTED = 0x0100
"""Bit of the word at offset 10 of a Word document's main stream: a password is needed ([MS-DOC] 2.5.2, fEncrypted)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A stream or storage: its name and the first sector of its content."""

    name: str
    sector: int


def top_level(content: bytes) -> tuple[Entry, ...]:
    """Return the entries right under the root; none for a file whose directory cannot be followed."""
    try:
        return tuple(_Directory(content).children())
    except (struct.error, IndexError, ValueError):
        return ()


def is_locked_word(content: bytes, entries: tuple[Entry, ...]) -> bool:
    """Whether the main stream of a Word document says that it is encrypted."""
    main = next((one for one in entries if one.name == "WordDocument"), None)
    if main is None:
        return False
    at = (main.sector + 1) << int.from_bytes(content[30:32], "little")
    return bool(int.from_bytes(content[at + 10 : at + 12], "little") & ENCRYPTED)


class _Directory:
    """The directory of a compound file."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._shift = int.from_bytes(content[30:32], "little")
        if self._shift not in {9, 12}:
            msg = "sectors have 512 or 4096 bytes"
            raise ValueError(msg)
        first = struct.unpack_from("<I", content, 48)[0]
        self._raw = b"".join(self._sector(one) for one in self._chain(first))

    def children(self) -> Iterator[Entry]:
        """Yield the entries under the root, which is the first: a tree of siblings."""
        waiting = [self._numbers(0)[2]]
        seen: set[int] = set()
        while waiting:
            at = waiting.pop()
            if at == NO_ENTRY or at in seen or len(seen) >= MAX_ENTRIES:
                continue
            seen.add(at)
            left, right, _ = self._numbers(at)
            waiting += [left, right]
            raw = self._raw[at * ENTRY : (at + 1) * ENTRY]
            length = int.from_bytes(raw[64:66], "little")
            name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
            yield Entry(name, int.from_bytes(raw[116:120], "little"))

    def _numbers(self, at: int) -> tuple[int, int, int]:
        """Left sibling, right sibling and child of an entry."""
        left, right, child = struct.unpack_from("<III", self._raw, at * ENTRY + 68)
        return left, right, child

    def _sector(self, number: int) -> bytes:
        start = (number + 1) << self._shift
        return self._content[start : start + (1 << self._shift)]

    def _chain(self, first: int) -> Iterator[int]:
        """Yield the sectors of the directory; the table is followed no further than what the header names of it."""
        table = struct.unpack_from(f"<{IN_HEADER}I", self._content, 76)
        across = (1 << self._shift) // 4
        number, most = first, MAX_ENTRIES * ENTRY >> self._shift
        for _ in range(most):
            if number > LAST_SECTOR:
                return
            yield number
            place, within = divmod(number, across)
            if place >= IN_HEADER:
                return
            number = struct.unpack_from("<I", self._sector(table[place]), within * 4)[0]
