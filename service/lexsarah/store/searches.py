"""What was asked, behind an opaque id: search text is personal data and never stands in an address or a log."""

from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from lexsarah.errors import NotFound
from lexsarah.store.database import Connection, Reader, one

KEPT_HOURS = 12
"""How long a question can be looked up: as long as a session (``accounts.SESSION_HOURS``)."""


def save(connection: Connection, reader: Reader, question: dict[str, Any]) -> UUID:
    """Keep a question (any JSON object) for the reader's organisation and return its id; old ones are removed."""
    connection.execute("DELETE FROM searches WHERE asked_at < now() - make_interval(hours => %s)", [KEPT_HOURS])
    found: UUID = one(
        connection.execute(
            "INSERT INTO searches (owner_id, question) VALUES (%s, %s) RETURNING id",
            [reader.organisation_id, Jsonb(question)],
        )
    )["id"]
    return found


def load(connection: Connection, search_id: UUID) -> dict[str, Any]:
    """Return a question.

    Raises
    ------
    NotFound
        If there is none by that id that the reader may see, or it is too old.
    """
    row = connection.execute(
        "SELECT question FROM searches WHERE id = %s AND asked_at >= now() - make_interval(hours => %s)",
        [search_id, KEPT_HOURS],
    ).fetchone()
    if not row:
        raise NotFound("no search has this id any more")
    return dict(row["question"])
