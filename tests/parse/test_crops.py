"""A piece of a page as a picture, through the child process."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from lexsarah.errors import CorruptFile, UnsupportedFormat
from lexsarah.ingest import from_bytes
from lexsarah.limits import Limits
from lexsarah.parse import crop_safely
from lexsarah.records import Box, SourceFile


def pdf() -> SourceFile:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 600))
    canvas.drawString(50, 550, "Första sidan")
    canvas.showPage()
    canvas.rect(100, 600 - 220, 20, 20, fill=1)  # from 200 to 220 points from the top
    canvas.showPage()
    canvas.save()
    return from_bytes(out.getvalue(), "a.pdf", "test", Limits())


def picture() -> SourceFile:
    page = Image.new("L", (800, 1200), 255)
    ImageDraw.Draw(page).rectangle((200, 400, 240, 440), fill=0)
    out = io.BytesIO()
    page.save(out, "PNG", dpi=(144, 144))
    return from_bytes(out.getvalue(), "a.png", "test", Limits())


@pytest.mark.parametrize(("source", "page"), [(pdf(), 2), (picture(), 1)])
def test_the_piece_is_what_stands_there_with_a_margin(source: SourceFile, page: int) -> None:
    drawn = Image.open(io.BytesIO(crop_safely(source, page, Box(100, 200, 120, 220), Limits())))
    scale = drawn.info["dpi"][0] / 72
    grey = np.asarray(drawn)
    assert abs(grey.shape[0] / scale - 36) < 1
    assert abs(grey.shape[1] / scale - 36) < 1
    dark = grey < 128
    assert dark[grey.shape[0] // 2, grey.shape[1] // 2]
    assert abs(dark.mean() - (20 / 36) ** 2) < 0.05


@pytest.mark.parametrize("page", [0, 3])
def test_no_such_page(page: int) -> None:
    with pytest.raises(CorruptFile):
        crop_safely(pdf(), page, Box(0, 0, 10, 10), Limits())


def test_beside_the_page() -> None:
    with pytest.raises(CorruptFile, match="nothing"):
        crop_safely(pdf(), 1, Box(900, 900, 910, 910), Limits())


def test_a_format_without_pages() -> None:
    with pytest.raises(UnsupportedFormat):
        crop_safely(from_bytes(b"Ord.", "a.txt", "test", Limits()), 1, Box(0, 0, 1, 1), Limits())
