"""The realism test tells texts apart when they differ, and cannot when they do not."""

import numpy as np
from training.realism import LENGTHS, lengths, matched, realism

NOUNS = "boendet rutinen larmet besöket utredningen enheten anmälan åtgärden rapporten insatsen".split()
VERBS = "fungerade saknades följdes inträffade uppmärksammades dokumenterades avslutades".split()


def texts(number: int, seed: int, also: str = "") -> list[str]:
    """Return texts of random sentences, each with a phrase if one is named."""
    random = np.random.default_rng(seed)
    return [
        " ".join(f"Det var {random.choice(NOUNS)} som {random.choice(VERBS)}." for _ in range(12)) + also
        for _ in range(number)
    ]


def test_alike_texts_cannot_be_told_apart() -> None:
    found = realism(texts(60, 1), texts(24, 2))
    assert 0.3 < found.auc < 0.7
    assert found.low < 0.5 < found.high
    assert (found.ours, found.theirs) == (60, 24)


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
    chosen = matched(ours, [("news_article", ""), ("news_article", ""), ("faq", ""), ("lex_maria", "")])
    assert sum(one.startswith("n") for one in chosen) == 24
    assert sum(one.startswith("f") for one in chosen) == 5
    assert len(set(chosen)) == len(chosen)
