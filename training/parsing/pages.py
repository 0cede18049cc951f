"""What pages have in common: page numbers, the words of a mark, which fields stand two on a row."""

from collections.abc import Iterator
from itertools import groupby

from training.parsing.gold import Boxes, Element, Field, Gold, Item, Table

SHORT = 34
"""Characters of a label or a value that leave room for another pair on the row."""

SHORT_OPTION = 30
"""Characters of an option that leave room for another beside it."""

CHOICES = (
    "Nämnden",
    "Förvaltningschefen",
    "Ledningsgruppen",
    "Socialnämnden",
    "Omsorgsnämnden",
    "Äldrenämnden",
    "Socialförvaltningen",
    "Vård- och omsorgsförvaltningen",
    "Omsorgsförvaltningen",
    "Socialkontoret",
    "Registrerad",
    "Under utredning",
    "Avslutad",
)
"""Values of small fields that stand in a list to choose from."""

KEYWORDS = "synthetic: true; Påhittat exempel"
"""Marks a file as invented in its properties, outside the text that is read."""


def number_of(gold: Gold, page: str, pages: str) -> str:
    """Return the page number as this document prints it: "Sida 2 (5)" or "2(5)"."""
    return f"Sida {page} ({pages})" if int(gold.name[1:]) % 2 else f"{page}({pages})"


def grouped(gold: Gold) -> Iterator[tuple[type[Element], list[Element]]]:
    """Yield runs of elements of one kind; tables of as many columns that follow on each other are one on the page."""
    for (kind, _), run in groupby(gold.elements, key=_kind):
        if kind is Table:
            yield kind, [Table(tuple(row for one in run if isinstance(one, Table) for row in one.rows))]
        else:
            yield kind, list(run)


def _kind(element: Element) -> tuple[type[Element], int]:
    return type(element), len(element.rows[0]) if isinstance(element, Table) else 0


def paired(fields: list[Field]) -> Iterator[tuple[Field, ...]]:
    """Yield rows of a grid: two short fields next to each other, a long one alone."""
    waiting: Field | None = None
    for field in fields:
        short = len(field.label) <= SHORT and len(field.value) <= SHORT
        if waiting and short:
            yield waiting, field
            waiting = None
            continue
        if waiting:
            yield (waiting,)
        waiting = field if short else None
        if not short:
            yield (field,)
    if waiting:
        yield (waiting,)


def across(boxes: Boxes) -> int:
    """Return how many options stand on a row: all of a short question, two of a long list, one of long labels."""
    longest = max(len(option.label) for option in boxes.options)
    if len(boxes.options) <= 3 and longest <= SHORT_OPTION:
        return len(boxes.options)
    return 2 if longest <= 2 * SHORT_OPTION else 1


def labelled(field: Field) -> str:
    """Return a label as it stands before its value on one line; a question needs no colon."""
    return field.label if field.label.endswith("?") else field.label + ":"


def marked_item(item: Item) -> str:
    """Return an item with its mark."""
    return f"{item.mark} {item.text}"
