"""How well documents are read: annotated cases, the figures of a comparison, and their intervals."""

from lexsarah.evaluation.gold import Annotated, annotated
from lexsarah.evaluation.intervals import Evaluation, evaluate
from lexsarah.evaluation.slices import By, slices

__all__ = ["Annotated", "By", "Evaluation", "annotated", "evaluate", "slices"]
