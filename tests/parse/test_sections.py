"""Headings and labels announce what their sections are for, by their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.limits import Limits
from lexsarah.parse.structure.sections import announced, with_roles
from lexsarah.parse.text import parse_text
from lexsarah.records import BlockKind, SourceFile
from lexsarah.vocabulary import SectionRole


def roles(text: str) -> list[tuple[str, SectionRole | None]]:
    document = parse_text(SourceFile("0" * 64, "text/plain", "x", "x", text.encode()), Limits())
    return [(document.slice(block.span), block.role) for block in document.blocks]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Vad har hänt?", SectionRole.EVENT),
        ("Redogörelse för händelseförloppet", SectionRole.EVENT),
        ("Beskriv vad som har hänt", SectionRole.EVENT),
        ("Typ av missförhållande (flera alternativ kan anges)", SectionRole.EVENT),
        ("Hur upptäcktes händelsen?", SectionRole.DISCOVERY),
        ("När och hur uppmärksammades missförhållandet", SectionRole.DISCOVERY),
        ("2. När/hur upptäckt", SectionRole.DISCOVERY),
        ("Vilka konsekvenser fick det inträffade för den enskilde?", SectionRole.CONSEQUENCE),
        ("Del 3 – Konsekvens", SectionRole.CONSEQUENCE),
        ("4.2 Orsaker till händelsen", SectionRole.CAUSE),
        ("Bakomliggande orsaker", SectionRole.CAUSE),
        ("Varför hände det?", SectionRole.CAUSE),
        ("Omgivning och organisation", SectionRole.CAUSE),
        ("XI Åtgärder", SectionRole.MEASURE),
        ("Vidtagna och planerade åtgärder", SectionRole.MEASURE),
        ("Vad gör kommunen nu?", SectionRole.MEASURE),
        ("Åtgärd direkt", SectionRole.MEASURE),
        ("Förvaltningens bedömning", SectionRole.ASSESSMENT),
        ("Skälen för beslutet", SectionRole.ASSESSMENT),
        ("Kan det hända igen?", SectionRole.ASSESSMENT),
        ("Förslag till beslut", SectionRole.DECISION),
        ("Socialnämndens beslut", SectionRole.DECISION),
        ("Anmälan till IVO", SectionRole.DECISION),
        ("Ärendebeskrivning", SectionRole.BACKGROUND),
        ("Har det hänt tidigare?", SectionRole.BACKGROUND),
        ("Tillämpliga bestämmelser", SectionRole.FACT_BOX),
        ("Presskontakt", SectionRole.CONTACT),
        ("Datum och underskrift", SectionRole.SIGNATURES),
    ],
)
def test_headings_are_told_by_their_words(words: str, role: SectionRole) -> None:
    assert announced(words) == (role, True)
    assert announced(words.upper())[0] is role


@pytest.mark.parametrize("words", ["Ekonomiska konsekvenser", "Konsekvenser för barn", "Yrkanden", "Beslutsunderlag"])
def test_headings_of_memos_and_minutes_that_are_none_of_the_roles_are_known(words: str) -> None:
    assert announced(words) == (None, True)


@pytest.mark.parametrize(
    "words",
    [
        "Personal stängdes av efter larm som inte besvarades",
        "Händelsen får ett politiskt efterspel",
        "Karin Utby",
        "Solgläntan",
    ],
)
def test_a_headline_or_a_name_announces_nothing(words: str) -> None:
    assert announced(words) == (None, False)


def test_text_stands_under_the_role_of_its_heading() -> None:
    found = roles(
        "Utredning enligt lex Sarah\n\nOrsaker\n\nRutinen var inte känd.\n\nÅtgärder\n\nRutinen har gåtts igenom.\n"
    )
    assert found[1:] == [
        ("Orsaker", SectionRole.CAUSE),
        ("Rutinen var inte känd.", SectionRole.CAUSE),
        ("Åtgärder", SectionRole.MEASURE),
        ("Rutinen har gåtts igenom.", SectionRole.MEASURE),
    ]


def test_a_sub_heading_of_no_known_kind_keeps_the_role_and_the_next_number_ends_it() -> None:
    found = dict(
        roles(
            "Utredning av utebliven tillsyn\n\n4 Orsaker\n\nFlera orsaker har samverkat.\n\n"
            "4.1 Bemanning\n\nTvå var sjuka.\n\n4.2 Vidtagna åtgärder\n\nVikarier ringdes in.\n\n"
            "4.3 Lokaler\n\nDörren var låst.\n\n5 Stig Utby\n\nHan har hörts.\n"
        )
    )
    assert found["Två var sjuka."] is SectionRole.CAUSE
    assert found["Vikarier ringdes in."] is SectionRole.MEASURE
    assert found["Dörren var låst."] is SectionRole.CAUSE
    assert found["Han har hörts."] is None


def test_labels_give_a_role_to_their_own_field_alone() -> None:
    found = dict(
        roles("Rapport\n\nHändelse: En kund föll.\nOrsak: Halt golv.\nÅtgärd: Mattan är borttagen.\nEnhet: Linden\n")
    )
    assert found["Händelse: En kund föll."] is SectionRole.EVENT
    assert found["Orsak: Halt golv."] is SectionRole.CAUSE
    assert found["Åtgärd: Mattan är borttagen."] is SectionRole.MEASURE
    assert found["Enhet: Linden"] is None


def test_a_text_without_headings_leaves_roles_open() -> None:
    assert {role for _, role in roles("En kund föll i hallen. Hon bröt armen.\n\nLarmet var trasigt.\n")} == {None}


def test_boxes_take_the_role_of_what_they_answer() -> None:
    document = parse_text(
        SourceFile("0" * 64, "text/plain", "x", "x", "Åtgärder\n\nBeslut\t☒ Missförhållande\t☐ Risk\n".encode()),
        Limits(),
    )
    boxes = [block for block in document.blocks if block.kind is BlockKind.CHECKBOX]
    assert [block.role for block in boxes] == [SectionRole.DECISION] * 2


@given(st.lists(st.sampled_from(["Orsaker", "3.1 Teknik", "Åtgärder:", "En kund föll.", "Beslut: ja", "Kontakt", "x"])))
def test_roles_change_nothing_else(lines: list[str]) -> None:
    text = "\n\n".join(["Rapport", *lines])
    document = parse_text(SourceFile("0" * 64, "text/plain", "x", "x", text.encode()), Limits())
    again = with_roles(document.text, document.blocks)
    assert again == document.blocks


def test_a_line_of_any_length_is_judged_at_once() -> None:
    assert announced("orsak " * 200_000) == (None, False)
