"""Past cases like one: alike in words and in what was coded, each shown."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from lexsarah.search.words import Hit, ranked, with_idf
from lexsarah.store.database import Connection
from lexsarah.store.filters import Filters

ASPECTS = {
    "event_type": 3.0,
    "primary_type": 1.0,
    "cause": 1.5,
    "setting_code": 1.0,
    "service_area": 0.5,
    "consequence": 0.5,
}
"""Weight of each aspect that two cases can share: above all what happened, then why, where and to what end."""
WORD_WEIGHT = 3.0
"""Weight of the likeness in words, whose best candidate counts 1."""
CANDIDATES = 100
TERMS = 40
"""Most telling terms of a case that its likes are looked for by, as in Lucene's "more like this" (25) and some more."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A case like the one asked for: ``shared`` has the codes of both by field, ``words`` the likeness in [0, 1]."""

    hit: Hit
    score: float
    words: float
    shared: dict[str, tuple[str, ...]]
    measures: tuple[str, ...]


def similar(
    connection: Connection,
    terms: dict[str, int],
    codes: Iterable[tuple[str, str]],
    *,
    limit: int = 10,
    without: UUID | None = None,
) -> tuple[Similar, ...]:
    """Rank the cases most like one, given by its terms with their frequency and its codes (field, value).

    ``without`` is its own document, when it is a stored one.
    """
    weights = with_idf(connection, {term: 1 + math.log(frequency) for term, frequency in terms.items()})
    telling = dict(sorted(weights.items(), key=lambda pair: -pair[1])[:TERMS])
    if not telling:
        return ()
    found = ranked(connection, telling, Filters(), limit=CANDIDATES, without=without).hits
    theirs = _codes(connection, [hit.case_id for hit in found])
    ours = set(codes)
    best = max((hit.score for hit in found), default=0.0) or 1.0
    rated = []
    for hit in found:
        common = sorted(ours & theirs.get(hit.case_id, set()))
        shared = {field: tuple(value for name, value in common if name == field) for field in ASPECTS}
        shared = {field: values for field, values in shared.items() if values}
        words = hit.score / best
        score = WORD_WEIGHT * words + sum(ASPECTS[field] for field in shared)
        measures = tuple(sorted(value for field, value in theirs.get(hit.case_id, set()) if field == "measure"))
        rated.append(Similar(hit, score, words, shared, measures))
    return tuple(sorted(rated, key=lambda one: -one.score)[:limit])


def terms_and_codes(connection: Connection, case_id: UUID) -> tuple[dict[str, int], set[tuple[str, str]]]:
    """Return the terms of a stored case with their frequency, and its codes."""
    rows = connection.execute(
        "SELECT term, sum(frequency)::int AS n FROM postings JOIN passages p ON p.id = passage_id "
        "WHERE p.case_id = %s GROUP BY term",
        [case_id],
    ).fetchall()
    return {row["term"]: row["n"] for row in rows}, _codes(connection, [case_id]).get(case_id, set())


def _codes(connection: Connection, cases: list[UUID]) -> dict[UUID, set[tuple[str, str]]]:
    rows = connection.execute("SELECT case_id, field, value FROM codes WHERE case_id = ANY(%s)", [cases]).fetchall()
    found: dict[UUID, set[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row["case_id"], set()).add((row["field"], row["value"]))
    return found
