"""Folders are walked in order, and never left."""

from pathlib import Path

import pytest

from lexsarah.errors import FileNotReadable
from lexsarah.ingest import Limits, load, walk


def names(folder: Path, *paths: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in walk(paths or [folder])]


def test_folders_are_walked_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert names(tmp_path) == ["a/b/c.txt", "a/z.txt", "b.txt", "c.txt"]
    assert names(tmp_path, tmp_path / "c.txt", tmp_path / "a") == ["c.txt", "a/b/c.txt", "a/z.txt"]


def test_hidden_files_and_word_locks_are_skipped_in_folders_only(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".git/config", "~$rapport.docx", "rapport.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert names(tmp_path) == ["rapport.docx"]
    assert names(tmp_path, tmp_path / ".hidden.txt") == [".hidden.txt"]


def test_annotations_beside_documents_are_read_only_when_named(tmp_path: Path) -> None:
    for name in ("A01.txt", "A01.json", "README.md", "lista.CSV"):
        (tmp_path / name).touch()
    assert names(tmp_path) == ["A01.txt"]
    assert names(tmp_path, tmp_path / "A01.json") == ["A01.json"]


def test_mail_archives_and_pictures_are_documents(tmp_path: Path) -> None:
    for name in ("a.eml", "b.zip", "c.png", "d.tif", "e.rtf", "f.odt", "g.doc"):
        (tmp_path / name).touch()
    assert len(names(tmp_path)) == 7


def test_links_are_followed_inside_the_folder_only(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").touch()
    inside = tmp_path / "inside"
    (inside / "sub").mkdir(parents=True)
    (inside / "sub" / "a.txt").touch()
    (inside / "to-file").symlink_to(outside / "secret.txt")
    (inside / "to-folder").symlink_to(outside)
    (inside / "to-sub").symlink_to(inside / "sub")
    (inside / "sub" / "loop").symlink_to(inside)
    (inside / "dangling").symlink_to(inside / "nothing")
    found = names(inside)
    assert "sub/a.txt" in found
    assert "to-sub/a.txt" in found
    assert not any("secret" in name or "to-f" in name or "dangling" in name for name in found)


def test_missing_path_is_yielded_so_that_loading_reports_it(tmp_path: Path) -> None:
    missing = tmp_path / "finns-inte"
    assert list(walk([missing])) == [missing]
    with pytest.raises(FileNotReadable):
        load(missing, Limits())


def test_a_name_that_is_too_long_is_told_of_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "b.txt").touch()
    long = tmp_path / ("a" * 300)
    assert list(walk([long, tmp_path / "b.txt"])) == [long, tmp_path / "b.txt"]
    with pytest.raises(FileNotReadable):
        load(long, Limits())
