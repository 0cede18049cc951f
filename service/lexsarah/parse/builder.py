"""Puts the text of a document together from its lines, with the way back to the page."""

from collections.abc import Iterable

from lexsarah.limits import Limits
from lexsarah.parse.structure.rows import Line
from lexsarah.parse.tidy import check_length
from lexsarah.records import BlockKind, Box, Run, Span


class TextBuilder:
    """Grows one text line by line; lines that are set off are parted by an empty one.

    Words handed in must be in NFC and without white space at their ends.
    """

    def __init__(self, limits: Limits) -> None:
        self.lines: list[Line] = []
        self.runs: list[Run] = []
        self._parts: list[str] = []
        self._length = 0
        self._limits = limits

    @property
    def text(self) -> str:
        """What has been put together so far."""
        return "".join(self._parts)

    def add(
        self,
        words: str,
        hint: BlockKind | None = None,
        *,
        loose: bool = True,
        data: bool = False,
        places: Iterable[tuple[int, int, int, Box | None]] = (),
    ) -> None:
        """Append a line; ``places`` are (start, end, page, box) with offsets into ``words``.

        Raises
        ------
        FileTooLarge
            When the text grows past ``max_characters``.
        """
        if not words:
            return
        if self._parts:
            gap = "\n\n" if loose else "\n"
            self._parts.append(gap)
            self._length += len(gap)
        start = self._length
        self._parts.append(words)
        self._length += len(words)
        check_length(self._length, self._limits)
        self.lines.append(Line(Span(start, self._length), hint, loose, data))
        self.runs.extend(Run(Span(start + first, start + last), page, box) for first, last, page, box in places)
