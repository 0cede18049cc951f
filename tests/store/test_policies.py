"""Tries to cross the row-level policies as the app role, by every table and every verb."""

from collections.abc import Callable
from uuid import UUID, uuid4

import psycopg
import pytest

from lexsarah.errors import NotFound
from lexsarah.search.ranking import search
from lexsarah.store import documents
from lexsarah.store.database import Connection, Database, Reader
from lexsarah.store.filters import Filters
from lexsarah.trends.counts import trend
from lexsarah.vocabulary import Visibility

TEXT = "Solgården glömde larmet och larmet ringde hela natten."
CONTENT_TABLES = ("documents", "cases", "facts", "evidence", "passages", "postings", "codes")

Org = Callable[[str], Reader]
Keep = Callable[[Reader, str, Visibility], UUID]


def rows(connection: Connection, table: str, owner: Reader) -> int:
    found = connection.execute(
        f"SELECT count(*) AS n FROM {table} WHERE owner_id = %s", [owner.organisation_id]
    ).fetchone()
    assert found
    return int(found["n"])


def test_every_table_with_an_owner_has_a_policy(database: Database) -> None:
    with database.anyone() as connection:
        found = connection.execute(
            "SELECT c.relname, c.relrowsecurity FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname NOT LIKE 'procrastinate%'"
        ).fetchall()
    open_tables = {row["relname"] for row in found if not row["relrowsecurity"]}
    assert open_tables == {"home", "alembic_version", "encoders"}


@pytest.mark.parametrize("visibility", [Visibility.OWN, Visibility.SHARED])
def test_others_see_no_word_of_it(database: Database, org: Org, keep: Keep, visibility: Visibility) -> None:
    owner, other = org("ägare"), org("annan")
    document_id = keep(owner, TEXT, visibility)
    with database.transaction(owner) as connection:
        assert all(rows(connection, table, owner) for table in CONTENT_TABLES)
        assert search(connection, "larmet", Filters()).total == 1
    with database.transaction(other) as connection:
        for table in set(CONTENT_TABLES) - {"codes"}:
            assert rows(connection, table, owner) == 0
        assert search(connection, "larmet", Filters()).total == 0
        with pytest.raises(NotFound):
            documents.load(connection, document_id)
        with pytest.raises(NotFound):
            documents.sha256_of(connection, document_id)


def test_of_a_shared_document_others_see_coded_values_alone(database: Database, org: Org, keep: Keep) -> None:
    owner, other = org("ägare"), org("annan")
    keep(owner, TEXT, Visibility.SHARED)
    with database.transaction(other) as connection:
        seen = connection.execute(
            "SELECT field, value FROM codes WHERE owner_id = %s", [owner.organisation_id]
        ).fetchall()
    fields = {row["field"] for row in seen}
    assert {"county", "year", "quarter", "primary_type"} <= fields
    assert not fields & {"municipality", "month", "tertial"}


def test_few_shared_cases_of_others_are_withheld_from_trends(database: Database, org: Org, keep: Keep) -> None:
    owner, other = org("ägare"), org("annan")
    for number in range(4):
        keep(owner, f"Gotland {number} om larmet.", Visibility.SHARED)
    with database.transaction(owner) as connection:
        own = trend(connection, "county", None, Filters({"county": ("Gotlands län",)}))
    with database.transaction(other) as connection:
        withheld = trend(connection, "county", None, Filters({"county": ("Gotlands län",)}))
    assert [cell.count for cell in own.counts] == [4]
    assert [cell.count for cell in withheld.counts] == [None]


def test_public_documents_are_seen_by_all_and_changed_by_none(database: Database, org: Org, keep: Keep) -> None:
    owner, other = org("ägare"), org("annan")
    document_id = keep(owner, TEXT, Visibility.PUBLIC)
    with database.transaction(other) as connection:
        assert documents.load(connection, document_id).parsed.text == TEXT
        changed = connection.execute("UPDATE documents SET title = 'x' WHERE id = %s", [document_id])
        assert changed.rowcount == 0
        with pytest.raises(NotFound):
            documents.destroy(connection, other, document_id)


def test_nobody_can_write_as_another(database: Database, org: Org) -> None:
    owner, other = org("ägare"), org("annan")
    with pytest.raises(psycopg.errors.InsufficientPrivilege), database.transaction(other) as connection:
        connection.execute(
            "INSERT INTO documents (owner_id, visibility, sha256, name, media_type, size_bytes, synthetic) "
            "VALUES (%s, 'own', %s, 'n', 't', 1, false)",
            [owner.organisation_id, "0" * 64],
        )


def test_nobody_can_give_a_document_away(database: Database, org: Org, keep: Keep) -> None:
    owner, other = org("ägare"), org("annan")
    document_id = keep(owner, TEXT, Visibility.OWN)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), database.transaction(owner) as connection:
        connection.execute("UPDATE documents SET owner_id = %s WHERE id = %s", [other.organisation_id, document_id])


@pytest.mark.parametrize("table", ["facts", "evidence", "cases", "passages", "codes", "reads"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET owner_id = owner_id", "DELETE FROM {}"])
def test_what_was_found_cannot_be_changed(database: Database, org: Org, table: str, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), database.transaction(org("ägare")) as connection:
        connection.execute(statement.format(table))


@pytest.mark.parametrize("table", ["accounts", "tokens", "sessions", "organisations", "searches", "reads"])
def test_without_an_organisation_nothing_private_is_seen(database: Database, org: Org, keep: Keep, table: str) -> None:
    owner = org("ägare")
    keep(owner, TEXT, Visibility.OWN)
    with database.transaction(owner) as connection:
        documents.log_read(connection, owner, uuid4(), "document")
    with database.anyone() as connection:
        assert connection.execute(f"SELECT * FROM {table}").fetchall() == []


def test_two_owners_of_one_file_never_learn_of_each_other(database: Database, org: Org, keep: Keep) -> None:
    first, second = org("första"), org("andra")
    assert keep(first, TEXT, Visibility.OWN) != keep(second, TEXT, Visibility.OWN)
    for reader in (first, second):
        with database.transaction(reader) as connection:
            own = [row for row in documents.listed(connection, 10)[0] if row.own]
            assert len(own) == 1


def test_the_setting_of_one_transaction_does_not_reach_the_next(database: Database, org: Org, keep: Keep) -> None:
    owner = org("ägare")
    document_id = keep(owner, TEXT, Visibility.OWN)
    for _ in range(20):
        with database.anyone() as connection, pytest.raises(NotFound):
            documents.load(connection, document_id)


def test_small_sums_over_others_cases_are_withheld_as_cells_are(database: Database, org: Org, keep: Keep) -> None:
    owner, other = org("ägare"), org("annan")
    keep(owner, "Haparanda tappade akten.", Visibility.SHARED)
    only_there = Filters({"county": ("Norrbottens län",)})
    with database.transaction(other) as connection:
        assert trend(connection, "type", None, only_there).cases is None
        # Others see no month of a shared case: it is one of those without.
        assert trend(connection, None, "month", only_there).undated is None
    with database.transaction(owner) as connection:
        assert trend(connection, "type", None, only_there).cases == 1
        assert trend(connection, None, "month", only_there).undated == 0


def test_functions_that_look_across_search_temporary_tables_last(database: Database) -> None:
    with database.anyone() as connection:
        found = connection.execute("SELECT proname, proconfig FROM pg_proc WHERE prosecdef AND proname !~ '^procra'")
        paths = {row["proname"]: row["proconfig"] for row in found}
    assert "account_named" in paths
    assert set(map(tuple, paths.values())) == {("search_path=public, pg_temp",)}


@pytest.mark.parametrize("table", ["facts", "passages", "codes"])
def test_nobody_hangs_a_row_on_a_case_of_another(database: Database, org: Org, keep: Keep, table: str) -> None:
    owner, other = org("ägare"), org("annan")
    document_id = keep(owner, TEXT, Visibility.PUBLIC)
    columns = {
        "facts": "field, value, producer_kind, producer_name, producer_version) VALUES ('law', '1', 'human', 'x', '1'",
        "passages": "span_start, span_end, text, sha256, length) VALUES (0, 1, 'x', '', 1",
        "codes": "field, value) VALUES ('decision', 'x'",
    }[table].split(") VALUES (")
    with pytest.raises(psycopg.errors.ForeignKeyViolation), database.transaction(other) as connection:
        connection.execute(
            f"INSERT INTO {table} (case_id, owner_id, visibility, {columns[0]}) "
            f"SELECT id, %s, 'public', {columns[1]} FROM cases WHERE document_id = %s",
            [other.organisation_id, document_id],
        )


def test_own_cases_do_not_bring_to_light_the_few_of_others(database: Database, org: Org, keep: Keep) -> None:
    owner, other = org("ägare"), org("annan")
    keep(owner, "Eda hade larmet avstängt.", Visibility.SHARED)
    for number in range(6):
        keep(other, f"Eda {number} om larmet.", Visibility.OWN)
    with database.transaction(other) as connection:
        counted = trend(connection, "county", None, Filters({"county": ("Värmlands län",)}))
    assert [cell.count for cell in counted.counts] == [None]
    assert counted.cases is None
