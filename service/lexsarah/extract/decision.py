"""The operator's grade of a case and its notification to the inspectorate, by the rules of docs/data-model.md.

Ticked boxes win over labelled fields, these over prose; the operator's word over an authority's or investigator's; of
two grades the more severe; an explicit no to a notification over everything.
"""

from collections.abc import Iterator, Sequence

from lexsarah.extract import cues_decision as cues
from lexsarah.extract.clauses import Sentence, case_sentences, mended
from lexsarah.extract.grades import Grade, Standing, find_grades
from lexsarah.extract.notices import Notice, find_notices
from lexsarah.records import Case, Fact, ParsedDocument, Producer
from lexsarah.vocabulary import Absence, IvoNotification

PRODUCER = Producer("rule", "decision", "1")


STRENGTH: tuple[IvoNotification, ...] = (
    IvoNotification.PROPOSED,
    IvoNotification.DECIDED,
    IvoNotification.NOTIFIED,
    IvoNotification.NO,
)
"""Of two notices the later here holds: an explicit no wins over everything (record.md)."""


def find_decision(document: ParsedDocument, case: Case, told: Sequence[Sentence] | None = None) -> tuple[Fact, ...]:
    """Find the grade (``decision``, ``decision_by``), the notification (``ivo``) and ``reported_to_ivo``.

    ``decision`` is ``Absence.NOT_STATED`` without evidence where the text gives no grade; ``ivo`` is then
    ``IvoNotification.NOT_STATED``, also without evidence. ``told`` are the sentences of the case, ``mended``, where
    they were cut already.
    """
    sentences = mended(document, case_sentences(document, case)) if told is None else tuple(told)
    grades = find_grades(document, case, sentences)
    notices = find_notices(document, case, sentences)
    return (*_decision_facts(document, grades), *_notice_facts(document, notices))


def _decision_facts(document: ParsedDocument, grades: list[Grade]) -> Iterator[Fact]:
    if not grades:
        yield Fact("decision", Absence.NOT_STATED, (), PRODUCER)
        return
    best = min(grade.standing for grade in grades)
    kept = [grade for grade in grades if grade.standing == best]
    chosen = max(kept, key=lambda grade: cues.SEVERITY.index(grade.decision))
    evidence = (document.evidence(chosen.span),)
    yield Fact("decision", chosen.decision, evidence, PRODUCER)
    if chosen.standing is not Standing.RUNNING:
        yield Fact("decision_by", chosen.by, evidence, PRODUCER)


def _notice_facts(document: ParsedDocument, notices: list[Notice]) -> Iterator[Fact]:
    if not notices:
        yield Fact("ivo", IvoNotification.NOT_STATED, (), PRODUCER)
        return
    best = min(notice.standing for notice in notices)
    firm = (notice for notice in notices if notice.standing < Standing.PRELIMINARY)
    denied = [notice for notice in firm if notice.state is IvoNotification.NO]
    kept = [notice for notice in notices if notice.standing == best]
    chosen = denied[0] if denied else max(kept, key=lambda notice: STRENGTH.index(notice.state))
    evidence = (document.evidence(chosen.span),)
    yield Fact("ivo", chosen.state, evidence, PRODUCER)
    if chosen.state is not IvoNotification.PROPOSED:
        yield Fact("reported_to_ivo", chosen.state is not IvoNotification.NO, evidence, PRODUCER)
