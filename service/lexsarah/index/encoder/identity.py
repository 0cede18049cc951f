"""What an encoder's folder is: its manifest, its files, and the hash that tells its vectors from those of another."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lexsarah.errors import ModelError

FORMAT: Final = 1
"""Version of what the manifest and the weights hold and how; another one is refused."""

MANIFEST, WEIGHTS, CONFIG, TOKENIZER = "manifest.json", "weights.safetensors", "config.json", "tokenizer.json"
FILES: Final = (WEIGHTS, CONFIG, TOKENIZER)
"""Files that decide what the vectors are, beside the manifest."""
DECIDING: Final = ("format", "dimensions", "longest", "query", "passage")
"""Keys of the manifest that do."""

PICKLED: Final = frozenset({".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt"})
"""Endings of weights that run code when they are read."""
BESIDE: Final = frozenset({".md", ".gitattributes"})
"""Endings of files that no vector depends on."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the encoder in a checked folder is.

    ``hash`` (64 hex digits) is over everything that decides its vectors; ``longest`` counts word pieces, the two marks
    at the ends included; ``query`` and ``passage`` stand before a text. A passage whose cosine with a question is below
    ``floor`` is not about it, and one at ``sure`` or above most likely is (measured when the encoder was made; -1 where
    nobody has).
    """

    folder: Path
    hash: str
    dimensions: int
    longest: int
    query: str
    passage: str
    floor: float = -1.0
    sure: float = -1.0


def is_artefact(folder: Path) -> bool:
    """Whether a folder is of the project's own format, and not one of sentence-transformers."""
    return (folder / MANIFEST).exists()


def encoder_hash(folder: Path) -> str:
    """Return the sha256 (64 hex digits) over everything that decides the vectors of the encoder in a folder.

    Raises
    ------
    ModelError
        If there is no encoder, or it is damaged or not one that is loaded.
    """
    return artefact(folder).hash if is_artefact(folder) else foreign_hash(folder)


def artefact(folder: Path) -> Identity:
    """Read and check a folder of the project's own format.

    Raises
    ------
    ModelError
        Naming the file that is missing, damaged or of another format.
    """
    path = folder / MANIFEST
    manifest = _json(path)
    if manifest.get("format") != FORMAT:
        raise ModelError(f"{path} has another format than {FORMAT}")
    listed = manifest.get("sha256", {})
    for name in FILES:
        if _digest(folder / name) != listed.get(name):
            raise ModelError(f"{folder / name} is damaged: its bytes are not those of its manifest")
    try:
        decided = {key: manifest[key] for key in DECIDING}
        return Identity(
            folder,
            _sum({"files": {name: listed[name] for name in FILES}, **decided}),
            int(decided["dimensions"]),
            int(decided["longest"]),
            str(decided["query"]),
            str(decided["passage"]),
            float(manifest.get("floor", -1.0)),
            float(manifest.get("sure", -1.0)),
        )
    except (KeyError, TypeError, ValueError):
        raise ModelError(f"{path} is damaged: it lacks one of {', '.join(DECIDING)}") from None


def foreign_hash(folder: Path) -> str:
    """Return the hash of a folder of sentence-transformers, once it is known to hold no code and no pickled weights.

    Raises
    ------
    ModelError
        If it is no such folder, or holds either.
    """
    modules = _json(folder / "modules.json", list)
    kinds = [str(one.get("type", "")) if isinstance(one, dict) else "" for one in modules]
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    pickled = [path for path in files if path.suffix in PICKLED]
    if pickled:
        raise ModelError(f"{pickled[0]} may hold pickled weights, which run code when read; only safetensors are read")
    coded = [path for path in files if path.suffix == ".json" and b'"auto_map"' in path.read_bytes()]
    if coded or not all(kind.startswith("sentence_transformers.") for kind in kinds):
        raise ModelError(f"{folder} asks for code of its own, which is never run")
    if not any(path.suffix == ".safetensors" for path in files):
        raise ModelError(f"{folder} has no weights in safetensors")
    return _sum({str(path.relative_to(folder)): _digest(path) for path in files if path.suffix not in BESIDE})


def _json(path: Path, kind: type = dict) -> Any:  # noqa: ANN401  (the caller says which kind)
    try:
        found = json.loads(path.read_bytes())
    except OSError as error:
        raise ModelError(f"no encoder in {path.parent}: {path.name} cannot be read ({type(error).__name__})") from None
    except ValueError:
        raise ModelError(f"{path} is damaged: it is not JSON") from None
    if not isinstance(found, kind):
        raise ModelError(f"{path} is damaged: it does not hold what it should")
    return found


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({type(error).__name__})") from None


def _sum(deciding: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(deciding, sort_keys=True).encode()).hexdigest()
