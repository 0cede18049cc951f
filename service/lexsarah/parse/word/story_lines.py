"""From stories to lines: paragraphs, rows, tables of layout taken apart, headers and comments set aside."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lexsarah.parse.flowing import Piece
from lexsarah.parse.structure.headings import SITE
from lexsarah.parse.structure.labels import FORM_HEADINGS_TAIL
from lexsarah.parse.structure.noise import PAGE_NUMBER
from lexsarah.parse.structure.rows import MARK, cells, label_in
from lexsarah.parse.word.story import Paragraph, Story, Table, Told
from lexsarah.parse.word.story_rows import MAX_LABEL, captions, has_head, joined, row_words
from lexsarah.records import BlockKind, Span

MAX_DEPTH = 60
"""Tables inside tables; Word itself stops drawing long before."""


def lines_of(told: Told) -> Iterator[Piece]:
    """Yield the lines of a file: the first header, the body, comments, then the other headers and the footers.

    The first header stays part of the text where it holds a letterhead (a sender, a field with its value); all others
    are ``BOILERPLATE``, each once. Comments are ``BOILERPLATE`` too, after the word "Kommentar": they are about the
    text and not the words of its author.
    """
    headers = _distinct(told.headers)
    if headers and _is_letterhead(headers[0]):
        yield from _without_page_numbers(headers.pop(0))
    elif headers:
        yield from _set_aside(headers.pop(0))
    yield from pieces(told.body)
    for comment in told.comments:
        yield Piece(f"Kommentar: {comment}", BlockKind.BOILERPLATE)
    for story in [*headers, *_distinct(told.footers)]:
        yield from _set_aside(story)


def pieces(story: Story) -> list[Piece]:
    """Return the lines of a story: paragraphs, rows of a table, and tables of layout taken apart."""
    lines = _Lines()
    lines.tell(story, 0)
    return lines.found


def _distinct(stories: Sequence[Story]) -> list[list[Piece]]:
    found: list[list[Piece]] = []
    for story in stories:
        lines = pieces(story)
        if lines and lines not in found:
            found.append(lines)
    return found


def _set_aside(lines: Iterable[Piece]) -> Iterator[Piece]:
    return (replace(line, hint=BlockKind.BOILERPLATE) for line in lines)


def _without_page_numbers(lines: Iterable[Piece]) -> Iterator[Piece]:
    """Yield lines with the cells apart that only number the page."""
    for line in lines:
        parts = line.words.split("\t")
        numbers = [part for part in parts if PAGE_NUMBER.fullmatch(part.strip())]
        others = "\t".join(part for part in parts if part not in numbers)
        if others.strip():
            yield replace(line, words=others.strip())
        for number in numbers:
            yield Piece(number.strip(), BlockKind.BOILERPLATE)


def _is_letterhead(lines: Iterable[Piece]) -> bool:
    """Whether a header names a sender, or holds a label with its value that is no page number."""
    for line in lines:
        parts = cells(line.words, Span(0, len(line.words)))
        for at, cell in enumerate(parts):
            words = line.words[cell.start : cell.end]
            if PAGE_NUMBER.fullmatch(words):
                continue
            pair = label_in(line.words, cell, in_cell=len(parts) > 1)
            if SITE.fullmatch(words) or (pair and (len(pair[1]) or any(len(other) for other in parts[at + 1 :]))):
                return True
    return False


class _Lines:
    """Grows the lines of one story."""

    def __init__(self) -> None:
        self.found: list[Piece] = []

    def tell(self, story: Story, depth: int) -> None:
        """Add the lines of a story."""
        at = 0
        while at < len(story):
            item = story[at]
            if isinstance(item, Table):
                if depth < MAX_DEPTH:
                    self._table(item, depth)
            elif answer := _answer_below(story, at):
                self._add(f"{joined([item])}\t{joined(answer)}", BlockKind.FIELD)
                at += len(answer)
            else:
                self._paragraph(item)
            at += 1

    def _add(self, words: str, hint: BlockKind | None, *, loose: bool = True, data: bool = False) -> None:
        self.found.append(Piece(words, hint, loose, data))

    def _paragraph(self, paragraph: Paragraph) -> None:
        hint = paragraph.hint
        # Between two items there is no blank line.
        loose = not (hint is BlockKind.LIST_ITEM and self.found and self.found[-1].hint is hint)
        for line in paragraph.words.split("\n"):
            words = " ".join(part for part in line.split(" ") if part).strip()
            if words:
                self._add(words, hint, loose=loose)
            loose = not words

    def _table(self, table: Table, depth: int) -> None:
        data, labels = has_head(table), captions(table)
        for at, row in enumerate(table.rows):
            words, hint = row_words(row, data=data, labels=labels)
            if words.strip():
                self._add(words.strip(), hint, loose=at == 0, data=data)
            elif hint is None:
                for cell in row:
                    self.tell(cell, depth + 1)


def _answer_below(story: Story, at: int) -> list[Paragraph]:
    """Paragraphs filled in right under a paragraph that names them, none where it is a heading or holds a value."""
    label = story[at]
    if not isinstance(label, Paragraph) or label.entry or label.hint in {BlockKind.HEADING, BlockKind.TITLE}:
        return []
    if not _names_an_answer(label.words.strip()):
        return []
    found: list[Paragraph] = []
    for item in story[at + 1 :]:
        if not isinstance(item, Paragraph) or not item.entry:
            break
        found.append(item)
    return found if joined(found) else []


def _names_an_answer(words: str) -> bool:
    """Whether a line by itself asks for what stands under it: a question, a known label, an instruction."""
    if not 0 < len(words) <= MAX_LABEL or MARK.search(words) or "\t" in words:
        return False
    known = label_in(words, Span(0, len(words)), in_cell=True)
    return (
        words.endswith(("?", ":")) or bool(known and not len(known[1])) or words.lower().startswith(FORM_HEADINGS_TAIL)
    )
