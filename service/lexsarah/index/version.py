"""Which version of the index made the passages and terms of a document."""

import hashlib
from functools import cache
from importlib.resources import files

CUT = 2
"""Raised when passages, masks or the analyser give something else for the same text."""
TABLES = ("word_parts.tsv.gz", "compounds.csv", "names_of_things.csv")
"""Reference tables that the terms of a text depend on."""


@cache
def index_version() -> str:
    """Return a short name that changes when a document would be found by other passages or terms."""
    digest = hashlib.sha256(str(CUT).encode())
    for table in TABLES:
        digest.update((files("lexsarah.reference") / table).read_bytes())
    return f"{CUT}-{digest.hexdigest()[:12]}"
