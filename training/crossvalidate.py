"""Out-of-fold scores, calibration, thresholds, and what they are worth: all measured on paragraphs not trained on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from lexsarah.classify.labels import EVENT_LABELS, THREAT_LABELS
from lexsarah.classify.rollup import types_of_events
from lexsarah.classify.types import chosen_events
from lexsarah.vocabulary import MisconductType
from training.corpus import Paragraph, tokenised
from training.fit import SEED, Scores, fit, labels, rows

FOLDS = 5
RESAMPLES = 1000
"""Bootstrap resamples for an interval."""

GRID = np.arange(0.02, 0.98, 0.01)
"""Probabilities tried as thresholds."""

TYPES = tuple(MisconductType)


@dataclass(frozen=True, slots=True)
class OutOfFold:
    """Decision scores of every paragraph by models that did not see it; ``fold`` says which one."""

    event_types: Scores
    threats: Scores
    deviation: Scores
    fold: NDArray[np.int64]


def out_of_fold(paragraphs: Sequence[Paragraph], fold: NDArray[np.int64] | None = None) -> OutOfFold:
    """Score every paragraph by a model fitted without its fold (None: five folds by id)."""
    if fold is None:
        fold = folds(paragraphs)
    events = np.zeros((len(paragraphs), len(EVENT_LABELS)))
    threats = np.zeros((len(paragraphs), len(THREAT_LABELS)))
    deviation = np.zeros(len(paragraphs))
    for number in np.unique(fold):
        inside, outside = np.flatnonzero(fold != number).tolist(), np.flatnonzero(fold == number).tolist()
        seen = [paragraphs[i] for i in inside]
        fitted = fit(seen, tokenised(seen))
        held_out = rows(fitted.vectors, tokenised([paragraphs[i] for i in outside]))
        events[outside] = fitted.event_types.decision_function(held_out)
        threats[outside] = fitted.threats.decision_function(held_out)
        deviation[outside] = fitted.deviation.decision_function(held_out)
    return OutOfFold(events, threats, deviation, fold)


def folds(paragraphs: Sequence[Paragraph]) -> NDArray[np.int64]:
    """Return the fold of every paragraph, shuffled by the seed; ids are unique, so a fold never shares one."""
    fold = np.zeros(len(paragraphs), dtype=np.int64)
    for number, (_, outside) in enumerate(KFold(FOLDS, shuffle=True, random_state=SEED).split(fold)):
        fold[outside] = number
    return fold


def platt(scores: Scores, truth: NDArray[np.int64]) -> LogisticRegression:
    """Fit one curve from score to probability over all columns together.

    One curve and not one a label: a label has 10 to 20 positives, too few for two parameters of its own, and balanced
    class weights have already brought the labels' scores to one scale.
    """
    return LogisticRegression(C=1e6, random_state=SEED).fit(scores.reshape(-1, 1), truth.ravel())


def calibrated(curve: LogisticRegression, scores: Scores) -> Scores:
    """Return the probabilities of scores, in their shape."""
    found: Scores = curve.predict_proba(scores.reshape(-1, 1))[:, 1].reshape(scores.shape)
    return found


def chosen(probabilities: Scores, threshold: float) -> NDArray[np.bool_]:
    """Return which event types are chosen for every row, by the rule that the product uses."""
    picked = np.zeros(probabilities.shape, dtype=bool)
    for row, columns in enumerate(chosen_events(list(one), threshold) for one in probabilities):
        picked[row, columns] = True
    return picked


def micro_f1(truth: NDArray[np.bool_], guess: NDArray[np.bool_]) -> float:
    """Return the micro-averaged F1 of two indicator matrices."""
    total = int(truth.sum() + guess.sum())
    return 2 * int((truth & guess).sum()) / total if total else 1.0


def macro_f1(truth: NDArray[np.bool_], guess: NDArray[np.bool_]) -> float:
    """Return the mean F1 of the labels that occur."""
    return float(np.mean([micro_f1(truth[:, [k]], guess[:, [k]]) for k in np.flatnonzero(truth.any(axis=0))]))


def best_threshold(truth: NDArray[np.bool_], choose: Callable[[float], NDArray[np.bool_]]) -> float:
    """Return the threshold with the highest micro-F1: the mean of those that bootstrap resamples would choose.

    With so few paragraphs F1 is flat over wide stretches of the grid, and its single highest point moves with a word.
    """
    guesses = [choose(float(threshold)) for threshold in GRID]
    hits = np.array([(truth & guess).sum(axis=1) for guess in guesses], dtype=float)
    sizes = np.array([truth.sum(axis=1) + guess.sum(axis=1) for guess in guesses], dtype=float)
    random = np.random.default_rng(SEED)
    weights = random.multinomial(len(truth), np.full(len(truth), 1 / len(truth)), size=RESAMPLES).T
    f1 = 2 * (hits @ weights) / np.maximum(1, sizes @ weights)
    return float(round(GRID[f1.argmax(axis=0)].mean(), 2))


def event_threshold(probabilities: Scores, truth: NDArray[np.bool_]) -> float:
    """Choose the threshold for event types."""
    return best_threshold(truth, lambda threshold: chosen(probabilities, threshold))


def threat_threshold(probabilities: Scores, truth: NDArray[np.bool_]) -> float:
    """Choose the threshold for threats."""
    return best_threshold(truth, lambda threshold: probabilities >= threshold)


@dataclass(frozen=True, slots=True)
class Judged:
    """Truth and guesses for deviation reports (indicator matrices), and for all paragraphs whether they are one."""

    events: tuple[NDArray[np.bool_], NDArray[np.bool_]]
    types: tuple[NDArray[np.bool_], NDArray[np.bool_]]
    primary: NDArray[np.bool_]
    deviation: NDArray[np.bool_]


def judge(paragraphs: Sequence[Paragraph], scores: OutOfFold) -> Judged:
    """Guess every paragraph with the curve and thresholds that the other folds would have chosen."""
    events, threats, deviation = labels(paragraphs)
    reports = deviation.astype(bool)
    guessed_events = np.zeros(events.shape, dtype=bool)
    guessed_threats = np.zeros(threats.shape, dtype=bool)
    best = scores.event_types.argmax(axis=1)
    for number in np.unique(scores.fold):
        outside = scores.fold == number
        inside = ~outside & reports
        for guessed, truth, raw, threshold, pick in (
            (guessed_events, events, scores.event_types, event_threshold, chosen),
            (guessed_threats, threats, scores.threats, threat_threshold, np.greater_equal),
        ):
            curve = platt(raw[~outside], truth[~outside])
            cut = threshold(calibrated(curve, raw[inside]), truth[inside].astype(bool))
            guessed[outside] = pick(calibrated(curve, raw[outside]), cut)
    types = np.array([[one in paragraph.misconduct_types for one in TYPES] for paragraph in paragraphs])
    guessed_types = _rolled_up(guessed_events, guessed_threats)
    rolled = [types_of_events()[EVENT_LABELS[column]] for column in best]
    primary = np.array([paragraph.primary_type == one for paragraph, one in zip(paragraphs, rolled, strict=True)])
    return Judged(
        (events[reports].astype(bool), guessed_events[reports]),
        (types[reports], guessed_types[reports]),
        primary[reports],
        (scores.deviation >= 0) == reports,
    )


def _rolled_up(events: NDArray[np.bool_], threats: NDArray[np.bool_]) -> NDArray[np.bool_]:
    types = np.zeros((len(events), len(TYPES)), dtype=bool)
    for column, event in enumerate(EVENT_LABELS):
        types[:, TYPES.index(types_of_events()[event])] |= events[:, column]
    for column, threat in enumerate(THREAT_LABELS):
        types[:, TYPES.index(threat)] |= threats[:, column]
    return types


Figures = dict[str, dict[str, float | int]]


def figures(judged: Judged) -> Figures:
    """Return every score with its bootstrap 95 % interval and the number of paragraphs that it is over."""
    n = len(judged.primary)
    return {
        "event_types_micro_f1": _with_interval(n, lambda rows: micro_f1(*(one[rows] for one in judged.events))),
        "event_types_macro_f1": _with_interval(n, lambda rows: macro_f1(*(one[rows] for one in judged.events))),
        "misconduct_types_micro_f1": _with_interval(n, lambda rows: micro_f1(*(one[rows] for one in judged.types))),
        "misconduct_types_macro_f1": _with_interval(n, lambda rows: macro_f1(*(one[rows] for one in judged.types))),
        "primary_type_accuracy": _with_interval(n, lambda rows: float(judged.primary[rows].mean())),
        "deviation_accuracy": _with_interval(len(judged.deviation), lambda rows: float(judged.deviation[rows].mean())),
    }


def _with_interval(n: int, score: Callable[[NDArray[np.int64]], float]) -> dict[str, float | int]:
    random = np.random.default_rng(SEED)
    drawn = [score(random.integers(0, n, n)) for _ in range(RESAMPLES)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return {"value": round(score(np.arange(n)), 3), "low": round(low, 3), "high": round(high, 3), "n": n}


def by_label(judged: Judged) -> dict[str, dict[str, float | int]]:
    """Return precision, recall and n of every event type and every type."""
    found: dict[str, dict[str, float | int]] = {}
    for names, (truth, guess) in ((EVENT_LABELS, judged.events), (TYPES, judged.types)):
        for column, name in enumerate(names):
            hits = int((truth[:, column] & guess[:, column]).sum())
            n, made = int(truth[:, column].sum()), int(guess[:, column].sum())
            prefix = "event_type" if names is EVENT_LABELS else "misconduct_type"
            found[f"{prefix}:{name.value}"] = {
                "precision": round(hits / max(1, made), 2),
                "recall": round(hits / max(1, n), 2),
                "n": n,
            }
    return found
