"""From bytes to one text with blocks."""

from lexsarah.parse.dispatch import parse
from lexsarah.parse.guard import crop_safely, expand_safely, parse_safely

__all__ = ["crop_safely", "expand_safely", "parse", "parse_safely"]
