"""The documents that models learn from, read as the product reads them: text, case, facts of the rules, and gold."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lexsarah.evaluation import annotated
from lexsarah.extract import extract
from lexsarah.ingest import load
from lexsarah.limits import Limits
from lexsarah.parse import parse
from lexsarah.parse.cases.split import title_of
from lexsarah.records import Case, Fact, ParsedDocument, Span

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


@dataclass(frozen=True, slots=True)
class Example:
    """A document as a whole with its annotation (the flat shape); ``group`` is what a fold may not split."""

    name: str
    group: str
    document: ParsedDocument
    case: Case
    facts: tuple[Fact, ...]
    gold: dict[str, Any]
    path: Path


def examples(split: str, corpus: Path = CORPUS) -> tuple[Example, ...]:
    """Read the documents of a split of the corpus, in order of their names (some 0.2 s each)."""
    return tuple(_examples(split, corpus))


def _examples(split: str, corpus: Path) -> Iterator[Example]:
    limits = Limits()
    for one in annotated(corpus, split):
        document = parse(load(one.source, limits), limits)
        case = Case(Span(0, len(document.text)), title_of(document))
        facts = extract(document, case, document.published)
        yield Example(one.name, one.group, document, case, facts, one.case, one.source)
