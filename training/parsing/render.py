"""Make the renderings of the benchmark that are missing: python -m training.parsing.render [--aside].

Needs soffice and chromium, and beside the development environment pypdf, fontTools, pyphen and (for --aside)
weasyprint.
What ReportLab, pypdf and python-docx make is the same in every run; what the others make is dated.
"""

import csv
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from training.parsing import acroform, bare, drawn, marks, platypus, web, word
from training.parsing.gold import FOLDER, Gold, golds
from training.parsing.typefaces import register_private

COLUMNS = ("file", "gold", "format", "producer", "layout", "marks", "profile")

Make = Callable[[Gold], bytes]


@dataclass(frozen=True, slots=True)
class Job:
    """A layout of a producer and the documents that are rendered so."""

    producer: str
    layout: str
    marks: str
    format: str
    make: Make
    documents: tuple[str, ...]

    def file(self, name: str) -> str:
        """Return where a rendering lies below open/ or aside/."""
        return f"{self.producer}-{self.layout}/{name}.{self.format}"


# --- producers that are programs ------------------------------------------------------------------------------------


def soffice(content: bytes, suffix: str, target: str) -> bytes:
    """Convert a file by LibreOffice.

    Raises
    ------
    RuntimeError
        LibreOffice gave no file.
    """
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"document.{suffix}"
        source.write_bytes(content)
        # One profile for all runs: making one takes longer than a conversion.
        home = f"-env:UserInstallation=file://{tempfile.gettempdir()}/lexsarah-soffice"
        command = ["soffice", home, "--headless", "--convert-to", target, "--outdir", folder, str(source)]
        subprocess.run(command, check=False, capture_output=True, timeout=180)
        made = source.with_suffix(f".{target.partition(':')[0]}")
        if made == source or not made.exists():
            raise RuntimeError("soffice gave no file")
        return made.read_bytes()


def chromium(page: str, *, tagged: bool = True) -> bytes:
    """Print a page by Chromium, with or without the structure tree that it writes unless told otherwise.

    Raises
    ------
    RuntimeError
        Chromium gave no file.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, "utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                   *(() if tagged else ("--disable-pdf-tagging",)),
                   f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}", source.as_uri()]  # fmt: skip
        subprocess.run(command, check=False, capture_output=True, timeout=180)
        if not made.exists():
            raise RuntimeError("chromium gave no file")
        return marked(made.read_bytes())


def marked(pdf: bytes) -> bytes:
    """Return a PDF whose keywords say that it is invented, by an incremental update: what was there stays as it was."""
    from io import BytesIO  # noqa: PLC0415

    from pypdf import PdfWriter  # noqa: PLC0415 - pypdf is only where renderings are made

    writer = PdfWriter(BytesIO(pdf), incremental=True)
    writer.add_metadata({"/Keywords": "synthetic: true; Påhittat exempel"})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def weasyprint(page: str) -> bytes:
    """Print a page by WeasyPrint; its keywords come from the page."""
    from weasyprint import HTML  # noqa: PLC0415

    made: bytes = HTML(string=page).write_pdf()
    return made


# --- what is made ---------------------------------------------------------------------------------------------------


def _names(letter: str, numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"{letter}{number:03}" for number in numbers)


def _word(arrangement: str, parts: tuple[word.Box, word.Value], gold: Gold, *, letter: bool = False) -> bytes:
    return word.word(gold, word.Style(arrangement, *parts), letter=letter)


def _printed(arrangement: str, parts: tuple[word.Box, word.Value], gold: Gold, *, letter: bool = False) -> bytes:
    return soffice(_word(arrangement, parts, gold, letter=letter), "docx", "pdf")


def _vector(gold: Gold) -> bytes:
    number = int(gold.name[1:])
    return drawn.form(gold, drawn.Style(("grid", "lines")[number % 2], marks.vector(number % 5)))


def _wingdings(gold: Gold) -> bytes:
    number = int(gold.name[1:])
    register_private()
    draw = marks.WINGDINGS if number % 3 else marks.CROSSED_WINGDINGS
    return drawn.form(gold, drawn.Style(("lines", "grid")[number % 2], draw))


def _bracket(gold: Gold) -> bytes:
    number = int(gold.name[1:])
    draw = marks.BRACKETS if number % 2 else marks.CROSS_BRACKETS
    return drawn.form(gold, drawn.Style(("plain", "lines")[number % 3 == 0], draw, wide_marks=True))


def _round(gold: Gold) -> bytes:
    number = int(gold.name[1:])
    return drawn.form(gold, drawn.Style(("plain", "grid")[number % 2], marks.ROUND if number % 3 else marks.DISCS))


def _lost(gold: Gold) -> bytes:
    number = int(gold.name[1:])
    draw = marks.unreadable if number % 2 else marks.GLYPHS
    return drawn.form(gold, drawn.Style(("grid", "lines", "plain")[number % 3], draw))


def _web(boxes: str, arrangement: str, gold: Gold) -> bytes:
    return web.form(gold, boxes, arrangement).encode()


def _inputs(gold: Gold) -> bytes:
    return chromium(web.form(gold, "input"), tagged=int(gold.name[1:]) % 3 == 0)


def _open() -> tuple[Job, ...]:
    """Return the renderings that may be looked at; the documents of each layout are other ones."""
    p, f = partial(_names, "p"), partial(_names, "f")
    return (
        Job("reportlab", "plain", "none", "pdf", platypus.prose, p(range(1, 31, 3))),
        Job("reportlab", "hyphenated", "none", "pdf", partial(platypus.prose, hyphenated=True), p(range(2, 31, 3))),
        Job("reportlab", "decomposed", "none", "pdf", partial(platypus.prose, decomposed=True), p(range(3, 31, 3))),
        Job("libreoffice", "plain", "none", "pdf", partial(_printed, "twosided", word.SIGNS), p(range(2, 31, 3))),
        Job("libreoffice", "letter", "none", "pdf", partial(_printed, "twosided", word.SIGNS, letter=True),
            p((1, 2, 3, 4, 5, 8, 9, 10, 11, 12))),
        Job("chromium", "article", "none", "pdf", lambda gold: chromium(web.article(gold)), p(range(3, 31, 3))),
        Job("chromium", "columns", "none", "pdf", lambda gold: chromium(web.article(gold, columns=True), tagged=False),
            p(range(13, 31, 2))),
        Job("reportlab", "grid", "acroform", "pdf", acroform.filled, f(range(1, 9))),
        Job("pypdf", "grid", "acroform", "pdf", acroform.filled_by_pypdf, f(range(8, 18))),
        Job("libreoffice", "grid", "content-control", "pdf", partial(_printed, "grid", word.CONTROLS),
            f(range(15, 23))),
        Job("libreoffice", "stacked", "glyph", "pdf", partial(_printed, "stacked", word.SIGNS), f(range(21, 29))),
        Job("chromium", "inputs", "vector", "pdf", _inputs, f(range(3, 11))),
        Job("chromium", "spaced", "glyph", "pdf", lambda gold: chromium(web.form(gold, "sign", "space")),
            f(range(10, 18))),
        Job("reportlab", "vector", "vector", "pdf", _vector, f(range(16, 26))),
        Job("reportlab", "wingdings", "wingdings", "pdf", _wingdings, f(range(5, 13))),
        Job("reportlab", "bracket", "bracket", "pdf", _bracket, f(range(12, 20))),
        Job("reportlab", "round", "round", "pdf", _round, f(range(19, 27))),
        Job("reportlab", "lost", "glyph", "pdf", _lost, _names("l", range(1, 7))),
        Job("python-docx", "controls", "content-control", "docx", partial(_word, "grid", word.CONTROLS),
            f(range(1, 9))),
        Job("python-docx", "legacy", "legacy-field", "docx", partial(_word, "stacked", word.LEGACY), f(range(9, 17))),
        Job("python-docx", "signs", "glyph", "docx", partial(_word, "grid", word.SIGNS), f(range(24, 29))),
        Job("ours", "inputs", "html", "html", partial(_web, "input", "cells"), f(range(17, 25))),
        Job("ours", "lost", "html", "html", partial(_web, "input", "cells"), _names("l", range(1, 7))),
        Job("libreoffice", "odt", "content-control", "odt", _converted("grid", word.CONTROLS, "odt"), f(range(22, 29))),
        Job("libreoffice", "rtf", "glyph", "rtf", _converted("stacked", word.SIGNS, "rtf"), f(range(1, 8))),
        Job("ours", "bracket", "bracket", "txt", lambda gold: bare.bare(gold).encode(), f(range(8, 16))),
    )  # fmt: skip


def _converted(arrangement: str, parts: tuple[word.Box, word.Value], target: str) -> Make:
    return lambda gold: soffice(_word(arrangement, parts, gold), "docx", target)


def _several(known: Iterable[str]) -> tuple[Job, ...]:
    """Return the renderings of documents about several cases (m*), whichever there are."""
    names = [name for name in known if name.startswith("m")]
    thirds = [tuple(name for name in names if int(name[1:]) % 3 == third) for third in range(3)]
    return (
        Job("reportlab", "cases", "none", "pdf", platypus.prose, thirds[1]),
        Job("libreoffice", "cases", "none", "pdf", partial(_printed, "twosided", word.SIGNS, letter=True),
            thirds[2]),
        Job("chromium", "cases", "none", "pdf", lambda gold: chromium(web.article(gold), tagged=False), thirds[0]),
    )  # fmt: skip


def _aside() -> tuple[Job, ...]:
    """Return the renderings that are set aside: one producer, one form layout, documents about several cases."""
    p, f = partial(_names, "p"), partial(_names, "f")
    return (
        Job("weasyprint", "article", "none", "pdf", lambda gold: weasyprint(web.article(gold)), p(range(4, 29, 4))),
        Job("weasyprint", "columns", "none", "pdf", lambda gold: weasyprint(web.article(gold, columns=True)),
            p((14, 19, 26))),
        Job("weasyprint", "glyphs", "glyph", "pdf", lambda gold: weasyprint(web.form(gold, "sign")), f((1, 6, 11, 16))),
        Job("weasyprint", "drawn", "vector", "pdf", lambda gold: weasyprint(web.form(gold, "drawn", "space")),
            f((2, 7, 12, 24))),
        Job("libreoffice", "twosided", "glyph", "pdf", partial(_printed, "twosided", word.SIGNS), f((5, 10, 20, 25))),
        Job("reportlab", "twosided", "vector", "pdf", _twosided, f((3, 9, 18, 28))),
        *_several(golds(FOLDER / "aside" / "gold")),
    )  # fmt: skip


def _twosided(gold: Gold) -> bytes:
    return drawn.form(gold, drawn.Style("twosided", marks.vector(int(gold.name[1:]) % 5)))


def _make(jobs: Iterable[Job], part: str) -> Iterator[tuple[str, ...]]:
    known = golds() | golds(FOLDER / "aside" / "gold")
    for job in jobs:
        for name in job.documents:
            file = f"{part}/{job.file(name)}"
            path = FOLDER / file
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(job.make(known[name]))
                print(file, path.stat().st_size, flush=True)
            yield file, name, job.format, job.producer, job.layout, job.marks, ""


def _note(path: Path, made: list[tuple[str, ...]]) -> None:
    """Write a list of files anew; lines of files that others made stay."""
    own = {row[0] for row in made}
    kept: list[tuple[str, ...]] = []
    if path.exists():
        with path.open(encoding="utf-8", newline="") as lines:
            rows = [tuple(row[column] for column in COLUMNS) for row in csv.DictReader(lines)]
        kept = [row for row in rows if row[0] not in own and (FOLDER / row[0]).exists()]
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted((*made, *kept)))


def main() -> int:
    """Make what is missing and list it."""
    aside = "--aside" in sys.argv[1:]
    part = "aside" if aside else "open"
    jobs = _aside() if aside else (*_open(), *_several(golds()))
    only = [one for one in sys.argv[1:] if not one.startswith("--")]
    made = list(_make((job for job in jobs if not only or job.producer in only), part))
    _note(FOLDER / ("aside/files.csv" if aside else "files.csv"), made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
