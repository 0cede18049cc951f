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

from training.documents import CORPUS, Document, briefs, documents

FILE = CORPUS / "splits.csv"
SHARES = {"train": 0.70, "dev": 0.15, "test": 0.15}
TOLERANCE = 0.03
"""How far the share of a split may lie from what is wanted."""

SEED = 20261121
LONG = 500
"""Words; about a third of the documents have more."""

TRIES = 3000
"""Random orders that are tried; the one whose labels are shared out most evenly is kept."""


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
    """Return what is wrong with the split file: documents without a place, ties that cross, shares that are off."""
    found = [f"{name}: has no split" for name in ties_of if name not in places]
    found += [f"{name}: is in the split file and not in the corpus" for name in places if name not in ties_of]
    found += [f"{name}: unknown split {place.split!r}" for name, place in places.items() if place.split not in SHARES]
    homes: dict[str, set[str]] = {}
    for name, tied in ties_of.items():
        for tie in (*tied, f"group {places[name].group}") if name in places else ():
            homes.setdefault(tie, set()).add(places[name].split)
    found += [f"{tie}: in {' and '.join(sorted(splits))}" for tie, splits in homes.items() if len(splits) > 1]
    counted = Counter(place.split for place in places.values())
    for split, share in SHARES.items():
        if abs(counted[split] / max(1, len(places)) - share) > TOLERANCE:
            found.append(f"{split}: {counted[split]} of {len(places)} documents, wanted {share:.0%}")
    return found


def assign(group_of: Mapping[str, str], labels_of: Mapping[str, list[str]]) -> dict[str, str]:
    """Share groups out to splits so that documents and labels come near the wanted shares; the same each time."""
    chance = random.Random(SEED)  # noqa: S311  (no secret)
    members: dict[str, list[str]] = {}
    for name, group in group_of.items():
        members.setdefault(group, []).append(name)
    total = Counter(label for name in group_of for label in labels_of[name])
    order = sorted(members)
    best: tuple[float, dict[str, str]] | None = None
    for _ in range(TRIES):
        chance.shuffle(order)
        split_of = _filled(order, members, len(group_of))
        cost = _imbalance(split_of, members, labels_of, total)
        if best is None or cost < best[0]:
            best = (cost, split_of)
    if best is None:
        return {}
    return {name: best[1][group] for name, group in group_of.items()}


def _filled(order: list[str], members: Mapping[str, list[str]], documents_in_all: int) -> dict[str, str]:
    """Fill test, then dev, with groups in this order; the rest is for training."""
    split_of = dict.fromkeys(order, "train")
    at = iter(order)
    for split in ("test", "dev"):
        filled = 0
        for group in at:
            split_of[group] = split
            filled += len(members[group])
            if filled >= SHARES[split] * documents_in_all:
                break
    return split_of


def _imbalance(
    split_of: Mapping[str, str],
    members: Mapping[str, list[str]],
    labels_of: Mapping[str, list[str]],
    total: Counter[str],
) -> float:
    got: dict[str, Counter[str]] = {split: Counter() for split in SHARES}
    for group, split in split_of.items():
        for name in members[group]:
            got[split].update(labels_of[name])
    return sum(
        (got[split][label] - share * count) ** 2 / (share * count)
        for split, share in SHARES.items()
        for label, count in total.items()
    )


def labels(document: Document) -> list[str]:
    """Return what should be spread evenly over the splits."""
    case = document.case
    length = "long" if len(document.text.split()) > LONG else "short"
    found = ["document", f"genre {case['genre']}", f"case {case['is_deviation_report']}", f"length {length}"]
    found += [f"event {code}" for code in case["event_types"]] + [f"area {code}" for code in case["service_area"]]
    if case["is_deviation_report"]:
        found += [f"decision {case['decision']}", f"ivo {case['ivo']}"]
    return found


def main() -> None:
    """Give new documents a place and write the file."""
    everything, plans, places = documents(), briefs(), read()
    ties_of = {one.name: ties(one, plans.get(one.name, {})) for one in everything}
    group_of = groups(ties_of)
    settled = {group_of[name]: place.split for name, place in places.items() if name in group_of}
    fresh = {name: group for name, group in group_of.items() if group not in settled}
    split_of = assign(fresh, {one.name: labels(one) for one in everything})
    with FILE.open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines, lineterminator="\n")
        rows.writerow(("document", "group", "split"))
        for name, group in sorted(group_of.items()):
            rows.writerow((name, group, settled.get(group) or split_of[name]))


if __name__ == "__main__":
    main()
