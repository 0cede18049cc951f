"""Files made to exhaust, confuse or subvert the reader: always a document or a typed error, and a parent that is well.

Every file is made here by code. All are read as an upload is: sniffed, opened, and parsed in the reading process.
"""

import io
import re
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from lexsarah.errors import (
    CorruptFile,
    EmptyFile,
    EncryptedFile,
    FileTooLarge,
    NoTextLayer,
    ReadingFailed,
    ReadingTimedOut,
    UnreadableFile,
    UnsafeFile,
    UnsupportedFormat,
)
from lexsarah.ingest import from_bytes
from lexsarah.limits import Limits
from lexsarah.opening import parts
from lexsarah.parse import parse_safely
from lexsarah.parse.containment import guard
from lexsarah.records import ParsedDocument

LIMITS = Limits(seconds=6, ocr_pages=0)
WORDS = "Larmet tystnade och en man blev liggande."

MOST_SECONDS = LIMITS.seconds + guard.STARTING + 10
MOST_MEMORY = 700 << 20
"""Bytes by which the parent may grow over one file: fifty MiB that came in, two hundred that were unpacked, copies."""

ADVICE = re.compile(
    r"save|split|print|unpack|open|install|more than|more parts|larger than|inflates|nests|no text|no words|no pages|"
    r"damaged|definition"
)
"""A message says what to do, or what is wrong with the file in words that lead there."""

Outcome = ParsedDocument | UnreadableFile


@pytest.fixture(scope="module", autouse=True)
def _one_child() -> Iterator[None]:
    guard.close()
    yield
    guard.close()


def outcomes(content: bytes, limits: Limits = LIMITS) -> list[Outcome]:
    """What comes of a file and of all that is in it."""
    found: list[Outcome] = []
    try:
        for part in parts(from_bytes(content, "fil", "upload", limits), limits):
            try:
                found.append(parse_safely(part.source(), limits))
            except UnreadableFile as error:
                found.append(error)
    except UnreadableFile as error:
        found.append(error)
    return found


def memory() -> int:
    """Bytes of this process that are in memory."""
    if not sys.platform.startswith("linux"):
        return 0
    return int(Path("/proc/self/statm").read_text("utf-8").split()[1]) * 4096


# --- PDF -------------------------------------------------------------------------------------------------------------


def pdf(*objects: str | bytes, root: str = "1 0 R", trailer: str = "", table: bool = True) -> bytes:
    """A PDF of numbered objects."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, one in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + (one.encode("latin-1") if isinstance(one, str) else one) + b"\nendobj\n"
    start = len(out)
    if table:
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root {root} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def stream(content: bytes, extra: str = "", length: int | None = None) -> bytes:
    size = len(content) if length is None else length
    return f"<< /Length {size} {extra} >>\nstream\n".encode() + content + b"\nendstream"


FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SHOWN = f"BT /F1 12 Tf 72 700 Td ({WORDS}) Tj ET".encode()


def one_page(
    content: bytes | None = None,
    *,
    box: str = "0 0 595 842",
    root: str = "",
    page: str = "",
    more: tuple[str, ...] = (),
) -> bytes:
    return pdf(
        f"<< /Type /Catalog /Pages 2 0 R {root} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R "
        f"/Resources << /Font << /F1 5 0 R >> >> {page} >>",
        content or stream(SHOWN),
        FONT,
        *more,
    )


def made(draw: Callable[[canvas.Canvas], None], **options: object) -> bytes:
    target = io.BytesIO()
    sheet = canvas.Canvas(target, invariant=1, **options)
    draw(sheet)
    sheet.save()
    return target.getvalue()


def words(sheet: canvas.Canvas) -> None:
    sheet.drawString(72, 700, WORDS)
    sheet.showPage()


def locked(user: str, owner: str) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption

    return made(words, encrypt=StandardEncryption(user, ownerPassword=owner, canPrint=0))


def many_pages(number: int) -> bytes:
    def draw(sheet: canvas.Canvas) -> None:
        for _ in range(number):
            words(sheet)

    return made(draw)


def page_tree_loop() -> bytes:
    return pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
    )


def object_stream_loop() -> bytes:
    """Object streams that extend each other, and an indirect length that is its own."""
    inside = b"2 0 3 40 << /Type /Pages /Kids [3 0 R] /Count 1 >>    << /Type /Page >>"
    return pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        stream(inside, "/Type /ObjStm /N 2 /First 8 /Extends 3 0 R"),
        stream(inside, "/Type /ObjStm /N 2 /First 8 /Extends 2 0 R"),
        b"<< /Length 4 0 R >>\nstream\nx\nendstream",
        "5 0 R",
    )


def flate_bomb(size: int, layers: int = 1) -> bytes:
    packed = zlib.compress(bytes(size), 9)
    for _ in range(layers - 1):
        packed = zlib.compress(packed, 9)
    return one_page(stream(packed, f"/Filter [{' /FlateDecode' * layers}]"))


def forms_in_forms(depth: int) -> bytes:
    """Form objects that each show the next one ten times."""
    forms = tuple(
        stream(
            b" ".join([b"/X Do"] * 10),
            f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {7 + at} 0 R >> >>",
        ).decode("latin-1")
        for at in range(depth)
    )
    last = stream(SHOWN, "/Type /XObject /Subtype /Form /BBox [0 0 9 9]").decode("latin-1")
    return one_page(stream(b"/X Do"), page="/Resources << /XObject << /X 6 0 R >> >>", more=(*forms, last))


def form_in_itself() -> bytes:
    form = stream(b"/X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>")
    return one_page(
        stream(SHOWN + b" /X Do"),
        page="/Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >>",
        more=(form.decode("latin-1"),),
    )


def signed() -> bytes:
    field = "<< /FT /Sig /T (Underskrift) /V 7 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R >>"
    signature = f"<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 10 20 10] /Contents <{'00' * 4000}> >>"
    return one_page(root="/AcroForm << /SigFlags 3 /Fields [6 0 R] >>", page="/Annots [6 0 R]", more=(field, signature))


def xfa(*, dynamic: bool) -> bytes:
    """A form of Adobe's LiveCycle; a dynamic one has a page that asks for another viewer, and no fields in the PDF."""
    template = stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template/></xdp:xdp>").decode("latin-1")
    if dynamic:
        wait = stream(b"BT /F1 12 Tf 72 700 Td (Please wait... If this message is not eventually replaced) Tj ET")
        return one_page(wait, root="/AcroForm << /XFA 6 0 R /Fields [] >> /NeedsRendering true", more=(template,))
    field = f"<< /FT /Tx /T (Handelse) /V ({WORDS}) /Type /Annot /Subtype /Widget /Rect [72 600 400 620] /P 3 0 R >>"
    return one_page(root="/AcroForm << /XFA 6 0 R /Fields [7 0 R] >>", page="/Annots [7 0 R]", more=(template, field))


def active() -> bytes:
    """Scripts, programs to start, addresses to open and a file inside: none of them is for a reader."""
    return one_page(
        root="/OpenAction 6 0 R /AA << /WC 7 0 R >> /Names << /JavaScript << /Names [(a) 6 0 R] >> "
        "/EmbeddedFiles << /Names [(b.exe) 8 0 R] >> >>",
        page="/AA << /O 7 0 R >> /Annots [10 0 R]",
        more=(
            "<< /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:1/'\\)) >>",
            "<< /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >> >>",
            "<< /Type /Filespec /F (b.exe) /EF << /F 9 0 R >> >>",
            stream(b"MZ" * 50, "/Type /EmbeddedFile").decode("latin-1"),
            "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (http://127.0.0.1:1/) >> >>",
        ),
    )


def glued(content: bytes, old: bytes, new: bytes) -> bytes:
    assert old in content
    return content.replace(old, new)


# --- containers and words --------------------------------------------------------------------------------------------


def packed(files: dict[str, bytes | str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def nested(depth: int) -> bytes:
    content: bytes = WORDS.encode()
    for at in range(depth):
        content = packed({"inne.txt" if at == 0 else "inne.zip": content})
    return content


def quine_like() -> bytes:
    """Archives that hold sixteen archives each."""
    content = packed({"a.txt": bytes(1 << 20)})
    for _ in range(4):
        content = packed({f"{at}.zip": content for at in range(16)})
    return content


def many_entries(number: int) -> bytes:
    """A directory of entries that all point at one file."""
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 0, 0, 1, 0) + b"a"
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    listed = entry * number
    count = min(number, 0xFFFF)
    return local + listed + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(listed), len(local), 0)


def overlapping(number: int) -> bytes:
    """Entries with names of their own that all inflate the same bytes."""
    data = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = data.compress(bytes(10 << 20)) + data.flush()
    check = zlib.crc32(bytes(10 << 20))
    head = (20, 0, 8, 0, 33, check, len(body), 10 << 20)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", *head, 1, 0) + b"a" + body
    listed = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, *head, 1, 0, 0, 0, 0, 0, 0) + b"a" for _ in range(number)
    )
    return local + listed + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, number, number, len(listed), len(local), 0)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(body: str, *, before: str = "", relations: str = "", more: dict[str, bytes | str] | None = None) -> bytes:
    return packed(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELATIONS
            + f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": RELATIONS + relations + "</Relationships>",
            "word/document.xml": f'<?xml version="1.0"?>{before}<w:document {W} {R}>'
            f"<w:body>{body}</w:body></w:document>",
        }
        | (more or {})
    )


def said(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def open_document(body: str, *, before: str = "") -> bytes:
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "text", "table")
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": manifest,
            "content.xml": f'<?xml version="1.0"?>{before}<office:document-content {names}><office:body><office:text>'
            f"{body}</office:text></office:body></office:document-content>",
        }
    )


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10)) + "]>"
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'


def in_utf16(content: bytes, part: str) -> bytes:
    """A container whose part is written in UTF-16, where a search for bytes of ASCII finds nothing."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files: dict[str, bytes | str] = {one: archive.read(one) for one in archive.namelist()}
    text = bytes(files[part]).decode().replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-16"?>')
    return packed(files | {part: text.encode("utf-16")})


def external() -> bytes:
    """References to the network and the disk: pictures, templates, objects, other documents."""
    address = "http://127.0.0.1:1/"
    kinds = ("image", "attachedTemplate", "oleObject", "frame", "hyperlink")
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{OFFICE}/{kind}" Target="{address}{kind}" TargetMode="External"/>'
        for at, kind in enumerate(kinds, 10)
    )
    include = "<w:fldSimple w:instr=' INCLUDETEXT \"/etc/passwd\" '><w:r><w:t>ord</w:t></w:r></w:fldSimple>"
    return word(f"{said(WORDS)}<w:p>{include}</w:p>", relations=relations)


# --- markup, mail, rich text, pictures -------------------------------------------------------------------------------


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>Larm</title></head><body>{body}</body></html>".encode()


def mail(parts_of_it: int, *, deep: bool = False) -> bytes:
    head = "From: anna@exempel.se\r\nTo: bo@exempel.se\r\nSubject: Larm\r\nMIME-Version: 1.0\r\n"
    if deep:
        opened = "".join(
            f'Content-Type: multipart/mixed; boundary="b{at}"\r\n\r\n--b{at}\r\n' for at in range(parts_of_it)
        )
        return (head + opened + f"Content-Type: text/plain\r\n\r\n{WORDS}\r\n").encode()
    part = "--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nord\r\n"
    return (
        head
        + 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        + f"--b\r\nContent-Type: text/plain\r\n\r\n{WORDS}\r\n"
        + part * parts_of_it
        + "--b--\r\n"
    ).encode()


def rich(body: str) -> bytes:
    return ("{\\rtf1\\ansi\\ansicpg1252 " + body + "}").encode("ascii")


def png(width: int, height: int, *, depth: int = 1, data: bytes | None = None) -> bytes:
    """A picture whose size stands in its header and whose pixels are as few bytes as can be."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = zlib.compress(bytes(min((width * depth + 7) // 8 + 1, 1 << 20) * min(height, 200)), 9)
    header = struct.pack(">2I5B", width, height, depth, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"IDAT", data if data is not None else rows), chunk(b"IEND", b""))
    )


def tiff(width: int, height: int, pages: int = 1, *, loop: bool = False) -> bytes:
    """Pages of white, each a directory of its own; with ``loop``, the last leads back to the first."""
    out = bytearray(b"II*\x00\x08\x00\x00\x00")
    for at in range(pages):
        tags = ((256, width), (257, height), (258, 1), (259, 1), (262, 0), (273, 8), (277, 1), (278, height), (279, 1))
        out += struct.pack("<H", len(tags))
        out += b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        last = at == pages - 1
        out += struct.pack("<I", (8 if loop else 0) if last else len(out) + 4)
    return bytes(out)


def picture(kind: str, size: tuple[int, int], mode: str = "L") -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, 255 if mode == "L" else 0).save(target, kind)
    return target.getvalue()


# --- the set ---------------------------------------------------------------------------------------------------------

READ = ParsedDocument
BROKEN = (CorruptFile, UnsafeFile)
REFUSED = (CorruptFile, UnsafeFile, FileTooLarge, ReadingTimedOut)


@dataclass(frozen=True)
class Case:
    """How a file is made, what may come of it, words that must be read, words that must not."""

    make: Callable[[], bytes]
    outcomes: tuple[type, ...]
    reads: str = ""
    never: str = ""


SET: dict[str, Case] = {
    # PDF
    "page tree loop": Case(page_tree_loop, BROKEN),
    "object stream loop": Case(object_stream_loop, BROKEN),
    "huge page": Case(lambda: one_page(box="0 0 1000000000 1000000000"), (READ,), WORDS),
    "page of no size": Case(lambda: one_page(box="0 0 0 0"), (READ, NoTextLayer, CorruptFile)),
    "page turned inside out": Case(lambda: one_page(box="595 842 -595 -842"), (READ,), WORDS),
    "page from top to bottom": Case(lambda: one_page(box="0 842 595 0"), (READ,), WORDS),
    "page of endless size": Case(lambda: one_page(box="0 0 1e400 nan"), (READ, CorruptFile, NoTextLayer)),
    "10,000 pages": Case(lambda: many_pages(10_000), (FileTooLarge, ReadingTimedOut)),
    "a billion pages said": Case(
        lambda: glued(one_page(), b"/Count 1 ", b"/Count 1000000000 "), (READ, *REFUSED), WORDS
    ),
    "no table of objects": Case(lambda: glued(many_pages(2), b"xref", b"xxxx"), (READ, CorruptFile), WORDS),
    "no trailer": Case(lambda: many_pages(2).split(b"xref")[0] + b"startxref\n0\n%%EOF", (READ, CorruptFile)),
    "wrong length": Case(lambda: one_page(stream(SHOWN, length=7)), (READ, NoTextLayer, CorruptFile)),
    "length far too long": Case(lambda: one_page(stream(SHOWN, length=1 << 40)), (READ, NoTextLayer, CorruptFile)),
    "negative length": Case(lambda: one_page(stream(SHOWN, length=-5)), (READ, NoTextLayer, CorruptFile)),
    "cut off": Case(lambda: many_pages(20)[:2500], (READ, CorruptFile, NoTextLayer)),
    "only a head": Case(lambda: b"%PDF-1.7\n", (CorruptFile,)),
    "locked by a password": Case(lambda: locked("hemligt", "annat"), (EncryptedFile,)),
    "locked against printing": Case(lambda: locked("", "annat"), (READ,), WORDS),
    "signed": Case(signed, (READ,), WORDS),
    "XFA with fields": Case(lambda: xfa(dynamic=False), (READ,), WORDS),
    "XFA alone": Case(lambda: xfa(dynamic=True), (UnsupportedFormat,)),
    "scripts and programs": Case(active, (READ,), WORDS, "launchURL"),
    "stream bomb": Case(lambda: flate_bomb(300 << 20), (NoTextLayer, *REFUSED)),
    "stream bomb in layers": Case(lambda: flate_bomb(300 << 20, 2), (NoTextLayer, *REFUSED)),
    "forms in forms": Case(lambda: forms_in_forms(12), (READ, NoTextLayer, *REFUSED)),
    "form in itself": Case(form_in_itself, (READ, *REFUSED), WORDS),
    "brackets in brackets": Case(lambda: one_page(stream(b"[" * 200_000 + SHOWN)), (READ, NoTextLayer, *REFUSED)),
    "operands without operator": Case(lambda: one_page(stream(b"1 " * 2_000_000 + SHOWN)), (READ, *REFUSED)),
    "a million lines drawn": Case(
        lambda: one_page(stream(zlib.compress(b"0 0 m 9 9 l S\n" * 1_000_000 + SHOWN), "/Filter /FlateDecode")),
        (READ, *REFUSED),
    ),
    # containers
    "zip bomb": Case(lambda: packed({"a.txt": bytes(300 << 20)}), (UnsafeFile,)),
    "zip in zip in zip": Case(lambda: nested(3), (READ,), WORDS),
    "zip in zip a hundred times": Case(lambda: nested(100), (UnsafeFile,)),
    "zips that hold sixteen zips": Case(quine_like, (UnsafeFile,)),
    "a million entries": Case(lambda: many_entries(1_000_000), (UnsafeFile,)),
    "a thousand entries": Case(lambda: many_entries(1_000), (UnsafeFile,)),
    "entries that share their bytes": Case(lambda: overlapping(400), (UnsafeFile, CorruptFile)),
    "paths out of the archive": Case(
        lambda: packed({"../../../../tmp/lexsarah-escaped.txt": WORDS, "/etc/x.txt": WORDS}), (READ,), WORDS
    ),
    "damaged archive": Case(lambda: packed({"a.txt": WORDS})[:60], (CorruptFile,)),
    "laughs in DOCX": Case(lambda: word(said("&l9;"), before=LAUGHS), (UnsafeFile,)),
    "laughs in DOCX in UTF-16": Case(
        lambda: in_utf16(word(said(f"{WORDS}&l9;"), before=LAUGHS), "word/document.xml"), (READ, *BROKEN), "", "hahaha"
    ),
    "laughs in ODT": Case(lambda: open_document("<text:p>&l9;</text:p>", before=LAUGHS), (UnsafeFile,)),
    "laughs in ODT in UTF-16": Case(
        lambda: in_utf16(open_document(f"<text:p>{WORDS}&l9;</text:p>", before=LAUGHS), "content.xml"),
        (READ, *BROKEN),
        "",
        "hahaha",
    ),
    "a file of the machine in DOCX": Case(
        lambda: in_utf16(word(said(f"{WORDS}&l9;"), before=OUTSIDE), "word/document.xml"), (READ, *BROKEN), "", "root:"
    ),
    "references out of the DOCX": Case(external, (READ,), WORDS, "root:"),
    "another document in the DOCX": Case(
        lambda: word(
            said(WORDS) + '<w:altChunk r:id="r9"/>',
            relations=f'<Relationship Id="r9" Type="{OFFICE}/aFChunk" Target="http://127.0.0.1:1/" '
            'TargetMode="External"/>',
        ),
        (READ, UnsupportedFormat),
    ),
    "DOCX bomb": Case(lambda: word(said("a" * (300 << 20))), (UnsafeFile,)),
    "tables in tables": Case(
        lambda: word("<w:tbl><w:tr><w:tc>" * 20_000 + said(WORDS) + "</w:tc></w:tr></w:tbl>" * 20_000), (READ, *BROKEN)
    ),
    "lists in lists": Case(
        lambda: open_document("<text:list><text:list-item>" * 20_000 + "</text:list-item></text:list>" * 20_000),
        (EmptyFile, *BROKEN),
    ),
    "repeated cells": Case(
        lambda: open_document(
            '<table:table><table:table-row table:number-rows-repeated="1000000000"><table:table-cell '
            f'table:number-columns-repeated="1000000000"><text:p>{WORDS}</text:p></table:table-cell></table:table-row>'
            "</table:table>"
        ),
        (READ, *REFUSED),
    ),
    "repeated blanks": Case(
        lambda: open_document(f'<text:p>{WORDS}<text:s text:c="2000000000"/></text:p>'), (READ, *REFUSED)
    ),
    "merged cells": Case(
        lambda: word(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
            + said(WORDS)
            + "</w:tc></w:tr></w:tbl>"
        ),
        (READ, *REFUSED),
        WORDS,
    ),
    # markup
    "100,000 divisions": Case(lambda: page("<p>Före</p>" + "<div>" * 100_000 + WORDS), (READ, *REFUSED), WORDS),
    "100,000 lists": Case(lambda: page("<ul><li>" * 50_000 + WORDS), (READ, *REFUSED), WORDS),
    "2,000 lists": Case(lambda: page("<ul><li>" * 1_000 + WORDS), (READ, *REFUSED), WORDS),
    "giant table": Case(
        lambda: page("<table>" + f"<tr>{'<td>ord</td>' * 20}</tr>" * 20_000 + f"</table><p>{WORDS}</p>"),
        (READ, *REFUSED),
    ),
    "cell over all columns": Case(
        lambda: page(f'<table><tr><td colspan="2000000000" rowspan="2000000000">{WORDS}</td></tr></table>'),
        (READ, *REFUSED),
        WORDS,
    ),
    "laughs in HTML": Case(
        lambda: LAUGHS.encode() + page(f"<p>{WORDS}</p><p>&l9;</p>"), (READ, *REFUSED), "", "hahaha"
    ),
    "a million attributes": Case(
        lambda: page("<p " + " ".join(f"a{at}=1" for at in range(1_000_000)) + f">{WORDS}</p>"), (READ, *REFUSED)
    ),
    "open comment": Case(lambda: page(f"<p>{WORDS}</p>" + "<!--" * 500_000), (READ, *REFUSED)),
    # mail
    "10,000 parts": Case(lambda: mail(10_000), (READ, *REFUSED)),
    "parts in parts": Case(lambda: mail(3_000, deep=True), (READ, EmptyFile, *REFUSED)),
    # rich text
    "100,000 groups": Case(lambda: rich("{" * 100_000 + WORDS + "}" * 100_000), (READ, *REFUSED)),
    "groups that never end": Case(lambda: rich(WORDS + "{\\b " * 100_000), (READ, *REFUSED)),
    "binary of impossible length": Case(lambda: rich(WORDS + "{\\bin999999999999999999 x}"), (READ, *REFUSED), WORDS),
    "object in rich text": Case(
        lambda: rich(WORDS + "{\\object\\objocx{\\*\\objdata " + "4d5a" * 10_000 + "}}"), (READ,), WORDS, "4d5a"
    ),
    # pictures
    "million pixels wide, one high": Case(lambda: png(1_000_000, 1), (NoTextLayer, *REFUSED)),
    "picture of impossible size": Case(lambda: png(2_000_000_000, 2_000_000_000), REFUSED),
    "picture bomb": Case(lambda: png(60_000, 60_000), REFUSED),
    "picture without pixels": Case(lambda: png(100, 100, data=b""), (NoTextLayer, *BROKEN)),
    "TIFF of impossible size": Case(lambda: tiff(4_000_000_000, 4_000_000_000), REFUSED),
    "TIFF of 5,000 pages": Case(lambda: tiff(8, 1, 5_000), (NoTextLayer, *REFUSED)),
    "TIFF without end": Case(lambda: tiff(8, 1, 3, loop=True), (NoTextLayer, *REFUSED)),
    "PNG with nothing on it": Case(lambda: picture("PNG", (400, 300)), (NoTextLayer,)),
    # text
    "combining marks": Case(("a" + "\u0308\u0301" * 200_000 + f"\n\n{WORDS}").encode, (READ, *REFUSED)),
    "words that run both ways": Case(("\u202e" * 50_000 + WORDS).encode, (READ, *REFUSED)),
    "half a pair": Case(lambda: b"\xff\xfe" + b"\x00\xd8" * 1000, (READ, UnsupportedFormat, *BROKEN)),
    "six million signs": Case(lambda: (WORDS + "\n").encode() * 150_000, (FileTooLarge,)),
}


@pytest.mark.parametrize("name", SET)
def test_a_document_or_a_typed_error(name: str) -> None:
    case = SET[name]
    content = case.make()
    assert len(content) <= LIMITS.max_bytes
    before, start = memory(), time.monotonic()
    found = outcomes(content)
    took, grown = time.monotonic() - start, memory() - before
    assert found
    for one in found:
        assert isinstance(one, case.outcomes), f"{type(one).__name__}: {getattr(one, 'message', '')}"
        assert not isinstance(one, ReadingFailed)
        if isinstance(one, UnreadableFile):
            assert ADVICE.search(one.message), one.message
            assert WORDS not in one.message
        else:
            assert len(one.text) <= LIMITS.max_characters
            assert not case.reads or WORDS in " ".join(one.text.split())
            assert not case.never or case.never not in one.text
    assert took < MOST_SECONDS
    assert grown < MOST_MEMORY


def test_nothing_was_left_on_the_disk() -> None:
    assert not Path("/tmp/lexsarah-escaped.txt").exists()


def test_the_reader_is_as_good_as_new() -> None:
    (document,) = outcomes(one_page())
    assert isinstance(document, ParsedDocument)
    assert WORDS in document.text
