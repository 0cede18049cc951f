"""Brings a database to the schema of this version, as the owner role."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from lexsarah.errors import StoreError

_LOCK = 7_236_100
"""Advisory lock that two processes starting at once take in turn; any constant would do."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def head() -> str:
    """Return the newest revision that this version knows."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def migrate(owner_url: str) -> str:
    """Upgrade to the newest revision; nothing happens when it is there already. Returns the revision.

    Raises
    ------
    StoreError
        If the server cannot be reached, or a newer version of lexsarah has migrated it.
    """
    engine = create_engine(owner_url.replace("postgresql://", "postgresql+psycopg://", 1))
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
            if current == head():
                return current
            if current is not None and current not in {
                one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions()
            }:
                raise StoreError(
                    f"the database has revision {current}, which this version does not know; upgrade lexsarah"
                )
            connection.execute(text(f"SELECT pg_advisory_lock({_LOCK})"))
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
    except OperationalError as error:
        raise StoreError(f"the database cannot be reached: {type(error.orig).__name__}") from error
    finally:
        engine.dispose()
    return head()
