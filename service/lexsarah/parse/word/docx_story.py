"""The stories of a Word document: from its XML to paragraphs and tables, as the document stands.

Tracked changes count as accepted, controls of forms as what they hold, fields as their result.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lexsarah.parse.symbols import from_symbol_font
from lexsarah.parse.word.docx_names import MC, W14, M, W, is_on, value
from lexsarah.parse.word.docx_styles import Styles, numbered, points
from lexsarah.parse.word.numbering import Numbering
from lexsarah.parse.word.story import Gathering, Paragraph, Story, Table
from lexsarah.records import BlockKind

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
NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
ENTRIES = frozenset(f"{W}{name}" for name in ("text", "date", "dropDownList", "comboBox"))
"""Kinds of content controls that a person fills in; one that names no kind holds rich text (ECMA-376, 17.5.2.26)."""

NO_ENTRY = frozenset(
    f"{W}{name}" for name in ("docPartObj", "docPartList", "group", "picture", "equation", "bibliography")
)


class StoryReader:
    """Reads the stories of one document; numbering goes on from one to the next.

    ``notes`` are the footnotes and endnotes by kind and id; each is read where it is first referred to.
    """

    def __init__(self, styles: Styles, numbering: Numbering, notes: dict[tuple[str, str], Any]) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._kinds: dict[Any, str | None] = {}
        self._aside: list[Any] = []
        """Text boxes and notes anchored in the paragraph that is being read."""

    def story(self, element: Any) -> Story:  # noqa: ANN401  (lxml is not typed)
        """Read what stands in a body, a header, a cell, a text box or a note."""
        return tuple(self._items(_blocks(element)))

    def _items(self, blocks: Iterator[Any]) -> Iterator[Paragraph | Table]:
        joined: list[Any] = []
        for block in blocks:
            if block.tag == f"{W}tbl":
                yield Table(tuple(self._rows(block)))
                continue
            joined.append(block)
            # The mark at its end was deleted: the next paragraph goes on in the same line.
            if _mark_deleted(block) and _next_is_paragraph(block):
                continue
            yield self._paragraph(joined)
            joined = []
            yield from self._anchored()
        if joined:
            yield self._paragraph(joined)
            yield from self._anchored()

    def _anchored(self) -> Iterator[Paragraph | Table]:
        """Yield what stands in text boxes and notes of the paragraph just read."""
        waiting, self._aside = self._aside, []
        for element in waiting:
            yield from self.story(element)

    def _rows(self, table: Any) -> Iterator[tuple[Story, ...]]:  # noqa: ANN401
        for row in _inside(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is None:
                yield tuple(self.story(cell) for cell in _inside(row, f"{W}tc") if not _continues(cell))

    def _paragraph(self, parts: list[Any]) -> Paragraph:
        words = _Words(self._styles, self._kinds)
        for part in parts:
            words.read(part)
        self._aside += words.boxes
        self._aside += [self._notes.pop(note) for note in words.notes if note in self._notes]
        # What was joined is a paragraph of the last one's kind: its mark is the one that is left.
        properties = parts[-1].find(f"{W}pPr")
        hint, number = self._hint(properties)
        return words.told.paragraph(hint, number)

    def _hint(self, properties: Any | None) -> tuple[BlockKind | None, str | None]:  # noqa: ANN401
        """Kind of a paragraph by its style and list, and the number that is counted for it."""
        style = self._styles.of(properties)
        item = numbered(properties) or style.numbered
        number = self._numbering.next(*item) if item else None
        hint = style.hint
        if hint is None and properties is not None and properties.find(f"{W}outlineLvl") is not None:
            hint = BlockKind.HEADING
        if hint is None and item is not None and item[0] != "0":
            hint = BlockKind.LIST_ITEM
        return hint, number


class _Words:
    """Gathers the words of one paragraph; ``kinds`` are those of the document's controls as far as they are known."""

    def __init__(self, styles: Styles, kinds: dict[Any, str | None]) -> None:
        self.told = Gathering()
        self.boxes: list[Any] = []
        self.notes: list[tuple[str, str]] = []
        self._styles = styles
        self._kinds = kinds
        self._hidden: frozenset[Any] = frozenset()
        self._filled: frozenset[Any] = frozenset()

    def read(self, paragraph: Any) -> None:  # noqa: ANN401
        """Add a paragraph's words."""
        fields = _Fields(paragraph)
        self._hidden, self._filled = frozenset(fields.hidden), frozenset(fields.filled)
        for _ in range(fields.texts):
            self.told.control()
        # Controls may lie around whole paragraphs.
        around = {self._kind(control): control for control in paragraph.iterancestors(f"{W}sdt")}
        if "box" in around:
            self._box(around["box"])
            return
        entry = "entry" in around and next(paragraph.iter(f"{W}sdt"), None) is None
        if entry or "empty" in around:
            self.told.control()
        if "empty" not in around:
            properties = paragraph.find(f"{W}pPr")
            size = self._styles.paragraph_size(properties)
            self._gather(paragraph, entry=entry, bold=self._styles.of(properties).bold, size=size)

    def _kind(self, control: Any) -> str | None:  # noqa: ANN401
        if control not in self._kinds:
            self._kinds[control] = _kind(control)
        return self._kinds[control]

    def _box(self, control: Any) -> None:  # noqa: ANN401
        """Add a box by its state; which glyph it shows is the writer's choice and may lag behind."""
        self.told.sign(ticked=is_on(control.find(f"{W}sdtPr/{W14}checkbox/{W14}checked"), W14))

    def _gather(self, element: Any, *, entry: bool, bold: bool, size: float) -> None:  # noqa: ANN401
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in LEFT_OUT or child in self._hidden:
                continue
            if tag == f"{W}sdt":
                self._control(child, entry=entry, bold=bold, size=size)
            elif tag == f"{W}r":
                self._run(child, entry=entry, bold=bold, size=size)
            elif tag == f"{W}txbxContent":
                self.boxes.append(child)
            elif tag == f"{W}ddList":
                self.told.control()
                self.told.say(_chosen(child), entry=True)
            elif tag == f"{W}checkBox":
                state = child.find(f"{W}checked")
                self.told.sign(ticked=is_on(state if state is not None else child.find(f"{W}default")))
            elif tag in NOTES:
                self.notes.append((NOTES[tag], child.get(f"{W}id") or ""))
            else:
                words = _leaf(child)
                if words is None:
                    self._gather(child, entry=entry, bold=bold, size=size)
                else:
                    self.told.say(words, entry=entry, bold=bold, size=size)

    def _control(self, control: Any, *, entry: bool, bold: bool, size: float) -> None:  # noqa: ANN401
        kind = self._kind(control)
        if kind == "box":
            self._box(control)
            return
        if kind is not None:
            self.told.control()
        if kind != "empty":
            self._gather(control, entry=entry or kind == "entry", bold=bold, size=size)

    def _run(self, run: Any, *, entry: bool, bold: bool, size: float) -> None:  # noqa: ANN401
        properties = run.find(f"{W}rPr")
        style = self._styles.of(properties)
        if style.hidden or (properties is not None and is_on(properties.find(f"{W}vanish"))):
            return
        marked = properties.find(f"{W}b") if properties is not None else None
        entry = entry or run in self._filled
        size = points(properties) or style.size or size
        bold = is_on(marked) if marked is not None else bold or style.bold
        self._gather(run, entry=entry, bold=bold, size=size)


def _blocks(element: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield paragraphs and tables right inside an element, content controls and the like looked into."""
    for child in element:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif isinstance(child.tag, str) and child.tag not in LEFT_OUT:
            yield from _blocks(child)


def _inside(element: Any, tag: str) -> Iterator[Any]:  # noqa: ANN401
    """Yield rows of a table or cells of a row, content controls around them looked into."""
    for child in element:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in LEFT_OUT:
            yield from _inside(child, tag)


def _continues(cell: Any) -> bool:  # noqa: ANN401
    """Whether a cell is left out: it continues the one above, or was deleted."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return False
    merge = properties.find(f"{W}vMerge")
    return properties.find(f"{W}cellDel") is not None or (merge is not None and merge.get(f"{W}val") != "restart")


def _mark_deleted(paragraph: Any) -> bool:  # noqa: ANN401
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    return marks is not None and any(marks.find(f"{W}{name}") is not None for name in ("del", "moveFrom"))


def _next_is_paragraph(paragraph: Any) -> bool:  # noqa: ANN401
    following = paragraph.getnext()
    while following is not None and following.tag not in {f"{W}p", f"{W}tbl", f"{W}sdt"}:
        following = following.getnext()
    return following is not None and following.tag == f"{W}p"


def _kind(control: Any) -> str | None:  # noqa: ANN401
    """Return what a content control is: a "box" to tick, an "entry", an "empty" one that shows its prompt, or none."""
    properties = control.find(f"{W}sdtPr")
    if properties is None:
        return None
    if properties.find(f"{W14}checkbox") is not None:
        return "box"
    kinds = {child.tag for child in properties}
    if kinds & NO_ENTRY or not (kinds & ENTRIES or _is_entry_content(control, kinds)):
        return None
    return "empty" if is_on(properties.find(f"{W}showingPlcHdr")) else "entry"


def _is_entry_content(control: Any, kinds: set[Any]) -> bool:  # noqa: ANN401
    """Whether a control that names no kind holds what was filled in: words, and no table or control of its own."""
    if any("repeatingSection" in str(kind) for kind in kinds):
        return False
    content = control.find(f"{W}sdtContent")
    return content is not None and next(content.iter(f"{W}sdt", f"{W}tbl"), None) is None


def _leaf(element: Any) -> str | None:  # noqa: ANN401
    """Words of an element without children of interest, None for a container."""
    tag = element.tag
    if tag in {f"{W}t", f"{M}t"}:
        return element.text or ""
    if tag in SIGNS:
        return SIGNS[tag]
    if tag == f"{W}sym":
        return _symbol(element)
    return None


def _symbol(element: Any) -> str:  # noqa: ANN401
    try:
        code = int(element.get(f"{W}char") or "20", 16)
        return from_symbol_font(chr(code), element.get(f"{W}font") or "")
    except ValueError:
        return ""


def _chosen(element: Any) -> str:  # noqa: ANN401
    """Entry of a legacy list: the result, else the default, else the first, as Word shows it."""
    entries = [one.get(f"{W}val") or "" for one in element.iterchildren(f"{W}listEntry")]
    at = value(element, "result") or value(element, "default") or "0"
    return entries[int(at)] if at.isdecimal() and int(at) < len(entries) else ""


class _Fields:
    """The fields of a paragraph, made of runs: what they hide and what was filled in.

    ``hidden`` are the runs of their codes, and of the result of one whose state is written elsewhere; ``filled`` those
    of the result of text fields, of which there are ``texts``. Only fields that end in the paragraph hide anything: in
    a damaged one nothing must be lost.
    """

    def __init__(self, paragraph: Any) -> None:  # noqa: ANN401
        self.hidden: set[Any] = set()
        self.filled: set[Any] = set()
        self.texts = 0
        waiting: list[_Field] = []
        for run in paragraph.iter(f"{W}r"):
            mark = run.find(f"{W}fldChar")
            kind = mark.get(f"{W}fldCharType") if mark is not None else None
            if kind == "begin":
                waiting.append(_Field(mark.find(f"{W}ffData")))
            elif kind == "separate" and waiting:
                waiting[-1].in_result = True
            elif kind == "end" and waiting:
                self._end(waiting.pop())
            elif kind is None:
                for field in waiting:
                    (field.result if field.in_result else field.code).append(run)

    def _end(self, field: "_Field") -> None:
        self.hidden.update(field.code)
        if field.form is None:
            return
        if any(field.form.find(f"{W}{name}") is not None for name in ("checkBox", "ddList")):
            self.hidden.update(field.result)
        else:
            self.texts += 1
            self.filled.update(field.result)


@dataclass(slots=True)
class _Field:
    """A field that has begun: its form data, and the runs of its code and of its result so far."""

    form: Any | None
    code: list[Any] = dataclasses.field(default_factory=list)
    result: list[Any] = dataclasses.field(default_factory=list)
    in_result: bool = False
