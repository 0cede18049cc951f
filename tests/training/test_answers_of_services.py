"""The questions and answers of corpus/search: read and checked."""

import json

import pytest
from training.search import answers
from training.search.answers import Answer


def row(number, **changed):
    words = " ".join(f"ord{number}-{at}" for at in range(30))
    given = {"id": f"a{number}", "synthetic": True, "split": "train", "category": "pass"}
    return {**given, "question": f"Vad gäller {number}?", "answer": words, **changed}


def written(folder, *rows):
    (folder / "answers.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
    return folder


def category(**changed):
    return [row(number, **(changed if number == 0 else {})) for number in range(answers.FEWEST)]


def test_an_answer_has_its_question_and_category(tmp_path):
    assert answers.read(written(tmp_path, row(1, answer="Nej."))) == (
        Answer("a1", "train", "pass", "Vad gäller 1?", "Nej."),
    )
    assert list(answers.wrong(written(tmp_path, *category()))) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"split": "dev"}, "in dev and train"),
        ({"split": "test"}, "in test and train"),
        ({"answer": "Nej."}, "answer of 1 words"),
        ({"question": "Varför?"}, "question of 1 words"),
        ({"question": "Vad gäller 1?"}, "stands 2 times"),
        ({"category": "fiske"}, "category fiske: 1 pairs"),
    ],
)
def test_what_is_wrong_is_told(tmp_path, changed, said):
    assert any(said in line for line in answers.wrong(written(tmp_path, *category(**changed))))


def test_what_is_not_marked_as_invented_or_stands_twice_is_refused(tmp_path):
    with pytest.raises(ValueError, match="invented"):
        answers.read(written(tmp_path, row(1, synthetic=False)))
    with pytest.raises(ValueError, match="a1"):
        answers.read(written(tmp_path, row(1), row(1)))


def test_those_that_ship_are_sound():
    assert list(answers.wrong()) == []
