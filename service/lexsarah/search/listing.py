"""Ranks the texts of a list for a question, as search ranks passages: by words, by meaning, by both.

There is no database: how rare a term is comes from the list and a table of Swedish (``lexsarah.index.rarity``). Long
texts are weighed by all of their words and by the meaning of their best piece.
"""

import math
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock
from typing import Protocol

import numpy as np
import numpy.typing as npt

from lexsarah.index.pieces import pieces
from lexsarah.index.rarity import Frequencies, idf
from lexsarah.index.terms import asked, counted
from lexsarah.language import WORD
from lexsarah.search.bm25 import saturated
from lexsarah.search.fusion import fused

TEXTS_KEPT = 20_000
"""Texts of the lists that are remembered, 6 to 14 kB each; the last list always is. Who ranks one list for a
thousand questions has it read once."""

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.float32]


class How(StrEnum):
    """What texts are ranked by."""

    HYBRID = "hybrid"
    WORDS = "words"
    MEANING = "meaning"


class Encoder(Protocol):
    """Turns texts into rows of length 1; ``hash`` tells its vectors from those of another."""

    @property
    def hash(self) -> str:
        """64 hex digits."""
        ...

    def passages(self, texts: Sequence[str]) -> Rows:
        """Return the vectors of passages."""
        ...

    def questions(self, texts: Sequence[str]) -> Rows:
        """Return the vectors of questions."""
        ...


def rank(question: str, texts: Sequence[str], how: How, encoder: Callable[[], Encoder]) -> list[tuple[int, float]]:
    """Return the place of every text in the list with its score, best first; equal ones in their order.

    ``encoder`` is called only where it is needed. A question without a word that could be found is ranked by meaning,
    except under ``How.WORDS``: there every score is 0.
    """
    if not texts:
        return []
    read = _remembered.read(tuple(texts))
    question = unicodedata.normalize("NFC", question)
    scores = _scores(question, read, how, encoder) if question.strip() else np.zeros(len(texts))
    return [(int(at), float(scores[at])) for at in np.argsort(-scores, kind="stable")]


def _scores(question: str, read: "Read", how: How, encoder: Callable[[], Encoder]) -> Floats:
    if how is How.MEANING:
        return read.cosines(question, encoder())
    weights = read.words().weighed({one.term: one.weight for one in asked(question)})
    scores = read.words().scores(weights)
    if how is How.WORDS:
        return scores
    return fused(scores, read.cosines(question, encoder()), math.fsum(weights.values()))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a list: for each term the texts that have it, and what it is worth in each by BM25."""

    texts: int
    worth: Mapping[str, tuple[npt.NDArray[np.int64], Floats]]

    def weighed(self, weights: Mapping[str, float]) -> dict[str, float]:
        """Multiply the weights of terms by how rare these are."""
        here = Frequencies(self.texts, {term: len(self.worth[term][0]) for term in weights if term in self.worth})
        rarity = idf(weights, here)
        return {term: weight * rarity[term] for term, weight in weights.items()}

    def scores(self, weights: Mapping[str, float]) -> Floats:
        """Return BM25 of every text; ``weights`` are those of terms, rarity included."""
        scores = np.zeros(self.texts)
        for term, weight in weights.items():
            if term in self.worth:
                rows, worth = self.worth[term]
                scores[rows] += weight * worth
        return scores


def words_of(texts: Sequence[str]) -> Words:
    """Read the words of texts."""
    lengths = [sum(1 for _ in WORD.finditer(text)) for text in texts]
    average = sum(lengths) / max(1, len(lengths))
    found: dict[str, tuple[list[int], list[float]]] = {}
    for row, text in enumerate(texts):
        for term, count in counted(text).items():
            rows, worth = found.setdefault(term, ([], []))
            rows.append(row)
            worth.append(saturated(count, lengths[row], average))
    return Words(len(texts), {term: (np.array(rows), np.array(worth)) for term, (rows, worth) in found.items()})


@dataclass(slots=True)
class Read:
    """A list of texts and what has been read of it so far: its words, and its vectors by the hash of the encoder."""

    texts: tuple[str, ...]
    _words: Words | None = None
    _vectors: dict[str, tuple[Rows, npt.NDArray[np.int64]]] = field(default_factory=dict)

    def _composed(self) -> list[str]:
        return [unicodedata.normalize("NFC", text) for text in self.texts]

    def words(self) -> Words:
        """Return the words of the texts."""
        if self._words is None:
            self._words = words_of(self._composed())
        return self._words

    def cosines(self, question: str, encoder: Encoder) -> Floats:
        """Return the cosine of a question with the best piece of each text."""
        if encoder.hash not in self._vectors:
            cut = [list(pieces(text)) for text in self._composed()]
            starts = np.cumsum([0, *(len(one) for one in cut[:-1])])
            self._vectors[encoder.hash] = encoder.passages([piece for one in cut for piece in one]), starts
        vectors, starts = self._vectors[encoder.hash]
        found: Floats = np.maximum.reduceat(vectors @ encoder.questions([question])[0], starts).astype(np.float64)
        return found


class Memory:
    """The lists that were asked for last, up to so many texts in all; for several threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lists: OrderedDict[tuple[str, ...], Read] = OrderedDict()
        self._lock = Lock()

    def read(self, texts: tuple[str, ...]) -> Read:
        """Return what is known of a list, and forget those that have not been asked for longest."""
        with self._lock:
            found = self._lists.setdefault(texts, Read(texts))
            self._lists.move_to_end(texts)
            while len(self._lists) > 1 and sum(map(len, self._lists)) > self._most:
                self._lists.popitem(last=False)
            return found


_remembered = Memory(TEXTS_KEPT)
