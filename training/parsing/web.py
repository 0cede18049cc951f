"""HTML: articles and two columns of prose, forms with real inputs, forms with signs, boxes drawn by style sheets.

The same HTML is read as it is, and printed by Chromium and WeasyPrint.
"""

from html import escape

from training.parsing.gold import Boxes, Element, Field, Gold, Heading, Item, Option, Paragraph, State, Table
from training.parsing.pages import CHOICES, across, grouped, labelled, number_of, paired

BASE = """
* { box-sizing: border-box; }
body { font: 10.5pt/1.38 "Liberation Serif", serif; margin: 0; }
h1 { font: bold 17pt/1.2 "Liberation Sans", sans-serif; margin: 0 0 8pt; }
h2 { font: bold 12pt/1.2 "Liberation Sans", sans-serif; margin: 12pt 0 4pt; break-after: avoid; }
h3 { font: bold 10.5pt/1.2 "Liberation Sans", sans-serif; margin: 8pt 0 3pt; break-after: avoid; }
p { margin: 0 0 7pt; }
table { border-collapse: collapse; margin: 4pt 0 10pt; width: 100%; }
table.data td, table.data th { border: 0.6pt solid #333; padding: 3pt 5pt; text-align: left; vertical-align: top; }
dl { display: grid; grid-template-columns: 34% 1fr; gap: 3pt 8pt; margin: 0 0 8pt; }
dt { font-weight: bold; } dd { margin: 0; }
ul, ol { margin: 0 0 7pt; padding-left: 18pt; } ul.own { list-style: none; }
"""
COLUMNS = ".text { column-count: 2; column-gap: 20pt; text-align: justify; } h1, table.data { column-span: all; }"
FORM = """
body { font: 9.5pt/1.35 "Liberation Sans", sans-serif; }
h1 { font-size: 15pt; } h2 { font-size: 11.5pt; }
fieldset { border: 0.6pt solid #444; margin: 0 0 6pt; padding: 4pt 6pt; break-inside: avoid; }
.caption { font-weight: bold; margin: 0 0 3pt; }
.options { display: grid; gap: 2pt 10pt; }
.option { display: flex; gap: 5pt; align-items: flex-start; }
.cells td { border: 0.6pt solid #444; padding: 2pt 4pt; vertical-align: top; width: 50%; }
.cells label, .cells .label { display: block; font-size: 7.5pt; }
input[type=text], select, textarea { border: 0; font: 9.5pt "Liberation Sans"; width: 100%; background: #f4f4f4;
  padding: 1pt; resize: none; }
textarea { field-sizing: content; }
.space { display: grid; grid-template-columns: 19% 29% 19% 29%; gap: 5pt 1.3%; margin: 0 0 8pt; }
.space.wide { grid-template-columns: 30% 69%; }
.group { margin: 0 0 8pt; break-inside: avoid; }
.sign { font-family: "DejaVu Sans"; }
.drawn { border: 1pt solid #000; display: inline-block; flex: none; height: 9pt; margin-top: 1.5pt; position: relative;
  width: 9pt; }
.drawn.round { border-radius: 50%; }
.drawn.checked::before, .drawn.checked::after { background: #000; content: ""; height: 1.2pt; left: -0.5pt;
  position: absolute; top: 2.9pt; transform: rotate(45deg); width: 8pt; }
.drawn.checked::after { transform: rotate(-45deg); }
.drawn.round.checked::before { border-radius: 50%; height: 4pt; left: 1.5pt; top: 1.5pt; transform: none; width: 4pt; }
.drawn.round.checked::after { content: none; }
"""


def article(gold: Gold, *, columns: bool = False) -> str:
    """Return prose as a page, in one column or two."""
    body = "\n".join(_prose(kind, run) for kind, run in grouped(gold))
    return _page(gold, BASE + (COLUMNS if columns else ""), f'<div class="text">\n{body}\n</div>')


def form(gold: Gold, boxes: str, arrangement: str = "cells") -> str:
    """Return a form.

    ``boxes``: "input" for real inputs, "sign" for ☒ and ☐, "drawn" for squares of the style sheet. ``arrangement``:
    "cells" (ruled, two pairs on a row) or "space" (label and value apart by white space alone, two pairs on a row).
    """
    body = "\n".join(_form(kind, run, boxes, arrangement) for kind, run in grouped(gold))
    return _page(gold, BASE + FORM, f"<form>\n{body}\n</form>")


def _page(gold: Gold, style: str, body: str) -> str:
    number = number_of(gold, '" counter(page) "', '" counter(pages) "')
    boxes = [f'@top-right {{ content: "{number}"; font: 8pt "Liberation Sans"; }}']
    if gold.header:
        boxes.append(f'@top-left {{ content: "{gold.header}"; font: 8pt "Liberation Sans"; white-space: nowrap; }}')
    if gold.footer:
        boxes.append(f'@bottom-left {{ content: "{gold.footer}"; font: 8pt "Liberation Sans"; white-space: nowrap; }}')
    page = "@page { size: A4; margin: 2.3cm 2.1cm 2.2cm; " + " ".join(boxes) + " }"
    return f"""<!DOCTYPE html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="synthetic" content="true">
<meta name="keywords" content="synthetic: true; Påhittat exempel">
<meta name="author" content="lexsarah">
<title>{escape(gold.title)}</title>
<style>{page}{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


# --- prose ----------------------------------------------------------------------------------------------------------


def _prose(kind: type[Element], run: list[Element]) -> str:
    if kind is Field:
        pairs = (
            f"<dt>{escape(labelled(one))}</dt><dd>{escape(one.value)}</dd>" for one in run if isinstance(one, Field)
        )
        return "\n".join(("<dl>", *pairs, "</dl>"))
    if kind is Item:
        items = [one for one in run if isinstance(one, Item)]
        if all(one.mark == "•" for one in items):
            return "\n".join(("<ul>", *(f"<li>{escape(one.text)}</li>" for one in items), "</ul>"))
        marked = (f"<li>{escape(one.mark)} {escape(one.text)}</li>" for one in items)
        return "\n".join(('<ul class="own">', *marked, "</ul>"))
    return "\n".join(_plain(one) for one in run)


def _plain(element: Element) -> str:
    match element:
        case Heading(text, level):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Table(rows):
            cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows[1:])
            heads = "".join(f"<th>{escape(cell)}</th>" for cell in rows[0])
            return "\n".join(
                ('<table class="data">', f"<tr>{heads}</tr>", *(f"<tr>{row}</tr>" for row in cells), "</table>")
            )
    raise ValueError(f"no plain {type(element).__name__}")


# --- forms ----------------------------------------------------------------------------------------------------------


def _form(kind: type[Element], run: list[Element], boxes: str, arrangement: str) -> str:
    if kind is Field:
        fields = [one for one in run if isinstance(one, Field)]
        return _cells(fields, boxes) if arrangement == "cells" else _space(fields)
    if kind is Boxes:
        return "\n".join(_group(one, boxes, arrangement) for one in run if isinstance(one, Boxes))
    return _prose(kind, run)


def _cells(fields: list[Field], boxes: str) -> str:
    rows = []
    for row in paired(fields):
        span = "" if len(row) == 2 else ' colspan="2"'
        rows.append("<tr>" + "".join(f"<td{span}>{_cell(one, boxes)}</td>" for one in row) + "</tr>")
    return "\n".join(('<table class="cells">', *rows, "</table>"))


def _cell(one: Field, boxes: str) -> str:
    if boxes != "input":
        return f'<div class="label">{escape(one.label)}</div>{escape(one.value) or "&nbsp;"}'
    name = f"f{abs(hash_of(one.label))}"
    label = f'<label for="{name}">{escape(one.label)}</label>'
    if one.value in CHOICES:
        listed = "".join(f"<option{' selected' if choice == one.value else ''}>{choice}</option>" for choice in CHOICES)
        return f'{label}<select id="{name}" name="{name}">{listed}</select>'
    if len(one.value) > 60:
        return f'{label}<textarea id="{name}" name="{name}">{escape(one.value)}</textarea>'
    return f'{label}<input type="text" id="{name}" name="{name}" value="{escape(one.value)}">'


def hash_of(label: str) -> int:
    """Return a number for a label, the same in every run."""
    return sum((at + 1) * ord(letter) for at, letter in enumerate(label)) % 100_000


def _space(fields: list[Field]) -> str:
    parts = []
    for row in paired(fields):
        wide = "" if len(row) == 2 else " wide"
        cells = "".join(f"<div>{escape(one.label)}</div><div>{escape(one.value)}</div>" for one in row)
        parts.append(f'<div class="space{wide}">{cells}</div>')
    return "\n".join(parts)


def _group(group: Boxes, boxes: str, arrangement: str) -> str:
    columns = f"grid-template-columns: repeat({across(group)}, 1fr)"
    options = "".join(_option(option, at, group, boxes) for at, option in enumerate(group.options))
    inside = f'<div class="options" style="{columns}">{options}</div>'
    if boxes == "input":
        return f'<fieldset><legend class="caption">{escape(group.group)}</legend>{inside}</fieldset>'
    caption = f'<div class="caption">{escape(group.group)}</div>'
    if arrangement == "cells":
        return f"<fieldset>{caption}{inside}</fieldset>"
    return f'<div class="group">{caption}{inside}</div>'


def _option(option: Option, at: int, group: Boxes, boxes: str) -> str:
    words = escape(option.label)
    if option.state is State.LOST:
        return f'<div class="option">{words}</div>'
    checked = option.state is State.CHECKED
    match boxes:
        case "input":
            kind, name = ("radio" if group.radio else "checkbox"), f"g{hash_of(group.group)}"
            state = " checked" if checked else ""
            return (
                f'<label class="option"><input type="{kind}" name="{name}" value="{at}"{state}> '
                f"<span>{words}</span></label>"
            )
        case "sign":
            sign = ("◉" if checked else "○") if group.radio and hash_of(group.group) % 2 else ("☒" if checked else "☐")
            return f'<div class="option"><span class="sign">{sign}</span> <span>{words}</span></div>'
        case _:
            shape = ("drawn round" if group.radio else "drawn") + (" checked" if checked else "")
            return f'<div class="option"><span class="{shape}"></span> <span>{words}</span></div>'
