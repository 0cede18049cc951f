"""Cuts a case into passages of about 200 words along its blocks and sentences."""

import re
from collections.abc import Iterator

from lexsarah.language import WORD, sentences
from lexsarah.records import BlockKind, Case, ParsedDocument, Passage, Span

WORDS = 200
"""Longest passage in words: the encoders cut at 512 tokens, about 300 Swedish words."""

HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})


def passages(document: ParsedDocument, case: Case) -> tuple[Passage, ...]:
    """Cut the text about the case into passages, in order and without overlap.

    A passage never crosses from one section into another unless it would hold fewer than a quarter of ``WORDS``; law
    boxes, contact blocks and boilerplate are in none.
    """
    made: list[Passage] = []
    held: list[tuple[Span, str | None]] = []
    count = 0

    def close() -> None:
        nonlocal count
        if held:
            span = Span(held[0][0].start, held[-1][0].end)
            made.append(Passage(span, held[0][1], "\n".join(document.slice(part) for part, _ in held)))
        held.clear()
        count = 0

    for span, section, starts in _pieces(document, case):
        size = len(WORD.findall(document.slice(span)))
        if count and (count + size > WORDS or (starts and count >= WORDS // 4)):
            close()
        held.append((span, section))
        count += size
    close()
    return tuple(made)


def _pieces(document: ParsedDocument, case: Case) -> Iterator[tuple[Span, str | None, bool]]:
    """Yield sentences with their section, and whether a new section starts there."""
    for block in document.about_the_case():
        if block.span not in case.span:
            continue
        for number, sentence in enumerate(sentences(document.text, block.span)):
            starts = number == 0 and block.kind in HEADINGS
            for part in _parts(document.text, sentence):
                yield part, block.section, starts
                starts = False


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
