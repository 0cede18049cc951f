"""How it was noticed, whether it happened before or may again, who was told: invented sentences, one a rule."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.extract.circumstances import find_circumstances
from lexsarah.extract.dates import find_dates
from lexsarah.library import read_text
from lexsarah.records import Block, BlockKind, Case, DateValue, Fact, ParsedDocument, Producer, Span, TextMap


def read(text: str, section: str | None = None) -> dict[str, Fact]:
    blocks = (Block(BlockKind.PARAGRAPH, Span(0, len(text)), section),) if text else ()
    document = ParsedDocument(text, blocks, TextMap(), Producer("rule", "test", "1"))
    case = Case(Span(0, len(text)), "")
    found = find_circumstances(document, case, find_dates(document, case, None))
    assert all(document.slice(one.span) == one.quote for fact in found for one in fact.evidence)
    return {fact.field: fact for fact in found}


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Något liknande har inte förekommit tidigare.", "happened_before", False),
        ("En liknande händelse inträffade i november 2017.", "happened_before", True),
        ("Det kan hända igen om ingen gör något.", "may_recur", True),
        ("Det kan inte uteslutas att något liknande inträffar igen.", "may_recur", True),
        ("Den boende och hennes gode man har informerats om händelsen.", "person_informed", True),
        ("Vårdnadshavarna har inte underrättats.", "person_informed", False),
        ("Felet upptäcktes när kunden ringde.", "discovered", True),
        ("Hennes dotter ringde på kvällen och undrade var maten var.", "discovered", True),
        ("Det är inte första gången som larmet går sönder.", "happened_before", True),
        ("Redan 2012 lämnades synpunkter på bemötandet.", "happened_before", True),
        ("Risken för att händelsen upprepas bedöms som liten.", "may_recur", False),
        ("Risken för en upprepning är låg men inte obefintlig.", "may_recur", True),
        ("Hyresgästen har fått veta att en rapport är skriven.", "person_informed", True),
        ("Den boende har informerats om att larmet inte fungerade.", "person_informed", True),
    ],
)
def test_running_text(text: str, field: str, value: bool) -> None:
    assert read(text)[field].value is value


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Rutinen ändras för att det inte ska hända igen.", "may_recur"),
        ("Personalen har informerats om rutinen.", "person_informed"),
        ("Den som upptäcker ett missförhållande ska rapportera.", "discovered"),
        ("Hon har tidigare arbetat på boendet.", "happened_before"),
        ("Felet upptäcktes inte av dem som arbetade.", "discovered"),
        ("Rapporten lämnades i juni 2022.", "happened_before"),
        ("Nämnden ska redogöra för varför händelsen har kunnat inträffa på nytt.", "may_recur"),
        ("Den boende ska informeras när utredningen är klar.", "person_informed"),
        ("Personen fick därför inte veta hur man överklagar.", "person_informed"),
    ],
)
def test_what_says_nothing_of_it(text: str, field: str) -> None:
    assert field not in read(text)


@pytest.mark.parametrize(
    ("question", "answer", "field", "value"),
    [
        ("Har något liknande hänt tidigare?", "Nej, inte som jag vet.", "happened_before", False),
        ("Kan det hända igen?", "Ja, vid ny personal.", "may_recur", True),
        ("Är den enskilde informerad?", "Nej.", "person_informed", False),
    ],
)
def test_a_heading_asks(question: str, answer: str, field: str, value: bool) -> None:
    assert read(answer, section=question)[field].value is value


def test_one_heading_asks_two_things() -> None:
    found = read("Nej, inte vad vi vet. Ja, så länge listan förs för hand.", "Har det hänt förut? Kan det hända igen?")
    assert {field: fact.value for field, fact in found.items()} == {"happened_before": False, "may_recur": True}


def test_a_box_is_quoted_with_what_explains_it() -> None:
    text = (
        "Utredning enligt lex Sarah\n\nDEL 4 – ORSAKER\n\nBoendet missade en tillsyn. Rutin saknades.\n\n"
        "5.2 Kan det inträffa igen?\t[x] ja\t[ ] nej\nKommentar: Dörren saknar lås.\n"
    )
    reading = read_text(text).reading
    (fact,) = find_circumstances(reading.document, reading.whole.case)
    assert fact.field == "may_recur"
    assert fact.value is True
    assert fact.evidence[0].quote.endswith("Dörren saknar lås")


def test_what_could_not_be_settled_is_neither_yes_nor_no() -> None:
    assert "may_recur" not in read("Det kan inte bedömas.", section="Kan det hända igen?")


def test_the_day_it_was_noticed() -> None:
    fact = read("Felet upptäcktes den 3 maj 2021 av en vikarie.")["discovered"]
    assert isinstance(fact.value, DateValue)
    assert fact.value.edtf == "2021-05-03"
    assert fact.evidence[1].quote == "3 maj 2021"


def test_a_day_is_found_wherever_its_words_stand() -> None:
    fact = read("Larmet slutade fungera den 3 maj 2021. Det upptäcktes den 3 maj 2021 av en vikarie.")["discovered"]
    assert isinstance(fact.value, DateValue)
    assert fact.evidence[1].span.start > fact.evidence[0].span.start


def cost(words: str, length: int) -> float:
    """Seconds of CPU, the least of three runs, that ten sentences of some length take."""
    text = (words * (length // len(words)) + "här.\n\n") * 10
    spent = []
    for _ in range(3):
        start = time.process_time()
        read(text)
        spent.append(time.process_time() - start)
    return min(spent)


@pytest.mark.parametrize(
    "words", ["risken kan hända ", "brukaren vh har ", "något liknande rapport ", "dottern ringde "]
)
def test_a_sentence_four_times_as_long_costs_four_times_the_time(words: str) -> None:
    assert cost(words, 1_800) < 8 * cost(words, 450)


@given(st.text(max_size=200))
def test_never_crashes(text: str) -> None:
    read(text)
