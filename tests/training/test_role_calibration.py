"""Calibration of the roles of dates: what it finds on scores whose fault is known, and its figures by hand."""

import numpy as np
import pytest
from training.date_roles import BEGIN, END, card
from training.role_calibration import (
    Told,
    brier,
    calibration_error,
    isotonic,
    none,
    reliability,
    shown,
    temperature,
    with_offsets,
)

ROLES = 3


def drawn(scale: float, offsets: tuple[float, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return scores and the right columns, drawn from what the scores become by a factor and offsets."""
    chance = np.random.default_rng(7)
    scores = chance.normal(0.0, 1.5, (6000, ROLES))
    logits = scale * scores + np.array(offsets)
    share = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return scores, np.array([chance.choice(ROLES, p=row) for row in share])


def test_the_factor_is_found_again() -> None:
    assert temperature(*drawn(1.6, (0.0, 0.0, 0.0))).scale == pytest.approx(1.6, abs=0.1)


def test_factor_and_offsets_are_found_again() -> None:
    found = with_offsets(*drawn(0.7, (0.8, 0.0, -0.8)))
    assert found.scale == pytest.approx(0.7, abs=0.06)
    assert found.offsets[0] - found.offsets[2] == pytest.approx(1.6, abs=0.15)


def test_figures_by_hand() -> None:
    confidence, right = np.array([0.9, 0.9, 0.6, 0.6]), np.array([1.0, 1.0, 1.0, 0.0])
    assert brier(confidence, right) == pytest.approx((0.01 + 0.01 + 0.16 + 0.36) / 4)
    assert calibration_error(confidence, right) == pytest.approx((0.1 + 0.1 + 0.4 + 0.6) / 4)
    many = np.repeat([0.5], 100)
    assert calibration_error(many, np.tile([0.0, 1.0], 50)) == pytest.approx(0.0)


def told(confidence: float, hits: int, of: int) -> list[Told]:
    return [Told(f"g{at % 9}", confidence, at < hits) for at in range(of)]


def test_rising_steps_mend_what_is_too_sure() -> None:
    taught = [*told(0.9, 60, 100), *told(0.5, 20, 100)]
    assert [one.confidence for one in isotonic(taught, [*told(0.9, 1, 1), *told(0.5, 1, 1)])] == pytest.approx(
        [0.6, 0.2]
    )


def test_reliability_compares_and_is_shown() -> None:
    made = reliability({"none": told(0.9, 60, 100), "mended": told(0.6, 60, 100)}, "mended")
    assert made["ways"]["none"]["right"] == made["ways"]["mended"]["right"] == 0.6
    assert made["gain"]["brier"][0] > 0
    assert [one["n"] for one in made["bins"]["mended"]] == [0, 0, 100, 0, 0, 0]
    assert "| mended (shipped) | 100 | 0.600 |" in shown(made, "mended")


def test_no_calibration_changes_nothing() -> None:
    assert none(ROLES).probabilities((0.0, 0.0, 0.0)) == pytest.approx((1 / 3,) * 3)


def test_the_figures_of_a_card_are_replaced() -> None:
    page = f"# Card\n\n{BEGIN}\nold\n{END}\n\nThe rest.\n"
    assert card(page, "new") == f"# Card\n\n{BEGIN}\nnew\n{END}\n\nThe rest.\n"
