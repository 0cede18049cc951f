"""How well past cases are found: ``python -m training.search.similar_bench`` writes the table in docs/benchmarks.md.

The cases and judged precedents of corpus/search, among all deviation reports of corpus/documents as the product reads
them, ranked in memory by the product's own formula (``lexsarah.search.similar``), but whole papers instead of their
best passages, and all instead of two hundred. Papers about the same event are left out: they are no precedents. What
was not judged counts as none, which is unfair to whatever was not among the rankers that the judged papers came from.
Meaning is tried as one more aspect, and used where it helps: the cosine of the mean vectors of two papers' passages, by
the shipped encoder, on a scale from that of the median paper (0) to that of the nearest (1).
"""

import argparse
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from lexsarah.index.encoder import encoder_folder, loaded_encoder
from lexsarah.ingest import load
from lexsarah.language import words
from lexsarah.limits import Limits
from lexsarah.pipeline import indexed, read_source
from lexsarah.search.similar import ASPECTS, Code, likeness, most_telling, score
from training.bench_extract.figures import replaced
from training.material import BENCHMARKS, CORPUS
from training.search.bm25 import Index
from training.search.collection import ndcg, precedents
from training.search.resampling import mean
from training.splits import read as places

MEANING = (0.5, 1.0, 2.0)
"""Weights of meaning that are tried."""
DEPTH = 7
"""Papers that were judged of each ranker."""
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


def table() -> str:
    """Measure every way on both splits: nDCG with 95 % bootstrap intervals over cases."""
    all_ = papers()
    place = {one.name: at for at, one in enumerate(all_)}
    split_of = {name: one.split for name, one in places().items()}
    judged: dict[str, dict[str, int | None]] = {}
    for past in precedents():
        judged.setdefault(past.case, {})[past.document] = past.grade
    known = [case for case in judged if case in place and any(judged[case].values())]
    lines = [f"nDCG@{DEPTH}; codes are {', '.join(ASPECTS)}.", ""]
    lines += ["| way | dev | test | test, less that of the first |", "| --- | --- | --- | --- |"]
    first: np.ndarray | None = None
    for name, ranker in rankers(all_, mean_vectors(all_)).items():
        found = {split: np.array([]) for split in ("dev", "test")}
        for case in known:
            own = "test" if split_of[case] == "test" else "dev"
            found[own] = np.append(found[own], _worth(ranker(place[case]), case, all_, judged[case]))
        gain = "–" if first is None else mean(found["test"] - first).as_difference()
        first = found["test"] if first is None else first
        lines.append(f"| {name} | {mean(found['dev'])} | {mean(found['test'])} | {gain} |")
    missing = len(judged) - len(known)
    lines += ["", f"{len(known)} cases; left out, without a precedent or not read as one: {missing}."]
    return "\n".join(lines)


def _worth(scores: np.ndarray, case: str, all_: Sequence[Paper], grades: Mapping[str, int | None]) -> float:
    order = (all_[at].name for at in np.argsort(-scores, kind="stable"))
    ranked = [name for name in order if name != case and grades.get(name, 0) is not None]
    return ndcg(ranked, {name: grade for name, grade in grades.items() if grade is not None}, DEPTH)


def main() -> None:
    """Measure and write the table."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    made = table()
    BENCHMARKS.write_text(replaced(BENCHMARKS.read_text("utf-8"), MARK, made), "utf-8")
    print(made)


if __name__ == "__main__":
    main()
