"""Which rules and data an index was made by, so that an older one can be told and made anew."""

import hashlib
from functools import cache
from importlib.resources import files

from lexsarah import reference
from lexsarah.resources import folder

RULES = 3
"""Counts up when the code of passages, masks or terms makes other ones of the same case."""

TABLES = (
    "compounds.csv",
    "given_names.csv",
    "localities.csv",
    "municipalities.csv",
    "names_of_things.csv",
    "organisations.csv",
    "public_roles.txt",
    "statutes.csv",
    "word_parts.tsv.gz",
)
"""Reference tables by which cases are cut, masked and taken apart; the thesaurus widens questions alone."""

NAMES = "sv_lexsarah/manifest.json"
"""Says by hashes which network looked for names."""


@cache
def index_version() -> str:
    """Return a short word that is another one when the index of a case would be: the rules' number and a hash."""
    content = [files(reference).joinpath(table).read_bytes() for table in TABLES]
    content.append((folder("models") / NAMES).read_bytes())
    digest = hashlib.sha256(b"".join(hashlib.sha256(one).digest() for one in content))
    return f"{RULES}-{digest.hexdigest()[:12]}"
