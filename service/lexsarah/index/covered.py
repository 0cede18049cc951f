"""The union of spans, asked for overlaps in logarithmic time (a paper may name ten thousand)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from lexsarah.records import Span


class Covered:
    """Stretches of a text that are covered by spans."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def overlaps(self, span: Span) -> bool:
        """Whether a span shares a code point with any of them."""
        return bisect_right(self._ends, span.start) < bisect_left(self._starts, span.end)

    def outside(self, span: Span) -> Iterator[Span]:
        """Yield the parts of a span that none of them covers, in order."""
        at = span.start
        for number in range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)):
            if at < self._starts[number]:
                yield Span(at, self._starts[number])
            at = self._ends[number]
        if at < span.end:
            yield Span(at, span.end)
