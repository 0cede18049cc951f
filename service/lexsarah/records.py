"""What flows between the stages.

All offsets are 0-based, half-open Unicode code points into the one NFC-normalised text of a ``ParsedDocument``.
Everything is frozen; a later stage adds records and never changes an earlier one.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from lexsarah.vocabulary import (
    Absence,
    DateRole,
    Duty,
    IdentifierKind,
    NumberStatus,
    OrganisationKind,
    PersonKind,
    SectionRole,
    SourceKnownBy,
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range ``[start, end)`` of code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> "Span":
        """Return the same range, ``by`` code points further on."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The bytes as they came in.

    ``sha256`` is 64 lower-case hex digits; ``media_type`` was found from the content, never from the name; ``name`` is
    what the sender called it; ``origin`` is the path or address it came from, or "upload".
    """

    sha256: str
    media_type: str
    name: str
    origin: str
    content: bytes = field(repr=False)


class BlockKind(StrEnum):
    """What a block of the text is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    FIELD = "field"
    """A label and its value, from a form."""
    TABLE = "table"
    CHECKBOX = "checkbox"
    LAW_BOX = "law_box"
    """A fact box about the law: never about the case."""
    CONTACT = "contact"
    """A contact block: names and numbers hold, but nothing about the case."""
    BOILERPLATE = "boilerplate"
    """Menus, cookie texts, other news, running headers and footers: not about the case."""
    OTHER_MATTER = "other_matter"
    """Another case or item of the same document; only in the view that one case has of it (``focused``)."""


NOT_ABOUT_THE_CASE = frozenset({BlockKind.LAW_BOX, BlockKind.CONTACT, BlockKind.BOILERPLATE, BlockKind.OTHER_MATTER})
"""Blocks that never give decision, law, notification, type, cause, consequence or measure (record.md)."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text; blocks are in order and do not overlap.

    ``label`` and ``value`` are set for ``FIELD`` (value may be an empty span: the field was left empty). ``checked`` is
    set for ``CHECKBOX``: None is *unsure*, where the source lost the mark or it cannot be told. ``section`` is the text
    of the heading it stands under, ``role`` what that heading announces (None: no heading says). Where a model told the
    role from the words, ``role_chance`` is how probable it is.
    """

    kind: BlockKind
    span: Span
    section: str | None = None
    label: Span | None = None
    value: Span | None = None
    checked: bool | None = None
    role: SectionRole | None = None
    role_chance: float | None = None

    @property
    def announced(self) -> SectionRole | None:
        """The role that a heading or the kind of the block announces; None where a model told it, or nothing does."""
        return self.role if self.role_chance is None else None


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in PDF points (1/72 inch), origin at the top left."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the text and the box that it was read from; runs are in order and do not overlap."""

    span: Span
    page: int
    box: Box | None


class TextSource(StrEnum):
    """Where the words of a page come from."""

    LAYER = "text_layer"
    """Written in the file."""
    OCR = "ocr"
    """Read from the picture of the page."""
    NONE = "none"
    """Nowhere: the page has a picture and no words that can be used."""


class Grade(StrEnum):
    """How well a page could be read."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


GOOD_FROM, FAIR_FROM = 0.85, 0.75
"""Mean word confidence of Tesseract from which a page is good or fair. On 39 pages made worse by steps, 6 words of 100
and fewer were wrong at the first, 18 at the second, and 30 to 50 where it was 0.5 to 0.65 (tried once by hand)."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a document, and how well its words could be read.

    ``start`` is the offset in the text where it begins. ``confidence`` is the mean word confidence of OCR in [0, 1],
    ``dpi`` the resolution of the picture that was read, ``rotation`` the degrees clockwise (0, 90, 180, 270) and
    ``skew`` the degrees (counter-clockwise positive) that it was turned by before; all None or 0 for a text layer.
    ``agreement`` is the share of the text layer's words that OCR found too, where a page was sampled.
    """

    start: int
    source: TextSource = TextSource.LAYER
    confidence: float | None = None
    dpi: int | None = None
    rotation: int = 0
    skew: float = 0.0
    agreement: float | None = None

    @property
    def grade(self) -> Grade | None:
        """Grade of a page read by OCR; None for a text layer."""
        if self.source is TextSource.LAYER:
            return None
        if self.confidence is None or self.confidence < FAIR_FROM:
            return Grade.POOR
        return Grade.GOOD if self.confidence >= GOOD_FROM else Grade.FAIR


@dataclass(frozen=True, slots=True)
class TextMap:
    """The way back from the text to the page. Empty for formats without pages; ``pages[i]`` is page ``i + 1``."""

    pages: tuple[Page, ...] = ()
    runs: tuple[Run, ...] = ()

    def page(self, offset: int) -> int | None:
        """Page (1-based) of an offset, or None where there are no pages."""
        return max(1, bisect_right(self.pages, offset, key=lambda page: page.start)) if self.pages else None

    def boxes(self, span: Span) -> Iterator[Run]:
        """Yield the runs that a span touches, in order."""
        first = bisect_right(self.runs, span.start, key=lambda run: run.span.end)
        for run in self.runs[first:]:
            if run.span.start >= span.end:
                return
            if run.span.overlaps(span):
                yield run

    def crop(self, span: Span) -> tuple[int, Box] | None:
        """Page (1-based) and the smallest rectangle around a span on its first page, None where it has no place."""
        runs = [run for run in self.boxes(span) if run.box is not None]
        boxes = [run.box for run in runs if run.box is not None and run.page == runs[0].page]
        if not boxes:
            return None
        around = Box(
            min(box.x0 for box in boxes),
            min(box.top for box in boxes),
            max(box.x1 for box in boxes),
            max(box.bottom for box in boxes),
        )
        return runs[0].page, around


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that went less than well, as data. ``page`` is 1-based; no document text in ``message``."""

    stage: str
    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Producer:
    """Who made a value: a rule set, a model or a person."""

    kind: Literal["rule", "model", "human"]
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that support a value. Made only by ``ParsedDocument.evidence``: the quote equals the slice.

    ``ocr``: some of the words were read from a picture and may be wrong.
    """

    span: Span
    quote: str
    page: int | None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """One text with its blocks and the way back to the page.

    ``title`` and ``published`` come from the markup where it has them (HTML, PDF and DOCX properties are not trusted
    for dates); ``synthetic`` is set when the file says that it is an invented example.
    """

    text: str
    blocks: tuple[Block, ...]
    textmap: TextMap
    parser: Producer
    title: str | None = None
    published: date | None = None
    url: str | None = None
    synthetic: bool = False
    issues: tuple[Issue, ...] = ()

    def evidence(self, span: Span) -> Evidence:
        """Quote a span of the text.

        Raises
        ------
        ValueError
            If the span reaches past the text or is empty.
        """
        if span.end > len(self.text) or not len(span):
            raise ValueError(f"no evidence at {span}")
        return Evidence(span, self.slice(span), self.textmap.page(span.start), self.read_by_ocr(span))

    def read_by_ocr(self, span: Span) -> bool:
        """Whether any word of a span was read from a picture."""
        pages = self.textmap.pages
        first, last = self.textmap.page(span.start), self.textmap.page(max(span.start, span.end - 1))
        return (
            first is not None
            and last is not None
            and any(page.source is TextSource.OCR for page in pages[first - 1 : last])
        )

    def slice(self, span: Span) -> str:
        """Words of a span."""
        return self.text[span.start : span.end]

    def about_the_case(self) -> Iterator[Block]:
        """Yield the blocks that may say something about the case."""
        return (block for block in self.blocks if block.kind not in NOT_ABOUT_THE_CASE)


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date as EDTF (ISO 8601-2), its role, and the words elsewhere that gave a missing year (None: none needed)."""

    edtf: str
    role: DateRole
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class PersonValue:
    """One person of a document: the fullest name, the role as written, what the person is to the case, who is quoted.

    The evidence of the fact is the first mention, the words of the role where there are any, then every other mention.
    ``kind`` is None where the text does not tell; ``quoted`` says that words of the person are given.
    """

    name: str
    role: str | None
    kind: PersonKind | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Provision:
    """A place in an act: chapter ("14"), section ("24 b"), paragraph (stycke, from 1) and item; None: not said."""

    chapter: str | None = None
    section: str | None = None
    paragraph: int | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class LegalReference:
    """What a citation points at, ranges written out.

    ``source`` is the number of the act ("2001:453"), of a regulation ("SOSFS 2011:5") or None; ``known_by`` says how it
    was told, ``certain`` is False where that was a guess (by date, or for want of one) or a duty's row is unchecked.
    ``duties`` are the duties of lex Sarah that the places state, the same codes for the old act and the new.
    """

    source: str | None
    known_by: SourceKnownBy | None
    provisions: tuple[Provision, ...]
    duties: tuple[Duty, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class IdentifierValue:
    """An identifier as written is the evidence; ``normal`` is E.164, 12 digits, "1993:387 24 b §", or None.

    ``status`` is set for personal and organisation numbers, ``issuer`` for case numbers whose issuer the document or
    the letters tell, ``law`` for legal references.
    """

    kind: IdentifierKind
    normal: str | None
    status: NumberStatus | None = None
    issuer: str | None = None
    law: LegalReference | None = None


@dataclass(frozen=True, slots=True)
class OrganisationValue:
    """A body by its surface form without a genitive -s, and what kind it is; ``str`` gives the name."""

    name: str
    kind: OrganisationKind

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class UnitValue:
    """The unit where it happened as a path, outermost first, words as in the text; ``str`` gives the path.

    ``municipality`` is the responsible one (short name, None: not known): equal names in two of them are two units.
    """

    path: tuple[str, ...]
    municipality: str | None

    @property
    def normal(self) -> str:
        """The path in small letters behind its municipality: what two papers about one unit share."""
        return " > ".join((self.municipality or "", *self.path)).casefold()

    def __str__(self) -> str:
        return " > ".join(self.path)


Value = str | bool | DateValue | PersonValue | IdentifierValue | OrganisationValue | UnitValue | Absence
"""A closed-vocabulary code or free words (str), yes or no, or one of the small records; or why there is none."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a field, the words behind it, and who says so.

    ``field`` is a key of the flat shape, in the singular for lists (``event_type``, ``cause``, ``date`` …: ``FIELDS``).
    ``evidence`` may be empty only for document-level labels and facts by people. ``confidence`` is a calibrated
    probability in [0, 1], or None: not scored. ``unsure`` says that answers with such a confidence are right less often
    than the producer's model card promises: a person should look. ``qualifier`` says more of the value: of a measure
    its ``MeasureStatus``, of a consequence whether it was ``Caused`` by what went wrong (None: not said).
    """

    field: str
    value: Value
    evidence: tuple[Evidence, ...]
    producer: Producer
    confidence: float | None = None
    unsure: bool = False
    qualifier: str | None = None


SINGLE_FIELDS = (
    "genre",
    "is_deviation_report",
    "municipality",
    "place",
    "unit",
    "setting",
    "decision",
    "decision_by",
    "reported_to_ivo",
    "ivo",
    "primary_type",
    "incident_period",
    "provider",
    "setting_code",
    "discovered",
    "happened_before",
    "may_recur",
    "person_informed",
)
"""Fields with at most one value a case."""

LIST_FIELDS = (
    "service_area",
    "law",
    "misconduct_type",
    "event_type",
    "cause",
    "consequence",
    "measure",
    "date",
    "person",
    "organisation",
    "identifier",
)
"""Fields with any number of values a case."""

FIELDS = frozenset(SINGLE_FIELDS) | frozenset(LIST_FIELDS)

CLAIMS = frozenset(
    {
        "decision",
        "decision_by",
        "discovered",
        "happened_before",
        "may_recur",
        "person_informed",
        "reported_to_ivo",
        "ivo",
        "primary_type",
        "misconduct_type",
        "event_type",
        "cause",
        "consequence",
        "measure",
        "service_area",
        "place",
        "unit",
        "setting",
        "setting_code",
        "provider",
        "law",
        "incident_period",
    }
)
"""Fields that a document which is no deviation report leaves empty (record.md)."""


@dataclass(frozen=True, slots=True)
class Case:
    """The part of a document that tells of one case.

    ``span`` holds its own part; ``background`` is what it shares with the other cases of the document (the law, the
    unit, a decision about all of them), in order, outside ``span``.
    """

    span: Span
    title: str
    background: tuple[Span, ...] = ()

    def holds(self, span: Span) -> bool:
        """Whether a span lies in the case's own part or in the shared background."""
        return span in self.span or any(span in part for part in self.background)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of about 200 words of one case, the unit of search.

    ``span`` is where it stands in the document; its words are those of ``text``, a line a sentence, with marks for what
    names private persons ("[person 1]"): ``text`` is no slice of the document, and offsets into the one are not offsets
    into the other. ``section`` is the heading above its beginning, masked likewise, ``role`` that of most of its words,
    ``page`` its first (1-based; None: no pages).
    """

    span: Span
    section: str | None
    text: str
    role: SectionRole | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The resolved view of one case: for each field the facts that hold, and those that lost.

    ``facts`` holds the winners: one for each single field, all that hold for list fields, in order of the text.
    """

    case: Case
    facts: tuple[Fact, ...]
    losers: tuple[Fact, ...] = ()

    def value(self, name: str) -> Value | None:
        """Value of a single field, or None where there is no fact or an absence."""
        for fact in self.facts:
            if fact.field == name:
                return None if isinstance(fact.value, Absence) else fact.value
        return None

    def values(self, name: str) -> tuple[Fact, ...]:
        """Facts of a list field, in order of the text, absences left out."""
        return tuple(fact for fact in self.facts if fact.field == name and not isinstance(fact.value, Absence))


def in_text_order(facts: Iterable[Fact]) -> list[Fact]:
    """Facts sorted by where their first evidence starts; those without evidence last."""
    return sorted(facts, key=lambda fact: fact.evidence[0].span if fact.evidence else Span(2**60, 2**60))
