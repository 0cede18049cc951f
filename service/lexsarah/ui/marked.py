"""The text of a document in its blocks, with the words of every fact marked.

Marks may overlap and cross blocks: the text is cut at every boundary, and each piece names the evidence it belongs to
(``u1-3.0``: first evidence of fact ``u1-3``), so that the pieces of an evidence together are its quote.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from lexsarah.records import Block, BlockKind, ParsedDocument, Span
from lexsarah.ui.facts import FactView

ASIDES = {
    BlockKind.LAW_BOX: "Faktaruta om lagen – används inte som underlag",
    BlockKind.CONTACT: "Kontaktuppgifter – används inte som underlag om händelsen",
    BlockKind.BOILERPLATE: "Sidhuvud, sidfot, kommentarer och annat runt texten – används inte som underlag",
}
"""Label of blocks that are not about the case."""

GROUPED = {
    BlockKind.LIST_ITEM: "list",
    BlockKind.FIELD: "fields",
    BlockKind.TABLE: "table",
    BlockKind.CHECKBOX: "boxes",
    BlockKind.LAW_BOX: "law",
    BlockKind.CONTACT: "contact",
    BlockKind.BOILERPLATE: "boilerplate",
}
"""Kinds of which neighbours stand together in one element."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text.

    ``anchor`` is set for a marked piece; ``evidence`` names what it supports, space-separated; ``weighty`` says that
    some of it is a claim about the case.
    """

    text: str
    anchor: str = ""
    evidence: str = ""
    weighty: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One block: its cells (a field has two: label and value), each a row of pieces. ``checked`` as in ``Block``.

    ``picture`` is the place among the document's blocks (0-based) of a box that cannot be told and can be shown.
    """

    cells: tuple[tuple[Piece, ...], ...]
    checked: bool | None = None
    picture: int | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """What becomes one element of the page: a heading or paragraph, or neighbours of one kind."""

    kind: str
    lines: tuple[Line, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """The page's text, and where each evidence begins: its name to an anchor."""

    elements: tuple[Element, ...]
    anchors: dict[str, str]


def marked(document: ParsedDocument, facts: Iterable[FactView]) -> Marked:
    """Mark the evidence of ``facts`` in the text."""
    marks = [
        _Mark(one.span, f"{fact.key}.{number}", fact.weighty)
        for fact in facts
        for number, one in enumerate(fact.evidence)
    ]
    cutter = _Cutter(document.text, marks)
    blocks = tuple(_whole(document))
    pictured = _to_look_at(document)
    elements = []
    for (kind, _), run in groupby(enumerate(blocks), key=lambda pair: _together(pair[0], pair[1].kind)):
        lines = tuple(Line(tuple(cutter.cells(block)), block.checked, pictured.get(block.span)) for _, block in run)
        elements.append(Element(GROUPED.get(kind, kind.value), lines, ASIDES.get(kind, "")))
    return Marked(tuple(elements), cutter.anchors)


def _to_look_at(document: ParsedDocument) -> dict[Span, int]:
    """Places among the blocks of the boxes that cannot be told and stand on a page, by their span."""
    return {
        block.span: place
        for place, block in enumerate(document.blocks)
        if block.kind is BlockKind.CHECKBOX and block.checked is None and document.textmap.crop(block.span)
    }


def _together(place: int, kind: BlockKind) -> tuple[BlockKind, int]:
    """Return a key that neighbours of a grouped kind share and others do not."""
    return kind, -1 if kind in GROUPED else place


def _whole(document: ParsedDocument) -> Iterator[Block]:
    """Yield the blocks, and as paragraphs what words stand between them: nothing of the text is left out."""
    end = 0
    for block in (*document.blocks, None):
        until = block.span.start if block else len(document.text)
        between = document.text[end:until]
        if any(sign.isalnum() for sign in between):
            start = end + len(between) - len(between.lstrip())
            yield Block(BlockKind.PARAGRAPH, Span(start, end + len(between.rstrip())))
        if block:
            yield block
            end = block.span.end


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    name: str
    weighty: bool


class _Cutter:
    """Cuts spans of the text into pieces, and remembers where each evidence was first met.

    The spans must come in order: marks that end before one are not looked at again, which keeps a committee's six
    hundred pages quick.
    """

    def __init__(self, text: str, marks: Sequence[_Mark]) -> None:
        self._text = text
        self._coming = deque(sorted(marks, key=lambda mark: mark.span))
        self._open: list[_Mark] = []
        self.anchors: dict[str, str] = {}
        self._pieces = 0

    def cells(self, block: Block) -> Iterator[tuple[Piece, ...]]:
        """Yield the cells of a block."""
        start, end = block.span.start, block.span.end
        if block.kind is BlockKind.FIELD:
            value = block.value.start if block.value and len(block.value) else end
            yield self._cut(Span(start, value))
            yield self._cut(Span(value, end))
            return
        if block.kind is BlockKind.TABLE:
            for cell in self._text[start:end].split("\t"):
                yield self._cut(Span(start, start + len(cell)))
                start += len(cell) + 1
            return
        yield self._cut(block.span)

    def _cut(self, span: Span) -> tuple[Piece, ...]:
        while self._coming and self._coming[0].span.start < span.end:
            self._open.append(self._coming.popleft())
        self._open = [mark for mark in self._open if mark.span.end > span.start]
        near = deque(mark for mark in self._open if mark.span.overlaps(span))
        edges = {span.start, span.end}
        for mark in near:
            edges |= {max(mark.span.start, span.start), min(mark.span.end, span.end)}
        cut: list[Piece] = []
        over: list[_Mark] = []
        for start, end in pairwise(sorted(edges)):
            while near and near[0].span.start <= start:
                over.append(near.popleft())
            over = [mark for mark in over if mark.span.end >= end]
            cut.append(self._piece(Span(start, end), over))
        return tuple(cut)

    def _piece(self, span: Span, marks: Sequence[_Mark]) -> Piece:
        text = self._text[span.start : span.end]
        if not marks:
            return Piece(text)
        self._pieces += 1
        anchor = f"m{self._pieces}"
        for mark in marks:
            self.anchors.setdefault(mark.name, anchor)
        names = " ".join(mark.name for mark in marks)
        return Piece(text, anchor, names, any(mark.weighty for mark in marks))
