"""Past cases like one: alike in words and in what was coded, each for itself and each shown.

What the codes of two cases have in common is weighed by how rare it is: two cases of an unanswered alarm are more alike
than two in elder care. Weights were chosen on judged precedents of corpus/search (docs/search.md).
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from lexsarah.index.rarity import Frequencies, idf
from lexsarah.search.blocks import counted, frequencies
from lexsarah.search.hits import Hit, Place, hits
from lexsarah.search.ranking import Wanted, ranked
from lexsarah.store.database import Connection, one
from lexsarah.store.filters import Filters

ASPECTS = {
    "event_type": 3.0,
    "misconduct_type": 1.5,
    "cause": 1.0,
    "setting_code": 0.5,
    "service_area": 0.5,
    "consequence": 0.5,
}
"""Weight of each aspect that two cases can share: above all what happened, then what kind of fault it is and why."""
WORD_WEIGHT = 2.5
"""Weight of the likeness in words, whose best candidate counts 1."""
CANDIDATES = 100
"""Cases that are looked at: so many of those most alike in words, and so many of those with the same event."""
TERMS = 40
"""Most telling terms of a case that its likes are looked for by, as in Lucene's "more like this" (25) and some more."""

Code = tuple[str, str]
"""Field and value."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A case like the one asked for.

    ``shared`` has the codes of both by field, ``other`` the fields in which both have codes and none in common,
    ``words`` the likeness in words and ``likeness`` that of each aspect, in [0, 1].
    """

    hit: Hit
    score: float
    words: float
    likeness: dict[str, float]
    shared: dict[str, tuple[str, ...]]
    other: tuple[str, ...]
    measures: tuple[str, ...]


def similar(
    connection: Connection,
    terms: dict[str, int],
    codes: Iterable[Code],
    *,
    limit: int = 10,
    without: UUID | None = None,
) -> tuple[Similar, ...]:
    """Rank the cases most like one, given by its terms with their frequency and its codes (field, value).

    ``without`` is its own document, when it is a stored one.
    """
    telling = most_telling(terms, frequencies(connection, terms), counted(connection)[0])
    if not telling:
        return ()
    ours = set(codes)
    found = _candidates(connection, telling, ours, without)
    theirs = _codes(connection, list(found))
    rarity = _rarity(connection, ours.union(*theirs.values()))
    best = max((place.words for place in found.values()), default=0.0) or 1.0
    rated = [
        _rated(place, place.words / best, ours, theirs.get(case_id, set()), rarity) for case_id, place in found.items()
    ]
    first = sorted(rated, key=lambda one_: (-one_.score, one_.place.case_id))[:limit]
    page = hits(connection, [one_.place for one_ in first], telling)
    return tuple(
        Similar(hit, one_.score, one_.words, one_.likeness, one_.shared, one_.other, one_.measures)
        for hit, one_ in zip(page, first, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Rated:
    place: Place
    score: float
    words: float
    likeness: dict[str, float]
    shared: dict[str, tuple[str, ...]]
    other: tuple[str, ...]
    measures: tuple[str, ...]


def most_telling(terms: Mapping[str, int], frequencies: Mapping[str, int], passages: int) -> dict[str, float]:
    """Return the terms of a case that tell most of it, with their weight (inverse document frequency not included).

    ``terms`` says how often each stands in the case, ``frequencies`` in how many of all passages.
    """
    weights = {term: 1 + math.log(count) for term, count in terms.items() if term in frequencies}
    rarity = idf(weights, Frequencies(passages, frequencies))
    telling = {term: weight * rarity[term] for term, weight in weights.items()}
    return {term: weights[term] for term in sorted(telling, key=lambda term: (-telling[term], term))[:TERMS]}


def likeness(ours: Collection[Code], theirs: Collection[Code], rarity: Mapping[Code, float]) -> dict[str, float]:
    """Return how alike two cases are in each aspect, in [0, 1]: the share of their codes that both have.

    Each code counts as much as it is rare (the weighted Jaccard index). An aspect that one of them lacks is left out.
    """
    found = {}
    for field in ASPECTS:
        mine, other = ({code for code in codes if code[0] == field} for codes in (ours, theirs))
        if mine and other:
            every = math.fsum(rarity[code] for code in mine | other)
            found[field] = math.fsum(rarity[code] for code in mine & other) / every if every else 0.0
    return found


def score(words: float, alike: Mapping[str, float]) -> float:
    """Return how alike two cases are in all."""
    return WORD_WEIGHT * words + math.fsum(ASPECTS[field] * value for field, value in alike.items())


def _candidates(
    connection: Connection, telling: dict[str, float], ours: set[Code], without: UUID | None
) -> dict[UUID, Place]:
    """Return the cases most alike in words, and those most alike among the ones with the same event."""
    events = tuple(sorted(value for field, value in ours if field == "event_type"))
    found: dict[UUID, Place] = {}
    for filters in (Filters(), Filters({"event": events})) if events else (Filters(),):
        places = ranked(connection, Wanted(telling, filters, without=without)).places
        found.update({place.case_id: place for place in places[:CANDIDATES]})
    return found


def _rated(place: Place, words: float, ours: set[Code], theirs: set[Code], rarity: Mapping[Code, float]) -> _Rated:
    alike = likeness(ours, theirs, rarity)
    common = {field: tuple(sorted(value for name, value in ours & theirs if name == field)) for field in alike}
    return _Rated(
        place,
        score(words, alike),
        words,
        alike,
        {field: values for field, values in common.items() if values},
        tuple(field for field, values in common.items() if not values),
        tuple(sorted(value for field, value in theirs if field == "measure")),
    )


def terms_and_codes(connection: Connection, case_id: UUID) -> tuple[dict[str, int], set[Code]]:
    """Return the terms of a stored case with their frequency, and its codes."""
    rows = connection.execute(
        "SELECT term, sum(frequency)::int AS n FROM passages p, unnest(p.terms, p.frequencies) AS t (term, frequency) "
        "WHERE p.case_id = %s AND frequency > 0 GROUP BY term",
        [case_id],
    ).fetchall()
    return {row["term"]: row["n"] for row in rows}, _codes(connection, [case_id]).get(case_id, set())


def _codes(connection: Connection, cases: list[UUID]) -> dict[UUID, set[Code]]:
    rows = connection.execute("SELECT case_id, field, value FROM codes WHERE case_id = ANY(%s)", [cases]).fetchall()
    found: dict[UUID, set[Code]] = {}
    for row in rows:
        found.setdefault(row["case_id"], set()).add((row["field"], row["value"]))
    return found


def _rarity(connection: Connection, codes: Iterable[Code]) -> dict[Code, float]:
    """Return how rare codes are among the cases that the reader may see: log(1 + cases / cases with it).

    Counted through ``cases``: the policy of ``codes`` alone also shows what others have offered in coded form.
    """
    asked = [code for code in codes if code[0] in ASPECTS]
    cases = int(one(connection.execute("SELECT count(*) AS n FROM cases"))["n"])
    rows = connection.execute(
        "SELECT field, value, count(*) AS n FROM codes JOIN cases c ON c.id = codes.case_id "
        "JOIN unnest(%s::text[], %s::text[]) AS asked(field, value) USING (field, value) GROUP BY field, value",
        [[field for field, _ in asked], [value for _, value in asked]],
    ).fetchall()
    known = {(row["field"], row["value"]): row["n"] for row in rows}
    return {code: math.log(1 + cases / known.get(code, 1)) for code in asked}
