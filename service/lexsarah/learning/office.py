"""Train on an office's own corrected documents: into its home, never into the package.

Documents are given as ``evaluate`` takes them (NAME.json, the flat shape, beside NAME.pdf). Each head of the models of
documents and types is moved towards their answers (``adapting``) and tried on documents that it did not see; it is kept
where it is better there beyond chance. The model of findings is not adapted: its answers are joined of three heads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexsarah.classify import document as documents
from lexsarah.classify import page
from lexsarah.classify.deletion import membership
from lexsarah.classify.features import features
from lexsarah.classify.labels import TYPE_HEADS
from lexsarah.classify.linear import Head, Linear
from lexsarah.classify.prose import sentences_of_the_event
from lexsarah.classify.stored import ADAPTED, Labels, Model, load_model
from lexsarah.classify.vectors import Counted, Matrix, Vectors
from lexsarah.codec import JsonObject
from lexsarah.errors import GoldUnusable, TooFewDocuments
from lexsarah.evaluation import Annotated
from lexsarah.extract import extract
from lexsarah.ingest import load
from lexsarah.learning.adapting import Truth, adapted, losses
from lexsarah.learning.judged import Judged
from lexsarah.learning.saving import save
from lexsarah.limits import Limits
from lexsarah.parse import parse_safely
from lexsarah.records import Case, Fact, ParsedDocument, Span

FEWEST = 20
"""Groups with an answer that a head needs: with fewer, what they teach cannot be told from chance."""

FOLDS = 5
DRAWS = 2000
SEED = 20261122
LEVEL = 2.5
"""Per cent of the draws that may lie below the gain that counts: the lower end of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A document as read, the facts of the rules, and what a person says that it holds (the flat shape).

    Papers of one ``group`` (an event) tell the same thing: a fold never parts them, and they count once.
    """

    name: str
    group: str
    document: ParsedDocument
    case: Case
    facts: tuple[Fact, ...]
    answer: JsonObject


def corrected(gold: Annotated, limits: Limits) -> Corrected:
    """Read an annotated document for training, as one case. Raises ``UnreadableFile``, one of its kinds."""
    document = parse_safely(load(gold.source, limits), limits)
    case = Case(Span(0, len(document.text)), "")
    return Corrected(gold.name, gold.group, document, case, extract(document, case, document.published), gold.case)


def train(given: Sequence[Corrected], shipped: Path, target: Path) -> tuple[Judged, ...]:
    """Adapt the models in ``shipped`` and write those that gained into ``target``, a folder each.

    What was learned before is learned anew: a model that gains nothing is removed from ``target``. Where an error is
    raised, nothing there changes.

    Raises
    ------
    GoldUnusable
        If an annotation has a label that there is none of, naming both.
    TooFewDocuments
        If no head has enough documents.
    ModelError
        If a shipped model cannot be read.
    """
    learned = [_learned(name, given, shipped) for name in _KINDS]
    if all(one.before is None for each in learned for one in each.judged):
        raise TooFewDocuments(f"{len(given)} annotated documents; training needs {FEWEST} of different events at least")
    for each in learned:
        _keep(each, target / each.model.producer.name)
    return tuple(one for each in learned for one in each.judged)


@dataclass(frozen=True, slots=True)
class _Learned:
    """A shipped model, what became of it, and what each head gained."""

    model: Model
    linear: Linear
    judged: tuple[Judged, ...]


def _learned(name: str, given: Sequence[Corrected], shipped: Path) -> _Learned:
    labels, counted = _KINDS[name]
    model = load_model(shipped / name, labels)
    rows = _rows(model.linear.vectors, [counted(one) for one in given])
    judged, heads = [], dict(model.linear.heads)
    for head, names in labels.items():
        answers = [_indices(head, names, one) for one in given]
        known = np.array([at for at, one in enumerate(answers) if one is not None], dtype=np.int64)
        truth = np.array([np.isin(np.arange(len(names)), answers[at]) for at in known], dtype=np.bool_)
        one = tried((name, head), heads[head], rows[known], truth, [given[at].group for at in known])
        judged.append(one)
        if one.kept:
            heads[head] = adapted(heads[head], rows[known], truth)
    return _Learned(model, replace(model.linear, heads=heads), tuple(judged))


def tried(names: tuple[str, str], head: Head, rows: Matrix, truth: Truth, groups: Sequence[str]) -> Judged:
    """Try a head on documents that it did not see: five folds of whole groups, dealt by the seed.

    ``names`` are those of its model and its own.
    """
    all_groups, group = np.unique(np.array(groups, dtype=object), return_inverse=True)
    if len(all_groups) < FEWEST:
        return Judged(*names, len(truth))
    random = np.random.default_rng(SEED)
    fold = random.permutation(np.arange(len(all_groups)) % FOLDS)[group]
    before, after = losses(head, rows, truth), np.zeros(len(truth))
    for held in (fold == number for number in range(FOLDS)):
        after[held] = losses(adapted(head, rows[~held], truth[~held]), rows[held], truth[held])
    gains, sizes = np.bincount(group, before - after), np.bincount(group)
    drawn = random.integers(len(all_groups), size=(DRAWS, len(all_groups)))
    low = float(np.percentile(gains[drawn].sum(axis=1) / sizes[drawn].sum(axis=1), LEVEL))
    return Judged(*names, len(truth), float(before.mean()), float(after.mean()), low, kept=low > 0)


def _keep(learned: _Learned, target: Path) -> None:
    kept = {one.head: one.documents for one in learned.judged if one.kept}
    if kept:
        save(learned.linear, target, {ADAPTED: learned.model.producer.version, "documents": kept})
    else:
        for path in sorted(target.glob("*")):
            path.unlink()


def _rows(vectors: Vectors, texts: Sequence[Sequence[Counted]]) -> Matrix:
    """Return a row a text: the sum of its items, weighed."""
    ends = np.cumsum([0, *(len(text) for text in texts)])
    groups = [range(start, end) for start, end in pairwise(ends.tolist())]
    return vectors.weighted(
        vectors.counts([item for text in texts for item in text]), membership(groups, int(ends[-1]))
    )


def _of_document(one: Corrected) -> Sequence[Counted]:
    return page.counted(one.document, page.lines(one.document), one.facts)


def _of_types(one: Corrected) -> Sequence[Counted]:
    return [features(sentence.tokens) for sentence in sentences_of_the_event(one.document, one.case)]


_KINDS: Mapping[str, tuple[Labels, Any]] = {
    "document": (documents.LABELS, _of_document),
    "types": (TYPE_HEADS, _of_types),
}
"""Labels of a model, and how a document is counted for it."""

OF_EVERY_DOCUMENT = frozenset({"genre", "is_deviation_report"})
"""Heads that also learn from documents about no case."""


def _indices(head: str, labels: tuple[str, ...], one: Corrected) -> NDArray[np.int64] | None:
    """Return the columns of the labels that an annotation gives; None where it does not answer."""
    answer = one.answer
    if head not in answer or (head not in OF_EVERY_DOCUMENT and not answer["is_deviation_report"]):
        return None
    said = answer[head]
    if said is None and documents.NONE not in labels:
        return None
    plain = documents.NONE if said is None else str(said).lower() if isinstance(said, bool) else said
    given = plain if isinstance(plain, list) else [plain]
    unknown = [label for label in given if label not in labels]
    if unknown:
        raise GoldUnusable(f"{one.name}.json: {head} has no label {unknown[0]!r}; there are {', '.join(labels)}")
    return np.array([labels.index(label) for label in given], dtype=np.int64)
