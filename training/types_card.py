"""Measure the classifier of types on the split dev, and write its model card from its manifest.

Measured are deviation reports as annotated (whether a document is one is another model's business), each read as one
case, by the classifier and the ticked boxes alone.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from lexsarah.classify.labels import EVENT_LABELS, TYPE_HEADS, TYPE_LABELS
from lexsarah.classify.linear import Linear
from lexsarah.classify.prose import sentences_of_the_event
from lexsarah.classify.stored import MANIFEST_FILE, Model
from lexsarah.classify.types import COLUMNS, FIELDS, TypeClassifier
from lexsarah.codec import JsonObject
from lexsarah.evaluation import By, annotated
from lexsarah.records import Producer, Report
from lexsarah.resolve import resolve
from training.deletion import Given
from training.learning import Scores, Truth
from training.material import Example, examples
from training.reporting import calibration, counted_sure, deleted, figures, left, parts, rounded

CARD = "README.md"

FIGURES = (
    "event_types_f1",
    "event_types_f1_macro",
    "misconduct_types_f1",
    "misconduct_types_f1_macro",
    "primary_type_accuracy",
)

MAIN = "event_types_f1"
"""The figure that is shown by kind, area, county and length."""

BEFORE = {"event_types_f1": 0.52, "misconduct_types_f1": 0.64, "primary_type_accuracy": 0.65}
"""The same figures of the first classifier (corpus/first alone, windows, types rolled up from event types)."""


@dataclass(frozen=True, slots=True)
class Read:
    """A deviation report as classified: its sentences, the probabilities of all columns, what is right, the report."""

    judge: Any
    sentences: int
    probabilities: Scores
    right: Truth
    report: Report


def measured(linear: Linear, corpus: Path) -> dict[str, Any]:
    """Return what the manifest says of how well the model does."""
    classifier = TypeClassifier.of(Model(linear, Producer("model", "types", "new")))
    held = [one for one in examples("dev", corpus) if one.gold["is_deviation_report"]]
    by_name = {one.name: one for one in annotated(corpus, "dev")}
    golds = [by_name[one.name] for one in held]
    reads = [_read(classifier, one) for one in held]
    guesses = [guess(one.report) for one in reads]
    texts = [one.document.text for one in held]
    return {
        "thresholds": {name: rounded(head.thresholds[0]) for name, head in linear.heads.items()},
        "sure_from": {name: rounded(head.sure[0]) for name, head in linear.heads.items()},
        "dev": {
            "documents": len(golds),
            "groups": len({one.group for one in golds}),
            "figures": figures(golds, guesses, FIGURES),
            "by": {by.value: parts(golds, guesses, texts, by, MAIN) for by in By},
            "labels": {name: _labels(name, reads) for name in TYPE_HEADS},
            "calibration": {name: _calibration(name, reads) for name in TYPE_HEADS},
            "sure": {name: _sure(classifier, name, reads) for name in TYPE_HEADS},
            "deletion": {name: _deletion(classifier, name, reads) for name in TYPE_HEADS},
        },
    }


def guess(report: Report) -> JsonObject:
    """Return the types of a report in the flat shape."""
    said = {name: [str(fact.value) for fact in report.facts if fact.field == field] for name, field in FIELDS.items()}
    return {**said, "primary_type": said["primary_type"][0] if said["primary_type"] else None}


def _read(classifier: TypeClassifier, one: Example) -> Read:
    prose = sentences_of_the_event(one.document, one.case)
    judge = classifier.judge([sentence.tokens for sentence in prose])
    labels = {**one.gold, "primary_type": [one.gold["primary_type"]]}
    right = np.array([label in labels[name] for name, known in TYPE_HEADS.items() for label in known])
    report = resolve(one.case, classifier(one.document, one.case, one.facts))
    return Read(judge, len(prose), judge([[]])[0], right, report)


def _labels(name: str, reads: Sequence[Read]) -> dict[str, Any]:
    found = {}
    for label, column in zip(TYPE_HEADS[name], range(COLUMNS[name].start, COLUMNS[name].stop), strict=True):
        given = [label in _said(one.report, name) for one in reads]
        right = [bool(one.right[column]) for one in reads]
        found[str(label)] = {
            "annotated": sum(right),
            "given": sum(given),
            "both": sum(a and b for a, b in zip(given, right, strict=True)),
        }
    return found


def _said(report: Report, name: str) -> set[str]:
    return {str(fact.value) for fact in report.facts if fact.field == FIELDS[name]}


def _calibration(name: str, reads: Sequence[Read]) -> dict[str, Any]:
    said = np.array([one.probabilities[COLUMNS[name]] for one in reads])
    right = np.array([one.right[COLUMNS[name]] for one in reads])
    return calibration(said, right)


def _sure(classifier: TypeClassifier, name: str, reads: Sequence[Read]) -> dict[str, int]:
    """Count the given answers that are said to be sure, and those of them that are right."""
    least, columns = float(classifier.model.linear.heads[name].sure[0]), COLUMNS[name]
    answers = [
        (bool(one.probabilities[column] >= least), bool(one.right[column]))
        for one in reads
        for column in classifier.given(one.probabilities)
        if columns.start <= column < columns.stop
    ]
    return counted_sure(answers)


def _deletion(classifier: TypeClassifier, name: str, reads: Sequence[Read]) -> dict[str, Any]:
    columns = COLUMNS[name]
    given = []
    for one in reads:
        for column, evidence in classifier.evidence(one.sentences, one.judge, one.probabilities).items():
            if columns.start <= column < columns.stop:
                lost = classifier.lost(column, float(one.probabilities[column]))
                given.append(Given(one.sentences, evidence, partial(left, one.judge, column, lost)))
    return deleted(given)


def write_card(folder: Path) -> None:
    """Write the card of the model in a folder from its manifest."""
    manifest = json.loads((folder / MANIFEST_FILE).read_text("utf-8"))
    (folder / CARD).write_text(card(manifest), "utf-8")


NAMES = {
    "event_types_f1": "event types, micro F1",
    "event_types_f1_macro": "event types, macro F1",
    "misconduct_types_f1": "misconduct types, micro F1",
    "misconduct_types_f1_macro": "misconduct types, macro F1",
    "primary_type_accuracy": "primary type, accuracy",
}


def card(manifest: dict[str, Any]) -> str:
    """Return the model card: what a person must know before trusting the labels."""
    dev, learned = manifest["dev"], manifest["learned_from"]
    parts = [
        INTRODUCTION.format(
            events=len(EVENT_LABELS),
            types=len(TYPE_LABELS),
            documents=learned["documents"],
            short=learned["short"],
            dev=dev["documents"],
            groups=dev["groups"],
        ),
        _table(
            ("figure", "value", "interval", "n", "first classifier"),
            [
                (NAMES[name], _two(one["value"]), _interval(one), one["n"], _two(BEFORE.get(name)))
                for name, one in dev["figures"].items()
            ],
        ),
        RULES,
        "## Event types by group (F1)",
        *(
            _table(
                (by, "F1", "interval", "documents"),
                [(part, _two(one["value"]), _interval(one), one["documents"]) for part, one in rows.items()],
            )
            for by, rows in dev["by"].items()
        ),
        "## By label",
        *(
            _table(
                (f"`{name}`", "annotated", "given", "both"),
                [(f"`{label}`", one["annotated"], one["given"], one["both"]) for label, one in rows.items()],
            )
            for name, rows in dev["labels"].items()
        ),
        CALIBRATION,
        *(
            _table(
                (f"`{name}` (error {_two(one['error'])})", "was right", "n"),
                [(f"{said:.2f}", f"{was:.2f}", n) for said, was, n in one["curve"]],
            )
            for name, one in dev["calibration"].items()
        ),
        THRESHOLDS,
        _table(
            ("head", "given from", "right of given", "sure from", "right of sure"),
            [
                (
                    f"`{name}`",
                    _two(manifest["thresholds"][name]),
                    f"{one['right']} of {one['given']}",
                    _two(manifest["sure_from"][name]),
                    f"{one['sure_and_right']} of {one['sure']}",
                )
                for name, one in dev["sure"].items()
            ],
        ),
        DELETION,
        _table(
            ("head", "labels", "evidence beats random", "evidence decides"),
            [
                (f"`{name}`", one["labels"], f"{one['beats_random']:.0%}", f"{one['decides']:.0%}")
                for name, one in dev["deletion"].items()
            ],
        ),
        END,
    ]
    return "\n\n".join(parts) + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def _two(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _interval(one: dict[str, Any]) -> str:
    return "-" if one["low"] is None else f"{one['low']:.2f}-{one['high']:.2f}"


INTRODUCTION = """\
# Model card: types

Written by `python -m training.train_types` from `manifest.json`, which has all figures, versions, labels and hashes.

**What it does.** Gives a case one to three of {events} event types (what happened), any of the {types} options of the \
form (what went wrong and what it threatened) and the primary one of them; every label with one to three sentences of \
the case, a probability, and whether a person should look.

**What it is.** Logistic regressions over TF-IDF of stems, pairs of stems and runs of 3 to 5 letters, and counts of \
the field's own words by concept (`service/lexsarah/classify/concepts.txt`, hand-written prior knowledge), summed over \
the sentences that tell of the event. Three heads: event types, types, primary type; the probability of the primary \
type is the mean of its own head and of what the event types say by `reference/event_types.csv`. Ticked boxes of the \
form override it.

**Data.** {documents} deviation reports of the split train, {short} short texts (corpus/first, corpus/short). All are \
**synthetic**, written and labelled by a language model (corpus/README.md); no real document was trained on.

**Privacy.** Names, places and numbers are replaced by their kind before a feature is made; a test plants a name and \
looks for it.

## Scores
On {dev} deviation reports of the split dev ({groups} groups; nothing was fitted on them), 95 % intervals by drawing \
groups. `lexsarah evaluate corpus` measures the whole product, which also decides what is a deviation report."""

RULES = """\
There are no rules for what happened to compare with but ticked boxes, which few documents have; the last column has \
the classifier that this one replaced (trained on corpus/first alone)."""

CALIBRATION = """\
## Calibration
Curves are fitted on out-of-fold scores of the training documents: one for all event types, one for all types (Platt), \
a temperature for the primary type. Below, mean probability of a tenth of the scale against the share that was right, \
on dev; the error is the mean distance (ECE)."""

THRESHOLDS = """\
## Thresholds
Chosen out-of-fold for micro F1. An answer is *sure* from the probability from which nine of ten were right \
out-of-fold (1.01: never); all others are marked unsure. Counted on dev:"""

DELETION = """\
## Evidence
Evidence is the fewest sentences, three at most, without which the label is lost or half as probable. The test takes \
them away, and as many others at random: in how many comparisons the evidence lowers the probability more, and of how \
many labels it halves the probability or undoes the answer."""

END = """\
## Known failures
- Who did it: acts by staff and by others, and violence between clients, are mixed up: the words are the same and the \
grammar differs.
- Bare omissions (a late or missing visit, a call not answered) are taken for each other and for lack of supervision.
- Neighbours in the table: a wrong decision, a late investigation and missing documentation stand in the same papers.
- `fel_insats`, `bemanning_organisation` and `annat` have few words of their own.
- Negation and what might have happened are not understood; causes and measures told beside the event add a label.
- Anything short of some fifteen words is a guess, which the probability mostly says.

**Not for** judging a person, a unit or a municipality; nor for counting without the review that the product offers.

**Licence.** EUPL-1.2, as the product; the corpus is CC0 1.0."""
