"""The classifier of types: the stage that labels a case by the trained model and by ticked boxes.

Three heads judge the same rows: what happened (any number of event types), which options of the form hold (any number
of the ten) and which of these is the primary one. The primary type is also what the event types say together, by the
table that gives every event type its option; the two halves know different things, and their mean is right more often.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lexsarah.classify.boxes import ticked_types
from lexsarah.classify.deletion import Groups, Lost, Whole, decisive
from lexsarah.classify.features import features
from lexsarah.classify.labels import EVENT_LABELS, TYPE_HEADS, TYPE_LABELS
from lexsarah.classify.linear import Array, columns_of, head_at
from lexsarah.classify.prose import Sentence, sentences_of_the_event
from lexsarah.classify.rollup import types_of_events
from lexsarah.classify.stored import Model, load_model
from lexsarah.records import Case, Evidence, Fact, ParsedDocument, Producer, Value

MOST_EVENT_TYPES = 3
"""A case has typically one to three (record.md)."""

OWN_VOICE = 0.5
"""Share of the primary type's own head in its probability; the rest is what the event types say."""

COLUMNS = columns_of(TYPE_HEADS)
"""Columns of the heads, which stand side by side."""

EVENTS, TYPES, PRIMARY = COLUMNS.values()

FIELDS = {"event_types": "event_type", "misconduct_types": "misconduct_type", "primary_type": "primary_type"}
"""The fields of facts (``records.Fact``) that the heads give."""


def load(folder: Path) -> "TypeClassifier":
    """Load the model in a folder (``resources.folder("models") / "types"``).

    Raises
    ------
    ModelError
        Naming the file that is missing, damaged or made with other versions.
    """
    return TypeClassifier.of(load_model(folder, TYPE_HEADS))


def chosen_events(probabilities: Sequence[float], threshold: float) -> list[int]:
    """Return the columns of the chosen event types, the most probable first: at least one, at most three."""
    ranked = sorted(range(len(probabilities)), key=lambda column: -probabilities[column])[:MOST_EVENT_TYPES]
    return [column for place, column in enumerate(ranked) if place == 0 or probabilities[column] >= threshold]


def primary_type(events: Array, own: Array) -> Array:
    """Return probabilities (rows, types) of the primary type from those of event types and of its own head."""
    return OWN_VOICE * own + (1 - OWN_VOICE) * said_by_events(events)


def said_by_events(events: Array) -> Array:
    """Return (rows, types), each row adding up to 1: that at least one event type of the type holds (noisy or)."""
    import numpy as np  # noqa: PLC0415

    none = np.log1p(-np.minimum(events, 0.999)) @ _rolled()
    some = 1 - np.exp(none)
    return some / some.sum(axis=-1, keepdims=True)


@cache
def _rolled() -> Array:
    """Return the table of event types and types as ones and zeros."""
    import numpy as np  # noqa: PLC0415

    return np.array([[types_of_events()[event] is one for one in TYPE_LABELS] for event in EVENT_LABELS], dtype=float)


@dataclass(frozen=True, slots=True)
class TypeClassifier:
    """Labels a case with event types, misconduct types and the primary type (``stages.Classifier``).

    ``coefficients`` (features, columns) and ``intercepts`` (columns,) are those of the model's heads side by side.
    """

    model: Model
    coefficients: Array
    intercepts: Array

    @classmethod
    def of(cls, model: Model) -> "TypeClassifier":
        """Make it from a model with the heads of ``TYPE_HEADS``."""
        return cls(model, *model.linear.side_by_side(TYPE_HEADS))

    @property
    def producer(self) -> Producer:
        """Who made the facts: the model, and which one."""
        return self.model.producer

    def __call__(self, document: ParsedDocument, case: Case, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:  # noqa: ARG002
        """Label a case, each label with the sentences that made it; nothing where the case has no text of its own.

        Ticked type boxes give facts of their own, by rule.
        """
        prose = sentences_of_the_event(document, case)
        boxes = ticked_types(document, case)
        return (*boxes, *self._facts(document, prose)) if prose else boxes

    def judge(self, sentences: Sequence[list[str]]) -> Callable[[Groups], Array]:
        """Return what judges a text of sentences (as tokens) without some of them: (groups, columns of all heads)."""
        import numpy as np  # noqa: PLC0415

        vectors, heads = self.model.linear.vectors, self.model.linear.heads
        counts = vectors.counts([features(sentence) for sentence in sentences])
        text = Whole.of(vectors, counts, self.coefficients)

        def probabilities(groups: Groups) -> Array:
            scores = text.without(groups) + self.intercepts
            events = heads["event_types"].probabilities(scores[:, EVENTS])
            types = heads["misconduct_types"].probabilities(scores[:, TYPES])
            own = heads["primary_type"].probabilities(scores[:, PRIMARY])
            return np.hstack([events, types, primary_type(events, own)])

        return probabilities

    def given(self, probabilities: Array) -> list[int]:
        """Return the columns of the labels that one row of probabilities gives.

        The primary type is always one of the types.
        """
        heads = self.model.linear.heads
        events = chosen_events(probabilities[EVENTS].tolist(), float(heads["event_types"].thresholds[0]))
        primary = int(probabilities[PRIMARY].argmax())
        passed = probabilities[TYPES] >= heads["misconduct_types"].thresholds
        types = [TYPES.start + at for at in range(len(TYPE_LABELS)) if passed[at] or at == primary]
        return [*events, *types, PRIMARY.start + primary]

    def lost(self, column: int, probability: float) -> Lost:
        """Return what says whether a label is lost: below its threshold, no longer the first, or half as probable."""
        if column >= PRIMARY.start:
            return lambda rows: (
                (rows[:, PRIMARY].argmax(axis=1) != column - PRIMARY.start) | (2 * rows[:, column] <= probability)
            )
        head, place = head_at(COLUMNS, column)
        threshold = float(self.model.linear.heads[head].thresholds[place])
        if probability < threshold:  # given for another reason: the best event type, or the primary type
            threshold = 0.0
        return lambda rows: (rows[:, column] < threshold) | (2 * rows[:, column] <= probability)

    def _facts(self, document: ParsedDocument, prose: Sequence[Sentence]) -> list[Fact]:
        judge = self.judge([sentence.tokens for sentence in prose])
        whole = judge([[]])[0]
        return [
            self._fact(column, float(whole[column]), [document.evidence(prose[at].span) for at in places])
            for column, places in self.evidence(len(prose), judge, whole).items()
        ]

    def evidence(self, sentences: int, judge: Callable[[Groups], Array], whole: Array) -> dict[int, list[int]]:
        """Return the columns of the labels that a text gives (``given``), each with the sentences behind it."""
        labels = {column: self.lost(column, float(whole[column])) for column in self.given(whole)}
        return decisive(sentences, judge, labels)

    def _fact(self, column: int, probability: float, evidence: list[Evidence]) -> Fact:
        head, place = head_at(COLUMNS, column)
        value: Value = EVENT_LABELS[place] if column < EVENTS.stop else TYPE_LABELS[place]
        unsure = probability < float(self.model.linear.heads[head].sure[place])
        return Fact(FIELDS[head], value, tuple(evidence), self.producer, probability, unsure=unsure)
