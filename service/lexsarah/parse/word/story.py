"""What a word processor's file tells, whatever its format: paragraphs and tables in reading order.

The readers of DOCX, ODT and RTF give a ``Story``; ``story_lines`` makes it the lines that ``blocks`` judges, so that a
table, a form and a letterhead mean the same in each of them.
"""

import re
from dataclasses import dataclass

from lexsarah.parse.structure.headings import MAX_HEADING
from lexsarah.parse.tidy import tidy
from lexsarah.records import BlockKind


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: words in NFC, tabs and line feeds as written.

    ``hint`` is what its style says it is. ``entry``: all of it was filled in, or can be, in a control of a form (an
    empty one gives no words). ``bold``: bold throughout. ``size`` is that of its largest words in points, None where
    the format leaves it open.
    """

    words: str
    hint: BlockKind | None = None
    entry: bool = False
    bold: bool = False
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each a story of its own; a cell that continues one above or beside it is left out."""

    rows: tuple[tuple["Story", ...], ...]


Story = tuple[Paragraph | Table, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """The stories of a file. Headers and footers are those of every section and kind of page, in order."""

    body: Story
    headers: tuple[Story, ...] = ()
    footers: tuple[Story, ...] = ()
    comments: tuple[str, ...] = ()


PROMPT = re.compile(
    r"(?:Klicka(?: eller tryck)? här (?:om du vill|för att) (?:ange|skriva)(?: in)? (?:ett )?(?:text|datum)"
    r"|Välj ett (?:objekt|datum)|Click (?:or tap )?here to enter (?:text|a date)|Choose an item)\.?"
)
"""What Word shows in a control that nobody filled in. Converters take it for words."""


class Gathering:
    """Gathers the words of one paragraph as its runs come, and what is true of all of them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._controls = 0
        self._outside = False
        self._bold = False
        self._plain = False
        self._size: float | None = None

    def say(self, words: str, *, entry: bool = False, bold: bool = False, size: float | None = None) -> None:
        """Add words; ``entry``: they stand in a control of a form; ``size`` in points."""
        self._parts.append(words)
        if words.strip():
            self._outside |= not entry
            self._bold |= bold
            self._plain |= not bold
            if size is not None:
                self._size = max(size, self._size or size)

    def sign(self, *, ticked: bool) -> None:
        """Add a box."""
        self._parts.append("☒" if ticked else "☐")
        self._outside = True

    def control(self) -> None:
        """Note that there is a control to fill in, were it empty or not."""
        self._controls += 1

    def paragraph(self, hint: BlockKind | None, number: str | None = None) -> Paragraph:
        """Return the paragraph; a short one that is bold throughout is a heading: how they are made without styles."""
        words = tidy("".join(self._parts))
        stripped = words.strip()
        bold = self._bold and not self._plain
        entry = bool(self._controls) and not self._outside
        if entry and PROMPT.fullmatch(stripped):
            words = stripped = ""
        if number and stripped:
            words = f"{number} {words.lstrip()}"
        if hint is None and bold and 0 < len(stripped) <= MAX_HEADING and stripped[-1] not in ".,;":
            hint = BlockKind.HEADING
        return Paragraph(words, hint, entry=entry, bold=bold, size=self._size)
