"""Dates of a case that cannot all be true."""

from datetime import date

import pytest

from lexsarah.chronology import SAID, contradictions
from lexsarah.flat import everything
from lexsarah.library import read_text
from lexsarah.notes import notes
from lexsarah.plain import as_text
from lexsarah.records import (
    Block,
    BlockKind,
    Case,
    DateValue,
    Evidence,
    Fact,
    ParsedDocument,
    Producer,
    Report,
    Span,
    TextMap,
)
from lexsarah.vocabulary import DateRole, Genre

RULE = Producer("rule", "test", "1")
R = DateRole


def case(
    *dates: tuple[DateRole, str], words: str = "", genre: Genre | None = None, confidence: float | None = None
) -> tuple[ParsedDocument, Report]:
    """A text of one line for each date, with ``words`` before it, and the report with these dates."""
    text, facts = "", []
    for role, edtf in dates:
        start = len(text) + len(words)
        span = Span(start, start + len(edtf))
        text += f"{words}{edtf}\n"
        facts.append(Fact("date", DateValue(edtf, role), (Evidence(span, edtf, None),), RULE, confidence))
    if genre:
        facts.append(Fact("genre", genre.value, (), RULE))
    whole = Span(0, len(text))
    document = ParsedDocument(text, (Block(BlockKind.PARAGRAPH, whole),), TextMap(), RULE)
    return document, Report(Case(whole, "Ärendet"), tuple(facts))


def codes(*dates: tuple[DateRole, str], words: str = "", genre: Genre | None = None) -> list[str]:
    return [one.code for one in contradictions(*case(*dates, words=words, genre=genre))]


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        (((R.INCIDENT, "2021-05-03"), (R.REPORTED, "2021-05-02")), "reported_before_incident"),
        (((R.INCIDENT, "2021-05"), (R.REPORTED_TO_IVO, "2021-04-30")), "notified_before_incident"),
        (((R.REPORTED, "2021-05-03"), (R.DECIDED, "2021-03-05")), "decided_before_reported"),
        (
            ((R.INVESTIGATION_STARTED, "2021-05-03"), (R.INVESTIGATION_CLOSED, "2020-05-10")),
            "closed_before_started",
        ),
        (((R.INCIDENT, "2021-05-03"), (R.INVESTIGATION_CLOSED, "2021-04-03")), "closed_before_incident"),
        (((R.INCIDENT, "2021-05-03"), (R.DECIDED, "2021-04-03")), "decided_before_incident"),
        (((R.REPORTED, "2021-05-03"), (R.INVESTIGATION_CLOSED, "2021-04-03")), "closed_before_reported"),
        (((R.PUBLISHED, "2021-05-03"), (R.DECIDED, "2021-06-03")), "after_publication"),
    ],
)
def test_dates_out_of_order_are_told_with_both_words(dates: tuple[tuple[DateRole, str], ...], code: str) -> None:
    (found,) = contradictions(*case(*dates))
    assert found.code == code
    assert all(edtf in found.message for _, edtf in dates)
    assert codes(*((role, "2021-05-03") for role, _ in dates)) == []


@pytest.mark.parametrize(
    "dates",
    [
        ((R.INCIDENT, "2021-05"), (R.REPORTED, "2021-05-02")),
        ((R.INCIDENT, "2021-03/.."), (R.REPORTED, "2021-05-02")),
        ((R.INCIDENT, "2021-06~"), (R.REPORTED, "2021-05-02")),
        ((R.INCIDENT, "XXXX-06-01"), (R.REPORTED, "2021-05-02")),
        ((R.INCIDENT, "2021-05-03"), (R.REPORTED, "../2021-05-02"), (R.REPORTED, "2021-05-04")),
        ((R.INCIDENT, "2021-05-01"), (R.INCIDENT, "2021-06-01"), (R.REPORTED, "2021-05-02")),
        ((R.PUBLISHED, "2021-05-03"), (R.OTHER, "2021-06-03")),
        ((R.PUBLISHED, "2021-05-03"), (R.PUBLISHED, "2021-06-04"), (R.DECIDED, "2021-06-03")),
    ],
)
def test_what_some_reading_allows_is_no_contradiction(dates: tuple[tuple[DateRole, str], ...]) -> None:
    assert codes(*dates) == []


def test_a_decision_comes_before_the_notification_only_where_it_is_one_to_notify() -> None:
    dates = ((R.DECIDED, "2021-05-03"), (R.REPORTED_TO_IVO, "2021-04-03"))
    assert codes(*dates) == []
    assert codes(*dates, words="Beslut att anmäla händelsen till IVO ") == ["notified_before_decided"]
    assert codes(*dates, words="Beslut att anmäla händelsen till IVO ", genre=Genre.IVO_DECISION) == []


def test_a_year_that_the_publication_gave_is_not_held_against_it() -> None:
    document, report = case((R.PUBLISHED, "2021-05-03"), (R.DECIDED, "2021-06-03"))
    published, decided = report.facts
    chosen = Fact("date", DateValue("2021-06-03", R.DECIDED, "2021-05-03"), decided.evidence, RULE)
    assert contradictions(document, Report(report.case, (published, chosen))) == ()


def test_a_role_that_is_a_guess_is_not_held_against_others() -> None:
    dates = ((R.INCIDENT, "2021-05-03"), (R.REPORTED, "2021-05-02"))
    assert contradictions(*case(*dates, confidence=0.4)) == ()
    assert len(contradictions(*case(*dates, confidence=0.9))) == 1


def test_every_code_has_words() -> None:
    for code, said in SAID.items():
        assert "{early}" in said, code
        assert "{late}" in said, code


def test_json_terminal_and_notes_show_them() -> None:
    text = (
        "Utredning enligt lex Sarah\n\nRapport inkom: 2021-05-03\nUtredning påbörjad: 2021-05-10\n"
        "Utredning avslutad: 2021-03-10\n\nHändelsen\nDen 2 maj 2021 uteblev ett besök av hemtjänsten.\n"
    )
    reading = read_text(text, date(2021, 6, 1)).reading
    (told,) = everything("x", "0", reading.document, reading.reports)["cases"][0]["contradictions"]
    assert told["code"] == "closed_before_started"
    assert [one["quote"] for one in told["evidence"]] == ["2021-05-10", "2021-03-10"]
    assert f"! {told['message']}" in as_text("x", reading)
    assert any(note.startswith(told["message"]) for note in notes(reading.document, reading.reports))
    assert not any(told["message"] in note for note in notes(reading.document))
