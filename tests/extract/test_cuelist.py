"""The sieve of cues: it may keep too many, and leaves out only what does not stand in a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexsarah.extract.cuelist import Cue, Sieve, load, read_cue

CUES = [cue for name in ("causes", "measures", "consequences") for cue in load(f"cues_{name}")]
SIEVE = Sieve({"all": CUES})

texts = st.lists(
    st.sampled_from(CUES).flatmap(lambda cue: st.from_regex(cue.pattern)) | st.text(), min_size=1, max_size=3
).map(lambda parts: " ".join(parts).lower())


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, max_size=4))
def test_no_cue_is_lost(sentences: list[str]) -> None:
    for sentence, lists in zip(sentences, SIEVE.sift(sentences), strict=True):
        kept = lists.get("all", [])
        assert [cue for cue in CUES if any(cue.find(sentence))] == [cue for cue in kept if any(cue.find(sentence))]


def test_every_sentence_gets_its_own_cues_by_list() -> None:
    alarm, fall = read_cue("a", "strong", "*larm* .. sen*"), read_cue("b", "strong", "fall|föll")
    sifted = Sieve({"first": [alarm], "second": [fall, alarm]}).sift(["trygghetslarmet kom sent", "hon föll", "nej"])
    assert sifted == [{"first": [alarm], "second": [alarm]}, {"second": [fall]}, {}]


@pytest.mark.parametrize(
    ("phrase", "options"),
    [
        ("gps-*", (("gps",),)),
        ("låsa_in|bomma", (("låsa", "bomma"),)),
        ("ett|en *larm* .. sen*", (("*larm",), ("sen",), ("ett", "en"))),
    ],
)
def test_a_cue_knows_the_beginnings_of_its_words(phrase: str, options: tuple[tuple[str, ...], ...]) -> None:
    cue: Cue = read_cue("a", "strong", phrase)
    assert cue.options == options


def test_a_word_must_begin_with_a_letter_or_figure() -> None:
    with pytest.raises(ValueError, match="not a word"):
        read_cue("a", "strong", "en -larm")
