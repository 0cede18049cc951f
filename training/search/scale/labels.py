"""Codes of cases, some 25 each, spread unevenly as codes are; and filters that let known shares of passages through.

Municipalities weigh by their inhabitants, the other codes by their place in the vocabulary (Zipf), whatever they mean.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from lexsarah.reference import municipality_by_name
from lexsarah.store.filters import FILTERS, Filters
from lexsarah.vocabulary import (
    CauseArea,
    Consequence,
    Decision,
    EventType,
    Genre,
    IvoNotification,
    Law,
    Measure,
    MisconductType,
    ServiceArea,
)
from training.search.scale.material import Ints

Code = tuple[str, str]
FIRST, LAST = 2008, 2026
"""Years that cases happened in, the first and the one after the last."""

SEVERAL: Mapping[str, tuple[type[Any], int, int]] = {
    "genre": (Genre, 1, 1),
    "decision": (Decision, 1, 1),
    "ivo": (IvoNotification, 1, 1),
    "primary_type": (MisconductType, 1, 1),
    "law": (Law, 1, 1),
    "service_area": (ServiceArea, 1, 2),
    "misconduct_type": (MisconductType, 1, 3),
    "event_type": (EventType, 1, 3),
    "cause": (CauseArea, 1, 3),
    "consequence": (Consequence, 1, 2),
    "measure": (Measure, 1, 4),
}
"""Values of a field, and the fewest and most that a case has."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What cases are coded with: row c of ``held`` has a 1 for each of ``codes``, ``days`` says when it happened."""

    codes: tuple[Code, ...]
    held: csr_matrix
    days: tuple[date, ...]


def labels(cases: int, random: np.random.Generator) -> Labels:
    """Code so many cases."""
    numbers: dict[Code, int] = {}
    rows: list[npt.NDArray[np.int64]] = []
    columns: list[npt.NDArray[np.int64]] = []

    def coded(who: Ints, field: str, values: Sequence[str], chosen: Ints) -> None:
        table = np.array([numbers.setdefault((field, value), len(numbers)) for value in values])
        rows.append(who)
        columns.append(table[chosen])

    everyone = np.arange(cases)
    for field, (vocabulary, fewest, most) in SEVERAL.items():
        values = [str(value) for value in vocabulary]
        sizes = random.integers(fewest, most + 1, size=cases)
        # So many with the highest keys: drawn without putting back, by weight (Efraimidis & Spirakis 2006).
        keys = random.random((cases, len(values))) ** np.arange(1, len(values) + 1)
        order = np.argsort(-keys, axis=1)
        for place in range(most):
            who = everyone[sizes > place]
            coded(who, field, values, order[who, place])
    places = list(municipality_by_name().values())
    weights = np.array([one.population for one in places], dtype=np.float64)
    chosen = random.choice(len(places), size=cases, p=weights / weights.sum())
    coded(everyone, "municipality", [one.name for one in places], chosen)
    coded(everyone, "county", [one.county for one in places], chosen)
    coded(everyone, "deviation", ["true"], np.zeros(cases, np.int64))
    coded(everyone, "provider", ["kommunal", "privat"], (random.random(cases) < 0.25).astype(np.int64))
    # Later years have more.
    spread = np.sqrt(random.random(cases)) * (date(LAST, 1, 1) - date(FIRST, 1, 1)).days
    days = tuple(date(FIRST, 1, 1) + timedelta(days=int(after)) for after in spread)
    for field, named in (
        ("year", [str(day.year) for day in days]),
        ("quarter", [f"{day.year} K{(day.month - 1) // 3 + 1}" for day in days]),
        ("tertial", [f"{day.year} T{(day.month - 1) // 4 + 1}" for day in days]),
        ("month", [f"{day:%Y-%m}" for day in days]),
    ):
        periods, at = np.unique(named, return_inverse=True)
        coded(everyone, field, periods.tolist(), at)
    cells = (np.concatenate(rows), np.concatenate(columns))
    held = csr_matrix((np.ones(len(cells[0]), np.int32), cells), shape=(cases, len(numbers)))
    return Labels(tuple(numbers), held, days)


SHARES = (0.001, 0.01, 0.1)
OF_A_KIND = 2
"""Filters by one value and by two that are used for each share, in turns."""
NEAR = 1.3
"""How many times more or less a filter's share may be than what it stands for."""
ALONE = ("municipality", "type", "event", "genre", "year", "measure")
TOGETHER = (("municipality", "year"), ("event", "year"), ("type", "genre"))
"""Filters that are tried, alone and two at once."""
EVERYTHING = Filters(since=date(1990, 1, 1))
"""Lets all cases through; the days are looked at in the best passages."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A filter by its name in the tables, and the share of what the reader may see that it lets through."""

    name: str
    share: float
    filters: Filters


def narrowings(coded: Labels, weights: npt.NDArray[np.float64]) -> tuple[Narrowing, ...]:
    """Find filters of each share; ``weights`` are the passages of each case that the reader may see."""
    found = [Narrowing("none", 1.0, Filters())]
    singles, pairs = list(_shares(coded, weights, ALONE)), list(_pairs(coded, weights))
    for wanted in SHARES:
        for tried in (singles, pairs):
            near = sorted((max(share / wanted, wanted / share), at) for at, (_, share) in enumerate(tried) if share)
            found += [
                Narrowing(f"{wanted:.1%}".replace(".0", ""), tried[at][1], Filters(tried[at][0]))
                for off, at in near[:OF_A_KIND]
                if off <= NEAR
            ]
    return (*found, Narrowing("100%", 1.0, EVERYTHING))


Codes = Mapping[str, tuple[str, ...]]


def _shares(coded: Labels, weights: npt.NDArray[np.float64], names: Iterable[str]) -> Iterator[tuple[Codes, float]]:
    shares = coded.held.T @ weights / weights.sum()
    for name in names:
        for at, (field, value) in enumerate(coded.codes):
            if field == FILTERS[name]:
                yield {name: (value,)}, float(shares[at])


def _pairs(coded: Labels, weights: npt.NDArray[np.float64]) -> Iterator[tuple[Codes, float]]:
    weighed = coded.held.multiply(weights[:, None]).tocsc()
    for one, other in TOGETHER:
        here, there = (
            [at for at, (field, _) in enumerate(coded.codes) if field == FILTERS[name]] for name in (one, other)
        )
        shares = (weighed[:, here].T @ coded.held[:, there]).toarray() / weights.sum()
        for (row, left), (column, right) in product(enumerate(here), enumerate(there)):
            values = {one: (coded.codes[left][1],), other: (coded.codes[right][1],)}
            yield values, float(shares[row, column])
