"""What every linear model of the product is trained with: vectors, heads, out-of-fold scores, curves, thresholds.

Curves and thresholds are fitted on scores of items that the model in question did not see: folds keep the documents of
a group together (one event, one municipality). Deterministic: the same items and versions give the same numbers.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression

from lexsarah.classify.linear import PRECISION, Head
from lexsarah.classify.vectors import Counted, Matrix, Vectors, counts_of

SEED = 20250701
FOLDS = 5
GRID = np.arange(0.02, 0.98, 0.01)
"""Probabilities tried as thresholds."""
RESAMPLES = 1000
"""Bootstrap resamples for a threshold or an interval."""
FEWEST_SURE = 10
"""Answers that a promise of precision must rest on."""
NEVER = 1.01
"""Threshold of a label that is never sure, or never given."""

Scores = NDArray[np.float64]
Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Block:
    """How a block of features becomes columns.

    ``fewest`` is the number of items (``owners`` apart) that a feature must stand in: what stands in one alone may be
    somebody. ``weighted`` says whether it is weighed by how rare it is; ``share`` is a factor on all of it.
    """

    fewest: int
    weighted: bool = True
    share: float = 1.0


def fit_vectors(items: Sequence[Counted], owners: Sequence[int], blocks: Mapping[str, Block]) -> Vectors:
    """Choose features and learn their weights; ``owners`` says which document each item is of."""
    vocabularies, rarities = {}, {}
    for name, block in blocks.items():
        rows = [item[name] for item in items]
        seen: dict[str, set[int]] = {}
        for owner, row in zip(owners, rows, strict=True):
            for feature in row:
                seen.setdefault(feature, set()).add(owner)
        kept = sorted(feature for feature, found in seen.items() if len(found) >= block.fewest)
        vocabularies[name] = {feature: at for at, feature in enumerate(kept)}
        counts = counts_of(vocabularies[name], rows)
        rarities[name] = TfidfTransformer().fit(counts).idf_ if block.weighted else None
    return Vectors(vocabularies, rarities, {name: block.share for name, block in blocks.items()})


def regressions(
    rows: Matrix, truth: Truth, *, strength: float, balanced: bool, weights: Scores | None = None
) -> tuple[Scores, Scores]:
    """Fit one logistic regression a column of ``truth``: coefficients (features, labels) and intercepts (labels,).

    ``weights`` (items,) says how much each counts; None: all the same.
    A label without an example, or that everything has, gets nothing but an intercept.
    """
    coefficients = np.zeros((rows.shape[1], truth.shape[1]), dtype=np.float32)
    intercepts = np.zeros(truth.shape[1])
    for column in range(truth.shape[1]):
        answers = truth[:, column]
        if answers.all() or not answers.any():
            intercepts[column] = 10.0 if answers.all() else -10.0
            continue
        fitted = LogisticRegression(
            C=strength, class_weight="balanced" if balanced else None, solver="liblinear", random_state=SEED
        ).fit(rows, answers, sample_weight=weights)
        coefficients[:, column], intercepts[column] = fitted.coef_[0], fitted.intercept_[0]
    return coefficients, intercepts


def folds(groups: Sequence[str], count: int = FOLDS) -> NDArray[np.int64]:
    """Return the fold of every item: groups, shuffled by the seed, dealt to the fold with the fewest items so far."""
    sizes = Counter(groups)
    names = sorted(sizes)
    np.random.default_rng(SEED).shuffle(names)
    load, fold_of = [0] * count, {}
    for name in sorted(names, key=lambda name: -sizes[name]):
        fold_of[name] = load.index(min(load))
        load[fold_of[name]] += sizes[name]
    return np.array([fold_of[group] for group in groups], dtype=np.int64)


def out_of_fold(fold: NDArray[np.int64], score: Callable[[NDArray[np.int64], NDArray[np.int64]], Scores]) -> Scores:
    """Score every item by a model that did not see its fold.

    ``score(seen, held)`` trains on the items ``seen`` and returns the scores of ``held``, (items, labels).
    """
    scores: Scores | None = None
    for number in np.unique(fold):
        held = np.flatnonzero(fold == number)
        found = score(np.flatnonzero(fold != number), held)
        scores = np.zeros((len(fold), found.shape[1])) if scores is None else scores
        scores[held] = found
    if scores is None:
        raise ValueError("no items")
    return scores


def platt(scores: Scores, truth: Truth) -> tuple[Scores, Scores]:
    """Fit one curve for all labels together: slopes and offsets (labels,).

    One and not one a label: most labels have too few positives for two parameters of their own (Platt 1999).
    """
    fitted = LogisticRegression(C=1e6, random_state=SEED).fit(scores.reshape(-1, 1), truth.ravel())
    labels = scores.shape[1]
    return np.full(labels, float(fitted.coef_[0, 0])), np.full(labels, float(fitted.intercept_[0]))


def temperature(scores: Scores, answers: NDArray[np.int64]) -> tuple[Scores, Scores]:
    """Fit the temperature of a softmax by likelihood; slopes and offsets (labels,); Guo et al. 2017."""

    def loss(slope: float) -> float:
        curved = slope * scores
        curved = curved - curved.max(axis=1, keepdims=True)
        chosen = curved[np.arange(len(answers)), answers]
        return float(np.mean(np.log(np.exp(curved).sum(axis=1)) - chosen))

    slope = float(minimize_scalar(loss, bounds=(0.05, 20.0), method="bounded").x)
    labels = scores.shape[1]
    return np.full(labels, slope), np.zeros(labels)


def micro_f1(truth: Truth, guess: Truth) -> float:
    """Return the micro-averaged F1 of two indicator matrices."""
    total = int(truth.sum() + guess.sum())
    return 2 * int((truth & guess).sum()) / total if total else 1.0


def best_threshold(truth: Truth, choose: Callable[[float], Truth]) -> float:
    """Return the threshold with the highest micro-F1: the mean of those that bootstrap resamples would choose.

    F1 is flat over wide stretches of the grid, and its single highest point moves with a word.
    """
    guesses = [choose(float(threshold)) for threshold in GRID]
    hits = np.array([(truth & guess).sum(axis=1) for guess in guesses], dtype=float)
    sizes = np.array([truth.sum(axis=1) + guess.sum(axis=1) for guess in guesses], dtype=float)
    random = np.random.default_rng(SEED)
    weights = random.multinomial(len(truth), np.full(len(truth), 1 / len(truth)), size=RESAMPLES).T
    f1 = 2 * (hits @ weights) / np.maximum(1, sizes @ weights)
    return float(round(GRID[f1.argmax(axis=0)].mean(), 2))


def sure_from(probabilities: Scores, right: Truth) -> float:
    """Return the lowest probability from which on a share of ``PRECISION`` of the answers was right; else ``NEVER``.

    ``probabilities`` (answers,) are those of given answers, ``right`` says of each whether it was.
    """
    order = np.argsort(-probabilities, kind="stable")
    shares = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero((shares >= PRECISION) & (np.arange(1, len(order) + 1) >= FEWEST_SURE))
    return float(probabilities[order[good[-1]]]) if len(good) else NEVER


def reliability(probabilities: Scores, truth: Truth, bins: int = 10) -> list[tuple[float, float, int]]:
    """Return for each tenth of the scale with answers in it: mean probability, share that was right, n."""
    flat, right = probabilities.ravel(), truth.ravel()
    place = np.minimum((flat * bins).astype(int), bins - 1)
    return [
        (float(flat[place == one].mean()), float(right[place == one].mean()), int((place == one).sum()))
        for one in range(bins)
        if (place == one).any()
    ]


def calibration_error(probabilities: Scores, truth: Truth) -> float:
    """Return the expected calibration error: the mean distance of the two over ten bins, weighed by n."""
    curve = reliability(probabilities, truth)
    return sum(abs(said - was) * n for said, was, n in curve) / sum(n for _, _, n in curve)


def head(
    labels: tuple[str, ...],
    fitted: tuple[Scores, Scores],
    curve: tuple[Scores, Scores],
    thresholds: Scores,
    sure: Scores,
    *,
    exclusive: bool,
) -> Head:
    """Put a head together, in the types that it is kept in."""
    coefficients, intercepts = fitted
    return Head(labels, exclusive, coefficients.astype(np.float32), intercepts, *curve, thresholds, sure)
