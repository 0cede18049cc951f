"""Words and meaning fused: each orders what the other cannot."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.search.fusion import fused


def test_words_order_what_meaning_cannot_tell_apart() -> None:
    assert np.argsort(-fused([0.0, 4.0, 2.0], [0.8, 0.8, 0.8], 20.0)).tolist() == [1, 2, 0]


def test_meaning_orders_where_no_word_is_found() -> None:
    assert np.argsort(-fused([0.0, 0.0, 0.0], [0.7, 0.9, 0.8], 20.0)).tolist() == [1, 2, 0]


def test_without_words_it_is_the_cosine() -> None:
    assert fused([0.0, 0.0], [0.7, 0.9], 0.0).tolist() == [0.7, 0.9]


def test_a_good_match_of_words_outweighs_a_slightly_better_cosine_and_no_other() -> None:
    assert np.argmax(fused([10.0, 0.0], [0.80, 0.82], 20.0)) == 0
    assert np.argmax(fused([10.0, 0.0], [0.80, 0.95], 20.0)) == 1


@given(st.floats(1, 500), st.integers(2, 50))
def test_what_is_added_does_not_hang_on_the_list(highest: float, count: int) -> None:
    one, other = (
        fused([highest, 0.0], [0.8, 0.7], highest),
        fused([highest] + [0.0] * count, [0.8] + [0.7] * count, highest),
    )
    assert one[0] == pytest.approx(other[0])
