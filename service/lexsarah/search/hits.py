"""What a search gives: cases with their best passage and why it is there, how many there are, and their facets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from lexsarah.index.terms import Kind, spotted
from lexsarah.records import Span
from lexsarah.store.database import Connection
from lexsarah.store.filters import FILTERS
from lexsarah.vocabulary import SectionRole

FACETS = tuple(FILTERS)
"""Everything that can be filtered by is counted."""
FACET_VALUES = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a passage that a question looked for; ``part``: only a part of the word that it stands in."""

    start: int
    end: int
    part: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A passage that was ranked: its number (None: the case has none) and case, its score, and what that comes of.

    ``words`` is BM25's score, ``cosine`` the likeness of meaning in [-1, 1] or None if it was not asked for or the
    passage has no vector.
    """

    passage_id: int | None
    case_id: UUID
    score: float
    words: float
    cosine: float | None


@dataclass(frozen=True, slots=True)
class Hit:
    """The best passage of a case. ``marks`` point into ``text``; ``page`` is 1-based; ``happened_on`` if known.

    ``others`` are the hits of other papers about the same event, which have none themselves.
    """

    case_id: UUID
    document_id: UUID
    title: str
    section: str | None
    role: SectionRole | None
    page: int | None
    text: str
    marks: tuple[Mark, ...]
    score: float
    words: float
    cosine: float | None
    happened_on: date | None
    municipality: str | None
    genre: str | None
    primary_type: str | None
    synthetic: bool
    own: bool
    others: tuple["Hit", ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """How many of the cases found have each value, most frequent first."""

    name: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, one an event, how many cases there are in all, and their facets.

    ``more`` says that only the best were counted: there are more cases with some of the words. ``joined`` is how many
    cases are known to stand under another about the same event, ``events`` how many events there are, if known.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: tuple[Facet, ...]
    more: bool = False
    joined: int = 0
    events: int | None = None

    @property
    def documents(self) -> frozenset[UUID]:
        """Documents of which the page shows something."""
        return frozenset(one.document_id for hit in self.hits for one in (hit, *hit.others))


def hits(connection: Connection, places: Sequence[Place], terms: Iterable[str]) -> tuple[Hit, ...]:
    """Return the hits of ranked passages, in their order, with the terms marked in them."""
    wanted = frozenset(terms)
    rows = connection.execute(
        "SELECT c.id AS case_id, p.section, p.role, p.page, coalesce(p.text, '') AS text, c.document_id, c.title, "
        "c.happened_on, "
        "d.synthetic, c.owner_id = current_organisation() AS own, "
        "(SELECT value FROM codes WHERE case_id = c.id AND field = 'municipality') AS municipality, "
        "(SELECT value FROM codes WHERE case_id = c.id AND field = 'genre') AS genre, "
        "(SELECT value FROM codes WHERE case_id = c.id AND field = 'primary_type') AS primary_type "
        "FROM unnest(%s::uuid[], %s::bigint[]) AS place (case_id, passage_id) JOIN cases c ON c.id = place.case_id "
        "JOIN documents d ON d.id = c.document_id LEFT JOIN passages p ON p.id = place.passage_id",
        [[place.case_id for place in places], [place.passage_id for place in places]],
    ).fetchall()
    known: dict[UUID, Mapping[str, Any]] = {row.pop("case_id"): row for row in rows}
    return tuple(_hit(place, known[place.case_id], wanted) for place in places)


def entries(connection: Connection, groups: Sequence[Sequence[Place]], terms: Iterable[str]) -> tuple[Hit, ...]:
    """Return a hit for the first of each group, with those of the rest under it (one statement)."""
    found = iter(hits(connection, [place for group in groups for place in group], terms))
    return tuple(replace(next(found), others=tuple(next(found) for _ in group[1:])) for group in groups)


def _hit(place: Place, row: Mapping[str, Any], terms: frozenset[str]) -> Hit:
    return Hit(
        **{**row, "role": SectionRole(row["role"]) if row["role"] else None},
        case_id=place.case_id,
        marks=marks(row["text"], terms),
        score=place.score,
        words=place.words,
        cosine=place.cosine,
    )


def marks(text: str, terms: frozenset[str]) -> tuple[Mark, ...]:
    """Mark terms in a text: whole words and, where only a part of a compound was asked for, that part."""
    found = list(spotted(text, terms))
    whole = _united(one.span for one in found if one.kind is not Kind.PART)
    parts = _united(one.span for one in found if one.kind is Kind.PART)
    inside = [span for span in parts if not any(span.overlaps(other) for other in whole)]
    made = (Mark(span.start, span.end, part) for spans, part in ((whole, False), (inside, True)) for span in spans)
    return tuple(sorted(made, key=lambda mark: mark.start))


def _united(spans: Iterable[Span]) -> list[Span]:
    """Unite spans that overlap: a word and the name that it is of."""
    united: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        if united and span.start < united[-1].end:
            united[-1] = Span(united[-1].start, max(united[-1].end, span.end))
        else:
            united.append(span)
    return united


def facets(connection: Connection, which: str, parameters: Sequence[object]) -> tuple[Facet, ...]:
    """Count the codes of the cases that an SQL condition on ``case_id`` names."""
    rows = connection.execute(
        f"SELECT field, value, count(*) AS n FROM codes WHERE {which} AND field = ANY(%s) GROUP BY field, value",
        [*parameters, [FILTERS[name] for name in FACETS]],
    ).fetchall()
    found: dict[str, list[tuple[str, int]]] = {}
    for row in rows:
        found.setdefault(row["field"], []).append((row["value"], row["n"]))
    return tuple(
        Facet(name, tuple(sorted(found[FILTERS[name]], key=lambda pair: (-pair[1], pair[0]))[:FACET_VALUES]))
        for name in FACETS
        if FILTERS[name] in found
    )
