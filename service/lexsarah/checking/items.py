"""Each required item of a case: found, not found or not applicable, with its words.

An item is found where words answer a heading, label or question that asks for it, where a cue tells of it, or where
the report has a fact of it. An empty field, boxes of which none is ticked, "uppgift saknas" and a reference to another
paper are no answers.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lexsarah.checking import cues
from lexsarah.extract.clauses import count_words, trimmed
from lexsarah.extract.cues_circumstances import AGAIN, LAW
from lexsarah.extract.statements import Answer, Statement, statements
from lexsarah.extract.taken import Taken
from lexsarah.language import lowered
from lexsarah.records import DateValue, Evidence, Fact, ParsedDocument, PersonValue, Report, Span
from lexsarah.vocabulary import Consequence, DateRole, Decision, ItemStatus, IvoNotification, RequiredItem, SectionRole

MOST_QUOTES = 3
"""Quotations shown of one item."""

LEAST_EVENT = 5
"""Words of a sentence that tells what happened."""

TITLE_AFTER_NAME = 40
"""Code points behind a name that are quoted with it."""

SIGNED_AT = 0.85
"""Share of the text after which a name on a line of its own is a signature."""


@dataclass(frozen=True, slots=True)
class ItemResult:
    """A required item and whether a case holds it; ``evidence`` is empty unless it is found."""

    item: RequiredItem
    status: ItemStatus
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A case as the finders see it."""

    document: ParsedDocument
    report: Report
    statements: tuple[Statement, ...]

    def facts(self, field: str) -> tuple[Fact, ...]:
        """Facts of a field that hold and have words."""
        return tuple(fact for fact in self.report.values(field) if fact.evidence)

    def spans(self, field: str) -> list[Span]:
        """Where the facts of a field stand."""
        return [fact.evidence[0].span for fact in self.facts(field)]

    def taken(self) -> Iterator[tuple[Fact, Span]]:
        """Yield the measures that are stated, less what stands where it is asked who gave information."""
        told = _taken(one for one in self.statements if one.asked == {RequiredItem.SOURCES})
        for fact, span in self.stated("measure"):
            if not told.overlaps(span):
                yield fact, span

    def stated(self, field: str) -> Iterator[tuple[Fact, Span]]:
        """Yield the facts of a field, less those of sentences that point elsewhere or tell what the law says."""
        void = _taken(one for one in self.statements if one.answer is not Answer.GIVEN or LAW.search(one.lower))
        for fact in self.facts(field):
            span = fact.evidence[0].span
            if not void.overlaps(span):
                yield fact, span

    def answering(self, item: RequiredItem) -> list[Statement]:
        """Statements that say something where an item is asked for."""
        return [one for one in self.statements if one.answers(item)]

    def holding(self, field: str) -> list[Statement]:
        """Statements in which the facts of a field stand."""
        places = _places(self.spans(field))
        return [one for one in self.statements if places.overlaps(one.span)]

    def dates(self, *roles: DateRole) -> list[Span]:
        """Where dates of some roles stand."""
        return [
            fact.evidence[0].span
            for fact in self.facts("date")
            if isinstance(fact.value, DateValue) and fact.value.role in roles
        ]


def _taken(found: Iterable[Statement]) -> Taken:
    return _places(one.span for one in found)


def _places(spans: Iterable[Span]) -> Taken:
    """Gather spans, to be asked what overlaps them."""
    taken = Taken()
    for span in spans:
        taken.add(span)
    return taken


def paper_of(document: ParsedDocument, report: Report) -> Paper:
    """Return a case with its statements."""
    return Paper(document, report, statements(document, report.case))


Finder = Callable[[Paper], list[Span] | None]
"""Gives the words of an item; None where it is not applicable."""


def item_results(paper: Paper) -> tuple[ItemResult, ...]:
    """Look for every required item, in the order of the vocabulary."""
    return tuple(_result(paper, item, FINDERS[item](paper)) for item in RequiredItem)


def _result(paper: Paper, item: RequiredItem, spans: list[Span] | None) -> ItemResult:
    if spans is None:
        return ItemResult(item, ItemStatus.NOT_APPLICABLE, ())
    words = [trimmed(paper.document.text, span) for span in dict.fromkeys(spans)]
    evidence = tuple(paper.document.evidence(span) for span in words[:MOST_QUOTES] if len(span))
    return ItemResult(item, ItemStatus.FOUND if evidence else ItemStatus.NOT_FOUND, evidence)


def _spans(found: Iterable[Statement]) -> list[Span]:
    return [one.span for one in found]


# --- what happened, and what it led to -----------------------------------------------------------------------------


def _of_event(one: Statement) -> bool:
    """Whether it stands under a heading that announces what happened."""
    return one.block.announced is SectionRole.EVENT


def _event(paper: Paper) -> list[Span]:
    told = [one for one in paper.statements if _of_event(one) and count_words(one.lower) >= LEAST_EVENT]
    return [*paper.spans("event_type"), *_spans(told)]


def _actual(paper: Paper) -> list[Span]:
    facts = [span for fact, span in paper.stated("consequence") if fact.value != Consequence.RISK]
    other = RequiredItem.POSSIBLE_CONSEQUENCES
    under = [one for one in paper.answering(RequiredItem.ACTUAL_CONSEQUENCES) if other not in one.asked]
    return [*facts, *_spans(under)]


def _general(one: Statement) -> bool:
    """Whether it speaks of the law, or of what may happen again: no consequence of this event."""
    return bool(LAW.search(one.lower) or AGAIN.search(one.lower))


def _possible(paper: Paper) -> list[Span] | None:
    facts = [span for fact, span in paper.stated("consequence") if fact.value == Consequence.RISK]
    other = RequiredItem.ACTUAL_CONSEQUENCES
    asked = [*paper.answering(RequiredItem.POSSIBLE_CONSEQUENCES), *paper.answering(other)]
    under = [one for one in asked if other not in one.asked or (cues.POSSIBLE.search(one.lower) and not _general(one))]
    said = [one for one in paper.statements if cues.POSSIBLE_HARM.search(one.lower) and not _general(one)]
    found = [*facts, *_spans([*under, *said])]
    died = any(fact.value == Consequence.DEATH for fact in paper.facts("consequence"))
    return None if died and not found else found


# --- when ----------------------------------------------------------------------------------------------------------


def _noticed_how(paper: Paper) -> list[Span]:
    return [*paper.spans("discovered"), *_spans(paper.answering(RequiredItem.NOTICED_HOW))]


def _noticed_when(paper: Paper) -> list[Span]:
    dated = [fact.evidence[-1].span for fact in paper.facts("discovered") if isinstance(fact.value, DateValue)]
    told = [*paper.holding("discovered"), *paper.answering(RequiredItem.NOTICED_WHEN)]
    return [*dated, *_spans(one for one in told if cues.TIME.search(one.lower))]


def _event_time(paper: Paper) -> list[Span]:
    told = [
        one
        for one in paper.statements
        if (one.answers(RequiredItem.EVENT_TIME) or _of_event(one)) and cues.TIME.search(one.lower)
    ]
    events = _places(paper.spans("event_type"))
    beside = [one for one in paper.statements if events.overlaps(one.span) and cues.DAY.search(one.lower)]
    return [*paper.dates(DateRole.INCIDENT), *_spans([*told, *beside]), *_lines(paper, cues.EVENT_DATED)]


# --- why, and again ------------------------------------------------------------------------------------------------


def _causes(paper: Paper) -> list[Span]:
    return [*paper.spans("cause"), *_spans(paper.answering(RequiredItem.CAUSES))]


def _happened_before(paper: Paper) -> list[Span]:
    return [*paper.spans("happened_before"), *_spans(paper.answering(RequiredItem.BEFORE))]


def _why_again(paper: Paper) -> list[Span] | None:
    """Not applicable unless the like has happened before."""
    if not any(fact.value is True for fact in paper.facts("happened_before")):
        return None
    before = [*paper.holding("happened_before"), *paper.answering(RequiredItem.BEFORE)]
    near = {one.sentence.index + step for one in before for step in range(4)}
    sections = {one.block.section for one in before}
    reasons = [
        one
        for one in paper.statements
        if one.sentence.index in near and one.block.section in sections and cues.WHY_AGAIN.search(one.lower)
    ]
    return _spans([*paper.answering(RequiredItem.WHY_AGAIN), *reasons])


def _may_recur(paper: Paper) -> list[Span]:
    """Where a heading asks for earlier events too, only what speaks of the future answers."""
    asked = [one for one in paper.answering(RequiredItem.MAY_RECUR) if RequiredItem.BEFORE not in one.asked]
    return [*paper.spans("may_recur"), *_spans(asked)]


# --- measures, decision --------------------------------------------------------------------------------------------


def _measures(paper: Paper) -> list[Span]:
    facts = [span for _, span in paper.taken()]
    return [*facts, *_spans(paper.answering(RequiredItem.MEASURES))]


def _measures_time(paper: Paper) -> list[Span] | None:
    measures = _measures(paper)
    if not measures:
        return None
    places = _places(measures)
    rows = [one for one in paper.statements if places.overlaps(one.span) or places.overlaps(one.block.span)]
    return _spans(one for one in rows if cues.TIME.search(one.lower) or cues.DUE.search(one.lower))


def _other(paper: Paper) -> list[Span] | None:
    return _spans(paper.answering(RequiredItem.OTHER)) or None


DECIDED_STEPS = frozenset({IvoNotification.NOTIFIED, IvoNotification.DECIDED, IvoNotification.NO})


def _decision(paper: Paper) -> list[Span]:
    """Find a grade, or what is decided of the notification to the inspectorate."""
    grades = [fact for fact in paper.facts("decision") if fact.value != Decision.ONGOING]
    steps = [fact for fact in paper.facts("ivo") if fact.value in DECIDED_STEPS]
    return [fact.evidence[0].span for fact in (*grades, *steps)]


# --- the notes -----------------------------------------------------------------------------------------------------

MADE = (DateRole.INVESTIGATION_STARTED, DateRole.INVESTIGATION_CLOSED, DateRole.DECIDED, DateRole.PUBLISHED)
"""Roles of the days that a paper itself was made on."""


HEADER_ROLES = (DateRole.OTHER, DateRole.REPORTED_TO_IVO)
HEADER = 250
"""Code points at the top of a paper that hold its number, its date and whom it goes to."""


def _dated(paper: Paper) -> list[Span]:
    """Find a day that the paper was made on; a date among its first lines is its own, unless it is another's."""
    top = paper.report.case.span.start + HEADER
    header = [span for span in paper.dates(*HEADER_ROLES) if span.end <= top]
    return [*paper.dates(*MADE), *_lines(paper, cues.MADE_DATED), *header]


def _lines(paper: Paper, pattern: re.Pattern[str]) -> list[Span]:
    """Where a pattern stands in the case's lines."""
    span = paper.report.case.span
    return [Span(*match.span()) for match in pattern.finditer(lowered(paper.document.text), span.start, span.end)]


def _sources(paper: Paper) -> list[Span]:
    told = [
        one
        for one in paper.statements
        if (one.answers(RequiredItem.SOURCES) or cues.SOURCE.search(one.lower))
        and (RequiredItem.MEASURES not in one.asked or cues.ACCORDING.search(one.lower))
    ]
    return _spans(told)


def _assessment_apart(paper: Paper) -> list[Span]:
    said = [one for one in paper.statements if cues.ASSESSED.search(one.lower)]
    return _spans([*paper.answering(RequiredItem.ASSESSMENT_APART), *said])


def _investigators(paper: Paper) -> list[Span]:
    """Names of those who made the investigation: called so by a label or a role; failing that those who signed it."""
    text, case = paper.document.text, paper.report.case
    labels = cues.INVESTIGATOR.finditer(lowered(text), case.span.start, case.span.end)
    names = [name for label in labels if (name := cues.NAME.match(text, label.end()))]
    called = [Span(*name.span()) for name in names]
    called += [fact.evidence[0].span for fact in paper.facts("person") if "utred" in (_role(fact) or "").lower()]
    if called:
        return called
    known = {fact.value.name for fact in paper.facts("person") if isinstance(fact.value, PersonValue)}
    end = int(case.span.start + SIGNED_AT * len(case.span))
    return [Span(*name.span()) for name in cues.SIGNED.finditer(text, end, case.span.end) if name.group() in known]


def _role(fact: Fact) -> str | None:
    return fact.value.role if isinstance(fact.value, PersonValue) else None


def _investigator(paper: Paper) -> list[Span]:
    return _investigators(paper)


def _title(paper: Paper) -> list[Span]:
    text = paper.document.text
    named = [span for span in _investigators(paper) if _has_title(paper, span)]
    return [Span(span.start, min(span.end + TITLE_AFTER_NAME, _line_end(text, span.end))) for span in named]


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _has_title(paper: Paper, name: Span) -> bool:
    """Whether a title stands with a name; the label "Utredare" before it is none."""
    text = paper.document.text
    roles = [
        fact.value.role
        for fact in paper.facts("person")
        if isinstance(fact.value, PersonValue) and fact.value.name == text[name.start : name.end]
    ]
    titled = any(role and role.lower() not in {"utredare", "handläggare"} for role in roles)
    return titled or bool(cues.TITLE_AFTER.match(text, name.end, name.end + 40))


FINDERS: dict[RequiredItem, Finder] = {
    RequiredItem.EVENT: _event,
    RequiredItem.ACTUAL_CONSEQUENCES: _actual,
    RequiredItem.POSSIBLE_CONSEQUENCES: _possible,
    RequiredItem.NOTICED_WHEN: _noticed_when,
    RequiredItem.NOTICED_HOW: _noticed_how,
    RequiredItem.EVENT_TIME: _event_time,
    RequiredItem.CAUSES: _causes,
    RequiredItem.BEFORE: _happened_before,
    RequiredItem.WHY_AGAIN: _why_again,
    RequiredItem.MAY_RECUR: _may_recur,
    RequiredItem.MEASURES: _measures,
    RequiredItem.MEASURES_TIME: _measures_time,
    RequiredItem.OTHER: _other,
    RequiredItem.DECISION: _decision,
    RequiredItem.DATED: _dated,
    RequiredItem.SOURCES: _sources,
    RequiredItem.ASSESSMENT_APART: _assessment_apart,
    RequiredItem.INVESTIGATOR: _investigator,
    RequiredItem.INVESTIGATOR_TITLE: _title,
}
