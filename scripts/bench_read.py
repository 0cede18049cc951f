"""Time the stages of reading on the samples: ``python scripts/bench_read.py``.

Prints CPU milliseconds per 700 words, median over the samples and the slowest of them; the first reading, which loads
everything, is not counted. PDF and the like are parsed in this process, without the guard.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from lexsarah.extract import extract
from lexsarah.ingest import load
from lexsarah.language import words
from lexsarah.limits import Limits
from lexsarah.parse import parse
from lexsarah.parse.cases.split import cases_of
from lexsarah.pipeline import classifiers
from lexsarah.records import ParsedDocument
from lexsarah.resources import sample_files


def cost(work: Callable[[], object], size: int) -> float:
    """CPU milliseconds per 700 words of one call."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000 * 700 / size


def bare(path: Path) -> int:
    """Extract the text of a PDF with pdfplumber alone."""
    with pdfplumber.open(path) as pdf:
        return sum(len(page.extract_text()) for page in pdf.pages)


def parsed(path: Path) -> ParsedDocument:
    """Parse a file."""
    return parse(load(path, Limits()), Limits())


def whole(path: Path) -> None:
    """Read the first case of a file."""
    document = parsed(path)
    case = cases_of(document)[0]
    classify = classifiers()
    classify(document, case, extract(document, case, None))
    classify.findings.with_roles(document)


def main() -> None:
    """Read every sample twice and time the second reading."""
    costs: dict[str, list[float]] = {"parse": [], "extract": [], "classify": [], "sections": []}
    classify = classifiers()
    for again in (False, True):
        for path in sample_files():
            source = load(path, Limits())
            document = parse(source, Limits())
            case, size = cases_of(document)[0], len(words(document.text))
            facts = extract(document, case, None)
            took = (
                cost(lambda source=source: parse(source, Limits()), size),  # type: ignore[misc]
                cost(lambda document=document, case=case: extract(document, case, None), size),  # type: ignore[misc]
                cost(lambda document=document, case=case, facts=facts: classify(document, case, facts), size),  # type: ignore[misc]
                cost(lambda document=document: classify.findings.with_roles(document), size),  # type: ignore[misc]
            )
            if again:
                for stage, one in zip(costs, took, strict=True):
                    costs[stage].append(one)
    print(f"CPU ms per 700 words, n = {len(sample_files())} samples")
    pdfs = [path for path in sample_files() if path.suffix == ".pdf"]
    for name, work in (("parse", parsed), ("parse, extract, classify and sections", whole)):
        ratios = [
            cost(lambda work=work, path=path: work(path), 1) / cost(lambda path=path: bare(path), 1) for path in pdfs
        ]  # type: ignore[misc]
        print(f"{name} of a PDF against bare pdfplumber: {statistics.median(ratios):.2f} times, n = {len(ratios)}")
    for stage, found in costs.items():
        print(f"{stage:10} median {statistics.median(found):6.1f}   slowest {max(found):6.1f}")


if __name__ == "__main__":
    main()
