"""Boxes to tick on PDF pages: drawn, written, beside, before and after their words, and what is none."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from lexsarah.parse.pdf.boxes import boxes_of
from lexsarah.parse.pdf.letters import Shape
from lexsarah.parse.pdf.words import UNREADABLE, Word
from lexsarah.records import BlockKind, ParsedDocument

Read = Callable[..., ParsedDocument]
Make = Callable[..., bytes]
Sheet = canvas.Canvas
HEIGHT = A4[1]
Draw = Callable[[Sheet, float, float], None]


def boxes(document: ParsedDocument) -> list[tuple[str | None, str, bool | None]]:
    return [
        (block.section, document.slice(block.label), block.checked)
        for block in document.blocks
        if block.kind is BlockKind.CHECKBOX and block.label is not None
    ]


def square(sheet: Sheet, x: float, y: float) -> None:
    sheet.rect(x, y, 9, 9)


def circle(sheet: Sheet, x: float, y: float) -> None:
    sheet.circle(x + 4.5, y + 4.5, 4.5)


def four_lines(sheet: Sheet, x: float, y: float) -> None:
    sheet.lines([(x, y, x + 9, y), (x, y + 9, x + 9, y + 9), (x, y, x, y + 9), (x + 9, y, x + 9, y + 9)])


def rounded(sheet: Sheet, x: float, y: float) -> None:
    sheet.roundRect(x, y, 9, 9, 1.5)


def border(sheet: Sheet, x: float, y: float) -> None:
    """A border painted as one shape with a hole, as WeasyPrint does."""
    path = sheet.beginPath()
    path.rect(x, y, 9, 9)
    path.rect(x + 1, y + 1, 7, 7)
    sheet.drawPath(path, stroke=0, fill=1, fillMode=0)


def cross(sheet: Sheet, x: float, y: float) -> None:
    sheet.lines([(x + 1, y + 1, x + 8, y + 8), (x + 1, y + 8, x + 8, y + 1)])


def tick(sheet: Sheet, x: float, y: float) -> None:
    path = sheet.beginPath()
    path.moveTo(x + 1.5, y + 4)
    path.lineTo(x + 4, y + 1.5)
    path.lineTo(x + 11, y + 11)
    sheet.drawPath(path, stroke=1, fill=0)


def dot(sheet: Sheet, x: float, y: float) -> None:
    sheet.circle(x + 4.5, y + 4.5, 2.2, fill=1)


def filled(sheet: Sheet, x: float, y: float) -> None:
    sheet.rect(x, y, 9, 9, fill=1)


def letter(sheet: Sheet, x: float, y: float) -> None:
    sheet.setFont("Helvetica-Bold", 9)
    sheet.drawString(x + 1.5, y + 1.2, "X")


def browser_tick(sheet: Sheet, x: float, y: float) -> None:
    """A ticked input as browsers print it: blue, with a white tick."""
    sheet.setFillColorRGB(0, 0.46, 1)
    sheet.roundRect(x - 0.3, y - 0.3, 9.6, 9.6, 1.5, stroke=0, fill=1)
    sheet.setFillColorRGB(0, 0, 0)
    sheet.setStrokeColorRGB(1, 1, 1)
    tick(sheet, x - 1, y - 1)
    sheet.setStrokeColorRGB(0, 0, 0)


@pytest.mark.parametrize("frame", [square, circle, four_lines, rounded, border])
@pytest.mark.parametrize("mark", [cross, tick, dot, filled, letter, browser_tick])
def test_drawn_boxes_and_marks(read: Read, make_pdf: Make, frame: Draw, mark: Draw) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.setFont("Helvetica-Bold", 10)
        sheet.drawString(60, 724, "Lagrum")
        for at, label in enumerate(("SoL", "LSS", "Annat")):
            y = 700 - at * 18
            frame(sheet, 60, y)
            if at == 1:
                mark(sheet, 60, y)
            sheet.setFont("Helvetica", 10)
            sheet.drawString(76, y + 1, label)

    document = read(make_pdf(draw))
    assert boxes(document) == [("Lagrum", "SoL", False), ("Lagrum", "LSS", True), ("Lagrum", "Annat", False)]
    for block in document.blocks:
        if block.kind is BlockKind.CHECKBOX:
            place = document.textmap.crop(block.span)
            assert place is not None
            assert place[1].x0 < 62
            assert place[1].x1 > 90


def test_an_option_has_all_its_lines_and_nothing_else(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.setFont("Helvetica", 10)
        for at, line in enumerate(("Brister i rättssäkerhet vid handläggning", "och genomförande av beslut")):
            sheet.drawString(76, 700 - 12 * at, line)
        square(sheet, 60, 699)
        square(sheet, 320, 699)
        sheet.drawString(336, 700, "Brister i bemötande")
        sheet.drawString(60, 660, "Beskriv vad som hände i några få ord här nedan.")

    assert boxes(read(make_pdf(draw))) == [
        (None, "Brister i rättssäkerhet vid handläggning och genomförande av beslut", False),
        (None, "Brister i bemötande", False),
    ]


def test_a_label_that_asks_for_more_goes_on_with_a_capital(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.setFont("Helvetica", 10)
        for at, lines in enumerate(
            (("Ett missförhållande som inte anmäls",), ("Ett missförhållande som anmäls till", "IVO"))
        ):
            square(sheet, 60, 699 - 16 * at)
            for under, line in enumerate(lines):
                sheet.drawString(76, 700 - 16 * at - 12 * under, line)

    assert [label for _, label, _ in boxes(read(make_pdf(draw)))] == [
        "Ett missförhållande som inte anmäls",
        "Ett missförhållande som anmäls till IVO",
    ]


@pytest.mark.parametrize("far", [100, 260])
def test_boxes_to_the_right_of_their_words(read: Read, make_pdf: Make, far: float) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.setFont("Helvetica", 10)
        for at, label in enumerate(("Missförhållande", "Påtaglig risk", "Inget av dem")):
            sheet.drawString(60, 700 - 16 * at, label)
            square(sheet, 60 + far, 699 - 16 * at)
        cross(sheet, 60 + far, 683)

    assert boxes(read(make_pdf(draw))) == [
        (None, "Missförhållande", False),
        (None, "Påtaglig risk", True),
        (None, "Inget av dem", False),
    ]


def test_two_groups_side_by_side_keep_their_captions(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.setFont("Helvetica", 9)
        for x, caption, options in ((60, "Lagrum", ("SoL", "LSS")), (320, "Anmäls till IVO", ("Ja", "Nej"))):
            sheet.drawString(x, 715, caption)
            for at, option in enumerate(options):
                square(sheet, x, 699 - 15 * at)
                sheet.drawString(x + 14, 700 - 15 * at, option)
        cross(sheet, 320, 684)

    assert boxes(read(make_pdf(draw))) == [
        ("Lagrum", "SoL", False),
        ("Lagrum", "LSS", False),
        ("Anmäls till IVO", "Ja", False),
        ("Anmäls till IVO", "Nej", True),
    ]


def test_questions_with_their_answers_at_the_head_of_columns(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        for y in (720, 702, 684, 666):
            sheet.line(56, y, 440, y)
        for x in (56, 320, 380, 440):
            sheet.line(x, 666, x, 720)
        sheet.setFont("Helvetica-Bold", 10)
        for x, words in ((60, "Fråga"), (330, "Ja"), (390, "Nej")):
            sheet.drawString(x, 707, words)
        sheet.setFont("Helvetica", 10)
        for at, question in enumerate(("Finns det en rutin?", "Är den enskilde informerad?")):
            sheet.drawString(60, 689 - 18 * at, question)
            square(sheet, 340, 688 - 18 * at)
            square(sheet, 400, 688 - 18 * at)
            cross(sheet, 340 + 60 * at, 688 - 18 * at)

    assert boxes(read(make_pdf(draw))) == [
        ("Finns det en rutin?", "Ja", True),
        ("Finns det en rutin?", "Nej", False),
        ("Är den enskilde informerad?", "Ja", False),
        ("Är den enskilde informerad?", "Nej", True),
    ]


def test_what_is_no_box(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.setFont("Helvetica", 10)
        for at in range(3):  # bullets
            sheet.rect(60, 700 - 14 * at, 6, 6, stroke=0, fill=1)
            sheet.drawString(76, 700 - 14 * at, "En ny rutin har tagits fram")
        sheet.drawString(60, 640, "Personnummer")
        for at in range(10):  # a place for each figure
            sheet.rect(140 + 12 * at, 636, 12, 12)
        sheet.rect(60, 600, 12, 12)  # something is written in it
        sheet.drawString(63, 603, "3")
        sheet.drawString(80, 603, "bilagor")
        sheet.rect(40, 560, 400, 12)  # a frame
        sheet.drawString(60, 520, "En bild utan ord bredvid")
        sheet.rect(300, 300, 10, 10)

    assert boxes(read(make_pdf(draw))) == []


def word(text: str, x: float, y: float, font: str = "") -> Word:
    return Word(text, x, y, x + 6 * len(text), y + 10, 10, bold=False, font=font)


def listed(*signs: str, indent: float = 0.0) -> list[Word]:
    """A list: each sign with a word after it, the signs under each other."""
    rows = [
        [word(sign, 50 + indent * (at % 2), 100 + 14 * at), word("Ord", 80, 100 + 14 * at)]
        for at, sign in enumerate(signs)
    ]
    return [one for row in rows for one in row]


@pytest.mark.parametrize(
    ("signs", "read_as"),
    [
        ("□■□", "□☒□"),
        ("☐✓☐", "☐☒☐"),
        ("☐X☐", "☐☒☐"),
        ("○●○", "◯◉◯"),
        ("○◉○", "◯◉◯"),
        ("■■■", "■■■"),
        ("●●●", "●●●"),
        ("✓✓✓", "✓✓✓"),
        (f"☐{UNREADABLE}☒", "☐⍰☒"),
        ("☐\uf0c4☒", "☐⍰☒"),
        ("•••", "•••"),
    ],
)
def test_a_list_says_what_its_signs_are(signs: str, read_as: str) -> None:
    found, _ = boxes_of([], listed(*signs))
    assert "".join(one.text for one in found if one.text != "Ord") == read_as


def test_bullets_of_a_list_in_a_list_are_no_radio_buttons() -> None:
    found, _ = boxes_of([], listed("●", "○", "●", "○", indent=18))
    assert [one.text for one in found if one.text != "Ord"] == ["●", "○", "●", "○"]


def test_signs_before_yes_and_no_are_boxes_that_cannot_be_read() -> None:
    row = [word(UNREADABLE, 50, 100), word("Ja", 62, 100), word(UNREADABLE, 120, 100), word("Nej", 132, 100)]
    assert [one.text for one in boxes_of([], row)[0]] == ["⍰", "Ja", "⍰", "Nej"]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(1, 30), st.booleans()), max_size=12))
def test_words_are_never_lost_to_boxes(drawn: list[tuple[int, int, int, bool]]) -> None:
    shapes = [
        Shape("rect", 4.0 * x, 4.0 * y, 4.0 * x + side, 4.0 * y + side, (), 0.0 if dark else None, 0.0)
        for x, y, side, dark in drawn
    ]
    words = [word("ordet", 12 * at, 14 * at) for at in range(8)]
    found, _ = boxes_of(shapes, words)
    assert [one.text for one in found if not one.is_box] == ["ordet"] * 8
    assert all(one.is_box for one in found[8:])


def test_bracketed_marks_and_inline_groups(read: Read, make_pdf: Make) -> None:
    document = read(make_pdf("Lagrum:   [x] SoL   [ ] LSS\n\nKön:   ( ) Kvinna   (x) Man\n\nSe bilaga (x) i listan."))
    assert boxes(document) == [
        ("Lagrum", "SoL", True),
        ("Lagrum", "LSS", False),
        ("Kön", "Kvinna", False),
        ("Kön", "Man", True),
    ]


def test_yes_and_no_without_marks_are_unsure(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.setFont("Helvetica", 10)
        for x, words in ((60, "Anmäls händelsen till IVO?"), (260, "Ja"), (340, "Nej")):
            sheet.drawString(x, 700, words)

    assert boxes(read(make_pdf(draw))) == [
        ("Anmäls händelsen till IVO?", "Ja", None),
        ("Anmäls händelsen till IVO?", "Nej", None),
    ]
