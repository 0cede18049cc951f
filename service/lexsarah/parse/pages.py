"""From the lines of pages, written or read from a picture, to one document: the same for PDF and for images."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lexsarah.limits import Limits
from lexsarah.parse.builder import TextBuilder
from lexsarah.parse.pdf.flow import paragraphs, written
from lexsarah.parse.pdf.page import TextLine
from lexsarah.parse.published import stated
from lexsarah.parse.scan.turn import Turn
from lexsarah.parse.structure.blocks import blocks
from lexsarah.parse.text import title
from lexsarah.parse.tidy import marks_lead
from lexsarah.records import Issue, Page, ParsedDocument, Producer, Run, TextMap


@dataclass(frozen=True, slots=True)
class PageLines:
    """Lines of a page from top to bottom, its height in points, and how it was read (``start`` is set later).

    ``turn``: the lines are those of the page turned upright and straight; None, of the page as it is.
    """

    lines: tuple[TextLine, ...]
    height: float
    page: Page
    turn: Turn | None = None


def document_of(
    pages: Sequence[PageLines], limits: Limits, parser: Producer, *, synthetic: bool, issues: Iterable[Issue] = ()
) -> ParsedDocument:
    """Put pages together.

    Raises
    ------
    FileTooLarge
        More characters than ``limits.max_characters``.
    """
    builder = TextBuilder(limits)
    lines = [list(one.lines) for one in pages]
    lead = marks_lead(" ".join(word.text for page in lines for line in page for word in line.words))
    for paragraph in paragraphs(lines, [one.height for one in pages]):
        words, places = written(paragraph, marks_lead=lead)
        builder.add(words, paragraph.hint, loose=paragraph.loose, data=paragraph.data, places=places)
    text, runs = builder.text, tuple(_turned_back(run, pages[run.page - 1].turn) for run in builder.runs)
    found = blocks(text, builder.lines)
    starts = _starts(runs, len(pages), len(text))
    return ParsedDocument(
        text=text,
        blocks=found,
        textmap=TextMap(tuple(replace(one.page, start=start) for one, start in zip(pages, starts, strict=True)), runs),
        parser=parser,
        title=title(text, found),
        published=stated(text, found),
        synthetic=synthetic,
        issues=tuple(issues),
    )


def _turned_back(run: Run, turn: Turn | None) -> Run:
    return run if turn is None or run.box is None else replace(run, box=turn.back(run.box))


def _starts(runs: tuple[Run, ...], pages: int, length: int) -> tuple[int, ...]:
    """Offset where each page begins; a page without words begins where the next one does."""
    starts = [length] * pages
    for run in runs:
        starts[run.page - 1] = min(starts[run.page - 1], run.span.start)
    for at in range(pages - 2, -1, -1):
        starts[at] = min(starts[at], starts[at + 1])
    starts[0] = 0
    return tuple(starts)
