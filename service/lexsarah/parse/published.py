"""The day of publication as a page states it. Never guessed, never taken from the clock."""

import re
from collections.abc import Iterable
from datetime import date

from lexsarah.parse.structure.labels import PUBLISHED_LABELS
from lexsarah.records import Block, BlockKind

MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)")
COMPACT = re.compile(r"\b(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)\b")
DOTTED = re.compile(r"\b(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>(?:19|20)\d\d)\b")
IN_WORDS = re.compile(r"\b(?P<day>\d{1,2})\s+(?P<name>[a-z]{3,9})\.?,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)


def first_day(words: str) -> date | None:
    """Return the first whole date in some words ("2023-11-01", "24 maj 2023", "9.7.2020"), None if there is none."""
    found: list[tuple[int, date]] = []
    for pattern in (ISO, COMPACT, DOTTED, IN_WORDS):
        for match in pattern.finditer(words):
            parts = match.groupdict()
            month = _month(parts["name"]) if "name" in parts else int(parts["month"])
            try:
                found.append((match.start(), date(int(parts["year"]), month, int(parts["day"]))))
            except ValueError:
                continue
    return min(found)[1] if found else None


def _month(name: str) -> int:
    return next((at for at, month in enumerate(MONTHS, 1) if month.startswith(name.lower()[:3])), 0)


def stated(text: str, blocks: Iterable[Block]) -> date | None:
    """Return the day in a field labelled as publication ("Publicerad: 2023-11-01"), the first if there are several."""
    for block in blocks:
        if block.kind is not BlockKind.FIELD or block.label is None or block.value is None:
            continue
        if text[block.label.start : block.label.end].lower() in PUBLISHED_LABELS:
            day = first_day(text[block.value.start : block.value.end])
            if day:
                return day
    return None
