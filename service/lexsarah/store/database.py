"""Connections as the app role: every transaction says for which organisation it speaks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

import psycopg
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool, PoolTimeout

from lexsarah.config import Settings
from lexsarah.errors import StoreError
from lexsarah.store.embedded import EmbeddedServer

Connection = psycopg.Connection[DictRow]
CONNECT_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a transaction speaks. ``role`` is reader, editor (adds documents) or admin (removes them too)."""

    organisation_id: UUID
    role: str
    account_id: UUID | None = None


class Database:
    """A pool of connections to one migrated database."""

    def __init__(self, url: str) -> None:
        """Open the pool; ``url`` is that of the app role.

        Raises
        ------
        StoreError
            If the server does not answer, has no schema or another version's.
        """
        from lexsarah.store.migrate import head  # noqa: PLC0415  (Alembic; reading without a store stays light)

        self.url = url
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            url,
            min_size=1,
            max_size=10,
            open=False,
            kwargs={"row_factory": dict_row},
            timeout=CONNECT_SECONDS,
            # Otherwise each connection that a restarted server cut fails one request.
            check=ConnectionPool.check_connection,
        )
        try:
            self._pool.open(wait=True, timeout=CONNECT_SECONDS)
        except PoolTimeout as error:
            self._pool.close()
            raise StoreError("the database does not answer; see `lexsarah doctor`") from error
        with self.anyone() as connection:
            found = connection.execute("SELECT to_regclass('alembic_version') AS known").fetchone()
            if found is None or found["known"] is None:
                self._pool.close()
                raise StoreError("the database is empty: run `lexsarah migrate` first")
            revision = one(connection.execute("SELECT version_num FROM alembic_version"))["version_num"]
        if revision != head():
            self._pool.close()
            raise StoreError(f"the database has revision {revision}, not {head()}: run `lexsarah migrate`, or upgrade")

    @contextmanager
    def anyone(self) -> Iterator[Connection]:
        """Open a transaction that speaks for nobody: it sees public rows and may sign in."""
        with self._pool.connection() as connection:
            yield connection

    @contextmanager
    def transaction(self, reader: Reader, *, snapshot: bool = False) -> Iterator[Connection]:
        """Open a transaction for a reader's organisation; committed at the end, rolled back on an error.

        With ``snapshot`` all statements see the database as it was at the first, whatever others commit meanwhile.
        """
        with self._pool.connection() as connection:
            if snapshot:
                connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            connection.execute("SELECT set_config('lexsarah.organisation', %s, true)", [str(reader.organisation_id)])
            yield connection

    def close(self) -> None:
        """Close the pool."""
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ready(self) -> bool:
        """Whether the database answers and has our tables."""
        try:
            with self.anyone() as connection:
                connection.execute("SELECT demonstration FROM home")
                return True
        except psycopg.Error:
            return False


def open_database(settings: Settings, *, demonstration: bool = False) -> Database:
    """Open the configured server, or start and migrate the embedded one.

    ``demonstration`` makes a new embedded home one for invented examples. A home is one or the other for good.

    Raises
    ------
    StoreError
        If there is no database to be had, or the home is of the other kind.
    """
    if settings.database_url:
        return Database(settings.database_url.get_secret_value())
    from lexsarah.store.migrate import migrate  # noqa: PLC0415  (as above)

    urls = EmbeddedServer(settings.home).start()
    migrate(urls.owner)
    if demonstration:
        _make_demonstration(urls.owner)
    return Database(urls.app)


def _make_demonstration(owner_url: str) -> None:
    with psycopg.connect(owner_url) as connection:
        (real,) = connection.execute("SELECT EXISTS (SELECT 1 FROM documents WHERE NOT synthetic)").fetchone() or (
            True,
        )
        (already,) = connection.execute("SELECT demonstration FROM home").fetchone() or (False,)
        if real and not already:
            raise StoreError(
                "this home holds real documents and cannot become a demonstration; choose another LEXSARAH_HOME"
            )
        connection.execute("UPDATE home SET demonstration = true")


def is_demonstration(connection: Connection) -> bool:
    """Whether the home is for invented examples."""
    return bool(one(connection.execute("SELECT demonstration FROM home"))["demonstration"])


def one(cursor: "psycopg.Cursor[DictRow]") -> dict[str, Any]:
    """Return the one row of a statement that always gives one."""
    row = cursor.fetchone()
    if row is None:
        raise StoreError("a statement that always gives a row gave none")
    return row
