import pytest

from lexsarah.extract.questions import asked
from lexsarah.extract.statements import Answer, statements, worth
from lexsarah.library import read_text
from lexsarah.vocabulary import RequiredItem as Item


@pytest.mark.parametrize(
    ("heading", "items"),
    [
        ("4. faktiska och möjliga konsekvenser", {Item.ACTUAL_CONSEQUENCES, Item.POSSIBLE_CONSEQUENCES}),
        ("möjliga konsekvenser", {Item.POSSIBLE_CONSEQUENCES}),
        ("vilka konsekvenser hade det kunnat få?", {Item.POSSIBLE_CONSEQUENCES, Item.ACTUAL_CONSEQUENCES}),
        ("när och hur uppmärksammades händelsen?", {Item.NOTICED_WHEN, Item.NOTICED_HOW}),
        ("har det hänt förut?", {Item.BEFORE}),
        ("kan det inträffa igen?", {Item.MAY_RECUR}),
        ("varför har det hänt igen?", {Item.WHY_AGAIN}),
        ("har det inträffat tidigare? i så fall, varför har det inträffat igen?", {Item.BEFORE, Item.WHY_AGAIN}),
        ("tidigare händelser och risk för upprepning", {Item.BEFORE, Item.MAY_RECUR}),
        ("gjort för att det inte ska hända igen", set()),
        ("5 bakomliggande orsaker", {Item.CAUSES}),
        ("konsekvenser för barn", set()),
        ("12 övrigt", {Item.OTHER}),
        ("om verksamheten", set()),
    ],
)
def test_what_a_heading_asks(heading: str, items: set[Item]) -> None:
    assert asked(heading) == items


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("-", Answer.EMPTY),
        ("ja   nej   vet ej", Answer.EMPTY),
        ("beskriv: -", Answer.EMPTY),
        ("hur troligt är det? 1 2 3 4", Answer.EMPTY),
        ("nej", Answer.GIVEN),
        ("ja, 2016.", Answer.GIVEN),
        ("uppgift saknas.", Answer.UNADDRESSED),
        ("det har inte utretts.", Answer.UNADDRESSED),
        ("någon liknande händelse har inte utretts.", Answer.GIVEN),
        ("det har inte gått att fastställa om någon läst brevet.", Answer.GIVEN),
        ("redovisas i särskild handling.", Answer.ELSEWHERE),
        ("se bilaga 2.", Answer.ELSEWHERE),
    ],
)
def test_what_an_answer_is_worth(words: str, answer: Answer) -> None:
    assert worth(words) is answer


def test_a_question_in_the_text_is_answered_by_what_follows_it() -> None:
    record = read_text(
        "5 Tidigare händelser\n\nNågot sådant är inte känt. Kan det hända igen? Ja. Ingen har bytt låset.\n"
    )
    found = statements(record.reading.document, record.reading.whole.case)
    answering = [one.lower for one in found if one.answers(Item.MAY_RECUR)]
    assert answering == ["ja.", "ingen har bytt låset."]


def test_printed_options_and_help_are_no_answers() -> None:
    text = (
        "Har liknande hänt tidigare?\n\nJa\n\nNej\n\nKan det hända igen?\n\n"
        "(Hjälptext: Kryssa i ja eller nej. Motivera svaret.)\n"
    )
    record = read_text(text)
    found = statements(record.reading.document, record.reading.whole.case)
    assert not [one for one in found if one.answers(Item.BEFORE) or one.answers(Item.MAY_RECUR)]
