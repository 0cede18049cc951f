"""A home that an earlier version filled: what it kept is found after the upgrade, and goes when it is destroyed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from alembic import command
from sqlalchemy import create_engine

from lexsarah.search.blocks import frequencies
from lexsarah.search.ranking import search
from lexsarah.store import documents, passages
from lexsarah.store.database import Database, Reader
from lexsarah.store.embedded import EmbeddedServer
from lexsarah.store.filters import Filters
from lexsarah.store.migrate import _config, migrate

BEFORE_BLOCKS = "0003"
FILLED = """
INSERT INTO organisations (name) VALUES ('Exempelkommunen');
INSERT INTO documents (owner_id, visibility, sha256, name, media_type, size_bytes, synthetic, status, text, blocks,
    textmap, parser, title) SELECT id, 'own', repeat('a', 64), 'prov.txt', 'text/plain', 1, false, 'read',
    'Larmet i huset larmade.', '[]', '{"runs": [], "pages": []}', '{}', 'Prov' FROM organisations;
INSERT INTO cases (document_id, owner_id, visibility, span_start, span_end, title, is_deviation_report, happened_on)
    SELECT id, owner_id, visibility, 0, 23, 'Prov', true, '2021-03-01' FROM documents;
INSERT INTO passages (case_id, owner_id, visibility, span_start, span_end, text, terms)
    SELECT id, owner_id, visibility, 0, 23, 'Larmet i huset larmade.', 3 FROM cases;
INSERT INTO postings (term, passage_id, owner_id, visibility, frequency) SELECT term, id, owner_id, visibility, n
    FROM passages, (VALUES ('larm', 2), ('hus', 1)) AS t (term, n);
INSERT INTO codes (case_id, owner_id, visibility, field, value)
    SELECT id, owner_id, visibility, 'municipality', 'Mora' FROM cases;
"""


@pytest.fixture
def upgraded(new_home: Callable[[], Path]) -> Iterator[tuple[Database, Reader]]:
    urls = EmbeddedServer(new_home()).start()
    engine = create_engine(urls.owner.replace("postgresql://", "postgresql+psycopg://", 1))
    with engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE_BLOCKS)
        connection.commit()
    engine.dispose()
    with psycopg.connect(urls.owner) as owner:
        owner.execute(FILLED)
        row = owner.execute("SELECT id FROM organisations").fetchone()
        assert row
        organisation: UUID = row[0]
    migrate(urls.owner)
    with Database(urls.app) as database:
        yield database, Reader(organisation, "admin")


def test_what_was_kept_is_found_and_goes(upgraded: tuple[Database, Reader]) -> None:
    database, reader = upgraded
    with database.transaction(reader) as connection:
        assert search(connection, "larm", Filters({"municipality": ("Mora",)})).total == 1
        assert search(connection, "larm", Filters({"municipality": ("Falun",)})).total == 0
        assert passages.merge(connection, 10) == 1
        assert passages.unmerged(connection) == 0
        found = search(connection, "larm", Filters({"municipality": ("Mora",)}))
        assert (found.total, found.hits[0].text) == (1, "Larmet i huset larmade.")
        (document_id,) = documents.indexed_otherwise(connection, "now", 5)
        assert list(passages.owners_waiting(connection, "now")) == [reader.organisation_id]
        documents.destroy(connection, reader, document_id)
        assert frequencies(connection, ["larm", "hus", "=municipality:Mora"]) == {}
        assert list(passages.owners_waiting(connection, "now")) == []
