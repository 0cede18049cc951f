"""What the styles and the lists of an OpenDocument text say about its paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lexsarah.parse.word.numbering import Level, Numbering
from lexsarah.parse.word.odt_names import FO, STYLE, SVG, TEXT
from lexsarah.records import BlockKind

MAX_INHERITED = 20
"""Styles based on styles."""

MAX_LEVELS = 10
"""Levels of a list that word processors know."""

OUTLINE = "outline"
"""The list that headings are counted in."""

FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
POINTS = re.compile(r"(\d{1,4}(?:\.\d{1,6})?)pt")
BOLD_FROM = 600
"""Weight of a font from which it is bold."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits; ``bold`` None leaves it to what stands around."""

    hint: BlockKind | None = None
    bold: bool | None = None
    hidden: bool = False
    font: str = ""
    size: float | None = None


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a part by family and name."""

    by_name: dict[tuple[str, str], Style] = field(default_factory=dict)

    def of(self, element: Any, family: str) -> Style:  # noqa: ANN401  (lxml is not typed)
        """Style of a paragraph or a span."""
        return self.by_name.get((family, element.get(f"{TEXT}style-name") or ""), PLAIN)


def styles_of(*parts: Any | None) -> Styles:  # noqa: ANN401
    """Read the styles of parts, the later ones first where a name is in both."""
    told: dict[tuple[str, str], Any] = {}
    fonts: dict[str, str] = {}
    for part in parts:
        for one in () if part is None else part.iter(f"{STYLE}style", f"{STYLE}font-face"):
            name = one.get(f"{STYLE}name") or ""
            if one.tag == f"{STYLE}style":
                told[one.get(f"{STYLE}family") or "", name] = one
            else:
                fonts[name] = one.get(f"{SVG}font-family") or name
    return Styles({key: _style(list(_chain(key, told)), fonts) for key in told})


def _chain(key: tuple[str, str], told: dict[tuple[str, str], Any]) -> Iterator[Any]:
    """Yield a style and those it is based on, nearest first."""
    family, name = key
    for _ in range(MAX_INHERITED):
        style = told.get((family, name))
        if style is None:
            return
        yield style
        name = style.get(f"{STYLE}parent-style-name") or ""


def _style(chain: list[Any], fonts: dict[str, str]) -> Style:
    words = [one for style in chain for one in style.iterchildren(f"{STYLE}text-properties")]
    weight = next((found for one in words if (found := one.get(f"{FO}font-weight"))), None)
    named = next((found for one in words if (found := one.get(f"{STYLE}font-name"))), None)
    return Style(
        hint=next((hint for one in chain if (hint := _hint(one))), None),
        bold=None if weight is None else weight == "bold" or (weight.isdecimal() and int(weight) >= BOLD_FROM),
        hidden=next((found for one in words if (found := one.get(f"{TEXT}display"))), "") == "none",
        font=fonts.get(named, named) if named else next((one.get(f"{FO}font-family") or "" for one in words), ""),
        size=next((points for one in words if (points := _points(one.get(f"{FO}font-size") or ""))), None),
    )


def _points(size: str) -> float | None:
    """Size of a font in points; shares of the size around are left open."""
    found = POINTS.fullmatch(size)
    return float(found[1]) if found else None


def _hint(style: Any) -> BlockKind | None:  # noqa: ANN401
    name = (style.get(f"{STYLE}display-name") or style.get(f"{STYLE}name") or "").lower()
    if name in {"title", "rubrik"}:
        return BlockKind.TITLE
    if name.startswith(("heading ", "rubrik ")) or (style.get(f"{STYLE}default-outline-level") or "").isdecimal():
        return BlockKind.HEADING
    return None


def numbering_of(*parts: Any | None) -> Numbering:  # noqa: ANN401
    """Read the lists of parts and the outline that headings are counted in; of two of a name the first holds."""
    lists: dict[str, dict[int, Level]] = {}
    for part in parts:
        for one in () if part is None else part.iter(f"{TEXT}list-style", f"{TEXT}outline-style"):
            name = OUTLINE if one.tag == f"{TEXT}outline-style" else one.get(f"{STYLE}name") or ""
            lists.setdefault(name, dict(_levels(one)))
    return Numbering(lists)


def _levels(style: Any) -> Iterator[tuple[int, Level]]:  # noqa: ANN401
    for one in style:
        number = one.get(f"{TEXT}level") or "" if isinstance(one.tag, str) else ""
        if number.isdecimal() and 0 < int(number) <= MAX_LEVELS:
            yield int(number) - 1, _level(one, int(number))


def _level(level: Any, number: int) -> Level:  # noqa: ANN401
    start, shown = level.get(f"{TEXT}start-value") or "1", level.get(f"{TEXT}display-levels") or "1"
    first = max(1, number - (int(shown) if shown.isdecimal() else 1) + 1)
    pattern = ".".join(f"%{one}" for one in range(first, number + 1))
    return Level(
        style=FORMATS.get(level.get(f"{STYLE}num-format") or "", "none"),
        pattern=f"{level.get(f'{STYLE}num-prefix') or ''}{pattern}{level.get(f'{STYLE}num-suffix') or ''}",
        start=int(start) if start.isdecimal() else 1,
    )
