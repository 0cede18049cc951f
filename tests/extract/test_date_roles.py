"""Roles of dates as learned: the shipped model, its files, and what it makes of whole papers."""

import json
import math
from pathlib import Path

import pytest

from lexsarah.errors import ModelError
from lexsarah.extract.dates.find import dated_in, find_dates
from lexsarah.extract.dates.learned import MANIFEST_FILE, MODEL_FILE, likeliest, load_roles, role_model
from lexsarah.extract.dates.traits import traits_of
from lexsarah.library import read_text
from lexsarah.records import Case, ParsedDocument, Span
from lexsarah.resources import folder
from lexsarah.vocabulary import DateRole, Genre

SHIPPED = folder("models") / "roles"

MEMO = """Storforsa kommun\tTJÄNSTESKRIVELSE
Socialförvaltningen\t2021-06-08
\tDnr SN 2021/44

Till Socialnämnden, sammanträde 2021-06-17

Utredning enligt lex Sarah, hemtjänsten

Ärendet
Den 3 maj 2021 uteblev kvällsbesöket hos en kvinna. Hon hittades på golvet av morgonpersonalen.
"""


def roles(text: str) -> dict[str, str]:
    return {one["text"]: one["role"] for one in read_text(text).case()["dates"]}


def test_the_dates_of_a_memo() -> None:
    assert roles(MEMO) == {"2021-06-08": "published", "2021-06-17": "other", "3 maj 2021": "incident"}


def test_minutes_are_decided_on_the_day_of_the_meeting() -> None:
    minutes = MEMO.replace("TJÄNSTESKRIVELSE", "SAMMANTRÄDESPROTOKOLL").replace("Socialförvaltningen", "Socialnämnden")
    assert roles(minutes)["2021-06-08"] == "decided"


def test_probabilities_are_some_and_add_up() -> None:
    reading = read_text(MEMO).reading
    document, case = reading.document, Case(Span(0, len(reading.document.text)), "")
    dated = dated_in(document, case, None)
    every = traits_of(document, dated, [DateRole.OTHER] * len(dated), Genre.COMMITTEE_MEMO)
    assert len(every) == len(dated) == 3
    for traits in every:
        judged = role_model().judge([traits])
        assert set(judged) == set(DateRole)
        assert math.isclose(sum(judged.values()), 1.0)
        once, twice = role_model().judge([traits]), role_model().judge([traits, traits])
        assert all(math.isclose(once[role], twice[role]) for role in once)
        assert likeliest(judged) in judged


def test_names_are_no_traits() -> None:
    named = MEMO.replace("hos en kvinna", "hos Quintessa Vallmogren")
    document = read_text(named).reading.document
    dated = dated_in(document, Case(Span(0, len(document.text)), ""), None)
    every = traits_of(document, dated, [DateRole.OTHER] * len(dated), Genre.COMMITTEE_MEMO)
    assert not [trait for traits in every for trait in traits if "quint" in trait or "vallmo" in trait]
    assert any("*" in trait for trait in every[-1])


def test_the_period_rests_on_dates_with_a_probability() -> None:
    facts = read_text(MEMO).reading.whole.values("date")
    assert all(fact.confidence is not None and 0 < fact.confidence <= 1 for fact in facts)
    assert read_text(MEMO).case()["incident_period"] == "2021-05-03"


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        (MODEL_FILE, None, "cannot be read"),
        (MODEL_FILE, b"{}", "damaged"),
        (MANIFEST_FILE, b"[]", "damaged"),
        (MANIFEST_FILE, b'{"format": 99}', "another format"),
    ],
)
def test_a_model_that_is_not_what_it_says_is_refused(
    tmp_path: Path, file: str, content: bytes | None, said: str
) -> None:
    for name in (MODEL_FILE, MANIFEST_FILE):
        (tmp_path / name).write_bytes((SHIPPED / name).read_bytes())
    if content is None:
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_bytes(content)
    with pytest.raises(ModelError, match=said):
        load_roles(tmp_path)


def test_the_manifest_tells_that_learning_beats_the_rules() -> None:
    scores = json.loads((SHIPPED / MANIFEST_FILE).read_bytes())["date_full_f1"]
    assert all(score["gain_low"] > 0 for score in scores.values())


def test_without_a_known_kind_the_rules_have_the_word() -> None:
    document: ParsedDocument = read_text(MEMO).reading.document
    facts = find_dates(document, Case(Span(0, len(document.text)), ""), None)
    assert all(fact.confidence is None for fact in facts)
