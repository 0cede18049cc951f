"""From what happened to the option of the form that holds it: reference/event_types.csv, many to one."""

from functools import cache

from lexsarah.reference import rows
from lexsarah.vocabulary import EventType, MisconductType


@cache
def types_of_events() -> dict[EventType, MisconductType]:
    """Return the one type of every event type."""
    return {EventType(row["event_type"]): MisconductType(row["misconduct_type"]) for row in rows("event_types.csv")}
