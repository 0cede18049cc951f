"""How far a page lies askew: the angle at which its lines of letters stand out most from the white between them."""

import numpy as np
import numpy.typing as npt
from PIL import Image
from scipy import ndimage

from lexsarah.parse.scan.raster import POINTS, Grey, Ink

LARGEST = 6.0
"""Degrees to either side that are tried."""

COARSE, FINE = 0.5, 0.05
"""Steps, in degrees."""

LOOKED_AT = 100
"""Dots per inch at which the angle is looked for: a line of text is some ten rows high."""

LETTERS = (3.0, 40.0)
"""Height and width, in points, of what is taken for letters or words: no rules, frames, pictures or dust."""

FEWEST, FEWEST_TO_TURN = 12, 40
"""Spots of ink below which a page has no lines to measure, or too few to tell that they run down the page."""

MOST_POINTS = 60_000
"""Pixels that are looked at."""


def skew(ink: Ink, dpi: int) -> float:
    """Return the angle, in degrees, that a page must be turned by counter-clockwise to lie straight; 0 if unknown."""
    points = _letter_points(ink, dpi, FEWEST)
    if points is None:
        return 0.0
    y, x = points
    angles = np.arange(-LARGEST, LARGEST + COARSE / 2, COARSE)
    best = _sharpest(y, x, angles)
    best = _sharpest(y, x, best + np.arange(-COARSE, COARSE + FINE / 2, FINE))
    return 0.0 if abs(best) > LARGEST else round(best, 2)


def lies_sideways(ink: Ink, dpi: int) -> bool | None:
    """Whether the lines of letters run up and down the page instead of across it; None where there are too few."""
    points = _letter_points(ink, dpi, FEWEST_TO_TURN)
    if points is None:
        return None
    y, x = points
    angles = np.arange(-LARGEST, LARGEST + COARSE / 2, COARSE)
    return max(_sharpness(x, -y, angle) for angle in angles) > max(_sharpness(y, x, angle) for angle in angles)


def turned(light: Grey, angle: float) -> Grey:
    """Return a picture turned by an angle (degrees, counter-clockwise) about its middle, same size, paper white."""
    if not angle:
        return light
    image = Image.fromarray(light).rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(image)


def _letter_points(ink: Ink, dpi: int, fewest: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]] | None:
    """Return rows and columns of the ink of letters, in pixels at ``LOOKED_AT`` from the middle of the page."""
    step = max(1, round(dpi / LOOKED_AT))
    rows, columns = ink.shape[0] // step, ink.shape[1] // step
    if not rows or not columns:
        return None
    small = ink[: rows * step, : columns * step].reshape(rows, step, columns, step).any(axis=(1, 3))
    labels, count = ndimage.label(small, structure=np.ones((3, 3), dtype=bool))
    scale = dpi / step / POINTS
    low, high = LETTERS[0] * scale, LETTERS[1] * scale
    letters = np.zeros(count + 1, dtype=bool)
    for at, (down, across) in enumerate(ndimage.find_objects(labels), 1):
        tall, wide = down.stop - down.start, across.stop - across.start
        letters[at] = low <= tall <= high and 1 < wide <= 6 * high
    if letters.sum() < fewest:
        return None
    y, x = np.nonzero(letters[labels])
    every = max(1, len(y) // MOST_POINTS)
    return (y[::every] - rows / 2).astype(np.float32), (x[::every] - columns / 2).astype(np.float32)


def _sharpest(y: npt.NDArray[np.float32], x: npt.NDArray[np.float32], angles: npt.NDArray[np.float64]) -> float:
    return float(max(angles, key=lambda angle: _sharpness(y, x, float(angle))))


def _sharpness(y: npt.NDArray[np.float32], x: npt.NDArray[np.float32], angle: float) -> float:
    """How unevenly ink is spread over the rows of the page turned by an angle: the energy of its profile's slope."""
    turn = np.radians(angle)
    rows = y * np.cos(turn) - x * np.sin(turn)
    profile = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
    return float(np.sum(np.diff(profile) ** 2))
