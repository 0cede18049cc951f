"""Grows a story as Rich Text tells it: paragraphs end with a mark, cells and rows too."""

from dataclasses import dataclass, field

from lexsarah.parse.word.story import Gathering, Paragraph, Story, Table
from lexsarah.records import BlockKind

MAX_LEVELS = 20
"""Tables inside tables."""


@dataclass(slots=True)
class _Level:
    """A table that is growing, or the body (level 0, which has no rows)."""

    items: list[Paragraph | Table] = field(default_factory=list)
    cells: list[Story] = field(default_factory=list)
    rows: list[tuple[Story, ...]] = field(default_factory=list)


class StoryBuilder:
    """Grows one story."""

    def __init__(self) -> None:
        self.told = Gathering()
        """The paragraph that is growing."""
        self.number: str | None = None
        """What its list calls it."""
        self.aside: list[Story] = []
        """Text boxes and notes anchored in it."""
        self._levels = [_Level()]

    def end_paragraph(self, hint: BlockKind | None, level: int) -> None:
        """End the paragraph; ``level`` is how many tables it stands in."""
        self._reach(min(level, MAX_LEVELS))
        items = self._levels[-1].items
        items.append(self.told.paragraph(hint, self.number))
        for story in self.aside:
            items += story
        self.told, self.number, self.aside = Gathering(), None, []

    def end_cell(self, hint: BlockKind | None, level: int) -> None:
        """End the cell and the paragraph in it."""
        self.end_paragraph(hint, max(1, level))
        top = self._levels[-1]
        top.cells.append(tuple(top.items))
        top.items = []

    def end_row(self, level: int, continued: list[bool]) -> None:
        """End the row; ``continued`` says which of its cells only go on from another."""
        self._reach(max(1, min(level, MAX_LEVELS)))
        top = self._levels[-1]
        if top.items:
            top.cells.append(tuple(top.items))
        top.rows.append(tuple(cell for at, cell in enumerate(top.cells) if at >= len(continued) or not continued[at]))
        top.items, top.cells = [], []

    def finished(self) -> Story:
        """End what is open and return the story."""
        self.end_paragraph(None, 0)
        return tuple(self._levels[0].items)

    def _reach(self, level: int) -> None:
        """Open or close tables until so many are open."""
        while len(self._levels) - 1 > level:
            table = self._levels.pop()
            if table.items:
                table.cells.append(tuple(table.items))
            if table.cells:
                table.rows.append(tuple(table.cells))
            self._levels[-1].items.append(Table(tuple(table.rows)))
        while len(self._levels) - 1 < level:
            self._levels.append(_Level())
