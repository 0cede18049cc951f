"""What the model of findings is worth on documents that it was not trained on.

Findings are judged on deviation reports alone: whether a document is one is another model's answer.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

import numpy as np

from lexsarah.classify.account import FOUND
from lexsarah.classify.findings import LABELS, SAY_THEMSELVES, FindingsClassifier
from lexsarah.evaluation import Annotated, By, Evaluation, evaluate, slices
from lexsarah.records import Fact, Span
from training.accounts import LISTS, Account, accounts, flat
from training.deletion import Given, Groups, deletion
from training.learning import Scores, Truth, calibration_error, reliability
from training.material import Example

FIGURES = ("causes_f1", "causes_f1_macro", "measures_f1", "measures_f1_macro", "consequences_f1", "evidence_f1")
PARTS = (By.GENRE, By.AREA, By.COUNTY, By.LENGTH)
FEWEST_DOCUMENTS = 5
"""Documents of a part whose figures are shown."""

Figures = dict[str, dict[str, Any]]


def measured(model: FindingsClassifier, examples: Sequence[Example]) -> dict[str, Any]:
    """Measure a model on documents: figures, parts, calibration, deletion, status and roles; and the rules alone."""
    reports = [one for one in examples if one.gold["is_deviation_report"]]
    found = [model(one.document, one.case, one.facts) for one in reports]
    golds = [Annotated(one.name, one.path, one.gold, one.group, "") for one in reports]
    guesses = [{**one.gold, **flat(facts)} for one, facts in zip(reports, found, strict=True)]
    ruled = [{**one.gold, **flat(one.facts)} for one in reports]
    cut = accounts(reports)
    return {
        "dev": _figures(evaluate(golds, guesses)),
        "rules_alone_dev": _figures(evaluate(golds, ruled)),
        "parts_dev": {
            by.value: {
                name: {"documents": one.documents, **_figures(one)}
                for name, one in slices(golds, guesses, [one.document.text for one in reports], by).items()
                if one.documents >= FEWEST_DOCUMENTS
            }
            for by in PARTS
        },
        "labels_dev": by_label(reports, found),
        "calibration_dev": calibration(reports, found),
        "sure_dev": sure(reports, found),
        "deletion_dev": asdict(
            deletion(
                label for one, facts in zip(reports, found, strict=True) for label in given_labels(model, one, facts)
            )
        ),
        "qualifiers_dev": {field: qualifiers(model, cut, field) for field in ("measure", "consequence")},
        "roles_dev": roles(model, accounts(examples)),
        "sections_dev": sections(model, accounts(examples)),
    }


def _figures(one: Evaluation) -> Figures:
    return {
        name: {"value": value.value, "low": value.low, "high": value.high, "n": value.n}
        for name, value in one.figures.items()
        if name in FIGURES
    }


def _labels(example: Example, field: str) -> set[str]:
    key, part = LISTS[field]
    return {item[part] for item in example.gold[key]}


def by_label(reports: Sequence[Example], found: Sequence[Sequence[Fact]]) -> dict[str, dict[str, list[float]]]:
    """Return for every label precision, recall and in how many documents it is annotated."""
    table: dict[str, dict[str, list[float]]] = {}
    for field in FOUND:
        right: Counter[str] = Counter()
        wanted: Counter[str] = Counter()
        given: Counter[str] = Counter()
        for one, facts in zip(reports, found, strict=True):
            gold, told = _labels(one, field), {str(fact.value) for fact in facts if fact.field == field}
            wanted.update(gold)
            given.update(told)
            right.update(gold & told)
        table[field] = {
            label: [right[label] / max(1, given[label]), right[label] / max(1, wanted[label]), wanted[label]]
            for label in LABELS[field]
        }
    return table


def _best(reports: Sequence[Example], found: Sequence[Sequence[Fact]]) -> list[tuple[str, float, bool, bool]]:
    """Return of every label given to a document: field, highest confidence, whether unsure, whether annotated."""
    told = []
    for one, facts in zip(reports, found, strict=True):
        best: dict[tuple[str, str], Fact] = {}
        for fact in facts:
            key = fact.field, str(fact.value)
            best[key] = max(fact, best.get(key, fact), key=lambda fact: fact.confidence or 0.0)
        for (field, label), fact in best.items():
            told.append((field, fact.confidence or 0.0, fact.unsure, label in _labels(one, field)))
    return told


def calibration(reports: Sequence[Example], found: Sequence[Sequence[Fact]]) -> dict[str, Any]:
    """Return for given labels by tenth of confidence: mean confidence, share that was right, n; and the mean error."""
    told = _best(reports, found)
    said, was = np.array([one[1] for one in told]), np.array([one[3] for one in told])
    return {"bins": reliability(said, was), "error": calibration_error(said, was)}


def sure(reports: Sequence[Example], found: Sequence[Sequence[Fact]]) -> dict[str, dict[str, float]]:
    """Return by field the share of sure answers, how many of them were right, and of the unsure ones."""
    told = _best(reports, found)
    table = {}
    for field in FOUND:
        certain = [right for name, _, unsure, right in told if name == field and not unsure]
        others = [right for name, _, unsure, right in told if name == field and unsure]
        table[field] = {
            "answers": len(certain) + len(others),
            "sure": len(certain),
            "right_of_sure": sum(certain) / max(1, len(certain)),
            "right_of_unsure": sum(others) / max(1, len(others)),
        }
    return table


def given_labels(model: FindingsClassifier, one: Example, facts: Sequence[Fact]) -> Iterator[Given]:
    """Yield every label that was given to a document, for the deletion test.

    The sentences that are left are not judged anew: what they saw of a neighbour that is gone still counts for them.
    """
    told = model.judged(one.document, one.case, one.facts)
    if told is None:
        return
    for field, value in sorted({(fact.field, str(fact.value)) for fact in facts}):
        column = LABELS[field].index(value)
        quotes = [fact.evidence[0].span for fact in facts if (fact.field, str(fact.value)) == (field, value)]
        evidence = [at for at, line in enumerate(told.lines) if any(line.span.overlaps(quote) for quote in quotes)]
        threshold = float(model.model.linear.heads[field].thresholds[column])
        yield Given(len(told.lines), evidence, partial(_left, told.chances[field][:, column], threshold))


def _left(chances: Scores, threshold: float, gone: Groups) -> tuple[Scores, Truth]:
    left = np.array([np.delete(chances, list(group)).max(initial=0.0) for group in gone])
    return left, left >= threshold


def qualifiers(model: FindingsClassifier, cut: Iterable[Account], field: str) -> dict[str, float]:
    """Return how often what is said of annotated values is right, and how often the most frequent answer would be."""
    head = model.model.linear.heads[f"{field} is"]
    told: list[int] = []
    known: list[int] = []
    for one in cut:
        at = np.flatnonzero(one.said[field] >= 0)
        if len(at):
            vectors = model.model.linear.vectors
            rows = vectors.weighted(vectors.counts([one.counted[int(row)] for row in at]))
            told += head.scores(rows).argmax(axis=1).tolist()
            known += one.said[field][at].tolist()
    right = float(np.mean(np.array(told) == np.array(known)))
    return {"accuracy": right, "most_frequent": max(Counter(known).values()) / len(known), "n": len(known)}


def roles(model: FindingsClassifier, cut: Iterable[Account]) -> dict[str, Any]:
    """Judge learned roles where the annotation, a heading or the kind of a block says what a sentence is for.

    The head does not see headings and labels, so that these sentences are like those that stand under none.
    """
    head = model.model.linear.heads["role"]
    told: list[int] = []
    known: list[int] = []
    for one in cut:
        at = np.flatnonzero(one.role >= 0)
        if len(at):
            vectors = model.model.linear.vectors
            rows = vectors.weighted(vectors.counts([one.counted[int(row)] for row in at]))
            told += head.scores(rows).argmax(axis=1).tolist()
            known += one.role[at].tolist()
    pairs = Counter(zip(known, told, strict=True))
    table = {}
    for column, label in enumerate(head.labels):
        wanted = sum(n for (one, _), n in pairs.items() if one == column)
        given = sum(n for (_, one), n in pairs.items() if one == column)
        if wanted:
            right = pairs[column, column]
            table[label] = {"precision": right / max(1, given), "recall": right / wanted, "n": wanted}
    return {"accuracy": sum(n for (one, other), n in pairs.items() if one == other) / len(known), "roles": table}


def sections(model: FindingsClassifier, cut: Iterable[Account]) -> dict[str, int]:
    """Judge the roles of whole blocks as ``with_roles`` gives them, where something says what the block is for.

    Right is what most of a block's sentences are for. The head sees neither headings nor labels.
    """
    vectors, labels = model.model.linear.vectors, LABELS["role"]
    found: Counter[str] = Counter()
    for one in cut:
        known: dict[Span, Counter[str]] = {}
        for line, role in zip(one.lines, one.role, strict=True):
            if role >= 0 and line.block.kind not in SAY_THEMSELVES:
                known.setdefault(line.block.span, Counter())[labels[role]] += 1
        told = model.sections(one.lines, vectors.weighted(vectors.counts(one.counted)))
        found["blocks"] += len(known)
        found["given"] += sum(span in told for span in known)
        found["right"] += sum(
            told[span][0] == counts.most_common(1)[0][0] for span, counts in known.items() if span in told
        )
    return dict(found)
