"""Measure parsing: every file of corpus/parsing, read by lexsarah and by others (``make bench-parse``).

For developers::

    python -m training.parsing.bench --only docx --only grid           # files that have both; what goes wrong in each
    python -m training.parsing.bench --only scan --tool pypdf --short   # one line a file
    python -m training.parsing.bench --only f003                       # all renderings of a document

``--only`` is a format, producer, layout, kind of marks, scanner profile, gold name or part of a file name; ``scan`` is
any scan, ``born`` what is none. Several must all hold; ``--not`` leaves files out. Without ``--tool`` it is lexsarah.
For each file it prints the counts, then the lost words with the two before them and what stands there instead
(``ett fel [begicks] → [be gicks]``), words that the gold does not have, missed and wrong pairs, wrong boxes with what
was given (``lost`` is unsure), wrong groups, invented boxes and wrong cases; at the end the figures of the files.

Without ``--only``, ``--not``, ``--tool`` and ``--short`` every tool reads every file and the tables go into
docs/benchmarks.md (half an hour on two quiet processors); with ``BENCH_ASIDE=1`` also what was set aside for the end.
``--every 10`` does the same with one file in ten and prints the tables only.
"""

import argparse
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image

from training.parsing import tables
from training.parsing.gold import FOLDER, DocumentKind, Gold, golds
from training.parsing.reading import BENCH_PYTHON, ELSEWHERE, ROOT, Reader, Result
from training.parsing.renderings import ASIDE, Rendering, renderings
from training.parsing.score import Count, Score, expected, figure, score
from training.parsing.tables import TRIALS, Read, shown
from training.parsing.tools import FORMATS, MAKERS

NAMES = {
    "words": "words in order",
    "words_any": "words at all",
    "extra": "words not in the gold",
    "swedish_lost": "å ä ö words lost",
    "letters_lost": "å ä ö letters lost",
    "pairs": "field pairs F1",
    "pairs_near": "field pairs F1, nearly",
    "boxes": "boxes F1",
    "options_found": "options found",
    "unsure": "boxes unsure",
    "lost_as_unsure": "lost marks given as unsure",
    "groups": "boxes under their group",
    "invented": "boxes invented",
    "cases": "documents split right",
    "needlessly_split": "single cases split",
}
PAGE = ROOT / "docs" / "benchmarks.md"
ROUNDS = 2
"""Times that born-digital PDFs are read by every tool, in turns; the least cost counts."""

SHOWN = 25
"""Faults of a kind that are printed of a file."""


def chosen(files: Iterable[Rendering], only: Sequence[str], but: Sequence[str]) -> list[Rendering]:
    """Return the files that have every word of ``only`` and none of ``but``."""
    return [one for one in files if all(_has(one, word) for word in only) and not any(_has(one, word) for word in but)]


def _has(one: Rendering, word: str) -> bool:
    return not one.scanned if word == "born" else one.has(word)


def develop(files: Sequence[Rendering], gold: Mapping[str, Gold], tool: str, *, short: bool) -> None:
    """Print what goes wrong in each file, and the figures of them all."""
    said = {name: expected(one) for name, one in gold.items()}
    reader = Reader(tool)
    scores: list[tuple[str, Score]] = []
    for one in files:
        result = reader.read(one.path)
        found = score(said[one.gold], result.answer, near=one.scanned)
        scores.append((one.gold, found))
        print(_line(one, result, found))
        if not short:
            for issue in result.issues:
                print(f"    issue: {issue}")
            _print_faults(found)
    reader.close()
    print(f"\n{len(files)} files, {tool}")
    for name, title in NAMES.items():
        counts = [(document, found.counts[name]) for document, found in scores if name in found.counts]
        value = figure(counts, trials=name in TRIALS)
        if value.value is not None:
            ends = "" if value.low is None else f"  [{shown(name, value.low)}, {shown(name, value.high or 0)}]"
            print(f"  {title:28} {shown(name, value.value):>9}{ends}  n = {value.n}")


def _line(one: Rendering, result: Result, found: Score) -> str:
    parts = [f"{one.file} ({one.gold})"]
    if result.error:
        parts.append(f"ERROR {result.error}")
    for name in ("words", "pairs", "boxes", "invented", "cases"):
        count = found.counts.get(name)
        if count and (count.asked or count.given):
            parts.append(f"{NAMES[name]} {_rate(count)}")
    return "; ".join([*parts, f"{result.cpu:.2f} s"])


def _rate(count: Count) -> str:
    return f"{200 * count.right / (count.asked + count.given):.1f} %"


def _print_faults(found: Score) -> None:
    for kind, faults in found.faults.items():
        for fault in faults[:SHOWN]:
            print(f"    {kind}: {fault}")
        if len(faults) > SHOWN:
            print(f"    {kind}: and {len(faults) - SHOWN} more")


def measure(files: Sequence[Rendering], gold: Mapping[str, Gold]) -> dict[str, list[Read]]:
    """Have every tool read every file of a format that it reads."""
    said = {name: expected(one) for name, one in gold.items()}
    readers = {tool: Reader(tool) for tool in MAKERS}
    found: dict[str, dict[str, Result]] = {tool: {} for tool in MAKERS}
    for turn in range(ROUNDS):
        for at, one in enumerate(files, 1):
            timed = one.format == "pdf" and not one.scanned
            for tool, reader in readers.items():
                if one.format in FORMATS[tool] and (timed or (turn == 0 and tool != tables.CONTAINED)):
                    _keep_least(found[tool], one.file, reader.read(one.path))
            print(f"\rround {turn + 1} of {ROUNDS}: {at} of {len(files)} files", end="", flush=True)
        print()
    for reader in readers.values():
        reader.close()
    pages = {one.file: pages_of(one) for one in files}
    return {
        tool: [
            Read(
                one,
                gold[one.gold].kind is DocumentKind.FORM,
                pages[one.file],
                results[one.file],
                score(said[one.gold], results[one.file].answer, near=one.scanned),
            )
            for one in files
            if one.file in results
        ]
        for tool, results in found.items()
    }


def _keep_least(results: dict[str, Result], file: str, result: Result) -> None:
    """Keep the answer of the first reading, and the least cost of all."""
    first = results.get(file)
    results[file] = (
        replace(first, wall=min(first.wall, result.wall), cpu=min(first.cpu, result.cpu))
        if first and not result.error
        else first or result
    )


def pages_of(one: Rendering) -> int:
    """Pages of a PDF or frames of an image; 1 for what has none."""
    if one.format == "pdf":
        with pypdfium2.PdfDocument(one.path) as pdf:
            return len(pdf)
    if one.format == "tif":
        with Image.open(one.path) as image:
            return getattr(image, "n_frames", 1)
    return 1


def report(reads: Mapping[str, Sequence[Read]]) -> str:
    """Return the part of docs/benchmarks.md that is measured."""
    ours = reads[tables.OURS]
    near = [read for read in ours if not read.file.file.startswith(ASIDE.name)]
    far = [read for read in ours if read.file.file.startswith(ASIDE.name)]
    parts = [f"### Bars\n\n{tables.bars(near)}\n\n{tables.cost_bars(reads)}"]
    if far:
        parts.append(f"### Set aside until the end\n\n{tables.bars(far)}\n\n{_by_kind(far)}")
    parts += [
        f"### By format, producer and layout\n\n{_by_kind(near)}",
        f"### Side by side\n\n{tables.side_by_side(reads)}\n\n{tables.cost(reads)}\n\n{tables.cost_of_scans(ours)}",
        f"### Files that were not read\n\n{tables.failures(reads)}",
        _circumstances(),
    ]
    return "\n\n".join(parts)


def _by_kind(reads: Sequence[Read]) -> str:
    return "\n\n".join((tables.of_prose(reads), tables.of_forms(reads), tables.of_cases(reads)))


def _circumstances() -> str:
    code = "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))"
    theirs = subprocess.run([BENCH_PYTHON, "-c", code, *sorted(ELSEWHERE)], capture_output=True, text=True, check=True)
    versions = dict(zip(sorted(ELSEWHERE), theirs.stdout.split(), strict=True))
    versions |= {name: version(name) for name in ("pdfplumber", "pypdfium2")}
    named = ", ".join(f"{name} {one}" for name, one in sorted(versions.items()))
    machine = f"{platform.machine()} with {os.cpu_count()} processors"
    return f"Measured with {named}, Python {platform.python_version()}, on {machine}."


def everything(*, aside: bool) -> tuple[list[Rendering], dict[str, Gold]]:
    """Return the files and what they say; with ``aside`` also what was set aside for the end."""
    files, gold = list(renderings(FOLDER)), golds()
    if aside:
        files += renderings(ASIDE)
        gold |= golds(ASIDE / "gold")
    return files, gold


def run(every: int, *, aside: bool) -> None:
    """Measure every file, or one in ``every``; all of them go into docs/benchmarks.md, fewer are only printed."""
    files, gold = everything(aside=aside)
    part = report(measure(files[::every], gold))
    if every == 1:
        page = PAGE.read_text("utf-8") if PAGE.exists() else f"{START}\n\n{tables.BEGIN}\n{tables.END}\n"
        PAGE.write_text(tables.replaced(page, part), "utf-8")
    print(part)


START = """# Benchmarks

## Parsing

`make bench-parse` reads every file of `corpus/parsing` with lexsarah and with other tools and writes the tables below.
What is counted and how: `training/parsing/score.py` and `training/parsing/tools.py`. Brackets hold 95 % intervals over
documents; where they are missing, every document gave the same. All documents are invented
(`corpus/parsing/README.md`)."""


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--not", action="append", default=[], dest="but")
    parser.add_argument("--tool", choices=sorted(MAKERS))
    parser.add_argument("--short", action="store_true", help="one line a file")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="all tools and tables, on one file in N")
    asked = parser.parse_args()
    aside = os.environ.get("BENCH_ASIDE") == "1"
    if not (asked.only or asked.but or asked.tool or asked.short):
        run(asked.every, aside=aside)
        return
    files, gold = everything(aside=aside)
    develop(chosen(files, asked.only, asked.but), gold, asked.tool or "lexsarah", short=asked.short)


if __name__ == "__main__":
    main()
