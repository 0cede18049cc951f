"""Which parts of a document tell of which case.

Minutes hold one item about lex Sarah among ten others; a yearly summary, a letter or an article holds several cases.
Items of an agenda are told by their paragraphs or numbers, cases by what opens them: "Ärende 2", a report number,
headings of units or months, list items, rows of a table, "den andra händelsen". Openers count only where what stands
under them tells of events. What stands outside is shared by the cases (law, unit, number of reports, joint decision);
other items of an agenda belong to none.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lexsarah.parse.cases.agenda import about_lex_sarah, agenda, tells_of_one_case
from lexsarah.parse.cases.extents import parts_of
from lexsarah.parse.cases.newcomers import are_new, are_units, brings_in
from lexsarah.parse.cases.openers import SERIES, Sign, counts
from lexsarah.parse.cases.paper import Paper, Part
from lexsarah.parse.cases.words import ABOUT_CASES, ALL, ANNOUNCED, COUNTED, MADE_UP, NAMED, SEVERAL, SUMMING
from lexsarah.parse.structure.sections import announced
from lexsarah.records import BlockKind, Case, ParsedDocument, Span
from lexsarah.vocabulary import SectionRole

MAX_TITLE = 200
MAX_CASES = 200
"""Cases that one document is split into; no summary has more, and a file made to cost time might."""

LEAST_CASES = 2
SENTENCE_END = re.compile(r"[.!?]\s|[:\n]")


def cases_of(document: ParsedDocument) -> tuple[Case, ...]:
    """Split a document into its cases, in order and without overlap; at least one.

    A document that is not split is one case from start to end. The own part of a case starts and ends with a block.
    """
    paper = Paper(document)
    items = agenda(paper)
    parts: list[Part] = []
    if items:
        for item in about_lex_sarah(paper, items):
            parts += _split(paper, item) or ([item] if tells_of_one_case(paper, item) else [])
    elif document.blocks:
        parts = _split(paper, Part(0, len(document.blocks) - 1))
    parts = parts[:MAX_CASES]
    if not parts:
        return (Case(Span(0, len(document.text)), title_of(document)),)
    shared = tuple(_shared(paper, parts, items))
    return tuple(Case(paper.span(part), _title(paper, part), shared) for part in parts)


def title_of(document: ParsedDocument) -> str:
    """Words that name a document: its title, else its first line; at most ``MAX_TITLE`` code points."""
    return (document.title or document.text.strip().split("\n", 1)[0])[:MAX_TITLE]


def speaks_of_all(document: ParsedDocument, span: Span) -> bool:
    """Whether the line in which some words stand speaks of all the cases and not of one of them."""
    start, end = document.text.rfind("\n", 0, span.start) + 1, document.text.find("\n", span.end)
    return ALL.search(document.text, start, end if end >= 0 else len(document.text)) is not None


def focused(document: ParsedDocument, case: Case) -> ParsedDocument:
    """View that a case has of its document: same text and offsets, blocks of other matters set aside.

    Blocks outside the case's own part and its background become ``OTHER_MATTER``.
    """
    if case.span == Span(0, len(document.text)):
        return document
    parts = sorted((case.span, *case.background))

    def is_held(span: Span) -> bool:
        at = bisect_right(parts, span.start, key=lambda part: part.start)
        return at > 0 and span in parts[at - 1]

    blocks = tuple(
        block if is_held(block.span) else replace(block, kind=BlockKind.OTHER_MATTER) for block in document.blocks
    )
    return replace(document, blocks=blocks)


def _split(paper: Paper, part: Part) -> list[Part]:
    """Cases of a stretch that holds several; empty where it holds one."""
    text = paper.text(part)
    for finder, sign in SERIES:
        openers = finder(paper, part)
        if not LEAST_CASES <= len(openers) <= MAX_CASES:
            continue
        if sign is Sign.AS_EXPECTED and any("?" in paper.words[at] for at in openers):  # Questions and answers.
            continue
        leaves = paper.is_common if sign is Sign.ENOUGH else paper.is_usual
        parts = _telling(paper, _without_frame(paper, parts_of(paper, openers, part.last, leaves)))
        if len(parts) < LEAST_CASES:
            continue
        announced_above = parts[0].first > part.first and _announces(paper.text(Part(part.first, parts[0].first - 1)))
        if sign is not Sign.ENOUGH and not (announced_above or SEVERAL.search(text) or counts(text)):
            continue
        new = (
            announced_above
            and (are_new(paper, parts) or are_units(paper, parts))
            and not ABOUT_CASES.search(title_of(paper.document))
        )
        if sign is Sign.AS_EXPECTED and not new and not _are_expected(paper, parts, part):
            continue
        if not _is_one_investigation(paper, parts, part, new=new):
            return [] if MADE_UP.search(text) else parts
    return []


def _announces(words: str) -> bool:
    """Whether a text says that several cases follow."""
    return any(pattern.search(words) for pattern in (ANNOUNCED, SEVERAL, COUNTED))


def _without_frame(paper: Paper, parts: Sequence[Part]) -> list[Part]:
    """Leave out parts before the cases that only announce them, and parts after them that look back at several."""
    first, last = 0, len(parts)
    while first < last and _announces(paper.text(parts[first])) and not brings_in(paper.body(parts[first])):
        first += 1
    while last > first and _looks_back(paper, parts[last - 1], parts[last - 2] if last > 1 else None):
        last -= 1
    # All of them: then they are no frame.
    return list(parts[first:last] if last - first >= LEAST_CASES else parts)


def _looks_back(paper: Paper, part: Part, before: Part | None) -> bool:
    """Whether a part names several cases, or brings in nobody after a section about all of them or where none tells."""
    body = paper.body(part)
    if NAMED.search(body) or SUMMING.match(body):
        return True
    if brings_in(body) or paper.is_graded(part):
        return False
    return before is not None and any(
        at in paper.headings and paper.is_usual(at) for at in range(before.last + 1, part.first)
    )


def _telling(paper: Paper, parts: Sequence[Part]) -> list[Part]:
    """Parts with a body, where half of them or more tell of an event; none otherwise."""
    bodies = [part for part in parts if paper.has_body(part)]
    return bodies if 2 * sum(map(paper.tells, bodies)) >= len(bodies) else []


def _are_expected(paper: Paper, parts: Sequence[Part], within: Part) -> bool:
    """Whether the text around them counts as many, most have a grade of their own, or most have the same sections."""
    inside = {at for part in parts for at in range(part.first, part.last + 1)}
    around = "\n".join(paper.words[at] for at in range(within.first, within.last + 1) if at not in inside)
    if len(parts) in counts(around) or 2 * sum(map(paper.is_graded, parts)) > len(parts):
        return True
    roles = Counter(role for part in parts for role in paper.labels(part) if role in INNER)
    return any(2 * times > len(parts) for times in roles.values())


INNER = frozenset({SectionRole.CONSEQUENCE, SectionRole.CAUSE, SectionRole.MEASURE, SectionRole.ASSESSMENT})
"""Sections that each of several cases has for itself."""


def _is_one_investigation(paper: Paper, parts: Sequence[Part], within: Part, *, new: bool) -> bool:
    """Whether causes or measures stand once, outside the parts: these are several days of one event.

    Where the parts are announced and ``new`` in their people or units, measures outside may be those for all of them.
    """
    inside = {at for part in parts for at in range(part.first, part.last + 1)}
    outside = {
        announced(paper.words[at])[0]
        for at in range(within.first, within.last + 1)
        if at not in inside and at in paper.headings and not paper.is_common(at)
    }
    whole = frozenset({SectionRole.CAUSE} if new else {SectionRole.CAUSE, SectionRole.MEASURE})
    own = sum(paper.is_graded(part) or bool(paper.labels(part) & whole) for part in parts)
    return bool(outside & whole) and 2 * own <= len(parts)


def _title(paper: Paper, part: Part) -> str:
    """Words that name a case: what opens it, with the document's title."""
    whole, words = title_of(paper.document), paper.words[part.first]
    # "§ 105" and "Ärende 3" say nothing by themselves.
    if len(words.split()) <= 2 and part.first < part.last:
        words = f"{words} {paper.words[part.first + 1]}"
    if paper.blocks[part.first].kind is not BlockKind.HEADING:
        end = SENTENCE_END.search(words, 4)
        words = words[: end.start()] if end else words
    return f"{words[: MAX_TITLE // 2].strip()} ({whole[: MAX_TITLE // 2 - 3]})"


def _shared(paper: Paper, parts: Sequence[Part], items: Sequence[Part]) -> Iterator[Span]:
    """Yield what all the cases share, in order: what stands in none of them and in no item that holds none.

    Of minutes, that is their head (date, place, committee) and what an item says around its cases.
    """
    taken = {at for part in parts for at in range(part.first, part.last + 1)}
    if items:
        held = [item for item in items if any(item.first <= part.first <= item.last for part in parts)]
        inside = {at for item in held for at in range(item.first, item.last + 1)}
        taken |= {at for at in range(items[0].first, len(paper.blocks)) if at not in inside}
    run: Span | None = None
    for at, block in enumerate(paper.blocks):
        if at not in taken:
            run = Span(run.start if run else block.span.start, block.span.end)
        elif run:
            yield run
            run = None
    if run:
        yield run
