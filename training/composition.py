"""What the corpus is made of, and what it must have at least."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lexsarah.reference import municipality_by_name
from lexsarah.vocabulary import CauseArea, Decision, EventType, Genre, IvoNotification, Measure, ServiceArea, Setting
from training.documents import Document

Briefs = Mapping[str, Mapping[str, str]]

COUNTIES = 21
SORTED_BY_LABEL = ("earliest year", "words")
"""Tables whose rows stand in the order of their labels; the others begin with the most frequent."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Something the corpus must have: what is counted, how many there are and the fewest allowed."""

    what: str
    found: int
    fewest: int

    @property
    def met(self) -> bool:
        """Whether there are enough."""
        return self.found >= self.fewest


def demands(corpus: Sequence[Document], plans: Briefs) -> list[Demand]:
    """Return what the corpus must have, each with its count."""
    cases = [one.case for one in corpus]
    papers = Counter(case["event_id"] for case in cases if case["event_id"])
    again = Counter(
        plans[one.name]["series_id"] for one in corpus if plans.get(one.name, {}).get("series_id", "-") != "-"
    )
    towns = {case["municipality"] for case in cases} - {None}
    known = municipality_by_name()
    counties = {known[town].county for town in towns if town in known}
    types = Counter(code for case in cases for code in case["event_types"])
    steps = {case["decision"] for case in cases if case["is_deviation_report"]}
    negatives = sum(not case["is_deviation_report"] for case in cases)
    return [
        Demand("documents", len(corpus), 600),
        Demand("events told in two to five papers", sum(2 <= count <= 5 for count in papers.values()), 60),
        Demand("units with the same fault twice or more", sum(count > 1 for count in again.values()), 20),
        Demand("hard negatives, of 100 documents", 100 * negatives // max(1, len(corpus)), 20),
        Demand("counties", len(counties), COUNTIES),
        Demand("genres", len({case["genre"] for case in cases}), len(Genre)),
        Demand("service areas", len({code for case in cases for code in case["service_area"]}), len(ServiceArea)),
        Demand("settings", len({case["setting_code"] for case in cases} - {None}), len(Setting)),
        Demand("event types told at least ten times", sum(types[code] >= 10 for code in EventType), len(EventType)),
        Demand("decision steps", len(steps), len(Decision) + 1),
        Demand("steps of notification", len({case["ivo"] for case in cases} - {None}), len(IvoNotification)),
        Demand("cause areas", len({one["area"] for case in cases for one in case["causes"]}), len(CauseArea)),
        Demand("kinds of measure", len({one["kind"] for case in cases for one in case["measures"]}), len(Measure)),
        Demand("documents with several cases", sum(bool(case["incidents"]) for case in cases), 15),
    ]


def totals(corpus: Sequence[Document]) -> dict[str, int]:
    """Return how many words and annotated items there are in all."""
    lists = ("dates", "persons", "organisations", "identifiers", "causes", "measures", "consequences")
    counted = {key: sum(len(one.case[key]) for one in corpus) for key in lists}
    return {"documents": len(corpus), "words": sum(len(one.text.split()) for one in corpus), **counted}


def tables(corpus: Sequence[Document], split_of: Mapping[str, str]) -> dict[str, list[tuple[str, dict[str, int]]]]:
    """Return tables of counts by name: rows of a label and how many documents of each split have it."""
    found: dict[str, dict[str, Counter[str]]] = {}
    for one in corpus:
        for table, label in _labels(one):
            found.setdefault(table, {}).setdefault(label, Counter())[split_of.get(one.name, "none")] += 1
    return {
        table: [(label, dict(counts)) for label, counts in sorted(rows.items(), key=lambda row: _order(table, row))]
        for table, rows in found.items()
    }


def _order(table: str, row: tuple[str, Counter[str]]) -> tuple[int, str]:
    label, counts = row
    return (0, label) if table in SORTED_BY_LABEL else (-counts.total(), label)


def _period(year: int) -> str:
    """Name the five years that a year lies in."""
    return f"{year - year % 5}–{year - year % 5 + 4}"


def _labels(document: Document) -> list[tuple[str, str]]:
    case = document.case
    words = len(document.text.split())
    years = [int(one["edtf"][:4]) for one in case["dates"] if one["edtf"][:4].isdigit() and one["role"] != "other"]
    town = municipality_by_name().get(case["municipality"] or "")
    upper = next((bound for bound in (100, 200, 400, 800, 1600) if words < bound), 2500)
    found = [("documents", "all"), ("genre", case["genre"]), ("words", f"under {upper:4}")]
    found += [("about a case", "yes" if case["is_deviation_report"] else "no")]
    found += [("earliest year", _period(min(years)) if years else "none")]
    found += [("county", town.county if town else "none")]
    if not case["is_deviation_report"]:
        return found
    for table, values in {
        "decision": [case["decision"]],
        "notification": [case["ivo"]],
        "provider": [case["provider"]],
        "setting": [case["setting_code"]],
        "service area": case["service_area"],
        "event type": case["event_types"],
        "type": case["misconduct_types"],
        "cause": {one["area"] for one in case["causes"]},
        "measure": {one["kind"] for one in case["measures"]},
        "measure status": {one["status"] for one in case["measures"]},
        "consequence": {one["kind"] for one in case["consequences"]},
        "event types a case": [len(case["event_types"])],
    }.items():
        found += [(table, str(value)) for value in values]
    return found
