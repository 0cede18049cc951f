"""Where compounds are cut, on examples, on the words cut by hand and on anything else."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training.compounds import gold, greedy, places, scored

from lexsarah.index.compounds import LONGEST_COMPOUND, decisions, parts, read, splitter, written
from lexsarah.index.stems import term

LETTERS = st.text(st.sampled_from("abdefghiklmnoprstuvyåäöés"), max_size=40)
PIECES = st.sampled_from(
    ["läkemedel", "s", "hantering", "vård", "natt", "personal", "gatu", "kontor", "e", "larm", "ö"]
)
WORDS = LETTERS | st.lists(PIECES, max_size=8).map("".join)


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("läkemedelshantering", ["läkemedel", "hantering"]),
        ("kvinnobild", ["kvinna", "bild"]),
        ("gatukontor", ["gata", "kontor"]),
        ("läroplan", ["lära", "plan"]),
        ("familjefrågor", ["familj", "frågor"]),
        ("busstation", ["buss", "station"]),
        ("toppolitiker", ["topp", "politiker"]),
        ("nattåget", ["natt", "tåget"]),
        ("hemtjänstverksamhet", ["hemtjänst", "hem", "tjänst", "verksamhet"]),
        ("barnavårdsutredningen", ["barnavård", "barna", "vård", "utredningen"]),
        ("länsarbetsnämnden", ["länsarbets", "län", "arbete", "nämnden"]),
        ("medicinskåpets", ["medicin", "skåpets"]),
    ],
)
def test_parts_are_words_of_their_own(word: str, words: list[str]) -> None:
    assert [term(part.word) for part in parts(word)] == [term(one) for one in words]


@pytest.mark.parametrize(
    "word",
    "omsorg anmälan beslut undersköterska tillägg förvåning kontrollerade konsekvensen justerandes läkemedel "
    "överlämningen socialtjänsten hyresgästerna underlåtenheten tisdagen larm inte".split(),
)
def test_words_that_only_look_like_compounds_are_whole(word: str) -> None:
    assert parts(word) == ()


def test_weights_beat_the_longest_part_on_words_cut_by_hand() -> None:
    judged = [one for one in gold() if one.half == "figure"]
    known = splitter()
    _, _, ours = scored(judged, lambda word: places(known, word))
    _, _, longest = scored(judged, lambda word: greedy(known, word))
    assert ours[0] > 0.89
    assert ours[1] > longest[2]


def test_what_is_decided_by_hand_holds_in_every_form_and_inside_other_words() -> None:
    assert parts("arbetsgivarens") == ()
    assert [part.word for part in parts("läkemedelsskåp")] == ["läkemedel", "skåp"]
    assert decisions()[term("äldreboendet")] == len("äldre")


@given(WORDS)
@settings(deadline=None)
def test_parts_cover_the_word_and_lose_no_letter(word: str) -> None:
    found = parts(word)
    assert all(0 <= part.start < part.end <= len(word) for part in found)
    if found:
        covered = {at for part in found for at in range(part.start, part.end)}
        assert covered == set(range(len(word)))
        # What a part is a word of shares all but its ending with what is written.
        assert all(
            part.word[: len(word[part.start : part.end]) - 1] == word[part.start : part.end - 1] for part in found
        )


@given(WORDS)
@settings(deadline=None)
def test_a_part_is_shorter_than_what_it_is_part_of(word: str) -> None:
    assert all(part.end - part.start < len(word) for part in parts(word))


@pytest.mark.parametrize("piece", ["vård", "läkemedels", "e", "ss", "arbets", "natt"])
def test_hostile_words_cost_little(piece: str) -> None:
    known = splitter()
    words = [(piece * 100)[start : start + LONGEST_COMPOUND] for start in range(10)]
    known.parts(words[0])
    started = time.process_time()
    for word in words:
        known.parts(word)
    assert time.process_time() - started < 2.0
    assert known.parts(piece * 100) == ()


def test_the_table_is_read_as_it_was_written() -> None:
    counts = {"form": {"vård": 3, "å": 1}, "begins": {"vårds": 2}, "stem": {}, "ends": {"vård": 4}}
    weights = {"cut": -0.5}
    assert read(written(counts, weights)) == (counts, weights)
