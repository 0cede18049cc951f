"""Dates of a case that cannot all be right: something is dated before what must have come first.

What is compared must follow from what the dates are (an event is reported after it happened), not from good practice:
a decision may be made while the investigation goes on, and a notification may be sent before the decision.
"""

from collections.abc import Iterable
from datetime import date

from lexsarah.edtf import bounds
from lexsarah.records import DateValue, Fact
from lexsarah.vocabulary import DateRole

FOLLOWS: tuple[tuple[DateRole, DateRole], ...] = (
    (DateRole.INCIDENT, DateRole.REPORTED),
    (DateRole.INCIDENT, DateRole.INVESTIGATION_CLOSED),
    (DateRole.INCIDENT, DateRole.DECIDED),
    (DateRole.INCIDENT, DateRole.REPORTED_TO_IVO),
    (DateRole.REPORTED, DateRole.INVESTIGATION_CLOSED),
    (DateRole.REPORTED, DateRole.DECIDED),
    (DateRole.INVESTIGATION_STARTED, DateRole.INVESTIGATION_CLOSED),
    (DateRole.INVESTIGATION_STARTED, DateRole.DECIDED),
)
"""Of each pair the first comes first, or on the same day."""


def out_of_order(dates: Iterable[Fact]) -> tuple[tuple[Fact, Fact], ...]:
    """Return pairs of dates of which the second lies before the first though it must follow it.

    Of several dates of a role the earliest is what something follows and the latest what follows; values that are
    approximate, open or not known are left out.
    """
    known = list(dates)
    found = []
    for first, second in FOLLOWS:
        before = [(start, fact) for fact, start, _ in _of(known, first)]
        after = [(end, fact) for fact, _, end in _of(known, second)]
        if before and after:
            starts, earliest = min(before, key=lambda one: one[0])
            ends, latest = max(after, key=lambda one: one[0])
            if ends < starts:
                found.append((earliest, latest))
    return tuple(found)


def _of(dates: Iterable[Fact], role: DateRole) -> list[tuple[Fact, date, date]]:
    found = []
    for fact in dates:
        value = fact.value
        if isinstance(value, DateValue) and value.role is role and not set(value.edtf) & set("~?%"):
            start, end = bounds(value.edtf)
            if start is not None and end is not None:
                found.append((fact, start, end))
    return found
