"""Where the part of each case ends: at the next one, or where the text turns to all of them."""

from collections.abc import Callable, Sequence

from lexsarah.parse.cases.paper import Paper, Part
from lexsarah.parse.cases.words import NUMBER, SPOKEN, SUMMING
from lexsarah.parse.structure.headings import key
from lexsarah.records import NOT_ABOUT_THE_CASE, BlockKind


def parts_of(paper: Paper, openers: Sequence[int], last: int, leaves: Callable[[int], bool]) -> list[Part]:
    """Stretch of each opener: to the next, less what is said of all the cases under headings that ``leaves``.

    Headings that stand under more than one opener are the cases' own and never leave.
    """
    ends = [*(at - 1 for at in openers[1:]), last]
    raw = [Part(first, end) for first, end in zip(openers, ends, strict=True)]
    inner = _inner(paper, raw)
    parts = [Part(one.first, _end(paper, one, inner, leaves)) for one in raw]
    if len(parts) > 1:
        parts[-1] = _last(paper, parts[-1], raw[:-1], max(one.last - one.first for one in parts[:-1]))
    return [without_tail(paper, one) for one in parts]


def without_tail(paper: Paper, part: Part) -> Part:
    """Leave out signatures, contacts, furniture and headings over nothing at the end of a part."""
    last = part.last
    while last > part.first and (
        paper.blocks[last].kind in {*NOT_ABOUT_THE_CASE, BlockKind.HEADING}
        or paper.is_signature(last)
        or last in paper.headings
    ):
        last -= 1
    return Part(part.first, last)


def _inner(paper: Paper, raw: Sequence[Part]) -> frozenset[str]:
    """Headings that stand under more than one opener."""
    seen: dict[str, int] = {}
    for part in raw:
        under = {key(paper.words[at]) for at in range(part.first + 1, part.last + 1) if at in paper.headings}
        for name in under:
            seen[name] = seen.get(name, 0) + 1
    return frozenset(name for name, times in seen.items() if times > 1)


def _end(paper: Paper, part: Part, inner: frozenset[str], leaves: Callable[[int], bool]) -> int:
    """Last block before a heading that leaves the case, or before another item of a list."""
    opener = NUMBER.match(paper.words[part.first])
    depth = opener["number"].count(".") if opener else 0
    for at in range(part.first + 1, part.last + 1):
        if paper.blocks[part.first].kind is paper.blocks[at].kind is BlockKind.LIST_ITEM:
            return at - 1
        if at not in paper.headings or key(paper.words[at]) in inner:
            continue
        number = NUMBER.match(paper.words[at])
        higher = number is not None and part.first in paper.headings and number["number"].count(".") <= depth
        if higher or leaves(at) or at == part.last:
            return at - 1
    return part.last


def _last(paper: Paper, part: Part, before: Sequence[Part], longest: int) -> Part:
    """End the last case where the text turns to all of them, or to what the others do not have."""
    inside = [at for one in before for at in range(one.first + 1, one.last + 1)]
    plain = all(at not in paper.headings for at in inside)
    silent = not any(SPOKEN.match(paper.words[at]) for at in inside)
    for at in range(part.first + 1, part.last + 1):
        heading = at in paper.headings
        below = at > part.first + 1 or paper.blocks[part.first].kind is not BlockKind.HEADING
        spoken = silent and plain and SPOKEN.match(paper.words[at])
        summed = below and not heading and (spoken or SUMMING.match(paper.words[at]))
        if not longest or (plain and heading) or summed:
            return Part(part.first, at - 1)
    return part
