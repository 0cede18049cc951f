"""Krippendorff's alpha, checked against the published example and its limits."""

import math

import pytest
from training.agreement import OF_ALL, OF_CASES, alpha, sets, singles


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


def test_nothing_to_compare_has_no_alpha() -> None:
    assert math.isnan(alpha([]))
    assert {value.value for value, _ in singles({}, {}, {}).values()} == {None}


def case(**changed: object) -> dict[str, object]:
    """Return what the fields of an annotation need, some of them changed."""
    return {**dict.fromkeys(OF_ALL + OF_CASES), "is_deviation_report": True, "event_types": ["fall"], **changed}


def test_intervals_draw_groups() -> None:
    """Twenty documents that stand or fall together tell as little as two."""
    first = {f"d{at:02}": case(genre="faq" if at % 2 else "other") for at in range(20)}
    second = {name: one | ({"genre": "other"} if name < "d10" else {}) for name, one in first.items()}
    apart = singles(first, second, {})["genre"][0]
    together = singles(first, second, {name: name[1] for name in first})["genre"][0]
    assert apart.value == together.value
    assert apart.low is not None
    assert together.low is not None
    assert together.low < apart.low
    assert sets(first, second, {}).figures["event_types_f1"].value == 1.0
