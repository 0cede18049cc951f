"""Annotated folders: what is found, what is refused, and that splits come from their file."""

import json
from pathlib import Path

import pytest

from lexsarah.errors import GoldUnusable
from lexsarah.evaluation import annotated

FAQ = '{"genre": "faq", "is_deviation_report": false}'


def put(folder: Path, name: str, text: str = FAQ, suffix: str = ".txt") -> None:
    """Write a document with its annotation."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}{suffix}").write_text("Frågor", "utf-8")
    (folder / f"{name}.json").write_text(text, "utf-8")


def test_documents_at_any_depth_in_order_of_name(tmp_path: Path) -> None:
    put(tmp_path / "b", "one")
    put(tmp_path / "a", "two", suffix=".html")
    (tmp_path / "lonely.json").write_text(FAQ, "utf-8")
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
        ({"one.txt": "x", "one.json": FAQ}, "dev", "has no splits.csv"),
        (
            {"one.txt": "x", "one.json": FAQ, "splits.csv": "document,group,split\none,a,dev\n"},
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


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("is_deviation_report", None),
        ("causes", ["x"]),
        ("causes", [{"area": "individ_annat"}]),
        ("dates", [{"text": "i går", "edtf": None, "role": "incident"}]),
        ("misconduct_types", [["annat"]]),
        ("persons", {"name": "Irja"}),
        ("incidents", 3),
    ],
)
def test_an_annotation_of_another_shape_is_refused(tmp_path: Path, key: str, value: object) -> None:
    put(tmp_path, "one", json.dumps({**json.loads(FAQ), key: value}))
    with pytest.raises(GoldUnusable, match=rf"one\.json: {key} "):
        annotated(tmp_path)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"genre": "faq", "a": ' + "[" * 100_000])
def test_hostile_nesting_is_refused(tmp_path: Path, text: str) -> None:
    put(tmp_path, "one", text)
    with pytest.raises(GoldUnusable, match="no JSON"):
        annotated(tmp_path)


@pytest.mark.parametrize("content", [b"name,split\none,dev\n", "document,group,split\n\xe5,a,dev\n".encode("latin-1")])
def test_a_split_file_of_another_shape_is_refused(tmp_path: Path, content: bytes) -> None:
    put(tmp_path, "one")
    (tmp_path / "splits.csv").write_bytes(content)
    with pytest.raises(GoldUnusable, match="not UTF-8 with the columns"):
        annotated(tmp_path, "dev")


def test_documents_outside_the_split_file_are_in_no_split(tmp_path: Path) -> None:
    put(tmp_path, "one")
    put(tmp_path, "two")
    (tmp_path / "splits.csv").write_text("document,group,split\none,falun,dev\n", "utf-8")
    assert [one.name for one in annotated(tmp_path, "dev")] == ["one"]
    assert [(one.name, one.group) for one in annotated(tmp_path)] == [("one", "falun"), ("two", "two")]


def test_one_name_twice_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "a", "one")
    put(tmp_path / "b", "one")
    with pytest.raises(GoldUnusable, match="a second document named one"):
        annotated(tmp_path)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(GoldUnusable, match="no such folder"):
        annotated(tmp_path / "nowhere")


def test_annotations_are_json_as_written(tmp_path: Path) -> None:
    put(tmp_path, "one", json.dumps({**json.loads(FAQ), "municipality": "Åre"}))
    assert annotated(tmp_path)[0].case["municipality"] == "Åre"
