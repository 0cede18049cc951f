"""A plain text as lines that know what they are: what a clerk would see in it."""

import re
from dataclasses import dataclass
from enum import StrEnum

TICKED, UNTICKED = "☒", "☐"

BOX = re.compile(r"☒|☑|☐|\[[xX ]\]|\([xX]\)|\( \)")
"""A box to tick as plain texts have it."""

HEADING_CHARACTERS = 70
"""A heading is no longer than this."""

LABEL_CHARACTERS = 45
"""A label before a value is no longer than this."""

BULLET = re.compile(r"^\s*[•·▪●*]\s+")
"""A list item; a dash begins speech."""


class Kind(StrEnum):
    """What a line is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    BOXES = "boxes"


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its kind and its cells. Only rows have more than one; a box stands as ☒ or ☐ before its label."""

    kind: Kind
    cells: tuple[str, ...]


def lines(text: str) -> tuple[Line, ...]:
    """Cut a text into lines; empty ones are dropped and white space is collapsed inside cells."""
    found: list[Line] = []
    raw = text.splitlines()
    for at, line in enumerate(raw):
        if line.strip():
            before = at == 0 or not raw[at - 1].strip()
            found.append(_line(line, starts=before))
    return tuple(found)


def _line(line: str, *, starts: bool) -> Line:
    if BOX.search(line):
        return Line(Kind.BOXES, _cells(BOX.sub(_glyph, line)))
    cells = _cells(line)
    parts = tuple(part for cell in cells for part in _label_and_value(cell))
    if len(parts) % 2 == 0 and all(label.endswith(":") for label in parts[::2]):
        return Line(Kind.ROW, parts)
    if len(cells) > 1:
        return Line(Kind.ROW, cells)
    (words,) = cells
    if BULLET.match(line):
        return Line(Kind.ITEM, (words,))
    if starts and len(words) <= HEADING_CHARACTERS and not re.search(r"[.!:;,]$", words):
        return Line(Kind.HEADING, (words,))
    return Line(Kind.TEXT, (words,))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in re.split(r"\t+", line.strip()) if cell.strip())


def _label_and_value(cell: str) -> tuple[str, ...]:
    label, colon, value = cell.partition(": ")
    if colon and value and len(label) <= LABEL_CHARACTERS and not re.search(r"[.!?–]", label):
        return (label + ":", value)
    return (cell,)


def _glyph(box: re.Match[str]) -> str:
    return UNTICKED if box[0] in ("☐", "[ ]", "( )") else TICKED


def words(text: str) -> list[str]:
    """Return the words of a text without its boxes, for comparing a rendering with its source."""
    return re.findall(r"\w+", BOX.sub(" ", text))
