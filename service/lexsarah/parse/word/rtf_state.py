"""What groups of Rich Text keep: fonts, fields, and the state that inner groups inherit."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as made

from lexsarah.parse.symbols import from_symbol_font
from lexsarah.parse.word.rtf_story import StoryBuilder

CODE_PAGES = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    255: "cp437",
}  # fmt: skip
"""Code pages by the character set of a font."""

SYMBOL_SET = 2
UNSET = 25
"""Result of a form field that was never changed: its default holds."""

SYMBOL = re.compile(r'\s*SYMBOL\s+(?P<code>\d{1,6})\b(?:.{0,60}?\\f\s+"?(?P<font>[^"\\]{1,60}))?', re.IGNORECASE)


@dataclass(slots=True)
class Font:
    """A font of the file; character set 1 is that of the file."""

    name: str = ""
    charset: int = 1


@dataclass(slots=True)
class Field:
    """A field: its code, and what its form says."""

    code: str = ""
    form: bool = False
    result: int | None = None
    default: int | None = None
    entries: list[str] = made(default_factory=list)
    told: bool = False

    @property
    def kind(self) -> str:
        """First word of its code."""
        return (self.code.split() or [""])[0].upper()

    @property
    def state(self) -> int:
        """What was chosen: the result, or the default where there is none."""
        return max(0, (self.default if self.result in {None, UNSET} else self.result) or 0)

    def symbol(self) -> str:
        """Sign that a SYMBOL field draws: a number and, after a switch, the name of a font."""
        found = SYMBOL.match(self.code)
        if found is None:
            return ""
        mark = bytes([int(found["code"]) & 0xFF]).decode("cp1252", errors="replace")
        name = found["font"] or ""
        return from_symbol_font(chr(int(found["code"]) & 0xFF), name) if "dings" in name.lower() else mark


@dataclass(slots=True)
class State:
    """What a group knows and its inner groups inherit."""

    builder: StoryBuilder
    skipped: bool = False
    catch: list[str] | None = None
    """Where words go that are no part of a story."""
    table: str | None = None
    """Which table of the file's head is read: "fonts" or "styles"."""
    field: Field | None = None
    style: int = 0
    outline: bool = False
    listed: bool = False
    in_table: bool = False
    level: int = 0
    font: int = 0
    half_points: int = 24
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    entry: bool = False
    fallback: int = 1
    """Characters after one given by its number that stand for it in old readers."""
    at_end: Callable[[], None] | None = None
