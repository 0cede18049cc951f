"""The check of an investigation as a person reads it: what is lacking first, then what does not hang together."""

from dataclasses import dataclass

from lexsarah.checking import Check, check
from lexsarah.records import Evidence, ParsedDocument
from lexsarah.store.documents import StoredCase
from lexsarah.ui import words
from lexsarah.vocabulary import ItemStatus

QUOTE = 120
"""Longest quote beside an item in characters: two lines."""


@dataclass(frozen=True, slots=True)
class Row:
    """An item or a remark, and the words behind it (empty: none)."""

    label: str
    quote: str


@dataclass(frozen=True, slots=True)
class CheckView:
    """A case that is an investigation: items that were not found, that were, that are not asked for; and remarks."""

    lacking: tuple[Row, ...]
    found: tuple[Row, ...]
    not_applicable: tuple[str, ...]
    remarks: tuple[Row, ...]


def check_view(document: ParsedDocument, case: StoredCase) -> CheckView | None:
    """Check a case; None where it is no investigation."""
    checked = check(document, case.report)
    return _view(checked) if checked.investigation else None


def _view(checked: Check) -> CheckView:
    rows = {
        status: tuple(Row(one.item.label, _quote(one.evidence)) for one in checked.items if one.status is status)
        for status in ItemStatus
    }
    return CheckView(
        rows[ItemStatus.NOT_FOUND],
        rows[ItemStatus.FOUND],
        tuple(row.label for row in rows[ItemStatus.NOT_APPLICABLE]),
        tuple(Row(remark.kind.label, _quote(remark.evidence)) for remark in checked.remarks),
    )


def _quote(evidence: tuple[Evidence, ...]) -> str:
    return words.shortened(evidence[0].quote, QUOTE) if evidence else ""
