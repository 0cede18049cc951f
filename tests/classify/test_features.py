from hypothesis import given
from hypothesis import strategies as st

from lexsarah.classify.features import BLOCKS, NAME, NUMBER, features, tokens


def test_names_and_numbers_become_their_kind():
    assert tokens("I maj föll Anna-Lisa Berg på Solgården rum 14.") == [
        "i",
        "maj",
        "föll",
        NAME,
        NAME,
        "på",
        NAME,
        "rum",
        NUMBER,
    ]


def test_the_fields_own_names_stay():
    assert tokens("Kommunen anmäler enligt Lex Sarah till IVO.") == [
        "kommunen",
        "anmäler",
        "enligt",
        "lex",
        "sarah",
        "till",
        "ivo",
    ]


def test_a_first_word_is_a_name_unless_the_corpus_writes_it_without_a_capital():
    assert tokens("Birgit skrek.", frozenset({"skrek"})) == [NAME, "skrek"]
    assert tokens("Mannen skrek.", frozenset({"mannen"})) == ["mannen", "skrek"]


def test_a_heading_in_capitals_is_no_row_of_names():
    assert tokens("VAD HAR HÄNT") == ["vad", "har", "hänt"]


def test_letters_stay_inside_words_and_pairs_inside_sentences():
    made = features(["trycksår", "och", NUMBER])
    assert set(made) == set(BLOCKS)
    assert made["letters"][" try"] == 1
    assert not any(" o" in run for run in made["letters"])
    assert made["words"][f"och {NUMBER}"] == 1
    assert made["concepts"]["hygien"] == 1


@given(st.text(max_size=200))
def test_no_token_holds_a_digit_or_a_capitalised_inner_word(text):
    for token in tokens(text):
        assert token == NUMBER or not any(letter.isdigit() for letter in token)
