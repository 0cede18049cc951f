"""How well ``lexsarah check`` finds what an investigation holds and lacks, on corpus/checks and the corpus' links.

An item counts as found or not found; *not applicable* is neither. Intervals are 95 % percentile bootstrap intervals
over documents. The baseline calls every item found that may always be asked for.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lexsarah.checking import check
from lexsarah.checking.items import paper_of
from lexsarah.checking.shortcomings import timed
from lexsarah.library import read
from lexsarah.links import Stated, answered_by, prior
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


def markdown(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table with its title."""
    lines = [f"**{title}**", "", f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def macro(rows: Sequence[Judged]) -> float:
    """Mean of the F1 of found and of not found."""
    return (f1(rows, ItemStatus.FOUND) + f1(rows, ItemStatus.NOT_FOUND)) / 2


def _items(split: str) -> Iterator[str]:
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
    figures: dict[str, Callable[[Sequence[Judged]], float]] = {
        "F1 found": lambda rows: f1(rows, ItemStatus.FOUND),
        "F1 not found": lambda rows: f1(rows, ItemStatus.NOT_FOUND),
        "mean of the two": macro,
        "accuracy, all three": accuracy,
    }
    yield markdown(
        f"Required items, {split}: {len(papers)} papers, {len(ours)} items",
        ("figure", "check", "all called found"),
        [(name, interval(ours, score), f"{score(plain):.3f}") for name, score in figures.items()],
    )
    yield markdown(
        f"Each item, {split}",
        ("item", "found", "not found", "right"),
        [
            (
                item.value,
                str(sum(row.right == ItemStatus.FOUND for row in rows)),
                str(sum(row.right == ItemStatus.NOT_FOUND for row in rows)),
                f"{sum(row.right == row.said for row in rows)} of {len(rows)}",
            )
            for item, rows in per.items()
        ],
    )


def _reconsidered() -> str:
    """Say how many statuses the same annotator gave again; no measure of agreement (corpus/checks/README.md)."""
    first = {one.name: one.statuses for one in annotations()}
    pairs = [(first[name][item], status) for name, items in second().items() for item, status in items.items()]
    same = sum(one == other for one, other in pairs)
    return f"Looked at again by the same annotator, {len(second())} papers: {same} of {len(pairs)} statuses the same"


def _stated(case: Document) -> tuple[list[Stated], list[Stated]]:
    def place(quote: str) -> Span:
        start = max(0, case.text.find(quote))
        return Span(start, start + len(quote))

    causes = [Stated(CauseArea(one["area"]), one["evidence"], place(one["evidence"])) for one in case.case["causes"]]
    measures = [Stated(Measure(one["kind"]), one["evidence"], place(one["evidence"])) for one in case.case["measures"]]
    return causes, measures


def _links(split: str) -> str:
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
    return markdown(
        f"Which measure answers which cause, {split}",
        ("figure", "n", "links", "table of areas and kinds alone"),
        [
            (
                "measures with all their causes right",
                str(len(ours)),
                interval(ours, accuracy),
                interval(table_alone, accuracy),
            ),
            ("the same, links less the table", str(len(ours)), _paired(ours, table_alone), ""),
            ("causes told answered or not", str(len(answered)), interval(answered, accuracy), ""),
            (
                "F1 of causes without a measure",
                str(len(answered)),
                interval(answered, lambda rows: f1(rows, label=False)),
                "",
            ),
        ],
    )


def _paired(one: Sequence[Judged], other: Sequence[Judged]) -> str:
    rows = [
        Judged(left.document, 0, (left.right == left.said) - (right.right == right.said))
        for left, right in zip(one, other, strict=True)
    ]
    return interval(rows, lambda drawn: sum(float(str(row.said)) for row in drawn) / len(drawn))


def _times(split: str) -> str:
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
    without = interval(rows, lambda drawn: f1(drawn, label=False))
    return (
        f"Measures told with a time, {split} ({len(rows)}): accuracy {interval(rows, accuracy)}, "
        f"F1 of those without {without}"
    )


def report() -> str:
    """Return the tables; the figures that count are those of dev."""
    parts = [*_items("train"), *_items("dev"), _links("train"), _links("dev"), _times("dev"), _reconsidered()]
    return "\n\n".join(parts)
