"""Which terms a text is found by, and which a question looks for."""

import time
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexsarah.index.names import abbreviations
from lexsarah.index.stems import term
from lexsarah.index.synonyms import entries
from lexsarah.index.terms import (
    LONGEST_WORD,
    NAME,
    STOP_WORDS,
    Asked,
    Kind,
    _word,
    asked,
    content,
    counted,
    spotted,
)
from lexsarah.language import words

HOME = NAME + "särskilt boende"
LETTERS = st.text(st.sampled_from("abdefghiklmnoprstuvyåäö"), max_size=30)
TEXTS = st.text(max_size=60) | st.lists(
    st.sampled_from(
        ["SÄBO", "särskilt", "boende", "vård-", "och", "omsorgsboende", "IVO:s", "LSS-boende", "Solgläntan", "12:30",
         ".", "\n", "İstanbulvården", "läkemedelshanteringen", "inte", "a’b", "god", "man", "lex", "Sarah"]
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


def kinds(text: str, kind: Kind) -> list[str]:
    return [one.term for one in spotted(text) if one.kind is kind]


def weights(question: str) -> dict[str, float]:
    return {one.term: one.weight for one in asked(question)}


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
    assert not {found.term for found in spotted(one)} & {found.term for found in asked(other)}


def test_stop_words_find_nothing_and_negation_stays() -> None:
    text = "Larmet som inte hördes"
    found = list(spotted(text))
    assert [one.term for one in found] == [term("larmet"), term("inte"), term("hördes")]
    assert [text[one.span.start : one.span.end] for one in found] == ["Larmet", "inte", "hördes"]


def test_words_too_long_to_be_words_find_nothing() -> None:
    assert [one.term for one in spotted(f"larm {'å' * 101} {'x' * 20000}")] == [term("larm")]


def test_a_word_finds_the_compounds_that_hold_it_and_marks_the_part() -> None:
    text = "Läkemedelshanteringen brast"
    (part,) = [one for one in spotted(text) if one.term == term("läkemedel")]
    assert part.kind is Kind.PART
    assert text[part.span.start : part.span.end] == "Läkemedels"
    assert term("läkemedelshantering") in counted(text)


def test_names_of_homes_are_not_split() -> None:
    assert kinds("Hon bodde på Källbacken i tre år.", Kind.PART) == []
    assert term("nämnd") in kinds("Ärendet togs upp i Socialnämnden.", Kind.PART)
    assert kinds("Medicinskåpet stod öppet. Medicinskåpet låstes.", Kind.PART).count("medicin") == 2


@pytest.mark.parametrize(
    "text",
    ["ett särskilt boende", "särskilda boenden", "två SÄBO", "SÄBO:t", "det särskilda boendet", "särskilt\nboende"],
)
def test_a_name_is_one_term_in_all_its_forms(text: str) -> None:
    assert HOME in kinds(text, Kind.NAME)


@pytest.mark.parametrize("text", ["ett särskilt, boende", "särskilt. Boende", "boende särskilt", "ett boende"])
def test_words_apart_are_no_name(text: str) -> None:
    assert HOME not in kinds(text, Kind.NAME)


def test_abbreviations_are_told_from_words_by_their_capitals_except_in_questions() -> None:
    act = NAME + "socialtjänstlagen"
    assert act in kinds("enligt SoL", Kind.NAME)
    assert act in kinds("socialtjänstlagens krav", Kind.NAME)
    assert act not in kinds("i sol och regn", Kind.NAME)
    assert act in weights("sol eller lss")
    assert {abbreviations()[one] for one in ("LVU", "LSS", "HVB", "IVO", "SAS", "MAS", "BPSD")} == {
        "lagen med särskilda bestämmelser om vård av unga",
        "lagen om stöd och service till vissa funktionshindrade",
        "hem för vård eller boende",
        "inspektionen för vård och omsorg",
        "socialt ansvarig samordnare",
        "medicinskt ansvarig sjuksköterska",
        "beteendemässiga och psykiska symtom vid demenssjukdom",
    }


def test_a_name_in_a_question_outweighs_its_words_alone() -> None:
    found = weights("särskilt boende")
    assert found[HOME] + found[term("boende")] > 1.0 > found[term("boende")]
    assert weights("boende")[term("boende")] == 1.0


def test_what_stands_joined_is_found_by_its_pieces() -> None:
    assert {term("boende"), "lss"} <= set(kinds("ett LSS-boende", Kind.PART))
    assert term("ivo") in kinds("IVO:s beslut", Kind.STEM)
    assert "12:30" in kinds("klockan 12:30", Kind.STEM)


def test_parts_of_a_compound_in_a_question_weigh_less_than_the_whole() -> None:
    found = weights("läkemedelshantering")
    assert found[term("läkemedelshantering")] == 1.0 > found[term("läkemedel")] > 0


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("gömt medicin", "läkemedel"),
        ("rymde på natten", "avvek"),
        ("inlåst", "begränsningsåtgärd"),
        ("hon kissade på sig", "inkontinensskydd"),
        ("åldringar", "äldre"),
        ("handikappade", "funktionsnedsättning"),
        ("soc", "socialtjänst"),
        ("stulit pengar", "stöld"),
    ],
)
def test_everyday_words_also_look_for_those_of_the_trade(question: str, wanted: str) -> None:
    (one,) = [one for one in asked(question) if one.term == term(wanted)]
    assert one.kind is Kind.SYNONYM
    assert 0 < one.weight < 1
    assert question[one.span.start : one.span.end] == one.words
    assert term(wanted) not in counted(question)


def test_every_entry_of_the_thesaurus_can_be_asked_and_adds_something() -> None:
    for phrases, expansions in entries():
        assert all(0 < weight < 1 for _, weight in expansions)
        assert all(content(wanted) for wanted, _ in expansions)
        for phrase in phrases:
            assert content(phrase), phrase
            # A phrase of which only one common word is left would widen every question with that word.
            assert len(content(phrase)) > 1 or len([one for one in words(phrase) if one not in STOP_WORDS]) == 1, phrase
        assert any(one.kind is Kind.SYNONYM for phrase in phrases for one in asked(phrase)), phrases


def test_a_decomposed_question_asks_for_the_same() -> None:
    assert asked(unicodedata.normalize("NFD", "överlåtelse på ålderdomshemmet")) == asked(
        "överlåtelse på ålderdomshemmet"
    )


def test_the_heaviest_way_to_a_term_counts() -> None:
    found = [one for one in asked("läkemedelshantering och läkemedel") if one.term == term("läkemedel")]
    assert [(one.kind, one.weight) for one in found] == [(Kind.STEM, 1.0)]
    assert isinstance(found[0], Asked)


@pytest.mark.parametrize(
    "piece",
    [
        "särskilt ",
        "lagen om ",
        "läkemedelshantering",
        "a-",
        "SoL:s ",
        "god man ",
        "Vårdvårdvård, ",
        "e",
        "§ ",
        "\u0307å",
    ],
)
def test_hostile_texts_cost_no_more_than_their_length(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        started = time.process_time()
        counted(text)
        asked(text[: size // 10])
        return time.process_time() - started

    seconds(1_000)
    assert seconds(1_600_000) < 8 * seconds(400_000) + 0.5


@given(TEXTS)
@settings(deadline=None)
def test_spans_lie_in_the_text_and_counts_agree(text: str) -> None:
    found = list(spotted(text))
    assert all(0 <= one.span.start < one.span.end <= len(text) for one in found)
    assert Counter(one.term for one in found) == counted(text)
    assert all((one.term.startswith(NAME)) == (one.kind is Kind.NAME) for one in found)


@given(TEXTS)
@settings(deadline=None)
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    own = {one.term: one.weight for one in asked(text)}
    assert {one.term for one in spotted(text) if one.kind is Kind.STEM} <= own.keys()
    assert all(0 < weight <= 1 for weight in own.values())
    assert len(own) == len(asked(text))


@given(LETTERS | st.sampled_from(sorted({word for row in entries() for phrase in row[0] for word in words(phrase)})))
def test_the_term_of_a_term_is_itself(word: str) -> None:
    assert term(term(word)) == term(word)
    assert bool(term(word)) == bool(word)


@pytest.mark.parametrize("text", ["stöld hos brukare", "lov att gå ut", "hon är mas"])
def test_a_word_in_lower_case_is_no_abbreviation(text):
    assert [one for one in asked(text) if one.kind is Kind.NAME] == []


def test_an_abbreviation_may_be_typed_in_lower_case():
    assert [one.term for one in asked("hvb") if one.kind is Kind.NAME] == ["#hem för vård eller boende"]


def test_a_word_that_is_too_long_is_passed_over_and_not_remembered():
    before = _word.cache_info().currsize
    assert counted("x" * (LONGEST_WORD + 1)) == {}
    assert _word.cache_info().currsize == before
