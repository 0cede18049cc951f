"""Old Word documents through LibreOffice; without it the message says what to do."""

import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from lexsarah.errors import CorruptFile, FileTooLarge, ReadingTimedOut, UnsupportedFormat
from lexsarah.ingest import Limits, from_bytes
from lexsarah.parse import parse
from lexsarah.parse.word.office import DOC, command, converted, office

needs_office = pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def old_word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Make a Word 97–2003 document."""
    folder = tmp_path_factory.mktemp("doc")
    document = docx.Document()
    document.add_paragraph("En man på Lärkbacken blev utan mat.")
    document.save(str(folder / "a.docx"))
    words = [office() or "", f"-env:UserInstallation={(folder / 'p').as_uri()}", "--headless", "--convert-to", "doc"]
    subprocess.run([*words, "--outdir", folder, folder / "a.docx"], check=True, capture_output=True, timeout=120)
    return (folder / "a.doc").read_bytes()


@needs_office
def test_old_word_document_is_read(old_word: bytes) -> None:
    source = from_bytes(old_word, "a.doc", "upload", Limits())
    assert source.media_type == DOC
    assert parse(source, Limits()).text == "En man på Lärkbacken blev utan mat."


@needs_office
def test_bounds(old_word: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with pytest.raises(FileTooLarge):
        converted(old_word, Limits(max_bytes=100))
    with pytest.raises(CorruptFile):
        converted(b"no document" * 100, Limits())
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lexsarah.parse.word.office.STARTING", 0.0)
    monkeypatch.setattr("lexsarah.parse.word.office.office", lambda: shutil.which("sleep"))
    with pytest.raises(ReadingTimedOut):
        converted(b"x", Limits(seconds=0.2), lambda *_: ["sh", "-c", "sleep 60 & sleep 60"])


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnsupportedFormat, match=r"\.docx or PDF, or install LibreOffice"):
        converted(b"x", Limits())


def test_macros_are_off_and_the_profile_is_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lexsarah.parse.word.office.office", lambda: "soffice")
    seen: list[str] = []

    def wrap(words: list[str], folder: Path) -> list[str]:
        seen.append((folder / "profile" / "user" / "registrymodifications.xcu").read_text("utf-8"))
        assert f"-env:UserInstallation={(folder / 'profile').as_uri()}" in words
        assert folder.stat().st_mode & 0o077 == 0
        return ["true"]

    with pytest.raises(CorruptFile):
        converted(b"x", Limits(), wrap)
    assert "DisableMacrosExecution" in seen[0]
    assert command("soffice", tmp_path)[-1] == str(tmp_path / "in.doc")
