"""The picture of a page as an array, light and paper evened out, so that ink can be told from what is none.

Greys are ``uint8``, 0 black and 255 white. *Ink* maps are boolean arrays of the same shape.
"""

import numpy as np
import numpy.typing as npt
from PIL import Image
from scipy import ndimage

Grey = npt.NDArray[np.uint8]
Ink = npt.NDArray[np.bool_]

POINTS = 72
"""Points in an inch."""

CELL = 16
"""Pixels a side of the squares whose paper is judged at once."""

PAPER_REACH = 0.35
"""Inches over which paper is looked for: more than the stroke of any letter, less than a shadow."""

FAINT = 0.16
"""Share of the way from paper to black from which a spot is ink, where the noise is low (office scans: 0.02)."""

NOISES = 4.0
"""Standard deviations of the paper's noise that ink must stand out by."""

SPECK = 0.5
"""Side, in points, of the largest speck of dust: the dots of a 6 point ä are larger."""

LONELY = 2.5
"""Points around a speck that must be without other ink."""


def grey_of(picture: Image.Image) -> Grey:
    """Return a picture as greys: transparency over white, 16 bits cut to 8, CMYK and the like through RGB."""
    if picture.mode.startswith(("I", "F")):
        values = np.asarray(picture, dtype=np.float32)
        top = 65535.0 if values.size and values.max() > 255 else 255.0
        scaled: Grey = np.clip(values / top * 255, 0, 255).astype(np.uint8)
        return scaled
    if picture.mode in {"LA", "PA", "RGBA", "RGBa", "La"} or "transparency" in picture.info:
        coloured = picture.convert("RGBA")
        paper = Image.new("RGBA", coloured.size, "white")
        return np.asarray(Image.alpha_composite(paper, coloured).convert("L"))
    if picture.mode not in {"1", "L", "P", "RGB"}:
        picture = picture.convert("RGB")
    return np.asarray(picture.convert("L"))


def evened(grey: Grey, dpi: int) -> Grey:
    """Return a picture with its paper white everywhere and its darkest ink black."""
    paper = _paper(grey, dpi)
    light = grey.astype(np.float32)
    light /= paper
    np.clip(light, 0, 1, out=light)
    black = float(np.percentile(light[::4, ::4], 0.5))
    black = min(black, 0.6)
    light -= black
    light *= 255 / (1 - black)
    np.clip(light, 0, 255, out=light)
    return light.astype(np.uint8)


def _paper(grey: Grey, dpi: int) -> npt.NDArray[np.float32]:
    """Lightness of the paper at every pixel: the upper values of a square, and of its neighbours where it is inked."""
    height, width = grey.shape
    rows, columns = -(-height // CELL), -(-width // CELL)
    padded = np.pad(grey, ((0, rows * CELL - height), (0, columns * CELL - width)), mode="edge")
    squares = padded.reshape(rows, CELL, columns, CELL)[:, ::2, :, ::2].swapaxes(1, 2).reshape(rows, columns, -1)
    upper = np.percentile(squares, 75, axis=2).astype(np.float32)
    reach = max(3, 2 * round(PAPER_REACH * dpi / CELL / 2) + 1)
    closed = ndimage.grey_closing(upper, size=(reach, reach))
    smooth = ndimage.gaussian_filter(closed, reach / 3)
    image = Image.fromarray(np.maximum(smooth, 40)).resize((columns * CELL, rows * CELL), Image.Resampling.BILINEAR)
    return np.asarray(image, dtype=np.float32)[:height, :width]


def ink_of(light: Grey) -> Ink:
    """Ink of an evened picture."""
    sample = light[::3, ::3]
    noise = float(np.sqrt(np.mean((255.0 - sample[sample > 200]) ** 2))) if (sample > 200).any() else 0.0
    threshold = 255 * (1 - max(FAINT, min(0.45, NOISES * noise / 255)))
    return light < threshold


def cleaned(ink: Ink, light: Grey, dpi: int) -> tuple[Ink, Grey]:
    """Return both without specks of dust that stand alone."""
    side = max(1.0, SPECK * dpi / POINTS)
    labels, count = ndimage.label(ink, structure=np.ones((3, 3), dtype=bool))
    if not count:
        return ink, light
    area = np.bincount(labels.ravel(), minlength=count + 1)
    small = area <= side * side
    small[0] = False
    large = ~small
    large[0] = False
    reach = 2 * round(LONELY * dpi / POINTS) + 1
    near = ndimage.maximum_filter(large[labels], size=reach)
    specks = small[labels] & ~near
    if not specks.any():
        return ink, light
    # A speck has a pale rim: paper, as soon as the ink is gone.
    rim = ndimage.maximum_filter(specks, size=3)
    return ink & ~specks, np.where(rim, np.uint8(255), light)
