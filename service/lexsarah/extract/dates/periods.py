"""Rules for months, years, seasons and what is counted from the publication."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from lexsarah.extract.dates.days import Days
from lexsarah.extract.dates.meaning import (
    Between,
    Decade,
    Division,
    Feast,
    Lately,
    Later,
    Month,
    Months,
    Part,
    Point,
    Relative,
    Shift,
    SinceThen,
    Turn,
    WeekdayOfMonth,
    WeekdayOfWeek,
    WeekOfMonth,
    Which,
    WholeYear,
)
from lexsarah.extract.dates.runs import run
from lexsarah.extract.dates.tokens import DASHES, YEARS, Result, by_first_word
from lexsarah.extract.dates.words import (
    BARE_SEASONS,
    COUNTS,
    DECADES,
    ENDS,
    FEAST_PHRASES,
    FEASTS,
    LAST_SEASONS,
    MIDDLES,
    MONTHS,
    ORDINALS,
    RELATIVE,
    SEASONS,
    STARTS,
    TIMES_OF_DAY,
    UNITS,
    WEEKDAYS,
)

NAMES_WITH_YEARS = tuple(
    (
        "plan planen rapport rapporten berättelse berättelsen bokslut bokslutet budget handbok riktlinjer agenda "
        "vision program programmet lagen strategi strategin policy policyn film filmen roman romanen windows linje "
        "linjen"
    ).split()
)
"""Ends of words before a year that belongs to a name: "Kvalitetsberättelse 2021"."""

LEADING = frozenset(
    "i under till från sedan mellan och eller före efter innan på av om hela förra nästa denna den samt året månad "
    "datum tid period perioden".split()
)
"""Words that lead to a date; some write month and season with a capital there."""

OFTEN = frozenset("gång gånger tillfällen timme timmar dag dagar kväll kvällar natt nätter besök pass".split())
"""Before "i veckan" where it tells how often."""

NUMBERED = frozenset("version rev upplaga rum nr nummer copyright lag mål".split())
"""Words before a number that is no year, or the year of an edition."""

LATER = {"senare": 1, "efteråt": 1, "därefter": 1, "tidigare": -1, "dessförinnan": -1}

RELATIVE_BY_WORD = by_first_word(RELATIVE)

FEASTS_BY_WORD = by_first_word(FEAST_PHRASES)


class Periods(Days):
    """Rules for stretches of time that have a name."""

    around_feasts: ClassVar[frozenset[str]] = frozenset({"före", "innan"})
    """Before "jul" and "påsk" where they are the feast."""

    def month(self, i: int) -> Result:
        """Read "maj", "maj 2021", "maj månad", "dec 2020"; not the name Maj."""
        found = self.month_name(i, short=True)
        if found is None:
            return None
        number, after = found
        year = self.year(after + (self.low(after) == "månad"))
        if self.low(i) not in MONTHS and (year is None or isinstance(year[0], Shift)):
            return None
        token = self.at(i)
        name_at = i + 2 if self.at(i + 1).text == "-" and self.at(i + 1).glued else i + 1
        named = token.text[:1].isupper() and self.at(name_at).text[:1].isupper() and not self.at(name_at).new_line
        if named and year is None:
            return None
        if year is not None:
            return Month(number, year[0]), year[1]
        return Month(number), after + (self.low(after) == "månad")

    def is_name(self, i: int) -> bool:
        """Whether a word has a capital after a word that leads to no date: "enheten Våren", "familjen Mars"."""
        before = self.at(i - 1)
        capital = self.at(i).text[:1].isupper() and self.at(i).text[1:].islower()
        return capital and not self.at(i).new_line and before.text.isalpha() and before.low not in LEADING

    def months(self, i: int) -> Result:
        """Read "januari och februari", "mars–maj 2021", "november 2020 till januari 2021": as ``between``."""
        found = self.month(i)
        return found if found is None else self.joined(found, self.month)

    def whole_year(self, i: int) -> Result:  # noqa: PLR0911  (one return a form)
        """Read "2019", "år 2019", "2019–2021"; not part of a name, a number or an amount."""
        at = i + 1 if self.low(i) in {"år", "åren", "året"} else i
        value = self.number(at, (4,))
        if value is None or value not in YEARS or not self.free(at, at + 1) or self.sums(at + 1):
            return None
        if self.phrase(at + 1, ("-", "talet")):
            return None
        before = self.at(at - 1)
        if at == i and not self.at(at).new_line:
            if before.low in DASHES and self.number(at - 2, (4,)) and names_a_thing(self.low(at - 3)):
                return None
            if before.low in DASHES | {"/", "§", "#", "№", "©", "nr"} and before.low != "–":
                return None
            if before.text == "." and names_a_thing(self.at(at - 2).low):
                return None
            if names_a_thing(before.low) or (before.text.isupper() and 1 < len(before.text) < 5):
                return None
            if before.text.isdigit():
                return None
        return WholeYear(value), at + 1

    def season(self, i: int) -> Result:  # noqa: PLR0911  (one return a form)
        """Read "våren 2020", "i somras", "förra hösten", "till hösten", "vintern 2019/2020", "höst 2020"."""
        word = self.low(i)
        if word == "i" and self.low(i + 1) == "fjol" and (code := (BARE_SEASONS | LAST_SEASONS).get(self.low(i + 2))):
            return Division(code, Shift(-1)), i + 3
        if word == "i":
            following = self.low(i + 1)
            if following in LAST_SEASONS:
                return Division(LAST_SEASONS[following], None, -1), i + 2
            if following in BARE_SEASONS and (
                following != "vår" or self.at(i + 2).text in ".,;!?)–" or not self.at(i + 2).text
            ):
                return Division(BARE_SEASONS[following], Shift(0)), i + 2
            return None
        if word in {"förra", "nästa"} and (self.low(i + 1) in SEASONS or self.low(i + 1) in BARE_SEASONS):
            code = SEASONS.get(self.low(i + 1)) or BARE_SEASONS[self.low(i + 1)]
            return Division(code, Shift(-1 if word == "förra" else 1)), i + 2
        if word in BARE_SEASONS:
            year = self.year(i + 1)
            return (Division(BARE_SEASONS[word], year[0]), year[1]) if year and word != "vår" else None
        if word not in SEASONS:
            return None
        code = SEASONS[word]
        first = self.number(i + 1, (4,))
        second = self.number(i + 3, (2, 4)) if self.low(i + 2) in DASHES | {"/"} and self.at(i + 2).glued else None
        if first in YEARS and second is not None:
            return Division(code, first), i + 4
        year = self.year(i + 1)
        if year:
            return Division(code, year[0]), year[1]
        if self.is_name(i):
            return None
        return Division(code, None, 1 if self.low(i - 1) == "till" else 0), i + 1

    def seasons(self, i: int) -> Result:
        """Read "våren och sommaren 2020", "hösten 2019 till våren 2020"."""
        found = self.season(i)
        return found if found is None else self.joined(found, self.season)

    def division(self, i: int) -> Result:  # noqa: PLR0911  (one return a form)
        """Read "kvartal 2", "andra kvartalet 2020", "Q2 2020", "första halvåret", "tertial 1", "höstterminen 2020"."""
        word, number = self.low(i), self.number(i + 1, (1,))
        if word in {"kvartal", "q"} and number and 1 <= number <= 4 and (word != "q" or self.at(i + 1).glued):
            return self.with_year(lambda year: Division(32 + number, year), i + 2)
        if word == "tertial" and number and 1 <= number <= 3:
            return self.with_year(lambda year: Months(4 * number - 3, 4 * number, year), i + 2)
        if word == "vårterminen":
            return self.with_year(lambda year: Months(1, 6, year), i + 1)
        if word == "höstterminen":
            return self.with_year(lambda year: Months(8, 12, year), i + 1)
        if word in {"ht", "vt"}:
            year = self.year(i + 1)
            return (Months(*((8, 12) if word == "ht" else (1, 6)), year[0]), year[1]) if year else None
        if word == "sista" and self.low(i + 1) == "kvartalet":
            return self.with_year(lambda year: Division(36, year), i + 2)
        order = ORDINALS.get(word) or (self.number(i, (1,)) if self.low(i + 1) == ":" else None)
        at = i + 1 if word in ORDINALS else i + 3
        if order is None:
            return None
        kind = self.low(at)
        if kind == "kvartalet" and order <= 4:
            return self.with_year(lambda year: Division(32 + order, year), at + 1)
        if kind == "halvåret" and order <= 2:
            return self.with_year(lambda year: Months(6 * order - 5, 6 * order, year), at + 1)
        if kind in {"tertialet", "tertialen"} and order <= 3:
            return self.with_year(lambda year: Months(4 * order - 3, 4 * order, year), at + 1)
        return None

    def feast(self, i: int) -> Result:  # noqa: PLR0911  (one return a form)
        """Read "julafton", "midsommar 2021", "annandag jul", "i julas", "Kristi himmelsfärdsdag"."""
        word, following = self.low(i), self.low(i + 1)
        if word == "i" and following in {"julas", "påskas"}:
            return Feast("julen" if following == "julas" else "påsken", None), i + 2
        if word == "i" and following in {"jul", "påsk"}:
            return Feast("julen" if following == "jul" else "påsken", Shift(0)), i + 2
        if word in {"jul", "påsk"}:
            if self.low(i - 1) in self.around_feasts:
                return self.with_year(lambda year: Feast("julen" if word == "jul" else "påsken", year), i + 1)
            year = self.year(i + 1)
            return (Feast("julen" if word == "jul" else "påsken", year[0]), year[1]) if year else None
        for words, name in FEASTS_BY_WORD.get(word, ()):
            after = self.phrase(i, words)
            if after is not None:
                return self.with_year(partial(Feast, name), after)
        if word == "lucia" and (year := self.year(i + 1)):
            return Feast(word, year[0]), year[1]
        if word == "kristi" and following.startswith("himmelsfärd"):
            return self.with_year(lambda year: Feast("kristi himmelsfärd", year), i + 2)
        if word in FEASTS:
            return self.with_year(lambda year: Feast(FEASTS[word], year), i + 1)
        return None

    def turn(self, i: int) -> Result:
        """Read "årsskiftet", "årsskiftet 2019/2020", "månadsskiftet maj/juni", "halvårsskiftet"."""
        word = self.low(i)
        if word == "årsskiftet":
            first = self.number(i + 1, (4,))
            if first in YEARS and self.low(i + 2) in DASHES | {"/"} and self.number(i + 3, (2, 4)) is not None:
                return Turn(first), i + 4
            year = self.year(i + 1)
            return (Turn(year[0]), year[1]) if year and isinstance(year[0], int) else (Turn(), i + 1)
        if word == "halvårsskiftet":
            return self.with_year(lambda year: Months(6, 7, year), i + 1)
        if word == "månadsskiftet":
            first_month = self.month_name(i + 1, short=True)
            if first_month and self.low(i + 2) in DASHES | {"/"}:
                second = self.month_name(i + 3, short=True)
                if second:
                    one, two = first_month[0], second[0]
                    return self.with_year(
                        lambda year: Between(Part("end", Month(one, year)), Part("start", Month(two, year))), second[1]
                    )
        return None

    def relative(self, i: int) -> Result:  # noqa: PLR0911  (one return a form)
        """Read "i går", "förra veckan", "i fjol", "för tre veckor sedan", "det senaste året"."""
        for words, unit, shift in RELATIVE_BY_WORD.get(self.low(i), ()):
            after = self.phrase(i, words)
            if after is None or (words == ("i", "veckan") and self.low(i - 1) in OFTEN):
                continue
            if not (words[0] == "i" and self.at(i).new_line and unit == "year"):
                return Relative(unit, shift), after + (self.low(after) in TIMES_OF_DAY | {"bitti"})
        if self.low(i) == "för":
            at = i + 1 + (self.low(i + 1) in {"drygt", "knappt", "snart", "ungefär", "cirka", "ca", "över"})
            counted = self.counted(at)
            if counted and self.low(counted[2]) == "sedan":
                return Relative(counted[0], -counted[1], counted=True), counted[2] + 1
        counted = self.counted(i)
        if counted and self.low(counted[2]) in LATER:
            return Later(counted[0], counted[1] * LATER[self.low(counted[2])]), counted[2] + 1
        if self.phrase(i, ("sedan", "dess")):
            return SinceThen(), i + 2
        if self.low(i) in {"senaste", "gångna"} and self.low(i - 1) not in COUNTS and not self.low(i - 1).isdigit():
            if self.low(i + 1) == "året":
                return Lately(12), i + 2
            if self.low(i + 1) == "halvåret":
                return Lately(6), i + 2
            if self.low(i + 1) == "månaderna":
                return Lately(None), i + 2
        return None

    def counted(self, i: int) -> tuple[str, int, int] | None:
        """Return unit, number and the place after "tre veckor", "14 dagar", "ett halvår"."""
        count = COUNTS.get(self.low(i)) or self.number(i)
        unit = UNITS.get(self.low(i + 1))
        return (unit, count, i + 2) if count and unit else None

    def joined(self, found: tuple[Point, int], rule: Callable[[int], Result]) -> Result:
        """Join two neighbours: "januari och februari", "våren och sommaren 2020"."""
        first, at = found
        comma = self.low(at) == "," and isinstance(first, Month) and rule == self.month
        if not isinstance(first, Month | Division) or first.year is not None or not (self.low(at) == "och" or comma):
            return found
        if comma:
            # Months of a list follow each other within a year: no list is longer than twelve.
            following = self.month_name(at + 1)
            if not isinstance(first, Month) or following is None or following[0] != first.month + 1:
                return found
            rule = self.months
        match first, rule(at + 1):
            case Month(), (Month() as second, after) if second.month - first.month in {1, -11} and not comma:
                return run(first, second), after
            case Month(), (Between(Month(), Month() as last), after) if comma:
                return run(first, last), after
            case Division(), (Division(year=year) as second, after) if (
                second.code - first.code == 1 and year is not None
            ):
                return run(first, second), after
            case _:
                return found

    def part(self, i: int) -> Result:
        """Read "början av maj", "mitten på 2020", "tidigt i november", "sent på hösten", "mitt i juli"."""
        opened = self.part_opened(i)
        if opened is None:
            return None
        which, at = opened
        if self.low(at) == "året" and self.low(i) not in {"tidigt", "sent", "mitt"} and self.year(at) is None:
            return Part(which, WholeYear(Shift(0))), at + 1
        rules = (self.month, self.season, self.whole_year, self.decade, self.relative, self.feast, self.division)
        found = self.longest(at, rules)
        return (Part(which, found[0]), found[1]) if found and not isinstance(found[0], Lately) else None

    def part_opened(self, i: int) -> tuple[Which, int] | None:
        """Return which part is spoken of, and the place after "början av"."""
        word, link = self.low(i), self.low(i + 1)
        which: Which
        if word in {"första", "andra", "senare"} and link in {"halvan", "hälften", "delen"}:
            return ("first half" if word == "första" else "second half"), i + 2 + (self.low(i + 2) == "av")
        if word in STARTS and self.low(i - 1) == "med":
            return None
        if word in STARTS or (word == "tidigt" and (link in {"i", "på", "under"} or self.number(i + 1, (4,)))):
            which = "start"
        elif word in MIDDLES or (word == "mitt" and link == "i"):
            which = "middle"
        elif word in ENDS or (word == "sent" and (link in {"i", "på", "under"} or self.number(i + 1, (4,)))):
            which = "end"
        else:
            return None
        return which, i + 1 + (link in {"av", "på", "i", "under"})

    def decade(self, i: int) -> Result:
        """Read "1990-talet", "80-talet", "1800-talets"; "2000-talet" is the century."""
        text = self.low(i)
        if text in DECADES:
            return Decade(*DECADES[text]), i + 1
        if not (text.isdigit() and text.isascii() and self.at(i + 1).glued and self.at(i + 2).glued):
            return None
        if self.low(i + 1) not in DASHES or self.low(i + 2) not in {"talet", "talets", "tal", "tals"}:
            return None
        if len(text) == 4 and text.endswith("00") and 10 <= int(text[:2]) <= 20:
            return Decade(int(text), 100), i + 3
        if len(text) == 4 and text.endswith("0") and 1000 <= int(text) < YEARS.stop:
            return Decade(int(text)), i + 3
        return (Decade(1900 + int(text)), i + 3) if len(text) == 2 and text[1] == "0" and int(text) > 10 else None

    def weekday_of_week(self, i: int) -> Result:
        """Read "nästa fredag", "förra torsdagen", "onsdagen förra veckan", "fredag nästa vecka"."""
        shift = {"förra": -1, "nästa": 1}.get(self.low(i))
        if shift is not None:
            weekday = WEEKDAYS.get(self.low(i + 1))
            return (WeekdayOfWeek(weekday, shift), i + 2) if weekday is not None else None
        weekday = WEEKDAYS.get(self.low(i))
        if weekday is None:
            return None
        for words, unit, weeks in RELATIVE_BY_WORD.get(self.low(i + 1), ()):
            after = self.phrase(i + 1, words)
            if unit == "week" and after is not None:
                return WeekdayOfWeek(weekday, weeks), after
        return None

    def weekday_of_month(self, i: int) -> Result:
        """Read "sista fredagen i mars", "första måndagen i april 2021", "sista dagen i april", "sista maj"."""
        word = self.low(i)
        number = -1 if word == "sista" else ORDINALS.get(word, 0)
        if not (number == -1 or 1 <= number <= 5):
            return None
        named = WEEKDAYS.get(self.low(i + 1))
        last_day = number == -1 and self.low(i + 1) == "dagen"
        if (named is not None and self.low(i + 1).endswith("dagen")) or last_day:
            found = self.month(i + 3) if self.low(i + 2) in {"i", "av"} else None
        else:
            found = self.month(i + 1) if number == -1 and self.low(i + 1) in MONTHS else None
        if found is None or not isinstance(found[0], Month):
            return None
        return WeekdayOfMonth(number, named, found[0]), found[1]

    def month_with_part(self, i: int) -> Result:
        """Read "januari i år, i början av månaden"."""
        found = self.month(i)
        if found is None:
            return None
        at = found[1] + (self.low(found[1]) == ",")
        at += self.low(at) in {"i", "mot"}
        word = self.low(at)
        if self.low(at + 2) != "månaden" or self.low(at + 1) not in {"av", "på"}:
            return None
        if word in STARTS:
            return Part("start", found[0]), at + 3
        if word in MIDDLES:
            return Part("middle", found[0]), at + 3
        return (Part("end", found[0]), at + 3) if word in ENDS else None

    def week_of_month(self, i: int) -> Result:
        """Read "första veckan i maj", "sista veckan i november 2020"."""
        word = self.low(i)
        number = -1 if word == "sista" else ORDINALS.get(word, 0)
        if not (number == -1 or 1 <= number <= 4) or self.low(i + 1) != "veckan" or self.low(i + 2) not in {"i", "av"}:
            return None
        found = self.month(i + 3)
        return (WeekOfMonth(number, found[0]), found[1]) if found and isinstance(found[0], Month) else None


def names_a_thing(word: str) -> bool:
    """Whether a year after this word belongs to a name."""
    return word in NUMBERED or word.endswith(NAMES_WITH_YEARS)
