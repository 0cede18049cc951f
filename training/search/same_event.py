"""Learns whether two papers tell of the same event: ``python -m training.search.same_event``.

It prints the weights for ``lexsarah.search.incidents`` and writes the table in docs/search.md. Pairs are those of the
split train that may be about one event at all (``possible``), read as the product reads them; an event is the
annotation's. Few papers of one municipality there tell of two events of a kind at one time, as they do where a large
city's are kept. So pairs from two municipalities, alike in words and codes, are taken as if they were of one: half of
them also at the time, and a third at the place, of a pair that is of one event. They teach with a tenth of the weight
of the true pairs of different events, and those of dev are counted apart.
"""

import argparse
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import uuid4

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from lexsarah.evaluation import annotated
from lexsarah.ingest import load
from lexsarah.limits import Limits
from lexsarah.pipeline import indexed, read_source
from lexsarah.search.incidents import (
    BIAS,
    SURE,
    WEIGHTS,
    Signature,
    chance,
    compared,
    of_facts,
    possible,
    signature,
    together,
)
from training.bench_extract.figures import replaced
from training.material import CORPUS

SEED = 20261122
REGULARISATION = 10.0
"""Inverse strength (``C``); of 1 and 10, on pairs held out of train and on dev."""
LIKE = 8
"""Papers of other municipalities, most alike in words, that each paper is set beside."""
DRAWN = 40
"""Papers that share an event type, drawn at random, that those are the most alike of."""
SHARE = 0.1
"""Weight of all such pairs together, beside that of the true pairs of different events."""
FOLDS = 5
TIME = ("meet", "apart", "same season", "other season")
PAGE = CORPUS.parent / "docs" / "search.md"
MARK = "same event"


@dataclass(frozen=True, slots=True)
class Told:
    """A case of a paper: its signature, its event by annotation (None: of none), its event types, its group."""

    paper: str
    group: str
    event: str | None
    types: frozenset[str]
    signature: Signature


@dataclass(frozen=True, slots=True)
class Pair:
    """What speaks for and against one event of two cases, and whether it is one; groups that no fold may part."""

    same: bool
    found: dict[str, float]
    groups: frozenset[str]


def papers(split: str) -> tuple[Told, ...]:
    """Read the cases of a split (minutes)."""
    told: list[Told] = []
    limits = Limits()
    for one in annotated(CORPUS, split):
        reading = read_source(load(one.source, limits), limits)
        document_id = uuid4()
        for report in reading.reports:
            case = indexed(reading.document, report)
            terms: Counter[str] = Counter()
            for counted in case.terms:
                terms.update(counted)
            made = signature(document_id, case.codes, case.happened_on, of_facts(report.facts), dict(terms))
            types = frozenset(value for name, value in case.codes if name == "event_type")
            told.append(Told(one.name, one.group, one.case["event_id"], types, made))
    return tuple(told)


def true_pairs(told: Sequence[Told]) -> Iterator[Pair]:
    """Yield the pairs that may be about one event."""
    for one, other in combinations(told, 2):
        if possible(one.signature, other.signature):
            found = compared(one.signature, other.signature)
            yield Pair(_same(one, other), found, frozenset({one.group, other.group}))


def _same(one: Told, other: Told) -> bool:
    return one.event is not None and one.event == other.event


def missed(told: Sequence[Told]) -> int:
    """Count the pairs about one event that are held for impossible."""
    return sum(
        _same(one, other) and one.paper != other.paper and not possible(one.signature, other.signature)
        for one, other in combinations(told, 2)
    )


def moved_pairs(told: Sequence[Told], known: Sequence[Pair]) -> Iterator[Pair]:
    """Yield pairs of different events, as if they had happened in one municipality."""
    drawing = random.Random(SEED)  # noqa: S311  (no secret)
    times = [{name: pair.found[name] for name in TIME if name in pair.found} for pair in known if pair.same]
    seen: set[frozenset[int]] = set()
    for at, one in enumerate(told):
        likely = [
            other
            for other, beside in enumerate(told)
            if one.types & beside.types
            and one.signature.places
            and beside.signature.places
            and not one.signature.places & beside.signature.places
        ]
        drawn = drawing.sample(likely, min(len(likely), DRAWN))
        found = {other: compared(one.signature, told[other].signature) for other in drawn}
        for other in sorted(drawn, key=lambda other: -found[other]["words"])[:LIKE]:
            if frozenset({at, other}) not in seen:
                seen.add(frozenset({at, other}))
                moved = _moved(found[other], times, drawing)
                yield Pair(same=False, found=moved, groups=frozenset({one.group, told[other].group}))


def _moved(found: dict[str, float], times: Sequence[dict[str, float]], drawing: random.Random) -> dict[str, float]:
    made = {name: value for name, value in found.items() if name not in TIME} | {"place": 1.0, "number": 0.0}
    third = drawing.randrange(3)
    if third == 0:
        made |= {"name": 0.0, "other name": 0.0}
    elif third == 1:
        made |= {"name": 0.7, "other name": 0.3}
    return made | (drawing.choice(times) if drawing.random() < 0.5 else {})


def table_of(pairs: Sequence[Pair]) -> np.ndarray:
    """Return what was found of each pair, in the order of ``WEIGHTS``."""
    return np.array([[pair.found.get(name, 0.0) for name in WEIGHTS] for pair in pairs])


def learned(pairs: Sequence[Pair], moved: Sequence[Pair]) -> LogisticRegression:
    """Fit the regression."""
    different = sum(not pair.same for pair in pairs)
    weights = [1.0] * len(pairs) + [SHARE * different / max(1, len(moved))] * len(moved)
    model = LogisticRegression(C=REGULARISATION, max_iter=5000)
    return model.fit(table_of([*pairs, *moved]), [pair.same for pair in (*pairs, *moved)], sample_weight=weights)


def held_out(pairs: Sequence[Pair], moved: Sequence[Pair]) -> np.ndarray:
    """Return the probability of each pair by a model that has seen no paper of its group."""
    found = np.zeros(len(pairs))
    first = np.array([min(pair.groups) for pair in pairs])
    for _, held in GroupKFold(FOLDS).split(found, groups=first):
        groups = {group for at in held for group in pairs[at].groups}
        rest, beside = ([pair for pair in some if not pair.groups & groups] for some in (pairs, moved))
        found[held] = learned(rest, beside).predict_proba(table_of([pairs[at] for at in held]))[:, 1]
    return found


def as_used(pairs: Sequence[Pair]) -> np.ndarray:
    """Return the probability of each pair by the weights in the module."""
    sums: np.ndarray = table_of(pairs) @ np.array(list(WEIGHTS.values())) + BIAS
    found: np.ndarray = 1 / (1 + np.exp(-sums))
    return found


def line(name: str, pairs: Sequence[Pair], found: np.ndarray, lost: int) -> str:
    """Return a line of the table; ``lost`` are pairs about one event that were held for impossible."""
    same = np.array([pair.same for pair in pairs])
    said = found >= SURE
    right = int((same & said).sum())
    return (
        f"| {name} | {len(pairs)} | {same.sum() + lost} | {_share(right, int(said.sum()))} | "
        f"{_share(right, int(same.sum()) + lost)} |"
    )


def put_together(name: str, told: Sequence[Told]) -> str:
    """Return a line of the table for the pairs that stand together once cases are put together, as a page does."""
    same: dict[int, set[int]] = {}
    for at, other in combinations(range(len(told)), 2):
        if chance(told[at].signature, told[other].signature) >= SURE:
            same.setdefault(at, set()).add(other)
            same.setdefault(other, set()).add(at)
    groups = together(range(len(told)), same)
    said = [pair for group in groups for pair in combinations(group, 2)]
    right = sum(_same(told[at], told[other]) for at, other in said)
    events = sum(_same(one, other) and one.paper != other.paper for one, other in combinations(told, 2))
    return f"| {name} | – | {events} | {_share(right, len(said))} | {_share(right, events)} |"


def _share(part: int, whole: int) -> str:
    """Return a share with its 95 % interval (Wilson 1927)."""
    if not whole:
        return "–"
    z = 1.96
    share, rest = part / whole, 1 + z * z / whole
    middle = (share + z * z / 2 / whole) / rest
    half = z * math.sqrt(share * (1 - share) / whole + z * z / 4 / whole**2) / rest
    return f"{share:.2f} [{middle - half:.2f}, {middle + half:.2f}] ({part}/{whole})"


def main() -> None:
    """Learn, measure, print the weights and write the table."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    train, dev = papers("train"), papers("dev")
    pairs = {name: tuple(true_pairs(told)) for name, told in (("train", train), ("dev", dev))}
    moved = {name: tuple(moved_pairs(told, pairs[name])) for name, told in (("train", train), ("dev", dev))}
    model = learned(pairs["train"], moved["train"])
    print({name: round(float(weight), 2) for name, weight in zip(WEIGHTS, model.coef_[0], strict=True)})
    print("BIAS", round(float(model.intercept_[0]), 2))
    wrong = int((as_used(moved["dev"]) >= SURE).sum())
    made = "\n".join(
        (
            "| pairs of | that may be one event | are | precision | recall |",
            "| --- | --- | --- | --- | --- |",
            line(
                "train, held out by municipality",
                pairs["train"],
                held_out(pairs["train"], moved["train"]),
                missed(train),
            ),
            line("dev", pairs["dev"], as_used(pairs["dev"]), missed(dev)),
            put_together("dev, once put together", dev),
            "",
            (
                "*Once put together*: pairs that stand under one entry. Of pairs of different events of dev from two "
                "municipalities, alike in words and codes and compared as if they were of one, "
                f"{wrong} of {len(moved['dev'])} were said to be one event."
            ),
        )
    )
    PAGE.write_text(replaced(PAGE.read_text("utf-8"), MARK, made), "utf-8")
    print(made)


if __name__ == "__main__":
    main()
