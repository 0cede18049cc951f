"""The order of the labels in every matrix of the model."""

from lexsarah.vocabulary import THREATS, EventType, MisconductType

EVENT_LABELS: tuple[EventType, ...] = tuple(EventType)
THREAT_LABELS: tuple[MisconductType, ...] = tuple(one for one in MisconductType if one in THREATS)

Label = EventType | MisconductType
"""An event type, or one of the three threats."""

LABELS: tuple[Label, ...] = (*EVENT_LABELS, *THREAT_LABELS)
