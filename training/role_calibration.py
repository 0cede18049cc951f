"""Calibrated probabilities for the roles of dates: ways to fit them on out-of-fold scores, and how far they hold.

What is judged is the confidence of the facts that the reading gives, dates of a wording that is annotated: right where
the annotation has it in that role. Expected calibration error: ten bins of equally many dates. Brier score: the mean
square of confidence less right (1) or wrong (0). Intervals: percentile bootstrap over groups of documents.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression

from lexsarah.codec import JsonObject
from lexsarah.extract.dates.learned import Calibration

Numbers = NDArray[np.float64]

BINS = 10
DRAWS = 1000
SEED = 20261122
SHOWN = 3
"""Decimals of a factor or an offset in the file."""

PENALTY = 1e-3
"""On the squares of the offsets: one that few dates speak for stays near nought."""

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Of the bins that are shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """A date that was given a role: the group of its document, the confidence, and whether the role is right."""

    group: str
    confidence: float
    right: bool


def none(roles: int) -> Calibration:
    """Return the calibration that changes nothing."""
    return Calibration(1.0, (0.0,) * roles)


def temperature(scores: Numbers, wanted: NDArray[np.int64]) -> Calibration:
    """Fit the factor alone. ``scores``: a row a date, a column a role; ``wanted``: the column of its right role."""
    found = minimize(lambda given: _loss(scores * given[0], wanted), [1.0])
    return Calibration(round(float(found.x[0]), SHOWN), (0.0,) * scores.shape[1])


def with_offsets(scores: Numbers, wanted: NDArray[np.int64]) -> Calibration:
    """Fit the factor and an offset for each role."""
    found = minimize(
        lambda given: _loss(scores * given[0] + given[1:], wanted) + PENALTY * float((given[1:] ** 2).sum()),
        [1.0, *np.zeros(scores.shape[1])],
    )
    return Calibration(
        round(float(found.x[0]), SHOWN), tuple(round(float(offset), SHOWN) + 0.0 for offset in found.x[1:])
    )


def _loss(logits: Numbers, wanted: NDArray[np.int64]) -> float:
    """Mean negative logarithm of the probability of the right role."""
    highest = logits.max(axis=1, keepdims=True)
    whole = highest[:, 0] + np.log(np.exp(logits - highest).sum(axis=1))
    return float((whole - logits[np.arange(len(wanted)), wanted]).mean())


def isotonic(fitted_on: Sequence[Told], asked: Sequence[Told]) -> list[Told]:
    """Confidences by the rising steps that fit those of other dates best; the roles stay."""
    steps = IsotonicRegression(out_of_bounds="clip")
    steps.fit([one.confidence for one in fitted_on], [one.right for one in fitted_on])
    given = steps.predict([one.confidence for one in asked])
    return [Told(one.group, float(value), one.right) for one, value in zip(asked, given, strict=True)]


def calibration_error(confidence: Numbers, right: Numbers) -> float:
    """Mean distance between confidence and share of right ones, over bins of equally many dates."""
    order = np.argsort(confidence, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    return float(sum(abs(confidence[part].sum() - right[part].sum()) for part in parts) / len(order))


def brier(confidence: Numbers, right: Numbers) -> float:
    """Mean square of what the confidence is off."""
    return float(((confidence - right) ** 2).mean())


FIGURES: Mapping[str, Callable[[Numbers, Numbers], float]] = {"ece": calibration_error, "brier": brier}


def reliability(ways: Mapping[str, Sequence[Told]], shipped: str) -> JsonObject:
    """Figures of each way with 95 % intervals, and the interval of what the shipped one gains on the first.

    All ways judge the dates of the same documents.
    """
    groups = sorted({one.group for told in ways.values() for one in told})
    draws = np.random.default_rng(SEED).integers(0, len(groups), (DRAWS, len(groups)))
    drawn = {name: _drawn(told, groups, draws) for name, told in ways.items()}
    first = next(iter(ways))
    made: JsonObject = {
        "groups": len(groups),
        "ways": {name: _figures(told, drawn[name]) for name, told in ways.items()},
        "gain": {},
        "bins": {name: _bins(told) for name, told in ways.items() if name in {first, shipped}},
    }
    for name in FIGURES:
        low, high = np.percentile(drawn[first][name] - drawn[shipped][name], (2.5, 97.5))
        made["gain"][name] = [round(float(low), 4), round(float(high), 4)]
    return made


def _columns(told: Sequence[Told]) -> tuple[Numbers, Numbers]:
    return np.array([one.confidence for one in told]), np.array([float(one.right) for one in told])


def _figures(told: Sequence[Told], drawn: Mapping[str, Numbers]) -> JsonObject:
    confidence, right = _columns(told)
    made: JsonObject = {"n": len(told), "right": round(float(right.mean()), 3)}
    for name, figure in FIGURES.items():
        low, high = np.percentile(drawn[name], (2.5, 97.5))
        made[name] = [round(value, 4) for value in (figure(confidence, right), float(low), float(high))]
    return made


def _drawn(told: Sequence[Told], groups: Sequence[str], draws: NDArray[np.int64]) -> dict[str, Numbers]:
    """Each figure for each draw of groups."""
    confidence, right = _columns(told)
    places = {group: np.array([at for at, one in enumerate(told) if one.group == group], dtype=int) for group in groups}
    rows = [np.concatenate([places[groups[one]] for one in draw]) for draw in draws]
    return {name: np.array([figure(confidence[row], right[row]) for row in rows]) for name, figure in FIGURES.items()}


def _bins(told: Sequence[Told]) -> list[JsonObject]:
    """Dates by confidence: how many, their mean confidence, and the share that is right."""
    confidence, right = _columns(told)
    where = np.clip(np.searchsorted(EDGES, confidence, side="right") - 1, 0, len(EDGES) - 2)
    made = []
    for at, (low, high) in enumerate(pairwise(EDGES)):
        inside = where == at
        some = bool(inside.any())
        made.append(
            {
                "from": low,
                "to": high,
                "n": int(inside.sum()),
                "confidence": round(float(confidence[inside].mean()), 3) if some else None,
                "right": round(float(right[inside].mean()), 3) if some else None,
            }
        )
    return made


def shown(made: JsonObject, shipped: str) -> str:
    """Return the figures as Markdown tables."""
    first = next(iter(made["ways"]))
    lines = [
        "| calibration | n | right | expected calibration error | Brier score |",
        "|---|---|---|---|---|",
        *(
            f"| {name}{' (shipped)' if name == shipped else ''} | {one['n']} | {one['right']:.3f} "
            f"| {_interval(one['ece'])} | {_interval(one['brier'])} |"
            for name, one in made["ways"].items()
        ),
        "",
        "What the shipped one takes off (95 %, {} groups): error {:+.3f} to {:+.3f}, Brier {:+.3f} to {:+.3f}.".format(
            made["groups"], *made["gain"]["ece"], *made["gain"]["brier"]
        ),
        "",
        "| confidence | n before | said | right | n after | said | right |",
        "|---|---|---|---|---|---|---|",
    ]
    for before, after in zip(made["bins"][first], made["bins"][shipped], strict=True):
        cells = " | ".join(
            f"{one['n']} | {_share(one['confidence'])} | {_share(one['right'])}" for one in (before, after)
        )
        lines.append(f"| {before['from']:.1f}–{before['to']:.1f} | {cells} |")
    return "\n".join(lines)


def _interval(figure: Sequence[float]) -> str:
    return f"{figure[0]:.3f} [{figure[1]:.3f}, {figure[2]:.3f}]"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
