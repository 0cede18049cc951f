"""Legal references: chapters and sections, the act beside them, and acts and regulations cited by number.

A citation is a place ("14 kap. 3–7 §§", "24 b §", "9 § 2", "26:1") joined to an act before or behind it; the act is
resolved by ``acts``. A place with a sign of its own (kap., a section with a letter) stands alone as well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from lexsarah.extract.acts import NUMBER, RULES, ActMatch, act_after, act_before, by_number, resolved, rule_number
from lexsarah.records import LegalReference, Provision, Span

SECTION = r"\d{1,3}(?:\s?[a-z](?![a-zåäö]))?"
JOINT = r"\s{0,2}(?:[-–,]|och|eller|samt|t\.o\.m\.)\s{0,2}"
CHAPTERS = r"\s{0,2}(?:[-–]|och|eller|samt)\s{0,2}"
RUN = rf"{SECTION}(?:{JOINT}{SECTION}|\s?[-–]\s?[a-z](?![a-zåäö])){{0,30}}"
CHAPTER = r"\d{1,2}(?:\s?[a-z])?"
ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "femte": 5}
PARAGRAPH = rf"(?:\s{{1,2}}(?P<st>{'|'.join(ORDINALS)}|\d)\s?(?:stycket|st\b\.?))?"

PLACE = re.compile(
    rf"(?<![\w.§])(?<!\d:)(?:(?P<chapters>{CHAPTER}(?:{CHAPTERS}{CHAPTER}){{0,5}})\s{{0,2}}kap\b\.?"
    rf"(?:\s{{0,2}}(?P<under>{RUN})\s?§§?)?|(?P<run>{RUN})\s{{0,2}}§§?){PARAGRAPH}"
    rf"|§§?[ ]?(?P<signed>{RUN})(?![\w.:])"
    rf"|(?<![\w.:])(?P<colon>\d{{1,2}}):(?P<section>[1-9]\d?(?:\s?[a-z](?![a-zåäö]))?(?:[-–]\d{{1,2}})?)(?![\d:])",
    re.IGNORECASE,
)
ITEM = re.compile(
    r"\s{1,2}(?:(?P<sign>p\b\.?|punkt(?:en)?)\s?)?(?P<item>\d{1,2})(?P<tail>\s?p\b\.?|\s?punkten)?"
    r"(?![\d:.])"
)
ALONE = re.compile(
    rf"(?<![\w-])(?P<rule>{RULES})(?!\d)|\((?:SFS\s?)?(?P<number>{NUMBER})(?:\)|,\s)|\bSFS\s?(?P<sfs>{NUMBER})"
)
"""A regulation or an act cited as a whole by its number."""
AND = re.compile(r"\s{0,2}(?:,|och|samt|eller|respektive|resp\.|/)\s{0,2}")
CITES = re.compile(r"§|\bkap\b|\d:\d", re.IGNORECASE)
"""A text without any of these cites no law."""
PART = re.compile(r"([-–]|t\.o\.m\.)?\s{0,2}(?:(?:,|och|eller|samt)\s{0,2})?((?:\d+)?\s?[a-z]?(?![a-zåäö]))")
MOST_SECTIONS = 60
"""Sections that a range is written out to; a longer one keeps its ends."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A legal reference where it stands, its normal form ("2001:453 14:3–7") and what it points at."""

    span: Span
    normal: str | None
    reference: LegalReference


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in an act as written: chapters, sections (written out), how it is shown, and the act beside it."""

    span: Span
    chapters: tuple[str, ...]
    sections: tuple[str, ...]
    run: str
    paragraph: int | None
    item: str | None
    act: ActMatch | None

    def provisions(self) -> tuple[Provision, ...]:
        if not self.sections:
            return tuple(Provision(chapter) for chapter in self.chapters)
        chapter = self.chapters[-1] if self.chapters else None
        return tuple(Provision(chapter, section, self.paragraph, self.item) for section in self.sections)

    def shown(self) -> str:
        chapter = "–".join(dict.fromkeys((self.chapters[0], self.chapters[-1]))) if self.chapters else ""
        if not self.run:
            return f"{chapter} kap." if chapter else ""
        return f"{self.chapters[-1]}:{self.run}" if chapter else f"{self.run} §"


@lru_cache(maxsize=4)
def citations(text: str, when: date | None = None) -> tuple[Citation, ...]:
    """Find the legal references of a text, in order, without overlap.

    ``when`` is the day of the document: it tells the old act from the new where only the common name is said.
    """
    if not CITES.search(text):
        return ()
    places = _joined(text, list(_places(text)))
    found: list[Citation] = []
    before: str | None = None
    for place in _with_numbers(text, places):
        reference = resolved(place.act, place.provisions(), before, when)
        before = reference.source or before
        normal = " ".join(part for part in (reference.source, place.shown()) if part) or None
        found.append(Citation(place.span, normal, reference))
    return tuple(found)


def _places(text: str) -> Iterator[_Place]:
    """Yield the places with the act beside them; a bare number counts only beside an act."""
    end = 0
    for match in PLACE.finditer(text):
        if match.start() < end:
            continue
        place = _place(text, match, end)
        if place is not None:
            end = place.span.end
            yield place


def _place(text: str, match: re.Match[str], floor: int) -> _Place | None:
    end, item = match.end(), None
    signed = match["signed"] or match["colon"]
    act = act_after(text, end)
    if act is None and not signed and (listed := ITEM.match(text, end)):
        act = act_after(text, listed.end())
        if act or listed["sign"] or listed["tail"]:
            end, item = listed.end(), listed["item"]
    leading = act_before(text, match.start(), floor) if act is None else None
    if act is None and leading is None and (signed or not _stands_alone(match)):
        return None
    start, end = (leading.start if leading else match.start()), (act.end if act else end)
    act = act or leading
    run = match["under"] or match["run"] or match["signed"] or match["section"] or ""
    chapters = expanded(match["colon"] or match["chapters"] or "")
    paragraph = match["st"] and (ORDINALS.get(match["st"].lower()) or int(match["st"]))
    return _Place(Span(start, end), chapters, expanded(run), _tidy(run), paragraph or None, item, act)


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether a place without an act is one: it has a chapter, or a section with a letter ("24 b §")."""
    return bool(match["chapters"] or re.fullmatch(r"\d+\s?[a-z](?:\s?[-–]\s?(?:\d+\s?)?[a-z])?", match["run"] or ""))


def _tidy(run: str) -> str:
    """Return sections as the normal form has them: "24 b–24 f", "23 e, 24 a", "3 och 7"."""
    run = re.sub(r"\s?([-–])\s?", "–", " ".join(run.split()))
    return re.sub(r"(?<=\d)(?=[a-z](?![a-zåäö]))", " ", run)


def expanded(run: str) -> tuple[str, ...]:
    """Write out sections or chapters: "3–7" is 3 to 7, "24 b–f" is 24 b to 24 f; other ranges keep their ends."""
    parts = PART.findall(_tidy(run))
    found: list[str] = []
    for dash, written in parts:
        part = " ".join(written.split())
        if not part or (not part[0].isdigit() and not found):
            continue
        if not part[0].isdigit():
            part = f"{found[-1].split()[0]} {part}"
        found += _between(found[-1], part) if dash and found else []
        found.append(part)
    return tuple(dict.fromkeys(found))


def _between(first: str, last: str) -> list[str]:
    low, _, since = first.partition(" ")
    high, _, until = last.partition(" ")
    if low == high and since and until:
        return [f"{low} {chr(code)}" for code in range(ord(since) + 1, ord(until))]
    if int(high) - int(low) > MOST_SECTIONS:
        return []
    return [str(number) for number in range(int(low) + 1, int(high))]


def _joined(text: str, places: list[_Place]) -> list[_Place]:
    """Give places joined by "och" the act and the chapter that they share: "14 kap. 3 § och 6 § SoL"."""
    for at in range(len(places) - 2, -1, -1):
        one, other = places[at], places[at + 1]
        if one.act is None and other.act and _beside(text, one, other) and _alike(one, other):
            places[at] = replace(one, act=other.act)
    for at in range(1, len(places)):
        one, other = places[at], places[at - 1]
        if other.chapters and not one.chapters and one.sections and _beside(text, other, one) and _in_chapters(one):
            places[at] = replace(one, chapters=other.chapters)
    return places


def _beside(text: str, one: _Place, other: _Place) -> bool:
    return bool(AND.fullmatch(text, one.span.end, other.span.start)) if one.span.end <= other.span.start else False


def _alike(one: _Place, other: _Place) -> bool:
    """Whether both name a chapter or neither, or the second leaves out a chapter that its act must have."""
    return bool(one.chapters) == bool(other.chapters) or (bool(one.chapters) and _in_chapters(other))


def _in_chapters(place: _Place) -> bool:
    """Whether the act of a place has its sections in chapters."""
    if place.act is None or place.act.number:
        known = by_number().get(place.act.number or "") if place.act else None
        return known.chapters if known else False
    return bool(place.act.statutes) and place.act.statutes[-1].chapters


def _with_numbers(text: str, places: list[_Place]) -> Iterator[_Place]:
    """Yield places, and between them the acts and regulations cited as a whole, in order of the text."""
    at = 0
    for match in ALONE.finditer(text):
        group = next(name for name in ("rule", "number", "sfs") if match[name])
        start, end = match.span(group if group == "number" else 0)
        while at < len(places) and places[at].span.end <= start:
            yield places[at]
            at += 1
        if at < len(places) and places[at].span.start < end:
            continue
        yield _Place(Span(start, end), (), (), "", None, None, ActMatch(start, end, rule_number(match[group])))
    yield from places[at:]
