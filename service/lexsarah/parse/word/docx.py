"""Word documents (.docx): body, headers, notes and comments; boxes and fields of forms included."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
import docx.opc.exceptions
import lxml.etree
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from lexsarah.errors import CorruptFile, UnsupportedFormat
from lexsarah.limits import Limits
from lexsarah.parse.flowing import document_of, says_invented
from lexsarah.parse.word.docx_names import R, W, is_on
from lexsarah.parse.word.docx_story import StoryReader
from lexsarah.parse.word.docx_styles import numbering_of, styles_of
from lexsarah.parse.word.story import Story, Told
from lexsarah.parse.word.story_lines import lines_of, pieces
from lexsarah.records import ParsedDocument, Producer, SourceFile

PARSER = Producer("rule", "parse.docx", "2")

STRICT = b"http://purl.oclc.org/ooxml/"
"""Namespace of the strict variant of the format, which Word writes only when asked to."""


def parse_docx(source: SourceFile, limits: Limits) -> ParsedDocument:
    """Read a Word document.

    Raises
    ------
    CorruptFile
        No whole Word document.
    UnsupportedFormat
        A template, a document with macros, or one with parts in another format.
    EmptyFile
        No text.
    FileTooLarge
        More characters than the limit.
    """
    document = _open(source.content)
    try:
        lines = list(lines_of(_told(document)))
        keywords = document.core_properties.keywords or ""
    except (KeyError, ValueError, AttributeError, lxml.etree.LxmlError, RecursionError) as error:
        raise CorruptFile("the Word document is damaged") from error
    return document_of(lines, limits, PARSER, synthetic=says_invented(keywords))


def _open(content: bytes) -> Any:  # noqa: ANN401  (python-docx is typed loosely)
    try:
        return docx.Document(io.BytesIO(content))
    except ValueError as error:
        raise UnsupportedFormat("a Word template or a document with macros: save it as .docx") from error
    except (
        KeyError,
        AttributeError,
        docx.opc.exceptions.OpcError,
        zipfile.BadZipFile,
        lxml.etree.LxmlError,
        OSError,
    ) as error:
        if _is_strict(content):
            raise UnsupportedFormat("Strict Open XML: save it as an ordinary Word document (.docx)") from error
        raise CorruptFile("the Word document is damaged") from error


def _is_strict(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            return STRICT in container.read("_rels/.rels")
    except (KeyError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _told(document: Any) -> Told:  # noqa: ANN401
    part = document.part
    if next(document.element.body.iter(f"{W}altChunk"), None) is not None:
        raise UnsupportedFormat("the Word document holds parts in another format: open it in Word and save it again")
    reader = StoryReader(styles_of(_root(part, "STYLES")), numbering_of(_root(part, "NUMBERING")), _notes(part))
    body = reader.story(document.element.body)
    even = is_on(_property(part, "evenAndOddHeaders"))
    return Told(
        body,
        headers=tuple(_margins(document, reader, "header", even=even)),
        footers=tuple(_margins(document, reader, "footer", even=even)),
        comments=tuple(_comments(part, reader)),
    )


def _root(part: Any, kind: str) -> Any | None:  # noqa: ANN401
    """Root of a part that the document relates to once, None where it has none."""
    wanted = getattr(RELATIONSHIP_TYPE, kind)
    for relation in part.rels.values():
        if relation.reltype == wanted and not relation.is_external:
            return _element(relation.target_part)
    return None


def _element(part: Any) -> Any:  # noqa: ANN401
    """Root of a part; python-docx's parser resolves no entities."""
    known = getattr(part, "element", None)
    return known if known is not None else parse_xml(part.blob)


def _property(part: Any, name: str) -> Any | None:  # noqa: ANN401
    settings = _root(part, "SETTINGS")
    return None if settings is None else settings.find(f"{W}{name}")


def _notes(part: Any) -> dict[tuple[str, str], Any]:  # noqa: ANN401
    """Footnotes and endnotes; the lines that part them from the text are notes too, of a type."""
    return {
        (kind, one.get(f"{W}id") or ""): one
        for kind, relation in (("footnote", "FOOTNOTES"), ("endnote", "ENDNOTES"))
        if (root := _root(part, relation)) is not None
        for one in root.iterchildren(f"{W}{kind}")
        if one.get(f"{W}type") in {None, "normal"}
    }


def _comments(part: Any, reader: StoryReader) -> Iterator[str]:  # noqa: ANN401
    root = _root(part, "COMMENTS")
    for comment in () if root is None else root.iterchildren(f"{W}comment"):
        words = " ".join(" ".join(line.words.split()) for line in pieces(reader.story(comment)))
        if words:
            yield words


def _margins(document: Any, reader: StoryReader, which: str, *, even: bool) -> Iterator[Story]:  # noqa: ANN401
    """Yield headers or footers of each section, those of the first page first, each once; only kinds that are shown."""
    seen: set[str] = set()
    for section in document.element.body.iter(f"{W}sectPr"):
        references = {one.get(f"{W}type"): one.get(f"{R}id") for one in section.iterchildren(f"{W}{which}Reference")}
        shown = ["first"] if is_on(section.find(f"{W}titlePg")) else []
        shown += ["default", "even"] if even else ["default"]
        for kind in shown:
            name = references.get(kind) or ""
            target = None if name in seen else document.part.related_parts.get(name)
            if target is not None:
                seen.add(name)
                yield reader.story(_element(target))
