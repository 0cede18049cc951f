"""From texts to rows of numbers: counted words, sentence vectors, both side by side, and either pressed together.

Whatever is fitted (which features are kept, weights, means, directions) is fitted on the documents ``seen``; rows are
made of all.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.preprocessing import StandardScaler

from lexsarah.classify.features import BLOCKS, features, tokens
from lexsarah.classify.vectors import Counted, Matrix
from lexsarah.language import WORD, stem
from training.compare.tasks import Places, Unit
from training.compare.texts import Text
from training.learning import SEED, Block, fit_vectors

Dense = NDArray[np.float32]

AROUND = 0.4
"""Share of what stands around a sentence beside its own words."""

WORD_BLOCKS = {
    Unit.DOCUMENT: {**{name: Block(2) for name in BLOCKS}, "head": Block(2), "frame": Block(2)},
    Unit.LINE: {
        **{name: Block(2) for name in BLOCKS},
        "near": Block(2, share=AROUND),
        "heading": Block(2, share=AROUND),
    },
}

DIRECTIONS = 128
"""Principal components kept of the vectors of an item (three or four of 384 numbers side by side)."""

PRESSED = 64
"""Components that words, and vectors, are pressed into for trees, which split on one column at a time."""


class Rows(Protocol):
    """Makes the rows of all items of a unit (items, features)."""

    def __call__(self, unit: Unit, seen: Places) -> Matrix:
        """Fit on the documents ``seen``; the rows of the last call of each unit are remembered."""
        ...


class Words:
    """Stems, pairs, letters and concepts, names and numbers replaced; of a sentence also its neighbours and heading."""

    def __init__(self, documents: Sequence[Text]) -> None:
        lines = [_counted_lines(one) for one in documents]
        self._items: dict[Unit, list[Counted]] = {
            Unit.DOCUMENT: [_counted_whole(one, own) for one, own in zip(documents, lines, strict=True)],
            Unit.LINE: [line for own in lines for line in own],
        }
        self._owners = owners(documents)
        self._last: dict[Unit, tuple[bytes, Matrix]] = {}

    def __call__(self, unit: Unit, seen: Places) -> Matrix:
        """See ``Rows``."""
        if unit not in self._last or self._last[unit][0] != seen.tobytes():
            items, owner = self._items[unit], self._owners[unit]
            chosen = np.flatnonzero(np.isin(owner, seen))
            fitted = fit_vectors([items[at] for at in chosen], owner[chosen].tolist(), WORD_BLOCKS[unit])
            self._last[unit] = seen.tobytes(), fitted.weighted(fitted.counts(items))
        return self._last[unit][1]


def _counted_lines(document: Text) -> list[Counted]:
    own = [features(tokens(line.text)) for line in document.lines]
    single = [[feature for feature in one["words"] if " " not in feature] for one in own]
    found: list[Counted] = []
    for at, line in enumerate(document.lines):
        near = [
            f"{side} {word}" for side, to in (("<", at - 1), (">", at + 1)) if 0 <= to < len(own) for word in single[to]
        ]
        heading = [stem(match.group().lower()) for match in WORD.finditer(line.heading)]
        found.append({**own[at], "near": Counter(near), "heading": Counter(heading)})
    return found


def _counted_whole(document: Text, lines: Sequence[Counted]) -> Counted:
    whole: dict[str, Counter[str]] = {name: Counter() for name in BLOCKS}
    for line in lines:
        for name in BLOCKS:
            whole[name].update(line[name])
    frame: Counter[str] = Counter()
    for sentence in document.frame:
        frame.update(features(tokens(sentence))["words"])
    return {**whole, "head": features(tokens(document.head))["words"], "frame": frame}


def owners(documents: Sequence[Text]) -> dict[Unit, Places]:
    """Return the document of every item."""
    return {
        Unit.DOCUMENT: np.arange(len(documents)),
        Unit.LINE: np.array([at for at, one in enumerate(documents) for _ in one.lines], dtype=np.int64),
    }


class Meaning:
    """Sentence vectors: of a document the lines' mean and highest values, the head's, the frame's mean.

    Of a sentence its own, the mean of its neighbours' and its heading's. All are centred and scaled column by column
    (the vectors of e5 lie in a narrow cone), turned to their principal components, and about as long as rows of words.
    """

    def __init__(self, documents: Sequence[Text], encoded: Sequence["Encoded"]) -> None:
        self._items = {
            Unit.DOCUMENT: np.stack([one.whole() for one in encoded]),
            Unit.LINE: np.concatenate([one.around() for one in encoded]),
        }
        self._owners = owners(documents)
        self._last: dict[Unit, tuple[bytes, Dense]] = {}

    def __call__(self, unit: Unit, seen: Places) -> Matrix:
        """See ``Rows``."""
        if unit not in self._last or self._last[unit][0] != seen.tobytes():
            chosen = self._items[unit][np.isin(self._owners[unit], seen)]
            scale = StandardScaler().fit(chosen)
            parts = min(DIRECTIONS, *chosen.shape)
            turn = PCA(parts, svd_solver="covariance_eigh").fit(scale.transform(chosen))
            rows = turn.transform(scale.transform(self._items[unit])) / np.sqrt(chosen.shape[1])
            self._last[unit] = seen.tobytes(), rows.astype(np.float32)
        return self._last[unit][1]


class Encoded:
    """Vectors of a document: its lines and their headings (lines, size), its head (size,), its frame's mean (size,)."""

    def __init__(self, lines: Dense, headings: Dense, head: Dense, frame: Dense) -> None:
        self.lines, self.headings, self.head, self.frame = lines, headings, head, frame

    def whole(self) -> Dense:
        """Return the row of the document."""
        if not len(self.lines):
            return np.concatenate([self.head, self.head, self.head, self.frame])
        return np.concatenate([self.lines.mean(axis=0), self.lines.max(axis=0), self.head, self.frame])

    def around(self) -> Dense:
        """Return the rows of its lines."""
        return np.concatenate([self.lines, near(self.lines), self.headings], axis=1)


def near(lines: Dense) -> Dense:
    """Return for each line the mean of the one before and the one after; at the ends, nothing stands for a line."""
    found = np.zeros_like(lines)
    found[1:] += lines[:-1] / 2
    found[:-1] += lines[1:] / 2
    return found


class SideBySide:
    """The rows of two, next to each other."""

    def __init__(self, first: Rows, second: Rows) -> None:
        self._parts = first, second

    def __call__(self, unit: Unit, seen: Places) -> Matrix:
        """See ``Rows``."""
        return hstack([csr_matrix(part(unit, seen)) for part in self._parts], format="csr")


class Pressed:
    """Each of some rows in ``PRESSED`` components, next to each other: few columns without zeros, for trees."""

    def __init__(self, documents: Sequence[Text], *parts: Rows) -> None:
        self._parts = parts
        self._owners = owners(documents)
        self._last: dict[Unit, tuple[bytes, Dense]] = {}

    def __call__(self, unit: Unit, seen: Places) -> Matrix:
        """See ``Rows``."""
        if unit not in self._last or self._last[unit][0] != seen.tobytes():
            chosen = np.isin(self._owners[unit], seen)
            pressed = []
            for part in self._parts:
                rows = part(unit, seen)
                press = TruncatedSVD(min(PRESSED, rows.shape[1]), random_state=SEED).fit(rows[chosen])
                pressed.append(press.transform(rows))
            self._last[unit] = seen.tobytes(), np.concatenate(pressed, axis=1).astype(np.float32)
        return self._last[unit][1]
