"""What is typed into the search box."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.search.question import Question, parsed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("larm på golvet", Question("larm på golvet")),
        ('fall "ingen svarade" natt', Question("fall ingen svarade natt", ("ingen svarade",))),
        ("fall ”ingen  svarade”", Question("fall ingen svarade", ("ingen svarade",))),
        ("fall -brand", Question("fall", (), ("brand",))),
        ('fall -"på golvet"', Question("fall", (), ("på golvet",))),
        ("medicin* fel", Question("medicin fel", (), (), ("medicin",))),
        ("hemtjänst - nattpatrull", Question("hemtjänst - nattpatrull")),
        ("LSS-boende 24-timmars", Question("LSS-boende 24-timmars")),
        ("lä*", Question("lä*")),
        ('""', Question("")),
        ("5* tum", Question("5* tum")),
    ],
)
def test_operators(text: str, wanted: Question) -> None:
    assert parsed(text) == wanted


@given(st.text(max_size=200))
def test_any_text_is_a_question(text: str) -> None:
    question = parsed(text)
    assert unicodedata.is_normalized("NFC", question.words)
    assert all(question.phrases)
    assert all(question.excluded)
    assert parsed(text) == question


@given(st.lists(st.from_regex(r"[a-zåäö]{1,12}", fullmatch=True), max_size=8))
def test_plain_words_stay_as_they_are(words: list[str]) -> None:
    assert parsed(" ".join(words)) == Question(" ".join(words))
