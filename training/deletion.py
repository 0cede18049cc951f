"""Whether the evidence that a label names is what made the label: the deletion test.

For every label that was given, its evidence is taken away, and as many other sentences, drawn at random. Taking the
evidence must lower the probability more, and should halve it or undo the answer (DeYoung et al., ERASER, ACL 2020,
call the drop *comprehensiveness*).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from training.learning import SEED, Scores, Truth

DRAWS = 20
"""Random sets of other sentences a label."""

Groups = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Given:
    """A label that was given to a text of ``sentences`` sentences, with those (indices) that are its evidence.

    ``judge`` says what is left without the sentences of each group: the probabilities of the label (groups,), and
    whether it would still be given.
    """

    sentences: int
    evidence: Sequence[int]
    judge: Callable[[Groups], tuple[Scores, Truth]]


@dataclass(frozen=True, slots=True)
class Deletion:
    """What the test found.

    ``beats_random`` is the share of comparisons with other sentences in which the evidence lowers the probability more
    (over ``compared`` labels: those of texts with as many other sentences); ``decides`` the share of all ``labels``
    whose probability is halved, or which are no longer given, without their evidence.
    """

    labels: int
    compared: int
    beats_random: float
    decides: float


def deletion(given: Iterable[Given]) -> Deletion:
    """Run the test over labels.

    Raises
    ------
    ValueError
        If there is no label.
    """
    random = np.random.default_rng(SEED)
    beats: list[float] = []
    decides: list[bool] = []
    for one in given:
        others = np.setdiff1d(np.arange(one.sentences), one.evidence)
        size = len(one.evidence)
        fair = len(others) >= size
        drawn = [random.choice(others, size, replace=False).tolist() for _ in range(DRAWS)] if fair else []
        probabilities, held = one.judge([[], list(one.evidence), *drawn])
        decides.append(bool(2 * probabilities[1] <= probabilities[0] or not held[1]))
        if fair:
            beats.append(float((probabilities[1] < probabilities[2:]).mean()))
    if not decides:
        raise ValueError("no label was given")
    return Deletion(len(decides), len(beats), float(np.mean(beats)) if beats else float("nan"), float(np.mean(decides)))
