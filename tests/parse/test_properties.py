"""What holds for every document, whatever it says."""

import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lexsarah.errors import EmptyFile, UnsupportedFormat
from lexsarah.ingest import Limits, from_bytes
from lexsarah.parse import parse
from lexsarah.parse.pdf.flow import Paragraph, Placed, written
from lexsarah.parse.pdf.page import TextLine
from lexsarah.parse.pdf.words import Word
from lexsarah.parse.tidy import tidy
from lexsarah.records import BlockKind, ParsedDocument

PIECES = st.sampled_from(
    [
        "Fakta lex Sarah", "Kontakt:", "Enhet Lärkbacken\tDatum för rapport 2021-03-11", "Lagrum\t[x] SoL  [ ] LSS",
        "Ja", "Nej", "– Vi ser allvarligt på det.", "- rutinen ses över", "• larmet byts", "Vad har hänt?",
        "§ 72\tDnr SN 2020/1", "Dela", "Senaste nyheterna", "Mannen föll i maj.", "<p>Text</p>\t<p>Mer</p>",
        '<input type="radio"/>\tMissförhållande', "☐", "\t\t", "---", "**Uppgifter**", "1(3)",
        "Telefon: 070-174 06 05", "Sammanträdesdatum", "\t2019-09-26",
        "a | b", "[ ] [x]", "**", "<b>", "Åtgärd:", "Kommun\tVidesjö\tNr", "2. Ansvar", "Dnr", "Publicerad 3 maj 2020",
    ]
)  # fmt: skip
ANY = st.text(st.characters(codec="utf-8"), max_size=60)
TEXTS = st.lists(st.one_of(PIECES, ANY, st.just("")), min_size=1, max_size=25).map("\n".join)


def check(document: ParsedDocument) -> None:
    assert unicodedata.is_normalized("NFC", document.text)
    end = 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end <= len(document.text)
        end = block.span.end
        words = document.slice(block.span)
        assert words == words.strip()
        assert document.evidence(block.span).quote == words
        for part in (block.label, block.value):
            assert part is None or part in block.span
        if block.kind is BlockKind.FIELD:
            assert block.label is not None
            assert block.value is not None
            assert len(block.label)
            assert block.label.end <= block.value.start or not len(block.value)
        assert block.checked is None or block.kind is BlockKind.CHECKBOX
    end = 0
    for run in document.textmap.runs:
        assert end <= run.span.start < run.span.end <= len(document.text)
        assert document.textmap.page(run.span.start) == run.page
        end = run.span.end


@given(TEXTS)
@example("Fakta lex Sarah\nSenaste nyheterna\n☐")
@settings(max_examples=300, deadline=None)
def test_plain_text(text: str) -> None:
    try:
        document = parse(from_bytes(("Inledning.\n" + text).encode(), "a", "upload", Limits()), Limits())
    except (EmptyFile, UnsupportedFormat):
        return
    check(document)


@given(st.binary(min_size=1, max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_a_document_or_a_known_error(content: bytes) -> None:
    from lexsarah.errors import UnreadableFile

    try:
        document = parse(from_bytes(content, "a", "upload", Limits()), Limits())
    except UnreadableFile:
        return
    check(document)


@given(ANY)
def test_tidy_is_idempotent_and_keeps_letters(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    letters = [mark for mark in unicodedata.normalize("NFC", text) if mark.isalnum()]
    assert [mark for mark in once if mark.isalnum()] == letters


WORDS = st.text(st.sampled_from("aåäöAÅ-.1"), min_size=1, max_size=8)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=6), min_size=1, max_size=6))
def test_every_place_is_its_word_less_a_line_end_hyphen(lines: list[list[str]]) -> None:
    placed = []
    for number, line in enumerate(lines):
        words = [
            Word(text, at * 50.0, number * 12.0, at * 50.0 + 40, number * 12.0 + 10, 10, bold=False)
            for at, text in enumerate(line)
        ]
        placed.append(Placed(TextLine(((tuple(words),),), ruled=False), 1))
    text, places = written(Paragraph(tuple(placed), loose=True), marks_lead=False)
    flat = [word for line in lines for word in line]
    assert len(places) == len(flat)
    end = 0
    for (start, stop, _, _), word in zip(places, flat, strict=True):
        assert end <= start <= stop
        assert text[start:stop] in {word, word.removesuffix("-")}
        end = stop


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    lines=st.lists(
        st.text(st.sampled_from("abcåäö ABC.,:-–•?1()[]\t"), min_size=1, max_size=60), min_size=1, max_size=12
    )
)
def test_other_formats(kind: str, lines: list[str], make_pdf: object, make_docx: object) -> None:
    from lexsarah.errors import UnreadableFile

    assert callable(make_pdf)
    assert callable(make_docx)
    if kind == "pdf":
        content = make_pdf("\n".join(lines))
    elif kind == "docx":
        content = make_docx(lambda document: [document.add_paragraph(line) for line in lines])
    else:
        content = ("<html><body>" + "".join(f"<p>{line}</p>" for line in lines)).encode()
    try:
        document = parse(from_bytes(content, "a", "upload", Limits()), Limits())
    except UnreadableFile:
        return
    check(document)
