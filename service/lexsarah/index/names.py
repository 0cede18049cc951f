"""Names of things in both their forms: "särskilt boende" and "SÄBO", "socialtjänstlagen" and "SoL".

From ``reference/names_of_things.csv``, the acts of ``statutes.csv`` and the authorities of ``organisations.csv``.
"""

from collections.abc import Iterator
from functools import cache

from lexsarah.index.phrases import Phrases
from lexsarah.index.stems import term
from lexsarah.language import words
from lexsarah.reference import rows, statutes

SHORTEST_UNCASED = 3
"""Letters of an abbreviation that a question may also write in lower case ("lvu")."""

ALSO_WORDS = frozenset({"hos", "lov", "sas", "mas", "mar", "sam", "fas", "vip", "ess"})
"""Abbreviations that are Swedish words in lower case: only in capitals are they names."""


def _known() -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield each name in lower case, its forms, itself among them, and its abbreviations."""
    for row in rows("names_of_things.csv"):
        yield row["name"].lower(), (row["name"], *_listed(row["forms"])), _listed(row["short"])
    for row in rows("organisations.csv"):
        if row["kind"] == "authority" and (row["short"] or " " in row["name"]):
            yield row["name"].lower(), (row["name"],), _listed(row["short"])
    for act in statutes():
        yield act.name.lower(), (act.name,), _listed(act.short)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def abbreviations() -> dict[str, str]:
    """Return names by abbreviation, upper and lower case as it is written: "SoL" is an act and "sol" is not."""
    return {short: name for name, _, shorts in _known() for short in shorts}


@cache
def abbreviations_uncased() -> dict[str, str]:
    """Return names by abbreviation in lower case, as questions are typed."""
    return {
        short.lower(): name
        for short, name in abbreviations().items()
        if len(short) >= SHORTEST_UNCASED and short.lower() not in ALSO_WORDS
    }


@cache
def spelled_out() -> Phrases:
    """Return names by the terms of their words, stop words among them."""
    return Phrases(
        {
            tuple(term(word) for word in words(form)): name
            for name, forms, _ in _known()
            for form in forms
            if words(form)
        }
    )
