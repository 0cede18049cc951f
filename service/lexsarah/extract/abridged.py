"""A document with what no rule should read cut out, and the way back: a picture in text, and other matters.

Many rules look from every letter to the end of its word; on a "word" of a hundred thousand letters that takes minutes.
No word, address or row of marks that carries meaning is longer than ``LONGEST_RUN``. Nor is a rule for other matters of
the same paper: in the view of one case of several they are cut out whole, so that each case costs what it holds.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lexsarah.records import Block, BlockKind, Case, Evidence, Fact, ParsedDocument, Span, TextMap

LONGEST_RUN = 500
"""Code points without white space, or of nothing but white space, that are kept: the longest web addresses seen have
some 300."""

LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}|\s{{{LONGEST_RUN + 1},}}")


@dataclass(frozen=True, slots=True)
class Abridged:
    """A shortened document and the whole one.

    ``places[i]`` is an offset of the shortened text from which on ``shifts[i]`` code points of the whole are missing.
    """

    whole: ParsedDocument
    short: ParsedDocument
    places: tuple[int, ...]
    shifts: tuple[int, ...]

    def case(self, case: Case) -> Case:
        """Return the case in the shortened text."""
        return replace(case, span=self._shortened(case.span), background=tuple(map(self._shortened, case.background)))

    def restored(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """Return facts on the shortened text with their evidence in the whole one."""
        return tuple(replace(fact, evidence=tuple(self._evidence(one) for one in fact.evidence)) for fact in facts)

    def _evidence(self, one: Evidence) -> Evidence:
        return self.whole.evidence(Span(self._whole(one.span.start), self._whole(one.span.end - 1) + 1))

    def _whole(self, offset: int) -> int:
        at = bisect_right(self.places, offset)
        return offset + (self.shifts[at - 1] if at else 0)

    def _offset(self, offset: int) -> int:
        """Offset in the shortened text; of what was cut out, the place of the cut."""
        at = bisect_right(range(len(self.places)), offset, key=lambda i: self.places[i] + self.shifts[i])
        short = offset - (self.shifts[at - 1] if at else 0)
        return min(short, self.places[at]) if at < len(self.places) else short

    def _shortened(self, span: Span) -> Span:
        return Span(self._offset(span.start), self._offset(span.end))

    def block(self, block: Block) -> Block:
        """Return a block in the shortened text."""
        return replace(
            block,
            span=self._shortened(block.span),
            label=block.label and self._shortened(block.label),
            value=block.value and self._shortened(block.value),
        )


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans in order, those that overlap as one."""
    last: Span | None = None
    for span in sorted(spans):
        if last is not None and span.start <= last.end:
            last = Span(last.start, max(last.end, span.end))
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def abridged(document: ParsedDocument) -> Abridged | None:
    """Cut overlong runs and other matters out of a document; None where it has none, as nearly all have."""
    cuts = [Span(match.start() + LONGEST_RUN, match.end()) for match in LONG_RUN.finditer(document.text)]
    others = [block.span for block in document.blocks if block.kind is BlockKind.OTHER_MATTER]
    if others:
        cuts = list(_joined([*cuts, *others]))
    if not cuts:
        return None
    kept: list[str] = []
    places: list[int] = []
    shifts: list[int] = []
    end = gone = 0
    for cut in cuts:
        kept.append(document.text[end : cut.start])
        places.append(cut.start - gone)
        gone += len(cut)
        shifts.append(gone)
        end = cut.end
    kept.append(document.text[end:])
    way = Abridged(document, document, tuple(places), tuple(shifts))
    blocks = tuple(block for block in map(way.block, document.blocks) if len(block.span))
    return replace(way, short=replace(document, text="".join(kept), blocks=blocks, textmap=TextMap()))
