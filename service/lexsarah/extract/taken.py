"""Stretches of a text that are taken, asked for overlaps in logarithmic time (a paper may hold ten thousand)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from lexsarah.records import Span


class Taken:
    """The union of spans; spans that only touch stay apart."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        """Take a span."""
        first, last = self._met(span)
        start = min(span.start, self._starts[first]) if first < last else span.start
        end = max(span.end, self._ends[last - 1]) if first < last else span.end
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]

    def overlaps(self, span: Span) -> bool:
        """Whether a span shares a code point with any that is taken."""
        first, last = self._met(span)
        return first < last

    def _met(self, span: Span) -> tuple[int, int]:
        first = bisect_right(self._ends, span.start)
        return first, max(first, bisect_left(self._starts, span.end))
