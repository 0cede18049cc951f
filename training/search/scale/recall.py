"""How many of the ten nearest the product's search by meaning finds, against all cosines by numpy; and numpy's time."""

import time
from collections.abc import Sequence

import numpy as np

from lexsarah.search.blocks import SLICE
from lexsarah.search.meaning import Allowed, Encoded, nearest
from lexsarah.search.ranking import MOST_PASS, NEAREST
from lexsarah.store.database import Database, Reader
from lexsarah.store.filters import FILTERS
from training.search.resampling import mean
from training.search.scale.collection import Collection, Mask
from training.search.scale.labels import Narrowing
from training.search.scale.material import Ints
from training.search.scale.timing import Figures, percentiles

DEPTH = 10
SLACK = 1e-5
"""A cosine so little below the tenth best is as good as it: both sides round to half precision."""


def recall(
    database: Database, reader: Reader, searched: Collection, asked: Sequence[Encoded], narrowings: Sequence[Narrowing]
) -> dict[str, Figures]:
    """Return for each filter the mean recall of the ten nearest, the share of questions with less than nine, and times.

    The questions are rounded as the product rounds them.
    """
    seen = np.flatnonzero(searched.seen)
    vectors = searched.vectors[seen].astype(np.float32)
    kept = [passing(searched, one)[seen] for one in narrowings]
    by_name: dict[str, list[int]] = {}
    for at, one in enumerate(narrowings):
        by_name.setdefault(one.name, []).append(at)
    found = {}
    for name, filters in by_name.items():
        shares, times = [], []
        for number, question in enumerate(asked):
            mask = kept[filters[number % len(filters)]]
            rounded = question.vector.astype(np.float16).astype(np.float32)
            start = time.perf_counter()
            cosines = vectors @ rounded
            if name != "none":
                cosines[~mask] = -2
            best = cosines[np.argpartition(-cosines, NEAREST)[:NEAREST]] if len(cosines) > NEAREST else cosines
            times.append(1e3 * (time.perf_counter() - start))
            wanted = np.sort(best[best > -2])[::-1][:DEPTH]
            # As the product: what nearly all pass is no mask.
            allowed = None if mask.mean() >= MOST_PASS else allowing(seen[mask] + 1, len(seen))
            with database.transaction(reader) as connection:
                given = list(nearest(connection, question, NEAREST, allowed))[:DEPTH]
            of_given = cosines[np.searchsorted(seen, np.array(given, np.int64) - 1)]
            shares.append(float((of_given >= wanted[-1] - SLACK).sum()) / len(wanted))
        interval = mean(np.array(shares))
        found[name] = {
            "recall": interval.value,
            "interval": (interval.low, interval.high),
            "below": float(np.mean(np.array(shares) < 0.9)),
            "numpy": percentiles(times),
            "n": len(shares),
        }
    return found


def allowing(numbers: Ints, of: int) -> Allowed:
    """Return what lets passages through, given by number in ascending order."""
    slices, at = np.unique(numbers >> 16, return_inverse=True)
    mask = np.zeros(len(slices) * SLICE, np.bool_)
    mask[at * SLICE + numbers % SLICE] = True
    return Allowed(slices, mask, of)


def passing(searched: Collection, narrowing: Narrowing) -> Mask:
    """Return which passages a filter of codes lets through; days let all through here."""
    found = np.ones(len(searched.owner), np.bool_)
    for name, values in narrowing.filters.codes.items():
        columns = [searched.labels.codes.index((FILTERS[name], value)) for value in values]
        found &= np.asarray(searched.labels.held[:, columns].sum(axis=1)).ravel() > 0
    passages: Mask = found[searched.case]
    return passages
