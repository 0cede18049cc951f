"""The stories of an OpenDocument text: from its XML to paragraphs and tables, as the document stands.

What was deleted lies apart in the file, so that tracked changes read as accepted; controls of forms read as what they
hold, fields as what they show.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lexsarah.parse.symbols import from_symbol_font
from lexsarah.parse.word.numbering import Numbering
from lexsarah.parse.word.odt_names import DRAW, FIELD, FORM, LOEXT, OFFICE, TABLE, TEXT, XML
from lexsarah.parse.word.odt_styles import OUTLINE, PLAIN, Styles
from lexsarah.parse.word.story import Gathering, Paragraph, Story, Table
from lexsarah.records import BlockKind

PARAGRAPHS = frozenset({f"{TEXT}p", f"{TEXT}h"})
INDEXES = frozenset(
    f"{TEXT}{name}"
    for name in (
        "table-of-content illustration-index table-index object-index user-index alphabetical-index bibliography"
    ).split()
)
"""Lists made from the text itself: they say nothing of their own."""

LEFT_OUT = frozenset(
    {f"{TEXT}{name}" for name in "tracked-changes note-citation number ruby-text index-title-template".split()}
    | {f"{TEXT}{name}-decls" for name in "variable sequence user-field dde-connection".split()}
    | {f"{OFFICE}forms", f"{FIELD}param"}
)
"""Elements whose words are not part of the text."""

ENTRIES = frozenset(f"{TEXT}{name}" for name in ("text-input", "drop-down"))
"""Fields that a person fills in."""

MAX_SPACES = 100
"""Spaces of one element: more only make room on the page."""


class StoryReader:
    """Reads the stories of one document; ``comments`` are those met so far.

    ``body`` holds the definitions of the form controls that the text shows.
    """

    def __init__(self, styles: Styles, numbering: Numbering, body: Any) -> None:  # noqa: ANN401  (lxml is not typed)
        self.comments: list[str] = []
        self._styles = styles
        self._numbering = numbering
        self._controls = dict(_form_controls(body))
        self._lists = 0
        self._continued: dict[str, str] = {}

    def story(self, element: Any) -> Story:  # noqa: ANN401
        """Read what stands in a body, a header, a cell, a text box or a note."""
        return tuple(self._items(element))

    def _items(self, element: Any) -> Iterator[Paragraph | Table]:  # noqa: ANN401
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in LEFT_OUT or child.get(f"{TEXT}display") == "none":
                continue
            if tag in PARAGRAPHS:
                yield from self._paragraph(child, None, None)
            elif tag == f"{TABLE}table":
                yield Table(tuple(self._rows(child)))
            elif tag == f"{TEXT}list":
                yield from self._list(child, 0, None, None)
            elif tag in INDEXES:
                for item in self._items(child):
                    yield replace(item, hint=BlockKind.BOILERPLATE) if isinstance(item, Paragraph) else item
            else:
                yield from self._items(child)

    def _rows(self, table: Any) -> Iterator[tuple[Story, ...]]:  # noqa: ANN401
        for row in _inside(table, f"{TABLE}table-row"):
            yield tuple(self.story(cell) for cell in row.iterchildren(f"{TABLE}table-cell"))

    # Lists

    def _list(self, element: Any, at: int, name: str | None, counter: str | None) -> Iterator[Paragraph | Table]:  # noqa: ANN401
        """Yield the items of a list, each with its number; an inner list is counted with the one around it."""
        name = element.get(f"{TEXT}style-name") or name
        if counter is None:
            counter = self._counter(element, name or "")
        for item in element:
            if item.tag not in {f"{TEXT}list-item", f"{TEXT}list-header"}:
                continue
            number: str | None = None
            start = item.get(f"{TEXT}start-value") or ""
            counted = item.tag == f"{TEXT}list-header"
            for child in item:
                if child.tag == f"{TEXT}list":
                    yield from self._list(child, at + 1, name, counter)
                elif child.tag in PARAGRAPHS:
                    if not counted:
                        first = int(start) if start.isdecimal() else None
                        number = self._numbering.next(name or "", at, counter=counter, start=first)
                    yield from self._paragraph(child, None if counted else BlockKind.LIST_ITEM, number)
                    counted, number = True, None
                elif child.tag == f"{TABLE}table":
                    yield Table(tuple(self._rows(child)))

    def _counter(self, element: Any, name: str) -> str:  # noqa: ANN401
        """Name that a list is counted by: that of the one it goes on from, else a new one."""
        before = element.get(f"{TEXT}continue-list") or ""
        if before in self._continued:
            counter = self._continued[before]
        elif element.get(f"{TEXT}continue-numbering") == "true" and f"style {name}" in self._continued:
            counter = self._continued[f"style {name}"]
        else:
            self._lists += 1
            counter = f"list {self._lists}"
        self._continued[f"style {name}"] = counter
        if identity := element.get(f"{XML}id"):
            self._continued[identity] = counter
        return counter

    # Paragraphs

    def _paragraph(self, element: Any, hint: BlockKind | None, number: str | None) -> Iterator[Paragraph | Table]:  # noqa: ANN401
        """Yield a paragraph, then what stands in text boxes and notes anchored in it."""
        style = self._styles.of(element, "paragraph")
        if style.hidden:
            return
        heading = element.tag == f"{TEXT}h"
        if heading and number is None:
            number = self._outline_number(element)
        if style.hint is not None or heading:
            hint = style.hint or BlockKind.HEADING
        words = _Words(self._styles, self._controls)
        words.gather(element, Look(bold=bool(style.bold), font=style.font, size=style.size))
        yield words.told.paragraph(hint, number)
        self.comments += [comment for one in words.comments if (comment := self._comment(one))]
        for one in words.aside:
            yield from self._items(one)

    def _outline_number(self, heading: Any) -> str | None:  # noqa: ANN401
        level = heading.get(f"{TEXT}outline-level") or ""
        if not level.isdecimal() or int(level) < 1 or heading.get(f"{TEXT}is-list-header") == "true":
            return None
        return self._numbering.next(OUTLINE, int(level) - 1)

    def _comment(self, annotation: Any) -> str:  # noqa: ANN401
        told = [item.words for item in self._items(annotation) if isinstance(item, Paragraph)]
        return " ".join(" ".join(told).split())


@dataclass(frozen=True, slots=True)
class Look:
    """How words look, and whether they stand in a control of a form."""

    entry: bool = False
    bold: bool = False
    font: str = ""
    size: float | None = None


class _Words:
    """Gathers the words of one paragraph, and what is anchored in it."""

    def __init__(self, styles: Styles, controls: dict[str, Any]) -> None:
        self.told = Gathering()
        self.aside: list[Any] = []
        self.comments: list[Any] = []
        self._styles = styles
        self._controls = controls
        self._marked = 0
        """Field marks that are open: what stands in them was filled in."""

    def gather(self, element: Any, look: Look) -> None:  # noqa: ANN401
        """Add the words of an element, those of its children, and those between them."""
        self._say(element.text, look)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, look)
            self._say(child.tail, look)

    def _say(self, words: str | None, look: Look) -> None:
        if words:
            # White space between words is written as one space; tabs and line breaks are elements.
            plain = words.replace("\t", " ").replace("\r", " ").replace("\n", " ")
            if _may_be_symbols(plain, look.font):
                plain = "".join(from_symbol_font(mark, look.font) for mark in plain)
            self.told.say(plain, entry=look.entry or self._marked > 0, bold=look.bold, size=look.size)

    def _child(self, child: Any, look: Look) -> None:  # noqa: ANN401
        tag = child.tag
        if tag in LEFT_OUT or child.get(f"{TEXT}is-hidden") == "true":
            return
        if tag == f"{OFFICE}annotation":
            self.comments.append(child)
        elif tag == f"{TEXT}note":
            self.aside += list(child.iterchildren(f"{TEXT}note-body"))
        elif tag == f"{DRAW}control":
            self._control(child.get(f"{DRAW}control") or "")
        elif tag.startswith(DRAW):
            self.aside.append(child)
        elif tag.startswith(FIELD):
            self._field(child)
        elif tag == f"{LOEXT}content-control":
            self._content_control(child, look)
        elif tag == f"{TEXT}placeholder":
            self.told.control()
        elif (sign := _sign(child)) is not None:
            self.told.say(sign, entry=look.entry, bold=look.bold)
        else:
            style = self._styles.of(child, "text") if tag == f"{TEXT}span" else PLAIN
            if style.hidden:
                return
            if tag in ENTRIES:
                self.told.control()
            self.gather(
                child,
                Look(
                    entry=look.entry or tag in ENTRIES,
                    bold=look.bold if style.bold is None else style.bold,
                    font=style.font or look.font,
                    size=style.size or look.size,
                ),
            )

    def _content_control(self, control: Any, look: Look) -> None:  # noqa: ANN401
        if control.get(f"{LOEXT}checkbox") == "true":
            self.told.sign(ticked=control.get(f"{LOEXT}checked") == "true")
            return
        self.told.control()
        if control.get(f"{LOEXT}showing-place-holder") != "true":
            self.gather(control, replace(look, entry=True))

    def _field(self, mark: Any) -> None:  # noqa: ANN401
        """Add a field that came from Word: a box, a list, or the start or end of words filled in."""
        kind = mark.get(f"{FIELD}type") or ""
        told = [(one.get(f"{FIELD}name") or "", one.get(f"{FIELD}value") or "") for one in mark.iter(f"{FIELD}param")]
        if kind.endswith("FORMCHECKBOX"):
            self.told.sign(ticked=dict(told).get("Checkbox_Checked") == "true")
        elif kind.endswith("FORMDROPDOWN"):
            entries = [value for name, value in told if name == "Dropdown_ListEntry"]
            at = dict(told).get("Dropdown_Selected", "")
            self.told.control()
            self.told.say(entries[int(at)] if at.isdecimal() and int(at) < len(entries) else "", entry=True)
        elif mark.tag == f"{FIELD}fieldmark-start" and kind.endswith("FORMTEXT"):
            self._marked += 1
            self.told.control()
        elif mark.tag == f"{FIELD}fieldmark-end" and self._marked:
            self._marked -= 1

    def _control(self, name: str) -> None:
        """Add what a control of a form holds, drawn at this place."""
        control = self._controls.get(name)
        if control is None:
            return
        label = control.get(f"{FORM}label") or ""
        if control.tag == f"{FORM}checkbox":
            state = control.get(f"{FORM}current-state") or control.get(f"{FORM}state")
            self._box(label, ticked=state == "checked", unsure=state == "unknown")
        elif control.tag == f"{FORM}radio":
            chosen = control.get(f"{FORM}current-selected") or control.get(f"{FORM}selected")
            self.told.say(f" {'◉' if chosen == 'true' else '◯'} {label} ")
        else:
            self.told.control()
            self.told.say(_held(control), entry=True)

    def _box(self, label: str, *, ticked: bool, unsure: bool) -> None:
        if unsure:
            self.told.say("⍰")
        else:
            self.told.sign(ticked=ticked)
        self.told.say(f" {label} ")


def _inside(element: Any, tag: str) -> Iterator[Any]:  # noqa: ANN401
    """Yield rows of a table, groups and heads of rows looked into; tables inside it are not."""
    for child in element:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag in {
            f"{TABLE}table-header-rows",
            f"{TABLE}table-row-group",
            f"{TABLE}table-rows",
        }:
            yield from _inside(child, tag)


def _sign(element: Any) -> str | None:  # noqa: ANN401
    """Return the white space that an element stands for, None for any other."""
    if element.tag == f"{TEXT}s":
        count = element.get(f"{TEXT}c") or "1"
        return " " * min(int(count) if count.isdecimal() else 1, MAX_SPACES)
    return {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}.get(element.tag)


def _may_be_symbols(words: str, font: str) -> bool:
    name = font.lower()
    return any(one in name for one in ("dings", "symbol")) or any("\uf000" <= mark <= "\uf0ff" for mark in words)


def _form_controls(body: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield the controls of the document's forms by the names that the text knows them by."""
    for forms in body.iter(f"{OFFICE}forms"):
        for one in forms.iter():
            name = one.get(f"{XML}id") or one.get(f"{FORM}id") if isinstance(one.tag, str) else None
            if name:
                yield name, one


def _held(control: Any) -> str:  # noqa: ANN401
    """Return what was written or chosen in a control of a form."""
    if control.tag in {f"{FORM}button", f"{FORM}password", f"{FORM}hidden", f"{FORM}fixed-text"}:
        return control.get(f"{FORM}label") or "" if control.tag == f"{FORM}fixed-text" else ""
    chosen = [
        one.get(f"{FORM}label") or one.get(f"{FORM}value") or ""
        for one in control.iterchildren(f"{FORM}option")
        if (one.get(f"{FORM}current-selected") or one.get(f"{FORM}selected")) == "true"
    ]
    return ", ".join(chosen) or control.get(f"{FORM}current-value") or control.get(f"{FORM}value") or ""
