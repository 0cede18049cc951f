"""The format is told by the content, and what is not read is refused with a reason."""

import io
import zipfile

import pytest

from lexsarah.errors import (
    CorruptFile,
    EmptyFile,
    EncryptedFile,
    FileTooLarge,
    UnreadableFile,
    UnsafeFile,
    UnsupportedFormat,
)
from lexsarah.ingest import Limits, from_bytes
from lexsarah.ingest.archive import DOCX, ODT, ZIP

LIMITS = Limits()
MAIL = (
    "From: Åsa <a@exempel.se>\r\nTo: b@exempel.se\r\nMIME-Version: 1.0\r\nSubject: Larm\r\n som tystnade\r\n\r\nHej\r\n"
)


def packed(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return target.getvalue()


def media_type(content: bytes, name: str = "fil.bin", limits: Limits = LIMITS) -> str:
    return from_bytes(content, name, "upload", limits).media_type


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("En rapport om en händelse.".encode(), "text/plain"),
        ("En rapport om en händelse.".encode("cp1252"), "text/plain"),
        ("En rapport om en händelse.".encode("utf-16"), "text/plain"),
        (b"\xef\xbb\xbf" + "Händelsen".encode(), "text/plain"),
        (b"5 < 6 och 7 > 3, skrev hen.", "text/plain"),
        (b"**Lex Sarah**\n<p>Den enskilde</p>\tmer", "text/plain"),
        (b"<!DOCTYPE html><html><body>hej</body></html>", "text/html"),
        (b"\xef\xbb\xbf\n<html lang='sv'><p>hej</html>", "text/html"),
        (b"<p>ett</p><p>tv\xc3\xa5</p>", "text/html"),
        ("<html><body>händelse</body></html>".encode("utf-16"), "text/html"),
        (b"%PDF-1.7\n...", "application/pdf"),
        (b"\x00junk before\r\n%PDF-1.4\n ... startxref\n0\n%%EOF", "application/pdf"),
        (packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), DOCX),
        (packed({"[Content_Types].xml": b"<Types/>", "word/document2.xml": b"<w/>"}), DOCX),
        (packed({"mimetype": ODT.encode(), "content.xml": b"<o/>"}), ODT),
        (packed({"a.txt": b"hej", "word/b.xml": b"<a/>"}), ZIP),
        (b"{\\rtf1\\ansi hej}", "application/rtf"),
        (b"\xef\xbb\xbf\n{\\rtf1 hej}", "application/rtf"),
        (MAIL.encode(), "message/rfc822"),
        (MAIL.replace("Hej", "<html><body>Hej</body></html>").encode(), "message/rfc822"),
        (b"From: min chef\nTill: mig\n\nHej", "text/plain"),
        (b"From: min chef\nDate: i dag\n\nHej", "text/plain"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "image/jpeg"),
        (b"II*\x00" + bytes(50), "image/tiff"),
    ],
)
def test_format_is_told_by_content_whatever_the_name(content: bytes, expected: str) -> None:
    for name in ("fil.txt", "fil.pdf", "fil.docx", "fil"):
        assert media_type(content, name) == expected


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", EmptyFile, "empty"),
        (b" \n\t ", EmptyFile, "white space"),
        (b"GIF89a" + bytes(50), UnsupportedFormat, "image (GIF)"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", UnsupportedFormat, "WebP"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(50), UnsupportedFormat, "PNG, JPEG, TIFF or PDF"),
        (b"<?xml version='1.0'?><w:wordDocument xmlns:w='w'/>", UnsupportedFormat, "plain XML"),
        (b"<?xml version='1.0'?>\n<office:document xmlns:office='o'/>", UnsupportedFormat, "plain XML"),
        (bytes(range(256)) * 4, UnsupportedFormat, "binary"),
        (b"\x01\x02\x03\x04\x05\x06" * 50, UnsupportedFormat, "binary"),
        (packed({"xl/workbook.xml": b"<x/>"}), UnsupportedFormat, "Excel"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), UnsupportedFormat, "spreadsheet"),
        (packed({"mimetype": b"application/epub+zip", "a.html": b""}), UnsupportedFormat, "EPUB"),
        (packed({"word/document.xml": b"<w/>" * 900})[:-40], CorruptFile, "damaged"),
    ],
)
def test_what_is_not_read_is_refused_with_a_reason(content: bytes, error: type[UnreadableFile], words: str) -> None:
    with pytest.raises(error) as refused:
        media_type(content, "rapport.pdf")
    assert type(refused.value) is error
    assert words in refused.value.message


def test_bitmap_magic_alone_is_text() -> None:
    assert media_type("BMI räknades fram av dietisten.".encode()) == "text/plain"


def test_zip_bomb_is_stopped_while_inflating() -> None:
    bomb = packed({"word/document.xml": b"<w>" + bytes(40 * 1024 * 1024)})
    assert len(bomb) < 100_000
    with pytest.raises(UnsafeFile, match="zip bomb"):
        media_type(bomb)


def test_zip_bomb_that_lies_about_its_size_is_stopped() -> None:
    honest = packed({"word/document.xml": bytes(8 * 1024 * 1024)})
    size = (8 * 1024 * 1024).to_bytes(4, "little")
    assert honest.count(size) == 2
    lying = honest.replace(size, (1000).to_bytes(4, "little"))
    with pytest.raises(UnreadableFile) as refused:
        media_type(lying)
    assert type(refused.value) in {UnsafeFile, CorruptFile}


def test_unpacked_bytes_are_bounded_whatever_the_ratio() -> None:
    content = packed({"word/document.xml": b"<w/>", "word/media/a.bin": bytes(3000)}, zipfile.ZIP_STORED)
    assert media_type(content) == DOCX
    with pytest.raises(UnsafeFile):
        media_type(content, limits=Limits(max_unpacked_bytes=2999))


def test_repetitive_small_xml_is_no_bomb() -> None:
    assert media_type(packed({"word/document.xml": b"<w:p/>" * 100_000})) == DOCX


def test_too_many_parts() -> None:
    content = packed({"word/document.xml": b"<w/>", **{f"p/{at}": b"" for at in range(10_001)}})
    with pytest.raises(UnsafeFile, match="parts"):
        media_type(content)


@pytest.mark.parametrize("declaration", [b'<!DOCTYPE w [<!ENTITY a "b">]>', b"<!doctype w>"])
def test_document_type_definition_in_docx_is_refused(declaration: bytes) -> None:
    padding = b" " * (65536 - 4)  # so that the declaration lies across two chunks
    with pytest.raises(UnsafeFile, match="document type definition"):
        media_type(packed({"word/document.xml": padding + declaration + b"<w/>"}))


def test_locked_member_of_docx() -> None:
    content = bytearray(packed({"word/document.xml": b"<w/>"}))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedFile):
        media_type(bytes(content))


def test_size_is_bounded() -> None:
    with pytest.raises(FileTooLarge, match="50 MiB"):
        from_bytes(b"a" * (50 * 1024 * 1024 + 1), "stor.txt", "upload", LIMITS)
    assert from_bytes(b"a" * 100, "lagom.txt", "upload", Limits(max_bytes=100)).media_type == "text/plain"
