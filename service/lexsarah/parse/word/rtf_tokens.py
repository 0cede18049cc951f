"""The signs of Rich Text Format (1.9.1): groups, control words, characters as codes, plain bytes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<code>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|(?P<plain>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)


class Kind(Enum):
    """What a sign is."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    """A control word, with its number if it has one."""
    SIGN = auto()
    """A control symbol: a backslash and one character."""
    CODE = auto()
    """A character of the font's code page, as two hexadecimal digits."""
    PLAIN = auto()
    """Bytes as they are."""


@dataclass(frozen=True, slots=True)
class Token:
    """A sign; ``words`` is the control word or symbol, ``number`` its number, ``raw`` the bytes of characters."""

    kind: Kind
    words: str = ""
    number: int | None = None
    raw: bytes = b""


OPEN, CLOSE = Token(Kind.OPEN), Token(Kind.CLOSE)


def tokens(content: bytes) -> Iterator[Token]:
    r"""Yield the signs of a file in order. Binary data (``\bin``) is stepped over."""
    at = 0
    while match := TOKEN.match(content, at):
        at = match.end()
        kind = match.lastgroup
        if kind in {"word", "number"}:
            word = match["word"].decode("ascii")
            number = int(match["number"]) if match["number"] else None
            if word == "bin":
                at += max(0, number or 0)
            else:
                yield Token(Kind.WORD, word, number)
        elif kind == "code":
            yield Token(Kind.CODE, raw=bytes([int(match["code"], 16)]))
        elif kind == "sign":
            yield Token(Kind.SIGN, match["sign"].decode("latin-1"))
        elif kind == "brace":
            yield OPEN if match["brace"] == b"{" else CLOSE
        elif kind == "plain":
            yield Token(Kind.PLAIN, raw=match["plain"])
