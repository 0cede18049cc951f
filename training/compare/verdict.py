"""How well a way does, how far it is from another, and whether that is more than chance."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lexsarah.evaluation.intervals import LEVEL, SEED
from training.compare.tasks import Places, Task
from training.compare.ways import Way
from training.learning import Scores, best_threshold, micro_f1, platt

DRAWS = 10_000
"""Bootstrap draws: a p of 0.05 rests on 250 of them a side."""

LEAST_P = 0.05
"""A way takes the place of a simpler one below this (the issue's rule)."""

Counts = NDArray[np.float64]
"""Right, asked and given of every document (documents, 3)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a way reached on the documents it did not see, with the option and threshold that folds had chosen."""

    counts: Counts
    option: float
    threshold: float


@dataclass(frozen=True, slots=True)
class Run:
    """The outcomes of a way by question, and the seconds of processor time that it took, folds included."""

    name: str
    outcomes: dict[str, Outcome]
    seconds: float


def run(way: Way, tasks: Sequence[Task], train: Places, fold: Places, held: Places) -> Run:
    """Choose a way's option and threshold for each question by folds of ``train``, learn from it all, judge ``held``.

    ``fold`` (train,) is the fold of each document.
    """
    begun = time.process_time()
    unseen = {task.name: np.zeros((len(way.options), len(train), len(task.labels))) for task in tasks}
    for number in np.unique(fold):
        seen, aside = train[fold != number], train[fold == number]
        for task in tasks:
            places = np.flatnonzero((fold == number) & task.asked[train])
            for option, scores in enumerate(way.score(task, seen, aside)):
                unseen[task.name][option, places] = task.by_document(scores, aside)
    outcomes = {}
    for task in tasks:
        asked = task.asked[train]
        option, curve, threshold = chosen(task, unseen[task.name][:, asked], task.truth[train[asked]])
        scores = task.by_document(way.score(task, train, held)[option], held)
        guess = task.answers(scores if task.exclusive else calibrated(scores, curve), threshold)
        counts = np.zeros((len(held), 3))
        counts[task.asked[held]] = counted(task.truth[task.documents(held)], guess)
        outcomes[task.name] = Outcome(counts, way.options[option], threshold)
    return Run(way.name, outcomes, time.process_time() - begun)


Curve = tuple[Scores, Scores]
"""Slopes and offsets that make scores probabilities (``learning.platt``)."""


def chosen(task: Task, unseen: Scores, truth: NDArray[np.bool_]) -> tuple[int, Curve, float]:
    """Return the option with the best figure on unseen scores (options, documents, labels), its curve and threshold."""
    found = []
    for option, scores in enumerate(unseen):
        curve = platt(scores, truth)
        values = scores if task.exclusive else calibrated(scores, curve)

        def answers(threshold: float, values: Scores = values) -> NDArray[np.bool_]:
            return task.answers(values, threshold)

        threshold = 0.0 if task.exclusive else best_threshold(truth, answers)
        found.append((micro_f1(truth, answers(threshold)), -option, option, curve, threshold))
    _, _, option, curve, threshold = max(found, key=lambda one: one[:2])
    return option, curve, threshold


def calibrated(scores: Scores, curve: Curve) -> Scores:
    """Return the probabilities of scores."""
    slopes, offsets = curve
    return np.asarray(1 / (1 + np.exp(-(slopes * scores + offsets))))


def counted(truth: NDArray[np.bool_], guess: NDArray[np.bool_]) -> Counts:
    """Return right, asked and given of every document."""
    return np.stack([(truth & guess).sum(axis=1), truth.sum(axis=1), guess.sum(axis=1)], axis=1).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure or a difference with the ends of its interval (``LEVEL`` per cent)."""

    value: float
    low: float
    high: float


class Draws:
    """Bootstrap draws of whole groups of documents, the same for every way and question."""

    def __init__(self, groups: Sequence[str]) -> None:
        names = sorted(set(groups))
        self._place = np.array([names.index(group) for group in groups])
        random = np.random.default_rng(SEED)
        self._weights = random.multinomial(len(names), np.full(len(names), 1 / len(names)), size=DRAWS).astype(float)

    def _drawn(self, counts: Counts) -> NDArray[np.float64]:
        of_groups = np.zeros((self._weights.shape[1], 3))
        np.add.at(of_groups, self._place, counts)
        return rates(self._weights @ of_groups)

    def figure(self, counts: Counts) -> Figure:
        """Return F1 (an accuracy, where one answer is asked and one given) over all documents."""
        return Figure(float(rates(counts.sum(axis=0))), *_ends(self._drawn(counts)))

    def difference(self, counts: Counts, other: Counts) -> tuple[Figure, float]:
        """Return by how much the first is better than the other on the same documents, and the two-sided p of that.

        p is twice the smaller share of draws in which the difference is on the other side of zero or on it, each share
        with one draw more than were seen (Davison and Hinkley, Bootstrap Methods and their Application, 1997, ch. 4).
        """
        drawn = self._drawn(counts) - self._drawn(other)
        beside = min(int((drawn <= 0).sum()), int((drawn >= 0).sum()))
        point = float(rates(counts.sum(axis=0)) - rates(other.sum(axis=0)))
        return Figure(point, *_ends(drawn)), min(1.0, 2 * (beside + 1) / (DRAWS + 1))


def rates(counts: Counts) -> NDArray[np.float64]:
    """Return F1 of counts (…, 3); 1 where nothing is asked and nothing given."""
    both = counts[..., 1] + counts[..., 2]
    return np.where(both > 0, 2 * counts[..., 0] / np.maximum(both, 1), 1.0)


def _ends(drawn: NDArray[np.float64]) -> tuple[float, float]:
    low, high = np.percentile(drawn, [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    return float(low), float(high)
