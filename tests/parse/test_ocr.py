"""Pages read from their picture by Tesseract, which has to be there (the set-up commands install it)."""

import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from lexsarah.errors import CorruptFile, OcrUnavailable, ReadingTimedOut
from lexsarah.ingest import Limits
from lexsarah.parse.pages import PageLines, document_of
from lexsarah.parse.scan import tesseract
from lexsarah.parse.scan.ocr import Sheet, SheetReader, reading_dpi, resized, tidied
from lexsarah.parse.scan.raster import grey_of
from lexsarah.parse.scan.tesseract import ReadWord, read_words
from lexsarah.parse.scan.typesetting import typeset
from lexsarah.records import BlockKind, Grade, Page, ParsedDocument, Producer, TextSource

DPI = 200
MADE = Callable[..., bytes]
Pictures = Callable[..., list[Image.Image]]
LINES = (
    "Den 16 april uteblev tre besök hos en man som bor ensam i sin lägenhet, och",
    "hemtjänsten skulle ha kommit morgon, middag och kväll. Dottern ringde och",
    "frågade varför ingen hade öppnat. Händelsen utreds enligt 14 kap. 6 § SoL.",
)


def sheet(picture: Image.Image, dpi: int = DPI) -> Sheet:
    return Sheet(grey_of(picture), dpi)


def read(picture: Image.Image, dpi: int = DPI) -> PageLines:
    return SheetReader().read(sheet(picture, dpi), 60)


def parsed(*pages: PageLines) -> ParsedDocument:
    return document_of(pages, Limits(), Producer("rule", "test", "1"), synthetic=True)


@pytest.fixture
def letter(make_pdf: MADE, pictures: Pictures) -> Image.Image:
    def draw(page) -> None:
        page.setFont("Helvetica-Bold", 15)
        page.drawString(56, 760, "Utredning om uteblivna besök")
        page.setFont("Helvetica-Bold", 10)
        page.drawString(56, 730, "Händelsen")
        page.setFont("Helvetica", 10)
        for at, line in enumerate(LINES):
            page.drawString(56, 712 - at * 13, line)

    return pictures(make_pdf(draw), DPI)[0]


def test_words_headings_and_paragraphs(letter: Image.Image) -> None:
    page = read(letter)
    document = parsed(page)
    assert [(block.kind, document.slice(block.span)) for block in document.blocks] == [
        (BlockKind.TITLE, "Utredning om uteblivna besök"),
        (BlockKind.HEADING, "Händelsen"),
        (BlockKind.PARAGRAPH, " ".join(LINES)),
    ]
    assert page.page.source is TextSource.OCR
    assert page.page.dpi == DPI
    assert page.page.grade is Grade.GOOD
    assert document.read_by_ocr(document.blocks[2].span)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("angle", [0.0, 2.2])
def test_words_stand_where_they_are_on_the_page_as_it_is(letter: Image.Image, rotation: int, angle: float) -> None:
    straight = parsed(read(letter))
    askew = letter.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    page = read(askew.rotate(rotation, expand=True))
    assert (page.page.rotation, page.page.skew) == (rotation, pytest.approx(-angle, abs=0.15))
    document = parsed(page)
    assert document.text == straight.text
    # The picture was turned counter-clockwise: a word is found again at its place on the turned page.
    width, height = (side * 72 / DPI for side in letter.size)
    mark = Image.new("L", letter.size, 255)
    place = next(run for run in straight.textmap.runs if straight.slice(run.span) == "lägenhet,").box
    assert place is not None
    left, top, right, bottom = (round(side * DPI / 72) for side in (place.x0, place.top, place.x1, place.bottom))
    mark.paste(0, (left, top, right, bottom))
    moved = mark.rotate(angle, fillcolor=255).rotate(rotation, expand=True).point(lambda value: 255 - value)
    expected = [side * 72 / DPI for side in moved.getbbox() or ()]
    found = next(run for run in document.textmap.runs if document.slice(run.span) == "lägenhet,").box
    assert found is not None
    assert [found.x0, found.top, found.x1, found.bottom] == pytest.approx(expected, abs=3.5)
    assert 0 <= found.x0 < found.x1 <= max(width, height)


def test_a_ruled_form_gives_fields_and_boxes(make_pdf: MADE, pictures: Pictures) -> None:
    def draw(page) -> None:
        page.setLineWidth(0.5)
        page.grid([56, 250, 500], [700, 718, 736])
        page.setFont("Helvetica", 10)
        for at, (label, value) in enumerate((("Enhet", "Hemtjänst Strandängen"), ("Rapporterad av", "Åsa Käll"))):
            page.drawString(60, 723 - at * 18, label)
            page.drawString(254, 723 - at * 18, value)
        page.setFont("Helvetica-Bold", 10)
        page.drawString(56, 660, "Lagrum")
        page.setFont("Helvetica", 10)
        for at, label in enumerate(("SoL", "LSS", "Vet inte")):
            page.rect(56, 640 - at * 18, 10, 10)
            page.drawString(76, 641 - at * 18, label)
        page.setLineWidth(1.2)
        page.line(54, 639, 68, 652)
        page.line(68, 638, 55, 651)

    (picture,) = pictures(make_pdf(draw), DPI)
    document = parsed(read(picture.rotate(0.8, resample=Image.Resampling.BICUBIC, fillcolor=255)))
    pairs = [(one.label, one.value) for one in document.blocks if one.label and one.value]
    fields = [(document.slice(label), document.slice(value)) for label, value in pairs]
    assert fields == [("Enhet", "Hemtjänst Strandängen"), ("Rapporterad av", "Åsa Käll")]
    boxes = [one for one in document.blocks if one.kind is BlockKind.CHECKBOX]
    assert [(document.slice(one.label or one.span), one.checked) for one in boxes] == [
        ("SoL", True),
        ("LSS", False),
        ("Vet inte", False),
    ]
    assert document.textmap.crop(boxes[0].span) is not None


def test_a_square_without_a_label_is_no_box(make_pdf: MADE, pictures: Pictures) -> None:
    def draw(page) -> None:
        page.setFont("Helvetica", 10)
        page.drawString(56, 760, LINES[0])
        page.rect(300, 500, 10, 10)
        page.rect(300, 480, 10, 10)

    (picture,) = pictures(make_pdf(draw), DPI)
    assert parsed(read(picture)).text == LINES[0]


def test_a_blank_page_has_no_words() -> None:
    page = read(Image.new("L", (1654, 2339), 250))
    assert page.lines == ()
    assert page.page.source is TextSource.NONE


@pytest.mark.parametrize(
    ("size", "dpi", "pixels", "expected"),
    [
        ((595, 842), 300, 80_000_000, 300),
        ((595, 842), 150, 80_000_000, 200),
        ((595, 842), 600, 80_000_000, 400),
        ((595, 842), None, 80_000_000, 300),
        ((595, 842), 300, 1_000_000, 101),
        ((14400, 14400), 300, 80_000_000, 27),
    ],
)
def test_resolution_is_bounded(size: tuple[int, int], dpi: int | None, pixels: int, expected: int) -> None:
    assert reading_dpi(*size, dpi, pixels) == expected


def test_resizing_keeps_the_page(letter: Image.Image) -> None:
    larger = resized(sheet(letter), 300)
    assert larger.dpi == 300
    assert larger.size == pytest.approx(sheet(letter).size, abs=0.3)


def word(text: str, x0: int, x1: int, top: int = 80, bottom: int = 100, line: int = 1) -> ReadWord:
    return ReadWord(text, x0, top, x1, bottom, 0.9, (1, 1, line))


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        # A § hangs below the number beside it; an 8 does not.
        ([word("kap.", 0, 40), word("6", 50, 60), word("8", 70, 80, 79, 105), word("SoL", 90, 130)], "kap. 6 § SoL"),
        ([word("kap.", 0, 40), word("6", 50, 60), word("8", 70, 80), word("Den", 90, 130)], "kap. 6 8 Den"),
        # Where a law is cited it is none even when it is as high as the number.
        ([word("24", 0, 20), word("e", 30, 40, 86), word("8", 50, 60), word("LSS.", 70, 110)], "24 e § LSS."),
        ([word("rum", 0, 20), word("8", 50, 60), word("LSS.", 70, 110)], "rum 8 LSS."),
        ([word("$", 0, 10, 79, 105), word("41", 20, 40), word("Ärende", 50, 110, 75)], "§ 41 Ärende"),
        ([word("registratorQexempel.se", 0, 200)], "registrator@exempel.se"),
        ([word("Q", 0, 14), word("Quist", 20, 60)], "Q Quist"),
        ([word("2020—2021", 0, 90)], "2020–2021"),
        ([word("Nei", 0, 30), word("Neil", 40, 70)], "Nej Neil"),
        ([word("e", 0, 8, 86, 94), word("Larmet", 20, 80)], "• Larmet"),
    ],
)
def test_signs_that_tesseract_does_not_know(words: list[ReadWord], texts: str) -> None:
    import numpy as np

    blank = np.zeros((200, 300), dtype=bool)
    assert " ".join(one.text for one in typeset(words, blank, 200)) == texts


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (["Diarienummer", "|"], ["Diarienummer"]),
        (['"Datum', "för", "rapport", "|"], ["Datum", "för", "rapport"]),
        (['"Lev', "är", 'kvar"'], ['"Lev', "är", 'kvar"']),
        (["_____", "....", ":", "="], []),
        (["kl.", "16:30", "–", "17:00"], ["kl.", "16:30", "–", "17:00"]),
    ],
)
def test_what_is_left_of_ruled_lines_is_no_word(texts: list[str], kept: list[str]) -> None:
    words = [word(text, at * 60, at * 60 + 50) for at, text in enumerate(texts)]
    assert [one.text for one in tidied(words)] == kept


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Puts a program called tesseract first in the path."""

    def put(script: str) -> None:
        path = tmp_path / "tesseract"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IEXEC)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        tesseract._program.cache_clear()

    yield put
    tesseract._program.cache_clear()


def test_no_tesseract_is_said(letter: Image.Image, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not tesseract.available()
    with pytest.raises(OcrUnavailable, match="apt-get install tesseract-ocr tesseract-ocr-swe"):
        read_words(grey_of(letter), DPI, 10)


def test_tesseract_without_swedish_is_said(letter: Image.Image, program: Callable[[str], None]) -> None:
    program("echo eng; echo osd")
    assert not tesseract.available()
    with pytest.raises(OcrUnavailable, match="tesseract-ocr-swe"):
        read_words(grey_of(letter), DPI, 10)


def test_a_program_that_hangs_or_breaks_down(letter: Image.Image, program: Callable[[str], None]) -> None:
    program('case "$1" in --list-langs) echo swe;; *) exec sleep 30;; esac')
    with pytest.raises(ReadingTimedOut, match=r"0\.3 seconds"):
        read_words(grey_of(letter), DPI, 0.3)
    program('case "$1" in --list-langs) echo swe;; *) cat >/dev/null; exit 3;; esac')
    with pytest.raises(CorruptFile):
        read_words(grey_of(letter), DPI, 10)


def test_the_program_gets_a_fixed_command_and_an_empty_environment(
    letter: Image.Image, program: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SECRET", "hemligt")
    told = tmp_path / "told"
    program(f'case "$1" in --list-langs) echo swe;; *) cat >/dev/null; env >{told}; echo "$@" >>{told};; esac')
    assert read_words(grey_of(letter), DPI, 10) == []
    said = told.read_text()
    assert "SECRET" not in said
    assert "OMP_THREAD_LIMIT=1" in said
    assert said.splitlines()[-1] == "stdin stdout -l swe --dpi 200 --psm 3 tsv"


def test_grades_follow_confidence() -> None:
    page = Page(0, TextSource.OCR, confidence=0.9)
    assert [replace(page, confidence=one).grade for one in (0.95, 0.75, 0.5, None)] == [
        Grade.GOOD,
        Grade.FAIR,
        Grade.POOR,
        Grade.POOR,
    ]
