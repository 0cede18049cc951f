from lexsarah.classify.account import counted, found_in, lines
from lexsarah.records import BlockKind, Fact, Producer, Span

RULE = Producer("rule", "findings", "1")


def words(account):
    return [line.text for line in account]


def test_every_sentence_and_cell_is_a_line_and_only_what_may_state_something_tells(written):
    document, case = written(
        (BlockKind.HEADING, "Orsaker"),
        "Rutinen saknades. Vem hade ansvaret?",
        (BlockKind.TABLE, "Larmet\tGick sönder"),
        (BlockKind.LAW_BOX, "Den som arbetar ska rapportera."),
    )
    account = lines(document, case)
    assert words(account) == [
        "Orsaker",
        "Rutinen saknades.",
        "Vem hade ansvaret?",
        "Larmet",
        "Gick sönder",
        "Den som arbetar ska rapportera.",
    ]
    assert all(document.slice(line.span) == line.text for line in account)
    assert [line.text for line in account if line.tells] == ["Rutinen saknades.", "Larmet", "Gick sönder"]


def test_check_boxes_and_what_lies_outside_the_case_are_no_lines(written):
    document, case = written("Först detta.", (BlockKind.CHECKBOX, "Annat", None, True), "Sedan detta.")
    assert words(lines(document, case)) == ["Först detta.", "Sedan detta."]
    first = type(case)(Span(0, 12), "")
    assert words(lines(document, first)) == ["Först detta."]


def test_a_finding_of_the_rules_belongs_to_the_line_that_it_begins_in(written):
    document, case = written("Larmet gick sönder. Rutinen saknades.")
    account = lines(document, case)
    start = document.text.index("Rutinen")
    fact = Fact("cause", "procedurer_rutiner", (document.evidence(Span(start, start + 7)),), RULE)
    by_person = Fact("cause", "procedurer_rutiner", fact.evidence, Producer("human", "x", "1"))
    elsewhere = Fact("date", "x", fact.evidence, RULE)
    assert found_in(account, (fact, by_person, elsewhere)) == [[], [fact]]
    assert found_in(account[:1], (fact,)) == [[]]
    signs = [one["signs"] for one in counted(account, (fact,))]
    assert set(signs[0]) == {"> cause"}
    assert set(signs[1]) == {"cause", "cause procedurer_rutiner"}


def test_a_lead_in_speaks_for_the_list_that_follows_and_for_nothing_after_it(written):
    document, case = written(
        "Följande åtgärder ska vidtas:", (BlockKind.LIST_ITEM, "Ny rutin"), (BlockKind.LIST_ITEM, "Utbildning"), "Slut."
    )
    under = [one["under"] for one in counted(lines(document, case), ())]
    assert ["lead åtgärd" in one for one in under] == [False, True, True, False]


def test_headings_and_labels_are_counted_apart_from_the_words(written):
    document, case = written((BlockKind.PARAGRAPH, "Orsak: nyckeln saknades", "Vår bedömning"))
    (one,) = counted(lines(document, case), ())
    assert {"heading bedömning", "label orsak"} <= set(one["under"])
    assert "heading bedömning" not in one["words"]
    assert "nyckeln" in one["words"]


def test_where_headings_announce_causes_a_line_knows_whether_it_stands_under_one(written):
    from dataclasses import replace

    from lexsarah.vocabulary import SectionRole

    document, case = written("Larmet var trasigt.", "Vi beklagar.")
    assert all("cause nowhere" in one["under"] for one in counted(lines(document, case), ()))
    first, second = document.blocks
    told = replace(document, blocks=(replace(first, role=SectionRole.CAUSE), second))
    under = [one["under"] for one in counted(lines(told, case), ())]
    assert "cause inside" in under[0]
    assert "cause outside" in under[1]


def test_names_and_numbers_are_features_of_nothing(written):
    document, case = written("Larmet till Qvarnströmer ringde 17 gånger.", "Sedan kom Qvarnströmer.")
    for one in counted(lines(document, case), ()):
        assert not any("qvarn" in feature.lower() or "17" in feature for block in one.values() for feature in block)
