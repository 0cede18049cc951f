"""Train the classifier of documents: ``python -m training.train_document`` writes models/document.

Learns from the split train of corpus/, each document as one case; areas, providers and what is a deviation report from
corpus/short too. Curves, thresholds and what is sure are fitted on scores of documents by models that did not see their
group; from which probability a text tells of a case, on those of short texts too.
Deterministic: the same corpus and versions give the same.
"""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import diags

from lexsarah.classify.document import LABELS, NONE
from lexsarah.classify.features import uncapitalised
from lexsarah.classify.linear import Head, Linear
from lexsarah.classify.page import BLOCKS, counted, lines
from lexsarah.classify.vectors import Counted, Matrix, Vectors
from lexsarah.learning.saving import save
from training.document_card import measured, write_card
from training.learning import (
    GRID,
    RESAMPLES,
    SEED,
    Block,
    Scores,
    best_threshold,
    fit_vectors,
    folds,
    head,
    out_of_fold,
    platt,
    regressions,
    sure_from,
    temperature,
)
from training.material import CORPUS, Example, examples, files_of, short_texts
from training.origin import origin

TARGET = Path(__file__).resolve().parents[1] / "models" / "document"

FEWEST = {"words": 2, "letters": 3, "concepts": 1, "head": 2, "open": 2, "signs": 1}
"""Groups of documents that a feature must stand in: what one event's papers alone have may be somebody's name."""

SHARES: Mapping[str, Mapping[str, float]] = {
    "genre": {"words": 1.0, "head": 1.0, "open": 1.0, "signs": 0.2},
    "is_deviation_report": {"words": 1.0, "letters": 1.0, "concepts": 1.0, "head": 1.0, "signs": 0.1},
    "service_area": {"letters": 1.0, "signs": 0.2},
    "provider": {"letters": 1.0, "signs": 0.1},
}
"""What each head looks at and with what weight, by out-of-fold scores on train. Signs count little: the rules behind
them were written with these documents in view, so a model that learns beside them trusts them too much on new ones."""

STRENGTH = 10.0
"""Inverse of the regularisation (C): out-of-fold scores hardly move between 3 and 30."""

OF_THE_CASE = frozenset({"service_area", "provider"})
"""Heads that learn from deviation reports alone: other documents have no such label."""

TAUGHT_BY_SHORT = OF_THE_CASE | {"is_deviation_report"}
"""Heads that learn from the texts of corpus/short too. Out of fold, areas and providers gain by them (F1 of areas 0.87
to 0.90); genres lose (0.93 to 0.92): they are told by whole pages."""

WEIGHT_OF_SHORT_CASES = 0.1
"""How much a short text that is a deviation report counts beside a document, for the head that tells which are. Those
are many; with more weight pages that only speak of lex Sarah pass for cases, with none a fifth of short cases is taken
for no case. Short texts that are none count in full."""

SEVERAL = "service_area"
"""The head whose labels do not exclude each other."""


@dataclass(frozen=True, slots=True)
class Material:
    """Documents as rows: their features summed, labels by head (indices; of areas an indicator), groups.

    ``short`` says which are texts of corpus/short.
    """

    items: tuple[Counted, ...]
    answers: Mapping[str, NDArray[np.int64]]
    areas: NDArray[np.bool_]
    groups: tuple[str, ...]
    short: NDArray[np.bool_]


def beginnings(given: Iterable[Example]) -> frozenset[str]:
    """Return the words that the documents also write without a capital: those a line may begin with."""
    return frozenset(word for one in given for word in uncapitalised(one.document.text))


def material(given: Sequence[Example]) -> Material:
    """Count the features of documents and read their labels."""
    known = beginnings(given)
    answers = {name: np.array([_answer(name, one.gold) for one in given]) for name in LABELS if name != SEVERAL}
    areas = np.array([[area in one.gold[SEVERAL] for area in LABELS[SEVERAL]] for one in given], dtype=np.bool_)
    return Material(
        tuple(_summed(one, known) for one in given),
        answers,
        areas,
        tuple(one.group for one in given),
        np.array([one.short for one in given], dtype=np.bool_),
    )


def _answer(name: str, gold: Mapping[str, Any]) -> int:
    said = gold[name]
    label = NONE if said is None else str(said).lower() if isinstance(said, bool) else said
    return LABELS[name].index(label)


def _summed(one: Example, known: frozenset[str]) -> Counted:
    whole: dict[str, dict[str, float]] = {block: {} for block in BLOCKS}
    for item in counted(one.document, lines(one.document), one.facts, known):
        for block, found in item.items():
            for feature, value in found.items():
                whole[block][feature] = whole[block].get(feature, 0.0) + value
    return whole


def vectors_of(given: Material, seen: Sequence[int]) -> Vectors:
    """Choose and weigh features by the documents ``seen``."""
    names = sorted(set(given.groups))
    owners = [names.index(given.groups[i]) for i in seen]
    blocks = {name: Block(fewest, weighted=name != "signs") for name, fewest in FEWEST.items()}
    return fit_vectors([given.items[i] for i in seen], owners, blocks)


def rows_of(vectors: Vectors, given: Material, which: Sequence[int]) -> Matrix:
    """Return the rows of documents."""
    return vectors.weighted(vectors.counts([given.items[i] for i in which]))


def fitted(name: str, vectors: Vectors, given: Material, seen: NDArray[np.int64]) -> tuple[Scores, Scores]:
    """Fit the regressions of a head on the documents ``seen``; the head's shares go into its coefficients.

    There are fewer documents than features, so the rows are first turned into as many columns as there are documents,
    which loses nothing (the regularisation is the same for a rotation) and is many times faster.
    """
    chosen = seen[_teaches(name, given)[seen]]
    shares = [np.full(len(one), SHARES[name].get(block, 0.0)) for block, one in vectors.vocabularies.items()]
    scale = diags(np.concatenate(shares))
    rows = rows_of(vectors, given, chosen.tolist()) @ scale
    values, turned = np.linalg.eigh((rows @ rows.T).toarray().astype(np.float64))
    kept = values > values[-1] * 1e-9
    lengths = np.sqrt(values[kept])
    weights = np.ones(len(chosen))
    if name == "is_deviation_report":
        weights[(given.short & _told(given))[chosen]] = WEIGHT_OF_SHORT_CASES
    columns = turned[:, kept] * lengths
    found, intercepts = regressions(columns, _indicator(name, given, chosen), weights=weights, **KEYS)
    coefficients = scale @ (rows.T @ ((turned[:, kept] / lengths) @ found.astype(np.float64)))
    if name == "is_deviation_report":  # two labels, one regression
        return np.hstack([coefficients, -coefficients]), np.concatenate([intercepts, -intercepts])
    return coefficients, intercepts


KEYS: Mapping[str, Any] = {"strength": STRENGTH, "balanced": True}


def _teaches(name: str, given: Material) -> NDArray[np.bool_]:
    """Which texts a head learns from."""
    may = ~given.short if name not in TAUGHT_BY_SHORT else np.ones_like(given.short)
    return may & _told(given) if name in OF_THE_CASE else may


def _told(given: Material) -> NDArray[np.bool_]:
    """Which documents are deviation reports."""
    return np.asarray(given.answers["is_deviation_report"] == 0)


def _indicator(name: str, given: Material, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    if name == SEVERAL:
        return given.areas[which]
    labels = 1 if name == "is_deviation_report" else len(LABELS[name])
    return np.asarray(given.answers[name][which][:, None] == np.arange(labels))


def heads(vectors: Vectors, given: Material) -> dict[str, Head]:
    """Fit every head, its curve and thresholds on scores of documents that it did not see."""
    fold = folds(given.groups)
    everything = np.arange(len(given.items))
    columns = np.cumsum([0, *(len(labels) for labels in LABELS.values())])

    def score(seen: NDArray[np.int64], held: NDArray[np.int64]) -> Scores:
        own = vectors_of(given, seen.tolist())
        rows = rows_of(own, given, held.tolist())
        parts = [fitted(name, own, given, seen) for name in LABELS]
        return np.hstack([rows @ coefficients + intercepts for coefficients, intercepts in parts])

    scores = out_of_fold(fold, score)
    return {
        name: _head(name, fitted(name, vectors, given, everything), scores[:, start:end], given)
        for name, start, end in zip(LABELS, columns[:-1], columns[1:], strict=True)
    }


def _head(name: str, fitting: tuple[Scores, Scores], scores: Scores, given: Material) -> Head:
    """Fit the curve and the thresholds of a head on out-of-fold scores."""
    labels, exclusive = LABELS[name], name != SEVERAL
    judged = np.flatnonzero(_teaches(name, given) & ~given.short)
    of_all, scores = scores, scores[judged]
    thresholds = np.full(len(labels), 0.5)
    if name == SEVERAL:
        curve, right = platt(scores, given.areas[judged]), given.areas[judged]
    else:
        right = given.answers[name][judged][:, None] == np.arange(len(labels))
        if len(labels) > 2:
            curve = temperature(scores, given.answers[name][judged])
        else:
            slope, offset = platt(scores[:, :1], right[:, :1])
            curve = np.repeat(slope / 2, 2), np.concatenate([offset, -offset]) / 2
    made = head(labels, fitting, curve, thresholds, thresholds, exclusive=exclusive)
    said = made.probabilities(scores)
    if name == SEVERAL:
        least = best_threshold(right, lambda threshold: _several(said, threshold))
        thresholds = np.full(len(labels), least)
        answers = _several(said, least)
    else:
        if name == "is_deviation_report":
            least = _best_cut(made.probabilities(of_all)[:, 0], _told(given))
            thresholds = np.array([least, 1 - least])
        answers = (said / thresholds).argmax(axis=1)[:, None] == np.arange(len(labels))
    sure = _sure(name, said, right, answers)
    print(name, "out of fold:", _share(answers, right), "thresholds", thresholds.round(2), "sure", sure.round(2))
    return head(labels, fitting, curve, thresholds, sure, exclusive=exclusive)


def _several(said: Scores, threshold: float) -> NDArray[np.bool_]:
    """Return which areas are given: those that pass, at least the first."""
    return np.asarray((said >= threshold) | (said == said.max(axis=1, keepdims=True)))


def _sure(name: str, said: Scores, right: NDArray[np.bool_], answers: NDArray[np.bool_]) -> Scores:
    """Return from which probability answers are sure: for yes and for no apart, for other labels together."""
    if name == "is_deviation_report":
        return np.array([sure_from(said[answers[:, at], at], right[answers[:, at], at]) for at in range(2)])
    return np.full(said.shape[1], sure_from(said[answers], right[answers]))


def _best_cut(said: Scores, right: NDArray[np.bool_]) -> float:
    """Return the probability from which cases are found and others left alone best: the mean over bootstrap resamples.

    Cases and others weigh the same (balanced accuracy), and short texts count beside documents: what is further from
    the documents gets lower probabilities, and where a case is not seen, nothing of it is said.
    """
    random = np.random.default_rng(SEED)
    correct = (said[:, None] >= GRID) == right[:, None]
    drawn = random.multinomial(len(said), np.full(len(said), 1 / len(said)), size=RESAMPLES)
    found = (drawn[:, right] @ correct[right]) / np.maximum(1, drawn[:, right].sum(axis=1, keepdims=True))
    left = (drawn[:, ~right] @ correct[~right]) / np.maximum(1, drawn[:, ~right].sum(axis=1, keepdims=True))
    return float(round(GRID[(found + left).argmax(axis=1)].mean(), 2))


def _share(answers: NDArray[np.bool_], right: NDArray[np.bool_]) -> str:
    hits = int((answers & right).sum())
    return f"{2 * hits / int(answers.sum() + right.sum()):.3f}"


def main() -> None:
    """Train, measure on dev, write the model, its manifest and its card."""
    ask = argparse.ArgumentParser(description="Train the classifier of documents from corpus/.")
    ask.add_argument("--corpus", type=Path, default=CORPUS)
    ask.add_argument("--target", type=Path, default=TARGET)
    asked = ask.parse_args()
    learned = (*examples("train", asked.corpus), *short_texts(asked.corpus))
    given = material(learned)
    vectors = vectors_of(given, range(len(given.items)))
    linear = Linear(vectors, heads(vectors, given))
    documents = [one for one in learned if not one.short]
    numbers = {
        "documents": len(documents),
        "groups": len({one.group for one in documents}),
        "short": sum(one.short and one.gold["is_deviation_report"] for one in learned),
    }
    made = origin(files_of(documents, asked.corpus)) | numbers | measured(linear, asked.corpus)
    size = save(linear, asked.target, made)
    write_card(asked.target)
    print(f"{len(documents)} documents, {numbers['short']} short texts, {size:,} bytes")


if __name__ == "__main__":
    main()
