"""The responsible municipality, where it happened, and the towns that only happen to be named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexsarah.extract.gazetteer import is_place, names, sites
from lexsarah.extract.names import bearers
from lexsarah.extract.operators import answers_for_itself
from lexsarah.extract.places import find_places
from lexsarah.records import Block, BlockKind, Case, ParsedDocument, Producer, Span, TextMap
from lexsarah.reference import CHECKED, localities, municipalities, municipality_by_name, rows

PARSER = Producer("rule", "test", "1")
OPENING = "Rapport enligt lex Sarah. " + "En boende fick inte sin medicin i tid och mådde dåligt hela dagen. " * 7


def document(*lines: str | tuple[BlockKind, str]) -> ParsedDocument:
    text, blocks = "", []
    for line in lines:
        kind, words = line if isinstance(line, tuple) else (BlockKind.PARAGRAPH, line)
        blocks.append(Block(kind, Span(len(text), len(text) + len(words))))
        text += words + "\n"
    return ParsedDocument(text, tuple(blocks), TextMap(), PARSER)


def both(*lines: str | tuple[BlockKind, str], told: bool = True) -> tuple[str | None, str | None]:
    """Read the responsible municipality and the place of a document."""
    doc = document(*lines)
    values: dict[str, str] = {}
    for fact in find_places(doc, Case(Span(0, len(doc.text)), ""), told=told):
        quote = fact.evidence[0]
        assert doc.slice(quote.span) == quote.quote
        assert isinstance(fact.value, str)
        values[fact.field] = fact.value
    return values.get("municipality"), values.get("place")


def found(*lines: str | tuple[BlockKind, str]) -> str | None:
    return both(*lines)[0]


@pytest.mark.parametrize("one", municipalities(), ids=lambda one: one.code)
def test_every_municipality_by_its_official_name_and_its_domain(one: object) -> None:
    assert found(OPENING, f"Händelsen har utretts av {one.official_name} under våren.") == one.name
    domain = one.name.lower().translate(str.maketrans("åäöé", "aaoe")).replace(" ", "")
    domain = {"Habo": "habokommun"}.get(one.name, domain)
    assert found(OPENING, f"Frågor: registrator@{domain}.se") == one.name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Botkyrka kommun har anmält händelsen.", "Botkyrka"),
        ("I Norrköpings kommuns hemtjänst uteblev besöken.", "Norrköping"),
        ("TRELLEBORGS KOMMUN\tSAMMANTRÄDESPROTOKOLL", "Trelleborg"),
        ("Falu kommun svarar för boendet.", "Falun"),
        ("Marks kommun svarar för boendet.", "Mark"),
        ("Borås stad svarar för boendet.", "Borås"),
        ("Stockholms stad svarar för boendet.", "Stockholm"),
        ("Region Gotland svarar för boendet.", "Gotland"),
        ("Socialnämnden i Upplands-Bro har beslutat.", "Upplands-Bro"),
        ("Socialchefen i Upplands Väsby är bekymrad.", "Upplands Väsby"),
        ("Två boende drabbade samman på ett äldreboende i Falköping.", "Falköping"),
        ("Det hände på Solbackens boende i Billingsfors.", "Bengtsfors"),
        ("Det hände på ett boende i Torshälla.", "Eskilstuna"),
        ("Det hände på ett boende i Rinkeby.", "Stockholm"),
        ("Det hände på ett boende på Hisingen.", "Göteborg"),
        ("Skriv till lena.ek@kungsbacka.se", "Kungsbacka"),
        ("Läs frågan på https://fraga.malmo.se/1", "Malmö"),
        ("Mora kommun har anmält händelsen.", "Mora"),
        ("Socialnämnden i Ale har anmält händelsen.", "Ale"),
    ],
)
def test_what_names_the_responsible_one(words: str, name: str) -> None:
    assert found(OPENING, words) == name


@pytest.mark.parametrize(
    "words",
    [
        "Systemet kommer från ett företag i Borås.",
        "Saken prövas av Linköpings tingsrätt.",
        "Det står i Norrköpings Tidningar.",
        "Anmälan går till IVO, avdelning sydöst i Jönköping.",
        "Hon vårdades på sjukhuset i Kalmar.",
        "Samma sak har hänt i Jönköpings län.",
        "Utredaren heter Anna Lund och chefen Per Berg.",
        "Mora heter hon, och vi ville vara där.",
        "Foto: Sala Bild",
        "Familjen har flyttat till Örebro.",
        "Det står i smt.se och dn.se.",
        "Vid tre tillfällen skedde det.",
    ],
)
def test_what_does_not(words: str) -> None:
    assert found(OPENING, words) is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("SKARA. Brukare på en daglig verksamhet har fått äta för sig.", "Skara"),
        ("MORA – En kvinna på ett äldreboende fick fel medicin.", "Mora"),
        ("Vara kommunUtredning enligt lex Sarah", "Vara"),
        ("Rapporten skickas till ljungby kommun.", "Ljungby"),
        ("Skriv till ek@exempel-tibro.se", "Tibro"),
        ("Skriv till ek@vara.exempel.se", "Vara"),
        ("Se www.alekommun.se", "Ale"),
        ("Ärendet bereds av Angereds stadsdelsförvaltning.", "Göteborg"),
        ("Händelsen var hos hemtjänsten i Torshällas centrum.", "Eskilstuna"),
        ("En man på ett äldreboende på Lidingö föll.", "Lidingö"),
    ],
)
def test_names_as_they_are_written(words: str, name: str) -> None:
    assert found(OPENING, words) == name


def test_a_unit_called_like_a_town_is_no_town() -> None:
    named = "Gruppbostaden Simrishamn fick besök. På Simrishamn var det lugnt. Simrishamn har åtta platser."
    assert found(f"DOROTEA. {named}") == "Dorotea"
    assert found(OPENING, "Personalen på Marstrand ringde. Gruppbostaden Marstrand har larm.") is None


def test_another_municipality_in_the_text_is_no_answer() -> None:
    own = "Ett boende i Umeå fick fel medicin."
    assert found(own, "Förra veckan anmälde Skellefteå kommun en annan händelse.") == "Umeå"
    assert found(own, "Väder Boden 4°") == "Umeå"


def test_where_no_case_is_told_a_town_alone_makes_nobody_responsible() -> None:
    town, body = "Det saknas vikarier i Kalmar i sommar.", "Kalmar kommun söker vikarier."
    assert both(town, told=False)[0] is None
    assert both(body, told=False)[0] == "Kalmar"


def test_where_it_happened_is_known_also_of_private_and_state_homes() -> None:
    assert both("En flicka på SiS i Tjörn skadades. Kommunen är underrättad.") == (None, "Tjörn")
    assert both("Äldreboendet i Hjo kommun drivs av Ekdungen AB. Bolaget utreder.") == (None, "Hjo")
    assert both("Äldreboendet i Hjo kommun drivs av Ekdungen AB på uppdrag av kommunen.") == ("Hjo", "Hjo")
    assert both("Flickan var placerad på ett HVB-hem i Motala. Hon rymde.") == (None, "Motala")


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Ett LVM-hem anmäler. Socialnämnden är underrättad.", True),
        ("Bolaget anmäler. Nämnden som beviljat insatsen är underrättad.", True),
        ("Bolaget anmäler. Nämnden utreder.", False),
        ("Hemtjänsten utreder.", False),
    ],
)
def test_operators_that_answer_for_themselves(text: str, alone: bool) -> None:
    assert answers_for_itself(text) is alone


def test_sites_of_municipalities() -> None:
    text = "Se www.ljungby.se, https://fraga.malmo.se/1, ek@exempel.se, tidning-exempel.se och mora.example."
    assert [owner for _, owner in sites(text)] == ["Ljungby", "Malmö", "Mora"]


def test_the_longest_name_counts() -> None:
    assert [one.municipality for one in names("Upplands Väsby, Upplands-Bro och Väsby")] == [
        "Upplands Väsby",
        "Upplands-Bro",
    ]


def test_own_municipality_beats_the_supplier_s_town() -> None:
    assert (
        found(OPENING, "Leverantören finns i Borås.", "Socialförvaltningen i Vaggeryds kommun använder systemet.")
        == "Vaggeryd"
    )


def test_a_private_operator_alone_answers_for_itself() -> None:
    assert found("En boende på ett äldreboende i Motala har dött. Vårdföretaget gör en anmälan.") is None
    assert found("En boende på ett äldreboende i Motala har dött. Vårdföretaget och kommunen utreder.") == "Motala"
    assert found("Motala kommun anlitar ett vårdföretag. En boende har dött.") == "Motala"


@pytest.mark.parametrize(
    "text",
    [
        "På ett HVB-hem i Motala slogs två boende. Bolaget som driver hemmet anmäler. Kommunen som placerat dem teg.",
        "Nu anmäler bolaget att en boende i Motala skadats. Pojkens hemkommun vill inte svara.",
        "Debatt\nEn kollega i Motala hotades av kommunen. Så får det inte vara.",
    ],
)
def test_a_town_is_not_responsible_for_a_company_or_an_opinion(text: str) -> None:
    assert found(text) is None


def test_the_municipality_in_a_field_of_a_form() -> None:
    assert found("Delegationsbeslut", "Kommun: Sala", "Socialtjänsten fick en orosanmälan.") == "Sala"


def test_menus_count_least() -> None:
    assert found(OPENING, "Det hände i Kalmar.", (BlockKind.BOILERPLATE, "Mer från Nybro")) == "Kalmar"


def test_mentions_outside_the_case_hardly_count() -> None:
    doc = document("x" * 500, "Nybro kommun har ett fall.", "Det andra fallet är i Kalmar, sa man i Kalmar.")
    start = doc.text.index("Det andra")
    facts = find_places(doc, Case(Span(start, len(doc.text)), ""), told=True)
    assert [(fact.field, fact.value) for fact in facts] == [("municipality", "Kalmar"), ("place", "Kalmar")]


def test_no_locality_is_named_like_a_municipality_or_a_person() -> None:
    assert len(localities()) == sum(1 for _ in rows("localities.csv"))
    assert {row["source"] for row in rows("localities.csv")} == CHECKED | {"svensktext (name)", "unchecked"}
    assert {place.kind for place in localities().values()} == {"tatort", "stadsdel"}
    assert sum(place.checked for place in localities().values()) > 600
    assert max(bearers(name) for name in localities()) < 1000


def test_every_locality_lies_in_a_municipality() -> None:
    for place in localities().values():
        assert place.municipality in municipality_by_name()
        assert place.name not in municipality_by_name()
    assert is_place("Huddinge")
    assert is_place("Torshälla")
    assert not is_place("Sekretess")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=150))
def test_no_text_is_too_odd(text: str) -> None:
    found(text)
