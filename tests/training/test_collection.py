"""The test collection of search: read, checked, and its measure on rankings that can be reckoned by hand."""

import json
import math

import pytest
from training.search import collection
from training.search.collection import Judgement, Precedent, Question, ndcg, weighted_kappa
from training.splits import read as places

QUESTION = {"id": "dev-01", "split": "dev", "kind": 1, "text": "larm", "need": "3 är larm", "seed": "k1"}
SPLIT_OF = {"k1": "train", "k2": "test"}


def written(folder, *questions, grades="dev-01,k2,3,\n", past=""):
    lines = [json.dumps({"synthetic": True, **one}) for one in questions]
    (folder / "questions.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "judgements.csv").write_text(f"question,document,grade,second\n{grades}", "utf-8")
    (folder / "precedents.csv").write_text(f"case,document,grade,second\n{past}", "utf-8")
    return folder


def test_questions_and_grades_are_read(tmp_path):
    folder = written(tmp_path, QUESTION, grades="dev-01,k1,3,2\ndev-01,k2,0,\n")
    assert collection.questions(folder) == (Question(**QUESTION),)
    assert collection.judgements(folder) == (Judgement("dev-01", "k1", 3, 2), Judgement("dev-01", "k2", 0, None))
    assert list(collection.wrong(SPLIT_OF, folder)) == []


@pytest.mark.parametrize(
    ("question", "grades", "told"),
    [
        (QUESTION | {"kind": 11}, "dev-01,k1,3,\n", "kind 11"),
        (QUESTION | {"seed": "k2"}, "dev-01,k1,3,\n", "prompted by k2"),
        (QUESTION, "dev-01,k9,3,\n", "judgements"),
        (QUESTION, "dev-01,k1,4,\n", "judgements"),
        (QUESTION, "", "nobody"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, question, grades, told):
    (problem,) = collection.wrong(SPLIT_OF, written(tmp_path, question, grades=grades))
    assert told in problem


def test_precedents_are_read(tmp_path):
    folder = written(tmp_path, QUESTION, past="k1,k2,2,1\nk2,k1,same,\n")
    assert collection.precedents(folder) == (
        Precedent("k1", "k2", 2, 1, judged_twice=True),
        Precedent("k2", "k1", None, None, judged_twice=False),
    )
    assert list(collection.wrong(SPLIT_OF, folder)) == []
    (problem,) = collection.wrong(SPLIT_OF, written(tmp_path, QUESTION, past="k1,k1,2,\n"))
    assert problem.startswith("precedents")


def test_what_is_not_marked_or_stands_twice_is_refused(tmp_path):
    with pytest.raises(ValueError, match="invented"):
        collection.questions(written(tmp_path, QUESTION | {"synthetic": False}))
    with pytest.raises(ValueError, match="twice"):
        collection.questions(written(tmp_path, QUESTION, QUESTION))


def test_the_measure_by_hand():
    grades = {"a": 3, "b": 2, "c": 0}
    best = 7 + 3 / math.log2(3)
    assert ndcg(["a", "b"], grades) == pytest.approx(1.0)
    assert ndcg(["b", "a"], grades) == pytest.approx((3 + 7 / math.log2(3)) / best)
    assert ndcg(["x", "c", "a"], grades) == pytest.approx(7 / 2 / best)
    assert ndcg(["x"] * 10 + ["a"], grades) == 0.0
    assert ndcg(["a"], {"a": 0}) == 0.0


def test_agreement_by_hand():
    assert weighted_kappa([0, 1, 2, 3], [0, 1, 2, 3]) == 1.0
    assert weighted_kappa([0, 0, 3, 3], [0, 3, 0, 3]) == pytest.approx(0.0)
    assert weighted_kappa([0, 3], [3, 0]) == pytest.approx(-1.0)


def test_the_shipped_collection_is_sound_and_large_enough():
    found = collection.questions()
    assert len(found) == 150
    assert {one.kind for one in found} == set(range(1, 11))
    assert list(collection.wrong({name: place.split for name, place in places().items()})) == []
    assert len({one.case for one in collection.precedents()}) == 100
    twice = [(one.grade, one.second) for one in collection.judgements() if one.second is not None]
    assert len(twice) > 1000
    assert weighted_kappa([one for one, _ in twice], [other for _, other in twice]) > 0.9
