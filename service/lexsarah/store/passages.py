"""Writes what a case is found by: its passages with their terms, and its codes; and the vectors of passages."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import numpy.typing as npt

from lexsarah.language import WORD
from lexsarah.records import Passage
from lexsarah.store.database import Connection, one

PUBLIC = UUID(int=0)
"""Scope of what everyone may see; that of the rest is its owner."""

MOST_OFTEN = 32767
"""Highest frequency of a term in a passage that is kept."""

Owned = tuple[UUID, str]
"""Owner and visibility of a document."""

Code = tuple[str, str]
"""Field and value."""


def code_term(field: str, value: str) -> str:
    """Return the term by which the passages of all cases with a code are found."""
    return f"={field}:{value}"


def save(
    connection: Connection,
    owned: Owned,
    case_id: UUID,
    passages: Sequence[tuple[Passage, Mapping[str, int]]],
    codes: Sequence[Code],
) -> None:
    """Store the passages of a case with the frequency of each term in them, and with the codes that it is found by."""
    owner, visibility = owned
    labels = dict.fromkeys((code_term(field, value) for field, value in codes), 0)
    for passage, counts in passages:
        terms = {**{term: min(count, MOST_OFTEN) for term, count in counts.items()}, **labels}
        connection.execute(
            "WITH made AS (INSERT INTO passages (case_id, owner_id, visibility, span_start, span_end, section, role, "
            "page, text, sha256, length, terms, frequencies) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) "
            "RETURNING id, owner_id, visibility, terms, frequencies) "
            "INSERT INTO postings (term, passage_id, owner_id, visibility, frequency) "
            "SELECT term, id, owner_id, visibility, frequency FROM made, unnest(terms, frequencies) AS t (term, "
            "frequency)",
            [
                case_id,
                owner,
                visibility,
                passage.span.start,
                passage.span.end,
                passage.section,
                passage.role,
                passage.page,
                passage.text,
                hashlib.sha256(passage.text.encode()).digest(),
                len(WORD.findall(passage.text)),
                list(terms),
                list(terms.values()),
            ],
        )


def merge(connection: Connection, most: int) -> int:
    """Move what was added last, of at most so many passages, into the blocks; returns of how many it did."""
    return int(one(connection.execute("SELECT merge_postings(%s) AS n", [most]))["n"])


def unmerged(connection: Connection) -> int:
    """Return how many passages that the reader may see wait for their merging."""
    return int(one(connection.execute("SELECT count(DISTINCT passage_id) AS n FROM postings"))["n"])


@dataclass(frozen=True, slots=True)
class KnownEncoder:
    """An encoder that has vectors here, or is to have them (``wanted``); ``complete``: it has answered questions."""

    id: int
    hash: str
    dimensions: int
    complete: bool
    wanted: bool


def encoders(connection: Connection) -> tuple[KnownEncoder, ...]:
    """Return the encoders known here, the oldest first."""
    rows = connection.execute("SELECT id, hash, dimensions, complete, wanted FROM encoders ORDER BY id").fetchall()
    return tuple(KnownEncoder(**row) for row in rows)


def encoder_with(connection: Connection, hash_: str, dimensions: int) -> int:
    """Return the id of an encoder that is to have vectors from now on; passages wait for them if it is new."""
    return int(one(connection.execute("SELECT encoder_with(%s, %s) AS id", [hash_, dimensions]))["id"])


def without_vectors(connection: Connection, limit: int) -> dict[int, str]:
    """Return the text of passages of the reader's organisation that wait for a vector, by number."""
    rows = connection.execute(
        "SELECT p.id, p.text FROM unencoded u JOIN passages p ON p.id = u.passage_id "
        "WHERE u.owner_id = current_organisation() ORDER BY u.passage_id LIMIT %s",
        [limit],
    ).fetchall()
    return {row["id"]: row["text"] for row in rows}


def as_halfvec(vector: npt.NDArray[np.float32]) -> str:
    """Write a vector as PostgreSQL reads it."""
    return f"[{','.join(map(str, vector.tolist()))}]"


def save_vectors(connection: Connection, encoder_id: int, vectors: Mapping[int, npt.NDArray[np.float32]]) -> None:
    """Store vectors by the number of their passage; those that went meanwhile, or have one, are left out."""
    connection.execute(
        "INSERT INTO vectors (encoder_id, passage_id, owner_id, visibility, vector) "
        "SELECT %s, p.id, p.owner_id, p.visibility, made.vector::halfvec "
        "FROM unnest(%s::bigint[], %s::text[]) AS made (id, vector) JOIN passages p USING (id) ON CONFLICT DO NOTHING",
        [encoder_id, list(vectors), [as_halfvec(vector) for vector in vectors.values()]],
    )
    connection.execute("DELETE FROM unencoded WHERE passage_id = ANY(%s)", [list(vectors)])


@dataclass(frozen=True, slots=True)
class KeptVector:
    """A vector of a text that may come back: the text's sha256, and the vector as PostgreSQL writes it."""

    encoder_id: int
    sha256: bytes
    vector: str


def vectors_of(connection: Connection, document_id: UUID) -> tuple[KeptVector, ...]:
    """Return the vectors of a document's passages, to be given back after it has been cut anew."""
    rows = connection.execute(
        "SELECT DISTINCT v.encoder_id, p.sha256, v.vector::text AS vector FROM cases c "
        "JOIN passages p ON p.case_id = c.id JOIN vectors v ON v.passage_id = p.id WHERE c.document_id = %s",
        [document_id],
    ).fetchall()
    return tuple(KeptVector(**row) for row in rows)


def restore_vectors(connection: Connection, document_id: UUID, kept: Iterable[KeptVector]) -> None:
    """Give the passages of a document whose text has not changed the vectors that it had."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO vectors (encoder_id, passage_id, owner_id, visibility, vector) "
            "SELECT e.id, p.id, p.owner_id, p.visibility, %s::halfvec FROM cases c "
            "JOIN passages p ON p.case_id = c.id JOIN encoders e ON e.id = %s "
            "WHERE c.document_id = %s AND p.sha256 = %s ON CONFLICT DO NOTHING",
            [(one_.vector, one_.encoder_id, document_id, one_.sha256) for one_ in kept],
        )
    connection.execute(
        "DELETE FROM unencoded u USING cases c, passages p, vectors v, encoders e WHERE c.document_id = %s "
        "AND p.case_id = c.id AND u.passage_id = p.id AND e.wanted AND v.encoder_id = e.id AND v.scope = p.scope "
        "AND v.passage_id = p.id",
        [document_id],
    )


def vectors_in(connection: Connection, encoder_id: int, scope: UUID, least: int) -> bool:
    """Whether a scope has at least so many vectors of an encoder."""
    row = one(
        connection.execute(
            "SELECT count(*) >= %s AS many FROM ("
            "SELECT 1 FROM vectors WHERE encoder_id = %s AND scope = %s LIMIT %s) AS first",
            [least, encoder_id, scope, least],
        )
    )
    return bool(row["many"])


def index_vectors(connection: Connection, encoder_id: int, scope: UUID) -> bool:
    """Make the approximate index of a scope; False if it is there, or the reader may not see the scope."""
    return bool(one(connection.execute("SELECT index_vectors(%s, %s) AS made", [encoder_id, scope]))["made"])


def take_over(connection: Connection, encoder_id: int) -> bool:
    """Let an encoder answer questions from now on, and forget the others; False if it is not complete."""
    return bool(one(connection.execute("SELECT complete_encoder(%s) AS done", [encoder_id]))["done"])


def owners_waiting(connection: Connection, indexed_by: str) -> tuple[UUID, ...]:
    """Return the organisations with documents that another version has cut, or passages without a vector."""
    rows = connection.execute("SELECT owners_waiting(%s) AS id", [indexed_by]).fetchall()
    return tuple(row["id"] for row in rows)
