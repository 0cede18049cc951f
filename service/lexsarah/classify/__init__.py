"""Labels by a trained model: what happened, what it threatened, and which of the ten types that is."""

from lexsarah.classify.types import TypeClassifier, load

__all__ = ["TypeClassifier", "load"]
