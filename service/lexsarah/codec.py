"""Records to JSON and back, for the store and the API. The inverse of each function is the one below it."""

from dataclasses import asdict
from enum import StrEnum
from typing import Any

from lexsarah.records import (
    Block,
    BlockKind,
    Box,
    DateValue,
    Evidence,
    IdentifierValue,
    LegalReference,
    OrganisationValue,
    Page,
    PersonValue,
    Producer,
    Provision,
    Run,
    Span,
    TextMap,
    TextSource,
    UnitValue,
    Value,
)
from lexsarah.vocabulary import (
    Absence,
    DateRole,
    Duty,
    IdentifierKind,
    NumberStatus,
    OrganisationKind,
    PersonKind,
    SectionRole,
    SourceKnownBy,
)

JsonObject = dict[str, Any]


def _plain(items: list[tuple[str, Any]]) -> JsonObject:
    """Make an object of fields, with codes as strings and sequences as lists."""
    return {name: _as_plain(value) for name, value in items}


def _as_plain(value: Any) -> Any:  # noqa: ANN401  (any JSON)
    if isinstance(value, StrEnum):
        return value.value
    return [_as_plain(one) for one in value] if isinstance(value, list | tuple) else value


def value_to_json(value: Value) -> Any:  # noqa: ANN401  (any JSON)
    """Return a string, a boolean or an object; an absence is ``{"absent": code}``."""
    shown: Any
    match value:
        case Absence():
            shown = {"absent": value.value}
        case DateValue():
            shown = {"edtf": value.edtf, "role": value.role.value, "anchor": value.anchor}
        case IdentifierValue() | PersonValue():
            shown = asdict(value, dict_factory=_plain)
        case OrganisationValue():
            shown = {"name": value.name, "kind": value.kind.value}
        case UnitValue():
            shown = {"path": list(value.path), "municipality": value.municipality, "normal": value.normal}
        case _:
            shown = value if isinstance(value, bool) else str(value)
    return shown


def value_from_json(field: str, data: Any) -> Value:  # noqa: ANN401  (any JSON)
    """Read back what ``value_to_json`` gave for a field."""
    if not isinstance(data, dict):
        return bool(data) if isinstance(data, bool) else str(data)
    value: Value
    match field:
        case _ if "absent" in data:
            value = Absence(data["absent"])
        case "date" | "discovered":
            value = DateValue(data["edtf"], DateRole(data["role"]), data["anchor"])
        case "identifier":
            value = _identifier(data)
        case "organisation":
            value = OrganisationValue(data["name"], OrganisationKind(data["kind"]))
        case "unit":
            value = UnitValue(tuple(data["path"]), data["municipality"])
        case _:
            kind = data.get("kind")
            quoted = data.get("quoted", False)
            value = PersonValue(data["name"], data["role"], PersonKind(kind) if kind else None, quoted)
    return value


def _identifier(data: JsonObject) -> IdentifierValue:
    """Read back an identifier; what was stored before the later parts were known has none of them."""
    status = data.get("status")
    return IdentifierValue(
        IdentifierKind(data["kind"]),
        data["normal"],
        NumberStatus(status) if status else None,
        data.get("issuer"),
        _reference(data["law"]) if data.get("law") else None,
    )


def _reference(data: JsonObject) -> LegalReference:
    return LegalReference(
        data["source"],
        SourceKnownBy(data["known_by"]) if data["known_by"] else None,
        tuple(Provision(**one) for one in data["provisions"]),
        tuple(Duty(code) for code in data["duties"]),
        data["certain"],
    )


def producer_to_json(producer: Producer) -> JsonObject:
    """Return kind, name and version."""
    return asdict(producer)


def evidence_to_json(evidence: Evidence) -> JsonObject:
    """Return start, end (code points, half-open), quote, page, and whether it was read by OCR."""
    return {
        "start": evidence.span.start,
        "end": evidence.span.end,
        "quote": evidence.quote,
        "page": evidence.page,
        "ocr": evidence.ocr,
    }


def blocks_to_json(blocks: tuple[Block, ...]) -> list[list[Any]]:
    """Return one row a block: kind, start, end, section, label span, value span, checked, role, its chance."""
    return [
        [
            block.kind.value,
            block.span.start,
            block.span.end,
            block.section,
            [block.label.start, block.label.end] if block.label is not None else None,
            [block.value.start, block.value.end] if block.value is not None else None,
            block.checked,
            block.role.value if block.role is not None else None,
            block.role_chance,
        ]
        for block in blocks
    ]


def blocks_from_json(rows: list[list[Any]]) -> tuple[Block, ...]:
    """Read back what ``blocks_to_json`` gave; rows that earlier versions stored have no chance."""
    return tuple(
        Block(
            BlockKind(kind),
            Span(start, end),
            section,
            Span(*label) if label is not None else None,
            Span(*value) if value is not None else None,
            checked,
            SectionRole(role) if role is not None else None,
            chance[0] if chance else None,
        )
        for kind, start, end, section, label, value, checked, role, *chance in rows
    )


def textmap_to_json(textmap: TextMap) -> JsonObject:
    """Return one row a page (start and how it was read) and one a run: start, end, page, box."""
    runs = [
        [
            run.span.start,
            run.span.end,
            run.page,
            [run.box.x0, run.box.top, run.box.x1, run.box.bottom] if run.box is not None else None,
        ]
        for run in textmap.runs
    ]
    pages = [
        [page.start, page.source.value, page.confidence, page.dpi, page.rotation, page.skew, page.agreement]
        for page in textmap.pages
    ]
    return {"pages": pages, "runs": runs}


def textmap_from_json(data: JsonObject) -> TextMap:
    """Read back what ``textmap_to_json`` gave."""
    runs = (
        Run(Span(start, end), page, Box(*box) if box is not None else None) for start, end, page, box in data["runs"]
    )
    pages = (Page(start, TextSource(source), *quality) for start, source, *quality in data["pages"])
    return TextMap(tuple(pages), tuple(runs))
