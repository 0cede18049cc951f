import numpy as np
import pytest
from training.deletion import Given, deletion


def text(weights, evidence, threshold=0.0):
    """A label that is as probable as the weights of the sentences that are left."""

    def judge(groups):
        left = np.array([sum(weights) - sum(weights[at] for at in group) for group in groups])
        return left, left >= threshold

    return Given(len(weights), evidence, judge)


def test_evidence_that_made_the_label_passes():
    found = deletion([text([0.7, 0.1, 0.1], [0])])
    assert (found.labels, found.compared, found.beats_random, found.decides) == (1, 1, 1.0, 1.0)


def test_evidence_beside_the_point_fails():
    found = deletion([text([0.7, 0.1, 0.1], [1])])
    assert found.beats_random == pytest.approx(0.0)
    assert found.decides == 0.0


def test_falling_below_the_threshold_decides_without_halving():
    assert deletion([text([0.3, 0.2, 0.2], [0], threshold=0.5)]).decides == 1.0
    assert deletion([text([0.3, 0.2, 0.2], [0], threshold=0.3)]).decides == 0.0


def test_a_text_without_as_many_other_sentences_is_not_compared():
    found = deletion([text([0.5, 0.4], [0, 1]), text([0.6, 0.1], [0])])
    assert (found.labels, found.compared) == (2, 1)


def test_no_labels_is_an_error():
    with pytest.raises(ValueError, match="no label"):
        deletion([])
