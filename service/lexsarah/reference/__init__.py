"""Reference data that ships with the package: facts with their source and vintage (README.md in this folder).

Nothing here is learned; a table is read once and kept.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Municipality:
    """One of the 290 municipalities.

    ``code`` is Statistics Sweden's four digits, of which the first two are ``county_code``; ``name`` is without
    "kommun" ("Falun"), ``official_name`` with it ("Falu kommun"). ``population`` is of about the end of 2025.
    """

    code: str
    name: str
    official_name: str
    county_code: str
    county: str
    population: int


@dataclass(frozen=True, slots=True)
class Statute:
    """An act that lex Sarah documents cite.

    ``sfs`` is its number ("2001:453"), ``name`` and ``short`` how it is called; ``until`` is the last day that it was
    in force (ISO), empty if it still is. ``last_chapter`` is the number of its last chapter where that tells it from
    the act that replaced it. An old act stands before the new one of the same name.
    """

    sfs: str
    name: str
    short: str
    chapters: bool
    last_chapter: int | None
    until: str


@dataclass(frozen=True, slots=True)
class DutyPlace:
    """Where an act states a duty of lex Sarah (``Duty``), and the days (ISO, empty: open) between which it did.

    ``place`` is as in the normal form of a citation ("14:3", "24 b §"); ``certain`` is False where nobody has checked
    the text of the act.
    """

    duty: str
    act: str
    place: str
    since: str
    until: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Locality:
    """A locality (tatort) or a district (stadsdel), and the municipality that it lies in (short name).

    ``checked``: a list of others says so too, and not general knowledge alone.
    """

    name: str
    municipality: str
    kind: str
    checked: bool


def rows(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file in this folder, by column name."""
    text = files(__name__).joinpath(table).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


@cache
def municipalities() -> tuple[Municipality, ...]:
    """Return all 290, in order of code."""
    return tuple(
        Municipality(
            row["code"],
            row["name"],
            row["official_name"],
            row["county_code"],
            row["county"],
            int(row["population_2025"]),
        )
        for row in rows("municipalities.csv")
    )


@cache
def municipality_by_name() -> dict[str, Municipality]:
    """Return municipalities by short name, as the record gives them."""
    return {one.name: one for one in municipalities()}


@cache
def counties() -> dict[str, int]:
    """Sum the population by county name ("Stockholms län")."""
    totals: dict[str, int] = {}
    for one in municipalities():
        totals[one.county] = totals.get(one.county, 0) + one.population
    return totals


@cache
def lines(table: str) -> tuple[str, ...]:
    """Return the lines of a text file in this folder, without blank ones and those that begin with #."""
    text = files(__name__).joinpath(table).read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def statutes() -> tuple[Statute, ...]:
    """Return the acts of statutes.csv, in its order."""
    return tuple(
        Statute(
            row["sfs"],
            row["name"],
            row["short"],
            row["chapters"] != "no",
            int(row["chapters"]) if row["chapters"].isdigit() else None,
            row["until"],
        )
        for row in rows("statutes.csv")
    )


@cache
def words_of(kind: str) -> frozenset[str]:
    """Return the words of a kind in organisation_words.csv."""
    return frozenset(row["word"] for row in rows("organisation_words.csv") if row["kind"] == kind)


CHECKED = frozenset({"geonames", "wikipedia", "stockholm.se", "alltimalmo.se"})
"""Sources of localities.csv in which the municipality stands (README.md)."""


@cache
def duty_places() -> dict[tuple[str, str], tuple[DutyPlace, ...]]:
    """Return the rows of duties.csv by act and place."""
    found: dict[tuple[str, str], tuple[DutyPlace, ...]] = {}
    for row in rows("duties.csv"):
        one = DutyPlace(row["duty"], row["act"], row["place"], row["since"], row["until"], row["certain"] == "yes")
        found[one.act, one.place] = (*found.get((one.act, one.place), ()), one)
    return found


@cache
def localities() -> dict[str, Locality]:
    """Return localities and districts by name."""
    return {
        row["name"]: Locality(row["name"], row["municipality"], row["kind"], row["source"] in CHECKED)
        for row in rows("localities.csv")
    }
