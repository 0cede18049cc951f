"""Ruled tables as fields, boxes with what they answer, and rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from lexsarah.parse.pdf.fields import answers_at, field_line, is_data, is_known, labels_of, lost_answers
from lexsarah.parse.pdf.lines import Cell, Style, TextLine, lines_of, style
from lexsarah.parse.pdf.rows import rows_of
from lexsarah.parse.pdf.words import Word
from lexsarah.records import BlockKind, Box

Bounds = tuple[float, float, float, float]

MAX_LABEL_LINES = 4
MAX_LABEL = 220
"""Code points of a label over its value in a cell."""


class TableRow(Protocol):
    """Cells of a row; None where a cell of a row above reaches into it."""

    @property
    def cells(self) -> Sequence[Bounds | None]:
        """Their bounds."""


class Table(Protocol):
    """A ruled table."""

    @property
    def bbox(self) -> Bounds:
        """Its bounds."""

    @property
    def rows(self) -> Sequence[TableRow]:
        """Its rows."""


def label_styles(tables: Sequence[tuple[Table, list[Word]]]) -> frozenset[Style]:
    """Return how labels look that stand over their values in cells: smaller than them, or bold over plain."""
    seen: Counter[Style] = Counter()
    for table, words in tables:
        for row in _filled(table, words):
            for held, _ in row:
                lines = lines_of(held)
                cut = _head(lines)
                if cut:
                    seen[style(lines[0])] += 1
    return frozenset(seen)


def grid_lines(table: Table, words: list[Word], styles: frozenset[Style]) -> list[TextLine]:
    """Return what a table holds, row by row."""
    rows = _filled(table, words)
    if len(rows) == 1 and len(rows[0]) == 1:
        return _frame(rows[0][0][0], styles)
    stacked = _is_stacked(rows, styles)
    plain = [] if stacked else [[_cell(held) for held, _ in row] for row in rows if not _has_boxes(row)]
    labels = _labels(plain)
    kind = BlockKind.TABLE if not labels and plain and is_data([row for row in plain if len(row) > 1]) else None
    result: list[TextLine] = []
    head: Held = []
    for row, after in zip(rows, [*rows[1:], []], strict=True):
        cells = [_cell(held) for held, _ in row]
        if _has_boxes(row):
            result += _answers(row, head) or _box_row(row, styles)
            continue
        head = row
        if stacked:
            for held, _ in row:
                result += _stack(held, styles)
        elif any(word.entered for held, _ in row for word in held) or len(row) == 1:
            result += [line for held, _ in row for line in _frame(held, styles)] if len(row) == 1 else _entered(row)
        elif not _has_boxes(after) and (answered := _with_answers(cells)) is not None:
            result += lost_answers(answered)
        elif labels and len(cells) % 2 == 0 and cells[0]:
            for at in range(0, len(row), 2):
                sides = row[at][1], row[at + 1][1]
                result += [field_line(cells[at], cells[at + 1], sides)] if cells[at] else _frame(row[at + 1][0], styles)
        elif any(cells):
            widths = tuple(width for _, width in row)
            result.append(TextLine(tuple(cells), ruled=True, cell_widths=widths, kind=kind))
    left = _left(table, words)
    return [*result, *rows_of(lines_of(left))] if left else result


Held = list[tuple[list[Word], float]]
"""Words and width of each cell of a row."""


def _filled(table: Table, words: list[Word]) -> list[Held]:
    rows: list[Held] = []
    left = words
    for row in table.rows:
        held: Held = []
        for bounds in row.cells:
            if bounds is not None:
                inside = [word for word in left if _is_in(word, bounds)]
                taken = {id(word) for word in inside}
                left = [word for word in left if id(word) not in taken]
                held.append((inside, bounds[2] - bounds[0]))
        if any(inside for inside, _ in held):
            rows.append(held)
    return rows


def _left(table: Table, words: list[Word]) -> list[Word]:
    cells = [bounds for row in table.rows for bounds in row.cells if bounds is not None]
    return [word for word in words if not any(_is_in(word, bounds) for bounds in cells)]


def _is_in(word: Word, bounds: Bounds) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return bounds[0] <= x <= bounds[2] and bounds[1] <= y <= bounds[3]


def _cell(words: list[Word]) -> Cell:
    return tuple(tuple(line) for line in lines_of(words))


def _has_boxes(row: Held) -> bool:
    return any(
        line[0].is_box or any(len(word.text) == 1 and word.is_box for word in line)
        for held, _ in row
        for line in lines_of(held)
    )


def _labels(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the cells of each row take turns as label and value."""
    even = [row for row in rows if len(row) in (2, 4, 6) and row[0]]
    odd = any(len(row) in (3, 5) or len(row) > 6 for row in rows)
    return bool(even) and not odd and labels_of(even) is not None


def _is_stacked(rows: Sequence[Held], styles: frozenset[Style]) -> bool:
    """Whether labels stand over their values in the cells of a table."""
    cells = [lines_of(held) for row in rows if not _has_boxes(row) for held, _ in row if held]
    if not cells:
        return False
    stacked = sum(bool(_head(lines)) for lines in cells)
    alone = sum(not _head(lines) and style(lines[0]) in styles and _is_short(lines) for lines in cells)
    known = sum(len(lines) > 1 and is_known((tuple(lines[0]),)) for lines in cells)
    return max(stacked, known) >= 1 and 10 * max(stacked + alone, known) >= 6 * len(cells)


def _is_short(lines: list[list[Word]]) -> bool:
    return sum(len(word.text) + 1 for line in lines for word in line) <= MAX_LABEL and len(lines) <= MAX_LABEL_LINES


def _head(lines: list[list[Word]]) -> int:
    """Return how many lines at the top of a cell are its label: they look other than the value below; 0 for none."""
    if not lines:
        return 0
    first = style(lines[0])
    if first == ("entered",):
        return 0
    cut = next((at for at, line in enumerate(lines) if style(line) not in (first, ())), len(lines))
    if cut == len(lines) or cut > MAX_LABEL_LINES or not first:
        return 0
    below = style(lines[cut])
    if below == ("entered",):
        return cut
    smaller = _is_smaller(first, below)
    bolder = first[0] is True and below[0] is False and not _is_smaller(below, first)
    if not (smaller or bolder) or not _is_short(lines[:cut]) or any(style(line) == first for line in lines[cut:]):
        return 0
    words = lines[cut - 1][-1].text
    return 0 if words.endswith((".", "!")) else cut


def _stack(held: list[Word], styles: frozenset[Style]) -> list[TextLine]:
    """Return a cell whose label stands over its value as a field."""
    lines = lines_of(held)
    if not lines:
        return []
    cut = _head(lines)
    if not cut and (style(lines[0]) in styles and _is_short(lines) and len({style(line) for line in lines}) == 1):
        cut = len(lines)
    if not cut and is_known((tuple(lines[0]),)):
        cut = 1
    if not cut:
        return rows_of(lines)
    return [field_line(tuple(map(tuple, lines[:cut])), tuple(map(tuple, lines[cut:])))]


def _frame(held: list[Word], styles: frozenset[Style]) -> list[TextLine]:
    """Return what a frame with one cell holds: a field whose label stands inside, or lines like those outside."""
    lines = lines_of(held)
    if not lines or any(word.is_box for line in lines for word in line):
        return rows_of(lines)
    if any(word.entered for word in held):
        return rows_of(lines)
    cut = _head(lines)
    if cut and _is_smaller(style(lines[0]), style(lines[cut])):
        return _stack(held, styles)
    if style(lines[0]) in styles and _is_short(lines) and len(lines) <= 2 and not lines[0][0].bold:
        return _stack(held, styles)
    return rows_of(lines)


def _is_smaller(one: Style, other: Style) -> bool:
    return len(one) > 1 and len(other) > 1 and float(str(one[1])) < float(str(other[1]))


def _entered(row: Held) -> list[TextLine]:
    """Return a row with form fields: a field's label stands in its cell, or is the cell before it."""
    result: list[TextLine] = []
    label: Cell = ()
    for held, _ in row:
        entries = [word for word in held if word.entered]
        printed = [word for word in held if not word.entered]
        if not entries:
            if label:
                result.append(TextLine((label,), ruled=True, cell_widths=(0.0,)))
            label = _cell(held)
        elif printed or not label:
            result += [TextLine((label,), ruled=True, cell_widths=(0.0,))] if label else []
            result += rows_of(lines_of(held))
            label = ()
        else:
            result.append(field_line(label, _cell(entries)))
            label = ()
    return [*result, TextLine((label,), ruled=True, cell_widths=(0.0,))] if label else result


def _box_row(row: Held, styles: frozenset[Style]) -> list[TextLine]:
    """Return a row with boxes: what they answer is the cell before them; a box may stand in a cell beside its words."""
    cells = [held for held, _ in row if held]
    lone = [len(held) == 1 and held[0].is_box for held in cells]
    if any(lone):
        return rows_of([_one_line(cells)])
    result: list[TextLine] = []
    for held in cells:
        lines = lines_of(held)
        if any(word.is_box for word in held):
            result += rows_of(lines)
        elif _head(lines):
            result += _stack(held, styles)
        else:
            caption = tuple(tuple(line) for line in lines)
            result.append(TextLine((caption,), ruled=True, cell_widths=(0.0,), kind=BlockKind.CHECKBOX))
    return result


def _with_answers(cells: Sequence[Cell]) -> list[Cell] | None:
    """Return a row whose answers, "Ja" and "Nej" without a mark, stand in cells of their own or in one."""
    split = [*cells[:-1], *(((word,),) for line in cells[-1] for word in line)] if cells else []
    return next((row for row in (list(cells), split) if answers_at(row) is not None), None)


def _answers(row: Held, head: Held) -> list[TextLine]:
    """Return a row of a question and boxes whose answers stand at the head of their columns; empty for other rows."""
    if len(row) != len(head) or not row[0][0] or any(word.is_box for word in row[0][0]):
        return []
    columns = [(held, named) for (held, _), (named, _) in zip(row[1:], head[1:], strict=True) if held]
    if len(columns) < 2 or not all(len(held) == 1 and held[0].is_box and named for held, named in columns):
        return []
    result = [TextLine((_cell(row[0][0]),), ruled=True, cell_widths=(0.0,), kind=BlockKind.CHECKBOX)]
    for held, named in columns:
        sign = held[0]
        # The answer is written once more beside the box, in the box's place.
        words = " ".join(word.text for line in lines_of(named) for word in line)
        label = replace(sign, text=words, place=Box(sign.x0, sign.top, sign.x1, sign.bottom))
        result.append(TextLine((((sign, label),),), ruled=True, cell_widths=(0.0,), kind=BlockKind.CHECKBOX))
    return result


def _one_line(cells: Sequence[list[Word]]) -> list[Word]:
    """Words of the cells of a row one after the other, as if they stood on one line."""
    return [word for held in cells for line in lines_of(held) for word in line]
