"""Near-duplicates: documents that share too many runs of words to have been written one by one.

Two documents are compared by the share of the shorter one's shingles (runs of eight words; Broder, On the resemblance
and containment of documents, 1997) that the other has as well.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

SHINGLE = 8
"""Words of a run."""

COMMON = 12
"""A run that more documents than this share is a fixed phrase (the name of a law, the definition of lex Sarah)."""

LARGEST_COMMON_SHARE = 0.25
"""Largest share of a document's runs that may be such phrases: more of them make a template."""

LIMIT = 0.08
"""Largest containment of two documents about different events."""

LIMIT_WITHIN_EVENT = 0.25
"""Largest containment of two papers about one event: they may quote each other."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents and the share of the shorter one's runs that they share, in [0, 1]."""

    one: str
    other: str
    containment: float


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of eight lower-case words of a text; numbers count as one word each."""
    words = re.findall(r"\w+", text.lower())
    return frozenset(zip(*(words[at:] for at in range(SHINGLE)), strict=False))


def pairs(texts: Mapping[str, str], least: float = 0.02) -> list[Pair]:
    """Return the pairs of texts (by name) that share at least this much, the closest first."""
    runs = {name: shingles(text) for name, text in texts.items()}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(runs):
        for run in runs[name]:
            holders[run].append(name)
    shared = Counter(pair for names in holders.values() if 1 < len(names) <= COMMON for pair in combinations(names, 2))
    found = (Pair(one, other, count / min(len(runs[one]), len(runs[other]))) for (one, other), count in shared.items())
    return sorted((pair for pair in found if pair.containment >= least), key=lambda pair: (-pair.containment, pair.one))


def templates(texts: Mapping[str, str]) -> dict[str, float]:
    """Return the texts (by name) that consist of common runs to more than the limit, with the share of such runs."""
    runs = {name: shingles(text) for name, text in texts.items()}
    holders = Counter(run for held in runs.values() for run in held)
    shares = {
        name: sum(holders[run] > COMMON for run in held) / len(held) for name, held in sorted(runs.items()) if held
    }
    return {name: share for name, share in shares.items() if share > LARGEST_COMMON_SHARE}


def too_close(found: Iterable[Pair], event_of: Mapping[str, str | None]) -> list[Pair]:
    """Return the pairs above the limit that goes with them; ``event_of`` gives the event of a document, if any."""
    return [
        pair
        for pair in found
        if pair.containment
        > (LIMIT_WITHIN_EVENT if event_of.get(pair.one) and event_of[pair.one] == event_of[pair.other] else LIMIT)
    ]
