"""How a PDF page is set: columns, labels and values, tables, and what is repeated on every page."""

from collections.abc import Callable, Sequence

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from lexsarah.records import BlockKind, ParsedDocument

Read = Callable[..., ParsedDocument]
Make = Callable[..., bytes]
Sheet = canvas.Canvas
HEIGHT = A4[1]

PROSE = (
    "Den som hade ansvaret för besöken",
    "den kvällen hade inte fått veta att",
    "någon väntade på hjälp i sin lägenhet,",
    "och ingen annan på enheten kände till",
    "vad som hade bestämts för mannen.",
    "Larmet gick fram till nattpatrullen, som",
    "var hos en annan person och inte hann",
    "dit förrän nästa morgon vid sjutiden.",
)


def fields(document: ParsedDocument) -> list[tuple[str, str]]:
    return [
        (document.slice(block.label), document.slice(block.value))
        for block in document.blocks
        if block.kind is BlockKind.FIELD and block.label is not None and block.value is not None
    ]


def put(sheet: Sheet, rows: Sequence[tuple[float, float, str]], font: str = "Helvetica", size: float = 9.5) -> None:
    sheet.setFont(font, size)
    for x, y, words in rows:
        sheet.drawString(x, y, words)


@pytest.mark.parametrize("off", [0, 5])
@pytest.mark.parametrize("right", [8, 5])
def test_columns_under_a_heading_and_over_a_paragraph(read: Read, make_pdf: Make, off: float, right: int) -> None:
    whole = (
        "Det som står här går över hela sidans bredd och hör till båda spalterna som står ovanför, i tur och ordning."
    )

    def draw(sheet: Sheet) -> None:
        put(sheet, [(56, 780, "Utredning enligt lex Sarah om ett uteblivet besök hos en man i eget boende")], size=14)
        put(sheet, [(56, 750 - 13 * at, f"v{at} {line}") for at, line in enumerate(PROSE)])
        put(sheet, [(310, 750 - off - 13 * at, f"h{at} {line}") for at, line in enumerate(PROSE[:right])])
        put(sheet, [(56, 600, whole), (56, 587, "Den sista raden.")])

    text = read(make_pdf(draw)).text
    marks = [*(f"v{at}" for at in range(8)), *(f"h{at}" for at in range(right)), "Det som står här"]
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)


def test_pairs_two_on_a_row_told_by_white_space(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        put(
            sheet,
            [
                (56, 740, "Ärendenummer"), (150, 740, "SN 24/17"), (310, 740, "Beslutsdatum"), (400, 740, "2024-03-04"),
                (56, 722, "Beslutsfattare"), (150, 722, "Siv Ek"), (310, 722, "Delegationspunkt"),
                (56, 704, "Enhetens namn"), (150, 704, "Villa Solsidan, korttids-"),
                (56, 692, "och ort"), (150, 692, "boende i Mora"),
            ],
        )  # fmt: skip

    assert fields(read(make_pdf(draw))) == [
        ("Ärendenummer", "SN 24/17"),
        ("Beslutsdatum", "2024-03-04"),
        ("Beslutsfattare", "Siv Ek"),
        ("Delegationspunkt", ""),
        ("Enhetens namn och ort", "Villa Solsidan, korttidsboende i Mora"),
    ]


def test_a_long_value_beside_its_label(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        put(
            sheet, [(56, 740, "Händelsen"), (56, 600, "Följder"), (180, 600, "Ingen kom till skada.")], "Helvetica-Bold"
        )
        sheet.setFillColorRGB(1, 1, 1)
        sheet.rect(178, 595, 200, 14, stroke=0, fill=1)
        sheet.setFillColorRGB(0, 0, 0)
        put(sheet, [(180, 740 - 12 * at, line) for at, line in enumerate(PROSE)])

    found = fields(read(make_pdf(draw)))
    assert found[0] == ("Händelsen", " ".join(PROSE))


@pytest.mark.parametrize("framed", ["table", "frames"])
def test_small_labels_over_their_values(read: Read, make_pdf: Make, framed: str) -> None:
    def draw(sheet: Sheet) -> None:
        for at, (label, value) in enumerate(
            (("Enhet", "Hemtjänst Norr"), ("Tillstånd", ""), ("Vad hände?", "Ett larm gick sönder."))
        ):
            y = 700 - (30 if framed == "table" else 40) * at
            sheet.rect(56, y, 300, 30)
            put(sheet, [(60, y + 20, label)], size=7)
            put(sheet, [(60, y + 7, value)])

    assert fields(read(make_pdf(draw))) == [
        ("Enhet", "Hemtjänst Norr"),
        ("Tillstånd", ""),
        ("Vad hände?", "Ett larm gick sönder."),
    ]


def test_cells_that_hold_label_and_value_each(read: Read, make_pdf: Make) -> None:
    rows = (
        ("Enhet", "Vuxenteamet", "Datum för rapport", "2021-09-06"),
        ("Rapporterad av", "Selma Nilsberg", "Datum och tidpunkt för händelsen", "2021-08-26 - 2021-09-03"),
        ("Utredare", "Henrik Asp", "Datum när utredningen påbörjades", "2021-09-10"),
    )

    def draw(sheet: Sheet) -> None:
        for at, row in enumerate(rows):
            y = 700 - 16 * at
            for x, label, value in ((60, *row[:2]), (300, *row[2:])):
                sheet.rect(x - 4, y - 5, 240, 16)
                put(sheet, [(x, y, label)], "Helvetica-Bold", 8)
                put(sheet, [(x + sheet.stringWidth(label, "Helvetica-Bold", 8) + 3, y, value)], size=8)

    assert fields(read(make_pdf(draw))) == [pair for row in rows for pair in (row[:2], row[2:])]


def test_a_table_with_a_head_stays_rows(read: Read, make_pdf: Make) -> None:
    rows = (
        ("Åtgärd", "Ansvarig", "Uppdaterad"),
        ("Ny skriftlig rutin för", "Siv Ek", "2024-05-01"),
        ("Nytt larm", "Per Ahl", "2024-06-01"),
    )

    def draw(sheet: Sheet) -> None:
        for y in (740, 722, 692, 674):
            sheet.line(56, y, 440, y)
        for x in (56, 200, 320, 440):
            sheet.line(x, 674, x, 740)
        for at, row in enumerate(rows):
            y = (727, 710, 680)[at]
            put(
                sheet,
                [(60 + (0, 144, 264)[n], y, cell) for n, cell in enumerate(row)],
                "Helvetica-Bold" if not at else "Helvetica",
            )
        put(sheet, [(60, 698, "överlämning")])

    document = read(make_pdf(draw))
    assert [document.slice(block.span).split("\t") for block in document.blocks] == [
        ["Åtgärd", "Ansvarig", "Uppdaterad"],
        ["Ny skriftlig rutin för överlämning", "Siv Ek", "2024-05-01"],
        ["Nytt larm", "Per Ahl", "2024-06-01"],
    ]
    assert {block.kind for block in document.blocks} == {BlockKind.TABLE}


def test_a_word_too_long_for_its_cell_is_whole(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        for y in (740, 722, 690):
            sheet.line(56, y, 300, y)
        for x in (56, 134, 300):
            sheet.line(x, 690, x, 740)
        put(sheet, [(60, 727, "Ansvarig"), (138, 727, "Åtgärd")], "Helvetica-Bold")
        put(sheet, [(60, 710, "Verksamhetsch"), (60, 698, "ef"), (138, 710, "Ny rutin")], size=10.5)

    assert "Verksamhetschef\tNy rutin" in read(make_pdf(draw)).text


def test_two_pages_with_header_footer_and_number(read: Read, make_pdf: Make) -> None:
    def page(number: int, words: str) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            put(sheet, [(56, HEIGHT - 40, "Mora kommun"), (480, HEIGHT - 40, f"Sida {number} (2)")])
            put(sheet, [(56, HEIGHT - 100, words)])
            put(sheet, [(56, 40, "Postadress: Box 40, 999 40 Exempelstad")])

        return draw

    document = read(make_pdf(page(1, "Det första stycket är kort."), page(2, "Det andra stycket är kort.")))
    found = [(document.slice(block.span), block.kind) for block in document.blocks]
    assert [kind for text, kind in found if text.startswith(("Sida", "Postadress"))] == [BlockKind.BOILERPLATE] * 4
    assert [text for text, kind in found if kind is not BlockKind.BOILERPLATE] == [
        "Mora kommun",
        "Det första stycket är kort.",
        "Det andra stycket är kort.",
    ]


def test_a_page_number_alone(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        put(sheet, [(56, 700, "Det enda stycket är kort."), (290, 30, "1")])

    document = read(make_pdf(draw))
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH, BlockKind.BOILERPLATE]


def test_a_value_goes_on_over_the_page(read: Read, make_pdf: Make) -> None:
    def first(sheet: Sheet) -> None:
        put(sheet, [(56, 740, "Enhet:"), (180, 740, "Hemtjänst Norr"), (56, 90, "Följder:")])
        put(sheet, [(180, 90, "Mannen fick vänta i tre dygn på hjälp och blev")])

    def second(sheet: Sheet) -> None:
        put(sheet, [(180, 760, "mycket orolig."), (56, 720, "Utredare:"), (180, 720, "Siv Ek")])

    assert fields(read(make_pdf(first, second))) == [
        ("Enhet", "Hemtjänst Norr"),
        ("Följder", "Mannen fick vänta i tre dygn på hjälp och blev mycket orolig."),
        ("Utredare", "Siv Ek"),
    ]


@pytest.mark.parametrize(
    ("ending", "beginning", "joined"),
    [
        ("va", "rit", "varit"),
        ("välbe", "finnande", "välbefinnande"),
        ("tv", "apparat", "tv-apparat"),
        ("it", "stöd", "it-stöd"),
    ],
)
def test_pieces_of_two_letters(read: Read, make_pdf: Make, ending: str, beginning: str, joined: str) -> None:
    first = f"Den som hade ansvaret för besöken den kvällen hade inte fått veta hur länge det hade {ending}-"
    assert joined in read(make_pdf(f"{first}\n{beginning} så.")).text


@pytest.mark.parametrize("number", ["1.2.3 Bakgrund", "§ 41 Utredning enligt lex Sarah", "a) Larmet byttes"])
def test_numbering_stays_with_its_words(read: Read, make_pdf: Make, number: str) -> None:
    mark, words = number.split(" ", 1)

    def draw(sheet: Sheet) -> None:
        put(sheet, [(56, 700, mark), (90, 700, words), (56, 680, "Det som hände är allvarligt.")])

    assert number in read(make_pdf(draw)).text.replace("\t", " ")
