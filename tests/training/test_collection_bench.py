"""The arithmetic of the judged collection."""

import numpy as np
import pytest
from training.search.collection_bench import figures
from training.search.resampling import Groups


def test_figures() -> None:
    known = {"a": 3, "b": 2, "c": 1, "d": 0}
    assert figures(["a", "b", "c"], known) == (1.0, 1.0, 1.0)
    gain, recall, first = figures(["d", "x", "b"], known)
    assert 0 < gain < 0.5
    assert (recall, first) == (0.5, pytest.approx(1 / 3))
    assert figures(["d", "c"], {"c": 1, "d": 0})[1:] == (0.0, 0.0)


def test_groups_are_drawn_whole() -> None:
    values = np.array([1.0, 1.0, 1.0, 0.0])
    together = Groups(("a", "a", "a", "b")).mean(values)
    apart = Groups(("a", "b", "c", "d")).mean(values)
    assert together.value == apart.value == 0.75
    assert (together.low, together.high) == (0.0, 1.0)
    assert len(Groups(("a", "a", "a", "b"))) == 2


def test_a_difference_that_is_always_there_is_no_chance() -> None:
    names = tuple(map(str, range(40)))
    assert Groups(names).mean(np.full(40, 0.1)).chance < 0.001
    assert Groups(names).mean(np.where(np.arange(40) % 2, 0.1, -0.1)).chance > 0.5
