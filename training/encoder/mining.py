"""Finds passages that look right for a query and are not, and puts pairs into batches that hold no hidden right answer.

Of what a ranker puts first for a query, other passages of its document or event are never taken. What remains may
still fit now and then: of 498 queries whose three likely others a second reader graded, 1 % of those were just what
was looked for and 6 % a like case (corpus/search/second_reader.csv), which is why nothing more is left out.
"""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from lexsarah.index.terms import asked as terms_asked
from lexsarah.index.terms import spotted
from lexsarah.language import WORD
from training.encoder.pairs import PASSAGE, QUERY, Pair, Passage
from training.search.bm25 import Index

Floats = npt.NDArray[np.floating]

DEPTH = 30
"""How many of each ranker's first passages wrong answers are drawn from."""


def by_words(questions: Sequence[str], texts: Sequence[str]) -> Floats:
    """Return BM25's scores of texts for questions, terms as the product makes them."""
    index = Index([_terms(text) for text in texts], [sum(1 for _ in WORD.finditer(text)) for text in texts])
    return np.array([index.scores(_looked_for(question)) for question in questions], dtype=np.float32)


def _terms(text: str) -> Mapping[str, int]:
    return Counter(one.term for one in spotted(text))


def _looked_for(question: str) -> dict[str, float]:
    return {one.term: one.weight for one in terms_asked(question)}


def likely(pairs: Sequence[Pair], pool: Sequence[Passage], scores: Sequence[Floats]) -> list[list[Passage]]:
    """Return for every pair the passages that some ranker puts among its first and that share no tie with it.

    ``scores`` has a matrix for each ranker: pairs by passages of the pool.
    """
    found = []
    for at, pair in enumerate(pairs):
        fit: dict[int, None] = {}
        for matrix in scores:
            order = np.argsort(-matrix[at], kind="stable")
            strangers = [int(place) for place in order[: 3 * DEPTH] if not pool[place].ties & pair.ties]
            fit.update(dict.fromkeys(strangers[:DEPTH]))
        found.append([pool[place] for place in fit])
    return found


def with_wrong(pairs: Sequence[Pair], candidates: Sequence[Sequence[Passage]], each: int, seed: int) -> list[Pair]:
    """Give every pair ``each`` wrong answers, drawn from its candidates."""
    chance = random.Random(seed)  # noqa: S311  (no secret)
    return [
        replace(pair, wrong=tuple((PASSAGE + one.text, one.ties) for one in chance.sample(list(fit), each)))
        for pair, fit in zip(pairs, candidates, strict=True)
    ]


def batches(pairs: Sequence[Pair], size: int, seed: int) -> list[list[Pair]]:
    """Put pairs into batches in random order; in none is an answer given as wrong that shares a tie with a question.

    Every text of a batch counts as wrong for all questions but its own. What fits into no full batch is left out.
    """
    chance = random.Random(seed)  # noqa: S311
    left = list(pairs)
    chance.shuffle(left)
    found = []
    while left:
        batch, waiting = _batch(left, size)
        if len(batch) < size:
            break
        found.append(batch)
        left = waiting
    return found


def _batch(left: Sequence[Pair], size: int) -> tuple[list[Pair], list[Pair]]:
    batch: list[Pair] = []
    waiting: list[Pair] = []
    questions: set[str] = set()
    answers: set[str] = set()
    for at, one in enumerate(left):
        given = one.ties.union(*(ties for _, ties in one.wrong))
        if one.ties & answers or given & questions:
            waiting.append(one)
            continue
        batch.append(one)
        questions |= one.ties
        answers |= given
        if len(batch) == size:
            return batch, waiting + list(left[at + 1 :])
    return batch, waiting


def plain(text: str) -> str:
    """Return a text without its prefix."""
    return text.removeprefix(QUERY).removeprefix(PASSAGE)
