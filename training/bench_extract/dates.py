"""Dates: every sentence of corpus/dates, read by lexsarah and by others.

What is counted, all over sentences (corpus/dates/README.md says how they were made):

- *span*: an expression is found where the same code points are given; F1 over all sentences, those without a date too;
- *touched*: the same where they only share a word, each expression with one answer;
- *value*: the share of expressions for which an answer that touches them has the same EDTF value, marks of doubt
  (``~ ? %``) and the time of day aside;
- *first day*: the same where the answer begins on the same day as the expression: all that can be asked of a tool that
  gives one point in time for a month or a week;
- *alone*: the first day again, of the expression without its sentence;
- *false alarms*: the share of sentences without a date in which one is found.
"""

import csv
import json
import platform
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lexsarah.edtf import bounds
from lexsarah.evaluation.intervals import Value
from training.bench_extract.date_tools import ELSEWHERE, MAKERS
from training.bench_extract.figures import Counts, figures, shown, table
from training.parsing.reading import BENCH_PYTHON, ROOT

SPLITS = ("dev", "held")
"""Sentences that were looked at while the rules were written, and those that were not."""

EXPRESSIONS = ROOT / "corpus" / "dates" / "expressions.csv"


@dataclass(frozen=True, slots=True)
class Dated:
    """A stretch ``[start, end)`` of a sentence and its EDTF value; empty where a tool gives words and no value."""

    start: int
    end: int
    edtf: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (or two) with the day on which it was said, if that is known, and the dates in it."""

    name: str
    split: str
    kind: str
    anchor: date | None
    text: str
    dates: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool found in a sentence, the value that it gave each expression alone ("" for none), and its cost."""

    found: tuple[Dated, ...]
    alone: tuple[str, ...] = ()
    seconds: float = 0.0


def sentences(split: str | None = None, path: Path = EXPRESSIONS) -> list[Sentence]:
    """Read the sentences of a split ("dev", "held"), or all of them."""
    rows: dict[str, list[dict[str, str]]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if split in {None, row["split"]}:
                rows.setdefault(row["sentence"], []).append(row)
    return [_sentence(name, group) for name, group in rows.items()]


def _sentence(name: str, rows: Sequence[Mapping[str, str]]) -> Sentence:
    first = rows[0]
    return Sentence(
        name,
        first["split"],
        first["kind"],
        date.fromisoformat(first["anchor"]) if first["anchor"] else None,
        first["text"],
        tuple(Dated(int(row["start"]), int(row["end"]), row["edtf"]) for row in rows if row["edtf"]),
    )


def same_value(gold: str, given: str) -> bool:
    """Whether two values are the same, marks of doubt and times of day aside."""
    return _plain(gold) == _plain(given)


def same_first_day(gold: str, given: str) -> bool:
    """Whether two values begin on the same day; where that is open or unknown, whether they are the same."""
    begins = [bounds(_plain(value)) for value in (gold, given)]
    days = [first or last for first, last in begins]
    return days[0] == days[1] if days[0] and days[1] else same_value(gold, given)


def _plain(value: str) -> str:
    return re.sub(r"[~?%]|T[^/]*", "", value)


def pairs(gold: Sequence[Dated], found: Sequence[Dated]) -> list[tuple[Dated, Dated]]:
    """Pair expressions with answers that touch them, the longest common stretch first, each once."""
    common = sorted(
        (
            (min(one.end, other.end) - max(one.start, other.start), -i, -j)
            for i, one in enumerate(gold)
            for j, other in enumerate(found)
        ),
        reverse=True,
    )
    taken: list[tuple[Dated, Dated]] = []
    left, right = set(range(len(gold))), set(range(len(found)))
    for shared, i, j in common:
        if shared > 0 and -i in left and -j in right:
            left.remove(-i)
            right.remove(-j)
            taken.append((gold[-i], found[-j]))
    return taken


def count(sentence: Sentence, answer: Answer) -> Counts:
    """Count one sentence."""
    gold, found = sentence.dates, answer.found
    if not gold:
        given = len(found)
        return {"span": (0, 0, given), "touched": (0, 0, given), "false alarms": (int(given > 0), 1, 1)}
    exact = len({(one.start, one.end) for one in gold} & {(one.start, one.end) for one in found})
    touching = pairs(gold, found)
    n = len(gold)
    return {
        "span": (exact, n, len(found)),
        "touched": (len(touching), n, len(found)),
        "value": (sum(same_value(one.edtf, other.edtf) for one, other in touching), n, n),
        "first day": (sum(same_first_day(one.edtf, other.edtf) for one, other in touching), n, n),
        "alone": (sum(same_first_day(one.edtf, other) for one, other in zip(gold, answer.alone, strict=False)), n, n),
    }


SHARES = ("value", "first day", "alone", "false alarms")
SHOWN = {
    "span": "span F1",
    "touched": "touched F1",
    "value": "value",
    "first day": "first day",
    "alone": "first day, expression alone",
    "false alarms": "false alarms",
}


def ask(tool: str, asked: Sequence[Sentence]) -> list[Answer]:
    """Have a tool read sentences in a process of its own.

    Raises
    ------
    subprocess.CalledProcessError
        The tool broke down.
    """
    lines = (
        json.dumps(
            {
                "text": one.text,
                "anchor": one.anchor.isoformat() if one.anchor else None,
                "expressions": [one.text[gold.start : gold.end] for gold in one.dates],
            }
        )
        for one in asked
    )
    python = BENCH_PYTHON if tool in ELSEWHERE else Path(sys.executable)
    done = subprocess.run(
        [python, "-m", "training.bench_extract.date_tools", tool],
        cwd=ROOT,
        input="\n".join(lines),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return [
        Answer(tuple(Dated(*one) for one in reply["found"]), tuple(reply["alone"]), reply["seconds"])
        for reply in map(json.loads, done.stdout.splitlines())
    ]


def report() -> str:
    """Have every tool read every sentence, and return the tables."""
    parts = []
    by_kind: dict[str, dict[str, Value]] = {}
    for split in SPLITS:
        asked = sentences(split)
        measured, cost = {}, {}
        for tool in MAKERS:
            answers = ask(tool, asked)
            counted = [count(one, answer) for one, answer in zip(asked, answers, strict=True)]
            measured[tool] = figures(counted, SHARES)
            cost[tool] = 1e3 * sum(answer.seconds for answer in answers) / len(asked)
            if tool == "lexsarah" and split == SPLITS[-1]:
                by_kind = {kind: figures(rows, SHARES) for kind, rows in _grouped(asked, counted).items()}
        given = {name: measured["lexsarah"][name].n for name in SHOWN}
        rows = [
            [title, *(shown(measured[tool][name]) for tool in MAKERS), str(given[name])]
            for name, title in SHOWN.items()
        ]
        rows.append(["ms a sentence", *(f"{cost[tool]:.1f}" for tool in MAKERS), str(len(asked))])
        parts.append(f"`{split}`:\n\n{table(['figure', *MAKERS, 'n'], rows)}")
    rows = [
        [kind, shown(found["span"]), shown(found["value"]), str(found["value"].n)]
        for kind, found in by_kind.items()
        if kind != "none"
    ]
    parts.append(f"`{SPLITS[-1]}` by kind, lexsarah:\n\n{table(['kind', 'span F1', 'value', 'n'], rows)}")
    return "\n\n".join([*parts, _circumstances()])


def _grouped(asked: Sequence[Sentence], counted: Sequence[Counts]) -> dict[str, list[Counts]]:
    groups: dict[str, list[Counts]] = {}
    for one, counts in zip(asked, counted, strict=True):
        groups.setdefault(one.kind, []).append(counts)
    return groups


def _circumstances() -> str:
    code = "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))"
    names = list(ELSEWHERE.values())
    done = subprocess.run([BENCH_PYTHON, "-c", code, *names], capture_output=True, text=True, check=True)
    named = ", ".join(f"{name} {one}" for name, one in zip(names, done.stdout.split(), strict=True))
    return f"Measured with {named}, Python {platform.python_version()}, on {platform.machine()}."
