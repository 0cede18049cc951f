"""The two published sets of names: web news (klintan/swedish-ner-corpus) and Talbanken (Universal NER).

Neither is shipped: ``folder`` is where ``ner-webnews-train.tsv`` and ``ner-talbanken-train.iob2`` lie.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from training.ner.sentence import Name, Sentence, Source, joined, share

NEWS, TALBANKEN = "ner-webnews-train.tsv", "ner-talbanken-train.iob2"

HELD = 0.15
"""Share of the news that is held back for the figures."""
WATCHED = 0.05
"""Share of the news by which training stops."""

Tagged = list[tuple[str, str]]
"""Words and tags of a sentence: O, B-X, I-X."""


def news(folder: Path) -> tuple[list[Sentence], list[Sentence], list[Sentence]]:
    """Return sentences to train on, to watch, and held back. A sentence that occurs twice falls on one side."""
    parts: tuple[list[Sentence], list[Sentence], list[Sentence]] = ([], [], [])
    for tagged in _news(folder / NEWS):
        at = share(" ".join(word for word, _ in tagged))
        part = 2 if at < HELD else 1 if at < HELD + WATCHED else 0
        parts[part].append(_sentence(Source.NEWS, tagged))
    return parts


def talbanken(folder: Path) -> list[Sentence]:
    """Return the sentences of Talbanken; all are trained on."""
    return [_sentence(Source.TALBANKEN, tagged) for tagged in _talbanken(folder / TALBANKEN)]


def _sentence(source: Source, tagged: Tagged) -> Sentence:
    """Every second sentence keeps the blanks between its tokens, the others are put together as one writes."""
    words = [word for word, _ in tagged]
    text, places = joined(words, spaced=share("blanks " + " ".join(words)) < 0.5)
    names: list[Name] = []
    for (start, end), (_, tag) in zip(places, tagged, strict=True):
        if tag.startswith("I-") and names:
            names[-1] = Name(names[-1].start, end, names[-1].label)
        elif tag != "O":
            names.append(Name(start, end, tag[2:]))
    return Sentence(source, text, tuple(names))


def _news(path: Path) -> Iterator[Tagged]:
    """Yield sentences; words and tags stand apart by tabs or blanks, and the tags have no B: neighbours merge."""
    for block in _blocks(path):
        tagged: Tagged = []
        before = "0"
        for line in block:
            *words, tag = line.split()
            if words:
                tagged.append((" ".join(words), "O" if tag == "0" else f"{'I' if tag == before else 'B'}-{tag}"))
                before = tag
        if tagged:
            yield tagged


def _talbanken(path: Path) -> Iterator[Tagged]:
    for block in _blocks(path):
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        if rows:
            yield [(row[1], row[2]) for row in rows]


def _blocks(path: Path) -> Iterator[list[str]]:
    block: list[str] = []
    for line in (*_lines(path), ""):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def _lines(path: Path) -> Iterable[str]:
    with path.open(encoding="utf-8") as lines:
        yield from lines
