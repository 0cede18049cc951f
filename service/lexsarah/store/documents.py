"""Writes and reads documents with their cases, facts, evidence, passages and codes."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from lexsarah.codec import (
    blocks_from_json,
    blocks_to_json,
    producer_to_json,
    textmap_from_json,
    textmap_to_json,
    value_from_json,
    value_to_json,
)
from lexsarah.errors import CorrectedByPerson, LexSarahError, NotFound, SyntheticNotAllowed
from lexsarah.records import Case, Evidence, Fact, Issue, ParsedDocument, Passage, Producer, Report, SourceFile, Span
from lexsarah.resolve import resolve
from lexsarah.store import passages
from lexsarah.store.database import Connection, Reader, one
from lexsarah.vocabulary import Visibility

SYNTHETIC_STATE = "LX001"
"""SQLSTATE that the trigger ``refuse_synthetic`` raises."""

SAID_BY_A_PERSON_STATE = "LX002"
"""SQLSTATE that ``withdraw_reading`` raises."""


@dataclass(frozen=True, slots=True)
class IndexedCase:
    """A read case with what it is found and counted by.

    ``terms`` holds, for each passage, how often each term stands in it; ``hidden`` names the code fields that a shared
    document keeps from others.
    """

    report: Report
    passages: tuple[Passage, ...]
    terms: tuple[dict[str, int], ...]
    codes: tuple[tuple[str, str], ...]
    hidden: frozenset[str]
    happened_on: date | None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """What a list shows of a document. ``status`` is queued, read or failed."""

    id: UUID
    name: str
    title: str | None
    status: str
    error_code: str | None
    error_message: str | None
    visibility: Visibility
    synthetic: bool
    media_type: str
    size_bytes: int
    received_at: datetime
    own: bool


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case as it is kept."""

    id: UUID
    report: Report


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A read document with its cases."""

    row: DocumentRow
    parsed: ParsedDocument
    cases: tuple[StoredCase, ...]


_ROW = (
    "id, name, title, status, error_code, error_message, visibility, synthetic, media_type, size_bytes, received_at, "
    "owner_id = current_organisation() AS own"
)


def _row(data: dict[str, Any]) -> DocumentRow:
    return DocumentRow(**{**data, "visibility": Visibility(data["visibility"])})


@contextmanager
def _refusing_synthetic() -> Iterator[None]:
    try:
        yield
    except psycopg.DatabaseError as error:
        if error.sqlstate == SYNTHETIC_STATE:
            raise SyntheticNotAllowed(
                "this is an invented example; it can only enter a demonstration (`lexsarah serve --demo`)"
            ) from None
        raise


def accept(
    connection: Connection, reader: Reader, source: SourceFile, visibility: Visibility, *, synthetic: bool
) -> tuple[UUID, bool]:
    """Enter a document as queued; the same bytes twice from one owner are one document.

    One that is not read yet takes the name and visibility that it is now given; a read one keeps its own. Returns its
    id and whether it is new.

    Raises
    ------
    SyntheticNotAllowed
        If it is an invented example and the home is no demonstration.
    """
    with _refusing_synthetic():
        row = connection.execute(
            "INSERT INTO documents (owner_id, visibility, sha256, name, media_type, size_bytes, synthetic) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (owner_id, sha256) DO UPDATE "
            "SET visibility = excluded.visibility, name = excluded.name WHERE documents.status <> 'read' "
            "RETURNING id, xmax = 0 AS new",
            [
                reader.organisation_id,
                visibility.value,
                source.sha256,
                source.name,
                source.media_type,
                len(source.content),
                synthetic,
            ],
        ).fetchone()
    if row:
        return row["id"], row["new"]
    known = one(
        connection.execute(
            "SELECT id FROM documents WHERE owner_id = %s AND sha256 = %s", [reader.organisation_id, source.sha256]
        )
    )
    return known["id"], False


def with_bytes(connection: Connection, reader: Reader, sha256: str) -> UUID | None:
    """Return the read document of the reader's organisation that has these bytes, or None."""
    row = connection.execute(
        "SELECT id FROM documents WHERE owner_id = %s AND sha256 = %s AND status = 'read'",
        [reader.organisation_id, sha256],
    ).fetchone()
    return row["id"] if row else None


def withdraw(connection: Connection, reader: Reader, document_id: UUID) -> bool:
    """Make a read document of the reader's organisation wait for its reading again; False if there is none such.

    What the machine had read is kept aside (``earlier_readings``), where nothing searches or counts.

    Raises
    ------
    CorrectedByPerson
        If a person has said something of it: that is never moved.
    """
    try:
        done = one(connection.execute("SELECT withdraw_reading(%s) AS done", [document_id]))["done"]
    except psycopg.DatabaseError as error:
        if error.sqlstate == SAID_BY_A_PERSON_STATE:
            raise CorrectedByPerson("a person has corrected this document: it is not read again") from None
        raise
    if done:
        log_read(connection, reader, document_id, "reread")
    return bool(done)


def with_pictures(connection: Connection) -> tuple[UUID, ...]:
    """Return the reader's own documents with pages that were, or must be, read from their picture, oldest first."""
    rows = connection.execute(
        "SELECT id FROM documents WHERE owner_id = current_organisation() AND (error_code IN ('no_text_layer', "
        "'ocr_unavailable') OR jsonb_path_exists(textmap, '$.pages[*] ? (@[1] == \"ocr\" || @[1] == \"none\")')) "
        "ORDER BY received_at, id"
    ).fetchall()
    return tuple(row["id"] for row in rows)


def failed(connection: Connection) -> tuple[UUID, ...]:
    """Return the reader's own documents that could not be read, oldest first."""
    rows = connection.execute(
        "SELECT id FROM documents WHERE owner_id = current_organisation() AND status = 'failed' "
        "ORDER BY received_at, id"
    ).fetchall()
    return tuple(row["id"] for row in rows)


def own(connection: Connection) -> tuple[UUID, ...]:
    """Return the reader's own documents, oldest first."""
    rows = connection.execute(
        "SELECT id FROM documents WHERE owner_id = current_organisation() ORDER BY received_at, id"
    ).fetchall()
    return tuple(row["id"] for row in rows)


def requeue(connection: Connection, document_id: UUID) -> bool:
    """Make a document that is not read wait for its reading (again); False if it is read."""
    done = connection.execute(
        "UPDATE documents SET status = 'queued', error_code = NULL, error_message = NULL "
        "WHERE id = %s AND status <> 'read'",
        [document_id],
    )
    return done.rowcount == 1


def save_reading(
    connection: Connection,
    reader: Reader,
    document_id: UUID,
    *,
    parsed: ParsedDocument,
    cases: Iterable[IndexedCase],
    indexed_by: str,
) -> None:
    """Store what reading a queued or failed document gave; all of it or, if the transaction fails, nothing.

    ``indexed_by`` is the version of the index that made the passages (``lexsarah.index.version``). Nothing happens when
    another process has stored it meanwhile. Raises ``SyntheticNotAllowed`` as ``accept`` does.
    """
    with _refusing_synthetic():
        row = connection.execute(
            "UPDATE documents SET status = 'read', error_code = NULL, error_message = NULL, title = %s, "
            "published = %s, text = %s, blocks = %s, textmap = %s, issues = %s, parser = %s, "
            "synthetic = synthetic OR %s, indexed_by = %s, read_at = now() "
            "WHERE id = %s AND status <> 'read' RETURNING visibility",
            [
                parsed.title,
                parsed.published,
                parsed.text,
                Jsonb(blocks_to_json(parsed.blocks)),
                Jsonb(textmap_to_json(parsed.textmap)),
                Jsonb([[issue.stage, issue.code, issue.message, issue.page] for issue in parsed.issues]),
                Jsonb(producer_to_json(parsed.parser)),
                parsed.synthetic,
                indexed_by,
                document_id,
            ],
        ).fetchone()
    if row is None:
        return
    for case in cases:
        _save_case(connection, (reader.organisation_id, row["visibility"]), document_id, case)


def _save_case(connection: Connection, owned: tuple[UUID, str], document_id: UUID, case: IndexedCase) -> None:
    report = case.report
    case_id = one(
        connection.execute(
            "INSERT INTO cases (document_id, owner_id, visibility, span_start, span_end, title, background, "
            "is_deviation_report, happened_on) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
            [
                document_id,
                *owned,
                report.case.span.start,
                report.case.span.end,
                report.case.title,
                Jsonb([[part.start, part.end] for part in report.case.background]),
                report.value("is_deviation_report") is True,
                case.happened_on,
            ],
        )
    )["id"]
    add_facts(connection, owned, case_id, (*report.facts, *report.losers))
    _save_index(connection, owned, case_id, case)


def _save_index(connection: Connection, owned: tuple[UUID, str], case_id: UUID, case: IndexedCase) -> None:
    """Store what a case is found and counted by."""
    passages.save(connection, owned, case_id, tuple(zip(case.passages, case.terms, strict=True)), case.codes)
    owner, visibility = owned
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO codes (case_id, owner_id, visibility, field, value) VALUES (%s, %s, %s, %s, %s)",
            [
                (case_id, owner, "own" if visibility == "shared" and field in case.hidden else visibility, field, value)
                for field, value in case.codes
            ],
        )


def reindex(
    connection: Connection, reader: Reader, document_id: UUID, cases: Mapping[UUID, IndexedCase], indexed_by: str
) -> bool:
    """Replace what the cases of a read document are found by; False if the reader's organisation has none such.

    Passages whose text is as it was keep their vectors.
    """
    kept = passages.vectors_of(connection, document_id)
    if not one(connection.execute("SELECT clear_index(%s) AS done", [document_id]))["done"]:
        return False
    visibility = one(
        connection.execute(
            "UPDATE documents SET indexed_by = %s WHERE id = %s RETURNING visibility", [indexed_by, document_id]
        )
    )["visibility"]
    for case_id, case in cases.items():
        _save_index(connection, (reader.organisation_id, visibility), case_id, case)
    passages.restore_vectors(connection, document_id, kept)
    return True


def leave_indexed(connection: Connection, document_id: UUID, indexed_by: str) -> None:
    """Take the index of a document for one of this version, though it is older: it could not be made anew."""
    connection.execute("UPDATE documents SET indexed_by = %s WHERE id = %s", [indexed_by, document_id])


def indexed_otherwise(connection: Connection, indexed_by: str, limit: int) -> tuple[UUID, ...]:
    """Return read documents of the reader's organisation whose passages another version made, oldest first."""
    rows = connection.execute(
        "SELECT id FROM documents WHERE owner_id = current_organisation() AND status = 'read' "
        "AND indexed_by IS DISTINCT FROM %s ORDER BY received_at, id LIMIT %s",
        [indexed_by, limit],
    ).fetchall()
    return tuple(row["id"] for row in rows)


def add_facts(connection: Connection, owned: tuple[UUID, str], case_id: UUID, facts: Iterable[Fact]) -> None:
    """Append facts with their evidence to a case; ``owned`` is the document's owner and visibility."""
    for fact in facts:
        fact_id = one(
            connection.execute(
                "INSERT INTO facts (case_id, owner_id, visibility, field, value, producer_kind, producer_name, "
                "producer_version, confidence, unsure, qualifier) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
                [
                    case_id,
                    *owned,
                    fact.field,
                    Jsonb(value_to_json(fact.value)),
                    fact.producer.kind,
                    fact.producer.name,
                    fact.producer.version,
                    fact.confidence,
                    fact.unsure,
                    fact.qualifier,
                ],
            )
        )["id"]
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO evidence (fact_id, ordinal, owner_id, visibility, span_start, span_end, quote, page) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
                [
                    (fact_id, number, *owned, one_.span.start, one_.span.end, one_.quote, one_.page)
                    for number, one_ in enumerate(fact.evidence)
                ],
            )


def fail(connection: Connection, document_id: UUID, error: LexSarahError) -> None:
    """Note why a queued document could not be read."""
    connection.execute(
        "UPDATE documents SET status = 'failed', error_code = %s, error_message = %s "
        "WHERE id = %s AND status <> 'read'",
        [error.code, error.message, document_id],
    )


def listed(connection: Connection, limit: int, offset: int = 0) -> tuple[tuple[DocumentRow, ...], int]:
    """Return the reader's documents, newest first, and how many there are."""
    rows = connection.execute(
        f"SELECT {_ROW} FROM documents ORDER BY received_at DESC, id LIMIT %s OFFSET %s",
        [limit, offset],
    ).fetchall()
    total = one(connection.execute("SELECT count(*) AS total FROM documents"))["total"]
    return tuple(_row(row) for row in rows), total


def status(connection: Connection, document_id: UUID) -> DocumentRow:
    """Return the row of a document.

    Raises
    ------
    NotFound
        If there is none that the reader may see.
    """
    row = connection.execute(
        f"SELECT {_ROW} FROM documents WHERE id = %s",
        [document_id],
    ).fetchone()
    if not row:
        raise NotFound("no document has this id")
    return _row(row)


def sha256_of(connection: Connection, document_id: UUID) -> tuple[UUID, str]:
    """Return owner and sha256 of a document that the reader may see (NotFound otherwise)."""
    row = connection.execute("SELECT owner_id, sha256 FROM documents WHERE id = %s", [document_id]).fetchone()
    if not row:
        raise NotFound("no document has this id")
    return row["owner_id"], row["sha256"]


def document_of(connection: Connection, case_id: UUID) -> UUID:
    """Return the document that a case stands in (NotFound if the reader may see none)."""
    row = connection.execute("SELECT document_id FROM cases WHERE id = %s", [case_id]).fetchone()
    if not row:
        raise NotFound("no case has this id")
    found: UUID = row["document_id"]
    return found


def load(connection: Connection, document_id: UUID) -> StoredDocument:
    """Return a read document with its cases, each resolved from all its facts.

    Raises
    ------
    NotFound
        If there is none that the reader may see, or it has not been read.
    """
    row = status(connection, document_id)
    data = one(
        connection.execute(
            "SELECT text, blocks, textmap, issues, parser, published FROM documents WHERE id = %s", [document_id]
        )
    )
    if data["text"] is None:
        raise NotFound("this document has not been read")
    parsed = ParsedDocument(
        text=data["text"],
        blocks=blocks_from_json(data["blocks"]),
        textmap=textmap_from_json(data["textmap"]),
        parser=Producer(**data["parser"]),
        title=row.title,
        published=data["published"],
        synthetic=row.synthetic,
        issues=tuple(Issue(*issue) for issue in data["issues"]),
    )
    cases = connection.execute(
        "SELECT id, span_start, span_end, title, background FROM cases WHERE document_id = %s ORDER BY span_start",
        [document_id],
    ).fetchall()
    return StoredDocument(
        row,
        parsed,
        tuple(
            StoredCase(
                case["id"],
                resolve(
                    Case(
                        Span(case["span_start"], case["span_end"]),
                        case["title"],
                        tuple(Span(*part) for part in case["background"]),
                    ),
                    _facts(connection, case["id"], parsed),
                ),
            )
            for case in cases
        ),
    )


def _facts(connection: Connection, case_id: UUID, parsed: ParsedDocument) -> list[Fact]:
    rows = connection.execute(
        "SELECT f.id, field, value, producer_kind, producer_name, producer_version, confidence, unsure, qualifier, "
        "coalesce(jsonb_agg(jsonb_build_array(span_start, span_end, quote, page) ORDER BY ordinal) "
        "FILTER (WHERE e.fact_id IS NOT NULL), '[]') AS words "
        "FROM facts f LEFT JOIN evidence e ON e.fact_id = f.id WHERE f.case_id = %s GROUP BY f.id ORDER BY f.id",
        [case_id],
    ).fetchall()
    return [
        Fact(
            row["field"],
            value_from_json(row["field"], row["value"]),
            tuple(
                Evidence(span := Span(start, end), quote, page, parsed.read_by_ocr(span))
                for start, end, quote, page in row["words"]
            ),
            Producer(row["producer_kind"], row["producer_name"], row["producer_version"]),
            row["confidence"],
            row["unsure"],
            row["qualifier"],
        )
        for row in rows
    ]


def log_read(connection: Connection, reader: Reader, document_id: UUID, action: str) -> None:
    """Note that a document or case was read (SoLPuL 2001:454, 10 §): ids and action, no content."""
    log_reads(connection, reader, [document_id], action)


def log_reads(connection: Connection, reader: Reader, document_ids: Iterable[UUID], action: str) -> None:
    """Note the same of several documents, of which a page of hits shows words."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO reads (owner_id, account_id, document_id, action) VALUES (%s, %s, %s, %s)",
            [(reader.organisation_id, reader.account_id, document_id, action) for document_id in document_ids],
        )


def destroy(connection: Connection, reader: Reader, document_id: UUID) -> str:
    """Remove a document with all that was made of it; returns the sha256, for the original to be removed too.

    Raises
    ------
    NotFound
        If the reader's organisation owns no such document.
    """
    row = connection.execute("DELETE FROM documents WHERE id = %s RETURNING sha256", [document_id]).fetchone()
    if not row:
        raise NotFound("your organisation has no document with this id")
    log_read(connection, reader, document_id, "destroy")
    return str(row["sha256"])
