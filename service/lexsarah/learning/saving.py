"""Write a linear model and what is known of how it was made: ``model.skops`` and ``manifest.json``."""

import hashlib
import json
import platform
import tempfile
import zipfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import skops.io

from lexsarah.classify.concepts import fingerprint
from lexsarah.classify.linear import Linear
from lexsarah.classify.stored import FORMAT, MANIFEST_FILE, MODEL_FILE, parts_of

LIBRARIES = ("scikit-learn", "numpy", "scipy", "skops", "snowballstemmer")


def save(linear: Linear, target: Path, known: Mapping[str, Any]) -> int:
    """Write the two files; ``known`` is what else the manifest tells of the model. Returns bytes of the model file."""
    model = skops.io.dumps(parts_of(linear), compression=zipfile.ZIP_DEFLATED, compresslevel=9)
    manifest = {
        "format": FORMAT,
        "model_sha256": hashlib.sha256(model).hexdigest(),
        "versions": {
            "lexsarah": version("lexsarah"),
            "python": platform.python_version(),
            **{name: version(name) for name in LIBRARIES},
        },
        "labels": {name: list(head.labels) for name, head in linear.heads.items()},
        "concepts_sha256": fingerprint(),
        "features": {block: len(one) for block, one in linear.vectors.vocabularies.items()},
        **known,
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
