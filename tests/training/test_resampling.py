"""Intervals of means, and the fusion by ranks that others are measured beside."""

import numpy as np
import pytest
from training.search.reciprocal import reciprocal
from training.search.resampling import mean


def test_groups_are_drawn_and_not_questions() -> None:
    values = np.array([1.0] * 50 + [0.0] * 50)
    alone, two = mean(values), mean(values, ["a"] * 50 + ["b"] * 50)
    assert alone.value == two.value == 0.5
    assert 0.35 < alone.low < 0.45
    assert 0.55 < alone.high < 0.65
    assert (two.low, two.high) == (0, 1)
    halves = mean(np.array([1.0, 1.0, 0.0, 0.0]), "abab")
    assert (halves.low, halves.high) == (0.5, 0.5)


def test_groups_weigh_by_their_questions() -> None:
    assert mean(np.array([1.0, 0.0, 0.0, 0.0]), ["a", "b", "b", "b"]).value == 0.25


def test_means_and_differences_are_written_with_their_interval() -> None:
    assert str(mean(np.full(4, 0.25))) == "0.250 [0.250, 0.250]"
    assert mean(np.full(4, 0.25)).as_difference() == "+0.250 [+0.250, +0.250]"


def test_fusion_is_of_ranks_and_leaves_out_what_is_left_out() -> None:
    one, other = np.array([[3.0, 2.0, 1.0]]), np.array([[0.0, 500.0, 400.0]])
    assert np.argsort(-reciprocal(one, other))[0].tolist() == [1, 0, 2]
    assert np.argsort(-reciprocal(one[0], other[0])).tolist() == [1, 0, 2]
    some = reciprocal(np.array([[3.0, 2.0, -np.inf]]), np.array([[0.1, 0.9, -np.inf]]))
    assert some[0, 0] == some[0, 1] == pytest.approx(1 / 61 + 1 / 62)
    assert some[0, 2] == -np.inf
