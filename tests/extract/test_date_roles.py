"""Roles of dates as learned: the shipped model, its files, and what it makes of whole papers."""

import hashlib
import json
import math
from pathlib import Path

import pytest

from lexsarah.errors import ModelError
from lexsarah.extract.dates.find import dated_in, find_dates
from lexsarah.extract.dates.learned import (
    MANIFEST_FILE,
    MODEL_FILE,
    Calibration,
    RoleModel,
    likeliest,
    load_roles,
    role_model,
)
from lexsarah.extract.dates.traits import traits_of
from lexsarah.library import read_text
from lexsarah.records import Case, ParsedDocument, Producer, Span
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
    assert {fact.producer.kind for fact in facts} == {"rule"}


def test_who_gave_a_role_is_told() -> None:
    digest = hashlib.sha256((SHIPPED / MODEL_FILE).read_bytes()).hexdigest()
    facts = read_text(MEMO).reading.whole.values("date")
    assert {fact.producer for fact in facts} == {Producer("model", "roles", digest[:12])}


def test_a_factor_and_offsets_make_scores_into_probabilities() -> None:
    scores = tuple(map(math.log, (0.7, 0.2, 0.1)))
    same = Calibration(1.0, (0.0, 0.0, 0.0)).probabilities(scores)
    assert all(math.isclose(one, wanted) for one, wanted in zip(same, (0.7, 0.2, 0.1), strict=True))
    surer = Calibration(2.0, (0.0, 0.0, 0.0)).probabilities(scores)
    assert math.isclose(surer[0], 0.49 / (0.49 + 0.04 + 0.01))
    moved = Calibration(1.0, (0.0, math.log(2), 0.0)).probabilities(scores)
    assert math.isclose(moved[1] / moved[0], 0.4 / 0.7)


def small(*biases: float) -> RoleModel:
    """Return a model of two roles that knows one trait, which speaks for the event."""
    roles = (DateRole.INCIDENT, DateRole.OTHER)
    return RoleModel(roles, biases, {"fell": (2.0, 0.0)}, Calibration(1.0, (0.0, 0.0)), "0" * 12)


def test_one_date_has_one_role_and_a_paper_an_event_if_one_is_likely_enough() -> None:
    keys = [("3 maj", "2021-05-03"), ("4 maj", "2021-05-04"), ("3 maj", "2021-05-03")]
    traits = [["fell"], [], []]
    told = small(0.0, 0.0).told(keys, traits)
    assert {key: role for key, (role, _) in told.items()} == {keys[0]: DateRole.INCIDENT, keys[1]: DateRole.INCIDENT}
    told = small(0.0, 1.2).told(keys, traits)
    assert told[keys[0]][0] is DateRole.INCIDENT
    assert math.isclose(told[keys[0]][1], 1 / (1 + math.exp(0.2)))
    assert told[keys[1]][0] is DateRole.OTHER
    assert {role for role, _ in small(0.0, 3.0).told(keys, traits).values()} == {DateRole.OTHER}


def test_the_manifest_tells_that_calibration_helps_and_the_card_shows_it() -> None:
    reliable = json.loads((SHIPPED / MANIFEST_FILE).read_bytes())["reliability_dev"]
    before, after = reliable["ways"]["none"], reliable["ways"]["temperature and offsets"]
    assert after["ece"][0] < before["ece"][0]
    assert after["brier"][0] < before["brier"][0]
    assert sum(one["n"] for one in reliable["bins"]["temperature and offsets"]) == after["n"]
    page = (SHIPPED / "README.md").read_text("utf-8")
    assert f"| {after['ece'][0]:.3f} [" in page
