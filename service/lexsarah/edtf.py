"""The calendar interval of an EDTF value (ISO 8601-2, the subset of docs/data-model.md)."""

import re
from calendar import monthrange
from datetime import date

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
"""First and last month of spring, summer, autumn and winter (ISO 8601-2, 4.8); winter is of the year it begins in."""
QUARTERS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}
"""First and last month of the quarters (ISO 8601-2, 4.8)."""


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """First and last day of a value; None at an end that is open or unknown (``..``, ``XXXX``).

    Marks of uncertainty (``?``, ``~``, ``%``) are ignored. A value that is not understood gives (None, None).
    """
    if "/" in edtf:
        start, end = edtf.split("/", 1)
        return bounds(start)[0], bounds(end)[1]
    match = _PART.match(re.sub(r"[~?%]", "", edtf.split("T", 1)[0]))
    if not match or match[1] == "0000":
        return None, None
    year = int(match[1])
    first_month, last_month = _months(int(match[2]) if match[2] else None)
    if not first_month:
        return None, None
    ends = year + 1 if last_month < first_month else year
    last_day = monthrange(ends, last_month)[1]
    if match[3] is None:
        return date(year, first_month, 1), date(ends, last_month, last_day)
    day = int(match[3])
    return (date(year, first_month, day),) * 2 if 1 <= day <= last_day else (None, None)


def _months(part: int | None) -> tuple[int, int]:
    """First and last month of the second part of a value; zeros where it is none."""
    if part is None:
        return 1, 12
    if 1 <= part <= 12:
        return part, part
    return (SEASONS | QUARTERS).get(part, (0, 0))
