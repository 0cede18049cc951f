"""What goes into the store comes out the same; destruction leaves nothing but its own trace."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from lexsarah.config import Settings
from lexsarah.errors import NotFound, StoreError, SyntheticNotAllowed
from lexsarah.records import ParsedDocument, SourceFile
from lexsarah.store import accounts, documents
from lexsarah.store.database import Database, Reader, open_database
from lexsarah.store.documents import IndexedCase
from lexsarah.store.originals import Originals
from lexsarah.vocabulary import Absence, Visibility

TEXT = "Mora kommun lät dörren stå olåst; Stina Ek såg det först i mars 2021."
CONTENT_TABLES = ("cases", "facts", "evidence", "passages", "postings", "codes")

Org = Callable[[str], Reader]
Keep = Callable[[Reader, str, Visibility], UUID]


def test_a_reading_comes_back_as_it_went_in(database: Database, org: Org, keep: Keep) -> None:
    reader = org("ägare")
    document_id = keep(reader, TEXT, Visibility.OWN)
    with database.transaction(reader) as connection:
        stored = documents.load(connection, document_id)
    assert stored.parsed.text == TEXT
    assert stored.parsed.published is not None
    (case,) = stored.cases
    assert case.report.value("municipality") == "Mora"
    assert case.report.value("primary_type") == "brister_bemotande"
    assert [fact.value for fact in case.report.losers] == ["annat"]
    decision = next(fact for fact in case.report.facts if fact.field == "decision")
    assert decision.value is Absence.NOT_STATED
    for fact in case.report.facts:
        for words in fact.evidence:
            assert words.quote == TEXT[words.span.start : words.span.end]


def test_the_same_bytes_twice_are_one_document(database: Database, org: Org, keep: Keep) -> None:
    reader = org("ägare")
    assert keep(reader, TEXT, Visibility.OWN) == keep(reader, TEXT, Visibility.OWN)
    with database.transaction(reader) as connection:
        counted = connection.execute("SELECT count(*) AS n FROM cases").fetchone()
    assert counted == {"n": 1}


def test_destruction_leaves_its_own_trace_alone(database: Database, org: Org, keep: Keep) -> None:
    reader = org("ägare")
    document_id = keep(reader, TEXT, Visibility.OWN)
    with database.transaction(reader) as connection:
        documents.destroy(connection, reader, document_id)
    with database.transaction(reader) as connection:
        for table in CONTENT_TABLES:
            assert connection.execute(f"SELECT count(*) AS n FROM {table}").fetchone() == {"n": 0}, table
        with pytest.raises(NotFound):
            documents.status(connection, document_id)
        traces = connection.execute("SELECT action, document_id FROM reads").fetchall()
    assert traces == [{"action": "destroy", "document_id": document_id}]


def test_a_failed_reading_can_be_tried_again(
    database: Database, org: Org, make_reading: Callable[[str], tuple[ParsedDocument, IndexedCase]]
) -> None:
    reader = org("ägare")
    source = SourceFile("a" * 64, "text/plain", "x.txt", "upload", b"x")
    with database.transaction(reader) as connection:
        document_id, new = documents.accept(connection, reader, source, Visibility.OWN, synthetic=False)
        assert new
        documents.fail(connection, document_id, NotFound("gone"))
        row = documents.status(connection, document_id)
        assert (row.status, row.error_code) == ("failed", "not_found")
        assert documents.requeue(connection, document_id)
        assert documents.status(connection, document_id).status == "queued"
        parsed, case = make_reading(TEXT)
        documents.save_reading(connection, reader, document_id, parsed=parsed, cases=[case], indexed_by="test")
        assert not documents.requeue(connection, document_id)
        assert documents.status(connection, document_id).status == "read"


def test_an_invented_example_cannot_enter_a_home_that_is_no_demonstration(database: Database, org: Org) -> None:
    reader = org("ägare")
    source = SourceFile("b" * 64, "text/plain", "x.txt", "upload", b"x")
    with pytest.raises(SyntheticNotAllowed), database.transaction(reader) as connection:
        documents.accept(connection, reader, source, Visibility.OWN, synthetic=True)
    # Nor by the back door: the database itself refuses to turn a document into one.
    with database.transaction(reader) as connection:
        documents.accept(connection, reader, source, Visibility.OWN, synthetic=False)
    with pytest.raises(Exception, match="synthetic"), database.transaction(reader) as connection:
        connection.execute("UPDATE documents SET synthetic = true")


def test_a_home_with_real_documents_never_becomes_a_demonstration(new_home: Callable[[], object]) -> None:
    settings = Settings(home=new_home())  # type: ignore[arg-type]
    with open_database(settings) as database:
        with database.anyone() as connection:
            reader = Reader(accounts.organisation(connection, "Kommunen"), "admin")
        with database.transaction(reader) as connection:
            source = SourceFile("c" * 64, "text/plain", "x.txt", "upload", b"x")
            documents.accept(connection, reader, source, Visibility.OWN, synthetic=False)
    with pytest.raises(StoreError, match="demonstration"):
        open_database(settings, demonstration=True)


def test_originals_are_kept_apart_by_owner_and_gone_when_removed(tmp_path: object, org: Org) -> None:
    originals = Originals(tmp_path)  # type: ignore[arg-type]
    first, second = org("första").organisation_id, org("andra").organisation_id
    originals.put(first, "ab12", b"bytes")
    originals.put(first, "ab12", b"bytes")
    assert originals.get(first, "ab12") == b"bytes"
    with pytest.raises(NotFound):
        originals.get(second, "ab12")
    originals.remove(first, "ab12")
    with pytest.raises(NotFound):
        originals.get(first, "ab12")


def test_what_is_not_read_yet_takes_the_visibility_that_it_is_given_last(
    database: Database, org: Org, keep: Keep
) -> None:
    reader = org("ägare")
    source = SourceFile("b" * 64, "text/plain", "x.txt", "x.txt", b"x")
    with database.transaction(reader) as connection:
        first, new = documents.accept(connection, reader, source, Visibility.PUBLIC, synthetic=False)
        documents.fail(connection, first, StoreError("x"))
        again, still_new = documents.accept(connection, reader, source, Visibility.OWN, synthetic=False)
        assert (again, new, still_new) == (first, True, False)
        assert documents.status(connection, first).visibility is Visibility.OWN
    read = keep(reader, TEXT, Visibility.OWN)
    keep(reader, TEXT, Visibility.PUBLIC)
    with database.transaction(reader) as connection:
        assert documents.status(connection, read).visibility is Visibility.OWN


def test_folders_of_originals_are_closed_to_others(tmp_path: Path) -> None:
    owner = uuid4()
    Originals(tmp_path / "originals").put(owner, "c" * 64, b"x")
    made = [path for path in (tmp_path / "originals", *(tmp_path / "originals").rglob("*")) if path.is_dir()]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o700}
