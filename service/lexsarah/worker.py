"""The queue: reading uploaded documents and keeping the index whole, with Procrastinate in the same PostgreSQL.

A document and its job are committed together; a job names a document and its owner, never any content.
"""

import asyncio
import threading
from contextlib import suppress
from uuid import UUID

import psycopg
from procrastinate import App, PsycopgConnector, RetryStrategy, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Status

from lexsarah.errors import LexSarahError
from lexsarah.indexing import Indexer
from lexsarah.log import get_logger
from lexsarah.pipeline import Ingestor
from lexsarah.store.database import Connection, Reader

READ_TASK = "read_document"
READ_AGAIN_TASK = "read_document_again"
INDEX_TASK = "index_organisation"
INDEX_PRIORITY = -1
"""A document that somebody waits for goes before vectors that nobody has asked for yet."""
STALLED_SECONDS = 60
"""A worker that has given no sign for so long is taken for dead, and its jobs are given to others."""
RECOVER_SECONDS = 30.0
"""How often dead workers are looked for: one that starts again at once still finds its own jobs."""
POLL_SECONDS = 5.0
AWAY_SECONDS = 5.0
"""How long a worker waits before it tries a database again that went away."""


class Queue:
    """Defers jobs, and runs them in as many threads as ``concurrency`` says."""

    def __init__(self, ingestor: Ingestor, indexer: Indexer) -> None:
        url = ingestor.database.url
        self._indexer = indexer
        self._app = self._make_app(ingestor, App(connector=PsycopgConnector(conninfo=url, min_size=1, max_size=4)))
        # Never opened: it defers on the connection that it is given.
        self._deferring = App(connector=SyncPsycopgConnector(conninfo=url))

    def _make_app(self, ingestor: Ingestor, app: App) -> App:

        @app.task(
            name=READ_TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=5, retry_exceptions=[psycopg.Error])
        )
        def read_document(document_id: str, owner_id: str) -> None:
            log = get_logger().bind(document_id=document_id)
            log.info("reading")
            ingestor.read_stored(UUID(document_id), Reader(UUID(owner_id), "editor"))
            log.info("read")
            self.defer_indexing(UUID(owner_id))

        @app.task(
            name=READ_AGAIN_TASK,
            retry=RetryStrategy(max_attempts=5, exponential_wait=5, retry_exceptions=[psycopg.Error]),
        )
        def read_document_again(document_id: str, owner_id: str) -> None:
            log = get_logger().bind(document_id=document_id)
            log.info("reading_again")
            try:
                ingestor.read_again(UUID(document_id), Reader(UUID(owner_id), "editor"))
            except LexSarahError as error:
                # The reading that it had is still there, or the document says why it has none.
                log.warning("not_read_again", code=error.code)
            else:
                log.info("read_again")
                self.defer_indexing(UUID(owner_id))

        @app.task(
            name=INDEX_TASK,
            priority=INDEX_PRIORITY,
            retry=RetryStrategy(max_attempts=5, exponential_wait=5, retry_exceptions=[psycopg.Error]),
        )
        def index_organisation(owner_id: str) -> None:
            try:
                more = self._indexer.step(Reader(UUID(owner_id), "editor"))
            except LexSarahError as error:
                # Words are found without vectors; `lexsarah doctor` says what is wrong with the encoder.
                get_logger().error("not_indexed", code=error.code)
            else:
                if more:
                    self.defer_indexing(UUID(owner_id))

        return app

    def defer_reading(self, connection: Connection, document_id: UUID, reader: Reader) -> None:
        """Queue the reading of a document in the transaction of ``connection``."""
        self._deferring.configure_task(READ_TASK, connection=connection).defer(
            document_id=str(document_id), owner_id=str(reader.organisation_id)
        )

    def defer_reading_again(self, connection: Connection, document_id: UUID, reader: Reader) -> None:
        """Queue reading a document anew in the transaction of ``connection``; what it says now stays until then."""
        self._deferring.configure_task(READ_AGAIN_TASK, connection=connection).defer(
            document_id=str(document_id), owner_id=str(reader.organisation_id)
        )

    def defer_indexing(self, owner_id: UUID) -> None:
        """Queue a step of what is to be done for the index of an organisation; one that waits already is enough."""
        with self._indexer.database.anyone() as connection, suppress(AlreadyEnqueued):
            self._deferring.configure_task(
                INDEX_TASK, connection=connection, priority=INDEX_PRIORITY, queueing_lock=f"index {owner_id}"
            ).defer(owner_id=str(owner_id))

    def defer_catching_up(self) -> None:
        """Queue the index of every organisation with something to be done, as after a new version or encoder."""
        try:
            owners = self._indexer.owners_waiting()
        except LexSarahError as error:
            get_logger().error("not_indexed", code=error.code)
        else:
            for owner_id in owners:
                self.defer_indexing(owner_id)

    async def _recover(self) -> None:
        """Queue again what a killed worker had begun; reading twice is reading once."""
        for job in await self._app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
            if job.status == Status.DOING.value:
                await self._app.job_manager.retry_job(job)

    async def _keep_recovering(self) -> None:
        while True:
            await asyncio.sleep(RECOVER_SECONDS)
            await self._recover()

    async def run_async(self, concurrency: int, *, until_empty: bool = False) -> None:
        """Run jobs until cancelled, or until there are none left; a database that goes away is waited for."""
        while True:
            try:
                await self._run_while_answered(concurrency, until_empty=until_empty)
            except (psycopg.Error, ConnectorException) as error:
                if until_empty:
                    raise
                get_logger().error("queue_failed", error=type(error).__name__)
                # A pool that could not open is kept otherwise, and never opens again.
                await self._app.close_async()
                await asyncio.sleep(AWAY_SECONDS)
            else:
                return

    async def _run_while_answered(self, concurrency: int, *, until_empty: bool) -> None:
        """Run jobs until cancelled, none are left, or the database goes away (which raises)."""
        async with self._app.open_async():
            await self._recover()
            worker = asyncio.create_task(
                self._app.run_worker_async(
                    concurrency=concurrency,
                    wait=not until_empty,
                    install_signal_handlers=False,
                    listen_notify=not until_empty,
                    fetch_job_polling_interval=POLL_SECONDS,
                    delete_jobs="successful",
                )
            )
            recovering = asyncio.create_task(self._keep_recovering())
            try:
                await asyncio.wait((worker, recovering), return_when=asyncio.FIRST_COMPLETED)
            finally:
                recovering.cancel()
                worker.cancel()
                ends = await asyncio.gather(worker, recovering, return_exceptions=True)
            for end in ends:
                if isinstance(end, Exception):
                    raise end

    def in_background(self, concurrency: int) -> "BackgroundWorker":
        """Start running jobs in a thread of this process."""
        return BackgroundWorker(self, concurrency)


class BackgroundWorker:
    """A worker in a thread with its own event loop; ``stop`` lets the job at hand finish."""

    def __init__(self, queue: Queue, concurrency: int) -> None:
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(
            target=self._run, args=(queue, concurrency), name="lexsarah-worker", daemon=True
        )
        self._thread.start()

    def _run(self, queue: Queue, concurrency: int) -> None:
        asyncio.set_event_loop(self._loop)
        self._task = self._loop.create_task(queue.run_async(concurrency))
        try:
            self._loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            pass
        finally:
            self._loop.close()

    def stop(self, seconds: float = 30.0) -> None:
        """Ask the worker to stop and wait for it."""
        if self._task and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(seconds)
