"""What the encoder learns from: pairs of texts that belong together.

Taken are queries for passages of the split train and of corpus/short, papers of train on one event, sentences of
papers of train in which the same failed, questions and answers of public services, and the topics and texts of
interpellations. Nothing of the splits dev and test, of the held-out categories of answers or of held-out
interpellations gets in.
"""

import csv
import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from lexsarah.index.terms import STOP_WORDS, content
from lexsarah.language import sentences
from lexsarah.records import Span
from training import splits
from training.compounds import held_out, rows
from training.documents import CORPUS, Document, documents
from training.search import answers as services
from training.search import queries
from training.search.analysis_bench import without_head
from training.search.answers import Answer
from training.search.queries import Place, Query

CAUSES = CORPUS / "search" / "causes.csv"

QUERY, PASSAGE = "query: ", "passage: "
"""What the model that the encoder began with was told before each text (Wang et al. 2024, multilingual E5)."""

WORDS = 150
"""Words of an interpellation that are taken: about the 192 pieces that are trained on."""

LEAST_ALIKE = 5
"""Content words that two passages about one event must share to be a pair."""
NEAR = 600
"""Code points on either side of an annotated stretch in which its sentences are looked for."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together, with their prefixes, and texts that do not belong to the first.

    ``ties`` names what both texts are about (an event, a topic): whatever shares a tie is no wrong answer, so that
    no two pairs that share one come into a batch. ``wrong`` are pairs of a text and its ties.
    """

    first: str
    second: str
    ties: frozenset[str]
    wrong: tuple[tuple[str, frozenset[str]], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that queries were written for; ``ties`` are its document and its event."""

    place: Place
    text: str
    split: str
    ties: frozenset[str]


def tidy(text: str) -> str:
    """Put one space for every run of white space."""
    return " ".join(text.split())


def passages() -> dict[Place, Passage]:
    """Return the passages of the splits train and dev and of corpus/short (called train) that have queries."""
    texts = queries.texts()
    split_of = {name: place.split for name, place in splits.read().items()}
    event_of = {one.name: one.case["event_id"] for one in documents() if split_of[one.name] != "test"}
    found = {}
    for place in sorted({one.place for one in queries.read()}, key=lambda one: (one.document, one.start)):
        name = place.document
        ties = {f"document {name}"} | ({f"event {event_of[name]}"} if event_of.get(name) else set())
        text = tidy(texts[name][place.start : place.end])
        found[place] = Passage(place, text, split_of.get(name, "train"), frozenset(ties))
    return found


def asked(known: Mapping[Place, Passage], split: str) -> list[tuple[Query, Passage]]:
    """Return the queries for passages of a split, in order."""
    return [(one, known[one.place]) for one in queries.read() if known[one.place].split == split]


def for_passages(known: Mapping[Place, Passage]) -> list[Pair]:
    """Pair queries with their passages."""
    return [Pair(QUERY + one.text, PASSAGE + passage.text, passage.ties) for one, passage in asked(known, "train")]


def for_one_passage(known: Mapping[Place, Passage]) -> list[Pair]:
    """Pair queries for one passage with each other: the same told in other words, often in another style."""
    by_place: defaultdict[Place, list[str]] = defaultdict(list)
    for one, passage in asked(known, "train"):
        by_place[passage.place].append(one.text)
    return [
        Pair(QUERY + one, QUERY + other, known[place].ties)
        for place, texts in by_place.items()
        for one, other in combinations(texts, 2)
    ]


def same_event(known: Mapping[Place, Passage]) -> list[Pair]:
    """Pair each passage with the one that is most like it (shared content words) of another paper on its event."""
    by_event: defaultdict[str, list[Passage]] = defaultdict(list)
    for one in known.values():
        for tie in one.ties:
            if one.split == "train" and tie.startswith("event "):
                by_event[tie].append(one)
    found = []
    for members in by_event.values():
        words = {one.place: set(content(one.text)) for one in members}
        for one in members:
            others = [other for other in members if other.place.document != one.place.document]
            if others:
                best = max(others, key=lambda other: len(words[one.place] & words[other.place]))
                if len(words[one.place] & words[best.place]) >= LEAST_ALIKE:
                    found.append(Pair(PASSAGE + one.text, PASSAGE + best.text, one.ties | best.ties))
    return found


@dataclass(frozen=True, slots=True)
class Cause:
    """The sentences in which a paper tells of a cause, what failed there, and the paper's ties."""

    text: str
    mechanism: str
    ties: frozenset[str]


def causes(path: Path = CAUSES) -> list[Cause]:
    """Read the causes of documents of the split train that have a fellow (``corpus/search/README.md``)."""
    known = {one.name: one for one in documents()}
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Cause(
                _sentences_at(known[row["document"]].text, int(row["start"]), int(row["end"])),
                row["mechanism"],
                _ties(known[row["document"]]),
            )
            for row in csv.DictReader(file)
        ]


def _ties(document: Document) -> frozenset[str]:
    event = document.case["event_id"]
    return frozenset({f"document {document.name}"} | ({f"event {event}"} if event else set()))


def _sentences_at(text: str, start: int, end: int) -> str:
    """Return the sentences that a stretch of a text lies in."""
    near = Span(max(0, start - NEAR), min(len(text), end + NEAR))
    own = [one for one in sentences(text, near) if one.start < end and start < one.end]
    return tidy(text[own[0].start : own[-1].end]) if own else tidy(text[start:end])


def same_cause(known: Sequence[Cause], seed: int) -> list[Pair]:
    """Pair each cause with another, drawn at random, in which the same failed behind another event."""
    drawing = random.Random(seed)  # noqa: S311  (no secret)
    found = []
    for one in known:
        others = [other for other in known if other.mechanism == one.mechanism and not other.ties & one.ties]
        if others:
            other = drawing.choice(others)
            ties = one.ties | other.ties | {f"mechanism {one.mechanism}"}
            found.append(Pair(PASSAGE + one.text, PASSAGE + other.text, ties))
    return found


@dataclass(frozen=True, slots=True)
class Topic:
    """The topic of an interpellation and ``WORDS`` words of its text: the first, or some from further on."""

    id: str
    topic: str
    text: str


def topics(folder: Path, *, held: bool) -> list[Topic]:
    """Read the interpellations of a folder (``interpellations.jsonl.gz``) that are held out, or all others.

    No other has the topic of a held-out one, and of held-out ones that share a topic only the first is taken.
    """
    everything = list(rows(folder / "interpellations.jsonl.gz"))
    kept = {_key(row["topic"]) for row in everything if held_out(row["id"])}
    found: dict[str, Topic] = {}
    for row in everything:
        words = without_head(row["text"]).split()
        key = _key(row["topic"])
        if not key or len(words) < WORDS // 2 or held_out(row["id"]) != held or (key in kept) != held:
            continue
        start = min(len(words) // 4, 40) * (zlib.crc32(row["topic"].encode()) % 2)
        one = Topic(row["id"], tidy(row["topic"]), " ".join(words[start : start + WORDS]))
        if not held:
            found[row["id"]] = one
        else:
            found.setdefault(key, one)
    return list(found.values())


def _key(topic: str) -> str:
    return tidy(topic).lower()


def for_topics(known: Sequence[Topic]) -> list[Pair]:
    """Pair topics with their texts; those of one topic share a tie."""
    return [Pair(QUERY + one.topic, PASSAGE + one.text, frozenset({f"topic {_key(one.topic)}"})) for one in known]


def for_answers(known: Sequence[Answer], beside: int) -> list[Pair]:
    """Pair questions with their answers; wrong are the ``beside`` answers of the category that share most words."""
    by_category: defaultdict[str, list[Answer]] = defaultdict(list)
    for one in known:
        by_category[one.category].append(one)
    found = []
    for members in by_category.values():
        words = {one.id: Counter(_content(one.answer)) for one in members}
        for one in members:
            asked_for = Counter(_content(one.question + " " + one.answer))
            others = sorted(
                (other for other in members if other.id != one.id),
                key=lambda other: (-(words[other.id] & asked_for).total(), other.id),
            )
            wrong = tuple((PASSAGE + other.answer, frozenset({other.id})) for other in others[:beside])
            found.append(Pair(QUERY + one.question, PASSAGE + one.answer, frozenset({one.id}), wrong))
    return found


def _content(text: str) -> Iterator[str]:
    return (word for word in content(text) if word not in STOP_WORDS)


def answers(split: str) -> list[Answer]:
    """Return the questions and answers of a split."""
    return [one for one in services.read() if one.split == split]
