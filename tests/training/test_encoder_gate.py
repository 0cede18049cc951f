"""The gate: what is measured, and when it opens."""

import numpy as np
import pytest
from training.encoder import gate
from training.encoder.gate import Found, Mean
from training.encoder.held import GENERAL, Task, gains, ranked

NONE = Mean(0.0, 0.0, 0.0, 1.0)


def task(**changed):
    given = {
        "name": "queries",
        "questions": ("query: a", "query: b"),
        "texts": ("passage: x", "passage: y", "passage: z"),
        "grades": ({"x": 1}, {"y": 1}),
        "among": (None, None),
        "owner": ("x", "y", "z"),
        "groups": ("g", "h"),
    }
    return Task(**{**given, **changed})


SCORES = np.array([[0.9, 0.5, 0.1], [0.9, 0.5, 0.1]])


def test_gain_falls_with_the_place_of_what_was_looked_for():
    values = gains(task(), SCORES)
    assert values[:, 0] == pytest.approx([1, 1 / np.log2(3)])
    assert values[:, 1].tolist() == [1, 0]


def test_what_is_not_ranked_for_a_question_does_not_count():
    found = task(among=(None, frozenset({"y", "z"})))
    assert ranked(found, SCORES, 1) == ["y", "z"]
    assert gains(found, SCORES)[:, 0].tolist() == [1, 1]


def test_the_best_passage_speaks_for_a_paper():
    found = task(owner=("x", "y", "y"), grades=({"y": 3, "x": 1}, {"y": 1}))
    assert ranked(found, np.array([[0.4, 0.1, 0.5], [0.1, 0.2, 0.3]]), 0) == ["y", "x"]


def test_differences_are_from_the_start_on_the_same_questions():
    better = np.array([[0.9, 0.5, 0.1], [0.5, 0.9, 0.1]])
    found = {
        one.way: one
        for one in gate.measured(task(styles=("terse", "everyday")), {"start": SCORES, "ours": better}, "start")
    }
    assert found["start"].more == NONE
    assert found["ours"].more.value == pytest.approx((1 - 1 / np.log2(3)) / 2)
    assert found["ours"].styles == {"terse": 1, "everyday": 1}


def judged(**lows):
    names = dict.fromkeys(("queries", *GENERAL), 0.01) | lows
    return [
        Found(name, "ours", 9, 9, NONE, NONE, Mean(low + 0.05, low, low + 0.1, 1.0), {}) for name, low in names.items()
    ]


def test_the_gate_opens_for_a_sure_gain_without_a_loss():
    assert all(gate.passes(judged(), "ours").values())


@pytest.mark.parametrize(
    ("name", "low", "opens"),
    [
        ("queries", 0.0, False),
        ("queries", 0.001, True),
        *((name, -gate.MARGIN, False) for name in GENERAL),
        ("halves", -0.019, True),
    ],
)
def test_the_gate_asks_for_the_ends_of_intervals(name, low, opens):
    said = gate.passes(judged(**{name: low}), "ours")
    assert said[name] is opens
    assert sum(not one for one in said.values()) == (not opens)


def test_nothing_is_decided_without_every_set():
    with pytest.raises(ValueError, match="halves"):
        gate.passes(judged()[:-1], "ours")
