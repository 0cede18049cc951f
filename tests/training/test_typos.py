"""Misspelled queries."""

import random

from hypothesis import given
from hypothesis import strategies as st
from training.encoder.typos import misspelled

TEXT = "Larmet på äldreboendet fungerade inte under åskvädret och ingen märkte någonting"


def test_some_words_are_misspelled_and_begin_as_they_did() -> None:
    drawing = random.Random(1)  # noqa: S311
    made = [misspelled(TEXT, drawing) for _ in range(50)]
    assert len(set(made)) > 40
    for one in made:
        assert [word[0] for word in one.split()] == [word[0] for word in TEXT.split()]
        assert one.split()[1] == "på"


@given(st.text(), st.integers())
def test_any_text_can_be_misspelled(text: str, seed: int) -> None:
    misspelled(text, random.Random(seed))  # noqa: S311
