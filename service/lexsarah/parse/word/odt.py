"""OpenDocument texts (.odt): body, headers, notes and comments; boxes and fields of forms included."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lexsarah.errors import CorruptFile, EncryptedFile, UnsafeFile
from lexsarah.limits import Limits
from lexsarah.parse.flowing import document_of, says_invented
from lexsarah.parse.word.markup import tree
from lexsarah.parse.word.odt_names import META, OFFICE, STYLE
from lexsarah.parse.word.odt_story import StoryReader
from lexsarah.parse.word.odt_styles import numbering_of, styles_of
from lexsarah.parse.word.story import Story, Told
from lexsarah.parse.word.story_lines import lines_of
from lexsarah.records import ParsedDocument, Producer, SourceFile

PARSER = Producer("rule", "parse.odt", "1")

HEADERS = tuple(f"{STYLE}{name}" for name in ("header-first", "header", "header-left"))
FOOTERS = tuple(f"{STYLE}{name}" for name in ("footer-first", "footer", "footer-left"))


def parse_odt(source: SourceFile, limits: Limits) -> ParsedDocument:
    """Read an OpenDocument text.

    Raises
    ------
    CorruptFile
        No whole OpenDocument text.
    EncryptedFile
        A password is needed.
    UnsafeFile
        A part inflates past ``limits``, or holds a document type definition.
    EmptyFile
        No text.
    FileTooLarge
        More characters than the limit.
    """
    parts = _parts(source.content, limits)
    if "content.xml" not in parts:
        raise CorruptFile("the OpenDocument text has no content")
    content = parts["content.xml"]
    common = parts.get("styles.xml")
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise CorruptFile("the OpenDocument file holds no text")
    try:
        numbering = numbering_of(content, common)
        # Automatic styles of the two parts have the same names and are not the same.
        reader = StoryReader(styles_of(common, content), numbering, body)
        margins = StoryReader(styles_of(common), numbering, body)
        told = Told(
            reader.story(body),
            headers=tuple(_margins(common, margins, HEADERS)),
            footers=tuple(_margins(common, margins, FOOTERS)),
            comments=tuple(reader.comments),
        )
        lines = list(lines_of(told))
    except RecursionError as error:
        raise UnsafeFile("the document nests its parts deeper than can be read") from error
    about = parts.get("meta.xml")
    keywords = "" if about is None else " ".join(one.text or "" for one in about.iter(f"{META}keyword"))
    return document_of(lines, limits, PARSER, synthetic=says_invented(keywords))


def _parts(content: bytes, limits: Limits) -> dict[str, Any]:
    """Roots of the parts that are read."""
    found: dict[str, Any] = {}
    left = limits.max_unpacked_bytes
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            for name in ("content.xml", "styles.xml", "meta.xml"):
                if name not in container.namelist():
                    continue
                with container.open(name) as stream:
                    part = stream.read(left + 1)
                left -= len(part)
                if left < 0:
                    raise UnsafeFile("the document inflates to far more than its size (a zip bomb)")
                found[name] = tree(part)
    except RuntimeError as error:
        raise EncryptedFile("an OpenDocument file locked with a password: save it without one") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise CorruptFile("the OpenDocument text is damaged") from error
    return found


def _margins(common: Any | None, reader: StoryReader, names: tuple[str, ...]) -> Iterator[Story]:  # noqa: ANN401
    """Yield headers or footers of every page style, those of a first page first."""
    if common is None:
        return
    pages = [*common.iter(f"{STYLE}master-page")]
    for name in names:
        for page in pages:
            for one in page.iterchildren(name):
                if one.get(f"{STYLE}display") != "false":
                    yield reader.story(one)
