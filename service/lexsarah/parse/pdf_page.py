"""One page of a PDF: its words with their places, set in lines, and the cells of its ruled tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from pdfminer.pdftypes import resolve1

from lexsarah.parse.pdf_words import Word, drawn_boxes
from lexsarah.parse.symbols import from_symbol_font

BOLD = re.compile(r"bold|black|heavy|semibold|demi|fett", re.IGNORECASE)
SYMBOL_FONT = re.compile(r"wingdings|dingbats|symbol", re.IGNORECASE)

UNMAPPED = re.compile(r"\(cid:(\d+)\)")
"""What pdfminer writes for a glyph that the file does not map to a character."""

BULLET_CODES = frozenset(("127", "128", "129", "149", "183"))
"""Codes that PDF writers use for bullets in the standard fonts, whose encoding leaves them out."""

UNREADABLE = "\ufffd"

CELL_GAP = 1.5
"""White space, in font sizes, that parts two cells on a line; justified text has up to about one."""

SAME_LINE = 0.5
"""Share of the lower of two words' heights by which they must overlap to stand on one line."""

MIN_EDGES = 4
"""Lines a page must have before tables are looked for: fewer close no cell."""

MAX_EDGES = 4000
"""More lines than that are a drawing, and looking for cells in it takes minutes."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words on one line, in cells where wide gaps part them; or one row of a ruled table, a cell having lines itself.

    ``cells[i][j]`` are the words of line ``j`` of cell ``i``; outside tables a cell has one line.
    """

    cells: tuple[tuple[tuple[Word, ...], ...], ...]
    ruled: bool
    cell_widths: tuple[float, ...] = ()

    @property
    def words(self) -> list[Word]:
        """All words in reading order."""
        return [word for cell in self.cells for line in cell for word in line]

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def x0(self) -> float:
        """Left edge."""
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(word.x1 for word in self.words)

    @property
    def size(self) -> float:
        """Font size of most of its letters."""
        return max(self.words, key=lambda word: len(word.text)).size

    @property
    def bold(self) -> bool:
        """Whether every word with letters is bold."""
        lettered = [word for word in self.words if any(mark.isalpha() for mark in word.text)]
        return bool(lettered) and all(word.bold for word in lettered)

    @property
    def plain(self) -> bool:
        """Whether it is one cell of one line: running text."""
        return len(self.cells) == 1 and not self.ruled


def page_lines(page: Any) -> list[TextLine]:  # noqa: ANN401  (pdfplumber is not typed)
    """Return the lines and table rows of a page from top to bottom, two columns of prose one after the other."""
    words = _words(page)
    rows: list[TextLine] = []
    loose = words
    for table in _tables(page):
        inside, loose = _split(loose, table.bbox)
        rows += _table_rows(table, inside)
    lines = _columns([_as_line(line) for line in _lines(loose)])
    return _interleave(lines, rows)


def _words(page: Any) -> list[Word]:  # noqa: ANN401
    found = page.extract_words(x_tolerance_ratio=0.2, extra_attrs=["fontname", "size"])
    words = [_word(one) for one in found if one.get("upright", True)]
    words = [word for word in words if word.text]
    signs, crosses = drawn_boxes(page, words)
    return [word for word in words if word not in crosses] + list(_form_words(page)) + signs


def _word(raw: dict[str, Any]) -> Word:
    font = raw["fontname"]
    text = raw["text"]
    if SYMBOL_FONT.search(font) or any("\uf000" <= mark <= "\uf0ff" for mark in text):
        text = "".join(from_symbol_font(mark, font) for mark in text)
    if "(cid:" in text:
        text = UNMAPPED.sub(lambda match: "•" if match[1] in BULLET_CODES else UNREADABLE, text)
    return Word(
        text.strip(),
        float(raw["x0"]),
        float(raw["top"]),
        float(raw["x1"]),
        float(raw["bottom"]),
        float(raw["size"]),
        bool(BOLD.search(font)),
    )


def _form_words(page: Any) -> Iterator[Word]:  # noqa: ANN401
    """Yield what was filled in: values of text fields and ticks of buttons (ISO 32000-1, 12.7.4)."""
    for annotation in page.annots:
        data = annotation.get("data") or {}
        inherited = resolve1(data.get("Parent"))
        inherited = inherited if isinstance(inherited, dict) else {}
        kind = _name(data.get("FT") or inherited.get("FT"))
        if kind == "Tx":
            text = _string(data.get("V") or inherited.get("V"))
        elif kind == "Btn":
            state = _name(data.get("AS"))
            text = "" if not state else "☐" if state == "Off" else "☒"
        else:
            text = ""
        if not text.strip():
            continue
        x0, top, x1, bottom = (float(annotation[side]) for side in ("x0", "top", "x1", "bottom"))
        pieces = text.split()
        step = (x1 - x0) / len(pieces)
        height = min(bottom - top, 12.0)
        for at, piece in enumerate(pieces):
            yield Word(piece, x0 + at * step, top, x0 + (at + 1) * step - 1, top + height, height, bold=False)


def _name(value: Any) -> str:  # noqa: ANN401
    return str(getattr(value, "name", value) or "").strip("/'")


def _string(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, bytes):
        return (
            value.decode("utf-16", errors="replace")
            if value.startswith((b"\xfe\xff", b"\xff\xfe"))
            else value.decode("latin-1")
        )
    return value if isinstance(value, str) else ""


def _tables(page: Any) -> list[Any]:  # noqa: ANN401
    """Return tables whose cells are ruled on all sides."""
    edges = page.edges
    upright = sum(edge["orientation"] == "v" for edge in edges)
    if upright < 2 or not MIN_EDGES <= len(edges) <= MAX_EDGES:
        return []
    area = page.width * page.height
    tables = page.find_tables()
    # A frame around the whole page is no table.
    return [
        one
        for one in tables
        if len(one.cells) > 1 or (one.bbox[2] - one.bbox[0]) * (one.bbox[3] - one.bbox[1]) < 0.25 * area
    ]


def _split(words: list[Word], bbox: tuple[float, float, float, float]) -> tuple[list[Word], list[Word]]:
    inside: list[Word] = []
    outside: list[Word] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        (inside if bbox[0] <= x <= bbox[2] and bbox[1] <= y <= bbox[3] else outside).append(word)
    return inside, outside


def _table_rows(table: Any, words: list[Word]) -> Iterator[TextLine]:  # noqa: ANN401
    """Yield the rows of a table that hold words; a cell that spans rows stands in the first of them."""
    left = words
    for row in table.rows:
        cells: list[tuple[tuple[Word, ...], ...]] = []
        widths: list[float] = []
        for cell in row.cells:
            if cell is None:
                continue
            inside, left = _split(left, cell)
            cells.append(tuple(tuple(line) for line in _lines(inside)))
            widths.append(cell[2] - cell[0])
        if any(cells):
            yield TextLine(tuple(cells), ruled=True, cell_widths=tuple(widths))
    if left:
        yield from (_as_line(line) for line in _lines(left))


def _lines(words: list[Word]) -> list[list[Word]]:
    """Set words in lines: those that overlap in height enough, from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.top + one.bottom, one.x0)):
        line = lines[-1] if lines else None
        if line is not None and _on_line(word, line):
            line.append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda one: one.x0) for line in lines]


def _on_line(word: Word, line: list[Word]) -> bool:
    last = line[-1]
    overlap = min(word.bottom, last.bottom) - max(word.top, last.top)
    return overlap >= SAME_LINE * min(word.bottom - word.top, last.bottom - last.top)


def _as_line(words: list[Word]) -> TextLine:
    cells: list[list[Word]] = [[words[0]]]
    for one, other in pairwise(words):
        if other.x0 - one.x1 > CELL_GAP * max(one.size, other.size, 6.0):
            cells.append([])
        cells[-1].append(other)
    return TextLine(tuple((tuple(cell),) for cell in cells), ruled=False)


def _columns(lines: list[TextLine]) -> list[TextLine]:
    """Put the right column of a page in two columns of prose after the left one."""
    split = [line for line in lines if len(line.cells) == 2]
    if len(split) < 12 or 10 * len(split) < 6 * len(lines):
        return lines
    gaps = [(line.cells[0][0][-1].x1, line.cells[1][0][0].x0) for line in split]
    start, end = median(gap[0] for gap in gaps), median(gap[1] for gap in gaps)
    aligned = [line for line, gap in zip(split, gaps, strict=True) if abs(gap[1] - end) < 3]
    words_left = median(len(line.cells[0][0]) for line in split)
    if (
        end <= start
        or len(aligned) < 0.8 * len(split)
        or words_left < 4
        or median(len(line.cells[1][0]) for line in split) < 4
    ):
        return lines
    first, last = lines.index(split[0]), lines.index(split[-1])
    left: list[TextLine] = []
    right: list[TextLine] = []
    for line in lines[first : last + 1]:
        for cell in line.cells:
            (right if cell[0][0].x0 >= end - 3 else left).append(TextLine((cell,), ruled=False))
    return [*lines[:first], *left, *right, *lines[last + 1 :]]


def _interleave(lines: list[TextLine], rows: list[TextLine]) -> list[TextLine]:
    """Put table rows where they stand among the lines, the order of both kept."""
    result: list[TextLine] = []
    waiting = sorted(rows, key=lambda row: row.top)
    for line in lines:
        while waiting and waiting[0].top < line.top:
            result.append(waiting.pop(0))
        result.append(line)
    return result + waiting
