"""Rules for days: by figures, by the name of the month, by the name of the weekday."""

from calendar import monthrange
from dataclasses import replace

from lexsarah.extract.dates.meaning import Between, Day, Month, Week, Weekday
from lexsarah.extract.dates.tokens import DASHES, YEARS, Reader, Result
from lexsarah.extract.dates.words import (
    LAST_WEEKDAYS,
    MONTHS,
    ORDINALS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    TIMES_OF_DAY,
    WEEKDAYS,
)

NOT_BEFORE_SLASH = frozenset(
    "sid sida s § §§ nr dnr diarienr punkt kap bilaga blad del avsnitt ca cirka och/eller proportion proportionen "
    "proportionerna förhållandet skala skalan spädd utspädd betyg betyget poäng".split()
)

NOT_AFTER_SLASH = frozenset("tablett tabletter tabl del delar av % ml dl dos timme timmar tjänst liter".split())

THINGS = ("nummer", "nr", "beteckning", "beteckningen")
"""Ends of words before figures that name a thing."""

CELL = 3
"""Letters that the first word of a table's next cell has at least."""

SIX_DIGIT_CUES = frozenset(
    "datum den mottagen inkom ink inkommen mottagande rapport daterad underskrift utförd beslut rapporterad påbörjad "
    "påbörjades började inledd inleddes startad startade start slut avslutad avslutades klar upprättad sammanställt "
    "kännedom".split()
)


class Days(Reader):
    """Rules for single days and for days of one month."""

    @property
    def has_slash_days(self) -> bool:
        """Whether days are written so elsewhere in the text, so that "3/5" is one and no fraction."""
        return False

    def numeric_day(self, i: int) -> Result:  # noqa: PLR0911  (one return a form)
        """Read "2020-12-14", "2022-9-21", "2021/03/08", "20210308", "18-12-18", "9.7.2020", "2020-08-"."""
        first = self.low(i)
        if not first.isdigit():
            return None
        if len(first) in {6, 8} and self.low(i - 1).endswith(THINGS):
            return None
        if len(first) == 8 and self.free(i, i + 1):
            return _day(int(first[:4]), int(first[4:6]), int(first[6:]), i + 1)
        if len(first) == 6 and self.free(i, i + 1) and self.dated(i):
            return _day(2000 + int(first[:2]), int(first[2:4]), int(first[4:]), i + 1)
        mark = self.low(i + 1)
        if not (self.at(i + 1).glued and self.at(i + 2).glued):
            return self.cut_day(i)
        second, third = self.number(i + 2), self.number(i + 4, (1, 2, 4))
        if second is None:
            return None
        if third is None or self.low(i + 3) != mark or not (self.at(i + 3).glued and self.at(i + 4).glued):
            return self.cut_day(i)
        if len(first) == 4 and mark in "-–/." and (self.free(i, i + 5) or self.cell_ends(i, i + 5)):
            return _day(int(first), second, third, i + 5)
        if (
            len(first) == 2
            and mark == "-"
            and len(self.low(i + 2)) == len(self.low(i + 4)) == 2
            and self.free(i, i + 5)
        ):
            return _day(2000 + int(first), second, third, i + 5)
        if mark in "./" and third >= 1000 and len(first) <= 2 and self.free(i, i + 5):
            return _day(third, second, int(first), i + 5)
        return None

    def cut_day(self, i: int) -> Result:
        """Read "2020-08-" with the day left out, and "2020-08"."""
        year, month = self.number(i, (4,)), self.number(i + 2, (2,))
        if year not in YEARS or year is None or month is None or not 1 <= month <= 12 or self.low(i + 1) != "-":
            return None
        if self.low(i + 3) == "-" and self.at(i + 3).glued and not self.at(i + 4).glued and self.free(i, i + 3):
            return Month(month, year), i + 4
        codes = self.at(i - 1).text.isupper() and not self.at(i).new_line
        return (Month(month, year), i + 3) if self.free(i, i + 3) and not codes else None

    def cell_ends(self, i: int, j: int) -> bool:
        """Whether a full day is written against the word of the next cell: "2018-06-25Utredning avslutad"."""
        word = self.at(j).text
        alone = not self.at(i).glued or self.led(i)
        return self.low(i + 1) == "-" and len(self.low(i + 4)) == 2 and alone and len(word) >= CELL and word.isalpha()

    def dated(self, i: int) -> bool:
        """Whether six digits are a date: the words around say so, or they are one end of a run of two such days."""
        before = {self.low(i - k) for k in (1, 2, 3)}
        if self.low(i + 1) in {"kl", "klockan"} or before & SIX_DIGIT_CUES or any(map(_is_datum, before)):
            return True
        return any(
            self.low(i + step) in DASHES | {"till"} and _is_six_digit_day(self.low(i), self.low(i + 2 * step))
            for step in (-1, 1)
        )

    def slash_day(self, i: int) -> Result:
        """Read "12/3", "12/3 2021", "12/3-21", "12/3-2021", "12/3/21"."""
        day, month = self.number(i), self.number(i + 2)
        if day is None or month is None or self.low(i + 1) != "/":
            return None
        if not (
            self.at(i + 1).glued
            and self.at(i + 2).glued
            and 1 <= month <= 12
            and 1 <= day <= monthrange(2020, month)[1]
        ):
            return None
        after = i + 3
        mark = self.at(after)
        if mark.glued and mark.text in "-/–" and self.at(after + 1).glued:
            written = self.number(after + 1, (2, 4))
            if written is not None and self.free(i, after + 2) and (written in YEARS or written < 100):
                return Day(month, day, full_year(written)), after + 2
        if not self.free(i, after):
            return None
        year = self.year(after)
        if year:
            return Day(month, day, year[0]), year[1]
        return (Day(month, day), after) if self.slash_is_date(i) else None

    def slash_days(self, i: int) -> Result:
        """Read "11-13/3", "11–13/3 2021"."""
        first = self.number(i)
        if first is None or self.low(i + 1) not in DASHES or (self.at(i).glued and self.low(i - 1) in ".,:/-–"):
            return None
        last, month, after = self.number(i + 2), self.number(i + 4), i + 5
        if (
            last is None
            or month is None
            or self.low(i + 3) != "/"
            or not self.at(i + 3).glued
            or not self.free(i, after)
        ):
            return None
        if not (1 <= month <= 12 and 1 <= first < last <= monthrange(2020, month)[1]):
            return None
        return self.with_year(lambda year: Between(Day(month, first, year), Day(month, last, year)), after)

    def slash_is_date(self, i: int) -> bool:
        """Whether "1/2" is a date: not a fraction, a page, "24/7" or the tail of a code."""
        before, after = self.low(i - 1), self.low(i + 3)
        if before in NOT_BEFORE_SLASH or after in NOT_AFTER_SLASH or self.phrase(i, ("24", "/", "7")) is not None:
            return False
        if (
            before in {"den", "till", "från", "senast", "mellan", "datum"}
            or before in WEEKDAYS
            or before in SHORT_WEEKDAYS
        ):
            return True
        if 1 < len(before) < 6 and self.at(i - 1).text.isupper() and not self.at(i).new_line:
            return False
        return not (int(self.low(i)) < int(self.low(i + 2)) <= 8) or self.has_slash_days

    def day_number(self, i: int) -> tuple[int, int] | None:
        """Return a day as figures or as a word: "3", "3:e", "3e", "tredje"."""
        word = self.low(i)
        if word in ORDINALS:
            return ORDINALS[word], i + 1
        value = self.number(i)
        if value is None or not 1 <= value <= 31 or (self.at(i).glued and self.low(i - 1) in ".,:/"):
            return None
        if self.low(i + 1) == ":" and self.low(i + 2) in {"a", "e"}:
            return value, i + 3
        if self.low(i + 1) in {"a", "e"} and self.at(i + 1).glued:
            return value, i + 2
        if self.low(i + 1) == "." and self.low(i + 2) in MONTHS:
            return value, i + 2
        return value, i + 1

    def month_name(self, i: int, *, short: bool = False) -> tuple[int, int] | None:
        """Return a month by name; ``short`` allows "nov" and "nov."."""
        word = self.low(i)
        if word in MONTHS:
            return MONTHS[word], i + 1
        if short and word in SHORT_MONTHS:
            return SHORT_MONTHS[word], i + 2 if self.low(i + 1) == "." and self.at(i + 1).glued else i + 1
        return None

    def named_day(self, i: int) -> Result:  # noqa: PLR0911  (one return a form)
        """Read "3 maj", "den 3:e maj 2021", "första september i år", "10–12 mars 2015", "10 och 12 mars"."""
        first = self.day_number(i)
        if first is None:
            return None
        day, after = first
        month = self.month_name(after, short=True)
        last: int | None = None
        if month is None and (self.low(after) in DASHES or self.low(after) in {"och", "till"}):
            after += 1 + (self.low(after + 1) == "den")
            second = self.day_number(after)
            if second is None or second[0] <= day:
                return None
            last, after = second
            month = self.month_name(after, short=True)
        elif month is None and self.low(after) == ",":
            listed = self.listed_days(after, day)
            if listed is None:
                return None
            last, after = listed
            month = self.month_name(after, short=True)
        if month is None or self.at(after).new_line or day > monthrange(2020, month[0])[1]:
            return None
        if self.low(i) in ORDINALS and self.low(i - 1) in {"de", "under"}:
            return None
        number, after = month
        if last is None:
            return self.with_year(lambda year: Day(number, day, year), after)
        if last > monthrange(2020, number)[1]:
            return None
        return self.with_year(lambda year: Between(Day(number, day, year), Day(number, last, year)), after)

    def listed_days(self, i: int, first: int) -> tuple[int, int] | None:
        """Return the last of ", 16 och 24" after the first day of a list, and the place after it; days only rise."""
        last = first
        while self.low(i) in {",", "och", "samt"}:
            ends = self.low(i) != ","
            found = self.day_number(i + 1 + (self.low(i + 1) == "den"))
            if found is None or found[0] <= last:
                return None
            last, i = found
            if ends:
                return last, i
        return None

    def weekday_day(self, i: int) -> Result:
        """Read "torsdagen den 4 mars 2021", "sön 19/11", "måndag 2020-12-14", "fredag kväll den 4 mars"."""
        weekday = WEEKDAYS.get(self.low(i), SHORT_WEEKDAYS.get(self.low(i)))
        if weekday is None:
            return None
        after = i + 1
        while self.low(after) in TIMES_OF_DAY or self.low(after) in {".", ",", "den", "the"}:
            after += 1
        if self.at(after).new_line:
            return None
        found = self.longest(after, (self.numeric_day, self.slash_day, self.named_day))
        if found and isinstance(found[0], Day):
            return replace(found[0], weekday=weekday), found[1]
        week = self.week(after)
        if week and isinstance(week[0], Week):
            return replace(week[0], weekday=weekday), week[1]
        return None

    def weekday_alone(self, i: int) -> Result:
        """Read "på fredagen", "måndag natt", "i tisdags"; not "måndag–fredag" or "måndagar"."""
        word = self.low(i)
        if word == "i" and self.low(i + 1) in LAST_WEEKDAYS:
            after = i + 2 + (self.low(i + 2) in TIMES_OF_DAY)
            return Weekday(LAST_WEEKDAYS[self.low(i + 1)], -1), after
        if word not in WEEKDAYS or self.low(i - 1) in {"varje", "varannan", "varenda", "alla", "vardag"}:
            return None
        after = i + 1
        if self.low(after) in TIMES_OF_DAY:
            after += 1
        elif (
            self.low(after) in DASHES
            or self.low(i - 1) in DASHES
            or self.low(after) == "till"
            or self.low(i - 1) == "till"
        ):
            return None
        return Weekday(WEEKDAYS[word]), after

    def week(self, i: int) -> Result:
        """Read "vecka 14", "v. 14", "v14", "veckorna 14 och 15", "v. 14–16 2021"."""
        word, at = self.low(i), i + 1
        if word not in {"vecka", "veckorna", "v"}:
            return None
        if word == "v" and self.low(at) == ".":
            at += 1
        first = self.number(at)
        if first is None or not 1 <= first <= 53 or self.at(at).new_line:
            return None
        at += 1
        last = self.number(at + 1) if self.low(at) in DASHES or self.low(at) in {"och", "till"} else None
        if last is not None and first < last <= 53:
            return self.with_year(lambda year: Between(Week(first, year), Week(last, year)), at + 2)
        if (
            self.at(at).glued
            and self.at(at).text in "/:,.-"
            and self.at(at + 1).glued
            and self.low(at + 1)[:1].isdigit()
        ):
            return None
        return self.with_year(lambda year: Week(first, year), at)


def _is_datum(word: str) -> bool:
    return word.endswith("datum")


def _is_six_digit_day(*figures: str) -> bool:
    """Whether all are six digits of year, month and day."""
    return all(
        len(one) == 6 and one.isdigit() and _day(2000 + int(one[:2]), int(one[2:4]), int(one[4:]), 0) for one in figures
    )


def full_year(written: int) -> int:
    """Return the year of two figures or four: 00–49 are of this century."""
    return written if written > 99 else written + (2000 if written < 50 else 1900)


def _day(year: int, month: int, day: int, after: int) -> Result:
    if year not in YEARS or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return Day(month, day, year), after
