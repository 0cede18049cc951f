"""Ways from rows to scores: regressions and trees, one of each a label. A way has options; folds choose among them."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

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


class Regression:
    """Logistic regressions over rows; the options are their strength (C: the inverse of the ridge penalty)."""

    options = (1.0, 5.0, 25.0)

    def __init__(self, name: str, rows: Rows) -> None:
        self.name, self._rows = name, rows

    def score(self, task: Task, seen: Places, held: Places) -> Sequence[Scores]:
        """See ``Way``."""
        rows, learned, asked = self._rows(task.unit, seen), task.items(seen), task.items(held)
        found = []
        for strength in self.options:
            weights, intercepts = regressions(
                rows[learned], task.marked[learned], strength=strength, balanced=balanced(task)
            )
            found.append(np.asarray(rows[asked] @ weights + intercepts, dtype=np.float64))
        return found


class Boosting:
    """Gradient boosted trees over rows without zeros (LightGBM's way, in scikit-learn); the options are how many."""

    options = (50.0, 100.0, 200.0)
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
