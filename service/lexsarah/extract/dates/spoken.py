"""The general reading: what a date in a paper about a case is not, but anybody says of a day.

Lex Sarah papers are annotated by rules of their own (docs/edtf.md): no times of day, nothing that only points back or
ahead. ``lexsarah.dates`` reads any Swedish and gives those too.
"""

from calendar import monthrange
from functools import cached_property
from typing import ClassVar

from lexsarah.extract.dates.grammar import OF_FIGURES, OPENERS, RULES, Grammar, Table, table_of
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
    Later,
    Month,
    Months,
    Nearest,
    Part,
    Point,
    Relative,
    Shift,
    Since,
    Stretch,
    Turn,
    Weekday,
    WeekdayOfMonth,
    WeekdayOfWeek,
    WeekOfMonth,
    Which,
    WholeYear,
)
from lexsarah.extract.dates.periods import names_a_thing
from lexsarah.extract.dates.tokens import CUED_YEARS, DASHES, YEARS, Result, by_first_word
from lexsarah.extract.dates.words import (
    BARE_SEASONS,
    COUNTS,
    DAY_PARTS,
    DECADES,
    DEFINITE_UNITS,
    MONTHS,
    SHORT_MONTHS,
    SPOKEN,
    TIMES_OF_DAY,
    UNITS,
    WEEKDAYS,
    YEAR_WORDS,
)

SPOKEN_BY_WORD = by_first_word(SPOKEN)

ABOUT = frozenset("cirka ca circa omkring kring runt ungefär uppskattningsvis".split())
MAYBE = frozenset("troligen troligtvis sannolikt möjligen eventuellt förmodligen kanske".split())

LED = frozenset("den i på under".split())
"""Words between one of doubt and the date."""

DOUBTED = (
    Day | Month | WholeYear | Decade | Division | Months | Part | Turn | Feast | WeekOfMonth | WeekdayOfMonth | Between
)
ONE_DAY = Beside | Day | Weekday | WeekdayOfWeek | DayOfMonth | WeekdayOfMonth | Relative | Feast | Later

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

CLOCKS = frozenset("kl klockan halv kvart".split())

AHEAD = frozenset("på till nu senast före".split())
"""Before the name of a weekday without its article: the next such day."""


HOURS = frozenset(
    "telefontid telefontider besökstid besökstider öppettid öppettider expeditionstid expeditionstider jourtid".split()
)
"""Words before the days of a week on which somebody can be reached."""

HOURS_REACH = 9
"""Tokens after such a word in which its days stand."""

GENITIVES: dict[str, Point] = {"årets": WholeYear(Shift(0)), "månadens": Relative("month", 0)}
GENITIVE_PARTS: dict[str, Which] = {"slut": "end", "början": "start", "mitt": "middle"}


class Spoken(Grammar):
    """Grammar of the general reading."""

    table: ClassVar[Table] = table_of(
        (
            *RULES,
            ("spoken", (*(words[0] for words, _, _ in SPOKEN), "helgen")),
            ("weekday_with_number", WEEKDAYS),
            ("weekday_in_weeks", (*WEEKDAYS, "om")),
            ("counted_from_now", (*COUNTS, "om", "för", "sedan")),
            ("stretch", (*PAST_SPANS, *COMING_SPANS, "inom")),
            ("pointing_back", (*NEXT, *DEFINITE_UNITS, "samma")),
            ("beside", (*COUNTS, *DEFINITE_UNITS)),
            ("nearest", ("nästa", "förra", "kommande")),
            ("month_first", (*MONTHS, *SHORT_MONTHS)),
            ("year_first", (words[0] for words, _ in YEAR_WORDS)),
            ("old_year", ("år", "året")),
            ("years_joined", ("åren",)),
            ("genitive_part", (*GENITIVES, *DECADES)),
        )
    )
    of_figures: ClassVar[tuple[str, ...]] = (
        *OF_FIGURES,
        *"iso_moment bare_day_of_month counted_from_now beside years_joined genitive_part".split(),
    )
    around_feasts: ClassVar[frozenset[str]] = frozenset("före innan efter runt kring omkring till över vid".split())
    openers: ClassVar[frozenset[str]] = OPENERS | ABOUT | MAYBE | CLOCKS | {"c"}

    def expression(self, i: int) -> Result:
        """Return the longest expression that begins here, with the time of day beside it."""
        found = self.doubtful(i) or super().expression(i)
        if found is not None and isinstance(found[0], ONE_DAY) and not _is_rough(found[0]):
            time = self.time_after(found[1])
            if time is not None:
                hour, minute, after = time
                until = self.until(after)
                if until is not None:
                    return Clocked(found[0], hour, minute, until[:2]), until[2]
                return Clocked(found[0], self.of_part(hour, found[1] - 1), minute), after
        figures = self.low(i)[:1].isdigit()
        if found is None and (figures or self.low(i) in CLOCKS):
            return self.clock(i)
        return found

    def weekday_alone(self, i: int) -> Result:
        """Read weekdays as in any paper; without the article after "på" or "till" they lie ahead."""
        word, before = self.low(i), self.low(i - 1)
        if word in WEEKDAYS and any(self.low(i - step) in HOURS for step in range(1, HOURS_REACH)):
            return None
        if WEEKDAYS.get(word) is None or not (word.endswith("dag") or self.low(i + 1) in TIMES_OF_DAY):
            return super().weekday_alone(i)
        if before in AHEAD and self.low(i - 2) not in WEEKDAYS and not word.endswith("en"):
            after = i + 1 + (self.low(i + 1) in TIMES_OF_DAY)
            return (Weekday(WEEKDAYS[word], 1), after) if self.low(after) not in DASHES | {"till"} else None
        found = super().weekday_alone(i)
        return (Weekday(WEEKDAYS[word], 2), found[1]) if found and word.endswith("dag") else found

    def month(self, i: int) -> Result:
        """Read months as in any paper; one with a capital inside a sentence is a name ("Mars")."""
        found, before = super().month(i), self.at(i - 1)
        capital = self.at(i).text[:1].isupper() and not self.at(i).new_line and before.text.islower()
        named = capital or self.is_name(i)
        return None if named and found is not None and found[0] == Month(MONTHS.get(self.low(i), 0)) else found

    @cached_property
    def has_slash_days(self) -> bool:
        """Whether some "19/4" stands in the text, which is no fraction; "24/7" is no day."""
        return any(
            token.text == "/"
            and 12 < (self.number(at - 1) or 0) < 32
            and 0 < (self.number(at + 1) or 0) < 13
            and (self.low(at - 1), self.low(at + 1)) != ("24", "7")
            for at, token in enumerate(self.tokens)
        )

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
        if self.low(i) == "helgen" and self.low(i - 1) in {"till", "under", "över"}:
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
        if (
            following.low in {"varje", "procent", "personer"}
            or following.text in {"/", "%", "§"}
            or following.low in DASHES
        ):
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
        word = self.low(i)
        led = word in {"om", "för", "sedan"}
        pair = self.phrase(i + led, ("ett", "par"))
        if pair is not None:
            unit_name = UNITS.get(self.low(pair))
            found = (unit_name, 2, pair + 1) if unit_name else None
        else:
            found = self.counted(i + led + (led and self.low(i + 1) in ABOUT | {"drygt", "knappt"}))
        if found is None:
            return None
        unit, count, after = found
        point: Point = Relative(unit, count if word == "om" else -count, counted=True)
        if word == "sedan":
            return Since(point), after + (self.low(after) == "tillbaka")
        if word != "om":
            after += 1
            if self.low(after - 1) != "sedan":
                return None
        return Doubtful(point, "~") if pair is not None else point, after

    def weekday_in_weeks(self, i: int) -> Result:
        """Read "fredag om två veckor", "om en vecka på fredag"."""
        weekday = WEEKDAYS.get(self.low(i))
        at = i if weekday is None else i + 1
        found = self.counted(at + 1) if self.low(at) == "om" else None
        if found is None or found[0] != "week":
            return None
        if weekday is not None:
            return WeekdayOfWeek(weekday, found[1]), found[2]
        later = WEEKDAYS.get(self.low(found[2] + 1)) if self.low(found[2]) == "på" else None
        return (WeekdayOfWeek(later, found[1]), found[2] + 2) if later is not None else None

    def weekday_with_number(self, i: int) -> Result:
        """Read "måndagen den 18:e", "fredag den 8"."""
        weekday = WEEKDAYS.get(self.low(i))
        if weekday is None or self.low(i + 1) != "den":
            return None
        found = self.bare_day_of_month(i + 2)
        return (DayOfMonth(found[0].day, weekday), found[1]) if found and isinstance(found[0], DayOfMonth) else None

    def month_first(self, i: int) -> Result:
        """Read "feb 12", "juli 13, 2014": the month before the day, with nothing but a mark after it."""
        month = self.month_name(i, short=True)
        day = self.number(month[1]) if month else None
        if month is None or day is None or not 1 <= day <= monthrange(2020, month[0])[1]:
            return None
        after = month[1] + 1
        if self.at(after).text[:1].isalnum() or not self.free(month[1], after) or self.low(after) in {".", ":", "/"}:
            return None if self.low(after) != "." or self.at(after + 1).glued else (Day(month[0], day), after)
        return self.with_year(lambda year: Day(month[0], day, year), after)

    def nearest(self, i: int) -> Result:
        """Read "nästa mars", "förra julen"."""
        word = self.low(i)
        if word not in {"nästa", "förra", "kommande"}:
            return None
        if self.low(i + 1) in {"jul", "påsk"}:
            feast = Feast("julen" if self.low(i + 1) == "jul" else "påsken")
            return Nearest(feast, ahead=word != "förra"), i + 2
        found = self.longest(i + 1, (self.month, self.feast))
        if found is None or not isinstance(found[0], Month | Feast) or found[0].year is not None:
            return None
        return Nearest(found[0], ahead=word != "förra"), found[1]

    def beside(self, i: int) -> Result:
        """Read "dagen före julafton", "två dagar efter midsommar", "veckan innan påsk"."""
        unit = DEFINITE_UNITS.get(self.low(i))
        counted = None if unit else self.counted(i)
        at = i + 1 if unit else counted[2] if counted else None
        if at is None or self.low(at) not in {"efter", "före", "innan"}:
            return None
        sign = 1 if self.low(at) == "efter" else -1
        found = self.longest(
            at + 1 + (self.low(at + 1) == "den"),
            (
                self.numeric_day,
                self.slash_day,
                self.named_day,
                self.weekday_day,
                self.feast,
                self.relative,
                self.spoken,
            ),
        )
        if found is None or not isinstance(found[0], Day | Feast | Relative) or _is_rough(found[0]):
            return None
        by = Later(counted[0], sign * counted[1]) if counted else Later(unit or "day", sign, whole=True)
        return Beside(by, found[0]), found[1]

    def year_first(self, i: int) -> Result:
        """Read "förra året i mars", "nästa år i april"."""
        year = self.year(i)
        if year is None or isinstance(year[0], int) or self.low(year[1]) != "i":
            return None
        month = self.month_name(year[1] + 1)
        return (Month(month[0], year[0]), month[1]) if month else None

    def years_joined(self, i: int) -> Result:
        """Read "2012/13", "1914–1918", "åren 1939–45"."""
        at = i + (self.low(i) == "åren")
        first = self.number(at, (4,))
        mark, last_at = self.low(at + 1), at + 2
        last = self.number(last_at, (2, 4))
        if first is None or last is None or first not in range(1800, CUED_YEARS.stop) or mark not in DASHES | {"/"}:
            return None
        last = last if last > 99 else first - first % 100 + last
        if not (self.at(at + 1).glued and self.at(last_at).glued) or not first < last < CUED_YEARS.stop:
            return None
        tight = mark == "/" or (last_at == at + 2 and len(self.low(last_at)) == 2 and at == i)
        if (tight and last != first + 1) or not self.free(at, last_at + 1) or self.sums(last_at + 1):
            return None
        coded = self.at(i - 1).text.isupper() and not self.at(i).new_line
        month = mark == "-" and len(self.low(last_at)) == 2 and last % 100 <= 12 and at == i
        return (
            None
            if coded or month or names_a_thing(self.low(i - 1))
            else (
                Between(WholeYear(first), WholeYear(last)),
                last_at + 1,
            )
        )

    def genitive_part(self, i: int) -> Result:
        """Read "årets slut", "månadens början", "1800-talets mitt"."""
        decade = self.decade(i)
        point = GENITIVES.get(self.low(i))
        at = i + 1
        if point is None and decade is not None and self.low(decade[1] - 1).endswith("s"):
            point, at = decade
        which = GENITIVE_PARTS.get(self.low(at))
        return (Part(which, point), at + 1) if point is not None and which is not None else None

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
        figures = self.number(i, (2,)) is not None and self.low(i + 1) == ":" and self.free(i, i + 3)
        time = self.named_time(i) or (self.figures(i) if figures else None)
        if time is None and self.low(i) in {"halv", "kvart"}:
            time = self.hour(i)
            time = self.in_part(time) if time else None
        if time is None:
            return None
        hour, minute, after = time
        at = after + (self.low(after) == ",")
        at += self.low(at) in {"den", "på", "under"}
        found = self.simple(at)
        if found is not None and isinstance(found[0], ONE_DAY) and not _is_rough(found[0]):
            return Clocked(found[0], self.of_part(hour, found[1] - 1), minute), found[1]
        return (Clocked(None, hour, minute), after) if self.until(after) is None else None

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
        return self.in_part((hour, minute, after)) or (hour, minute, after)

    def in_part(self, time: tuple[int, int, int]) -> tuple[int, int, int] | None:
        """Return the same with "på kvällen" after it, or None."""
        hour, minute, after = time
        if self.low(after) != "på" or self.low(after + 1) not in DAY_PARTS:
            return None
        return self.of_part(hour, after + 1), minute, after + 2

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
        return None if self.at(after).glued and self.at(after).text.isalnum() else (hour % 24, minute, after)

    def until(self, i: int) -> tuple[int, int, int] | None:
        """Return hour, minute and the place after the "–16.30" that ends a time."""
        if self.low(i) not in DASHES | {"till", "och"} or self.at(i).new_line:
            return None
        return self.figures(i + 1) or (self.hour(i + 1) if self.low(i + 1).isdigit() else None)

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
