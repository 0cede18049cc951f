"""Letters of a PDF page put together to words."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from lexsarah.parse.pdf.letters import Letter
from lexsarah.parse.pdf.words import words_of
from lexsarah.parse.symbols import from_symbol_font
from lexsarah.records import BlockKind, ParsedDocument

Read = Callable[..., ParsedDocument]
Make = Callable[..., bytes]
HEIGHT = A4[1]
SIZE = 10.0


def letters(text: str, gap: float = 0.0, font: str = "Helvetica", start: float = 50.0) -> list[Letter]:
    """Letters 5 points wide, ``gap`` points apart."""
    return [
        Letter(mark, start + at * (5 + gap), 90, start + at * (5 + gap) + 5, 100, SIZE, font, 98)
        for at, mark in enumerate(text)
    ]


def texts(found: list[Letter]) -> list[str]:
    return [word.text for word in words_of(found)]


def over(letter: Letter, mark: str) -> Letter:
    """A mark drawn over a letter."""
    return letter._replace(text=mark, x0=letter.x0 + 1, x1=letter.x1 - 1)


@pytest.mark.parametrize("mark", ["\u00a8", "\u0308"])
@pytest.mark.parametrize("leads", [True, False])
def test_marks_drawn_over_a_letter_belong_to_it(mark: str, leads: bool) -> None:
    plain = letters("fore")
    drawn = over(plain[1], mark)
    order = [plain[0], drawn, *plain[1:]] if leads else [*plain[:2], drawn, *plain[2:]]
    assert texts(order) == ["före"]


def test_combining_marks_without_width_belong_to_the_letter_before() -> None:
    word = letters("Angslan")
    mark = word[0]._replace(text="\u0308", x0=word[0].x1, x1=word[0].x1)
    assert texts([word[0], mark, *word[1:]]) == ["Ängslan"]


def test_ligatures_are_opened() -> None:
    assert texts(letters("e\ufb00ekt")) == ["effekt"]
    assert texts(letters("of\ufb01ciell")) == ["officiell"]


def test_letters_set_apart_are_a_word() -> None:
    assert texts(letters("RAPPORT", gap=3)) == ["RAPPORT"]
    two = [*letters("RAPPORT", gap=3), *letters("NUMMER", gap=3, start=120)]
    assert texts(two) == ["RAPPORT", "NUMMER"]


def test_letters_far_apart_are_answers() -> None:
    assert texts(letters("XXXX", gap=40)) == ["X", "X", "X", "X"]


def test_a_gap_parts_words_where_no_space_is_written() -> None:
    assert texts([*letters("Ingen"), *letters("kom", start=78)]) == ["Ingen", "kom"]


def test_words_printed_twice_to_look_bold_are_read_once() -> None:
    word = letters("Beslut")
    again = [letter._replace(x0=letter.x0 + 0.3, x1=letter.x1 + 0.3) for letter in word]
    assert texts([*word, *again]) == ["Beslut"]
    assert texts([one for pair in zip(word, again, strict=True) for one in pair]) == ["Beslut"]


def test_wingdings_whose_name_is_lost() -> None:
    line = [*letters("þ", font="F7"), *letters("SoL", start=62)]
    below = [
        letter._replace(top=110, bottom=120, base=118)
        for letter in [*letters("¨", font="F7"), *letters("LSS", start=62)]
    ]
    assert texts(line + below) == ["☑", "SoL", "☐", "LSS"]


def test_an_icelandic_letter_in_a_name_is_no_box() -> None:
    assert texts(letters("Sigþór")) == ["Sigþór"]


@pytest.mark.parametrize(
    ("sign", "font", "drawn"),
    [
        ("\uf0fe", "ABCDEF+Wingdings-Regular", "☑"),
        ("\uf0a8", "F3", "☐"),
        ("\uf0fd", "", "☒"),
        ("\uf052", "", "☑"),
        ("\uf0a3", "Wingdings2", "☐"),
        ("R", "Wingdings 2", "☑"),
        ("o", "ZapfDingbats", "☐"),
        ("c", "Webdings", "☐"),
        ("(cid:168)", "Wingdings", "☐"),
        ("a", "Helvetica", "a"),
        ("(cid:168)", "Helvetica", "(cid:168)"),
    ],
)
def test_signs_of_symbol_fonts(sign: str, font: str, drawn: str) -> None:
    assert from_symbol_font(sign, font) == drawn


@given(st.lists(st.text("abcåäöABC.,-", min_size=2, max_size=8), min_size=1, max_size=8))
def test_words_with_spaces_come_back_as_they_were_written(words: list[str]) -> None:
    assert texts(letters(" ".join(words))) == words


def test_text_in_the_margin_is_kept_aside(read: Read, make_pdf: Make) -> None:
    def draw(sheet: canvas.Canvas) -> None:
        sheet.drawString(80, HEIGHT - 100, "Utredningen är klar.")
        sheet.saveState()
        sheet.translate(30, 300)
        sheet.rotate(90)
        sheet.drawString(0, 0, "INKOM 2024-03-12")
        sheet.restoreState()

    document = read(make_pdf(draw))
    assert [(block.kind, document.slice(block.span)) for block in document.blocks] == [
        (BlockKind.PARAGRAPH, "Utredningen är klar."),
        (BlockKind.BOILERPLATE, "INKOM 2024-03-12"),
    ]
    place = document.textmap.crop(document.blocks[1].span)
    assert place is not None
    assert place[1].bottom - place[1].top > 60
    assert place[1].x1 - place[1].x0 < 20


@pytest.mark.parametrize("quarter", [90, 270])
def test_a_page_drawn_sideways_is_read_and_keeps_its_places(read: Read, make_pdf: Make, quarter: int) -> None:
    def draw(sheet: canvas.Canvas) -> None:
        sheet.translate(300, 400)
        sheet.rotate(quarter)
        for at in range(6):
            sheet.drawString(-200, 60 - 14 * at, f"Rad {at} i en text som ligger på sidan och går att läsa.")

    document = read(make_pdf(draw))
    assert [f"Rad {at}" in document.text for at in range(6)] == [True] * 6
    assert document.text.index("Rad 0") < document.text.index("Rad 5")
    place = document.textmap.crop(document.blocks[0].span)
    assert place is not None
    assert place[1].bottom - place[1].top > place[1].x1 - place[1].x0


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (50, 50, 500, 700)])
def test_places_are_those_of_the_sheet_that_is_shown(
    read: Read, turned: int, crop: tuple[int, int, int, int] | None
) -> None:
    import io

    import pypdfium2

    target = io.BytesIO()
    sheet = canvas.Canvas(target, pagesize=(600, 800))
    sheet.setPageRotation(turned)
    if crop:
        sheet.setCropBox(crop)
    sheet.setFont("Helvetica", 20)
    sheet.drawString(200, 350, "Larm")
    sheet.save()
    document = read(target.getvalue())
    place = document.textmap.crop(document.blocks[0].span)
    assert place is not None
    # The picture of the page is dark where the word is said to stand, and nowhere else.
    picture = pypdfium2.PdfDocument(target.getvalue())[0].render(scale=1).to_pil().convert("L")
    dark = picture.point(lambda tone: 255 if tone < 128 else 0).getbbox()
    assert dark is not None
    box = place[1]
    assert box.x0 - 6 <= dark[0] <= dark[2] <= box.x1 + 6
    assert box.top - 6 <= dark[1] <= dark[3] <= box.bottom + 6
