"""PDFs of pictures: which pages are read by OCR, which text layers are believed, and what is said of the rest."""

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from lexsarah.errors import NoTextLayer, OcrUnavailable
from lexsarah.ingest import Limits
from lexsarah.parse.pdf import scanned
from lexsarah.parse.pdf.rendering import Rendering
from lexsarah.parse.scan.budget import Scans
from lexsarah.records import BlockKind, ParsedDocument, TextSource

Read = Callable[..., ParsedDocument]
Make = Callable[..., bytes]
Pictures = Callable[..., list[Image.Image]]
DPI = 200

TEXT = (
    "Den boende hittades på golvet av personalen på morgonen och hade inte\n"
    "fått hjälp under natten, trots att larmet hade gått flera gånger.\n"
    "Enhetschefen har utrett händelsen enligt lex Sarah och bedömer att det\n"
    "är ett missförhållande. Åtgärderna är att rutinen för larm ändras."
)
LINES = " ".join(TEXT.split())
LAYER, OCR, NONE = TextSource.LAYER, TextSource.OCR, TextSource.NONE


@pytest.fixture
def page(make_pdf: Make, pictures: Pictures) -> Image.Image:
    return pictures(make_pdf(TEXT), DPI)[0]


def searchable(*pages: tuple[Image.Image, str]) -> bytes:
    """A PDF of pictures with words that are not seen over them."""
    target = io.BytesIO()
    sheet = canvas.Canvas(target, pagesize=A4, invariant=1)
    for picture, words in pages:
        held = io.BytesIO()
        picture.save(held, "PNG")
        sheet.drawImage(ImageReader(held), 0, 0, *A4)
        text = sheet.beginText(56, A4[1] - 80)
        text.setFont("Helvetica", 10)
        text.setTextRenderMode(3)
        for line in words.split("\n"):
            text.textLine(line)
        sheet.drawText(text)
        sheet.showPage()
    sheet.save()
    return target.getvalue()


def sources(document: ParsedDocument) -> list[TextSource]:
    return [one.source for one in document.textmap.pages]


def codes(document: ParsedDocument) -> list[tuple[str, int | None]]:
    return [(issue.code, issue.page) for issue in document.issues]


def test_scanned_pages_are_read(
    read: Read, scanned: Make, page: Image.Image, make_pdf: Make, pictures: Pictures
) -> None:
    (other,) = pictures(make_pdf("Bilaga till utredningen om ett larm."), DPI)
    document = read(scanned(page, other))
    assert sources(document) == [OCR, OCR]
    assert document.text == f"{LINES}\n\nBilaga till utredningen om ett larm."
    assert codes(document) == []
    assert document.evidence(document.blocks[0].span).ocr


def test_a_page_whose_words_lie_past_the_length_it_states_is_not_called_blank(read: Read, make_pdf: Make) -> None:
    words = make_pdf("Larmet gick flera timmar under natten.", "Rutinen ändras i maj.")
    first, second = re.findall(rb"/Length (\d+)", words)[:2]
    broken = words.replace(b"/Length " + second, b"/Length " + b"0".rjust(len(second)), 1)
    assert first != second
    document = read(broken)
    assert sources(document) == [LAYER, OCR]
    assert document.text.endswith("Rutinen ändras i maj.")


def test_only_the_pages_that_need_it(read: Read, make_pdf: Make, page: Image.Image) -> None:
    held = io.BytesIO()
    page.save(held, "PNG")

    def scan(sheet: canvas.Canvas) -> None:
        sheet.drawImage(ImageReader(held), 0, 0, *A4)

    document = read(make_pdf("Följebrev från enheten.", scan, lambda _: None))
    assert sources(document) == [LAYER, OCR, NONE]
    assert codes(document) == [("blank_page", 3)]
    assert [document.read_by_ocr(block.span) for block in document.blocks][:2] == [False, True]


def test_a_page_with_words_and_drawings_is_never_rendered(
    read: Read, make_pdf: Make, monkeypatch: pytest.MonkeyPatch, page: Image.Image
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Rendering, "sheet", fail)
    held = io.BytesIO()
    page.resize((300, 200)).save(held, "PNG")

    def draw(sheet: canvas.Canvas) -> None:
        sheet.drawImage(ImageReader(held), 300, 500, 150, 100)
        sheet.rect(50, 50, 200, 100)
        sheet.drawString(56, 760, "Enheten har fått ett nytt larm.")

    assert sources(read(make_pdf(draw))) == [LAYER]


def test_a_stamp_over_a_scan_is_no_text_layer(read: Read, page: Image.Image) -> None:
    document = read(searchable((page, "Dnr SN 2024/17 sida 1")))
    assert sources(document) == [OCR]
    assert LINES in document.text.replace("\n", " ")


def test_a_text_layer_that_agrees_is_kept(read: Read, page: Image.Image) -> None:
    document = read(searchable((page, TEXT), (page, TEXT.replace("golvet", "mattan"))))
    assert sources(document) == [LAYER, LAYER]
    assert document.textmap.pages[0].agreement == 1.0
    assert "mattan" in document.text
    assert codes(document) == []


def test_a_text_layer_of_other_words_is_not_believed(read: Read, page: Image.Image) -> None:
    other = "Nämnden har fattat beslut om budgeten för nästa år och ger förvaltningen i\nuppdrag att följa den.\n" * 2
    document = read(searchable((page, other), (page, other)))
    assert sources(document) == [OCR, OCR]
    assert "budgeten" not in document.text
    assert min(one.agreement for one in document.textmap.pages if one.agreement is not None) < 0.3


def test_garbage_layers_are_read_by_ocr_and_kept_where_it_is_off(read: Read, page: Image.Image) -> None:
    broken = TEXT.encode().decode("latin-1").replace("\x85", " ").replace("\xad", "x")
    content = searchable((page, broken))
    assert LINES in read(content).text.replace("\n", " ")
    kept = read(content, Limits(ocr_pages=0))
    assert sources(kept) == [LAYER]
    assert set(codes(kept)) >= {("garbled_text_layer", 1)}


def test_boxes_on_a_searchable_scan_are_seen(read: Read, make_pdf: Make, pictures: Pictures) -> None:
    def draw(sheet: canvas.Canvas) -> None:
        sheet.setFont("Helvetica", 10)
        for at, line in enumerate(TEXT.split("\n")):
            sheet.drawString(56, 760 - at * 13, line)
        for at, label in enumerate(("SoL", "LSS")):
            sheet.rect(56, 640 - at * 18, 10, 10)
            sheet.drawString(76, 641 - at * 18, label)
        sheet.line(57, 623, 65, 631)
        sheet.line(65, 623, 57, 631)

    (form,) = pictures(make_pdf(draw), DPI)
    text = TEXT + "\n[] SoL\nO LSS"
    (plain,) = pictures(make_pdf(TEXT + "\n" + TEXT), DPI)
    document = read(searchable((plain, TEXT + "\n" + TEXT), (form, text)))
    assert sources(document) == [LAYER, OCR]
    boxes = [one for one in document.blocks if one.kind is BlockKind.CHECKBOX]
    assert [(document.slice(one.label or one.span), one.checked) for one in boxes] == [("SoL", False), ("LSS", True)]


def test_ocr_switched_off(read: Read, scanned: Make, make_pdf: Make, page: Image.Image) -> None:
    off = Limits(ocr_pages=0)
    with pytest.raises(NoTextLayer, match="switched off"):
        read(scanned(page), off)
    mixed = read(searchable((page, "Dnr 17"), (page, TEXT)), off)
    assert sources(mixed) == [LAYER, LAYER]
    assert set(codes(mixed)) == {("page_without_text", 1), ("text_layer_untested", 2)}


def test_pages_past_the_limits_are_left_with_an_issue(
    read: Read, scanned: Make, page: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = scanned(page, page, page)
    document = read(content, Limits(ocr_pages=2))
    assert sources(document) == [OCR, OCR, NONE]
    assert codes(document) == [("page_not_read", 3)]
    assert document.textmap.pages[2].start == len(document.text)
    clock = iter(range(0, 10_000, 100))
    monkeypatch.setattr("lexsarah.parse.scan.budget.time.monotonic", lambda: float(next(clock)))
    document = read(content, Limits(ocr_seconds=150))
    assert sources(document) == [OCR, OCR, NONE]


def test_no_tesseract(
    read: Read, scanned: Make, page: Image.Image, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OcrUnavailable, match="apt-get install tesseract-ocr tesseract-ocr-swe"):
        read(scanned(page))
    document = read(searchable((page, ""), (page, TEXT)))
    assert sources(document) == [NONE, LAYER]
    assert codes(document) == [("ocr_unavailable", 1)]


def test_pages_that_cannot_be_drawn(read: Read, make_pdf: Make, page: Image.Image) -> None:
    held = io.BytesIO()
    page.save(held, "PNG")

    def huge(sheet: canvas.Canvas) -> None:
        sheet.setPageSize((200_000, 200_000))
        sheet.drawImage(ImageReader(held), 0, 0, 200_000, 200_000)

    document = read(make_pdf("Första sidan.", huge))
    assert sources(document) == [LAYER, NONE]
    assert codes(document) == [("page_not_read", 2)]


def test_a_rotated_page_is_read_as_it_is_shown(read: Read, make_pdf: Make, page: Image.Image) -> None:
    held = io.BytesIO()
    page.rotate(90, expand=True).save(held, "PNG")

    def scan(sheet: canvas.Canvas) -> None:
        sheet.setPageSize(A4[::-1])
        sheet.setPageRotation(90)
        sheet.drawImage(ImageReader(held), 0, 0, *A4[::-1])

    document = read(make_pdf(scan))
    assert LINES in document.text.replace("\n", " ")
    box = document.textmap.runs[0].box
    assert document.textmap.pages[0].rotation == 0
    assert box is not None
    assert (box.x0, box.top) == pytest.approx((56, 72), abs=6)


def test_a_layer_that_ocr_cannot_better_is_kept(read: Read, page: Image.Image, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "HARDLY_READ", 1.1)
    broken = TEXT.encode().decode("latin-1").replace("\x85", " ").replace("\xad", "x")
    document = read(searchable((page, broken)))
    assert sources(document) == [LAYER]
    assert codes(document) == [("garbled_text_layer", 1)]


def test_nothing_said_of_a_file_that_reads_well() -> None:
    assert Scans(Limits()).issues == []
    assert Scans(Limits(ocr_pages=0)).off
