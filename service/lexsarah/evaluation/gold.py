"""Annotated cases in a folder: NAME.json beside the document NAME, and a file that says who is in which split."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from lexsarah.codec import JsonObject
from lexsarah.errors import GoldUnusable

SPLITS = "splits.csv"
"""File in the folder with the columns document, group and split: frozen, never derived."""

READABLE = (".txt", ".pdf", ".docx", ".html", ".htm")
"""Endings of the document beside an annotation."""

WORDS = ("misconduct_types", "event_types", "service_area", "law", "organisations", "units")
"""Keys that hold lists of words."""

ITEMS: dict[str, tuple[str, ...]] = {
    "causes": ("area", "evidence"),
    "consequences": ("kind", "evidence"),
    "measures": ("kind", "evidence"),
    "dates": ("text", "edtf", "role"),
    "persons": ("name",),
    "identifiers": ("kind", "text"),
    "incidents": (),
}
"""Keys that hold lists of items, and the parts that are compared."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document and what a person says that it holds.

    ``case`` has the flat shape of docs/data-model.md. Documents of one ``group`` (a municipality with its events) are
    not independent: intervals draw whole groups. ``split`` is empty where the folder has no split file.
    """

    name: str
    source: Path
    case: JsonObject
    group: str
    split: str


def annotated(folder: Path, split: str | None = None) -> tuple[Annotated, ...]:
    """Read the annotated documents below a folder, in order of name; only those of a split, if one is named.

    A json file that is no annotation (no ``genre``) or has no document beside it is passed over; so is, where a split
    is asked for, a document that the split file does not name. Without a split file, or outside it, every document is
    a group of its own.

    Raises
    ------
    GoldUnusable
        The folder is none or holds no annotated document; a split is asked for and there is no split file or no such
        split in it; two documents have one name; a file is no JSON or has another shape.
    """
    if not folder.is_dir():
        raise GoldUnusable(f"{folder}: no such folder")
    places = _splits(folder / SPLITS)
    if split is not None and not places:
        raise GoldUnusable(f"{folder}: has no {SPLITS}, so --split cannot be used")
    found: dict[str, Annotated] = {}
    for path in sorted(folder.rglob("*.json")):
        one = _annotated(path, places)
        if one is None:
            continue
        if one.name in found:
            raise GoldUnusable(f"{path}: a second document named {one.name}")
        found[one.name] = one
    if split is not None:
        if split not in {place for _, place in places.values()}:
            raise GoldUnusable(f"{folder / SPLITS}: knows no split {split!r}")
        found = {name: one for name, one in found.items() if one.split == split}
    if not found:
        raise GoldUnusable(f"{folder}: no annotated document (NAME.json beside NAME.txt, .pdf, .docx or .html)")
    return tuple(found[name] for name in sorted(found))


def _annotated(path: Path, places: dict[str, tuple[str, str]]) -> Annotated | None:
    source = next((path.with_suffix(end) for end in READABLE if path.with_suffix(end).is_file()), None)
    if source is None:
        return None
    try:
        case = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise GoldUnusable(f"{path}: no JSON ({error})") from None
    if not isinstance(case, dict) or "genre" not in case:
        return None
    if wrong := _misshapen(case):
        raise GoldUnusable(f"{path}: {wrong} is missing or has another shape than docs/data-model.md says")
    group, split = places.get(path.stem, (path.stem, ""))
    return Annotated(path.stem, source, case, group, split)


def _misshapen(case: JsonObject) -> str | None:
    """Name a key of an annotation that a comparison could not use, None if all can be."""
    if not isinstance(case.get("is_deviation_report"), bool):
        return "is_deviation_report"
    for key in WORDS:
        values = case.get(key, [])
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            return key
    for key, parts in ITEMS.items():
        values = case.get(key, [])
        if not isinstance(values, list) or not all(
            isinstance(one, dict) and all(isinstance(one.get(part), str) for part in parts) for one in values
        ):
            return key
    return None


def _splits(path: Path) -> dict[str, tuple[str, str]]:
    """Group and split of every document that the split file names; nothing if there is none."""
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return {row["document"]: (row["group"], row["split"]) for row in csv.DictReader(lines)}
    except (KeyError, ValueError, csv.Error):
        raise GoldUnusable(f"{path}: not UTF-8 with the columns document, group and split") from None
