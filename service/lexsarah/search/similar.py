"""Past cases like one: alike in words and in what was coded, each for itself and each shown.

What the codes of two cases have in common is weighed by how rare it is: two cases of an unanswered alarm are more alike
than two in elder care. Weights were chosen on judged precedents of corpus/search (docs/search.md). Other papers about
the very same event are no precedents and are kept apart (``lexsarah.search.incidents``).
"""

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from lexsarah.errors import LexSarahError
from lexsarah.index.rarity import Frequencies, idf
from lexsarah.search.blocks import counted, frequencies
from lexsarah.search.hits import Hit, Place, entries
from lexsarah.search.incidents import Signature, grouped, same_as, signatures, terms_of, with_terms
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
NAMES = {
    "words": "words",
    "event": "event_type",
    "type": "misconduct_type",
    "cause": "cause",
    "setting": "setting_code",
    "area": "service_area",
    "consequence": "consequence",
}
"""Name of what can be weighed otherwise, as commands, pages and the API use it, to the aspect (or the words)."""
HEAVIEST = 10.0
"""What a weight can be multiplied by at most."""
CANDIDATES = 100
"""Cases that are looked at: so many of those most alike in words, and so many of those with the same event."""
TERMS = 40
"""Most telling terms of a case that its likes are looked for by, as in Lucene's "more like this" (25) and some more."""

Code = tuple[str, str]
"""Field and value."""


class BadWeight(LexSarahError):
    """A weight that there is none of, or that is no number in range."""

    code = "bad_weight"


Weights = Mapping[str, float]
"""What the weight of an aspect, or of "words", is multiplied by; 1 where it is not named."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """How alike two cases are in a field that both have codes of; ``likeness`` in [0, 1].

    ``shared`` are the codes of both, ``here`` those of the one asked for alone, ``there`` those of the other alone.
    """

    likeness: float
    shared: tuple[str, ...]
    here: tuple[str, ...]
    there: tuple[str, ...]

    @property
    def degree(self) -> str:
        """Whether it is the "same", "partly" the same or "other"."""
        if not self.shared:
            return "other"
        return "partly" if self.here or self.there else "same"


@dataclass(frozen=True, slots=True)
class Similar:
    """A case like the one asked for, or about the same event (``same_event``: then it is no precedent).

    ``words`` is the likeness in words, in [0, 1]; ``aspects`` has the fields of which both have codes.
    """

    hit: Hit
    score: float
    words: float
    aspects: dict[str, Aspect]
    measures: tuple[str, ...]
    same_event: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """A case, or the cases of a file, that others are to be like.

    ``terms`` with their frequency, codes (field, value), and the signatures by which papers about the same event are
    told (none: they are not). ``without`` is its own document, when it is a stored one.
    """

    terms: Mapping[str, int]
    codes: frozenset[Code]
    signatures: tuple[Signature, ...] = ()
    without: UUID | None = None


def similar(
    connection: Connection, sought: Sought, *, limit: int = 10, weights: Weights = MappingProxyType({})
) -> tuple[Similar, ...]:
    """Rank the cases most like one, at most so many; behind them come those about the same event, however many.

    Of the cases most alike, those that tell of one event among themselves stand under the first of them.
    """
    telling = most_telling(sought.terms, frequencies(connection, sought.terms), counted(connection)[0])
    if not telling:
        return ()
    found = _candidates(connection, telling, sought, weights)
    theirs = _codes(connection, list(found))
    rarity = _rarity(connection, sought.codes.union(*theirs.values()))
    best = max((place.words for place in found.values()), default=0.0) or 1.0
    rated = {}
    for case_id, place in found.items():
        codes = theirs.get(case_id, set())
        rated[case_id] = _rated(place, place.words / best, aspects(sought.codes, codes, rarity), codes, weights)
    order = sorted(rated, key=lambda case_id: (-rated[case_id].score, -rated[case_id].words, case_id))
    about = same_as(connection, sought.signatures, order)
    same = [case_id for case_id in order if case_id in about]
    rest = [case_id for case_id in order if case_id not in same]
    precedents = grouped(connection, lambda start, most: rest[start : start + most], limit, 0).entries
    groups = [*precedents, *((case_id,) for case_id in same)]
    page = entries(connection, [[rated[case_id].place for case_id in group] for group in groups], telling)
    return tuple(
        Similar(hit, one_.score, one_.words, one_.aspects, one_.measures, hit.case_id in same)
        for hit, one_ in zip(page, (rated[group[0]] for group in groups), strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Rated:
    place: Place
    score: float
    words: float
    aspects: dict[str, Aspect]
    measures: tuple[str, ...]


def weights_of(said: Iterable[str]) -> dict[str, float]:
    """Read weights as they are said, "cause=2", by name (``NAMES``).

    Raises
    ------
    BadWeight
        If there is no such name, or it is no number from 0 to ``HEAVIEST``.
    """
    found = {}
    for each in said:
        name, _, number = each.partition("=")
        if name not in NAMES:
            raise BadWeight(f"no such weight: {name}; there are {', '.join(NAMES)}")
        if not re.fullmatch(r"\d{1,2}(?:\.\d{1,4})?", number, re.ASCII) or float(number) > HEAVIEST:
            raise BadWeight(f"{name}: a weight is a number from 0 to {HEAVIEST:g}")
        found[NAMES[name]] = float(number)
    return found


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
    return {field: one_.likeness for field, one_ in aspects(ours, theirs, rarity).items()}


def aspects(ours: Collection[Code], theirs: Collection[Code], rarity: Mapping[Code, float]) -> dict[str, Aspect]:
    """Return the same with the codes behind it."""
    found = {}
    for field in ASPECTS:
        mine, other = ({code for code in codes if code[0] == field} for codes in (ours, theirs))
        if mine and other:
            every = math.fsum(rarity[code] for code in mine | other)
            alike = math.fsum(rarity[code] for code in mine & other) / every if every else 0.0
            found[field] = Aspect(alike, *(_values(some) for some in (mine & other, mine - other, other - mine)))
    return found


def _values(codes: Iterable[Code]) -> tuple[str, ...]:
    return tuple(sorted(value for _, value in codes))


def score(words: float, alike: Mapping[str, float], weights: Weights = MappingProxyType({})) -> float:
    """Return how alike two cases are in all; ``weights`` by aspect ("words" among them) multiply the usual ones."""
    return weights.get("words", 1.0) * WORD_WEIGHT * words + math.fsum(
        weights.get(field, 1.0) * ASPECTS[field] * value for field, value in alike.items()
    )


def _candidates(
    connection: Connection, telling: Mapping[str, float], sought: Sought, weights: Weights
) -> dict[UUID, Place]:
    """Return the cases most alike in words, and those most alike among the ones with the same event.

    So too among the ones that have in common what is to weigh more than usual.
    """
    filters = [Filters()]
    for name, field in NAMES.items():
        codes = _values(code for code in sought.codes if code[0] == field)
        if codes and (weights.get(field, 1.0) > 1 or (field == "event_type" and weights.get(field, 1.0))):
            filters.append(Filters({name: codes}))
    found: dict[UUID, Place] = {}
    for one_ in filters:
        places = ranked(connection, Wanted(telling, one_, without=sought.without), cases=CANDIDATES).places
        found.update({place.case_id: place for place in places[:CANDIDATES]})
    return found


def _rated(place: Place, words: float, alike: dict[str, Aspect], theirs: Collection[Code], weights: Weights) -> _Rated:
    total = score(words, {field: one_.likeness for field, one_ in alike.items()}, weights)
    return _Rated(place, total, words, alike, _values(code for code in theirs if code[0] == "measure"))


def stored(connection: Connection, case_id: UUID, document_id: UUID) -> Sought:
    """Return a stored case of a document to look for others like it."""
    known = with_terms(connection, signatures(connection, [case_id]))
    terms = terms_of(connection, [case_id])[case_id]
    codes = _codes(connection, [case_id]).get(case_id, set())
    return Sought(terms, frozenset(codes), tuple(known.values()), document_id)


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
