"""A date where it stands in a document, before and after it has its value."""

from dataclasses import dataclass, replace

from lexsarah.extract.dates.meaning import Point
from lexsarah.extract.dates.resolve import When
from lexsarah.extract.dates.roles import Section
from lexsarah.records import Block, Span
from lexsarah.vocabulary import DateRole


@dataclass(frozen=True, slots=True)
class Mention:
    """An expression where it stands, before it is resolved.

    ``labelled``: a label of a form gives the role; ``sure``: a label or words beside it do, not the tense alone.
    ``label`` are the words that lead up to it on its line, "" where it stands in running text; ``section`` and
    ``paper`` tell what its heading opens and what kind of paper it is in (``placing``).
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
    label: str
    section: Section
    paper: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A mention with its value; ``anchor`` quotes what gave the year, ``confidence`` is the probability of its role."""

    mention: Mention
    when: When
    anchor: str | None
    confidence: float | None = None

    def as_role(self, role: DateRole, confidence: float | None = None) -> "Dated":
        """Return the same date in another role."""
        return replace(self, mention=replace(self.mention, role=role), confidence=confidence)
