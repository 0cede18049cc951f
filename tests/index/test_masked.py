"""Private persons are masked in passages under one mark each, those in office and homes keep their names."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.index.marks import MARK, Mask, Masked
from lexsarah.index.masked import Found, masks
from lexsarah.index.office import is_office
from lexsarah.index.passages import passages
from lexsarah.index.terms import asked, counted
from lexsarah.library import read_text
from lexsarah.pipeline import indexed, sought_for_masks
from lexsarah.records import Fact, IdentifierValue, PersonValue, Producer, Span
from lexsarah.vocabulary import IdentifierKind

PAPER = """Utredning enligt lex Sarah
Socialnämnden i Mora kommun
Utredare: Malin Sandgren

Händelsen
Natten mot den 8 mars 2021 ramlade Astrid Lindblom (580412-9805) på gruppbostaden Granen. Undersköterskan Joel Ekvall
hittade henne. Astrids dotter Eva ringde 070-174 06 12 och mejlade eva.lindblom@exempel.se. Lindblom fördes till
sjukhus. Björn Stenmark, boendestödjare, larmade 112. En björn av tyg låg kvar.

Bedömning
Enhetschef Karin Dahlström bedömer att det är ett missförhållande. Dahlström har talat med fru Lindblom.
"""


def found_in(text: str) -> str:
    reading = read_text(text).reading
    return "\n".join(cut.text for report in reading.reports for cut in indexed(reading.document, report).passages)


def test_one_person_has_one_mark_however_named() -> None:
    text = found_in(PAPER)
    for name in ("Astrid", "Lindblom", "Joel", "Ekvall", "Eva", "Björn", "Stenmark", "580412", "070-174", "@"):
        assert name not in text
    mark = text.partition("ramlade ")[2].partition(" (")[0]
    assert MARK.fullmatch(mark)
    assert f"{mark} fördes till" in text
    assert f"fru {mark}." in text
    assert "([personnummer])" in text
    assert "[telefon] och mejlade [e-post]" in text


def test_those_in_office_homes_services_and_words_stay() -> None:
    text = found_in(PAPER)
    for kept in ("Malin Sandgren", "Karin Dahlström", "Granen", "Mora", "112", "björn av tyg"):
        assert kept in text


def test_facts_and_document_keep_the_names() -> None:
    reading = read_text(PAPER).reading
    persons = {fact.value.name for fact in reading.whole.facts if isinstance(fact.value, PersonValue)}
    assert "Astrid Lindblom" in persons
    assert "Astrid Lindblom" in reading.document.text


def test_a_home_that_is_called_like_a_person_stays() -> None:
    text = found_in("Lex Sarah-rapport\n\nPå Villa Astrid i Falun uteblev ett besök. De på Villa Astrid larmade.\n")
    assert text.count("Villa Astrid") == 2


@pytest.mark.parametrize(
    "name",
    [
        "Astrid Lindblom",
        "Astrid Lindbloms man",
        "A. Lindblom",
        "ASTRID LINDBLOM",
        "Astrid L.",
        "fru Lindblom",
        "Anne-Cathrine Af Ekenstam",
    ],
)
def test_a_name_is_masked_however_written(name: str) -> None:
    text = found_in(
        f"Lex Sarah-rapport\n\nNatten mot den 8 mars hade {name} ramlat. Ingen kom till {name} på larmet.\n"
    )
    assert not {"Astrid", "Lindblom", "LINDBLOM", "Ekenstam", "A.", "L."} & set(text.replace(",", "").split())
    marks = set(MARK.findall(text))
    assert marks == {"[person 1]"}


def test_surname_and_given_name_parted_by_a_comma_are_masked_as_one_or_two() -> None:
    text = found_in(
        "Lex Sarah-rapport\n\nNamn: Lindblom, Astrid\nNatten mot den 8 mars ramlade Astrid. Lindblom grät.\n"
    )
    assert not {"Astrid", "Lindblom"} & set(text.replace(",", "").replace(".", "").split())


def test_marks_are_no_terms() -> None:
    assert counted("[person 1] ringde [telefon] till [person 12] och [e-post]") == counted("ringde till och")
    assert counted("en person i telefon")["person"] == 1
    assert asked("[person 1]") == ()


def test_headings_and_titles_are_masked_as_the_text_is() -> None:
    text = "Samtal med Astrid Lindblom\nAstrid Lindblom svarade. Astrids dotter var med."
    first, second = text.index("Astrid"), text.index("Astrid Lindblom svarade")
    spans = [Span(at, at + len("Astrid Lindblom")) for at in (first, second)]
    hidden = Masked(text, [Mask(span, "[person 1]") for span in spans])
    assert hidden.in_words("Samtal med Astrid Lindblom (ASTRID LINDBLOMS lägenhet)") == (
        "Samtal med [person 1] ([person 1]S lägenhet)"
    )
    assert hidden.in_words("Astrid Lindblomster") == "Astrid Lindblomster"


def test_a_person_that_somebody_entered_by_hand_is_masked_too() -> None:
    reading = read_text("Lex Sarah-rapport\n\nHon heter Qvintessa och bor på Granen. Qvintessa ramlade.\n").reading
    (report,) = reading.reports
    said = Fact("person", PersonValue("Qvintessa", None), (), Producer("human", "test", "1"))
    more = replace(report, facts=(*report.facts, said))
    hidden = masks(reading.document, more, Found())
    assert {reading.document.slice(mask.span) for mask in hidden} == {"Qvintessa"}
    assert len(hidden) == 2


def test_a_name_that_a_number_covers_in_part_is_masked_beside_it() -> None:
    text = "Ring Astrid Lindblom 070-174 06 12 i kväll, det är viktigt."
    reading = read_text(text).reading
    start, number = text.index("Astrid"), text.index("070")
    found = Found(
        [Span(start, number + 3)],
        [(Span(number, number + 13), IdentifierValue(IdentifierKind.PHONE, "+46701740612"))],
    )
    hidden = Masked(text, masks(reading.document, reading.whole, found))
    assert hidden.slice(Span(0, len(text))) == "Ring [person 1][telefon] i kväll, det är viktigt."


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("enhetschefen", True),
        ("1:e vice ordförande", True),
        ("oppositionsrådet", True),
        ("medicinskt ansvarig sjuksköterska", True),
        ("ssk, lex Sarah-utr", True),
        ("presstalesperson vid polisen", True),
        ("sjuksköterska", False),
        ("socialsekreterare", False),
        ("assistent till socialchefen", False),
        ("dotter", False),
        ("enhetschef (vikarie)", False),
        ("", False),
    ],
)
def test_who_is_in_office(role: str, expected: bool) -> None:
    assert is_office(role) is expected


names = st.sampled_from(["Astrid Lindblom", "Astrid", "Lindbloms", "Joel Ekvall", "Eva", "080-174", "larmet", "Granen"])
spots = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 40)), max_size=12)


@given(st.lists(names, min_size=1, max_size=40).map(" ringde ".join), spots)
def test_masks_are_in_order_apart_and_within_the_case(text: str, places: list[tuple[int, int]]) -> None:
    reading = read_text(text).reading
    end = len(reading.document.text)
    spans = [Span(start, min(end, start + size)) for start, size in places if start < end]
    phone = IdentifierValue(IdentifierKind.PHONE, "+46846500400")
    numbers = [(span, phone) for span in spans[:1]]
    for report in reading.reports:
        made = masks(reading.document, report, Found(spans[1:], numbers))
        assert all(one.span.end <= other.span.start for one, other in pairwise(made))
        assert all(mask.span in report.case.span and len(mask.span) for mask in made)
        for cut in passages(reading.document, report.case, made):
            hidden = [mask for mask in made if mask.span in cut.span]
            assert len(MARK.findall(cut.text)) >= len(hidden)


def test_numbers_are_found_again_in_every_form() -> None:
    text = "Hon (580412-9805) och han (19580412-9805, 580412-XXXX) på Tallvägen 4, 792 30 Mora nåddes på 08-465 004 00."
    document = read_text(text).reading.document
    kinds = [value.kind for _, value in sought_for_masks(document, Span(0, len(document.text))).numbers]
    assert kinds.count(IdentifierKind.PERSONAL_ID) == 3
    assert "[personnummer], [personnummer]) på [adress] Mora nåddes på [telefon]" in found_in(text)
