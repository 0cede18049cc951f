"""The calendar: months, ISO weeks and the Swedish feasts of a year."""

from calendar import monthrange
from datetime import date, timedelta


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


def feast_days(name: str, year: int) -> tuple[date, date]:
    """First and last day of a feast. School holidays differ by municipality: the span within which they lie."""
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
        "sportlovet": ((2, 1), (3, 15)),
        "sommarlovet": ((6, 10), (8, 20)),
    }
    if name in fixed:
        (month, day), (last_month, last_day) = fixed[name]
        return date(year, month, day), date(year, last_month, last_day)
    if name in {"nyår", "jullovet"}:
        return date(year, 12, 31 if name == "nyår" else 20), date(year + 1, 1, 1 if name == "nyår" else 10)
    if name == "höstlovet":
        return week_days(year, 44)
    if name.startswith("midsommar"):
        eve = _midsummer(year)
        return {
            "midsommarafton": (eve, eve),
            "midsommarnatten": (eve, eve + timedelta(days=1)),
            "midsommardagen": (eve + timedelta(days=1), eve + timedelta(days=1)),
        }.get(name, (eve, eve + timedelta(days=2)))
    if name == "allhelgona":
        return _all_saints(year), _all_saints(year) + timedelta(days=1)
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
        "påsklovet": (-6, 7),
    }[name]
    return easter(year) + timedelta(days=first), easter(year) + timedelta(days=last)


MOVABLE = frozenset(
    "skärtorsdagen långfredagen påskafton påskdagen påsken pingsten pingstdagen midsommar midsommarafton "
    "midsommardagen midsommarnatten "
    "allhelgona påsklovet höstlovet".split()
) | {"annandag påsk", "kristi himmelsfärd"}
"""Feasts whose day of the month hangs on the year."""
