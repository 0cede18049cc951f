"""The validator: a sound annotation passes, and every kind of damage is named."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.validation import KEYS, is_edtf, problems

TEXT = " ".join(
    [
        "Falu kommun. Den 8 mars 2021 föll en man på Slussens vårdboende och bröt höften.",
        "Händelsen rapporterades den 9 mars 2021. Rutinen var inte känd av vikarien.",
        "Rutinen skrivs om under april. Händelsen är ett allvarligt missförhållande och är anmäld till IVO.",
        "Irja Kettunen, enhetschef, svarar på frågor på 070-174 06 12 och irja.kettunen@exempel-falun.se.",
        "Enligt lex Sarah ska personalen rapportera missförhållanden och risker för missförhållanden i verksamheten.",
    ]
)
CASE: dict[str, Any] = {
    "id": "k0001",
    "source_url": None,
    "synthetic": True,
    "note": "Påhittat exempel",
    "genre": "press_release",
    "is_deviation_report": True,
    "municipality": "Falun",
    "place": "Falun",
    "provider": "kommunal",
    "units": ["Slussens vårdboende"],
    "service_area": ["aldreomsorg"],
    "setting": "vårdboende",
    "setting_code": "sarskilt_boende",
    "law": ["SoL"],
    "decision": "allvarligt_missforhallande",
    "reported_to_ivo": True,
    "ivo": "anmald",
    "misconduct_types": ["brister_utforande_insats"],
    "primary_type": "brister_utforande_insats",
    "event_types": ["fall"],
    "event_id": "e001",
    "causes": [{"area": "procedurer_rutiner", "evidence": "Rutinen var inte känd"}],
    "consequences": [{"kind": "fysisk_skada", "evidence": "bröt höften", "caused": "ja"}],
    "measures": [
        {"kind": "rutin", "evidence": "Rutinen skrivs om", "status": "planerad", "when": "2021-04", "answers": [0]}
    ],
    "dates": [
        {"text": "8 mars 2021", "edtf": "2021-03-08", "role": "incident"},
        {"text": "9 mars 2021", "edtf": "2021-03-09", "role": "reported"},
    ],
    "incident_period": "2021-03-08",
    "discovered": None,
    "happened_before": None,
    "may_recur": None,
    "person_informed": None,
    "persons": [{"name": "Irja Kettunen", "role": "enhetschef"}],
    "organisations": ["Slussens vårdboende", "IVO"],
    "identifiers": [
        {"kind": "telefon", "text": "070-174 06 12"},
        {"kind": "epost", "text": "irja.kettunen@exempel-falun.se"},
    ],
    "incidents": [],
}

DAMAGE: dict[str, tuple[dict[str, Any], str]] = {
    "no mark": ({"synthetic": False}, "synthetic: not true"),
    "no note": ({"note": "exempel"}, "note: is not"),
    "unknown genre": ({"genre": "novel"}, "genre: 'novel' is not in the vocabulary"),
    "unknown area": ({"service_area": ["skola"]}, "service_area: 'skola'"),
    "type twice": ({"event_types": ["fall", "fall"]}, "event_types: 'fall' stands twice"),
    "cause not quoted": ({"causes": [{"area": "individ_annat", "evidence": "Rutinen var okänd"}]}, "does not stand"),
    "quote from inside a word": ({"organisations": ["VO"]}, "does not stand"),
    "quote too long": (
        {"causes": [{"area": "individ_annat", "evidence": " ".join(TEXT.split()[:41])}]},
        "has more than 40 words",
    ),
    "no EDTF": ({"dates": [{"text": "8 mars 2021", "edtf": "8/3 2021", "role": "incident"}]}, "is no EDTF"),
    "period ends before it begins": ({"incident_period": "2021-03-08/2021-03-01"}, "is no EDTF"),
    "reported before it happened": (
        {
            "dates": [
                {"text": "8 mars 2021", "edtf": "2021-03-08", "role": "reported"},
                {"text": "9 mars 2021", "edtf": "2021-03-09", "role": "incident"},
            ]
        },
        "incident 2021-03-09 lies after reported 2021-03-08",
    ),
    "period without an incident": ({"dates": []}, "no date has the role incident"),
    "notified or not": ({"ivo": "ej"}, "does not go with reported_to_ivo True"),
    "answers nothing": (
        {
            "measures": [
                {"kind": "rutin", "evidence": "Rutinen skrivs om", "status": None, "when": None, "answers": [1]}
            ]
        },
        "points at a cause that is not there",
    ),
    "no case, yet claims": ({"is_deviation_report": False}, "no case, yet filled"),
    "primary type elsewhere": ({"primary_type": "annat"}, "primary_type: not among"),
    "no event": ({"event_types": []}, "event_types: empty"),
    "no such municipality": ({"municipality": "Falu"}, "is no municipality"),
    "a real telephone": (
        {"identifiers": [{"kind": "telefon", "text": "070-174 06 12"[:-2] + "1"}]},
        "kept for fiction",
    ),
    "empty genre": ({"genre": ""}, "genre: '' is not in the vocabulary"),
    "date without a role": (
        {"dates": [{"text": "8 mars 2021", "edtf": "2021-03-08", "role": None}]},
        "dates: wrong shape",
    ),
    "date with a number": (
        {"dates": [{"text": "8 mars 2021", "edtf": 2021, "role": "incident"}]},
        "dates: wrong shape",
    ),
    "cause without an area": ({"causes": [{"area": None, "evidence": "bröt höften"}]}, "causes: wrong shape"),
    "cause without words": ({"causes": [{"area": "annat", "evidence": None}]}, "causes: wrong shape"),
    "nobody": ({"persons": [{"name": None, "role": None}]}, "persons: wrong shape"),
    "perhaps": ({"happened_before": {"value": "kanske", "evidence": "bröt höften"}}, "happened_before: wrong shape"),
    "answers no list": (
        {
            "measures": [
                {"kind": "rutin", "evidence": "Rutinen skrivs om", "status": None, "when": None, "answers": None}
            ]
        },
        "measures: wrong shape",
    ),
    "shape of an item": ({"persons": [{"name": "Irja Kettunen"}]}, "persons: wrong shape"),
    "text for a flag": ({"is_deviation_report": "yes"}, "is_deviation_report: wrong shape"),
}


def test_a_sound_annotation_passes() -> None:
    assert problems(CASE, TEXT) == []


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_named(name: str) -> None:
    change, message = DAMAGE[name]
    found = problems({**copy.deepcopy(CASE), **change}, TEXT)
    assert any(message in one for one in found), found


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_key_is_needed(key: str) -> None:
    assert problems({name: value for name, value in CASE.items() if name != key}, TEXT)[0] == f"keys missing: {key}"


def test_other_keys_are_refused() -> None:
    assert problems({**CASE, "mood": "low"}, TEXT) == ["keys unknown: mood"]


def test_lengths() -> None:
    assert problems(CASE, TEXT + " ord" * 2500)[-1].startswith("text: ")


@pytest.mark.parametrize(
    ("kind", "text", "sound"),
    [
        ("telefon", "+46 70-174 06 12", True),
        ("telefon", "08-465 004 99", True),
        ("telefon", "0243-12 34 56", False),
        ("telefon", "070-███ ██ 12", True),
        ("personnummer", "19121212-1212", False),
        ("personnummer", "19121212-1213", True),
        ("personnummer", "19121212-XXXX", True),
        ("epost", "anna@falun.se", False),
        ("url", "www.falun.se/lexsarah", True),
        ("telefon", "fax 0243-12 34 56", False),
        ("epost", "exempel.anna@falun.se", False),
        ("url", "https://www.faluposten.se/exempel", False),
        ("url", "www.upplands-bro.se", True),
        ("url", "ivo.se", True),
        ("url", "www.faluposten.se", False),
    ],
)
def test_no_contact_leads_to_a_real_person(kind: str, text: str, sound: bool) -> None:
    case = {**CASE, "identifiers": [{"kind": kind, "text": text}]}
    assert (problems(case, f"{TEXT} {text}") == []) is sound


@pytest.mark.parametrize("contact", ["0243-12 34 56", "19121212-1212", "anna.berg@falun.se", "+46 243 12 34 56"])
def test_contacts_that_are_not_annotated_are_found_too(contact: str) -> None:
    assert len(problems(CASE, f"{TEXT} Ring {contact}.")) == 1


@pytest.mark.parametrize(
    "text", ["2021-03-08 kl. 10.15", "dnr 2021/0123-4567", "VON 2021-000123", "0,5 mnkr, 2020 2021"]
)
def test_other_numbers_are_no_contacts(text: str) -> None:
    assert problems(CASE, f"{TEXT} {text}") == []


@pytest.mark.parametrize(
    ("value", "sound"),
    [
        ("2021", True),
        ("2021-03", True),
        ("2021-22", True),
        ("2021-33", True),
        ("2021-03-08/2021-03-10", True),
        ("2021-03/..", True),
        ("../2021-03", True),
        ("XXXX-XX-XX", True),
        ("XXXX-03-08", True),
        ("2021-02-30", False),
        ("2021-13", False),
        ("2021-03-08/..-", False),
        ("mars 2021", False),
        ("", False),
    ],
)
def test_edtf(value: str, sound: bool) -> None:
    assert is_edtf(value) is sound


@given(st.dates(), st.dates())
def test_an_interval_runs_forward(one: Any, other: Any) -> None:
    first, last = sorted((one, other))
    assert is_edtf(f"{first.isoformat()}/{last.isoformat()}") is (first.year > 0)
    if first < last:
        assert not is_edtf(f"{last.isoformat()}/{first.isoformat()}")
