"""The questions and answers of corpus/search: read and checked.

A category is one narrow subject of one public service; of its answers one alone answers each question.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from training.search.queries import FOLDER

SPLITS = ("train", "dev")
QUESTION = (2, 40)
ANSWER = (20, 160)
"""Fewest and most words."""
FEWEST = 6
"""Fewest pairs of a category: with fewer, nothing is told apart."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question that somebody puts to a public service, and the answer to it."""

    id: str
    split: str
    category: str
    question: str
    answer: str


def read(folder: Path = FOLDER) -> tuple[Answer, ...]:
    """Read the questions and answers, in order.

    Raises
    ------
    ValueError
        For one that is not marked as invented, or an id that was there before.
    """
    found = tuple(_answer(json.loads(line)) for line in (folder / "answers.jsonl").read_text("utf-8").splitlines())
    twice = [one for one, count in Counter(answer.id for answer in found).items() if count > 1]
    if twice:
        raise ValueError(f"stand twice: {sorted(twice)}")
    return found


def _answer(row: Mapping[str, object]) -> Answer:
    if row["synthetic"] is not True:
        raise ValueError(f"{row['id']} is not marked as invented")
    return Answer(*(str(row[key]) for key in ("id", "split", "category", "question", "answer")))


def wrong(folder: Path = FOLDER) -> Iterator[str]:
    """Yield what is wrong with the questions and answers, a line each."""
    found = read(folder)
    splits_of: defaultdict[str, set[str]] = defaultdict(set)
    for one in found:
        splits_of[one.category].add(one.split)
        for name, text, (fewest, most) in (("question", one.question, QUESTION), ("answer", one.answer, ANSWER)):
            if not fewest <= len(text.split()) <= most:
                yield f"{one.id}: {name} of {len(text.split())} words"
    for category, has in splits_of.items():
        if len(has) > 1 or not has <= set(SPLITS):
            yield f"category {category}: in {' and '.join(sorted(has))}"
    for category, count in Counter(one.category for one in found).items():
        if count < FEWEST:
            yield f"category {category}: {count} pairs"
    for texts in ([one.question for one in found], [one.answer for one in found]):
        yield from (f"stands {count} times: {text}" for text, count in Counter(texts).items() if count > 1)
