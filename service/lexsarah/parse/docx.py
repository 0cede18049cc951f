"""Word documents (.docx): paragraphs and tables in the order of the body, boxes and fields of forms included."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
import docx.opc.exceptions
import lxml.etree

from lexsarah.errors import CorruptFile, EmptyFile, UnsupportedFormat
from lexsarah.limits import Limits
from lexsarah.parse.blocks import blocks
from lexsarah.parse.builder import TextBuilder
from lexsarah.parse.headings import MAX_HEADING
from lexsarah.parse.published import stated
from lexsarah.parse.symbols import from_symbol_font
from lexsarah.parse.text import title
from lexsarah.parse.tidy import tidy
from lexsarah.records import BlockKind, ParsedDocument, Producer, SourceFile, TextMap

PARSER = Producer("rule", "parse.docx", "1")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

LEFT_OUT = frozenset(
    f"{W}{name}"
    for name in "del moveFrom pPr rPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr instrText delText sectPr".split()
) | {f"{MC}Fallback"}
"""Elements without words of the document as it stands: properties, field codes, what was deleted or moved away."""

SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
SYNTHETIC = "synthetic: true"
MAX_DEPTH = 60
"""Tables inside tables; Word itself stops drawing long before."""

LONG_CELL = 400
"""Code points of a cell above which its paragraphs stand for themselves."""


def parse_docx(source: SourceFile, limits: Limits) -> ParsedDocument:
    """Read a Word document.

    Raises
    ------
    CorruptFile
        No whole Word document.
    UnsupportedFormat
        A template or a document with macros.
    EmptyFile
        No text.
    FileTooLarge
        More characters than the limit.
    """
    document = _open(source.content)
    builder = TextBuilder(limits)
    reader = _Reader(document, builder)
    try:
        reader.read()
        keywords = document.core_properties.keywords or ""
    except (KeyError, ValueError, AttributeError, lxml.etree.LxmlError, RecursionError) as error:
        raise CorruptFile("the Word document is damaged") from error
    text = builder.text
    if not text.strip():
        raise EmptyFile("the document holds no text")
    found = blocks(text, builder.lines)
    return ParsedDocument(
        text=text,
        blocks=found,
        textmap=TextMap(),
        parser=PARSER,
        title=title(text, found),
        published=stated(text, found),
        synthetic=SYNTHETIC in keywords.lower(),
    )


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
        raise CorruptFile("the Word document is damaged") from error


class _Reader:
    """Walks the body and adds its lines to a text."""

    def __init__(self, document: Any, builder: TextBuilder) -> None:  # noqa: ANN401
        self.document = document
        self.builder = builder
        self.headings, self.titles, self.lists = _styles(document)
        self.boxes: list[Any] = []

    def read(self) -> None:
        """Add the page header, the body, and the page footer."""
        section = self.document.sections[0] if self.document.sections else None
        if section is not None:
            self._story(section.header._element, None)  # noqa: SLF001  (python-docx has no public way to the XML)
        self._story(self.document.element.body, None)
        if section is not None:
            self._story(section.footer._element, BlockKind.BOILERPLATE)  # noqa: SLF001

    def _story(self, element: Any, hint: BlockKind | None) -> None:  # noqa: ANN401
        for block in _blocks(element):
            self._block(block, hint, 0)

    def _block(self, block: Any, hint: BlockKind | None, depth: int) -> None:  # noqa: ANN401
        if block.tag == f"{W}p":
            self._paragraph(block, hint)
        elif depth < MAX_DEPTH:
            for at, row in enumerate(block.iterchildren(f"{W}tr", f"{W}sdt")):
                for one in [row] if row.tag == f"{W}tr" else row.iter(f"{W}tr"):
                    self._row(one, hint, depth, first=at == 0)

    def _paragraph(self, paragraph: Any, hint: BlockKind | None) -> None:  # noqa: ANN401
        hint = hint or self._paragraph_hint(paragraph)
        words = self._words(paragraph)
        lines = [" ".join(part for part in line.split(" ") if part).strip() for line in words.split("\n")]
        loose = True
        for line in lines:
            if line.strip():
                self.builder.add(line, hint, loose=loose and not self._continues(hint))
                loose = False
            else:
                loose = True
        self._text_boxes(hint)

    def _continues(self, hint: BlockKind | None) -> bool:
        """Whether a list item follows a list item: no blank line between."""
        return hint is BlockKind.LIST_ITEM and bool(self.builder.lines) and self.builder.lines[-1].hint is hint

    def _text_boxes(self, hint: BlockKind | None) -> None:
        """Add what stands in text boxes anchored in the paragraph just read."""
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            for block in _blocks(box):
                self._block(block, hint, 1)

    def _row(self, row: Any, hint: BlockKind | None, depth: int, *, first: bool) -> None:  # noqa: ANN401
        cells = [list(_blocks(cell)) for cell in _cells(row)]
        texts = [self._cell_words(cell) for cell in cells]
        nested = any(block.tag == f"{W}tbl" for cell in cells for block in cell)
        if len(cells) == 1 or nested or max(map(len, texts), default=0) > LONG_CELL:
            self.boxes.clear()
            for cell in cells:
                for block in cell:
                    self._block(block, hint, depth + 1)
            return
        self.builder.add("\t".join(texts).rstrip(), hint or BlockKind.TABLE, loose=first)
        self._text_boxes(hint)

    def _cell_words(self, cell: list[Any]) -> str:
        """Words of a cell, a line for each paragraph; tabs inside it become spaces."""
        lines = "\n".join(self._words(block) for block in cell if block.tag == f"{W}p").replace("\t", " ").split("\n")
        return "\n".join(" ".join(line.split()) for line in lines if line.strip())

    def _words(self, paragraph: Any) -> str:  # noqa: ANN401
        parts: list[str] = []
        self._gather(paragraph, parts)
        return tidy("".join(parts))

    def _gather(self, element: Any, parts: list[str]) -> None:  # noqa: ANN401
        for child in element:
            tag = child.tag
            if tag in LEFT_OUT or not isinstance(tag, str):
                continue
            if tag == f"{W}txbxContent":
                self.boxes.append(child)
            elif tag == f"{W}sdt" and (box := child.find(f"{W}sdtPr/{W14}checkbox")) is not None:
                parts.append(_sign(ticked=_is_on(box.find(f"{W14}checked"), f"{W14}val")))
            elif tag == f"{W}r" and _is_vanished(child):
                continue
            else:
                sign = _leaf(child)
                if sign is None:
                    self._gather(child, parts)
                else:
                    parts.append(sign)

    def _paragraph_hint(self, paragraph: Any) -> BlockKind | None:  # noqa: ANN401
        properties = paragraph.find(f"{W}pPr")
        style = properties.find(f"{W}pStyle") if properties is not None else None
        name = style.get(f"{W}val") if style is not None else ""
        if name in self.titles:
            return BlockKind.TITLE
        if name in self.headings or (properties is not None and properties.find(f"{W}outlineLvl") is not None):
            return BlockKind.HEADING
        if name in self.lists or (properties is not None and properties.find(f"{W}numPr") is not None):
            return BlockKind.LIST_ITEM
        return BlockKind.HEADING if _is_bold_line(paragraph) else None


def _blocks(element: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield paragraphs and tables right inside an element, content controls and the like looked into."""
    for child in element:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif isinstance(child.tag, str) and child.tag not in LEFT_OUT:
            yield from _blocks(child)


def _cells(row: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the cells of a row; one that continues a cell above is left out."""
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is not row:
            continue
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is None or merge.get(f"{W}val") == "restart":
            yield cell


def _leaf(element: Any) -> str | None:  # noqa: ANN401
    """Words of an element without children of interest, None for a container."""
    tag = element.tag
    if tag == f"{W}t":
        return element.text or ""
    if tag in SIGNS:
        return SIGNS[tag]
    if tag == f"{W}sym":
        return from_symbol_font(chr(int(element.get(f"{W}char") or "20", 16)), element.get(f"{W}font") or "")
    if tag == f"{W}checkBox":
        state = element.find(f"{W}checked")
        return _sign(ticked=_is_on(state if state is not None else element.find(f"{W}default"), f"{W}val"))
    return None


def _sign(*, ticked: bool) -> str:
    return "☒" if ticked else "☐"


def _is_on(element: Any, attribute: str) -> bool:  # noqa: ANN401
    """Whether an on/off property is on; without a value it is (ECMA-376, 17.17.4)."""
    return element is not None and (element.get(attribute) or "1") not in {"0", "false", "off"}


def _is_vanished(run: Any) -> bool:  # noqa: ANN401
    return _is_on(run.find(f"{W}rPr/{W}vanish"), f"{W}val")


def _is_bold_line(paragraph: Any) -> bool:  # noqa: ANN401
    """Whether a short paragraph is bold throughout: how headings are made without styles."""
    runs = [run for run in paragraph.iter(f"{W}r") if "".join(run.itertext(f"{W}t")).strip()]
    words = "".join("".join(run.itertext(f"{W}t")) for run in runs).strip()
    if not runs or len(words) > MAX_HEADING or words.endswith((".", ",", ";")):
        return False
    return all(_is_on(run.find(f"{W}rPr/{W}b"), f"{W}val") for run in runs)


def _styles(document: Any) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:  # noqa: ANN401
    """Return the ids of heading, title and list styles, whatever language Word named them in."""
    headings, titles, lists = set(), set(), set()
    for style in document.styles.element.iter(f"{W}style"):
        named = style.find(f"{W}name")
        name = (named.get(f"{W}val") or "").lower() if named is not None else ""
        identity = style.get(f"{W}styleId") or ""
        if name in {"title", "rubrik"}:
            titles.add(identity)
        elif name.startswith(("heading", "rubrik")) or style.find(f"{W}pPr/{W}outlineLvl") is not None:
            headings.add(identity)
        elif name.startswith(("list bullet", "list number", "punktlista", "numrerad lista")):
            lists.add(identity)
    return frozenset(headings), frozenset(titles), frozenset(lists)
