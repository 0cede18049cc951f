"""Write a linear model and what is known of how it was made: ``model.skops`` and ``manifest.json``."""

import hashlib
import json
import platform
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import skops.io

from lexsarah.classify.concepts import fingerprint
from lexsarah.classify.linear import Linear
from lexsarah.classify.stored import FORMAT, MANIFEST_FILE, MODEL_FILE, parts_of
from training.learning import SEED

LIBRARIES = ("scikit-learn", "numpy", "scipy", "skops", "snowballstemmer")


def corpus_hash(files: Iterable[Path]) -> str:
    """Return one sha256 for the names and bytes of files, whatever their order."""
    whole = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.name):
        whole.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def save(linear: Linear, target: Path, corpus: Iterable[Path], scores: Mapping[str, Any]) -> int:
    """Write the two files; ``corpus`` are the files learned from, ``scores`` what is reported. Returns bytes."""
    model = skops.io.dumps(parts_of(linear), compression=zipfile.ZIP_DEFLATED, compresslevel=9)
    manifest = {
        "format": FORMAT,
        "model_sha256": hashlib.sha256(model).hexdigest(),
        "versions": {
            "lexsarah": version("lexsarah"),
            "python": platform.python_version(),
            **{name: version(name) for name in LIBRARIES},
        },
        "seed": SEED,
        "labels": {name: list(head.labels) for name, head in linear.heads.items()},
        "concepts_sha256": fingerprint(),
        "corpus_sha256": corpus_hash(corpus),
        "features": {block: len(one.vocabulary_) for block, one in linear.vectors.vectorizers.items()},
        **scores,
    }
    target.mkdir(parents=True, exist_ok=True)
    write(model, target / MODEL_FILE)
    write((json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode(), target / MANIFEST_FILE)
    return len(model)


def write(content: bytes, path: Path) -> None:
    """Write a file under a temporary name, then give it its own."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(content)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
