"""What a document of the parsing benchmark says, independent of any rendering: corpus/parsing/gold/NAME.json.

The gold words are the texts of the elements in order: label before value, group before options, tables row by row.
Running header and footer are no gold words.
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from training.documents import CORPUS

FOLDER = CORPUS / "parsing"
GOLD = FOLDER / "gold"


class State(StrEnum):
    """Whether a box is marked; LOST where the source shows no mark at all."""

    CHECKED = "checked"
    UNCHECKED = "unchecked"
    LOST = "lost"


class DocumentKind(StrEnum):
    """What sort of document it is."""

    FORM = "form"
    PROSE = "prose"
    MINUTES = "minutes"
    SUMMARY = "summary"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` is 1 (the title) to 3."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list and the mark before it ("•", "1.", "a)")."""

    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Field:
    """A label, without a colon at its end, and its value; "" where it was left empty."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Option:
    """A box and the words beside it."""

    label: str
    state: State


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes under one heading or question; at most one is marked where ``radio``."""

    group: str
    radio: bool
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells each; the first row is the heading."""

    rows: tuple[tuple[str, ...], ...]


Element = Heading | Paragraph | Item | Field | Boxes | Table

NAMES: dict[type[Element], str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    Item: "item",
    Field: "field",
    Boxes: "boxes",
    Table: "table",
}


@dataclass(frozen=True, slots=True)
class Gold:
    """A document.

    ``cases`` holds the first and last (inclusive) element of each case, ``background`` the elements that all cases
    share; None and () for a document that is not about several cases.
    """

    name: str
    kind: DocumentKind
    title: str
    elements: tuple[Element, ...]
    header: str | None = None
    footer: str | None = None
    cases: tuple[tuple[int, int], ...] | None = None
    background: tuple[int, ...] = ()


def texts(element: Element) -> Iterator[str]:
    """Yield the texts of an element in reading order, as they count as gold words."""
    match element:
        case Heading() | Paragraph() | Item():
            yield element.text
        case Field():
            yield element.label
            yield element.value
        case Boxes():
            yield element.group
            yield from (option.label for option in element.options)
        case Table():
            yield from (cell for row in element.rows for cell in row)


def load(path: Path) -> Gold:
    """Read a gold file and check it.

    Raises
    ------
    ValueError
        The file breaks a rule of ``faults``, or an element is of no known kind.
    KeyError
        A key is missing.
    """
    gold = from_json(json.loads(path.read_text("utf-8")))
    if found := list(faults(gold)):
        raise ValueError(f"{path.name}: {'; '.join(found)}")
    return gold


def golds(folder: Path = GOLD) -> dict[str, Gold]:
    """Read all gold files, by name in order of name."""
    return {path.stem: load(path) for path in sorted(folder.glob("*.json"))}


def from_json(content: Mapping[str, Any]) -> Gold:
    """Build a document from what its file holds."""
    return Gold(
        name=content["name"],
        kind=DocumentKind(content["kind"]),
        title=content["title"],
        elements=tuple(_element(one) for one in content["elements"]),
        header=content["header"],
        footer=content["footer"],
        cases=None if content["cases"] is None else tuple((first, last) for first, last in content["cases"]),
        background=tuple(content["background"]),
    )


def to_json(gold: Gold) -> str:
    """Return the text of a document's file."""
    elements = [{"type": NAMES[type(one)], **asdict(one)} for one in gold.elements]
    return json.dumps({**asdict(gold), "elements": elements}, ensure_ascii=False, indent=1) + "\n"


def _element(content: Mapping[str, Any]) -> Element:
    match content["type"]:
        case "heading":
            return Heading(content["text"], content["level"])
        case "paragraph":
            return Paragraph(content["text"])
        case "item":
            return Item(content["text"], content["mark"])
        case "field":
            return Field(content["label"], content["value"])
        case "boxes":
            options = tuple(Option(one["label"], State(one["state"])) for one in content["options"])
            return Boxes(content["group"], content["radio"], options)
        case "table":
            return Table(tuple(tuple(row) for row in content["rows"]))
    raise ValueError(f"{content['type']}: no such element")


def faults(gold: Gold) -> Iterator[str]:
    """Yield what is wrong with a document, in words."""
    for at, element in enumerate(gold.elements):
        for text in texts(element):
            if text != unicodedata.normalize("NFC", text) or text != " ".join(text.split()):
                yield f"element {at}: not NFC, or white space that is not single spaces"
        yield from (f"element {at}: {fault}" for fault in _faults_of(element))
    for first, last in gold.cases or ():
        if not 0 <= first <= last < len(gold.elements):
            yield f"case {first}..{last} is outside the document"
    if any(later[0] <= earlier[1] for earlier, later in zip(gold.cases or (), (gold.cases or ())[1:], strict=False)):
        yield "cases overlap or are not in order"
    if any(not 0 <= at < len(gold.elements) for at in gold.background):
        yield "background outside the document"


def _faults_of(element: Element) -> Iterator[str]:
    match element:
        case Heading() if not element.text or element.level not in (1, 2, 3):
            yield "a heading without text or of another level than 1, 2 or 3"
        case Paragraph() | Item() if not element.text:
            yield "no text"
        case Field() if not element.label or element.label.endswith(":"):
            yield "a field without a label, or a label that ends with a colon"
        case Boxes():
            if len({option.label for option in element.options}) != len(element.options) or not element.options:
                yield "no options, or two with the same label"
            if element.radio and sum(option.state is State.CHECKED for option in element.options) > 1:
                yield "two marked boxes of which only one can be"
        case Table() if len({len(row) for row in element.rows}) != 1:
            yield "rows of a table differ in length"
        case _:
            return
