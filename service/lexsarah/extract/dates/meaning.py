"""What a date expression says before anything outside it is looked at."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Shift:
    """A year counted from that of the publication: "förra året" is -1."""

    years: int


Year = int | Shift | None
"""The year that the words give; None: they give none."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month; ``weekday`` (0 Monday) where it is written too."""

    month: int
    day: int
    year: Year = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month."""

    month: int
    year: Year = None


@dataclass(frozen=True, slots=True)
class WholeYear:
    """A year."""

    year: Year


@dataclass(frozen=True, slots=True)
class Division:
    """A season (21–24) or quarter (33–36). ``when``: -1 the last one ("i höstas"), 1 the next ("till hösten")."""

    code: int
    year: Year = None
    when: int = 0


@dataclass(frozen=True, slots=True)
class Months:
    """A run of months of one year with a name: a half-year, a tertial, a school term."""

    first: int
    last: int
    year: Year = None


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week, or one day of it."""

    week: int
    year: Year = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day known by its name alone. ``when``: -1 "i tisdags", 0 open."""

    weekday: int
    when: int = 0


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast or a school holiday."""

    name: str
    year: Year = None


@dataclass(frozen=True, slots=True)
class Turn:
    """The turn of a year; ``year`` is the one that ends."""

    year: Year = None


@dataclass(frozen=True, slots=True)
class Relative:
    """So many units from the publication: "i går", "förra veckan", "för två år sedan"."""

    unit: str
    shift: int


@dataclass(frozen=True, slots=True)
class Lately:
    """Say "Det senaste året", "de senaste månaderna"; ``months`` is None where the number is open."""

    months: int | None


@dataclass(frozen=True, slots=True)
class Later:
    """So many units after (or before, if negative) what the story last came to: "två dagar efteråt"."""

    unit: str
    shift: int


@dataclass(frozen=True, slots=True)
class SinceThen:
    """Say "Sedan dess": from what the story last came to."""


@dataclass(frozen=True, slots=True)
class Part:
    """The beginning, middle or end of a month, a year or a season."""

    which: Literal["start", "middle", "end"]
    of: "Point"


@dataclass(frozen=True, slots=True)
class WeekOfMonth:
    """The first (1) … fourth (4) or last (-1) week of a month."""

    number: int
    of: Month


@dataclass(frozen=True, slots=True)
class NightTo:
    """The night that ends on a day."""

    of: "Point"


@dataclass(frozen=True, slots=True)
class Between:
    """From one point to another, both included."""

    first: "Point"
    last: "Point"


@dataclass(frozen=True, slots=True)
class Since:
    """From a point on."""

    of: "Point"


@dataclass(frozen=True, slots=True)
class Until:
    """Up to a point."""

    of: "Point"


Point = (
    Day
    | Month
    | WholeYear
    | Division
    | Months
    | Week
    | Weekday
    | Feast
    | Turn
    | Relative
    | Lately
    | Later
    | SinceThen
    | Part
    | WeekOfMonth
    | NightTo
    | Between
    | Since
    | Until
)
