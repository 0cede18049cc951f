"""Dates of a document: found by a grammar, resolved against the publication, with what happened on each.

The reference date is passed in or found in the document, never "today".
"""

from lexsarah.extract.dates.event import tells_of_several
from lexsarah.extract.dates.find import DateExpression, date_expressions, find_dates, publication
from lexsarah.extract.dates.period import incident_period

__all__ = ["DateExpression", "date_expressions", "find_dates", "incident_period", "publication", "tells_of_several"]
