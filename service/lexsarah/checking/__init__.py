"""What the regulation asks of an investigation, and what one lacks (docs/checking.md).

Works on a document that is read already: its text, blocks and report.
"""

from lexsarah.checking.investigation import Check, check
from lexsarah.checking.items import ItemResult
from lexsarah.checking.shortcomings import Link, Remark

__all__ = ["Check", "ItemResult", "Link", "Remark", "check"]
