"""Archives: what is taken out of them, and what never is."""

import io
import zipfile

import pytest

from lexsarah.errors import CorruptFile, EncryptedFile, UnreadableFile, UnsafeFile, UnsupportedFormat
from lexsarah.ingest import Limits, archive, from_bytes, sniff
from lexsarah.parse import containers, dispatch, parse
from lexsarah.parse.containers import Member, members
from lexsarah.records import SourceFile


def zipped(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as made:
        for name, content in files:
            made.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return target.getvalue()


def opened(content: bytes, limits: Limits | None = None) -> tuple[Member, ...]:
    return members(SourceFile("0" * 64, containers.ZIP, "a.zip", "upload", content), limits or Limits())


def test_files_come_out_in_order_by_the_last_part_of_their_names() -> None:
    content = zipped(
        ("mapp/", b""),
        ("mapp/Rapport åäö.txt", b"ett"),
        ("../../etc/passwd", b"tva"),
        ("C:\\temp\\bild.png", b"tre"),
        ("annan/Rapport åäö.txt", b"samma namn"),
        ("__MACOSX/._rapport.txt", b"x"),
        (".DS_Store", b"x"),
        ("mapp/Thumbs.db", b"x"),
        ("~$rapport.docx", b"x"),
        (".git/config", b"x"),
    )
    assert [(one.name, one.content) for one in opened(content)] == [
        ("Rapport åäö.txt", b"ett"),
        ("passwd", b"tva"),
        ("bild.png", b"tre"),
        ("Rapport åäö.txt", b"samma namn"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "cp437"])
def test_names_without_the_flag_for_utf_8(encoding: str) -> None:
    name = "Åtgärd för natt.txt".encode(encoding)
    plain = zipped(("x" * len(name), b"hej"))
    assert opened(plain.replace(b"x" * len(name), name))[0].name == "Åtgärd för natt.txt"


def test_mail_is_opened_too_and_others_hold_nothing() -> None:
    mail = b"From: a@exempel.se\nMIME-Version: 1.0\nContent-Type: application/pdf; name=a.pdf\n\n%PDF"
    source = from_bytes(mail, "a.eml", "upload", Limits())
    assert [(one.name, one.content) for one in members(source, Limits())] == [("a.pdf", b"%PDF")]
    assert members(from_bytes(b"Hej", "a.txt", "upload", Limits()), Limits()) == ()


def test_archive_has_no_text_of_its_own() -> None:
    source = from_bytes(zipped(("a.txt", b"hej")), "a.zip", "upload", Limits())
    assert source.media_type in containers.CONTAINERS - containers.HAS_WORDS
    with pytest.raises(UnsupportedFormat, match="no text of its own"):
        parse(source, Limits())


PLAIN = zipped(("a", bytes(2000)), ("b", bytes(1001)), method=zipfile.ZIP_STORED)
BOMB = zipped(("a.txt", bytes(40 * 1024 * 1024)))


@pytest.mark.parametrize(
    ("content", "limits", "error"),
    [
        (BOMB, Limits(), UnsafeFile),
        (PLAIN, Limits(max_unpacked_bytes=3000), UnsafeFile),
        (zipped(*((f"{at}.txt", b"") for at in range(4))), Limits(max_members=3), UnsafeFile),
        (zipped(("a.txt", b"hej" * 500))[:-30], Limits(), CorruptFile),
        (b"PK\x05\x06", Limits(), CorruptFile),
    ],
)  # fmt: skip
def test_bounds(content: bytes, limits: Limits, error: type[UnreadableFile]) -> None:
    with pytest.raises(error):
        opened(content, limits)


def test_lying_sizes_are_counted_as_they_come() -> None:
    size = (8 * 1024 * 1024).to_bytes(4, "little")
    honest = zipped(("a.txt", bytes(8 * 1024 * 1024)))
    with pytest.raises((UnsafeFile, CorruptFile)):
        opened(honest.replace(size, (1000).to_bytes(4, "little")))


def test_locked_archive() -> None:
    content = bytearray(zipped(("a.txt", b"hej")))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedFile):
        opened(bytes(content))


def test_media_types_are_the_same_in_every_stage() -> None:
    assert (containers.ZIP, dispatch.DOCX, dispatch.ODT) == (archive.ZIP, archive.DOCX, archive.ODT)
    assert (containers.EML, dispatch.RTF, dispatch.DOC) == (sniff.EML, sniff.RTF, sniff.DOC)
    read = {dispatch.TEXT, dispatch.HTML, dispatch.PDF, dispatch.EML, *dispatch.READERS}
    assert {kind for _, kind in sniff.IMAGES} < read
