"""From the lines of pages to paragraphs: line ends joined, page furniture set aside, sentences carried over pages."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from lexsarah.parse.pdf.lines import Cell, TextLine, text_of
from lexsarah.parse.pdf.words import Word
from lexsarah.parse.structure.headings import BULLET, NUMBER
from lexsarah.parse.structure.noise import PAGE_NUMBER
from lexsarah.parse.structure.rows import MARK
from lexsarah.parse.tidy import compose, tidy
from lexsarah.records import BlockKind, Box

LOOSE = 1.3
"""Line pitch, in usual pitches of the page, from which a paragraph begins."""

MARGIN_BAND = 0.12
"""Share of the page's height, above and below, in which headers and footers stand."""

TITLE_SIZE, HEADING_SIZE = 1.35, 1.12
"""Font size, in sizes of the body, from which a line is a title or a heading."""

MAX_HEADING = 220
KEEPS_HYPHEN = re.compile(r"(?:[A-ZÅÄÖ]{2,}|\w*\d\w*|\w|[^\W\daeiouyåäöAEIOUYÅÄÖ]{2}|it|Sarah|Maria|Maja|Sara)[-‐]$")
"""Before a line end: abbreviations, figures, a letter, what is no syllable and names keep the hyphen ("LSS-boende")."""

COORDINATION = frozenset(("och", "eller", "samt", "respektive", "resp.", "resp", "som"))
"""Words after which a hyphen at a line end stands for a left-out part ("vård- och omsorg")."""

LABELLED = re.compile(r"[A-ZÅÄÖ][^.!?:]{1,60}:\s")
"""A line that begins with a label; lines under each other that do are no sentence."""

PADDING = 4.0
"""White space on either side of a cell, in points."""

HYPHENS = ("-", "‐", "\u00ad")


@dataclass(frozen=True, slots=True)
class Placed:
    """A line on its page (1-based)."""

    line: TextLine
    page: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together. ``furniture``: a header or footer, in the way of a sentence that crosses the page."""

    lines: tuple[Placed, ...]
    loose: bool
    furniture: bool = False
    hint: BlockKind | None = None

    @property
    def data(self) -> bool:
        """Whether it is a row of a table whose cells are no labels."""
        return self.lines[0].line.kind is BlockKind.TABLE and self.hint is BlockKind.TABLE


Place = tuple[int, int, int, Box | None]


def paragraphs(pages: list[list[TextLine]], heights: list[float]) -> list[Paragraph]:
    """Return the paragraphs of all pages in reading order.

    A paragraph that goes on over a page break is one; footers of its first page are put before it and headers of the
    next after it.
    """
    pages = [_numbers_apart(lines, height) for lines, height in zip(pages, heights, strict=True)]
    body_size = _body_size(pages)
    seen_before, furniture = _furniture(pages, heights)
    result: list[Paragraph] = []
    titled = False
    for number, lines in enumerate(pages, 1):
        mine: list[Paragraph] = []
        for lines_of, loose in _grouped(lines, number, furniture):
            hint = _hint(lines_of, body_size, titled=titled)
            titled = titled or hint is BlockKind.TITLE
            place = (number, id(lines_of[0].line))
            mine.append(
                Paragraph(lines_of, loose, place in furniture, BlockKind.BOILERPLATE if place in seen_before else hint)
            )
        _append_page(result, mine)
    return result


def _append_page(result: list[Paragraph], page: list[Paragraph]) -> None:
    """Add the paragraphs of a page; its first joins the last before it where a sentence goes on."""
    before = next((at for at in range(len(result) - 1, -1, -1) if not result[at].furniture), None)
    after = next((at for at, one in enumerate(page) if not one.furniture), None)
    if before is not None and after is not None and (more := _rest_of_value(result[before], page, after)):
        result[before] = _with_rest(result[before], page[after : after + more])
        result += [*page[:after], *page[after + more :]]
        return
    if before is None or after is None or not _goes_on(result[before], page[after]):
        result += page
        return
    footers = result[before + 1 :]
    joined = replace(result[before], lines=result[before].lines + page[after].lines)
    result[before:] = [*footers, joined, *page[:after], *page[after + 1 :]]


def _rest_of_value(field: Paragraph, page: list[Paragraph], first: int) -> int:
    """Return how many paragraphs at the top of a page go on from a value at the foot of the one before; 0 for none.

    They stand under the value, go on in lower case, and the value had not come to an end.
    """
    line = field.lines[-1].line
    if field.hint is not BlockKind.FIELD or len(line.cells) < 2 or not line.cells[1] or len(field.lines) > 1:
        return 0
    value = line.cells[1]
    ended = value[-1][-1].text.endswith((".", "!", "?")) or value[-1][-1].entered
    edge = min(words[0].x0 for words in value)
    if ended:
        return 0
    count = 0
    for paragraph in page[first:]:
        other = paragraph.lines[0].line
        filled = [cell for cell in other.cells if cell]
        same = len(filled) == 1 and abs(filled[0][0][0].x0 - edge) < 4 and not filled[0][0][0].bold
        if paragraph.hint not in {None, BlockKind.TABLE} or not same or (count == 0 and not _lower(filled[0])):
            break
        count += 1
        if filled[0][-1][-1].text.endswith("."):
            break
    return count


def _lower(cell: Cell) -> bool:
    return not cell[0][0].text[:1].isupper()


def _with_rest(field: Paragraph, rest: list[Paragraph]) -> Paragraph:
    """Return a field with what of its value stands on the next page."""
    return replace(field, lines=field.lines + tuple(placed for one in rest for placed in one.lines))


def _numbers_apart(lines: list[TextLine], height: float) -> list[TextLine]:
    """Cut page numbers off the headers and footers that they share a line with."""
    result: list[TextLine] = []
    for line in lines:
        if _in_band(line, height) and len(line.cells) > 1 and line.kind is not BlockKind.BOILERPLATE:
            numbers = [cell for cell in line.cells if PAGE_NUMBER.fullmatch(text_of(cell))]
            rest = tuple(cell for cell in line.cells if cell not in numbers and cell)
            if numbers and rest:
                kind = None if len(rest) == 1 else line.kind
                widths = (0.0,) * len(rest) if line.ruled and len(rest) > 1 else ()
                result.append(TextLine(rest, ruled=bool(widths), cell_widths=widths, kind=kind))
                result += [TextLine((cell,), ruled=False, kind=BlockKind.BOILERPLATE) for cell in numbers]
                continue
        result.append(line)
    return result


def _in_band(line: TextLine, height: float) -> bool:
    return line.bottom < MARGIN_BAND * height or line.top > (1 - MARGIN_BAND) * height


def _goes_on(one: Paragraph, other: Paragraph) -> bool:
    last, first = one.lines[-1].line, other.lines[0].line
    if not (last.plain and first.plain) or one.hint is not None or other.hint is not None:
        return False
    if abs(last.size - first.size) > 0.6 or BULLET.match(first.words[0].text + " "):
        return False
    ending, beginning = last.words[-1].text, first.words[0].text
    return not ending.endswith((".", "!", "?", ":", "”")) and (beginning[0].islower() or ending.endswith(HYPHENS))


def _body_size(pages: list[list[TextLine]]) -> float:
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            for word in line.words:
                sizes[round(word.size, 1)] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


Spot = tuple[int, int]
"""Page (1-based) and identity of a line."""


def _furniture(pages: list[list[TextLine]], heights: list[float]) -> tuple[frozenset[Spot], frozenset[Spot]]:
    """Return headers and footers from their second occurrence on, and all of them with the page numbers."""
    seen: dict[tuple[bool, str], list[Spot]] = {}
    numbers: set[Spot] = set()
    for number, (lines, height) in enumerate(zip(pages, heights, strict=True), 1):
        for line in lines:
            if line.kind is BlockKind.BOILERPLATE:
                numbers.add((number, id(line)))
                continue
            above, below = line.bottom < MARGIN_BAND * height, line.top > (1 - MARGIN_BAND) * height
            if above or below:
                words = " ".join(word.text for word in line.words)
                seen.setdefault((above, re.sub(r"\d+", "#", words)), []).append((number, id(line)))
                if PAGE_NUMBER.fullmatch(words) or words.isdigit():
                    numbers.add((number, id(line)))
    repeated = [
        (place, spots)
        for place, spots in seen.items()
        if len(spots) > 1 and 2 * len({page for page, _ in spots}) > len(pages)
    ]
    # The first header may be a letterhead, which says who writes.
    again = frozenset(spot for (above, _), spots in repeated for spot in (spots[1:] if above else spots)) | numbers
    return again, frozenset(spot for _, spots in repeated for spot in spots) | numbers


def _grouped(lines: list[TextLine], page: int, furniture: frozenset[Spot]) -> Iterator[tuple[tuple[Placed, ...], bool]]:
    """Yield the lines of each paragraph of a page, and whether white space stands before it."""
    if not lines:
        return
    pitch = _pitch(lines)
    margin = max(line.x1 for line in lines)
    start = 0
    loose = True
    for at in range(1, len(lines) + 1):
        if at < len(lines):
            one, other = lines[at - 1], lines[at]
            cut_off = ((page, id(one)) in furniture) != ((page, id(other)) in furniture)
            gap = _is_gap(one, other, pitch)
            if not (cut_off or gap) and _joins(lines, start, at, margin):
                continue
        yield tuple(Placed(line, page) for line in lines[start:at]), loose
        if at < len(lines):
            loose = gap or cut_off or (one.ruled != other.ruled and BlockKind.CHECKBOX not in {one.kind, other.kind})
        start = at


def _pitch(lines: list[TextLine]) -> float:
    """Usual distance from one line to the next, in font sizes."""
    steps = [
        (other.top - one.top) / max(one.size, 1.0)
        for one, other in pairwise(lines)
        if one.plain and other.plain and abs(one.size - other.size) < 0.5 and 0 < other.top - one.top < 3 * one.size
    ]
    return min(median(steps), 1.6) if steps else 1.25


def _is_gap(one: TextLine, other: TextLine, pitch: float) -> bool:
    if one.ruled and other.ruled:
        return other.top - one.bottom > 2.5 * max(one.size, other.size)
    step = (other.top - one.top) / max(one.size, other.size, 1.0)
    return step > LOOSE * pitch or step <= 0


def _joins(lines: list[TextLine], start: int, at: int, margin: float) -> bool:
    """Whether a line goes on from the one above: same type, no bullet, and its first word had no room up there."""
    one, other = lines[at - 1], lines[at]
    if not (one.plain and other.plain) or abs(one.size - other.size) > 0.6 or one.bold != other.bold:
        return False
    words = " ".join(word.text for word in other.words[:3]) + " "
    if BULLET.match(words) or NUMBER.match(words) or MARK.match(words):
        return False
    if LABELLED.match(words_of(other)) and LABELLED.match(words_of(lines[start])):
        return False
    if one.words[-1].text.endswith(HYPHENS) and other.words[0].text[:1].islower():
        return True
    right = _right_edge(lines, start, at, margin)
    first = other.words[0]
    return one.x1 + 0.3 * one.size + (first.x1 - first.x0) > right - 0.5


def words_of(line: TextLine) -> str:
    """Words of a line, parted by spaces."""
    return " ".join(word.text for word in line.words)


def _right_edge(lines: list[TextLine], start: int, at: int, margin: float) -> float:
    """Right edge that the lines around run up to: the page's, or that of a narrow block of several full lines."""
    left = lines[at].x0
    low, high = start, at
    while low > 0 and _in_block(lines[low - 1], left, lines[at].size):
        low -= 1
    while high + 1 < len(lines) and _in_block(lines[high + 1], left, lines[at].size):
        high += 1
    block = [line.x1 for line in lines[low : high + 1] if line.plain]
    edge = max(block, default=margin)
    if edge > margin - 0.25 * (margin - left):
        return edge
    full = sum(edge - right < 0.2 * (edge - left) for right in block)
    return edge if len(block) > 2 and 2 * full >= len(block) else margin


def _in_block(line: TextLine, left: float, size: float) -> bool:
    return line.plain and abs(line.x0 - left) < 12 and abs(line.size - size) < 0.6


def _hint(lines: tuple[Placed, ...], body: float, *, titled: bool) -> BlockKind | None:
    """Return what size and weight say: a title, a heading, a row of a table; None for running text."""
    first = lines[0].line
    if first.kind is not None:
        return first.kind
    if first.ruled:
        return BlockKind.TABLE
    words = [word for placed in lines for word in placed.line.words]
    length = sum(len(word.text) + 1 for word in words)
    if not first.plain or length > MAX_HEADING or words[-1].text.endswith((".", ",", ";")):
        return None
    if not any(mark.isalpha() for word in words for mark in word.text) or MARK.search(
        " ".join(word.text for word in words)
    ):
        return None
    if first.size >= TITLE_SIZE * body and not titled and lines[0].page == 1:
        return BlockKind.TITLE
    bold = all(placed.line.bold for placed in lines)
    return BlockKind.HEADING if bold or first.size >= HEADING_SIZE * body else None


def written(paragraph: Paragraph, *, marks_lead: bool) -> tuple[str, list[Place]]:
    """Return the words of a paragraph and the place of each; spans are offsets into the words."""
    writer = _Writer(marks_lead=marks_lead)
    for placed in paragraph.lines:
        line = placed.line
        if writer.started:
            writer.line_end = True
        rest_of_value = placed is not paragraph.lines[0] and paragraph.hint is BlockKind.FIELD
        for number, cell in enumerate(cell for cell in line.cells if cell or not rest_of_value):
            if number:
                writer.separate("\t")
            width = line.cell_widths[number] if line.ruled else 0.0
            runs_on = line.kind is BlockKind.CHECKBOX or (line.kind is BlockKind.FIELD and not number)
            for at, words in enumerate(cell):
                if at:
                    wraps = runs_on or _wraps(cell[at - 1], words, cell, width)
                    writer.line_end = wraps
                    writer.inside_word = wraps and _breaks_word(cell[at - 1], words, cell, width)
                    if not wraps:
                        writer.separate("\n")
                for word in words:
                    writer.add(word, placed.page)
    return writer.text, writer.places


def _wraps(one: tuple[Word, ...], other: tuple[Word, ...], cell: tuple[tuple[Word, ...], ...], width: float) -> bool:
    """Whether a line inside a cell goes on from the one above: its first word had no room there."""
    if one[-1].bold != other[0].bold or abs(one[-1].size - other[0].size) > 0.6:
        return False
    words = " ".join(word.text for word in other[:3]) + " "
    if BULLET.match(words) or NUMBER.match(words) or MARK.match(words):
        return False
    left = min(line[0].x0 for line in cell)
    # Where no line shows a cell's width, its widest line does.
    room = width - 3 * PADDING if width else max(line[-1].x1 for line in cell) - left - 1
    return one[-1].x1 - left + 0.3 * one[-1].size + other[0].x1 - other[0].x0 > room


def _breaks_word(one: tuple[Word, ...], other: tuple[Word, ...], cell: Cell, width: float) -> bool:
    """Whether a word too long for its cell is broken at the cell's edge: alone on its line, which has no more room."""
    if len(one) > 1 or not one[0].text[-1:].isalnum() or not (other[0].text[0].islower() or other[0].text[0] in ".@"):
        return False
    left = min(line[0].x0 for line in cell)
    letter = (other[0].x1 - other[0].x0) / len(other[0].text)
    return width > 0 and len(one[0].text) > 5 and one[0].x1 - left + letter > width - 2 * PADDING - 1


class _Writer:
    """Puts words together and remembers where each came from."""

    def __init__(self, *, marks_lead: bool) -> None:
        self.text = ""
        self.places: list[Place] = []
        self.line_end = False
        self.inside_word = False
        self._marks_lead = marks_lead
        self._separator = ""

    @property
    def started(self) -> bool:
        """Whether there is a word yet."""
        return bool(self.places)

    def separate(self, mark: str) -> None:
        """Put a tab or line break before the next word."""
        self._separator = mark if self._separator != "\t" else "\t"

    def add(self, word: Word, page: int) -> None:
        """Append a word."""
        words = tidy(compose(word.text, marks_lead=self._marks_lead))
        ends_soft = word.text.endswith("\u00ad")
        if not words:
            return
        if not self.places:
            between = ""
        elif self._separator:
            between = self._separator
        elif self.line_end:
            between = "" if self.inside_word else self._across_lines(words)
        else:
            between = " "
        start = len(self.text) + len(between)
        self.text += between + words + ("\u00ad" if ends_soft else "")
        self.places.append((start, start + len(words), page, word.box))
        self._separator, self.line_end, self.inside_word = "", False, False

    def _across_lines(self, words: str) -> str:
        """Return what stands between the last word of a line and the first of the next; takes a hyphen off the text."""
        last = self.text.rsplit(maxsplit=1)[-1]
        if not last.endswith(HYPHENS) or len(last) < 2 or not last[-2].isalnum():
            return " "
        if last.endswith("\u00ad"):
            self._shorten()
            return ""
        if words.lower().strip(",.") in COORDINATION:
            return " "
        if words[0].islower() and not KEEPS_HYPHEN.fullmatch(last.strip("(”\"'")):
            self._shorten()
        return ""

    def _shorten(self) -> None:
        self.text = self.text[:-1]
        start, end, page, box = self.places[-1]
        self.places[-1] = (start, min(end, len(self.text)), page, box)
