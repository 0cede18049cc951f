"""Forms as plain text, with [x] and [ ] before the options."""

from training.parsing.gold import Boxes, Element, Field, Gold, Heading, Option, State, Table, texts
from training.parsing.pages import labelled

MARK = "<!-- synthetic: true; Påhittat exempel -->"


def bare(gold: Gold) -> str:
    """Return a form as text; the last line marks it as invented."""
    return "\n".join((*(_part(one) for one in gold.elements), MARK, ""))


def _part(element: Element) -> str:
    match element:
        case Heading(text, level):
            return f"\n{text.upper() if level == 1 else text}\n"
        case Field():
            return f"{labelled(element)} {element.value}".rstrip()
        case Boxes():
            return "\n".join((f"\n{element.group}", *(_option(one) for one in element.options), ""))
        case Table(rows):
            return "\n".join("\t".join(row) for row in rows) + "\n"
        case _:
            return next(texts(element)) + "\n"


def _option(option: Option) -> str:
    mark = {State.CHECKED: "[x] ", State.UNCHECKED: "[ ] ", State.LOST: ""}[option.state]
    return mark + option.label
