"""What the bench of ranked lists does with scores."""

from collections.abc import Sequence

import numpy as np
import pytest
from training.encoder.held import Task, gains
from training.search.rank_bench import Remembering, bare, places, ranked, weighed

from lexsarah.search import fusion
from lexsarah.search.listing import How

TASK = Task(
    "answers in category",
    ("query: larm på natten", "query: kall mat"),
    ("passage: Larmet tjöt.", "passage: Natt efter natt.", "passage: Maten var kall.", "passage: Kall mat kom."),
    ({"a": 1}, {"c": 1}),
    (frozenset("ab"), frozenset("cd")),
    ("a", "b", "c", "d"),
    ("one", "two"),
)


class Counting:
    hash = "0" * 64

    def __init__(self) -> None:
        self.asked: list[str] = []

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        return np.eye(4, dtype=np.float32)[[len(text) % 4 for text in texts]]

    def questions(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return self.passages(texts)


def test_texts_are_ranked_without_prefix_and_within_their_list() -> None:
    task = bare(TASK)
    assert task.questions[0] == "larm på natten"
    assert task.texts[0] == "Larmet tjöt."
    assert places(task) == [[0, 1], [2, 3]]
    scores = ranked(task, How.WORDS, Remembering(Counting()))
    assert np.isfinite(scores).tolist() == [[True, True, False, False], [False, False, True, True]]
    assert gains(task, scores).shape == (2, 2)


def test_questions_are_read_once() -> None:
    encoder = Counting()
    task = bare(TASK)
    both = Remembering(encoder)
    ranked(task, How.MEANING, both)
    ranked(task, How.HYBRID, both)
    assert encoder.asked == list(task.questions)


def test_other_weights_are_what_rank_would_give(monkeypatch: pytest.MonkeyPatch) -> None:
    task, encoder = bare(TASK), Remembering(Counting())
    meaning, hybrid = ranked(task, How.MEANING, encoder), ranked(task, How.HYBRID, encoder)
    monkeypatch.setattr(fusion, "WORDS", 0.3)
    wanted = ranked(task, How.HYBRID, encoder)
    monkeypatch.undo()
    np.testing.assert_allclose(weighed(meaning, hybrid, 0.3), wanted)
