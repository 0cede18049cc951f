"""The annotations of corpus/checks: which required items 40 papers hold, and what is wrong with the files."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lexsarah.vocabulary import ItemStatus, RequiredItem
from training.documents import CORPUS, FOLDER
from training.splits import read

CHECKS = CORPUS / "checks"
SECOND = CHECKS / "second"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A paper's items: the status of each, and the words that hold it (none unless it is found)."""

    name: str
    split: str
    statuses: Mapping[RequiredItem, ItemStatus]
    quotes: Mapping[RequiredItem, tuple[str, ...]]


def annotations(folder: Path = CHECKS) -> tuple[Annotation, ...]:
    """Read the annotations of a folder, in order of name.

    Raises
    ------
    ValueError
        For a file that is not marked as invented, lacks an item or has one that is unknown.
    """
    places = read()
    return tuple(_annotation(path, places[path.stem].split) for path in sorted(folder.glob("k*.json")))


def _annotation(path: Path, split: str) -> Annotation:
    row = json.loads(path.read_text("utf-8"))
    if row["id"] != path.stem or row["synthetic"] is not True:
        raise ValueError(f"{path}: another id, or not marked as invented")
    if set(row["items"]) != {item.value for item in RequiredItem}:
        raise ValueError(f"{path}: not the items of the vocabulary")
    items = {RequiredItem(name): one for name, one in row["items"].items()}
    return Annotation(
        path.stem,
        split,
        {item: ItemStatus(one["status"]) for item, one in items.items()},
        {item: tuple(one.get("evidence", ())) for item, one in items.items()},
    )


def problems(found: tuple[Annotation, ...]) -> Iterator[str]:
    """Yield what is wrong, a line each: test documents, quotes that are missing or not in the text."""
    for one in found:
        text = " ".join((FOLDER / f"{one.name}.txt").read_text("utf-8").split())
        if one.split == "test":
            yield f"{one.name}: is of the split test"
        for item, quotes in one.quotes.items():
            if (one.statuses[item] is ItemStatus.FOUND) != bool(quotes):
                yield f"{one.name}: {item.value} is {one.statuses[item].value} and has {len(quotes)} quotes"
            yield from (f"{one.name}: {item.value} quotes what is not there" for quote in quotes if quote not in text)


def second() -> dict[str, dict[RequiredItem, ItemStatus]]:
    """Return the statuses that the second pass gave, by document."""
    with (SECOND / "statuses.csv").open(encoding="utf-8", newline="") as lines:
        found: dict[str, dict[RequiredItem, ItemStatus]] = {}
        for row in csv.DictReader(lines):
            found.setdefault(row["document"], {})[RequiredItem(row["item"])] = ItemStatus(row["status"])
    return found
