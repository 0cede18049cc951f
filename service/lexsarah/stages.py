"""One Protocol a stage. A stage is a pure function from record to record."""

from datetime import date
from typing import Protocol

from lexsarah.records import Case, Fact, ParsedDocument, Passage, SourceFile


class Parser(Protocol):
    """From bytes to one text with blocks."""

    def __call__(self, source: SourceFile) -> ParsedDocument:
        """Read a file.

        Raises
        ------
        UnreadableFile
            One of its kinds, when there is no text to be had.
        """
        ...


class Extractor(Protocol):
    """From text to facts, by rules."""

    def __call__(self, document: ParsedDocument, case: Case, published: date | None) -> tuple[Fact, ...]:
        """Find the facts of a case; ``published`` is the date that relative dates hang on (None: not known)."""
        ...


class Classifier(Protocol):
    """From text to labels, by a trained model."""

    def __call__(self, document: ParsedDocument, case: Case, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """Label a case, each label with the sentences that made it and a calibrated confidence.

        ``facts`` are what the rules found in it: signs beside the words, not answers to repeat.
        """
        ...


class Chunker(Protocol):
    """From a case to the passages that are searched."""

    def __call__(self, document: ParsedDocument, case: Case) -> tuple[Passage, ...]:
        """Cut the case into passages that cover its text about the case, in order, without overlap."""
        ...
