"""Boxes and bullets that documents draw with symbol fonts."""

WINGDINGS = {
    0x6F: "☐", 0x71: "☐", 0xA8: "☐", 0x72: "☐", 0xFD: "☒", 0x78: "☒", 0xFE: "☑", 0x52: "☑", 0xFC: "✓", 0xFB: "✗",
    0xA7: "•", 0xB7: "•", 0x6C: "•", 0x6E: "•", 0xA1: "◯", 0xA4: "◉", 0xD8: "•", 0x76: "•",
}  # fmt: skip
"""Code points of Wingdings (Microsoft's table) that stand in forms and lists."""

WINGDINGS_2 = {
    0xA3: "☐",
    0x2A: "☐",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x98: "•",
    0x50: "✓",
    0x4F: "✗",
    0x99: "◯",
    0x9D: "◉",
}
DINGBATS = {
    0x6F: "☐",
    0x71: "☐",
    0x70: "☐",
    0x72: "☐",
    0x34: "✓",
    0x33: "✓",
    0x38: "☒",
    0x6C: "•",
    0x6E: "•",
    0x35: "☒",
    0x36: "☒",
}
SYMBOL = {0xB7: "•", 0xA8: "☐", 0x7F: "☐"}


def from_symbol_font(sign: str, font: str) -> str:
    """Return the sign that a character of a symbol font draws; characters of other fonts come back as they are.

    Symbol fonts sit in the private area U+F000–F0FF, or keep the code of the letter they replace.
    """
    name = font.lower().replace(" ", "")
    code = ord(sign) - 0xF000 if 0xF000 <= ord(sign) <= 0xF0FF else ord(sign)
    if "wingdings2" in name:
        table = WINGDINGS_2
    elif "wingdings" in name:
        table = WINGDINGS
    elif "dingbats" in name:
        table = DINGBATS
    elif "symbol" in name or code != ord(sign):
        table = {**WINGDINGS, **SYMBOL} if code != ord(sign) else SYMBOL
    else:
        return sign
    return table.get(code, sign)
