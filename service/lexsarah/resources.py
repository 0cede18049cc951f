"""Where the files are that ship with the package: models and samples.

In a wheel they lie in ``lexsarah/_data``; in a checkout (an editable install) in the folders of the repository.
"""

import hashlib
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = {"models": Path("models"), "samples": Path("corpus/samples")}


def folder(name: str) -> Path:
    """Return the folder of ``models`` or ``samples``."""
    shipped = _PACKAGE / "_data" / name
    return shipped if shipped.exists() else _PACKAGE.parent.parent / _CHECKOUT[name]


def sample_files() -> tuple[Path, ...]:
    """Return the sample documents, sorted by name, without their annotations."""
    known = {".txt", ".html", ".pdf", ".docx"}
    return tuple(sorted(path for path in folder("samples").iterdir() if path.suffix in known))


@cache
def sample_hashes() -> frozenset[str]:
    """Return the sha256 of every sample, by which an upload of one is known before it is read."""
    return frozenset(hashlib.sha256(path.read_bytes()).hexdigest() for path in sample_files())
