"""From a path or bytes to a ``SourceFile`` whose media type was found in its content.

Files are refused here for what their first bytes, their size and their packing say; what only a reader can see (a
password, a missing text layer) is refused in ``parse``.
"""

from lexsarah.ingest.source import from_bytes, load
from lexsarah.ingest.walk import walk
from lexsarah.limits import Limits

__all__ = ["Limits", "from_bytes", "load", "walk"]
