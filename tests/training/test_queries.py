"""The queries of corpus/search: read, and checked against the passages that they were written for."""

import json

import pytest
from training.search import queries
from training.search.queries import Place, Query, Style


def row(**changed):
    return {
        "id": "q1",
        "synthetic": True,
        "document": "d",
        "start": 0,
        "end": 40,
        "style": "everyday",
        "kind": "question",
        "text": "varför gick larmet inte?",
        **changed,
    }


def written(folder, *rows, grades=""):
    (folder / "queries.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
    (folder / "second_reader.csv").write_text(f"query,document,start,end,grade\n{grades}", "utf-8")
    return folder


TEXT = "Telefonen i personalrummet hade slutat ringa under helgen."


def test_a_query_stands_for_a_passage(tmp_path):
    place = Place("d", 0, 40)
    assert queries.read(written(tmp_path, row())) == (
        Query("q1", "varför gick larmet inte?", Style.EVERYDAY, is_question=True, place=place),
    )
    assert list(queries.wrong({"d": TEXT}, tmp_path)) == []


def test_words_are_shared_by_their_stems_and_function_words_do_not_count():
    assert queries.shared("varför larmade telefonerna inte?", TEXT) == pytest.approx(0.5)
    assert queries.shared("telefon", TEXT) == 1.0
    assert queries.shared("vad hände", "Telefonen") == 0.0
    assert queries.shared("varför inte", TEXT) == 1.0


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"end": 4000}, "no passage"),
        ({"document": "e"}, "no passage"),
        ({"text": "telefonen i personalrummet"}, "content words"),
        ({"text": "larm"}, "1 words"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, changed, told):
    found = list(queries.wrong({"d": TEXT}, written(tmp_path, row(**changed))))
    assert len(found) == 1
    assert told in found[0]


def test_a_grade_of_an_unknown_query_is_named(tmp_path):
    folder = written(tmp_path, row(), grades="q1,d,0,40,3\nq2,d,0,40,3\nq1,d,0,40,4\n")
    assert [one.split(":")[0] for one in queries.wrong({"d": TEXT}, folder)] == ["second reader"] * 2


@pytest.mark.parametrize(
    "rows",
    [
        [row(synthetic=False)],
        [row(kind="order")],
        [row(style="rude")],
        [row(), row(text="en annan")],
        [row(), row(id="q2")],
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path, rows):
    with pytest.raises(ValueError, match=r"."):
        queries.read(written(tmp_path, *rows))


def test_the_shipped_queries_are_enough_and_were_read_twice():
    found = queries.read()
    assert len(found) > 5000
    graded = queries.second_reader()
    meant = {one.id: one.place for one in found}
    own = [one.grade for one in graded if meant[one.query] == one.place]
    assert len(own) >= 490
    assert sum(grade == 3 for grade in own) / len(own) > 0.95
