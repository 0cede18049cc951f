"""Fine-tunes the encoder: ``python -m training.encoder.train DATA --start FOLDER --out FOLDER``.

DATA holds ``interpellations.jsonl.gz`` (shared data), ``--start`` a sentence-transformers folder to begin from. Writes
``OUT/tuned``, the weights that training ends with (those that ship), and ``OUT/mixed``, averaged with the start's. The
gate judges them (``training.encoder.gate``), ``training.encoder.pack`` packs. The token embeddings stay as they are.

What came out can be trained on: ``--start OUT/tuned --base START``, with ``--rounds NAME=FIRST:END`` for what is drawn
anew.
"""

import argparse
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from datasets import Dataset, DatasetDict
from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer, SentenceTransformerTrainingArguments
from sentence_transformers.base.sampler import DefaultBatchSampler
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from torch.utils.data import SequentialSampler

from training.encoder.encoding import loaded, mixed, quick, vectors
from training.encoder.mining import batches, by_words, likely, plain, with_wrong
from training.encoder.pairs import (
    PASSAGE,
    QUERY,
    Pair,
    Passage,
    answers,
    causes,
    for_answers,
    for_one_passage,
    for_passages,
    for_topics,
    passages,
    same_cause,
    same_event,
    topics,
)
from training.encoder.typos import misspelled
from training.search.queries import Place

NAMES = ("passages", "queries", "events", "causes", "answers", "topics")
"""The sources of pairs."""
SEED = 20261122
BATCH = 32
PIECES = 160
"""Word pieces of a text that are trained on; half of the passages have no more than 170."""
RATE = 7e-5
SCALE = 50.0
"""What cosines are multiplied by; the start was made with 100."""
FROZEN = 4
"""Layers next to the token embeddings that stay as they are, as these do: time and memory, and general Swedish."""
TOPICS = 1_500
"""Interpellations of one round."""
WRONG_ANSWERS = 2
SHARE = 0.75
"""How far the way from the start to the tuned weights is gone for ``OUT/mixed``."""


def sources(folder: Path, start: SentenceTransformer, rounds: Mapping[str, range]) -> dict[str, list[list[Pair]]]:
    """Return the batches of every source of pairs for some rounds; ``start`` finds wrong answers beside BM25.

    Rounds of a source differ in what is drawn: wrong answers, causes, interpellations, what comes together in a batch.
    After the first, every second query for a passage is misspelled.
    """
    known, failed = passages(), causes()
    general = topics(folder, held=False)
    random.Random(SEED).shuffle(general)  # noqa: S311  (no secret)
    found: dict[str, list[list[Pair]]] = {}
    made: dict[str, Callable[[int], list[Pair]]] = {
        "passages": with_likely(known, start) if rounds["passages"] else lambda _: [],
        "queries": lambda _: for_one_passage(known),
        "events": lambda _: same_event(known),
        "causes": lambda turn: same_cause(failed, SEED + turn),
        "answers": lambda _: for_answers(answers("train"), WRONG_ANSWERS),
        "topics": lambda turn: for_topics(general[turn * TOPICS : (turn + 1) * TOPICS]),
    }
    for name, pairs in made.items():
        found[name] = [batch for turn in rounds[name] for batch in batches(pairs(turn), BATCH, SEED + turn)]
    return found


def with_likely(known: Mapping[Place, Passage], start: SentenceTransformer) -> Callable[[int], list[Pair]]:
    """Return what pairs queries, their passages and, for every round, another wrong one of those that look right."""
    pool = [one for one in known.values() if one.split == "train"]
    asked = for_passages(known)
    texts = [one.text for one in pool]
    meaning = vectors(start, [one.first for one in asked]) @ vectors(start, [PASSAGE + text for text in texts]).T
    candidates = likely(asked, pool, (meaning, by_words([plain(one.first) for one in asked], texts)))

    def of_round(turn: int) -> list[Pair]:
        drawn = with_wrong(asked, candidates, 1, SEED + turn)
        return with_typos(drawn, turn) if turn else drawn

    return of_round


def with_typos(pairs: Sequence[Pair], turn: int) -> list[Pair]:
    """Misspell every second query, in the next round the others."""
    drawing = random.Random(SEED + turn)  # noqa: S311  (no secret)
    return [
        replace(one, first=QUERY + misspelled(one.first.removeprefix(QUERY), drawing)) if (at + turn) % 2 else one
        for at, one in enumerate(pairs)
    ]


def table(found: Sequence[Sequence[Pair]]) -> Dataset:
    """Return batches as a data set whose rows stand in their order."""
    return Dataset.from_list([_row(pair) for batch in found for pair in batch])


def _row(pair: Pair) -> Mapping[str, str]:
    wrong = {f"wrong_{number}": text for number, (text, _) in enumerate(pair.wrong)}
    return {"first": pair.first, "second": pair.second, **wrong}


def in_order(dataset: Dataset, batch_size: int, **_: object) -> DefaultBatchSampler:
    """Return the batches as they were made: sources are drawn from at random, rows are not."""
    return DefaultBatchSampler(SequentialSampler(dataset), batch_size=batch_size, drop_last=True)


def tuned(model: SentenceTransformer, data: Mapping[str, Dataset], out: Path, rate: float, most: int | None) -> None:
    """Train a model in place."""
    torch.manual_seed(SEED)
    model.max_seq_length = PIECES
    still = (".embeddings.", *(f".layer.{number}." for number in range(FROZEN)))
    for name, weights in model.named_parameters():
        weights.requires_grad = not any(part in name for part in still)
    steps = most or sum(len(one) // BATCH for one in data.values())
    arguments = SentenceTransformerTrainingArguments(
        output_dir=str(out / "checkpoints"),
        max_steps=steps,
        per_device_train_batch_size=BATCH,
        learning_rate=rate,
        warmup_steps=max(1, steps // 10),
        weight_decay=0.01,
        max_grad_norm=1.0,
        bf16=True,
        use_cpu=True,
        seed=SEED,
        batch_sampler=in_order,
        save_strategy="steps",
        save_steps=50,
        save_only_model=True,
        logging_steps=10,
        disable_tqdm=True,
        report_to="none",
    )
    SentenceTransformerTrainer(
        model=model,
        args=arguments,
        train_dataset=DatasetDict(dict(data)),
        loss=MultipleNegativesRankingLoss(model, scale=SCALE),
    ).train()


def told(found: Mapping[str, Sequence[Sequence[Pair]]]) -> Iterator[str]:
    """Yield how much there is of each source."""
    for name, of_it in found.items():
        yield f"{name}: {len(of_it)} batches of {BATCH}"


def _rounds(said: str) -> tuple[str, range]:
    """Read ``NAME=FIRST:END``, the rounds that are gone through of a source."""
    name, _, ends = said.partition("=")
    first, _, end = ends.partition(":")
    if name not in NAMES:
        raise ValueError(f"no source of pairs is called {name!r}")
    return name, range(int(first), int(end))


def main() -> None:
    """Train and write both folders."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path)
    options.add_argument("--start", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--rounds", type=_rounds, nargs="+", default=[])
    options.add_argument("--rate", type=float, default=RATE)
    options.add_argument("--steps", type=int, help="batches that are gone through, if not all")
    options.add_argument("--base", type=Path, help="finds wrong answers and is averaged with; the start if not given")
    options.add_argument("--share", type=float, default=SHARE)
    given = options.parse_args()
    base = given.base or given.start
    found = sources(given.data, quick(loaded(base)), dict.fromkeys(NAMES, range(1)) | dict(given.rounds))
    print("\n".join(told(found)), flush=True)
    model = loaded(given.start)
    tuned(model, {name: table(of_it) for name, of_it in found.items() if of_it}, given.out, given.rate, given.steps)
    for name, share in (("tuned", 1.0), ("mixed", given.share)):
        # Into a fresh copy: the tokenizer of a trained one keeps the length that it was trained at.
        fresh = loaded(base)
        mixed(fresh, model, share)
        fresh.save(str(given.out / name))


if __name__ == "__main__":
    main()
