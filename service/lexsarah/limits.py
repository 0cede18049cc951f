"""How much one file may cost, checked wherever bytes from outside are read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file.

    ``max_bytes`` counts the file as it came; ``max_pages`` the pages of a PDF or of an image with several;
    ``max_characters`` the code points of the text; ``max_unpacked_bytes`` and ``max_ratio`` (unpacked to packed) what a
    container inflates to; ``max_members`` the files in it and ``max_nesting`` containers inside containers;
    ``max_pixels`` one picture that is unpacked. ``memory_bytes`` is the address space of the process that reads, and
    ``seconds`` wall and processor time for reading. ``ocr_pages`` is how many pages are read from their picture (0
    switches OCR off) and ``ocr_seconds`` wall time for all of them, on top of ``seconds``. The figures are ours: the
    largest committee files seen have some 600 pages and 30 MB; a sheet of A4 at 600 dpi has 35 million pixels.
    """

    max_bytes: int = 50 * 1024 * 1024
    max_pages: int = 2000
    max_characters: int = 5_000_000
    max_unpacked_bytes: int = 200 * 1024 * 1024
    max_ratio: int = 200
    max_members: int = 500
    max_nesting: int = 3
    max_pixels: int = 80_000_000
    memory_bytes: int = 2 << 30
    seconds: float = 120.0
    ocr_pages: int = 200
    ocr_seconds: float = 900.0
