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


DIRECTIONS = frozenset("Norr Söder Syd Öster Öst Väster Väst Mitt Nord Centrum".split())
"""What alone is no name."""


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
def _noun() -> str:
    return rf"(?i:(?P<home>{_nouns('home_noun')})|(?P<unit>{_nouns('unit_noun')}))"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Forms that hold a name: "boendet Humlan"; "Humlan, en gruppbostad"; "boendet, som heter Humlan"."""
    return (
        re.compile(rf"(?<![\w-])[\w-]{{0,30}}?{_noun()} [”\"’']?(?P<name>{NAME})"),
        re.compile(
            rf"(?<![\w-])(?<![Ll]ex )(?P<name>{NAME})(?:, (?:(?:en|ett|vår|vårt) )?| är (?:en|ett) )"
            rf"(?:[a-zåäö-]+ ){{0,2}}?[a-zåäö-]{{0,30}}?{_noun()}(?![\w-])"
        ),
        re.compile(rf"{_noun()},?(?: som)? (?:heter|kallas) (?P<name>{NAME})"),
    )


def unit_names(text: str, within: Span) -> Iterator[UnitName]:
    """Yield the names of units that a noun beside them tells of, in no order; a name may come twice.

    A team's noun with a capital is part of its name: "Hemtjänsten Kyrkbyn", "Team Tåkern".
    """
    for pattern in _patterns():
        for match in pattern.finditer(text, within.start, within.end):
            name = match["name"]
            if _could_be_a_name(name):
                whole = TEAM.match(text, match.start()) and match.start("name") > match.start()
                yield UnitName(Span(*match.span(0 if whole else "name")), match["home"] is not None)
    for match in FIELD.finditer(text, within.start, within.end):
        if _could_be_a_name(match["name"]) and not _service().search(match["name"]):
            yield UnitName(Span(*match.span("name")), match["label"] == "Boende")


def _could_be_a_name(name: str) -> bool:
    first, *rest = name.split()
    if first in words_of("not_first") | DIRECTIONS or (rest and bearers(first) and not rest[-1].isdigit()):
        return False
    return first not in not_names() or bool(rest)
