"""The paragraphs of corpus/first: read, checked against the vocabularies, cut into sentences."""

import json
from dataclasses import dataclass
from pathlib import Path

from lexsarah.language import sentences
from lexsarah.vocabulary import EventType, MisconductType

FOLDER = Path(__file__).parent.parent / "corpus" / "first"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """An invented paragraph and its labels. ``file`` is the stem of the file it stands in."""

    id: str
    file: str
    text: str
    is_deviation_report: bool
    event_types: frozenset[EventType]
    misconduct_types: frozenset[MisconductType]
    primary_type: MisconductType | None


def read(folder: Path = FOLDER) -> tuple[Paragraph, ...]:
    """Read every paragraph, in order of file and line.

    Raises
    ------
    ValueError
        For a line that is not marked as invented, has an unknown label, or an id that was there before.
    """
    found = tuple(
        _paragraph(path.stem, line) for path in files(folder) for line in path.read_text("utf-8").splitlines()
    )
    ids = [one.id for one in found]
    if len(ids) != len(set(ids)):
        raise ValueError(f"ids that occur twice: {sorted({one for one in ids if ids.count(one) > 1})}")
    return found


def files(folder: Path = FOLDER) -> tuple[Path, ...]:
    """Return the files of the corpus, sorted by name."""
    return tuple(sorted(folder.glob("*.jsonl")))


def _paragraph(file: str, line: str) -> Paragraph:
    row = json.loads(line)
    if row["synthetic"] is not True:
        raise ValueError(f"{row['id']} is not marked as invented")
    return Paragraph(
        row["id"],
        file,
        row["text"],
        row["is_deviation_report"],
        frozenset(map(EventType, row["event_types"])),
        frozenset(map(MisconductType, row["misconduct_types"])),
        MisconductType(row["primary_type"]) if row["primary_type"] else None,
    )


def cut(text: str) -> tuple[str, ...]:
    """Cut a paragraph into its sentences."""
    return tuple(text[span.start : span.end] for span in sentences(text))
