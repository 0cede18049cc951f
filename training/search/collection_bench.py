"""How well papers are found for the judged questions: ``python -m training.search.collection_bench --start FOLDER``.

The index is all of corpus/documents, cut and masked as the product does it; a paper stands where its best passage does.
Ranked are whole lists by the product's own ``lexsarah.search.listing``; beside it bm25s with Snowball's stems and the
encoder that the shipped one was tuned from. What no judge has seen counts as no hit: ``--pool FILE`` writes the papers
among the ten best of any ranker that are to be judged first. ``--kept FOLDER`` keeps what was read and encoded.
"""

import argparse
import hashlib
import json
import subprocess
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from lexsarah.index.encoder import Encoder, encoder_folder, load_encoder
from lexsarah.index.terms import asked
from lexsarah.index.version import index_version
from lexsarah.ingest import load
from lexsarah.limits import Limits
from lexsarah.pipeline import indexed, read_source
from lexsarah.search.fusion import fused
from lexsarah.search.listing import words_of
from training.bench_extract.figures import replaced, table
from training.material import BENCHMARKS, CORPUS
from training.parsing.reading import BENCH_PYTHON
from training.search.collection import SPLITS, Question, judgements, ndcg, questions
from training.search.reciprocal import reciprocal
from training.search.resampling import Groups
from training.splits import read as places

MARK = "collection"
DEPTH = 10
"""Papers of each ranker that are judged."""
FAR = 50
USEFUL = 2
"""Grade from which a paper is worth finding."""

BM25S = "words: bm25s, Snowball's stems"
WORDS = "words: ours"
START = "meaning: the start"
MEANING = "meaning: ours"
RECIPROCAL = "both, reciprocal ranks"
FUSED = "both (what is used)"
SINGLE = (BM25S, WORDS, START, MEANING)

Floats = npt.NDArray[np.floating]
Ranking = dict[str, list[str]]
"""For each question the papers in order."""


def passages(kept: Path | None) -> tuple[tuple[str, str], ...]:
    """Return every passage of the corpus with the name of its paper (some minutes where nothing is kept)."""
    cache = kept / f"passages-{index_version()}.json" if kept else None
    if cache and cache.exists():
        return tuple((name, text) for name, text in json.loads(cache.read_text("utf-8")))
    found = []
    limits = Limits()
    for path in sorted((CORPUS / "documents").glob("*.txt")):
        reading = read_source(load(path, limits), limits)
        cases = (indexed(reading.document, report) for report in reading.reports)
        found += [(path.stem, passage.text) for case in cases for passage in case.passages]
    if cache:
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    return tuple(found)


def vectors(encoder: Encoder, texts: Sequence[str], kept: Path | None) -> npt.NDArray[np.float32]:
    """Return the vectors of passages."""
    name = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]
    cache = kept / f"vectors-{encoder.hash[:12]}-{name}.npy" if kept else None
    if cache and cache.exists():
        found: npt.NDArray[np.float32] = np.load(cache, allow_pickle=False)
        return found
    found = encoder.passages(texts)
    if cache:
        np.save(cache, found)
    return found


def rankings(
    asked_for: Sequence[Question], cut: Sequence[tuple[str, str]], start: Encoder, kept: Path | None
) -> dict[str, Ranking]:
    """Rank the papers for every question in every way."""
    texts = [text for _, text in cut]
    papers = [name for name, _ in cut]
    index = words_of(texts)
    scores: dict[str, list[Floats]] = defaultdict(list)
    scores[BM25S] = _peer([one.text for one in asked_for], texts)
    ours = load_encoder(encoder_folder())
    of_passages = {name: vectors(one, texts, kept) for name, one in ((START, start), (MEANING, ours))}
    for one in asked_for:
        weights = index.weighed({each.term: each.weight for each in asked(one.text)})
        words = index.scores(weights)
        cosines = {
            START: (of_passages[START] @ start.questions([one.text])[0]).astype(np.float64),
            MEANING: (of_passages[MEANING] @ ours.questions([one.text])[0]).astype(np.float64),
        }
        scores[WORDS].append(words)
        for name, found in cosines.items():
            scores[name].append(found)
        scores[RECIPROCAL].append(reciprocal(words, cosines[MEANING]))
        scores[FUSED].append(fused(words, cosines[MEANING], sum(weights.values())))
    return {
        way: {
            one.id: _papers(rows[at], papers, zero_counts=way not in {BM25S, WORDS}) for at, one in enumerate(asked_for)
        }
        for way, rows in scores.items()
    }


def _papers(scores: Floats, papers: Sequence[str], *, zero_counts: bool) -> list[str]:
    found: dict[str, None] = {}
    for at in np.argsort(-scores, kind="stable"):
        if scores[at] <= 0 and not zero_counts:
            break
        found[papers[at]] = None
    return list(found)


def _peer(asked_for: Sequence[str], texts: Sequence[str]) -> list[Floats]:
    given = {"questions": list(asked_for), "texts": list(texts), "among": [None] * len(asked_for)}
    script = Path(__file__).with_name("bm25s_peer.py")
    done = subprocess.run([BENCH_PYTHON, script], input=json.dumps(given), capture_output=True, text=True, check=True)
    return [np.array(row) for row in json.loads(done.stdout)]


def grades() -> dict[str, dict[str, int]]:
    """Return what the first judge thought, by question and paper."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for one in judgements():
        found[one.question][one.document] = one.grade
    return found


def figures(ranked: Sequence[str], known: Mapping[str, int]) -> tuple[float, float, float]:
    """Return nDCG@10, the share of useful papers among the first fifty, and the reciprocal rank of the first one."""
    useful = {name for name, grade in known.items() if grade >= USEFUL}
    first = next((place for place, name in enumerate(ranked, 1) if name in useful), None)
    recall = len(useful & set(ranked[:FAR])) / len(useful) if useful else 0.0
    return ndcg(ranked, known, DEPTH), recall, 1 / first if first else 0.0


def report(ranked: Mapping[str, Ranking], asked_for: Sequence[Question]) -> str:
    """Write a table for each half: 95 % intervals, questions of one group of municipalities drawn together."""
    known = grades()
    group_of = {name: place.group for name, place in places().items()}
    parts = []
    for split in SPLITS:
        some = [one for one in asked_for if one.split == split]
        groups = Groups(tuple(group_of[one.seed] for one in some))
        values = {
            way: np.array([figures(found[one.id], known[one.id]) for one in some]) for way, found in ranked.items()
        }
        _, best = max((float(values[way][:, 0].mean()), way) for way in SINGLE)
        lines = []
        for way, found in values.items():
            more = groups.mean(found[:, 0] - values[best][:, 0])
            unjudged = [name not in known[one.id] for one in some for name in ranked[way][one.id][:DEPTH]]
            lines.append(
                [
                    way,
                    str(groups.mean(found[:, 0])),
                    *(f"{found[:, at].mean():.3f}" for at in (1, 2)),
                    "–" if way == best else f"{more.as_difference()}, p {more.chance:.2g}",
                    f"{np.mean(unjudged):.0%}",
                ]
            )
        head = ["way", "nDCG@10", f"recall@{FAR}", "MRR", "nDCG@10 less that of the best single way", "unjudged of ten"]
        parts.append(f"**{split}**: {len(some)} questions, {len(groups)} groups.\n\n{table(head, lines)}")
    return "\n\n".join(parts)


def pool(
    ranked: Mapping[str, Ranking], asked_for: Sequence[Question], cut: Sequence[tuple[str, str]]
) -> list[dict[str, Any]]:
    """Return for each question the papers among the ten best of any ranker that nobody has judged."""
    known = grades()
    of_paper: defaultdict[str, list[str]] = defaultdict(list)
    for name, text in cut:
        of_paper[name].append(text)
    rows = []
    for one in asked_for:
        new = sorted({name for found in ranked.values() for name in found[one.id][:DEPTH]} - known[one.id].keys())
        wanted = {each.term for each in asked(one.text)}
        shown = [
            {"doc": name, "begins": of_paper[name][0][:500], "passages": _most_alike(of_paper[name], wanted)}
            for name in new
        ]
        if new:
            rows.append({"n": one.id, "question": one.text, "need": one.need, "candidates": shown})
    return rows


def _most_alike(texts: Sequence[str], wanted: set[str]) -> list[str]:
    scores = words_of(texts).scores(dict.fromkeys(wanted, 1.0))
    return [texts[at] for at in np.argsort(-scores, kind="stable")[:2]]


def main() -> None:
    """Measure and write the page, or the papers that are to be judged."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--start", type=Path, required=True)
    options.add_argument("--kept", type=Path)
    options.add_argument("--pool", type=Path)
    given = options.parse_args()
    asked_for = questions()
    cut = passages(given.kept)
    ranked = rankings(asked_for, cut, load_encoder(given.start), given.kept)
    if given.pool:
        lines = (json.dumps(row, ensure_ascii=False) for row in pool(ranked, asked_for, cut))
        given.pool.write_text("\n".join(lines), "utf-8")
        return
    text = report(ranked, asked_for)
    print(text)
    BENCHMARKS.write_text(replaced(BENCHMARKS.read_text("utf-8"), MARK, text), "utf-8")


if __name__ == "__main__":
    main()
