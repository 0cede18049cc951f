"""What is learned: nine questions about a document, six answered by the whole of it and three by its sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexsarah.vocabulary import CauseArea, Consequence, EventType, Genre, Measure, MisconductType, ServiceArea
from training.compare.texts import Text
from training.learning import Scores, Truth

Places = NDArray[np.int64]
"""Places of documents or of items in their order."""

SILENT = -30.0
"""Score of a document without a sentence: below every other."""


class Unit(StrEnum):
    """What one item is."""

    DOCUMENT = "document"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Task:
    """A question with closed answers.

    ``asked`` (documents,) says which documents it is put to, ``truth`` (documents, labels) what is right for each.
    ``owners`` (items,) is the document of every item and ``marked`` (items, labels) what is right for the item: the
    document itself, or a sentence, that has a label where the annotation quotes it for that. An ``exclusive`` question
    has one answer and is scored by accuracy, another has any number and is scored by micro-averaged F1, over the sets
    of labels of documents (``evaluation.comparison``).
    """

    name: str
    labels: tuple[str, ...]
    exclusive: bool
    unit: Unit
    asked: NDArray[np.bool_]
    truth: Truth
    owners: Places
    marked: Truth

    def documents(self, among: Places) -> Places:
        """Return those of some documents that the question is put to."""
        return np.asarray(among[self.asked[among]])

    def items(self, among: Places) -> Places:
        """Return the items of those documents, in order."""
        return np.asarray(np.flatnonzero(np.isin(self.owners, self.documents(among))))

    def by_document(self, scores: Scores, among: Places) -> Scores:
        """Turn scores of ``items(among)`` into scores of ``documents(among)``: that of its highest item."""
        whole = np.full((len(self.asked), len(self.labels)), SILENT)
        np.maximum.at(whole, self.owners[self.items(among)], scores)
        return whole[self.documents(among)]

    def answers(self, values: Scores, threshold: float) -> Truth:
        """Return the labels given for scores or probabilities; ``threshold`` is not asked where one must be given."""
        if self.exclusive:
            return np.asarray(np.eye(len(self.labels), dtype=bool)[values.argmax(axis=1)])
        return np.asarray(values >= threshold)


def tasks(documents: Sequence[Text]) -> tuple[Task, ...]:
    """Return the questions, in the order of the table."""
    reports = np.array([bool(one.gold["is_deviation_report"]) for one in documents])
    owners = np.arange(len(documents))
    everything = np.ones(len(documents), dtype=bool)

    def about(name: str, codes: Sequence[str], asked: NDArray[np.bool_], *, exclusive: bool) -> Task:
        right = np.array([_has(one.gold.get(name), codes) for one in documents]).reshape(len(documents), len(codes))
        return Task(name, tuple(codes), exclusive, Unit.DOCUMENT, asked, right, owners, right)

    with_primary = reports & np.array([bool(one.gold["primary_type"]) for one in documents])
    return (
        about("genre", codes_of(Genre), everything, exclusive=True),
        about("is_deviation_report", ("False", "True"), everything, exclusive=True),
        about("service_area", codes_of(ServiceArea), everything, exclusive=False),
        about("event_types", codes_of(EventType), reports, exclusive=False),
        about("misconduct_types", codes_of(MisconductType), reports, exclusive=False),
        about("primary_type", codes_of(MisconductType), with_primary, exclusive=True),
        _quoted("causes", "area", codes_of(CauseArea), reports, documents),
        _quoted("measures", "kind", codes_of(Measure), reports, documents),
        _quoted("consequences", "kind", codes_of(Consequence), reports, documents),
    )


def codes_of(vocabulary: type[StrEnum]) -> tuple[str, ...]:
    """Return the codes of a vocabulary in its order."""
    return tuple(one.value for one in vocabulary)


def _has(value: object, codes: Sequence[str]) -> list[bool]:
    found = {str(one) for one in value} if isinstance(value, list) else {str(value)}
    return [code in found for code in codes]


def _quoted(name: str, part: str, codes: tuple[str, ...], asked: NDArray[np.bool_], documents: Sequence[Text]) -> Task:
    owners = np.array([at for at, one in enumerate(documents) for _ in one.lines], dtype=np.int64)
    first = np.searchsorted(owners, np.arange(len(documents)))
    marked = np.zeros((len(owners), len(codes)), dtype=bool)
    truth = np.zeros((len(documents), len(codes)), dtype=bool)
    for at, one in enumerate(documents):
        found: list[dict[str, Any]] = one.gold[name]
        for finding in found:
            label = codes.index(finding[part])
            truth[at, label] = True
            line = one.line_of(finding["evidence"])
            if line is not None:
                marked[first[at] + line, label] = True
    return Task(name, codes, exclusive=False, unit=Unit.LINE, asked=asked, truth=truth, owners=owners, marked=marked)
