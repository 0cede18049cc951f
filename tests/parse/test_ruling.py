"""Ruled lines of a picture: found, taken off, and put together to cells."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw

from lexsarah.parse.pdf.tables import grids_of
from lexsarah.parse.scan.raster import Ink, cleaned, evened, ink_of
from lexsarah.parse.scan.ruling import Rule, rules, shapes, stamp_shapes, without

DPI = 200


@pytest.fixture
def table(make_pdf: Callable[..., bytes], pictures: Callable[..., list[Image.Image]]) -> Ink:
    def draw(sheet) -> None:
        sheet.setFont("Helvetica", 10)
        sheet.setLineWidth(0.5)
        sheet.grid([56, 200, 400], [700, 714, 728, 742])
        for at in range(3):
            sheet.drawString(60, 704 + at * 14, "Enhetens gruppboende")
            sheet.drawString(204, 704 + at * 14, "j g p y åtgärder")
        sheet.line(56, 600, 300, 600)
        sheet.drawString(60, 603, "Underskrift av hjälpande personal")

    (page,) = pictures(make_pdf(draw), DPI)
    return ink_of(evened(np.asarray(page), DPI))


def test_cells_of_a_ruled_table(table: Ink) -> None:
    found = grids_of(shapes(rules(table, DPI)))
    assert [[len(row.cells) for row in one.rows] for one in found] == [[2, 2, 2]]
    assert [tuple(round(side) for side in cell) for cell in found[0].rows[0].cells] == [
        (56, 100, 200, 114),
        (200, 100, 400, 114),
    ]


def test_rows_of_type_are_no_rules(make_pdf: Callable[..., bytes], pictures: Callable[..., list[Image.Image]]) -> None:
    text = "\n".join("minnesanteckningar till rättstillämpningen illustreras mittemellan alla" for _ in range(20))
    for size in (7, 10, 14):
        (page,) = pictures(make_pdf(text, size=size), DPI)
        assert rules(ink_of(evened(np.asarray(page), DPI)), DPI) == []


def test_rules_go_and_letters_stay(table: Ink) -> None:
    light = np.where(table, np.uint8(0), np.uint8(255))
    cleared, ink = without(rules(table, DPI), light, table, DPI)
    assert rules(ink, DPI) == []
    assert ((cleared < 128) == ink).all()
    # The word on the line below the table loses nothing but where its letters stand on the rule.
    words = (slice(round(228 * DPI / 72), round(238.4 * DPI / 72)), slice(round(58 * DPI / 72), round(290 * DPI / 72)))
    assert ink[words].sum() >= 0.98 * table[words].sum()


def test_a_pattern_of_lines_is_left_alone() -> None:
    page = Image.new("L", (1600, 1600), 255)
    draw = ImageDraw.Draw(page)
    for at in range(0, 1600, 4):
        for part in range(4):
            draw.line((part * 400, at, part * 400 + 380, at), fill=0)
    assert rules(ink_of(np.asarray(page)), DPI) == []


def test_dust_goes_and_dots_of_letters_stay(
    make_pdf: Callable[..., bytes], pictures: Callable[..., list[Image.Image]]
) -> None:
    (page,) = pictures(make_pdf("åtgärder för äldre, t.ex. öppet hus; påminnelse", size=7), DPI)
    light = evened(np.asarray(page), DPI)
    ink = ink_of(light)
    dusty, dusty_ink = light.copy(), ink.copy()
    for y, x in ((1000, 300), (1500, 900), (60, 60)):
        dusty[y, x] = 90
        dusty_ink[y, x] = True
    rest, clear = cleaned(dusty_ink, dusty, DPI)
    assert (rest == ink).all()
    assert (clear[1000, 300], clear[1500, 900]) == (255, 255)


def test_rule_knows_its_place() -> None:
    from lexsarah.records import Box

    assert Rule(Box(10, 20, 110, 22), level=True).at == 21
    assert Rule(Box(10, 20, 12, 120), level=False).at == 11


@pytest.mark.parametrize("angle", [-6, 0, 4])
def test_frame_of_a_stamp_that_lies_askew(angle: float) -> None:
    page = Image.new("L", (1600, 900), 255)
    draw = ImageDraw.Draw(page)
    draw.rectangle((500, 300, 900, 430), outline=0, width=5)
    draw.line((100, 700, 1400, 700), fill=0, width=3)
    draw.rectangle((540, 350, 700, 380), fill=0)
    sides = stamp_shapes(np.asarray(page.rotate(angle, fillcolor=255)) < 128, DPI)
    assert len(sides) == 4
    (frame,) = grids_of(sides)
    assert frame.bbox[2] - frame.bbox[0] == pytest.approx(144, abs=12)


def test_pictures_and_words_are_no_stamps(
    make_pdf: Callable[..., bytes], pictures: Callable[..., list[Image.Image]]
) -> None:
    def draw(sheet) -> None:
        sheet.setFont("Helvetica-Bold", 40)
        sheet.drawString(56, 700, "OBS! Oläslig")
        sheet.circle(200, 500, 60)
        sheet.rect(300, 400, 100, 60, fill=1)
        sheet.line(56, 300, 300, 350)

    (page,) = pictures(make_pdf(draw), DPI)
    assert stamp_shapes(np.asarray(page) < 128, DPI) == []
