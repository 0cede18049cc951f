"""Ruled tables of a PDF page: the cells that lines enclose."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from lexsarah.parse.pdf.letters import Shape

Bounds = tuple[float, float, float, float]
"""Left, top, right and bottom."""

THIN = 2.5
"""Points up to which a shape is a line and no area."""

MIN_EDGES = 4
"""Lines a page must have before tables are looked for: fewer close no cell."""

MAX_EDGES = 4000
"""More lines than that are a drawing, and looking for cells in it takes minutes."""

MIN_SIDE = 5.0
"""Lines shorter than that are part of a sign."""

SNAP = 3.0
"""Points by which lines that meet may be apart."""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells with one upper edge, from left to right."""

    cells: tuple[Bounds, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: where it stands, and its rows from top to bottom. A cell that spans rows stands in its first."""

    bbox: Bounds
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line from left to right that may part rows."""

    x0: float
    x1: float
    top: float


def grids_of(shapes: Iterable[Shape]) -> list[Grid]:
    """Return the tables that lines and frames enclose, from top to bottom."""
    edges = [edge for shape in shapes for edge in _edges(shape)]
    upright = sum(edge["orientation"] == "v" for edge in edges)
    if upright < 2 or not MIN_EDGES <= len(edges) <= MAX_EDGES:
        return []
    merged = merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
    cells = intersections_to_cells(edges_to_intersections(merged, SNAP, SNAP))
    cells = [cell for cell in cells if _is_cell(cell)]
    tables = cells_to_tables(cells)
    # pdfplumber leaves out cells that stand alone: frames.
    of_tables = {cell for table in tables for cell in table}
    grids = [_grid(table) for table in [*tables, *([cell] for cell in cells if cell not in of_tables)]]
    return sorted(grids, key=lambda grid: grid.bbox[1])


def rules_of(shapes: Iterable[Shape]) -> list[Rule]:
    """Return the lines across the page, from top to bottom."""
    found = [Rule(one.x0, one.x1, one.top) for one in shapes if one.shows and one.height <= THIN and one.width > 40]
    return sorted(found[:MAX_EDGES], key=lambda rule: rule.top)


def _is_cell(cell: Bounds) -> bool:
    return cell[2] - cell[0] >= MIN_SIDE and cell[3] - cell[1] >= MIN_SIDE


def _grid(cells: Sequence[Bounds]) -> Grid:
    tops = sorted({cell[1] for cell in cells})
    rows = tuple(Row(tuple(sorted(cell for cell in cells if cell[1] == top))) for top in tops)
    bbox = (
        min(cell[0] for cell in cells),
        min(cell[1] for cell in cells),
        max(cell[2] for cell in cells),
        max(cell[3] for cell in cells),
    )
    return Grid(bbox, rows)


def _edges(shape: Shape) -> Iterator[dict[str, Any]]:
    """Yield the sides of a frame, or the one side that a line is, as pdfplumber takes them."""
    if not shape.shows:
        return
    flat, upright = shape.height <= THIN, shape.width <= THIN
    if flat and shape.width >= MIN_SIDE:
        yield _edge(shape.x0, shape.top, shape.x1, shape.top, "h")
    elif upright and shape.height >= MIN_SIDE:
        yield _edge(shape.x0, shape.top, shape.x0, shape.bottom, "v")
    elif shape.stroke is not None and shape.width >= MIN_SIDE and shape.height >= MIN_SIDE and _is_frame(shape):
        yield _edge(shape.x0, shape.top, shape.x1, shape.top, "h")
        yield _edge(shape.x0, shape.bottom, shape.x1, shape.bottom, "h")
        yield _edge(shape.x0, shape.top, shape.x0, shape.bottom, "v")
        yield _edge(shape.x1, shape.top, shape.x1, shape.bottom, "v")


def _is_frame(shape: Shape) -> bool:
    """Whether all its points lie on its sides, as those of a rectangle do, also with rounded corners."""
    if shape.kind == "rect":
        return True
    return len(shape.points) > 3 and all(
        min(x - shape.x0, shape.x1 - x, y - shape.top, shape.bottom - y) < SNAP for x, y in shape.points
    )


def _edge(x0: float, top: float, x1: float, bottom: float, orientation: str) -> dict[str, Any]:
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": orientation,
        "object_type": "line",
        "doctop": top,
    }
