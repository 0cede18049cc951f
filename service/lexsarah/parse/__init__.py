"""From bytes to one text with blocks."""

from lexsarah.parse.containment.guard import crop_safely, expand_safely, parse_safely
from lexsarah.parse.dispatch import parse

__all__ = ["crop_safely", "expand_safely", "parse", "parse_safely"]
