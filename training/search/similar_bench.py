"""How well past cases are found: ``python -m training.search.similar_bench`` writes the table in docs/benchmarks.md.

The cases and judged precedents of corpus/search, among all deviation reports of corpus/documents as the product reads
them, ranked in memory by the product's own formula (``lexsarah.search.similar``), but whole papers instead of their
best passages, and all instead of two hundred. Papers about the same event are left out: they are no precedents. What
was not judged counts as none: ``--pool FILE`` writes the papers among the ten best of any way that are to be judged.
Meaning is tried as one more aspect, and used where it helps: the cosine of the mean vectors of two papers' passages, by
the shipped encoder, on a scale from that of the median paper (0) to that of the nearest (1).
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from lexsarah.index.encoder import encoder_folder, loaded_encoder
from lexsarah.ingest import load
from lexsarah.language import words
from lexsarah.limits import Limits
from lexsarah.pipeline import indexed, read_source
from lexsarah.search.similar import ASPECTS, Code, likeness, most_telling, score
from training.bench_extract.figures import replaced, table
from training.material import BENCHMARKS, CORPUS
from training.search.bm25 import Index
from training.search.collection import ndcg, precedents
from training.search.resampling import mean
from training.splits import read as places

MEANING = (0.5, 1.0, 2.0)
"""Weights of meaning that are tried."""
DEPTH = 10
"""Papers that are judged of each ranker."""
SHOWN = 300
"""Words of a paper that a judge reads, from its beginning."""
MARK = "similar"


@dataclass(frozen=True, slots=True)
class Paper:
    """A deviation report as it is found: terms with their frequency, words, codes, and the texts of its passages."""

    name: str
    terms: Mapping[str, int]
    words: int
    codes: frozenset[Code]
    passages: tuple[str, ...] = ()


def papers() -> tuple[Paper, ...]:
    """Read every document that tells of a case (some minutes)."""
    found = (_paper(path) for path in sorted((CORPUS / "documents").glob("*.txt")))
    return tuple(one for one in found if one is not None)


def _paper(path: Path) -> Paper | None:
    limits = Limits()
    reading = read_source(load(path, limits), limits)
    if reading.whole.value("is_deviation_report") is not True:
        return None
    cases = [indexed(reading.document, report) for report in reading.reports]
    terms: Counter[str] = Counter()
    for case in cases:
        for counted in case.terms:
            terms.update(counted)
    codes = frozenset(code for case in cases for code in case.codes)
    texts = tuple(cut.text for case in cases for cut in case.passages)
    return Paper(path.stem, terms, sum(len(words(text)) for text in texts), codes, texts)


def mean_vectors(all_: Sequence[Paper]) -> np.ndarray:
    """Return the mean vector of each paper's passages, of length 1 (some minutes)."""
    encoder = loaded_encoder(encoder_folder(None))
    found = np.array([encoder.passages(one.passages).mean(axis=0) for one in all_])
    means: np.ndarray = found / np.linalg.norm(found, axis=1, keepdims=True)
    return means


Ranker = Callable[[int], np.ndarray]
"""From the place of a case to the scores of all papers."""


def rankers(all_: Sequence[Paper], means: np.ndarray | None = None) -> dict[str, Ranker]:
    """Return the ways that are compared; with meaning only where ``mean_vectors`` are given."""
    index = Index([one.terms for one in all_], [one.words for one in all_])
    holding = Counter(code for one in all_ for code in one.codes)
    rarity = {code: math.log(1 + len(all_) / count) for code, count in holding.items()}

    def by_words(at: int) -> np.ndarray:
        found = index.scores(most_telling(all_[at].terms, index.frequencies, len(all_)))
        found[at] = 0.0
        return found / (found.max() or 1.0)

    def alike(at: int, other: int) -> dict[str, float]:
        return likeness(all_[at].codes, all_[other].codes, rarity)

    def by_codes(at: int) -> np.ndarray:
        return np.array([score(0.0, alike(at, other)) for other in range(len(all_))])

    def both(at: int) -> np.ndarray:
        return np.array([score(value, alike(at, other)) for other, value in enumerate(by_words(at))])

    ways: dict[str, Ranker] = {
        "words (more like this)": by_words,
        "codes": by_codes,
        "words and codes (what is used)": both,
    }
    if means is None:
        return ways

    def with_meaning(at: int, weight: float) -> np.ndarray:
        near = means @ means[at]
        others = np.delete(near, at)
        scale = (near - np.median(others)) / (others.max() - np.median(others))
        found: np.ndarray = both(at) + weight * np.clip(scale, 0, 1)
        return found

    return ways | {
        f"the same and meaning, weight {weight:g}": partial(with_meaning, weight=weight) for weight in MEANING
    }


Ranking = Mapping[str, Mapping[str, Sequence[str]]]
"""By way and case, the other papers in order."""
Grades = Mapping[str, Mapping[str, int | None]]
"""By case and paper; None is another paper about the same event."""


def grades() -> Grades:
    """Return what the first judge thought."""
    judged: dict[str, dict[str, int | None]] = {}
    for past in precedents():
        judged.setdefault(past.case, {})[past.document] = past.grade
    return judged


def ranked(all_: Sequence[Paper], ways: Mapping[str, Ranker], judged: Grades) -> Ranking:
    """Rank the papers for every judged case that was read as one; papers about the same event are left out."""
    place = {one.name: at for at, one in enumerate(all_)}
    found: dict[str, dict[str, list[str]]] = {way: {} for way in ways}
    for way, ranker in ways.items():
        for case in judged.keys() & place.keys():
            order = (all_[at].name for at in np.argsort(-ranker(place[case]), kind="stable"))
            found[way][case] = [name for name in order if name != case and judged[case].get(name, 0) is not None]
    return found


def report(ranking: Ranking, judged: Grades) -> str:
    """Write a line for every way: nDCG on both splits with 95 % bootstrap intervals over cases."""
    split_of = {name: one.split for name, one in places().items()}
    known = [case for case in judged if case in next(iter(ranking.values())) and any(judged[case].values())]
    lines = []
    first: np.ndarray | None = None
    for way, of_case in ranking.items():
        found: dict[str, list[float]] = {"dev": [], "test": []}
        for case in known:
            worth = {name: grade for name, grade in judged[case].items() if grade is not None}
            found["test" if split_of[case] == "test" else "dev"].append(ndcg(of_case[case], worth, DEPTH))
        dev, test = np.array(found["dev"]), np.array(found["test"])
        first = test if first is None else first
        unjudged = np.mean([name not in judged[case] for case in known for name in of_case[case][:DEPTH]])
        gain = "–" if first is test else mean(test - first).as_difference()
        lines.append([way, str(mean(dev)), str(mean(test)), gain, f"{unjudged:.0%}"])
    head = ["way", "dev", "test", "test, less that of the first", "unjudged of ten"]
    missing = len(judged) - len(known)
    return (
        f"nDCG@{DEPTH}; codes are {', '.join(ASPECTS)}.\n\n{table(head, lines)}\n\n"
        f"{len(known)} cases; left out, without a precedent or not read as one: {missing}."
    )


def pool(ranking: Ranking, judged: Grades) -> list[dict[str, Any]]:
    """Return for each case the papers among the ten best of any way that nobody has judged."""
    rows = []
    for case in sorted(next(iter(ranking.values()))):
        new = sorted({name for of_case in ranking.values() for name in of_case[case][:DEPTH]} - judged[case].keys())
        if new:
            shown = [{"doc": name, "text": _beginning(name)} for name in new]
            rows.append({"n": case, "case": _beginning(case), "candidates": shown})
    return rows


def _beginning(name: str) -> str:
    return " ".join((CORPUS / "documents" / f"{name}.txt").read_text("utf-8").split()[:SHOWN])


def main() -> None:
    """Measure and write the table, or the papers that are to be judged."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pool", type=Path)
    given = options.parse_args()
    all_, judged = papers(), grades()
    ranking = ranked(all_, rankers(all_, mean_vectors(all_)), judged)
    if given.pool:
        rows = (json.dumps(row, ensure_ascii=False) for row in pool(ranking, judged))
        given.pool.write_text("\n".join(rows), "utf-8")
        return
    made = report(ranking, judged)
    BENCHMARKS.write_text(replaced(BENCHMARKS.read_text("utf-8"), MARK, made), "utf-8")
    print(made)


if __name__ == "__main__":
    main()
