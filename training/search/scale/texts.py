"""Real Swedish passages of about 200 words: papers and short texts of the corpus, interpellations, statutes.

The split test of the corpus is left out. What is of the corpus is invented, but written as a text; all else is public.
"""

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from lexsarah.language import WORD
from training import short, splits
from training.documents import documents

WORDS = 200
"""Words of a passage, at most, unless a sentence has more (as ``lexsarah.index.passages``)."""
FEWEST = 40
"""Shorter ends of a text are left out."""
LONGEST = 400
"""Words of a sentence, at most; longer ones are tables and registers, and left out."""
OF_A_TEXT = 3
"""Passages taken of a public text, so that no long act makes up much of them."""
PUBLIC = ("interpellations.jsonl.gz", "statutes.jsonl.gz")
SEED = 20261122

END = re.compile(r"(?<=[.!?:;])\s+(?=[^\W\d_a-zåäö]|§|\d)|\n+")
"""Where a sentence ends, plainly: what is measured here does not hang on it."""


@dataclass(frozen=True, slots=True)
class Real:
    """A passage by its sentences, and the text that it is of."""

    origin: str
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """The passage as it is stored and encoded."""
        return "\n".join(self.sentences)


def real_passages(folder: Path, most: int) -> tuple[Real, ...]:
    """Return real passages, those of the corpus first, the others in a fixed random order; at most so many.

    ``folder`` has the files of ``PUBLIC``. Passages of one text that are taken stand beside each other.
    """
    found = [one for origin, text in _corpus() for one in cut(origin, text)]
    texts = list(_public(folder))
    random.Random(SEED).shuffle(texts)  # noqa: S311
    for origin, text in texts:
        if len(found) >= most:
            break
        found += list(cut(origin, text))[:OF_A_TEXT]
    return tuple(found[:most])


def _corpus() -> Iterator[tuple[str, str]]:
    places = splits.read()
    for document in documents():
        if places[document.name].split != "test":
            yield document.name, document.text
    for row in short.read():
        yield str(row["id"]), str(row["text"])


def _public(folder: Path) -> Iterator[tuple[str, str]]:
    for name in PUBLIC:
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield str(row["id"]), str(row["text"])


def cut(origin: str, text: str) -> Iterator[Real]:
    """Cut a text into passages along its sentences."""
    for some in _filled(filter(None, (part.strip() for part in END.split(text)))):
        if sum(size for _, size in some) >= FEWEST:
            yield Real(origin, tuple(sentence for sentence, _ in some))


def _filled(sentences: Iterable[str]) -> Iterator[list[tuple[str, int]]]:
    held: list[tuple[str, int]] = []
    for sentence in sentences:
        size = len(WORD.findall(sentence))
        if not 0 < size <= LONGEST:
            continue
        if held and sum(one for _, one in held) + size > WORDS:
            yield held
            held = []
        held.append((sentence, size))
    if held:
        yield held


def cases(passages: Iterable[Real]) -> list[int]:
    """Return how many passages in a row are of one text, in order."""
    ends = [0]
    origins = [one.origin for one in passages]
    ends += [at for at, (one, other) in enumerate(pairwise(origins), start=1) if one != other]
    return [after - before for before, after in pairwise([*ends, len(origins)]) if after > before]
