import pytest

from lexsarah.classify.deletion import MOST_SENTENCES
from lexsarah.classify.types import MOST_EVENT_TYPES, chosen_events
from lexsarah.records import BlockKind
from lexsarah.vocabulary import EventType, MisconductType

TOLD = [
    ("Ett armband och 900 kronor stals ur den äldre kvinnans nattduksbord.", {EventType.THEFT}),
    ("Fel dos insulin gavs två kvällar i rad och ordinationen följdes inte.", {EventType.MEDICATION}),
    ("Larmet ringde men ingen svarade, och de som hade jouren åkte inte ut.", {EventType.ALARM_UNANSWERED}),
    (
        "En orosanmälan om ett barn blev liggande oläst i sex veckor utan att skyddsbedömning gjordes.",
        {EventType.CONCERN_REPORT},
    ),
    ("Personalen filmade en boende på toaletten och lade ut klippet på Snapchat.", {EventType.PRIVACY_IMAGES}),
    ("Undersköterskan slog mannen i ansiktet och sparkade honom på benet.", {EventType.PHYSICAL_ABUSE_STAFF}),
    ("Två boende bråkade i matsalen och den ene knuffade omkull den andra.", {EventType.VIOLENCE_BETWEEN_CLIENTS}),
    ("Mannen låstes in på sitt rum hela natten utan att ha samtyckt.", {EventType.UNLAWFUL_RESTRAINT}),
    ("Hemtjänsten kom aldrig, besöken uteblev hela helgen och hon var utan hjälp.", {EventType.MISSED_VISIT}),
    ("Sekretessen röjdes när ett brev med uppgifter om klienten skickades till fel adress.", {EventType.SECRECY}),
    ("Hon satte köttbiten i halsen under lunchen och kvävdes.", {EventType.FOOD_DRINK}),
    ("Handläggaren lät utredningen om barnen ligga i åtta månader.", {EventType.INVESTIGATION_DELAYED}),
]


def values(facts, field):
    return [fact.value for fact in facts if fact.field == field]


@pytest.mark.parametrize(("told", "expected"), TOLD)
def test_what_happened_is_recognised_in_new_words(classifier, written, told, expected):
    assert expected <= set(values(classifier(*written(told), ()), "event_type"))


def test_what_it_threatened_is_recognised(classifier, written):
    told = "Mannen föll, bröt höften och fick föras till sjukhus med ambulans för operation."
    assert MisconductType.THREAT_PHYSICAL_HEALTH in values(classifier(*written(told), ()), "misconduct_type")


def test_evidence_is_verbatim_and_stands_where_the_event_is_told(classifier, written):
    theft = "Guldkedjan och kontanterna hade stulits ur byrån."
    document, case = written(
        "Kommunen har skickat en anmälan till IVO.",
        "Nämnden fick information om saken vid sitt senaste sammanträde i rådhuset.",
        theft,
        "Utredningen har gjorts av kvalitetsenheten tillsammans med ansvarig chef.",
    )
    facts = classifier(document, case, ())
    for fact in facts:
        assert 1 <= len(fact.evidence) <= MOST_SENTENCES
        assert all(document.slice(one.span) == one.quote for one in fact.evidence)
    stolen = next(fact for fact in facts if fact.value == EventType.THEFT)
    assert theft in [one.quote for one in stolen.evidence]


def test_every_case_has_one_to_three_event_types_one_primary_type_and_what_follows_from_them(classifier, written):
    facts = classifier(*written(*(told for told, _ in TOLD)), ())
    assert 1 <= len(values(facts, "event_type")) <= MOST_EVENT_TYPES
    primary = values(facts, "primary_type")
    assert len(primary) == 1
    assert primary[0] in values(facts, "misconduct_type")
    assert all(0 <= fact.confidence <= 1 and fact.producer == classifier.producer for fact in facts)
    assert len(values(facts, "misconduct_type")) == len(set(values(facts, "misconduct_type")))


def test_a_law_box_gives_no_label(classifier, written):
    box = "Lex Sarah gäller den som slår, stjäl eller inte ger mat och medicin."
    assert classifier(*written((BlockKind.LAW_BOX, box)), ()) == ()
    told = "Fel dos insulin gavs två kvällar i rad."
    alone = classifier(*written(told), ())
    beside = classifier(*written(told, (BlockKind.LAW_BOX, box)), ())
    assert [(fact.field, fact.value, fact.confidence) for fact in alone] == [
        (fact.field, fact.value, fact.confidence) for fact in beside
    ]


def test_ticked_boxes_come_as_rules_beside_the_models_facts(classifier, written):
    labels = [(BlockKind.CHECKBOX, one.label, "Typ", one is MisconductType.TREATMENT) for one in MisconductType]
    facts = classifier(*written("Fel dos insulin gavs.", *labels), ())
    assert [fact.value for fact in facts if fact.producer.kind == "rule"] == [MisconductType.TREATMENT] * 2


def test_the_best_event_type_is_kept_below_the_threshold():
    assert chosen_events([0.1, 0.2, 0.05], 0.5) == [1]
    assert chosen_events([0.6, 0.9, 0.7, 0.8], 0.5) == [1, 3, 2]


def test_what_is_not_sure_is_marked(classifier, written):
    facts = [fact for told, _ in TOLD for fact in classifier(*written(told), ())]
    heads = classifier.model.linear.heads
    for fact in facts:
        if fact.field == "event_type":
            assert fact.unsure == (fact.confidence < heads["event_types"].sure[0])
    assert {fact.unsure for fact in facts} == {True, False}


def test_without_its_evidence_a_label_is_less_probable(classifier, written):
    document, case = written(*(told for told, _ in TOLD[:4]))
    for fact in classifier(document, case, ()):
        left = [block for block in document.blocks if not any(one.span in block.span for one in fact.evidence)]
        again = classifier(*written(*(document.slice(block.span) for block in left)), ())
        same = [one.confidence for one in again if (one.field, one.value) == (fact.field, fact.value)]
        assert not same or same[0] < fact.confidence
