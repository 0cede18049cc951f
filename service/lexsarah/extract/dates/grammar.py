"""From words to date expressions: a small grammar over tokens.

A rule is a function from a place among the tokens to what is meant and the place after it, or None. Where several
rules fit, the longest wins. Nothing outside the expression is looked at here: ``resolve`` gives the missing years.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from lexsarah.extract.dates.meaning import Between, Day, Lately, Month, NightTo, Point, Since, Until, Weekday
from lexsarah.extract.dates.periods import Periods
from lexsarah.extract.dates.runs import alike, run
from lexsarah.extract.dates.tokens import DASHES, Result, Token, by_first_word, tokens_of
from lexsarah.extract.dates.words import (
    BARE_SEASONS,
    COUNTS,
    DECADES,
    ENDS,
    FEAST_PHRASES,
    FEASTS,
    LAST_SEASONS,
    LAST_WEEKDAYS,
    MIDDLES,
    MONTHS,
    ORDINALS,
    RELATIVE,
    SEASONS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    STARTS,
    WEEKDAYS,
)

LINKS: tuple[tuple[str, ...], ...] = (
    ("-", "-"),
    ("–", "–"),
    ("-",),
    ("–",),
    ("—",),
    ("fram", "till", "och", "med"),
    ("fram", "till"),
    ("till", "och", "med"),
    ("till",),
    ("t", ".", "o", ".", "m", "."),
    ("tom",),
)

EDGES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("alltsedan",), "since"),
    (("ända", "sedan"), "since"),
    (("sedan",), "since"),
    (("fram", "till", "och", "med"), "until"),
    (("fram", "till"), "until"),
    (("ända", "till"), "until"),
    (("till", "och", "med"), "until"),
    (("t", ".", "o", ".", "m", "."), "until"),
    (("före",), "until"),
    (("innan",), "until"),
    (("efter",), "after"),
    (("från", "och", "med"), "from"),
    (("fr", ".", "o", ".", "m", "."), "from"),
)

EDGES_BY_WORD = by_first_word(EDGES)

Table = dict[str, tuple[str, ...]]
"""Names of the rules to try, by the first word."""


def table_of(rules: Iterable[tuple[str, Iterable[str]]]) -> Table:
    """Turn rules with the words that they begin with into rules by word."""
    table: dict[str, list[str]] = {}
    for name, words in rules:
        for word in words:
            table.setdefault(word, []).append(name)
    return {word: tuple(dict.fromkeys(names)) for word, names in table.items()}


RULES: tuple[tuple[str, Iterable[str]], ...] = (
    ("named_day", ORDINALS),
    ("weekday_day", (*WEEKDAYS, *SHORT_WEEKDAYS)),
    ("weekday_alone", (*WEEKDAYS, "i")),
    ("weekday_of_week", (*WEEKDAYS, "förra", "nästa")),
    ("weekday_of_month", (*ORDINALS, "sista")),
    ("months", (*MONTHS, *SHORT_MONTHS)),
    ("month_with_part", (*MONTHS, *SHORT_MONTHS)),
    ("whole_year", ("år", "åren", "året")),
    ("decade", DECADES),
    ("seasons", (*SEASONS, *BARE_SEASONS, "i", "förra", "nästa")),
    ("division", (*ORDINALS, "sista", "kvartal", "q", "tertial", "vårterminen", "höstterminen", "ht", "vt")),
    ("week", ("vecka", "veckorna", "v")),
    ("feast", (*FEASTS, *(words[0] for words, _ in FEAST_PHRASES), "i", "jul", "påsk", "lucia", "kristi")),
    ("turn", ("årsskiftet", "halvårsskiftet", "månadsskiftet")),
    ("relative", (*COUNTS, *(words[0] for words, _, _ in RELATIVE), "för", "sedan", "senaste", "gångna")),
    ("part", (*STARTS, *MIDDLES, *ENDS, "tidigt", "sent", "mitt", "första", "andra", "senare")),
    ("week_of_month", (*ORDINALS, "sista")),
)
"""Rules for what begins with a word, and those words."""

OF_FIGURES = tuple("numeric_day slash_day slash_days named_day whole_year decade division relative".split())
"""Rules for what begins with a figure."""

OPENERS = frozenset(words[0] for words, _ in EDGES) | {"natten", "natt", "mellan"}
"""Words before a point that make more of it."""


@dataclass(frozen=True, slots=True)
class Found:
    """An expression: ``[start, end)`` in the text, and what it says."""

    start: int
    end: int
    means: Point


class Grammar(Periods):
    """Rules for nights, runs and edges, and for whole expressions."""

    table: ClassVar[Table] = table_of(RULES)
    of_figures: ClassVar[tuple[str, ...]] = OF_FIGURES
    openers: ClassVar[frozenset[str]] = OPENERS

    def __init__(self, tokens: list[Token]) -> None:
        super().__init__(tokens)
        self.points: dict[int, Result] = {}

    def night(self, i: int) -> Result:
        """Read "natten mot den 8 februari", "natten till lördagen", "natten mellan den 7 och 8 februari"."""
        if self.low(i) not in {"natten", "natt"}:
            return None
        link = self.low(i + 1)
        if link in {"mot", "till"}:
            at = i + 2 + (self.low(i + 2) in {"den", "i"})
            found = self.longest(
                at, (self.numeric_day, self.slash_day, self.named_day, self.weekday_day, self.weekday_alone, self.feast)
            )
            return (NightTo(found[0]), found[1]) if found and not isinstance(found[0], Between) else None
        if link == "mellan":
            found = self.between(i + 1)
            if found:
                return found
            at = i + 2 + (self.low(i + 2) == "den")
            days = self.named_day(at)
            return days if days and isinstance(days[0], Between) else None
        days = self.named_day(i + 1 + (link == "den"))
        if days and isinstance(days[0], Between):
            return days
        return None

    def between(self, i: int) -> Result:  # noqa: PLR0911  (one return a form)
        """Read "mellan juni och december", "mars–maj 2021", "2020-12-14 - 2021-03-11", "från maj till juli"."""
        opened = self.low(i) == "mellan"
        at = i + opened
        at += self.low(at) in {"den", "åren"} if opened else 0
        first = self.simple(at)
        if first is None and opened:
            first = self.bare_day(at)
        if first is None:
            return None
        link = self.link(first[1], opened=opened)
        if link is None:
            return None
        if self.low(link) == "året" and self.low(link + 1) == "ut" and isinstance(first[0], Month):
            return Between(first[0], Month(12, first[0].year)), link + 2
        second = self.simple(link) or self.rest_of_day(link, first[0])
        if second is None or isinstance(second[0], Between) or isinstance(first[0], Between):
            return (first if opened else None) if isinstance(first[0], Between) else None
        if not opened and self.low(first[1]) in DASHES and isinstance(first[0], Weekday):
            return None
        if not alike(first[0], second[0]):
            return None
        return run(first[0], second[0]), second[1]

    def rest_of_day(self, i: int, first: Point) -> Result:
        """Return the 06-20 of "2018-05-02--06-20", whose year is that of the first day (ISO 8601)."""
        if not (isinstance(first, Day) and isinstance(first.year, int) and self.led(i)):
            return None
        month, day = self.number(i, (2,)), self.number(i + 2, (2,))
        tight = self.low(i + 1) == "-" and self.at(i + 1).glued and self.at(i + 2).glued and self.free(i, i + 3)
        if month is None or day is None or not 1 <= month <= 12 or not tight:
            return None
        return (Day(month, day, first.year), i + 3) if 1 <= day <= monthrange(first.year, month)[1] else None

    def bare_day(self, i: int) -> Result:
        """Return the 10 of "mellan den 10 och den 12 mars"."""
        first = self.day_number(i)
        if first is None or self.low(first[1]) not in {"och", "till"} | DASHES:
            return None
        second = self.named_day(first[1] + 1 + (self.low(first[1] + 1) == "den"))
        if second is None or not isinstance(second[0], Day):
            return None
        return Day(second[0].month, first[0]), first[1]

    def link(self, i: int, *, opened: bool) -> int | None:
        """Place after what joins two ends: a dash, "till", "fram till (och med)", or "och" after "mellan"."""
        for words in LINKS:
            after = self.phrase(i, words)
            if after is not None:
                return after + (self.low(after) == "den")
        if opened and self.low(i) in {"och", "samt"}:
            return i + 1 + (self.low(i + 1) == "den")
        if self.low(i) == "och" and self.phrase(i + 1, ("året", "ut")) is not None:
            return i + 1
        return None

    def edge(self, i: int) -> Result:
        """Read "sedan X", "fram till X", "till och med X", "före X", "från och med maj och året ut"."""
        for words, kind in EDGES_BY_WORD.get(self.low(i), ()):
            after = self.phrase(i, words)
            if after is None:
                continue
            after += (
                self.low(after) in {"den", "i"}
                and self.low(after + 1) not in LAST_SEASONS
                and (self.low(after) == "den" or self.low(after + 1) not in LAST_WEEKDAYS)
                and self.low(after + 1) not in {"fjol", "går", "år"}
            )
            if kind == "from":
                found = self.between(after)
                return found if found and self.low(found[1] - 1) == "ut" else None
            found = self.longest(after, (self.between, self.simple, self.part))
            if found is None or isinstance(found[0], Lately):
                return None
            if kind in {"since", "after"} and not isinstance(found[0], Between):
                return Since(found[0], told=kind == "since"), found[1]
            if kind == "until" and not isinstance(found[0], Between):
                return Until(found[0]), found[1]
            return None
        return None

    def simple(self, i: int) -> Result:
        """Return the longest point that begins here."""
        if i not in self.points:
            word = self.low(i)
            names = self.of_figures if word[:1].isdigit() else self.table.get(word, ())
            self.points[i] = self.longest(i, [getattr(self, name) for name in names])
        return self.points[i]

    def is_compound(self, i: int) -> bool:
        """Whether what ends before token ``i`` is but the first part of a word: "september-kommittén"."""
        last, mark, word = self.at(i - 1), self.at(i), self.at(i + 1)
        joined = last.text.isalpha() and mark.text == "-" and mark.glued and word.glued
        return joined and word.text.islower() and word.text.isalpha() and not self.starts(i + 1)

    def starts(self, i: int) -> bool:
        """Whether an expression may begin with token ``i``."""
        word = self.low(i)
        return word in self.table or word[:1].isdigit() or word in self.openers

    def expression(self, i: int) -> Result:
        """Return the longest expression that begins here."""
        return self.longest(i, (self.edge, self.night, self.between, self.simple))


def expressions(text: str, grammar: type[Grammar] = Grammar) -> list[Found]:
    """Every date expression of a text by a grammar, in order, without overlap."""
    tokens = tokens_of(text)
    reader = grammar(tokens)
    found: list[Found] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        result = reader.expression(i) if reader.starts(i) else None
        if result is None or reader.is_compound(result[1]):
            i += 1
            continue
        means, after = result
        found.append(Found(token.start, tokens[after - 1].end, means))
        i = after
    return found
