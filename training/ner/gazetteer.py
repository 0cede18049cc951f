"""Words that lists know as names, and of what: a feature of single words.

The pipeline keeps it as its table of norms (``lexeme_norm``), spaCy's own way to say something of a word: a change of
``reference/`` after the training cannot change what the network sees.
"""

from collections.abc import Iterator

from babel import Locale

from lexsarah.extract.names import given_names
from lexsarah.reference import lines, localities, municipalities, rows

COMMON = 1000
"""Bearers from which a given name is a common one."""


def gazetteer() -> dict[str, str]:
    """Return the kinds of every listed word as it is written, genitives included: "⟨gp⟩" of Kristina."""
    kinds: dict[str, set[str]] = {}
    for word, kind in _listed():
        for form in (word, f"{word}s", word.upper()):
            if len(form) > 1:
                kinds.setdefault(form, set()).add(kind)
    return {word: f"⟨{''.join(sorted(found))}⟩" for word, found in sorted(kinds.items())}


def _listed() -> Iterator[tuple[str, str]]:
    for name, bearers in given_names().items():
        yield name, "g" if bearers >= COMMON else "h"
    for place in (*(one.name for one in municipalities()), *localities()):
        parts = place.split()
        for part in parts:
            yield part, "p" if len(parts) == 1 else "q"
    swedish = Locale("sv")
    for code, territory in swedish.territories.items():
        if code.isalpha():
            yield from ((part, "t") for part in territory.split() if part[0].isupper())
    for zone in swedish.time_zones.values():
        yield from ((part, "t") for part in zone.get("city", "").split() if part[0].isupper())
    for table, column in (("organisations.csv", "name"), ("organisations.csv", "short"), ("newspapers.csv", "name")):
        for row in rows(table):
            parts = (row[column] or "").split()
            yield from ((part, "o" if len(parts) == 1 else "b") for part in parts if part[0].isupper())
    for title in lines("role_titles.txt"):
        yield from ((form, "r") for form in (title, title.capitalize(), f"{title}en", f"{title}n"))
