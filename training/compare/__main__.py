"""Compare ways to learn: ``python -m training.compare [--encoder FOLDER] [--vectors FOLDER] [--print]``.

Learns from the corpus's train split, judges on dev, and writes the tables into docs/models.md. Without an encoder only
the ways that need none are compared, and the page stays as it is.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from training.bench_extract.figures import replaced
from training.compare.report import MARK, chosen, report
from training.compare.rows import Meaning, Pressed, SideBySide, Words
from training.compare.tasks import Places, Task, tasks
from training.compare.texts import Text, texts
from training.compare.verdict import Run, run
from training.compare.ways import Boosting, Regression, Way
from training.learning import folds
from training.material import CORPUS, examples

PAGE = CORPUS.parent / "docs" / "models.md"

FOLDS = 3
"""Fewer than the shipped models have: every way is learned four times, and fine-tuning takes minutes each."""


def ways(
    documents: Sequence[Text], asked: Sequence[Task], encoder: Path | None, vectors: Path, minutes: dict[str, float]
) -> Iterator[Way]:
    """Yield the ways, the simplest first; ``minutes`` is told what was spent on vectors before them."""
    words = Words(documents)
    yield Regression("linear on words", words)
    if encoder is None:
        yield Boosting("gradient boosting on words", Pressed(documents, words))
        return
    from training.compare.encoder import Store, encoded  # noqa: PLC0415  (not in the development environment)
    from training.compare.tuning import FineTuning  # noqa: PLC0415

    store = Store(encoder, vectors)
    found = encoded(documents, store)
    minutes["vectors of all sentences"] = store.seconds / 60
    meaning = Meaning(documents, found)
    yield Regression("linear on vectors", meaning)
    yield Regression("linear on both", SideBySide(words, meaning))
    yield Boosting("gradient boosting on both", Pressed(documents, words, meaning))
    begun = time.process_time()
    tuning = FineTuning(documents, found, asked, encoder)
    minutes["layers below the tuned one"] = (time.process_time() - begun) / 60
    yield tuning


def compared(
    documents: Sequence[Text], train: Places, held: Places, found: Iterator[Way], asked: Sequence[Task]
) -> list[Run]:
    """Run the ways one after the other, and print what each chose as it is done."""
    fold = folds([documents[at].group for at in train], FOLDS)
    runs = []
    for way in found:
        runs.append(run(way, asked, train, fold, held))
        print(chosen(runs[-1:]), f"{runs[-1].name}: {runs[-1].seconds:.0f} s", sep="\n", flush=True)
    return runs


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, help="folder of a sentence-transformers encoder (safetensors)")
    parser.add_argument("--vectors", type=Path, help="folder where sentence vectors are kept from run to run")
    parser.add_argument("--print", action="store_true", dest="only_print", help="do not write the page")
    given = parser.parse_args()
    parts = [texts(examples(split)) for split in ("train", "dev")]
    documents = (*parts[0], *parts[1])
    train, held = np.arange(len(parts[0])), np.arange(len(parts[0]), len(documents))
    asked = tasks(documents)
    minutes: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        found = ways(documents, asked, given.encoder, given.vectors or Path(scratch), minutes)
        runs = compared(documents, train, held, found, asked)
    part = report(runs, asked, held, [one.group for one in parts[1]], minutes)
    print(part)
    if given.encoder is not None and not given.only_print:
        PAGE.write_text(replaced(PAGE.read_text("utf-8"), MARK, part), "utf-8")


if __name__ == "__main__":
    main()
