"""Which act a name, an abbreviation or a number in a text means, and which duties of lex Sarah its places state."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from lexsarah.records import LegalReference, Provision
from lexsarah.reference import DutyPlace, Statute, duty_places, statutes
from lexsarah.vocabulary import Duty, SourceKnownBy

ASSUMED_DAY = date(2020, 1, 1)
"""Where no date is known: most documents on lex Sarah so far are of the years in which the acts of that day held."""

NUMBER = r"(?:1[789]|20)\d\d:\d{1,4}"
"""Number of an act in Svensk författningssamling: year and running number."""

RULES = r"(?:SOSFS|HSLF-FS|SFS|IVOFS|AFS|KOVFS|BFS|MSBFS|SKOLFS)\s?(?:19|20)\d\d:\d{1,4}"
"""A numbered regulation with the letters of its collection."""

OTHER_ACT = r"[A-ZÅÄÖa-zåäö][a-zåäö-]{2,40}(?:lagen|balken|förordningen)s?(?![\w-])"
"""An act that the table does not know, by the form of its name; it counts only beside a place."""

SAME_ACT = re.compile(r"(?:samma|nämnda)\s(?:lag|balk|förordning|föreskrift(?:er)?)\b")
OLDER = re.compile(r"(?:(?:den|i)\s)?(?:gamla|äldre|tidigare|förra|dåvarande|då gällande|upphävda)\s$")
NEWER = re.compile(r"(?:den\s)?nya\s$")


@dataclass(frozen=True, slots=True)
class ActMatch:
    """An act named at ``[start, end)``.

    ``number`` is its number where the text gives it, ``statutes`` what its name may mean, ``same``: the one before.
    """

    start: int
    end: int
    number: str | None = None
    statutes: tuple[Statute, ...] = ()
    same: bool = False


@cache
def by_name() -> dict[str, tuple[Statute, ...]]:
    """Return the acts by lower-case name or abbreviation, an old act before the one that replaced it."""
    found: dict[str, tuple[Statute, ...]] = {}
    for one in statutes():
        for name in {one.name.lower(), one.short.lower()} - {""}:
            found[name] = (*found.get(name, ()), one)
    return found


@cache
def by_number() -> dict[str, Statute]:
    """Return the acts by number."""
    return {one.sfs: one for one in reversed(statutes())}


def _alternatives(names: set[str]) -> str:
    return "|".join(
        re.escape(name).replace(r"\ ", r"\s{1,2}") for name in sorted(names, key=lambda name: (-len(name), name))
    )


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of an act: right behind a place (where its letters may be small), and right before one."""
    long = {one.name for one in statutes()}
    short = {one.short for one in statutes() if one.short}
    written = short | {name.upper() for name in short}
    sized = {name[0].upper() + name[1:] for name in long} | {name.upper() for name in long} | long
    tail = rf"(?:\s{{0,2}}\((?:SFS\s?)?(?P<number>{NUMBER})\)|\s\((?P<also>{_alternatives(written)})\))?"
    name = rf"(?<![\w-])(?P<name>{_alternatives(sized | written)})(?![\w-]){tail}"
    loose = rf"(?P<name>{_alternatives(long | short)})s?(?![\w-]){tail}"
    numbered = rf"(?P<act>lagen|förordningen)\s{{1,2}}\((?:SFS\s?)?(?P<bare>{NUMBER})\)"
    regulation = (
        r"(?:Socialstyrelsens\s{1,2}föreskrifter(?:\s{1,2}och\s{1,2}allmänna\s{1,2}råd)?\s{1,2})?"
        rf"\(?(?P<rule>{RULES})(?!\d)"
    )
    only = rf"\((?:SFS\s?)?(?P<only>{NUMBER})\)"
    other = rf"(?P<other>{OTHER_ACT})(?:\s{{1,2}}\((?P<othernumber>{NUMBER})\))?"
    after = rf"{regulation}|{numbered}|{loose}|{only}|{other}"
    before = rf"(?:{name}|(?P<rule>{RULES}))[ ,:\u00a0]{{0,2}}$"
    return re.compile(after, re.IGNORECASE), re.compile(before)


LEAD = re.compile(
    r"\s{0,2}(?:(?:i|av|enligt)\s{1,2})?"
    r"(?P<age>(?:den\s)?(?:nya|gamla|äldre|tidigare|dåvarande|då gällande)\s{1,2})?\(?"
)
"""Between a place and the act behind it."""


def act_after(text: str, end: int) -> ActMatch | None:
    """Match the act that a place ending at ``end`` belongs to, if its name follows."""
    lead = LEAD.match(text, end)
    at = lead.end() if lead else end
    same = SAME_ACT.match(text, at)
    if same:
        return ActMatch(same.start(), same.end(), same=True)
    match = _patterns()[0].match(text, at)
    return _written(text, match, (lead["age"] or "") if lead else "") if match else None


def _written(text: str, match: re.Match[str], age: str) -> ActMatch:
    """Read an act behind a place; ``age`` is the word before it that says which of two ("nya")."""
    if match["rule"]:
        closed = text.startswith(")", match.end()) and "(" in match.group()
        return ActMatch(match.start(), match.end() + closed, rule_number(match["rule"]))
    if match["bare"]:
        return ActMatch(match.start(), _title_end(text, match.end(), match["bare"]), match["bare"])
    if match["only"]:
        return ActMatch(match.start("only"), match.end("only"), match["only"])
    if match["other"]:
        return ActMatch(match.start(), match.end(), match["othernumber"])
    return _named(match, age)


def act_before(text: str, start: int, floor: int) -> ActMatch | None:
    """Match the act whose name ends right before a place, not further back than ``floor``."""
    low = max(floor, start - LONGEST_NAME)
    match = _patterns()[1].search(text, low, start)
    if match is None:
        return None
    if match["rule"]:
        return ActMatch(match.start(), match.end("rule"), rule_number(match["rule"]))
    return _named(match, text[max(0, match.start() - 16) : match.start()])


LONGEST_NAME = 140
"""Code points of the longest name of an act in the table, its number and what stands between it and a place."""


def _named(match: re.Match[str], age: str) -> ActMatch:
    meant = by_name()[" ".join(match["name"].lower().split())]
    if len(meant) > 1 and not match["number"]:
        age = f"{age.strip()} ".lower()
        meant = meant[-1:] if NEWER.search(age) else meant[-2:-1] if OLDER.search(age) else meant
    end = match.end() if match["number"] or match["also"] else match.end("name")
    return ActMatch(match.start("name"), end, match["number"], meant)


def rule_number(written: str) -> str:
    """Return "SOSFS 2011:5"; an act of SFS has its bare number."""
    return re.sub(r"\s*((?:19|20)\d\d:)", r" \1", written.upper()).strip().removeprefix("SFS ")


def _title_end(text: str, end: int, number: str) -> int:
    """Offset after the rest of an act's title ("lagen (1990:52) med särskilda …"), if it stands there."""
    one = by_number().get(number)
    if one is None or not one.name.startswith("lagen "):
        return end
    words = r"\s{1,2}".join(map(re.escape, one.name.removeprefix("lagen ").split()))
    rest = re.compile(rf"\s{{1,2}}{words}(?!\w)").match(text, end)
    return rest.end() if rest else end


def resolved(
    act: ActMatch | None, provisions: Sequence[Provision], before: str | None, when: date | None
) -> LegalReference:
    """Say which act a citation means and which duties its places state.

    ``before`` is the number of the act that the text cited last, ``when`` the day of the document (None: unknown).
    """
    source, known_by = _source(act, provisions, before, when)
    duties = [row for one in provisions for row in _duties(source, one, when)]
    certain = known_by in {SourceKnownBy.NUMBER, SourceKnownBy.NAME, SourceKnownBy.PLACE}
    codes = tuple(dict.fromkeys(Duty(row.duty) for row in duties))
    return LegalReference(source, known_by, tuple(provisions), codes, certain and all(row.certain for row in duties))


def _source(
    act: ActMatch | None, provisions: Sequence[Provision], before: str | None, when: date | None
) -> tuple[str | None, SourceKnownBy | None]:
    if act is None:
        stating = {key[0] for one in provisions for key in duty_places() if key[1] == place_of(one) and _shaped(one)}
        if len(stating) == 1:
            return stating.pop(), SourceKnownBy.PLACE
        return before, SourceKnownBy.CONTEXT if before else None
    if act.same:
        return before, SourceKnownBy.CONTEXT if before else None
    if act.number:
        return act.number, SourceKnownBy.NUMBER
    if not act.statutes:
        return None, None
    return _choice(act.statutes, provisions, when)


def _shaped(one: Provision) -> bool:
    """Whether a place says enough to stand for itself: a section with its chapter or with a letter."""
    return one.section is not None and (one.chapter is not None or " " in one.section)


def _choice(
    meant: tuple[Statute, ...], provisions: Sequence[Provision], when: date | None
) -> tuple[str, SourceKnownBy]:
    """Choose among the acts of one name: by the chapter, by the duty that only one states there, by the day."""
    if len(meant) == 1:
        return meant[0].sfs, SourceKnownBy.NAME
    fitting = [one for one in meant if all(_has(one, place) for place in provisions)] or list(meant)
    if len(fitting) == 1:
        return fitting[0].sfs, SourceKnownBy.PLACE
    stating = [one for one in fitting if any((one.sfs, place_of(place)) in duty_places() for place in provisions)]
    if len(stating) == 1:
        return stating[0].sfs, SourceKnownBy.PLACE
    day = (when or ASSUMED_DAY).isoformat()
    held = next(one for one in (*fitting, fitting[-1]) if not one.until or one.until >= day or one is fitting[-1])
    return held.sfs, SourceKnownBy.DATE if when else SourceKnownBy.ASSUMED


def _has(act: Statute, place: Provision) -> bool:
    """Whether an act may have a place, by its chapters."""
    if place.chapter is None:
        return True
    last = act.last_chapter
    return act.chapters and (last is None or int(re.sub(r"\D", "", place.chapter)) <= last)


def place_of(one: Provision) -> str:
    """Return a place as the normal form has it: "14:3", "24 b §", "14 kap."."""
    if one.section is None:
        return f"{one.chapter} kap." if one.chapter else ""
    return f"{one.chapter}:{one.section}" if one.chapter else f"{one.section} §"


def _duties(source: str | None, place: Provision, when: date | None) -> tuple[DutyPlace, ...]:
    """Rows of duties.csv for a place: those of the day, else all."""
    rows = duty_places().get((source or "", place_of(place)), ())
    if when is None:
        return rows
    day = when.isoformat()
    return tuple(row for row in rows if row.since <= day and (not row.until or day <= row.until)) or rows
