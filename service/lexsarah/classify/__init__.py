"""Labels by trained models: what kind of document it is, what happened, what it threatened, which type that is."""

from lexsarah.classify.document import DocumentClassifier
from lexsarah.classify.document import load as load_document_classifier
from lexsarah.classify.types import TypeClassifier, load

__all__ = ["DocumentClassifier", "TypeClassifier", "load", "load_document_classifier"]
