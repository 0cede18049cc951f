"""Reading again: the earlier reading is kept aside, people's words are never moved, others' documents are safe."""

from collections.abc import Callable
from importlib import import_module
from uuid import UUID

import psycopg
import pytest

from lexsarah.errors import CorrectedByPerson, NotFound
from lexsarah.records import Fact, Producer
from lexsarah.store import documents
from lexsarah.store.database import Database, Reader
from lexsarah.vocabulary import Visibility

TEXT = "Sala kommun missade ett larm; Alva Lind såg det först i maj 2021."
CONTENT_TABLES = ("cases", "facts", "evidence", "passages", "postings", "codes")

Org = Callable[[str], Reader]
Keep = Callable[[Reader, str, Visibility], UUID]


def test_what_an_earlier_reading_said_is_kept_where_nothing_counts_it(database: Database, org: Org, keep: Keep) -> None:
    reader = org("ägare")
    document_id = keep(reader, TEXT, Visibility.OWN)
    with database.transaction(reader) as connection:
        said = connection.execute("SELECT count(*) AS n FROM facts").fetchone()
        assert documents.withdraw(connection, reader, document_id)
        assert documents.status(connection, document_id).status == "queued"
        for table in CONTENT_TABLES:
            assert connection.execute(f"SELECT count(*) AS n FROM {table}").fetchone() == {"n": 0}, table
        kept = connection.execute("SELECT facts FROM earlier_readings").fetchone()
        assert kept
        assert said == {"n": len(kept["facts"])}
        assert {"Sala", "brister_bemotande"} <= {
            fact["value"] for fact in kept["facts"] if isinstance(fact["value"], str)
        }
        with pytest.raises(NotFound):
            documents.load(connection, document_id)
        assert connection.execute("SELECT action FROM reads").fetchall() == [{"action": "reread"}]
    with database.transaction(reader) as connection:
        documents.destroy(connection, reader, document_id)
        assert connection.execute("SELECT count(*) AS n FROM earlier_readings").fetchone() == {"n": 0}


def test_what_is_unsure_and_what_is_said_of_a_value_are_kept(database: Database, org: Org, keep: Keep) -> None:
    reader = org("ägare")
    document_id = keep(reader, TEXT, Visibility.OWN)
    said = Fact("measure", "rutin", (), Producer("model", "findings", "1"), 0.4, unsure=True, qualifier="planerad")
    with database.transaction(reader) as connection:
        (case,) = documents.load(connection, document_id).cases
        documents.add_facts(connection, (reader.organisation_id, "own"), case.id, [said])
        (again,) = documents.load(connection, document_id).cases
        assert said in again.report.facts
        documents.withdraw(connection, reader, document_id)
        kept = connection.execute("SELECT facts FROM earlier_readings").fetchone()
    assert kept
    assert [(one["unsure"], one["qualifier"]) for one in kept["facts"] if one["field"] == "measure"] == [
        (True, "planerad")
    ]


def test_a_document_of_others_is_not_withdrawn(database: Database, org: Org, keep: Keep) -> None:
    document_id = keep(org("ägare"), TEXT, Visibility.PUBLIC)
    other = org("annan")
    with database.transaction(other) as connection:
        assert not documents.withdraw(connection, other, document_id)
    with database.transaction(other) as connection:
        assert documents.load(connection, document_id).cases
        assert connection.execute("SELECT count(*) AS n FROM earlier_readings").fetchone() == {"n": 0}


def test_what_a_person_said_is_never_moved(database: Database, org: Org, keep: Keep) -> None:
    reader = org("ägare")
    document_id = keep(reader, TEXT, Visibility.OWN)
    with database.transaction(reader) as connection:
        (case,) = documents.load(connection, document_id).cases
        said = Fact("municipality", "Sala", (), Producer("human", "granskare", "1"))
        documents.add_facts(connection, (reader.organisation_id, "own"), case.id, [said])
    with pytest.raises(CorrectedByPerson, match="person"), database.transaction(reader) as connection:
        documents.withdraw(connection, reader, document_id)
    with database.transaction(reader) as connection:
        assert documents.load(connection, document_id).cases


def test_earlier_readings_are_nobody_elses_and_cannot_be_written(database: Database, org: Org, keep: Keep) -> None:
    reader, other = org("ägare"), org("annan")
    document_id = keep(reader, TEXT, Visibility.PUBLIC)
    with database.transaction(reader) as connection:
        documents.withdraw(connection, reader, document_id)
    with database.transaction(other) as connection:
        assert connection.execute("SELECT count(*) AS n FROM earlier_readings").fetchone() == {"n": 0}
    for statement in ("DELETE FROM earlier_readings", "UPDATE earlier_readings SET facts = '[]'"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), database.transaction(reader) as connection:
            connection.execute(statement)


def test_readings_kept_by_the_first_version_come_into_the_new_shape(database: Database, org: Org, keep: Keep) -> None:
    reader = org("ägare")
    document_id = keep(reader, TEXT, Visibility.OWN)
    with database.transaction(reader) as connection:
        before = documents.load(connection, document_id).parsed
    shapes = import_module("lexsarah.store.migrations.versions.0002_rereading").SHAPES
    with database.transaction(reader) as connection:
        connection.execute(
            "UPDATE documents SET blocks = (SELECT jsonb_agg(one - 7) FROM jsonb_array_elements(blocks) AS one), "
            "textmap = jsonb_build_object('page_starts', jsonb_build_array(0), 'runs', textmap -> 'runs')"
        )
        connection.execute(shapes)
    with database.transaction(reader) as connection:
        assert documents.load(connection, document_id).parsed == before


def test_an_organisations_own_documents_are_listed_and_nobody_elses(database: Database, org: Org, keep: Keep) -> None:
    mine, other = org("ägare"), org("annan")
    first, second = (keep(mine, text, Visibility.OWN) for text in (TEXT, "Ett annat larm missades."))
    keep(other, "Ett tredje larm missades.", Visibility.PUBLIC)
    with database.transaction(mine) as connection:
        assert documents.own(connection) == (first, second)
