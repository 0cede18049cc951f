"""Web pages: structure from the markup, main text from trafilatura, dates from the markup alone.

Every visible line is kept in order. trafilatura says which lines are the article; the smallest element that holds
nearly all of them is the page's content, and what lies outside it is boilerplate. So a paragraph that trafilatura
misses in the middle of an article is not lost.
"""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import lxml.etree
import lxml.html

from lexsarah.errors import CorruptFile, EmptyFile
from lexsarah.limits import Limits
from lexsarah.parse.blocks import blocks
from lexsarah.parse.builder import TextBuilder
from lexsarah.parse.headings import MAX_HEADING
from lexsarah.parse.labels import PUBLISHED_LABELS
from lexsarah.parse.published import first_day, stated
from lexsarah.parse.text import decode, title
from lexsarah.parse.tidy import tidy
from lexsarah.records import BlockKind, ParsedDocument, Producer, SourceFile, TextMap

PARSER = Producer("rule", "parse.html", "1")

SKIPPED = frozenset(
    "script style noscript template svg canvas iframe object head button option datalist dialog".split()
)
BLOCK = frozenset(
    "p div section article main header footer aside nav ul ol li dl dt dd h1 h2 h3 h4 h5 h6 blockquote figure "
    "figcaption address pre hr table thead tbody tfoot tr td th caption fieldset legend form details summary body "
    "html".split()
)
HEADING_TAGS = frozenset("h2 h3 h4 h5 h6 legend summary caption".split())
HINTS = {
    "h1": BlockKind.TITLE,
    "li": BlockKind.LIST_ITEM,
    "figcaption": BlockKind.PARAGRAPH,
    **dict.fromkeys(HEADING_TAGS, BlockKind.HEADING),
}
MENU_ROLES = frozenset("navigation banner search menu menubar alert alertdialog".split())
MENU_NAME = re.compile(
    r"(?:^|[\s_-])(?:menu|navbar|navigation|breadcrumbs?|brodsmulor|cookies?|consent|share|sharing|skip-?links?)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
CONTACT_NAME = re.compile(r"kontakt|contact", re.IGNORECASE)

MAIN_SHARE = 0.9
"""Share of the article's characters that the content element must hold: a stray match elsewhere must not widen it."""

LONG_CELL = 400
"""Code points of a cell above which a table is there for layout, not for data."""

META_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.created", "dc.date.created", "publishdate", "pubdate", "date", "publish-date", "sailthru.date",
    "parsely-pub-date",
)  # fmt: skip
"""Names of meta elements that hold the day of publication, in order of trust."""

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A visible line: its words, the element it stands in and what the markup calls it."""

    words: str
    element: Any
    hint: BlockKind | None
    loose: bool


def parse_html(source: SourceFile, limits: Limits) -> ParsedDocument:
    """Read a web page.

    Raises
    ------
    EmptyFile
        No visible text.
    CorruptFile
        No page that can be parsed.
    FileTooLarge
        More characters than the limit.
    """
    page = XML_DECLARATION.sub("", _decode(source.content))
    try:
        root = lxml.html.document_fromstring(page)
    except (lxml.etree.LxmlError, ValueError, RecursionError) as error:
        raise CorruptFile("the page cannot be parsed") from error
    pieces = _Collector().collect(root)
    if not pieces:
        raise EmptyFile("the page holds no visible text")
    content = _content(pieces, _squash(_main_text(page)))
    builder = TextBuilder(limits)
    for piece in pieces:
        builder.add(piece.words, _hint(piece, content), loose=piece.loose)
    text = builder.text
    found = blocks(text, builder.lines)
    return ParsedDocument(
        text=text,
        blocks=found,
        textmap=TextMap(),
        parser=PARSER,
        title=title(text, found) or _meta_title(root),
        published=_published(root, content) or stated(text, found),
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

    return trafilatura.extract(page, include_comments=False, include_tables=True, with_metadata=False) or ""


def _squash(words: str) -> str:
    return re.sub(r"\W+", "", words).lower()


class _Collector:
    """Walks a page and gathers its visible lines."""

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []
        self._words: list[str] = []
        self._loose = True
        self._term: str | None = None

    def collect(self, root: Any) -> list[_Piece]:  # noqa: ANN401  (lxml is not typed)
        """Return the lines in order."""
        self._walk(root, None)
        self._flush(root, None)
        return self.pieces

    def _walk(self, element: Any, hint: BlockKind | None) -> None:  # noqa: ANN401
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED or _is_hidden(element):
            return
        if tag == "br":
            self._flush(element.getparent(), hint)
            self._loose = False
        elif tag in {"input", "textarea", "select"}:
            self._words.append(_control(element))
        elif tag == "tr" and (cells := _data_cells(element)):
            self._flush(element, None)
            self._emit("\t".join(cells), element, BlockKind.TABLE, loose=element.getprevious() is None)
        elif tag in {"dt", "dd"}:
            self._definition(element)
        else:
            self._inside(element, _own_hint(element) or hint)

    def _inside(self, element: Any, hint: BlockKind | None) -> None:  # noqa: ANN401
        is_block = element.tag in BLOCK
        if is_block:
            self._flush(element.getparent(), hint if element.tag not in HEADING_TAGS else None)
            self._loose = element.tag != "li" or element.getprevious() is None
        self._words.append(element.text or "")
        for child in element:
            self._walk(child, hint)
            self._words.append(child.tail or "")
        if is_block:
            self._flush(element, hint)

    def _definition(self, element: Any) -> None:  # noqa: ANN401
        """Join a term and its description as label and value."""
        self._flush(element.getparent(), None)
        words = _words(element)
        if element.tag == "dt":
            if self._term:
                self._emit(self._term, element, None, loose=True)
            self._term = words
        elif self._term:
            self._emit(f"{self._term}\t{words}", element, BlockKind.TABLE, loose=True)
            self._term = None
        else:
            self._emit(words, element, None, loose=True)

    def _flush(self, element: Any, hint: BlockKind | None) -> None:  # noqa: ANN401
        words = " ".join(tidy("".join(self._words)).split())
        self._words.clear()
        self._emit(words, element, hint, loose=self._loose)

    def _emit(self, words: str, element: Any, hint: BlockKind | None, *, loose: bool) -> None:  # noqa: ANN401
        if not words.strip():
            return
        if not any(ancestor.tag == "nav" or _is_menu(ancestor) for ancestor in _upwards(element)):
            self.pieces.append(_Piece(words, element, hint, loose))
        self._loose = True


def _upwards(element: Any) -> Iterator[Any]:  # noqa: ANN401
    while element is not None:
        yield element
        element = element.getparent()


def _names(element: Any) -> str:  # noqa: ANN401
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _is_menu(element: Any) -> bool:  # noqa: ANN401
    if element.tag in {"body", "html", "main", "article"}:
        return False
    return (element.get("role") or "").lower() in MENU_ROLES or bool(MENU_NAME.search(_names(element)))


def _is_hidden(element: Any) -> bool:  # noqa: ANN401
    if element.get("hidden") is not None or (
        element.tag == "input" and (element.get("type") or "").lower() == "hidden"
    ):
        return True
    return bool(re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", element.get("style") or "", re.IGNORECASE))


def _own_hint(element: Any) -> BlockKind | None:  # noqa: ANN401
    if element.tag != "p":
        return HINTS.get(element.tag)
    bold = [child for child in element if child.tag in {"b", "strong"}]
    words = _words(element)
    if (
        len(bold) == len(element) == 1
        and _words(bold[0]) == words
        and 0 < len(words) <= MAX_HEADING
        and words[-1] not in ".,;"
    ):
        return BlockKind.HEADING
    return None


def _words(element: Any) -> str:  # noqa: ANN401
    """Visible words of an element on one line, boxes to tick included."""
    parts: list[str] = []

    def gather(inner: Any) -> None:  # noqa: ANN401
        if not isinstance(inner.tag, str) or inner.tag in SKIPPED or _is_hidden(inner):
            return
        if inner.tag in {"input", "textarea", "select"}:
            parts.append(_control(inner))
            return
        parts.append(" " if inner.tag in BLOCK or inner.tag == "br" else "")
        parts.append(inner.text or "")
        for child in inner:
            gather(child)
            parts.append(child.tail or "")

    gather(element)
    return " ".join(tidy("".join(parts)).split())


def _control(element: Any) -> str:  # noqa: ANN401
    """Words or sign for what was filled in."""
    if element.tag == "textarea":
        return element.text or ""
    if element.tag == "select":
        return " ".join("".join(one.itertext()) for one in element.iter("option") if one.get("selected") is not None)
    kind = (element.get("type") or "text").lower()
    ticked = element.get("checked") is not None
    if kind == "radio":
        return " ◉ " if ticked else " ◯ "
    if kind == "checkbox":
        return " ☒ " if ticked else " ☐ "
    return f" {element.get('value') or ''} " if kind in {"text", "date", "number", "email", "tel"} else ""


def _data_cells(row: Any) -> list[str]:  # noqa: ANN401
    """Words of a row's cells; none for a row of a table that is there for layout."""
    cells = [child for child in row if child.tag in {"td", "th"}]
    if any(next(cell.iter("table", "h1", "h2", "h3", "ul", "ol"), None) is not None for cell in cells):
        return []
    words = [_words(cell) for cell in cells]
    return words if len(words) > 1 and max(map(len, words)) <= LONG_CELL else []


def _content(pieces: list[_Piece], main: str) -> Any | None:  # noqa: ANN401
    """Return the smallest element that holds nearly all of the article, None where there is none."""
    weights = [
        (piece, len(squashed)) for piece in pieces if len(squashed := _squash(piece.words)) > 15 and squashed in main
    ]
    total = sum(weight for _, weight in weights)
    if not total:
        return None
    held: dict[Any, int] = {}
    for piece, weight in weights:
        for ancestor in _upwards(piece.element):
            held[ancestor] = held.get(ancestor, 0) + weight
    longest = max(weights, key=lambda pair: pair[1])[0]
    return next((one for one in _upwards(longest.element) if held.get(one, 0) >= MAIN_SHARE * total), None)


def _hint(piece: _Piece, content: Any | None) -> BlockKind | None:  # noqa: ANN401
    """Return what the markup says a line is; outside the content all but title, date and contact is boilerplate."""
    if content is None or piece.hint is BlockKind.TITLE:
        return piece.hint
    above = list(_upwards(piece.element))
    if content in above or piece.words.lower().startswith(PUBLISHED_LABELS):
        return piece.hint
    if any(
        one.tag == "address" or CONTACT_NAME.search(_names(one)) for one in above if one.tag not in {"body", "html"}
    ):
        return piece.hint
    # A heading and lead just outside the body of the article are often siblings of it.
    if any(one.tag in {"article", "main"} and content in one.iter(content.tag) for one in above):
        in_margin = any(one.tag in {"aside", "footer"} for one in above)
        return BlockKind.BOILERPLATE if in_margin else piece.hint
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
