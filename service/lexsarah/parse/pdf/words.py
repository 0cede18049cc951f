"""Words of a PDF page with their places, put together from its letters."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median

from lexsarah.parse.pdf.letters import Content, Letter, Shape
from lexsarah.parse.symbols import BOX_SIGNS, from_symbol_font, is_symbol_font
from lexsarah.records import Box

BOLD = re.compile(r"bold|black|heavy|semibold|demi|fett", re.IGNORECASE)

UNMAPPED = re.compile(r"\(cid:(\d+)\)")
"""What pdfminer writes for a glyph that the file does not map to a character."""

BULLET_CODES = frozenset(("127", "128", "129", "149", "183"))
"""Codes that PDF writers use for bullets in the standard fonts, whose encoding leaves them out."""

UNREADABLE = "\ufffd"

NEAR = 40.0
"""Points within which the words of an option stand beside its box."""

WRITTEN_BOXES = frozenset("☐☒☑◯◉⍰")
"""Signs that boxes are written with when they are found on a page."""

WORD_GAP = 0.2
"""White space, in font sizes, that parts two words; a space in text has 0.25 and more, and justified text some less."""

TIGHT_GAP = 0.13
"""The same in a line that is written without any space; kerning moves letters by less than 0.1."""

SAME_BASE = 0.35
"""Distance of base lines, in font sizes, up to which letters are of one line; a raised figure is 0.33 up."""

MAX_TRACKING = 0.8
"""Widest setting apart of a word's letters, in font sizes."""

MIN_TURNED = 40
"""Letters that a page must have in another direction to be read in it."""

SPACING_MARKS = {"\u00a8": "\u0308", "\u02da": "\u030a", "\u00b0": "\u030a", "\u00b4": "\u0301", "\u0060": "\u0300"}
BRACKETED = re.compile(r"\[[xX✓✔ ]?\]|\([xX•● ]?\)")
MARKABLE = frozenset("aouAOUeE")
NEVER_ALONE = frozenset("þý")
"""Codes FE and FD of Wingdings as Latin-1 shows them; no word of Swedish is one of these letters."""

AS_LATIN = frozenset("þýüû¨§oqxnlr£RSTPOm ")

LIGATURES = re.compile("[\ufb00-\ufb06]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands, in points from the top left.

    ``place`` is the rectangle on the page where it is another than the one that it is set by: text that is turned, and
    values of form fields. ``font`` is the name of its font, "" where there is none. ``entered``: the whole value of a
    form field ("" where it was left empty), of which the form says ``hint``.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    place: Box | None = None
    font: str = ""
    entered: bool = False
    hint: str = ""

    @property
    def box(self) -> Box:
        """Its rectangle."""
        place = self.place or self
        return Box(round(place.x0, 2), round(place.top, 2), round(place.x1, 2), round(place.bottom, 2))

    @property
    def is_box(self) -> bool:
        """Whether it is the sign of a box to tick; in brackets it is one only where it opens a cell ("[x] Ja")."""
        return self.text in BOX_SIGNS or bool(BRACKETED.fullmatch(self.text))


@lru_cache(maxsize=256)
def _is_bold(font: str) -> bool:
    return bool(BOLD.search(font))


def page_words(content: Content) -> tuple[list[Word], int, list[list[Word]]]:
    """Return the words of a page as it is read, the quarter that it is turned by, and text in other directions by line.

    A page most of whose text is turned alike is read in that direction.
    """
    groups: dict[int, list[Letter]] = {}
    for quarter, letter in content.turned:
        groups.setdefault(quarter, []).append(letter)
    main = max(groups, key=lambda quarter: len(groups[quarter]), default=0)
    if main and len(groups[main]) > max(2 * len(content.letters), MIN_TURNED):
        words = _turned(words_of([_turn(one, main, content) for one in groups.pop(main)]), main, content)
        upright = [[word] for word in words_of(content.letters)]
        return words, main, upright + _asides(groups, content)
    return words_of(content.letters), 0, _asides(groups, content)


def _asides(groups: dict[int, list[Letter]], content: Content) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for quarter, letters in groups.items():
        words = _turned(words_of([_turn(one, quarter, content) for one in letters]), quarter, content)
        lines += [words] if words else []
    return lines


def _turn(letter: Letter, quarter: int, content: Content) -> Letter:
    """Place of a turned letter on the page as one would hold it to read it."""
    x0, top, x1, bottom = turned_box((letter.x0, letter.top, letter.x1, letter.bottom), quarter, content)
    base = {1: content.width - letter.base, 2: content.height - letter.base, 3: letter.base}[quarter]
    return letter._replace(x0=x0, top=top, x1=x1, bottom=bottom, base=base)


def turned_box(
    box: tuple[float, float, float, float], quarter: int, content: Content
) -> tuple[float, float, float, float]:
    """Place of a rectangle on the page turned so that text of a quarter (1 reads down, 3 reads up) is upright."""
    x0, top, x1, bottom = box
    match quarter:
        case 1:
            return top, content.width - x1, bottom, content.width - x0
        case 2:
            return content.width - x1, content.height - bottom, content.width - x0, content.height - top
        case _:
            return content.height - bottom, x0, content.height - top, x1


def turned_shapes(content: Content, quarter: int) -> list[Shape]:
    """Shapes of a page as they stand when it is turned by a quarter to be read."""
    if not quarter:
        return content.shapes
    result = []
    for one in content.shapes:
        corners = turned_box((one.x0, one.top, one.x1, one.bottom), quarter, content)
        points = tuple(turned_box((x, y, x, y), quarter, content)[:2] for x, y in one.points)
        result.append(Shape(one.kind, *corners, points, one.fill, one.stroke))
    return result


def _turned(words: list[Word], quarter: int, content: Content) -> list[Word]:
    """Give words that were read on a turned page their places on the page as it is."""
    back = Content(content.height, content.width) if quarter % 2 else content
    result = []
    for word in words:
        x0, top, x1, bottom = turned_box((word.x0, word.top, word.x1, word.bottom), 4 - quarter, back)
        result.append(
            Word(word.text, word.x0, word.top, word.x1, word.bottom, word.size, word.bold, Box(x0, top, x1, bottom))
        )
    return result


def words_of(letters: Sequence[Letter]) -> list[Word]:
    """Put letters, in the order in which the file draws them, together to words."""
    lost = _lost_symbol_fonts(letters)
    found: list[Word] = []
    seen: dict[tuple[str, int, int], None] = {}
    for string in _strings(letters):
        for group in _spread(_cut(string)):
            word = _word(group, lost)
            if word is None:
                continue
            # Some writers print a word twice, a hair apart, to make it bold.
            at = round(word.x0 / 2), round(word.top / 2)
            if any((word.text, at[0] + dx, at[1] + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
                continue
            seen[word.text, *at] = None
            found.extend(_at_signs(word))
    return found


def _strings(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Yield letters that follow each other on one line."""
    string: list[Letter] = []
    for letter in _with_marks(letters):
        if string:
            last = string[-1]
            if last.text == letter.text and abs(last.x0 - letter.x0) + abs(last.base - letter.base) < 0.1 * letter.size:
                continue  # the same letter printed twice
            if not _follows(last, letter):
                yield string
                string = []
        string.append(letter)
    if string:
        yield string


def _with_marks(letters: Iterable[Letter]) -> list[Letter]:
    """Put marks that are drawn apart on the letters that they stand over, whether they come before or after them.

    A combining one that stands over none belongs to the letter before it.
    """
    result: list[Letter] = []
    pending: Letter | None = None
    for letter in letters:
        if not letter.text:
            continue
        if letter.text in SPACING_MARKS or unicodedata.combining(letter.text[0]):
            pending = None if _put_on(result, letter) else letter
            if pending is not None:
                result.append(letter)
            continue
        if pending is not None and _stands_over(pending, letter):
            result[-1] = letter._replace(text=_composed(letter.text, pending.text))
        else:
            result.append(letter)
        pending = None
    if any(unicodedata.combining(letter.text[0]) for letter in result):
        return _on_the_letter_before(result)
    return result


def _on_the_letter_before(letters: list[Letter]) -> list[Letter]:
    result: list[Letter] = []
    for letter in letters:
        before = result[-1] if result else None
        if before is not None and unicodedata.combining(letter.text[0]) and _follows(before, letter):
            result[-1] = before._replace(text=_composed(before.text, letter.text))
        else:
            result.append(letter)
    return result


def _stands_over(mark: Letter, letter: Letter) -> bool:
    middle = (mark.x0 + mark.x1) / 2
    return letter.text in MARKABLE and letter.x0 < middle < letter.x1 and abs(letter.base - mark.base) < letter.size


def _follows(one: Letter, other: Letter) -> bool:
    size = max(one.size, other.size, 1.0)
    return abs(one.base - other.base) <= SAME_BASE * size and -0.3 * size < other.x0 - one.x1 < 4 * size


def _put_on(string: list[Letter], mark: Letter) -> bool:
    """Put a mark on the letter under it, one of the last three; False where it stands over none."""
    for at in range(len(string) - 1, max(-1, len(string) - 4), -1):
        if _stands_over(mark, string[at]):
            string[at] = string[at]._replace(text=_composed(string[at].text, mark.text))
            return True
    return False


def _composed(letter: str, mark: str) -> str:
    return unicodedata.normalize("NFC", letter + SPACING_MARKS.get(mark, mark))


def _cut(string: list[Letter]) -> list[list[Letter]]:
    """Cut a string of letters where spaces or gaps stand."""
    groups: list[list[Letter]] = []
    group: list[Letter] = []
    spaced = any(letter.text.isspace() for letter in string)
    limit = WORD_GAP if spaced or len(string) < 12 else TIGHT_GAP
    for letter in string:
        if letter.text.isspace():
            if group:
                groups.append(group)
            group = []
            continue
        if group and letter.x0 - group[-1].x1 > limit * max(letter.size, 1.0):
            groups.append(group)
            group = []
        group.append(letter)
    if group:
        groups.append(group)
    return groups


def _spread(groups: list[list[Letter]]) -> list[list[Letter]]:
    """Join the letters of words that are set apart ("R a p p o r t"): four and more in a row, gaps about as wide."""
    if len(groups) < 4 or sum(len(group) for group in groups) > 2 * len(groups):
        return groups
    result: list[list[Letter]] = []
    at = 0
    while at < len(groups):
        end = at
        while end < len(groups) and len(groups[end]) <= 2 and groups[end][0].text.isalnum():
            end += 1
        run = groups[at:end]
        size = groups[at][0].size
        gaps = [other[0].x0 - one[-1].x1 for one, other in pairwise(run)]
        if len(run) < 4 or sum(len(group) for group in run) > 1.5 * len(run):
            end = max(end, at + 1)
            result += groups[at:end]
        elif (usual := median(sorted(gaps)[: len(gaps) // 2 + 1])) > MAX_TRACKING * size:
            result += run
        else:
            result.append(list(run[0]))
            for gap, group in zip(gaps, run[1:], strict=True):
                if gap < usual + 0.15 * size:
                    result[-1] += group
                else:
                    result.append(list(group))
        at = end
    return result


def _word(group: list[Letter], lost: frozenset[str]) -> Word | None:
    first = group[0]
    text = "".join([letter.text for letter in group])
    if is_symbol_font(first.font) or first.font in lost or any("\ue000" <= mark <= "\uf8ff" for mark in text):
        font = "wingdings" if first.font in lost else first.font
        text = "".join(from_symbol_font(letter.text, font) for letter in group)
    if "(cid:" in text:
        text = UNMAPPED.sub(lambda match: "•" if match[1] in BULLET_CODES else UNREADABLE, text)
    if LIGATURES.search(text):
        text = LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    text = text.strip()
    if not text:
        return None
    return Word(
        text,
        min(letter.x0 for letter in group),
        min(letter.top for letter in group),
        max(letter.x1 for letter in group),
        max(letter.bottom for letter in group),
        first.size,
        _is_bold(first.font),
        None,
        first.font,
    )


def _at_signs(word: Word) -> Iterator[Word]:
    """Cut a word at the signs of boxes in it ("☐SoL"): its length is shared out evenly."""
    if len(word.text) == 1 or not any(mark in BOX_SIGNS for mark in word.text):
        yield word
        return
    step = (word.x1 - word.x0) / len(word.text)
    at = 0
    for part in re.split(f"([{''.join(BOX_SIGNS)}])", word.text):
        if part:
            x0, x1 = word.x0 + at * step, word.x0 + (at + len(part)) * step
            yield Word(part, x0, word.top, x1, word.bottom, word.size, word.bold, None, word.font)
        at += len(part)


def _lost_symbol_fonts(letters: Sequence[Letter]) -> frozenset[str]:
    """Return the fonts that are Wingdings under another name: all they draw are its boxes, each standing alone."""
    if not any(letter.text in NEVER_ALONE for letter in letters):
        return frozenset()
    fonts = {letter.font for letter in letters if letter.text in NEVER_ALONE and not is_symbol_font(letter.font)}
    for at, letter in enumerate(letters):
        if letter.font not in fonts:
            continue
        beside = [*letters[max(0, at - 1) : at], *letters[at + 1 : at + 2]]
        touches = any(
            abs(near.base - letter.base) < 1
            and near.text.isalnum()
            and min(abs(near.x0 - letter.x1), abs(letter.x0 - near.x1)) < 0.1 * letter.size
            for near in beside
        )
        if touches or letter.text not in AS_LATIN:
            fonts.discard(letter.font)
    return frozenset(fonts)
