"""Measure the classifier of documents on the split dev, and write its model card from its manifest.

Every document is read as one case, by the rules whose facts are signs and by the classifier.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from lexsarah.classify.document import COLUMNS, LABELS, DocumentClassifier
from lexsarah.classify.linear import Linear
from lexsarah.classify.page import Line, counted, lines
from lexsarah.classify.stored import MANIFEST_FILE, Model
from lexsarah.codec import JsonObject
from lexsarah.evaluation import Annotated, By, annotated
from lexsarah.records import Fact, Producer
from lexsarah.resolve import resolve
from lexsarah.vocabulary import Absence
from training.deletion import Given
from training.learning import Scores, Truth
from training.material import Example, examples
from training.reporting import calibration, counted_sure, deleted, figures, left, parts, rounded

CARD = "README.md"

FIGURES = ("genre_accuracy", "is_deviation_report_accuracy", "service_area_f1")

MAIN = "genre_accuracy"
"""The figure that is shown by kind, area, county and length."""

OF_THE_CASE = frozenset({"service_area", "provider"})
"""Heads that are judged on deviation reports alone."""


@dataclass(frozen=True, slots=True)
class Read:
    """A document as classified: its lines, what judges it without some of them, probabilities, what is right."""

    gold: JsonObject
    cut: tuple[Line, ...]
    judge: Any
    probabilities: Scores
    right: Truth
    guess: JsonObject


def measured(linear: Linear, corpus: Path) -> dict[str, Any]:
    """Return what the manifest says of how well the model does."""
    classifier = DocumentClassifier.of(Model(linear, Producer("model", "document", "new")))
    held = examples("dev", corpus)
    by_name = {one.name: one for one in annotated(corpus, "dev")}
    golds = [by_name[one.name] for one in held]
    reads = [_read(classifier, one) for one in held]
    guesses = [one.guess for one in reads]
    rules = [_guess(one.facts) for one in held]
    texts = [one.document.text for one in held]
    return {
        "thresholds": {name: [rounded(one) for one in head.thresholds] for name, head in linear.heads.items()},
        "sure_from": {name: [rounded(one) for one in head.sure] for name, head in linear.heads.items()},
        "dev": {
            "documents": len(golds),
            "groups": len({one.group for one in golds}),
            "figures": figures(golds, guesses, FIGURES),
            "counts": _counts(golds, guesses),
            "rules": {"figures": figures(golds, rules, FIGURES), "counts": _counts(golds, rules)},
            "by": {by.value: parts(golds, guesses, texts, by, MAIN) for by in By},
            "calibration": {name: _calibration(name, reads) for name in LABELS},
            "sure": {name: _sure(classifier, name, reads) for name in LABELS},
            "deletion": {name: _deletion(classifier, name, reads) for name in LABELS},
            "confused": _confused(golds, guesses),
        },
    }


def _read(classifier: DocumentClassifier, one: Example) -> Read:
    cut = lines(one.document)
    judge = classifier.judge(counted(one.document, cut, one.facts))
    right = np.array([_holds(name, label, one.gold) for name, labels in LABELS.items() for label in labels])
    said = resolve(one.case, (*one.facts, *classifier(one.document, one.case, one.facts)))
    return Read(one.gold, cut, judge, judge([[]])[0], right, _guess(said.facts))


def _holds(name: str, label: str, gold: JsonObject) -> bool:
    said = gold[name]
    if isinstance(said, list):
        return label in said
    return label == ("none" if said is None else str(said).lower() if isinstance(said, bool) else said)


def _guess(facts: Sequence[Fact]) -> JsonObject:
    """Return what facts say in the flat shape; no area where there is no case, as in a report."""
    said = {fact.field: fact.value for fact in facts if fact.field in LABELS and not isinstance(fact.value, Absence)}
    areas = [str(fact.value) for fact in facts if fact.field == "service_area"]
    return {
        "genre": said.get("genre"),
        "is_deviation_report": said.get("is_deviation_report"),
        "service_area": areas if said.get("is_deviation_report") else [],
        "provider": said.get("provider"),
    }


def _counts(golds: Sequence[Annotated], guesses: Sequence[JsonObject]) -> dict[str, list[int]]:
    """Count what is right and how many there are: documents about no case, and providers of deviation reports."""
    pairs = [(one.case, guess) for one, guess in zip(golds, guesses, strict=True)]
    none = [guess["is_deviation_report"] is False for gold, guess in pairs if not gold["is_deviation_report"]]
    known = [guess["provider"] == gold["provider"] for gold, guess in pairs if gold["is_deviation_report"]]
    return {"no_case_seen": [sum(none), len(none)], "provider": [sum(known), len(known)]}


def _judged(name: str, reads: Sequence[Read]) -> list[Read]:
    return [one for one in reads if name not in OF_THE_CASE or one.gold["is_deviation_report"]]


def _calibration(name: str, reads: Sequence[Read]) -> dict[str, Any]:
    said = np.array([one.probabilities[COLUMNS[name]] for one in _judged(name, reads)])
    right = np.array([one.right[COLUMNS[name]] for one in _judged(name, reads)])
    return calibration(said, right)


def _sure(classifier: DocumentClassifier, name: str, reads: Sequence[Read]) -> dict[str, int]:
    """Count the given answers that are said to be sure, and those of them that are right."""
    least, columns = classifier.model.linear.heads[name].sure, COLUMNS[name]
    answers = [
        (bool(one.probabilities[column] >= least[column - columns.start]), bool(one.right[column]))
        for one in _judged(name, reads)
        for column in classifier.given(one.probabilities)
        if columns.start <= column < columns.stop
    ]
    return counted_sure(answers)


def _deletion(classifier: DocumentClassifier, name: str, reads: Sequence[Read]) -> dict[str, Any]:
    columns = COLUMNS[name]
    given = []
    for one in _judged(name, reads):
        size = len(one.cut) if name == "genre" else sum(line.about for line in one.cut)
        for column, evidence in classifier.evidence(one.cut, one.judge, one.probabilities).items():
            if columns.start <= column < columns.stop:
                lost = classifier.lost(column, float(one.probabilities[column]))
                given.append(Given(size, evidence, partial(left, one.judge, column, lost)))
    return deleted(given)


def _confused(golds: Sequence[Annotated], guesses: Sequence[JsonObject]) -> dict[str, int]:
    """Count what was taken for what, the most frequent first."""
    found: dict[str, int] = {}
    for one, guess in zip(golds, guesses, strict=True):
        for field in ("genre", "is_deviation_report"):
            if one.case[field] != guess[field]:
                name = f"{field}: {one.case[field]} read as {guess[field]}"
                found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def write_card(folder: Path) -> None:
    """Write the card of the model in a folder from its manifest."""
    manifest = json.loads((folder / MANIFEST_FILE).read_text("utf-8"))
    (folder / CARD).write_text(card(manifest), "utf-8")


NAMES = {
    "genre_accuracy": "genre, accuracy",
    "is_deviation_report_accuracy": "deviation report or not, accuracy",
    "service_area_f1": "service area, micro F1",
    "no_case_seen": "documents about no case that are seen as such",
    "provider": "provider, of deviation reports",
}


def card(manifest: dict[str, Any]) -> str:
    """Return the model card as Markdown."""
    dev = manifest["dev"]
    return f"""# Model card: document

**What it does.** Says what kind of document it is (13 genres), whether it tells of a case under lex Sarah, and of a
case its service areas and who runs the operation; every label with at most three sentences and a probability. The
setting stays with the rules: a model beside them was no better, out of fold or on dev.

**What it is.** TF-IDF over stems and pairs of stems (all, of the head of the page, of the beginnings of lines), over
runs of 3 to 5 letters and over concepts; beside these, as signs of small weight, what the rules found, kinds and roles
of lines, and length. One logistic regression a label; temperature (genre, provider) and Platt curves on out-of-fold
scores. Ticked areas of a form are facts by rule, which win. `manifest.json` has versions, labels, hashes and all
figures.

**Data.** {manifest["documents"]} invented documents in {manifest["groups"]} groups, the split train of corpus/, and
{manifest["short"]} short texts about cases (corpus/short), which teach all but genres; short texts about none teach
what is a case. All **synthetic**, written and labelled by language models (corpus/README.md). No real document was
trained on. Names, places and numbers are replaced by their kind before a feature is made, and a feature must stand in
several groups; a test plants a name to see that it does not get in.

**Scores** on the split dev ({dev["documents"]} documents, {dev["groups"]} groups; nothing was trained on them, but the
rules were written with them in view), with 95 % intervals over groups, beside what the rules alone say:

| figure | model | interval | n | rules alone |
|---|---|---|---|---|
{_score_rows(dev)}

**Genre, by part of dev**:

| part | documents | accuracy | interval |
|---|---|---|---|
{_part_rows(dev["by"])}

**Taken for something else** on dev: {_confused_words(dev["confused"])}.

**Calibration** on dev (mean probability · share that was right · n, by tenths):

{_calibration_lines(dev["calibration"])}

**Sure answers.** An answer below the probability in the table is marked *unsure*: a person should look. It was chosen
out of fold so that nine of ten surer answers are right (above 1: none is ever sure).

| head | given from | sure from | dev: right of given | dev: right of sure |
|---|---|---|---|---|
{_sure_rows(manifest)}

**Deletion test** on dev: without its evidence a label loses more than without as many other sentences, drawn at random;
*decides*: it is no longer given, or half as probable.

| head | labels | more than random | decides |
|---|---|---|---|
{_deletion_rows(dev["deletion"])}

A genre or an area rests on a whole document and on what the rules found in it, which the test leaves in place; few of
them fall with three sentences.

**Known failures**, as far as the list of what was taken for what tells (nobody has read the misread documents one by
one): a municipality's press releases are taken for its other news or for news articles, and the other way round; rare
kinds (questions and answers, figures, opinion pieces: 2 to 4 documents on dev) are the ones most often misread. Without
the rules' facts a short investigation is read as a news article. Documents further from the corpus get lower
probabilities.

**Licence.** EUPL-1.2, as the project. **Made by** `python -m training.train_document`.
"""


def _score_rows(dev: dict[str, Any]) -> str:
    rows = [
        f"| {NAMES[name]} | {one['value']:.3f} | {one['low']:.3f}–{one['high']:.3f} | {one['n']} | "
        f"{dev['rules']['figures'][name]['value']:.3f} |"
        for name, one in dev["figures"].items()
    ]
    rows += [
        f"| {NAMES[name]} | {right / n:.3f} | | {n} | {dev['rules']['counts'][name][0] / n:.3f} |"
        for name, (right, n) in dev["counts"].items()
    ]
    return "\n".join(rows)


def _part_rows(parts: dict[str, dict[str, Any]]) -> str:
    return "\n".join(
        f"| {by}: {part} | {one['documents']} | {one['value']:.2f} | {one['low']:.2f}–{one['high']:.2f} |"
        for by, found in parts.items()
        for part, one in found.items()
    )


def _confused_words(confused: dict[str, int]) -> str:
    return "; ".join(f"{name} ({times})" for name, times in confused.items()) or "nothing"


def _calibration_lines(heads: dict[str, Any]) -> str:
    return "\n".join(
        f"- {name} (expected error {found['error']:.3f}): "
        + ", ".join(f"{said:.2f} · {right:.2f} · {n}" for said, right, n in found["curve"])
        for name, found in heads.items()
    )


def _sure_rows(manifest: dict[str, Any]) -> str:
    rows = []
    for name, found in manifest["dev"]["sure"].items():
        least = sorted(set(manifest["sure_from"][name]))
        given = sorted(set(manifest["thresholds"][name])) if name not in {"genre", "provider"} else ["the first"]
        rows.append(
            f"| {name} | {', '.join(map(str, given))} | {', '.join(map(str, least))} | "
            f"{found['right']} of {found['given']} | {found['sure_and_right']} of {found['sure']} |"
        )
    return "\n".join(rows)


def _deletion_rows(heads: dict[str, Any]) -> str:
    return "\n".join(
        f"| {name} | {one['labels']} | {one['beats_random']:.2f} | {one['decides']:.2f} |"
        for name, one in heads.items()
    )
