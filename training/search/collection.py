"""The test collections of search: questions and cases, and what judges thought of the papers that rankers gave.

Judged are whole papers of corpus/documents (results are grouped by case). What no ranker gave was not judged and
counts as no hit.
"""

import csv
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.search.queries import FOLDER, GRADES

KINDS = range(1, 11)
"""The ten kinds of questions that people have (the list is in corpus/search/README.md)."""

SPLITS = ("dev", "test")


@dataclass(frozen=True, slots=True)
class Question:
    """A question, what counts as an answer (``need``, for judges alone), and the paper that it was prompted by."""

    id: str
    split: str
    kind: int
    text: str
    need: str
    seed: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Grades of a paper for a question (0 no, 1 on the subject, 2 useful, 3 just that); ``second`` by another judge."""

    question: str
    document: str
    grade: int
    second: int | None


def questions(folder: Path = FOLDER) -> tuple[Question, ...]:
    """Read the questions, in order.

    Raises
    ------
    ValueError
        For one that is not marked as invented, or an id that was there before.
    """
    rows = [json.loads(line) for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()]
    if not all(row.pop("synthetic") is True for row in rows):
        raise ValueError("a question is not marked as invented")
    ids = [row["id"] for row in rows]
    if len(ids) != len(set(ids)):
        raise ValueError(f"stand twice: {sorted({one for one in ids if ids.count(one) > 1})}")
    return tuple(Question(**row) for row in rows)


def judgements(folder: Path = FOLDER) -> tuple[Judgement, ...]:
    """Read what the judges thought."""
    with (folder / "judgements.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Judgement(
                row["question"], row["document"], int(row["grade"]), int(row["second"]) if row["second"] else None
            )
            for row in csv.DictReader(file)
        )


SAME = "same"
"""Says of a paper that it is about the very event of the case: no precedent."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """What judges thought of a paper as a precedent for a case (also a paper): a grade, or None for the same event."""

    case: str
    document: str
    grade: int | None
    second: int | None
    judged_twice: bool


def precedents(folder: Path = FOLDER) -> tuple[Precedent, ...]:
    """Read what the judges thought of past cases."""
    with (folder / "precedents.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Precedent(row["case"], row["document"], _grade(row["grade"]), _grade(row["second"]), bool(row["second"]))
            for row in csv.DictReader(file)
        )


def _grade(said: str) -> int | None:
    return None if said in {"", SAME} else int(said)


def wrong(split_of: Mapping[str, str], folder: Path = FOLDER) -> Iterator[str]:
    """Yield what is wrong with the collection, a line each; ``split_of`` gives the split of every document.

    A question of the split test was prompted by a document of test, one of dev by another.
    """
    known = {one.id: one for one in questions(folder)}
    for one in known.values():
        if one.kind not in KINDS or one.split not in SPLITS:
            yield f"{one.id}: kind {one.kind}, split {one.split}"
        if (split_of.get(one.seed) == "test") != (one.split == "test"):
            yield f"{one.id}: prompted by {one.seed} of the split {split_of.get(one.seed)}"
    judged = judgements(folder)
    for said in judged:
        grades = {said.grade} if said.second is None else {said.grade, said.second}
        if said.question not in known or said.document not in split_of or not grades <= set(GRADES):
            yield f"judgements: {said.question} {said.document} {said.grade} {said.second}"
    for past in precedents(folder):
        grades_of_it = {past.grade, past.second} - {None}
        if past.case == past.document or {past.case, past.document} - split_of.keys() or grades_of_it - set(GRADES):
            yield f"precedents: {past.case} {past.document} {past.grade} {past.second}"
    for missing in sorted(known.keys() - {one.question for one in judged}):
        yield f"{missing}: nobody has judged anything"


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Return the normalised discounted cumulative gain of a ranking, in [0, 1]; gain 2**grade - 1.

    Järvelin & Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002), with the exponential gain of
    Burges et al. (2005). 0 where nothing is worth finding.
    """
    best = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(one, 0) for one in ranked[:depth]]) / best if best else 0.0


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def weighted_kappa(one: Sequence[int], other: Sequence[int]) -> float:
    """Return Cohen's kappa of two judges' grades with quadratic weights (Cohen 1968)."""
    counts = [[0.0] * len(GRADES) for _ in GRADES]
    for left, right in zip(one, other, strict=True):
        counts[left][right] += 1
    rows = [sum(row) for row in counts]
    columns = [sum(row[at] for row in counts) for at in GRADES]
    seen = sum((left - right) ** 2 * counts[left][right] for left in GRADES for right in GRADES)
    chance = sum((left - right) ** 2 * rows[left] * columns[right] for left in GRADES for right in GRADES) / len(one)
    return 1 - seen / chance if chance else 1.0
