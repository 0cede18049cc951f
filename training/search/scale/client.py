"""A client that searches and is timed, in a process of its own: ``python -m training.search.scale.client HOME READER``.

It says ``ready`` when the encoder is loaded and the connection open, reads a job as one line of JSON, waits for a line
more, and answers with one line: milliseconds of every search, by the clock and of processor time (its own and its
server process's, by Linux's scheduler), and its own memory in MiB. On a busy machine processor time is what comes near
to the time on a quiet one.

What is timed is a whole transaction for the reader, as a request of the service has it:

- *words*: what the question looks for, and the ranking by words;
- *meaning*: the ranking by meaning alone, the question encoded before;
- *fused*: the question's encoding (also told apart) and the ranking by both;
- *search*: what a person gets: these, a page of twenty entries with their marks, and the facets.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from lexsarah.config import Settings
from lexsarah.indexing import Indexer, make_indexer
from lexsarah.search.meaning import Encoded
from lexsarah.search.question import parsed
from lexsarah.search.ranking import Wanted, of_question, ranked, search
from lexsarah.store.database import Connection, Database, Reader
from lexsarah.store.embedded import EmbeddedServer
from lexsarah.store.filters import Filters

NONE_ANSWERS = "no encoder answers here"
WARMING = 10
"""Searches before the first that is timed."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question to be asked, and what must hold of the cases."""

    question: str
    codes: Mapping[str, tuple[str, ...]]
    since: str | None

    @property
    def filters(self) -> Filters:
        """What must hold, as the product has it."""
        codes = {name: tuple(values) for name, values in self.codes.items()}
        return Filters(codes, date.fromisoformat(self.since) if self.since else None)


def turn(question: str, filters: Filters) -> dict[str, Any]:
    """Write a turn as a client reads it."""
    return asdict(Turn(question, filters.codes, filters.since.isoformat() if filters.since else None))


Act = Callable[[Connection, Turn, Encoded], None]


def words(connection: Connection, asked: Turn, _: Encoded) -> None:
    """Rank by words."""
    ranked(connection, of_question(connection, parsed(asked.question), asked.filters))


def meaning(connection: Connection, asked: Turn, encoded: Encoded) -> None:
    """Rank by meaning."""
    ranked(connection, Wanted({}, asked.filters), encoded)


def both_ways(connection: Connection, asked: Turn, encoded: Encoded) -> None:
    """Rank by both."""
    ranked(connection, of_question(connection, parsed(asked.question), asked.filters), encoded)


def page(connection: Connection, asked: Turn, encoded: Encoded) -> None:
    """Rank by both, and make a page of it."""
    search(connection, asked.question, asked.filters, encoded=encoded)


ACTS: Mapping[str, Act] = {"words": words, "meaning": meaning, "fused": both_ways, "search": page}
WAYS = tuple(ACTS)
ENCODED_BEFORE = frozenset({"words", "meaning"})


class Client:
    """One reader with one connection and an encoder."""

    def __init__(self, home: Path, reader: Reader) -> None:
        self.database = Database(EmbeddedServer(home).start().app)
        self.indexer: Indexer = make_indexer(self.database, Settings(home=home))
        self.reader = reader
        self._encoded("larm")

    def _encoded(self, question: str) -> Encoded:
        with self.database.transaction(self.reader) as connection:
            found = self.indexer.encoded(connection, question)
        if found is None:
            raise RuntimeError(NONE_ANSWERS)
        return found

    def times(self, way: str, turns: list[Turn]) -> dict[str, list[float]]:
        """Return the milliseconds of every turn, and those of them that its question's encoding took."""
        encoded = {one.question: self._encoded(one.question) for one in turns} if way in ENCODED_BEFORE else {}
        for one in turns[:WARMING]:
            self._timed(way, one, encoded.get(one.question))
        found = [self._timed(way, one, encoded.get(one.question)) for one in turns]
        names = ("whole", "encoding", "processor", "encoding, processor")
        return {name: [1e3 * one[at] for one in found] for at, name in enumerate(names)}

    def _timed(self, way: str, asked: Turn, encoded: Encoded | None) -> tuple[float, float, float, float]:
        start = before = time.perf_counter()
        own = coded = time.process_time()
        with self.database.transaction(self.reader) as connection:
            server = _processor(connection.info.backend_pid)
            if encoded is None:
                encoded = self.indexer.encoded(connection, asked.question)
                before, coded = time.perf_counter(), time.process_time()
            if encoded is None:
                raise RuntimeError(NONE_ANSWERS)
            ACTS[way](connection, asked, encoded)
            server = _processor(connection.info.backend_pid) - server
        return time.perf_counter() - start, before - start, time.process_time() - own + server, coded - own


def _processor(process: int) -> float:
    """Return the seconds that a process has run; 0 where the kernel does not tell."""
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text("ascii").split()[0]) / 1e9
    except OSError:
        return 0.0


def memory() -> float:
    """Return the most memory that this process has had, in MiB (Linux)."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    """Do the jobs of standard input."""
    client = Client(Path(sys.argv[1]), Reader(UUID(sys.argv[2]), "reader"))
    print("ready", flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        turns = [Turn(**one) for one in job["turns"]]
        sys.stdin.readline()
        print(json.dumps({**client.times(job["way"], turns), "memory": memory()}), flush=True)


if __name__ == "__main__":
    main()
