"""Boxes printed on a picture: found, told from letters, and ticked or not."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from lexsarah.parse.scan.ink import InkBox, ink_boxes, without_boxes
from lexsarah.parse.scan.raster import Ink, evened, ink_of
from lexsarah.records import Box

DPI = 200
SIDE = 28
LEFT, TOP, STEP = 160, 120, 70


def form(*marks: Callable[[ImageDraw.ImageDraw, int, int], None] | None, circles: bool = False) -> Ink:
    """Ink of a column of boxes, each with its mark, before a bar that stands for a label."""
    page = Image.new("L", (900, 200 + STEP * len(marks)), 245)
    draw = ImageDraw.Draw(page)
    for at, mark in enumerate(marks):
        y = TOP + at * STEP
        frame = (LEFT, y, LEFT + SIDE, y + SIDE)
        if circles:
            draw.ellipse(frame, outline=30, width=2)
        else:
            draw.rectangle(frame, outline=30, width=2)
        for letter in range(6):
            draw.rectangle((LEFT + 60 + letter * 16, y + 4, LEFT + 68 + letter * 16, y + 24), fill=40)
        if mark:
            mark(draw, LEFT, y)
    return ink_of(evened(np.asarray(page.filter(ImageFilter.GaussianBlur(0.7))), DPI))


def cross(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    draw.line((x + 5, y + 5, x + SIDE - 5, y + SIDE - 4), fill=40, width=3)
    draw.line((x + SIDE - 5, y + 5, x + 5, y + SIDE - 5), fill=40, width=3)


def overshooting(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    draw.line((x - 10, y - 8, x + SIDE + 9, y + SIDE + 6), fill=20, width=4)
    draw.line((x + SIDE + 10, y - 9, x - 6, y + SIDE + 8), fill=20, width=4)


def tick(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    draw.line((x + 6, y + 14, x + 12, y + 22, x + SIDE + 8, y - 10), fill=60, width=3, joint="curve")


def dot(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    draw.ellipse((x + 9, y + 9, x + 19, y + 19), fill=30)


def filled(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    for line in range(3, SIDE - 2, 3):
        draw.line((x + 2, y + line, x + SIDE - 2, y + line + 2), fill=30, width=3)


def pale(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    draw.line((x + 5, y + 5, x + SIDE - 5, y + SIDE - 5), fill=175, width=3)
    draw.line((x + SIDE - 5, y + 5, x + 5, y + SIDE - 5), fill=175, width=3)


def speck(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    draw.rectangle((x + 12, y + 12, x + 13, y + 13), fill=60)


def crumb(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    draw.rectangle((x + 11, y + 11, x + 14, y + 14), fill=60)


def states(ink: Ink) -> list[bool | None]:
    found = sorted(ink_boxes(ink, DPI), key=lambda one: one.box.top)
    for at, one in enumerate(found):
        assert abs(one.box.x0 * DPI / 72 - LEFT) < 4
        assert abs(one.box.top * DPI / 72 - (TOP + at * STEP)) < 4
    return [one.checked for one in found]


@pytest.mark.parametrize("mark", [cross, overshooting, tick, dot, filled, pale])
@pytest.mark.parametrize("circles", [False, True])
def test_marks_are_seen_and_empty_boxes_stay_empty(
    mark: Callable[[ImageDraw.ImageDraw, int, int], None], circles: bool
) -> None:
    assert states(form(None, mark, None, None, circles=circles)) == [False, True, False, False]


def test_dust_in_a_box_is_no_mark_and_a_crumb_leaves_it_unsure() -> None:
    assert states(form(None, speck, None)) == [False, False, False]
    assert states(form(None, crumb, None)) == [False, None, False]


@pytest.mark.parametrize(
    ("inked", "circle", "sign"),
    [(0.3, False, "☒"), (0.0, False, "☐"), (0.06, False, "⍰"), (0.3, True, "◉"), (0.0, True, "◯")],
)
def test_signs(inked: float, circle: bool, sign: str) -> None:
    assert InkBox(Box(0, 0, 10, 10), circle, inked, 0.0).sign == sign


def test_letters_bullets_cells_and_bars_are_no_boxes(
    make_pdf: Callable[..., bytes], pictures: Callable[..., list[Image.Image]]
) -> None:
    def draw(sheet) -> None:
        for at, size in enumerate((8, 9, 10, 12, 14, 18)):
            sheet.setFont("Helvetica-Bold" if at % 2 else "Helvetica", size)
            sheet.drawString(
                56, 760 - at * 30, "DEL D 8 Blod o § Omedelbara åtgärder BODEN HOB ODD (O) [D] Avdelning D"
            )
        sheet.setFont("Helvetica", 10)
        for at in range(5):
            sheet.rect(56, 500 - at * 20, 7, 7, fill=1)
            sheet.drawString(70, 500 - at * 20, "en punkt i en lista")
        sheet.grid([56, 156, 256, 356], [200, 240, 280, 320])
        sheet.rect(300, 380, 40, 12)

    (page,) = pictures(make_pdf(draw), DPI)
    assert ink_boxes(ink_of(evened(np.asarray(page), DPI)), DPI) == []


def test_a_page_of_ticked_boxes_alone_goes_by_the_empty_ones_of_another() -> None:
    lone = form(cross, tick)
    assert ink_boxes(lone, DPI) == []
    known = [one for one in ink_boxes(form(None, None), DPI) if one.hollow]
    assert [one.checked for one in ink_boxes(lone, DPI, known)] == [True, True]


def test_boxes_are_taken_off_the_picture_with_their_marks_and_labels_stay() -> None:
    ink = form(None, overshooting, None)
    light = np.where(ink, np.uint8(0), np.uint8(255))
    cleared, rest = without_boxes(ink_boxes(ink, DPI), light, ink, DPI)
    labels = slice(LEFT + 58, LEFT + 160)
    assert not rest[:, : LEFT + 50].any()
    assert (cleared[:, : LEFT + 50] == 255).all()
    assert (rest[:, labels] == ink[:, labels]).all()
