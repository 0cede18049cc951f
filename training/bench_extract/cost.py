"""What extraction costs: processor milliseconds a thousand words, on the documents of the development split.

Documents of fewer words than ``FEWEST`` are left out: what is done once a document would be most of their cost. The
first document, which loads everything, is read before.
"""

import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from lexsarah.evaluation import annotated
from lexsarah.extract import extract
from lexsarah.extract.entities import entities_in
from lexsarah.ingest import load
from lexsarah.language import words
from lexsarah.limits import Limits
from lexsarah.parse import parse
from lexsarah.parse.cases.split import cases_of
from training.bench_extract.figures import table

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
SPLIT = "dev"
FEWEST = 200
ROUNDS = 3
"""Times that each document is read; the quickest counts."""

BAR = 150.0


def report() -> str:
    """Time the extraction of every document and return the table."""
    limits = Limits()
    documents = [parse(load(one.source, limits), limits) for one in annotated(CORPUS, SPLIT)]
    documents = [one for one in documents if len(words(one.text)) >= FEWEST]
    extract(documents[0], cases_of(documents[0])[0], None)
    entities_in(documents[0].text)
    costs: dict[str, list[float]] = {"rules": [], "named entities": [], "both": []}
    for document in documents:
        size, case = len(words(document.text)), cases_of(document)[0]
        rules = _quickest(lambda document=document, case=case: extract(document, case, None), size)  # type: ignore[misc]
        names = _quickest(lambda document=document: entities_in(document.text), size)  # type: ignore[misc]
        for name, one in zip(costs, (rules, names, rules + names), strict=True):
            costs[name].append(one)
    rows = [
        [name, f"{statistics.median(found):.0f}", f"{sorted(found)[int(0.95 * len(found))]:.0f}", f"{max(found):.0f}"]
        for name, found in costs.items()
    ]
    head = ["ms for 1,000 words", "median", "95th percentile", "most"]
    return (
        f"{len(documents)} documents of {FEWEST} words and more, one core of {platform.machine()}; bar for both: "
        f"{BAR:.0f} ms:\n\n{table(head, rows)}"
    )


def _quickest(work: Callable[[], object], size: int) -> float:
    """Processor milliseconds for a thousand words."""
    took = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return min(took) * 1e6 / size
