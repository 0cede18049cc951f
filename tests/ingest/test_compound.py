"""Compound files are told apart by what lies at their top, and no file makes the reader go on without end."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.errors import CorruptFile, EncryptedFile, UnreadableFile, UnsupportedFormat
from lexsarah.ingest import Limits, from_bytes
from lexsarah.ingest.compound import MAGIC, top_level

END, FREE, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF


def entry(name: str, *, left: int = NONE, right: int = NONE, child: int = NONE, sector: int = 0) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    about = struct.pack("<HBBIII", len(raw), 2, 1, left, right, child)
    return raw.ljust(64, b"\0") + about + bytes(36) + struct.pack("<IQ", sector, 4096)


def compound(*names: str, stream: bytes = b"") -> bytes:
    """Return a file with streams of these names at the top: a table of sectors, a directory, and one stream."""
    entries = [entry("Root Entry", child=1)]
    entries += [entry(name, right=at + 2 if at + 1 < len(names) else NONE, sector=9) for at, name in enumerate(names)]
    directory = b"".join(entries).ljust(2048, b"\0")
    table = struct.pack("<128I", 0xFFFFFFFD, 2, 3, 4, END, *[FREE] * 123)
    header = MAGIC + bytes(22) + struct.pack("<H", 9) + bytes(16) + struct.pack("<I", 1) + bytes(24)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    return header + table + directory + bytes(512 * 4) + stream.ljust(4096, b"\0")


def media_type(content: bytes) -> str:
    return from_bytes(content, "fil.pdf", "upload", Limits()).media_type


def test_word_is_told_by_its_main_stream() -> None:
    assert media_type(compound("1Table", "WordDocument", "Data")) == "application/msword"


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (compound("EncryptedPackage", "EncryptionInfo"), EncryptedFile, "password"),
        (compound("WordDocument", stream=bytes(10) + b"\x00\x01"), EncryptedFile, "password"),
        (compound("__properties_version1.0", "__nameid_version1.0"), UnsupportedFormat, "save it as .eml"),
        (compound("Workbook"), UnsupportedFormat, "Excel"),
        (compound("PowerPoint Document"), UnsupportedFormat, "PowerPoint"),
        (compound("Something"), UnsupportedFormat, "no Word document"),
        (MAGIC + bytes(600), CorruptFile, "damaged"),
        (MAGIC, CorruptFile, "damaged"),
    ],
)
def test_others_are_refused_with_a_reason(content: bytes, error: type[UnreadableFile], words: str) -> None:
    with pytest.raises(error) as refused:
        media_type(content)
    assert words in refused.value.message


def test_names_inside_other_storages_do_not_count() -> None:
    content = compound("__properties_version1.0", stream="WordDocument".encode("utf-16-le"))
    with pytest.raises(UnsupportedFormat, match="Outlook"):
        media_type(content)


def test_chains_and_trees_that_bite_their_tail_end() -> None:
    looped = bytearray(compound("WordDocument", "1Table"))
    struct.pack_into("<I", looped, 512 + 4 * 4, 1)  # the directory's last sector goes on with its first
    struct.pack_into("<I", looped, 1024 + 2 * 128 + 68, 1)  # the second stream's left sibling is the first
    assert {one.name for one in top_level(bytes(looped))} == {"WordDocument", "1Table"}


@given(st.binary(max_size=3000), st.integers(0, 3000))
def test_any_bytes_give_entries_or_none(noise: bytes, at: int) -> None:
    content = bytearray(compound("WordDocument", "1Table"))
    content[8 + at : 8 + at + len(noise)] = noise
    assert len(top_level(bytes(content))) <= 4096
