"""Who is trained on, tuned on and tested on: corpus/splits.csv, frozen.

Documents of one municipality or one event stay together, so that no figure is measured on a place or an event that
was trained on. ``python -m training.splits`` gives documents that the file does not know yet a place, and never moves
one that it knows.
"""

import csv
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lexsarah.reference import municipality_by_name
from training.documents import CORPUS, Document, briefs, documents

FILE = CORPUS / "splits.csv"
SHARES = {"train": 0.70, "dev": 0.15, "test": 0.15}
TOLERANCE = 0.03
"""How far the share of a split may lie from what is wanted."""

SEED = 20261121
LONG = 500
"""Words; about a third of the documents have more."""

TRIES = 12_000
"""Changes that are tried; only those that make the labels more even are kept."""

WEIGHTS = {"document": 20.0}
"""How much more it matters that a label is shared out evenly; 1 for the others."""


@dataclass(frozen=True, slots=True)
class Place:
    """The group and the split of a document."""

    group: str
    split: str


def read(path: Path = FILE) -> dict[str, Place]:
    """Return the places of all documents by name; nothing if there is no file yet."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["document"]: Place(row["group"], row["split"]) for row in csv.DictReader(lines)}


def ties(document: Document, brief: Mapping[str, str]) -> list[str]:
    """Return what a document must not be parted by: its municipalities and its event."""
    case = document.case
    towns = {
        case["municipality"],
        case["place"],
        brief.get("place"),
        *(one["municipality"] for one in case["incidents"]),
    }
    found = [f"municipality {town}" for town in sorted(town for town in towns if town and town != "-")]
    return found + ([f"event {case['event_id']}"] if case["event_id"] else [])


def groups(ties_of: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the group of each document: documents that share a tie, also by way of others, share it."""
    leader: dict[str, str] = {}

    def find(key: str) -> str:
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    for name in sorted(ties_of):
        for tie in ties_of[name]:
            first, second = sorted((find(f"document {name}"), find(tie)))
            leader[second] = first
    members: dict[str, list[str]] = {}
    for name in sorted(ties_of):
        members.setdefault(find(f"document {name}"), []).append(name)
    return {name: f"g-{names[0]}" for names in members.values() for name in names}


def problems(places: Mapping[str, Place], ties_of: Mapping[str, Iterable[str]]) -> list[str]:
    """Return what is wrong with the split file.

    Documents without a place, places without a document, ties that span groups or splits, shares that are off.
    """
    found = [f"{name}: has no split" for name in ties_of if name not in places]
    found += [f"{name}: is in the split file and not in the corpus" for name in places if name not in ties_of]
    found += [f"{name}: unknown split {place.split!r}" for name, place in places.items() if place.split not in SHARES]
    homes: dict[str, set[str]] = {}
    for name, tied in ties_of.items():
        for tie in (*tied, f"group {places[name].group}") if name in places else ():
            homes.setdefault(tie, set()).add(places[name].split)
            if not tie.startswith("group "):
                homes[tie].add(places[name].group)
    for tie, places_of_it in homes.items():
        splits = places_of_it & SHARES.keys()
        if len(splits) > 1:
            found.append(f"{tie}: in {' and '.join(sorted(splits))}")
        elif len(places_of_it - splits) > 1:
            found.append(f"{tie}: in several groups")
    counted = Counter(place.split for place in places.values())
    for split, share in SHARES.items():
        if abs(counted[split] / max(1, len(places)) - share) > TOLERANCE:
            found.append(f"{split}: {counted[split]} of {len(places)} documents, wanted {share:.0%}")
    return found


def placed(
    known: Mapping[str, Place], ties_of: Mapping[str, Iterable[str]], labels_of: Mapping[str, list[str]]
) -> dict[str, Place]:
    """Return a place for every document: known ones keep theirs, new ones join those they are tied to.

    New documents that are tied to none are shared out so that the whole comes near the wanted shares.

    Raises
    ------
    ValueError
        A new document is tied to documents of two groups: it would part what belongs together.
    """
    group_of = groups(ties_of)
    homes: dict[str, set[Place]] = {}
    for name, group in group_of.items():
        if name in known:
            homes.setdefault(group, set()).add(known[name])
    fresh = {name: group for name, group in group_of.items() if name not in known}
    for name, group in fresh.items():
        if len(homes.get(group, set())) > 1:
            raise ValueError(f"{name}: is tied to {', '.join(sorted(place.group for place in homes[group]))}")
    split_of = assign(
        {name: group for name, group in fresh.items() if group not in homes},
        labels_of,
        {name: place.split for name, place in known.items() if name in ties_of},
    )
    joined = {name: next(iter(homes[group])) for name, group in fresh.items() if group in homes}
    alone = {name: Place(fresh[name], split) for name, split in split_of.items()}
    return {name: place for name, place in sorted({**known, **joined, **alone}.items()) if name in ties_of}


def assign(
    group_of: Mapping[str, str], labels_of: Mapping[str, list[str]], settled: Mapping[str, str]
) -> dict[str, str]:
    """Share groups out to splits so that documents and labels come near the wanted shares; the same each time.

    ``settled`` gives the splits of documents that have one already: they count, and stay. Groups are first drawn by
    the shares; then groups change their splits, one or two at a time, as long as that makes the labels more even.
    """
    chance = random.Random(SEED)  # noqa: S311  (no secret)
    members: dict[str, list[str]] = {}
    for name, group in group_of.items():
        members.setdefault(group, []).append(name)
    held = {group: Counter(label for name in names for label in labels_of[name]) for group, names in members.items()}
    order = sorted(members)
    fixed: dict[str, str] = {}
    for name, split in settled.items():
        held[f"settled {name}"] = Counter(labels_of[name])
        fixed[f"settled {name}"] = split
    total: Counter[str] = sum(held.values(), Counter())
    split_of = dict(zip(order, chance.choices(list(SHARES), list(SHARES.values()), k=len(order)), strict=True))
    cost = _imbalance(split_of | fixed, held, total)
    for _ in range(TRIES if order else 0):
        tried = dict(split_of)
        for group in chance.sample(order, k=min(len(order), chance.choice((1, 2)))):
            tried[group] = chance.choice(list(SHARES))
        found = _imbalance(tried | fixed, held, total)
        if found < cost:
            split_of, cost = tried, found
    return {name: split_of[group] for name, group in group_of.items()}


def _imbalance(split_of: Mapping[str, str], held: Mapping[str, Counter[str]], total: Counter[str]) -> float:
    """Sum the squared distances of counts from what the shares give, each over what it gives."""
    got: dict[str, Counter[str]] = {split: Counter() for split in SHARES}
    for group, split in split_of.items():
        got[split].update(held[group])
    return sum(
        WEIGHTS.get(label, 1.0) * (got[split][label] - share * count) ** 2 / (share * count)
        for split, share in SHARES.items()
        for label, count in total.items()
    )


def labels(document: Document) -> list[str]:
    """Return what should be spread evenly over the splits."""
    case = document.case
    length = "long" if len(document.text.split()) > LONG else "short"
    found = ["document", f"genre {case['genre']}", f"case {case['is_deviation_report']}", f"length {length}"]
    found += [f"event {code}" for code in case["event_types"]] + [f"area {code}" for code in case["service_area"]]
    town = municipality_by_name().get(case["municipality"] or "")
    found += [f"county {town.county if town else None}", f"year {str(case['incident_period'])[:3]}"]
    if case["is_deviation_report"]:
        found += [f"provider {case['provider']}", f"setting {case['setting_code']}"]
        found += [f"decision {case['decision']}", f"ivo {case['ivo']}"]
    return found


def main() -> None:
    """Give new documents a place and write the file."""
    everything, plans = documents(), briefs()
    places = placed(
        read(),
        {one.name: ties(one, plans.get(one.name, {})) for one in everything},
        {one.name: labels(one) for one in everything},
    )
    with FILE.open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines, lineterminator="\n")
        rows.writerow(("document", "group", "split"))
        rows.writerows((name, place.group, place.split) for name, place in places.items())


if __name__ == "__main__":
    main()
