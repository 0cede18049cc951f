"""The composition: the document boundary, and that no document is left behind."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from lexsarah import pipeline, worker
from lexsarah.config import Settings
from lexsarah.errors import ReadingFailed, SyntheticNotAllowed
from lexsarah.indexing import make_indexer
from lexsarah.ingest import from_bytes, load
from lexsarah.limits import Limits
from lexsarah.pipeline import Ingestor, read_source
from lexsarah.records import SourceFile
from lexsarah.resources import sample_files
from lexsarah.store import documents
from lexsarah.store.database import Database, Reader
from lexsarah.store.originals import Originals
from lexsarah.vocabulary import Visibility
from lexsarah.worker import Queue

SECRET = "Stina Hemlig i Mora"


@pytest.fixture
def ingestor(database: Database, tmp_path: Path) -> Ingestor:
    return Ingestor(database, Originals(tmp_path), Limits())


def queue_of(ingestor: Ingestor) -> Queue:
    return Queue(ingestor, make_indexer(ingestor.database, Settings()))


def upload(content: bytes, name: str = "x.txt") -> SourceFile:
    return from_bytes(content, name, "upload", Limits())


def broken(*_: object, **__: object) -> None:
    raise RuntimeError(SECRET)


@pytest.mark.parametrize("stage", ["parse_safely", "extract", "resolve"])
def test_what_no_stage_foresaw_becomes_an_error_of_the_document(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], stage: str
) -> None:
    monkeypatch.setattr(pipeline, stage, broken)
    source = SourceFile("a" * 64, "text/plain", "x.txt", "x.txt", b"Ett larm ringde.")
    with pytest.raises(ReadingFailed) as caught:
        read_source(source, Limits())
    logged = capsys.readouterr()
    assert SECRET not in caught.value.message + logged.err + logged.out


@pytest.mark.parametrize("stage", ["parse_safely", "indexed"])
def test_a_document_that_cannot_be_read_does_not_stay_queued(
    ingestor: Ingestor, org: Callable[[str], Reader], monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    reader, queue = org("ägare"), queue_of(ingestor)
    content = f"Ett larm ringde {stage}.".encode()
    with ingestor.database.transaction(reader) as connection:
        document_id, to_read = ingestor.accept_upload(connection, upload(content), reader, Visibility.OWN)
        assert to_read
        queue.defer_reading(connection, document_id, reader)
    monkeypatch.setattr(pipeline, stage, broken)
    asyncio.run(queue.run_async(1, until_empty=True))
    with ingestor.database.transaction(reader) as connection:
        row = documents.status(connection, document_id)
    assert (row.status, row.error_code) == ("failed", "reading_failed")
    # The same bytes again give it another try.
    monkeypatch.undo()
    with ingestor.database.transaction(reader) as connection:
        again, to_read = ingestor.accept_upload(connection, upload(content), reader, Visibility.OWN)
        assert (again, to_read) == (document_id, True)
        queue.defer_reading(connection, document_id, reader)
    asyncio.run(queue.run_async(1, until_empty=True))
    with ingestor.database.transaction(reader) as connection:
        assert documents.status(connection, document_id).status == "read"


def test_a_job_that_is_rolled_back_was_never_there(ingestor: Ingestor, org: Callable[[str], Reader]) -> None:
    reader, queue = org("ägare"), queue_of(ingestor)

    class Crash(Exception):
        pass

    def upload_and_crash() -> None:
        with ingestor.database.transaction(reader) as connection:
            document_id, _ = ingestor.accept_upload(connection, upload(b"Ett larm ringde."), reader, Visibility.OWN)
            queue.defer_reading(connection, document_id, reader)
            raise Crash

    with pytest.raises(Crash):
        upload_and_crash()
    with ingestor.database.transaction(reader) as connection:
        jobs = connection.execute("SELECT count(*) AS n FROM procrastinate_jobs WHERE status = 'todo'").fetchone()
        assert jobs == {"n": 0}
        assert documents.listed(connection, 10)[1] == 0


def test_a_job_names_ids_alone(ingestor: Ingestor, org: Callable[[str], Reader]) -> None:
    reader, queue = org("ägare"), queue_of(ingestor)
    with ingestor.database.transaction(reader) as connection:
        document_id, _ = ingestor.accept_upload(connection, upload(SECRET.encode(), SECRET), reader, Visibility.OWN)
        queue.defer_reading(connection, document_id, reader)
        job = connection.execute("SELECT args FROM procrastinate_jobs ORDER BY id DESC LIMIT 1").fetchone()
    assert job
    assert job["args"] == {"document_id": str(document_id), "owner_id": str(reader.organisation_id)}
    asyncio.run(queue.run_async(1, until_empty=True))


def test_a_refused_document_leaves_no_bytes(ingestor: Ingestor, org: Callable[[str], Reader], tmp_path: Path) -> None:
    sample = sample_files()[0]
    with pytest.raises(SyntheticNotAllowed):
        ingestor.ingest(load(sample, Limits()), org("ägare"), Visibility.OWN)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_is_too_large_for_the_database_is_the_documents_own_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_large(*_: object) -> None:
        raise psycopg.errors.ProgramLimitExceeded

    monkeypatch.setattr(pipeline, "parse_safely", too_large)
    with pytest.raises(ReadingFailed):
        read_source(SourceFile("a" * 64, "text/plain", "x.txt", "x.txt", b"x"), Limits())


def test_a_worker_finds_the_jobs_of_a_dead_one_while_it_runs(
    ingestor: Ingestor, org: Callable[[str], Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "RECOVER_SECONDS", 0.2)
    reader, queue = org("ägare"), queue_of(ingestor)
    running = queue.in_background(concurrency=1)
    try:
        with ingestor.database.transaction(reader) as connection:
            document_id, _ = ingestor.accept_upload(connection, upload(b"Ett larm tystnade."), reader, Visibility.OWN)
            queue.defer_reading(connection, document_id, reader)
            # As a worker leaves it that was killed and whose row has been pruned.
            connection.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL WHERE status = 'todo'")
        for _ in range(100):
            time.sleep(0.1)
            with ingestor.database.transaction(reader) as connection:
                if documents.status(connection, document_id).status == "read":
                    return
        pytest.fail("the job was not found")
    finally:
        running.stop()


def test_a_worker_waits_for_a_database_that_is_away(ingestor: Ingestor, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    async def flaky(*_: object, **__: object) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise psycopg.OperationalError

    monkeypatch.setattr(worker, "AWAY_SECONDS", 0.0)
    monkeypatch.setattr(Queue, "_run_while_answered", flaky)
    asyncio.run(queue_of(ingestor).run_async(1))
    assert len(calls) == 2
