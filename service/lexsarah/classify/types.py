"""The classifier of types: the stage that labels a case by the trained model and by ticked boxes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lexsarah.classify.artefact import Artefact, load_artefact
from lexsarah.classify.boxes import ticked_types
from lexsarah.classify.features import tokens
from lexsarah.classify.labels import EVENT_LABELS, THREAT_LABELS, Label
from lexsarah.classify.prose import Sentence, sentences_of_the_event
from lexsarah.classify.rollup import types_of_events
from lexsarah.classify.scorer import Scores
from lexsarah.language import sentences
from lexsarah.records import Case, Fact, ParsedDocument, Producer, Value
from lexsarah.vocabulary import MisconductType

MOST_EVENT_TYPES = 3
"""A case has typically one to three (record.md)."""


def load(folder: Path) -> "TypeClassifier":
    """Load the model in a folder (``resources.folder("models") / "types"``).

    Raises
    ------
    ModelError
        Naming the file that is missing, damaged or made with other versions.
    """
    return TypeClassifier(load_artefact(folder))


def chosen_events(probabilities: Sequence[float], threshold: float) -> list[int]:
    """Return the columns of the chosen event types, the most probable first: at least one, at most three."""
    ranked = sorted(range(len(probabilities)), key=lambda column: -probabilities[column])[:MOST_EVENT_TYPES]
    return [column for place, column in enumerate(ranked) if place == 0 or probabilities[column] >= threshold]


@dataclass(frozen=True, slots=True)
class TypeClassifier:
    """Labels a case with event types, misconduct types and the primary type (``stages.Classifier``)."""

    artefact: Artefact

    @property
    def producer(self) -> Producer:
        """Who made the facts: the model, and which one."""
        return Producer("model", "types", self.artefact.version)

    def __call__(self, document: ParsedDocument, case: Case, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:  # noqa: ARG002
        """Label a case, each label with the sentences that made it; nothing where the case has no text of its own.

        Ticked type boxes give facts of their own, by rule.
        """
        prose = sentences_of_the_event(document, case)
        boxes = ticked_types(document, case)
        if not prose:
            return boxes
        scores = self.artefact.scorer.score([sentence.tokens for sentence in prose])
        return (*boxes, *self._facts(scores, document, prose))

    def _facts(self, scores: Scores, document: ParsedDocument, prose: Sequence[Sentence]) -> list[Fact]:
        thresholds = self.artefact.thresholds
        columns = chosen_events([scores.labels[event] for event in EVENT_LABELS], thresholds["event_types"])
        events = [EVENT_LABELS[column] for column in columns]
        threats = [threat for threat in THREAT_LABELS if scores.labels[threat] >= thresholds["threats"]]
        behind: dict[MisconductType, list[Label]] = {}
        for event in events:
            behind.setdefault(types_of_events()[event], []).append(event)
        for threat in threats:
            behind.setdefault(threat, []).append(threat)
        quotes = {
            label: tuple(document.evidence(prose[at].span) for at in places)
            for label, places in scores.evidence([*events, *threats]).items()
        }

        def fact(field: str, value: Value, labels: list[Label]) -> Fact:
            strongest = max(labels, key=lambda label: scores.labels[label])
            return Fact(field, value, quotes[strongest], self.producer, scores.labels[strongest])

        return [
            *(fact("event_type", event, [event]) for event in events),
            *(fact("misconduct_type", option, labels) for option, labels in behind.items()),
            fact("primary_type", types_of_events()[events[0]], [events[0]]),
        ]

    def deviation_score(self, text: str) -> float:
        """Return the probability that a text tells of an event handled under lex Sarah; 0.0 for an empty one."""
        cut = [words for span in sentences(text) if (words := tokens(text[span.start : span.end]))]
        return self.artefact.scorer.score(cut).deviation if cut else 0.0
