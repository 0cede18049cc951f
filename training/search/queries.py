"""The queries of corpus/search: what people would type to find a passage, read and checked.

A query stands for one passage: of a document of the splits train or dev, or a whole text of corpus/short. Places are
0-based half-open code points of the document's text as it is read (``training.material``), which for a short text is
its ``text``.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lexsarah.index.terms import content
from lexsarah.ingest import load
from lexsarah.language import words
from lexsarah.limits import Limits
from lexsarah.parse import parse
from training import short, splits

FOLDER = Path(__file__).resolve().parents[2] / "corpus" / "search"

MOST_SHARED = 0.5
"""Largest share of a query's content words that its passage may have: queries teach meaning, not words."""

SAY_LITTLE = frozenset(
    "inte någon något några vem varför finns fanns blev vad vilka vilken utan hur ha har hade fått fick få fel".split()
)
"""Words of questions that are no content."""

LENGTH = (2, 40)
"""Fewest and most words of a query."""

GRADES = range(4)
"""0: no · 1: on the subject · 2: a like case · 3: what was looked for."""


class Style(StrEnum):
    """How a query is written."""

    OFFICIAL = "official"
    EVERYDAY = "everyday"
    TERSE = "terse"
    MISSPELLED = "misspelled"


@dataclass(frozen=True, slots=True)
class Place:
    """A passage: the name of its document, and where it stands there."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody types, and the passage that it was written for."""

    id: str
    text: str
    style: Style
    is_question: bool
    place: Place


def read(folder: Path = FOLDER) -> tuple[Query, ...]:
    """Read the queries, in order.

    Raises
    ------
    ValueError
        For one that is not marked as invented, has an unknown style or kind, or an id or a text that was there before.
    """
    rows = [json.loads(line) for line in (folder / "queries.jsonl").read_text("utf-8").splitlines()]
    found = tuple(_query(row) for row in rows)
    for known in ([one.id for one in found], [one.text for one in found]):
        if len(known) != len(set(known)):
            raise ValueError(f"stand twice: {sorted({one for one in known if known.count(one) > 1})}")
    return found


def _query(row: Mapping[str, object]) -> Query:
    if row["synthetic"] is not True:
        raise ValueError(f"{row['id']} is not marked as invented")
    if row["kind"] not in {"question", "description"}:
        raise ValueError(f"{row['id']}: kind {row['kind']!r}")
    place = Place(str(row["document"]), int(str(row["start"])), int(str(row["end"])))
    return Query(str(row["id"]), str(row["text"]), Style(str(row["style"])), row["kind"] == "question", place)


@dataclass(frozen=True, slots=True)
class Grade:
    """What a second reader thought of a passage for a query."""

    query: str
    place: Place
    grade: int


def second_reader(folder: Path = FOLDER) -> tuple[Grade, ...]:
    """Read the grades of the second reader."""
    with (folder / "second_reader.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Grade(row["query"], Place(row["document"], int(row["start"]), int(row["end"])), int(row["grade"]))
            for row in csv.DictReader(file)
        )


def shared(query: str, passage: str) -> float:
    """Return the share of a query's content words (stems, each once) that stand in a passage."""
    asked = {
        stem for stem in content(" ".join(word for word in words(query) if word not in SAY_LITTLE)) if len(stem) > 1
    }
    return len(asked & set(content(passage))) / len(asked) if asked else 1.0


def texts(corpus: Path = FOLDER.parent) -> dict[str, str]:
    """Read the texts that queries were written for, by name: documents of train and dev, and corpus/short."""
    limits = Limits()
    found = {row["id"]: str(row["text"]) for row in short.read(corpus / "short")}
    for name, place in splits.read().items():
        if place.split != "test":
            found[name] = parse(load(corpus / "documents" / f"{name}.txt", limits), limits).text
    return found


def wrong(known_texts: Mapping[str, str], folder: Path = FOLDER) -> Iterator[str]:
    """Yield what is wrong with the queries and grades, a line each; ``known_texts`` by name."""
    known = {}
    for one in read(folder):
        known[one.id] = one
        text = known_texts.get(one.place.document)
        if text is None or not 0 <= one.place.start < one.place.end <= len(text):
            yield f"{one.id}: there is no passage {one.place}"
            continue
        if not LENGTH[0] <= len(one.text.split()) <= LENGTH[1]:
            yield f"{one.id}: {len(one.text.split())} words"
        share = shared(one.text, text[one.place.start : one.place.end])
        if share > MOST_SHARED:
            yield f"{one.id}: shares {share:.0%} of its content words with its passage"
    for grade in second_reader(folder):
        if grade.query not in known or grade.grade not in GRADES:
            yield f"second reader: {grade.query} {grade.place} {grade.grade}"
