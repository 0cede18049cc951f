"""How large and how bold the words of a picture are set, and where their lines lie: what a PDF would have said."""

import re
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from lexsarah.parse.pdf.words import Word
from lexsarah.parse.scan.raster import POINTS, Ink
from lexsarah.parse.scan.tesseract import ReadWord

SMALL, TALL, ACCENTED, DEEP = 0.52, 0.73, 0.93, 0.21
"""Heights of x, of d and capitals, of Å, and depth of p, in font sizes: those of common types, to 5 %."""

TALL_SIGNS = re.compile(r"[A-ZÄÖÅ0-9bdfhkltåäöij§%&/()!?\[\]]")
SMALL_SIGNS = re.compile(r"[acegmnopqrsuvwxyz]")
ACCENTED_SIGNS = re.compile(r"[ÅÄÖÉ]")
DEEP_SIGNS = re.compile(r"[gjpqyQ()\[\]§/,;]")

SAME = 0.1
"""Share by which the size of a line may differ from the page's body and still be the same: estimates are that rough."""

BOLD = 1.32
"""Stroke of a line, for its size, in strokes of the page's body from which it is bold: 1.5 in common types."""

BULLET_SIZE = 0.5
"""Height and width, in font sizes, of a round bullet, which Tesseract reads as e, o, * or +."""

MOSTLY = 0.25
"""Share of its size by which a word may stand off the base of its line."""

# The hundred signs of Tesseract's Swedish data hold no §, @, • or –. What it gives for them instead:
PARAGRAPH = re.compile(r"[8$S&5£]{1,2}(?=[.,;:)]*$)")
NUMBER = re.compile(r"\(?\d{1,4}\s?[a-z]?[.,)]*")
TALLER, LOWER = 1.06, 0.03
"""A § is taller than the number beside it, and its foot lower, in font sizes; an 8 is neither."""

LAWS = frozenset("sol lss lvu lvm osl fl kl rf br hsl psl socialtjänstlagen".split())
"""Between a number and one of these an 8 or a 9 is a §, whatever its height: a letter stands in the number's place in
"24 e § LSS"."""
NUMBERED = re.compile(r"\d{1,2}|[a-z]")

NEJ = re.compile(r"Ne[i1l!)](?=[.,]?$)")
"""The option that every form has, its j taken for another letter: none of these is a Swedish word."""

ADDRESS = re.compile(r"([a-zåäö0-9._-]{2,})[QO©&€]{1,2}([a-zåäö0-9-]{2,}(?:\.[a-z0-9-]+)*\.[a-z]{2,4}[.,;:)]?)")
"""A mail address whose @ was read as a letter."""

DASH = "—"
"""Its only long dash, which Swedish does not use."""


def typeset(read: Sequence[ReadWord], ink: Ink, dpi: int) -> list[Word]:
    """Return the words of a page in points, each with size, weight and the top and bottom of its line."""
    by = POINTS / dpi
    lines: defaultdict[tuple[int, int, int], list[ReadWord]] = defaultdict(list)
    for word in read:
        lines[word.line].append(word)
    sizes = _snapped({line: _size(words) * by for line, words in lines.items()}, lines)
    strokes = _strokes(lines, ink)
    usual = _usual([(strokes[line] / sizes[line], words) for line, words in lines.items() if strokes[line]])
    result: list[Word] = []
    for line, words in lines.items():
        size, bold = sizes[line], bool(usual) and strokes[line] / sizes[line] >= BOLD * usual
        base = median(_base(word, size / by) for word in words)
        for at, word in enumerate(words):
            own = _base(word, size / by)
            stands = own if abs(own - base) > MOSTLY * size / by and _is_of_height(word, size / by) else base
            if not at and len(words) > 1 and _is_bullet(word, stands, size / by):
                text = "•"
            else:
                beside = [*words[max(0, at - 1) : at], *words[at + 1 : at + 2]]
                text = _mended(word, [one for one in beside if NUMBER.fullmatch(one.text)], size / by)
                if 0 < at < len(words) - 1 and _is_paragraph(words[at - 1].text, text, words[at + 1].text):
                    text = "§"
            result.append(
                Word(text, word.x0 * by, stands * by - TALL * size, word.x1 * by, stands * by + DEEP * size, size, bold)
            )
    return result


def _expected(text: str) -> float | None:
    """Height of a word in font sizes; None where its signs do not say."""
    if ACCENTED_SIGNS.search(text):
        top = ACCENTED
    elif TALL_SIGNS.search(text):
        top = TALL
    elif SMALL_SIGNS.search(text):
        top = SMALL
    else:
        return None
    return top + (DEEP if DEEP_SIGNS.search(text) else 0.0)


def _size(words: Sequence[ReadWord]) -> float:
    """Font size of a line in pixels."""
    told = [
        (word.bottom - word.top) / height
        for word in words
        for height in [_expected(word.text)]
        if height is not None
        for _ in word.text
    ]
    return median(told) if told else float(max(word.bottom - word.top for word in words))


def _snapped(
    sizes: dict[tuple[int, int, int], float], lines: dict[tuple[int, int, int], list[ReadWord]]
) -> dict[tuple[int, int, int], float]:
    """Sizes in half points, those near the page's usual one made equal to it."""
    body = _usual([(size, lines[line]) for line, size in sizes.items()])
    body = round(2 * body) / 2
    return {
        line: body if abs(size - body) <= SAME * body else max(1.0, round(2 * size) / 2) for line, size in sizes.items()
    }


def _usual(values: Sequence[tuple[float, Sequence[ReadWord]]]) -> float:
    """Median over the letters of a page; 0 for none."""
    told = sorted((value, sum(len(word.text) for word in words)) for value, words in values)
    half = sum(letters for _, letters in told) / 2
    for value, letters in told:
        half -= letters
        if half <= 0:
            return value
    return 0.0


def _strokes(lines: dict[tuple[int, int, int], list[ReadWord]], ink: Ink) -> dict[tuple[int, int, int], float]:
    """Mean thickness of the strokes of each line in pixels: twice their area over the length of their edges."""
    edge = ink & ~ndimage.minimum_filter(ink, size=3)
    found = {}
    for line, words in lines.items():
        area = sum(_sum(ink, word) for word in words)
        edges = sum(_sum(edge, word) for word in words)
        found[line] = 2 * area / edges if edges else 0.0
    return found


def _sum(values: npt.NDArray[np.bool_], word: ReadWord) -> int:
    return int(np.count_nonzero(values[word.top : word.bottom, word.x0 : word.x1]))


def _base(word: ReadWord, size: float) -> float:
    """Height, in pixels, of the line that a word stands on."""
    if not any(mark.isalnum() for mark in word.text):
        return float(word.bottom)
    return word.bottom - (DEEP * size if DEEP_SIGNS.search(word.text) else 0.0)


def _mended(word: ReadWord, numbers: Sequence[ReadWord], size: float) -> str:
    """Return the text of a word with the signs that Tesseract does not know; ``numbers`` are those beside it."""
    text = ADDRESS.sub(r"\1@\2", word.text.replace(DASH, "–"))
    text = NEJ.sub("Nej", text)
    if PARAGRAPH.match(text) and any(_is_deeper(word, number, size) for number in numbers):
        return PARAGRAPH.sub(lambda signs: "§" * len(signs[0]), text)
    return text


def _is_paragraph(before: str, text: str, after: str) -> bool:
    """Whether a sign stands where a law is cited: number, §, law."""
    law = after.rstrip(".,;:)").lower()
    return text in {"8", "9", "$", "&", "S"} and law in LAWS and NUMBERED.fullmatch(before) is not None


def _is_deeper(word: ReadWord, number: ReadWord, size: float) -> bool:
    return (
        word.bottom - word.top >= TALLER * (number.bottom - number.top) and word.bottom - number.bottom >= LOWER * size
    )


def _is_of_height(word: ReadWord, size: float) -> bool:
    """Whether a word is as high as its letters should be; where it is not, ink of a neighbour was taken into it."""
    expected = _expected(word.text)
    return expected is None or abs(word.bottom - word.top - expected * size) <= MOSTLY * size


def _is_bullet(word: ReadWord, base: float, size: float) -> bool:
    """Whether the first sign of a line is a small blob above the line."""
    small = max(word.bottom - word.top, word.x1 - word.x0) < BULLET_SIZE * size
    return len(word.text) == 1 and small and word.bottom < base - 0.08 * size and word.text not in "-–—'\"”’"
