"""Which terms a text is found by."""

import pytest

from lexsarah.index.terms import spotted, term


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("orosanmälan", "orosanmälningar"),
        ("ansökan", "ansökningarna"),
        ("larmet", "larmen"),
        ("utredningen", "utredningar"),
    ],
)
def test_forms_of_one_word_share_a_term(one: str, other: str) -> None:
    assert term(one) == term(other)


@pytest.mark.parametrize(("one", "other"), [("våld", "vald"), ("mål", "mal"), ("röra", "rora")])
def test_swedish_letters_are_letters_of_their_own(one: str, other: str) -> None:
    assert term(one) != term(other)


def test_stop_words_find_nothing_and_negation_stays() -> None:
    text = "Larmet som inte hördes"
    assert [found for found, _ in spotted(text)] == [term("larmet"), term("inte"), term("hördes")]
    assert [text[span.start : span.end] for _, span in spotted(text)] == ["Larmet", "inte", "hördes"]


def test_words_too_long_to_be_words_find_nothing() -> None:
    assert [found for found, _ in spotted(f"larm {'å' * 101} {'x' * 20000}")] == [term("larm")]
