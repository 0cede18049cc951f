"""The dates of a document where they stand, each with the role that its label, its line or its sentence gives."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from lexsarah.extract.dates.grammar import Found, Grammar, expressions
from lexsarah.extract.dates.meaning import (
    Between,
    Clocked,
    Day,
    Division,
    Month,
    Months,
    Point,
    Relative,
    Since,
    Weekday,
    WholeYear,
    bare,
)
from lexsarah.extract.dates.mention import Mention
from lexsarah.extract.dates.resolve import Context, resolve
from lexsarah.extract.dates.roles import (
    ANOTHER_TIME,
    REPORTER_FORM,
    SIGNATURE,
    Cue,
    Section,
    by_label,
    by_sentence,
    cues_of,
    section_of,
)
from lexsarah.extract.dates.tense import tense_of
from lexsarah.extract.gazetteer import is_place
from lexsarah.extract.identifiers import code_spans
from lexsarah.extract.taken import Taken
from lexsarah.language import sentences
from lexsarah.records import (
    NOT_ABOUT_THE_CASE,
    Block,
    BlockKind,
    ParsedDocument,
    Span,
)
from lexsarah.vocabulary import DateRole

HEAD = 600
"""Characters at the top of a document where a form has its dates."""

TODAY = frozenset(
    {
        DateRole.REPORTED_TO_IVO,
        DateRole.REPORTED,
        DateRole.DECIDED,
        DateRole.INVESTIGATION_STARTED,
        DateRole.INVESTIGATION_CLOSED,
    }
)
"""Roles in which "i dag" is a day; else it mostly means "nowadays"."""

BESIDE_TODAY = 40
"""Characters between "i dag" and the words that give it a role."""

SINCE_COST = 44
"""The same between "sedan …" and words of an event: much else has been so since some day."""

FORM_FIELDS = 3
"""Boxes and dated fields from which a text is taken for a form."""

HEADER_LINES = 7
"""Lines at the top of a page among which a line of its own with a date is the date of publication."""

LABEL_LENGTH = 70
"""A longer lead than this is a sentence, not a label."""


def mentions_of(document: ParsedDocument, grammar: type[Grammar] = Grammar) -> list[Mention]:
    """Every date expression of the blocks that may tell of the case, in order of the text.

    By another grammar than that of papers about a case also those that such papers are not asked for.
    """
    codes = Taken(code_spans(document.text))
    paper = _Paper(_kind(document), _header_end(document.text), general=grammar is not Grammar)
    found: list[Mention] = []
    paragraph: Block | None = None
    for block in document.blocks:
        if block.kind in NOT_ABOUT_THE_CASE:
            continue
        before, paragraph = paragraph, block if block.kind is BlockKind.PARAGRAPH else paragraph
        inside = [
            (Span(one.start, one.end).shifted(block.span.start), one)
            for one in expressions(document.slice(block.span), grammar)
        ]
        inside = [(span, one) for span, one in inside if isinstance(one.means, Clocked) or not codes.overlaps(span)]
        if inside:
            section = _section_of(document, block, before)
            found += _placed(document, block, inside, section, paper)
    return _first_header(found)


@dataclass(frozen=True, slots=True)
class _Paper:
    """What holds for all dates of a document: its kind, where its header lines end, and whether all are asked for."""

    kind: str
    header_end: int
    general: bool


def _placed(
    document: ParsedDocument, block: Block, inside: list[tuple[Span, Found]], section: Section, paper: _Paper
) -> Iterator[Mention]:
    """Yield the mentions of a block with the sentence, label and role of each."""
    kind = paper.kind
    clauses = list(sentences(document.text, block.span))
    spans = [span for span, _ in inside]
    cues: dict[Span, Sequence[tuple[Span, Cue]]] = {}
    for span, one in inside:
        sentence = _sentence_of(clauses, span)
        label = _label(document, block, span, spans)
        role = _by_label(label, span, kind) if label else None
        means = bare(one.means)
        signature = bool(label and SIGNATURE.search(label)) or _is_signature(document, span, means)
        header = (
            kind != "report"
            and role is None
            and isinstance(means, Day | Month)
            and span.start <= paper.header_end
            and _is_header(document, span, dated=_dates_itself(document, kind))
        )
        if role is None and signature:
            role = DateRole.REPORTED if kind == "report" else DateRole.DECIDED
        labelled = role is not None
        if role is None and header:
            role = DateRole.DECIDED if kind in {"decision", "paper"} and not document.published else DateRole.PUBLISHED
        sure = role is not None
        if role is None:
            if sentence not in cues:
                cues[sentence] = cues_of(document.slice(sentence))
            near = spans[bisect_left(spans, sentence.start, key=_start) : bisect_left(spans, sentence.end, key=_start)]
            others = tuple(other for other in near if other != span and other in sentence)
            role, sure = _by_words(document, Words(sentence, cues[sentence], others, section, kind), span, means)
        if not paper.general and _is_today(document.slice(span)) and role not in TODAY:
            continue
        if not paper.general and kind == "routine" and _is_deictic(means):
            continue
        yield Mention(
            span, one.means, block, sentence, role, labelled, sure, signature, header, label or "", section, kind
        )


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around a date: its sentence with the cues and the other dates in it, and the part of the paper."""

    sentence: Span
    cues: Sequence[tuple[Span, Cue]]
    others: tuple[Span, ...]
    section: Section
    kind: str


OPENED = re.compile(r"\butredning\w* (?:\w+ )?(?:inled|påbörja|starta|öppna)\w*\W*(?:den )?$", re.IGNORECASE)
"""Right before a date in a report: the investigation that it led to."""


def _by_words(document: ParsedDocument, around: Words, span: Span, means: Point) -> tuple[DateRole | None, bool]:
    """Role that the words around a date give, and whether words do and not the tense alone."""
    words = document.slice(around.sentence)
    where = span.shifted(-around.sentence.start)
    others = [other.shifted(-around.sentence.start) for other in around.others]
    told = around.kind in {"page", "report", "decision"} or around.section is Section.EVENT
    found = by_sentence(words, around.cues, where, others, narrative=told)
    role, cost = found or (None, 0)
    if role is None and around.kind == "report" and OPENED.search(words[: where.start]):
        role = DateRole.INVESTIGATION_STARTED
    if _is_today(document.slice(span)):
        return (role, True) if cost <= BESIDE_TODAY else (None, False)
    if role is not None and role is not DateRole.INCIDENT:
        counted = isinstance(means, WholeYear) or (role is DateRole.REPORTED and isinstance(means, Division | Months))
        return (DateRole.OTHER if counted else role), True
    if around.section is Section.AFTER or (around.section is not Section.EVENT and ANOTHER_TIME.search(words)):
        return DateRole.OTHER, True
    if role is DateRole.INCIDENT:
        return (None, False) if isinstance(means, Since) and cost > SINCE_COST else (role, True)
    return _bytense_of(words, where, means, around, told=told)


def _bytense_of(words: str, where: Span, means: Point, around: Words, *, told: bool) -> tuple[DateRole | None, bool]:
    """Role that the tense alone gives; ``told``: the words stand where a paper tells what happened.

    A run of days in the past tense is most often how long the event lasted, and sure. A bare year counts after "redan".
    """
    run = isinstance(means, Between) and not isinstance(means.first, WholeYear)
    since = isinstance(means, Since) or (
        isinstance(means, WholeYear) and not words[: where.start].lower().endswith("redan ")
    )
    if since or not (told or run) or around.section is Section.ASIDE or not _is_told(words, where):
        return None, False
    return DateRole.INCIDENT, run


def _is_told(sentence: str, where: Span) -> bool:
    """Whether the verb nearest to a date tells in the past tense; "hade" tells of what was before."""
    tense, verb = tense_of(sentence, where)
    return tense == "past" and verb != "hade"


def _section_of(document: ParsedDocument, block: Block, before: Block | None) -> Section:
    """Part of the account that a block stands in: by its heading, and for a list by the words that lead to it.

    ``before`` is the last paragraph before the block.
    """
    lead = ""
    if block.kind is BlockKind.LIST_ITEM and before is not None:
        last = document.slice(Span(max(before.span.start, before.span.end - LEAD_LENGTH), before.span.end)).rstrip()
        lead = last.rsplit(". ", 1)[-1] if last.endswith(":") else ""
    return section_of(block.section or "", lead)


def _by_label(label: str, span: Span, kind: str) -> DateRole | None:
    """Role that a label gives; a bare "Datum" at the top of a decision is the day of the decision."""
    role = by_label(label)
    if role is None and span.start < HEAD and re.fullmatch(r"\W*datum\W*", label, re.IGNORECASE):
        return {"decision": DateRole.DECIDED, "report": DateRole.REPORTED}.get(kind)
    return role


def _is_today(words: str) -> bool:
    return words.lower().replace(" ", "") == "idag"


def _is_deictic(means: Point) -> bool:
    """Whether an expression hangs on the day on which something is said."""
    match means:
        case Relative(unit=unit):
            return unit != "year"
        case Weekday():
            return True
        case Division(when=when):
            return when != 0
        case _:
            return False


LEAD_LENGTH = 2_000
"""Code points at the end of a paragraph in which the words stand that lead to a list."""


def _start(span: Span) -> int:
    return span.start


def _sentence_of(clauses: Sequence[Span], span: Span) -> Span:
    """Sentence that an expression stands in, or the sentences that it reaches over ("v. 14. Maj")."""
    first = bisect_right(clauses, span.start, key=lambda clause: clause.end)
    touched = clauses[first : bisect_left(clauses, span.end, key=_start)] or [span]
    return Span(min(touched[0].start, span.start), max(touched[-1].end, span.end))


def _first_header(mentions: list[Mention]) -> list[Mention]:
    """Only the first date at the top of a page is that of its publication, and only if no label says which."""
    explicit = any(one.role is DateRole.PUBLISHED and not one.header for one in mentions)
    seen = False
    kept: list[Mention] = []
    for one in mentions:
        if one.header and one.role is DateRole.PUBLISHED and not one.labelled:
            kept.append(replace(one, role=DateRole.OTHER) if seen or explicit else one)
            seen = True
        else:
            kept.append(one)
    return kept


def _label(document: ParsedDocument, block: Block, span: Span, dates: Sequence[Span]) -> str | None:
    """Label that a date stands under: of the field, or what leads up to it on its line or in its column."""
    label = document.slice(block.label) if block.label is not None else ""
    if block.value is not None and span in block.value and label.lower() not in BARE_LABELS:
        lead = document.text[block.value.start : span.start]
        return label if len(lead.strip()) <= LABEL_LENGTH // 2 else None
    start = document.text.rfind("\n", 0, span.start) + 1
    lead = document.text[start : span.start]
    if not lead.strip():
        above = document.text[document.text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)]
        return above.rsplit("\t", 1)[-1].strip() if lead or re.search(r"datum\W*$", above, re.IGNORECASE) else None
    earlier = bisect_left(dates, span) - 1
    if earlier >= 0 and start <= dates[earlier].start:
        return None
    cells = [re.sub(r"[\s:]*(?:\bden\b|:)?\s*$", "", cell) for cell in lead.rstrip("\t ").split("\t")]
    label = " ".join(cells) if cells[-1].lower() in BARE_LABELS else cells[-1]
    named = re.match(r"([^:.]{3,60}):(?:\s*[^\s:]+){0,3}\s*$", label)
    ends = (
        named is not None
        or cells[-1].lower() in BARE_LABELS
        or lead.rstrip(" ").endswith((":", "\t"))
        or len(label.split()) <= LABEL_WORDS
    )
    following = document.text[span.end : span.end + 60].split("\n", 1)[0]
    goes_on = re.match(r"\s+[a-zåäö]{2,}", following) and not re.match(r"\s+(?:kl|klockan|av)\b", following)
    return (
        label
        if label and ends and not goes_on and len(label) <= LABEL_LENGTH and not re.search(r"[.!?]\s", label)
        else None
    )


BARE_LABELS = frozenset({"", "datum", "den", "dag", "tid", "kl"})
"""Labels that tell nothing without what stands before them on the line."""

LABEL_WORDS = 3
"""A label that no colon or tab ends has at most so many words ("Datum för rapport 2021-03-11" is a field already)."""


def _dates_itself(document: ParsedDocument, kind: str) -> bool:
    """Whether a date alone in a line at the top is that of the paper: of a page, a decision, a meeting."""
    return kind in {"page", "decision"} or (kind == "paper" and MEETING.search(document.text[:HEAD]) is not None)


MEETING = re.compile(r"\bprotokoll(?:sutdrag|et)?\b|\bsammanträde\b|\bkallelse\b", re.IGNORECASE)


LONGEST_HEADER = 1_000
"""Code points; a longer line is none of a header or a signature."""


def _header_end(text: str) -> int:
    """Offset up to which a date stands on one of the first ``HEADER_LINES`` lines that hold anything."""
    lines = islice(re.finditer(r"^[^\S\n]*(?=\S)", text, re.MULTILINE), HEADER_LINES, None)
    return next((match.end() for match in lines), len(text))


def _is_header(document: ParsedDocument, span: Span, *, dated: bool) -> bool:
    """Whether a date has a line of its own (with a time or a place in capitals) at the top of the text.

    Where papers of the kind are not ``dated`` so, only the date that the markup gives as that of publication counts.
    """
    if not dated and (document.published is None or document.published != _written_day(document, span)):
        return False
    start, end = document.text.rfind("\n", 0, span.start) + 1, document.text.find("\n", span.end)
    line = document.text[start : end if end >= 0 else len(document.text)]
    if len(line) > LONGEST_HEADER:
        return False
    line = next((cell for cell in re.split(r" \| ", line) if document.slice(span) in cell), line)
    rest = BYLINE.sub("", line.replace(document.slice(span), " ", 1))
    words = re.findall(r"[^\W\d_]+", rest)
    return (
        sum(not (word.isupper() or word.lower() in {"kl", "klockan", "cest", "cet", "av", "den"}) for word in words)
        <= 1
    )


BYLINE = re.compile(r"\b(?:Av|Text|Reporter|Foto)\b:? ?[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+){1,2}")
"""Who wrote it, on the same line as the date."""


def _written_day(document: ParsedDocument, span: Span) -> date | None:
    """Day that an expression gives in full."""
    found = expressions(document.slice(span))
    return resolve(found[0].means, Context(None)).first if found else None


def _is_signature(document: ParsedDocument, span: Span, means: Point) -> bool:
    """Whether a line near the end is nothing but a place and a date ("Ålunda, maj 2021")."""
    if span.start < 0.6 * len(document.text) or not isinstance(means, Day | Month):
        return False
    start, end = document.text.rfind("\n", 0, span.start) + 1, document.text.find("\n", span.end)
    line = document.text[start : end if end >= 0 else len(document.text)]
    if len(line) > LONGEST_HEADER:
        return False
    rest = line.replace(document.slice(span), "", 1)
    place = re.fullmatch(
        r"\s*(?P<place>[A-ZÅÄÖ][^\W\d_]+(?: (?!den\b)[a-zåäöA-ZÅÄÖ]+)?)(?P<mark>,|\s+den)?\s*(?:den\s*)?", rest
    )
    return place is not None and (place["mark"] is not None or is_place(place["place"]))


ROUTINE = re.compile(
    r"\b(?:rutin|riktlinjer?|instruktion|handbok|checklista|vägledning|lathund|anvisning\w*)(?: för\b| vid\b|$)"
    r"|^dokumenttyp\b",
    re.IGNORECASE | re.MULTILINE,
)
REPORT_TITLE = re.compile(
    r"^\W*(?:avvikelse|händelse)?rapport\b(?! från)|^\W*rapportör\b", re.IGNORECASE | re.MULTILINE
)
OFFICIAL = re.compile(
    r"protokoll|tjänsteskrivelse|tjänsteutlåtande|sammanträdes|delegationsbeslut|\bdnr\b|diarienummer|☐|☒|\[x\]|checked",
    re.IGNORECASE,
)
DECISION = re.compile(r"^\W*(?:delegations)?beslut\W*$", re.IGNORECASE | re.MULTILINE)


def _kind(document: ParsedDocument) -> str:
    """Rough kind of paper: "report" (signed by a reporter), "decision", "routine", "paper" (form, minutes), "page"."""
    if ROUTINE.search(document.text[:HEAD]):
        return "routine"
    fields = sum(
        block.kind is BlockKind.CHECKBOX
        or (block.label is not None and by_label(document.slice(block.label)) not in {None, DateRole.PUBLISHED})
        for block in document.blocks
    )
    if fields and REPORT_TITLE.search(document.text[:200]):
        return "report"
    official = OFFICIAL.search(document.text[:HEAD]) or re.search(r"☐|☒|\[x\]|checked", document.text)
    if fields < FORM_FIELDS and not official:
        return "page"
    top = document.text[:400]
    if DECISION.search(top):
        return "decision"
    return (
        "report" if REPORTER_FORM.search(top) and not re.search(r"utredning|protokoll", top, re.IGNORECASE) else "paper"
    )
