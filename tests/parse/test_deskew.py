"""Pages that lie askew or on their side, and the way back to the page as it is."""

from collections.abc import Callable
from math import cos, radians, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lexsarah.parse.scan.deskew import LARGEST, lies_sideways, skew, turned
from lexsarah.parse.scan.raster import Ink, evened, ink_of
from lexsarah.parse.scan.turn import Turn
from lexsarah.records import Box

DPI = 150
TEXT = "\n".join(f"Rad {at}: personalen hjälpte den boende med måltiden och ringde chefen." for at in range(30))


@pytest.fixture
def page(make_pdf: Callable[..., bytes], pictures: Callable[..., list[Image.Image]]) -> Image.Image:
    return pictures(make_pdf(TEXT), DPI)[0]


def ink(picture: Image.Image) -> Ink:
    return ink_of(evened(np.asarray(picture), DPI))


@pytest.mark.parametrize("angle", [-5.0, -2.3, -0.4, 0.0, 0.7, 3.1, 5.0])
def test_skew_is_found_to_a_tenth_of_a_degree(page: Image.Image, angle: float) -> None:
    askew = page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    assert skew(ink(askew), DPI) == pytest.approx(-angle, abs=0.1)


def test_skew_of_a_form_is_that_of_its_words_and_rules(
    make_pdf: Callable[..., bytes], pictures: Callable[..., list[Image.Image]]
) -> None:
    def draw(sheet) -> None:
        sheet.setFont("Helvetica", 10)
        sheet.grid([56, 300, 540], list(range(500, 780, 20)))
        for at in range(13):
            sheet.drawString(60, 506 + at * 20, "Datum för händelsen")
            sheet.drawString(304, 506 + at * 20, "2024-03-12")

    (form,) = pictures(make_pdf(draw), DPI)
    askew = form.rotate(1.6, resample=Image.Resampling.BICUBIC, fillcolor=255)
    assert skew(ink(askew), DPI) == pytest.approx(-1.6, abs=0.1)


def test_a_turned_page_lies_straight(page: Image.Image) -> None:
    askew = np.asarray(page.rotate(2.0, resample=Image.Resampling.BICUBIC, fillcolor=255))
    straight = turned(askew, skew(ink_of(askew), DPI))
    assert abs(skew(ink_of(straight), DPI)) <= 0.1


def test_too_little_ink_says_nothing() -> None:
    blank = np.zeros((400, 300), dtype=bool)
    assert skew(blank, DPI) == 0.0
    assert lies_sideways(blank, DPI) is None
    assert abs(skew(np.random.default_rng(1).random((600, 400)) < 0.02, DPI)) <= LARGEST


def test_lines_that_run_down_the_page(page: Image.Image) -> None:
    upright = ink(page)
    assert lies_sideways(upright, DPI) is False
    assert lies_sideways(np.rot90(upright), DPI) is True


@given(
    st.sampled_from([0, 90, 180, 270]),
    st.floats(-5, 5),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_the_way_back_undoes_the_turn(rotation: int, angle: float, across: float, down: float) -> None:
    width, height = 595.0, 842.0
    turn = Turn(rotation, angle, width, height)
    x, y = across * width, down * height
    # A picture turned clockwise by quarters, then counter-clockwise about its middle (y grows downwards).
    for _ in range(rotation // 90):
        x, y, width, height = height - y, x, height, width
    assert turn.upright == (width, height)
    dx, dy, theta = x - width / 2, y - height / 2, radians(angle)
    x, y = width / 2 + dx * cos(theta) + dy * sin(theta), height / 2 - dx * sin(theta) + dy * cos(theta)
    box = turn.back(Box(x, y, x, y))
    assert (box.x0, box.top) == pytest.approx((across * 595, down * 842), abs=0.01)
    assert (box.x1, box.bottom) == pytest.approx((box.x0, box.top), abs=0.011)
