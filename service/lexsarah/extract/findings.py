"""Causes, measures and consequences with the words that state them, by the rules of docs/data-model.md.

A sentence gets its role from the heading, form question, label or lead-in that it stands under; a cue that speaks
alone ("strong") needs no role, one that only names a topic does, or the help of a word of cause or action.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from lexsarah.extract.clauses import Sentence, case_sentences, clause_at, count_words, quotation, trimmed
from lexsarah.extract.cuelist import Cue, Sieve, of_strength
from lexsarah.extract.cues_roles import (
    BACKGROUND,
    BEFORE_THE_EVENT,
    DENIED_SOON,
    HYPOTHETICAL,
    JOINED,
    LABEL,
    LACK,
    LACKING,
    LESSENED,
    NEGATION,
    NO_MEASURE,
    NOT_KNOWN,
    NOT_RISKED,
    NOT_SHOWN,
    REASON_FOLLOWS,
    REMOTE,
    RISK_GRADE,
    ROLE_HEADS,
    SHOULD_HAVE,
    SUPPOSED,
    Role,
)
from lexsarah.extract.taken import Taken
from lexsarah.language import lowered
from lexsarah.records import BlockKind, Case, Fact, ParsedDocument, Producer, Span
from lexsarah.vocabulary import CauseArea, Consequence, Measure

PRODUCER = Producer("rule", "findings", "1")


@dataclass(frozen=True, slots=True)
class Finding:
    """A label and the words that state it; ``certain`` where the heading that they stand under says so."""

    field: str
    label: CauseArea | Measure | Consequence
    span: Span
    words: str
    certain: bool


def find_findings(document: ParsedDocument, case: Case, told: Sequence[Sentence] | None = None) -> tuple[Fact, ...]:
    """Find the facts ``cause``, ``measure`` and ``consequence`` of a case, in order of the text.

    ``told`` are the sentences of the case (``case_sentences``), where they were cut already.
    """
    sentences = tuple(case_sentences(document, case)) if told is None else told
    cues = [_Cues(**lists) for lists in _sieve().sift([sentence.lower for sentence in sentences])]
    found: list[Finding] = []
    roles: set[Role] = set()
    for sentence, role in _with_roles(document, sentences):
        if role is not None:
            roles.add(role)
        if not sentence.is_question and count_words(sentence.lower) >= 2:
            found += _findings(document.text, sentence, role, cues[sentence.index])
    return tuple(
        Fact(finding.field, finding.label, (document.evidence(finding.span),), PRODUCER)
        for finding in _chosen(found, form={Role.CAUSE, Role.MEASURE} <= roles)
    )


def _finding(text: str, field: str, label: CauseArea | Measure | Consequence, span: Span, *, certain: bool) -> Finding:
    return Finding(field, label, span, " ".join(lowered(text[span.start : span.end]).split()), certain)


@dataclass(frozen=True, slots=True)
class _Cues:
    """The cues that can match in one sentence."""

    causes: Sequence[Cue] = ()
    cause_topics: Sequence[Cue] = ()
    causal: Sequence[Cue] = ()
    measures: Sequence[Cue] = ()
    measure_topics: Sequence[Cue] = ()
    acts: Sequence[Cue] = ()
    consequences: Sequence[Cue] = ()


@cache
def _sieve() -> Sieve:
    """Return the tables, each list of cues under its name in ``_Cues``."""
    return Sieve(
        {
            "causes": of_strength("cues_causes", "strong"),
            "cause_topics": of_strength("cues_causes", "topic"),
            "causal": of_strength("cues_causes", "causal"),
            "measures": of_strength("cues_measures", "strong"),
            "measure_topics": of_strength("cues_measures", "topic"),
            "acts": of_strength("cues_measures", "act"),
            "consequences": of_strength("cues_consequences", "strong"),
        }
    )


# --- roles ---------------------------------------------------------------------------------------------------------


def role_of(heading: str) -> Role | None:
    """Role that a heading, label or question gives to what follows; None where it says nothing about it."""
    lower = lowered(heading)
    return next((role for role, pattern in ROLE_HEADS if pattern.search(lower)), None)


def _with_roles(document: ParsedDocument, sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, Role | None]]:
    """Yield each sentence with its role: its own label's, its field's, a lead-in's for a list, or its heading's."""
    lead: Role | None = None
    local: tuple[str | None, Role] | None = None
    for sentence in sentences:
        block = sentence.block
        if sentence.is_head:
            lead = None
            continue
        if block.kind is BlockKind.CHECKBOX:
            continue
        if block.kind is not BlockKind.LIST_ITEM:
            lead = None
        if local is not None and local[0] != block.section:
            local = None
        opened = _opens(sentence)
        if opened is not None:
            local = (block.section, opened)
            continue
        role = lead or (local[1] if local else None) or (role_of(block.section) if block.section else None)
        if block.kind is BlockKind.FIELD and block.label is not None:
            role = role_of(document.slice(block.label)) or role
        label = LABEL.match(sentence.lower)
        if label is not None and count_words(label["label"]) <= 5:
            role = role_of(label["label"]) or role
        if sentence.lower.endswith(":"):
            lead = role_of(sentence.lower)
            continue
        yield sentence, role


def _opens(sentence: Sentence) -> Role | None:
    """Role that a paragraph opens which is a heading in all but its markup: a few words without a full stop."""
    whole = len(sentence.span) >= len(sentence.block.span) - 2
    short = count_words(sentence.lower) <= 6 and not sentence.lower.endswith((".", "!", ","))
    if not (whole and short and sentence.block.kind is BlockKind.PARAGRAPH) or LABEL.match(sentence.lower):
        return None
    return role_of(sentence.lower)


# --- one sentence --------------------------------------------------------------------------------------------------


def _findings(text: str, sentence: Sentence, role: Role | None, cues: _Cues) -> Iterator[Finding]:
    measures = list(_measures(text, sentence, role, cues))
    yield from measures
    if role is not Role.MEASURE and (not measures or role is Role.CAUSE):
        yield from _causes(text, sentence, role, cues)
    if role is not Role.MEASURE:
        yield from _consequences(text, sentence, role, cues)


def _hits(cues: Iterable[Cue], lower: str) -> list[tuple[Span, str]]:
    """Where cues stand in a sentence, with their labels: the leftmost first, of those the longest first."""
    found = [(span, cue.label) for cue in cues for span in cue.find(lower)]
    return sorted(found, key=lambda hit: (hit[0].start, -hit[0].end))


def _first_of_each(hits: list[tuple[Span, str]]) -> dict[str, Span]:
    """Return the first hit of each label."""
    first: dict[str, Span] = {}
    for span, label in hits:
        first.setdefault(label, span)
    return first


def _causes(text: str, sentence: Sentence, role: Role | None, cues: _Cues) -> Iterator[Finding]:
    lower = sentence.lower
    if role is Role.OTHER or re.match(r"\W*om\s(?!.*\bhade\b)", lower):
        return
    strong = _hits(cues.causes, lower)
    causal = _hits(cues.causal, lower)
    if not strong and (role is Role.CAUSE or causal):
        topics = _hits(cues.cause_topics, lower)
        after = causal[0][0].start if causal and role is not Role.CAUSE else 0
        plain = role is Role.CAUSE and 4 <= count_words(lower) <= 20
        strong = [hit for hit in topics if hit[0].start >= after and (plain or LACKING.search(lower))][:1]
    anchor = REASON_FOLLOWS.search(lower)
    given = [hit for hit in strong if anchor is not None and hit[0].start >= anchor.end()]
    last_end = -1
    for span, label in given or strong:
        clause = clause_at(lower, span.start)
        supposed = SUPPOSED.search(lower[clause.start : span.start + 1])
        if span.start < last_end or supposed or NOT_SHOWN.search(lower, 0, span.start):
            continue
        last_end = span.end
        quote = quotation(text, sentence, span.start, span.end)
        yield _finding(text, "cause", CauseArea(label), quote, certain=role is Role.CAUSE)


def _measures(text: str, sentence: Sentence, role: Role | None, cues: _Cues) -> Iterator[Finding]:
    if role in {Role.CAUSE, Role.CONSEQUENCE, Role.POSSIBLE}:
        return
    lower = sentence.lower
    told = role is Role.MEASURE
    strong = _hits(cues.measures, lower)
    topics = _hits(cues.measure_topics, lower) if told or (role is None and _hits(cues.acts, lower)) else []
    kept: list[tuple[Span, str]] = []
    for span, label in sorted(strong + topics, key=lambda hit: (hit[0].start, -hit[0].end)):
        clause = clause_at(lower, span.start)
        if kept and not _coordinated(lower, kept[-1][0], span):
            continue
        certain = (span, label) in strong
        if _withdrawn(lower, clause, span, strong=certain):
            continue
        if not certain and not _is_measure(lower, clause, span, cues, told=told):
            continue
        kept.append((span, label))
    for span, label in kept:
        yield _finding(text, "measure", Measure(label), quotation(text, sentence, span.start, span.end), certain=told)
    if told and not kept and _plain_measure(sentence, lower, cues):
        yield _finding(text, "measure", Measure.OTHER, quotation(text, sentence, 0, len(lower)), certain=True)


def _withdrawn(lower: str, clause: Span, span: Span, *, strong: bool) -> bool:
    """Whether what stands at ``span`` is denied, lacking or only supposed; a strong cue may hold a denial itself."""
    before = lower[clause.start : span.start]
    words = before if strong else lower[clause.start : span.end]
    denied = NEGATION.search(words) or LACK.search(words) or DENIED_SOON.match(lower[span.end : clause.end])
    return bool(denied or SUPPOSED.search(before))


def _is_measure(lower: str, clause: Span, span: Span, cues: _Cues, *, told: bool) -> bool:
    """Whether a topic is that of a measure; ``told`` where a heading says that what stands here are measures."""
    words = lower[clause.start : clause.end]
    if told:
        near = lower[max(clause.start, span.start - 40) : span.end]
        return NO_MEASURE.search(near) is None and BACKGROUND.search(words) is None
    if any(pattern.search(words) for pattern in (NO_MEASURE, SHOULD_HAVE, BEFORE_THE_EVENT)):
        return False
    return bool(_hits(cues.acts, words))


def _coordinated(lower: str, first: Span, second: Span) -> bool:
    """Whether a second topic is one of its own: joined by "och", "samt" or a comma, not governed by the first."""
    return second.start >= first.end and JOINED.search(lower[first.end : second.start]) is not None


def _plain_measure(sentence: Sentence, lower: str, cues: _Cues) -> bool:
    """Whether words under a heading about measures tell of one that no table knows."""
    barred = (NO_MEASURE, NEGATION, SUPPOSED, SHOULD_HAVE, BACKGROUND)
    if not 3 <= count_words(lower) <= 25 or any(pattern.search(lower) for pattern in barred):
        return False
    return sentence.block.kind is BlockKind.LIST_ITEM or bool(_hits(cues.acts, lower))


def _consequences(text: str, sentence: Sentence, role: Role | None, cues: _Cues) -> Iterator[Finding]:
    lower = sentence.lower
    certain = role in {Role.CONSEQUENCE, Role.POSSIBLE}
    if REMOTE.search(lower):
        return
    if certain and NOT_KNOWN.match(lower):
        yield _finding(text, "consequence", Consequence.UNKNOWN, trimmed(text, sentence.span), certain=True)
        return
    found = _first_of_each(_hits(cues.consequences, lower))
    if role is Role.POSSIBLE and count_words(lower) <= 25:
        found = {Consequence.RISK: Span(0, len(lower))}
    for label, span in found.items():
        clause = clause_at(lower, span.start)
        kind = Consequence(label) if role is Role.POSSIBLE else _outcome(Consequence(label), lower, clause, span)
        if kind is None or (kind is Consequence.UNKNOWN and not certain and "tragisk" not in lower):
            continue
        yield _finding(text, "consequence", kind, quotation(text, sentence, span.start, span.end), certain=certain)


_STATED = frozenset({Consequence.NONE, Consequence.UNKNOWN})


def _outcome(kind: Consequence, lower: str, clause: Span, span: Span) -> Consequence | None:
    """Outcome that a cue states in its clause: harm that was possible is a risk, harm that is denied is left out."""
    before, after = lower[clause.start : span.start], lower[span.end : clause.end]
    words = lower[clause.start : clause.end]
    if LESSENED.search(before) or SUPPOSED.search(before + " "):
        return None
    if kind in _STATED:
        return kind
    if kind is Consequence.RISK or HYPOTHETICAL.search(before):
        averted = NOT_RISKED.search(lower[span.start : span.end])
        return None if RISK_GRADE.search(words) or averted else Consequence.RISK
    denials = [match for match in NEGATION.finditer(lower, clause.start, span.end) if match.start() < span.start]
    denied = bool(denials) and len(lower[denials[-1].end() : span.start].split()) <= 5
    return None if denied or DENIED_SOON.match(after) else kind


# --- all sentences -------------------------------------------------------------------------------------------------


def _chosen(found: list[Finding], *, form: bool) -> list[Finding]:
    """Drop repetitions, and what stands outside the parts that a form has for it.

    The same label in overlapping words is one finding, and an outcome is told once (certain ones come first). In a
    form, where causes and measures have headings of their own, those under them are all of them.
    """
    kept: list[Finding] = []
    before: dict[tuple[str, CauseArea | Measure | Consequence], tuple[Taken, set[str]]] = {}
    told = {finding.field for finding in found if finding.certain} - {"consequence"} if form else set()
    harmed = any(finding.label in HARM for finding in found)
    for finding in sorted(found, key=lambda finding: (not finding.certain, finding.span.start)):
        taken, wordings = before.setdefault((finding.field, finding.label), (Taken(), set()))
        repeated = taken.overlaps(finding.span) or finding.words in wordings
        outside = finding.field in told and not finding.certain
        told_once = finding.field == "consequence" and bool(wordings)
        vague = finding.label is Consequence.UNKNOWN and harmed and not finding.certain
        if not (repeated or outside or told_once or vague):
            kept.append(finding)
            taken.add(finding.span)
            wordings.add(finding.words)
    return sorted(kept, key=lambda finding: (finding.span.start, finding.field))


HARM = frozenset({Consequence.DEATH, Consequence.PHYSICAL_HARM, Consequence.MENTAL_HARM, Consequence.FINANCIAL_HARM})
