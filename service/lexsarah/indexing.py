"""Keeps the index of an organisation whole: passages by this version, postings in blocks, a vector for every passage.

All of it goes on beside reading and searching, a small step at a time. When the encoder changes, questions are answered
with the old one, of which a copy is kept in the home, until every passage has a vector of the new one.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg

from lexsarah.config import Settings
from lexsarah.errors import ModelError
from lexsarah.index.encoder import Encoder, encoder_folder, loaded_encoder
from lexsarah.index.version import index_version
from lexsarah.log import get_logger, place_of
from lexsarah.pipeline import indexed
from lexsarah.search.explained import Explanation, explanations
from lexsarah.search.hits import Hit
from lexsarah.search.meaning import INDEXED_FROM, Encoded
from lexsarah.search.question import parsed
from lexsarah.store import documents, passages
from lexsarah.store.database import Connection, Database, Reader
from lexsarah.store.passages import KnownEncoder

DOCUMENTS_AT_ONCE = 5
PASSAGES_AT_ONCE = 64
"""How many are cut anew, or encoded, in a step: a second or a few, so that an upload need not wait long."""
MERGED_FROM = 1_000
"""Passages that wait for their merging before it is done: each merging rewrites the blocks of all their terms."""


@dataclass(frozen=True, slots=True)
class Encoders:
    """The encoder in ``folder``, and copies by hash of those that have vectors, in ``kept``."""

    folder: Path
    kept: Path
    threads: int = 0

    def current(self) -> Encoder:
        """Return the encoder that new vectors are made with.

        Raises
        ------
        ModelError
            If it cannot be loaded.
        """
        return loaded_encoder(self.folder, self.threads)

    def by_hash(self, wanted: str) -> Encoder | None:
        """Return an encoder by its hash: the current one or a kept one; None if neither can be loaded."""
        for folder in (self.folder, self.kept / wanted):
            try:
                encoder = loaded_encoder(folder, self.threads)
            except ModelError as error:
                get_logger().warning("encoder_not_loaded", encoder=wanted[:12], error=error.code)
            else:
                if encoder.hash == wanted:
                    return encoder
        return None

    def keep(self) -> None:
        """Keep a copy of the current encoder, for the time when another has come and vectors are not made yet."""
        target = self.kept / self.current().hash
        if target.exists():
            return
        part = target.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(self.folder, part)
        part.replace(target)

    def forget_others(self, wanted: str) -> None:
        """Remove the copies of all encoders but one."""
        for folder in self.kept.iterdir() if self.kept.exists() else ():
            if folder.name != wanted:
                shutil.rmtree(folder, ignore_errors=True)


class Indexer:
    """Brings the index up to date, and encodes questions as it is."""

    def __init__(self, database: Database, encoders: Encoders) -> None:
        self.database = database
        self.encoders = encoders

    def encoded(self, connection: Connection, text: str) -> Encoded | None:
        """Return the words of a question as the encoder has them that answers; None without words or encoder."""
        words = parsed(text).words
        known = self._answering(connection) if words else None
        encoder = self.encoders.by_hash(known.hash) if known else None
        return Encoded(known, encoder.questions([words])[0], encoder.floor, encoder.sure) if known and encoder else None

    def explained(
        self, connection: Connection, text: str, hits: Sequence[Hit], encoded: Encoded | None
    ) -> tuple[Explanation, ...]:
        """Say why the hits of a question are there."""
        encoder = self.encoders.by_hash(encoded.encoder.hash) if encoded else None
        return explanations(connection, text, hits, encoder, encoded.vector if encoded else None)

    @staticmethod
    def _answering(connection: Connection) -> KnownEncoder | None:
        """Return the encoder that is complete, the wanted one if both are; or else the wanted one."""
        known = passages.encoders(connection)
        return max(known, key=lambda one: (one.complete, one.wanted), default=None)

    def step(self, reader: Reader) -> bool:
        """Do some of what is to be done for an organisation; False if nothing was left.

        Raises
        ------
        ModelError
            If the encoder cannot be loaded.
        """
        return self._cut_anew(reader) or self._encode(reader) or self._tidy(reader)

    def _cut_anew(self, reader: Reader) -> bool:
        version = index_version()
        with self.database.transaction(reader) as connection:
            waiting = documents.indexed_otherwise(connection, version, DOCUMENTS_AT_ONCE)
        for document_id in waiting:
            try:
                with self.database.transaction(reader) as connection:
                    stored = documents.load(connection, document_id)
                    cases = {case.id: indexed(stored.parsed, case.report) for case in stored.cases}
                    documents.reindex(connection, reader, document_id, cases, version)
            except (psycopg.OperationalError, ModelError, OSError, MemoryError):
                raise  # the database's, the installation's or the machine's fault, and not the document's
            except Exception as error:  # noqa: BLE001
                # One document must not keep the others from their index: it is found as before.
                get_logger().error(
                    "not_cut_anew", document_id=str(document_id), error=type(error).__name__, at=place_of(error)
                )
                with self.database.transaction(reader) as connection:
                    documents.leave_indexed(connection, document_id, version)
        return bool(waiting)

    def _encode(self, reader: Reader) -> bool:
        encoder = self.encoders.current()
        with self.database.transaction(reader) as connection:
            encoder_id = passages.encoder_with(connection, encoder.hash, encoder.dimensions)
            texts = passages.without_vectors(connection, PASSAGES_AT_ONCE)
        if not texts:
            return False
        vectors = encoder.passages(list(texts.values()))
        with self.database.transaction(reader) as connection:
            passages.save_vectors(connection, encoder_id, dict(zip(texts, vectors, strict=True)))
        return True

    def _tidy(self, reader: Reader) -> bool:
        """Merge, index, and let the current encoder take over when it is ready."""
        encoder = self.encoders.current()
        with self.database.transaction(reader) as connection:
            if passages.unmerged(connection) >= MERGED_FROM and passages.merge(connection, MERGED_FROM):
                return True
            encoder_id = passages.encoder_with(connection, encoder.hash, encoder.dimensions)
            for scope in (passages.PUBLIC, reader.organisation_id):
                if passages.vectors_in(connection, encoder_id, scope, INDEXED_FROM):
                    passages.index_vectors(connection, encoder_id, scope)
            if not passages.take_over(connection, encoder_id):
                return False
        self.encoders.keep()
        self.encoders.forget_others(encoder.hash)
        return False

    def owners_waiting(self) -> tuple[UUID, ...]:
        """Return the organisations for which something is to be done.

        Raises
        ------
        ModelError
            If the encoder cannot be read.
        """
        encoder = self.encoders.current()
        with self.database.anyone() as connection:
            passages.encoder_with(connection, encoder.hash, encoder.dimensions)
            return passages.owners_waiting(connection, index_version())


def make_indexer(database: Database, settings: Settings) -> Indexer:
    """Return the indexer that the settings ask for."""
    kept = settings.home / "encoders"
    return Indexer(database, Encoders(encoder_folder(settings.encoder), kept, settings.encoder_threads))


def catch_up(indexer: Indexer, reader: Reader, after_step: Callable[[], None] = lambda: None) -> None:
    """Do all that is to be done for an organisation. Raises as ``Indexer.step``."""
    while indexer.step(reader):
        after_step()
