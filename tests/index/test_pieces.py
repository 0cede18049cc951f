"""Pieces of a text are the text, and none is long or short."""

from hypothesis import given
from hypothesis import strategies as st

from lexsarah.index.pieces import LONGEST, pieces
from lexsarah.language import WORD


@given(st.text(), st.integers(0, 900))
def test_together_they_are_the_text(before: str, words: int) -> None:
    text = before + " larm" * words
    cut = list(pieces(text))
    assert "".join(cut) == text
    counts = [len(WORD.findall(one)) for one in cut]
    assert max(counts) <= LONGEST
    assert len(cut) == 1 or max(counts) - min(counts) <= 1


def test_a_passage_is_left_whole() -> None:
    assert list(pieces("ett larm " * 110)) == ["ett larm " * 110]


def test_of_nothing_there_is_one() -> None:
    assert list(pieces("")) == [""]
