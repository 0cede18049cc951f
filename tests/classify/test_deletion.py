from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.classify.deletion import MOST_SENTENCES, Whole, decisive, membership
from lexsarah.classify.vectors import Vectors

WORDS = "abcdefgh"


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    rarity = np.linspace(1, 2, len(WORDS))
    vocabularies = {"one": {word: at for at, word in enumerate(WORDS)}, "two": {"a": 0, "b": 1}}
    return Vectors(vocabularies, {"one": rarity, "two": None}, {"one": 1.2, "two": 0.3})


COEFFICIENTS = np.random.default_rng(7).normal(size=(len(WORDS) + 2, 3)).astype(np.float32)


@given(st.lists(st.text(alphabet=WORDS, max_size=12), min_size=1, max_size=6), st.data())
def test_what_is_left_scores_as_if_the_rest_had_never_been_there(vectors, items, data):
    counts = vectors.counts([{"one": Counter(item), "two": Counter(item)} for item in items])
    places = st.lists(st.integers(0, len(items) - 1), unique=True)
    groups = [[], *data.draw(st.lists(places, max_size=4))]
    kept = [[at for at in range(len(items)) if at not in group] for group in groups]
    expected = vectors.weighted(counts, membership(kept, len(items))) @ COEFFICIENTS
    assert Whole.of(vectors, counts, COEFFICIENTS).without(groups) == pytest.approx(expected, abs=1e-4)


def judged(weights):
    """A label that is as probable as the weights of what is left."""
    return lambda groups: np.array([[sum(weights) - sum(weights[at] for at in group)] for group in groups])


@pytest.mark.parametrize(
    ("weights", "evidence"),
    [
        ([0.1, 0.6, 0.1], [1]),
        ([0.25, 0.1, 0.3, 0.1], [0, 2]),
        ([0.15, 0.14, 0.16, 0.13, 0.12], [0, 1, 2]),
        ([0.9], [0]),
    ],
)
def test_evidence_is_the_fewest_sentences_that_decide(weights, evidence):
    lost = {0: lambda rows: 2 * rows[:, 0] <= sum(weights) + 1e-9}
    assert decisive(len(weights), judged(weights), lost) == {0: evidence}


def test_evidence_that_cannot_decide_is_what_is_missed_most():
    weights = [0.1] * 8
    assert decisive(8, judged(weights), {0: lambda rows: rows[:, 0] < 0}) == {0: list(range(MOST_SENTENCES))}
