"""Archives and mail are opened into documents; what cannot be opened says why, and the others go on."""

import io
import zipfile
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

from lexsarah.errors import UnreadableFile
from lexsarah.ingest import from_bytes
from lexsarah.limits import Limits
from lexsarah.opening import Part, parts, parts_of_file

REPORT = b"Rapport enligt lex Sarah. Larmet gick inte fram natten mot den 3 maj 2023."


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return out.getvalue()


def mail(*attachments: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@exempel.se", "b@exempel.se", "Rapporter"
    message.set_content("Här kommer två rapporter om larm som inte gick fram.")
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def opened(content: bytes, limits: Limits | None = None) -> list[Part]:
    limits = limits or Limits()
    return list(parts(from_bytes(content, "fil", "fil", limits), limits))


def found(content: bytes, limits: Limits | None = None) -> list[tuple[str, str]]:
    return [
        (part.origin, part.found.code if isinstance(part.found, UnreadableFile) else part.found.media_type)
        for part in opened(content, limits)
    ]


def test_a_document_is_itself() -> None:
    assert found(REPORT) == [("fil", "text/plain")]


def test_an_archive_is_its_documents_and_what_cannot_be_read_says_so() -> None:
    assert found(zipped(a_txt=REPORT, b_gif=b"GIF89a....", c_txt=REPORT)) == [
        ("fil!/a.txt", "text/plain"),
        ("fil!/b.gif", "unsupported_format"),
        ("fil!/c.txt", "text/plain"),
    ]


def test_mail_is_its_words_and_its_attachments_at_any_depth() -> None:
    content = mail(("rapport.txt", REPORT), ("fler.zip", zipped(inre_txt=REPORT)))
    assert found(content) == [
        ("fil", "message/rfc822"),
        ("fil!/rapport.txt", "text/plain"),
        ("fil!/fler.zip!/inre.txt", "text/plain"),
    ]


def test_archives_in_archives_are_opened_so_deep_and_no_deeper() -> None:
    content = zipped(a_txt=REPORT)
    for _ in range(3):
        content = zipped(inre_zip=content, utanpå_txt=REPORT)
    shallow = found(content, replace(Limits(), max_nesting=2))
    assert [kind for _, kind in shallow] == ["unsafe_file", "text/plain", "text/plain"]
    assert [kind for _, kind in found(content, replace(Limits(), max_nesting=4))] == ["text/plain"] * 4


def test_limits_hold_for_all_that_is_opened_together() -> None:
    inner = zipped(**{f"n{number}_txt": REPORT for number in range(4)})
    content = zipped(a_zip=inner, b_zip=inner)
    assert [kind for _, kind in found(content)] == ["text/plain"] * 8
    few = found(content, replace(Limits(), max_members=7))
    assert [kind for _, kind in few] == ["text/plain"] * 4 + ["unsafe_file"]


def test_a_file_that_is_not_there_is_a_part_with_its_error(tmp_path: Path) -> None:
    (part,) = parts_of_file(tmp_path / "borta.pdf", Limits())
    assert isinstance(part.found, UnreadableFile)
    assert part.found.code == "file_not_found"
