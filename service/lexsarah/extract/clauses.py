"""Sentences and clauses of a case, the units that the rules on decisions, causes, measures and consequences look at.

A clause here is what stands between conjunctions and strong punctuation; it is found by marks and words, not parsed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from lexsarah.language import lowered, sentences
from lexsarah.records import Block, BlockKind, Case, ParsedDocument, Span

WORD = re.compile(r"\w+")

BOUNDARY = re.compile(
    r"[;\t]+|\s[–—-]\s|(?<=\w):\s"
    r"|,\s+(?=(?:och|men|samt|utan|vilket|vilka|som|eftersom|därför|då|medan|när|så att|dock|däremot|varpå|varför|där"
    r"|för att)\b)"
    r"|\s+(?=(?:samt|dessutom|däremot)\b)|\s+(?=utan (?:ett|en|som|det)\b)"
)
"""Where one clause ends and the next begins: strong marks, a comma before a conjunction, a few adverbs."""

HEADS = frozenset({BlockKind.TITLE, BlockKind.HEADING})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a block about the case. ``lower`` is its text in lower case, of the same length as ``span``.

    ``index`` counts the sentences of the case from 0; ``block`` is the block that it stands in.
    """

    index: int
    span: Span
    lower: str
    block: Block

    @property
    def is_head(self) -> bool:
        """Whether it is a title or a heading."""
        return self.block.kind in HEADS

    @property
    def is_question(self) -> bool:
        """Whether it asks instead of telling."""
        return self.lower.rstrip(" \"”»')").endswith("?")


MISREAD = re.compile(r"(?<=[^\W\d_])[1|]{1,2}(?=[^\W\d_])|(?<=[^\W\d_])I(?=[a-zåäö])")
"""Marks that recognition puts where a letter l stands inside a word ("ti11fälle", "AIlvarligt")."""


def repaired(sentence: str) -> str:
    """Words of a sentence, of the same length, with two hindrances removed.

    Marks that OCR took for an l are set right, and a stop inside the sentence is a space: it belongs to a shortened
    word ("14 kap. 7 §").
    """
    body = sentence.rstrip(" \n.!?\"”»')")
    plain = MISREAD.sub(lambda match: "l" * len(match.group()), body).replace(".", " ")
    return plain + sentence[len(body) :]


def within(block: Block, case: Case) -> Span | None:
    """Return the part of a block that belongs to the case, or None."""
    start, end = max(block.span.start, case.span.start), min(block.span.end, case.span.end)
    return Span(start, end) if start < end else None


def case_sentences(document: ParsedDocument, case: Case) -> Iterator[Sentence]:
    """Yield the sentences of the case from blocks that may speak of it, of a field those of its value.

    A tab (the border of a table's cell) ends a sentence too.
    """
    index = 0
    for block in document.about_the_case():
        part = within(block, case)
        if part is not None and block.kind is BlockKind.FIELD and block.value is not None:
            part = block.value if len(block.value) and block.value in part else None
        if part is None:
            continue
        for sentence in sentences(document.text, part):
            for span in _cells(document.text, sentence):
                yield Sentence(index, span, lowered(document.slice(span)), block)
                index += 1


def mended(document: ParsedDocument, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Return sentences with their hindrances removed (``repaired``)."""
    return tuple(replace(sentence, lower=lowered(repaired(document.slice(sentence.span)))) for sentence in sentences)


def _cells(text: str, span: Span) -> Iterator[Span]:
    for cell in re.finditer(r"[^\t]+", text[span.start : span.end]):
        inner = cell.group().strip()
        if inner:
            start = span.start + cell.start() + cell.group().index(inner)
            yield Span(start, start + len(inner))


@lru_cache(maxsize=16)
def clauses(lower: str) -> tuple[Span, ...]:
    """Cut a sentence into clauses that cover it, in order. Offsets are into the sentence."""
    cuts = [0, *(match.end() for match in BOUNDARY.finditer(lower)), len(lower)]
    return tuple(Span(start, end) for start, end in pairwise(cuts) if start < end)


def clause_at(lower: str, offset: int) -> Span:
    """Return the clause of a sentence that holds an offset of it."""
    return next((clause for clause in clauses(lower) if clause.start <= offset < clause.end), Span(0, len(lower)))


def count_words(text: str) -> int:
    """Count the words of a text."""
    return sum(1 for _ in WORD.finditer(text))


def trimmed(text: str, span: Span) -> Span:
    """Leave out white space, bullets, dashes and closing marks at the ends of a span."""
    inner = text[span.start : span.end]
    left = len(inner) - len(inner.lstrip(' \t\n•–—-·*,;:"”»'))
    kept = inner[left:].rstrip(' \t\n.,;:!–—-"”»…')
    return Span(span.start + left, span.start + left + len(kept)) if kept else span


def quotation(text: str, sentence: Sentence, start: int, end: int, longest: int = 18) -> Span:
    """Return the words to quote for a cue at ``[start, end)`` of a sentence, as a span of the text.

    A sentence of at most ``longest`` words is quoted whole; of a longer one the clauses that the cue touches, and a
    clause of fewer than five words takes its neighbour along.
    """
    if count_words(sentence.lower) <= longest:
        return trimmed(text, sentence.span)
    parts = clauses(sentence.lower)
    touched = [number for number, part in enumerate(parts) if part.start < end and start < part.end]
    first, last = (touched[0], touched[-1]) if touched else (0, len(parts) - 1)
    while count_words(sentence.lower[parts[first].start : parts[last].end]) < 5:
        if last + 1 < len(parts):
            last += 1
        elif first:
            first -= 1
        else:
            break
    base = sentence.span.start
    return trimmed(text, Span(base + parts[first].start, base + parts[last].end))
