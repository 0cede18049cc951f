"""How well ``lexsarah check`` finds what an investigation holds and lacks, on corpus/checks and the corpus' links.

An item counts as found or not found; *not applicable* is neither. Intervals are 95 % percentile bootstrap intervals
over documents. The baseline calls every item found that may always be asked for.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from rich.console import Console
from rich.table import Table

from lexsarah.checking import check
from lexsarah.checking.items import paper_of
from lexsarah.checking.links import Stated, answered_by, prior
from lexsarah.checking.shortcomings import timed
from lexsarah.library import read
from lexsarah.records import Span
from lexsarah.vocabulary import CauseArea, ItemStatus, Measure, RequiredItem
from training.answers import annotated
from training.checks import annotations, second
from training.documents import FOLDER, Document

DRAWS, SEED, LEVEL = 2000, 20261122, 95.0
CONDITIONAL = frozenset({RequiredItem.WHY_AGAIN, RequiredItem.OTHER})
"""Items that most papers need not hold: the baseline calls them not applicable."""

Statuses = dict[RequiredItem, ItemStatus]


@dataclass(frozen=True, slots=True)
class Judged:
    """One thing that was asked of a document: what it is and what was said, True for "found"."""

    document: int
    right: object
    said: object


def f1(rows: Sequence[Judged], label: object) -> float:
    """F1 of one label; NaN where neither side has it."""
    both = sum(row.right == label for row in rows) + sum(row.said == label for row in rows)
    return 2 * sum(row.right == label == row.said for row in rows) / both if both else float("nan")


def accuracy(rows: Sequence[Judged]) -> float:
    """Share that is right."""
    return sum(row.right == row.said for row in rows) / len(rows) if rows else float("nan")


def interval(rows: Sequence[Judged], score: Callable[[Sequence[Judged]], float]) -> str:
    """Show a score with its interval over documents."""
    by: dict[int, list[Judged]] = {}
    for row in rows:
        by.setdefault(row.document, []).append(row)
    groups = list(by.values())
    random = np.random.default_rng(SEED)
    drawn = [
        score([row for at in random.integers(len(groups), size=len(groups)) for row in groups[at]])
        for _ in range(DRAWS)
    ]
    low, high = np.nanpercentile(drawn, [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    return f"{score(rows):.3f} [{low:.3f}, {high:.3f}]"


def macro(rows: Sequence[Judged]) -> float:
    """Mean of the F1 of found and of not found."""
    return (f1(rows, ItemStatus.FOUND) + f1(rows, ItemStatus.NOT_FOUND)) / 2


def _items(console: Console, split: str) -> None:
    ours: list[Judged] = []
    plain: list[Judged] = []
    per: dict[RequiredItem, list[Judged]] = {item: [] for item in RequiredItem}
    papers = [one for one in annotations() if one.split == split]
    for place, one in enumerate(papers):
        reading = read(FOLDER / f"{one.name}.txt").reading
        for result in check(reading.document, reading.whole).items:
            right = one.statuses[result.item]
            row = Judged(place, right, result.status)
            ours.append(row)
            per[result.item].append(row)
            said = ItemStatus.NOT_APPLICABLE if result.item in CONDITIONAL else ItemStatus.FOUND
            plain.append(Judged(place, right, said))
    table = Table(
        "figure", "check", "all found", title=f"Required items, {split}: {len(papers)} papers, {len(ours)} items"
    )
    table.add_row(
        "F1 found", interval(ours, lambda rows: f1(rows, ItemStatus.FOUND)), f"{f1(plain, ItemStatus.FOUND):.3f}"
    )
    table.add_row(
        "F1 not found",
        interval(ours, lambda rows: f1(rows, ItemStatus.NOT_FOUND)),
        f"{f1(plain, ItemStatus.NOT_FOUND):.3f}",
    )
    table.add_row("macro of the two", interval(ours, macro), f"{macro(plain):.3f}")
    table.add_row("accuracy, all three", interval(ours, accuracy), f"{accuracy(plain):.3f}")
    console.print(table)
    detail = Table("item", "found", "not found", "right", title=f"Each item, {split}")
    for item, rows in per.items():
        counts = Counter(row.right for row in rows)
        detail.add_row(
            item.value,
            str(counts[ItemStatus.FOUND]),
            str(counts[ItemStatus.NOT_FOUND]),
            f"{sum(row.right == row.said for row in rows)} of {len(rows)}",
        )
    console.print(detail)


def _agreement(console: Console) -> None:
    first = {one.name: one.statuses for one in annotations()}
    pairs = [(first[name][item], status) for name, items in second().items() for item, status in items.items()]
    agreed = sum(one == other for one, other in pairs) / len(pairs)
    left, right = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(left[status] * right[status] for status in ItemStatus) / len(pairs) ** 2
    kappa = (agreed - chance) / (1 - chance)
    console.print(
        f"Reconsidered by the same annotator, {len(second())} papers: {agreed:.3f} of {len(pairs)}, kappa {kappa:.3f}"
    )


def _stated(case: Document) -> tuple[list[Stated], list[Stated]]:
    def place(quote: str) -> Span:
        start = max(0, case.text.find(quote))
        return Span(start, start + len(quote))

    causes = [Stated(CauseArea(one["area"]), one["evidence"], place(one["evidence"])) for one in case.case["causes"]]
    measures = [Stated(Measure(one["kind"]), one["evidence"], place(one["evidence"])) for one in case.case["measures"]]
    return causes, measures


def _links(console: Console, split: str) -> None:
    """Measure links between annotated causes and measures: what is measured is the linking alone."""
    ours: list[Judged] = []
    table_alone: list[Judged] = []
    answered: list[Judged] = []
    for place, one in enumerate(annotated(split)):
        causes, measures = _stated(one)
        found = answered_by(causes, measures, one.text)
        for said, measure, row in zip(found, measures, one.case["measures"], strict=True):
            right = frozenset(row["answers"])
            likely = frozenset(at for at, cause in enumerate(causes) if prior(cause.code, measure.code) > 0)
            ours.append(Judged(place, right, said))
            table_alone.append(Judged(place, right, likely))
        truly = {at for row in one.case["measures"] for at in row["answers"]}
        said_of = {at for places in found for at in places}
        answered += [Judged(place, at in truly, at in said_of) for at in range(len(causes))]
    table = Table(
        "figure", "links", "table of areas and kinds alone", title=f"Which measure answers which cause, {split}"
    )
    table.add_row(
        f"measures with all their causes right ({len(ours)})", interval(ours, accuracy), interval(table_alone, accuracy)
    )
    table.add_row(f"causes told answered or not ({len(answered)})", interval(answered, accuracy), "")
    table.add_row("F1 of causes without a measure", interval(answered, lambda rows: f1(rows, False)), "")
    console.print(table)
    lead = _paired(ours, table_alone)
    console.print(f"links less the table alone, measures right: {lead}")


def _paired(one: Sequence[Judged], other: Sequence[Judged]) -> str:
    rows = [
        Judged(left.document, 0, (left.right == left.said) - (right.right == right.said))
        for left, right in zip(one, other, strict=True)
    ]
    return interval(rows, lambda drawn: sum(float(str(row.said)) for row in drawn) / len(drawn))


def _times(console: Console, split: str) -> None:
    """Whether an annotated measure is told with its time, against ``when`` of the annotation."""
    rows: list[Judged] = []
    for place, one in enumerate(annotated(split)):
        reading = read(FOLDER / f"{one.name}.txt").reading
        paper = paper_of(reading.document, reading.whole)
        for row in one.case["measures"]:
            start = reading.document.text.find(row["evidence"])
            if start >= 0:
                span = Span(start, start + len(row["evidence"]))
                rows.append(Judged(place, row["when"] is not None, timed(paper, span)))
    console.print(
        f"Measures told with a time, {split} ({len(rows)}): accuracy {interval(rows, accuracy)}, "
        f"F1 of those without {interval(rows, lambda drawn: f1(drawn, False))}"
    )


def main() -> None:
    """Print the tables; the figures that count are those of dev."""
    console = Console(width=150)
    for split in ("train", "dev"):
        _items(console, split)
        _links(console, split)
    _times(console, "dev")
    _agreement(console)
