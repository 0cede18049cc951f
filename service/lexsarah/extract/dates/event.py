"""Which incident dates are of the event that a paper is about, and not of what came before, after or elsewhere.

A form says in its own field when the event was; running text says it with words of an event ("föll", "uteblev"), or
only with a past tense, which counts where nothing better stands. Rough dates far from the event are background.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from lexsarah.extract.dates.learned import role_model
from lexsarah.extract.dates.meaning import Between, Day, Later, SinceThen
from lexsarah.extract.dates.mention import Dated
from lexsarah.extract.dates.traits import traits_of
from lexsarah.records import ParsedDocument, Span
from lexsarah.vocabulary import DateRole, Genre

Days = tuple[date, date]
"""First and last day."""

BESIDE = timedelta(days=31)
"""How far a rough date ("i maj") may lie from the days of the event and still be of it."""

FINE = timedelta(days=11)
"""A value that covers no more tells the day, or the part of a month, of an event."""

NUMBER = r"(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|[2-9]|1\d)"
SEVERAL = re.compile(
    rf"\b(?:redovisa\w*|sammanst[äa]ll\w*|omfattar|gäller|avslutat\w*)\b[^.\n]{{0,60}}?\b{NUMBER} (?:olika |skilda )?"
    r"(?:lex sarah-?\s?)?(?:händelser|ärenden|rapporter|utredningar|fall|anmälningar)\b"
    rf"|\b{NUMBER} (?:lex sarah-?\s?)?(?:utredningar|ärenden|rapporter|anmälningar)\b[^.\n]{{0,40}}"
    r"(?:har avslutats|är avslutade|redovisas|är klara)"
    r"|\b(?:båda fallen|det (?:första|andra|ena) fallet"
    r"|den (?:andra|ena) (?:\w+ )?(?:händelsen|stölden|utredningen))\b",
    re.IGNORECASE,
)
"""Says that a paper holds several cases."""
NUMBERED = re.compile(
    r"^\W*(?:händelse|ärende|rapport|fall|utredning) (?P<first>\d|[A-D])\b|^\W*(?P<second>\d)[.)] [^\n]{3,60}\n+"
    r"(?:anmäld|bedömning)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""Opens one of several cases; "Ärende 4" alone is an item of an agenda."""


def with_roles(document: ParsedDocument, dated: Sequence[Dated], within: Span, genre: Genre | None) -> Iterator[Dated]:
    """Give every date its final role as learned, the same words with one value the same.

    The model was taught on whole papers of a known ``genre``; where that is not known, the rules have the word.
    """
    if genre is None:
        yield from settled(document, dated, within)
        return
    ruled = [one.mention.role or DateRole.OTHER for one in settled(document, dated, within)]
    keys = [(wording(document.slice(one.mention.span)), one.when.edtf) for one in dated]
    told = role_model().told(keys, traits_of(document, dated, ruled, genre))
    for key, one in zip(keys, dated, strict=True):
        yield one.as_role(*told[key])


def settled(document: ParsedDocument, dated: Sequence[Dated], within: Span) -> Iterator[Dated]:
    """Give every date the role that the rules settle on: *incident* only to what dates the event."""
    known = list(_alike(document, dated))
    incidents = [one for one in known if one.mention.role is DateRole.INCIDENT]
    if tells_of_several(document, within):
        kept = [one for one in incidents if one.mention.sure or _goes_on(one)] or incidents
    elif any(one.mention.labelled for one in incidents):
        kept = _of_a_form(incidents)
    else:
        kept = _of_a_story(incidents)
    told = {(wording(document.slice(one.mention.span)), one.when.edtf) for one in kept}
    for one in known:
        left_out = (
            one.mention.role is DateRole.INCIDENT
            and (wording(document.slice(one.mention.span)), one.when.edtf) not in told
        )
        yield one.as_role(DateRole.OTHER) if left_out else one


def tells_of_several(document: ParsedDocument, within: Span) -> bool:
    """Whether a stretch tells of several unrelated cases, so that no one period covers them."""
    text = document.text
    numbered = {match["first"] or match["second"] for match in NUMBERED.finditer(text, within.start, within.end)}
    return (len(numbered) > 1 and bool(numbered & {"1", "A", "a"})) or SEVERAL.search(
        text, within.start, within.end
    ) is not None


def wording(quote: str) -> str:
    """Words of an expression as they are compared: small letters, no marks."""
    return " ".join(re.findall(r"\w+", quote.lower()))


def _alike(document: ParsedDocument, dated: Sequence[Dated]) -> Iterator[Dated]:
    """Give the same words the same role where one of their places tells it, and the start of the event its role."""
    told: dict[tuple[str, str], DateRole] = {}
    wholes = {one.when.edtf for one in dated if one.mention.labelled and one.mention.role is DateRole.INCIDENT}
    starts = {edtf.partition("/")[0] for edtf in wholes if "/" in edtf}
    for one in dated:
        if one.mention.sure and one.mention.role not in {None, DateRole.OTHER}:
            role = one.mention.role or DateRole.OTHER
            told.setdefault((wording(document.slice(one.mention.span)), one.when.edtf), role)
    for one in dated:
        role = one.mention.role or DateRole.OTHER
        if one.when.edtf in starts or (role is DateRole.OTHER and one.when.edtf in wholes):
            role = DateRole.INCIDENT
        elif role is DateRole.OTHER:
            role = told.get((wording(document.slice(one.mention.span)), one.when.edtf), role)
        yield one.as_role(role)


def _of_a_form(incidents: Sequence[Dated]) -> list[Dated]:
    """Incident dates of a paper whose own field gives the event: those, and what lies within them."""
    own = [one for one in incidents if one.mention.labelled]
    values = {one.when.edtf for one in own}
    starts = {edtf.partition("/")[0] for edtf in values}
    hull = _hull(own)

    def holds(one: Dated) -> bool:
        if one.mention.labelled or one.when.edtf.removesuffix("/..") in values | starts:
            return True
        inside = hull is None or (one.when.first is not None and hull[0] <= one.when.first <= hull[1])
        return one.mention.sure and inside and not one.when.edtf.endswith("/..")

    return [one for one in incidents if holds(one)]


def _of_a_story(incidents: Sequence[Dated]) -> list[Dated]:
    """Incident dates of running text: what words of an event tell; failing that, what the past tense tells."""
    sure = [one for one in incidents if one.mention.sure]
    if not sure:
        return _near_the_days(incidents)
    kept = _near_the_days(sure)
    fine = [one for one in kept if _is_fine(one)]
    hull = _hull(fine)
    values = {edtf for one in kept for edtf in (one.when.edtf, *one.when.ends()[:1])}
    rest = [one for one in incidents if not one.mention.sure]
    same = [one for one in rest if one.when.edtf in values or _goes_on(one) or (hull and _covers(one, hull))]
    loose = [one for one in kept if not isinstance(one.mention.means, Between | Day)]
    spread = {(one.when.first, one.when.last): one for one in loose}.values()
    finer = (one for one in rest if _is_fine(one) and any(_covers(other, _days(one)) for other in spread))
    return [*kept, *same, *islice(finer, 1)]


def _near_the_days(incidents: Sequence[Dated]) -> list[Dated]:
    """Leave out rough dates that lie far from the days that others give."""
    hull = _hull([one for one in incidents if _is_fine(one)])
    if hull is None:
        return list(incidents)
    near = hull[0] - BESIDE, hull[1] + BESIDE
    return [one for one in incidents if _is_fine(one) or not _known(one) or _meets(one, near)]


def _goes_on(one: Dated) -> bool:
    """Whether a date hangs on what the story has come to, or its year is not known."""
    return isinstance(one.mention.means, Later | SinceThen) or not _known(one)


def _known(one: Dated) -> bool:
    return one.when.first is not None


def _is_fine(one: Dated) -> bool:
    """Whether the value tells the day or the part of the month."""
    first, last = one.when.first, one.when.last
    return first is not None and last is not None and (last - first <= FINE or "/" in one.when.edtf)


def _covers(one: Dated, days: Days | None) -> bool:
    first, last = one.when.first, one.when.last
    return days is not None and first is not None and last is not None and first <= days[0] and days[1] <= last


def _days(one: Dated) -> Days | None:
    return (one.when.first, one.when.last) if one.when.first is not None and one.when.last is not None else None


def _meets(one: Dated, days: Days) -> bool:
    first, last = one.when.first, one.when.last
    return first is not None and first <= days[1] and (last is None or last >= days[0])


def _hull(dated: Sequence[Dated]) -> Days | None:
    firsts = [one.when.first for one in dated if one.when.first]
    lasts = [one.when.last for one in dated if one.when.last]
    return (min(firsts), max(lasts)) if firsts and lasts else None
