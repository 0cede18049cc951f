"""Finds the passages whose vectors are nearest to a question's: exactly where few are looked through, else by HNSW.

Source of the index: Malkov & Yashunin, "Efficient and robust approximate nearest neighbor search using Hierarchical
Navigable Small World graphs" (2018), as pgvector has it. Sizes were chosen by ``make bench-search``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import numpy.typing as npt
from psycopg import sql

from lexsarah.search.blocks import counted
from lexsarah.store.database import Connection, one
from lexsarah.store.passages import PUBLIC, KnownEncoder, as_halfvec

INDEXED_FROM = 10_000
"""Vectors of a scope from which it has an approximate index; fewer are all looked through."""
NARROW = 0.03
"""Share of a scope's passages, let through by a filter, up to which all of these are looked through."""
WIDEST = 200
"""Least candidates of the approximate search (``hnsw.ef_search``)."""
LARGEST = 1000
"""Most that pgvector takes for it; beyond, it searches on from where it was (iterative scan)."""
SPARE = 1.5
"""Passages asked for beyond what a filter is expected to leave."""

Vector = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A question as an encoder has it: a vector of length 1, and which encoder that was.

    A passage without any of the words is no answer if its cosine is below ``floor``.
    """

    encoder: KnownEncoder
    vector: Vector
    floor: float = -1.0


@dataclass(frozen=True, slots=True)
class Allowed:
    """Passages that a filter lets through, by number in ascending order."""

    numbers: Numbers

    def __contains__(self, number: int) -> bool:
        at = int(np.searchsorted(self.numbers, number))
        return at < len(self.numbers) and int(self.numbers[at]) == number


def nearest(connection: Connection, asked: Encoded, most: int, allowed: Allowed | None = None) -> dict[int, float]:
    """Return the passages nearest to a question with their cosine, nearest first; at most so many.

    ``allowed`` are the only ones that count, if not None.
    """
    found: dict[int, float] = {}
    for scope in _scopes(connection):
        found.update(_nearest_in(connection, asked, most, scope, allowed))
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:most])


def cosines(connection: Connection, asked: Encoded, numbers: list[int]) -> dict[int, float]:
    """Return the cosines of passages by their number; those without a vector are left out."""
    found: dict[int, float] = {}
    for scope in _scopes(connection):
        found.update(_fetched(connection, asked, scope, numbers))
    return found


def _scopes(connection: Connection) -> Iterator[UUID]:
    yield PUBLIC
    own = one(connection.execute("SELECT current_organisation() AS own"))["own"]
    if own:
        yield own


def _nearest_in(
    connection: Connection, asked: Encoded, most: int, scope: UUID, allowed: Allowed | None
) -> dict[int, float]:
    indexed = one(
        connection.execute("SELECT to_regclass(%s) IS NOT NULL AS indexed", [f"vectors_{asked.encoder.id}_{scope.hex}"])
    )["indexed"]
    if not indexed:
        return _fetched(connection, asked, scope, None if allowed is None else allowed.numbers.tolist(), most=most)
    share = 1.0 if allowed is None else len(allowed.numbers) / max(counted(connection)[0], 1)
    if allowed is not None and share <= NARROW:
        return _fetched(connection, asked, scope, allowed.numbers.tolist(), most=most)
    wanted = round(most * (SPARE / share if allowed is not None else 1))
    connection.execute(
        "SELECT set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.ef_search', %s, true)",
        [str(min(LARGEST, max(WIDEST, wanted)))],
    )
    found = _fetched(connection, asked, scope, most=wanted, approximate=True)
    return found if allowed is None else {number: near for number, near in found.items() if number in allowed}


def _fetched(
    connection: Connection,
    asked: Encoded,
    scope: UUID,
    among: list[int] | None = None,
    *,
    most: int | None = None,
    approximate: bool = False,
) -> dict[int, float]:
    """Ask for passages of a scope with their cosines.

    Encoder and scope stand in the statement as constants: the index of a scope is a partial one, and the planner must
    see that it fits. ``+ 0`` keeps it from an approximate index where all are to be looked through.
    """
    distance = sql.SQL("(vector::halfvec({size})) <#> {asked}::halfvec({size})").format(
        size=sql.Literal(asked.encoder.dimensions), asked=sql.Literal(as_halfvec(asked.vector))
    )
    order = distance if approximate else sql.SQL("({}) + 0").format(distance)
    statement = sql.SQL(
        "SELECT passage_id, -({distance}) AS near FROM vectors WHERE encoder_id = {encoder} AND scope = {scope} "
        "{condition} ORDER BY {order} LIMIT {most}"
    ).format(
        distance=distance,
        encoder=sql.Literal(asked.encoder.id),
        scope=sql.Literal(scope),
        condition=sql.SQL("" if among is None else "AND passage_id = ANY(%s)"),
        order=order,
        most=sql.Literal(most),
    )
    rows = connection.execute(statement, None if among is None else [among]).fetchall()
    return {row["passage_id"]: float(row["near"]) for row in rows}
