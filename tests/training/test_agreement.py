"""Krippendorff's alpha, checked against the published example and its limits."""

import math

import pytest
from training.agreement import alpha


def test_all_equal_is_one_and_chance_is_zero() -> None:
    assert alpha([("a", "a"), ("b", "b")]) == 1.0
    assert alpha([("a", "b"), ("b", "a")]) < 0


def test_nothing_that_varies_has_no_alpha() -> None:
    assert math.isnan(alpha([("a", "a"), ("a", "a")]))


def test_binary_example_of_krippendorff() -> None:
    """Computing Krippendorff's alpha-reliability (2011), section A: ten units, alpha 0.095."""
    pairs = list(zip("0100000010", "1110010000", strict=True))
    assert alpha(pairs) == pytest.approx(0.095, abs=0.001)


def test_nominal_example_of_krippendorff() -> None:
    """The same paper, section B: twelve units of five values, alpha 0.692."""
    pairs = list(zip("aabbdcccedda", "babbbcccedd" + "d", strict=True))
    assert alpha(pairs) == pytest.approx(0.692, abs=0.001)
