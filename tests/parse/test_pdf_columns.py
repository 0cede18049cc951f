"""Columns of a PDF that something stands in the way of, and tables that look like columns."""

from collections.abc import Callable, Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen import canvas

from lexsarah.records import ParsedDocument

Read = Callable[..., ParsedDocument]
Make = Callable[..., bytes]
Sheet = canvas.Canvas

LEFT, RIGHT, WIDTH = 56.0, 310.0, 240.0
"""Left edges of the columns and the width of each, in points."""

SIZE, PITCH = 10.0, 13.0
PROSE = (
    "Den som hade ansvaret för besöken den kvällen hade inte fått veta att någon väntade på hjälp i sin lägenhet, och "
    "ingen annan på enheten kände till vad som hade bestämts för mannen. Larmet gick fram till nattpatrullen, som var "
    "hos en annan person och inte hann dit förrän nästa morgon vid sjutiden. Mannen hade då legat på golvet hela "
    "natten och var kall och mycket orolig, men behövde inte föras till sjukhus."
).split()


def prose(mark: str, lines: int, width: float = WIDTH) -> list[str]:
    """Return lines of running text that fill a width, the first of which begins with a mark."""
    words = iter([mark, *PROSE * (lines // 3 + 1)])
    result, line = [], next(words)
    for word in words:
        if stringWidth(f"{line} {word}", "Helvetica", SIZE) <= width:
            line += f" {word}"
        else:
            result.append(line)
            line = word
    return result[:lines]


def put(sheet: Sheet, x: float, y: float, lines: Sequence[str], size: float = SIZE) -> float:
    """Draw lines one under the other and return where the next would stand."""
    sheet.setFont("Helvetica", size)
    for line in lines:
        sheet.drawString(x, y, line)
        y -= PITCH
    return y


def in_order(text: str, marks: Sequence[str]) -> bool:
    places = [text.index(mark) for mark in marks]
    return places == sorted(places)


def test_a_word_that_runs_over_the_gutter_leaves_the_columns(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        y = put(sheet, LEFT, 750, prose("Vett", 12))
        y = put(sheet, LEFT, y, ["M" * 40])
        put(sheet, LEFT, y, prose("Vtvå", 12))
        put(sheet, RIGHT, 752, [*prose("Hett", 12), *prose("Htvå", 12)])

    assert in_order(read(make_pdf(draw)).text, ["Vett", "MMMM", "Vtvå", "Hett", "Htvå"])


def test_a_line_over_both_columns_parts_them(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        for x, side in ((LEFT, "V"), (RIGHT, "H")):
            put(sheet, x, 750, prose(f"{side}ett", 10))
            put(sheet, x, 560, prose(f"{side}två", 10))
        put(sheet, LEFT, 590, ["Rubriken är så lång att den går in över båda spalterna som hör till den"], 14)

    assert in_order(read(make_pdf(draw)).text, ["Vett", "Hett", "Rubriken", "Vtvå", "Htvå"])


def test_a_short_heading_over_both_columns_parts_them(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        put(sheet, LEFT, 750, prose("Vett", 8))
        put(sheet, RIGHT, 750, prose("Hett", 7))
        put(sheet, LEFT, 620, ["1. Utredningen"], 17)
        put(sheet, LEFT, 592, prose("Vtvå", 14))
        put(sheet, RIGHT, 592, prose("Htvå", 14))

    assert in_order(read(make_pdf(draw)).text, ["Vett", "Hett", "1. Utredningen", "Vtvå", "Htvå"])


def test_a_heading_in_a_column_stays_in_it(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        put(sheet, LEFT, 750, prose("Vett", 8))
        put(sheet, LEFT, 620, ["1. Utredningen"], 17)
        put(sheet, LEFT, 592, prose("Vtvå", 14))
        put(sheet, RIGHT, 750, prose("Hett", 9))
        put(sheet, RIGHT, 618, prose("Htvå", 16))

    assert in_order(read(make_pdf(draw)).text, ["Vett", "1. Utredningen", "Vtvå", "Hett", "Htvå"])


def test_few_lines_at_the_margins_of_columns_before(read: Read, make_pdf: Make) -> None:
    def first(sheet: Sheet) -> None:
        put(sheet, LEFT, 750, prose("Vett", 20))
        put(sheet, RIGHT, 750, prose("Hett", 20))

    def last(sheet: Sheet) -> None:
        put(sheet, LEFT, 740, ["Avslutning"], 12)
        put(sheet, LEFT, 724, prose("Vtvå", 3))
        put(sheet, RIGHT, 750, [*prose("Htvå", 2), "", "Slutord", "Siv Ek"])

    marks = ["Avslutning", "Vtvå", "Htvå", "Slutord", "Siv Ek"]
    assert in_order(read(make_pdf(first, last)).text, ["Vett", "Hett", *marks])
    assert not in_order(read(make_pdf(last)).text, marks)


def test_labels_and_values_at_the_margins_of_columns_before_stay_rows(read: Read, make_pdf: Make) -> None:
    rows = (("Diarienummer", "SN 24/17"), ("Beslutsfattare", "Siv Ek"), ("Enhet", "Hemtjänst Norr"), ("Ort", "Mora"))

    def first(sheet: Sheet) -> None:
        put(sheet, LEFT, 750, prose("Vett", 20))
        put(sheet, RIGHT, 750, prose("Hett", 20))

    def last(sheet: Sheet) -> None:
        for at, (label, value) in enumerate(rows):
            put(sheet, LEFT, 740 - 16 * at, [label])
            put(sheet, RIGHT, 740 - 16 * at, [value])

    assert in_order(read(make_pdf(first, last)).text, ["Hett", *(words for row in rows for words in row)])


def test_an_unruled_table_whose_cells_are_running_text(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        y = 750.0
        for at, (middle, last) in enumerate(((5, 3), (4, 4), (6, 2), (5, 4))):
            put(sheet, LEFT, y, [f"2024-0{at + 1}-04"])
            put(sheet, 140, y, prose(f"Händelse{at}", middle, 180))
            put(sheet, 340, y, prose(f"Åtgärd{at}", last, 180))
            y -= PITCH * max(middle, last) + 6

    marks = [mark for at in range(4) for mark in (f"2024-0{at + 1}-04", f"Händelse{at}", f"Åtgärd{at}")]
    assert in_order(read(make_pdf(draw)).text, marks)


def test_a_table_of_two_cells_of_running_text(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        y = 750.0
        for at, (left, right) in enumerate(((5, 3), (4, 4), (3, 6), (5, 4))):
            put(sheet, LEFT, y, prose(f"Händelse{at}", left))
            put(sheet, RIGHT, y, prose(f"Åtgärd{at}", right))
            y -= PITCH * max(left, right) + 6

    assert in_order(read(make_pdf(draw)).text, [f"{name}{at}" for at in range(4) for name in ("Händelse", "Åtgärd")])


def test_paragraphs_that_begin_level_stay_in_columns(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        for x, side in ((LEFT, "V"), (RIGHT, "H")):
            y = 750.0
            for at in range(4):
                y = put(sheet, x, y, prose(f"{side}{at}", 4)) - 6

    assert in_order(read(make_pdf(draw)).text, [f"{side}{at}" for side in "VH" for at in range(4)])


def test_a_line_with_wide_gaps_beside_a_label_is_running_text(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        put(sheet, LEFT, 750, ["Orsaker:"])
        full = "genomförandeplanen var inte känd för någon"
        end = 150 + stringWidth(full, "Helvetica", SIZE)
        put(sheet, 150, 750, [full])
        for word, x in (("av", 150.0), ("de", 250.0)):
            put(sheet, x, 750 - PITCH, [word])
        put(sheet, end - stringWidth("vikarier", "Helvetica", SIZE), 750 - PITCH, ["vikarier"])
        put(sheet, 150, 750 - 2 * PITCH, ["som arbetade där den kvällen."])

    assert "någon av de vikarier som arbetade" in " ".join(read(make_pdf(draw)).text.split())
