"""The classifier of documents: what kind one is, whether it tells of a case, the case's area and who runs the place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lexsarah.classify.deletion import Groups, Lost, Whole, decisive
from lexsarah.classify.linear import Array, columns_of, head_at
from lexsarah.classify.page import Line, counted, lines
from lexsarah.classify.stored import Labels, Model, load_model
from lexsarah.classify.vectors import Counted
from lexsarah.records import Case, Fact, ParsedDocument, Value
from lexsarah.vocabulary import Absence, Genre, Provider, ServiceArea

NONE = "none"
"""Label of a case whose text does not say who runs the operation: that it is not stated, for which no words stand."""

LABELS: Labels = {
    "genre": tuple(Genre),
    "is_deviation_report": ("true", "false"),
    "service_area": tuple(ServiceArea),
    "provider": (*Provider, NONE),
}
"""Heads by the field that they fill. An area may be one of several; of the other heads one label holds."""


COLUMNS = columns_of(LABELS)


def load(folder: Path) -> "DocumentClassifier":
    """Load the model in a folder (``resources.folder("models") / "document"``).

    Raises
    ------
    ModelError
        Naming the file that is missing, damaged or made with other versions.
    """
    return DocumentClassifier.of(load_model(folder, LABELS))


@dataclass(frozen=True, slots=True)
class DocumentClassifier:
    """Says of a document its genre, and of a case whether it is one, its areas and provider (``stages.Classifier``).

    ``coefficients`` (features, columns) and ``intercepts`` (columns,) are those of the model's heads side by side.
    """

    model: Model
    coefficients: Array
    intercepts: Array

    @classmethod
    def of(cls, model: Model) -> "DocumentClassifier":
        """Make it from a model with the heads of ``LABELS``."""
        return cls(model, *model.linear.side_by_side(LABELS))

    def __call__(self, document: ParsedDocument, case: Case, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:  # noqa: ARG002
        """Label what a case has of its document, each label with the sentences that made it."""
        cut = lines(document)
        judge = self.judge(counted(document, cut, facts))
        whole = judge([[]])[0]
        return tuple(
            self.fact(document, column, float(whole[column]), [cut[at] for at in places])
            for column, places in self.evidence(cut, judge, whole).items()
        )

    def judge(self, items: Sequence[Counted]) -> Callable[[Groups], Array]:
        """Return what judges a text without some of its items: probabilities (groups, columns of all heads)."""
        import numpy as np  # noqa: PLC0415

        vectors, heads = self.model.linear.vectors, self.model.linear.heads
        text = Whole.of(vectors, vectors.counts(items), self.coefficients)

        def probabilities(groups: Groups) -> Array:
            scores = text.without(groups) + self.intercepts
            return np.hstack([heads[name].probabilities(scores[:, columns]) for name, columns in COLUMNS.items()])

        return probabilities

    def given(self, probabilities: Array) -> list[int]:
        """Return the columns of the labels that one row of probabilities gives: of the areas at least the first."""
        found = []
        for name, columns in COLUMNS.items():
            said = probabilities[columns]
            first = int(self._best(name, probabilities[None, :])[0])
            several = [] if self.model.linear.heads[name].exclusive else self._passed(name, said)
            found += [columns.start + at for at in sorted({first, *several}, key=lambda at: -float(said[at]))]
        return found

    def evidence(self, cut: Sequence[Line], judge: Callable[[Groups], Array], whole: Array) -> dict[int, list[int]]:
        """Return the columns of the labels that a text gives, each with the lines behind it.

        All lines tell what kind of document it is; only those about the case tell of the case.
        """
        given = {column: self.lost(column, float(whole[column])) for column in self.given(whole)}
        of_page = {column: lost for column, lost in given.items() if _label(column)[0] == "genre"}
        of_case = {column: lost for column, lost in given.items() if column not in of_page}
        about = sum(line.about for line in cut)
        return decisive(len(cut), judge, of_page) | decisive(about, judge, of_case)

    def lost(self, column: int, probability: float) -> Lost:
        """Return what says whether a label is lost: no longer given, or half as probable."""
        name, place = head_at(COLUMNS, column)
        if self.model.linear.heads[name].exclusive:
            return lambda rows: (self._best(name, rows) != place) | (2 * rows[:, column] <= probability)
        threshold = float(self.model.linear.heads[name].thresholds[place])
        least = threshold if probability >= threshold else 0.0  # given as the first, though below
        return lambda rows: (rows[:, column] < least) | (2 * rows[:, column] <= probability)

    def _best(self, name: str, rows: Array) -> Array:
        """Return the place of the label of a head that each row gives: the most probable, each by its threshold."""
        return (rows[:, COLUMNS[name]] / self.model.linear.heads[name].thresholds).argmax(axis=1)

    def _passed(self, name: str, said: Array) -> list[int]:
        return [at for at, least in enumerate(self.model.linear.heads[name].thresholds) if said[at] >= least]

    def fact(self, document: ParsedDocument, column: int, probability: float, behind: Sequence[Line]) -> Fact:
        """Make the fact of a column; ``behind`` are the lines without which the label would be lost."""
        name, place = head_at(COLUMNS, column)
        label = LABELS[name][place]
        unsure = probability < float(self.model.linear.heads[name].sure[place])
        if label == NONE:
            return Fact(name, Absence.NOT_STATED, (), self.model.producer, probability, unsure=unsure)
        value: Value = label == "true" if name == "is_deviation_report" else label
        evidence = tuple(document.evidence(span) for span in sorted(line.span for line in behind))
        return Fact(name, value, evidence, self.model.producer, probability, unsure=unsure)


def _label(column: int) -> tuple[str, str]:
    """Return the head and the label of a column."""
    name, place = head_at(COLUMNS, column)
    return name, LABELS[name][place]
