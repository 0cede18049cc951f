"""The one shape of the tables of phrases: alternatives that begin at a word, compiled into one pattern.

Each alternative is a regular expression matched against lower-case text (``clauses.lowered``).
"""

import re
from re import Pattern


def any_of(*alternatives: str) -> Pattern[str]:
    """Compile alternatives that begin at a word's beginning and may end inside one."""
    return re.compile(r"(?<!\w)(?:" + "|".join(alternatives) + ")")


def words(*alternatives: str) -> Pattern[str]:
    """Compile alternatives that are whole words or rows of them."""
    return re.compile(r"(?<!\w)(?:" + "|".join(alternatives) + r")(?!\w)")
