"""How well ``rank`` ranks lists: ``python -m training.search.rank_bench DATA --start FOLDER`` writes the tables.

DATA holds ``interpellations.jsonl.gz`` and ``statutes.jsonl.gz`` (shared data); ``--start`` is what the shipped encoder
was made from. The sets are those that the encoder is judged by (``training.encoder.held``), and *long topics*: the
topics again, over the whole texts of their interpellations. Beside ``rank`` in its three ways stand bm25s with
Snowball's stems, the start by itself and fused in the same way, and reciprocal ranks. Intervals are 95 % bootstrap
intervals over groups (a set's ``groups``). A last table gives other weights of words than ``fusion.WORDS``.
"""

import argparse
import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lexsarah.index.encoder import encoder_folder, load_encoder
from lexsarah.search import fusion
from lexsarah.search.listing import Encoder, How, Rows, rank
from training.bench_extract.figures import replaced, table
from training.compounds import rows
from training.encoder.held import Task, gains, tasks
from training.encoder.pairs import PASSAGE, QUERY, topics
from training.material import BENCHMARKS
from training.parsing.reading import BENCH_PYTHON
from training.search.analysis_bench import without_head
from training.search.reciprocal import reciprocal
from training.search.resampling import mean

MARK = "rank"
WEIGHTS = (0.0, 0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.06)
LEFT_OUT = -np.inf
"""Score of a text that is not ranked for a question."""

Floats = npt.NDArray[np.floating]


class Remembering:
    """An encoder that reads each text once, many at a time."""

    def __init__(self, encoder: Encoder) -> None:
        self.hash = encoder.hash
        self._encoder = encoder
        self._questions: dict[str, Rows] = {}

    def passages(self, texts: Sequence[str]) -> Rows:
        """Return the vectors of passages."""
        return self._encoder.passages(texts)

    def questions(self, texts: Sequence[str]) -> Rows:
        """Return the vectors of questions, together with those that were announced."""
        return np.stack([self._questions[text] for text in texts])

    def announce(self, texts: Sequence[str]) -> None:
        """Read questions that will be asked for."""
        new = [text for text in dict.fromkeys(texts) if text not in self._questions]
        self._questions.update(zip(new, self._encoder.questions(new), strict=True))


def bare(task: Task) -> Task:
    """Return a set with its texts as they are, without the words by which an encoder tells questions from passages."""
    return replace(
        task,
        questions=tuple(one.removeprefix(QUERY).removeprefix(PASSAGE) for one in task.questions),
        texts=tuple(one.removeprefix(PASSAGE) for one in task.texts),
    )


def long_topics(data: Path) -> Task:
    """Topics of held-out interpellations, and their whole texts."""
    whole = {row["id"]: without_head(row["text"]) for row in rows(data / "interpellations.jsonl.gz")}
    held = topics(data, held=True)
    names = tuple(str(at) for at in range(len(held)))
    return Task(
        "long topics",
        tuple(one.topic for one in held),
        tuple(whole[one.id] for one in held),
        tuple({one: 1} for one in names),
        (None,) * len(held),
        names,
        names,
    )


def places(task: Task) -> list[list[int]]:
    """Return for each question the places of the texts that are ranked for it."""
    everything = list(range(len(task.texts)))
    lists = {
        wanted: everything if wanted is None else [at for at in everything if task.owner[at] in wanted]
        for wanted in set(task.among)
    }
    return [lists[wanted] for wanted in task.among]


def ranked(task: Task, how: How, encoder: Remembering) -> Floats:
    """Return the scores of ``lexsarah.rank``, a row for each question.

    Where a question has texts of its own that do not count (``queries``), they are ranked with the others and left out
    afterwards: rarity is that of the whole list, as it is in search.
    """
    encoder.announce(task.questions)
    within = "category" in task.name
    scores = np.full((len(task.questions), len(task.texts)), LEFT_OUT)
    for at, (question, known) in enumerate(zip(task.questions, places(task), strict=True)):
        own = known if within else range(len(task.texts))
        found = dict(rank(question, [task.texts[place] for place in own], how, lambda: encoder))
        scores[at, known] = [found[place] for place in (range(len(known)) if within else known)]
    return scores


def peer(task: Task) -> Floats:
    """Return the scores of bm25s, a row for each question."""
    known = places(task)
    among = known if "category" in task.name else [None] * len(known)
    given = {"questions": task.questions, "texts": task.texts, "among": among}
    script = Path(__file__).with_name("bm25s_peer.py")
    done = subprocess.run([BENCH_PYTHON, script], input=json.dumps(given), capture_output=True, text=True, check=True)
    scores = np.full((len(task.questions), len(task.texts)), LEFT_OUT)
    for at, (row, own) in enumerate(zip(json.loads(done.stdout), known, strict=True)):
        scores[at, own] = row if "category" in task.name else np.array(row)[own]
    return scores


def weighed(meaning: Floats, hybrid: Floats, weight: float) -> Floats:
    """Return what the fused score would be with another weight of words."""
    shown = np.isfinite(meaning)
    added = np.where(shown, hybrid, 0.0) - np.where(shown, meaning, 0.0)
    return np.where(shown, np.where(shown, meaning, 0.0) + added * (weight / fusion.WORDS), LEFT_OUT)


PEER, WORDS, START, START_FUSED, MEANING, RECIPROCAL, HYBRID = (
    "bm25s, Snowball",
    "words",
    "start encoder",
    "start encoder, fused",
    "meaning",
    "words and meaning by reciprocal ranks",
    "hybrid (what is used)",
)


def measured(task: Task, start: Remembering, ours: Remembering) -> dict[str, Floats]:
    """Return the scores of every way on a set."""
    words, meaning = ranked(task, How.WORDS, ours), ranked(task, How.MEANING, ours)
    return {
        PEER: peer(task),
        WORDS: words,
        START: ranked(task, How.MEANING, start),
        START_FUSED: ranked(task, How.HYBRID, start),
        MEANING: meaning,
        RECIPROCAL: reciprocal(words, meaning),
        HYBRID: ranked(task, How.HYBRID, ours),
    }


def report(task: Task, scores: Mapping[str, Floats]) -> str:
    """Write the table of a set."""
    found = {way: gains(task, one) for way, one in scores.items()}
    lines = []
    for way, values in found.items():
        more = found[HYBRID][:, 0] - values[:, 0]
        lines.append(
            [
                way,
                *(str(mean(values[:, column], task.groups)) for column in (0, 1)),
                "–" if way == HYBRID else mean(more, task.groups).as_difference(),
            ]
        )
    sizes = [len(one) for one in places(task)]
    of = f"{min(sizes):,} to {max(sizes):,}" if min(sizes) < max(sizes) else f"{max(sizes):,}"
    head = ["way", "nDCG@10", "the best is first", "nDCG@10 of hybrid less this"]
    return f"**{task.name}**: {len(task.questions):,} questions, {of} texts each.\n\n{table(head, lines)}"


def by_weight(task: Task, scores: Mapping[str, Floats]) -> list[list[str]]:
    """Return the lines of a set in the table of weights: nDCG@10 with the start, and with ours."""
    return [
        [
            task.name,
            named,
            *(f"{gains(task, weighed(scores[alone], scores[both], one))[:, 0].mean():.3f}" for one in WEIGHTS),
        ]
        for named, alone, both in (("start", START, START_FUSED), ("ours", MEANING, HYBRID))
    ]


def main() -> None:
    """Measure and write the page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path)
    options.add_argument("--start", type=Path, required=True)
    given = options.parse_args()
    start, ours = Remembering(load_encoder(given.start)), Remembering(load_encoder(encoder_folder()))
    parts, lines = [], []
    for task in (*map(bare, tasks(given.data)), long_topics(given.data)):
        scores = measured(task, start, ours)
        parts.append(report(task, scores))
        lines += by_weight(task, scores)
        print(f"{parts[-1]}\n", flush=True)
    head = ["set", "encoder", *(f"{one:g}" for one in WEIGHTS)]
    parts.append(f"nDCG@10 by the weight of words ({fusion.WORDS:g} is used):\n\n{table(head, lines)}")
    BENCHMARKS.write_text(replaced(BENCHMARKS.read_text("utf-8"), MARK, "\n\n".join(parts)), "utf-8")


if __name__ == "__main__":
    main()
