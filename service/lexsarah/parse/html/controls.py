"""Controls of forms on web pages: what they hold, and which words label them."""

import re
from typing import Any

from lexsarah.parse.tidy import tidy

CONTROLS = frozenset({"input", "select", "textarea"})
WRITTEN = frozenset("text date number email tel search url time datetime-local month week color range".split())
"""Types of inputs that hold words."""

MARKS = {"true": "☒", "false": "☐", "mixed": "⍰"}
ROUND_MARKS = {"true": "◉", "false": "◯", "mixed": "⍰"}
"""Signs of boxes and of radio buttons by their state; a box that is partly ticked is unsure."""

ROLES = {
    "checkbox": MARKS, "menuitemcheckbox": MARKS, "switch": MARKS, "radio": ROUND_MARKS, "menuitemradio": ROUND_MARKS,
}  # fmt: skip
"""Boxes that a script draws, by their role (WAI-ARIA 1.2)."""

INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_hidden(element: Any) -> bool:  # noqa: ANN401  (lxml is not typed)
    """Whether an element itself says that it is not shown."""
    if element.get("hidden") is not None or (element.tag == "input" and kind_of(element) == "hidden"):
        return True
    return INVISIBLE.search(element.get("style") or "") is not None


def kind_of(control: Any) -> str:  # noqa: ANN401
    """Type of a control: that of an input, else the name of its element."""
    return (control.get("type") or "text").lower() if control.tag == "input" else str(control.tag)


def box(element: Any) -> str | None:  # noqa: ANN401
    """Sign of a box or radio button by its state, None for anything else."""
    kind = kind_of(element) if element.tag == "input" else ""
    if kind in {"checkbox", "radio"}:
        signs = MARKS if kind == "checkbox" else ROUND_MARKS
        return signs["true" if element.get("checked") is not None else "false"]
    marks = ROLES.get((element.get("role") or "").lower())
    return None if marks is None else marks.get((element.get("aria-checked") or "").lower(), "⍰")


def held(control: Any) -> str | None:  # noqa: ANN401
    """Words that a control holds, line feeds kept; None for a box, a button and the like."""
    if control.tag == "textarea":
        lines = tidy(control.text or "").split("\n")
        return "\n".join(" ".join(line.split()) for line in lines if line.strip())
    if control.tag == "select":
        return ", ".join(words for one in control.iter("option") if (words := _chosen(one)))
    if kind_of(control) not in WRITTEN:
        return None
    return " ".join(tidy(control.get("value") or "").split())


def _chosen(option: Any) -> str:  # noqa: ANN401
    """Words of an option that was chosen; the prompt that stands before a choice has an empty value."""
    if option.get("selected") is None or option.get("value") == "":
        return ""
    return " ".join(tidy("".join(option.itertext())).split())


class Labels:
    """Which label belongs to which control of a page."""

    def __init__(self, root: Any) -> None:  # noqa: ANN401
        self._by_id: dict[str, Any] = {}
        self._of_control: dict[Any, Any] = {}
        self._of_label: dict[Any, Any] = {}
        for element in root.iter():
            if isinstance(element.tag, str) and (identity := element.get("id")):
                self._by_id.setdefault(identity, element)
        for label in root.iter("label"):
            control = self._control(label)
            if control is not None and not is_hidden(label) and control not in self._of_control:
                self._of_control[control] = label
                self._of_label[label] = control

    def control(self, label: Any) -> Any | None:  # noqa: ANN401
        """Return the control that a label names, None where it names none."""
        return self._of_label.get(label)

    def is_labelled(self, control: Any) -> bool:  # noqa: ANN401
        """Whether a visible label names a control."""
        return control in self._of_control

    def spoken(self, element: Any) -> str:  # noqa: ANN401
        """Return the name that is read out for an element where no label shows it."""
        named = [self._by_id.get(one) for one in (element.get("aria-labelledby") or "").split()[:8]]
        words = " ".join(one.text_content()[:1000] for one in named if one is not None)
        return " ".join(tidy(words or element.get("aria-label") or "").split())

    def is_named_elsewhere(self, element: Any) -> bool:  # noqa: ANN401
        """Whether the words that name an element stand on the page by themselves."""
        return any(one in self._by_id for one in (element.get("aria-labelledby") or "").split())

    def _control(self, label: Any) -> Any | None:  # noqa: ANN401
        target = self._by_id.get(label.get("for") or "")
        if target is None and label.get("for") is None:
            target = next((one for one in label.iter(*CONTROLS) if kind_of(one) != "hidden"), None)
        return target if target is not None and target.tag in CONTROLS else None
