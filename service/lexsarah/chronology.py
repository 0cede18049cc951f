"""What the dates of a case say that cannot all be true: reported before it happened, closed before it was begun.

Nothing of this is stored: it follows from the facts, and goes when a person corrects one of them. Only what no reading
of the values allows is told: every date of the one role must end before any of the other begins.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lexsarah.edtf import bounds
from lexsarah.records import DateValue, Fact, ParsedDocument, Report
from lexsarah.vocabulary import DateRole


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two dates out of order: ``second`` cannot lie before ``first``, and does. ``code`` is a key of ``SAID``."""

    code: str
    first: Fact
    second: Fact


ORDER: tuple[tuple[str, DateRole, DateRole], ...] = (
    ("reported_before_incident", DateRole.INCIDENT, DateRole.REPORTED),
    ("decided_before_reported", DateRole.REPORTED, DateRole.DECIDED),
    ("closed_before_started", DateRole.INVESTIGATION_STARTED, DateRole.INVESTIGATION_CLOSED),
    ("started_before_reported", DateRole.REPORTED, DateRole.INVESTIGATION_STARTED),
    ("notified_before_incident", DateRole.INCIDENT, DateRole.REPORTED_TO_IVO),
    ("notified_before_decided", DateRole.DECIDED, DateRole.REPORTED_TO_IVO),
)
"""Code, what comes first, what cannot come before it (SOSFS 2011:5: report, investigation, decision, notification)."""

PAST = (
    DateRole.INCIDENT,
    DateRole.REPORTED,
    DateRole.INVESTIGATION_STARTED,
    DateRole.INVESTIGATION_CLOSED,
    DateRole.DECIDED,
    DateRole.REPORTED_TO_IVO,
)
"""Roles of what was done already when a paper was published."""

SAID = {
    "reported_before_incident": "Rapporten ({second}) är daterad före händelsen ({first}).",
    "decided_before_reported": "Beslutet ({second}) är daterat före rapporten ({first}).",
    "closed_before_started": "Utredningen avslutas ({second}) innan den inleds ({first}).",
    "started_before_reported": "Utredningen inleds ({second}) före rapporten ({first}).",
    "notified_before_incident": "Anmälan till IVO ({second}) är daterad före händelsen ({first}).",
    "notified_before_decided": "Anmälan till IVO ({second}) är daterad före beslutet om den ({first}).",
    "after_publication": "Ett datum ({first}) ligger efter det att dokumentet publicerades ({second}).",
}
"""What a person is told, by code; the words of the two dates are put in."""

TO_NOTIFY = re.compile(r"\b(?:anmäl\w*|notifi\w*)\b", re.IGNORECASE)
"""In the sentence of a decision that is one to notify."""

BEFORE = 120
AFTER = 120
"""Code points before and after a date of a decision in which it is said what was decided."""

Days = tuple[date, date]


def contradictions(document: ParsedDocument, report: Report) -> tuple[Contradiction, ...]:
    """Find the dates of a case that cannot all be true, at most one pair for each code, in the order of ``SAID``."""
    dated = [
        (fact, fact.value, days)
        for fact in report.values_of("date")
        if isinstance(fact.value, DateValue) and (days := _days(fact.value.edtf)) is not None
    ]
    by_role: dict[DateRole, list[tuple[Fact, Days]]] = {}
    for fact, value, days in dated:
        if value.role is DateRole.DECIDED and not fact.evidence:
            continue
        by_role.setdefault(value.role, []).append((fact, days))
    return (*_out_of_order(document, by_role), *_after_publication(document, by_role))
