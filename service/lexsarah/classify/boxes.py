"""Ticked boxes of the form: the writer's own choice among the ten types, which overrides the model (record.md)."""

import re
from collections.abc import Iterator

from lexsarah.records import Block, BlockKind, Case, Fact, ParsedDocument, Producer
from lexsarah.vocabulary import THREATS, MisconductType

TYPE_BOXES = Producer("rule", "type boxes", "1")

OPTIONS = {
    MisconductType.THREAT_MENTAL_HEALTH: r"hot mot (?:den )?psykiska? hälsan?",
    MisconductType.THREAT_PHYSICAL_HEALTH: r"hot mot (?:den )?fysiska? hälsan?",
    MisconductType.THREAT_SAFETY: r"hot mot (?:den )?personliga? (?:säkerhet(?:en)?|hälsan?)",
    MisconductType.TREATMENT: r"(?:brister i )?bemötandet?",
    MisconductType.LEGAL_CERTAINTY: r"(?:brister i )?rättssäkerhet(?:en)?(?: vid handläggning(?: och genomförande)?)?",
    MisconductType.CARE_DELIVERY: r"(?:brister i )?utförandet? av insats(?:en|er)?",
    MisconductType.SEXUAL_ABUSE: r"sexuell(?:t|a) övergrepp",
    MisconductType.FINANCIAL_ABUSE: r"ekonomisk(?:t|a) övergrepp",
    MisconductType.ENVIRONMENT_EQUIPMENT: r"(?:brister i )?fysisk miljö\s?[,/]\s?utrustning\s?(?:eller|/|och) teknik",
    MisconductType.OTHER: r"annat",
}
"""The ten options as Huddinge's form prints them, and shortened; it prints "personlig hälsa" and means safety."""

OWN_LIST = 3
"""Options that a list of boxes must hold to be the list of types: "Annat" and "Bemötande" stand in other lists too."""


def ticked_types(document: ParsedDocument, case: Case) -> tuple[Fact, ...]:
    """Return a fact for every ticked option, and the primary type: the first that says what went wrong."""
    options = list(_options(document, case))
    in_lists: dict[str | None, set[MisconductType]] = {}
    for option, block in options:
        in_lists.setdefault(block.section, set()).add(option)
    ticked = [
        (option, document.evidence(block.span))
        for option, block in options
        if block.checked and len(in_lists[block.section]) >= OWN_LIST
    ]
    facts = [Fact("misconduct_type", option, (evidence,), TYPE_BOXES) for option, evidence in ticked]
    first = next((one for one in ticked if one[0] not in THREATS), ticked[0] if ticked else None)
    if first:
        facts.append(Fact("primary_type", first[0], (first[1],), TYPE_BOXES))
    return tuple(facts)


def _options(document: ParsedDocument, case: Case) -> Iterator[tuple[MisconductType, Block]]:
    for block in document.blocks:
        if block.kind is BlockKind.CHECKBOX and block.span in case.span:
            words = " ".join(document.slice(block.label or block.span).lower().split())
            for option, pattern in OPTIONS.items():
                if re.fullmatch(pattern, words):
                    yield option, block
