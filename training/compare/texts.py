"""A document as every way to learn sees it: sentences about the case under their headings, its beginning, its frame."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lexsarah.language import WORD, sentences
from lexsarah.records import NOT_ABOUT_THE_CASE, BlockKind, ParsedDocument, Span
from training.material import Example

HEAD = 400
"""Code points of a document's beginning, menus and all: who writes to whom, and on what form."""

AROUND = NOT_ABOUT_THE_CASE | {BlockKind.CHECKBOX}
"""Blocks whose sentences are the frame's."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, where it stands, and the heading and the form's label above it ("" where there is neither)."""

    text: str
    span: Span
    heading: str


@dataclass(frozen=True, slots=True)
class Text:
    """A document to learn from; ``group`` is what a fold may not split, ``gold`` its annotation in the flat shape.

    ``frame`` is what stands around the lines: headings, labels, the words of check boxes, boxes about the law,
    contacts, menus. It tells of the kind of document and nothing of the case.
    """

    name: str
    group: str
    text: str
    lines: tuple[Line, ...]
    frame: tuple[str, ...]
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
    """Cut documents into lines and their frames. The words of a check box that nobody ticked are no line."""
    return tuple(
        Text(
            one.name,
            one.group,
            one.document.text,
            tuple(_lines(one.document)),
            tuple(dict.fromkeys(_frame(one.document))),
            one.gold,
        )
        for one in examples
    )


def _lines(document: ParsedDocument) -> Iterator[Line]:
    for block in document.blocks:
        if block.kind in AROUND:
            continue
        label = document.slice(block.label) if block.label is not None else ""
        heading = f"{block.section or ''} {label}".strip()
        for span in sentences(document.text, block.span if block.value is None else block.value):
            if WORD.search(document.text, span.start, span.end):
                yield Line(document.slice(span), span, heading)


def _frame(document: ParsedDocument) -> Iterator[str]:
    for block in document.blocks:
        if block.section:
            yield block.section
        if block.label is not None and len(block.label):
            yield document.slice(block.label)
        if block.kind in AROUND:
            yield from (document.slice(span) for span in sentences(document.text, block.span))
