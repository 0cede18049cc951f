"""Counts of deviation reports by code and period, with rates per 100,000 inhabitants and intervals.

Counted are the cases that the reader may see, coded cases of ``shared`` documents included. A cell in which fewer than
``SMALLEST`` shared cases of others stand is withheld, however many of one's own stand there too: those could be taken
off it. With it go the sums that it could be told from (courts have seen small cells as a way to puzzle out persons;
docs/data-model.md).
"""

import math
from dataclasses import dataclass

from lexsarah.reference import counties, municipality_by_name
from lexsarah.store.database import Connection, one
from lexsarah.store.filters import FILTERS, Filters

BY = {name: field for name, field in FILTERS.items() if name not in {"genre", "year"}} | {
    "type": "primary_type",
    "any-type": "misconduct_type",
}
"""What can be counted by: a name as the command line has it, to the field in ``codes``."""
PERIODS = ("year", "tertial", "quarter", "month")
SMALLEST = 5
Z = 1.959963984540054
"""Two-sided 95 % quantile of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Cases per 100,000 inhabitants with a 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Count:
    """One cell. ``count`` is None where it is withheld; ``period`` is None where all periods are summed."""

    value: str
    period: str | None
    count: int | None
    rate: Rate | None


@dataclass(frozen=True, slots=True)
class Trend:
    """Counts by one thing: ``cases`` deviation reports in all, ``undated`` of them without the period.

    Either is None where it is withheld, as a cell's count.
    """

    by: str
    per: str | None
    counts: tuple[Count, ...]
    cases: int | None
    undated: int | None


def trend(connection: Connection, by: str | None, per: str | None, filters: Filters) -> Trend:
    """Count deviation reports by a code, a period, or both.

    Raises
    ------
    KeyError
        If ``by`` is not in ``BY``.
    ValueError
        If ``per`` is not in ``PERIODS``, or both are None.
    """
    if per is not None and per not in PERIODS:
        raise ValueError(f"no period: {per}")
    if by is None and per is None:
        raise ValueError("count by something")
    where, parameters = filters.where("t")
    # Others' shared cases have codes and no row in ``cases``.
    kept = (
        "WITH t AS (SELECT k.case_id AS id, c.happened_on, "
        "k.visibility = 'shared' AND k.owner_id <> current_organisation() AS theirs FROM codes k "
        "LEFT JOIN cases c ON c.id = k.case_id WHERE k.field = 'deviation'), "
        f"kept AS (SELECT * FROM t WHERE {where}) "
    )
    joins, fields = "", []
    if by:
        joins += "JOIN codes v ON v.case_id = kept.id AND v.field = %s "
        fields.append(BY[by])
    if per:
        joins += "LEFT JOIN codes p ON p.case_id = kept.id AND p.field = %s "
        fields.append(per)
    rows = connection.execute(
        f"{kept} SELECT {'v.value' if by else 'p.value'} AS value, {'p.value' if per else 'NULL'} AS period, "
        f"count(*) AS n, count(*) FILTER (WHERE theirs) AS theirs FROM kept {joins} GROUP BY 1, 2",
        [*parameters, *fields],
    ).fetchall()
    sums = one(
        connection.execute(
            f"{kept}, dated AS (SELECT theirs, NOT EXISTS "
            "(SELECT 1 FROM codes p WHERE p.case_id = kept.id AND p.field = %s) AS undated FROM kept) "
            "SELECT count(*) AS n, count(*) FILTER (WHERE theirs) AS theirs, "
            "count(*) FILTER (WHERE undated) AS undated, "
            "count(*) FILTER (WHERE undated AND theirs) AS undated_theirs FROM dated",
            [*parameters, per],
        )
    )
    counts = tuple(
        Count(
            row["value"],
            row["period"],
            shown := _told(row["n"], row["theirs"]),
            None if shown is None else rate(by, row["value"], shown),
        )
        for row in rows
        if row["value"] is not None and (row["period"] is not None or not per)
    )
    if by is None and per is not None:
        counts += tuple(Count(period, period, 0, None) for period in _between([cell.value for cell in counts], per))
    undated = _told(sums["undated"], sums["undated_theirs"]) if per else 0
    telling = any(cell.count is None for cell in counts) or undated is None
    cases = None if telling else _told(sums["n"], sums["theirs"])
    ordered = sorted(counts, key=lambda cell: (cell.period or "", -(cell.count or 0), cell.value))
    return Trend(by or per or "", per, tuple(ordered), cases, undated)


def _told(count: int, theirs: int) -> int | None:
    """Return a count, or None where too few of others' shared cases (``theirs``) stand in it."""
    return None if 0 < theirs < SMALLEST else count


PARTS = {"year": ("", 1), "tertial": (" T", 3), "quarter": (" K", 4), "month": ("-", 12)}
"""What stands between a year and its part, and how many parts a year has."""


def _between(periods: list[str], per: str) -> list[str]:
    """Periods without a case between the first and the last: a gap in a chart must be seen as a zero."""
    if not periods:
        return []
    mark, parts = PARTS[per]
    years = range(int(min(periods)[:4]), int(max(periods)[:4]) + 1)
    width = 2 if per == "month" else 1
    every = [f"{year}{mark}{part:0{width}}" if mark else str(year) for year in years for part in range(1, parts + 1)]
    return [period for period in every if min(periods) < period < max(periods) and period not in periods]


def rate(by: str | None, place: str, count: int) -> Rate | None:
    """Cases per 100,000 inhabitants of a municipality or county, with an interval; None for anything else.

    The interval is Byar's approximation to the exact Poisson limits (Breslow & Day 1987, p. 69), good from one case.
    """
    if by == "municipality":
        known = municipality_by_name().get(place)
        inhabitants = known.population if known else None
    else:
        inhabitants = counties().get(place) if by == "county" else None
    if not inhabitants:
        return None
    low = count * (1 - 1 / (9 * count) - Z / (3 * math.sqrt(count))) ** 3 if count else 0.0
    high = (count + 1) * (1 - 1 / (9 * (count + 1)) + Z / (3 * math.sqrt(count + 1))) ** 3
    return Rate(*(round(number * 100_000 / inhabitants, 2) for number in (count, max(low, 0.0), high)))
