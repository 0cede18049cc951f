"""What a manifest tells of where a model comes from."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from training.learning import SEED


def corpus_hash(files: Iterable[Path]) -> str:
    """Return one sha256 for the names and bytes of files, whatever their order."""
    whole = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.name):
        whole.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def origin(files: Iterable[Path]) -> dict[str, Any]:
    """Return the seed and the hash of the files that were learned from."""
    return {"seed": SEED, "corpus_sha256": corpus_hash(files)}
