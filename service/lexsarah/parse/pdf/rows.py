"""Lines outside ruled tables as paragraphs' lines, options with their boxes, and rows of labels and values."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lexsarah.language import ASKS_FOR_MORE
from lexsarah.parse.pdf.fields import is_known, judged
from lexsarah.parse.pdf.lines import TextLine, alike, segments, style
from lexsarah.parse.pdf.tables import Rule
from lexsarah.parse.pdf.words import Word
from lexsarah.parse.structure.rows import ANSWERS
from lexsarah.records import BlockKind

ALIGNED = 3.0
"""Points by which the lines of one cell may begin apart."""

TIGHT = 1.45
"""Distance from one line to the next, in font sizes, up to which they may be of one cell."""

CAPTION_GAP = 3.2
"""Distance, in font sizes, up to which words over boxes are what the boxes answer."""

REGION_GAP = 2.0
"""White space, in font sizes, over a label without a value that still goes on with the rows above."""

LONE_MARK = re.compile(r"[•·▪●○◦‣*■–—-]|\d{1,2}[.)]|[a-zåäö]\)")
"""What stands before an item of a list, with a wide gap after it."""

NEAR_LINES = 4
"""Lines above and below whose columns a line may share."""

NARROW_GAP = 0.5
"""White space, in font sizes, that parts cells where a column begins; a space between words is half as wide."""

MAX_CAPTION = 220
"""Code points of a question over boxes; the longest of the Huddinge form has 190."""


@dataclass(slots=True)
class _Cell:
    """A cell that may go on in the next line: its lines, and where their words begin."""

    lines: list[list[Word]]
    x0: float
    sign: Word | None = None

    @property
    def last(self) -> list[Word]:
        return self.lines[-1]


@dataclass(slots=True)
class Row:
    """Cells side by side; options stand each in a cell of its own."""

    cells: list[_Cell] = field(default_factory=list)

    @property
    def options(self) -> bool:
        """Whether it is a row of boxes."""
        return any(cell.sign is not None for cell in self.cells)


def rows_of(lines: Sequence[list[Word]], rules: Sequence[Rule] = ()) -> list[TextLine]:
    """Group lines to rows and return them from top to bottom."""
    if not lines:
        return []
    pitch = _tight_pitch(lines)
    rows: list[Row] = []
    for cut in _cut(lines):
        cells = _cells(cut)
        if rows and _goes_on(rows, cells, rules, pitch):
            continue
        rows.append(Row(cells))
    return _written(_with_answers(rows))


def _with_answers(rows: list[Row]) -> list[Row]:
    """Put yes and no that stand one under the other, without boxes, side by side in the row that they answer."""
    result: list[Row] = []
    for row in rows:
        above = result[-1].cells[-1] if result else None
        only = row.cells[0]
        if (
            above is not None
            and len(row.cells) == 1
            and _aligned(above, only)
            and _is_answer(only)
            and _is_answer(above)
        ):
            result[-1].cells.append(_Cell(only.lines, above.x0))
        elif len(row.cells) > 1 and len(row.cells[-1].lines) > 1 and _are_answers(row.cells[-1]):
            last = row.cells[-1]
            result.append(Row([*row.cells[:-1], *(_Cell([line], last.x0) for line in last.lines)]))
        else:
            result.append(row)
    return result


def _is_answer(cell: _Cell) -> bool:
    words = " ".join(word.text for line in cell.lines for word in line)
    return cell.sign is None and words.lower().rstrip(".") in ANSWERS


def _are_answers(cell: _Cell) -> bool:
    return all(_is_answer(_Cell([line], cell.x0)) for line in cell.lines)


def _tight_pitch(lines: Sequence[list[Word]]) -> float:
    """Smallest usual distance between lines, in font sizes."""
    steps = sorted(
        step / max(other[0].size, 1.0)
        for one, other in pairwise(lines)
        if 0 < (step := other[0].bottom - one[0].bottom) < 3 * other[0].size
    )
    return max(1.0, steps[len(steps) // 5]) if steps else 1.2


def _cut(lines: Sequence[list[Word]]) -> list[list[list[Word]]]:
    """Cut lines where wide gaps stand, and where less wide ones stand over or under the wide gaps of other lines."""
    cut = [segments(line) for line in lines]
    cut = [
        [line] if len(parts) > 1 and _is_justified(cut, at) else parts
        for at, (line, parts) in enumerate(zip(lines, cut, strict=True))
    ]
    starts = Counter(round(part[0].x0) for parts in cut for part in parts[1:])
    edges = {x for x, count in starts.items() if count + starts[x - 1] + starts[x + 1] > 1}
    if not edges:
        return cut
    return [
        parts if _is_full(cut, at) else [piece for part in parts for piece in _cut_at(part, edges)]
        for at, parts in enumerate(cut)
    ]


def _cut_at(part: list[Word], edges: set[int]) -> list[list[Word]]:
    pieces = [[part[0]]]
    for one, other in pairwise(part):
        if other.x0 - one.x1 > NARROW_GAP * other.size and round(other.x0) in edges:
            pieces.append([])
        pieces[-1].append(other)
    return pieces


def _is_full(cut: Sequence[list[list[Word]]], at: int) -> bool:
    """Whether a line begins and ends where text without a wide gap does right above or below it: running text.

    That text may stand beside its label.
    """
    first, last = cut[at][0][0], cut[at][-1][-1]
    beside = [cut[n] for n in (at - 1, at + 1) if 0 <= n < len(cut)]
    return any(abs(other[-1][0].x0 - first.x0) < 2 and abs(other[-1][-1].x1 - last.x1) < 2 for other in beside)


def _is_justified(cut: Sequence[list[list[Word]]], at: int) -> bool:
    """Whether the gaps of a line are those of justified text: it is as wide as a line beside it that has none."""
    parts = cut[at]
    if any(word.entered or word.is_box for part in parts for word in part):
        return False
    near = [cut[n] for n in range(max(0, at - NEAR_LINES), at + NEAR_LINES + 1) if 0 <= n < len(cut) and n != at]
    edges = [part[0].x0 for parts in near for part in parts[1:]]
    # One word of several may stand under another by chance; the cells of a row all do.
    shared = all(any(abs(part[0].x0 - edge) <= ALIGNED for edge in edges) for part in parts[1:])
    return not shared and _is_full(cut, at)


def _cells(cut: list[list[Word]]) -> list[_Cell]:
    """Make cells of the pieces of a line; a box opens one with the words of its option."""
    parts: list[list[Word]] = []
    if len(cut) > 1 and len(cut[0]) == 1 and not cut[0][0].is_box and LONE_MARK.fullmatch(cut[0][0].text):
        cut = [cut[0] + cut[1], *cut[2:]]
    for segment in cut:
        for at, word in enumerate(segment):
            if at == 0 or _is_sign(word, segment, at):
                parts.append([])
            parts[-1].append(word)
    signs = [_is_sign(part[0], part, 0) for part in parts]
    if not any(signs):
        return [_Cell([part], part[0].x0) for part in parts]
    if _named_before(parts, signs):
        return _options_before(parts, signs)
    cells: list[_Cell] = []
    for part, is_sign in zip(parts, signs, strict=True):
        if is_sign:
            cells.append(_Cell([part[1:]] if len(part) > 1 else [[]], part[1].x0 if len(part) > 1 else -1e6, part[0]))
        elif cells and cells[-1].sign is not None and not cells[-1].lines[0] and not part[0].is_box:
            cells[-1] = _Cell([part], part[0].x0, cells[-1].sign)
        else:
            cells.append(_Cell([part], part[0].x0))
    return cells


def _is_sign(word: Word, segment: Sequence[Word], at: int) -> bool:
    """Whether a word is the sign of a box; brackets are where they open a cell or follow a label or another option."""
    if not word.is_box:
        return False
    if len(word.text) == 1 or at == 0:
        return True
    before = segment[at - 1]
    set_off = word.x0 - before.x1 > 0.5 * word.size
    return set_off or segment[0].is_box or before.text.endswith((":", "?")) or at == len(segment) - 1


def _named_before(parts: Sequence[list[Word]], signs: Sequence[bool]) -> bool:
    """Whether the boxes of a line stand after the words of their options."""
    if signs[0] and len(parts[0]) > 1:
        return False
    if signs[-1] and len(parts[-1]) == 1 and not signs[0]:
        return True
    if signs[0] or not signs[-1] or len(parts[-1]) > 1:
        before = after = 0.0
        for at, is_sign in enumerate(signs):
            if not is_sign or at == 0:
                continue
            before += parts[at][0].x0 - parts[at - 1][-1].x1
            next_word = parts[at][1] if len(parts[at]) > 1 else parts[at + 1][0] if at + 1 < len(parts) else None
            after += next_word.x0 - parts[at][0].x1 if next_word is not None else 40.0
        return bool(not signs[0] and before < 0.5 * after)
    return False


def _options_before(parts: Sequence[list[Word]], signs: Sequence[bool]) -> list[_Cell]:
    """Cells of a line whose boxes stand after their words; the words after the last box are a cell of their own."""
    cells: list[_Cell] = []
    for at, (part, is_sign) in enumerate(zip(parts, signs, strict=True)):
        if not is_sign:
            cells.append(_Cell([part], part[0].x0))
            continue
        if cells and cells[-1].sign is None:
            words = cells[-1].lines[0]
            cut = max((n + 1 for n, word in enumerate(words[:-1]) if word.text.endswith((":", "?"))), default=0)
            if cut:
                cells[-1] = _Cell([words[:cut]], words[0].x0)
                cells.append(_Cell([words[cut:]], words[cut].x0, part[0]))
            else:
                cells[-1] = _Cell([words], words[0].x0, part[0])
        else:
            cells.append(_Cell([[]], -1e6, part[0]))
        if len(part) > 1:
            following = signs[at + 1] if at + 1 < len(signs) else False
            cells.append(_Cell([part[1:]], part[1].x0, None))
            if not following:
                continue
    return cells


def _goes_on(rows: list[Row], cells: list[_Cell], rules: Sequence[Rule], pitch: float) -> bool:
    """Put the cells of a line that go on from the row above under theirs; True where none is left."""
    row = rows[-1]
    if _ruled_off(row, cells, rules):
        return False
    if row.options:
        return _options_go_on(rows, cells, pitch)
    if len(row.cells) == 1 or any(cell.sign is not None for cell in cells):
        return False
    pairs = [(cell, above) for cell in cells for above in row.cells if _aligned(above, cell)]
    if len(pairs) != len(cells) or not _is_tight_row(row, cells, pitch):
        return False
    look_alike = all(alike(above.last, cell.last) for cell, above in pairs)
    opens = any(above is row.cells[0] for _, above in pairs)
    if not look_alike or (opens and not _label_goes_on(row.cells[0], cells[0], len(cells))):
        return False
    for cell, above in pairs:
        above.lines += cell.lines
    return True


def _ruled_off(row: Row, cells: list[_Cell], rules: Sequence[Rule]) -> bool:
    if not rules:
        return False
    above = max(word.bottom for cell in row.cells for word in _all_words(cell))
    below = min(word.bottom for cell in cells for word in _all_words(cell))
    left = min(word.x0 for cell in cells for word in _all_words(cell))
    return any(above - 3 <= rule.top <= below - 3 and rule.x0 <= left + 6 and left < rule.x1 for rule in rules)


def _all_words(cell: _Cell) -> Iterable[Word]:
    if cell.sign is not None:
        yield cell.sign
    for line in cell.lines:
        yield from line


def _aligned(one: _Cell, other: _Cell) -> bool:
    return abs(one.x0 - other.x0) <= ALIGNED


def _is_tight_row(row: Row, cells: list[_Cell], pitch: float) -> bool:
    bottoms = [word.bottom for cell in row.cells for word in cell.last]
    step = min(word.bottom for cell in cells for word in cell.lines[0]) - max(bottoms, default=0.0)
    size = cells[0].lines[0][0].size
    return step <= max(TIGHT, 1.2 * pitch) * size


def _label_goes_on(label: _Cell, cell: _Cell, count: int) -> bool:
    """Whether words under a label belong to it: it had not ended, and they do not begin anew."""
    above, words = label.last[-1].text, cell.lines[0]
    if above.endswith((":", "?")):
        return False
    begins = words[0].text[:1]
    return (
        begins.islower()
        or begins in "(/&–"
        or above.endswith(("-", "/", ","))
        or (count == 1 and words[-1].text.endswith((":", "?")) and not above.endswith("."))
    )


def _options_go_on(rows: list[Row], cells: list[_Cell], pitch: float) -> bool:
    """Put lines of words under the options that they go on from, in this row or the one above; rest is a new row."""
    left: list[_Cell] = []
    for cell in cells:
        above = None
        if cell.sign is None:
            above = next(
                (
                    one
                    for row in rows[-1:-3:-1]
                    for one in row.cells
                    if one.sign is not None and one.last and _option_goes_on(one, cell, row, pitch)
                ),
                None,
            )
            above = above or next(
                (one for row in rows[-1:-4:-1] for one in row.cells[:1] if _caption_goes_on(row, one, cell, pitch)),
                None,
            )
        if above is None:
            left.append(cell)
        else:
            above.lines += cell.lines
    if not left:
        return True
    cells[:] = left
    return False


def _caption_goes_on(row: Row, caption: _Cell, cell: _Cell, pitch: float) -> bool:
    """Whether words beside boxes go on from the words above that these boxes answer."""
    words = cell.lines[0]
    if caption.sign is not None or not row.options or not _aligned(caption, cell):
        return False
    if caption.last[-1].text.endswith((":", "?", ".")):
        return False
    step = words[0].bottom - caption.last[0].bottom
    if not 0 < step <= max(TIGHT, 1.25 * pitch) * words[0].size or not alike(caption.last, words):
        return False
    right = min(one.sign.x0 for one in row.cells if one.sign is not None)
    full = caption.last[-1].x1 + 0.3 * words[0].size + words[0].x1 - words[0].x0 > right - words[0].size
    return words[0].text[:1].islower() or full


def _option_goes_on(option: _Cell, cell: _Cell, row: Row, pitch: float) -> bool:
    """Whether a line of words belongs to the option above it."""
    words = cell.lines[0]
    step = words[0].bottom - option.last[0].bottom
    hangs = abs(option.x0 - cell.x0) <= ALIGNED
    under = option.sign is not None and abs(option.sign.x0 - cell.x0) <= ALIGNED
    if not (hangs or under) or not 0 < step <= max(TIGHT, 1.25 * pitch) * words[0].size:
        return False
    if not alike(option.last, words) or option.last[-1].text.endswith((".", ":", "?")):
        return False
    lower = words[0].text[:1].islower() or words[0].text[:1] in "(/&–"
    if under and not hangs:
        return lower
    right = min((one.sign.x0 for one in row.cells if one.sign is not None and one.sign.x0 > option.x0), default=None)
    if lower or option.last[-1].text.endswith(("-", "/", ",")) or option.last[-1].text in ASKS_FOR_MORE:
        return True
    # A word that begins in upper case goes on only where it had no room in the line above.
    return right is not None and option.last[-1].x1 + 0.3 * words[0].size + words[0].x1 - words[0].x0 > right - 4


def _written(rows: list[Row]) -> list[TextLine]:
    """Return rows as lines: labels with values where a stretch of rows says so."""
    result: list[TextLine] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        if row.options:
            _add_options(result, row)
            at += 1
            continue
        if len(row.cells) == 1 and not _opens_region(rows, at):
            result.append(TextLine(((tuple(row.cells[0].last),),), ruled=False))
            at += 1
            continue
        end = at + 1
        while end < len(rows) and not rows[end].options and _same_region(rows[at:end], rows[end]):
            end += 1
        result += judged([[tuple(tuple(line) for line in cell.lines) for cell in one.cells] for one in rows[at:end]])
        at = end
    return result


def _opens_region(rows: list[Row], at: int) -> bool:
    """Whether a lone cell is a form field's value, or a label that was left empty above others."""
    cell = rows[at].cells[0]
    if any(word.entered for word in cell.last):
        return True
    following = rows[at + 1] if at + 1 < len(rows) else None
    return (
        following is not None
        and len(following.cells) > 1
        and not following.options
        and _aligned(cell, following.cells[0])
        and _is_like_label(following.cells[0], cell)
        and (is_known((tuple(cell.last),)) or any(word.entered for one in following.cells for word in one.last))
    )


def _same_region(rows: Sequence[Row], row: Row) -> bool:
    """Whether a row goes on with the columns of those above: it has several cells, or one that is a label like them."""
    if len(row.cells) > 1:
        return any(_aligned(cell, one) for before in rows[-2:] for one in before.cells for cell in row.cells)
    cell = row.cells[0]
    if any(word.entered for word in cell.last):
        return True
    first = next((before.cells[0] for before in reversed(rows) if len(before.cells) > 1), None)
    if first is None or not _aligned(first, cell) or not _is_like_label(first, cell):
        return False
    above = max(word.bottom for one in rows[-1].cells for word in one.last)
    return cell.last[0].top - above < REGION_GAP * cell.last[0].size


def _is_like_label(label: _Cell, cell: _Cell) -> bool:
    words = " ".join(word.text for word in cell.last)
    return (
        alike(label.last, cell.last) and len(words) <= 60 and not re.search(r"[.!]$", words) and style(label.last) != ()
    )


def _add_options(result: list[TextLine], row: Row) -> None:
    """Add the options of a row, each a line of its own, after the words that they answer."""
    for cell in row.cells:
        if cell.sign is None:
            caption = tuple(word for line in cell.lines for word in line)
            result.append(TextLine(((caption,),), ruled=False, kind=BlockKind.CHECKBOX))
            continue
        _mark_caption(result, cell)
        lines = [[cell.sign, *cell.lines[0]], *cell.lines[1:]]
        result.append(
            TextLine((tuple(tuple(line) for line in lines),), ruled=True, cell_widths=(0.0,), kind=BlockKind.CHECKBOX)
        )


def _mark_caption(result: list[TextLine], cell: _Cell) -> None:
    """Make the words right above the first of some boxes their caption, where nothing else says what they answer."""
    if not result or cell.sign is None or not result[-1].plain or result[-1].bold:
        return
    above = result[-1]
    words = " ".join(word.text for word in above.words)
    near = cell.sign.bottom - above.bottom <= CAPTION_GAP * above.size
    if not near or above.x0 > cell.sign.x0 + 60 or words.endswith((".", "!", ",", ";")) or len(words) > MAX_CAPTION:
        return
    first = len(result) - 1
    while first > 0 and _same_sentence(result[first - 1], result[first]):
        first -= 1
    if sum(len(word.text) + 1 for line in result[first:] for word in line.words) <= MAX_CAPTION:
        lines = [TextLine(line.cells, ruled=False, kind=BlockKind.CHECKBOX) for line in result[first:]]
        merged = tuple(tuple(line.words) for line in lines)
        result[first:] = [TextLine((merged,), ruled=True, cell_widths=(0.0,), kind=BlockKind.CHECKBOX)]


def _same_sentence(one: TextLine, other: TextLine) -> bool:
    tight = 0 < other.bottom - one.bottom <= TIGHT * other.size
    return one.plain and tight and alike(one.words, other.words) and other.words[0].text[:1].islower()
