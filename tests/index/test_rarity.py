"""How rare a term is: by the table where the list is short, by the list where it is long."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.index.rarity import BACKGROUND, Frequencies, background, idf, read, written
from lexsarah.index.stems import term


def test_a_short_list_takes_rarity_from_swedish() -> None:
    common, rare = term("kommun"), term("nödutgång")
    found = idf([common, rare], Frequencies(10, {common: 5, rare: 5}))
    assert found[rare] > 2 * found[common]


def test_a_long_list_speaks_for_itself() -> None:
    common, rare = term("kommun"), term("nödutgång")
    found = idf([common, rare], Frequencies(1_000_000, {common: 10, rare: 400_000}))
    assert found[rare] < 1
    assert found[common] > 5


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_never_negative_and_falling_with_the_count(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert (
        idf(["qq"], Frequencies(10_000, {"qq": low}))["qq"] >= idf(["qq"], Frequencies(10_000, {"qq": high}))["qq"] > 0
    )


def test_a_term_that_is_nowhere_is_rarest() -> None:
    assert idf(["qq"], Frequencies(0, {}))["qq"] == pytest.approx(math.log(1 + (BACKGROUND + 0.5) / 0.5))


def test_the_table_is_of_swedish() -> None:
    table = background()
    assert table.passages > 40_000
    assert max(table.counts.values()) <= table.passages
    common, rarer = term("regering"), term("hemtjänst")
    assert table.counts[common] > table.counts[rarer] > 0


def test_what_is_written_is_read() -> None:
    table = Frequencies(7, {"larm": 3, "å": 1, "#säbo": 2})
    assert read(written(table)) == table
