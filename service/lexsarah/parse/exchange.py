"""A parsed document as JSON, for the pipe between the reading process and its parent."""

import json
from datetime import date
from typing import Any

from lexsarah.codec import blocks_from_json, blocks_to_json, textmap_from_json, textmap_to_json
from lexsarah.errors import CorruptFile
from lexsarah.records import Issue, ParsedDocument, Producer


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
            text=str(data["text"]),
            blocks=blocks_from_json(data["blocks"]),
            textmap=textmap_from_json(data["textmap"]),
            parser=Producer("rule", str(data["parser"]), str(data["version"])),
            title=data["title"],
            published=date.fromisoformat(data["published"]) if data["published"] else None,
            url=data["url"],
            synthetic=data["synthetic"] is True,
            issues=tuple(Issue(*issue) for issue in data["issues"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise CorruptFile("the reader gave no document") from error
    if any(block.span.end > len(document.text) for block in document.blocks):
        raise CorruptFile("the reader gave blocks outside the text")
    return document
