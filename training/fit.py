"""Fitting: vectors, one-vs-rest logistic regressions, and out-of-fold scores to calibrate and choose thresholds on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from lexsarah.classify.features import BLOCKS, features
from lexsarah.classify.labels import EVENT_LABELS, THREAT_LABELS
from lexsarah.classify.vectors import Matrix, Vectors
from training.corpus import Paragraph

SEED = 20250701
FEWEST = {"words": 2, "letters": 3, "concepts": 1}
"""In how many paragraphs a feature must stand; what stands in one alone may be somebody."""

STRENGTH = 10.0
"""Inverse of the regularisation (C): cross-validated scores hardly move between 3 and 40."""

Scores = NDArray[np.float64]
Sentences = Sequence[list[list[str]]]
"""Of every paragraph the tokens of its sentences."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was learned. The three classifiers share the rows of ``vectors``."""

    vectors: Vectors
    event_types: Any
    threats: Any
    deviation: Any


def labels(paragraphs: Sequence[Paragraph]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return indicators: (paragraphs, event types), (paragraphs, threats), (paragraphs,) for deviation reports."""
    events = [[code in one.event_types for code in EVENT_LABELS] for one in paragraphs]
    threats = [[code in one.misconduct_types for code in THREAT_LABELS] for one in paragraphs]
    deviation = [one.is_deviation_report for one in paragraphs]
    return np.array(events, dtype=np.int64), np.array(threats, dtype=np.int64), np.array(deviation, dtype=np.int64)


def fit_vectors(paragraphs: Sentences) -> Vectors:
    """Choose the features and learn their weights."""
    counted = [[features(sentence) for sentence in sentences] for sentences in paragraphs]
    vectorizers, weighters = {}, {}
    for block in BLOCKS:
        rows = [sum((one[block] for one in sentences), start=type(sentences[0][block])()) for sentences in counted]
        spread = DictVectorizer(dtype=np.float32).fit(rows)
        paragraphs_with = np.asarray((spread.transform(rows) > 0).sum(axis=0)).ravel()
        spread.restrict(np.flatnonzero(paragraphs_with >= FEWEST[block]), indices=True)
        vectorizers[block] = spread
        weighters[block] = TfidfTransformer(sublinear_tf=True).fit(spread.transform(rows))
    return Vectors(vectorizers, weighters, dict.fromkeys(BLOCKS, 1.0))


def rows(vectors: Vectors, paragraphs: Sentences) -> Matrix:
    """Weigh whole paragraphs: a matrix (paragraphs, features)."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    owner = np.repeat(np.arange(len(paragraphs)), [len(sentences) for sentences in paragraphs])
    groups = csr_matrix((np.ones(len(owner), dtype=np.float32), (owner, np.arange(len(owner)))))
    return vectors.weighted(vectors.counts([features(one) for sentences in paragraphs for one in sentences]), groups)


def fit(paragraphs: Sequence[Paragraph], sentences: Sentences) -> Fitted:
    """Learn from paragraphs and their tokens."""
    vectors = fit_vectors(sentences)
    matrix = rows(vectors, sentences)
    events, threats, deviation = labels(paragraphs)
    return Fitted(
        vectors,
        OneVsRestClassifier(_regression()).fit(matrix, events),
        OneVsRestClassifier(_regression()).fit(matrix, threats),
        _regression().fit(matrix, deviation),
    )


def _regression() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, class_weight="balanced", solver="liblinear", random_state=SEED)
