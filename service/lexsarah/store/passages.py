"""Writes what a case is found by: its passages with their terms, and its codes; and the vectors of passages."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import numpy.typing as npt

from lexsarah.language import WORD
from lexsarah.records import Passage
from lexsarah.store.database import Connection, Reader, one

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
    """An encoder that has vectors here, or is to have them; ``complete``: every passage has one."""

    id: int
    hash: str
    dimensions: int
    complete: bool


def encoders(connection: Connection) -> tuple[KnownEncoder, ...]:
    """Return the encoders known here, the oldest first."""
    rows = connection.execute("SELECT id, hash, dimensions, complete FROM encoders ORDER BY id").fetchall()
    return tuple(KnownEncoder(**row) for row in rows)


def encoder_with(connection: Connection, hash_: str, dimensions: int) -> int:
    """Return the id of an encoder, and make it known if it is new."""
    return int(one(connection.execute("SELECT encoder_with(%s, %s) AS id", [hash_, dimensions]))["id"])


def without_vectors(connection: Connection, reader: Reader, encoder_id: int, limit: int) -> dict[int, str]:
    """Return the text of passages of the reader's organisation that the encoder has given no vector, by number."""
    rows = connection.execute(
        "SELECT id, text FROM passages p WHERE owner_id = %s AND NOT EXISTS (SELECT 1 FROM vectors v "
        "WHERE v.encoder_id = %s AND v.scope = p.scope AND v.passage_id = p.id) ORDER BY id LIMIT %s",
        [reader.organisation_id, encoder_id, limit],
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
