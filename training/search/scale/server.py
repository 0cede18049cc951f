"""A home of its own for a collection, and what stands on its disk."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from lexsarah.config import Settings
from lexsarah.store.database import Database, open_database
from lexsarah.store.embedded import EmbeddedServer


@contextmanager
def running(home: Path, *, anew: bool) -> Iterator[tuple[Database, str]]:
    """Start an embedded server and yield its database and the address of the role that owns the tables.

    ``anew`` removes what was in the home before. The server is stopped at the end, and its home stays.
    """
    if anew and home.exists():
        EmbeddedServer(home).stop()
        shutil.rmtree(home)
    try:
        with open_database(Settings(home=home), demonstration=True) as database:
            yield database, EmbeddedServer(home).start().owner
    finally:
        EmbeddedServer(home).stop()


def sizes(owner_url: str) -> dict[str, int]:
    """Return the bytes of each table with what belongs to it but its indexes, and of each index."""
    with psycopg.connect(owner_url) as connection:
        return {
            str(name): int(size)
            for name, size in connection.execute(
                "SELECT c.relname, CASE c.relkind WHEN 'i' THEN pg_relation_size(c.oid) ELSE pg_table_size(c.oid) END "
                "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'i') AND c.relname !~ '^procrastinate'"
            )
        }
