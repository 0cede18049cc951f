"""Train the model of findings: ``python -m training.train_findings`` writes models/findings and its card.

Learns from the split train and from corpus/short. What is chosen (curves, thresholds) is chosen on scores out of fold,
those of documents: short texts only teach. The split dev is measured and nothing else. Deterministic.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import diags

from lexsarah.classify.account import FOUND
from lexsarah.classify.findings import LABELS, QUALIFIERS, FindingsClassifier, scores
from lexsarah.classify.linear import Head, Linear
from lexsarah.classify.stored import Model
from lexsarah.classify.vectors import Matrix, Vectors
from lexsarah.learning.saving import save
from lexsarah.records import Producer
from training.accounts import LISTS, Account, Indicator, accounts, beginnings
from training.findings_card import write_card
from training.findings_report import measured
from training.learning import (
    NEVER,
    Block,
    Scores,
    Truth,
    best_threshold,
    fit_vectors,
    folds,
    head,
    micro_f1,
    out_of_fold,
    platt,
    regressions,
    sure_from,
    temperature,
)
from training.material import examples, files_of, short_texts
from training.origin import origin

TARGET = Path(__file__).resolve().parents[1] / "models" / "findings"

STRENGTH = 3.0
"""Inverse strength of the regularisation, of all heads."""

BLOCKS: Mapping[str, Block] = {
    "words": Block(3),
    "letters": Block(3),
    "around": Block(3, share=0.3),
    "under": Block(3, weighted=False, share=0.4),
    "place": Block(3, weighted=False, share=0.3),
    "signs": Block(3, weighted=False, share=0.4),
}

HIDDEN = ("under", "signs")
"""Blocks that the head of roles does not see: they say what a heading announced, which is its answer."""

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Material:
    """All sentences of all documents in one row of matrices.

    ``owner`` is the document of a sentence; ``telling`` the sentences of deviation reports that may state something.
    """

    accounts: Sequence[Account]
    vectors: Vectors
    matrix: Matrix
    owner: Rows
    telling: Rows
    stated: Mapping[str, Indicator]
    voices: Mapping[str, Scores]
    said: Mapping[str, Rows]
    role: Rows

    @property
    def groups(self) -> list[str]:
        """Group of every sentence."""
        return [self.accounts[at].example.group for at in self.owner]


def material(cut: Sequence[Account], vectors: Vectors | None = None) -> Material:
    """Put documents together; ``vectors``: those of a model, None: fitted on them."""
    items = [item for one in cut for item in one.counted]
    owner = np.repeat(np.arange(len(cut)), [len(one.lines) for one in cut])
    fitted = fit_vectors(items, owner.tolist(), BLOCKS) if vectors is None else vectors
    reports = np.array([one.deviation for one in cut])
    tells = np.concatenate([one.tells for one in cut])
    return Material(
        cut,
        fitted,
        fitted.weighted(fitted.counts(items)),
        owner,
        np.flatnonzero(tells & reports[owner]),
        {field: np.concatenate([one.stated[field] for one in cut]) for field in FOUND},
        {field: np.concatenate([one.voices[field] for one in cut]) for field in FOUND},
        {field: np.concatenate([one.said[field] for one in cut]) for field in QUALIFIERS},
        np.concatenate([one.role for one in cut]),
    )


# --- heads ---------------------------------------------------------------------------------------------------------


def plain(name: str, fitted: tuple[Scores, Scores], *, exclusive: bool) -> Head:
    """Make a head whose scores are used as they are: no curve, no thresholds."""
    labels = len(LABELS[name])
    never = np.full(labels, NEVER)
    return head(LABELS[name], fitted, (np.ones(labels), np.zeros(labels)), never, never, exclusive=exclusive)


def heads_of_findings(all_: Material, seen: Rows) -> dict[str, Head]:
    """Fit on some sentences what ``findings.scores`` joins."""
    found: dict[str, Head] = {}
    rows = all_.matrix[seen]
    there = np.stack([all_.stated[field][seen].any(axis=1) for field in FOUND], axis=1)
    found["stated"] = plain("stated", _fit(rows, there), exclusive=False)
    for at, field in enumerate(FOUND):
        truth = all_.stated[field][seen]
        found[field] = plain(field, _fit(rows, truth), exclusive=False)
        found[f"which {field}"] = plain(f"which {field}", _fit(rows[there[:, at]], truth[there[:, at]]), exclusive=True)
    return found


def _fit(rows: Matrix, truth: Truth) -> tuple[Scores, Scores]:
    return regressions(rows, truth, strength=STRENGTH, balanced=False)


def indicator(columns: Rows, labels: int) -> Truth:
    """Turn columns into ones and zeros (items, labels)."""
    return np.equal.outer(columns, np.arange(labels))


def exclusive_head(name: str, rows: Matrix, answers: Rows, groups: Sequence[str]) -> Head:
    """Fit a head of which one label holds, with its temperature and the probability from which it is sure."""
    labels = len(LABELS[name])
    truth = indicator(answers, labels)

    def score(seen: Rows, held: Rows) -> Scores:
        return np.asarray(plain(name, _fit(rows[seen], truth[seen]), exclusive=True).scores(rows[held]))

    unseen = out_of_fold(folds(groups), score)
    curve = temperature(unseen, answers)
    fitted = _fit(rows, truth)
    never = np.zeros(labels)
    chances = head(LABELS[name], fitted, curve, never, never, exclusive=True).probabilities(unseen)
    sure = sure_from(chances.max(axis=1), chances.argmax(axis=1) == answers)
    return head(LABELS[name], fitted, curve, never, np.full(labels, sure), exclusive=True)


# --- training ------------------------------------------------------------------------------------------------------


def train(cut: Sequence[Account]) -> tuple[Linear, dict[str, Any]]:
    """Learn from documents; return the model and what its parts gave out of fold."""
    whole = material(cut)
    groups = whole.groups
    heads = heads_of_findings(whole, whole.telling)
    unseen = unseen_scores(whole)
    notes: dict[str, Any] = {}
    for field in FOUND:
        heads[field], notes[field] = with_curve(whole, field, heads[field], unseen[field])
    for field in QUALIFIERS:
        known = np.flatnonzero(whole.said[field] >= 0)
        name = f"{field} is"
        heads[name] = exclusive_head(name, whole.matrix[known], whole.said[field][known], [groups[at] for at in known])
    known = np.flatnonzero(whole.role >= 0)
    hidden = whole.matrix[known] @ diags(shown_columns(whole.vectors))
    heads["role"] = exclusive_head("role", hidden.tocsr(), whole.role[known], [groups[at] for at in known])
    return Linear(whole.vectors, {name: heads[name] for name in LABELS}), notes


def unseen_scores(whole: Material) -> dict[str, Scores]:
    """Score the telling sentences by models that did not see their group."""
    groups = whole.groups
    columns = np.cumsum([0, *(len(LABELS[field]) for field in FOUND)])

    def score(seen: Rows, held: Rows) -> Scores:
        heads = heads_of_findings(whole, whole.telling[seen])
        at = whole.telling[held]
        return np.hstack([scores(heads, field, whole.matrix[at], whole.voices[field][at]) for field in FOUND])

    found = out_of_fold(folds([groups[at] for at in whole.telling]), score)
    return {field: found[:, columns[at] : columns[at + 1]] for at, field in enumerate(FOUND)}


def with_curve(whole: Material, field: str, made: Head, unseen: Scores) -> tuple[Head, dict[str, float]]:
    """Give a head its curve and thresholds: what a document's best sentence for a label says of the document.

    A probability is that of the label being among the document's, whichever sentence told it.
    """
    owner = whole.owner[whole.telling]
    documents = np.array([one for one in np.unique(owner) if not whole.accounts[one].example.short])
    best = np.array([unseen[owner == one].max(axis=0) for one in documents])
    truth = truth_of([whole.accounts[one] for one in documents], field)
    slopes, offsets = platt(best, truth)
    chances = 1 / (1 + np.exp(-(slopes * best + offsets)))
    threshold = best_threshold(truth, lambda least: np.asarray(chances >= least))
    given = chances >= threshold
    sure = sure_from(chances[given], truth[given])
    labels = len(made.labels)
    fitted = (made.coefficients, made.intercepts)
    ready = head(
        made.labels, fitted, (slopes, offsets), np.full(labels, threshold), np.full(labels, sure), exclusive=False
    )
    return ready, {"threshold": threshold, "sure": sure, "f1": micro_f1(truth, given)}


def truth_of(cut: Sequence[Account], field: str) -> Truth:
    """Return the labels that documents are annotated with, (documents, labels)."""
    key, part = LISTS[field]
    told = [{item[part] for item in one.example.gold[key]} for one in cut]
    return np.array([[label in labels for label in LABELS[field]] for labels in told])


def shown_columns(vectors: Vectors) -> NDArray[np.float32]:
    """Return ones for the columns of the blocks that the head of roles sees, zeros for the others."""
    widths = {block: len(one) for block, one in vectors.vocabularies.items()}
    return np.concatenate([np.full(width, block not in HIDDEN, dtype=np.float32) for block, width in widths.items()])


def main() -> None:
    """Train, measure, and write the model and its card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", type=Path, default=TARGET)
    target = parser.parse_args().target
    documents, short, unseen = examples("train"), short_texts(), examples("dev")
    seen = (*documents, *short)
    cut = accounts(seen, beginnings(seen))
    linear, notes = train(cut)
    data = {
        "train": len(documents),
        "telling": sum(one.deviation and not one.example.short for one in cut),
        "short": len(short),
        "dev": len(unseen),
    }
    report = {
        "data": data,
        "out_of_fold": notes,
        **measured(FindingsClassifier(in_memory(linear)), unseen),
    }
    size = save(linear, target, origin(files_of(documents)) | report)
    write_card(target, report)
    print(f"{target}: {size} bytes")


def in_memory(linear: Linear) -> Model:
    """Wrap a model that has no file yet."""
    return Model(linear, Producer("model", TARGET.name, "in memory"))


if __name__ == "__main__":
    main()
