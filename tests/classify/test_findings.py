from dataclasses import replace

import numpy as np
import pytest

from lexsarah.classify.findings import LABELS, FindingsClassifier, chosen, load, scores
from lexsarah.classify.linear import Head
from lexsarah.extract.findings import find_findings
from lexsarah.records import BlockKind, Fact, Producer, Span
from lexsarah.resources import folder
from lexsarah.vocabulary import CauseArea, Consequence, Measure, MeasureStatus, SectionRole

RULE = Producer("rule", "findings", "1")

TOLD = [
    ("cause", CauseArea.ROUTINES, "Utredningen visar att det saknades en rutin för hur nycklarna skulle lämnas över."),
    ("cause", CauseArea.COMPETENCE, "Orsaken var att vikarien inte hade fått någon introduktion eller utbildning."),
    ("cause", CauseArea.ORGANISATION, "Orsaken var hög arbetsbelastning."),
    ("measure", Measure.TRAINING, "All personal har fått utbildning i bemötande efter händelsen."),
    ("measure", Measure.ROUTINE, "En ny rutin för hantering av larm har tagits fram."),
    ("measure", Measure.STAFFING, "Bemanningen på natten har utökats med ytterligare en person."),
    ("consequence", Consequence.PHYSICAL_HARM, "Mannen bröt höften och fick föras till sjukhus."),
    ("consequence", Consequence.MENTAL_HARM, "Kvinnan har känt sig rädd och otrygg efter händelsen."),
]


@pytest.fixture(scope="module")
def findings() -> FindingsClassifier:
    return load(folder("models") / "findings")


@pytest.mark.parametrize(("field", "value", "sentence"), TOLD)
def test_findings_are_told_in_new_words(findings, written, field, value, sentence):
    document, case = written("Under lördagskvällen inträffade en händelse på boendet.", sentence, "Nämnden informeras.")
    facts = findings(document, case, find_findings(document, case))
    (fact,) = [fact for fact in facts if (fact.field, fact.value) == (field, value)]
    assert fact.evidence[0].quote in sentence
    assert 0 < fact.confidence < 1
    assert fact.producer == findings.producer


def test_nothing_is_found_where_nothing_tells(findings, written):
    assert findings(*written((BlockKind.LAW_BOX, "Rutiner saknades och personal ska utbildas.")), ()) == ()
    assert findings(*written((BlockKind.HEADING, "Orsaker")), ()) == ()


def test_an_outcome_is_one_however_often_it_is_told(findings, written):
    told = ["Mannen bröt höften och fick föras till sjukhus.", "Han fick en bruten höft och opererades på sjukhuset."]
    document, case = written(*told)
    facts = findings(document, case, find_findings(document, case))
    assert [fact.value for fact in facts if fact.field == "consequence"].count(Consequence.PHYSICAL_HARM) == 1


def test_a_measure_says_how_far_it_has_come(findings, written):
    done = "En ny rutin för hantering av larm har tagits fram."
    planned = "Under hösten kommer all personal att få utbildning i bemötande."
    document, case = written(done, planned)
    found = findings(document, case, find_findings(document, case))
    said = {fact.value: fact.qualifier for fact in found if fact.field == "measure"}
    assert said == {Measure.ROUTINE: MeasureStatus.DONE, Measure.TRAINING: MeasureStatus.PLANNED}


def test_the_words_that_the_rules_took_for_the_same_are_quoted(findings, written):
    sentence = "Utredningen visar att det saknades en rutin för hur nycklarna skulle lämnas över."
    document, case = written(sentence)
    start = sentence.index("saknades en rutin")
    rule = Fact("cause", CauseArea.ROUTINES, (document.evidence(Span(start, start + 17)),), RULE)
    alone = next(fact for fact in findings(document, case, ()) if fact.value == CauseArea.ROUTINES)
    beside = next(fact for fact in findings(document, case, (rule,)) if fact.value == CauseArea.ROUTINES)
    assert beside.evidence == rule.evidence
    assert beside.confidence > alone.confidence


def test_open_sections_get_a_role_where_it_is_sure_and_nothing_else_changes(findings, written):
    document, _ = written(
        "All personal har fått utbildning i bemötande.",
        (BlockKind.HEADING, "Bedömning"),
        "All personal har fått utbildning i bemötande.",
        (BlockKind.LAW_BOX, "All personal har fått utbildning i bemötande."),
        "Grönt.",
    )
    blocks = list(document.blocks)
    blocks[2] = replace(blocks[2], role=SectionRole.ASSESSMENT)
    given = replace(document, blocks=tuple(blocks))
    filled = findings.with_roles(given)
    first, *others = filled.blocks
    assert first.role is SectionRole.MEASURE
    assert findings.model.linear.heads["role"].sure[0] <= first.role_chance <= 1
    assert tuple(others) == given.blocks[1:]
    assert replace(filled, blocks=given.blocks) == given
    assert findings.with_roles(filled) == filled


def test_a_document_without_sentences_keeps_its_blocks(findings, written):
    document, _ = written((BlockKind.HEADING, "Orsaker"))
    assert findings.with_roles(document) == document


def heads(stated, own, which):
    def head(name, weights, *, exclusive=False):
        count = len(LABELS[name])
        weights = np.asarray(weights, dtype=float).reshape(1, count)
        zeros = np.zeros(count)
        return Head(LABELS[name], exclusive, weights, zeros, np.ones(count), zeros, zeros, zeros)

    return {
        "stated": head("stated", stated),
        "cause": head("cause", own),
        "which cause": head("which cause", which, exclusive=True),
    }


def test_a_label_needs_that_something_is_stated_and_that_it_is_the_one():
    own, which = [0, 0, 0, 0, 0, 0], [4, 0, 0, 0, 0, 0]
    rows, none = np.ones((1, 1)), np.zeros((1, 6))
    likely = scores(heads([3, 0, 0], own, which), "cause", rows, none)[0]
    unlikely = scores(heads([-3, 0, 0], own, which), "cause", rows, none)[0]
    assert likely[0] > max(likely[1:])
    assert all(likely > unlikely)
    voiced = scores(heads([3, 0, 0], own, which), "cause", rows, np.eye(1, 6))[0]
    assert voiced[0] > likely[0]
    assert np.array_equal(voiced[1:], likely[1:])


def test_what_reaches_its_threshold_is_chosen_and_once_the_best_alone():
    chances = np.array([[0.6, 0.1], [0.9, 0.4], [0.2, 0.5]])
    assert chosen(chances, np.array([0.5, 0.5]), once=False) == [(0, 0), (1, 0), (2, 1)]
    assert chosen(chances, np.array([0.5, 0.5]), once=True) == [(1, 0), (2, 1)]
