"""Plain text: decoding, and lines."""

import codecs
import re
from collections.abc import Iterator, Sequence

from lexsarah.errors import EmptyFile, UnsupportedFormat
from lexsarah.language import ASKS_FOR_MORE
from lexsarah.limits import Limits
from lexsarah.parse.published import stated
from lexsarah.parse.structure.blocks import blocks
from lexsarah.parse.structure.rows import Line
from lexsarah.parse.tidy import check_length, tidy
from lexsarah.records import Block, BlockKind, ParsedDocument, Producer, SourceFile, Span, TextMap

PARSER = Producer("rule", "parse.text", "1")

SWEDISH = re.compile(r"[a-zåäö][åäöé]|[åäöé][a-zåäö]|\b[åÅäÄöÖ]\b", re.IGNORECASE)
"""A Swedish letter next to another letter: what the right decoding gives."""

ODD = re.compile(r"[\x80-\x9f¬¸¹²³¼½¾×÷¢£¤¥¦¨©ª®¯°±´µ¶ºŒœŠšŽžŸ‹›‰„ƒ†‡ˆ˜Ã¿]")
"""Signs that a wrong decoding puts where Swedish letters should be."""

WRAP_AT_LEAST, WRAP_AT_MOST = 50, 120
"""Widths that programs break lines at (mail 72–78, editors 80, reports up to 120)."""

MANY_WRAPPED = 0.8
"""Share of line breaks inside paragraphs that must look like breaks at the margin for a text to count as wrapped."""

FEW_WRAPPED = 3
"""Such breaks that a wrapped text has at least."""

PAGE_GAP = re.compile(r"(?<=[a-zåäö,])[ \t]*\n(?:[ \t]*\n){3,}[ \t]*(?=[a-zåäö])")
"""Three or more blank lines between two small letters: a page break in the middle of a sentence."""

MARK = "<!-- synthetic: true; Påhittat exempel -->"
"""The last line of a text file that is an invented example; it is no part of the text."""

STARTS_NEW = re.compile(r"\s*(?:[•·▪●○◦‣*☐☒☑<\[(§]|[-–—]\s|\d{1,2}[.)]\s|[a-zåäö]\)\s)|\s{2,}|\t")


def parse_text(source: SourceFile, limits: Limits) -> ParsedDocument:
    """Read a text file.

    Raises
    ------
    EmptyFile
        Nothing but white space.
    FileTooLarge
        More characters than the limit.
    UnsupportedFormat
        Bytes that are no text.
    """
    told, synthetic = without_mark(tidy(decode(source.content)))
    text = unwrap(told)
    if not text.strip():
        raise EmptyFile("the file holds no text")
    check_length(len(text), limits)
    found = blocks(text, list(lines(text)))
    return ParsedDocument(
        text=text,
        blocks=found,
        textmap=TextMap(),
        parser=PARSER,
        title=title(text, found),
        published=stated(text, found),
        synthetic=synthetic,
    )


def without_mark(text: str) -> tuple[str, bool]:
    """Return a text without the line that says that it is invented, and whether it had one."""
    told = text.rstrip().removesuffix(MARK)
    marked = len(told) < len(text.rstrip()) and (not told or told.endswith("\n"))
    return (told, True) if marked else (text, False)


def title(text: str, found: tuple[Block, ...]) -> str | None:
    """Words of the title block, None if there is none."""
    return next(
        (" ".join(text[one.span.start : one.span.end].split()) for one in found if one.kind is BlockKind.TITLE), None
    )


def decode(content: bytes) -> str:
    """Decode UTF-8 and UTF-16 (by mark), else the one of cp1252 and Mac Roman that reads as Swedish.

    Raises
    ------
    UnsupportedFormat
        NUL bytes without a UTF-16 mark.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise UnsupportedFormat("not a text file (binary content)")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        windows = content.decode("cp1252", errors="replace")
        mac = content.decode("mac-roman")
        return max((windows, mac), key=_plausible)


def _plausible(text: str) -> int:
    return len(SWEDISH.findall(text)) - 2 * len(ODD.findall(text)) - 2 * text.count("\ufffd")


def lines(text: str) -> Iterator[Line]:
    """Yield the lines of a text that hold anything."""
    loose = True
    for match in re.finditer(r"[^\n]+", text):
        if not match.group().strip():
            loose = True
            continue
        blank = "\n\n" in text[max(0, match.start() - 2) : match.start()]
        yield Line(Span(match.start(), match.end()), None, loose or blank)
        loose = False


def unwrap(text: str) -> str:
    """Join lines that were broken at a margin, and sentences that a page break parts.

    A break is at the margin when the next word would not have fitted on the line; a text counts as wrapped when nearly
    all breaks inside its paragraphs are such. In any text a long line that ends in the middle of a sentence goes on.
    """
    text = PAGE_GAP.sub(" ", text)
    rows = text.split("\n")
    inside = [
        at
        for at in range(len(rows) - 1)
        if rows[at].strip() and rows[at + 1].strip() and not STARTS_NEW.match(rows[at + 1])
    ]
    joined = {at for at in inside if _goes_on(rows[at], rows[at + 1])} | _at_margin(rows, inside)
    return "".join(row + ("" if at + 1 == len(rows) else " " if at in joined else "\n") for at, row in enumerate(rows))


def _at_margin(rows: Sequence[str], inside: Sequence[int]) -> set[int]:
    """Return the rows that were broken at a margin; none where the text is not wrapped."""
    width = max(map(len, rows), default=0)
    if not WRAP_AT_LEAST <= width <= WRAP_AT_MOST:
        return set()
    full = {at for at in inside if len(rows[at].rstrip()) + 1 + len(rows[at + 1].split()[0]) > width}
    return full if len(full) >= FEW_WRAPPED and len(full) >= MANY_WRAPPED * len(inside) else set()


def _goes_on(row: str, following: str) -> bool:
    """Whether a long row ends where no sentence does: before a small letter, or at a word that asks for another."""
    row = row.rstrip()
    if len(row) < WRAP_AT_LEAST or not (row[-1].islower() or row[-1] == ","):
        return False
    return following.lstrip()[0].islower() or row.rpartition(" ")[2] in ASKS_FOR_MORE
