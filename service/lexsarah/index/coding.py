"""The coded case: the closed-vocabulary values that filters, facets and trends count."""

from dataclasses import dataclass
from datetime import date

from lexsarah.edtf import bounds
from lexsarah.records import DateValue, Report
from lexsarah.reference import municipality_by_name
from lexsarah.vocabulary import Absence, DateRole

CODED_FIELDS = (
    "genre",
    "decision",
    "ivo",
    "primary_type",
    "provider",
    "setting_code",
    "service_area",
    "law",
    "misconduct_type",
    "event_type",
    "cause",
    "consequence",
    "measure",
)
"""Fields whose codes are counted as they are; all may cross organisations for a shared document."""

WITHHELD = frozenset({"municipality", "tertial", "month"})
"""Codes that a shared document does not show to others: they see county, year and quarter (design, "Who sees what")."""

DATE_ORDER = (
    DateRole.REPORTED,
    DateRole.INVESTIGATION_STARTED,
    DateRole.REPORTED_TO_IVO,
    DateRole.DECIDED,
    DateRole.INVESTIGATION_CLOSED,
    DateRole.PUBLISHED,
)
"""Which date stands for a case that gives none of the incident: the nearest to it first."""


@dataclass(frozen=True, slots=True)
class Coded:
    """The codes of a case as (field, value), and the first day of what happened as far as it is known."""

    codes: tuple[tuple[str, str], ...]
    happened_on: date | None


def coded(report: Report, published: date | None) -> Coded:
    """Code a resolved case; ``published`` is the last resort for when it happened."""
    codes = [
        (field, str(fact.value))
        for field in CODED_FIELDS
        for fact in report.facts
        if fact.field == field and _is_code(fact.value)
    ]
    if report.value("is_deviation_report") is True:
        codes.append(("deviation", "true"))
    name = report.value("municipality")
    known = municipality_by_name().get(str(name)) if name is not None else None
    if known:
        codes += [("municipality", known.name), ("county", known.county)]
    edtf = _when(report)
    start = bounds(edtf)[0] if edtf else published
    if start:
        codes += _periods(start, edtf or start.isoformat())
    return Coded(tuple(dict.fromkeys(codes)), start)


def _is_code(value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, Absence)


def _when(report: Report) -> str | None:
    period = report.value("incident_period")
    if period is not None and bounds(str(period))[0]:
        return str(period)
    dates = [fact.value for fact in report.values("date") if isinstance(fact.value, DateValue)]
    for role in DATE_ORDER:
        known = [(bounds(one.edtf)[0], one.edtf) for one in dates if one.role is role and bounds(one.edtf)[0]]
        if known:
            return min(known, key=lambda pair: pair[0] or date.max)[1]
    return None


def _periods(start: date, edtf: str) -> list[tuple[str, str]]:
    """Periods of a date, none finer than what the value says: a year alone is in no quarter."""
    first = edtf.split("/", 1)[0]
    periods = [("year", str(start.year))]
    month = first[5:7]
    if month:
        periods.append(("quarter", f"{start.year} K{(start.month - 1) // 3 + 1}"))
    if month and int(month) <= 12:
        periods += [("tertial", f"{start.year} T{(start.month - 1) // 4 + 1}"), ("month", f"{start:%Y-%m}")]
    return periods
