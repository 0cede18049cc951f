"""What a date expression says before anything outside it is looked at."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Shift:
    """A year counted from that of the publication: "förra året" is -1."""

    years: int


Which = Literal["start", "middle", "end", "first half", "second half"]

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
    """A day known by its name alone. ``when``: -1 "i tisdags", 1 "på tisdag", 0 "på tisdagen".

    2: without article and preposition ("tisdag kväll"), which the tense of the general reading tells.
    """

    weekday: int
    when: int = 0


@dataclass(frozen=True, slots=True)
class WeekdayOfWeek:
    """A day of the week of the publication or one near it: "nästa fredag", "onsdagen förra veckan"."""

    weekday: int
    weeks: int


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day known by its number alone, or with its weekday too: "den 3:e", "måndagen den 18:e"."""

    day: int
    weekday: int | None = None


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
    """So many units from the publication: "i går", "förra veckan", "för två år sedan".

    ``counted``: the number is written; then the general reading counts weeks and months from day to day.
    """

    unit: str
    shift: int
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many units up to the publication (negative) or from it on: "de senaste tre dagarna", "inom två veckor"."""

    unit: str
    shift: int


@dataclass(frozen=True, slots=True)
class Lately:
    """Say "Det senaste året", "de senaste månaderna"; ``months`` is None where the number is open."""

    months: int | None


@dataclass(frozen=True, slots=True)
class Later:
    """So many units after (or before, if negative) what the story last came to: "två dagar efteråt".

    ``whole``: the calendar unit that lies there ("månaden efter"), not the same days counted on.
    """

    unit: str
    shift: int
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Nearest:
    """The next or the last one of what comes each year: "nästa mars", "förra julen"."""

    of: "Month | Feast"
    ahead: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """So many units after (or before, if negative) a point: "dagen före julafton", "två veckor efter midsommar"."""

    by: Later
    of: "Point"


@dataclass(frozen=True, slots=True)
class Decade:
    """The years that share the first digits of ``start``, all but the last (a decade) or the last two (a century)."""

    start: int
    years: int = 10


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A point that the text itself does not vouch for; ``mark`` is "~" (approximate) or "?" (uncertain)."""

    of: "Point"
    mark: Literal["~", "?"]


@dataclass(frozen=True, slots=True)
class Clocked:
    """A time of a day, up to ``until`` (hour and minute) if that is said.

    Without ``of`` the day is the one that the story has come to, else that of the publication.
    """

    of: "Point | None"
    hour: int
    minute: int
    until: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class SinceThen:
    """Say "Sedan dess": from what the story last came to."""


@dataclass(frozen=True, slots=True)
class Part:
    """The beginning, middle or end of a month, a year, a decade or a season, or a half of it."""

    which: "Which"
    of: "Point"


@dataclass(frozen=True, slots=True)
class WeekOfMonth:
    """The first (1) … fourth (4) or last (-1) week of a month."""

    number: int
    of: Month


@dataclass(frozen=True, slots=True)
class WeekdayOfMonth:
    """The first (1) … fifth (5) or last (-1) Monday … Sunday of a month, or its last day (``weekday`` None)."""

    number: int
    weekday: int | None
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
    """From a point on; ``told``: it is said of what has been so ("sedan"), not of what may come ("efter")."""

    of: "Point"
    told: bool = True


@dataclass(frozen=True, slots=True)
class Until:
    """Up to a point."""

    of: "Point"


def bare(point: "Point") -> "Point":
    """Return a point without its time of day and its mark of doubt; a time without a day is itself."""
    match point:
        case Clocked(of=of) if of is not None:
            return bare(of)
        case Doubtful(of=of):
            return bare(of)
        case _:
            return point


Point = (
    Day
    | Month
    | WholeYear
    | Division
    | Months
    | Week
    | Weekday
    | WeekdayOfWeek
    | DayOfMonth
    | Feast
    | Turn
    | Relative
    | Stretch
    | Lately
    | Later
    | SinceThen
    | Nearest
    | Beside
    | Decade
    | Part
    | WeekOfMonth
    | WeekdayOfMonth
    | Doubtful
    | Clocked
    | NightTo
    | Between
    | Since
    | Until
)
