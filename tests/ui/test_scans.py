"""A scanned page from upload to facts: what was read from a picture says so, and can be read again when asked."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas
from starlette.testclient import TestClient

from lexsarah.web import Service

from .conftest import csrf, parsed, read_all, signed_in_as

TEXT = (
    "Rapport enligt lex Sarah",
    "Natten mot den 3 maj 2023 svarade ingen på larmet",
    "vid ett boende i Kiruna kommun. Den boende hade",
    "fallit och låg på golvet till morgonen.",
    "Rutinen för larm var inte känd av personalen.",
)


@pytest.fixture(scope="module")
def scan() -> bytes:
    page = Image.new("L", (1654, 2339), 255)
    drawing = ImageDraw.Draw(page)
    font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 44)
    for number, line in enumerate(TEXT):
        drawing.text((150, 200 + 80 * number), line, fill=0, font=font)
    out = io.BytesIO()
    page.save(out, "PNG", dpi=(200, 200))
    return out.getvalue()


def upload(client: TestClient, service: Service, scan: bytes) -> str:
    answer = client.post("/ladda-upp", data={"csrf": csrf(client)}, files={"files": ("skannad.png", scan)})
    follow = str(parsed(answer.text).xpath("//li[@hx-get]/@hx-get")[0])
    read_all(service)
    return follow.removesuffix("/status")


def test_a_scan_is_read_says_so_and_can_be_read_again(empty_service: Service, admin: TestClient, scan: bytes) -> None:
    address = upload(admin, empty_service, scan)
    page = parsed(admin.get(address).text)
    (notice,) = page.xpath("//section[@aria-label='Så har dokumentet lästs']")
    assert "inskannat" in notice.text_content()
    facts = page.xpath("//a[@class='fact']")
    assert facts
    assert all("läst ur bild" in fact.text_content() for fact in facts)
    assert any("Kiruna" in fact.text_content() for fact in facts)
    answer = admin.post(address + "/las-om", data={"csrf": csrf(admin)})
    assert "läses om" in answer.text
    assert len(parsed(answer.text).xpath("//a[@class='fact']")) == len(facts)
    read_all(empty_service)
    assert len(parsed(admin.get(address).text).xpath("//a[@class='fact']")) == len(facts)


def lost_marks() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setFont("Helvetica-Bold", 12)
    canvas.drawString(70, 780, "Anmäls till IVO")
    canvas.setFont("Helvetica", 11)
    for line, words in enumerate(("Ja", "Nej")):
        canvas.drawString(70, 755 - 18 * line, words)
    canvas.drawString(70, 690, "Larmet vid boendet i Kiruna kommun gick inte fram natten mot den 3 maj 2023.")
    canvas.save()
    return out.getvalue()


def test_a_box_that_cannot_be_told_is_shown_as_it_is(empty_service: Service, admin: TestClient) -> None:
    answer = admin.post("/ladda-upp", data={"csrf": csrf(admin)}, files={"files": ("blankett.pdf", lost_marks())})
    read_all(empty_service)
    address = str(parsed(answer.text).xpath("//li[@hx-get]/@hx-get")[0]).removesuffix("/status")
    page = parsed(admin.get(address).text)
    pictures = page.xpath("//ul[@class='boxes']//img/@src")
    assert len(pictures) == 2
    assert "För 2 kryssrutor" in page.text_content()
    shown = admin.get(pictures[0])
    assert shown.headers["content-type"] == "image/png"
    drawn = Image.open(io.BytesIO(shown.content))
    assert 20 < 72 * drawn.height / drawn.info["dpi"][0] < 60
    assert admin.get(f"{address}/ruta/999").status_code == 404
    assert signed_in_as(empty_service, "reader", "Annan kommun").get(pictures[0]).status_code == 404
