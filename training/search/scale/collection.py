"""A collection: passages of cases that belong to fifty organisations, of which one, the first, asks.

Of what it may see, 98 % is public and spread over all fifty, 2 % its own; as much again as a fifth of that belongs to
the others alone. Cases stand in a random order, as they come in.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from lexsarah.search.blocks import SLICE
from training.search.scale.labels import Labels, Narrowing, labels, narrowings
from training.search.scale.material import Ints, Material
from training.search.scale.mixed import mixtures
from training.search.scale.vectors import Halves

OWNERS = 50
OWN = 0.02
HIDDEN = 0.2
"""Passages that the reader may not see, as a share of those that it may."""
OF_A_CASE = 3
"""Passages of a synthetic case, on average."""
SEED = 20261122

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Collection:
    """Passage p + 1 has the sentences ``starts[p]`` to ``starts[p + 1]`` of ``sentences``, and a new word or -1.

    ``case`` is each passage's case; ``owner`` (0: the reader) and ``public`` are those of each case.
    """

    made_of: Material
    labels: Labels
    starts: Ints
    sentences: Ints
    new: Ints
    vectors: Halves
    real: Mask
    case: Ints
    owner: Ints
    public: Mask

    def __len__(self) -> int:
        return len(self.case)

    @property
    def seen(self) -> Mask:
        """Which passages the reader may see."""
        of_case: Mask = self.public | (self.owner == 0)
        return of_case[self.case]

    def narrowings(self) -> tuple[Narrowing, ...]:
        """Return the filters that are measured."""
        weights = np.bincount(self.case[self.seen], minlength=len(self.owner)).astype(np.float64)
        return narrowings(self.labels, weights)

    def lengths(self) -> Ints:
        """Return the length of each passage in words."""
        sums = np.concatenate([[0], np.cumsum(self.made_of.words[self.sentences])])
        found: Ints = sums[self.starts[1:]] - sums[self.starts[:-1]] + (self.new >= 0)
        return found

    def text(self, row: int) -> str:
        """Return the text of a passage."""
        parts = [self.made_of.sentences[at] for at in self.sentences[self.starts[row] : self.starts[row + 1]]]
        return "\n".join([*parts, new_word(int(self.new[row]))] if self.new[row] >= 0 else parts)

    @property
    def terms(self) -> tuple[str, ...]:
        """Return every term by its number: those of sentences, of codes, and new words."""
        codes = (f"={field}:{value}" for field, value in self.labels.codes)
        return (*self.made_of.terms, *codes, *map(new_word, range(int(self.new.max(initial=-1)) + 1)))

    def counts(self, start: int, stop: int) -> tuple[Ints, Ints, Ints]:
        """Return the postings of some passages by row: passage, term and frequency, which is 0 for codes."""
        span = slice(self.starts[start], self.starts[stop])
        choice = csr_matrix(
            (
                np.ones(span.stop - span.start, np.int32),
                self.sentences[span],
                self.starts[start : stop + 1] - self.starts[start],
            ),
            shape=(stop - start, len(self.made_of.sentences)),
        )
        words = (choice @ self.made_of.counts).tocsr()
        codes = self.labels.held[self.case[start:stop]]
        new = np.flatnonzero(self.new[start:stop] >= 0)
        first_code = len(self.made_of.terms)
        first_new = first_code + len(self.labels.codes)
        rows = np.concatenate(
            [np.repeat(np.arange(stop - start), np.diff(one.indptr)) for one in (words, codes)] + [new]
        )
        terms = np.concatenate([words.indices, codes.indices + first_code, self.new[start:stop][new] + first_new])
        frequencies = np.concatenate([words.data, np.zeros(codes.nnz, np.int32), np.ones(len(new), np.int32)])
        order = np.argsort(rows, kind="stable")
        return rows[order] + start, terms[order].astype(np.int64), frequencies[order].astype(np.int64)

    def slices(self) -> list[tuple[int, int]]:
        """Return the rows, half-open, of each slice of passage numbers; a number is one more than a row."""
        ends = [*range(SLICE - 1, len(self), SLICE), len(self)]
        return list(zip([0, *ends[:-1]], ends, strict=True))


def new_word(number: int) -> str:
    """Return a word that nothing real has, one term of its own."""
    letters = ""
    for _ in range(5):
        number, at = divmod(number, 26)
        letters += chr(ord("a") + at)
    return f"qx{letters}x"


def collection(made_of: Material, near: Ints, reach: float, visible: int) -> Collection:
    """Make a collection of which the reader may see so many passages; real ones come first, all of them public."""
    random = np.random.default_rng([SEED, visible])
    own, hidden = round(visible * OWN), round(visible * HIDDEN)
    real = min(made_of.passages, visible - own)
    mixed = mixtures(made_of, near, reach, visible + hidden - real, random)

    runs = _cut(made_of.runs, real)
    kinds = [("public", len(runs))]
    for kind, most in (("public", visible - own - real), ("own", own), ("hidden", hidden)):
        more = _cut(random.geometric(1 / OF_A_CASE, size=most).tolist(), most)
        runs += more
        kinds.append((kind, len(more)))
    kind_of = np.repeat([kind for kind, _ in kinds], [size for _, size in kinds])
    owner = random.integers(OWNERS, size=len(runs))
    owner[kind_of == "own"] = 0
    owner[kind_of == "hidden"] = random.integers(1, OWNERS, size=int((kind_of == "hidden").sum()))

    # Passages in the order in which they were made, by the order in which their cases come in.
    order = random.permutation(len(runs))
    place = np.empty(len(runs), np.int64)
    place[order] = np.arange(len(runs))
    case_of = place[np.repeat(np.arange(len(runs)), runs)]
    rows = np.argsort(case_of, kind="stable")

    starts = np.concatenate([made_of.starts[: real + 1], made_of.starts[real] + mixed.starts[1:]])
    sentences = np.concatenate([np.arange(made_of.starts[real]), mixed.sentences])
    sizes = np.diff(starts)[rows]
    new_starts = np.concatenate([[0], np.cumsum(sizes)])
    within = np.arange(len(sentences)) - np.repeat(new_starts[:-1], sizes)
    new = np.concatenate([np.full(real, -1), mixed.new])
    vectors = np.concatenate([made_of.vectors[:real], mixed.vectors])
    return Collection(
        made_of,
        labels(len(runs), random),
        new_starts,
        sentences[np.repeat(starts[:-1][rows], sizes) + within],
        new[rows],
        vectors[rows],
        rows < real,
        case_of[rows],
        owner[order],
        (kind_of == "public")[order],
    )


def _cut(runs: "list[int] | tuple[int, ...]", most: int) -> list[int]:
    """Return the first runs that have so many passages together, the last cut short."""
    found: list[int] = []
    for run in runs:
        if most <= 0:
            break
        found.append(min(run, most))
        most -= run
    return found
