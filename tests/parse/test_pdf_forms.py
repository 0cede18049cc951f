"""Filled form fields of PDFs: what they hold, whether boxes are ticked, and which printed words are their labels."""

import io
from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfgen import canvas

from lexsarah.records import BlockKind, ParsedDocument

Read = Callable[..., ParsedDocument]
Make = Callable[..., bytes]
Sheet = canvas.Canvas


def fields(document: ParsedDocument) -> list[tuple[str, str]]:
    return [
        (document.slice(block.label), document.slice(block.value))
        for block in document.blocks
        if block.kind is BlockKind.FIELD and block.label is not None and block.value is not None
    ]


def boxes(document: ParsedDocument) -> list[tuple[str, bool | None]]:
    return [
        (document.slice(block.label), block.checked)
        for block in document.blocks
        if block.kind is BlockKind.CHECKBOX and block.label is not None
    ]


def form(
    printed: Sequence[tuple[float, float, str]], *widgets: str, extra: str = "", more: Sequence[str] = ()
) -> bytes:
    """A page with printed words and the dictionaries of widgets; ``more`` are objects from number 50 on."""
    drawn = " ".join(f"BT /F1 10 Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET" for x, y, words in printed).encode("latin-1")
    numbers = range(10, 10 + len(widgets))
    listed = " ".join(f"{number} 0 R" for number in numbers)
    objects: dict[int, bytes] = {
        1: f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{listed}] {extra} >> >>".encode(),
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            f"/Resources << /Font << /F1 5 0 R >> >> /Annots [{listed}] >>"
        ).encode(),
        4: b"<< /Length %d >> stream\n%s\nendstream" % (len(drawn), drawn),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    for number, widget in zip(numbers, widgets, strict=True):
        objects[number] = f"<< /Type /Annot /Subtype /Widget {widget} >>".encode("latin-1")
    for number, content in enumerate(more, 50):
        objects[number] = content.encode("latin-1")
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = {}
    for number, content in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n")
    for number, place in places.items():
        out.write(b"%d 1\n%010d 00000 n \n" % (number, place))
    out.write(b"trailer << /Size 100 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


def test_labels_to_the_left_and_above(read: Read, make_pdf: Make) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.setFont("Helvetica", 9)
        sheet.drawString(60, 770, "Enhetens")
        sheet.drawString(60, 759, "namn och ort")
        sheet.acroForm.textfield(name="a", value="Villa Solsidan", x=150, y=755, width=150, height=24)
        sheet.drawString(320, 770, "Ankom")
        sheet.acroForm.textfield(name="b", value="", x=380, y=755, width=100, height=24)
        sheet.drawString(60, 730, "Vad har hänt?")
        sheet.drawString(320, 730, "Vem berörs?")
        sheet.acroForm.textfield(
            name="c", value="Ett larm\ngick sönder", x=60, y=660, width=220, height=64, fieldFlags="multiline"
        )
        sheet.acroForm.textfield(name="d", value="En boende", x=320, y=660, width=220, height=64)

    document = read(make_pdf(draw))
    assert fields(document) == [
        ("Enhetens namn och ort", "Villa Solsidan"),
        ("Ankom", ""),
        ("Vad har hänt?", "Ett larm\ngick sönder"),
        ("Vem berörs?", "En boende"),
    ]
    for block in document.blocks:
        if block.value is not None and len(block.value):
            place = document.textmap.crop(block.value)
            assert place is not None
            assert place[1].x1 - place[1].x0 >= 149


def test_the_tooltip_names_a_field_beside_which_nothing_is_printed(read: Read) -> None:
    content = form([], "/FT /Tx /T (a) /TU (Beskriv h\xe4ndelsen) /V (Ett fall) /Rect [60 700 300 720]")
    assert fields(read(content)) == [("Beskriv händelsen", "Ett fall")]


def test_values_without_appearances_inherited_and_of_choices(read: Read) -> None:
    content = form(
        [(60, 705, "Kommun"), (60, 675, "Lagrum"), (60, 645, "Enhet"), (60, 615, "Roller")],
        "/T (a) /Parent 50 0 R /Rect [150 700 300 720]",
        "/FT /Ch /T (b) /Opt [[(1) (SoL)] [(2) (LSS)]] /V (2) /Rect [150 670 300 690]",
        "/FT /Tx /T (c) /V <FEFF00C50072006A00E4006E0067> /Rect [150 640 300 660]",
        "/FT /Ch /T (d) /Opt [(Chef) (Utredare)] /V [(Chef) (Utredare)] /Rect [150 610 300 630]",
        more=["<< /FT /Tx /V (Mora) /Parent 50 0 R >>"],
    )
    assert fields(read(content)) == [
        ("Kommun", "Mora"),
        ("Lagrum", "LSS"),
        ("Enhet", "Årjäng"),
        ("Roller", "Chef, Utredare"),
    ]


@pytest.mark.parametrize(
    ("widget", "checked"),
    [
        ("/AS /Ja /V /Ja /AP << /N << /Ja 5 0 R /Off 5 0 R >> >>", True),
        ("/AS /Off /V /Off /AP << /N << /Ja 5 0 R /Off 5 0 R >> >>", False),
        ("/AS /Off", False),
        ("/V /Yes", True),
        ("/V /Off", False),
        ("", False),
        ("/AS /Off /V /Ja /AP << /N << /Ja 5 0 R /Off 5 0 R >> >>", None),
    ],
)
def test_check_boxes(read: Read, widget: str, checked: bool | None) -> None:
    content = form([(80, 702, "SoL")], f"/FT /Btn /T (a) /Rect [60 700 72 712] {widget}")
    assert boxes(read(content)) == [("SoL", checked)]


def test_the_value_counts_where_looks_are_out_of_date(read: Read) -> None:
    widget = "/FT /Btn /T (a) /Rect [60 700 72 712] /AS /Off /V /Ja /AP << /N << /Ja 5 0 R /Off 5 0 R >> >>"
    assert boxes(read(form([(80, 702, "SoL")], widget, extra="/NeedAppearances true"))) == [("SoL", True)]


def test_radio_buttons_share_a_value(read: Read) -> None:
    content = form(
        [(80, 702, "Ja"), (80, 682, "Nej"), (80, 662, "Vet inte")],
        *(
            f"/Parent 50 0 R /Rect [60 {y} 72 {y + 12}] /AP << /N << /{name} 5 0 R /Off 5 0 R >> >>"
            for y, name in ((700, "a"), (680, "b"), (660, "c"))
        ),
        more=["<< /FT /Btn /Ff 32768 /T (svar) /V /b /Kids [10 0 R 11 0 R 12 0 R] >>"],
    )
    assert boxes(read(content)) == [("Ja", False), ("Nej", True), ("Vet inte", False)]


@pytest.mark.parametrize("hidden", ["/F 2", "/F 32"])
def test_hidden_fields_passwords_and_buttons_to_push_are_left_out(read: Read, hidden: str) -> None:
    content = form(
        [(60, 765, "Utredningen klar.")],
        f"/FT /Tx /T (a) /V (dolt) /Rect [60 700 300 720] {hidden}",
        "/FT /Tx /Ff 8192 /T (b) /V (hemligt) /Rect [60 660 300 680]",
        "/FT /Btn /Ff 65536 /T (c) /V (Skicka) /Rect [60 630 120 645]",
    )
    assert read(content).text == "Utredningen klar."


def test_a_field_that_is_its_own_parent_does_no_harm(read: Read) -> None:
    content = form(
        [(60, 705, "Enhet")],
        "/T (a) /Parent 50 0 R /Rect [150 700 300 720]",
        more=["<< /FT /Tx /Parent 51 0 R >>", "<< /V (Norr) /Parent 50 0 R >>"],
    )
    assert fields(read(content)) == [("Enhet", "Norr")]
