"""The heads of the models and the order of their labels."""

from lexsarah.vocabulary import EventType, MisconductType

EVENT_LABELS: tuple[EventType, ...] = tuple(EventType)
TYPE_LABELS: tuple[MisconductType, ...] = tuple(MisconductType)

TYPE_HEADS: dict[str, tuple[str, ...]] = {
    "event_types": EVENT_LABELS,
    "misconduct_types": TYPE_LABELS,
    "primary_type": TYPE_LABELS,
}
"""What models/types judges: any number of event types, any number of types, and the one that is the primary."""
