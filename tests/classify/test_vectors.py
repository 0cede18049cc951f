"""Features become rows as scikit-learn would make them."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfTransformer

from lexsarah.classify.vectors import Vectors

LETTERS = "abcdefgh"


@given(st.lists(st.text(alphabet="abcdefghxy", max_size=12), min_size=1, max_size=6))
def test_counts_and_weights_are_those_of_scikit_learn(texts: list[str]) -> None:
    spread = DictVectorizer(dtype=np.float32).fit([Counter(LETTERS)])
    fitted = TfidfTransformer(sublinear_tf=True).fit(spread.transform([Counter("abcd"), Counter("ab"), Counter("ah")]))
    vectors = Vectors({"one": spread.vocabulary_}, {"one": fitted.idf_}, {"one": 0.5})
    items = [Counter(text) for text in texts]
    counts = vectors.counts([{"one": item} for item in items])
    assert (counts["one"] != spread.transform(items)).nnz == 0
    expected = 0.5 * fitted.transform(spread.transform(items)).toarray()
    assert vectors.weighted(counts).toarray() == pytest.approx(expected, abs=1e-6)


def test_signs_are_taken_as_they_are() -> None:
    vectors = Vectors({"signs": {"a": 0}}, {"signs": None}, {"signs": 0.2})
    assert vectors.weighted(vectors.counts([{"signs": {"a": 3.0, "b": 1.0}}])).toarray() == pytest.approx(0.6)
