"""The calendar: months, ISO weeks and the Swedish feasts of a year."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from lexsarah.reference import rows


def month_days(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month; months above 12 are of the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def week_days(year: int, week: int) -> tuple[date, date]:
    """Monday and Sunday of an ISO week (week 53 of a year without one is the first of the next)."""
    monday = date.fromisocalendar(year, 1, 1) + timedelta(weeks=week - 1)
    return monday, monday + timedelta(days=6)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _midsummer(year: int) -> date:
    """Midsummer Eve: the Friday from 19 to 25 June."""
    first = date(year, 6, 19)
    return first + timedelta(days=(4 - first.weekday()) % 7)


def _all_saints(year: int) -> date:
    """All Saints' Day: the Saturday from 31 October to 6 November."""
    first = date(year, 10, 31)
    return first + timedelta(days=(5 - first.weekday()) % 7)


def weekday_until(last: date, weekday: int) -> date:
    """Return the latest such weekday (0 Monday) that is not after a day."""
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def nth_weekday(first: date, last: date, weekday: int, number: int) -> date | None:
    """Return the ``number``-th (-1: the last) such weekday (0 Monday) from ``first`` to ``last``, or None."""
    if number < 0:
        return weekday_until(last, weekday)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    return day if day <= last else None


def _advent(year: int) -> date:
    """First Sunday of Advent: the fourth before Christmas Day."""
    return weekday_until(date(year, 12, 3), 6)


ADVENTS = ("första advent", "andra advent", "tredje advent", "fjärde advent")

SUNDAYS = {"mors dag": (5, 31), "fars dag": (11, 14)}
"""Month and last possible day of the Sunday on which a day of honour falls in Sweden."""


def feast_days(name: str, year: int) -> tuple[date, date]:  # noqa: PLR0911  (one return a kind of feast)
    """First and last day of a feast. School holidays differ by municipality: the span within which they lie."""
    if name in SCHOOL_HOLIDAYS:
        return _school_holiday(SCHOOL_HOLIDAYS[name], year)
    fixed = {
        "julafton": ((12, 24), (12, 24)),
        "juldagen": ((12, 25), (12, 25)),
        "annandag jul": ((12, 26), (12, 26)),
        "julen": ((12, 24), (12, 26)),
        "mellandagarna": ((12, 27), (12, 30)),
        "nyårsafton": ((12, 31), (12, 31)),
        "nyårsdagen": ((1, 1), (1, 1)),
        "trettondagsafton": ((1, 5), (1, 5)),
        "trettondagen": ((1, 6), (1, 6)),
        "valborg": ((4, 30), (4, 30)),
        "valborgsnatten": ((4, 30), (5, 1)),
        "julnatten": ((12, 24), (12, 25)),
        "nationaldagen": ((6, 6), (6, 6)),
        "lucia": ((12, 13), (12, 13)),
        "alla hjärtans dag": ((2, 14), (2, 14)),
        "kvinnodagen": ((3, 8), (3, 8)),
        "halloween": ((10, 31), (10, 31)),
        "tjugondag knut": ((1, 13), (1, 13)),
    }
    if name in fixed:
        (month, day), (last_month, last_day) = fixed[name]
        return date(year, month, day), date(year, last_month, last_day)
    if name == "nyår":
        return date(year, 12, 31), date(year + 1, 1, 1)
    if name in ADVENTS:
        return (_advent(year) + timedelta(weeks=ADVENTS.index(name)),) * 2
    if name in SUNDAYS:
        return (weekday_until(date(year, *SUNDAYS[name]), 6),) * 2
    if name.startswith("midsommar"):
        eve = _midsummer(year)
        return {
            "midsommarafton": (eve, eve),
            "midsommarnatten": (eve, eve + timedelta(days=1)),
            "midsommardagen": (eve + timedelta(days=1), eve + timedelta(days=1)),
        }.get(name, (eve, eve + timedelta(days=2)))
    if name == "allhelgona":
        return _all_saints(year), _all_saints(year) + timedelta(days=1)
    if name == "alla helgons dag":
        return _all_saints(year), _all_saints(year)
    first, last = {
        "skärtorsdagen": (-3, -3),
        "långfredagen": (-2, -2),
        "påskafton": (-1, -1),
        "påskdagen": (0, 0),
        "påsken": (-2, 1),
        "annandag påsk": (1, 1),
        "kristi himmelsfärd": (39, 39),
        "pingsten": (48, 49),
        "pingstdagen": (49, 49),
        "pingstafton": (48, 48),
        "annandag pingst": (50, 50),
        "fettisdagen": (-47, -47),
        "askonsdagen": (-46, -46),
        "palmsöndagen": (-7, -7),
    }[name]
    return easter(year) + timedelta(days=first), easter(year) + timedelta(days=last)


MOVABLE = frozenset(
    "skärtorsdagen långfredagen påskafton påskdagen påsken pingsten pingstdagen midsommar midsommarafton "
    "midsommardagen midsommarnatten "
    "allhelgona påsklovet höstlovet sportlovet pingstafton fettisdagen askonsdagen palmsöndagen".split()
) | {"annandag påsk", "annandag pingst", "kristi himmelsfärd", "alla helgons dag", *ADVENTS, *SUNDAYS}
"""Feasts whose day of the month hangs on the year."""


@dataclass(frozen=True, slots=True)
class SchoolHoliday:
    """When schools are closed: from the earliest to the latest day in the country.

    ``by`` says what ``first`` and ``last`` are: ISO weeks of the year ("week"), days from Easter Sunday ("easter") or
    days of the year as ``MMDD``, the last in the next year if it is smaller ("day"). ``exact``: all have it then.
    """

    by: str
    first: int
    last: int
    exact: bool


def _school_holiday(one: SchoolHoliday, year: int) -> tuple[date, date]:
    if one.by == "week":
        return week_days(year, one.first)[0], week_days(year, one.last)[1]
    if one.by == "easter":
        return easter(year) + timedelta(days=one.first), easter(year) + timedelta(days=one.last)
    (month, day), (last_month, last_day) = divmod(one.first, 100), divmod(one.last, 100)
    return date(year, month, day), date(year + (one.last < one.first), last_month, last_day)


SCHOOL_HOLIDAYS = {
    row["name"]: SchoolHoliday(row["by"], int(row["first"]), int(row["last"]), row["certainty"] == "exact")
    for row in rows("school_holidays.csv")
}
"""By the name that a date has: the table in reference/."""
