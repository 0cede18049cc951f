"""Finds the passages whose vectors are nearest to a question's: exactly where few are looked through, else by HNSW.

Source of the index: Malkov & Yashunin, "Efficient and robust approximate nearest neighbor search using Hierarchical
Navigable Small World graphs" (2018), as pgvector has it. Sizes were chosen by ``make bench-search``.
"""

from dataclasses import dataclass
from typing import LiteralString
from uuid import UUID

import numpy as np
import numpy.typing as npt
from psycopg import sql

from lexsarah.search.blocks import SLICE, Mask, Numbers
from lexsarah.store.database import Connection
from lexsarah.store.passages import KnownEncoder, as_halfvec

INDEXED_FROM = 10_000
"""Vectors of a scope from which it has an approximate index; fewer are all looked through."""
NARROW = 0.03
"""Share of what the reader may see, let through by a filter, up to which all of it is looked through."""
CANDIDATES = 400
"""Candidates of the approximate search (``hnsw.ef_search``). Under a filter it searches on from there until enough pass
(iterative scan). Of the ten nearest of 20,000 real vectors 200 find 99.9 %; of a million, most of them drawn, 400 find
96 to 97 % and 600 97 to 99 % (``training.search.scale``)."""
LISTED = 1_000
"""Passages that a filter lets through, up to which a scope without an index looks these up and not all that it has."""

Vector = npt.NDArray[np.float32]


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
    """Passages that a filter lets through, of so many that the reader may see.

    ``mask`` says it of ``SLICE`` passages for each of ``slices``, by number in ascending order; what lies in no slice
    is not let through.
    """

    slices: Numbers
    mask: Mask
    of: int

    def __len__(self) -> int:
        return int(np.count_nonzero(self.mask))

    def numbers(self) -> list[int]:
        """Return their numbers."""
        places = np.flatnonzero(self.mask)
        found: list[int] = ((self.slices[places // SLICE] * SLICE) + places % SLICE).tolist()
        return found

    def bits(self) -> bytes:
        """Return a bit for every number, in the order of PostgreSQL's get_bit: a million in 125 kB."""
        found = np.zeros((int(self.slices[-1]) + 1 if len(self.slices) else 1, SLICE // 8), np.uint8)
        found[self.slices] = np.packbits(self.mask.reshape(-1, SLICE), axis=1, bitorder="little")
        return found.tobytes()


def nearest(connection: Connection, asked: Encoded, most: int, allowed: Allowed | None = None) -> dict[int, float]:
    """Return the passages nearest to a question with their cosine, nearest first; at most so many.

    ``allowed`` are the only ones that count, if not None.
    """
    indexed = _indexed(connection, asked.encoder)
    passing = 0 if allowed is None else len(allowed)
    narrow = allowed is not None and passing <= NARROW * allowed.of
    exactly = [scope for scope, has_index in indexed.items() if narrow or not has_index]
    found: dict[int, float] = {}
    if exactly:
        listed = allowed is not None and (narrow or passing <= LISTED)
        among = allowed.numbers() if allowed is not None and listed else allowed
        found |= _looked_through(connection, asked, exactly, among, most)
    for scope in indexed.keys() - exactly:
        found |= _approximately(connection, asked, scope, allowed, most)
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:most])


def cosines(connection: Connection, asked: Encoded, numbers: list[int]) -> dict[int, float]:
    """Return the cosines of passages by their number; those without a vector are left out."""
    return _looked_through(connection, asked, None, numbers, len(numbers)) if numbers else {}


def _indexed(connection: Connection, encoder: KnownEncoder) -> dict[UUID, bool]:
    """Return the scopes of the reader, and whether each has an approximate index of the encoder's vectors."""
    rows = connection.execute(
        "SELECT scope, to_regclass(format('vectors_%%s_%%s', %s::int, replace(scope::text, '-', ''))) IS NOT NULL AS "
        "has_index FROM unnest(seen_scopes()) AS scope WHERE scope IS NOT NULL",
        [encoder.id],
    ).fetchall()
    return {row["scope"]: row["has_index"] for row in rows}


def _looked_through(
    connection: Connection, asked: Encoded, scopes: list[UUID] | None, among: list[int] | Allowed | None, most: int
) -> dict[int, float]:
    """Compare the vectors of scopes, or of all that the reader has, one by one; those of a list are looked up."""
    condition, parameters = _condition(among)
    # "+ 0" keeps it from an approximate index.
    return _found(
        connection,
        sql.SQL(
            "SELECT passage_id, (vector::halfvec({size}) <#> %s::halfvec({size})) + 0 AS distance FROM vectors "
            "WHERE encoder_id = %s AND scope = ANY(coalesce(%s::uuid[], seen_scopes())) AND {condition} "
            "ORDER BY distance LIMIT %s"
        ).format(size=sql.Literal(asked.encoder.dimensions), condition=sql.SQL(condition)),
        [as_halfvec(asked.vector), asked.encoder.id, scopes, *parameters, most],
    )


def _approximately(
    connection: Connection, asked: Encoded, scope: UUID, allowed: Allowed | None, most: int
) -> dict[int, float]:
    """Search the index of a scope.

    Encoder and scope stand in the statement as constants: the index is a partial one, and the planner must see that it
    fits.
    """
    connection.execute(
        "SELECT set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.ef_search', %s, true)",
        [str(CANDIDATES)],
    )
    condition, parameters = _condition(allowed)
    return _found(
        connection,
        sql.SQL(
            "SELECT passage_id, vector::halfvec({size}) <#> {asked}::halfvec({size}) AS distance FROM vectors "
            "WHERE encoder_id = {encoder} AND scope = {scope} AND {condition} ORDER BY distance LIMIT %s"
        ).format(
            size=sql.Literal(asked.encoder.dimensions),
            asked=sql.Literal(as_halfvec(asked.vector)),
            encoder=sql.Literal(asked.encoder.id),
            scope=sql.Literal(scope),
            condition=sql.SQL(condition),
        ),
        [*parameters, most],
    )


def _found(connection: Connection, statement: sql.Composed, parameters: list[object]) -> dict[int, float]:
    return {row["passage_id"]: -row["distance"] for row in connection.execute(statement, parameters).fetchall()}


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
