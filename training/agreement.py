"""How far two annotators agree who did not see each other's labels: corpus/agreement.

``first`` and ``second`` hold what each wrote of the same documents before anything was settled. Single values are
compared by Krippendorff's alpha for nominal data (Content Analysis, 4th ed., 2018, ch. 12), everything else by F1 of
the second against the first, as the product's own figures are. Both annotators are language models of one kind:
agreement between them is an upper bound of what independent people would reach.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from lexsarah.evaluation import Annotated, Evaluation, evaluate
from lexsarah.evaluation.intervals import DRAWS, SEED, Value
from training.documents import CORPUS
from training.validation import Case

FOLDER = CORPUS / "agreement"

OF_ALL = ("genre", "is_deviation_report", "municipality", "provider", "setting_code")
"""Single values that are compared over all documents."""

OF_CASES = ("decision", "ivo", "primary_type", "incident_period", "happened_before", "may_recur", "person_informed")
"""Single values that are compared over documents that both annotators hold to be about a case."""


def annotations(folder: Path) -> dict[str, Case]:
    """Return the annotations in a folder by document."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))}


def alpha(pairs: Sequence[tuple[str, str]]) -> float:
    """Return Krippendorff's alpha for two annotators and nominal values; NaN where nothing varies."""
    values = Counter(value for pair in pairs for value in pair)
    n = values.total()
    observed = sum(one != other for one, other in pairs) / max(1, len(pairs))
    expected = 1 - sum(count * (count - 1) for count in values.values()) / max(1, n * (n - 1))
    return 1 - observed / expected if expected else float("nan")


def singles(first: Mapping[str, Case], second: Mapping[str, Case]) -> dict[str, tuple[Value, float]]:
    """Return alpha and the share of equal values of each single field."""
    names = sorted(first)
    cases = [name for name in names if first[name]["is_deviation_report"] and second[name]["is_deviation_report"]]
    found = {}
    for field in OF_ALL + OF_CASES:
        chosen = names if field in OF_ALL else cases
        pairs = [(_value(first[name], field), _value(second[name], field)) for name in chosen]
        found[field] = (_with_interval(pairs), sum(one == other for one, other in pairs) / max(1, len(pairs)))
    return found


def _value(case: Case, field: str) -> str:
    value = case[field]
    return str(value["value"] if isinstance(value, dict) else value)


def _with_interval(pairs: list[tuple[str, str]]) -> Value:
    random = np.random.default_rng(SEED)
    drawn = random.integers(len(pairs), size=(DRAWS, len(pairs)))
    spread = [alpha([pairs[at] for at in row]) for row in drawn.tolist()]
    low, high = np.nanpercentile(spread, [2.5, 97.5])
    return Value(alpha(pairs), float(low), float(high), len(pairs))


def sets(first: Mapping[str, Case], second: Mapping[str, Case]) -> Evaluation:
    """Score the second annotator against the first with the product's own figures."""
    golds = [Annotated(name, Path(name), case, name, "") for name, case in sorted(first.items())]
    return evaluate(golds, [second[gold.name] for gold in golds])
