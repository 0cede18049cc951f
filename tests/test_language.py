"""Words, stems and sentences of Swedish."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.language import sentences, stem, words
from lexsarah.records import Span


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Larmet ringde. Ingen kom.", ["Larmet ringde.", "Ingen kom."]),
        ("Det gäller 14 kap. 3 § SoL. Beslutet står fast.", ["Det gäller 14 kap. 3 § SoL.", "Beslutet står fast."]),
        ("Kl. 14 kom bl.a. chefen. Hon gick.", ["Kl. 14 kom bl.a. chefen.", "Hon gick."]),
        ("Vad hände? – Vi vet inte, säger hon.", ["Vad hände?", "– Vi vet inte, säger hon."]),
        ("Hon sade det. ”Aldrig mer.” Sedan gick hon.", ["Hon sade det.", "”Aldrig mer.”", "Sedan gick hon."]),
        ("Rad ett\nRad två", ["Rad ett", "Rad två"]),
        ("Den 3. mars var det tyst.", ["Den 3. mars var det tyst."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(st.text(max_size=200))
def test_sentences_cover_every_letter_in_order(text: str) -> None:
    found = list(sentences(text))
    assert all(first.end <= second.start for first, second in pairwise(found))
    outside = set(range(len(text))) - {offset for span in found for offset in range(span.start, span.end)}
    assert all(text[offset].isspace() for offset in outside)


def test_a_part_of_a_text_keeps_the_offsets_of_the_whole() -> None:
    text = "Inledning. Larmet ringde. Ingen kom."
    assert [text[span.start : span.end] for span in sentences(text, Span(11, 25))] == ["Larmet ringde."]
    # An empty field has an empty span, and no sentence.
    assert list(sentences(text, Span(11, 11))) == []


def test_letters_are_never_folded() -> None:
    assert words("Våld, vald och IVO:s") == ["våld", "vald", "och", "ivo:s"]
    assert stem("våldet") != stem("valdet")
    assert stem("larmen") == stem("larm")
