"""Text layers that are none, languages, and the summary of how a document was read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.parse.quality import (
    AGREES_FROM,
    Quality,
    agreement,
    common_pairs,
    garbage,
    is_garbage,
    language,
    quality_of,
)
from lexsarah.records import Grade, Issue, Page, ParsedDocument, Producer, TextMap, TextSource

SWEDISH = (
    "Den boende hittades på golvet av personalen på morgonen och hade inte fått hjälp under natten, trots att larmet "
    "hade gått flera gånger. Enhetschefen har utrett händelsen enligt lex Sarah och bedömer att det är ett "
    "missförhållande. Åtgärderna är att rutinen för larm ändras och att all personal på natten får utbildning i den. "
    "Den boende och hennes anhöriga har fått veta vad som hände och vad som ska göras för att det inte ska hända igen. "
) * 2
ENGLISH = "The staff found that the resident had fallen in the room during the night and that the alarm was off. " * 3
NORWEGIAN = "Det er ikke en sak for kommunen, og personalet har ikke fått beskjed om at det var en feil på den. " * 3
FINNISH = "Hän oli pudonnut sängystä ja hoitaja ei ollut paikalla, mutta se on nyt selvitetty ja asia on kunnossa. " * 3
ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"


def moved(text: str, by: int) -> str:
    return text.lower().translate(str.maketrans(ALPHABET, ALPHABET[by:] + ALPHABET[:by]))


def test_language_is_told_by_small_words() -> None:
    assert [language(text) for text in (SWEDISH, ENGLISH, FINNISH)] == ["sv", "en", "fi"]
    assert language(NORWEGIAN) in {"no", "da"}
    assert language("Hej på dig.") is None
    assert language("Alfa Beta Gamma Delta " * 20) is None


@pytest.mark.parametrize("text", [SWEDISH, ENGLISH, FINNISH])
def test_text_is_no_garbage(text: str) -> None:
    assert garbage(text.split()) == 0
    assert not is_garbage(text.split())


@pytest.mark.parametrize(
    "broken",
    [
        SWEDISH.encode().decode("cp1252"),
        SWEDISH.encode().decode("latin-1"),
        SWEDISH.encode().decode("mac-roman"),
        SWEDISH.encode().decode("cp850"),
        moved(SWEDISH, 3),
        moved(SWEDISH, 13),
        re.sub("[åäö]", "\ufffd", SWEDISH),
        SWEDISH.replace("å", "a").replace("ä", "a").replace("ö", "o"),
        re.sub(r"\w", lambda match: chr(0xE000 + ord(match[0]) % 200), SWEDISH),
        " ".join(f"(cid:{ord(mark)})" for mark in SWEDISH),
        moved(SWEDISH, 3).upper(),
    ],
)
def test_garbage_is_told(broken: str) -> None:
    assert is_garbage(broken.split())


@pytest.mark.parametrize(
    "words",
    [
        "Dnr SN 2024/112 Tel 08-465 004 00 anna.ek@exempel.se 14 kap. 3 § SoL (2001:453) 50 % µg kl. 07:30".split(),
        "IVO:s e-tjänst LSS-boende McArthur och/eller åtgärd(er) vård- t.ex. 3.1.1-01234/2024-1 «sic»".split(),
        ["Müller", "Çelik", "Łukasz", "Đoković", "Åsa", "naïve"],
    ],
)
def test_odd_but_possible_words(words: list[str]) -> None:
    assert garbage(words) == 0


def test_too_few_words_tell_nothing() -> None:
    assert not is_garbage([])
    assert not is_garbage("xq zzkw pfft".split())
    assert common_pairs(["hej"]) is None
    assert is_garbage(["\ue012\ue033", "\ufffd\ufffd"])


@given(st.lists(st.text(max_size=12), max_size=60))
def test_any_words_give_a_share(words: list[str]) -> None:
    assert 0 <= garbage(words) <= 1
    is_garbage(words)


def test_agreement_is_the_share_of_the_layers_words_that_ocr_found() -> None:
    words = SWEDISH.split()
    assert agreement(words, words) == 1.0
    assert agreement(words, moved(SWEDISH, 3).split()) == 0.0
    some = [word if at % 10 else "x" for at, word in enumerate(words)]
    assert AGREES_FROM < (agreement(words, some) or 0) < 1
    assert agreement(["Bilaga", "1"], words) is None


def test_quality_of_a_document() -> None:
    pages = (
        Page(0, TextSource.LAYER, agreement=0.9),
        Page(10, TextSource.OCR, confidence=0.95, dpi=300),
        Page(20, TextSource.OCR, confidence=0.75, dpi=200),
        Page(30, TextSource.NONE),
        Page(30, TextSource.NONE),
    )
    issues = (Issue("parse", "page_not_read", "x", 4), Issue("parse", "blank_page", "x", 5))
    document = ParsedDocument(SWEDISH, (), TextMap(pages), Producer("rule", "x", "1"), issues=issues)
    assert quality_of(document) == Quality(0.0, "sv", 0.9, (4,), 2, Grade.FAIR)


def test_quality_of_a_document_without_pages() -> None:
    document = ParsedDocument("Hej.", (), TextMap(), Producer("rule", "x", "1"))
    assert quality_of(document) == Quality(0.0, None, None, (), 0, None)
