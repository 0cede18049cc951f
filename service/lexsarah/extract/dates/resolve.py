"""From what an expression says to an EDTF value: missing years come from the words around.

Order: the year in the expression; the date that the story has come to, when it is near; the date of publication; none
(``XXXX``). "Today" is never asked.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from lexsarah.extract.dates.almanac import (
    MOVABLE,
    SCHOOL_HOLIDAYS,
    feast_days,
    month_days,
    nth_weekday,
    week_days,
    weekday_until,
)
from lexsarah.extract.dates.meaning import (
    Beside,
    Between,
    Clocked,
    Day,
    DayOfMonth,
    Decade,
    Division,
    Doubtful,
    Feast,
    Lately,
    Later,
    Month,
    Months,
    Nearest,
    NightTo,
    Part,
    Point,
    Relative,
    Shift,
    Since,
    SinceThen,
    Stretch,
    Turn,
    Until,
    Week,
    Weekday,
    WeekdayOfMonth,
    WeekdayOfWeek,
    WeekOfMonth,
    WholeYear,
    Year,
)
from lexsarah.extract.dates.words import SEASON_MONTHS

Tense = Literal["past", "future", "open"]

AROUND = timedelta(days=27)
"""A run longer than this may be one that the story stands in the middle or at the end of."""

UNFINISHED = timedelta(days=100)
"""How much of what is told in the past tense may lie ahead: "under sommaren" in the middle of June."""

BACK, AHEAD = timedelta(days=92), timedelta(days=273)
"""How far a story steps back and forward without naming the year: a quarter and three."""


@dataclass(frozen=True, slots=True)
class When:
    """A value: EDTF, and the first and last day that it covers (None: the year is not known, or open)."""

    edtf: str
    first: date | None = None
    last: date | None = None

    def ends(self) -> tuple[str, str]:
        """EDTF of the first and of the last end."""
        left, _, right = self.edtf.partition("/")
        return left, right or left


NOTHING = When("")
"""The words point back to something that is not there: no date at all."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The date that relative dates hang on, as the days that it may be, and its words where the text has them."""

    first: date
    last: date
    words: str | None = None

    @property
    def exact(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last


@dataclass(slots=True)
class Context:
    """What is known where an expression stands.

    ``story`` is the last dated point before it, if near; ``same_passage``: it stands in the same block. ``used`` tells
    afterwards what gave the year. ``general``: as anybody would say it, not as lex Sarah papers are annotated.
    """

    anchor: Anchor | None
    story: When | None = None
    tense: Tense = "open"
    same_passage: bool = False
    general: bool = False
    used: Literal["none", "anchor", "story"] = field(default="none")

    def year(self, given: Year, days: Callable[[int], tuple[date, date]], weekday: int | None = None) -> int | None:
        """Year of a point that ``days`` places in a year; ``weekday`` (0 Monday) must fit its first day."""
        if isinstance(given, int):
            return given
        if isinstance(given, Shift):
            return self.shifted(given.years)
        whole_year = self.story is not None and len(self.story.edtf) == 4
        told = self.tense == "past" or self.anchor is None or whole_year or self.same_passage
        near = self.near_story(days, weekday) if told else None
        if near is not None:
            self.used = "story"
            return near
        if self.anchor is None:
            return None
        self.used = "anchor"
        return self.near_anchor(self.anchor, days, weekday)

    def shifted(self, years: int) -> int | None:
        """Return the year of the publication, so many years on."""
        if self.anchor is None:
            return None
        self.used = "anchor"
        return self.anchor.last.year + years

    def near_story(self, days: Callable[[int], tuple[date, date]], weekday: int | None) -> int | None:
        """Return the year that lets the story go on from where it is."""
        story = self.story
        if story is None or story.first is None or story.last is None:
            return None
        if self.anchor is not None and abs(self.anchor.last.year - story.first.year) > 3:
            return None
        whole_year = len(story.edtf) == 4
        for year in candidates(story.last.year):
            first, last = days(year)
            if first < story.first <= last and last - first > AROUND:
                return year
            if weekday is not None and first.weekday() != weekday:
                continue
            if self.tense == "future" and self.anchor is not None and last < story.first:
                continue
            if whole_year:
                if year == story.first.year:
                    return year
                continue
            late = self.anchor is not None and self.tense == "past" and first > self.anchor.last
            if story.first - BACK <= first <= story.last + AHEAD and not late:
                return year
        return None

    def near_anchor(self, anchor: Anchor, days: Callable[[int], tuple[date, date]], weekday: int | None) -> int | None:
        """Return the latest year that is not after the publication in the past tense, else the nearest."""
        fits = [
            (year, *days(year))
            for year in range(anchor.last.year - (6 if weekday is not None else 1), anchor.last.year + 2)
            if weekday is None or days(year)[0].weekday() == weekday
        ]
        if self.tense == "past":
            begun = [year for year, first, last in fits if first <= anchor.last and last <= anchor.last + UNFINISHED]
            return max(begun, default=None)
        if self.tense == "future":
            return min((year for year, _, last in fits if last >= anchor.first), default=None)
        gaps = [(_gap(anchor, first, last), -year) for year, first, last in fits]
        return -min(gaps)[1] if gaps else None


def _gap(anchor: Anchor, first: date, last: date) -> int:
    """Days between the publication and a run of days, 0 where they meet; what lies ahead counts a little less far."""
    if last < anchor.first:
        return (anchor.first - last).days
    return max(0, round((first - anchor.last).days * AHEAD_SHARE))


AHEAD_SHARE = 0.7
"""Without a tense a date somewhat ahead is as likely as one further back: notices and plans leave out the verb."""


def candidates(year: int) -> Iterator[int]:
    """Yield the years to try, the likeliest first."""
    yield from (year, year + 1, year - 1)


def span(first: date, last: date) -> When:
    """Return the days from ``first`` to ``last``."""
    text = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return When(text, first, last)


def resolve(point: Point, context: Context) -> When:  # noqa: PLR0911, PLR0912, C901  (one arm a kind of point)
    """Give a point its EDTF value."""
    match point:
        case Day():
            return _day(point, context)
        case Month(month, given):
            year = context.year(given, lambda y: month_days(y, month))
            return _months(year, month, month)
        case WholeYear(given):
            year = context.year(given, lambda y: (date(y, 1, 1), date(y, 12, 31)))
            return When("XXXX") if year is None else When(f"{year:04}", date(year, 1, 1), date(year, 12, 31))
        case Division():
            return _division(point, context)
        case Months(first, last, given):
            year = context.year(given, lambda y: (month_days(y, first)[0], month_days(y, last)[1]))
            return _months(year, first, last)
        case Week():
            return _week(point, context)
        case Weekday():
            return _weekday(point, context)
        case WeekdayOfWeek():
            return _weekday_of_week(point, context)
        case DayOfMonth():
            return _day_of_month(point, context)
        case Feast(name, given):
            year = context.year(given, lambda y: feast_days(name, y))
            when = _yearless(*feast_days(name, 2001), name) if year is None else span(*feast_days(name, year))
            differs = context.general and name in SCHOOL_HOLIDAYS and not SCHOOL_HOLIDAYS[name].exact
            return doubtful(when, "~") if differs else when
        case Turn(given):
            year = context.year(given, lambda y: (date(y, 12, 1), date(y + 1, 1, 31)))
            if year is None:
                return When("XXXX-12/XXXX-01")
            return When(f"{year}-12/{year + 1}-01", date(year, 12, 1), date(year + 1, 1, 31))
        case Relative():
            return _relative(point, context)
        case Stretch(unit, shift):
            return _stretch(unit, shift, context)
        case Lately(months):
            return _lately(months, context)
        case Later():
            return _later(point, context)
        case SinceThen():
            return _since_then(context)
        case Nearest(of, ahead):
            return resolve(of, Context(context.anchor, None, "future" if ahead else "past", general=context.general))
        case Beside(by, of):
            return _beside(by, resolve(of, context))
        case Decade(start, years):
            return _decade(start, years, context)
        case Part():
            return _part(point, context)
        case WeekOfMonth(number, of):
            return _week_of_month(number, resolve(of, context))
        case WeekdayOfMonth(number, weekday, of):
            return _weekday_of_month(number, weekday, resolve(of, context))
        case Doubtful(of, mark):
            return doubtful(resolve(of, context), mark)
        case Clocked():
            return _clocked(point, context)
        case NightTo(of):
            return _night(resolve(of, context))
        case Between(first_point, last_point):
            return _between(first_point, last_point, context)
        case Since():
            return _since(point, context)
        case Until(of):
            return _until(of, context)


def _day(point: Day, context: Context) -> When:
    def days(year: int) -> tuple[date, date]:
        one = date(year, point.month, min(point.day, monthrange(year, point.month)[1]))
        return one, one

    year = context.year(point.year, days, point.weekday)
    if year is None and point.weekday is not None and context.anchor is not None:
        year = context.year(point.year, days)
    if year is None or point.day > monthrange(year, point.month)[1]:
        return When(f"XXXX-{point.month:02}-{point.day:02}")
    return span(*days(year))


def _months(year: int | None, first: int, last: int) -> When:
    number = "XXXX" if year is None else f"{year:04}"
    text = f"{number}-{first:02}" if first == last else f"{number}-{first:02}/{number}-{last:02}"
    return When(text) if year is None else When(text, month_days(year, first)[0], month_days(year, last)[1])


def _division(point: Division, context: Context) -> When:
    first, last = SEASON_MONTHS.get(point.code) or (3 * (point.code - 33) + 1, 3 * (point.code - 32))

    def days(year: int) -> tuple[date, date]:
        start = month_days(year, first)[0]
        return start + timedelta(days=45 if point.when < 0 else 0), month_days(year, last)[1]

    tense = context.tense
    if point.when:
        context = Context(context.anchor, None, "past" if point.when < 0 else "future")
    elif tense == "open" and context.anchor is not None and not context.general:
        context.tense = "past"
    year = context.year(point.year, days)
    context.tense = tense
    return (
        When(f"XXXX-{point.code}")
        if year is None
        else When(f"{year:04}-{point.code}", month_days(year, first)[0], days(year)[1])
    )


def _week(point: Week, context: Context) -> When:
    year = context.year(point.year, lambda y: week_days(y, point.week))
    if year is None:
        return When("XXXX-XX-XX")
    monday, sunday = week_days(year, point.week)
    if point.weekday is None:
        return span(monday, sunday)
    one = monday + timedelta(days=point.weekday)
    return span(one, one)


def _weekday(point: Weekday, context: Context) -> When:
    unknown = When("XXXX-XX-XX")
    story, anchor = context.story, context.anchor
    if point.when in {0, 2}:
        if story and story.first and story.first == story.last:
            context.used = "story"
            one = story.first + timedelta(days=(point.weekday - story.first.weekday()) % 7)
            return span(one, one)
        if not context.general:
            return unknown
    if anchor is None or not anchor.exact or (point.when > 0 and not context.general):
        return unknown
    context.used = "anchor"
    if point.when < 0:
        one = weekday_until(anchor.last - timedelta(days=1), point.weekday)
    elif context.tense == "past" if point.when == 2 else point.when == 0 and context.tense != "future":
        one = weekday_until(anchor.last, point.weekday)
    else:
        one = weekday_until(anchor.last + timedelta(days=7), point.weekday)
    return span(one, one)


def _weekday_of_week(point: WeekdayOfWeek, context: Context) -> When:
    week = _relative(Relative("week", point.weeks), context)
    if week.first is None:
        return When("XXXX-XX-XX")
    one = week.first + timedelta(days=point.weekday)
    return span(one, one)


def _day_of_month(point: DayOfMonth, context: Context) -> When:
    """Place "den 15": the latest such day for what is told, else the next."""
    anchor, day = context.anchor, point.day
    if anchor is None or not anchor.exact:
        return When(f"XXXX-XX-{day:02}")
    context.used = "anchor"
    step = -1 if context.tense == "past" else 1
    count = anchor.last.year * 12 + anchor.last.month - 1
    for _ in range(SOON):
        year, month = divmod(count, 12)
        if day <= monthrange(year, month + 1)[1]:
            one = date(year, month + 1, day)
            fits = point.weekday is None or one.weekday() == point.weekday
            if fits and (one - anchor.last).days * step >= 0:
                return span(one, one)
        count += step
    return When(f"XXXX-XX-{day:02}")


SOON = 24
"""Months in which "den 31" or "fredagen den 13:e" is looked for: any such day comes within fourteen."""


def month_later(day: date, months: int) -> date:
    """Return the same day of another month, or that month's last."""
    first, last = month_days(day.year, day.month + months)
    return first.replace(day=min(day.day, last.day))


MONTHS_OF = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


def moved(day: date, unit: str, shift: int) -> date:
    """Return the day so many units on, counted from day to day."""
    if unit in MONTHS_OF:
        return month_later(day, MONTHS_OF[unit] * shift)
    return day + timedelta(days=shift * (7 if unit == "week" else 1))


def _stretch(unit: str, shift: int, context: Context) -> When:
    anchor = context.anchor
    if anchor is None or not anchor.exact:
        return When("XXXX-XX-XX")
    context.used = "anchor"
    other = moved(anchor.last, unit, shift)
    return span(min(anchor.last, other), max(anchor.last, other))


def _relative(point: Relative, context: Context) -> When:  # noqa: PLR0911  (one return a unit)
    anchor, unit, shift = context.anchor, point.unit, point.shift
    if point.counted and context.general and unit in {"week", "month", "half-year"}:
        if anchor is None or not anchor.exact:
            return When("XXXX-XX-XX")
        context.used = "anchor"
        one = moved(anchor.last, unit, shift)
        return span(one, one)
    if unit == "half-year":
        unit, shift = "month", 6 * shift
    if unit == "year":
        year = context.shifted(shift)
        return When("XXXX") if year is None else When(f"{year:04}", date(year, 1, 1), date(year, 12, 31))
    if anchor is None or not (anchor.exact or unit in {"month", "quarter"}):
        return When({"month": "XXXX-XX", "quarter": "XXXX"}.get(unit, "XXXX-XX-XX"))
    context.used = "anchor"
    if unit == "quarter":
        year, quarter = divmod(anchor.last.year * 4 + (anchor.last.month - 1) // 3 + shift, 4)
        return _division(Division(33 + quarter, year), context)
    if unit == "month":
        count = anchor.last.year * 12 + anchor.last.month - 1 + shift
        return _months(count // 12, count % 12 + 1, count % 12 + 1)
    if unit == "day":
        one = anchor.last + timedelta(days=shift)
        return span(one, one)
    monday = anchor.last - timedelta(days=anchor.last.weekday())
    if unit == "week":
        monday += timedelta(weeks=shift)
        return span(monday, monday + timedelta(days=6))
    ahead = context.tense == "future" or (context.general and context.tense == "open")
    saturday = monday + timedelta(days=5, weeks=max(0, shift))
    while (shift < 0 or (shift == 0 and not ahead)) and saturday + timedelta(days=1) > anchor.last:
        saturday -= timedelta(weeks=1)
    return span(saturday, saturday + timedelta(days=1))


def _lately(months: int | None, context: Context) -> When:
    anchor = context.anchor
    if months is None or anchor is None:
        return When("XXXX")
    context.used = "anchor"
    count = anchor.last.year * 12 + anchor.last.month - 1 - months
    first = date(count // 12, count % 12 + 1, 1)
    return When(f"{first:%Y-%m}/{anchor.last:%Y-%m}", first, month_days(anchor.last.year, anchor.last.month)[1])


def _later(point: Later, context: Context) -> When:
    story, unit, shift = context.story, point.unit, point.shift
    if story is None or story.first is None or story.last is None:
        return NOTHING
    if point.whole:
        return _whole(point, story.first, story.last, context)
    if unit not in {"day", "week"} and not context.general:
        return NOTHING
    context.used = "story"
    return span(moved(story.first, unit, shift), moved(story.last, unit, shift))


def _beside(by: Later, of: When) -> When:
    if of.first is None or of.last is None:
        return When("XXXX-XX-XX")
    near = of.first if by.shift < 0 else of.last
    return _later(by, Context(None, span(near, near), general=True))


def _whole(point: Later, first: date, last: date, context: Context) -> When:
    """Place "dagen efter", "samma vecka", "månaden innan", "samma höst" by the days that the story has come to."""
    around = Context(Anchor(last, last), None, general=True)
    unit = point.unit
    whole = resolve(Relative(unit, point.shift), around) if not unit.isdigit() else _season_of(int(unit), last)
    if whole.first is None or whole.last is None or (last - first).days > (whole.last - whole.first).days:
        return NOTHING
    context.used = "story"
    return whole


def _season_of(code: int, day: date) -> When:
    """Return the season of the year in which a day lies."""
    year = day.year - (code == 24 and day.month < 3)
    return resolve(Division(code, year), Context(None))


def _decade(start: int, years: int, context: Context) -> When:
    end = start + years - 1
    digits = f"{start // years}{'X' * (len(str(years)) - 1)}"
    return When(digits if context.general else f"{start}/{end}", date(start, 1, 1), date(end, 12, 31))


def doubtful(when: When, mark: str) -> When:
    """Return a value whose ends bear a mark of doubt."""
    ends = (end if end in {"", ".."} else f"{end}{mark}" for end in when.edtf.split("/"))
    return replace(when, edtf="/".join(ends))


def _clocked(point: Clocked, context: Context) -> When:
    """Put a time to a day; a time without any day is none."""
    if point.of is not None:
        when = resolve(point.of, context)
    elif context.story is not None and context.story.first == context.story.last:
        context.used = "story"
        when = replace(context.story, edtf=context.story.edtf.split("T")[0])
    else:
        when = resolve(Relative("day", 0), context) if context.anchor and context.anchor.exact else NOTHING
    if not when.edtf or "/" in when.edtf or len(when.edtf) < len("2021-03-08") or "X" in when.edtf:
        return when
    ends = [(point.hour, point.minute), *([point.until] if point.until else [])]
    return replace(when, edtf="/".join(f"{when.edtf}T{hour:02}:{minute:02}" for hour, minute in ends))


def _since_then(context: Context) -> When:
    story = context.story
    if story is None or story.first is None:
        return NOTHING
    context.used = "story"
    return When(f"{story.ends()[0]}/..", story.first, story.last)


def _part(point: Part, context: Context) -> When:  # noqa: PLR0911  (one return a kind of whole)
    whole = resolve(point.of, context)
    if point.which in HALVES:
        return _half(HALVES.index(point.which), point.of, whole)
    index = ("start", "middle", "end").index(point.which)
    if isinstance(point.of, Month) or (isinstance(point.of, Relative | Later) and point.of.unit == "month"):
        first_day, last_day = ((1, 10), (11, 20), (21, 0))[index]
        if whole.first is None or whole.last is None:
            if not isinstance(point.of, Month):
                return whole
            last_day = last_day or monthrange(2001, point.of.month)[1]
            return When(f"{whole.edtf}-{first_day:02}/{whole.edtf}-{last_day:02}")
        return span(whole.first.replace(day=first_day), whole.last.replace(day=last_day or whole.last.day))
    if isinstance(point.of, Decade) and point.of.years == 10:
        first_year, last_year = ((0, 3), (4, 6), (7, 9))[index]
        start = point.of.start
        return When(
            f"{start + first_year}/{start + last_year}",
            date(start + first_year, 1, 1),
            date(start + last_year, 12, 31),
        )
    if whole.edtf == "XXXX" or (len(whole.edtf) == 4 and whole.edtf.isdigit()):
        first_month = 4 * index + 1
        year = None if whole.first is None else whole.first.year
        return _months(year, first_month, first_month + 3)
    return whole


HALVES = ("first half", "second half")


def _half(index: int, of: Point, whole: When) -> When:
    """Return a half of a month (1–15), of a year (1–6) or of a decade (0–4); of anything else the whole."""
    if whole.first is None or whole.last is None:
        return whole
    first, last = whole.first, whole.last
    if isinstance(of, Month):
        return span(first.replace(day=16), last) if index else span(first, first.replace(day=15))
    if isinstance(of, Decade) and of.years == 10:
        year = of.start + 5 * index
        return When(f"{year}/{year + 4}", date(year, 1, 1), date(year + 4, 12, 31))
    if len(whole.edtf) == 4:
        return _months(first.year, 6 * index + 1, 6 * index + 6)
    return whole


def _week_of_month(number: int, month: When) -> When:
    if month.first is None or month.last is None:
        return month
    if number < 0:
        return span(month.last - timedelta(days=6), month.last)
    return span(month.first + timedelta(days=7 * (number - 1)), month.first + timedelta(days=7 * number - 1))


def _weekday_of_month(number: int, weekday: int | None, month: When) -> When:
    if month.first is None or month.last is None:
        return When("XXXX-XX-XX")
    one = month.last if weekday is None else nth_weekday(month.first, month.last, weekday, number)
    return When("XXXX-XX-XX") if one is None else span(one, one)


def _night(day: When) -> When:
    if day.first is None:
        return _night_of_unknown_year(day)
    return span(day.first - timedelta(days=1), day.first)


def _night_of_unknown_year(day: When) -> When:
    try:
        one = date.fromisoformat(day.edtf.replace("XXXX", "2001"))
    except ValueError:
        return When("XXXX-XX-XX")
    before = one - timedelta(days=1)
    return When(f"XXXX-{before:%m-%d}/XXXX-{one:%m-%d}")


def _yearless(first: date, last: date, name: str) -> When:
    if name in MOVABLE:
        return When("XXXX-XX-XX")
    return When(f"XXXX-{first:%m-%d}" if first == last else f"XXXX-{first:%m-%d}/XXXX-{last:%m-%d}")


def _between(first: Point, last: Point, context: Context) -> When:
    if getattr(first, "year", 0) is None and getattr(last, "year", 0) is None:
        first, last = _same_year(first, last, context)
    left = resolve(first, context)
    right = resolve(last, Context(context.anchor, left if left.first else None, context.tense))
    start, end = left.ends()[0], right.ends()[1]
    if left.first and right.last and left.first > right.last:
        return left
    return When(start if start == end else f"{start}/{end}", left.first, right.last)


def _same_year(first: Point, last: Point, context: Context) -> tuple[Point, Point]:
    """Give both ends of a run the year that the run as a whole lies in, or leave them."""

    def days(year: int) -> tuple[date, date]:
        start = resolve(with_year(first, year), Context(None)).first or date(year, 1, 1)
        end = resolve(with_year(last, year), Context(None)).last or start
        if end < start:
            end = resolve(with_year(last, year + 1), Context(None)).last or start
        return start, end

    year = context.year(None, days)
    if year is None:
        return first, last
    turned = (resolve(with_year(last, year), Context(None)).last or date.max) < days(year)[0]
    return with_year(first, year), with_year(last, year + turned)


def with_year(point: Point, year: int) -> Point:
    """Give a point that has a place for it this year."""
    match point:
        case Day() | Month() | Division() | Months() | Week() | Feast() | Turn():
            return replace(point, year=year)
        case _:
            return point


def _since(point: Since, context: Context) -> When:
    of = point.of
    if isinstance(of, Turn):
        year = resolve(of, context).last
        return When("XXXX-01/..") if year is None else When(f"{year.year}-01/..", date(year.year, 1, 1), None)
    if point.told:
        context.tense = "past"
    start = resolve(of, context)
    return When(f"{start.ends()[0]}/..", start.first, start.last)


def _until(of: Point, context: Context) -> When:
    if isinstance(of, Turn):
        if context.tense == "open":
            context.tense = "future"
        year = resolve(of, context).first
        return When("../XXXX-12-31") if year is None else When(f"../{year.year}-12-31", None, date(year.year, 12, 31))
    end = resolve(of, context)
    return When(f"../{end.ends()[1]}", end.first, end.last)
