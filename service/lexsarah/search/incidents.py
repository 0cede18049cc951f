"""Whether two cases tell of the same event, and cases put together by it.

A logistic regression over what is known of two cases: place, time, case numbers, names of homes and firms, area, kind
of paper, words. What one of them does not tell counts neither way. Codes of the event are left out: on papers that the
classifiers have not learned from they agree too seldom. A wrong "same" hides a precedent, so that it is said only where
it is right nine times in ten (docs/search.md, "The same event").
"""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import combinations
from operator import mul
from typing import TypeVar
from uuid import UUID

from lexsarah.codec import value_from_json
from lexsarah.edtf import bounds
from lexsarah.index.rarity import background, idf_of
from lexsarah.index.terms import content
from lexsarah.records import Fact, IdentifierValue, OrganisationValue, UnitValue, Value
from lexsarah.store.database import Connection
from lexsarah.vocabulary import IdentifierKind, OrganisationKind

WEIGHTS = {
    "place": 2.02,
    "number": 2.24,
    "name": 0.56,
    "other name": -5.19,
    "meet": 2.64,
    "apart": -2.13,
    "same season": 1.92,
    "other season": -2.7,
    "other area": -4.18,
    "same paper": -1.94,
    "words": 7.53,
    "shared words": 7.88,
}
BIAS = -7.51
"""Weights of what ``compared`` gives: ``python -m training.search.same_event`` on the split train of the corpus."""
SURE = 0.55
"""Probability from which two cases are said to tell of the same event; chosen by the same command."""

FIELDS = ("incident_period", "identifier", "unit", "organisation")
"""Facts that a signature is made of."""
CODES = ("municipality", "service_area", "genre")

OF_THE_PLACE = frozenset(
    {
        OrganisationKind.UNIT,
        OrganisationKind.HOME,
        OrganisationKind.COMPANY,
        OrganisationKind.ASSOCIATION,
        OrganisationKind.OTHER,
    }
)
"""Kinds of bodies at which something happens. Authorities, committees and media stand in papers about anything."""

FORMAL = frozenset({"incident_report", "investigation_report", "committee_memo", "ivo_decision", "board_minutes"})
"""Genres of which there is, as a rule, one paper for an event."""

YEAR = 366
FAR = 183
NEAR = 31
"""Days between two periods from which it was not the same event, and up to which it may be where no place is known."""
LATER = 3 * YEAR
"""Days between the dates of two papers, where a period is not known, from which they are not about the same event
unless they have a case number in common."""

ENOUGH = 20.0
"""Squared rarity of its terms together from which a text has words enough to be compared: some 60 different ones."""
RARE = 500
"""A term that stands in one of so many passages is as rare as any."""

Code = tuple[str, str]
"""Field and value."""


@dataclass(frozen=True, slots=True)
class When:
    """When something happened: first and last day if known, and months of the year (1–12; none: not known)."""

    first: date | None = None
    last: date | None = None
    months: frozenset[int] = frozenset()


UNKNOWN = When()


@dataclass(frozen=True, slots=True)
class Words:
    """The terms of a case with their weight (frequency and rarity), the length of that vector, and how much they tell.

    ``telling`` is the squared rarity of each term, ``mass`` that of all together.
    """

    weights: Mapping[str, float]
    telling: Mapping[str, float]
    length: float
    mass: float


def words_of(terms: Mapping[str, int]) -> Words:
    """Weigh the terms of a case, given with their frequency."""
    rare = {term: rarity(term) for term in terms}
    weights = {term: (1 + math.log(count)) * rare[term] for term, count in terms.items()}
    length = math.sqrt(math.fsum(weight**2 for weight in weights.values()))
    telling = {term: one**2 for term, one in rare.items()}
    return Words(weights, telling, length, math.fsum(telling.values()))


@lru_cache(maxsize=1 << 17)
def rarity(term: str) -> float:
    """Return how rare a term is in Swedish, in [0, 1], by the table that ships with the package.

    Not by the library at hand: that would cost a query, and ten papers cannot say which words are rare.
    """
    table = background()
    return min(1.0, idf_of(table.counts.get(term, 0), table.passages) / math.log(1 + RARE))


NO_WORDS = words_of({})


@dataclass(frozen=True, slots=True)
class Signature:
    """What tells the event of a case from others.

    ``dated`` is the first day of what happened or, without it, that of the nearest date known. ``names`` are the stems
    of the names of homes, units and firms.
    """

    document_id: UUID
    places: frozenset[str]
    areas: frozenset[str]
    genres: frozenset[str]
    when: When
    dated: date | None
    numbers: frozenset[str]
    names: frozenset[str]
    words: Words = NO_WORDS


def signature(
    document_id: UUID,
    codes: Iterable[Code],
    dated: date | None,
    values: Iterable[tuple[str, Value]],
    terms: Mapping[str, int],
) -> Signature:
    """Make the signature of a case from its codes, ``happened_on``, the values of its facts by field, and its terms."""
    period = UNKNOWN
    numbers: set[str] = set()
    names: set[str] = set()
    for name, value in values:
        match value:
            case IdentifierValue(kind=IdentifierKind.CASE_NUMBER, normal=str(number)):
                numbers.add(number.casefold())
            case OrganisationValue(name=called, kind=kind) if kind in OF_THE_PLACE:
                names.update(_stems(called))
            case UnitValue(path=path):
                names.update(stem for part in path for stem in _stems(part))
            case str() if name == "incident_period":
                read = when(value)
                # Of several that rules and models gave, the one that the case is dated by holds.
                period = read if read.first == dated or period == UNKNOWN else period
    known = {field_: frozenset(value for name, value in codes if name == field_) for field_ in CODES}
    return Signature(
        document_id,
        known["municipality"],
        known["service_area"],
        known["genre"],
        period,
        dated,
        frozenset(numbers),
        frozenset(names),
        words_of(terms),
    )


@lru_cache(maxsize=1 << 14)
def _stems(name: str) -> tuple[str, ...]:
    return tuple(content(name))


def of_facts(facts: Iterable[Fact]) -> Iterator[tuple[str, Value]]:
    """Yield the values of facts by field, as a signature takes them."""
    return ((fact.field, fact.value) for fact in facts if fact.field in FIELDS)


def when(edtf: str) -> When:
    """Read an EDTF value; of one without its year the months alone are known."""
    first, last = bounds(edtf)
    if first and last:
        return When(first, last, _months(first, last))
    first, last = bounds(edtf.replace("XXXX", "2000"))
    return When(months=_months(first, last)) if first and last else UNKNOWN


def _months(first: date, last: date) -> frozenset[int]:
    further = (last.year - first.year) * 12 + last.month - first.month
    # A year of months or more tells nothing.
    return frozenset((first.month - 1 + at) % 12 + 1 for at in range(further + 1)) if 0 <= further < 11 else frozenset()


def possible(one: Signature, other: Signature) -> bool:
    """Whether two cases may be about the same event at all: other papers, no other place, not years apart.

    Where a place is not known, they must be of about the same time, or have a case number or a name in common.
    """
    if one.document_id == other.document_id or _differ(one.places, other.places):
        return False
    apart = _days_apart(one.when, other.when)
    if apart is None:
        years_apart = one.dated and other.dated and abs((one.dated - other.dated).days) > LATER
        if years_apart and not one.numbers & other.numbers:
            return False
    elif apart > FAR:
        return False
    if one.places and other.places:
        return True
    near = apart <= NEAR if apart is not None else bool(one.when.months & other.when.months)
    return near or bool(one.numbers & other.numbers) or bool(one.names & other.names)


def _differ(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(mine and theirs and not mine & theirs)


def _days_apart(one: When, other: When) -> int | None:
    """Days between two periods, 0 if they meet; None if one is not known."""
    if not (one.first and one.last and other.first and other.last):
        return None
    return max(0, (other.first - one.last).days, (one.first - other.last).days)


def chance(one: Signature, other: Signature) -> float:
    """Return how probable it is that two cases tell of the same event; the same both ways."""
    if not possible(one, other):
        return 0.0
    total = BIAS + math.fsum(WEIGHTS[name] * value for name, value in compared(one, other).items())
    return 1 / (1 + math.exp(-total))


def compared(one: Signature, other: Signature) -> dict[str, float]:
    """Return what speaks for and against one event, by name; what is not known is 0 or left out."""
    return {
        **_by_place(one, other),
        **_by_time(one, other),
        "other area": float(_differ(one.areas, other.areas)),
        "same paper": float(bool(one.genres & other.genres & FORMAL)),
        **_by_words(one.words, other.words),
    }


def _by_place(one: Signature, other: Signature) -> dict[str, float]:
    shared = one.names & (other.names | other.words.weights.keys()) | other.names & one.words.weights.keys()
    name = max(map(rarity, shared), default=0.0)
    return {
        "place": float(bool(one.places & other.places)),
        "number": float(bool(one.numbers & other.numbers)),
        "name": name,
        "other name": 1 - name if one.names and other.names else 0.0,
    }


def _by_time(one: Signature, other: Signature) -> dict[str, float]:
    apart = _days_apart(one.when, other.when)
    if apart is not None:
        return {"meet": float(apart <= 1), "apart": _long(apart)}
    if one.when.months and other.when.months:
        meet = bool(one.when.months & other.when.months)
        return {"same season": float(meet), "other season": float(not meet)}
    return {}


def _long(days: int) -> float:
    """Days on a scale on which a year is 1."""
    return math.log1p(days) / math.log1p(YEAR)


def _by_words(one: Words, other: Words) -> dict[str, float]:
    few, many = sorted((one, other), key=lambda side: len(side.weights))
    common = few.weights.keys() & many.weights.keys()
    product = math.fsum(map(mul, map(few.weights.__getitem__, common), map(many.weights.__getitem__, common)))
    smaller, lengths = min(one.mass, other.mass), one.length * other.length
    # Of a few words, some in common mean little.
    return {
        "words": min(1.0, smaller / ENOUGH) * product / lengths if lengths else 0.0,
        "shared words": math.fsum(map(few.telling.__getitem__, common)) / max(smaller, ENOUGH),
    }


def signatures(connection: Connection, cases: Sequence[UUID]) -> dict[UUID, Signature]:
    """Return the signatures of stored cases, without their terms (one statement, whatever their number)."""
    rows = connection.execute(
        "SELECT c.id, c.document_id, c.happened_on, "
        "(SELECT jsonb_agg(jsonb_build_array(field, value)) FROM codes WHERE case_id = c.id AND field = ANY(%s)) AS "
        "codes, "
        "(SELECT jsonb_agg(jsonb_build_array(field, value) ORDER BY id) FROM facts "
        "WHERE case_id = c.id AND field = ANY(%s) AND (field NOT IN ('identifier', 'organisation') "
        "OR value ->> 'kind' = ANY(%s))) AS facts FROM cases c WHERE c.id = ANY(%s)",
        [list(CODES), list(FIELDS), [kind.value for kind in (IdentifierKind.CASE_NUMBER, *OF_THE_PLACE)], list(cases)],
    ).fetchall()
    return {
        row["id"]: signature(
            row["document_id"],
            [(name, value) for name, value in row["codes"] or ()],
            row["happened_on"],
            [(name, value_from_json(name, value)) for name, value in row["facts"] or ()],
            {},
        )
        for row in rows
    }


def terms_of(connection: Connection, cases: Collection[UUID]) -> dict[UUID, dict[str, int]]:
    """Return the terms of stored cases with their frequency (one statement)."""
    rows = connection.execute(
        "SELECT case_id, terms, frequencies FROM passages WHERE case_id = ANY(%s)", [list(cases)]
    ).fetchall()
    found: dict[UUID, dict[str, int]] = {case_id: {} for case_id in cases}
    for row in rows:
        of_case = found[row["case_id"]]
        for term, count in zip(row["terms"], row["frequencies"], strict=True):
            if count:  # codes are terms that stand nowhere
                of_case[term] = of_case.get(term, 0) + count
    return found


def with_terms(connection: Connection, known: Mapping[UUID, Signature]) -> dict[UUID, Signature]:
    """Give the signatures of stored cases their words (one statement)."""
    terms = terms_of(connection, known.keys())
    return {case_id: replace(one, words=words_of(terms[case_id])) for case_id, one in known.items()}


def same(connection: Connection, cases: Sequence[UUID]) -> dict[UUID, set[UUID]]:
    """Return which of some stored cases tell of the same event as which others.

    The words are fetched of those alone that may at all.
    """
    known = signatures(connection, cases)
    pairs = [(one, other) for one, other in combinations(known, 2) if possible(known[one], known[other])]
    paired = with_terms(connection, {case_id: known[case_id] for pair in pairs for case_id in pair}) if pairs else {}
    found: dict[UUID, set[UUID]] = {}
    for one, other in pairs:
        if chance(paired[one], paired[other]) >= SURE:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return found


def same_as(connection: Connection, ours: Sequence[Signature], cases: Sequence[UUID]) -> frozenset[UUID]:
    """Return which of some stored cases tell of the same event as any of ours."""
    known = signatures(connection, cases)
    maybe = {case_id: one for case_id, one in known.items() if any(possible(mine, one) for mine in ours)}
    told = with_terms(connection, maybe) if maybe else {}
    return frozenset(case_id for case_id, one in told.items() if any(chance(mine, one) >= SURE for mine in ours))


Id = TypeVar("Id")


def together(cases: Sequence[Id], same_: Mapping[Id, Collection[Id]]) -> list[list[Id]]:
    """Put cases that tell of the same event together, in their order: the first of each stands for it.

    Each joins the first group that has one like it before, so that what comes later never changes what came before.
    """
    groups: list[list[Id]] = []
    home: dict[Id, int] = {}
    for case_id in cases:
        at = min((home[other] for other in same_.get(case_id, ()) if other in home), default=len(groups))
        if at == len(groups):
            groups.append([])
        groups[at].append(case_id)
        home[case_id] = at
    return groups


MOST = 30
"""Cases of a ranking, the first, that are put together by event: the same for every page, so that no case is lost."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """The entries of a page: cases about one event each, the first standing for it.

    ``joined`` is how many cases of the ranking are known to stand under another; ``events`` how many entries there are
    in all, None where not all cases were looked at.
    """

    entries: tuple[tuple[UUID, ...], ...]
    joined: int
    events: int | None


def grouped(connection: Connection, ranking: Callable[[int, int], Sequence[UUID]], limit: int, offset: int) -> Grouped:
    """Put the first ``MOST`` cases of a ranking together by event, and return the entries of a page.

    ``ranking`` gives the cases from a place on (0-based), at most so many. ``limit`` and ``offset`` count entries; the
    cases behind are entries of their own.
    """
    first = ranking(0, MOST)
    groups = together(first, same(connection, first))
    page = [tuple(group) for group in groups[offset : offset + limit]]
    whole = len(first) < MOST
    if not whole and len(page) < limit:
        page += [(case_id,) for case_id in ranking(MOST + max(0, offset - len(groups)), limit - len(page))]
    return Grouped(tuple(page), len(first) - len(groups), len(groups) if whole else None)
