"""Two points joined into one run."""

from dataclasses import replace

from lexsarah.extract.dates.meaning import (
    Between,
    Day,
    Division,
    Feast,
    Month,
    Part,
    Point,
    Shift,
    Turn,
    Week,
    Weekday,
    WeekOfMonth,
    WholeYear,
)


def alike(first: Point, second: Point) -> bool:
    """Whether two points can be the ends of one run."""
    dated = (Day, Month, WholeYear, Division, Part, Feast, Turn, Week, WeekOfMonth)
    if isinstance(first, Weekday | Week) and isinstance(second, Weekday | Week):
        return True
    return isinstance(first, dated) and isinstance(second, dated)


def run(first: Point, last: Point) -> Between:
    """Join two ends; a year that only the second has holds for the first as well, or the one before it."""
    left, right = getattr(first, "year", None), getattr(last, "year", None)
    if left is None and isinstance(right, int) and isinstance(first, Day | Month | Division | Week):
        turned = order(first) > order(last)
        return Between(replace(first, year=right - turned), last)
    if left is None and isinstance(right, Shift) and isinstance(first, Day | Month | Division | Week):
        return Between(replace(first, year=right), last)
    if isinstance(left, int) and right is None and isinstance(last, Day | Month | Division | Week):
        turned = order(first) > order(last)
        return Between(first, replace(last, year=left + turned))
    return Between(first, last)


def order(point: Point) -> int:
    """Where in the year a point stands, for comparison within one kind or between days and months."""
    match point:
        case Day(month, day):
            return month * 100 + day
        case Month(month):
            return month * 100 + 50
        case Division(code):
            return code
        case Week(week):
            return week
        case _:
            return 0
