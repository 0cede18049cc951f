"""How a row of a table reads: pairs of label and value, data under a head, or cells there for layout."""

import re
from collections.abc import Iterable, Sequence

from lexsarah.parse.structure.rows import MARK, label_in
from lexsarah.parse.word.story import Paragraph, Story, Table
from lexsarah.records import BlockKind, Span

LONG_CELL = 400
"""Code points of a cell above which a table is there for layout and its paragraphs stand for themselves."""

MAX_LABEL = 160
"""Code points of a label that the layout tells; the longest question of the forms seen has 150."""

MAX_STACKED = 100
"""Code points of a value right under its label in a cell of its own; longer is an answer under a heading."""

NAME = re.compile(r"[A-ZÅÄÖ][a-zåäöéü]+(?:[ -][A-ZÅÄÖ][a-zåäöéü]+){1,3}")
"""Two to four words that all begin with a capital."""

Cell = Sequence[Paragraph]

Look = tuple[float | None, bool]
"""Size and weight of a line."""


def joined(story: Iterable[Paragraph | Table]) -> str:
    """Words of a cell, a line for each paragraph; tabs inside it become spaces. Tables in it are left out."""
    told = "\n".join(item.words for item in story if isinstance(item, Paragraph))
    lines = told.replace("\t", " ").split("\n")
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def has_head(table: Table) -> bool:
    """Whether a table holds data: as many cells in each row, no form in it, and a first row that alone is bold."""
    rows = [[_paragraphs(cell) for cell in row] for row in table.rows]
    if len(rows) < 2 or len(rows[0]) < 2 or any(len(row) != len(rows[0]) for row in rows):
        return False
    cells = [cell for row in table.rows for cell in row]
    if any(isinstance(item, Table) or item.entry or MARK.search(item.words) for cell in cells for item in cell):
        return False
    head, *others = rows
    return all(joined(cell) and _is_bold(cell) for cell in head) and not any(
        joined(row[-1]) and _is_bold(row[-1]) for row in others
    )


def captions(table: Table) -> frozenset[Look]:
    """Return how the labels look that stand in one cell with their values: a lone line that looks so has no value."""
    cells = [_paragraphs(cell) for row in table.rows for cell in row]
    return frozenset((cell[0].size, cell[0].bold) for cell in cells if _stacked(cell) and _is_set_apart(cell))


def row_words(
    row: Sequence[Story], *, data: bool = False, labels: frozenset[Look] = frozenset()
) -> tuple[str, BlockKind | None]:
    """Words of a row and what they are; no words and None for a row whose cells stand for themselves.

    ``data``: it stands in a table with a head; ``labels`` is how labels without a value look in this table.
    """
    if any(isinstance(item, Table) for cell in row for item in cell):
        return "", None
    texts = [joined(cell) for cell in row]
    if data:
        return "\t".join(texts).rstrip(), BlockKind.TABLE
    if pairs := _pairs([_paragraphs(cell) for cell in row], labels):
        return "\t".join(f"{label}\t{value}" for label, value in pairs).rstrip(), BlockKind.FIELD
    if len(row) == 1 or any(len(text) > LONG_CELL and not MARK.search(text) for text in texts):
        return "", None
    return "\t".join(_boxes_apart(text) for text in texts).rstrip(), BlockKind.TABLE


def _paragraphs(cell: Story) -> list[Paragraph]:
    """Paragraphs of a cell that hold words, or that somebody may fill in."""
    return [item for item in cell if isinstance(item, Paragraph) and (item.entry or item.words.strip())]


def _boxes_apart(words: str) -> str:
    """Words of a cell; in one with boxes every line becomes a cell, so that an option ends with its line."""
    return words.replace("\n", "\t") if MARK.search(words) else words


def _pairs(cells: Sequence[Cell], labels: frozenset[Look]) -> list[tuple[str, str]]:
    """Label and value of each pair of cells, or of each cell that holds both; none for a row of anything else."""
    stacked = [_stacked(cell) or _without_value(cell, labels) for cell in cells if cell]
    if all(stacked):
        return [pair for pair in stacked if pair]
    if len(cells) % 2:
        return []
    beside = [_beside(label, value) for label, value in zip(cells[::2], cells[1::2], strict=True) if label or value]
    found = [pair for pair in beside if pair]
    filled_in = any(words for _, words in found) or any(one.entry for cell in cells for one in cell)
    return found if len(found) == len(beside) and filled_in else []


def _beside(label: Cell, value: Cell) -> tuple[str, str] | None:
    """Label and value of two cells: the value was filled in, or only the label is bold or asks something."""
    name, words = joined(label), joined(value)
    if not _may_be_label(name) or MARK.search(words) or any(one.entry for one in label):
        return None
    entered = bool(value) and all(one.entry for one in value) and not _are_fields(name, words)
    only_bold = _is_bold(label) and not any(one.bold for one in value)
    return (name, words) if entered or only_bold or name.endswith(("?", ":")) else None


def _are_fields(name: str, words: str) -> bool:
    """Whether two cells are fields of their own: the first holds its value, or only the second begins with a label."""
    first, second = _label(name), _label(words)
    return bool(first and len(first[1])) or (first is None and second is not None)


def _label(words: str) -> tuple[Span, Span] | None:
    return label_in(words, Span(0, len(words)), in_cell=True)


def _stacked(cell: Cell) -> tuple[str, str] | None:
    """Label and value of a cell whose first line is the label and whose other lines were filled in under it."""
    name, words = joined(cell[:1]), joined(cell[1:])
    if len(cell) < 2 or cell[0].entry or not _may_be_label(name) or "\n" in name or MARK.search(words):
        return None
    if all(one.entry for one in cell[1:]) or all(_is_smaller(cell[0], one) for one in cell[1:]):
        return name, words
    short = len(words) <= MAX_STACKED and not words.endswith((".", "!", "?")) and not name.endswith((".", "!", "?"))
    return (name, words) if short and (_is_set_apart(cell) or _is_known(name)) else None


def _is_set_apart(cell: Cell) -> bool:
    """Whether the first line of a cell looks otherwise than the others: it alone is bold, or it is smaller."""
    bold = cell[0].bold and not any(one.bold for one in cell[1:])
    return bold or all(_is_smaller(cell[0], one) for one in cell[1:])


def _without_value(cell: Cell, labels: frozenset[Look]) -> tuple[str, str] | None:
    name = joined(cell)
    lone = len(cell) == 1 and not cell[0].entry and (cell[0].size, cell[0].bold) in labels
    return (name, "") if lone and _may_be_label(name) and "\n" not in name else None


def _is_smaller(one: Paragraph, other: Paragraph) -> bool:
    """Whether a line is set smaller than another, as captions in the boxes of a form are."""
    return one.size is not None and other.size is not None and one.size < other.size


def _is_known(words: str) -> bool:
    found = _label(words)
    return bool(found and not len(found[1]))


def _may_be_label(words: str) -> bool:
    """Whether words can be a label: no sign alone and no person's name."""
    if not 0 < len(words) <= MAX_LABEL or MARK.search(words) or not any(mark.isalpha() for mark in words):
        return False
    return NAME.fullmatch(words) is None


def _is_bold(cell: Cell) -> bool:
    return all(one.bold for one in cell)
