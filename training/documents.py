"""The annotated documents of corpus/documents, with the briefs that they were written from."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from lexsarah.parse.text import without_mark
from training.validation import Case

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
FOLDER = CORPUS / "documents"
BRIEFS = CORPUS / "briefs.csv"


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its text as it is read (without the mark that it is invented) and its annotation."""

    name: str
    text: str
    case: Case
    marked: bool


def documents(folder: Path = FOLDER) -> tuple[Document, ...]:
    """Read NAME.txt and NAME.json, in order of name.

    Raises
    ------
    ValueError
        A text without an annotation or the other way round.
    """
    texts = {path.stem: path for path in folder.glob("*.txt")}
    cases = {path.stem: path for path in folder.glob("*.json")}
    if alone := texts.keys() ^ cases.keys():
        raise ValueError(f"{folder}: text or annotation missing: {', '.join(sorted(alone))}")
    return tuple(_document(name, texts[name], cases[name]) for name in sorted(texts))


def _document(name: str, text: Path, case: Path) -> Document:
    words, marked = without_mark(text.read_text("utf-8"))
    return Document(name, words, json.loads(case.read_text("utf-8")), marked)


def briefs(path: Path = BRIEFS) -> dict[str, dict[str, str]]:
    """Return the plan of every document by its name; an empty cell is a ``-``."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}
