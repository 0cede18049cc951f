"""What the dates of a case say that cannot all be true: reported before it happened, closed before it was begun.

Nothing of this is stored: it follows from the facts, and goes when a person corrects one of them. Only what no reading
of the values allows is told: every date of the one role lies before any of the other begins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lexsarah.edtf import bounds
from lexsarah.records import DateValue, Fact, ParsedDocument, Report
from lexsarah.vocabulary import DateRole, Genre


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two dates out of order: ``late`` is said to come before ``early``, and cannot. ``code`` is a key of ``SAID``."""

    code: str
    early: Fact
    late: Fact

    @property
    def message(self) -> str:
        """What a person is told, in Swedish, with the words of both dates."""
        early, late = (" ".join(fact.evidence[0].quote.split()) for fact in (self.early, self.late))
        return SAID[self.code].format(early=early, late=late)


ORDER: tuple[tuple[str, DateRole, DateRole], ...] = (
    ("reported_before_incident", DateRole.INCIDENT, DateRole.REPORTED),
    ("closed_before_started", DateRole.INVESTIGATION_STARTED, DateRole.INVESTIGATION_CLOSED),
    ("closed_before_reported", DateRole.REPORTED, DateRole.INVESTIGATION_CLOSED),
    ("closed_before_incident", DateRole.INCIDENT, DateRole.INVESTIGATION_CLOSED),
    ("decided_before_reported", DateRole.REPORTED, DateRole.DECIDED),
    ("decided_before_incident", DateRole.INCIDENT, DateRole.DECIDED),
    ("notified_before_decided", DateRole.DECIDED, DateRole.REPORTED_TO_IVO),
    ("notified_before_incident", DateRole.INCIDENT, DateRole.REPORTED_TO_IVO),
)
"""Code, what comes first, and what cannot come before it (the order of SOSFS 2011:5: report, investigation, decision,
notification). An investigation may begin before a written report."""

DONE = (
    DateRole.INCIDENT,
    DateRole.REPORTED,
    DateRole.INVESTIGATION_STARTED,
    DateRole.INVESTIGATION_CLOSED,
    DateRole.DECIDED,
    DateRole.REPORTED_TO_IVO,
)
"""Roles of what was done already when its paper was published."""

SAID = {
    "reported_before_incident": "Rapporten ({late}) är daterad före händelsen ({early}).",
    "notified_before_incident": "Anmälan till IVO ({late}) är daterad före händelsen ({early}).",
    "closed_before_incident": "Utredningen avslutas ({late}) före händelsen ({early}).",
    "decided_before_incident": "Beslutet ({late}) är daterat före händelsen ({early}).",
    "closed_before_reported": "Utredningen avslutas ({late}) före rapporten ({early}).",
    "decided_before_reported": "Beslutet ({late}) är daterat före rapporten ({early}).",
    "closed_before_started": "Utredningen avslutas ({late}) innan den inleds ({early}).",
    "notified_before_decided": "Anmälan till IVO ({late}) är daterad före beslutet att anmäla ({early}).",
    "after_publication": "Ett datum ({early}) ligger efter den dag då dokumentet publicerades ({late}).",
}

TO_NOTIFY = re.compile(r"\batt (?:\w+ ){0,4}anmäla\b|\bbeslut\w* om (?:lex sarah-)?anmälan\b", re.IGNORECASE)
"""Beside the date of a decision that is one to notify."""

BESIDE = 120
"""Code points before and after a date in which it is said what was decided."""

SHAKY = 0.5
"""Probability of its role below which a date is not held against others."""

Dated = tuple[Fact, date | None, date | None]
"""A date with its first and last day (None: open)."""


def contradictions(document: ParsedDocument, report: Report) -> tuple[Contradiction, ...]:
    """Find the dates of a case that cannot all be true, at most one pair for each code."""
    by_role: dict[DateRole, list[Dated]] = {}
    for fact in report.values("date"):
        if isinstance(fact.value, DateValue) and fact.evidence and (fact.confidence is None or fact.confidence > SHAKY):
            vague = not set(fact.value.edtf).isdisjoint("~?%")
            by_role.setdefault(fact.value.role, []).append(
                (fact, *((None, None) if vague else bounds(fact.value.edtf)))
            )
    authority = report.value("genre") == Genre.IVO_DECISION.value
    return (*_out_of_order(document, by_role, authority=authority), *_after_publication(by_role))


def _out_of_order(
    document: ParsedDocument, by_role: dict[DateRole, list[Dated]], *, authority: bool
) -> Iterator[Contradiction]:
    """Yield what lies before what must come first, a date once; ``authority``: who notified did not decide."""
    told: list[Fact] = []
    for code, earlier, later in ORDER:
        firsts, lasts = by_role.get(earlier, []), by_role.get(later, [])
        if code == "notified_before_decided":
            firsts = [] if authority else [one for one in firsts if _is_to_notify(document, one[0])]
        # A value that is open or approximate, or whose year is not known, may lie anywhere.
        starts = [(start, fact) for fact, start, _ in firsts if start is not None]
        ends = [(end, fact) for fact, _, end in lasts if end is not None]
        if not starts or len(starts) < len(firsts) or len(ends) < len(lasts) or not ends:
            continue
        (start, early), (end, late) = min(starts, key=_day), max(ends, key=_day)
        if end < start and late not in told:
            told.append(late)
            yield Contradiction(code, early, late)


def _after_publication(by_role: dict[DateRole, list[Dated]]) -> Iterator[Contradiction]:
    """Yield the first date of what was done that begins after the last date of publication.

    Only where the words give the year: another one was chosen by the publication.
    """
    out = [(end, fact) for fact, _, end in by_role.get(DateRole.PUBLISHED, []) if end is not None]
    if not out:
        return
    last, published = max(out, key=_day)
    begun = [(start, fact) for role in DONE for fact, start, _ in by_role.get(role, []) if start is not None]
    late = [(start, fact) for start, fact in begun if start > last and _says_its_year(fact)]
    if late:
        yield Contradiction("after_publication", min(late, key=_day)[1], published)


def _day(one: tuple[date, Fact]) -> date:
    return one[0]


def _says_its_year(fact: Fact) -> bool:
    return isinstance(fact.value, DateValue) and fact.value.anchor is None


def _is_to_notify(document: ParsedDocument, fact: Fact) -> bool:
    span = fact.evidence[0].span
    return TO_NOTIFY.search(document.text, max(0, span.start - BESIDE), span.end + BESIDE) is not None
