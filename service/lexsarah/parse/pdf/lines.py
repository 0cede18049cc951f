"""Words set in lines, and lines in cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lexsarah.parse.pdf.words import Word
from lexsarah.records import BlockKind

CELL_GAP = 1.5
"""White space, in font sizes, that parts two cells on a line; justified text has up to about one."""

SAME_LINE = 0.5
"""Share of the lower of two words' heights by which they must overlap to stand on one line."""

ROUGHLY = 0.15
"""Share by which sizes read from a picture may differ and still be the same."""

Cell = tuple[tuple[Word, ...], ...]
"""Words of a cell, line by line."""

Style = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words on one line, in cells where wide gaps part them; or one row of a table, a cell having lines itself.

    ``cells[i][j]`` are the words of line ``j`` of cell ``i``; outside tables a cell has one line. ``ruled``: a row of
    cells that may have several lines, each ``cell_widths`` wide (0: not known). ``kind`` is what the page says it is: a
    ``FIELD`` (label and value are its two cells), ``CHECKBOX`` (an option; without a sign the words that the options
    under it answer), ``TABLE`` (a row whose cells are no labels), ``BOILERPLATE``; None: its words say.
    """

    cells: tuple[Cell, ...]
    ruled: bool
    cell_widths: tuple[float, ...] = ()
    kind: BlockKind | None = None

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
        return len(self.cells) == 1 and not self.ruled and self.kind is None


def top_of(line: TextLine) -> float:
    """Upper edge of what of a line stands highest."""
    return line.top


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """Set words in lines: those that overlap in height enough, from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.top + one.bottom, one.x0)):
        line = lines[-1] if lines else None
        if line is not None and _on_line(word, line):
            line.append(word)
        else:
            lines.append([word])
    return [_bracketed(sorted(line, key=lambda one: one.x0)) for line in lines]


def _on_line(word: Word, line: list[Word]) -> bool:
    last = line[-1]
    overlap = min(word.bottom, last.bottom) - max(word.top, last.top)
    return overlap >= SAME_LINE * min(word.bottom - word.top, last.bottom - last.top)


def _bracketed(line: list[Word]) -> list[Word]:
    """Join the brackets of an empty box, which white space parts ("[ ] Ja")."""
    if not any(word.text in "[(" for word in line):
        return line
    result: list[Word] = []
    for word in line:
        opening = result[-1] if result else None
        if opening is not None and opening.text + word.text in {"[]", "()"} and word.x0 - opening.x1 < 1.5 * word.size:
            text = f"{opening.text} {word.text}"
            result[-1] = Word(
                text, opening.x0, opening.top, word.x1, word.bottom, word.size, word.bold, None, word.font
            )
        else:
            result.append(word)
    return result


def segments(line: Sequence[Word]) -> list[list[Word]]:
    """Cut a line where wide gaps stand, and before and after what was entered in a form field."""
    cut: list[list[Word]] = [[line[0]]]
    for one, other in pairwise(line):
        if one.entered or other.entered or other.x0 - one.x1 > CELL_GAP * max(min(one.size, 20.0), other.size, 6.0):
            cut.append([])
        cut[-1].append(other)
    return cut


def style(words: Iterable[Word]) -> Style:
    """How words look: weight, size and typeface of the first that has letters or figures."""
    for word in words:
        if word.entered:
            return ("entered",)
        if any(mark.isalnum() for mark in word.text):
            return (word.bold, round(word.size * 2) / 2, word.font.rsplit("+", 1)[-1])
    return ()


def alike(one: Iterable[Word], other: Iterable[Word]) -> bool:
    """Whether words look the same; of words read from a picture only the size is known, and that roughly."""
    first, second = style(one), style(other)
    if len(first) > 1 and len(second) > 1 and not first[2] and not second[2]:
        return abs(float(str(first[1])) - float(str(second[1]))) <= ROUGHLY * float(str(first[1]))
    return first == second


def text_of(cell: Iterable[Iterable[Word]]) -> str:
    """Words of a cell, parted by spaces."""
    return " ".join(word.text for line in cell for word in line)
