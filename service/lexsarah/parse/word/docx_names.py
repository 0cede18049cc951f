"""Names of WordprocessingML, and how its small properties are read."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def value(element: Any, name: str) -> str | None:  # noqa: ANN401  (lxml is not typed)
    """Value of a property right inside an element, None where there is none."""
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def is_on(element: Any | None, namespace: str = W) -> bool:  # noqa: ANN401
    """Whether an on/off property is on; without a value it is (ECMA-376, 17.17.4)."""
    return element is not None and (element.get(f"{namespace}val") or "1") not in {"0", "false", "off"}
