"""What people add to a printed form: marks in its boxes, a signature, the registrar's stamp.

Lengths are pixels of the image, a corner is the upper left one; a stroke is a row of points along which a round nib is
pressed.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

Random = np.random.Generator
Point = tuple[float, float]
Stroke = list[Point]

STAMP_FACE = Path("/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf")
STEPS = 24
"""Points of a stroke between two of its corners."""


def mark(image: Image.Image, corner: Point, side: float, dpi: int, random: Random) -> None:
    """Mark a box as a person does: not in its middle, over its edges, now and then pale."""
    kind = MARKS[random.choice(len(MARKS), p=SHARES)]
    width = random.uniform(0.55, 1.3) * dpi / 72
    shade = int(random.uniform(95, 128) if random.random() < PALE else random.uniform(5, 85))
    shift = random.normal(0, 0.09 * side, 2)
    for stroke in kind(random):
        points = [(corner[0] + shift[0] + x * side, corner[1] + shift[1] + y * side) for x, y in stroke]
        press(image, points, width, shade, random)


PALE = 0.12
"""Share of the marks that are made with a pen that hardly writes."""


def _cross(random: Random) -> list[Stroke]:
    over = random.uniform(-0.12, 0.32, 8)
    return [
        curve([(0 - over[0], 0 - over[1]), (1 + over[2], 1 + over[3])], random, 0.05),
        curve([(1 + over[4], 0 - over[5]), (0 - over[6], 1 + over[7])], random, 0.05),
    ]


def _tick(random: Random) -> list[Stroke]:
    reach = random.uniform(0.0, 0.5, 2)
    low = (random.uniform(0.3, 0.5), random.uniform(0.75, 1.05))
    return [curve([(0.1, random.uniform(0.4, 0.6)), low, (1 + reach[0], -reach[1])], random, 0.03)]


def _dot(random: Random) -> list[Stroke]:
    radius = random.uniform(0.08, 0.2)
    return [_spiral(0.5, 0.5, radius, 3, random)]


def _filled(random: Random) -> list[Stroke]:
    rows = np.linspace(0.08, 0.92, int(random.integers(7, 11)))
    ends = [
        (float(random.uniform(0.0, 0.15) if at % 2 else random.uniform(0.85, 1.05)), y) for at, y in enumerate(rows)
    ]
    return [curve(ends, random, 0.02)]


def _scribble(random: Random) -> list[Stroke]:
    turns = int(random.integers(4, 7))
    ends = [
        (float(x), float(random.uniform(-0.15, 0.2) if at % 2 else random.uniform(0.75, 1.15)))
        for at, x in enumerate(np.linspace(-0.05, 1.1, turns))
    ]
    return [curve(ends, random, 0.05)]


MARKS: tuple[Callable[[Random], list[Stroke]], ...] = (_cross, _tick, _dot, _filled, _scribble)
SHARES = (0.5, 0.22, 0.06, 0.1, 0.12)
"""How often each is made: most people cross."""


def _spiral(x: float, y: float, radius: float, turns: int, random: Random) -> Stroke:
    angles = np.linspace(0, 2 * np.pi * turns, STEPS * turns) + random.uniform(0, 6)
    radii = np.linspace(0, radius, len(angles))
    return [(x + r * float(np.cos(a)), y + r * float(np.sin(a))) for a, r in zip(angles, radii, strict=True)]


def curve(corners: Sequence[Point], random: Random, wobble: float) -> Stroke:
    """Return a stroke through corners, with a hand's wobble (its size in the corners' unit)."""
    found: Stroke = []
    for (x0, y0), (x1, y1) in pairwise(corners):
        along = np.linspace(0, 1, STEPS)
        bend = np.sin(np.pi * along)[:, None] * random.normal(0, wobble, 2)
        line = np.stack([x0 + (x1 - x0) * along, y0 + (y1 - y0) * along], axis=1) + bend
        found += [(float(x), float(y)) for x, y in line]
    return found


def press(image: Image.Image, points: Stroke, width: float, shade: int, random: Random) -> None:
    """Draw a stroke; its width swells and ebbs. What is darker already stays."""
    draw = ImageDraw.Draw(image)
    swell = 1 + 0.25 * np.sin(np.linspace(0, 3 * random.uniform(1, 3), len(points)) + random.uniform(0, 6))
    for at, ((x0, y0), (x1, y1)) in enumerate(pairwise(points)):
        thick = max(1.0, width * float(swell[at]))
        draw.line([x0, y0, x1, y1], fill=shade, width=round(thick))
        half = thick / 2
        draw.ellipse([x1 - half, y1 - half, x1 + half, y1 + half], fill=shade)


def signature(image: Image.Image, corner: Point, width: float, height: float, random: Random) -> None:
    """Sign inside a rectangle: a capital with a loop, then small waves, and a flourish."""
    shade, nib = int(random.uniform(10, 90)), max(1.0, height / 22)
    count = int(random.integers(9, 15))
    across = np.linspace(0.02, 0.9, count) + random.normal(0, 0.02, count)
    ups = [
        (float(x), float(random.uniform(0.05, 0.3) if at < 2 else random.uniform(0.35, 0.6)) if at % 2 else
         float(random.uniform(0.65, 0.85)))
        for at, x in enumerate(across)
    ]  # fmt: skip
    wave = curve(ups, random, 0.06)
    flourish = curve([(0.05, 0.95), (0.98, float(random.uniform(0.8, 0.97)))], random, 0.06)
    for stroke in (wave, *([flourish] if random.random() < 0.6 else [])):
        press(image, [(corner[0] + x * width, corner[1] + y * height) for x, y in stroke], nib, shade, random)


STAMP_SIZE = (152.0, 50.0)
"""Points that a stamp takes before it is turned."""


def stamp(image: Image.Image, corner: Point, lines: Sequence[str], dpi: int, random: Random) -> None:
    """Put a registration stamp, a frame with lines of words, somewhat turned and unevenly inked."""
    scale = dpi / 72
    size = (round(STAMP_SIZE[0] * scale), round(STAMP_SIZE[1] * scale))
    sheet = Image.new("L", size, 0)
    draw = ImageDraw.Draw(sheet)
    edge = max(1, round(1.4 * scale))
    draw.rectangle([edge, edge, size[0] - edge, size[1] - edge], outline=255, width=edge)
    face = ImageFont.truetype(str(STAMP_FACE), round(10 * scale))
    for at, line in enumerate(lines):
        draw.text((10 * scale, (6 + 13.5 * at) * scale), line, fill=255, font=face)
    worn = np.asarray(sheet, dtype=np.float64) * random.uniform(0.55, 1.0, (size[1], size[0]))
    turned = Image.fromarray(worn.astype(np.uint8)).rotate(
        float(random.uniform(-6, 6)), resample=Image.Resampling.BICUBIC, expand=True
    )
    image.paste(int(random.uniform(20, 70)), (round(corner[0]), round(corner[1])), turned)
