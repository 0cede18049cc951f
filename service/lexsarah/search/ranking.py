"""Ranks cases for a question: by words, by meaning, and by both together, under filters.

What a question looks for besides its words is ``lexsarah.index.terms.asked``'s; how both orders become one is
``lexsarah.search.fusion``'s. docs/search.md says how all of it goes together.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

import numpy as np
import numpy.typing as npt
from psycopg.rows import tuple_row

from lexsarah.index.terms import asked, content
from lexsarah.search.blocks import Floats, Mask, Numbers, Read, best, counted, frequencies, holding, read, scores
from lexsarah.search.fusion import fused
from lexsarah.search.hits import Found, Place, entries, facets
from lexsarah.search.incidents import grouped
from lexsarah.search.meaning import Allowed, Encoded, cosines, nearest
from lexsarah.search.question import Question, parsed
from lexsarah.store.database import Connection, one
from lexsarah.store.filters import FILTERS, Filters
from lexsarah.store.passages import code_term

DEPTH = 500
"""Passages, best by their words, that are looked at: for the pages, the number of cases and their facets."""
DEEPER = 8
DEEPEST = DEPTH * DEEPER * DEEPER
"""So many times more are looked at where too few cases are found, and how many at most."""
CASES = 100
"""Cases that are found at least, if there are so many and nobody asks for more."""
FUSED = 100
"""Passages, best by their words, whose cosine is asked for."""
NEAREST = 50
"""Passages nearest by meaning that are looked at. With 20, 50, 100 and all, nDCG@10 of the judged questions (half dev)
was the same (tried once by hand)."""
ENOUGH = 20
"""Of those, how many must be wanted; else ``DEEPER`` times more are looked at."""
YEARS = range(1900, 2100)
"""Years that a case may have happened in."""
MOST_PASS = 0.9
"""Share of the passages from which a filter's days are looked at in the best passages alone."""
MOST_BEGUN = 50
"""Words that a beginning stands for at most: the most frequent."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a ranking goes by: terms with their weight (idf not included), and what a passage must be.

    ``phrases`` must stand in the passage; a case with one of ``excluded`` in any passage is out, and so is the
    document ``without``.
    """

    weights: Mapping[str, float]
    filters: Filters
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    without: UUID | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """Cases in order, each with its best passage; ``more``: only the best passages were looked at."""

    places: tuple[Place, ...]
    more: bool


def search(
    connection: Connection,
    text: str,
    filters: Filters,
    *,
    encoded: Encoded | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """Rank the cases whose passages answer ``text`` best; with no words in it, the newest that pass the filters.

    ``encoded`` is its text as the encoder has it; without it, cases are ranked by words alone.
    """
    question = parsed(text)
    wanted = of_question(connection, question, filters)
    if not wanted.weights and not (encoded and question.words):
        return newest(connection, wanted, limit=limit, offset=offset)
    found = ranked(connection, wanted, encoded, offset + limit)
    places = {place.case_id: place for place in found.places}
    cases = tuple(places)
    made = grouped(connection, lambda start, most: cases[start : start + most], limit, offset)
    page = entries(connection, [[places[case_id] for case_id in entry] for entry in made.entries], wanted.weights)
    counted = facets(connection, "case_id = ANY(%s)", [list(cases)])
    return Found(page, len(cases), counted, found.more, made.joined, None if found.more else made.events)


def of_question(connection: Connection, question: Question, filters: Filters) -> Wanted:
    """Return what a question looks for."""
    weights = {each.term: each.weight for each in asked(question.words)}
    for beginning in question.beginnings:
        weights.update({term: 1.0 for term in begun(connection, beginning) if term not in weights})
    return Wanted(weights, filters, question.phrases, question.excluded)


def begun(connection: Connection, beginning: str) -> tuple[str, ...]:
    """Return the most frequent terms that begin with some letters, among what the reader may see."""
    rows = connection.execute(
        "SELECT term, sum(n) AS n FROM ("
        "SELECT term, n FROM blocks WHERE scope = ANY(seen_scopes()) AND term >= %s AND term < %s "
        "UNION ALL SELECT term, 1 FROM postings WHERE term >= %s AND term < %s) AS each "
        "GROUP BY term ORDER BY n DESC, term LIMIT %s",
        [*(beginning, _behind(beginning)) * 2, MOST_BEGUN],
    ).fetchall()
    return tuple(row["term"] for row in rows)


def _behind(beginning: str) -> str:
    return beginning[:-1] + chr(ord(beginning[-1]) + 1)


def ranked(connection: Connection, wanted: Wanted, encoded: Encoded | None = None, cases: int = CASES) -> Ranked:
    """Rank the cases that are wanted: ``cases`` of them at least, if there are so many.

    What only a look at the passage or its case can tell (a phrase, a day, what is left out) is looked at in the best
    passages, and in more of them as long as too few cases are found.
    """
    codes = [*_codes(wanted.filters), *_years(connection, wanted.filters)]
    phrases = [content(phrase) for phrase in wanted.phrases]
    held = read(connection, sorted({*wanted.weights, *(term for group in codes for term in group), *sum(phrases, ())}))
    groups = [*codes, *((stem,) for stems in phrases for stem in stems)]
    mask = _mask(held, groups)
    weights = held.weighed(wanted.weights)
    total = scores(held, weights)
    if mask is not None:
        total[~mask] = 0
    near: dict[int, float] = {}
    kept: dict[int, UUID] = {}
    looked: set[int] = set()
    if encoded:
        allowed = None if mask is None else Allowed(held.slices, mask, held.passages)
        near = nearest(connection, encoded, NEAREST, allowed)
        kept = _kept(connection, list(near), wanted)
        if len(near) == NEAREST and len(kept) < ENOUGH:
            near = nearest(connection, encoded, NEAREST * DEEPER, allowed)
            kept = _kept(connection, list(near), wanted)
        looked.update(near)
        near = dict(islice(((number, cosine) for number, cosine in near.items() if number in kept), NEAREST))
    depth = DEPTH
    while True:
        by_words = best(total, depth)
        new = [number for number in held.numbers(by_words).tolist() if number not in looked]
        looked.update(new)
        kept |= _kept(connection, new, wanted)
        if len(by_words) < depth or depth >= DEEPEST or len(set(kept.values())) >= cases:
            break
        depth *= DEEPER
    if encoded:
        first = islice((number for number in held.numbers(by_words).tolist() if number in kept), FUSED)
        near |= cosines(connection, encoded, [number for number in first if number not in near])
    found = _candidates(held, total, by_words, near, encoded)
    return Ranked(_best_of_cases(found, kept, math.fsum(weights.values()), encoded), more=len(by_words) == depth)


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Passages by number, with their score by words, and their cosine (not a number where nobody asked for it)."""

    numbers: npt.NDArray[np.int64]
    words: Floats
    cosines: Floats


def _candidates(
    held: Read, total: Floats, by_words: Numbers, near: Mapping[int, float], encoded: Encoded | None
) -> _Candidates:
    """Return the best passages by words and the nearest by meaning.

    A passage without any of the words must be near enough. A question whose words stand nowhere has something nearest
    too, whatever it is about: there it must be nearer.
    """
    numbers, words = held.numbers(by_words), total[by_words]
    if encoded:
        least = encoded.floor if len(by_words) else encoded.sure
        others = np.setdiff1d(np.fromiter(near, np.int64, len(near)), numbers)
        places = held.places(others)
        of_others = np.where(places >= 0, total[places], 0) if len(total) else np.zeros(len(others), np.float32)
        good = (of_others > 0) | (np.array([near[number] for number in others.tolist()]) >= least)
        numbers, words = np.concatenate([numbers, others[good]]), np.concatenate([words, of_others[good]])
    return _Candidates(numbers, words, np.array([near.get(number, math.nan) for number in numbers.tolist()]))


def _best_of_cases(
    found: _Candidates, kept: Mapping[int, UUID], highest: float, encoded: Encoded | None
) -> tuple[Place, ...]:
    """Put the passages that are wanted into order, and return the first of each case.

    Where nobody asked for the cosine, the passage is taken for as near as one that is not about the question.
    """
    if encoded:
        known = np.where(np.isnan(found.cosines), encoded.floor, found.cosines)
        scores_ = fused(found.words, known, highest)
    else:
        scores_ = found.words.astype(np.float64)
    order = np.argsort(-scores_, kind="stable")
    chosen: dict[UUID, Place] = {}
    for number, score, words, cosine in zip(
        *(values[order].tolist() for values in (found.numbers, scores_, found.words, found.cosines)), strict=True
    ):
        case_id = kept.get(number)
        if case_id is not None and case_id not in chosen:
            chosen[case_id] = Place(number, case_id, score, words, None if math.isnan(cosine) else cosine)
    return tuple(chosen.values())


def _codes(filters: Filters) -> list[tuple[str, ...]]:
    """Return groups of terms: a passage must hold one of each."""
    return [
        tuple(code_term(FILTERS[name], value) for value in values) for name, values in sorted(filters.codes.items())
    ]


def _years(connection: Connection, filters: Filters) -> Iterator[tuple[str, ...]]:
    """Yield the years between a filter's days as a group of terms, unless nearly every passage is of one of them."""
    if filters.since or filters.until:
        first, last = (filters.since or date.min).year, (filters.until or date.max).year
        years = tuple(code_term("year", str(year)) for year in YEARS if first <= year <= last)
        if sum(frequencies(connection, years).values()) < MOST_PASS * counted(connection)[0]:
            yield years


def _mask(held: Read, groups: Iterable[Sequence[str]]) -> Mask | None:
    """Return which places hold a term of each group; None where there are no groups."""
    found: Mask | None = None
    for group in groups:
        these = holding(held, group)
        found = these if found is None else found & these
    return found


def _kept(connection: Connection, numbers: list[int], wanted: Wanted) -> dict[int, UUID]:
    """Return the case of each passage that is wanted; a filter's days, phrases and what is excluded are seen to."""
    where, parameters = Filters(since=wanted.filters.since, until=wanted.filters.until).where("c")
    if wanted.without:
        where, parameters = f"{where} AND c.document_id <> %s", [*parameters, wanted.without]
    with connection.cursor(row_factory=tuple_row, binary=True) as cursor:
        rows = cursor.execute(
            f"SELECT p.id, p.case_id, {'p.text' if wanted.phrases else 'NULL'} FROM passages p "
            # Nobody sees a passage of a case that is out of sight: the case is looked up for what is asked of it alone.
            f"{'JOIN cases c ON c.id = p.case_id' if parameters else ''} WHERE p.id = ANY(%s) AND {where}",
            [numbers, *parameters],
        ).fetchall()
    phrases = [_as_written(phrase) for phrase in wanted.phrases]
    kept = {number: case_id for number, case_id, text in rows if all(phrase.search(text) for phrase in phrases)}
    out = _with_excluded(connection, set(kept.values()), wanted.excluded)
    return {number: case_id for number, case_id in kept.items() if case_id not in out}


def _as_written(phrase: str) -> re.Pattern[str]:
    words = r"\W+".join(map(re.escape, phrase.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _with_excluded(connection: Connection, cases: set[UUID], excluded: Iterable[str]) -> set[UUID]:
    """Return the cases that have an excluded word, in any form, or phrase in any of their passages."""
    found: set[UUID] = set()
    for words in excluded:
        phrase = _as_written(words) if " " in words else None
        rows = connection.execute(
            f"SELECT case_id, {'text' if phrase else 'NULL AS text'} FROM passages "
            "WHERE case_id = ANY(%s) AND terms @> %s::text[]",
            [list(cases), _stems(words)],
        ).fetchall()
        found.update(row["case_id"] for row in rows if phrase is None or phrase.search(row["text"]))
    return found


def _stems(words: str) -> list[str]:
    """Return the stems that a text must all hold to have some words; of function words alone, these themselves."""
    return list(content(words)) or words.lower().split()


def newest(connection: Connection, wanted: Wanted, *, limit: int, offset: int = 0) -> Found:
    """Return the cases that pass the filters, the newest first, each with its first passage.

    Of an excluded phrase no passage may have all words.
    """
    where, parameters = wanted.filters.where("c")
    for words in wanted.excluded:
        where += " AND NOT EXISTS (SELECT 1 FROM passages x WHERE x.case_id = c.id AND x.terms @> %s::text[])"
        parameters.append(_stems(words))
    total = one(connection.execute(f"SELECT count(*) AS n FROM cases c WHERE {where}", parameters))["n"]
    first: dict[UUID, Place] = {}

    def ranking(start: int, most: int) -> list[UUID]:
        rows = connection.execute(
            "SELECT c.id AS case_id, p.id AS passage_id FROM cases c CROSS JOIN LATERAL ("
            "SELECT min(id) AS id FROM passages WHERE case_id = c.id) p "
            f"WHERE {where} ORDER BY c.happened_on DESC NULLS LAST, c.id LIMIT %s OFFSET %s",
            [*parameters, most, start],
        ).fetchall()
        first.update({row["case_id"]: Place(row["passage_id"], row["case_id"], 0.0, 0.0, None) for row in rows})
        return [row["case_id"] for row in rows]

    made = grouped(connection, ranking, limit, offset)
    page = entries(connection, [[first[case_id] for case_id in entry] for entry in made.entries], ())
    counted = facets(connection, "case_id IN (SELECT c.id FROM cases c WHERE " + where + ")", parameters)
    return Found(page, total, counted, joined=made.joined, events=made.events)
