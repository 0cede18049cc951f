"""Plain text: decoding, lines joined where a margin broke them, and nothing heavy imported."""

import subprocess
import sys
import unicodedata
from collections.abc import Callable
from datetime import date

import pytest

from lexsarah.errors import EmptyFile, FileTooLarge
from lexsarah.ingest import Limits
from lexsarah.parse.text import MARK, decode, unwrap
from lexsarah.records import BlockKind, ParsedDocument

SENTENCE = "På Åsgården fördröjdes insatsen – ”det är allvarligt”, säger chefen. Café Örnen är stängt."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)) == SENTENCE


def test_mac_roman_where_only_it_reads_as_swedish() -> None:
    words = (
        "Händelsen på äldreboendet är åtgärdad. Det gör att hjälpen återgår i höst. Även trygghetslarmen är på plats."
    )
    assert decode(words.encode("mac-roman")) == words
    assert decode(words.encode("cp1252")) == words


def test_text_is_composed_and_clean(read: Callable[..., ParsedDocument]) -> None:
    document = read("Fo\u0308rvaltningens\u00ad beslut\r\nA\u030atga\u0308rd\u200b\x07 klar")
    assert document.text == "Förvaltningens beslut\nÅtgärd klar"
    assert unicodedata.is_normalized("NFC", document.text)


def test_lines_broken_at_a_margin_are_joined() -> None:
    wrapped = (
        "Natten mot den fjärde maj lämnades en man utan tillsyn därför att den som\n"
        "skulle gå till honom hade fått fel lista. Felet upptäcktes först när han\n"
        "själv ringde på morgonen och frågade var personalen hade tagit vägen den\n"
        "natten.\n\n"
        "- kontroll av listor\n"
        "- samtal med personalen\n"
    )
    joined = unwrap(wrapped)
    assert joined.split("\n")[0].startswith("Natten mot")
    assert joined.split("\n")[0].endswith("den natten.")
    assert "\n- kontroll av listor\n- samtal" in joined
    assert len(joined) == len(wrapped)


def test_short_lines_are_not_joined() -> None:
    listed = "Anna Björk, enhetschef\nPer Ahl, utredare\nSara Ek, socialsekreterare\nEva Öst, chef\n"
    assert unwrap(listed) == listed


def test_sentence_parted_by_a_page_break_is_joined() -> None:
    assert (
        unwrap("ärendet låg i flera\n\n\n\nmånader utan handläggare") == "ärendet låg i flera månader utan handläggare"
    )
    assert unwrap("slut.\n\n\n\nNytt") == "slut.\n\n\n\nNytt"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Publicerad: 2023-11-01", date(2023, 11, 1)),
        ("Publicerad 24 maj 2023", date(2023, 5, 24)),
        ("Artikeln publicerades 1 februari 2024", date(2024, 2, 1)),
        ("Publicerad den 9 juni 2021 kl. 10.15", date(2021, 6, 9)),
        ("Publicerad 2023-13-45", None),
        ("Uppdaterad 3 mars 2022", None),
        ("Publicerad juni 2021", None),
    ],
)
def test_day_of_publication_is_what_the_page_states(
    read: Callable[..., ParsedDocument], line: str, day: date | None
) -> None:
    document = read(f"{line}\n\nEtt besök uteblev i hemtjänsten\n\nEn kvinna blev utan mat den 3 mars 2020.")
    assert document.published == day
    assert document.title == "Ett besök uteblev i hemtjänsten"


def test_bounds(read: Callable[..., ParsedDocument]) -> None:
    with pytest.raises(FileTooLarge):
        read("a" * 101, Limits(max_characters=100))
    with pytest.raises(EmptyFile):
        read("\ufeff\u200b".encode())


@pytest.mark.parametrize("end", ["", "\n", "\n\n "])
def test_the_mark_of_an_invented_example_is_no_part_of_the_text(read: Callable[..., ParsedDocument], end: str) -> None:
    document = read(f"{SENTENCE}\n\n{MARK}{end}")
    assert document.synthetic
    assert document.text.strip() == SENTENCE


@pytest.mark.parametrize("text", [SENTENCE, f"{SENTENCE} {MARK}", f"{MARK}\n{SENTENCE}"])
def test_only_a_last_line_of_its_own_is_the_mark(read: Callable[..., ParsedDocument], text: str) -> None:
    document = read(text)
    assert not document.synthetic
    assert document.text.strip() == text


def test_a_mark_alone_is_no_document(read: Callable[..., ParsedDocument]) -> None:
    with pytest.raises(EmptyFile):
        read(MARK)


def test_dash_lines_are_speech_or_list(read: Callable[..., ParsedDocument]) -> None:
    document = read(
        "Rubriken på den här nyheten\n\n– Vi ser allvarligt på det som hänt.\n\n- Det gör mig ledsen, säger chefen.\n\n"
        "Åtgärder:\n\n- rutinen ses över\n- personalen utbildas\n\n– Larmet har bytts.\n– Listan är ny.\n"
    )
    kinds = [block.kind for block in document.blocks]
    assert kinds == [
        BlockKind.TITLE,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        *[BlockKind.LIST_ITEM] * 4,
    ]


def test_reading_text_imports_no_heavy_library() -> None:
    code = (
        "import sys; from lexsarah.ingest import Limits, from_bytes; from lexsarah.parse import parse_safely; "
        "parse_safely(from_bytes('Händelsen är utredd.'.encode(), 'a', 'upload', Limits()), Limits()); "
        "print([m for m in ('pdfplumber', 'pdfminer', 'docx', 'lxml', 'trafilatura', 'spacy', "
        "'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("caption", ["Verksamhetsområde", "Polisanmälan gjord?"])
def test_a_line_over_boxes_names_them_after_contacts_too(read: Callable[..., ParsedDocument], caption: str) -> None:
    above = "Rapport om ett larm\n\nUppgifter\n\nTelefon: 08-465 004 00\nE-post: a@exempel.se"
    document = read(f"{above}\n\n{caption}\n[x] Ena\n[ ] Andra\n")
    boxes = [one for one in document.blocks if one.kind is BlockKind.CHECKBOX]
    assert [one.section for one in boxes] == [caption, caption]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        # A negation at the end of a line belongs to the verb on the next.
        ("Det är ett missförhållande men nämnden beslutar att det inte\nska anmälas.", True),
        ("Händelsen ska enligt utredningen inte anmälas vidare till\nIVO.", True),
        ("Larmet gick flera gånger under natten, säger enhetschefen,\nsom har pratat med alla.", True),
        ("Rutinen för larm ändras av enhetschefen i början av maj.\nsenare följs den upp.", False),
        ("Beskriv händelsen\nhon föll ur sängen", False),
        ("Ansvarig för uppföljningen av de åtgärder som beslutats\nEnhetschef", False),
        ("Vilka åtgärder har vidtagits med anledning av händelsen och\n- rutinen är ändrad", False),
    ],
)
def test_a_long_line_that_ends_in_a_sentence_goes_on(text: str, joined: bool) -> None:
    assert unwrap(text) == (text.replace("\n", " ") if joined else text)
