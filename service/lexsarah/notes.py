"""What a person is told of how a document was read, and of dates in it that cannot all be true.

Plain Swedish sentences, worst first, none where all went well.
"""

from collections.abc import Iterable, Iterator, Sequence

from lexsarah.chronology import contradictions
from lexsarah.parse.page_numbers import missing_pages
from lexsarah.parse.quality import Quality, quality_of
from lexsarah.records import BlockKind, Grade, ParsedDocument, Report, TextSource

MUCH_GARBAGE = 0.02
"""Share of words that cannot be words above which a person is told."""

LITTLE_AGREEMENT = 0.9
"""Share of a text layer's words that OCR found too, below which a person is told."""


def notes(document: ParsedDocument, reports: Sequence[Report] = ()) -> tuple[str, ...]:
    """Return what to know before trusting what was read; ``reports`` are the cases of the document."""
    quality = quality_of(document)
    return (
        *_unread(document, quality),
        *_missing(document),
        *_scanned(document),
        *_layer(document),
        *_text(quality),
        *_boxes(document),
        *_dates(document, reports),
    )


def _unread(document: ParsedDocument, quality: Quality) -> Iterator[str]:
    if quality.unread_pages:
        codes = {issue.code for issue in document.issues}
        yield f"{_named(quality.unread_pages)} har ingen text som går att läsa, och ingår inte. {_why(codes)}"


def _missing(document: ParsedDocument) -> Iterator[str]:
    missing = missing_pages(document)
    if missing:
        yield f"{_named(missing)} finns inte i filen, enligt sidnumren på de andra. Uppgifter kan saknas."


def _scanned(document: ParsedDocument) -> Iterator[str]:
    pages = document.textmap.pages
    read = [number for number, page in enumerate(pages, 1) if page.source is TextSource.OCR]
    if not read:
        return
    if len(read) == len(pages):
        which = "Dokumentet är inskannat"
    else:
        which = f"{_named(read)} är {'inskannad' if len(read) == 1 else 'inskannade'}"
    yield f"{which}. Orden är lästa ur bilden och kan vara fel: jämför med originalet."
    poor = [number for number in read if pages[number - 1].grade is Grade.POOR]
    if poor:
        yield f"{_named(poor)} gick dåligt att läsa. Lita inte på uppgifter därifrån utan att se efter."


def _why(codes: set[str]) -> str:
    if "ocr_unavailable" in codes:
        return "Textigenkänning (Tesseract med svenska) är inte installerad här."
    return "Läs originalet, eller läs om dokumentet med textigenkänning."


def _layer(document: ParsedDocument) -> Iterator[str]:
    """Say what the words of a text layer are worth that was not read from the picture instead."""
    pages = document.textmap.pages
    garbled = [
        issue.page
        for issue in document.issues
        if issue.code == "garbled_text_layer" and issue.page and pages[issue.page - 1].source is TextSource.LAYER
    ]
    if garbled:
        yield f"Filens text på {_named(garbled).lower()} är oläslig. Läs om dokumentet med textigenkänning."
    if any(issue.code == "text_layer_untested" for issue in document.issues):
        yield "Dokumentet är inskannat med en dold text som inte har jämförts med bilden. Orden kan vara fel."


def _text(quality: Quality) -> Iterator[str]:
    if quality.language not in {None, "sv"}:
        yield "Texten verkar inte vara på svenska. Uppgifter kan saknas eller vara fel."
    if quality.garbage > MUCH_GARBAGE:
        share = f"{100 * quality.garbage:.0f}"
        yield f"{share} procent av orden går inte att tyda: filen säger inte vilka bokstäver det är."
    if quality.agreement is not None and quality.agreement < LITTLE_AGREEMENT:
        yield "Filens dolda text stämde dåligt med bilden av sidan."


def _boxes(document: ParsedDocument) -> Iterator[str]:
    unsure = sum(block.kind is BlockKind.CHECKBOX and block.checked is None for block in document.blocks)
    if unsure == 1:
        yield "För en kryssruta går det inte att se om den är ikryssad. Se efter i originalet."
    elif unsure:
        yield f"För {unsure} kryssrutor går det inte att se om de är ikryssade. Se efter i originalet."


def _dates(document: ParsedDocument, reports: Sequence[Report]) -> Iterator[str]:
    for report in reports:
        case = f" ({report.case.title})" if len(reports) > 1 else ""
        for one in contradictions(document, report):
            yield f"{one.message} Ett av datumen är fel, i originalet eller i läsningen{case}."


def _named(pages: Iterable[int]) -> str:
    """Return "Sidan 3" or "Sidorna 2, 3 och 7"; runs of three or more as "2–5"."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    parts = [part for run in runs for part in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run))]
    if len(parts) == 1 and len(runs[0]) == 1:
        return f"Sidan {parts[0]}"
    return "Sidorna " + (f"{', '.join(parts[:-1])} och {parts[-1]}" if len(parts) > 1 else parts[0])
