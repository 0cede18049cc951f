"""The names of many lines at once by spaCy's network: what its own reader finds, in a third of the time.

spaCy's reader goes from token to token and asks for the interpreter's lock at every vector that it adds. But its
network looks at three tokens: this one and, while a name is open, the name's first and the one before this. With no
name open the choice rests on one token, so it is made for all of them in one multiplication, and only names of
several tokens are walked through.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

OUTSIDE: Final = "O"
ALONE, FIRST, INNER, LAST = "U-", "B-", "I-", "L-"
"""A name of one token; the first, an inner and the last of several: spaCy's names of its choices."""


class Found(NamedTuple):
    """A name: which Doc, half-open offsets in tokens, label."""

    doc: int
    start: int
    end: int
    label: str


class NameReader:
    """The weights of a trained ``ner`` component (state of three tokens, maxout, an upper layer)."""

    def __init__(self, component: Any) -> None:  # noqa: ANN401  (spaCy's EntityRecognizer is not typed)
        self._vectors, self._features, upper = component.model.layers
        moves = component.moves
        at = {moves.get_class_name(move): move for move in range(moves.n_moves)}
        # A choice without a label is spaCy's mark for "no name here", which only a caller's own marks allow.
        begins = [name for name in at if name[:2] in {ALONE, FIRST} and len(name) > len(FIRST)]
        self._choices: tuple[str, ...] = tuple(sorted((OUTSIDE, *begins), key=at.__getitem__))
        self._outside = self._choices.index(OUTSIDE)
        self._firsts = np.flatnonzero([name.startswith(FIRST) for name in self._choices])
        weights, bias = upper.get_param("W"), upper.get_param("b")
        rows = [at[name] for name in self._choices]
        self._weights, self._bias = weights[rows], bias[rows]
        self._going_on = {
            name[len(FIRST) :]: (weights[inner] - weights[last], float(bias[inner] - bias[last]))
            for name in self._choices
            if name.startswith(FIRST)
            for inner, last in [(at[INNER + name[len(FIRST) :]], at[LAST + name[len(FIRST) :]])]
        }
        """By label: what speaks for one more token after this against ending here."""

    def read(self, docs: Sequence[Any]) -> Iterator[Found]:
        """Yield the names of Docs that have tokens, no names and no sentences yet; in order."""
        # The first row stands for a token that there is not.
        features: Floats = self._features.predict(self._vectors.predict(list(docs)))
        here, first, before = features[1:, 0], features[1:, 1], features[1:, 2]
        bias: Floats = self._features.get_param("b")
        closed = (here + (features[0, 1] + features[0, 2] + bias)).max(axis=-1)
        # By thinc's own routine: numpy's would start threads for so little, and they cost more than the work.
        scores: Floats = self._features.ops.gemm(closed, self._weights, trans2=True) + self._bias
        ends = np.cumsum([len(doc) for doc in docs])
        scores[np.ix_(ends - 1, self._firsts)] = -np.inf
        blank = np.concatenate([doc.to_array("IS_SPACE") for doc in docs]) != 0
        scores[blank] = -np.inf
        scores[blank, self._outside] = 0.0
        best = scores.argmax(axis=1)
        begins = np.flatnonzero(best != self._outside)
        reached = 0
        for start, doc in zip(begins.tolist(), np.searchsorted(ends, begins, side="right").tolist(), strict=True):
            if start < reached:
                continue
            move, last = self._choices[best[start]], start
            if move.startswith(FIRST):
                weights, against = self._going_on[move[len(FIRST) :]]
                opened = first[start] + bias
                last += 1
                while last < ends[doc] - 1:
                    inside = (here[last] + opened + before[last - 1]).max(axis=-1)
                    if float(inside @ weights) + against <= 0:
                        break
                    last += 1
            reached = last + 1
            offset = int(ends[doc]) - len(docs[doc])
            yield Found(doc, start - offset, reached - offset, move[len(FIRST) :])
