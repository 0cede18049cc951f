"""Move a head towards an office's answers without forgetting what it was shipped with.

The shipped coefficients are the mean of a prior: the office's documents pull them away, and the more documents the
further; features that those documents do not have stay as they were. (Maximum a posteriori adaptation: Chelba and
Acero, Adaptation of maximum entropy capitalizer, EMNLP 2004.)
"""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from lexsarah.classify.linear import Head
from lexsarah.classify.vectors import Matrix

Truth = NDArray[np.bool_]
Numbers = NDArray[np.float64]

PULL = 1.0
"""Weight of the prior: half of this times the squared distance from the shipped numbers is added to the loss."""

LEAST = 1e-12
"""Probabilities are kept so far from 0 and 1 in a logarithm."""


def losses(head: Head, rows: Matrix, truth: Truth) -> Numbers:
    """Return the negative log likelihood of the answers of each row: how wrong the probabilities are."""
    said = np.clip(head.probabilities(head.scores(rows)), LEAST, 1 - LEAST)
    missed = truth * -np.log(said)
    found: Numbers = (missed if head.exclusive else missed + ~truth * -np.log(1 - said)).sum(axis=1)
    return found


def adapted(head: Head, rows: Matrix, truth: Truth) -> Head:
    """Return the head that fits ``truth`` (rows, labels) best under the prior; in an exclusive one a label a row holds.

    Curves and thresholds stay: what is fitted are the calibrated probabilities. The change of the coefficients is a sum
    of shares of the rows (the representer theorem), of which there are far fewer than features.
    """
    alike = np.asarray((rows @ rows.T).todense(), dtype=np.float64)
    base, labels = head.scores(rows), len(head.labels)

    def parts(numbers: Numbers) -> tuple[Numbers, Numbers]:
        return numbers[labels:].reshape(rows.shape[0], labels), numbers[:labels]

    def loss(numbers: Numbers) -> tuple[float, Numbers]:
        shares, shift = parts(numbers)
        gained = alike @ shares
        said = head.probabilities(base + gained + shift)
        kept = np.clip(said, LEAST, 1 - LEAST)
        wrong = -np.log(kept[truth]).sum() - (0.0 if head.exclusive else np.log(1 - kept[~truth]).sum())
        pulled = PULL / 2 * ((shares * gained).sum() + shift @ shift)
        slant = (said - truth) * head.slopes
        gradient = [slant.sum(axis=0) + PULL * shift, (alike @ (slant + PULL * shares)).ravel()]
        return float(wrong + pulled), np.concatenate(gradient)

    found: Any = minimize(loss, np.zeros((rows.shape[0] + 1) * labels), jac=True, method="L-BFGS-B")
    shares, shift = parts(found.x)
    change = (rows.T @ shares).astype(head.coefficients.dtype)
    return replace(head, coefficients=head.coefficients + change, intercepts=head.intercepts + shift)
