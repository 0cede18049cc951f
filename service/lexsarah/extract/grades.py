"""Grades in boxes, fields and prose: every mention of a step of the scale, with whose word it is.

A mention that is asked, supposed, denied, general or a reporter's gives nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from lexsarah.extract import cues_decision as cues
from lexsarah.extract.clauses import Sentence, clause_at, lowered, quotation, trimmed, within
from lexsarah.records import Block, BlockKind, Case, ParsedDocument, Span
from lexsarah.vocabulary import Decision


class Standing(IntEnum):
    """How much a finding weighs; of several the lowest number wins."""

    TICKED = 0
    FIELD = 1
    OPERATOR = 2
    SECOND_HAND = 3
    """An authority's or an investigator's, or one about an earlier case."""
    RUNNING = 4
    """No grade: an investigation is said to be running."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A step of the scale found at ``span`` (of the text)."""

    decision: Decision
    standing: Standing
    span: Span


def find_grades(document: ParsedDocument, case: Case, sentences: tuple[Sentence, ...]) -> list[Grade]:
    """Find the grades of a case; ``sentences`` are its sentences, in order."""
    return [*_ticked_grades(document, case), *_field_grades(document, case), *_prose_grades(document, sentences)]


def blocks_of(document: ParsedDocument, case: Case, kind: BlockKind) -> Iterator[tuple[Block, Span]]:
    """Yield the blocks of a kind that may speak of the case, each with its part of the case."""
    for block in document.about_the_case():
        part = within(block, case)
        if block.kind is kind and part is not None:
            yield block, part


def _step(match: re.Match[str]) -> Decision:
    """Step of the scale that a mention names."""
    if match["serious"]:
        return Decision.RISK_OF_SERIOUS_MISCONDUCT if match["risk"] else Decision.SERIOUS_MISCONDUCT
    return Decision.RISK_OF_MISCONDUCT if match["risk"] else Decision.MISCONDUCT


def _bare_grade(lower: str) -> Decision | None:
    """Grade that an option or a field's value gives: its first mention, no step where that one is denied."""
    match = cues.GRADE.search(lower)
    if match is None:
        return Decision.ONGOING if cues.UNDECIDED.search(lower) or cues.RUNNING.search(lower) else None
    if cues.NEGATION.search(lower[: match.start()]):
        return Decision.NO_MISCONDUCT
    return _step(match)


def _ticked_grades(document: ParsedDocument, case: Case) -> Iterator[Grade]:
    for block, span in blocks_of(document, case, BlockKind.CHECKBOX):
        decision = _bare_grade(lowered(document.slice(span))) if block.checked else None
        if decision is not None:
            yield Grade(decision, Standing.TICKED, trimmed(document.text, span))


def _field_grades(document: ParsedDocument, case: Case) -> Iterator[Grade]:
    for block, span in blocks_of(document, case, BlockKind.FIELD):
        if block.label is None or block.value is None or not len(block.value) or block.value not in span:
            continue
        value = lowered(document.slice(block.value))
        if cues.VERDICT_HEAD.search(lowered(document.slice(block.label))) and len(value) < 400:
            decision = _bare_grade(value)
            if decision is not None:
                yield Grade(decision, Standing.FIELD, span if len(span) < 200 else block.value)


# --- grades in prose ---------------------------------------------------------------------------------------------


def _prose_grades(document: ParsedDocument, sentences: tuple[Sentence, ...]) -> Iterator[Grade]:
    for sentence in sentences:
        if sentence.block.kind is BlockKind.CHECKBOX or sentence.is_question:
            continue
        if cues.REPORTER.search(sentence.lower):
            continue
        yield from _graded(document, sentence)
        if _running(sentence):
            match = cues.RUNNING.search(sentence.lower)
            start, end = match.span() if match else (0, len(sentence.lower))
            yield Grade(Decision.ONGOING, Standing.RUNNING, quotation(document.text, sentence, start, end))


def _running(sentence: Sentence) -> bool:
    return (
        not sentence.is_head
        and cues.RUNNING.search(sentence.lower) is not None
        and cues.NOT_OURS.search(sentence.lower) is None
    )


def _graded(document: ParsedDocument, sentence: Sentence) -> Iterator[Grade]:
    lower = sentence.lower
    if cues.GENERAL.search(lower):
        return
    proposed = cues.PROPOSAL_HEAD.search(lowered(sentence.block.section or ""))
    standing = Standing.SECOND_HAND if proposed or cues.SECOND_HAND.search(lower) else Standing.OPERATOR
    for match in cues.GRADE.finditer(lower):
        decision = _mention(sentence, match)
        if decision is not None:
            clause = clause_at(lower, match.start())
            earlier = cues.EARLIER.search(lower, clause.start, clause.end)
            rank = Standing.SECOND_HAND if earlier else standing
            yield Grade(decision, rank, quotation(document.text, sentence, match.start(), match.end()))
    for match in cues.PREDICATE.finditer(lower):
        before = lower[max(0, match.start() - 25) : match.end()]
        if not cues.NEGATION.search(before) and not cues.HEDGED.search(lower, 0, match.start()):
            yield Grade(
                Decision.SERIOUS_MISCONDUCT, standing, quotation(document.text, sentence, match.start(), match.end())
            )


def _mention(sentence: Sentence, match: re.Match[str]) -> Decision | None:
    """Grade that a mention in prose gives, or None where it finds nothing."""
    lower = sentence.lower
    clause = clause_at(lower, match.start())
    before = lower[clause.start : match.start()]
    after = lower[match.end() : clause.end]
    plural = match.group().endswith(("missförhållanden", "missförhållandena"))
    if _denied(lower, clause, match):
        return _denied_grade(match, before, plural=plural)
    suspended = cues.NO_FINDING.search(before) or cues.HEDGED.search(before) or _supposes(lower, match.start())
    general = plural and not (match["serious"] or match["risk"])
    if suspended or general or not _asserted(sentence, clause, before, after, match):
        return None
    return _step(match)


def _supposes(lower: str, offset: int) -> bool:
    """Whether the sentence up to the offset opens with a supposition that has not been left by a main clause."""
    return cues.OPENS_SUPPOSING.match(lower) is not None and "," not in lower[: max(0, offset - 1)]


def _asserted(sentence: Sentence, clause: Span, before: str, after: str, match: re.Match[str]) -> bool:
    """Whether a clause asserts the mention: by a verb of finding, or by standing under a verdict's heading."""
    graded = bool(match["risk"] or match["serious"])
    if sentence.is_head:
        return bool(match["serious"]) and cues.LEX_SARAH.search(sentence.lower) is None and " " in before.strip()
    if len(sentence.lower.split()) <= 8 and cues.VERDICT_HEAD.search(lowered(sentence.block.section or "")):
        return True
    if match.group().endswith(("missförhållandet", "missförhållandena")) and not graded:
        return False
    if cues.ASSESSING.search(before) or cues.ASSESSED_AFTER.match(after) or cues.CONTRASTED.match(before):
        return True
    return cues.ASSESSED_BEFORE.search(sentence.lower, 0, clause.start) is not None


def _denied(lower: str, clause: Span, match: re.Match[str]) -> bool:
    """Whether the mention is denied: a denial beside its verb or before it, or right behind it."""
    before = lower[clause.start : match.start()]
    if cues.DENIED_AFTER.match(lower[match.end() : clause.end]):
        return True
    negations = list(cues.NEGATION.finditer(before))
    if not negations:
        return False
    last = negations[-1]
    gap = re.findall(r"\w+", before[last.end() :])
    if len(gap) > 9:
        return False
    previous = re.findall(r"\w+", before[: last.start()])[-1:]
    beside = any(cues.COPULA.fullmatch(word) for word in previous)
    verbs = [number for number, word in enumerate(gap) if cues.COPULA.fullmatch(word)]
    return beside or not verbs or verbs[0] == 0 or (verbs[0] == 1 and gap[0] in cues.FILLERS)


def _denied_grade(match: re.Match[str], before: str, *, plural: bool) -> Decision | None:
    """Return what a denied mention says: no step at all, or nothing where only the serious step is denied."""
    if not match["serious"]:
        return Decision.NO_MISCONDUCT
    return Decision.NO_MISCONDUCT if plural and cues.EXISTENTIAL.search(before) else None
