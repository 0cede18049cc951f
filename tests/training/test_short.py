"""The short texts: read, checked, and none of a held-out document among them."""

import json

import pytest

from training import short


def line(**changed):
    return {
        "id": "X-001",
        "synthetic": True,
        "text": "Larmet var trasigt och en kund föll. " + "Nämnden har anmält händelsen enligt lex Sarah. " * 10,
        "genre": "news_article",
        "is_deviation_report": True,
        "service_area": ["aldreomsorg"],
        "provider": "kommunal",
        "event_types": ["larm_utrustning"],
        "misconduct_types": ["brister_fysisk_miljo_utrustning_teknik"],
        "primary_type": "brister_fysisk_miljo_utrustning_teknik",
        "causes": [],
        "consequences": [],
        "measures": [],
        **changed,
    }


def written(folder, *lines):
    (folder / "a.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines), "utf-8")
    return folder


def test_sound_lines_have_no_problems(tmp_path):
    assert list(short.wrong(written(tmp_path, line()))) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"primary_type": "annat"}, "primary_type"),
        ({"event_types": ["brand"]}, "vocabulary"),
        ({"measures": [{"kind": "rutin", "status": "genomford", "evidence": "Ny rutin"}]}, "does not stand"),
        ({"is_deviation_report": False}, "no case, yet filled"),
        ({"genre": None}, "genre"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, changed, told):
    found = list(short.wrong(written(tmp_path, line(**changed))))
    assert found
    assert all(one.startswith("X-001: ") for one in found)
    assert any(told in one for one in found)


def test_a_line_that_is_not_marked_as_invented_is_refused(tmp_path):
    with pytest.raises(ValueError, match="invented"):
        short.read(written(tmp_path, line(synthetic=False)))


def test_an_id_that_occurs_twice_is_refused(tmp_path):
    with pytest.raises(ValueError, match="twice"):
        short.read(written(tmp_path, line(), line()))


def test_the_shipped_texts_are_sound():
    assert len(short.read()) > 800
    assert list(short.wrong()) == []
