"""The numbers of the model: how well each label fits stretches of a text, and which sentences made it fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lexsarah.classify.features import BLOCKS, features
from lexsarah.classify.labels import EVENT_LABELS, LABELS, Label
from lexsarah.classify.prose import windows
from lexsarah.classify.vectors import Matrix, Vectors

Array = Any
"""A numpy array of floats (numpy is imported late, so that --help stays light)."""

WHOLE = 0.5
"""Share of the whole text in a label's score, the rest being its best window's. The whole says what a document is
about but dilutes a short event among causes and measures; a window is as long as a training paragraph."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """The fitted classifiers over one set of vectors, as numbers.

    ``coefficients`` has shape (features, labels) and ``intercepts`` (labels,): the one-vs-rest logistic regressions of
    ``LABELS`` and, last, that of deviation reports, side by side so that all are scored at once. ``calibration`` holds
    Platt curves (docs/models.md says why one for all event types): "event_types", "threats", "deviation".
    """

    vectors: Vectors
    coefficients: Array
    intercepts: Array
    calibration: dict[str, Any]

    @classmethod
    def of(cls, parts: dict[str, Any]) -> "Scorer":
        """Build it from the parts of the model file.

        Raises
        ------
        AttributeError, KeyError, TypeError, ValueError
            If a part is missing or is not what it should be.
        """
        import numpy as np  # noqa: PLC0415

        fitted = [*parts["event_types"].estimators_, *parts["threats"].estimators_, parts["deviation"]]
        if len(fitted) != len(LABELS) + 1:
            raise ValueError(f"{len(fitted)} classifiers, not {len(LABELS) + 1}")
        return cls(
            Vectors(parts["vectorizers"], parts["weighters"], dict.fromkeys(BLOCKS, 1.0)),
            np.column_stack([one.coef_[0] for one in fitted]),
            np.array([one.intercept_[0] for one in fitted]),
            parts["calibration"],
        )

    def score(self, sentences: Sequence[list[str]]) -> "Scores":
        """Score the sentences (at least one) of a text, each given as its tokens."""
        import numpy as np  # noqa: PLC0415

        counts = self.vectors.counts([features(sentence) for sentence in sentences])
        stretches = windows([len(sentence) for sentence in sentences])
        groups = _groups([range(len(sentences)), *stretches], len(sentences))
        scores = self.decisions(self.vectors.weighted(counts, groups))
        blended = WHOLE * scores[0] + (1 - WHOLE) * scores[1:].max(axis=0)
        events, threats, deviation = np.split(blended, [len(EVENT_LABELS), len(LABELS)])
        calibrated = [
            *self._calibrated("event_types", events),
            *self._calibrated("threats", threats),
            *self._calibrated("deviation", deviation),
        ]
        best = (stretches[int(row)] for row in scores[1:].argmax(axis=0))
        return Scores(
            self,
            counts,
            dict(zip(LABELS, map(float, calibrated), strict=False)),
            dict(zip(LABELS, best, strict=False)),
            float(calibrated[-1]),
        )

    def decisions(self, rows: Matrix) -> Array:
        """Return uncalibrated scores, shape (rows, labels and deviation)."""
        return rows @ self.coefficients + self.intercepts

    def _calibrated(self, what: str, scores: Array) -> Array:
        return self.calibration[what].predict_proba(scores.reshape(-1, 1))[:, 1]


@dataclass(frozen=True, slots=True)
class Scores:
    """Calibrated probabilities of one text, and the way to the sentences behind them."""

    scorer: Scorer
    counts: dict[str, Matrix]
    labels: dict[Label, float]
    best_window: dict[Label, range]
    deviation: float

    def evidence(self, labels: Sequence[Label]) -> dict[Label, list[int]]:
        """Return for each label the one or two sentences without which its best window would lose most.

        Sentences are indices, in order.
        """
        groups: list[Sequence[int]] = []
        for label in labels:
            window = self.best_window[label]
            groups += [window, *([i for i in window if i != left_out] for left_out in window)]
        sentences = next(iter(self.counts.values())).shape[0]
        scores = self.scorer.decisions(self.scorer.vectors.weighted(self.counts, _groups(groups, sentences)))
        found: dict[Label, list[int]] = {}
        row = 0
        for label in labels:
            window = self.best_window[label]
            column = scores[row : row + len(window) + 1, LABELS.index(label)]
            found[label] = _most_missed(window, column[0] - column[1:])
            row += len(window) + 1
        return found


def _most_missed(window: range, drops: Array) -> list[int]:
    """Return the sentence with the largest drop, and the second where its drop is at least half of that."""
    ranked = sorted(range(len(window)), key=lambda i: -float(drops[i]))[:2]
    second = len(ranked) == 2 and drops[ranked[1]] * 2 >= drops[ranked[0]] > 0
    return sorted(window[i] for i in ranked[: 2 if second else 1])


def _groups(groups: Sequence[Sequence[int]], sentences: int) -> Matrix:
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    members = np.concatenate([np.asarray(group, dtype=np.int64) for group in groups])
    ends = np.cumsum([0, *(len(group) for group in groups)])
    return csr_matrix((np.ones(len(members), dtype=np.float32), members, ends), shape=(len(groups), sentences))
