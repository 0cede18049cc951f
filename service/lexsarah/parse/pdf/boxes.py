"""Boxes to tick on a PDF page: drawn as squares and circles, or written with signs that only their list explains."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lexsarah.parse.pdf.letters import Shape
from lexsarah.parse.pdf.words import NEAR, UNREADABLE, Word
from lexsarah.parse.symbols import BOX_SIGNS, CHOSEN, FILLED, OPEN, is_symbol_font

BOX_SIZES = (5.0, 18.0)
"""Side of a drawn box to tick, in points."""

MAX_BOXES = 400
"""More small squares than that on a page are a pattern."""

MAX_WORK = 1_000_000
"""Pairs of boxes and small shapes that are compared; more are a drawing."""

FAR = 300.0
"""Points within which they stand to the left of a box that is one of a list."""

DARK = 0.7
"""Brightness below which a square that is filled counts as filled in; backgrounds are lighter."""

THINNEST_HOLE = 0.5
"""Width of the inner edge of a painted border, in that of the outer: a border of a quarter is the boldest."""

ROUND = 1.16
"""Distance of a circle's points from its middle, in radii; the corners of a rounded square lie farther out."""

SAME_EDGE = 4.0
"""Points by which the signs of one list may be out of line."""

LIST_GAP = 5.0
"""Lines that may lie between two signs of one list."""

CROSSES = frozenset(("x", "X", "✓", "✔", "✗", "✘", "✕", "✖", "•", "●", "■", "×", "v", "V", "☒", "☑"))


def boxes_of(shapes: Sequence[Shape], words: list[Word]) -> tuple[list[Word], list[Shape]]:
    """Return the words of a page with a sign for each box beside them, and the shapes that are no part of a box.

    A box is ticked where a cross is written or something is drawn in it; crosses are taken out of the words. Solid
    squares and discs are boxes only in a list with empty ones: else they are bullets.
    """
    frames = _frames(shapes)
    small = [one for one in shapes if one.width < 2 * BOX_SIZES[1] and one.height < 2 * BOX_SIZES[1]]
    if not frames or len(frames) > MAX_BOXES or len(frames) * len(small) > MAX_WORK:
        return _explained(words), list(shapes)
    found: list[Word] = []
    solid: list[Word] = []
    crosses: set[int] = set()
    used: list[Shape] = []
    for frame, is_round in frames:
        held = [at for at, word in enumerate(words) if _holds(frame, word)]
        if any(not _is_cross(words[at]) for at in held) or _in_row_of_cells(frame, frames):
            continue
        listed = any(other is not frame and _are_listed(frame, other) for other, _ in frames)
        if not _is_beside_words(frame, words, held, listed=listed):
            continue
        drawn = [one for one in small if one is not frame and _is_inside(one, frame)]
        hole = _hole(frame, drawn)
        inside = [one for one in drawn if one is not hole]
        empty, ticked = "◯◉" if is_round else "☐☒"
        marked = bool(held) or any(_is_mark(one, frame, inside) for one in inside)
        sign = Word(ticked if marked else empty, frame.x0, frame.top, frame.x1, frame.bottom, frame.height, bold=False)
        hollow = hole is not None or any(
            one.fill is None or one.fill >= DARK for one in (frame, *_alike(frame, inside))
        )
        if not marked and not hollow:
            solid.append(replace(sign, text=ticked))
        elif not marked and any(_is_full(one) for one in _alike(frame, inside)):
            found.append(replace(sign, text=ticked))
        else:
            found.append(sign)
        crosses |= set(held)
        used += [frame, *drawn]
    found += [one for one in solid if any(_same_list(one, other) for other in found)]
    kept = [word for at, word in enumerate(words) if at not in crosses]
    gone = {id(shape) for shape in used}
    return _explained([*kept, *found]), [shape for shape in shapes if id(shape) not in gone]


def _frames(shapes: Sequence[Shape]) -> list[tuple[Shape, bool]]:
    """Return the small squares and circles, each once, and whether it is round; a square may be made of four lines."""
    low, high = BOX_SIZES
    small = [one for one in shapes if one.width <= 2 * high and one.height <= 2 * high]
    candidates = [one for one in small if one.kind != "line" and _is_even(one) and _is_closed(one)]
    candidates += _squares_of_lines([one for one in small if min(one.width, one.height) <= 2])
    candidates.sort(key=lambda one: (one.stroke is None or not one.shows, one.kind == "line", -one.width))
    found: list[tuple[Shape, bool]] = []
    for one in candidates:
        if low <= one.width <= high and not any(_covers(one, other) for other, _ in found):
            found.append((one, _is_round(one)))
    return found


def _is_even(shape: Shape) -> bool:
    low, high = BOX_SIZES
    width, height = shape.width, shape.height
    return low <= width <= high and low <= height <= high and abs(width - height) <= max(1.5, 0.2 * width)


def _is_closed(shape: Shape) -> bool:
    """Whether its points stand on all four sides, not along a stroke: a tick is as wide as high and no box."""
    if shape.kind == "rect":
        return True
    quarters = set()
    x, y = (shape.x0 + shape.x1) / 2, (shape.top + shape.bottom) / 2
    edge = 0.2 * shape.width
    for px, py in shape.points:
        if min(px - shape.x0, shape.x1 - px, py - shape.top, shape.bottom - py) > edge:
            return False
        quarters.add((px > x, py > y))
    first, last = shape.points[0], shape.points[-1]
    closes = abs(first[0] - last[0]) + abs(first[1] - last[1]) < 0.6 * shape.width or shape.fill is not None
    return closes and len(quarters) >= 3


def _is_round(shape: Shape) -> bool:
    if shape.kind == "rect" or len(shape.points) < 4:
        return False
    x, y, radius = (shape.x0 + shape.x1) / 2, (shape.top + shape.bottom) / 2, shape.width / 2
    return all((px - x) ** 2 + (py - y) ** 2 <= (ROUND * radius) ** 2 for px, py in shape.points)


def _squares_of_lines(strokes: list[Shape]) -> list[Shape]:
    """Return squares that four lines enclose."""
    low, high = BOX_SIZES
    flat = [one for one in strokes if one.shows and one.height <= 2 and low <= one.width <= high + 2]
    upright = [one for one in strokes if one.shows and one.width <= 2 and low <= one.height <= high + 2]
    if len(flat) > 2 * MAX_BOXES or len(upright) > 2 * MAX_BOXES:
        return []
    found = []
    for above in flat:
        for below in flat:
            side = below.top - above.top
            if abs(side - above.width) > 2 or abs(below.x0 - above.x0) > 1 or abs(below.x1 - above.x1) > 1:
                continue
            sides = [one for one in upright if abs(one.top - above.top) <= 2 and abs(one.bottom - below.bottom) <= 2]
            if any(abs(one.x0 - above.x0) <= 2 for one in sides) and any(abs(one.x1 - above.x1) <= 2 for one in sides):
                corners = (above.x0, above.top, above.x1, below.bottom)
                found.append(Shape("rect", *corners, (), None, 0.0))
    return found


def _covers(one: Shape, other: Shape) -> bool:
    """Whether a frame stands where another was found: they are often drawn twice, or around each other."""
    x, y = (one.x0 + one.x1) / 2, (one.top + one.bottom) / 2
    return other.x0 - 1 <= x <= other.x1 + 1 and other.top - 1 <= y <= other.bottom + 1


def _holds(frame: Shape, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return frame.x0 - 1 <= x <= frame.x1 + 1 and frame.top - 2 <= y <= frame.bottom + 2


def _is_cross(word: Word) -> bool:
    return word.text in CROSSES or (len(word.text) == 1 and is_symbol_font(word.font))


def _in_row_of_cells(frame: Shape, frames: Iterable[tuple[Shape, bool]]) -> bool:
    """Whether it is one of several squares side by side without words between: places for letters and figures."""
    return any(
        other is not frame
        and abs(other.top - frame.top) < 2
        and min(abs(other.x0 - frame.x1), abs(frame.x0 - other.x1)) < 3
        for other, _ in frames
    )


def _is_beside_words(frame: Shape, words: list[Word], held: list[int], *, listed: bool) -> bool:
    """Whether words stand on the line of a box; one of a list may stand far to the right of its words."""
    middle = (frame.top + frame.bottom) / 2
    return any(
        at not in held
        and word.text not in BOX_SIGNS
        and any(mark.isalnum() for mark in word.text)
        and word.top - 3 <= middle <= word.bottom + 3
        and (-1 <= word.x0 - frame.x1 < NEAR or -1 <= frame.x0 - word.x1 < (FAR if listed else NEAR))
        for at, word in enumerate(words)
    )


def _is_inside(one: Shape, frame: Shape) -> bool:
    """Whether a shape is drawn in a box or over it; a stroke of the pen may run past its sides."""
    x, y = (one.x0 + one.x1) / 2, (one.top + one.bottom) / 2
    return (
        one.width <= 1.8 * frame.width
        and one.height <= 1.8 * frame.height
        and frame.x0 - 1 <= x <= frame.x1 + 1
        and frame.top - 1 <= y <= frame.bottom + 1
    )


def _hole(frame: Shape, inside: list[Shape]) -> Shape | None:
    """Return the inner edge of a border painted as one shape, as WeasyPrint does.

    pdfminer gives the parts of a path one by one: dark in dark around one middle, which nobody could see apart.
    """
    if not _is_full(frame) or frame.stroke is not None:
        return None
    x, y = frame.x0 + frame.x1, frame.top + frame.bottom
    nested = [
        one
        for one in inside
        if one.kind == frame.kind
        and _is_full(one)
        and one.stroke is None
        and THINNEST_HOLE * frame.width <= one.width < frame.width
        and abs(one.x0 + one.x1 - x) <= 1
        and abs(one.top + one.bottom - y) <= 1
    ]
    return max(nested, key=lambda one: one.width, default=None)


def _alike(frame: Shape, inside: list[Shape]) -> list[Shape]:
    """Shapes that are the box once more: as wide, as high, in the same place."""
    return [one for one in inside if one.kind != "line" and one.width > 0.8 * frame.width and _is_even(one)]


def _is_full(one: Shape) -> bool:
    return one.fill is not None and one.fill < DARK


def _is_mark(one: Shape, frame: Shape, inside: list[Shape]) -> bool:
    """Whether a shape in a box is a cross, tick or dot, and neither the box once more nor one of its sides."""
    wide, high = one.width / frame.width, one.height / frame.height
    if max(wide, high) < 0.2 or min(wide, high) < 0.1:
        return False
    if not one.shows:
        # A white tick shows on a box that is filled.
        return one.stroke is not None and len(one.points) in (2, 3) and any(_is_full(two) for two in (frame, *inside))
    diagonal = one.kind == "line" or len(one.points) == 2 or (one.kind == "curve" and not _is_closed(one))
    return diagonal or max(wide, high) < 0.8


def _are_listed(one: Shape, other: Shape) -> bool:
    """Whether two squares stand one under the other, or on one line."""
    low, apart = max(one.height, other.height), abs(one.top - other.top)
    return apart < 2 or (abs(one.x0 - other.x0) < 2 and apart <= LIST_GAP * low)


def _same_list(one: Word, other: Word) -> bool:
    """Whether two signs stand one under the other, or on one line."""
    height = max(one.bottom - one.top, other.bottom - other.top)
    apart = abs(one.top - other.top)
    aligned = abs(one.x0 - other.x0) <= SAME_EDGE or abs((one.x0 + one.x1) - (other.x0 + other.x1)) <= SAME_EDGE
    return apart < 0.6 * height or (aligned and apart <= LIST_GAP * height)


def _explained(words: list[Word]) -> list[Word]:
    """Give signs that may be bullets or boxes the meaning that their list gives them."""
    open_to_both = [
        at
        for at, word in enumerate(words)
        if word.text in FILLED or word.text in {CHOSEN, OPEN, UNREADABLE} or _is_private(word.text)
    ]
    if not open_to_both or len(open_to_both) > MAX_BOXES:
        return words
    result = list(words)
    left = open_to_both
    while left:
        boxes = [word for word in result if word.text in BOX_SIGNS]
        told = [(at, sign) for at in left if (sign := _told(result[at], result, boxes)) is not None]
        for at, sign in told:
            result[at] = replace(result[at], text=sign)
        left = [at for at in left if result[at] is words[at]] if told else []
    for at in open_to_both:
        word = result[at]
        if word.text in {"■", CHOSEN} and is_symbol_font(word.font):
            result[at] = replace(word, text="•")
    return result


def _told(word: Word, words: list[Word], boxes: list[Word]) -> str | None:
    """Return what the list of a sign makes of it; None where it stays what it is."""
    listed = [other for other in boxes if _same_list(word, other)]
    if word.text == OPEN:
        rings = any(other.text == CHOSEN and _same_list(word, other) for other in words)
        same = any(other.text in "◯◉" and other.font == word.font and other.size == word.size for other in boxes)
        return "◯" if listed or rings or same else None
    if word.text == CHOSEN:
        rings = any(other.text == OPEN and _same_list(word, other) for other in words)
        return "◉" if listed or rings else None
    if not _opens_cell(word, words):
        return None
    if word.text in FILLED:
        return "☒" if listed else None
    # Bullets do not stand side by side, nor exactly where boxes stand on the page, nor before yes and no.
    beside = any(
        other is not word and other.text == word.text and abs(other.top - word.top) < 0.5 * word.size for other in words
    )
    aligned = any(abs(other.x0 - word.x0) < 1 for other in boxes)
    return "⍰" if listed or beside or aligned or _names_answer(word, words) else None


def _names_answer(sign: Word, words: list[Word]) -> bool:
    """Whether "Ja" or "Nej" follows a sign."""
    return any(
        word.text.rstrip(".,") in {"Ja", "Nej"} and abs(word.bottom - sign.bottom) < 4 and 0 < word.x0 - sign.x1 < NEAR
        for word in words
    )


def _is_private(text: str) -> bool:
    return len(text) == 1 and "\ue000" <= text <= "\uf8ff"


def _opens_cell(word: Word, words: list[Word]) -> bool:
    """Whether a sign stands where the sign of a box does: before words, with room to its left."""
    return not any(
        other is not word
        and not other.is_box
        and min(other.bottom, word.bottom) - max(other.top, word.top) > 0.5 * (word.bottom - word.top)
        and -1 < word.x0 - other.x1 < 0.6 * word.size
        for other in words
    )
