"""Ranks passages by their words: BM25 over Swedish stems, statistics summed over what the reader may see.

Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), eq. 3.15, with the idf
of Lucene (never negative). What a question looks for besides its words is ``lexsarah.index.terms.asked``'s.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from lexsarah.index.terms import asked, spotted
from lexsarah.records import Span
from lexsarah.search.bm25 import K1, B
from lexsarah.store.database import Connection, one
from lexsarah.store.filters import FILTERS, Filters

FACETS = ("type", "event", "cause", "area", "municipality", "decision", "genre", "year")
FACET_VALUES = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """The best passage of a case. ``marks`` are spans into ``text``; ``year`` of what happened, if known."""

    case_id: UUID
    document_id: UUID
    title: str
    section: str | None
    text: str
    marks: tuple[Span, ...]
    score: float
    happened_on: date | None
    municipality: str | None
    genre: str | None
    primary_type: str | None
    synthetic: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """How many of the cases found have each value, most frequent first."""

    name: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, how many cases there are in all, and their facets."""

    hits: tuple[Hit, ...]
    total: int
    facets: tuple[Facet, ...]


def search(
    connection: Connection,
    text: str,
    filters: Filters,
    *,
    limit: int = 20,
    offset: int = 0,
    without: UUID | None = None,
) -> Found:
    """Rank the cases whose passages answer ``text`` best; with no words in it, the newest that pass the filters.

    ``without`` leaves out one document (that a similar case is wanted for).
    """
    wanted = {one.term: one.weight for one in asked(text)}
    weights = with_idf(connection, wanted) if wanted else None
    return ranked(connection, weights, filters, limit=limit, offset=offset, without=without)


def ranked(
    connection: Connection,
    weights: dict[str, float] | None,
    filters: Filters,
    *,
    limit: int,
    offset: int = 0,
    without: UUID | None = None,
) -> Found:
    """Rank cases by weighted terms (idf included), or, where there are none to rank by (None), by date."""
    where, parameters = filters.where("c")
    if without:
        where, parameters = f"{where} AND c.document_id <> %s", [*parameters, without]
    if weights is None:
        matching = (
            "SELECT c.id AS case_id, (SELECT min(p.id) FROM passages p WHERE p.case_id = c.id) AS passage_id, "
            f"0.0::float8 AS score FROM cases c WHERE {where}"
        )
        arguments = parameters
    else:
        average = one(connection.execute("SELECT coalesce(avg(terms), 1)::float8 AS average FROM passages"))["average"]
        # S608: the only thing put into the statement is the condition that Filters made of constants.
        matching = (
            "SELECT DISTINCT ON (c.id) c.id AS case_id, s.passage_id, s.score FROM ("
            "  SELECT o.passage_id, sum(q.weight * o.frequency * (%s + 1) / "
            "    (o.frequency + %s * (1 - %s + %s * p.terms / greatest(%s, 1.0)))) AS score "
            "  FROM unnest(%s::text[], %s::float8[]) AS q(term, weight) "
            "  JOIN postings o USING (term) JOIN passages p ON p.id = o.passage_id GROUP BY o.passage_id) s "
            "JOIN passages p ON p.id = s.passage_id JOIN cases c ON c.id = p.case_id "
            f"WHERE {where} ORDER BY c.id, s.score DESC, s.passage_id"
        )
        arguments = [K1, K1, B, B, average, list(weights), list(weights.values()), *parameters]
    # One statement, so that hits, total and facets are of one moment and the matching is done once.
    answer = one(
        connection.execute(
            f"WITH matching AS MATERIALIZED ({matching}), "
            "page AS (SELECT m.case_id, c.document_id, c.title, p.section, p.text, m.score, c.happened_on, "
            "d.synthetic, c.owner_id = current_organisation() AS own, "
            "(SELECT value FROM codes WHERE case_id = c.id AND field = 'municipality') AS municipality, "
            "(SELECT value FROM codes WHERE case_id = c.id AND field = 'genre') AS genre, "
            "(SELECT value FROM codes WHERE case_id = c.id AND field = 'primary_type') AS primary_type, "
            "row_number() OVER (ORDER BY m.score DESC, c.happened_on DESC NULLS LAST, c.id) AS place "
            "FROM matching m JOIN cases c ON c.id = m.case_id JOIN documents d ON d.id = c.document_id "
            "LEFT JOIN passages p ON p.id = m.passage_id ORDER BY place LIMIT %s OFFSET %s), "
            "counted AS (SELECT field, value, count(*) AS n FROM codes JOIN matching USING (case_id) "
            "WHERE field = ANY(%s) GROUP BY field, value) "
            "SELECT (SELECT count(*) FROM matching) AS total, "
            "(SELECT coalesce(jsonb_agg(to_jsonb(page) - 'place' ORDER BY place), '[]') FROM page) AS page, "
            "(SELECT coalesce(jsonb_agg(counted), '[]') FROM counted) AS facets",
            [*arguments, limit, offset, [FILTERS[name] for name in FACETS]],
        )
    )
    hits = tuple(_hit(row, weights or {}) for row in answer["page"])
    return Found(hits, answer["total"], _facets(answer["facets"]))


def _hit(row: dict[str, Any], weights: dict[str, float]) -> Hit:
    text = row["text"] or ""
    return Hit(
        **{
            **row,
            "case_id": UUID(row["case_id"]),
            "document_id": UUID(row["document_id"]),
            "happened_on": date.fromisoformat(row["happened_on"]) if row["happened_on"] else None,
            "text": text,
            "score": float(row["score"]),
        },
        marks=_united(one.span for one in spotted(text) if one.term in weights),
    )


def _united(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Unite spans that overlap: a compound and its part, the words of a name."""
    united: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        if united and span.start < united[-1].end:
            united[-1] = Span(united[-1].start, max(united[-1].end, span.end))
        else:
            united.append(span)
    return tuple(united)


def _facets(rows: list[dict[str, Any]]) -> tuple[Facet, ...]:
    found: dict[str, list[tuple[str, int]]] = {}
    for row in rows:
        found.setdefault(row["field"], []).append((row["value"], row["n"]))
    return tuple(
        Facet(name, tuple(sorted(found[FILTERS[name]], key=lambda pair: (-pair[1], pair[0]))[:FACET_VALUES]))
        for name in FACETS
        if FILTERS[name] in found
    )


def with_idf(connection: Connection, weights: dict[str, float]) -> dict[str, float]:
    """Multiply weights by the inverse document frequency among the passages that the reader may see."""
    counted = document_frequencies(connection, weights)
    passages = one(connection.execute("SELECT count(*) AS n FROM passages"))["n"]
    return {
        term: weights[term] * math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
        for term, frequency in counted.items()
    }


def document_frequencies(connection: Connection, terms: Iterable[str]) -> dict[str, int]:
    """Return in how many passages each term stands; terms that stand in none are left out."""
    rows = connection.execute(
        "SELECT term, count(*) AS n FROM postings WHERE term = ANY(%s) GROUP BY term", [list(terms)]
    ).fetchall()
    return {row["term"]: row["n"] for row in rows}
