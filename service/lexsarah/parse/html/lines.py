"""The visible lines of a web page in order: paragraphs, items, rows of tables, labels with what was filled in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lexsarah.parse.flowing import Piece
from lexsarah.parse.html.controls import CONTROLS, Labels, box, held, is_hidden
from lexsarah.parse.structure.headings import MAX_HEADING
from lexsarah.parse.tidy import tidy
from lexsarah.parse.word.story import Gathering, Paragraph, Table
from lexsarah.parse.word.story_rows import captions, has_head, joined, row_words
from lexsarah.records import BlockKind

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
APART = frozenset("table h1 h2 h3 ul ol fieldset".split())
"""What stands in cells of tables that are there for layout."""

MENU_ROLES = frozenset("navigation banner search menu menubar alert alertdialog".split())
MENU_NAME = re.compile(
    r"(?:^|[\s_-])(?:menu|navbar|navigation|breadcrumbs?|brodsmulor|cookies?|consent|share|sharing|skip-?links?)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
GROUP_ROLES = frozenset({"group", "radiogroup"})
MAX_OPTION = 60
"""Code points of an option in a group whose controls were lost."""


@dataclass(frozen=True, slots=True)
class VisibleLine:
    """A line and the element it stands in."""

    piece: Piece
    element: Any


def visible_lines(root: Any) -> list[VisibleLine]:  # noqa: ANN401  (lxml is not typed)
    """Return the lines of a page, menus and hidden parts left out."""
    return _Collector(root).collect(root)


def upwards(element: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield an element and those around it, innermost first."""
    while element is not None:
        yield element
        element = element.getparent()


def names(element: Any) -> str:  # noqa: ANN401
    """Class and id of an element."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


class _Collector:
    """Walks a page and gathers its visible lines."""

    def __init__(self, root: Any) -> None:  # noqa: ANN401
        self._lines: list[VisibleLine] = []
        self._labels = Labels(root)
        self._words: list[str] = []
        self._loose = True
        self._term: str | None = None

    def collect(self, root: Any) -> list[VisibleLine]:  # noqa: ANN401
        """Return the lines in order."""
        self._walk(root, None)
        self._flush(root, None)
        return self._lines

    def _walk(self, element: Any, hint: BlockKind | None) -> None:  # noqa: ANN401
        tag = element.tag
        if not _is_shown(element):
            return
        if tag == "br":
            self._flush(element.getparent(), hint)
            self._loose = False
        elif tag in CONTROLS:
            self._control(element)
        elif tag == "label" and self._labels.control(element) is not None:
            self._label(element, self._labels.control(element))
        elif (sign := box(element)) is not None:
            self._words.append(f" {sign} {self._inline(element) or self._labels.spoken(element)} ")
        elif tag == "table":
            self._table(element)
        elif tag in {"dt", "dd"}:
            self._definition(element)
        elif not self._choices(element):
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

    # Forms

    def _control(self, control: Any) -> None:  # noqa: ANN401
        """Add a control that no label shows; one with a label is told where the label stands."""
        if self._labels.is_labelled(control):
            return
        name, sign, words = self._labels.spoken(control), box(control), held(control)
        if sign is not None:
            shown = "" if self._labels.is_named_elsewhere(control) else name
            self._words.append(f" {sign} {shown} ")
        elif words is not None and name and not "".join(self._words).strip():
            self._pair(control, name, words)
        else:
            self._words.append(f" {words or ''} ")

    def _label(self, label: Any, control: Any) -> None:  # noqa: ANN401
        """Add a label with the box or the words of its control."""
        words, sign = self._inline(label), box(control)
        if sign is not None:
            self._words.append(f" {sign} {words or self._labels.spoken(control)} ")
        elif held(control) is not None:
            self._pair(label, words, held(control) or "")
        else:
            self._words.append(f" {words} ")

    def _pair(self, element: Any, label: str, value: str) -> None:  # noqa: ANN401
        self._flush(element.getparent(), None)
        self._emit(f"{label}\t{value.replace(chr(9), ' ')}".strip(), element, BlockKind.FIELD, loose=True)

    def _choices(self, element: Any) -> bool:  # noqa: ANN401
        """Add a group of boxes as one row after the words that name it; False for anything else.

        A group with a name and no control at all, of a few words a line, has lost its boxes.
        """
        legend = next((one for one in element if one.tag == "legend"), None) if element.tag == "fieldset" else None
        if legend is None and (element.get("role") or "").lower() not in GROUP_ROLES:
            return False
        name = self._inline(legend) if legend is not None else self._labels.spoken(element)
        options = [one for part in element if part is not legend for one in self._cell(part)]
        words = [" ".join(one.words.split()) for one in options if one.words.strip()]
        if not name or not words or any(one.entry for one in options):
            return False
        ticks = [box(one) for one in element.iter() if isinstance(one.tag, str)]
        if not any(ticks):
            if legend is None or next(element.iter(*CONTROLS), None) is not None or not _may_be_options(words):
                return False
            words = [f"⍰ {option}" for option in words]
        elif not all(option[0] in "☒☐◉◯⍰" for option in words):
            return False
        self._flush(element.getparent(), None)
        self._emit("\t".join([name, *words]), element, None, loose=True)
        return True

    # Tables and lists of terms

    def _table(self, table: Any) -> None:  # noqa: ANN401
        """Add a table row by row; a row that is there for layout is walked into."""
        self._flush(table.getparent(), None)
        rows = list(_rows(table))
        told = {row: tuple(self._cell(cell) for cell in _cells(row)) for row in rows if not _is_layout(row)}
        data = len(told) == len(rows) and has_head(Table(tuple(told.values())))
        labels = captions(Table(tuple(told.values())))
        for part in table.iterchildren("caption"):
            self._walk(part, None)
        for at, row in enumerate(rows):
            words, hint = row_words(told[row], data=data, labels=labels) if row in told else ("", None)
            if hint is None:
                self._inside(row, None)
            elif words.strip():
                self._emit(words.strip(), row, hint, loose=at == 0, data=data)

    def _cell(self, cell: Any) -> tuple[Paragraph, ...]:  # noqa: ANN401
        """Read a cell: a paragraph for each line and each control."""
        reader = _CellReader(self._labels)
        reader.read(cell, bold=cell.tag == "th")
        return reader.finished()

    def _inline(self, element: Any) -> str:  # noqa: ANN401
        """Words of an element on one line, without those of controls in it."""
        parts: list[str] = []

        def gather(inner: Any) -> None:  # noqa: ANN401
            parts.append(inner.text or "")
            for child in inner:
                if _is_shown(child) and child.tag not in CONTROLS:
                    parts.append(" " if child.tag in BLOCK or child.tag == "br" else "")
                    gather(child)
                parts.append(child.tail or "")

        gather(element)
        return " ".join(tidy("".join(parts)).split())

    def _definition(self, element: Any) -> None:  # noqa: ANN401
        """Join a term and its description as label and value."""
        self._flush(element.getparent(), None)
        words = joined(self._cell(element))
        if element.tag == "dt":
            if self._term:
                self._emit(self._term, element, None, loose=True)
            self._term = words
        elif self._term:
            self._emit(f"{self._term}\t{words}".strip(), element, BlockKind.FIELD, loose=True)
            self._term = None
        else:
            self._emit(words, element, None, loose=True)

    def _flush(self, element: Any, hint: BlockKind | None) -> None:  # noqa: ANN401
        words = " ".join(tidy("".join(self._words)).split())
        self._words.clear()
        self._emit(words, element, hint, loose=self._loose)

    def _emit(self, words: str, element: Any, hint: BlockKind | None, *, loose: bool, data: bool = False) -> None:  # noqa: ANN401
        if not words.strip():
            return
        if not any(ancestor.tag == "nav" or _is_menu(ancestor) for ancestor in upwards(element)):
            self._lines.append(VisibleLine(Piece(words, hint, loose, data), element))
        self._loose = True


class _CellReader:
    """Reads a cell of a table, or anything else that is to be told in lines."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._found: list[Paragraph] = []
        self._line = Gathering()

    def read(self, element: Any, *, bold: bool) -> None:  # noqa: ANN401
        """Add what stands in an element."""
        if not _is_shown(element):
            return
        tag = element.tag
        if tag == "br":
            self._end()
        elif tag in CONTROLS:
            self._control(element, bold=bold)
        elif tag == "label" and (control := self._labels.control(element)) is not None and control.tag in CONTROLS:
            self._label(element, control, bold=bold)
        elif (sign := box(element)) is not None:
            self._line.say(f" {sign} {self._labels.spoken(element) if not element.text_content().strip() else ''}")
            self._inside(element, bold=bold)
        else:
            self._inside(element, bold=bold or tag in {"b", "strong", "th"})

    def finished(self) -> tuple[Paragraph, ...]:
        """Return the lines."""
        self._end()
        return tuple(self._found)

    def _inside(self, element: Any, *, bold: bool) -> None:  # noqa: ANN401
        if element.tag in BLOCK:
            self._end()
        self._line.say(_plain(element.text), bold=bold)
        for child in element:
            self.read(child, bold=bold)
            self._line.say(_plain(child.tail), bold=bold)
        if element.tag in BLOCK:
            self._end()

    def _label(self, label: Any, control: Any, *, bold: bool) -> None:  # noqa: ANN401
        if (sign := box(control)) is not None:
            self._line.say(f" {sign} ")
            self._inside(label, bold=bold)
        elif held(control) is not None:
            self._end()
            self._inside(label, bold=bold)
            self._end()

    def _control(self, control: Any, *, bold: bool) -> None:  # noqa: ANN401
        words, sign = held(control), box(control)
        if sign is not None:
            if not self._labels.is_labelled(control):
                name = "" if self._labels.is_named_elsewhere(control) else self._labels.spoken(control)
                self._line.say(f" {sign} {name} ", bold=bold)
        elif words is not None:
            self._end()
            self._line.control()
            self._line.say(words, entry=True)
            self._end()

    def _end(self) -> None:
        paragraph = self._line.paragraph(None)
        if paragraph.words.strip() or paragraph.entry:
            self._found.append(paragraph)
        self._line = Gathering()


def _is_shown(element: Any) -> bool:  # noqa: ANN401
    if not isinstance(element.tag, str) or is_hidden(element):
        return False
    return element.tag not in SKIPPED or box(element) is not None


def _plain(words: str | None) -> str:
    """Words with line feeds of the source as the spaces that they show as."""
    return " ".join(re.split(r"[\t\r\n]+", words or ""))


def _rows(table: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the rows of a table, not those of tables in it."""
    for child in table:
        if child.tag == "tr" and _is_shown(child):
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"} and _is_shown(child):
            yield from (row for row in child.iterchildren("tr") if _is_shown(row))


def _cells(row: Any) -> list[Any]:  # noqa: ANN401
    return [child for child in row if child.tag in {"td", "th"} and _is_shown(child)]


def _is_layout(row: Any) -> bool:  # noqa: ANN401
    return any(next(cell.iter(*APART), None) is not None for cell in _cells(row))


def _may_be_options(words: list[str]) -> bool:
    return len(words) > 1 and all(len(one) <= MAX_OPTION and one[-1] not in ".:;?!" for one in words)


def _is_menu(element: Any) -> bool:  # noqa: ANN401
    if element.tag in {"body", "html", "main", "article"}:
        return False
    return (element.get("role") or "").lower() in MENU_ROLES or bool(MENU_NAME.search(names(element)))


def _own_hint(element: Any) -> BlockKind | None:  # noqa: ANN401
    if element.tag != "p":
        return HINTS.get(element.tag)
    bold = [child for child in element if child.tag in {"b", "strong"}]
    if len(bold) != 1 or len(element) != 1:
        return None
    words = " ".join(element.text_content().split())
    same = " ".join(bold[0].text_content().split()) == words
    return BlockKind.HEADING if same and 0 < len(words) <= MAX_HEADING and words[-1] not in ".,;" else None
