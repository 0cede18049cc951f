"""Says whether a tuned encoder may go in: ``python -m training.encoder.gate DATA --start FOLDER --tuned NAME=FOLDER``.

It may if both hold, each by 95 % intervals of the difference in nDCG@10 on the same questions (bootstrap):

1. *field*: it beats the start on the queries for passages of held-out municipalities; drawn are whole groups of the
   split dev, each of which has all documents of its municipalities and events (``corpus/splits.csv``);
2. *general Swedish*: on none of the sets ``held.GENERAL`` can it have lost more than ``MARGIN``.

Several ``--tuned`` are judged beside each other, to choose one: the status is that of the first, whose figures are
written if a file or a page is given. ``NAME=FOLDER@0.7`` is 0.7 of the way from the start to FOLDER. Nothing here reads
the splits named test.
"""

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sentence_transformers import SentenceTransformer

from training.bench_extract.figures import replaced
from training.encoder.encoding import loaded, mixed, quick, vectors
from training.encoder.held import GENERAL, Task, gains, tasks
from training.encoder.mining import by_words, plain
from training.search.reciprocal import reciprocal
from training.search.resampling import Mean, mean

Floats = npt.NDArray[np.floating]

MARGIN = 0.02
"""nDCG@10 that may be lost on general Swedish at most, at the lower end of the interval."""
MARK = "scores"
START, WORDS = "start", "words"
"""Ways of ranking that are always measured: the encoder that training began with, and BM25."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one way of ranking gives on one set; ``more`` is the difference in nDCG@10 from the start."""

    task: str
    way: str
    questions: int
    groups: int
    ndcg: Mean
    first: Mean
    more: Mean
    styles: Mapping[str, float]


def passes(found: Sequence[Found], way: str) -> dict[str, bool]:
    """Return for each set that decides whether a way of ranking passes there.

    Raises
    ------
    ValueError
        A set that decides was not measured.
    """
    more = {one.task: one.more for one in found if one.way == way}
    if missing := {"queries", *GENERAL} - more.keys():
        raise ValueError(f"not measured for {way}: {sorted(missing)}")
    return {"queries": more["queries"].low > 0} | {name: more[name].low > -MARGIN for name in GENERAL}


def measured(task: Task, scores: Mapping[str, Floats], start: str) -> list[Found]:
    """Return what every way of ranking gives on a set, and how much more than ``start``."""
    of_start = gains(task, scores[start])
    found = []
    for way, matrix in scores.items():
        values = gains(task, matrix)
        styles: defaultdict[str, list[float]] = defaultdict(list)
        for style, value in zip(task.styles, values[:, 0].tolist(), strict=bool(task.styles)):
            styles[style].append(value)
        found.append(
            Found(
                task.name,
                way,
                len(task.questions),
                len(set(task.groups)),
                mean(values[:, 0], task.groups),
                mean(values[:, 1], task.groups),
                mean(values[:, 0] - of_start[:, 0], task.groups),
                {style: float(np.mean(of_it)) for style, of_it in styles.items()},
            )
        )
    return found


def scores_of(model: SentenceTransformer, task: Task, kept: Path | None) -> Floats:
    """Return the cosines of questions and texts; vectors are kept in a folder for another time if one is given."""
    return np.asarray(_vectors(model, task.questions, kept) @ _vectors(model, task.texts, kept).T)


def _vectors(model: SentenceTransformer, texts: Sequence[str], kept: Path | None) -> Floats:
    if kept is None:
        return vectors(model, texts)
    whole = hashlib.sha256("\n".join(texts).encode())
    for weights in model.state_dict().values():
        whole.update(weights.float().numpy().tobytes())
    path = kept / f"{whole.hexdigest()}.npy"
    if not path.exists():
        np.save(path, vectors(model, texts))
    return np.asarray(np.load(path))


def _model(start: Path, said: str) -> SentenceTransformer:
    """Load ``FOLDER`` or ``FOLDER@SHARE``."""
    folder, _, share = said.partition("@")
    model = loaded(start if share else Path(folder))
    if share:
        mixed(model, loaded(Path(folder)), float(share))
    return quick(model)


def judge(
    folder: Path, start: Path, tuned: Mapping[str, str], kept: Path | None, only: Sequence[str] = ()
) -> tuple[Found, ...]:
    """Measure the start, words, and every tuned encoder alone and fused with words, on all sets or some."""
    models = {START: quick(loaded(start))} | {name: _model(start, said) for name, said in tuned.items()}
    found: list[Found] = []
    for task in tasks(folder):
        if only and task.name not in only:
            continue
        ways = {name: scores_of(model, task, kept) for name, model in models.items()}
        words = by_words([plain(one) for one in task.questions], [plain(one) for one in task.texts])
        ways |= {WORDS: words} | {f"{name} + {WORDS}": reciprocal(matrix, words) for name, matrix in ways.items()}
        found += measured(task, ways, START)
        print(table(found[-len(ways) :]), flush=True)
    return tuple(found)


def tables(found: Sequence[Found]) -> str:
    """Return a table for every set, and one of the queries by style."""
    names = dict.fromkeys(one.task for one in found)
    parts = [table([one for one in found if one.task == name]) for name in names]
    styled = [one for one in found if one.styles]
    head = list(styled[0].styles) if styled else []
    lines = [f"| {one.way} | " + " | ".join(f"{one.styles[style]:.3f}" for style in head) + " |" for one in styled]
    if lines:
        columns = " | ".join(head)
        parts.append(
            "\n".join([f"| queries by style, nDCG@10 | {columns} |", "| --- " * (len(head) + 1) + "|", *lines])
        )
    return "\n".join(parts).rstrip("\n")


def table(found: Sequence[Found]) -> str:
    """Return a table of what was found on one set, a line for each way of ranking."""
    lines = [f"**{found[0].task}**: {found[0].questions:,} questions, {found[0].groups:,} groups\n"]
    lines += ["| way | nDCG@10 | right first | nDCG@10 less the start's |", "| --- | --- | --- | --- |"]
    for one in found:
        more = "–" if one.way == START else one.more.as_difference()
        lines.append(f"| {one.way} | {one.ndcg} | {one.first} | {more} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Judge, print and write; return 0 if the first tuned encoder passes, else 1."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path)
    options.add_argument("--start", type=Path, required=True)
    options.add_argument("--tuned", nargs="+", required=True)
    options.add_argument("--kept", type=Path, help="where vectors are kept for another time")
    options.add_argument("--only", nargs="+", default=[], help="sets; then nothing is decided")
    options.add_argument("--out", type=Path, help="the file that figures are written to")
    options.add_argument("--card", type=Path, help="the page whose part ``scores`` is written")
    given = options.parse_args()
    tuned = {name: said for name, _, said in (one.partition("=") for one in given.tuned)}
    ours = next(iter(tuned))
    found = judge(given.data, given.start, tuned, given.kept, given.only)
    if given.only:
        return 0
    for way in tuned:
        says = passes(found, way)
        print(f"{way}: {'passes' if all(says.values()) else 'fails'} {says}")
    says = passes(found, ours)
    kept = [one for one in found if one.way in {START, WORDS, ours, *(f"{way} + {WORDS}" for way in (START, ours))}]
    if given.out:
        written = {"margin": MARGIN, "passes": says, "found": [asdict(one) for one in kept]}
        short = json.loads(json.dumps(written), parse_float=lambda number: round(float(number), 4))
        given.out.write_text(json.dumps(short, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if given.card:
        given.card.write_text(replaced(given.card.read_text("utf-8"), MARK, tables(kept)), "utf-8")
    return 0 if all(says.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
