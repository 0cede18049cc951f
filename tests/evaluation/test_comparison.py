"""The counts of a comparison: each rule by an example, and the whole against the project's reference scorer."""

import copy
import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from lexsarah.evaluation import Annotated, evaluate
from lexsarah.evaluation.comparison import (
    Count,
    Figure,
    compare,
    date_words,
    name_key,
    overlap,
    pointing_back,
    same_edtf,
)

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SAMPLES = ROOT / "corpus" / "samples"

GOLD: dict[str, Any] = {
    "genre": "press_release",
    "is_deviation_report": True,
    "municipality": "Falun",
    "service_area": ["aldreomsorg"],
    "law": ["SoL"],
    "decision": "missforhallande",
    "reported_to_ivo": False,
    "misconduct_types": ["brister_utforande_insats"],
    "primary_type": "brister_utforande_insats",
    "event_types": ["fall"],
    "causes": [{"area": "procedurer_rutiner", "evidence": "rutinen var inte känd"}],
    "consequences": [{"kind": "ingen", "evidence": "ingen kom till skada"}],
    "measures": [{"kind": "rutin", "evidence": "rutinen skrivs om"}],
    "dates": [{"text": "8 mars 2021", "edtf": "2021-03-08", "role": "incident"}],
    "incident_period": "2021-03-08",
    "persons": [{"name": "Irja Kettunen", "role": "enhetschef"}],
    "organisations": ["Slussens vårdboende"],
    "identifiers": [{"kind": "diarienummer", "text": "VON 2021/88"}],
    "incidents": [],
}


def count(kind: str, field: str, guess: dict[str, Any] | None, label: str = "", **gold: object) -> Count:
    """Compare a changed annotation with a prediction and return one count."""
    return compare({**GOLD, **gold}, guess)[Figure(kind, field, label)]


def test_circumstances_count_where_they_are_annotated() -> None:
    told = {"value": True, "evidence": "hon har fått veta det"}
    wrong = {**GOLD, "person_informed": {"value": False, "evidence": "hon har fått veta det"}}
    assert Figure("single", "person_informed") not in compare(GOLD, wrong)
    assert count("single", "person_informed", {**GOLD, "person_informed": told}, person_informed=told) == (1, 1, 1)
    assert count("single", "person_informed", wrong, person_informed=told) == (0, 1, 1)
    assert count("span", "person_informed_evidence", wrong, person_informed=told) == (0, 1, 1)
    noticed = {"text": "3 maj 2021", "edtf": "2021-05-03", "evidence": "den 3 maj 2021 ringde kunden"}
    assert count("single", "discovered", {**GOLD, "discovered": noticed}, discovered=noticed) == (1, 1, 1)
    assert count("span", "discovered_evidence", GOLD, discovered=noticed) == (0, 1, 0)


def test_an_annotation_equals_itself() -> None:
    assert all(one.right == one.gold == one.guessed for one in compare(GOLD, copy.deepcopy(GOLD)).values())


def test_a_document_that_failed_is_wrong_everywhere() -> None:
    compared = compare(GOLD, None)
    assert all(one.right == 0 for one in compared.values())
    assert count("single", "no_false_claims", None, is_deviation_report=False).right == 0


def test_claims_about_no_case_are_counted_once() -> None:
    quiet = {"is_deviation_report": False, "causes": [], "decision": None}
    assert count("single", "no_false_claims", quiet, is_deviation_report=False) == Count(1, 1, 1)
    claiming = {**quiet, "measures": [{"kind": "rutin", "evidence": "x"}], "decision": "pagar"}
    assert count("single", "no_false_claims", claiming, is_deviation_report=False) == Count(0, 1, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [("Den 8 mars", "8 mars"), ("natten mot den 8 mars", "natten mot den 8 mars"), ("i", "i"), (None, "")],
)
def test_leading_words_of_dates(text: str | None, words: str) -> None:
    assert date_words(text) == words


@pytest.mark.parametrize(
    ("text", "back"), [("dagen efter", True), ("två veckor senare", True), ("samma dag", True), ("8 mars", False)]
)
def test_what_points_back_does_not_count(text: str, back: bool) -> None:
    assert pointing_back({"text": text}) is back
    extra = {**GOLD, "dates": [*GOLD["dates"], {"text": text, "edtf": "2021-03-09", "role": "other"}]}
    assert count("span", "date_span", extra) == (Count(1, 1, 1) if back else Count(1, 1, 2))


def test_dates_by_words_value_and_role() -> None:
    guess = {"dates": [{"text": "den 8 mars 2021", "edtf": "2021-03-08~", "role": "reported"}]}
    assert count("span", "date_span", guess).right == 1
    assert count("span", "date_value", guess).right == 1
    assert count("span", "date_full", guess).right == 0
    assert not same_edtf(None, None)


def test_optional_keys_are_asked_where_they_are_annotated() -> None:
    plain = compare(GOLD, {"place": "Falun", "units": ["Slussens vårdboende"]})
    assert Figure("single", "place") not in plain
    assert Figure("span", "units") not in plain
    guess = {"place": "Falun", "units": ["slussens vårdboendes", "plan 2"]}
    assert count("single", "place", guess, place="Falun") == Count(1, 1, 1)
    assert count("single", "place", guess, place=None) == Count(0, 1, 1)
    assert Figure("single", "place") not in compare({**GOLD, "place": None, "is_deviation_report": False}, guess)
    assert count("span", "units", guess, units=["Slussens vårdboende"]) == Count(1, 1, 2)
    assert count("span", "units", guess, units=[]) == Count(0, 0, 2)


def test_names_lose_their_genitive() -> None:
    assert name_key("Slussens vårdboendes") == name_key("slussens Vårdboende")
    assert name_key("SiS") == "sis"


def test_evidence_must_point_at_something() -> None:
    wanted = "rutinen var inte känd"
    assert overlap(wanted, "Rutinen var känd") == 0.75
    assert overlap(wanted, wanted + " ord" * 60) == 0.0
    assert count("span", "evidence", {"causes": [{"area": "teknik_utrustning", "evidence": wanted}]}) == Count(0, 3, 1)


@pytest.mark.parametrize(("quoted", "right"), [("rutinen var", 1), ("rutinen", 0), ("rutinen var inte känd", 1)])
def test_half_of_the_annotated_words_are_enough(quoted: str, right: int) -> None:
    guess = {"causes": [{"area": "procedurer_rutiner", "evidence": quoted}]}
    assert count("span", "evidence", guess).right == right


def test_two_findings_are_not_matched_to_one() -> None:
    twice = [{"area": "procedurer_rutiner", "evidence": "rutinen var inte känd"}] * 2
    compared = compare({**GOLD, "causes": twice, "measures": [], "consequences": []}, {"causes": twice[:1]})
    assert compared[Figure("span", "evidence")] == Count(1, 2, 1)


def test_identifiers_of_other_kinds_are_not_held_against_a_prediction() -> None:
    more = [*GOLD["identifiers"], {"kind": "organisationsnummer", "text": "212000-0000"}]
    assert count("span", "identifiers", {"identifiers": more}) == Count(1, 1, 1)


@pytest.mark.parametrize("wrong", [None, "text", 3, [1, None, []], {"a": 1}])
def test_values_of_a_wrong_shape_are_left_out(wrong: object) -> None:
    guess = dict.fromkeys(("dates", "persons", "causes", "misconduct_types", "incidents", "identifiers"), wrong)
    assert all(one.right <= one.gold for one in compare(GOLD, guess).values())


def _reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _disturbed(case: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Drop, double and change what an annotation says."""
    guess = copy.deepcopy(case)
    for key, value in guess.items():
        if isinstance(value, list) and value and chance.random() < 0.6:
            guess[key] = copy.deepcopy(chance.choices(value, k=chance.randrange(len(value) + 2)))
            for one in guess[key]:
                if isinstance(one, dict) and chance.random() < 0.3:
                    one[chance.choice(sorted(one))] = "inget"
        elif chance.random() < 0.2:
            guess[key] = chance.choice([None, "annat", "2020"])
    return guess


@pytest.mark.parametrize("number", range(4))
def test_figures_that_the_reference_gave(number: int) -> None:
    """``reference.json`` keeps annotations, disturbed predictions and what the reference scorer said of them."""
    kept = json.loads((Path(__file__).parent / "reference.json").read_text("utf-8"))
    golds = [Annotated(name, Path(name), case, name, "") for name, case in kept["golds"].items()]
    one = kept["predictions"][number]
    found = evaluate(golds, [one["guesses"].get(gold.name) for gold in golds]).json()
    assert {name: found[name] for name in one["figures"]} == {
        name: value if value is None else pytest.approx(value) for name, value in one["figures"].items()
    }


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference scorer lies beside the checkout")
@pytest.mark.parametrize("seed", range(20))
def test_same_figures_as_the_reference(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  (no secret)
    cases = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(SAMPLES.glob("*.json"))}
    guesses = {name: _disturbed(case, chance) for name, case in cases.items() if chance.random() < 0.9}
    wanted = _reference().score(cases, guesses)
    golds = [Annotated(name, SAMPLES / f"{name}.txt", case, name, "") for name, case in cases.items()]
    found = evaluate(golds, [guesses.get(name) for name in cases]).json()
    assert set(wanted) <= set(found)
    assert {name: found[name] for name in wanted} == {
        name: value if value is None else pytest.approx(value) for name, value in wanted.items()
    }
