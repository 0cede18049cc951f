"""Train the pipeline of names: ``python -m training.ner.train DATA`` writes models/sv_lexsarah.

DATA holds the published sets, which are not shipped.
"""

import argparse
import hashlib
import json
import platform
import random
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lexsarah.extract.entities import FORMAT, LABELS, MANIFEST, NAME
from training.ner.examples import annotated, blind_spots, examples, spans
from training.ner.gazetteer import gazetteer
from training.ner.network import DEPTH, FEATURES, HIDDEN, WIDTH, blank
from training.ner.projection import corpus
from training.ner.published import news, talbanken
from training.ner.score import Score, score
from training.ner.sentence import Sentence, share

TARGET = Path(__file__).resolve().parent.parent.parent / "models" / NAME
SEED = 20261122
FIRST, STEPS = 900, 1000
"""Steps on the news alone, and then on everything."""
WORDS = 1000
"""Words in a step."""
RATE, WARM = 1e-3, 50
"""Adam's rate at its highest, and the steps until then; afterwards it falls in a straight line."""
DROPOUT = 0.15
LOOK = 250
"""Steps between two looks at the watched sentences."""
WATCHED = 0.06
"""Share of the corpus's training documents by which the best step is chosen."""
PLAIN = 0.4
"""Share of the corpus's lines without a name that is seen."""
SHARES = {"news": 0.5, "corpus": 0.37, "talbanken": 0.13}
"""What is seen of each set, when all are seen."""
WORLD = ("PER", "ORG", "LOC")
"""What the news annotate."""


def fit(nlp: Any, groups: Sequence[tuple[list[Any], float]], watched: Sequence[list[Sentence]], steps: int) -> None:  # noqa: ANN401
    """Train on groups of examples, each drawn from with its weight, and keep the averaged weights of the best look."""
    from thinc.api import Adam  # noqa: PLC0415

    dice = random.Random(SEED)  # noqa: S311  (order of training)
    optimiser = Adam(learn_rate=RATE, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    streams = [_endless(one, dice) for one, _ in groups]
    weights = [weight for _, weight in groups]
    best, kept, began = -1.0, b"", time.monotonic()
    for step in range(1, steps + 1):
        optimiser.learn_rate = RATE * min(1.0, step / WARM) * max(0.02, 1 - step / steps)
        batch: list[Any] = []
        while sum(len(one.x) for one in batch) < WORDS:
            batch.append(next(dice.choices(streams, weights)[0]))
        nlp.update(batch, sgd=optimiser, drop=DROPOUT)
        if step % LOOK == 0 or step == steps:
            with nlp.use_params(optimiser.averages):
                world, own = judge(nlp, watched[0], WORLD, units=False), judge(nlp, watched[1], LABELS, units=True)
                if world["all"].f1 + own["all"].f1 > best:
                    best, kept = world["all"].f1 + own["all"].f1, nlp.to_bytes(exclude=["vocab", "tokenizer"])
            passed = time.monotonic() - began
            print(f"step {step}, {passed:.0f} s: news {world['all'].f1:.3f}, corpus {own['all'].f1:.3f}", flush=True)
    nlp.from_bytes(kept, exclude=["vocab", "tokenizer"])


def new() -> Any:  # noqa: ANN401
    """Return the pipeline with its first weights, the same every time."""
    from spacy.training import Example  # noqa: PLC0415
    from thinc.api import fix_random_seed  # noqa: PLC0415

    fix_random_seed(SEED)
    nlp = blank()
    doc = nlp.make_doc("Ett ord.")
    nlp.initialize(lambda: [Example(doc, doc.copy())])
    return nlp


def _endless(found: Sequence[Any], dice: random.Random) -> Iterator[Any]:
    while True:
        order = list(found)
        dice.shuffle(order)
        yield from order


def judge(nlp: Any, sentences: Sequence[Sentence], labels: Sequence[str], *, units: bool) -> dict[str, Score]:  # noqa: ANN401
    """Score sentences, all labels together ("all") and each."""
    counts: dict[str, list[tuple[int, int, int]]] = {label: [] for label in ("all", *labels)}
    for sentence, doc in zip(sentences, nlp.pipe(one.text for one in sentences), strict=True):
        gold, found = spans(annotated(nlp, sentence), labels, units=units), spans(doc, labels, units=units)
        for label, rows in counts.items():
            some, others = ({one for one in side if label in {"all", one[2]}} for side in (gold, found))
            rows.append((len(some & others), len(some), len(others)))
    return {label: score(rows) for label, rows in counts.items()}


def speed(nlp: Any, texts: Sequence[str]) -> float:  # noqa: ANN401
    """Return words (by white space) a second of CPU, names alone."""
    from lexsarah.extract.boundaries import BOUNDARIES  # noqa: PLC0415

    words = sum(len(text.split()) for text in texts)
    began = time.process_time()
    for _ in nlp.pipe(texts, batch_size=64, disable=[BOUNDARIES]):
        pass
    return words / (time.process_time() - began)


def write(nlp: Any, scores: dict[str, Any], seen: dict[str, int]) -> None:  # noqa: ANN401
    """Write the pipeline beside its place, with a manifest of its files, then exchange the two folders."""
    with tempfile.TemporaryDirectory(dir=TARGET.parent) as beside:
        made = Path(beside) / NAME
        nlp.to_disk(made, exclude=["vectors"])
        # spaCy would keep every word that it met, those of texts that are not shipped too; it needs none of them.
        strings = json.dumps(sorted({*LABELS, *gazetteer().values()}), ensure_ascii=False)
        (made / "vocab" / "strings.json").write_text(strings, encoding="utf-8")
        files = {str(path.relative_to(made)): path for path in sorted(made.rglob("*")) if path.is_file()}
        manifest = {
            "format": FORMAT,
            "labels": list(LABELS),
            "versions": {"spacy": version("spacy"), "thinc": version("thinc"), "python": platform.python_version()},
            "seed": SEED,
            "network": {"width": WIDTH, "depth": DEPTH, "hidden": HIDDEN, "features": FEATURES},
            "lines_seen": seen,
            "scores": scores,
            "files": {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()},
        }
        (made / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        if (TARGET / "README.md").exists():
            shutil.copy(TARGET / "README.md", made)
        shutil.rmtree(TARGET, ignore_errors=True)
        made.rename(TARGET)


def main() -> None:
    """Train, write and print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path, help="folder of the published sets")
    options.add_argument("--start", type=Path, help="a pipeline whose weights to begin with, instead of the news alone")
    options.add_argument("--steps", type=int, default=STEPS)
    chosen = options.parse_args()
    nlp = new()
    trained, watched, held = news(chosen.data)
    documents = list(corpus("train"))
    own = [
        one
        for document, some in documents
        if share(document.name) >= WATCHED
        for one in some
        if one.names or share(one.text) < PLAIN
    ]
    watched_own = [one for document, some in documents if share(document.name) < WATCHED for one in some]
    parts = {"news": trained, "corpus": own, "talbanken": talbanken(chosen.data)}
    parts = {name: [blind_spots(one) for one in some] for name, some in parts.items()}
    shown = {name: (examples(nlp, some), SHARES[name]) for name, some in parts.items()}
    watch = (watched, watched_own)
    if chosen.start:
        nlp.get_pipe("ner").from_disk(chosen.start / "ner", exclude=["vocab"])
    else:
        fit(nlp, [shown["news"]], watch, FIRST)
    fit(nlp, list(shown.values()), watch, chosen.steps)
    dev = [one for _, some in corpus("dev") for one in some]
    figures = {
        "news, held": judge(nlp, held, WORLD, units=False),
        "corpus, dev": judge(nlp, dev, LABELS, units=True),
    }
    for name, scores in figures.items():
        for label, value in scores.items():
            print(f"{name}, {label}: {value}")
    print(f"{speed(nlp, [one.text for one in dev]):.0f} words a second")
    write(
        nlp,
        {name: {label: asdict(value) for label, value in scores.items()} for name, scores in figures.items()},
        {name: len(some) for name, some in parts.items()},
    )


if __name__ == "__main__":
    main()
