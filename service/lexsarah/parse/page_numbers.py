"""Which pages a document lacks, by the page numbers that it prints itself: "Sida 2 (5)", "3(10)", "4 av 6"."""

import re
from collections import Counter

from lexsarah.records import BlockKind, ParsedDocument

NUMBER = re.compile(
    r"(?<![\d/(.-])(?:(?P<named>\bsid(?:a|an)?\.?)\s*)?(?P<page>\d{1,3})\s?"
    r"(?:\(\s?(?P<total>\d{1,3})\s?\)|\bav\s+(?P<of>\d{1,3})\b|/\s?(?P<slash>\d{1,3})\b)",
    re.IGNORECASE,
)
"""A slash counts only after "Sida": "1/12" alone is a day."""


def missing_pages(document: ParsedDocument) -> tuple[int, ...]:
    """Return the numbers of the pages that are not in the file, in order.

    Nothing is returned where the numbers do not tell: none with a total, different totals, one number on two pages, or
    more pages without a number than the first alone (a cover).
    """
    printed: dict[int, tuple[int, int]] = {}
    for block in document.blocks:
        page = document.textmap.page(block.span.start)
        if block.kind is BlockKind.BOILERPLATE and page is not None and page not in printed:
            found = _number(document.slice(block.span))
            if found:
                printed[page] = found
    totals = Counter(total for _, total in printed.values())
    numbers = [number for number, _ in printed.values()]
    if len(totals) != 1 or len(set(numbers)) < len(numbers):
        return ()
    (total,) = totals
    present = set(numbers)
    without = set(range(1, len(document.textmap.pages) + 1)) - set(printed)
    if without == {1}:
        present.add(1)
    elif without:
        return ()
    return tuple(sorted(set(range(1, total + 1)) - present))


def _number(words: str) -> tuple[int, int] | None:
    """Return the number of a page and of how many, None where the words hold none."""
    for match in NUMBER.finditer(words):
        of = match["total"] or match["of"] or (match["slash"] if match["named"] else None)
        if of and 1 <= int(match["page"]) <= int(of):
            return int(match["page"]), int(of)
    return None
