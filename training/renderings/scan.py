"""Scans: pages of a PDF as a copier gives them back, askew, uneven and speckled, without a text layer."""

import io

import numpy as np
import numpy.typing as npt
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageFilter

from training.render_samples import KEYWORDS

BILEVEL_DPI = 300
"""At this resolution copiers save black and white (CCITT G4); below it, greys (JPEG)."""

LARGEST_SKEW = 1.4
"""Degrees that a sheet lies askew at most."""

QUALITY = 30
"""JPEG quality of the grey scans."""

DARK = 150
"""Grey value, of 255, below which a spot is black in a bilevel scan."""


def scan(pdf: bytes, dpi: int, seed: int) -> bytes:
    """Return a PDF of page images at a resolution; ``seed`` decides skew and specks."""
    random = np.random.default_rng(seed)
    pages = [_copied(page, dpi, random) for page in _images(pdf, dpi)]
    out = io.BytesIO()
    pages[0].save(
        out,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=dpi,
        **({"quality": QUALITY} if dpi < BILEVEL_DPI else {}),
        title="Skannad handling",
        keywords=KEYWORDS,
        subject="Påhittat exempel",
    )
    return out.getvalue()


def _images(pdf: bytes, dpi: int) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]


def _copied(page: Image.Image, dpi: int, random: np.random.Generator) -> Image.Image:
    angle, paper = random.uniform(-LARGEST_SKEW, LARGEST_SKEW), int(random.integers(235, 252))
    askew = page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=paper)
    soft = askew.filter(ImageFilter.GaussianBlur(dpi / 400))
    grey = np.asarray(soft, dtype=np.float64)
    shade = np.linspace(0, random.uniform(-18, 18), grey.shape[1])[None, :]
    grey = grey + shade + random.normal(0, 4, grey.shape)
    grey = _speckled(grey, random)
    image = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8), "L")
    if dpi < BILEVEL_DPI:
        return image
    return image.point(lambda value: 255 if value > DARK else 0).convert("1")


def _speckled(grey: npt.NDArray[np.float64], random: np.random.Generator) -> npt.NDArray[np.float64]:
    """Put dust on a page: one dark spot of two by two in about forty thousand places."""
    spots = grey.size // 40_000
    for dy, dx in ((0, 0), (0, 1), (1, 0), (1, 1)):
        rows = random.integers(grey.shape[0] - 1, size=spots) + dy
        columns = random.integers(grey.shape[1] - 1, size=spots) + dx
        grey[rows, columns] = 40
    return grey
