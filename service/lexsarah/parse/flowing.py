"""From the lines of a file without pages to its document: the same for DOCX, ODT, RTF, web pages and mail."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lexsarah.errors import EmptyFile
from lexsarah.limits import Limits
from lexsarah.parse.builder import TextBuilder
from lexsarah.parse.published import stated
from lexsarah.parse.structure.blocks import blocks
from lexsarah.parse.text import title as title_in
from lexsarah.records import BlockKind, Issue, ParsedDocument, Producer, TextMap


@dataclass(frozen=True, slots=True)
class Piece:
    """A line to be, as ``rows.Line``: cells are parted by tabs, lines inside a cell by line feeds."""

    words: str
    hint: BlockKind | None = None
    loose: bool = True
    data: bool = False


SYNTHETIC = re.compile(r"\bsynthetic\W+true\b", re.IGNORECASE)
"""The mark of an invented example among a file's keywords, which LibreOffice parts at every space."""


def says_invented(keywords: str) -> bool:
    """Whether the keywords of a file say that it is an invented example."""
    return SYNTHETIC.search(keywords) is not None


def document_of(
    lines: Iterable[Piece],
    limits: Limits,
    parser: Producer,
    *,
    title: str | None = None,
    published: date | None = None,
    url: str | None = None,
    synthetic: bool = False,
    issues: Iterable[Issue] = (),
) -> ParsedDocument:
    """Put a document without pages together; ``title`` is for a text that has none of its own.

    Raises
    ------
    EmptyFile
        No text.
    FileTooLarge
        More characters than ``limits.max_characters``.
    """
    builder = TextBuilder(limits)
    for one in lines:
        builder.add(one.words, one.hint, loose=one.loose, data=one.data)
    text = builder.text
    if not text.strip():
        raise EmptyFile("the document holds no text")
    found = blocks(text, builder.lines)
    return ParsedDocument(
        text=text,
        blocks=found,
        textmap=TextMap(),
        parser=parser,
        title=title_in(text, found) or title,
        published=published or stated(text, found),
        url=url,
        synthetic=synthetic,
        issues=tuple(issues),
    )
