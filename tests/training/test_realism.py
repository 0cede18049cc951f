"""The realism test tells texts apart when they differ, and cannot when they do not."""

from pathlib import Path

import numpy as np
import pytest
from training.realism import LENGTHS, lengths, matched, read, realism

from lexsarah.parse.text import MARK

NOUNS = "boendet rutinen larmet besöket utredningen enheten anmälan åtgärden rapporten insatsen".split()
VERBS = "fungerade saknades följdes inträffade uppmärksammades dokumenterades avslutades".split()


def texts(number: int, seed: int, also: str = "") -> list[tuple[str, str]]:
    """Return a genre and texts of random sentences, each with a phrase if one is named."""
    random = np.random.default_rng(seed)
    return [
        ("faq", " ".join(f"Det var {random.choice(NOUNS)} som {random.choice(VERBS)}." for _ in range(12)) + also)
        for _ in range(number)
    ]


def test_alike_texts_cannot_be_told_apart() -> None:
    found = realism(texts(80, 1), texts(24, 2))
    assert 0.3 < found.auc < 0.7
    assert found.low < 0.5 < found.high
    assert (found.ours, found.theirs) == (72, 24)


def test_a_habit_gives_a_side_away_and_is_named() -> None:
    found = realism(texts(60, 1, " Det är viktigt att lära av det som hände."), texts(24, 2))
    assert found.auc > 0.95
    assert any(one.startswith("viktigt ") for one in found.telling_ours)


def test_lengths_are_named_and_say_nothing_of_words() -> None:
    assert len(lengths("En mening. En till.\n\n• punkt")) == len(LENGTHS)
    assert lengths("abc def. Ghi jkl.") == lengths("xyz uvw. Rst mno.")
    assert len(lengths("")) == len(LENGTHS)


def test_genres_are_mixed_as_on_the_other_side() -> None:
    ours = [("news_article", f"n{at}") for at in range(100)] + [("faq", f"f{at}") for at in range(5)]
    chosen = matched(ours, [("news_article", ""), ("news_article", ""), ("faq", "")], seed=1)
    assert sum(one.startswith("n") for one in chosen) == 10
    assert sum(one.startswith("f") for one in chosen) == 5
    assert len(set(chosen)) == len(chosen)
    with pytest.raises(ValueError, match="fewer of our documents"):
        matched(ours, [("lex_maria", "")], seed=1)


def test_the_mark_of_an_invented_example_is_not_compared(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Frågor och svar.\n\n{MARK}\n", "utf-8")
    (tmp_path / "a.json").write_text('{"genre": "faq"}', "utf-8")
    assert read(tmp_path) == [("faq", "Frågor och svar.\n\n")]
