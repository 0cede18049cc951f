"""Names that homes, teams and other units bear, by the nouns beside them: "boendet Humlan", "Humlan, en gruppbostad".

A unit may be called anything (Birger, Simrishamn, Mossvägen 13), so its name is known only from what stands around it.
The nouns are endings in ``reference/organisation_words.csv`` (``home_noun``, ``unit_noun``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lexsarah.extract.names import bearers, not_names
from lexsarah.records import Span
from lexsarah.reference import words_of

WORD = r"[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäö]+)?"
STREET = r"(?:vägen|gatan|gränd|stigen|torget|allén|backen|gården|liden|plan)"
NAME = rf"(?:(?:{WORD} )?[A-ZÅÄÖ][a-zåäö]+{STREET} \d{{1,3}}[A-Z]?|{WORD}(?: {WORD})?)(?![\w-])"
"""One or two capitalised words, or a street with a number."""

NAMED = re.compile(NAME)
CAPITAL = re.compile(r"(?<![\w-])[A-ZÅÄÖÉ][a-zåäöéü]")

DIRECTIONS = frozenset("Norr Söder Syd Öster Öst Väster Väst Mitt Nord Centrum".split())
"""What alone is no name."""

LONGEST_NOUN = 40
"""Code points of a compound noun before a name ("hemtjänstgruppen") that are looked at."""


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit's name where it stands; ``home``: people live or stay there."""

    span: Span
    home: bool


TEAM = re.compile(r"(?:Team|[A-ZÅÄÖ][\w-]*(?:enhet|tjänst|grupp|mottagning|patrull|verksamhet)en) ")
"""A team's noun that is part of its name."""

FIELD = re.compile(
    rf"(?:^|(?<=[\n\t]))[ ]*(?:Berörd )?(?P<label>[Ee]nhet|Enhetens namn|[Vv]erksamhet|Arbetsplats|Boende|Gäller)"
    rf"(?: ?:[ \t]*|[ \t]+)(?P<name>{NAME})(?=,|\n|\t|  | \(|$)",
    re.MULTILINE,
)
"""A field of a form that names the unit."""


@cache
def _service() -> re.Pattern[str]:
    """Match a kind of service: no name."""
    return re.compile(
        rf"(?i:{_nouns('home_noun')}|{_nouns('unit_noun')}|omsorg|tjänst|assistans|vård|stöd|insats)(?:en)?$"
    )


@cache
def _nouns(kind: str) -> str:
    return "|".join(sorted(map(re.escape, words_of(kind)), key=lambda one: (-len(one), one)))


@cache
def _endings(kind: str) -> tuple[str, ...]:
    return tuple(f"{word.lower()}{gap}" for word in words_of(kind) for gap in (" ", " ”", ' "', " ’", " '"))


@cache
def _follows() -> re.Pattern[str]:
    """Match what tells a unit behind its name: ", en gruppbostad", " är ett korttidsboende", ", daglig verksamhet"."""
    return re.compile(
        r"(?:, (?:(?:en|ett|vår|vårt) )?| är (?:en|ett) )(?:[a-zåäö-]+ ){0,2}?[a-zåäö-]{0,30}?"
        rf"(?i:(?P<home>{_nouns('home_noun')})|{_nouns('unit_noun')})(?![\w-])"
    )


@cache
def _called() -> re.Pattern[str]:
    """Match what calls a unit by its name, before it: "boendet, som heter "."""
    return re.compile(
        rf"(?i:(?P<home>{_nouns('home_noun')})|{_nouns('unit_noun')}),?(?: som)? (?:heter|kallas) [”\"’']?$"
    )


def unit_names(text: str, within: Span) -> Iterator[UnitName]:
    """Yield the names of units that a noun beside them tells of, in no order; a name may come twice.

    A team's noun with a capital is part of its name: "Hemtjänsten Kyrkbyn", "Team Tåkern".
    """
    for capital in CAPITAL.finditer(text, within.start, within.end):
        name = NAMED.match(text, capital.start(), within.end)
        if name is not None and _could_be_a_name(name[0]):
            home = _told_before(text, name.start())
            if home is None and not text.endswith(("lex ", "Lex "), 0, name.start()):
                follows = _follows().match(text, name.end(), within.end)
                home = follows and follows["home"] is not None
            if home is not None:
                yield UnitName(Span(_start(text, name.start()), name.end()), home)
    for match in FIELD.finditer(text, within.start, within.end):
        if _could_be_a_name(match["name"]) and not _service().search(match["name"]):
            yield UnitName(Span(*match.span("name")), match["label"] == "Boende")


def _told_before(text: str, at: int) -> bool | None:
    """Whether the noun before a name is a home's (True) or a unit's (False); None: there is none."""
    before = text[max(0, at - LONGEST_NOUN) : at].lower()
    if before.endswith(_endings("home_noun")):
        return True
    if before.endswith(_endings("unit_noun")):
        return False
    if "heter " in before or "kallas " in before:
        called = _called().search(before)
        return called and called["home"] is not None
    return None


def _start(text: str, at: int) -> int:
    """Return where a name begins: at its team's noun, if that is part of it."""
    before = max(text.rfind(" ", 0, at - 1), text.rfind("\n", 0, at - 1), text.rfind("\t", 0, at - 1)) + 1
    return before if TEAM.fullmatch(text, before, at) else at


def _could_be_a_name(name: str) -> bool:
    first, *rest = name.split()
    if first in words_of("not_first") | DIRECTIONS or (rest and bearers(first) and not rest[-1].isdigit()):
        return False
    return first not in not_names() or bool(rest)
