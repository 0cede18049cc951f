"""The items of minutes and summonses, and which of them are about lex Sarah."""

import re
from collections.abc import Callable, Sequence

from lexsarah.parse.cases.extents import without_tail
from lexsarah.parse.cases.paper import Paper, Part, event_words
from lexsarah.parse.cases.words import AGENDA, ITEM, LEX_SARAH, PARAGRAPH, SUMMED
from lexsarah.records import BlockKind

HEAD = 400
"""Code points in which minutes and summonses say what they are."""

MAX_ITEM_WORDS = 14
"""Words of a line that opens an item."""

LEAST_ITEM = 12
"""Words of an item that says more than its title."""

LEAST_NUMBERED = 3
"""Numbered headings that make an agenda; fewer are the sections of any paper."""


def agenda(paper: Paper) -> list[Part]:
    """Items of minutes or a summons; empty for other papers."""
    official = AGENDA.search(paper.document.text, 0, HEAD) is not None
    found = _items(paper, lambda at: PARAGRAPH.match(paper.words[at]))
    if len(found) > 1 or (found and official):
        return found
    if not official:
        return []
    worded = _items(paper, lambda at: _item(paper, at, worded=True))
    if len(worded) > 1:
        return worded
    numbered = _items(paper, lambda at: _item(paper, at, worded=False))
    return numbered if len(numbered) >= LEAST_NUMBERED else []


def _item(paper: Paper, at: int, *, worded: bool) -> re.Match[str] | None:
    short = worded and len(paper.words[at].split()) <= MAX_ITEM_WORDS
    if paper.blocks[at].kind not in {BlockKind.HEADING, BlockKind.TITLE} and not short:
        return None
    match = ITEM.match(paper.words[at])
    return match if match and bool(match["word"]) == worded else None


def _items(paper: Paper, opens: Callable[[int], re.Match[str] | None]) -> list[Part]:
    """Parts between openers of different numbers; of several with one number (a list first) the longest."""
    openers: list[tuple[int, str]] = []
    for at, block in enumerate(paper.blocks):
        match = opens(at) if block.kind is not BlockKind.BOILERPLATE else None
        if match:
            number = next(word for word in (match["number"], match.groupdict().get("before")) if word)
            if not openers or openers[-1][1] != number:
                openers.append((at, number))
    longest: dict[str, Part] = {}
    ends = [*(at - 1 for at, _ in openers[1:]), len(paper.blocks) - 1]
    for (first, number), end in zip(openers, ends, strict=False):
        part = without_tail(paper, Part(first, end))
        if number not in longest or paper.size(part) > paper.size(longest[number]):
            longest[number] = part
    return sorted(longest.values(), key=lambda part: part.first)


def about_lex_sarah(paper: Paper, items: Sequence[Part]) -> list[Part]:
    """Items that are about lex Sarah by their first lines, or tell of an event under it in passing."""
    return [
        item
        for item in items
        if paper.size(item) >= LEAST_ITEM and (_is_titled(paper, item) or _tells_in_passing(paper, item))
    ]


def tells_of_one_case(paper: Paper, item: Part) -> bool:
    """Whether an item about lex Sarah tells of one case, and not of routines or figures."""
    title = " ".join(paper.words[item.first : item.first + 2])
    return not SUMMED.search(title) and paper.has_body(item)


def _is_titled(paper: Paper, item: Part) -> bool:
    head = " ".join(paper.words[item.first : min(item.first + 3, item.last + 1)])
    return LEX_SARAH.search(head, 0, HEAD) is not None


def _tells_in_passing(paper: Paper, item: Part) -> bool:
    return any(
        LEX_SARAH.search(paper.words[at]) and event_words().search(paper.words[at])
        for at in range(item.first, item.last + 1)
    )
