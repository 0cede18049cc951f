"""Which cells are labels and which their values, told by how a stretch of rows looks as a whole."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from lexsarah.parse.pdf.lines import Cell, Style, TextLine, style, text_of
from lexsarah.parse.structure.labels import CONTACT_LABELS, LABELS
from lexsarah.records import BlockKind

COLUMN = 8.0
"""Points by which the cells of a column may begin apart."""

MOST, HALF = 0.75, 0.5
"""Share of cells that must agree before their column is one of labels."""

MAX_LABEL = 110
"""Code points of a label; questions of forms are as long."""

YES_NO = ("ja", "nej")

KNOWN = frozenset(label.lower() for label in (*LABELS, *CONTACT_LABELS))
NUMBERED = re.compile(r"^(?:[A-Z]?\d{0,2}(?:\.\d+)*[.)]?\s+)?")


def field_line(label: Cell, value: Cell, widths: tuple[float, float] = (0.0, 0.0)) -> TextLine:
    """Return a line that is a label with its value."""
    return TextLine((label, value), ruled=True, cell_widths=widths, kind=BlockKind.FIELD)


def judged(rows: Sequence[Sequence[Cell]]) -> list[TextLine]:
    """Return a stretch of rows as fields where it is one of labels and values, else as rows of a table or as lines."""
    if any(_is_entered(cell) for row in rows for cell in row):
        return _entered(rows)
    answers = next((at for at, row in enumerate(rows) if answers_at(row) is not None), None)
    if answers is not None:
        before, after = rows[:answers], rows[answers + 1 :]
        return [*(judged(before) if before else ()), *lost_answers(rows[answers]), *(judged(after) if after else ())]
    labels = labels_of(rows)
    if labels is None:
        kind = BlockKind.TABLE if is_data(rows) and all(len(row) > 1 for row in rows) else None
        return [_row(row, kind) for row in rows]
    return [line for row, names in zip(rows, labels, strict=True) for line in fields_of(row, names)]


def answers_at(row: Sequence[Cell]) -> int | None:
    """Return which cell of a row is the first of "Ja", "Nej" and what may follow, all without a mark; None for none."""
    words = [text_of(cell).lower().rstrip(".?!") for cell in row]
    first = next((at for at in range(len(words) - 1) if tuple(words[at : at + 2]) == YES_NO), None)
    return first if first is not None and first < 2 and len(words) <= first + 3 else None


def lost_answers(row: Sequence[Cell]) -> list[TextLine]:
    """Return a row of yes and no whose mark was lost as boxes that cannot be read, after what they answer."""
    first = answers_at(row) or 0
    return [
        TextLine((cell,), ruled=True, cell_widths=(0.0,), kind=BlockKind.CHECKBOX)
        for at, cell in enumerate(row)
        if any(cell) or at >= first
    ]


def fields_of(row: Sequence[Cell], is_label: Sequence[bool]) -> list[TextLine]:
    """Return the fields of a row; cells that follow a label are its value, and none may follow."""
    found: list[TextLine] = []
    label: Cell | None = None
    value: list[Cell] = []
    for cell, names in zip(row, is_label, strict=True):
        if names:
            if label is not None:
                found.append(field_line(label, _merged(value)))
            label, value = cell, []
        elif label is None:
            found.append(_row([cell]))
        else:
            value.append(cell)
    if label is not None:
        found.append(field_line(label, _merged(value)))
    return found


def _merged(cells: Iterable[Cell]) -> Cell:
    return tuple(line for cell in cells for line in cell)


def _row(row: Sequence[Cell], kind: BlockKind | None = None) -> TextLine:
    single = all(len(cell) == 1 for cell in row) and kind is None
    return TextLine(tuple(row), ruled=not single, cell_widths=() if single else (0.0,) * len(row), kind=kind)


def is_data(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether rows that are no labels and values are a table: one with a head, or of three columns and more."""
    wide = sum(len(row) > 2 for row in rows)
    return len(rows) > 1 and (_has_head(rows) or (wide == len(rows) and len(rows) > 2))


def labels_of(rows: Sequence[Sequence[Cell]]) -> list[list[bool]] | None:
    """Return which cells of some rows are labels; None where the rows are no labels and values.

    Every other cell of a row is a label, beginning with the first, where these look different from the values beside
    them, end in colons, or are labels that forms have; with two columns alone also where all read like labels. Cells of
    rows that lack one are told by where labels and values begin in the others.
    """
    even = [row for row in rows if len(row) in (2, 4, 6)]
    labels = [cell for row in even for cell in row[::2] if text_of(cell)]
    values = [cell for row in even for cell in row[1::2] if text_of(cell)]
    if not labels:
        labels = [cell for row in rows if len(row) == 3 for cell in row[::2]]
        values = [row[1] for row in rows if len(row) == 3]
        if not labels or not all(is_known(cell) for cell in labels):
            return None
    if not values or any(len(text_of(cell)) > MAX_LABEL for cell in labels):
        return None
    if not _are_labels(rows, even, labels, values):
        return None
    told = []
    for at, row in enumerate(rows):
        if len(row) in (2, 4, 6):
            told.append([n % 2 == 0 for n in range(len(row))])
            continue
        near = [one for one in rows[max(0, at - 2) : at + 3] if len(one) in (2, 4, 6)]
        label_edges = {_edge(cell) for one in near for cell in one[::2] if any(cell)}
        value_edges = {_edge(cell) for one in near for cell in one[1::2] if any(cell)}
        told.append([_names(cell, n, label_edges, value_edges) for n, cell in enumerate(row)])
    return told


def _are_labels(
    rows: Sequence[Sequence[Cell]], even: Sequence[Sequence[Cell]], labels: Sequence[Cell], values: Sequence[Cell]
) -> bool:
    if _differ(labels, values) or _share(labels, _has_colon) >= MOST or _share(labels, is_known) >= HALF:
        return True
    if len(rows) < 2 or _has_head(rows) or _share(labels, _reads_like_label) < MOST:
        return False
    if max(len(row) for row in rows) < 3 or any(len(row) == 2 for row in even):
        return True
    # Four columns without a head are two pairs where no label comes twice or holds a figure.
    names = [text_of(cell) for cell in labels]
    return len(set(names)) == len(names) and not any(mark.isdigit() for name in names for mark in name)


def _edge(cell: Cell) -> float:
    return min(line[0].x0 for line in cell if line)


def _names(cell: Cell, at: int, label_edges: set[float], value_edges: set[float]) -> bool:
    """Whether a cell of a row that lacks one is a label: it begins where labels near by do."""
    if not any(cell):
        return False
    edge = _edge(cell)
    label = min((abs(edge - one) for one in label_edges), default=COLUMN)
    value = min((abs(edge - one) for one in value_edges), default=COLUMN)
    return at % 2 == 0 if min(label, value) >= COLUMN or label == value else label < value


def _differ(labels: Sequence[Cell], values: Sequence[Cell]) -> bool:
    """Whether labels look alike and other than values."""
    looks = [style(word for line in cell for word in line) for cell in labels]
    usual: Style = max(looks, key=looks.count)
    others = [style(word for line in cell for word in line) for cell in values]
    return looks.count(usual) >= MOST * len(looks) and others.count(usual) <= (1 - MOST) * len(others)


def _share(cells: Sequence[Cell], test: Callable[[Cell], bool]) -> float:
    return sum(test(cell) for cell in cells) / len(cells)


def _has_colon(cell: Cell) -> bool:
    return text_of(cell).endswith((":", "?"))


def is_known(cell: Cell) -> bool:
    """Whether a cell holds a label that forms have."""
    words = NUMBERED.sub("", text_of(cell)).rstrip(":? ").lower()
    return words in KNOWN


def _reads_like_label(cell: Cell) -> bool:
    words = text_of(cell)
    return words[:1].isupper() and not words.endswith((".", "!", ";")) and sum(mark.isalpha() for mark in words) > 1


def _has_head(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row looks like the head of a table: all its cells bold or so, and none of the rows below."""
    if len(rows) < 2:
        return False
    first = {style(word for line in cell for word in line) for cell in rows[0] if cell}
    below = {style(word for line in cell for word in line) for row in rows[1:] for cell in row if cell}
    return len(first) == 1 and not first & below


def _is_entered(cell: Cell) -> bool:
    return any(word.entered for line in cell for word in line)


def _entered(rows: Sequence[Sequence[Cell]]) -> list[TextLine]:
    """Return rows with form fields: the label of each is what stands to its left, above it, or what the form says."""
    result: list[TextLine] = []
    waiting: list[Cell] = []
    for at, row in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) else ()
        if not any(_is_entered(cell) for cell in row):
            if any(_is_entered(cell) for cell in following) and not _has_left_labels(following):
                waiting += row
            else:
                result += [_row([*waiting, *row])]
                waiting = []
            continue
        label: Cell | None = None
        for cell in row:
            if not _is_entered(cell):
                if label is not None:
                    result.append(_row([label]))
                label = cell
                continue
            if label is None:
                label = next((one for one in waiting if abs(one[0][0].x0 - cell[0][0].x0) <= 2 * COLUMN), None)
                waiting = [one for one in waiting if one is not label]
            result.append(_field(label, cell))
            label = None
        if label is not None:
            result.append(_row([label]))
        result += [_row(waiting)] if waiting else []
        waiting = []
    return result


def _has_left_labels(row: Sequence[Cell]) -> bool:
    return bool(row) and not _is_entered(row[0])


def _field(label: Cell | None, value: Cell) -> TextLine:
    if label is not None:
        return field_line(label, value)
    entry = value[0][0]
    if entry.hint:
        named = replace(entry, text=entry.hint, entered=False, hint="")
        return field_line(((named,),), value)
    return TextLine((value,), ruled=True, cell_widths=(0.0,))
