"""Finds the passages whose vectors are nearest to a question's: exactly where few are looked through, else by HNSW.

Source of the index: Malkov & Yashunin, "Efficient and robust approximate nearest neighbor search using Hierarchical
Navigable Small World graphs" (2018), as pgvector has it. Sizes were chosen by ``make bench-search``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import LiteralString
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
CANDIDATES = 600
"""Candidates of the approximate search (``hnsw.ef_search``). Under a filter it searches on from there until enough pass
(iterative scan). Of the ten nearest of 98,000 (``training.search.scale``) 200 found 91 %, 400 97 %, 600 99 %."""
LISTED = 1_000
"""Passages that a filter lets through, up to which a scope without an index looks these up and not all that it has."""

Vector = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A question as an encoder has it: a vector of length 1, and which encoder that was.

    A passage without any of the words is no answer if its cosine is below ``floor``; or below ``sure``, if the words
    stand nowhere.
    """

    encoder: KnownEncoder
    vector: Vector
    floor: float = -1.0
    sure: float = -1.0


@dataclass(frozen=True, slots=True)
class Allowed:
    """Passages that a filter lets through, by number in ascending order."""

    numbers: Numbers

    def bits(self) -> bytes:
        """Return a bit for every number, in the order of PostgreSQL's get_bit: a million in 125 kB."""
        found = np.zeros(int(self.numbers[-1]) + 1 if len(self.numbers) else 1, np.bool_)
        found[self.numbers] = True
        return np.packbits(found, bitorder="little").tobytes()


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
    if allowed and len(allowed.numbers) <= (NARROW * counted(connection)[0] if indexed else LISTED):
        return _fetched(connection, asked, scope, allowed.numbers.tolist(), most=most)
    if indexed:
        connection.execute(
            "SELECT set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.ef_search', %s, true)",
            [str(CANDIDATES)],
        )
    return _fetched(connection, asked, scope, allowed, most=most, approximate=indexed)


def _fetched(
    connection: Connection,
    asked: Encoded,
    scope: UUID,
    among: list[int] | Allowed | None = None,
    *,
    most: int | None = None,
    approximate: bool = False,
) -> dict[int, float]:
    """Ask for passages of a scope with their cosines; those of a list are looked up, all others looked through.

    Encoder and scope stand in the statement as constants: the index of a scope is a partial one, and the planner must
    see that it fits. ``+ 0`` keeps it from an approximate index where all are to be looked through.
    """
    distance = sql.SQL("(vector::halfvec({size})) <#> {asked}::halfvec({size})").format(
        size=sql.Literal(asked.encoder.dimensions), asked=sql.Literal(as_halfvec(asked.vector))
    )
    order = distance if approximate else sql.SQL("({}) + 0").format(distance)
    condition, parameters = _condition(among)
    statement = sql.SQL(
        "SELECT passage_id, -({distance}) AS near FROM vectors WHERE encoder_id = {encoder} AND scope = {scope} "
        "AND {condition} ORDER BY {order} LIMIT {most}"
    ).format(
        distance=distance,
        encoder=sql.Literal(asked.encoder.id),
        scope=sql.Literal(scope),
        condition=sql.SQL(condition),
        order=order,
        most=sql.Literal(most),
    )
    return {row["passage_id"]: float(row["near"]) for row in connection.execute(statement, parameters).fetchall()}


def _condition(among: list[int] | Allowed | None) -> tuple[LiteralString, list[object]]:
    """Return an SQL condition on passage_id and its parameters."""
    if among is None:
        return "true", []
    if isinstance(among, Allowed):
        bits = among.bits()
        # get_bit refuses what lies beyond the last bit.
        return "CASE WHEN passage_id < %s THEN get_bit(%b, passage_id) = 1 ELSE false END", [8 * len(bits), bits]
    # As one text: psycopg writes a list number by number, ten times as slowly.
    return "passage_id = ANY(%s::bigint[])", [f"{{{','.join(map(str, among))}}}"]
