"""What the reading process and its parent say to each other: messages of a JSON head and a body of bytes.

The child begins with ``{"reply": "ready"}``. The parent asks with ``{"ask": "parse" | "expand" | "probe", …}`` and the
file as the body. The answer is ``{"reply": "document"}`` with the document as JSON,
``{"reply": "members", "names": […], "sizes": […]}`` with their bytes one after the other, ``{"reply": "probed", …}``,
``{"reply": "error", "kind": …, "message": …}`` or ``{"reply": "memory"}``. What the child says is checked: it may have
been taken over by the file that it read.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from lexsarah.codec import blocks_from_json, blocks_to_json, textmap_from_json, textmap_to_json
from lexsarah.errors import CorruptFile
from lexsarah.records import Issue, ParsedDocument, Producer

Head = dict[str, Any]

LENGTH = 8
"""Bytes of the length that goes before each half of a message, big-endian."""

MAX_HEAD = 1 << 22
"""Bytes of a head: names of some thousand members."""


def packed(head: Head, body: bytes = b"") -> bytes:
    """Return a message as it goes over the socket."""
    start = json.dumps(head).encode()
    return b"".join((len(start).to_bytes(LENGTH, "big"), start, len(body).to_bytes(LENGTH, "big"), body))


def unpacked(exactly: Callable[[int], bytes], max_body: int) -> tuple[Head, bytes]:
    """Read a message by a function that gives so many bytes.

    Raises
    ------
    EOFError
        It is longer than a message may be, or none.
    """
    start = exactly(_length(exactly, MAX_HEAD))
    body = exactly(_length(exactly, max_body))
    try:
        return dict(json.loads(start)), body
    except (ValueError, TypeError, RecursionError) as error:
        raise EOFError from error


def _length(exactly: Callable[[int], bytes], most: int) -> int:
    length = int.from_bytes(exactly(LENGTH), "big")
    if length > most:
        raise EOFError
    return length


def dump(document: ParsedDocument) -> bytes:
    """Return a document as UTF-8 JSON."""
    data = {
        "text": document.text,
        "blocks": blocks_to_json(document.blocks),
        "textmap": textmap_to_json(document.textmap),
        "parser": document.parser.name,
        "version": document.parser.version,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "url": document.url,
        "synthetic": document.synthetic,
        "issues": [[issue.stage, issue.code, issue.message, issue.page] for issue in document.issues],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def load(content: bytes) -> ParsedDocument:
    """Read back what ``dump`` gave.

    Raises
    ------
    CorruptFile
        Anything else: the process that read the file no longer does what it should.
    """
    try:
        data: dict[str, Any] = json.loads(content)
        document = ParsedDocument(
            text=_words(data["text"]),
            blocks=blocks_from_json(data["blocks"]),
            textmap=textmap_from_json(data["textmap"]),
            parser=Producer("rule", _words(data["parser"]), _words(data["version"])),
            title=_words_or_none(data["title"]),
            published=date.fromisoformat(data["published"]) if data["published"] else None,
            url=_words_or_none(data["url"]),
            synthetic=data["synthetic"] is True,
            issues=tuple(_issue(*issue) for issue in data["issues"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CorruptFile("the reader gave no document") from error
    if not _inside(document):
        raise CorruptFile("the reader gave blocks outside the text")
    return document


def _inside(document: ParsedDocument) -> bool:
    """Whether every offset and page that the document names is in it."""
    end, pages = len(document.text), document.textmap.pages
    return (
        all(
            part is None or part.end <= end
            for block in document.blocks
            for part in (block.span, block.label, block.value)
        )
        and all(page.start <= end for page in pages)
        and all(run.span.end <= end and 1 <= run.page <= len(pages) for run in document.textmap.runs)
    )


def _issue(stage: object, code: object, message: object, page: object) -> Issue:
    if page is not None and not isinstance(page, int):
        raise TypeError(type(page))
    return Issue(_words(stage), _words(code), _words(message), page)


def _words(value: object) -> str:
    """Return a string that can be stored: JSON may name halves of characters."""
    if not isinstance(value, str):
        raise TypeError(type(value))
    value.encode()
    return value


def _words_or_none(value: object) -> str | None:
    return None if value is None else _words(value)
