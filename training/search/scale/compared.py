"""What bm25s and tantivy need for the passages that the reader may see, on the same terms."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from lexsarah.index.terms import asked
from lexsarah.search.question import parsed
from training.parsing.reading import BENCH_PYTHON
from training.search.scale import peers
from training.search.scale.collection import Collection
from training.search.scale.timing import percentiles


def compared(folder: Path, searched: Collection, questions: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Index and ask with every peer; ``folder`` is made and removed."""
    folder.mkdir(parents=True)
    try:
        write(folder, searched, questions)
        found = {}
        for name in peers.MAKERS:
            command = [str(BENCH_PYTHON), "-W", "ignore", peers.__file__, str(folder), name]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            answer = json.loads(done.stdout.splitlines()[-1])
            found[name] = {**answer, "times": percentiles(answer["times"])}
        return found
    finally:
        shutil.rmtree(folder)


def write(folder: Path, searched: Collection, questions: Sequence[str]) -> None:
    """Write the terms of what the reader may see, and of the questions."""
    seen = searched.seen
    tokens, sizes = [], []
    for start, stop in searched.slices():
        rows, terms, frequencies = searched.counts(start, stop)
        kept = seen[rows]
        tokens.append(np.repeat(terms[kept], frequencies[kept]).astype(np.int32))
        lengths = np.bincount(rows - start, weights=frequencies, minlength=stop - start).astype(np.int64)
        sizes.append(lengths[seen[start:stop]])
    np.save(folder / "tokens.npy", np.concatenate(tokens))
    np.save(folder / "ends.npy", np.cumsum(np.concatenate(sizes)))
    numbers = {term: number for number, term in enumerate(searched.terms)}
    asked_for = [
        [(numbers.get(one.term, -1), one.weight) for one in asked(parsed(question).words)] for question in questions
    ]
    (folder / "questions.json").write_text(json.dumps(asked_for), "ascii")
