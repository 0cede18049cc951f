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
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from lexsarah.edtf import bounds
from lexsarah.evaluation.intervals import DRAWS, LEVEL, SEED, wilson

EXPRESSIONS = Path(__file__).resolve().parents[2] / "corpus" / "dates" / "expressions.csv"


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
    """What a tool found in a sentence, and the value that it gave each expression alone ("" for none)."""

    found: tuple[Dated, ...]
    alone: tuple[str, ...] = ()


Counts = Mapping[str, tuple[int, int, int]]
"""Right, asked and given by figure; a share has as many given as asked."""


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
