"""The sentences of a case as the model of findings sees them: words, neighbours, place, and what the rules found.

A sentence is judged by its own words first. What stands beside it, the heading, label or lead-in that it stands under,
its place and the findings of the rules in it are blocks of features of their own, so that one can be hidden or weighed.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lexsarah.classify.features import NAME, NUMBER, spelled, stemmed, tokens, worded
from lexsarah.classify.vectors import Counted
from lexsarah.language import LINES_KEPT, sentences, stem, words
from lexsarah.records import NOT_ABOUT_THE_CASE, Block, BlockKind, Case, Fact, ParsedDocument, Span
from lexsarah.vocabulary import SectionRole

BLOCKS = ("words", "letters", "around", "under", "place", "signs")
"""Kinds of features: stems and their pairs · runs of letters · stems of the sentences beside it · heading, label,
lead-in and kind of block · place and length · findings of the rules."""

FOUND = ("cause", "measure", "consequence")
"""Fields of the findings."""

HEADS = frozenset({BlockKind.TITLE, BlockKind.HEADING})

IN_LISTS = frozenset({BlockKind.LIST_ITEM, BlockKind.FIELD, BlockKind.TABLE})
"""Blocks that a lead-in before them speaks for."""

LABEL = re.compile(r"\W*+(?P<label>\w[\w/() -]{1,44}?):\s")
"""A label in front of the words that it names ("Åtgärd: rutinen gås igenom")."""

LABEL_WORDS = 5
"""Words of the longest label."""

HEADING_WORDS = 8
"""Words of a heading that are counted."""

LEAD_WORDS = 12
"""Words at the end of a lead-in that are counted."""

FIFTHS = 5
"""Parts of a case that a place is told by."""

LENGTH_STEP = 6
"""Words that a sentence must have more to be longer; from five steps on all are long."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence (in a table: of one cell), its tokens (features.tokens) and the block that it stands in.

    ``label`` holds the words that name it: of a form's field, or in front of it; empty if there are none.
    """

    span: Span
    text: str
    tokens: tuple[str, ...]
    block: Block
    label: tuple[str, ...] = ()

    @property
    def tells(self) -> bool:
        """Whether it may state something of the case: no heading, no question, no law box."""
        plain = self.block.kind not in HEADS and self.block.kind not in NOT_ABOUT_THE_CASE
        return plain and not self.text.rstrip(" \"”»')").endswith("?")


def lines(document: ParsedDocument, case: Case, known: frozenset[str] | None = None) -> tuple[Line, ...]:
    """Cut a case into its sentences, in order, headings and law boxes too; of a field those of its value.

    ``known`` as in ``features.tokens``.
    """
    return tuple(_lines(document, case, known))


def _lines(document: ParsedDocument, case: Case, known: frozenset[str] | None) -> Iterator[Line]:
    for block in document.blocks:
        whole = block.value if block.kind is BlockKind.FIELD and block.value is not None else block.span
        start, end = max(whole.start, case.span.start), min(whole.end, case.span.end)
        if start >= end or block.kind in {BlockKind.CHECKBOX, BlockKind.OTHER_MATTER}:
            continue
        for sentence in sentences(document.text, Span(start, end)):
            for span in _cells(document.text, sentence):
                text = document.slice(span)
                cut = tokens(text, known)
                if cut:
                    yield Line(span, text, tuple(cut), block, _label(document, block, text))


def _label(document: ParsedDocument, block: Block, text: str) -> tuple[str, ...]:
    match = LABEL.match(text)
    own = words(match["label"]) if match else []
    of_field = _first_words(document.slice(block.label)) if block.label is not None else ()
    return (*of_field, *(own if len(own) <= LABEL_WORDS else ()))


@lru_cache(maxsize=LINES_KEPT)
def _first_words(heading: str) -> tuple[str, ...]:
    return tuple(words(heading)[:HEADING_WORDS])


def _cells(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for cell in text[span.start : span.end].split("\t"):
        inner = cell.strip()
        if inner:
            first = start + cell.index(inner)
            yield Span(first, first + len(inner))
        start += len(cell) + 1


def counted(account: Sequence[Line], facts: Sequence[Fact]) -> list[Counted]:
    """Count the features of every line, by block; ``facts`` are those of the rules about the case."""
    stems = [stemmed(line.tokens) for line in account]
    signs = found_in(account, facts)
    announced = {line.block.role for line in account}
    under = _under(account, announced)
    return [
        {
            "words": worded(stems[at]),
            "letters": spelled(line.tokens),
            "around": _around(stems, at),
            "under": under[at],
            "place": _place(line, at, len(account)),
            "signs": _signs(signs, at),
        }
        for at, line in enumerate(account)
    ]


def found_in(account: Sequence[Line], facts: Sequence[Fact]) -> list[list[Fact]]:
    """Return for every line the findings of the rules whose first words stand in it."""
    found: list[list[Fact]] = [[] for _ in account]
    starts = {line.span.start: at for at, line in enumerate(account)}
    places = sorted(starts)
    for fact in facts:
        if fact.field in FOUND and fact.producer.kind == "rule" and fact.evidence:
            first = fact.evidence[0].span.start
            before = bisect_right(places, first)
            at = starts[places[before - 1]] if before else 0
            if account[at].span.start <= first < account[at].span.end:
                found[at].append(fact)
    return found


def _around(stems: Sequence[Sequence[str]], at: int) -> Counter[str]:
    before = {f"< {one}" for one in stems[at - 1]} if at else set()
    after = {f"> {one}" for one in stems[at + 1]} if at + 1 < len(stems) else set()
    return Counter(before | after)


def _under(account: Sequence[Line], announced: set[SectionRole | None]) -> list[Counter[str]]:
    """Count what the blocks of lines stand under: heading, label, lead-in of a list; and what kind they are."""
    found: list[Counter[str]] = []
    lead: list[str] = []
    for line in account:
        block = line.block
        lead = lead if block.kind in IN_LISTS else []
        role = block.role.value if block.role else "-"
        names = {f"role {role}", f"kind {block.kind.value}"}
        names |= {f"{field} {_stands(field, role, announced)}" for field in FOUND}
        names |= {f"heading {stem(word)}" for word in _first_words(block.section or "")}
        names |= {f"label {stem(word)}" for word in line.label}
        names |= {f"lead {one}" for one in lead}
        found.append(Counter(names))
        if line.text.endswith(":"):
            lead = [one for one in stemmed(line.tokens) if one not in {NAME, NUMBER}][-LEAD_WORDS:]
    return found


def _stands(field: str, role: str, announced: set[SectionRole | None]) -> str:
    """Where a line stands to the parts that headings keep for a field: in one, outside them, or there are none."""
    if role == field:
        return "inside"
    return "outside" if SectionRole(field) in announced else "nowhere"


def _place(line: Line, at: int, lines_: int) -> Counter[str]:
    return Counter([f"fifth {FIFTHS * at // lines_}", f"length {min(5, len(line.tokens) // LENGTH_STEP)}"])


def _signs(found: Sequence[Sequence[Fact]], at: int) -> Counter[str]:
    own = {fact.field for fact in found[at]} | {f"{fact.field} {fact.value}" for fact in found[at]}
    before = {f"< {fact.field}" for fact in found[at - 1]} if at else set()
    after = {f"> {fact.field}" for fact in found[at + 1]} if at + 1 < len(found) else set()
    return Counter(own | before | after)
