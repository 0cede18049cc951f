"""The thesaurus: everyday words and the words of the trade for them, for questions only.

Expansions go one way, from what is asked to what the papers say, and weigh less than what was asked. The table is
``reference/synonyms.csv``; the lists in its cells are parted by "|".
"""

from collections.abc import Callable
from functools import cache

from lexsarah.index.phrases import Phrases
from lexsarah.reference import rows

TABLE = "synonyms.csv"

Expansions = tuple[tuple[str, float], ...]
"""Words or phrases with their weights, below 1."""


Content = Callable[[str], tuple[str, ...]]
"""Reduces a text to the terms of its words without stop words."""


def entries() -> tuple[tuple[tuple[str, ...], Expansions], ...]:
    """Return what may be asked, and what it is expanded to."""
    return tuple(
        (tuple(row["asked"].split("|")), tuple((word, float(row["weight"])) for word in row["terms"].split("|")))
        for row in rows(TABLE)
    )


@cache
def known(content: Content) -> tuple[Phrases, dict[str, Expansions]]:
    """Return the phrases that are expanded, as ``content`` reduces them to terms, and the expansions by phrase."""
    phrases: dict[tuple[str, ...], str] = {}
    expansions: dict[str, Expansions] = {}
    for asked, wanted in entries():
        for phrase in asked:
            key = content(phrase)
            if key:
                phrases[key] = " ".join(key)
                expansions[" ".join(key)] = expansions.get(" ".join(key), ()) + wanted
    return Phrases(phrases), expansions
