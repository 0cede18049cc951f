"""Ways from rows to scores: regressions and trees, one of each a label. A way has options; folds choose among them."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from scipy.sparse import issparse
from sklearn.ensemble import HistGradientBoostingClassifier

from lexsarah.classify.vectors import Matrix
from training.compare.rows import Rows
from training.compare.tasks import Places, Task, Unit
from training.learning import SEED, Scores, regressions


class Way(Protocol):
    """A way to learn. ``options`` are values of its one setting, the plainest first."""

    name: str
    options: tuple[float, ...]

    def score(self, task: Task, seen: Places, held: Places) -> Sequence[Scores]:
        """Learn a question from the documents ``seen``, and score the items of ``held``: once for each option."""
        ...


FEW = 1_000
"""Items up to which rows are turned into the space that they span: all documents of the corpus, not its sentences."""


class Regression:
    """Logistic regressions over rows; the options are their strength (C: the inverse of the ridge penalty)."""

    options: tuple[float, ...] = (4.0, 20.0)

    def __init__(self, name: str, rows: Rows) -> None:
        self.name, self._rows = name, rows

    def score(self, task: Task, seen: Places, held: Places) -> Sequence[Scores]:
        """See ``Way``."""
        rows = self._rows(task.unit, seen)
        learned, asked = turned(rows[task.items(seen)], rows[task.items(held)])
        right = task.marked[task.items(seen)]
        found = []
        for strength in self.options:
            weights, intercepts = regressions(learned, right, strength=strength, balanced=balanced(task))
            found.append(np.asarray(asked @ weights + intercepts, dtype=np.float64))
        return found


def turned(learned: Matrix, asked: Matrix) -> tuple[Matrix, Matrix]:
    """Write rows in the space that those learned from span, where they are few: the same regression, much sooner.

    A ridge penalty keeps the weights in that space, and turning it changes neither lengths nor products (Hastie and
    Tibshirani, Biostatistics 5, 2004).
    """
    if learned.shape[0] > min(FEW, learned.shape[1]):
        return learned, asked
    products, asked_products = _dense(learned @ learned.T), _dense(asked @ learned.T)
    lengths, directions = np.linalg.eigh(products)
    kept = lengths > lengths.max() * 1e-9
    turn = directions[:, kept] / np.sqrt(lengths[kept])
    return products @ turn, asked_products @ turn


def _dense(products: Matrix) -> Scores:
    return np.asarray(products.toarray() if issparse(products) else products, dtype=np.float64)


class Boosting:
    """Gradient boosted trees over rows without zeros (LightGBM's way, in scikit-learn); the options are how many."""

    options: tuple[float, ...] = (50.0, 100.0)
    leaves = 15
    step = 0.1
    fewest_in_leaf = 10

    def __init__(self, name: str, rows: Rows) -> None:
        self.name, self._rows = name, rows

    def score(self, task: Task, seen: Places, held: Places) -> Sequence[Scores]:
        """See ``Way``."""
        rows, learned, asked = self._rows(task.unit, seen), task.items(seen), task.items(held)
        found = [np.zeros((len(asked), len(task.labels))) for _ in self.options]
        for label in range(len(task.labels)):
            right = task.marked[learned, label]
            if right.all() or not right.any():
                for scores in found:
                    scores[:, label] = 10.0 if right.all() else -10.0
                continue
            trees = HistGradientBoostingClassifier(
                learning_rate=self.step,
                max_iter=int(self.options[-1]),
                max_leaf_nodes=self.leaves,
                min_samples_leaf=self.fewest_in_leaf,
                l2_regularization=1.0,
                early_stopping=False,
                class_weight="balanced" if balanced(task) else None,
                random_state=SEED,
            ).fit(rows[learned], right)
            for number, scored in enumerate(trees.staged_decision_function(rows[asked]), start=1):
                if number in self.options:
                    found[self.options.index(number)][:, label] = scored.ravel()
        return found


def balanced(task: Task) -> bool:
    """Whether rare labels weigh as much as common ones: of documents, not of sentences, most of which have none."""
    return task.unit is Unit.DOCUMENT
