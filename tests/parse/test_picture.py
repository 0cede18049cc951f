"""Pictures of pages: formats, resolutions, the way up, and files made to cost."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from lexsarah.errors import CorruptFile, FileTooLarge, NoTextLayer, OcrUnavailable, UnreadableFile, UnsafeFile
from lexsarah.ingest import Limits
from lexsarah.parse.scan.picture import parse_picture
from lexsarah.parse.scan.raster import grey_of
from lexsarah.records import ParsedDocument, SourceFile, TextSource

TEXT = "Personalen glömde att öppna dörren för den boende.\nÅtgärden är att larmet ändras."
ONE_LINE = TEXT.replace("\n", " ")


def encoded(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def read(content: bytes, limits: Limits | None = None, media_type: str = "image/png") -> ParsedDocument:
    return parse_picture(SourceFile("0" * 64, media_type, "bild", "upload", content), limits or Limits())


def words(document: ParsedDocument) -> str:
    return " ".join(document.text.split())


@pytest.fixture
def page(make_pdf: Callable[..., bytes], pictures: Callable[..., list[Image.Image]]) -> Image.Image:
    return pictures(make_pdf(TEXT, size=12), 200)[0]


@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [
        ("PNG", "L", {"dpi": (200, 200)}),
        ("PNG", "1", {"dpi": (200, 200)}),
        ("PNG", "RGBA", {}),
        ("PNG", "I;16", {}),
        ("JPEG", "RGB", {"dpi": (200, 200), "quality": 60}),
        ("JPEG", "CMYK", {"quality": 80}),
        ("TIFF", "1", {"dpi": (200, 200), "compression": "group4"}),
        ("TIFF", "L", {"dpi": (72, 72)}),
    ],
)
def test_formats_and_modes(page: Image.Image, kind: str, mode: str, options: dict[str, object]) -> None:
    deep = Image.fromarray(np.asarray(page).astype(np.uint16) * 257)
    picture = deep if mode == "I;16" else page.convert(mode)
    document = read(encoded(picture, kind, **options))
    assert words(document) == ONE_LINE
    (only,) = document.textmap.pages
    assert only.source is TextSource.OCR
    assert 195 <= (only.dpi or 0) <= 205
    box = document.textmap.runs[0].box
    assert box is not None
    assert box.x0 == pytest.approx(56, abs=3)


def test_transparency_is_paper() -> None:
    drawn = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
    drawn.putpixel((1, 1), (0, 0, 0, 255))
    grey = grey_of(drawn)
    assert grey[0, 0] == 255
    assert grey[1, 1] == 0


def test_pages_of_a_tiff(page: Image.Image) -> None:
    blank = Image.new("L", page.size, 255)
    content = encoded(page, "TIFF", save_all=True, append_images=[blank, page], dpi=(200, 200))
    document = read(content, media_type="image/tiff")
    assert [one.source for one in document.textmap.pages] == [TextSource.OCR, TextSource.NONE, TextSource.OCR]
    assert [(issue.code, issue.page) for issue in document.issues] == [("page_without_text", 2)]
    assert document.text.count("Personalen") == 2
    with pytest.raises(FileTooLarge, match="2 pages"):
        read(content, Limits(max_pages=2))
    some = read(content, Limits(ocr_pages=2))
    assert [(issue.code, issue.page) for issue in some.issues] == [("page_without_text", 2), ("page_not_read", 3)]


def test_the_way_up_that_the_camera_noted(page: Image.Image) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    content = encoded(page.rotate(90, expand=True).convert("RGB"), "JPEG", exif=exif, quality=80)
    document = read(content)
    assert words(document) == ONE_LINE
    assert document.textmap.pages[0].rotation == 0


def test_fax_pixels_are_not_square(page: Image.Image) -> None:
    flat = page.resize((page.width, page.height // 2))
    assert words(read(encoded(flat, "TIFF", dpi=(200, 100)))) == ONE_LINE


def test_synthetic_mark(page: Image.Image) -> None:
    info = PngInfo()
    info.add_itxt("Keywords", "synthetic: true; Påhittat exempel")
    assert read(encoded(page, "PNG", pnginfo=info)).synthetic
    assert read(encoded(page.convert("RGB"), "JPEG", comment=b"synthetic: true")).synthetic
    assert not read(encoded(page)).synthetic


def test_nothing_to_read() -> None:
    blank = encoded(Image.new("L", (800, 1000), 255))
    with pytest.raises(NoTextLayer, match="no words were found"):
        read(blank)
    with pytest.raises(NoTextLayer, match="switched off"):
        read(blank, Limits(ocr_pages=0))


def test_no_tesseract(page: Image.Image, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OcrUnavailable, match="apt-get install"):
        read(encoded(page))


def test_pictures_made_to_cost(page: Image.Image) -> None:
    with pytest.raises(UnsafeFile, match="1000000 pixels"):
        read(encoded(page), Limits(max_pixels=1_000_000))
    head = encoded(Image.new("1", (1, 1)))
    # The header of a PNG that says it is 60,000 by 60,000.
    huge = head[:16] + (60_000).to_bytes(4, "big") * 2 + head[24:]
    with pytest.raises(UnreadableFile):
        read(huge)
    for size in ((1, 1), (3, 3000), (3000, 3)):
        with pytest.raises(NoTextLayer):
            read(encoded(Image.new("L", size, 0)))


@pytest.mark.parametrize("start", [b"", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"\xff\xd8\xff\xe0"])
def test_no_picture_at_all(start: bytes) -> None:
    content = start + bytes(40)
    with pytest.raises(CorruptFile):
        read(content)


def test_cut_off_pictures(page: Image.Image) -> None:
    for kind in ("PNG", "JPEG", "TIFF"):
        whole = encoded(page, kind)
        with pytest.raises(CorruptFile):
            read(whole[: len(whole) // 2])
