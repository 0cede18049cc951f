"""PDF: paragraphs, cells, boxes, furniture, and the way back to every word."""

import io
from collections.abc import Callable

import pdfplumber
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from lexsarah.errors import CorruptFile, EncryptedFile, FileTooLarge, NoTextLayer
from lexsarah.ingest import Limits
from lexsarah.parse.tidy import compose, marks_lead
from lexsarah.records import BlockKind, ParsedDocument, Span

Read = Callable[..., ParsedDocument]
Make = Callable[..., bytes]
HEIGHT = A4[1]

LONG = (
    "Den 16 april uteblev tre besök hos en man som bor ensam i sin lägenhet. Mannen behöver hjälp med mat, och\n"
    "hemtjänsten skulle ha kommit morgon, middag och kväll. Dottern ringde till nattpatrullen och frågade varför.\n"
)


def kinds(document: ParsedDocument) -> list[tuple[BlockKind, str]]:
    return [(block.kind, document.slice(block.span)) for block in document.blocks]


def test_lines_of_a_paragraph_are_joined_and_hyphens_resolved(read: Read, make_pdf: Make) -> None:
    document = read(
        make_pdf(
            "Den 16 april uteblev tre besök hos en man som bor ensam i sin lägenhet. Mannen behöver hjälp av hem-\n"
            "tjänsten tre gånger om dagen. Förvaltningen fick veta om det som hade hänt genom en lex Sarah-\n"
            "rapport, och handläggaren enligt LSS på enheten för vård- och omsorg kontaktades av chefen. Vård-\n"
            "och omsorgsnämnden fick veta det i maj."
        )
    )
    assert "av hemtjänsten tre" in document.text
    assert "lex Sarah-rapport, och" in document.text
    assert "Vård- och omsorgsnämnden" in document.text
    assert "\n" not in document.text


@pytest.mark.parametrize(
    ("ending", "beginning", "joined"),
    [
        ("LSS-", "boende", "LSS-boende"),
        ("e-", "post", "e-post"),
        ("2020-", "talet", "2020-talet"),
        ("social-", "Tjänsten", "social-Tjänsten"),
        ("kväll -", "men", "kväll - men"),
    ],
)
def test_hyphens_that_stay(read: Read, make_pdf: Make, ending: str, beginning: str, joined: str) -> None:
    first = f"Den som hade ansvaret för besöken den kvällen hade inte fått veta att någon behövde hjälp {ending}"
    assert joined in read(make_pdf(f"{first}\n{beginning} fanns det inte någon som visste.")).text


def test_paragraphs_lists_and_short_lines_stay_apart(read: Read, make_pdf: Make) -> None:
    document = read(
        make_pdf(LONG + "\n" + LONG + "• Ett larm byttes\n• Listan är ny\nAnna Björk, chef\nPer Ahl, utredare")
    )
    words = [text for _, text in kinds(document)]
    assert words[0].endswith("frågade varför.")
    assert words[2:] == ["• Ett larm byttes", "• Listan är ny", "Anna Björk, chef", "Per Ahl, utredare"]


def test_every_run_maps_back_to_a_word_on_its_page(read: Read, make_pdf: Make) -> None:
    content = make_pdf(LONG, "Andra sidan handlar om något annat.\n\n" + LONG)
    document = read(content)
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            boxes = {(round(word["x0"], 2), round(word["top"], 2)): word["text"] for word in page.extract_words()}
            runs = [run for run in document.textmap.runs if run.page == number]
            assert len(runs) == len(boxes)
            for run in runs:
                assert run.box is not None
                assert document.slice(run.span) == boxes[run.box.x0, run.box.top]
    start = document.text.index("Andra")
    assert document.textmap.page(start) == 2
    assert document.textmap.page(start - 3) == 1
    assert [run.page for run in document.textmap.boxes(Span(start, start + 5))] == [2]


def test_hyphenated_word_has_both_its_boxes(read: Read, make_pdf: Make) -> None:
    first = "Den som hade ansvaret för besöken den kvällen hade inte fått veta att någon väntade på hem-"
    document = read(make_pdf(f"{first}\ntjänsten i sin lägenhet."))
    start = document.text.index("hemtjänsten")
    runs = list(document.textmap.boxes(Span(start, start + len("hemtjänsten"))))
    assert [document.slice(run.span) for run in runs] == ["hem", "tjänsten"]
    assert runs[0].box is not None
    assert runs[1].box is not None
    assert runs[0].box.top < runs[1].box.top


def test_headers_footers_and_page_numbers(read: Read, make_pdf: Make) -> None:
    def page(number: int, text: str) -> Callable[[canvas.Canvas], None]:
        def draw(sheet: canvas.Canvas) -> None:
            sheet.setFont("Helvetica", 9)
            sheet.drawString(56, HEIGHT - 40, "Videsjö kommun, socialförvaltningen")
            sheet.drawCentredString(300, 30, f"{number}(3)")
            sheet.drawString(56, HEIGHT - 90, text)

        return draw

    document = read(
        make_pdf(
            page(1, "Att ingen kom till mannen under tre dygn är en påtaglig risk för hans liv och hans trygghet och"),
            page(2, "hälsa. Händelsen är allvarlig."),
            page(3, "Bilaga saknas i ärendet."),
        )
    )
    found = kinds(document)
    headers = [kind for kind, text in found if "socialförvaltningen" in text]
    assert headers == [BlockKind.PARAGRAPH, BlockKind.BOILERPLATE, BlockKind.BOILERPLATE]
    assert [kind for kind, text in found if text.endswith("(3)")] == [BlockKind.BOILERPLATE] * 3
    assert any("trygghet och hälsa. Händelsen" in text for _, text in found)
    assert document.textmap.page(document.text.index("hälsa")) == 2


def test_ruled_cells_hold_labels_and_values(read: Read, make_pdf: Make) -> None:
    def draw(sheet: canvas.Canvas) -> None:
        for y in (700, 740, 780):
            sheet.line(56, y, 540, y)
        for x in (56, 300, 540):
            sheet.line(x, 700, x, 780)
        for x, y, label, value in (
            (60, 770, "Enhet", "Hemtjänst Strandängen"),
            (304, 770, "Datum för rapport", "2023-04-18"),
            (60, 730, "Särskilda omständigheter", "Stängd väg"),
            (304, 730, "Datum när utredningen avslutades", ""),
        ):
            sheet.setFont("Helvetica", 7)
            sheet.drawString(x, y, label)
            sheet.setFont("Helvetica", 10)
            sheet.drawString(x, y - 14, value)

    document = read(make_pdf(draw))
    found = [
        (document.slice(block.label), document.slice(block.value))
        for block in document.blocks
        if block.label is not None and block.value is not None
    ]
    assert found == [
        ("Enhet", "Hemtjänst Strandängen"),
        ("Datum för rapport", "2023-04-18"),
        ("Särskilda omständigheter", "Stängd väg"),
        ("Datum när utredningen avslutades", ""),
    ]


@pytest.mark.parametrize("cross", ["lines", "letter", "none"])
def test_drawn_boxes(read: Read, make_pdf: Make, cross: str) -> None:
    def draw(sheet: canvas.Canvas) -> None:
        sheet.setFont("Helvetica", 10)
        for at, label in enumerate(("SoL", "LSS")):
            y = 700 - at * 20
            sheet.rect(60, y - 1, 9, 9)
            sheet.drawString(74, y, label)
        if cross == "lines":
            sheet.line(61, 680, 68, 687)
            sheet.line(61, 687, 68, 680)
        elif cross == "letter":
            sheet.drawString(61.5, 680, "X")

    document = read(make_pdf(draw))
    found = [(document.slice(one.label), one.checked) for one in document.blocks if one.label is not None]
    assert found == [("SoL", False), ("LSS", cross != "none")]


def test_filled_form_fields(read: Read, make_pdf: Make) -> None:
    def draw(sheet: canvas.Canvas) -> None:
        sheet.drawString(60, 700, "Enhet:")
        sheet.acroForm.textfield(name="enhet", value="Hemtjänst Norr", x=110, y=694, width=200, height=18)
        sheet.drawString(80, 660, "SoL")
        sheet.acroForm.checkbox(name="sol", checked=True, x=60, y=658, size=12)
        sheet.drawString(80, 640, "LSS")
        sheet.acroForm.checkbox(name="lss", checked=False, x=60, y=638, size=12)

    document = read(make_pdf(draw))
    assert "Hemtjänst Norr" in document.text
    found = [
        (document.slice(one.label), one.checked)
        for one in document.blocks
        if one.kind is BlockKind.CHECKBOX and one.label
    ]
    assert found == [("SoL", True), ("LSS", False)]


def test_headings_by_size_and_weight(read: Read, make_pdf: Make) -> None:
    def draw(sheet: canvas.Canvas) -> None:
        for font, size, y, text in (
            ("Helvetica-Bold", 18, 780, "Rapport om missförhållande"),
            ("Helvetica-Bold", 11, 740, "Det som inträffade under helgen"),
            ("Helvetica", 10, 720, "Mannen fick ingen mat på lördagen."),
            ("Helvetica", 14, 690, "Läget i dag"),
            ("Helvetica", 10, 670, "Mannen mår bra."),
        ):
            sheet.setFont(font, size)
            sheet.drawString(56, y, text)

    document = read(make_pdf(draw))
    assert [kind for kind, _ in kinds(document)] == [
        BlockKind.TITLE,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]
    assert document.title == "Rapport om missförhållande"


def test_two_columns_are_read_one_after_the_other(read: Read, make_pdf: Make) -> None:
    def draw(sheet: canvas.Canvas) -> None:
        sheet.setFont("Helvetica", 10)
        for at in range(16):
            sheet.drawString(56, 760 - at * 13, f"vänster rad {at} med flera ord i samma spalt")
            sheet.drawString(320, 760 - at * 13, f"höger rad {at} med flera ord i samma spalt")

    text = read(make_pdf(draw)).text
    assert text.index("vänster rad 15") < text.index("höger rad 0")


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("fo¨rsa¨ttning pa˚ a¨ldreboende", "försättning på äldreboende"),
        ("f¨ors¨attning p˚a ¨aldre", "försättning på äldre"),
    ],
)
def test_spacing_marks_are_composed(written: str, read_as: str) -> None:
    assert compose(written, marks_lead=marks_lead(written)) == read_as


def test_synthetic_mark_as_libreoffice_writes_it(read: Read, make_pdf: Make) -> None:
    assert read(make_pdf("Hej alla.", keywords="synthetic, true, Påhittat, exempel")).synthetic
    assert not read(make_pdf("Hej alla.", keywords="synthetic, untrue")).synthetic


def test_synthetic_mark(read: Read, make_pdf: Make) -> None:
    assert read(make_pdf("Hej på dig.", keywords="synthetic: true; påhittat")).synthetic
    assert not read(make_pdf("Hej på dig.")).synthetic


def test_blank_page_is_an_issue(read: Read, make_pdf: Make) -> None:
    document = read(make_pdf("Första sidan.", lambda _: None, "Tredje sidan."))
    assert [(issue.code, issue.page) for issue in document.issues] == [("blank_page", 2)]
    assert document.textmap.page(document.text.index("Tredje")) == 3


def test_bad_files(read: Read, make_pdf: Make) -> None:
    with pytest.raises(NoTextLayer):
        read(make_pdf(lambda sheet: sheet.rect(50, 50, 100, 100, fill=1)))
    with pytest.raises(EncryptedFile, match="password"):
        read(make_pdf("Hemligt", password="lösenord"))
    with pytest.raises(CorruptFile):
        read(b"%PDF-1.7\nthis is no PDF")
    whole = make_pdf("Hej")
    with pytest.raises(CorruptFile):
        read(whole[: len(whole) // 3])
    with pytest.raises(FileTooLarge, match="2 pages"):
        read(make_pdf("a", "b", "c"), Limits(max_pages=2))
    with pytest.raises(FileTooLarge, match="characters"):
        read(make_pdf(LONG), Limits(max_characters=100))


def test_owner_password_alone_locks_nothing(read: Read) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    target = io.BytesIO()
    sheet = canvas.Canvas(target, encrypt=StandardEncryption("", ownerPassword="chef", canPrint=0))
    sheet.drawString(50, 700, "Utredningen klar.")
    sheet.save()
    assert read(target.getvalue()).text == "Utredningen klar."


@pytest.mark.parametrize("seed", range(25))
def test_damaged_bytes_give_an_error_or_a_document(read: Read, make_pdf: Make, seed: int) -> None:
    import random

    from lexsarah.errors import UnreadableFile

    chance = random.Random(seed)  # noqa: S311  (damage, not secrets)
    content = bytearray(make_pdf(LONG, LONG))
    for _ in range(30):
        content[chance.randrange(20, len(content))] = chance.randrange(256)
    try:
        document = read(bytes(content))
    except UnreadableFile:
        return
    assert all(block.span.end <= len(document.text) for block in document.blocks)
