"""AcroForm fields on drawn forms: filled as ReportLab makes them, or left blank and filled by pypdf afterwards."""

import io
from collections.abc import Callable
from itertools import count

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfgen.canvas import Canvas

from training.parsing.drawn import SIZE, Style, form
from training.parsing.gold import Boxes, Field, Gold, Option, State
from training.parsing.marks import SIDE
from training.parsing.pages import CHOICES

BUTTONS = ("cross", "check", "circle", "star", "diamond")
LONGEST = 4000
COMB = 1 << 24
"""Flag of a field whose characters stand in cells of equal width (ISO 32000-1, table 228)."""

PLAIN = str.maketrans({"–": "-", "—": "-", "”": '"', "“": '"', "’": "'", "…": "...", "•": "·"})
"""Signs that Latin-1 lacks, and what is drawn for them."""


def filled(gold: Gold) -> bytes:
    """Return a form whose fields and buttons ReportLab filled itself."""
    return form(gold, _style(gold, {}))


def blank(gold: Gold) -> tuple[bytes, dict[str, str], dict[str, str]]:
    """Return an empty form, the values by name of field, and the chosen states by name of button."""
    values: dict[str, str] = {}
    states: dict[str, str] = {}
    return form(gold, _style(gold, values, states, empty=True)), values, states


def _style(gold: Gold, values: dict[str, str], states: dict[str, str] | None = None, *, empty: bool = False) -> Style:
    return Style("grid", None, _fill(values, empty=empty), _widget(gold, {} if states is None else states, empty=empty))


def _fill(values: dict[str, str], *, empty: bool) -> Callable[[Canvas, Field, float, float, float, float], None]:
    def fill(  # noqa: PLR0917 - a rectangle has four sides
        canvas: Canvas, one: Field, left: float, bottom: float, width: float, height: float
    ) -> None:
        form = canvas.acroForm
        name = _name(canvas, one.label)
        # pypdf draws a line as long as it is: the value's own breaks make it fit.
        values[name] = "\n".join(simpleSplit(one.value, "Helvetica", SIZE, width - 10))
        if one.value in CHOICES and empty:
            form.choice(
                name=name,
                value=" ",
                options=[" ", *sorted(CHOICES)],
                x=left,
                y=bottom,
                width=width,
                height=height,
                fontName="Helvetica",
                fontSize=SIZE,
                borderWidth=0,
                tooltip=one.label,
            )
            return
        comb = empty and one.label.startswith("Datum") and len(one.value) == 10
        lines = simpleSplit(_drawable(one.value), "Helvetica", SIZE, width - 10)
        form.textfield(
            name=name,
            value="" if empty else "\n".join(lines),
            x=left,
            y=bottom,
            width=min(width, 130) if comb else width,
            height=height,
            fontName="Helvetica",
            fontSize=SIZE,
            fieldFlags="multiline" if len(lines) > 1 else "",
            borderWidth=0,
            maxlen=10 if comb else LONGEST,
            tooltip=one.label,
        )
        made = canvas._doc.idToObject[form.fields[-1].name]  # noqa: SLF001 - no other way to what was just made
        if comb:
            made.dict["Ff"] = COMB
        if not empty:
            # What is drawn has broken lines and Latin-1 alone; the field holds the words themselves.
            made.dict["V"] = made.dict["DV"] = PDFString(one.value)

    return fill


def _widget(
    gold: Gold, states: dict[str, str], *, empty: bool
) -> Callable[[Canvas, float, float, Option, Boxes], None]:
    button = BUTTONS[int(gold.name[1:]) % len(BUTTONS)]
    numbers = count(1)
    groups: dict[int, str] = {}

    def widget(canvas: Canvas, x: float, y: float, option: Option, group: Boxes) -> None:
        if option.state is State.LOST:
            return
        checked = option.state is State.CHECKED
        at = group.options.index(option)
        if group.radio and any(one.state is State.CHECKED for one in group.options):
            name = groups.setdefault(id(group), f"val{next(numbers)}")
            if checked:
                states[name] = f"/a{at}"
            canvas.acroForm.radio(
                name=name,
                value=f"a{at}",
                selected=at == 0 if empty else checked,
                x=x,
                y=y,
                size=SIDE + 1,
                buttonStyle="circle" if button == "check" else button,
                borderWidth=0.7,
                shape="circle",
                tooltip=group.group,
            )
            return
        name = f"kryss{next(numbers)}"
        states[name] = "/Yes" if checked else "/Off"
        canvas.acroForm.checkbox(
            name=name, checked=checked and not empty, x=x, y=y, size=SIDE + 1, buttonStyle=button, borderWidth=0.7
        )

    return widget


def _name(canvas: Canvas, label: str) -> str:
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in label)[:24]
    return f"{letters}_{len(canvas.acroForm.fields)}"


def _drawable(words: str) -> str:
    return words.translate(PLAIN).encode("latin-1", "replace").decode("latin-1")


def filled_by_pypdf(gold: Gold) -> bytes:
    """Return a blank form filled by pypdf.

    By number of the document: appearances made by pypdf, or none at all and NeedAppearances set, so that what the page
    shows is only in the fields.
    """
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - pypdf is only where renderings are made
    from pypdf.generic import BooleanObject, NameObject, TextStringObject  # noqa: PLC0415

    content, values, states = blank(gold)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    bare = int(gold.name[1:]) % 2 == 1
    for page in writer.pages:
        for reference in page.get("/Annots", ()):
            widget = reference.get_object()
            parent = widget["/Parent"].get_object() if "/Parent" in widget else widget
            name = str(parent.get("/T", ""))
            if parent.get("/FT") == "/Btn":
                _press(widget, parent, states.get(name, "/Off"), NameObject)
            elif bare and values.get(name):
                widget[NameObject("/V")] = TextStringObject(" ".join(values[name].split()))
                widget.pop("/AP", None)
        if not bare:
            texts = {name: value for name, value in values.items() if value}
            writer.update_page_form_field_values(page, texts, auto_regenerate=False)
    root = writer.root_object["/AcroForm"].get_object()
    root[NameObject("/NeedAppearances")] = BooleanObject(value=bare)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _press(widget: dict[str, object], parent: dict[str, object], state: str, name: type) -> None:
    """Set a button's value and the appearance that shows it."""
    own = [key for key in widget["/AP"]["/N"] if key != "/Off"]  # type: ignore[index]
    on = state if state in own else ("/Off" if widget is not parent or state == "/Off" else own[0])
    widget[name("/AS")] = name(on)
    if widget is parent or on != "/Off":
        parent[name("/V")] = name(on)
