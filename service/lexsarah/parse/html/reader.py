"""Web pages: structure from the markup, main text from trafilatura, dates from the markup alone.

Every visible line is kept in order. trafilatura says which lines are the article; the smallest element that holds
nearly all of them is the page's content, and what lies outside it is boilerplate. So a paragraph that trafilatura
misses in the middle of an article is not lost.
"""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import lxml.etree
import lxml.html

from lexsarah.errors import CorruptFile, EmptyFile, UnsafeFile
from lexsarah.limits import Limits
from lexsarah.parse.flowing import document_of
from lexsarah.parse.html.lines import VisibleLine, names, upwards, visible_lines
from lexsarah.parse.published import first_day
from lexsarah.parse.structure.labels import PUBLISHED_LABELS
from lexsarah.parse.text import decode
from lexsarah.parse.tidy import tidy
from lexsarah.records import BlockKind, ParsedDocument, Producer, SourceFile

PARSER = Producer("rule", "parse.html", "2")

CONTACT_NAME = re.compile(r"kontakt|contact", re.IGNORECASE)

MAIN_SHARE = 0.9
"""Share of the article's characters that the content element must hold: a stray match elsewhere must not widen it."""

FORM_SHARE = 0.5
"""Share of a page's characters from which the page is a form that was filled in."""

META_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.created", "dc.date.created", "publishdate", "pubdate", "date", "publish-date", "sailthru.date",
    "parsely-pub-date",
)  # fmt: skip
"""Names of meta elements that hold the day of publication, in order of trust."""

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def parse_html(source: SourceFile, limits: Limits) -> ParsedDocument:
    """Read a web page.

    Raises
    ------
    EmptyFile
        No visible text.
    CorruptFile
        No page that can be parsed.
    UnsafeFile
        Elements nested deeper, or longer, than the parser takes.
    FileTooLarge
        More characters than the limit.
    """
    page = XML_DECLARATION.sub("", _decode(source.content))
    try:
        parser = lxml.html.HTMLParser()
        root = lxml.html.document_fromstring(page, parser=parser)
    except (lxml.etree.LxmlError, ValueError, RecursionError) as error:
        raise CorruptFile("the page cannot be parsed") from error
    if any(one.type == lxml.etree.ErrorTypes.ERR_RESOURCE_LIMIT for one in parser.error_log):
        # The parser stops there, so what follows would be lost without a word.
        raise UnsafeFile("the page nests its parts deeper than web pages do: print it to PDF")
    lines = visible_lines(root)
    if not lines:
        raise EmptyFile("the page holds no visible text")
    content = _content(lines, _squash(_main_text(page)))
    return document_of(
        (replace(line.piece, hint=_hint(line, content)) for line in lines),
        limits,
        PARSER,
        title=_meta_title(root),
        published=_published(root, content),
        url=_canonical(root),
        synthetic=any(value.strip().lower() == "true" for name, value in _metas(root) if name == "synthetic"),
    )


def _decode(content: bytes) -> str:
    declared = CHARSET.search(content[:4096])
    if declared and not content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode(
                "cp1252" if declared[1].lower() in {b"iso-8859-1", b"latin1"} else declared[1].decode()
            )
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(content)


def _main_text(page: str) -> str:
    """Text of the article as trafilatura finds it, empty if it finds none."""
    import trafilatura  # noqa: PLC0415  (half a second; only pages need it)

    # Its search for a date is not used (``_published``); without settings for that it asks what day it is.
    no_clock = {"original_date": True}
    found = trafilatura.extract(
        page, include_comments=False, include_tables=True, with_metadata=False, date_extraction_params=no_clock
    )
    return found or ""


def _squash(words: str) -> str:
    return re.sub(r"\W+", "", words).lower()


def _content(lines: list[VisibleLine], main: str) -> Any | None:  # noqa: ANN401
    """Return the smallest element that holds nearly all of the article, None where there is none."""
    weights = [
        (line, len(squashed)) for line in lines if len(squashed := _squash(line.piece.words)) > 15 and squashed in main
    ]
    total = sum(weight for _, weight in weights)
    if not total:
        return None
    held: dict[Any, int] = {}
    for line, weight in weights:
        for ancestor in upwards(line.element):
            held[ancestor] = held.get(ancestor, 0) + weight
    longest = max(weights, key=lambda pair: pair[1])[0]
    content = next((one for one in upwards(longest.element) if held.get(one, 0) >= MAIN_SHARE * total), None)
    form = _form(lines)
    if content is None or form is None:
        return content
    around = set(upwards(form))
    return next(one for one in upwards(content) if one in around)


def _form(lines: list[VisibleLine]) -> Any | None:  # noqa: ANN401
    """Return the form that makes out most of a page, None where there is none; a search or a survey is small."""
    held: dict[Any, int] = {}
    for line in lines:
        for one in upwards(line.element):
            if one.tag == "form":
                held[one] = held.get(one, 0) + len(line.piece.words)
    total = sum(len(line.piece.words) for line in lines)
    return next((form for form, weight in held.items() if weight >= FORM_SHARE * total), None)


def _hint(line: VisibleLine, content: Any | None) -> BlockKind | None:  # noqa: ANN401
    """Return what the markup says a line is; outside the content all but title, date and contact is boilerplate."""
    if content is None or line.piece.hint is BlockKind.TITLE:
        return line.piece.hint
    above = list(upwards(line.element))
    if content in above or line.piece.words.lower().startswith(PUBLISHED_LABELS):
        return line.piece.hint
    if any(one.tag == "address" or CONTACT_NAME.search(names(one)) for one in above if one.tag not in {"body", "html"}):
        return line.piece.hint
    # A heading and lead just outside the body of the article are often siblings of it.
    if any(one.tag in {"article", "main"} and content in one.iter(content.tag) for one in above):
        in_margin = any(one.tag in {"aside", "footer"} for one in above)
        return BlockKind.BOILERPLATE if in_margin else line.piece.hint
    return BlockKind.BOILERPLATE


def _metas(root: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        yield name.strip().lower(), meta.get("content") or ""


def _meta_title(root: Any) -> str | None:  # noqa: ANN401
    named = next((value for name, value in _metas(root) if name == "og:title" and value.strip()), None)
    words = named or next((one.text_content() for one in root.iter("title")), "")
    words = " ".join(tidy(words).split())
    return (words if named else re.split(r"\s+[|–-]\s+", words)[0]) or None


def _canonical(root: Any) -> str | None:  # noqa: ANN401
    links = [link.get("href") or "" for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    links += [value for name, value in _metas(root) if name == "og:url"]
    return next((link.strip() for link in links if link.strip().startswith(("https://", "http://"))), None)


def _published(root: Any, content: Any | None) -> date | None:  # noqa: ANN401
    """Day of publication that the markup states: meta elements, then JSON-LD, then the article's time element."""
    metas = list(_metas(root))
    for wanted in META_DATES:
        for name, value in metas:
            if name == wanted and (day := first_day(value.split("T")[0])):
                return day
    for script in root.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json" and (day := _from_json_ld(script.text or "")):
            return day
    scope = root if content is None else content
    named = [
        one for one in root.iter("time") if one.get("pubdate") is not None or one.get("itemprop") == "datePublished"
    ]
    for moment in [*named, *scope.iter("time")]:
        if day := first_day((moment.get("datetime") or moment.text_content() or "").split("T")[0]):
            return day
    return None


def _from_json_ld(words: str) -> date | None:
    try:
        data = json.loads(words)
    except (ValueError, RecursionError):
        return None
    waiting = [data]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            stamp = one.get("datePublished")
            if isinstance(stamp, str) and (day := first_day(stamp.split("T")[0])):
                return day
            waiting += [value for value in one.values() if isinstance(value, list | dict)]
    return None
