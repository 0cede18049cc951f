"""What the styles and the numbering of a Word document say about its paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lexsarah.parse.word.docx_names import W, is_on, value
from lexsarah.parse.word.numbering import Level, Numbering
from lexsarah.records import BlockKind

MAX_LEVELS = 9
"""Levels of a list (ECMA-376, 17.9.6)."""

MAX_INHERITED = 20
"""Styles based on styles; Word allows eleven."""


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style with what it inherits. ``numbered`` is (list, level) of its numbering."""

    hint: BlockKind | None = None
    bold: bool = False
    hidden: bool = False
    size: float | None = None
    numbered: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by id."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str = ""
    size: float = 10.0
    """Points of words about which nothing is said."""

    def of(self, properties: Any) -> Style:  # noqa: ANN401  (lxml is not typed)
        """Style that paragraph or run properties name; one without anything for none."""
        if properties is None:
            return PLAIN
        named = value(properties, "pStyle") or value(properties, "rStyle")
        return self.by_id.get(named or "", PLAIN)

    def paragraph_size(self, properties: Any | None) -> float:  # noqa: ANN401
        """Points of a paragraph's words as far as its style says."""
        named = value(properties, "pStyle") if properties is not None else None
        return self.by_id.get(named or self.default, PLAIN).size or self.size


PLAIN = Style()


def styles_of(root: Any | None) -> Styles:  # noqa: ANN401
    """Read styles.xml, whatever language Word named the styles in."""
    if root is None:
        return Styles()
    told = {one.get(f"{W}styleId") or "": one for one in root.iter(f"{W}style")}
    default = next(
        (name for name, one in told.items() if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") == "1"), ""
    )
    size = points(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")) or 10.0
    return Styles({name: _style(list(_chain(name, told))) for name in told}, default, size)


def _chain(name: str, told: dict[str, Any]) -> Iterator[Any]:
    """Yield a style and those it is based on, nearest first."""
    for _ in range(MAX_INHERITED):
        style = told.get(name)
        if style is None:
            return
        yield style
        name = value(style, "basedOn") or ""


def _style(chain: list[Any]) -> Style:
    return Style(
        hint=next((hint for one in chain if (hint := _hint(one))), None),
        bold=_first_on(chain, "b"),
        hidden=_first_on(chain, "vanish"),
        size=next((size for one in chain if (size := points(one.find(f"{W}rPr")))), None),
        numbered=next((found for one in chain if (found := numbered(one.find(f"{W}pPr")))), None),
    )


def points(properties: Any | None) -> float | None:  # noqa: ANN401
    """Size in points that run properties state."""
    half = value(properties, "sz") if properties is not None else None
    return int(half) / 2 if half and half.isdecimal() else None


def _hint(style: Any) -> BlockKind | None:  # noqa: ANN401
    name = (value(style, "name") or "").lower()
    if name in {"title", "rubrik"}:
        return BlockKind.TITLE
    if name.startswith(("toc ", "innehåll ")) and name[-1].isdigit():
        return BlockKind.BOILERPLATE
    if name.startswith(("heading", "rubrik")) or style.find(f"{W}pPr/{W}outlineLvl") is not None:
        return BlockKind.HEADING
    if name.startswith(("list bullet", "list number", "punktlista", "numrerad lista")):
        return BlockKind.LIST_ITEM
    return None


def _first_on(chain: list[Any], name: str) -> bool:
    for style in chain:
        found = style.find(f"{W}rPr/{W}{name}")
        if found is not None:
            return is_on(found)
    return False


def numbered(properties: Any | None) -> tuple[str, int] | None:  # noqa: ANN401
    """List and level that paragraph properties name; list "0" means none (ECMA-376, 17.9.18)."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return None
    level = value(found, "ilvl") or "0"
    return value(found, "numId") or "", int(level) if level.isdecimal() else 0


def numbering_of(root: Any | None) -> Numbering:  # noqa: ANN401
    """Read numbering.xml: the levels of every list. Lists made from one definition go on counting each other."""
    if root is None:
        return Numbering({})
    definitions = {one.get(f"{W}abstractNumId") or "": _levels(one) for one in root.iterchildren(f"{W}abstractNum")}
    lists: dict[str, dict[int, Level]] = {}
    counted_as: dict[str, str] = {}
    for one in root.iterchildren(f"{W}num"):
        name, definition = one.get(f"{W}numId") or "", value(one, "abstractNumId") or ""
        changed = _overrides(one, definitions.get(definition, {}))
        lists[name] = {**definitions.get(definition, {}), **changed}
        counted_as[name] = name if changed else f"abstract {definition}"
    return Numbering(lists, counted_as)


def _levels(definition: Any) -> dict[int, Level]:  # noqa: ANN401
    found: dict[int, Level] = {}
    for one in definition.iterchildren(f"{W}lvl"):
        at = one.get(f"{W}ilvl") or ""
        if at.isdecimal() and int(at) < MAX_LEVELS:
            found[int(at)] = _level(one)
    return found


def _level(level: Any) -> Level:  # noqa: ANN401
    start = value(level, "start") or "1"
    return Level(
        style=value(level, "numFmt") or "decimal",
        pattern=value(level, "lvlText") or "",
        start=int(start) if start.isdecimal() else 1,
        legal=is_on(level.find(f"{W}isLgl")),
    )


def _overrides(one: Any, levels: dict[int, Level]) -> dict[int, Level]:  # noqa: ANN401
    """Levels that a list has of its own: written anew, or begun at another number."""
    found: dict[int, Level] = {}
    for override in one.iterchildren(f"{W}lvlOverride"):
        at = override.get(f"{W}ilvl") or ""
        if not at.isdecimal():
            continue
        anew, start = override.find(f"{W}lvl"), value(override, "startOverride") or ""
        level = _level(anew) if anew is not None else levels.get(int(at))
        if level is not None:
            found[int(at)] = level.begun_at(int(start)) if start.isdecimal() else level
    return found
