"""bm25s and tantivy on the same terms: ``python peers.py FOLDER NAME`` in ``.bench-venv``, a process for each.

Only the standard library and numpy are imported here besides. FOLDER has ``tokens.npy`` (numbers of terms, each as
often as it stands there), ``ends.npy`` (where each passage's end) and ``questions.json`` (terms with their weights).
Both answer with the hundred best. bm25s knows no weights of a question's terms, and none are given to it.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

MOST = 100
K1, B = 1.2, 0.75
HEAP = 500_000_000
"""Bytes that tantivy's writer may take."""

Ask = Callable[[list[tuple[int, float]]], object]


def main() -> None:
    """Index, ask, and print what it took as JSON."""
    folder, name = Path(sys.argv[1]), sys.argv[2]
    tokens, ends = np.load(folder / "tokens.npy"), np.load(folder / "ends.npy")
    passages = np.split(tokens, ends[:-1])
    questions = json.loads((folder / "questions.json").read_text("ascii"))
    target = folder / name
    target.mkdir()
    before = memory("VmRSS")
    start = time.perf_counter()
    ask = MAKERS[name](passages, target)
    took = time.perf_counter() - start
    answering = memory("VmRSS") - before
    for question in questions[:10]:
        ask(question)
    times = []
    for question in questions:
        start = time.perf_counter()
        ask(question)
        times.append(1e3 * (time.perf_counter() - start))
    disk = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    cost = {"seconds": took, "disk": disk, "memory": answering, "most": memory("VmHWM")}
    print(json.dumps({**cost, "times": times}))


def memory(which: str) -> float:
    """Return the memory of this process in MiB, now (VmRSS) or at most (VmHWM)."""
    found = re.search(rf"{which}:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    return int(found[1]) / 1024 if found else 0.0


class _Lists(Sequence[list[int]]):
    """Passages as lists of numbers, each made when it is looked at: all at once would take gigabytes."""

    def __init__(self, passages: list[Any]) -> None:
        self._passages = passages

    def __getitem__(self, at: Any) -> Any:  # noqa: ANN401  (a number or a slice)
        return self._passages[at].tolist()

    def __len__(self) -> int:
        return len(self._passages)


def bm25s(passages: list[Any], target: Path) -> Ask:
    """Index with bm25s; the index is written to the disk and kept in memory."""
    library: Any = import_module("bm25s")
    most = max(int(one.max()) for one in passages if len(one)) + 1
    index = library.BM25(k1=K1, b=B, method="lucene")
    vocabulary = {str(number): number for number in range(most)}
    index.index(library.tokenization.Tokenized(ids=_Lists(passages), vocab=vocabulary), show_progress=False)
    index.save(str(target))

    def ask(question: list[tuple[int, float]]) -> object:
        known = [str(term) for term, _ in question if 0 <= term < most]
        return index.retrieve([known], k=min(MOST, len(passages)), show_progress=False) if known else None

    return ask


def tantivy(passages: list[Any], target: Path) -> Ask:
    """Index with tantivy on two threads, on the disk."""
    library: Any = import_module("tantivy")
    schema = (
        library.SchemaBuilder()
        .add_unsigned_field("number", stored=True)
        .add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        .build()
    )
    index = library.Index(schema, path=str(target))
    writer = index.writer(HEAP, 2)
    for number, one in enumerate(passages):
        writer.add_document(library.Document(number=number, terms=" ".join(map(str, one.tolist()))))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher, query = index.searcher(), library.Query

    def ask(question: list[tuple[int, float]]) -> object:
        parts = [
            (library.Occur.Should, query.boost_query(query.term_query(schema, "terms", str(term), "freq"), weight))
            for term, weight in question
            if term >= 0
        ]
        hits = searcher.search(query.boolean_query(parts), MOST, count=False).hits if parts else []
        return [searcher.doc(address)["number"] for _, address in hits]

    return ask


MAKERS: dict[str, Callable[[list[Any], Path], Ask]] = {"bm25s": bm25s, "tantivy": tantivy}

if __name__ == "__main__":
    main()
