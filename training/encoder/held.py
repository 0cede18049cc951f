"""What the encoder is judged by: questions and texts of which nothing was trained on.

``IN_FIELD`` are of the split dev, whose municipalities and events are in no training pair; the ``GENERAL`` ones hold
held-out interpellations, held-out categories of answers, and two kinds of pairs that no encoder here was trained on
(titles of statutes, halves of texts), which tell whether it has unlearned Swedish.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training import splits
from training.compounds import rows
from training.encoder.pairs import (
    PASSAGE,
    QUERY,
    WORDS,
    Topic,
    answers,
    asked,
    passages,
    tidy,
    topics,
)
from training.encoder.pairs import Passage as Known
from training.search import collection, queries
from training.search.queries import Place

Floats = npt.NDArray[np.floating]

IN_FIELD = ("queries", "judged")
GENERAL = ("topics", "answers", "answers in category", "statutes", "halves")
SEED = 20261122
STATUTES, HALVES = 500, 400
"""How many are asked: each costs the encoding of two texts."""
FEWEST = 40
"""Words of a paragraph of a statute, and of a half, that say enough to be found."""


@dataclass(frozen=True, slots=True)
class Task:
    """Questions, texts, and what each question's texts are worth.

    ``grades`` gives for every question the texts' grades (0 to 3; what is not there is 0). ``among`` are the texts that
    are ranked for it, None for all; ``groups`` name what is drawn together for intervals. Texts have their prefixes.
    ``owner`` names what a text is a part of: of each owner the best text counts (papers of passages).
    """

    name: str
    questions: tuple[str, ...]
    texts: tuple[str, ...]
    grades: tuple[Mapping[str, int], ...]
    among: tuple[frozenset[str] | None, ...]
    owner: tuple[str, ...]
    groups: tuple[str, ...]
    styles: tuple[str, ...] = ()


def ranked(task: Task, scores: Floats, at: int) -> list[str]:
    """Return the owners of texts in order of their best text for one question."""
    best: dict[str, float] = {}
    wanted = task.among[at]
    for owner, score in zip(task.owner, scores[at].tolist(), strict=True):
        if (wanted is None or owner in wanted) and score > best.get(owner, -np.inf):
            best[owner] = score
    return sorted(best, key=lambda owner: (-best[owner], owner))


def gains(task: Task, scores: Floats) -> Floats:
    """Return nDCG@10 and whether the first is of the highest grade, for every question."""
    found = []
    for at, grades in enumerate(task.grades):
        order = ranked(task, scores, at)
        found.append((collection.ndcg(order, grades), float(grades.get(order[0], 0) == max(grades.values()))))
    return np.array(found)


def tasks(folder: Path) -> Iterator[Task]:
    """Yield all tasks; ``folder`` has interpellations and statutes (shared data)."""
    known = passages()
    yield _queries(known)
    yield _judged()
    held = topics(folder, held=True)
    yield _one_to_one("topics", [QUERY + one.topic for one in held], [PASSAGE + one.text for one in held])
    yield from _answers()
    yield _statutes(folder)
    yield _halves(folder, held)


def _queries(known: Mapping[Place, Known]) -> Task:
    """Ask for passages of dev among all passages; others of the same document or event do not count."""
    group_of = {name: place.group for name, place in splits.read().items()}
    found = asked(known, "dev")
    name_of = {place: f"{place.document} {place.start}" for place in known}
    among = [
        frozenset(name_of[place] for place, other in known.items() if place == one.place or not other.ties & own.ties)
        for one, own in found
    ]
    return Task(
        "queries",
        tuple(QUERY + one.text for one, _ in found),
        tuple(PASSAGE + one.text for one in known.values()),
        tuple({name_of[one.place]: 1} for one, _ in found),
        tuple(among),
        tuple(name_of[place] for place in known),
        tuple(group_of[one.place.document] for one, _ in found),
        tuple(one.style for one, _ in found),
    )


def _judged() -> Task:
    """Ask the dev half of the judged questions, over the judged papers that are not of the split test."""
    split_of = {name: place.split for name, place in splits.read().items()}
    group_of = {name: place.group for name, place in splits.read().items()}
    grades: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for one in collection.judgements():
        if split_of[one.document] != "test":
            grades[one.question][one.document] = one.grade
    found = [one for one in collection.questions() if one.split == "dev" and max(grades[one.id].values(), default=0)]
    papers = sorted({name for one in found for name in grades[one.id]})
    texts = queries.texts()
    cut = [(name, part) for name in papers for part in windows(texts[name])]
    return Task(
        "judged",
        tuple(QUERY + one.text for one in found),
        tuple(PASSAGE + part for _, part in cut),
        tuple(grades[one.id] for one in found),
        tuple(frozenset(grades[one.id]) for one in found),
        tuple(name for name, _ in cut),
        tuple(group_of[one.seed] for one in found),
    )


def windows(text: str) -> list[str]:
    """Cut a text into runs of ``WORDS`` words."""
    words = text.split()
    return [" ".join(words[at : at + WORDS]) for at in range(0, max(1, len(words)), WORDS)]


def _answers() -> Iterator[Task]:
    found = answers("dev")
    by_category: defaultdict[str, set[str]] = defaultdict(set)
    for one in found:
        by_category[one.category].add(one.id)
    everything = Task(
        "answers",
        tuple(QUERY + one.question for one in found),
        tuple(PASSAGE + one.answer for one in found),
        tuple({one.id: 1} for one in found),
        (None,) * len(found),
        tuple(one.id for one in found),
        tuple(one.id for one in found),
    )
    yield everything
    within = tuple(frozenset(by_category[one.category]) for one in found)
    yield Task(
        "answers in category",
        everything.questions,
        everything.texts,
        everything.grades,
        within,
        everything.owner,
        everything.groups,
    )


def _statutes(folder: Path) -> Task:
    """Ask with the titles of statutes for one of the paragraphs of each, drawn at random."""
    chance = random.Random(SEED)  # noqa: S311  (no secret)
    titles, texts = [], []
    for row in rows(folder / "statutes.jsonl.gz"):
        title = re.match(r"# (.+)", row["text"])
        parts = [tidy(part) for part in re.split(r"\n#+ .*\n", row["text"])[1:] if len(part.split()) >= FEWEST]
        if title and parts:
            titles.append(QUERY + tidy(title[1]))
            texts.append(PASSAGE + " ".join(chance.choice(parts).split()[:WORDS]))
    kept = sorted(chance.sample(range(len(titles)), min(STATUTES, len(titles))))
    return _one_to_one("statutes", [titles[at] for at in kept], [texts[at] for at in kept])


def _halves(folder: Path, held: Sequence[Topic]) -> Task:
    """Ask with a run of words for another of a held-out interpellation, with ``FEWEST`` words between them."""
    texts = {row["id"]: row["text"].split() for row in rows(folder / "interpellations.jsonl.gz")}
    size = WORDS // 2
    long = [texts[one.id] for one in held if len(texts[one.id]) >= 2 * size + 2 * FEWEST][:HALVES]
    first = [PASSAGE + " ".join(words[FEWEST : FEWEST + size]) for words in long]
    last = [PASSAGE + " ".join(words[-size:]) for words in long]
    return _one_to_one("halves", first, last)


def _one_to_one(name: str, questions: Sequence[str], texts: Sequence[str]) -> Task:
    names = tuple(str(at) for at in range(len(texts)))
    return Task(
        name, tuple(questions), tuple(texts), tuple({one: 1} for one in names), (None,) * len(names), names, names
    )
