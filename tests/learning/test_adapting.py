"""Heads move towards an office's answers, and no further than its documents reach."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from lexsarah.classify.linear import Head
from lexsarah.learning.adapting import adapted, losses


def head(*, exclusive: bool) -> Head:
    random = np.random.default_rng(1)
    return Head(
        ("a", "b", "c"),
        exclusive,
        random.normal(size=(6, 3)).astype(np.float32),
        np.zeros(3),
        np.full(3, 1.5),
        np.zeros(3),
        np.full(3, 0.5),
        np.full(3, 0.9),
    )


ROWS = csr_matrix(np.array([[1.0, 0, 0.5, 0, 0, 0], [0, 1.0, 0, 0, 0, 0]] * 10))
TRUTH = np.array([[False, False, True], [True, False, False]] * 10)


@pytest.mark.parametrize("exclusive", [True, False])
def test_the_answers_become_more_probable_and_what_no_document_has_stays(exclusive: bool) -> None:
    shipped = head(exclusive=exclusive)
    own = adapted(shipped, ROWS, TRUTH)
    assert losses(own, ROWS, TRUTH).mean() < losses(shipped, ROWS, TRUTH).mean() / 2
    assert (own.coefficients[3:] == shipped.coefficients[3:]).all()
    assert (own.coefficients[:3] != shipped.coefficients[:3]).any()


@pytest.mark.parametrize("exclusive", [True, False])
def test_it_is_the_least_of_loss_and_pull(exclusive: bool) -> None:
    """No small step in any direction is better: the gradient that was followed is that of the loss."""
    shipped = head(exclusive=exclusive)
    own = adapted(shipped, ROWS, TRUTH)

    def sum_of(change: np.ndarray, shift: np.ndarray) -> float:
        tried = Head(
            shipped.labels,
            exclusive,
            own.coefficients + change,
            own.intercepts + shift,
            *(shipped.slopes, shipped.offsets, shipped.thresholds, shipped.sure),
        )
        moved = tried.coefficients - shipped.coefficients
        pull = ((moved**2).sum() + ((tried.intercepts - shipped.intercepts) ** 2).sum()) / 2
        return float(losses(tried, ROWS, TRUTH).sum() + pull)

    least = sum_of(np.zeros((6, 3)), np.zeros(3))
    random = np.random.default_rng(2)
    for _ in range(20):
        assert sum_of(random.normal(scale=0.05, size=(6, 3)), random.normal(scale=0.05, size=3)) > least - 1e-4
