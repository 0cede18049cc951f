"""Persons and organisations, on invented sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexsarah.extract.names import bearers
from lexsarah.extract.organisations import find_organisations
from lexsarah.extract.persons import find_persons
from lexsarah.records import Block, BlockKind, Case, Fact, ParsedDocument, PersonValue, Producer, Span, TextMap
from lexsarah.vocabulary import PersonKind


def document(*paragraphs: str, kinds: tuple[BlockKind, ...] = ()) -> ParsedDocument:
    blocks, at = [], 0
    for number, paragraph in enumerate(paragraphs):
        kind = kinds[number] if number < len(kinds) else BlockKind.PARAGRAPH
        blocks.append(Block(kind, Span(at, at + len(paragraph))))
        at += len(paragraph) + 1
    return ParsedDocument("\n".join(paragraphs), tuple(blocks), TextMap(), Producer("rule", "test", "1"))


def whole(parsed: ParsedDocument) -> Case:
    return Case(Span(0, len(parsed.text)), "")


def people(*paragraphs: str, kinds: tuple[BlockKind, ...] = ()) -> dict[str, str | None]:
    parsed = document(*paragraphs, kinds=kinds)
    values = [fact.value for fact in find_persons(parsed, whole(parsed))]
    return {
        value.name: value.role
        for value in values
        if isinstance(value, PersonValue) and value.kind is not PersonKind.MASKED
    }


def entities(*paragraphs: str) -> dict[str, tuple[PersonKind | None, bool, list[str]]]:
    """Kind, whether quoted, and the quotes behind a person, by name."""
    parsed = document(*paragraphs)
    found = {}
    for fact in find_persons(parsed, whole(parsed)):
        assert isinstance(fact.value, PersonValue)
        found[fact.value.name] = (fact.value.kind, fact.value.quoted, [one.quote for one in fact.evidence])
    return found


def bodies(*paragraphs: str) -> list[str]:
    parsed = document(*paragraphs)
    return [str(fact.value) for fact in find_organisations(parsed, whole(parsed))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Det säger socialchef Tilda Hagström.", {"Tilda Hagström": "socialchef"}),
        ("– Vi beklagar, säger Nils Öhman, enhetschef på Vindö kommun.", {"Nils Öhman": "enhetschef på Vindö kommun"}),
        (
            "Strategichefen för myndighetsutövning, Vera Kling, ansvarar.",
            {"Vera Kling": "Strategichefen för myndighetsutövning"},
        ),
        ("Områdesansvarig för natten är Olle Stam.", {"Olle Stam": "Områdesansvarig för natten"}),
        ("Foto: Lisa Gran", {"Lisa Gran": None}),
        (
            "Per Rask (S), Ann-Sofie Lundh (KD) och Jörgen af Klint (M)",
            {"Per Rask", "Ann-Sofie Lundh", "Jörgen af Klint"},
        ),
        ("Utredare Zdravka Mirić, kvalitetssamordnare", {"Zdravka Mirić": "kvalitetssamordnare"}),
        ("Namnteckning, Socialchef\tNamnförtydligande Kerstin Alm", {"Kerstin Alm": "Socialchef"}),
        ("Greta Ås\tHans Blom\nsocialdirektör\tutredare", {"Greta Ås": "socialdirektör", "Hans Blom": "utredare"}),
        ("Maj Persson\nTitel: Presschef Vindö kommun\nTelefon: 010-1", {"Maj Persson": "Presschef Vindö kommun"}),
        ("AV SARA\n\nSARA LINDGREN", {"SARA LINDGREN": None}),
        ("Karin Malms svar kom i går, säger Karin Malm.", {"Karin Malm": None}),
        ("Enhetschefen Lundqvist svarade inte.", {"Lundqvist": "Enhetschefen"}),
        ("I måndags låg Birgitta kvar på golvet.", {"Birgitta": None}),
        ("Lagen fick sitt namn efter undersköterskan Sarah Wägnert.", {"Sarah Wägnert": "undersköterskan"}),
        ("Nämnden leds av IVO-chefen Anna Berg.", {"Anna Berg": "IVO-chefen"}),
    ],
)
def test_persons_and_their_roles(text: str, expected: dict[str, str | None] | set[str]) -> None:
    found = people(text)
    assert found == expected if isinstance(expected, dict) else set(found) == expected


@pytest.mark.parametrize(
    "text",
    [
        "En anmälan enligt lex Sarah och en enligt Lex Maria.",
        "Boendet Villa Astrid ligger på Karl Johans gata.",
        "Kallelsen gick till Vara och Mora kommun.",
        "Hon bor på Solbacken i Malmö.",
        "Pressmeddelandet kom i Maj. Att Dela Sidan går inte.",
        "Humana AB driver Norra Hemmet på entreprenad.",
        "säger Inspektionen, skriver Riksrevisionen",
        "Verksamhetschef Individ & Familjeomsorg, enhetschef Barnenheten",
    ],
)
def test_what_is_no_person(text: str) -> None:
    assert people(text) == {}


def test_a_surname_alone_is_the_same_person() -> None:
    found = people("Socialchef Marie Ljungqvist beklagar.", "Enligt socialchef Ljungqvist pågår arbetet, säger Marie.")
    assert found == {"Marie Ljungqvist": "Socialchef"}


def test_the_role_may_stand_at_a_later_mention() -> None:
    found = people("Det säger Yrsa Thil.", "– Ja, säger Yrsa Thil, socialdirektör.")
    assert found == {"Yrsa Thil": "socialdirektör"}


def test_one_entity_a_person_holds_every_mention() -> None:
    found = entities(
        "– Vi beklagar, säger socialchef Marie Ljungqvist.",
        "Enligt Ljungqvist pågår arbetet. Ljungqvists chef, Bo Ek, är borta. Marie och Ek möts på Ek.",
    )
    assert found == {
        "Marie Ljungqvist": (
            PersonKind.OFFICIAL,
            True,
            ["Marie Ljungqvist", "socialchef", "Ljungqvist", "Ljungqvist", "Marie"],
        ),
        "Bo Ek": (PersonKind.OFFICIAL, False, ["Bo Ek", "chef", "Ek"]),
    }


def test_two_of_one_name_are_told_apart_by_who_was_named_last() -> None:
    found = entities("Anna Lund och Eva Alm deltog. Lund talade.", "Sedan kom Per Lund. Lund teg.")
    assert found["Anna Lund"][2] == ["Anna Lund", "Lund"]
    assert found["Per Lund"][2] == ["Per Lund", "Lund"]


@pytest.mark.parametrize(
    ("text", "name", "kind", "quoted"),
    [
        ("Foto: Lisa Gran", "Lisa Gran", PersonKind.MEDIA, False),
        ("Reporter Lisa Gran", "Lisa Gran", PersonKind.MEDIA, False),
        ("Lisa Gran (S) yrkar avslag.", "Lisa Gran", PersonKind.OFFICIAL, False),
        ("Handläggare: Lisa Gran", "Lisa Gran", PersonKind.OFFICIAL, False),
        ("Hon bor med Lisa Gran, 87 år, i en lägenhet.", "Lisa Gran", PersonKind.PRIVATE, False),
        ("Dottern Lisa Gran ringde.", "Lisa Gran", PersonKind.PRIVATE, False),
        ("– Nej, svarar Lisa Gran.", "Lisa Gran", None, True),
        ("Lisa Gran, enhetschef på natten, säger nej.", "Lisa Gran", PersonKind.OFFICIAL, True),
        ("Brevet rör Lisa Gran.", "Lisa Gran", None, False),
        ("Läkaren mötte AA i hallen.", "AA", PersonKind.MASKED, False),
        ("Insatsen gäller N.N. enligt beslut.", "NN", PersonKind.MASKED, False),
        ("Brukarens larm hördes inte.", "brukaren", PersonKind.MASKED, False),
    ],
)
def test_what_a_person_is_to_the_case(text: str, name: str, kind: PersonKind | None, quoted: bool) -> None:
    assert entities(text)[name][:2] == (kind, quoted)


@pytest.mark.parametrize(
    "lines",
    [
        ("Arbetsplats: Birger", "Ingen på Birger såg larmet som Birger fick."),
        ("Verksamhet:\tRut och Ragnar, daglig verksamhet", "Under dagen hade Rut och Ragnar gemensam utflykt."),
        ("Hemmet heter Ellen och drivs av kommunen.",),
        ("Personalen på Signe ringde. Där låg Signe öde.",),
        ("Det hände på boendet (Greta).",),
        ("Ulla Vik Assistans AB svarar inte.",),
    ],
)
def test_a_unit_with_a_given_name_is_no_person(lines: tuple[str, ...]) -> None:
    assert people(*lines) == {}


def test_signatures_without_a_comma_are_two_people() -> None:
    assert set(people("Britt Lindblom Bengt Norling")) == {"Britt Lindblom", "Bengt Norling"}
    assert set(people("Irena LundqvistVera Roo")) == {"Irena Lundqvist", "Vera Roo"}
    assert set(people("Anna Maria Karin Svensson")) == {"Anna Maria Karin Svensson"}


def test_a_given_name_that_is_also_a_word_counts_behind_a_title() -> None:
    assert people("Det säger socialchef Inga Berisha.") == {"Inga Berisha": "socialchef"}


def test_menus_give_credits_only() -> None:
    kinds = (BlockKind.PARAGRAPH, BlockKind.BOILERPLATE, BlockKind.BOILERPLATE, BlockKind.CONTACT)
    found = people("Ingen namngiven.", "Läs om Bo Ek", "Foto: Eva Alm", "Frågor: Siv Ask", kinds=kinds)
    assert found == {"Eva Alm": None, "Siv Ask": None}


def test_only_names_within_the_case() -> None:
    parsed = document("Eva Alm skrev.", "Bo Ek svarade.")
    facts = find_persons(parsed, Case(parsed.blocks[1].span, ""))
    assert [fact.evidence[0].quote for fact in facts] == ["Bo Ek"]


def test_a_double_name_is_as_common_as_its_rarer_half() -> None:
    assert bearers("Ann-Sofie") > 0
    assert bearers("Anna-Xyzzy") == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anmält till Inspektionen för vård och omsorg (IVO).", ["Inspektionen för vård och omsorg", "IVO"]),
        ("IVO:s beslut. En IVO-anmälan.", ["IVO"]),
        ("TRELLEBORGS KOMMUN\tProtokoll", ["TRELLEBORGS KOMMUN"]),
        ("Vindelns kommuns socialtjänst och Malmö stad", ["Vindelns kommun", "Malmö stad"]),
        ("Socialnämnden i Krokoms kommun svarar.", ["Socialnämnden i Krokoms kommun", "Krokoms kommun"]),
        ("Nu anmäler vård- och omsorgsförvaltningen det.", ["vård- och omsorgsförvaltningen"]),
        ("Omsorgs- och socialförvaltningens svar", ["Omsorgs- och socialförvaltningen"]),
        ("Tallhyddan Omsorg AB driver boendet. Tallhyddan", ["Tallhyddan Omsorg AB", "Tallhyddan"]),
        (
            "Stiftelsen Tallhyddan Vila AB driver det. Tallhyddan utreder.",
            ["Stiftelsen Tallhyddan Vila AB", "Tallhyddan"],
        ),
        ("Personal i hemtjänstgruppen Solrosen och på servicebostaden Mossvägen 13.", ["Solrosen", "Mossvägen 13"]),
        ("Humlan, en daglig verksamhet, och Igelkotten är ett korttidsboende.", ["Humlan", "Igelkotten"]),
        ("Hon bor på hemmet, som heter Abisko.", ["Abisko"]),
        ("Enhet:\tIgelkotten, stödb.\nVerksamhet: Hemtjänst\nArbetsplats: Sixten", ["Igelkotten", "Sixten"]),
        ("Besök av Team Kilen och Hemtjänsten Kyrkbyn uteblev.", ["Team Kilen", "Hemtjänsten Kyrkbyn"]),
        ("Hemtjänsten Norr, enligt lex Sarah, en verksamhet", []),
        ("Beslut\nAvdelning syd\t2020-05-14", ["Avdelning syd"]),
        ("Kusthålans Veckoblad och TV Kusthålan", ["Kusthålans Veckoblad", "TV Kusthålan"]),
        ("Till Socialnämnden i Ljungby beslutar", ["Socialnämnden i Ljungby"]),
        ("Vindelns kommunUtredning", ["Vindelns kommun"]),
        ("Vårdföretaget Attendo gör en anmälan. Attendos chef", ["Attendo"]),
        ("Larmet på Granbackens särskilda boende tystnade.", ["Granbacken"]),
        ("Larmet på Granbackens gruppbostad. Granbacken ligger i skogen.", ["Granbackens gruppbostad", "Granbacken"]),
        ("Besöken gjordes av Ekdunge hemtjänst.", ["Ekdunge hemtjänst"]),
        (
            "Tallhyddan Omsorg AB anmäler. Chef är vd för Tallhyddan Omsorg.",
            ["Tallhyddan Omsorg AB", "Tallhyddan Omsorg"],
        ),
        ("Sektor omsorg har utrett händelsen.", ["Sektor omsorg"]),
        ("Sjökuriren\nDet säger chefen till Sjökuriren.", ["Sjökuriren"]),
        ("Ärendet togs över av Mottagningsenheten i maj.", ["Mottagningsenheten"]),
        ("Larmet på Ekdunge vård- och omsorgsboende", ["Ekdunge vård- och omsorgsboende"]),
        ("Det gäller boendet Kråkstigen i Flen.", ["Kråkstigen"]),
        ("Hon flyttade till Villa Astrid.", ["Villa Astrid"]),
        ("Personal på Solgården och hemtjänstgrupp Väst", ["Solgården", "hemtjänstgrupp Väst"]),
        ("Enhet Vikariepoolen och Ungdomsenheten\tDatum 2021-03-11", ["Vikariepoolen", "Ungdomsenheten"]),
        ("Enhet Gruppbostad enligt LSS samt daglig verksamhet\tDatum", []),
        ("Verksamhet\tFamiljerätten / IFO", ["Familjerätten"]),
        ("Bo Ek, enhetschef IFO-stab\nEva Alm, chef Individ & Familjeomsorg", ["IFO-stab", "Individ & Familjeomsorg"]),
        ("Lex Sarah-gruppens utredare tar över.", ["Lex Sarah-gruppen"]),
        ("Socialnämnden\tSammanträdesdatum\n\t2020-01-02", ["Socialnämnden"]),
        (
            "Mitt i Täby\nLäs mer från Dagens Vimmerby\nFoto: MostPhotos",
            ["Mitt i Täby", "Dagens Vimmerby", "MostPhotos"],
        ),
        ("Det säger hon till Smålandsposten och P4 Kalmar.", ["Smålandsposten", "P4 Kalmar"]),
        ("Leverantören är Pulsen, ett it-företag.", ["Pulsen"]),
        ("Hälsocentralen tillhör Region Gävleborg.", ["Region Gävleborg"]),
    ],
)
def test_organisations(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Socialnämnden har beslutat. Kommunen, polisen och hemtjänsten vet.",
        "Socialtjänsten utreder. Socialförvaltningen i kommunen svarar.",
        "En boende på ett äldreboende i Motala.",
        "Nyköpings kommunala hemtjänst. Kumlas äldreboenden.",
        "Se www.dn.se eller post@svt.se, helahalsingland.se",
        "Enhetschefen på demensavdelningen. Arbetsgruppen träffas.",
        "Dagen efter var lugn. Arbetet kom igång.",
    ],
)
def test_bare_generics_are_no_organisations(text: str) -> None:
    assert bodies(text) == []


def test_a_person_is_no_organisation() -> None:
    assert bodies("Boendet Anna Ekbacken säger nej", "Det anser Kim Attendo.") == []


def quotes_hold(parsed: ParsedDocument, facts: tuple[Fact, ...]) -> bool:
    return all(piece.quote == parsed.slice(piece.span) for fact in facts for piece in fact.evidence)


WORDS = st.sampled_from(
    (
        "säger enhetschef Anna Lund Foto: (S) , . \n \t Enhet Boendet Villa kommun Täby och & AB IVO:s – Sarah Lex X "
        "Å- nämnden Namnförtydligande Titel: Socialnämnden"
    ).split(" ")
)


@settings(max_examples=120, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join)))
def test_any_text_is_survived_and_quoted(text: str) -> None:
    parsed = document(*text.split("\n"))
    for find in (find_persons, find_organisations):
        facts = find(parsed, whole(parsed))
        assert quotes_hold(parsed, facts)
        assert all(fact.evidence for fact in facts)
    names = [str(fact.value).casefold() for fact in find_organisations(parsed, whole(parsed))]
    assert len(names) == len(set(names))
