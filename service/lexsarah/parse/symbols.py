"""Boxes and bullets that documents draw with symbol fonts, and the signs that mark a box."""

from functools import lru_cache

BOX_SIGNS = frozenset("☐☑☒□▢⬜🗹🗷🗵⍰◯◉⦿🔘▣⊠⮽")
"""Signs that are a box to tick, or a radio button, wherever they stand (rows.MARK knows them)."""

FILLED = frozenset("■⬛◼✓✔✗✘✕✖Xx")
"""Signs that are a ticked box where an empty one stands in the same list, and else a bullet, a letter or a comment."""

CHOSEN, OPEN = "●", "○"
"""A chosen radio button and an empty one where both stand in the same list, else bullets."""

WINGDINGS = {
    0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0xA8: "☐", 0xFD: "☒", 0x78: "☒", 0xFE: "☑", 0xFC: "✓", 0xFB: "✗",
    0x9E: "•", 0x9F: "•", 0xA7: "•", 0xB7: "•", 0x6C: "●", 0x6E: "■", 0xA1: "◯", 0xA2: "◯", 0xA3: "◯", 0xA4: "◉",
    0xA5: "◉", 0xD8: "•", 0x76: "•", 0xE0: "→", 0xE8: "→",
}  # fmt: skip
"""Code points of Wingdings (Microsoft's table) that stand in forms and lists."""

WINGDINGS_2 = {
    0xA3: "☐", 0x2A: "☐", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x98: "•", 0x97: "•", 0x50: "✓", 0x4F: "✗",
    0x99: "◯", 0x9A: "◯", 0x9D: "◉", 0x9E: "◉",
}  # fmt: skip
WEBDINGS = {0x63: "☐", 0x67: "■", 0x61: "✓", 0x72: "✗", 0x6E: "●", 0x3D: "•", 0x34: "•"}
DINGBATS = {
    0x33: "✓", 0x34: "✔", 0x35: "✕", 0x36: "✖", 0x37: "✗", 0x38: "✘", 0x6C: "●", 0x6D: "◯", 0x6E: "■", 0x6F: "☐",
    0x70: "☐", 0x71: "☐", 0x72: "☐",
}  # fmt: skip
SYMBOL = {0xB7: "•", 0xA8: "☐", 0x7F: "☐"}
NAMELESS = {**{code: WINGDINGS_2[code] for code in (0x51, 0x52, 0x53, 0x54, 0xA3)}, **SYMBOL}
"""What a code of the private area is where the font's name is lost: Wingdings, and these where it has none in forms."""


@lru_cache(maxsize=256)
def _table(font: str) -> dict[int, str] | None:
    name = font.lower().replace(" ", "").replace("-", "")
    if "wingdings2" in name or "wingdngs2" in name:
        return WINGDINGS_2
    if "wingdings" in name or "wingdng" in name:
        return WINGDINGS
    if "webdings" in name:
        return WEBDINGS
    if "dingbats" in name:
        return DINGBATS
    return SYMBOL if "symbol" in name else None


def is_symbol_font(font: str) -> bool:
    """Whether a font draws signs in the place of letters."""
    return _table(font) is not None


def from_symbol_font(sign: str, font: str) -> str:
    """Return the sign that a character of a symbol font draws; characters of other fonts come back as they are.

    Symbol fonts sit in the private area U+F000–F0FF, or keep the code of the letter they replace; pdfminer writes
    "(cid:168)" for a code that the file maps to nothing.
    """
    table = _table(font)
    if sign.startswith("(cid:") and table is not None:
        code = int(sign[5:-1])
        return table.get(code & 0xFF, sign) if code <= 0xFF or 0xF000 <= code <= 0xF0FF else sign
    if len(sign) != 1:
        return sign
    private = 0xF000 <= ord(sign) <= 0xF0FF
    code = ord(sign) - 0xF000 if private else ord(sign)
    if private and (table is None or table is SYMBOL):
        return {**WINGDINGS, **NAMELESS}.get(code, sign)
    return sign if table is None else table.get(code, sign)
