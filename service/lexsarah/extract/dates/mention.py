"""A date where it stands in a document, before and after it has its value."""

from dataclasses import dataclass, replace

from lexsarah.extract.dates.meaning import Point
from lexsarah.extract.dates.resolve import When
from lexsarah.records import Block, Span
from lexsarah.vocabulary import DateRole


@dataclass(frozen=True, slots=True)
class Mention:
    """An expression where it stands, before it is resolved.

    ``labelled``: a label of a form gives the role; ``sure``: a label or words beside it do, not the tense alone.
    """

    span: Span
    means: Point
    block: Block
    sentence: Span
    role: DateRole | None
    labelled: bool
    sure: bool
    signature: bool
    header: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """A mention with its value; ``anchor`` quotes what gave the year."""

    mention: Mention
    when: When
    anchor: str | None

    def as_role(self, role: DateRole) -> "Dated":
        """Return the same date in another role."""
        return replace(self, mention=replace(self.mention, role=role))
