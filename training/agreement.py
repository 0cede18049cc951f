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
    """Return Krippendorff's alpha for two annotators and nominal values; NaN where nothing varies or is there."""
    if not pairs:
        return float("nan")
    values = Counter(value for pair in pairs for value in pair)
    n = values.total()
    observed = sum(one != other for one, other in pairs) / len(pairs)
    expected = 1 - sum(count * (count - 1) for count in values.values()) / max(1, n * (n - 1))
    return 1 - observed / expected if expected else float("nan")


def singles(
    first: Mapping[str, Case], second: Mapping[str, Case], group_of: Mapping[str, str]
) -> dict[str, tuple[Value, float]]:
    """Return alpha and the share of equal values of each single field; intervals draw whole groups of documents."""
    names = sorted(first)
    cases = [name for name in names if first[name]["is_deviation_report"] and second[name]["is_deviation_report"]]
    found = {}
    for field in OF_ALL + OF_CASES:
        chosen = names if field in OF_ALL else cases
        pairs = {name: (_value(first[name], field), _value(second[name], field)) for name in chosen}
        equal = sum(one == other for one, other in pairs.values()) / max(1, len(pairs))
        found[field] = (_with_interval(pairs, group_of), equal)
    return found


def _value(case: Case, field: str) -> str:
    value = case[field]
    return str(value["value"] if isinstance(value, dict) else value)


def _with_interval(pairs: Mapping[str, tuple[str, str]], group_of: Mapping[str, str]) -> Value:
    groups: dict[str, list[tuple[str, str]]] = {}
    for name, pair in pairs.items():
        groups.setdefault(group_of.get(name, name), []).append(pair)
    held = list(groups.values())
    drawn = np.random.default_rng(SEED).integers(max(1, len(held)), size=(DRAWS, len(held)))
    spread = [alpha([pair for at in row for pair in held[at]]) for row in drawn.tolist()] if held else []
    known = [one for one in spread if not np.isnan(one)]
    point = alpha(list(pairs.values()))
    if np.isnan(point) or not known:
        return Value(None, None, None, len(pairs))
    low, high = np.percentile(known, [2.5, 97.5])
    return Value(point, float(low), float(high), len(pairs))


def sets(first: Mapping[str, Case], second: Mapping[str, Case], group_of: Mapping[str, str]) -> Evaluation:
    """Score the second annotator against the first with the product's own figures."""
    golds = [Annotated(name, Path(name), case, group_of.get(name, name), "") for name, case in sorted(first.items())]
    return evaluate(golds, [second[gold.name] for gold in golds])
