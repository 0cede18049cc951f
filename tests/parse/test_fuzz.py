"""Small sound files, damaged at random: always a document or a typed error that a reader meant, and nothing hangs.

The choices are the same in every run; ``LEXSARAH_FUZZ_EXAMPLES`` tries more of them a format (150 is the default), and
``LEXSARAH_FUZZ_SEED`` others. Packed formats are damaged inside, and packed again.
"""

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import docx
import hypothesis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib import colors
from reportlab.pdfgen import canvas

from lexsarah.errors import ReadingFailed, UnreadableFile
from lexsarah.ingest import from_bytes
from lexsarah.limits import Limits
from lexsarah.opening import parts
from lexsarah.parse import parse_safely
from lexsarah.parse.containment import guard
from lexsarah.records import ParsedDocument

EXAMPLES = int(os.environ.get("LEXSARAH_FUZZ_EXAMPLES", "150"))
SEED = os.environ.get("LEXSARAH_FUZZ_SEED")
LIMITS = Limits(seconds=10, ocr_pages=0, max_pages=50, max_unpacked_bytes=20 << 20)
WITH_PICTURES = replace(LIMITS, ocr_pages=1, ocr_seconds=20)
PICTURES = ("png", "jpeg", "tiff")
"""Formats that are read from their pixels, by Tesseract: a fifth of the examples."""

WORDS = "Larmet tystnade och en man blev liggande på golvet."


@pytest.fixture(scope="module", autouse=True)
def _one_child() -> Iterator[None]:
    guard.close()
    yield
    guard.close()


def pdf() -> bytes:
    target = io.BytesIO()
    sheet = canvas.Canvas(target, invariant=1, pageCompression=0)
    sheet.drawString(72, 780, "Rapport enligt lex Sarah")
    sheet.drawString(72, 750, WORDS)
    sheet.acroForm.checkbox(name="allvarligt", x=72, y=700, size=12, checked=True, borderColor=colors.black)
    sheet.acroForm.textfield(name="enhet", x=72, y=660, width=200, height=20, value="Villa Lind")
    sheet.acroForm.radio(name="beslut", value="ja", selected=True, x=72, y=630, size=12)
    sheet.acroForm.radio(name="beslut", value="nej", selected=False, x=72, y=610, size=12)
    for row in range(3):
        sheet.rect(72, 500 + 20 * row, 200, 20)
        sheet.drawString(76, 506 + 20 * row, f"Rad {row}")
    sheet.showPage()
    sheet.drawString(72, 780, "Sida 2 (2)")
    sheet.bookmarkPage("slut")
    sheet.showPage()
    sheet.save()
    return target.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_heading("Rapport enligt lex Sarah", 1)
    document.add_paragraph(WORDS)
    document.add_paragraph("Larmet", style="List Bullet")
    table = document.add_table(2, 2)
    for at, text in enumerate(("Enhet", "Villa Lind", "Datum", "den 3 mars 2021")):
        table.cell(at // 2, at % 2).text = text
    box = (
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdt><w:sdtPr><w14:checkbox>'
        '<w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent>'
        "</w:sdt><w:r><w:t> Missförhållande</w:t></w:r></w:p>"
    )
    document.element.body.insert(0, docx.oxml.parse_xml(box))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def open_document() -> bytes:
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "text", "table")
    )
    body = (
        f'<text:h text:outline-level="1">Rapport</text:h><text:p>{WORDS}<text:s text:c="3"/><text:tab/>☒ Ja</text:p>'
        '<table:table><table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>Enhet</text:p>'
        "</table:table-cell><table:table-cell><text:p>Villa Lind</text:p></table:table-cell></table:table-row>"
        "</table:table><text:list><text:list-item><text:p>Larm</text:p></text:list-item></text:list>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        archive.writestr(
            zipfile.ZipInfo("content.xml"),
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:text>{body}'
            "</office:text></office:body></office:document-content>",
        )
    return target.getvalue()


def web() -> bytes:
    return (
        '<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>Larm</title>'
        '<meta property="article:published_time" content="2021-03-05"></head><body><nav><a href="/">Start</a></nav>'
        f"<main><h1>Rapport</h1><p>{WORDS}</p><ul><li>Larm</li></ul><table><tr><th>Enhet</th><td>Villa Lind</td></tr>"
        '</table><fieldset><legend>Beslut</legend><label><input type="checkbox" checked> Missförhållande</label>'
        '<input type="radio" id="a" name="b"><label for="a">Ja</label><select><option selected>IVO</option></select>'
        "</fieldset></main></body></html>"
    ).encode()


def rich() -> bytes:
    return (
        "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset2 Wingdings;}}{\\*\\generator x;}"
        "\\b Rapport\\b0\\par Larmet tystnade \\u229?r p\\'e5 golvet.\\par"
        "\\trowd\\cellx2000\\cellx4000 Enhet\\cell Villa Lind\\cell\\row\\pard{\\f1\\'fe} Ja\\par"
        "{\\field{\\*\\fldinst FORMCHECKBOX{\\*\\formfield{\\fftype1\\ffres1{\\*\\ffname a}}}}{\\fldrslt }} Nej\\par}"
    ).encode("ascii")


def mail() -> bytes:
    return (
        "From: Anna <anna@exempel.se>\r\nTo: bo@exempel.se\r\nSubject: =?utf-8?q?Larm_p=C3=A5_natten?=\r\n"
        "Date: Fri, 5 Mar 2021 08:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n'
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{WORDS}\r\n--b\r\nContent-Type: text/html\r\n"
        'Content-Disposition: attachment; filename="a.html"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        "PGh0bWw+PGJvZHk+PHA+TGFybTwvcD48L2JvZHk+PC9odG1sPg==\r\n--b--\r\n"
    ).encode()


def drawn(kind: str, **options: object) -> bytes:
    picture = Image.new("L", (400, 90), 255)
    ImageDraw.Draw(picture).text((20, 25), "Larmet tystnade", fill=0, font=ImageFont.load_default(size=36))
    target = io.BytesIO()
    picture.save(target, kind, dpi=(150, 150), **options)
    return target.getvalue()


def archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr(zipfile.ZipInfo("a.txt"), WORDS)
        packed.writestr(zipfile.ZipInfo("b/c.html"), web())
    return target.getvalue()


SEEDS: dict[str, Callable[[], bytes]] = {
    "pdf": pdf,
    "docx": word,
    "odt": open_document,
    "html": web,
    "rtf": rich,
    "eml": mail,
    "zip": archive,
    "png": lambda: drawn("PNG"),
    "jpeg": lambda: drawn("JPEG"),
    "tiff": lambda: drawn("TIFF", compression="tiff_lzw"),
}

NASTY = (
    b"", b"\x00", b"\xff\xff\xff\xff", b"-1", b"0", b"99999999999999999999", b"1e999", b"<", b">", b"<<", b">>", b"[",
    b"]", b"{", b"}", b"(", b"/", b"&#0;", b"&#xD800;", b"\xcc\x88", b"\xe2\x80\xae", b"\\bin9", b"\\u-1?", b" obj ",
    b" 0 R ", b"stream", b"endstream", b"]]>", b"<!--", b"%",
)  # fmt: skip
"""Bytes that mean something somewhere."""

place = st.integers(0, (1 << 30) - 1)
change = st.one_of(
    st.tuples(st.just("flip"), place, st.integers(0, 7)),
    st.tuples(st.just("put"), place, st.sampled_from(NASTY)),
    st.tuples(st.just("instead"), place, st.sampled_from(NASTY)),
    st.tuples(st.just("cut"), place, st.integers(1, 64)),
    st.tuples(st.just("end"), place, st.none()),
    st.tuples(st.just("again"), place, st.tuples(place, st.integers(1, 200), st.integers(1, 50))),
    st.tuples(st.just("swap"), place, place),
)


def damaged(content: bytes, changes: list[tuple[str, int, object]]) -> bytes:
    """Apply changes in order; places count round the end."""
    data = bytearray(content)
    for kind, where, what in changes:
        at = where % (len(data) + 1)
        match kind, what:
            case "flip", int(bit):
                if at < len(data):
                    data[at] ^= 1 << bit
            case "put", bytes(token):
                data[at:at] = token
            case "instead", bytes(token):
                data[at : at + len(token)] = token
            case "cut", int(length):
                del data[at : at + length]
            case "end", _:
                del data[max(at, 20) :]
            case "again", (int(start), int(length), int(times)):
                start %= len(data) + 1
                data[at:at] = bytes(data[start : start + length]) * times
            case "swap", int(other):
                first, second = _token(data, at), _token(data, other % (len(data) + 1))
                if first[1] <= second[0]:
                    one, two = bytes(data[slice(*first)]), bytes(data[slice(*second)])
                    data[slice(*second)] = one
                    data[slice(*first)] = two
    return bytes(data)


def _token(data: bytearray, at: int) -> tuple[int, int]:
    """Bounds of the word at a place, for swapping."""
    ends = b" \n<>/()[]{}\\=\"'"
    start = end = at
    while start > 0 and data[start - 1] not in ends and at - start < 40:
        start -= 1
    while end < len(data) and data[end] not in ends and end - at < 40:
        end += 1
    return start, end


def damaged_inside(content: bytes, which: int, changes: list[tuple[str, int, object]]) -> bytes:
    """Damage one member of a container, and pack it again."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    # The text is in the first of these; the others now and then.
    main = [name for name in files if name in {"word/document.xml", "content.xml", "a.txt"}]
    name = main[0] if which % 3 else sorted(files)[which % len(files)]
    files[name] = damaged(files[name], changes)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for one, inside in files.items():
            packed.writestr(zipfile.ZipInfo(one), inside)
    return target.getvalue()


@cache
def seed(name: str) -> bytes:
    return SEEDS[name]()


def outcomes(content: bytes, limits: Limits) -> list[ParsedDocument | UnreadableFile]:
    """Read as an upload is read."""
    found: list[ParsedDocument | UnreadableFile] = []
    try:
        for part in parts(from_bytes(content, "fil", "upload", limits), limits):
            try:
                found.append(parse_safely(part.source(), limits))
            except UnreadableFile as error:
                found.append(error)
    except UnreadableFile as error:
        found.append(error)
    return found


def check(content: bytes, limits: Limits) -> None:
    """Whatever comes must be a document or an error that somebody meant."""
    for one in outcomes(content, limits):
        assert not isinstance(one, ReadingFailed), one.message
        if isinstance(one, ParsedDocument):
            assert all(block.span.end <= len(one.text) for block in one.blocks)


def fuzzed(name: str, which: int, changes: list[tuple[str, int, object]], *, inside: bool) -> None:
    content = seed(name)
    if inside and name in {"docx", "odt", "zip"}:
        check(damaged_inside(content, which, changes), LIMITS)
    else:
        check(damaged(content, changes), WITH_PICTURES if name in PICTURES else LIMITS)


@pytest.mark.parametrize("name", SEEDS)
def test_the_seed_itself_is_sound(name: str) -> None:
    (first, *_) = outcomes(seed(name), WITH_PICTURES)
    assert isinstance(first, ParsedDocument), first
    assert "tystnade" in first.text


@pytest.mark.parametrize("name", SEEDS)
def test_damaged_files_give_a_document_or_a_typed_error(name: str) -> None:
    @settings(
        max_examples=EXAMPLES // 5 if name in PICTURES else EXAMPLES,
        deadline=None,
        derandomize=SEED is None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(place, st.lists(change, min_size=1, max_size=6), st.integers(0, 9))
    def run(which: int, changes: list[tuple[str, int, object]], outside: int) -> None:
        fuzzed(name, which, changes, inside=outside > 0)

    if SEED is not None:
        run = hypothesis.seed(int(SEED))(run)
    run()
