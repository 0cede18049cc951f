"""A document as every way to learn sees it: its beginning, and its sentences about the case under their headings."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lexsarah.language import WORD, sentences
from lexsarah.records import BlockKind, ParsedDocument, Span
from training.material import Example

HEAD = 400
"""Code points of a document's beginning, menus and all: who writes to whom, and on what form."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, where it stands, and the heading and the form's label above it ("" where there is neither)."""

    text: str
    span: Span
    heading: str


@dataclass(frozen=True, slots=True)
class Text:
    """A document to learn from; ``group`` is what a fold may not split, ``gold`` its annotation in the flat shape."""

    name: str
    group: str
    text: str
    lines: tuple[Line, ...]
    gold: dict[str, Any]

    @property
    def head(self) -> str:
        """The document's beginning."""
        return self.text[:HEAD]

    def line_of(self, quote: str) -> int | None:
        """Return the line that holds most of a quotation's first occurrence; None where no line touches it.

        White space in the two may differ.
        """
        found = re.search(r"\s+".join(map(re.escape, quote.split())), self.text)
        if not found or not found.group():
            return None
        shared = [min(line.span.end, found.end()) - max(line.span.start, found.start()) for line in self.lines]
        most = max(shared, default=0)
        return shared.index(most) if most > 0 else None


def texts(examples: Iterable[Example]) -> tuple[Text, ...]:
    """Cut documents into lines. Check boxes are left out: the words of a box that nobody ticked mislead."""
    return tuple(
        Text(one.name, one.group, one.document.text, tuple(_lines(one.document)), one.gold) for one in examples
    )


def _lines(document: ParsedDocument) -> Iterator[Line]:
    for block in document.about_the_case():
        if block.kind == BlockKind.CHECKBOX:
            continue
        label = document.slice(block.label) if block.label is not None else ""
        heading = f"{block.section or ''} {label}".strip()
        for span in sentences(document.text, block.span if block.value is None else block.value):
            if WORD.search(document.text, span.start, span.end):
                yield Line(document.slice(span), span, heading)
