"""The figures of an evaluation, each with how many items it rests on and an interval.

Intervals are percentile bootstrap intervals (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13) at
95 %, drawn over groups of documents: papers of one event or one municipality are not independent. Where every draw is
alike (all right, all wrong, one group) that would promise certainty: the interval of an accuracy also covers Wilson's
score interval with as many trials as groups (Journal of the American Statistical Association 22, 1927), and an F1 has
none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lexsarah.codec import JsonObject
from lexsarah.evaluation.comparison import Comparison, Count, Figure, compare
from lexsarah.evaluation.gold import Annotated

Array = npt.NDArray[np.float64]

DRAWS = 2000
SEED = 20261121
LEVEL = 95.0
"""Per cent of the draws that an interval holds."""

Z = 1.959963984540054
"""The normal quantile of that level."""

FEWEST = 5
"""Times that a label must be annotated to count in a macro mean."""

MACRO = ("misconduct_types", "event_types", "causes", "measures")
"""Fields whose mean over labels is shown as well."""

SINGLE_ORDER = (
    "genre",
    "is_deviation_report",
    "municipality",
    "no_false_claims",
    "decision",
    "reported_to_ivo",
    "primary_type",
    "incident_period",
    "place",
    "incident_count",
    "discovered",
    "happened_before",
    "may_recur",
    "person_informed",
)
LABEL_ORDER = ("event_types", "misconduct_types", "service_area", "law", "causes", "measures", "consequences")
SPAN_ORDER = ("date_span", "date_value", "date_full", "persons", "organisations", "units", "identifiers", "evidence")
OPTIONAL_SPANS = ("discovered_evidence", "happened_before_evidence", "may_recur_evidence", "person_informed_evidence")
"""Shown where the annotation has what they compare."""


@dataclass(frozen=True, slots=True)
class Value:
    """A figure in [0, 1], the ends of its interval, and n: documents of an accuracy, annotated items of an F1.

    The figure is None where neither the annotations nor the predictions hold anything to count, the ends also where
    every draw was alike.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation found: documents, how many of them could be read, groups, and the figures by name."""

    documents: int
    answered: int
    groups: int
    figures: dict[str, Value]

    def json(self) -> JsonObject:
        """Return the figures as plain numbers by name, and beside them their intervals and n."""
        return {
            "documents": self.documents,
            "answered": self.answered,
            **{name: one.value for name, one in self.figures.items()},
            "groups": self.groups,
            "intervals": {name: [one.low, one.high] for name, one in self.figures.items()},
            "n": {name: one.n for name, one in self.figures.items()},
        }


def evaluate(golds: Sequence[Annotated], guesses: Iterable[JsonObject | None]) -> Evaluation:
    """Compare predictions in the flat shape with annotations, in the same order; None is a document that failed."""
    answers = list(guesses)
    if len(answers) != len(golds):
        raise ValueError(f"{len(golds)} annotations, {len(answers)} predictions")
    compared = [compare(gold.case, guess) for gold, guess in zip(golds, answers, strict=True)]
    groups = sorted({gold.group for gold in golds})
    places = [groups.index(gold.group) for gold in golds]
    return Evaluation(
        len(golds), sum(guess is not None for guess in answers), len(groups), _figures(compared, places, len(groups))
    )


def _figures(compared: Sequence[Comparison], places: Sequence[int], groups: int) -> dict[str, Value]:
    columns = sorted({figure for one in compared for figure in one})
    counts = np.zeros((groups, len(columns), 3))
    for place, one in zip(places, compared, strict=True):
        for at, figure in enumerate(columns):
            counts[place, at] += one.get(figure, Count(0, 0, 0))
    random = np.random.default_rng(SEED)
    weights = random.multinomial(groups, np.full(groups, 1 / groups), size=DRAWS).astype(np.float64)
    total = counts.sum(axis=0)
    drawn = np.tensordot(weights, counts, axes=1)
    values: dict[str, Value] = {}
    for name, (chosen, macro) in _names(columns, total).items():
        point = _scores(total[None, chosen], macro=macro)[0]
        spread = _scores(drawn[:, chosen], macro=macro)
        asked = int((counts[:, chosen, 1].sum(axis=1) > 0).sum()) if name.endswith("_accuracy") else None
        values[name] = _value(point, spread, int(total[chosen, 1].sum()), asked)
    return values


def _value(point: float, spread: Array, n: int, asked: int | None) -> Value:
    """Make a value; ``asked`` is the number of groups that an accuracy rests on, None for an F1."""
    if np.isnan(point):
        return Value(None, None, None, n)
    low, high = np.nanpercentile(spread, [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    if asked is not None:
        least, most = wilson(point, asked)
        low, high = min(low, least), max(high, most)
    elif low == high:
        return Value(float(point), None, None, n)
    return Value(float(point), float(low), float(high), n)


def wilson(share: float, n: int) -> tuple[float, float]:
    """Return Wilson's score interval of a share of n trials, n > 0."""
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * float(np.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)))
    return max(0.0, middle - half), min(1.0, middle + half)


def _names(columns: Sequence[Figure], total: Array) -> dict[str, tuple[list[int], bool]]:
    """Columns of each figure by its name, and whether it is a mean over them."""
    of: dict[tuple[str, str], list[int]] = {}
    for at, figure in enumerate(columns):
        of.setdefault((figure.kind, figure.field), []).append(at)
    names: dict[str, tuple[list[int], bool]] = {}
    for field in SINGLE_ORDER:
        if ("single", field) in of:
            names[f"{field}_accuracy"] = (of["single", field], False)
    for field in LABEL_ORDER:
        chosen = of.get(("label", field), [])
        names[f"{field}_f1"] = (chosen, False)
        if field in MACRO:
            names[f"{field}_f1_macro"] = ([at for at in chosen if total[at, 1] >= FEWEST], True)
    for field in SPAN_ORDER + tuple(field for field in OPTIONAL_SPANS if ("span", field) in of):
        names[f"{field}_f1"] = (of.get(("span", field), []), False)
    return names


def _scores(counts: Array, *, macro: bool) -> Array:
    """F1 of counts of shape (draws, columns, 3), micro over the columns or their mean; NaN where nothing is counted.

    An accuracy is the same: right, asked, asked.
    """
    if not macro:
        counts = counts.sum(axis=1, keepdims=True)
    both = counts[..., 1] + counts[..., 2]
    with np.errstate(invalid="ignore", divide="ignore"):
        rates = np.where(both > 0, 2 * counts[..., 0] / both, np.nan)
    known = ~np.isnan(rates)
    found = known.sum(axis=1)
    means: Array = np.where(found > 0, np.where(known, rates, 0).sum(axis=1) / np.maximum(found, 1), np.nan)
    return means
