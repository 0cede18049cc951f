"""How much there is: the figures of the first page."""

from dataclasses import dataclass

from lexsarah.store.database import Connection, one


@dataclass(frozen=True, slots=True)
class Totals:
    """Documents that the reader may see, by status, and the deviation reports in them."""

    documents: int
    queued: int
    failed: int
    deviations: int


def totals(connection: Connection) -> Totals:
    """Count documents and deviation reports."""
    row = one(
        connection.execute(
            "SELECT count(*) AS documents, count(*) FILTER (WHERE status = 'queued') AS queued, "
            "count(*) FILTER (WHERE status = 'failed') AS failed, "
            "(SELECT count(*) FROM cases WHERE is_deviation_report) AS deviations FROM documents"
        )
    )
    return Totals(**row)
