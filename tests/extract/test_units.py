"""The kind of a body, and the path of the unit where it happened."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexsarah.extract.kinds import kind_of
from lexsarah.extract.organisations import find_organisations
from lexsarah.extract.units import find_units
from lexsarah.records import (
    Block,
    BlockKind,
    Case,
    OrganisationValue,
    ParsedDocument,
    Producer,
    Span,
    TextMap,
    UnitValue,
)
from lexsarah.reference import rows
from lexsarah.vocabulary import OrganisationKind

PARSER = Producer("rule", "test", "1")


def parsed(text: str) -> ParsedDocument:
    return ParsedDocument(text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),), TextMap(), PARSER)


def path(text: str, municipality: str | None = None) -> UnitValue | None:
    document = parsed(text)
    case = Case(Span(0, len(text)), "")
    facts = find_units(document, case, find_organisations(document, case), municipality)
    assert len(facts) <= 1
    for fact in facts:
        assert isinstance(fact.value, UnitValue)
        assert tuple(one.quote for one in fact.evidence) == fact.value.path
        return fact.value
    return None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("IVO", "authority"),
        ("Kammarrätten i Ekby", "authority"),
        ("Falu kommun", "municipality"),
        ("Region Skåne", "region"),
        ("Vård- och omsorgsnämnden", "committee"),
        ("Socialnämnden i Krokom", "committee"),
        ("Socialnämnden i Krokoms kommun", "committee"),
        ("Omsorgsförvaltningen", "department"),
        ("Avdelning sydöst", "department"),
        ("Barnenheten", "unit"),
        ("Team Kilen", "unit"),
        ("Ekdungens äldreboende", "home"),
        ("Villa Humlan", "home"),
        ("Humlan Omsorg AB", "company"),
        ("Stiftelsen Humlan", "association"),
        ("Kusthålans Veckoblad", "media"),
        ("Xyz", "other"),
    ],
)
def test_what_a_name_tells(name: str, kind: str) -> None:
    assert kind_of(name).value == kind


def test_a_noun_beside_the_name_tells_more_than_its_ending() -> None:
    assert kind_of("Norrliden") is OrganisationKind.HOME
    assert kind_of("Norrliden", home=False) is OrganisationKind.UNIT
    assert kind_of("Xyz", home=True) is OrganisationKind.HOME
    assert kind_of("Humlan Omsorg AB", home=True) is OrganisationKind.COMPANY


def test_every_kind_of_the_tables_is_one() -> None:
    for table in ("organisations.csv", "organisation_kinds.csv"):
        for row in rows(table):
            assert row["kind"] == "photo" or OrganisationKind(row["kind"])


def test_every_organisation_has_its_kind() -> None:
    document = parsed("Gruppbostaden Humlan drivs av Ekbyn Omsorg AB. IVO är underrättad.")
    facts = find_organisations(document, Case(Span(0, len(document.text)), ""))
    kinds = {fact.value.name: fact.value.kind.value for fact in facts if isinstance(fact.value, OrganisationValue)}
    assert kinds == {"Humlan": "home", "Ekbyn Omsorg AB": "company", "IVO": "authority"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("En boende på gruppbostaden Humlan föll.", ("Humlan",)),
        ("Omsorgsförvaltningen\nEnhet: Humlan, plan 2\nDatum 2021-03-08", ("Omsorgsförvaltningen", "Humlan", "plan 2")),
        ("Boendet Humlan drivs av Ekbyn Omsorg AB.", ("Ekbyn Omsorg AB", "Humlan")),
        ("Larmet ringde på avdelning Gul. Ingen kom.", ("Gul",)),
        ("Larmet ringde på plan 2. Ingen kom.", ("plan 2",)),
        ("Systemet kommer från leverantören Ekbyn Teknik AB. Boendet Humlan larmade.", ("Humlan",)),
        ("Boendet Humlan larmade. Boendet Bojen hjälpte till. Humlan stängdes. Humlan öppnar snart.", ("Humlan",)),
        ("Omsorgsförvaltningen har utrett händelsen.", None),
        ("Larmet ringde.", None),
    ],
)
def test_the_path_of_the_unit(text: str, expected: tuple[str, ...] | None) -> None:
    value = path(text)
    assert (value and value.path) == expected


def test_equal_names_in_two_municipalities_are_two_units() -> None:
    text = "En boende på gruppbostaden Humlan föll."
    one, other = path(text, "Ljungby"), path(text, "Lund")
    assert one is not None
    assert other is not None
    assert one.path == other.path
    assert (one.normal, other.normal) == ("ljungby > humlan", "lund > humlan")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_no_text_is_too_odd(text: str) -> None:
    path(text)
