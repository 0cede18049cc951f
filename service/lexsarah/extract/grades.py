"""Grades in boxes, fields and prose: every mention of a step of the scale, with whose word it is.

A mention that is asked, supposed, denied, general or a reporter's gives nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from lexsarah.extract import cues_decision as cues
from lexsarah.extract.clauses import Sentence, clause_at, quotation, trimmed, within
from lexsarah.language import lowered
from lexsarah.records import Block, BlockKind, Case, ParsedDocument, Span
from lexsarah.vocabulary import Decider, Decision


class Standing(IntEnum):
    """How much a finding weighs; of several the lowest number wins."""

    TICKED = 0
    FIELD = 1
    OPERATOR = 2
    SECOND_HAND = 3
    """An authority's or an investigator's."""
    PRELIMINARY = 4
    """Given for the time being, or in an earlier case."""
    RUNNING = 5
    """No grade: an investigation is said to be running."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A step of the scale found at ``span`` (of the text)."""

    decision: Decision
    standing: Standing
    span: Span
    by: Decider = Decider.OPERATOR


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
    if _is_choice(lower):
        return None
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
                early = cues.PRELIMINARY.search(lowered(document.slice(block.label)))
                standing = Standing.PRELIMINARY if early else Standing.FIELD
                yield Grade(decision, standing, span if len(span) < 200 else block.value)


# --- grades in prose ---------------------------------------------------------------------------------------------


def _prose_grades(document: ParsedDocument, sentences: tuple[Sentence, ...]) -> Iterator[Grade]:
    options = _options(sentences)
    for sentence in sentences:
        if sentence.block.kind is BlockKind.CHECKBOX or sentence.is_question or sentence.index in options:
            continue
        if cues.REPORTER.search(sentence.lower):
            continue
        yield from _graded(document, sentence)
        if _running(sentence):
            match = cues.RUNNING.search(sentence.lower)
            start, end = match.span() if match else (0, len(sentence.lower))
            yield Grade(Decision.ONGOING, Standing.RUNNING, quotation(document.text, sentence, start, end))


LEAST_CHOICE = 2
"""Steps that stand alone one after the other, from which on they are what could be chosen, not what was."""

MORE_WORDS = 4
"""Words that an option of a form may have beside its step ("– anmäls till IVO")."""


def _steps(lower: str) -> set[Decision]:
    """Return the steps of the scale that a text names, a denied one as no misconduct."""
    found = set()
    end = 0
    for match in cues.GRADE.finditer(lower):
        denied = cues.NEGATION.search(lower, end, match.start())
        found.add(Decision.NO_MISCONDUCT if denied else _step(match))
        end = match.end()
    return found


def _is_choice(lower: str) -> bool:
    """Whether a text of nothing but steps offers several of them, as a form does whose marks were lost."""
    steps = _steps(lower)
    return len(steps) > LEAST_CHOICE and len(re.findall(r"\w+", cues.GRADE.sub("", lower))) <= MORE_WORDS


def _options(sentences: tuple[Sentence, ...]) -> set[int]:
    """Return indices of sentences that are the options of a form: steps alone, two or more different ones in a row."""
    found: set[int] = set()
    row: list[Sentence] = []
    for sentence in (*sentences, None):
        alone = sentence is not None and cues.GRADE.search(sentence.lower) is not None
        if sentence is not None and alone:
            rest = cues.GRADE.sub("", sentence.lower)
            alone = len(re.findall(r"\w+", rest)) <= MORE_WORDS and cues.ASSESSING.search(rest.split("–")[0]) is None
        if sentence is not None and alone:
            row.append(sentence)
            continue
        if len(set().union(*(_steps(one.lower) for one in row))) > (LEAST_CHOICE if len(row) < 3 else 1):
            found |= {one.index for one in row}
        row = []
    return found


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
    for match in cues.GRADE.finditer(lower):
        decision = _mention(sentence, match)
        if decision is not None:
            span = quotation(document.text, sentence, match.start(), match.end())
            clause = clause_at(lower, match.start())
            yield Grade(decision, _standing(sentence, clause), span, _decider(lower, clause))
    for match in cues.PREDICATE.finditer(lower):
        before = lower[max(0, match.start() - 25) : match.end()]
        if not cues.NEGATION.search(before) and not cues.HEDGED.search(lower, 0, match.start()):
            span = quotation(document.text, sentence, match.start(), match.end())
            clause = clause_at(lower, match.start())
            yield Grade(Decision.SERIOUS_MISCONDUCT, _standing(sentence, clause), span, _decider(lower, clause))


def _standing(sentence: Sentence, clause: Span) -> Standing:
    """Whose grade a clause gives: what another clause behind it says of somebody else does not count."""
    lower, section = sentence.lower, lowered(sentence.block.section or "")
    start = max(0, clause.start - LOOK_BACK)
    early = cues.EARLIER.search(lower, clause.start, clause.end) or cues.PRELIMINARY.search(lower, start, clause.end)
    if early or cues.EARLIER_HEAD.search(section):
        return Standing.PRELIMINARY
    others = cues.PROPOSAL_HEAD.search(section) or cues.SECOND_HAND.search(lower, start, clause.end)
    return Standing.SECOND_HAND if others or cues.SECOND_HAND_AFTER.search(lower) else Standing.OPERATOR


def _decider(lower: str, clause: Span) -> Decider:
    """Who grades, by the last that a sentence names before the end of a clause or right behind it."""
    named = [
        (match.start(), decider)
        for decider, pattern in cues.DECIDERS
        for match in pattern.finditer(lower, max(0, clause.start - LOOK_BACK), clause.end)
    ]
    if named:
        return max(named)[1]
    return Decider.INVESTIGATOR if cues.SECOND_HAND_AFTER.search(lower) else Decider.OPERATOR


def _mention(sentence: Sentence, match: re.Match[str]) -> Decision | None:
    """Grade that a mention in prose gives, or None where it finds nothing."""
    lower = sentence.lower
    clause = clause_at(lower, match.start())
    before = _before(lower, clause, match)
    after = lower[match.end() : clause.end]
    plural = match.group().endswith(("missförhållanden", "missförhållandena"))
    governing = before[left.start() :] if (left := _last(cues.LEFT_OPEN, before)) else before
    hedge = _last(cues.HEDGED, governing)
    if _denied(lower, clause, match):
        denial = _last(cues.NEGATION, before)
        asked = hedge is not None and denial is not None and denial.end() <= hedge.end() + len(before) - len(governing)
        return None if asked else _denied_grade(match, before, plural=plural)
    suspended = cues.NO_FINDING.search(before) or hedge or _supposes(lower, match.start())
    general = plural and not (match["risk"] or (match["serious"] and cues.FOUND.search(lower)))
    if suspended or general or not _asserted(sentence, clause, before, after, match):
        return None
    return _step(match)


LOOK_BACK = 400
"""Code points before a mention that can govern it: more than any clause of the corpus has."""


def _before(lower: str, clause: Span, match: re.Match[str]) -> str:
    """Return what stands before a mention in its clause."""
    return lower[max(clause.start, match.start() - LOOK_BACK) : match.start()]


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the last match of a pattern."""
    return next(reversed(list(pattern.finditer(text))), None)


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
    if match.group().endswith(("missförhållandet", "missförhållandena")):
        presupposed = match["serious"] and re.search(r"\bdet\s+$", before)
        if not graded or presupposed:
            return bool(presupposed)
    opens = sentence.block.kind is not BlockKind.FIELD and cues.STANDS_ALONE.fullmatch(sentence.lower, 0, match.start())
    if opens and cues.AFTER_ALONE.match(after):
        return True
    if cues.ASSESSING.search(before) or cues.ASSESSED_AFTER.match(after) or cues.CONTRASTED.match(before):
        return True
    return cues.ASSESSED_BEFORE.search(sentence.lower, 0, clause.start) is not None


def _denied(lower: str, clause: Span, match: re.Match[str]) -> bool:
    """Whether the mention is denied: a denial beside its verb or before it, right behind it, or one that it shares."""
    if cues.DENIED_AFTER.match(lower[match.end() : clause.end]):
        return True
    before = _before(lower, clause, match)
    while (other := _last(cues.GRADE, before)) and cues.OR_ELSE.fullmatch(before, other.end()):
        before = before[: other.start()]
    last = _last(cues.NEGATION, before)
    if last is None or re.match(r"\s+annat\s+än\b", before[last.end() :]):
        return False
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
