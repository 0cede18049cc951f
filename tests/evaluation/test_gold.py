"""Annotated folders: what is found, what is refused, and that splits come from their file."""

import json
from pathlib import Path

import pytest

from lexsarah.errors import GoldUnusable
from lexsarah.evaluation import annotated


def put(folder: Path, name: str, text: str = '{"genre": "faq"}', suffix: str = ".txt") -> None:
    """Write a document with its annotation."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}{suffix}").write_text("Frågor", "utf-8")
    (folder / f"{name}.json").write_text(text, "utf-8")


def test_documents_at_any_depth_in_order_of_name(tmp_path: Path) -> None:
    put(tmp_path / "b", "one")
    put(tmp_path / "a", "two", suffix=".html")
    (tmp_path / "lonely.json").write_text('{"genre": "faq"}', "utf-8")
    (tmp_path / "a" / "notes.txt").write_text("x", "utf-8")
    (tmp_path / "a" / "notes.json").write_text("[1]", "utf-8")
    found = annotated(tmp_path)
    assert [(one.name, one.source.suffix, one.group, one.split) for one in found] == [
        ("one", ".txt", "one", ""),
        ("two", ".html", "two", ""),
    ]


def test_splits_and_groups_come_from_the_file(tmp_path: Path) -> None:
    put(tmp_path / "d", "one")
    put(tmp_path / "d", "two")
    (tmp_path / "splits.csv").write_text("document,group,split\none,falun,dev\ntwo,falun,train\n", "utf-8")
    assert [(one.name, one.group, one.split) for one in annotated(tmp_path, "dev")] == [("one", "falun", "dev")]
    assert len(annotated(tmp_path)) == 2


@pytest.mark.parametrize(
    ("files", "split", "message"),
    [
        ({}, None, "no annotated document"),
        ({"one.txt": "x", "one.json": "{"}, None, "no JSON"),
        ({"one.txt": "x", "one.json": '{"genre": "faq"}'}, "dev", "has no splits.csv"),
        (
            {"one.txt": "x", "one.json": '{"genre": "faq"}', "splits.csv": "document,group,split\none,a,dev\n"},
            "tset",
            "knows no split 'tset'",
        ),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path: Path, files: dict[str, str], split: str | None, message: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(GoldUnusable, match=message):
        annotated(tmp_path, split)


def test_one_name_twice_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "a", "one")
    put(tmp_path / "b", "one")
    with pytest.raises(GoldUnusable, match="a second document named one"):
        annotated(tmp_path)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(GoldUnusable, match="no such folder"):
        annotated(tmp_path / "nowhere")


def test_annotations_are_json_as_written(tmp_path: Path) -> None:
    put(tmp_path, "one", json.dumps({"genre": "faq", "municipality": "Åre"}))
    assert annotated(tmp_path)[0].case == {"genre": "faq", "municipality": "Åre"}
