"""What is wrong among the facts: causes that no measure answers, measures without a time or somebody responsible."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lexsarah.checking import cues
from lexsarah.checking.items import Paper
from lexsarah.chronology import contradictions
from lexsarah.extract.taken import Taken
from lexsarah.language import lowered
from lexsarah.links import Stated, answered_by
from lexsarah.records import Block, BlockKind, Evidence, Fact, Span
from lexsarah.reference import lines
from lexsarah.vocabulary import Shortcoming

ROWS = frozenset({BlockKind.TABLE, BlockKind.LIST_ITEM, BlockKind.FIELD})
"""Blocks that are one row each: a time in another cell or sentence of it counts."""

LONGEST_ROW = 200
"""Code points of a paragraph that is as good as a row of a list."""

AT_ONCE = re.compile(r"(?<!\w)(?:omedelb\w*|direkt|genast|akut\w*)(?!\w)")
"""In a heading over measures: when they were done."""

MOST_ROWS = 60
"""Rows over a row of a table in which its heads are looked for."""

RESPONSIBLE_COLUMN = re.compile(r"(?<!\w)(?:ansv(?:\.|arig\w*)|vem)(?!\w)")


@dataclass(frozen=True, slots=True)
class Remark:
    """A shortcoming and the words that it is about; of dates both, the one that must come first before the other."""

    kind: Shortcoming
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A measure and the causes that it answers."""

    measure: Fact
    causes: tuple[Fact, ...]


def links(paper: Paper) -> tuple[Link, ...]:
    """Pair the measures of a case with the causes that they answer."""
    causes, measures = paper.facts("cause"), [measure for measure, _ in paper.taken()]
    found = answered_by(list(map(Stated.of, causes)), list(map(Stated.of, measures)), paper.document.text)
    return tuple(
        Link(measure, tuple(causes[at] for at in sorted(places)))
        for measure, places in zip(measures, found, strict=True)
    )


def remarks(paper: Paper, pairs: tuple[Link, ...]) -> tuple[Remark, ...]:
    """Find the shortcomings of a case, by kind in the order of the vocabulary."""
    return (*_unanswered(paper, pairs), *_untimed(paper), *_unowned(paper), *_disordered(paper))


def _unanswered(paper: Paper, pairs: tuple[Link, ...]) -> Iterator[Remark]:
    answered = {id(cause) for link in pairs for cause in link.causes}
    for cause in paper.facts("cause"):
        if id(cause) not in answered:
            yield Remark(Shortcoming.CAUSE_UNANSWERED, cause.evidence)


def _untimed(paper: Paper) -> Iterator[Remark]:
    for measure, _ in paper.taken():
        if not timed(paper, measure.evidence[0].span):
            yield Remark(Shortcoming.MEASURE_WITHOUT_TIME, measure.evidence)


def _unowned(paper: Paper) -> Iterator[Remark]:
    names = Taken(one.span for fact in paper.facts("person") for one in fact.evidence)
    for measure, _ in paper.taken():
        if not owned(paper, measure.evidence[0].span, names):
            yield Remark(Shortcoming.MEASURE_WITHOUT_RESPONSIBLE, measure.evidence)


def _disordered(paper: Paper) -> Iterator[Remark]:
    for one in contradictions(paper.document, paper.report):
        yield Remark(Shortcoming.DATES_OUT_OF_ORDER, (one.early.evidence[0], one.late.evidence[0]))


# --- one measure ---------------------------------------------------------------------------------------------------


def timed(paper: Paper, measure: Span) -> bool:
    """Whether the row or sentence of a measure says when it is done, or the heading over it does."""
    row, block = _row(paper, measure)
    lower = lowered(paper.document.slice(row))
    heading = lowered(block.section) if block is not None and block.section else ""
    return bool(cues.DAY.search(lower) or cues.DUE.search(lower) or AT_ONCE.search(heading))


def owned(paper: Paper, measure: Span, names: Taken) -> bool:
    """Whether the row or sentence of a measure says who sees to it: a name, a title, a cell under "Ansvarig".

    ``names`` holds where persons are named.
    """
    row, _ = _row(paper, measure)
    return (
        names.overlaps(row) or bool(_titles().search(lowered(paper.document.slice(row)))) or _in_owned_table(paper, row)
    )


def _row(paper: Paper, measure: Span) -> tuple[Span, Block | None]:
    """Return the row of a list or table that a measure stands in, else its sentence, with its block."""
    block = _block_at(paper, measure.start)
    if block is not None and (block.kind in ROWS or len(block.span) <= LONGEST_ROW):
        return block.span, block
    at = bisect_right(paper.statements, measure.start, key=lambda one: one.span.start)
    return (paper.statements[at - 1].span if at else measure), block


def _block_at(paper: Paper, offset: int) -> Block | None:
    blocks = paper.document.blocks
    at = bisect_right(blocks, offset, key=lambda one: one.span.start)
    return blocks[at - 1] if at and offset < blocks[at - 1].span.end else None


def _in_owned_table(paper: Paper, row: Span) -> bool:
    """Whether a row of a table has words in the column that its first row calls that of the responsible."""
    blocks = paper.document.blocks
    at = bisect_right(blocks, row.start, key=lambda one: one.span.start) - 1
    if at < 0 or blocks[at].span != row or blocks[at].kind is not BlockKind.TABLE:
        return False
    head = at
    while head and at - head < MOST_ROWS and blocks[head - 1].kind is BlockKind.TABLE:
        head -= 1
    columns = paper.document.slice(blocks[head].span).split("\n", 1)[0].lower().split("\t")
    place = next((number for number, name in enumerate(columns) if RESPONSIBLE_COLUMN.search(name)), None)
    cells = paper.document.slice(row).split("\t")
    return place is not None and place < len(cells) and any(letter.isalpha() for letter in cells[place])


@cache
def _titles() -> re.Pattern[str]:
    ends = "|".join(re.escape(end) for end in sorted(lines("role_titles.txt"), key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:\w{{0,40}}?(?:{ends})(?:en|n|na|er|erna)?|ec|vc|sas|mas|mar|ledningen|förvaltningen)(?!\w)"
    )
