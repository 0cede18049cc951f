"""How it was noticed, whether it happened before or may again, who was told: invented sentences, one a rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.extract.circumstances import find_circumstances
from lexsarah.extract.dates import find_dates
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


def test_the_day_it_was_noticed() -> None:
    fact = read("Felet upptäcktes den 3 maj 2021 av en vikarie.")["discovered"]
    assert isinstance(fact.value, DateValue)
    assert fact.value.edtf == "2021-05-03"
    assert fact.evidence[1].quote == "3 maj 2021"


@given(st.text(max_size=200))
def test_never_crashes(text: str) -> None:
    read(text)
