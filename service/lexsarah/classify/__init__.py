"""Labels by trained models: what kind of document it is, what happened, and what each sentence of a case states."""

from dataclasses import dataclass
from pathlib import Path

from lexsarah.classify.document import DocumentClassifier
from lexsarah.classify.document import load as load_document
from lexsarah.classify.findings import FindingsClassifier
from lexsarah.classify.findings import load as load_findings
from lexsarah.classify.stored import own_or_shipped
from lexsarah.classify.types import TypeClassifier
from lexsarah.classify.types import load as load_types
from lexsarah.records import Case, Fact, ParsedDocument, Producer

__all__ = ["Classifiers", "DocumentClassifier", "FindingsClassifier", "TypeClassifier", "load_classifiers"]


@dataclass(frozen=True, slots=True)
class Classifiers:
    """All that label a case, one after the other; none looks at what another found (``stages.Classifier``)."""

    document: DocumentClassifier
    types: TypeClassifier
    findings: FindingsClassifier

    @property
    def producers(self) -> tuple[Producer, ...]:
        """Which models they are."""
        return tuple(one.model.producer for one in (self.document, self.types, self.findings))

    def __call__(self, document: ParsedDocument, case: Case, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """Label a case; ``facts`` are what the rules found in it."""
        return tuple(
            fact
            for classifier in (self.document, self.types, self.findings)
            for fact in classifier(document, case, facts)
        )


def load_classifiers(models: Path, own: Path | None = None) -> Classifiers:
    """Load the models ``document``, ``types`` and ``findings``; those in ``own`` before the shipped ones.

    Raises
    ------
    ModelError
        Naming the file that is missing, damaged or made with other versions.
    """
    return Classifiers(
        load_document(own_or_shipped("document", models, own)),
        load_types(own_or_shipped("types", models, own)),
        load_findings(models / "findings"),
    )
