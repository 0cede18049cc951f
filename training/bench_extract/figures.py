"""Figures of a comparison with their intervals, and the tables made of them. One module for every kind."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from lexsarah.evaluation.intervals import DRAWS, LEVEL, SEED, Value, wilson

Counts = Mapping[str, tuple[int, int, int]]
"""Right, asked and given by figure, of one document or sentence; a share has as many given as asked."""


def figures(counted: Sequence[Counts], shares: Iterable[str]) -> dict[str, Value]:
    """Sum the counts of sentences and return each figure: F1, or the share that is right for those of ``shares``.

    Intervals are percentile bootstrap intervals over sentences; that of a share also covers Wilson's score interval
    (see ``lexsarah.evaluation.intervals``). ``n`` is what was asked.
    """
    names = list(dict.fromkeys(name for one in counted for name in one))
    table = np.array([[one.get(name, (0, 0, 0)) for name in names] for one in counted], dtype=np.float64)
    random = np.random.default_rng(SEED)
    weights = random.multinomial(len(counted), np.full(len(counted), 1 / len(counted)), size=DRAWS).astype(np.float64)
    drawn = np.tensordot(weights, table, axes=1)
    total = table.sum(axis=0)
    of_shares = frozenset(shares)
    return {name: _value(total[at], drawn[:, at], share=name in of_shares) for at, name in enumerate(names)}


def _value(total: "np.typing.NDArray[np.float64]", drawn: "np.typing.NDArray[np.float64]", *, share: bool) -> Value:
    n = int(total[1])
    if total[1] + total[2] == 0:
        return Value(None, None, None, n)
    point = float(2 * total[0] / (total[1] + total[2]))
    both = drawn[:, 1] + drawn[:, 2]
    spread = 2 * drawn[:, 0][both > 0] / both[both > 0]
    low, high = (float(end) for end in np.percentile(spread, [(100 - LEVEL) / 2, (100 + LEVEL) / 2]))
    if share:
        least, most = wilson(point, n)
        low, high = min(low, least), max(high, most)
    return Value(point, low, high, n)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def shown(value: Value | None) -> str:
    """Write a figure with its interval."""
    if value is None or value.value is None:
        return "–"
    if value.low is None or value.high is None:
        return f"{value.value:.3f}"
    return f"{value.value:.3f} [{value.low:.3f}, {value.high:.3f}]"


def replaced(page: str, mark: str, part: str) -> str:
    """Put a part between its two marks, which the page must have.

    Raises
    ------
    ValueError
        The page lacks them.
    """
    begin, end = f"<!-- {mark}: begin -->", f"<!-- {mark}: end -->"
    before, found, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"the page has no place for {mark}: {begin} … {end}")
    return f"{before}{begin}\n{part}\n{end}{after}"
