"""One page of a PDF as lines, rows and boxes in reading order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lexsarah.parse.pdf.boxes import boxes_of
from lexsarah.parse.pdf.columns import two_columns
from lexsarah.parse.pdf.forms import Kind, Widget, says_regenerate, widgets
from lexsarah.parse.pdf.grids import Table, grid_lines, label_styles
from lexsarah.parse.pdf.letters import Content, sheet_of
from lexsarah.parse.pdf.lines import TextLine, lines_of, top_of
from lexsarah.parse.pdf.rows import rows_of
from lexsarah.parse.pdf.sides import Gutter, with_gutter
from lexsarah.parse.pdf.tables import Rule, grids_of, rules_of
from lexsarah.parse.pdf.words import UNREADABLE, Word, page_words, turned_shapes
from lexsarah.records import BlockKind, Box

__all__ = ["UNREADABLE", "Setting", "TextLine", "content_lines", "set_lines"]

FAR = 200.0
"""Points within which a form field's label stands to its left."""

ENTERED_SIZE = 9.0
"""Font size that the value of a form field is set by, in points."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines in reading order, and the gutters of the columns that they or pages before them are set in."""

    lines: list[TextLine]
    gutters: tuple[Gutter, ...] = ()


def content_lines(page: Any, content: Content, known: tuple[Gutter, ...] = ()) -> Setting:  # noqa: ANN401
    """Return the lines, table rows and boxes of a page; text that is turned comes last, set aside.

    ``known`` are the gutters of the pages before it.
    """
    words, quarter, asides = page_words(content)
    shapes = turned_shapes(content, quarter)
    sheet = sheet_of(page)
    fields = [] if quarter else list(widgets(page, sheet, regenerate=says_regenerate(page.pdf)))
    buttons = [_sign(one) for one in fields if one.kind is not Kind.TEXT]
    entries = [_entry(one) for one in fields if one.kind is Kind.TEXT]
    words = [word for word in words if not any(_repeats(word, entry) for entry in entries)] if entries else words
    found, left = boxes_of(shapes, [*words, *buttons])
    setting = set_lines([*found, *_beside_labels(entries, found)], grids_of(left), rules_of(left), known)
    turned = [TextLine(((tuple(line),),), ruled=False, kind=BlockKind.BOILERPLATE) for line in asides]
    return Setting([*setting.lines, *turned], setting.gutters)


def set_lines(
    words: list[Word], tables: Sequence[Table], rules: Sequence[Rule] = (), known: tuple[Gutter, ...] = ()
) -> Setting:
    """Set words in lines, in the rows of ruled tables, and in columns.

    ``tables`` are those of ``pdf_tables``, or anything with a ``bbox`` and ``rows`` of ``cells``; ``rules`` are lines
    across the page that part rows; ``known`` are the gutters of other pages.
    """
    inside: list[tuple[Table, list[Word]]] = []
    loose = words
    for table in tables:
        held, loose = _split(loose, table.bbox)
        if held:
            inside.append((table, held))
    styles = label_styles(inside)
    return _zone(loose, inside, rules, styles, known)


def _zone(
    words: list[Word],
    tables: list[tuple[Table, list[Word]]],
    rules: Sequence[Rule],
    styles: frozenset[tuple[object, ...]],
    known: tuple[Gutter, ...],
) -> Setting:
    """Return the lines of a part of the page: columns one after the other, else from top to bottom."""
    lines = lines_of(words)
    columns = two_columns(lines, [table.bbox for table, _ in tables], known)
    if columns is not None:
        result: list[TextLine] = []
        gutters = known if columns.gutter is None else with_gutter(known, columns.gutter)
        for bounds, held in columns.parts:
            mine = [one for one in tables if _within(one[0].bbox, bounds)]
            part = _zone(held, mine, rules, styles, gutters)
            result, gutters = result + part.lines, part.gutters
        return Setting(result, gutters)
    rows = rows_of(lines, rules)
    blocks = [(table.bbox[1], grid_lines(table, held, styles)) for table, held in tables]
    return Setting(_interleave(rows, blocks), known)


def _within(bbox: tuple[float, float, float, float], bounds: tuple[float, float, float, float]) -> bool:
    x, y = (bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2
    return bounds[0] <= x < bounds[2] and bounds[1] <= y < bounds[3]


def _interleave(rows: list[TextLine], blocks: list[tuple[float, list[TextLine]]]) -> list[TextLine]:
    """Put tables where they stand among the lines, the order of both kept."""
    result: list[TextLine] = []
    waiting = sorted(blocks, key=lambda block: block[0])
    for line in rows:
        while waiting and waiting[0][0] < top_of(line):
            result += waiting.pop(0)[1]
        result.append(line)
    for _, lines in waiting:
        result += lines
    return result


def _split(words: Iterable[Word], bbox: tuple[float, float, float, float]) -> tuple[list[Word], list[Word]]:
    inside: list[Word] = []
    outside: list[Word] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        (inside if bbox[0] <= x <= bbox[2] and bbox[1] <= y <= bbox[3] else outside).append(word)
    return inside, outside


def _sign(widget: Widget) -> Word:
    off, on = "◯◉" if widget.kind is Kind.RADIO else "☐☒"
    sign = "⍰" if widget.checked is None else on if widget.checked else off
    box = widget.box
    return Word(sign, box.x0, box.top, box.x1, box.bottom, box.bottom - box.top, bold=False)


def _entry(widget: Widget) -> Word:
    """Value of a text field as one word, set where its first line stands; it is none where the field is empty."""
    box = widget.box
    low = box.bottom - box.top <= 2.4 * ENTERED_SIZE
    top = (box.top + box.bottom) / 2 - ENTERED_SIZE / 2 if low else box.top + 2
    value = "\n".join(" ".join(line.split()) for line in widget.value.split("\n"))
    return Word(
        value, box.x0, top, box.x1, top + ENTERED_SIZE, ENTERED_SIZE, False, box, "", entered=True, hint=widget.tooltip
    )


def _beside_labels(entries: list[Word], words: list[Word]) -> list[Word]:
    """Set values on the line where the words to their left begin: a label stands high, low or in the middle."""
    result = []
    for entry in entries:
        place = entry.place or entry.box
        blocks = [one.x1 for one in entries if one is not entry and one.x1 <= place.x0 + 2 and _overlap(one, place)]
        wall = max(blocks, default=-1e6)
        left = [
            word
            for word in words
            if wall - 2 <= word.x0 and word.x1 <= place.x0 + 2 and place.top - 2 <= _middle(word) <= place.bottom + 2
        ]
        highest = min(left, key=_middle, default=None)
        near = max((word.x1 for word in left), default=-1e6) > place.x0 - FAR
        if highest is None or not near:
            result.append(entry)
        else:
            result.append(replace(entry, top=highest.top, bottom=highest.bottom))
    return result


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _overlap(entry: Word, place: Box) -> bool:
    other = entry.place or entry.box
    return min(other.bottom, place.bottom) - max(other.top, place.top) > 2


def _repeats(word: Word, entry: Word) -> bool:
    """Whether a word of the page is drawn in a form field that holds it: a value drawn as well as entered."""
    place = entry.place
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return (
        place is not None and place.x0 <= x <= place.x1 and place.top <= y <= place.bottom and word.text in entry.text
    )
