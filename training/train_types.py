"""Train the classifier of types: ``python -m training.train_types`` writes models/types.

Learns from the deviation reports of the split train of corpus/ (a document of several cases as one), of corpus/short
and from the paragraphs of corpus/first. Curves, thresholds and what is sure are fitted on out-of-fold scores of the
documents alone: the others tell one event in some 70 to 130 words, and what is right for them is not for a report.
Deterministic.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexsarah.classify.features import features, tokens, uncapitalised
from lexsarah.classify.labels import TYPE_HEADS
from lexsarah.classify.linear import Linear
from lexsarah.classify.prose import sentences_of_the_event
from lexsarah.classify.types import COLUMNS, EVENTS, PRIMARY, TYPES, chosen_events, primary_type
from lexsarah.classify.vectors import Counted
from lexsarah.learning.saving import save
from training import corpus
from training.learning import (
    Block,
    Scores,
    Truth,
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
from training.types_card import measured, write_card

TARGET = Path(__file__).resolve().parents[1] / "models" / "types"

BLOCKS = {
    "words": Block(fewest=2),
    "letters": Block(fewest=3, share=1.2),
    "concepts": Block(fewest=1, share=0.6),
}
"""Shares by the F1 of out-of-fold event types; the concepts were written with documents like these in view, and a
model that trusts them more does worse on new ones."""

STRENGTH = 10.0
"""Inverse of the regularisation (C): out-of-fold scores hardly move between 3 and 30."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is learned from: the sentences of the event, and the labels by head.

    ``group`` is what a fold may not split; ``document`` is False for what is short.
    """

    sentences: tuple[str, ...]
    labels: dict[str, frozenset[str]]
    group: str
    document: bool


def of_documents(given: Iterable[Example]) -> list[Text]:
    """Return the deviation reports among documents and short texts."""
    return [
        Text(told, _labels(one.gold), one.group, document=not one.short)
        for one in given
        if one.gold["is_deviation_report"]
        and (told := tuple(one.document.slice(at.span) for at in sentences_of_the_event(one.document, one.case)))
    ]


def of_paragraphs(folder: Path) -> list[Text]:
    """Return the deviation reports of corpus/first."""
    return [
        Text(
            corpus.cut(one.text),
            {
                "event_types": frozenset(one.event_types),
                "misconduct_types": frozenset(one.misconduct_types),
                "primary_type": frozenset([one.primary_type] if one.primary_type else []),
            },
            one.id,
            document=False,
        )
        for one in corpus.read(folder)
        if one.is_deviation_report
    ]


def _labels(gold: dict[str, Any]) -> dict[str, frozenset[str]]:
    return {
        "event_types": frozenset(gold["event_types"]),
        "misconduct_types": frozenset(gold["misconduct_types"]),
        "primary_type": frozenset([gold["primary_type"]] if gold["primary_type"] else []),
    }


def counted(texts: Sequence[Text]) -> Sequence[Counted]:
    """Count the features of whole texts.

    The first word of a sentence is a name unless some text writes it without a capital.
    """
    known = frozenset(word for one in texts for sentence in one.sentences for word in uncapitalised(sentence))
    found = []
    for one in texts:
        sums: dict[str, Counter[str]] = {name: Counter() for name in BLOCKS}
        for sentence in one.sentences:
            for name, count in features(tokens(sentence, known)).items():
                sums[name].update(count)
        found.append(sums)
    return found


def truth_of(texts: Sequence[Text]) -> Truth:
    """Return indicators (texts, columns of all heads side by side)."""
    return np.array(
        [[label in one.labels[name] for name, labels in TYPE_HEADS.items() for label in labels] for one in texts]
    )


def raw(items: Sequence[Counted], truth: Truth, groups: Sequence[str]) -> Scores:
    """Score every text by a model that did not see its group: (texts, columns)."""

    def score(seen: NDArray[np.int64], held: NDArray[np.int64]) -> Scores:
        vectors = fit_vectors([items[at] for at in seen], list(range(len(seen))), BLOCKS)
        coefficients, intercepts = _fitted(vectors.weighted(vectors.counts([items[at] for at in seen])), truth[seen])
        found: Scores = vectors.weighted(vectors.counts([items[at] for at in held])) @ coefficients + intercepts
        return found

    return out_of_fold(folds(groups), score)


def _fitted(rows: Any, truth: Truth) -> tuple[Scores, Scores]:  # noqa: ANN401  (a scipy.sparse matrix has no type)
    return regressions(rows, truth, strength=STRENGTH, balanced=True)


Curves = dict[str, tuple[Scores, Scores]]


def curves_of(scores: Scores, truth: Truth) -> Curves:
    """Fit the curve of every head on out-of-fold scores."""
    answers = truth[:, PRIMARY].argmax(axis=1).astype(np.int64)
    return {
        "event_types": platt(scores[:, EVENTS], truth[:, EVENTS]),
        "misconduct_types": platt(scores[:, TYPES], truth[:, TYPES]),
        "primary_type": temperature(scores[:, PRIMARY], answers),
    }


def chosen(probabilities: Scores, threshold: float) -> Truth:
    """Choose event types as the product does: indicators."""
    guess = np.zeros(probabilities.shape, dtype=bool)
    for at, row in enumerate(probabilities):
        guess[at, chosen_events(row.tolist(), threshold)] = True
    return guess


def train(texts: Sequence[Text]) -> Linear:
    """Learn from texts; those that are documents decide curves, thresholds and what is sure."""
    items, truth = counted(texts), truth_of(texts)
    documents = np.array([one.document for one in texts])
    scores, right = raw(items, truth, [one.group for one in texts])[documents], truth[documents]
    curves = curves_of(scores, right)
    vectors = fit_vectors(items, list(range(len(items))), BLOCKS)
    coefficients, intercepts = _fitted(vectors.weighted(vectors.counts(items)), truth)
    sizes = {name: len(labels) for name, labels in TYPE_HEADS.items()}

    def heads(thresholds: dict[str, float], sure: dict[str, float]) -> Linear:
        return Linear(
            vectors,
            {
                name: head(
                    labels,
                    (coefficients[:, COLUMNS[name]], intercepts[COLUMNS[name]]),
                    curves[name],
                    np.full(sizes[name], thresholds[name]),
                    np.full(sizes[name], sure[name]),
                    exclusive=name == "primary_type",
                )
                for name, labels in TYPE_HEADS.items()
            },
        )

    plain = heads(dict.fromkeys(TYPE_HEADS, 0.0), dict.fromkeys(TYPE_HEADS, 0.0)).heads
    events = plain["event_types"].probabilities(scores[:, EVENTS])
    types = plain["misconduct_types"].probabilities(scores[:, TYPES])
    primary = primary_type(events, plain["primary_type"].probabilities(scores[:, PRIMARY]))
    thresholds = {
        "event_types": best_threshold(right[:, EVENTS], lambda at: chosen(events, at)),
        "misconduct_types": best_threshold(right[:, TYPES], lambda at: types >= at),
        "primary_type": 0.0,
    }
    given = {
        "event_types": (events, chosen(events, thresholds["event_types"])),
        "misconduct_types": (types, types >= thresholds["misconduct_types"]),
        "primary_type": (primary, primary == primary.max(axis=1, keepdims=True)),
    }
    sure = {name: sure_from(said[guess], right[:, COLUMNS[name]][guess]) for name, (said, guess) in given.items()}
    return heads(thresholds, sure)


def main() -> None:
    """Train on the corpus, measure on the split dev, and write the model, its manifest and its card."""
    ask = argparse.ArgumentParser(description="Train the classifier of types.")
    ask.add_argument("--corpus", type=Path, default=CORPUS)
    ask.add_argument("--target", type=Path, default=TARGET)
    given = ask.parse_args()
    documents = examples("train", given.corpus)
    first, short = given.corpus / "first", short_texts(given.corpus)
    texts = [*of_documents(documents), *of_paragraphs(first), *of_documents(short)]
    linear = train(texts)
    learned = {"documents": sum(one.document for one in texts), "short": sum(not one.document for one in texts)}
    found = {"learned_from": learned, **measured(linear, given.corpus)}
    size = save(linear, given.target, origin([*files_of(documents, given.corpus), *corpus.files(first)]) | found)
    write_card(given.target)
    print(f"{len(texts)} texts, {size:,} bytes")
    for name, figure in found["dev"]["figures"].items():
        print(f"{name:28} {figure}")


if __name__ == "__main__":
    main()
