"""The EDTF values that dates have (ISO 8601-2, the subset of docs/edtf.md): which are valid, and their days."""

import re
from calendar import monthrange
from datetime import date

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
"""First and last month of spring, summer, autumn and winter (ISO 8601-2, 4.8); winter is of the year it begins in."""
QUARTERS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}
"""First and last month of the quarters (ISO 8601-2, 4.8)."""


_YEAR = r"[1-9]\d{3}"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_TIME = r"T(?:[01]\d|2[0-3]):[0-5]\d"
_POINT = re.compile(
    rf"(?:{_YEAR}-{_MONTH}-{_DAY}{_TIME}|(?:{_YEAR}|XXXX)(?:-(?:{_MONTH}(?:-{_DAY})?|2[1-4]|3[3-6]))?"
    rf"|XXXX-XX(?:-(?:{_DAY}|XX))?|[1-9]\d(?:\dX|XX))[~?]?"
)


def is_valid(edtf: str) -> bool:
    """Whether a value is of the subset of docs/edtf.md: its form, real days, and ends in order where both are known."""
    ends = edtf.split("/")
    if len(ends) > 2 or ends == ["..", ".."] or (len(ends) == 1 and edtf == ".."):
        return False
    if not all(end == ".." or (_POINT.fullmatch(end) and _is_real(end)) for end in ends):
        return False
    if len(ends) == 1:
        return True
    first, last = bounds(ends[0])[0], bounds(ends[1])[1]
    return first is None or last is None or first <= last


def _is_real(point: str) -> bool:
    """Whether the month of a point has its day; a year that is not known may be a leap year."""
    match = re.match(r"(\d{4}|XXXX)-(\d\d)-(\d\d)", point)
    if not match or match[2] == "XX":
        return True
    year = 2000 if match[1] == "XXXX" else int(match[1])
    return int(match[3]) <= monthrange(year, int(match[2]))[1]


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """First and last day of a value; None at an end that is open or unknown (``..``, ``XXXX``).

    A decade (``199X``) and a century (``18XX``) have theirs. Marks of uncertainty (``?``, ``~``, ``%``) are ignored. A
    value that is not understood gives (None, None).
    """
    if "/" in edtf:
        start, end = edtf.split("/", 1)
        return bounds(start)[0], bounds(end)[1]
    plain = re.sub(r"[~?%]", "", edtf.split("T", 1)[0])
    if re.fullmatch(r"[1-9]\d(?:\dX|XX)", plain):
        return date(int(plain.replace("X", "0")), 1, 1), date(int(plain.replace("X", "9")), 12, 31)
    match = _PART.match(plain)
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
