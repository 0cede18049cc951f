"""Which measures answered which causes in corpus/: ``python -m training.answers`` writes the table that ships.

Writes ``reference/answers.csv`` from the split train and prints the weights of a logistic regression on its pairs,
with what they give on dev beside the table alone.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from lexsarah.links import Features, features, likeness, smoothed
from training.documents import Document, documents
from training.splits import read

TABLE = Path(str(files("lexsarah.reference"))) / "answers.csv"

Rates = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Pairs:
    """For every measure and cause of one document: the features, and whether the one answers the other."""

    features: tuple[Features, ...]
    answers: tuple[bool, ...]


def annotated(split: str) -> tuple[Document, ...]:
    """Return the documents of a split about one case with causes and measures."""
    places = read()
    return tuple(
        one
        for one in documents()
        if places[one.name].split == split and one.case["causes"] and one.case["measures"] and not one.case["incidents"]
    )


def counts(cases: Iterable[dict[str, Any]]) -> tuple[Rates, Rates]:
    """Count the pairs of area and kind that are answers, and all of them."""
    answered: Rates = Counter()
    pairs: Rates = Counter()
    for case in cases:
        for measure in case["measures"]:
            for at, cause in enumerate(case["causes"]):
                key = cause["area"], measure["kind"]
                pairs[key] += 1
                answered[key] += at in measure["answers"]
    return answered, pairs


def pairs_of(case: dict[str, Any], answered: Rates, pairs: Rates, *, without: bool) -> Pairs:
    """Make the pairs of a case; ``without`` leaves it out of the counts that its features rest on."""
    if without:
        own_answered, own_pairs = counts([case])
        answered, pairs = answered - own_answered, pairs - own_pairs
    average = sum(answered.values()) / sum(pairs.values())
    found: list[Features] = []
    right: list[bool] = []
    for measure in case["measures"]:
        keys = [(cause["area"], measure["kind"]) for cause in case["causes"]]
        priors = [smoothed(answered[key], pairs[key], average) for key in keys]
        alike = [likeness(cause["evidence"], measure["evidence"]) for cause in case["causes"]]
        found += features(priors, alike)
        right += [at in measure["answers"] for at in range(len(keys))]
    return Pairs(tuple(found), tuple(right))


def fitted(train: Sequence[Pairs]) -> tuple[float, ...]:
    """Return the weights of the features, and the constant."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    rows = np.array([row for one in train for row in one.features])
    model = LogisticRegression(C=1.0).fit(rows, np.array([right for one in train for right in one.answers]))
    return (*(float(weight) for weight in model.coef_[0]), float(model.intercept_[0]))


def main() -> None:
    """Write the table and print the weights."""
    train = [one.case for one in annotated("train")]
    answered, pairs = counts(train)
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("area", "kind", "answered", "pairs"))
        writer.writerows((*key, answered[key], pairs[key]) for key in sorted(pairs))
    weights = fitted([pairs_of(case, answered, pairs, without=True) for case in train])
    print("PRIOR, LIKENESS, LIKENESS_LEAD, PRIOR_LEAD, BIAS =", ", ".join(f"{weight:.3f}" for weight in weights))


if __name__ == "__main__":
    main()
