"""Prose documents of the benchmark, from texts of the corpus (train split alone) as a clerk would lay them out."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from training.documents import FOLDER
from training.parsing.gold import DocumentKind, Element, Field, Gold, Heading, Item, Paragraph, Table, texts
from training.renderings.lines import Kind, Line, lines

CHOSEN = {
    "k0421": DocumentKind.MINUTES,
    "k0597": DocumentKind.MINUTES,
    "k0463": DocumentKind.MINUTES,
    "k0253": DocumentKind.MINUTES,
    "k0284": DocumentKind.PROSE,
    "k0582": DocumentKind.PROSE,
    "k0522": DocumentKind.PROSE,
    "k0022": DocumentKind.PROSE,
    "k0462": DocumentKind.LETTER,
    "k0575": DocumentKind.LETTER,
    "k0295": DocumentKind.LETTER,
    "k0539": DocumentKind.LETTER,
    "k0643": DocumentKind.PROSE,
    "k0246": DocumentKind.PROSE,
    "k0205": DocumentKind.PROSE,
    "k0043": DocumentKind.PROSE,
    "k0595": DocumentKind.PROSE,
    "k0058": DocumentKind.PROSE,
    "k0297": DocumentKind.PROSE,
    "k0276": DocumentKind.PROSE,
    "k0125": DocumentKind.PROSE,
    "k0508": DocumentKind.PROSE,
    "k0619": DocumentKind.PROSE,
    "k0161": DocumentKind.PROSE,
    "k0546": DocumentKind.PROSE,
    "k0437": DocumentKind.PROSE,
    "k0576": DocumentKind.PROSE,
    "k0323": DocumentKind.PROSE,
    "k0578": DocumentKind.PROSE,
    "k0467": DocumentKind.PROSE,
}
"""Documents of the train split, varied in genre and length; none has boxes."""

PAGE_MARK = re.compile(r"\bSida \d|\d+ ?\(\d+\)\s*$|^Justerandes sign|Utdragsbestyrkande", re.IGNORECASE)
"""What the source has of its own pages, with the line beside it: the renderers put theirs."""

DROPPED = re.compile(r"<!--|\.{6}|_{5}|^Textstorlek|^Du är här")
"""Lines to sign on, and what a web page has beside its text."""

MARK = re.compile(r"^([–-]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
"""What stands before an item."""

MARKED = re.compile(r"^\s*([•·▪●*])\s+")


FOR_FIELDS = 12
"""A single "Label: value" is a field among the first so many elements; later it is a sentence of its own."""


def prose(name: str, number: int) -> Gold:
    """Return a document of the corpus as gold, numbered for its own name."""
    text = unicodedata.normalize("NFC", (FOLDER / f"{name}.txt").read_text("utf-8"))
    kept = "\n\n".join(part for part in re.split(r"\n\s*\n", text) if not _of_a_page(part))
    kept = "\n".join(line for line in kept.splitlines() if not PAGE_MARK.search(line) and not DROPPED.search(line))
    elements = list(_elements(lines(kept)))
    first = next((at for at, one in enumerate(elements[:FOR_FIELDS]) if isinstance(one, Heading)), None)
    title = next(texts(elements[0 if first is None else first]))
    if first is not None:
        elements[first] = Heading(title, 1)
    header, footer = HEADERS[number % len(HEADERS)]
    return Gold(f"p{number:03}", CHOSEN[name], title, tuple(elements), header, footer)


def _of_a_page(part: str) -> bool:
    return part.strip().count("\n") < 2 and any(PAGE_MARK.search(line) for line in part.splitlines())


HEADERS = (
    ("Socialförvaltningen", "Postadress: Box 40, 999 40 Exempelstad. Växel 08-465 004 00. kontakt@exempel.se"),
    ("Vård- och omsorgsförvaltningen – diarieförd handling", None),
    ("OMSORGSNÄMNDEN Handling 2", "Omsorgskontoret, 999 41 Exempelby, tfn 08-465 004 01"),
    (None, None),
)
"""Running header and footer; the page number is the renderer's."""


def _elements(content: tuple[Line, ...]) -> Iterator[Element]:
    seen = 0
    for (kind, across), group in groupby(content, key=lambda line: (line.kind, len(line.cells))):
        rows = list(group)
        if kind is Kind.ROW:
            yield from _rows([line.cells for line in rows], across, first=seen < FOR_FIELDS)
        else:
            yield from (_one(line) for line in rows)
        seen += len(rows)


def _rows(rows: list[tuple[str, ...]], across: int, *, first: bool) -> Iterator[Element]:
    """Read rows of cells: labels and values, a table, a list, or words that stand apart on one line."""
    pairs = across % 2 == 0 and all(label.endswith(":") for row in rows for label in row[::2])
    figures = all(re.fullmatch(r"[\d\s,.%–-]+", row[-1]) for row in rows[1:])
    if len(rows) > 2 and not pairs and (across > 2 or figures):
        yield Table(tuple(rows))
        return
    for row in rows:
        if across == 2 and row[0] in BULLETS:
            yield Item(row[1], "•" if row[0] in "•·▪●*" else "–")
        elif pairs and (first or len(rows) > 1):
            yield from (Field(row[at].rstrip(":"), row[at + 1]) for at in range(0, across, 2))
        elif across == 2 and len(rows) > 2:
            yield Field(row[0].rstrip(":"), row[1])
        else:
            yield Paragraph(" ".join(row))


BULLETS = frozenset("•·▪●*–-")


def _one(line: Line) -> Element:
    words = line.cells[0]
    if line.kind is Kind.ITEM and (mark := MARKED.match(words)):
        return Item(words[mark.end() :], "•")
    if line.kind is Kind.HEADING:
        return Heading(words, 2)
    if mark := MARK.match(words):
        return Item(words[mark.end() :], "–" if mark[1] == "-" else mark[1])
    return Paragraph(words)
