"""Fills a database with a collection: as the product would have filled it, but in bulk.

The rows are those that the product writes, given to PostgreSQL by COPY as the role that owns the tables; the blocks are
put together here byte by byte as ``merge_postings`` puts them (a test compares both). The last passages wait for their
merging, as they would. What follows (approximate indexes, the take-over by the encoder) is done by the product's own
functions as the app role.
"""

import hashlib
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

import numpy as np
import psycopg
from psycopg import sql

from lexsarah.search.blocks import LENGTHS, SLICE
from lexsarah.search.meaning import INDEXED_FROM
from lexsarah.store import passages
from lexsarah.store.accounts import organisation
from lexsarah.store.database import Database, Reader
from lexsarah.store.passages import PUBLIC
from training.search.scale import copying as field
from training.search.scale.collection import OWNERS, SEED, Collection
from training.search.scale.material import Ints

UNMERGED = 500
"""Passages that wait for their merging: half of what the product lets wait."""

Plain = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """For whom the collection is searched, and seconds that each step of the loading took."""

    reader: Reader
    seconds: dict[str, float]


def load(database: Database, owner_url: str, loaded: Collection, encoder: str, say: Callable[[str], None]) -> Loaded:
    """Fill an empty database; ``encoder`` is the hash of the one that made the vectors."""
    with database.anyone() as connection:
        owners = [organisation(connection, f"Organisation {number:02}") for number in range(OWNERS)]
    reader = Reader(owners[0], "admin")
    with database.transaction(reader) as connection:
        encoder_id = passages.encoder_with(connection, encoder, loaded.vectors.shape[1])
    took: dict[str, float] = {}
    with psycopg.connect(owner_url, autocommit=True) as connection:
        filling = _Filling(connection, loaded, owners, encoder_id)
        for step, act in filling.steps():
            start = time.perf_counter()
            act()
            took[step] = took.get(step, 0.0) + time.perf_counter() - start
            say(f"{step}: {took[step]:.0f} s")
        connection.execute("VACUUM (ANALYZE)")
    say("vacuumed")
    for scope in (PUBLIC, reader.organisation_id):
        with database.transaction(reader) as connection:
            if passages.vectors_in(connection, encoder_id, scope, INDEXED_FROM):
                start = time.perf_counter()
                passages.index_vectors(connection, encoder_id, scope)
                took["approximate index"] = took.get("approximate index", 0.0) + time.perf_counter() - start
                say(f"approximate index: {took['approximate index']:.0f} s")
    with database.transaction(reader) as connection:
        passages.take_over(connection, encoder_id)
    return Loaded(reader, took)


class _Filling:
    def __init__(self, connection: Plain, loaded: Collection, owners: list[UUID], encoder_id: int) -> None:
        self.connection = connection
        self.loaded = loaded
        self.encoder_id = encoder_id
        draw = random.Random(SEED)  # noqa: S311
        self.owners = [field.uuid(one) for one in owners]
        self.cases = [field.raw(draw.randbytes(16)) for _ in loaded.owner]
        self.documents = [field.raw(draw.randbytes(16)) for _ in loaded.owner]
        self.visibility = [field.text("public" if public else "own") for public in loaded.public]
        # A scope is everyone's (0) or an owner's (1 and up).
        self.scope = np.where(loaded.public, 0, loaded.owner + 1)
        self.scopes = [field.uuid(PUBLIC), *self.owners]
        self.terms = [field.text(term) for term in loaded.terms]
        self.lengths = loaded.lengths()
        self.waiting = np.zeros(len(loaded), np.bool_)
        self.waiting[np.flatnonzero(loaded.seen)[-UNMERGED:]] = True

    def steps(self) -> Iterator[tuple[str, Callable[[], None]]]:
        yield "cases", self.add_cases
        for start, stop in self.loaded.slices():
            rows, terms, frequencies = self.loaded.counts(start, stop)
            yield "passages", partial(self.add_passages, start, stop, rows, terms, frequencies)
            yield "blocks", partial(self.add_blocks, start, rows, terms, frequencies)
            yield "vectors", partial(self.add_vectors, start, stop)
        yield "rest", self.finish

    def add_cases(self) -> None:
        days, epoch = self.loaded.labels.days, date(2000, 1, 1)
        who = list(zip(self.documents, self.cases, self.loaded.owner.tolist(), self.visibility, days, strict=True))
        empty, read, yes = field.text(""), field.text("read"), field.boolean(value=True)
        field.copy(
            self.connection,
            "documents",
            "id, owner_id, visibility, sha256, name, media_type, size_bytes, synthetic, status, text, indexed_by",
            (
                (
                    document,
                    self.owners[owner],
                    visibility,
                    field.text(f"{at:064x}"),
                    field.text(f"{at}.txt"),
                    field.text("text/plain"),
                    field.bigint(1),
                    yes,
                    read,
                    empty,
                    field.text("scale"),
                )
                for at, (document, _, owner, visibility, _) in enumerate(who)
            ),
        )
        field.copy(
            self.connection,
            "cases",
            "id, document_id, owner_id, visibility, span_start, span_end, title, is_deviation_report, happened_on",
            (
                (
                    case,
                    document,
                    self.owners[owner],
                    visibility,
                    field.integer(0),
                    field.integer(1),
                    field.text(f"Ärende {at}"),
                    yes,
                    field.integer((day - epoch).days),
                )
                for at, (document, case, owner, visibility, day) in enumerate(who)
            ),
        )
        codes = [field.text(name) + field.text(value) for name, value in self.loaded.labels.codes]
        held = self.loaded.labels.held
        field.copy(
            self.connection,
            "codes",
            "case_id, owner_id, visibility, field, value",
            (
                (case, self.owners[owner], visibility, codes[code], b"")
                for at, (_, case, owner, visibility, _) in enumerate(who)
                for code in held.indices[held.indptr[at] : held.indptr[at + 1]].tolist()
            ),
        )

    def add_passages(self, start: int, stop: int, rows: Ints, terms: Ints, frequencies: Ints) -> None:
        ends = np.searchsorted(rows, np.arange(start, stop + 1))

        def made() -> Iterator[tuple[bytes, ...]]:
            for row in range(start, stop):
                span = slice(ends[row - start], ends[row - start + 1])
                case, text = int(self.loaded.case[row]), self.loaded.text(row).encode()
                yield (
                    field.bigint(row + 1),
                    self.cases[case],
                    self.owners[self.loaded.owner[case]],
                    self.visibility[case],
                    field.integer(0),
                    field.integer(1),
                    field.raw(text),
                    field.raw(hashlib.sha256(text).digest()),
                    field.integer(int(self.lengths[row])),
                    field.texts([self.terms[term] for term in terms[span].tolist()]),
                    field.smallints(frequencies[span]),
                )

        field.copy(
            self.connection,
            "passages",
            "id, case_id, owner_id, visibility, span_start, span_end, text, sha256, length, terms, frequencies",
            made(),
        )

    def add_blocks(self, start: int, rows: Ints, terms: Ints, frequencies: Ints) -> None:
        """Add the postings of a slice: merged, those that wait to ``postings``."""
        waiting = self.waiting[rows]
        field.copy(
            self.connection,
            "postings",
            "term, passage_id, owner_id, visibility, frequency",
            (
                (
                    self.terms[term],
                    field.bigint(row + 1),
                    self.owners[self.loaded.owner[case]],
                    self.visibility[case],
                    field.short(frequency),
                )
                for row, case, term, frequency in zip(
                    *(one[waiting].tolist() for one in (rows, self.loaded.case[rows], terms, frequencies)), strict=True
                )
            ),
        )
        rows, terms, frequencies = (one[~waiting] for one in (rows, terms, frequencies))
        number = rows + 1
        codes = np.minimum(frequencies, 63) * LENGTHS + np.minimum(self.lengths[rows], LENGTHS - 1)
        postings = np.empty((len(rows), 2), ">u2")
        postings[:, 0], postings[:, 1] = number % SLICE, codes
        key = self.scope[self.loaded.case[rows]] * len(self.terms) + terms
        order = np.argsort(key, kind="stable")
        keys, firsts = np.unique(key[order], return_index=True)
        data, ends = postings[order].tobytes(), [*firsts[1:].tolist(), len(order)]
        slice_ = field.integer((start + 1) // SLICE)
        field.copy(
            self.connection,
            "blocks",
            "scope, term, slice, n, postings",
            (
                (
                    self.scopes[one // len(self.terms)],
                    self.terms[one % len(self.terms)],
                    slice_,
                    field.integer(end - first),
                    field.raw(data[4 * first : 4 * end]),
                )
                for one, first, end in zip(keys.tolist(), firsts.tolist(), ends, strict=True)
            ),
        )

    def add_vectors(self, start: int, stop: int) -> None:
        encoder = field.short(self.encoder_id)
        field.copy(
            self.connection,
            "vectors",
            "encoder_id, passage_id, owner_id, visibility, vector",
            (
                (
                    encoder,
                    field.bigint(row + 1),
                    self.owners[self.loaded.owner[case]],
                    self.visibility[case],
                    field.halfvec(self.loaded.vectors[row]),
                )
                for row, case in enumerate(self.loaded.case[start:stop].tolist(), start)
            ),
        )

    def finish(self) -> None:
        """Tell the sequence of passage numbers, and that nothing waits for a vector."""
        self.connection.execute(
            sql.SQL("ALTER TABLE passages ALTER COLUMN id RESTART WITH {}").format(sql.Literal(len(self.loaded) + 1))
        )
        self.connection.execute("DELETE FROM unencoded")
