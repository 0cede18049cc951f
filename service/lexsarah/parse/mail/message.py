"""Mail (.eml): who wrote to whom, when and about what, and the body. Attachments are documents of their own."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.utils import parsedate_to_datetime

import lxml.etree
import lxml.html

from lexsarah.errors import CorruptFile
from lexsarah.limits import Limits
from lexsarah.parse.flowing import Piece, document_of, says_invented
from lexsarah.parse.html.lines import visible_lines
from lexsarah.parse.mail.mime import Part, contents_of, header, opened, words_of
from lexsarah.parse.text import lines, unwrap, without_mark
from lexsarah.parse.tidy import tidy
from lexsarah.records import BlockKind, ParsedDocument, Producer, SourceFile

PARSER = Producer("rule", "parse.message", "1")

FIELDS = (("From", "Från"), ("To", "Till"), ("Cc", "Kopia"), ("Date", "Datum"), ("Subject", "Ämne"))
"""Headers that are read, and what Swedish mail programs call them."""

QUOTED = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
"""Marks before the lines of an older message."""

ADDRESS = re.compile(r"(?P<before>\S\s*)<(?P<address>[^<>\s]+@[^<>\s]+)>")
"""An address after a name: set in round brackets, since angular ones read as a tag."""


def parse_message(source: SourceFile, limits: Limits) -> ParsedDocument:
    """Read a message.

    Raises
    ------
    EncryptedFile
        It is sealed with a key.
    UnsafeFile
        More parts, or parts nested deeper, than any mail program makes.
    CorruptFile
        No message that can be taken apart.
    EmptyFile
        Neither headers nor words.
    FileTooLarge
        More characters than the limit.
    """
    message = opened(source.content)
    contents = contents_of(message)
    told = [
        Piece(f"{label}\t{words}", BlockKind.FIELD, loose=at == 0) for at, (label, words) in enumerate(_head(message))
    ]
    synthetic = says_invented(header(message, "Keywords"))
    for part in contents.body:
        found, marked = _body(part)
        told += found
        synthetic = synthetic or marked
    subject = header(message, "Subject") or None
    document = document_of(told, limits, PARSER, title=subject, synthetic=synthetic)
    return replace(document, title=subject or document.title)


def _head(message: Message) -> Iterator[tuple[str, str]]:
    for name, label in FIELDS:
        words = header(message, name)
        words = (_moment(words) or words) if name == "Date" else ADDRESS.sub(r"\g<before>(\g<address>)", words)
        if words:
            yield label, words


def _moment(words: str) -> str | None:
    """Day and time in the sender's own zone, None where a header tells none."""
    try:
        return parsedate_to_datetime(words).strftime("%Y-%m-%d %H:%M")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _body(part: Part) -> tuple[list[Piece], bool]:
    """Lines of a part, and whether it says that it is an invented example."""
    words = words_of(part)
    if part.get_content_type() == "text/html":
        return _page(words)
    told, marked = without_mark(tidy(words))
    if part.get_param("format") == "flowed":
        told = _unflowed(told, delete_space=part.get_param("delsp") == "yes")
    text = unwrap(QUOTED.sub("", told))
    found = [(text[line.span.start : line.span.end].strip(), line.loose) for line in lines(text)]
    return [Piece(one, None, loose) for one, loose in found if one], marked


def _page(words: str) -> tuple[list[Piece], bool]:
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", words)
    if not page.strip():
        return [], False
    try:
        root = lxml.html.document_fromstring(page)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise CorruptFile("the message's text cannot be parsed") from error
    marked = any(one.get("name") == "synthetic" and one.get("content") == "true" for one in root.iter("meta"))
    return [line.piece for line in visible_lines(root)], marked


def _unflowed(text: str, *, delete_space: bool) -> str:
    """Join the lines that a mail program broke (RFC 3676): those that end with a space, save the signature's mark."""
    parts: list[str] = []
    for line in text.split("\n"):
        quote = QUOTED.match(line)
        own = line[quote.end() :] if quote else line.removeprefix(" ")
        goes_on = own.endswith(" ") and own != "-- "
        parts.append((own[:-1] if delete_space else own) if goes_on else own + "\n")
    return "".join(parts)
