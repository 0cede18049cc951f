"""Contrast of the colours in app.css (WCAG 2.2, 1.4.3: text 4.5:1; 1.4.11: controls and marks 3:1)."""

import re

import pytest

from lexsarah.ui import STATIC

CSS = (STATIC / "app.css").read_text("utf-8")
COLOURS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", CSS))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(COLOURS[one]), luminance(COLOURS[other])), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT = [
    *((ink, on) for ink in ("ink", "muted", "link", "brand", "bad") for on in ("surface", "page", "brand-soft")),
    ("ink", "mark"), ("ink", "mark-strong"), ("muted", "mark"), ("on-brand", "brand"), ("on-brand", "link"),
    ("on-brand", "bad"), ("ok", "ok-soft"), ("wait", "wait-soft"), ("bad", "bad-soft"), ("ink", "bad-soft"),
    ("ribbon-ink", "ribbon"), ("ribbon", "surface"), ("link", "brand-soft"), ("on-brand", "ink"),
]  # fmt: skip
SHAPES = [
    *(("control", ground) for ground in ("surface", "page")),
    *(("link", ground) for ground in ("surface", "page", "mark-strong", "mark", "brand-soft")),
    ("mark-line", "surface"), ("mark-line", "mark"), ("brand", "surface"), ("mark-line", "mark-strong"),
]  # fmt: skip


@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(("line", "ground"), SHAPES)
def test_shapes_can_be_told(line: str, ground: str) -> None:
    assert contrast(line, ground) >= 3


def test_every_colour_is_named_once() -> None:
    rules = CSS.split("}", 1)[1]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", rules) == []
