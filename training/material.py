"""The documents that models learn from, read as the product reads them: text, case, facts of the rules, and gold."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lexsarah.evaluation import annotated
from lexsarah.extract import extract
from lexsarah.ingest import load
from lexsarah.limits import Limits
from lexsarah.parse import parse
from lexsarah.parse.cases.split import title_of
from lexsarah.records import Case, Fact, ParsedDocument, SourceFile, Span
from training import short

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
BENCHMARKS = CORPUS.parent / "docs" / "benchmarks.md"


@dataclass(frozen=True, slots=True)
class Example:
    """A document as a whole with its annotation (the flat shape); ``group`` is what a fold may not split.

    ``short`` holds for a text of corpus/short, which teaches but decides no curve and no threshold.
    """

    name: str
    group: str
    document: ParsedDocument
    case: Case
    facts: tuple[Fact, ...]
    gold: dict[str, Any]
    path: Path
    short: bool = False


def examples(split: str, corpus: Path = CORPUS) -> tuple[Example, ...]:
    """Read the documents of a split of the corpus, in order of their names (some 0.2 s each)."""
    return tuple(_examples(split, corpus))


def _examples(split: str, corpus: Path) -> Iterator[Example]:
    limits = Limits()
    for one in annotated(corpus, split):
        yield Example(one.name, one.group, *_read(load(one.source, limits), limits), one.case, one.source)


def short_texts(corpus: Path = CORPUS) -> tuple[Example, ...]:
    """Read the texts of corpus/short, each a group of its own, in order (``training.short.read``)."""
    return tuple(_short_texts(corpus))


def files_of(given: Iterable[Example], corpus: Path = CORPUS) -> list[Path]:
    """Return the files that a model learned from: texts and annotations of the documents, and corpus/short."""
    documents = [one.path for one in given if not one.short]
    return [*documents, *(path.with_suffix(".json") for path in documents), *short.files(corpus / "short")]


def _short_texts(corpus: Path) -> Iterator[Example]:
    limits = Limits()
    for gold in short.read(corpus / "short"):
        content = gold["text"].encode()
        source = SourceFile(hashlib.sha256(content).hexdigest(), "text/plain", gold["id"], gold["id"], content)
        yield Example(gold["id"], gold["id"], *_read(source, limits), gold, corpus / "short", short=True)


def _read(source: SourceFile, limits: Limits) -> tuple[ParsedDocument, Case, tuple[Fact, ...]]:
    document = parse(source, limits)
    case = Case(Span(0, len(document.text)), title_of(document))
    return document, case, extract(document, case, document.published)
