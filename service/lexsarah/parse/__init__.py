"""From bytes to one text with blocks."""

from lexsarah.parse.dispatch import parse
from lexsarah.parse.guard import parse_safely

__all__ = ["parse", "parse_safely"]
