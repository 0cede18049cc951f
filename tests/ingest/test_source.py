"""Files and bytes become ``SourceFile``; names are kept, but made harmless."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.errors import EmptyFile, FileNotReadable, FileTooLarge
from lexsarah.ingest import Limits, from_bytes, load
from lexsarah.ingest.source import MAX_NAME, clean_name

LIMITS = Limits()


def test_load_keeps_bytes_name_and_origin(tmp_path: Path) -> None:
    path = tmp_path / "Rapport ärende 7.txt"
    content = "Händelsen rapporterades.".encode()
    path.write_bytes(content)
    source = load(path, LIMITS)
    assert source.content == content
    assert source.sha256 == hashlib.sha256(content).hexdigest()
    assert source.name == "Rapport ärende 7.txt"
    assert source.origin == str(path)


def test_content_is_not_shown_by_repr() -> None:
    assert "hemligt" not in repr(from_bytes(b"hemligt", "a.txt", "upload", LIMITS))


@pytest.mark.parametrize("name", ["finns-inte.txt", "\x00.txt"])
def test_missing_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotReadable):
        load(tmp_path / name, LIMITS)


def test_folder_pipe_and_device_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(FileNotReadable):
            load(path, LIMITS)


def test_sixty_megabytes_are_refused_before_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "stor.pdf"
    with path.open("wb") as stream:
        stream.truncate(60 * 1024 * 1024)
    monkeypatch.setattr("lexsarah.ingest.source.from_bytes", lambda *_: pytest.fail("was read"))
    with pytest.raises(FileTooLarge):
        load(path, LIMITS)


def test_empty_file(tmp_path: Path) -> None:
    (tmp_path / "tom.docx").touch()
    with pytest.raises(EmptyFile):
        load(tmp_path / "tom.docx", LIMITS)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\Rapport.docx", "Rapport.docx"),
        ("ra\u0308pport\u202etxt.pdf\n", "räpporttxt.pdf"),
        ("", "unnamed"),
        ("..", "unnamed"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_names_are_kept_but_harmless(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


@given(st.text())
def test_any_name_becomes_a_harmless_one(name: str) -> None:
    kept = clean_name(name)
    assert 0 < len(kept) <= MAX_NAME
    assert "/" not in kept
    assert kept.isprintable() or any(not mark.isprintable() and mark.isspace() for mark in kept) or kept
    assert clean_name(kept) == kept
