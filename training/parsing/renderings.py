"""The files of the benchmark: which document each says, who made it and how (corpus/parsing/files.csv, scans.csv)."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.parsing.gold import FOLDER

ASIDE = FOLDER / "aside"
"""What is run once, at the end."""

LISTS = ("files.csv", "scans.csv")


@dataclass(frozen=True, slots=True)
class Rendering:
    """A file: ``gold`` names its document; ``profile`` is the scanner's, empty for what is no scan."""

    path: Path
    file: str
    gold: str
    format: str
    producer: str
    layout: str
    marks: str
    profile: str

    @property
    def scanned(self) -> bool:
        """Whether it is an image of paper, in a PDF or alone."""
        return bool(self.profile)

    def has(self, word: str) -> bool:
        """Whether a column equals a word ("scan" is any profile) or the file's name holds it."""
        columns = (self.gold, self.format, self.producer, self.layout, self.marks, self.profile)
        return word in columns or word in self.file or (word == "scan" and self.scanned)


def renderings(folder: Path) -> list[Rendering]:
    """Read the lists of a folder (FOLDER or ASIDE); a list that is not there is empty."""
    return [one for name in LISTS for one in _listed(folder / name)]


def _listed(path: Path) -> Iterator[Rendering]:
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Rendering(path=_place(row["file"]), **{name: row[name] or "" for name in COLUMNS})


def _place(file: str) -> Path:
    """Where a file lies; the lists of what is aside may count from there."""
    return FOLDER / file if (FOLDER / file).exists() else ASIDE / file


COLUMNS = ("file", "gold", "format", "producer", "layout", "marks", "profile")
