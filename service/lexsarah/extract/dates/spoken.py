"""The general reading: what a date in a paper about a case is not, but anybody says of a day.

Lex Sarah papers are annotated by rules of their own (docs/edtf.md): no times of day, nothing that only points back or
ahead. ``lexsarah.dates`` reads any Swedish and gives those too.
"""

from dataclasses import replace

from lexsarah.extract.dates.grammar import Grammar
from lexsarah.extract.dates.meaning import (
    Between,
    Clocked,
    Day,
    DayOfMonth,
    Decade,
    Division,
    Doubtful,
    Feast,
    Later,
    Lately,
    Month,
    Months,
    Part,
    Point,
    Relative,
    Stretch,
    Turn,
    Weekday,
    WeekdayOfMonth,
    WeekdayOfWeek,
    WeekOfMonth,
    WholeYear,
)
from lexsarah.extract.dates.tokens import CUED_YEARS, DASHES, YEARS, Result, Token, by_first_word
from lexsarah.extract.dates.words import (
    BARE_SEASONS,
    COUNTS,
    DAY_PARTS,
    DEFINITE_UNITS,
    SPOKEN,
    TIMES_OF_DAY,
    UNITS,
    WEEKDAYS,
)

SPOKEN_BY_WORD = by_first_word(SPOKEN)

ABOUT = frozenset("cirka ca circa omkring kring runt ungefär uppskattningsvis".split())
MAYBE = frozenset("troligen troligtvis sannolikt möjligen eventuellt förmodligen kanske".split())

LED = frozenset("den i på under".split())
"""Words between one of doubt and the date."""

DOUBTED = (
    Day | Month | WholeYear | Decade | Division | Months | Part | Turn | Feast | WeekOfMonth | WeekdayOfMonth | Between
)
ONE_DAY = Day | Weekday | WeekdayOfWeek | DayOfMonth | WeekdayOfMonth | Relative | Feast | Later

AFTER_THAT = {"efter": 1, "därpå": 1, "därefter": 1, "innan": -1, "före": -1, "dessförinnan": -1}

NEXT = frozenset("följande påföljande nästföljande nästkommande nästa".split())

SAME = {
    **dict.fromkeys(("dag", *TIMES_OF_DAY), "day"),
    "vecka": "week",
    "månad": "month",
    "år": "year",
    **{word: str(code) for word, code in BARE_SEASONS.items()},
}
"""After "samma": the unit, or the code of the season."""

NO_VERB = ("en", "et", "an", "na", "ns", "ets")
"""Ends of nouns, which after "dagen efter" say what it is the day after."""

GOING_ON = frozenset("hon han den man men när innan sedan än utan en ett in an".split())
"""Short words with such ends that are none."""

PAST_SPANS = frozenset("senaste sista gångna".split())
COMING_SPANS = frozenset("kommande närmaste nästa nästkommande".split())

AHEAD = frozenset("på till nu senast före".split())
"""Before the name of a weekday without its article: the next such day."""


class Spoken(Grammar):
    """Grammar of the general reading."""

    def __init__(self, tokens: list[Token]) -> None:
        super().__init__(tokens)
        self.rules = (
            *self.rules,
            self.iso_moment,
            self.bare_day_of_month,
            self.spoken,
            self.counted_from_now,
            self.stretch,
            self.pointing_back,
            self.old_year,
        )

    def starts(self, i: int) -> bool:
        """Whether an expression may begin with token ``i``."""
        return self.low(i) in SPOKEN_STARTERS or super().starts(i)

    def expression(self, i: int) -> Result:
        """Return the longest expression that begins here, with the time of day beside it."""
        found = self.longest(i, (self.doubtful, super().expression))
        if found is not None and isinstance(found[0], ONE_DAY) and not _is_rough(found[0]):
            time = self.time_after(found[1])
            if time is not None:
                hour, minute, after = time
                return Clocked(found[0], self.of_part(hour, found[1] - 1), minute), after
        return self.longest(i, (lambda _: found, self.clock))

    def weekday_alone(self, i: int) -> Result:
        """Read weekdays as in any paper; without the article after "på" or "till" they lie ahead."""
        word, before = self.low(i), self.low(i - 1)
        if WEEKDAYS.get(word) is None or not (word.endswith("dag") or self.low(i + 1) in TIMES_OF_DAY):
            return super().weekday_alone(i)
        if before in AHEAD and self.low(i - 2) not in WEEKDAYS and not word.endswith("en"):
            after = i + 1 + (self.low(i + 1) in TIMES_OF_DAY)
            return (Weekday(WEEKDAYS[word], 1), after) if self.low(after) not in DASHES | {"till"} else None
        return super().weekday_alone(i)

    def part(self, i: int) -> Result:
        """Read parts as in any paper, and those of "månaden" and "veckan" that is."""
        found = super().part(i)
        opened = self.part_opened(i)
        if found is not None or opened is None:
            return found
        which, at = opened
        unit = {"veckan": "week", "månaden": "month"}.get(self.low(at))
        return (Part(which, Relative(unit, 0)), at + 1) if unit else None

    def spoken(self, i: int) -> Result:
        """Read "i kväll", "imorrn", "till helgen"."""
        if self.low(i) == "helgen" and self.low(i - 1) == "till":
            return Relative("weekend", 0), i + 1
        for words, unit, shift in SPOKEN_BY_WORD.get(self.low(i), ()):
            after = self.phrase(i, words)
            if after is not None:
                return Relative(unit, shift), after
        return None

    def iso_moment(self, i: int) -> Result:
        """Read "2021-03-08T14:30"."""
        year, month, day = self.number(i, (4,)), self.number(i + 2, (2,)), self.number(i + 4, (2,))
        if year is None or month is None or day is None or self.at(i + 5).text != "T" or not self.at(i + 5).glued:
            return None
        time = self.figures(i + 6)
        if time is None or not (self.low(i + 1) == self.low(i + 3) == "-" and 1 <= month <= 12 and 1 <= day <= 28):
            return None
        return Clocked(Day(month, day, year), time[0], time[1]), time[2]

    def bare_day_of_month(self, i: int) -> Result:
        """Read the 3:e of "den 3:e är jag borta"; not "den 3:e patienten", "den 15 procentiga"."""
        found = self.day_number(i)
        if found is None or self.low(i - 1) != "den" or not self.low(i).isdigit() or not self.free(i, found[1]):
            return None
        day, after = found
        following = self.at(after)
        if following.low in {"varje", "procent", "personer"} or following.text in "/%§" or following.low in DASHES:
            return None
        return (DayOfMonth(day), after) if not following.text or not self.is_noun(after) else None

    def is_noun(self, i: int) -> bool:
        """Whether a word may be a noun with its article, or the figure of something."""
        word = self.at(i)
        if word.new_line or not word.text.isalnum():
            return False
        return word.text.isdigit() or (word.low.endswith(NO_VERB) and word.low not in GOING_ON)

    def counted_from_now(self, i: int) -> Result:
        """Read "om tre dagar", "två veckor sedan"."""
        ahead = self.low(i) == "om"
        found = self.counted(i + ahead + (self.low(i + 1) in ABOUT and ahead))
        if found is None:
            return None
        unit, count, after = found
        if ahead:
            return Relative(unit, count, counted=True), after
        return (Relative(unit, -count, counted=True), after + 1) if self.low(after) == "sedan" else None

    def stretch(self, i: int) -> Result:
        """Read "inom två veckor", "senaste tre dagarna", "kommande veckan", "närmaste två månaderna"."""
        word = self.low(i)
        if word == "inom":
            found = self.counted(i + 1)
            return (Stretch(found[0], found[1]), found[2]) if found else None
        sign = -1 if word in PAST_SPANS else 1 if word in COMING_SPANS else 0
        count = COUNTS.get(self.low(i + 1)) or self.number(i + 1)
        if not sign:
            return None
        at = i + 1 if count is None else i + 2
        unit = DEFINITE_UNITS.get(self.low(at)) or (UNITS.get(self.low(at)) if count else None)
        if unit is None or (count is None and (word not in {"senaste", "närmaste"} or not self.low(at).endswith("n"))):
            return None
        return Stretch(unit, sign * (count or 1)), at + 1

    def pointing_back(self, i: int) -> Result:
        """Read "samma dag", "följande vecka", "dagen efter", "månaden innan"; not "dagen efter olyckan"."""
        word, following = self.low(i), self.low(i + 1)
        if word == "samma" and following in SAME:
            return Later(SAME[following], 0, whole=True), i + 2
        if word in NEXT and following in UNITS and (word in {"följande", "påföljande"} or following == "dag"):
            return Later(UNITS[following], 1, whole=True), i + 2
        unit = DEFINITE_UNITS.get(word)
        if unit is None or unit == "half-year" or following not in AFTER_THAT or not word.endswith(("n", "t")):
            return None
        known = following in {"därpå", "därefter", "dessförinnan"}
        if not known and (self.is_noun(i + 2) or self.simple(i + 2) is not None):
            return None
        return Later(unit, AFTER_THAT[following], whole=True), i + 2

    def old_year(self, i: int) -> Result:
        """Read "år 1897": a year before those that a bare number may be."""
        value = self.number(i + 1, (4,))
        if self.low(i) not in {"år", "året"} or value not in CUED_YEARS or not self.free(i + 1, i + 2):
            return None
        return WholeYear(value), i + 2

    def doubtful(self, i: int) -> Result:
        """Read "cirka 1920", "omkring den 10 mars", "troligen i maj 2013"."""
        word = self.low(i)
        at, mark = i + 1, "~"
        if self.phrase(i, ("c", ":", "a")) is not None:
            at = i + 3
        elif word in MAYBE:
            mark = "?"
        elif word not in ABOUT:
            return None
        at += self.low(at) == "." and self.at(at).glued
        at += self.low(at) in LED
        value = self.number(at, (4,))
        found = self.longest(at, (super().expression,))
        if found is None and value in CUED_YEARS and value not in YEARS and self.free(at, at + 1):
            found = (WholeYear(value), at + 1) if not self.sums(at + 1) else None
        if found is None or not isinstance(found[0], DOUBTED):
            return None
        return Doubtful(found[0], "?" if mark == "?" else "~"), found[1]

    def clock(self, i: int) -> Result:
        """Read "kl 8 på morgonen", "klockan 22 i går": with the day that follows, or without one."""
        time = self.named_time(i)
        if time is None:
            return None
        hour, minute, after = time
        at = after + (self.low(after) == ",")
        at += self.low(at) in {"den", "på", "under"}
        found = self.simple(at)
        if found is not None and isinstance(found[0], ONE_DAY) and not _is_rough(found[0]):
            return Clocked(found[0], self.of_part(hour, found[1] - 1), minute), found[1]
        return Clocked(None, hour, minute), after

    def time_after(self, i: int) -> tuple[int, int, int] | None:
        """Return hour, minute and the place after a time that stands right after a day."""
        at = i + (self.low(i) == ",")
        named = self.named_time(at + (self.low(at) in {"vid", "den"}))
        if named is not None:
            return named
        if at != i or self.at(i).new_line or self.at(i).glued:
            return None
        return self.figures(i)

    def named_time(self, i: int) -> tuple[int, int, int] | None:
        """Return the same of "kl. 14.30", "klockan halv tre", "17-tiden"."""
        if self.low(i) in {"kl", "klockan"}:
            at = i + 1 + (self.low(i + 1) == "." and self.low(i) == "kl")
            found = self.figures(at) or self.hour(at)
        else:
            found = self.hour(i) if self.phrase(i + 1, ("-", "tiden")) is not None else None
        if found is None:
            return None
        hour, minute, after = found
        after += 2 * (self.phrase(after, ("-", "tiden")) is not None)
        if self.low(after) in DASHES and self.low(after + 1).isdigit():
            return None
        if self.low(after) == "på" and self.low(after + 1) in DAY_PARTS:
            return self.of_part(hour, after + 1), minute, after + 2
        return hour, minute, after

    def figures(self, i: int) -> tuple[int, int, int] | None:
        """Return the same of "14.30", "14:05:00"."""
        hour, minute = self.number(i), self.number(i + 2, (2,))
        if hour is None or minute is None or hour > 24 or minute > 59 or self.low(i + 1) not in {".", ":"}:
            return None
        if not (self.at(i + 1).glued and self.at(i + 2).glued):
            return None
        after = i + 3
        if self.low(after) in {".", ":"} and self.at(after).glued and self.at(after + 1).glued:
            if self.number(after + 1, (2,)) is None:
                return (hour, minute, after) if not self.low(after + 1)[:1].isdigit() else None
            after += 2
        ranges = self.low(after) in DASHES and self.low(after + 1).isdigit()
        return None if ranges or (self.at(after).glued and self.at(after).text.isalnum()) else (hour % 24, minute, after)

    def hour(self, i: int) -> tuple[int, int, int] | None:
        """Return the same of "8", "sju", "halv tre", "kvart över fem"."""
        word, minute, back = self.low(i), 0, 0
        if word == "halv":
            i, minute, back = i + 1, 30, 1
        elif word == "kvart" and self.low(i + 1) in {"i", "över"}:
            minute, back = (45, 1) if self.low(i + 1) == "i" else (15, 0)
            i += 2
        value = COUNTS.get(self.low(i), self.number(i))
        if value is None or value > 24 or (value > 12 and back):
            return None
        return (value - back) % 24, minute, i + 1

    def of_part(self, hour: int, i: int) -> int:
        """Return an hour of the day, where token ``i`` tells which half a clock shows ("sju", "kvällen")."""
        word = self.low(i)
        part = next((part for name, part in DAY_PARTS.items() if word.endswith(name)), "")
        if word.endswith(("eftermiddag", "eftermiddagen", "eftermiddags")):
            part = "afternoon"
        later = (part == "evening" and 3 < hour < 12) or (part == "afternoon" and hour < 8)
        return hour + 12 if later or (part == "night" and 8 < hour < 12) else hour


def _is_rough(point: Point) -> bool:
    """Whether a point is more than a day, so that no time can be of it."""
    match point:
        case Relative(unit=unit) | Later(unit=unit):
            return unit != "day"
        case _:
            return False


SPOKEN_STARTERS = (
    frozenset(words[0] for words, _, _ in SPOKEN)
    | ABOUT
    | MAYBE
    | NEXT
    | PAST_SPANS
    | COMING_SPANS
    | frozenset(DEFINITE_UNITS)
    | frozenset("helgen kl klockan om inom samma c år året halv kvart".split())
)
"""Words that an expression of the general reading may begin with, besides those of any paper."""
