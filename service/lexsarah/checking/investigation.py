"""A case checked against SOSFS 2011:5 ch. 5: what it holds, what it lacks, and what does not hang together."""

from dataclasses import dataclass

from lexsarah.checking.items import ItemResult, item_results, paper_of
from lexsarah.checking.shortcomings import Link, Remark, links, remarks
from lexsarah.codec import JsonObject, evidence_to_json
from lexsarah.records import ParsedDocument, Report
from lexsarah.vocabulary import Genre, ItemStatus


@dataclass(frozen=True, slots=True)
class Check:
    """What the check of one case found.

    ``investigation`` is False where the document is something else: then nothing asks it to hold the items.
    """

    title: str
    investigation: bool
    items: tuple[ItemResult, ...]
    links: tuple[Link, ...]
    remarks: tuple[Remark, ...]

    def json(self) -> JsonObject:
        """Return it as JSON: every item with its words, the links and the remarks."""
        return {
            "title": self.title,
            "investigation": self.investigation,
            "items": [
                {
                    "item": one.item.value,
                    "label": one.item.label,
                    "status": one.status.value,
                    "evidence": [evidence_to_json(words) for words in one.evidence],
                }
                for one in self.items
            ],
            "answers": [
                {
                    "measure": evidence_to_json(link.measure.evidence[0]),
                    "causes": [evidence_to_json(cause.evidence[0]) for cause in link.causes],
                }
                for link in self.links
            ],
            "remarks": [
                {
                    "kind": one.kind.value,
                    "label": one.kind.label,
                    "evidence": [evidence_to_json(words) for words in one.evidence],
                }
                for one in self.remarks
            ],
        }

    def lacking(self) -> tuple[ItemResult, ...]:
        """Items that were not found."""
        return tuple(one for one in self.items if one.status is ItemStatus.NOT_FOUND)


def check(document: ParsedDocument, report: Report) -> Check:
    """Check a case of a document that is read."""
    paper = paper_of(document, report)
    pairs = links(paper)
    return Check(
        report.case.title,
        report.value("genre") == Genre.INVESTIGATION_REPORT,
        item_results(paper),
        pairs,
        remarks(paper, pairs),
    )
