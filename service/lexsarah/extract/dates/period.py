"""The interval that covers an event, from the dates of the incident."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from lexsarah.extract.dates.almanac import month_days
from lexsarah.extract.dates.words import SEASON_MONTHS
from lexsarah.records import DateValue, Fact, Producer
from lexsarah.vocabulary import DateRole

PRODUCER = Producer("rule", "dates", "1")


def incident_period(facts: Sequence[Fact]) -> Fact | None:
    """Cover the incident dates among ``facts`` with one EDTF value; None where they give none.

    Values without any known part are left out; of several whose year is not known none can be said to come first, and
    there is no answer.
    """
    dated = [
        (fact, fact.value.edtf)
        for fact in facts
        if isinstance(fact.value, DateValue) and fact.value.role is DateRole.INCIDENT and _tells(fact.value.edtf)
    ]
    dated = [one for one in dated if not _hangs_on_another(one[0])] or dated
    surest = max((_probability(fact) for fact, _ in dated), default=1.0)
    dated = [(fact, edtf) for fact, edtf in dated if _probability(fact) >= SURE * surest]
    values = list(dict.fromkeys(edtf for _, edtf in dated))
    if not values:
        return None
    value = values[0] if len(values) == 1 else _cover(values)
    value = value and _closed(value, facts)
    if value is None:
        return None
    evidence = tuple(piece for fact, _ in dated for piece in fact.evidence)
    return Fact("incident_period", value, evidence, PRODUCER)


SURE = 0.8
"""Share of the probability of the surest date of the event below which another one does not widen the period.

From 0.4 to 0.9 the periods of the corpus (cross-validated) get better, above 0.8 no more.
"""

LATER = re.compile(r"\b(?:senare|efter\w*|därpå)\b", re.IGNORECASE)
"""In the words of a date that is counted from another one, and is no more exact than that."""


def _hangs_on_another(fact: Fact) -> bool:
    return any(LATER.search(piece.quote) for piece in fact.evidence)


def _probability(fact: Fact) -> float:
    return 1.0 if fact.confidence is None else fact.confidence


def _closed(value: str, facts: Sequence[Fact]) -> str:
    """End what still went on ("2010/..") with the publication, as exact as its start."""
    start, _, end = value.partition("/")
    if end != "..":
        return value
    days = (fact.value for fact in facts if isinstance(fact.value, DateValue))
    ends = [day.edtf for day in days if day.role is DateRole.PUBLISHED and len(day.edtf) >= len(start)]
    return f"{start}/{ends[0][: len(start)]}" if ends and ends[0][: len(start)] > start else value


def _tells(edtf: str) -> bool:
    """Whether something is known: not "XXXX", "XXXX-XX-XX"."""
    return any(part.strip("X-.") for part in edtf.split("/"))


def _cover(values: list[str]) -> str | None:
    """Earliest start and latest end of several values, each as it was written; None if a year is unknown."""
    opened = [edtf for edtf in values if edtf.endswith("/..")]
    if opened:
        whole = _cover([edtf.removesuffix("/..") for edtf in values])
        ended = whole is not None and any(_goes_on(edtf.removesuffix("/.."), whole) for edtf in opened)
        return whole if whole is None or ended else f"{whole.partition('/')[0]}/.."
    values = _finest(values)
    starts: list[tuple[date, str]] = []
    ends: list[tuple[date, str]] = []
    for edtf in values:
        left, _, right = edtf.partition("/")
        right = right or left
        for side, kept, last in ((left, starts, False), (right, ends, True)):
            if side in {"..", ""}:
                continue
            day = _edge(side, last=last)
            if day is None:
                return None
            kept.append((day, side))
    if not starts or not ends:
        return None
    start, end = min(starts), max(ends)
    for edtf in values:
        if "/" not in edtf and (_edge(edtf, last=False), _edge(edtf, last=True)) == (start[0], end[0]):
            return edtf
    return start[1] if start[1] == end[1] else f"{start[1]}/{end[1]}"


def _goes_on(start: str, whole: str) -> bool:
    """Whether a period tells the end of what began with ``start``: it ends later than that."""
    begun, ended = _edge(start.partition("/")[0], last=True), _edge(whole.rpartition("/")[2], last=True)
    return begun is not None and ended is not None and begun < ended


def _finest(values: list[str]) -> list[str]:
    """Leave out a month, season or year in which the days of the event lie, if these are few: it says no more."""
    days = [edtf for edtf in values if len(edtf.partition("/")[0]) == len("2021-05-03")]
    inner = [bounds for edtf in days if (bounds := _bounds(edtf)) is not None]
    if len(inner) != len(days) or not inner:
        return values
    first, last = min(one[0] for one in inner), max(one[1] for one in inner)
    if last - first > FEW_DAYS:
        return values

    def holds(edtf: str) -> bool:
        whole = _bounds(edtf) if "/" not in edtf and edtf not in days else None
        return whole is None or not (whole[0] <= first and last <= whole[1])

    return [edtf for edtf in values if holds(edtf)]


FEW_DAYS = timedelta(days=2)
"""A night is two days."""


def _bounds(edtf: str) -> tuple[date, date] | None:
    left, _, right = edtf.partition("/")
    if ".." in edtf:
        return None
    first, last = _edge(left, last=False), _edge(right or left, last=True)
    return (first, last) if first is not None and last is not None else None


def _edge(side: str, *, last: bool) -> date | None:
    """First or last day of a year, month, season, quarter or day; None if a part is unknown."""
    if "X" in side:
        return None
    numbers = [int(part) for part in side.split("-")]
    match numbers:
        case [year]:
            return date(year, 12, 31) if last else date(year, 1, 1)
        case [year, code] if code > 20:
            months = SEASON_MONTHS.get(code) or (3 * (code - 33) + 1, 3 * (code - 32))
            return month_days(year, months[last])[last]
        case [year, month]:
            return month_days(year, month)[last]
        case [year, month, day]:
            return date(year, month, day)
        case _:
            return None
