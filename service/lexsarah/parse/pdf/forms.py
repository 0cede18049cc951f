"""What was filled in on a PDF page: the widgets of its interactive form (AcroForm; ISO 32000-1, 12.7).

Read with pdfminer's objects, which are in memory: pypdf would parse the file a second time for the same dictionaries.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import decode_text

from lexsarah.parse.pdf.letters import Sheet
from lexsarah.records import Box

HIDDEN, NO_VIEW = 1 << 1, 1 << 5
"""Annotation flags (table 165)."""

PASSWORD, RADIO, PUSH_BUTTON = 1 << 13, 1 << 15, 1 << 16
"""Field flags (tables 226 and 228)."""

MAX_DEPTH = 12
"""Fields above a widget that are followed; a file may hold a loop."""

MAX_WIDGETS = 3000
MAX_CHARACTERS = 200_000
LANGUAGE = re.compile("\x1b[^\x1b]{0,12}\x1b")
"""Language code inside a text string (7.9.2.2)."""


class Kind(Enum):
    """What a widget lets one do."""

    TEXT = auto()
    CHECK = auto()
    RADIO = auto()


@dataclass(frozen=True, slots=True)
class Widget:
    """A field as it stands on the page.

    ``value`` is what a text or choice field holds, "" where it is empty; ``checked`` is the state of a button, None
    where the file contradicts itself; ``tooltip`` is what a form says of a field where nothing is printed (/TU).
    """

    kind: Kind
    box: Box
    value: str
    checked: bool | None
    tooltip: str


def widgets(page: Any, sheet: Sheet, *, regenerate: bool) -> Iterator[Widget]:  # noqa: ANN401  (pdfplumber is not typed)
    """Yield the visible fields of a page.

    ``regenerate``: the form says that its buttons do not look as they are, and that values count (/NeedAppearances).
    """
    listed = resolve1(page.page_obj.annots)
    for reference in (listed if isinstance(listed, list) else [])[:MAX_WIDGETS]:
        annotation = resolve1(reference)
        if isinstance(annotation, dict) and _name(annotation.get("Subtype")) == "Widget":
            found = _widget(annotation, sheet, regenerate=regenerate)
            if found is not None:
                yield found


def says_regenerate(pdf: Any) -> bool:  # noqa: ANN401
    """Whether a document's form asks viewers to draw its fields anew from their values."""
    form = resolve1(pdf.doc.catalog.get("AcroForm"))
    return isinstance(form, dict) and resolve1(form.get("NeedAppearances")) is True


def _widget(annotation: dict[str, Any], sheet: Sheet, *, regenerate: bool) -> Widget | None:
    flags = _number(annotation.get("F"))
    corners = resolve1(annotation.get("Rect"))
    if flags & (HIDDEN | NO_VIEW) or not isinstance(corners, list) or len(corners) != 4:
        return None
    corners = [resolve1(corner) for corner in corners]
    if not all(isinstance(corner, int | float) for corner in corners):
        return None
    box = sheet.rectangle(corners)
    lineage = _lineage(annotation)
    kind = _name(_inherited(lineage, "FT"))
    field_flags = _number(_inherited(lineage, "Ff"))
    tooltip = _string(_inherited(lineage, "TU"))
    if kind == "Tx" and not field_flags & PASSWORD:
        return Widget(Kind.TEXT, box, _string(_inherited(lineage, "V")), None, tooltip)
    if kind == "Ch":
        return Widget(Kind.TEXT, box, _chosen(lineage), None, tooltip)
    if kind == "Btn" and not field_flags & PUSH_BUTTON:
        state = _state(annotation, lineage, regenerate=regenerate)
        return Widget(Kind.RADIO if field_flags & RADIO else Kind.CHECK, box, "", state, tooltip)
    return None


def _lineage(annotation: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a widget and the fields above it, nearest first."""
    found = [annotation]
    while len(found) < MAX_DEPTH:
        parent = resolve1(found[-1].get("Parent"))
        if not isinstance(parent, dict) or any(parent is one for one in found):
            break
        found.append(parent)
    return found


def _inherited(lineage: list[dict[str, Any]], key: str) -> Any:  # noqa: ANN401
    return next((value for one in lineage if (value := resolve1(one.get(key))) is not None), None)


def _chosen(lineage: list[dict[str, Any]]) -> str:
    """Words of the options that are chosen, as the form shows them."""
    options = _inherited(lineage, "Opt")
    shown: dict[str, str] = {}
    listed: list[str] = []
    for entry in options if isinstance(options, list) else []:
        option = resolve1(entry)
        pair = option if isinstance(option, list) else [option, option]
        if len(pair) > 1:
            listed.append(_string(resolve1(pair[1])))
            shown[_string(resolve1(pair[0]))] = listed[-1]
    value = _inherited(lineage, "V")
    if value is None:
        numbers = _inherited(lineage, "I")
        found = [_number(number) for number in numbers] if isinstance(numbers, list) else []
        return ", ".join(listed[number] for number in found if 0 <= number < len(listed))
    values = [_string(resolve1(one)) for one in value] if isinstance(value, list) else [_string(value)]
    return ", ".join(shown.get(one, one) for one in values if one)


def _state(annotation: dict[str, Any], lineage: list[dict[str, Any]], *, regenerate: bool) -> bool | None:
    """Whether a button is on: by its looks and by its value, which must not contradict each other."""
    looks = _name(resolve1(annotation.get("AS")))
    by_looks = looks != "Off" if looks else None
    by_value = _state_by_value(annotation, lineage, looks)
    if by_looks is None or by_value is None:
        known = by_value if by_looks is None else by_looks
        return False if known is None and _inherited(lineage, "V") is None else known
    if by_looks == by_value:
        return by_looks
    return by_value if regenerate else None


def _state_by_value(annotation: dict[str, Any], lineage: list[dict[str, Any]], looks: str) -> bool | None:
    """Whether the field's value is what a button stands for; None where the file does not say what that is."""
    value = _inherited(lineage, "V")
    chosen = _name(value) or _string(value)
    if value is None:
        return None
    if chosen == "Off":
        return False
    names = _on_names(annotation)
    if not names and looks not in {"", "Off"}:
        names = {looks}
    if names:
        return chosen in names
    alone = len(lineage) < 2 or lineage[0].get("T") is not None
    return True if alone else None


def _on_names(annotation: dict[str, Any]) -> set[str]:
    """Names of the looks of a button that is on."""
    appearance = resolve1(annotation.get("AP"))
    names: set[str] = set()
    for key in ("N", "D"):
        states = resolve1(appearance.get(key)) if isinstance(appearance, dict) else None
        if isinstance(states, dict):
            names |= {_name(name) for name in states}
    return names - {"Off"}


def _number(value: Any) -> int:  # noqa: ANN401
    value = resolve1(value)
    return value if isinstance(value, int) else 0


def _name(value: Any) -> str:  # noqa: ANN401
    """Words of a name (/Yes); "" for anything else."""
    if isinstance(value, str):
        return value
    name = getattr(value, "name", None)
    return name.decode("utf-8", errors="replace") if isinstance(name, bytes) else name if isinstance(name, str) else ""


def _string(value: Any) -> str:  # noqa: ANN401
    """Words of a text string or stream (7.9.2.2), line ends as line feeds."""
    if isinstance(value, PDFStream):
        value = value.get_data()
    if isinstance(value, bytes):
        value = value[: 4 * MAX_CHARACTERS]
        try:
            text = value[3:].decode("utf-8") if value.startswith(b"\xef\xbb\xbf") else decode_text(value)
        except UnicodeDecodeError:
            text = value.decode("utf-16", errors="replace") if value[:2] in (b"\xfe\xff", b"\xff\xfe") else ""
    else:
        text = value if isinstance(value, str) else _name(value)
    return LANGUAGE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:MAX_CHARACTERS].strip()
