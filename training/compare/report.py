"""The page's part: each way's figures, how far each is from linear on words, and what follows."""

from collections.abc import Mapping, Sequence

import numpy as np

from training.bench_extract.figures import table
from training.compare.tasks import Places, Task
from training.compare.verdict import LEAST_P, Draws, Figure, Run

MARK = "comparison"
"""What the part stands between on the page."""

QUESTIONS = {
    "genre": "genre, accuracy",
    "is_deviation_report": "deviation report or not, accuracy",
    "service_area": "service area, F1",
    "event_types": "event types, F1",
    "misconduct_types": "types of misconduct, F1",
    "primary_type": "primary type, accuracy",
    "causes": "causes, F1",
    "measures": "measures, F1",
    "consequences": "consequences, F1",
}


def report(
    runs: Sequence[Run], tasks: Sequence[Task], held: Places, groups: Sequence[str], minutes: Mapping[str, float]
) -> str:
    """Write the part; ``groups`` are those of ``held``, ``minutes`` what was spent beforehand, by what it was for."""
    draws = Draws(groups)
    first, others = runs[0], runs[1:]
    figures, differences = [], []
    wins: dict[str, list[str]] = {}
    losses: dict[str, list[str]] = {}
    for task in tasks:
        base = first.outcomes[task.name].counts
        asked = int(task.asked[held].sum())
        figures.append(
            [QUESTIONS[task.name], str(asked), *(_shown(draws.figure(one.outcomes[task.name].counts)) for one in runs)]
        )
        cells = []
        for other in others:
            far, p = draws.difference(other.outcomes[task.name].counts, base)
            cells.append(f"{far.value:+.3f} [{far.low:+.3f}, {far.high:+.3f}], {_p(p)}")
            if p < LEAST_P:
                (wins if far.value > 0 else losses).setdefault(other.name, []).append(
                    QUESTIONS[task.name].split(",")[0]
                )
        differences.append([QUESTIONS[task.name], *cells])
    figures.append(["minutes of one core", "", *(f"{one.seconds / 60:.1f}" for one in runs)])
    spent = "; ".join(f"{what} {time:.1f}" for what, time in minutes.items())
    tried = len(others) * len(tasks)
    verdict = (
        f"Better than {first.name} at p < {LEAST_P}: {_listed(wins)}. Worse: {_listed(losses)}. "
        f"Of {tried} comparisons, about {tried * LEAST_P:.1f} would come out so by chance if no way differed."
    )
    return "\n".join(
        [
            f"Dev: {len(held)} documents in {len(set(groups))} groups; n is the documents that the question is put to.",
            "",
            table(["question", "n", *(one.name for one in runs)], figures),
            "",
            f"Beside that, minutes of one core: {spent}." if spent else "",
            "",
            f"Difference from {first.name} on the same documents:",
            "",
            table(["question", *(one.name for one in others)], differences),
            "",
            verdict,
        ]
    )


def _p(p: float) -> str:
    return f"p = {p:.3f}" if p >= 0.001 else "p < 0.001"


def _listed(found: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"{name} for {', '.join(questions)}" for name, questions in found.items()) or "none"


def _shown(figure: Figure) -> str:
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"


def chosen(runs: Sequence[Run]) -> str:
    """Write what the folds had chosen, for the log."""
    return "\n".join(
        f"{one.name} | {name} | option {outcome.option:g} | threshold {outcome.threshold:.2f} | "
        f"{np.round(outcome.counts.sum(axis=0)).astype(int).tolist()}"
        for one in runs
        for name, outcome in one.outcomes.items()
    )
