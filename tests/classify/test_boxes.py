import pytest

from lexsarah.classify.boxes import OPTIONS, ticked_types
from lexsarah.records import BlockKind
from lexsarah.vocabulary import MisconductType

SECTION = "Typ av missförhållande"


def boxes(*ticked):
    words = [one.label for one in MisconductType]
    return [(BlockKind.CHECKBOX, word, SECTION, word in ticked) for word in words]


def values(facts, field):
    return [fact.value for fact in facts if fact.field == field]


def test_every_label_of_the_vocabulary_is_an_option():
    assert set(OPTIONS) == set(MisconductType)


@pytest.mark.parametrize("option", list(MisconductType))
def test_a_ticked_option_is_a_fact_with_its_words(written, option):
    document, case = written(*boxes(option.label))
    facts = ticked_types(document, case)
    assert values(facts, "misconduct_type") == [option] == values(facts, "primary_type")
    assert all(fact.evidence[0].quote == option.label and fact.producer.kind == "rule" for fact in facts)


def test_the_primary_type_is_what_went_wrong(written):
    document, case = written(*boxes("Hot mot fysisk hälsa", "Brister i utförandet av insats"))
    assert values(ticked_types(document, case), "primary_type") == [MisconductType.CARE_DELIVERY]


def test_the_forms_personal_health_means_safety(written):
    document, case = written(*boxes(), (BlockKind.CHECKBOX, "Hot mot personlig hälsa", SECTION, True))
    assert values(ticked_types(document, case), "misconduct_type") == [MisconductType.THREAT_SAFETY]


@pytest.mark.parametrize("checked", [False, None])
def test_an_empty_box_and_a_lost_mark_say_nothing(written, checked):
    document, case = written(*[(kind, words, section, checked) for kind, words, section, _ in boxes()])
    assert ticked_types(document, case) == ()


def test_annat_in_another_list_is_no_type(written):
    document, case = written(
        (BlockKind.CHECKBOX, "Teknik/utrustning", "Orsaker", False), (BlockKind.CHECKBOX, "Annat", "Orsaker", True)
    )
    assert ticked_types(document, case) == ()
