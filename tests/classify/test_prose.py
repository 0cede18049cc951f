from lexsarah.classify.prose import sentences_of_the_event
from lexsarah.records import BlockKind, Case

EVENT = "Personalen glömde att ge mannen hans medicin. " * 8


def spans(document, case):
    return [document.slice(one.span) for one in sentences_of_the_event(document, case)]


def test_law_boxes_contacts_captions_and_check_boxes_are_left_out(written):
    document, case = written(
        "Mannen föll i duschen.",
        (BlockKind.LAW_BOX, "Lex Sarah är en lag."),
        (BlockKind.CONTACT, "Ring chefen."),
        (BlockKind.CHECKBOX, "☒ Missförhållande", "Bedömning", True),
        "Foto: en fotograf",
    )
    assert spans(document, case) == ["Mannen föll i duschen."]


def test_sections_about_measures_are_left_out_when_enough_is_told_elsewhere(written):
    measure = (BlockKind.PARAGRAPH, "Rutinen för stölder skrivs om.", "Åtgärder")
    assert "Rutinen för stölder skrivs om." not in spans(*written(EVENT, measure))
    assert "Rutinen för stölder skrivs om." in spans(*written("Kort.", measure))


def test_only_the_case_is_read(written):
    document, _ = written("Den ena händelsen var en stöld.", "Den andra var ett fall.")
    second = document.blocks[1].span
    assert spans(document, Case(second, "")) == ["Den andra var ett fall."]
