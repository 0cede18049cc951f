"""How much one file may cost, checked wherever bytes from outside are read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file.

    ``max_bytes`` counts the file as it came; ``max_pages`` the pages of a PDF; ``max_characters`` the code points of
    the text; ``max_unpacked_bytes`` and ``max_ratio`` (unpacked to packed) what a DOCX inflates to; ``seconds`` is wall
    time for reading it. The figures are ours: the largest committee files seen have some 600 pages and 30 MB.
    """

    max_bytes: int = 50 * 1024 * 1024
    max_pages: int = 2000
    max_characters: int = 5_000_000
    max_unpacked_bytes: int = 200 * 1024 * 1024
    max_ratio: int = 200
    seconds: float = 120.0
