"""Cuts a case into passages of about 200 words along its blocks and sentences, private persons masked."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lexsarah.index.marks import Mask, Masked
from lexsarah.language import WORD, sentences
from lexsarah.records import NOT_ABOUT_THE_CASE, Block, BlockKind, Case, ParsedDocument, Passage, Span
from lexsarah.vocabulary import SectionRole

WORDS = 200
"""Longest passage in words of the document: the encoders cut at 512 tokens, about 300 Swedish words."""

HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})


class _Piece(NamedTuple):
    """A sentence or a part of one, its words, the block that it stands in; and what begins there.

    ``starts``: a new section; ``apart``: something that is not about the case stands before it.
    """

    span: Span
    words: int
    block: Block
    starts: bool
    apart: bool


def passages(document: ParsedDocument, case: Case, masks: tuple[Mask, ...] = ()) -> tuple[Passage, ...]:
    """Cut the text about the case into passages, in order and without overlap; ``masks`` are in order too.

    A passage never crosses from one section into another unless it would hold fewer than a quarter of ``WORDS``, and
    never reaches over law boxes, contact blocks, boilerplate or other matters: they are in none.
    """
    hidden = Masked(document.text, masks)
    made: list[Passage] = []
    held: list[_Piece] = []
    count = 0
    for piece in _pieces(document, case):
        full = count + piece.words > WORDS or (piece.starts and count >= WORDS // 4)
        if held and (piece.apart or (count and full)):
            made.append(_passage(document, held, hidden))
            held, count = [], 0
        held.append(piece)
        count += piece.words
    if held:
        made.append(_passage(document, held, hidden))
    return tuple(made)


def _passage(document: ParsedDocument, held: list[_Piece], hidden: Masked) -> Passage:
    span = Span(held[0].span.start, held[-1].span.end)
    words = Counter[SectionRole | None]()
    for piece in held:
        words[piece.block.role] += piece.words
    section = held[0].block.section
    return Passage(
        span,
        None if section is None else hidden.in_words(section),
        "\n".join(hidden.slice(piece.span) for piece in held),
        words.most_common(1)[0][0],
        document.textmap.page(span.start),
    )


def _pieces(document: ParsedDocument, case: Case) -> Iterator[_Piece]:
    """Yield the sentences about the case."""
    apart = False
    for block in document.blocks:
        if block.span not in case.span:
            continue
        if block.kind in NOT_ABOUT_THE_CASE:
            apart = True
            continue
        for number, sentence in enumerate(sentences(document.text, block.span)):
            starts = number == 0 and block.kind in HEADINGS
            for part in _parts(document.text, sentence):
                yield _Piece(part, len(WORD.findall(document.slice(part))), block, starts, apart)
                starts = apart = False


def _parts(text: str, sentence: Span) -> Iterator[Span]:
    """Cut a sentence of more than ``WORDS`` words into parts of so many, at white space where there is any."""
    start = sentence.start
    ends = [match.end() for match in WORD.finditer(text, sentence.start, sentence.end)]
    first = 0
    while len(ends) - first > WORDS:
        # A part ends behind the blank after its last word but never inside a word.
        first += WORDS
        last, following = ends[first - 1], WORD.search(text, ends[first - 1], sentence.end)
        blank = WHITE.search(text, last, following.start() if following else sentence.end)
        end = blank.start() if blank else last
        yield Span(start, end)
        start = blank.end() if blank else last
    yield Span(start, sentence.end)


WHITE = re.compile(r"\s+")
