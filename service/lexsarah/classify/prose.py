"""The sentences of a case that tell of the event."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lexsarah.classify.features import tokens
from lexsarah.language import sentences
from lexsarah.records import Block, BlockKind, Case, ParsedDocument, Span

NOT_THE_EVENT = re.compile(
    r"åtgärd|lagrum|lagstiftning|lagtext|bestämmels|uppföljning|förslag till (?:beslut|nämnd)|handlingsplan|expedier"
    r"|sändlista|beslutsunderlag|bilagor|närvarande|jäv|underskrift",
    re.IGNORECASE,
)
"""Headings of sections that speak of what came after or around the event (record.md: types are not measures)."""

CAPTION = re.compile(r"(?:foto|bild|bildtext|arkivbild|genrebild|illustration|fotograf)(?:\s*\d+)?\s*:", re.IGNORECASE)
"""A picture's caption or credit: it says that there is a picture here, not that somebody took one."""

ENOUGH_WORDS = 40
"""With fewer words than this outside such sections, every section is read; few training paragraphs are shorter."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, where it stands, and its tokens (features.tokens)."""

    span: Span
    tokens: list[str]


def sentences_of_the_event(document: ParsedDocument, case: Case) -> tuple[Sentence, ...]:
    """Cut the case's own text into sentences, in order; law boxes, contacts, check boxes and captions are left out."""
    blocks = [
        block for block in document.about_the_case() if block.kind != BlockKind.CHECKBOX and block.span in case.span
    ]
    telling = [block for block in blocks if not (block.section and NOT_THE_EVENT.search(block.section))]
    found = tuple(_sentences(document.text, telling))
    enough = sum(len(sentence.tokens) for sentence in found) >= ENOUGH_WORDS
    return found if enough else tuple(_sentences(document.text, blocks))


def _sentences(text: str, blocks: Sequence[Block]) -> Iterator[Sentence]:
    for block in blocks:
        for span in sentences(text, block.span if block.value is None else block.value):
            cut = tokens(text[span.start : span.end])
            if cut and not CAPTION.match(text, span.start):
                yield Sentence(span, cut)
