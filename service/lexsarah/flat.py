"""The shapes that a record leaves in: the flat case (docs/data-model.md) and everything with its evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple
from typing import Any

from lexsarah.chronology import Contradiction, contradictions
from lexsarah.codec import JsonObject, evidence_to_json, producer_to_json, value_to_json
from lexsarah.links import Stated, answered_by
from lexsarah.records import (
    Block,
    BlockKind,
    DateValue,
    Fact,
    IdentifierValue,
    ParsedDocument,
    PersonValue,
    Report,
    UnitValue,
)
from lexsarah.reference import municipality_by_name
from lexsarah.vocabulary import IdentifierKind, PersonKind


def _codes(report: Report, field: str) -> list[str]:
    return list(dict.fromkeys(str(fact.value) for fact in report.values(field)))


def _quote(fact: Fact) -> str:
    return fact.evidence[0].quote if fact.evidence else ""


def _causes(report: Report) -> list[JsonObject]:
    return [{"area": str(fact.value), "evidence": _quote(fact)} for fact in report.values("cause")]


def _consequences(report: Report) -> list[JsonObject]:
    return [
        {"kind": str(fact.value), "evidence": _quote(fact), "caused": fact.qualifier}
        for fact in report.values("consequence")
    ]


def _measures(report: Report, text: str) -> list[JsonObject]:
    """Return measures; ``when`` is the date that their second evidence quotes, ``answers`` are places in the causes.

    What holds "sedan mars" was done in March: of an interval without an end ``when`` is the beginning.
    """
    dates = {
        fact.evidence[0].span: fact.value.edtf.removesuffix("/..")
        for fact in report.values("date")
        if isinstance(fact.value, DateValue) and fact.evidence
    }
    causes, measures = report.values("cause"), report.values("measure")
    answers = answered_by(list(map(Stated.of, causes)), list(map(Stated.of, measures)), text)
    return [
        {
            "kind": str(fact.value),
            "evidence": _quote(fact),
            "status": fact.qualifier,
            "when": next((dates[one.span] for one in fact.evidence[1:] if one.span in dates), None),
            "answers": sorted(places),
        }
        for fact, places in zip(measures, answers, strict=True)
    ]


def _path(value: object) -> list[str]:
    return list(value.path) if isinstance(value, UnitValue) else []


def _text(value: object) -> str | None:
    return None if value is None else str(value)


EVENT_FIELDS = frozenset({"event_type", "primary_type", "consequence"})
"""Fields whose evidence tells what happened."""

LEAST_SUMMARY = 5
"""Words of a sentence that tells something; a heading has fewer."""


def _incident(whole: Report, report: Report) -> JsonObject:
    """Return one of several cases in short; ``summary`` is the first sentence that tells what happened, as written."""
    quotes = [one for fact in report.facts if fact.field in EVENT_FIELDS for one in fact.evidence]
    first = min(quotes, key=lambda one: (len(one.quote.split()) < LEAST_SUMMARY, one.span), default=None)
    return {
        "municipality": _text(whole.value("municipality")),
        "service_area": _codes(report, "service_area"),
        "primary_type": _text(report.value("primary_type")),
        "date": _text(report.value("incident_period")),
        "summary": first.quote if first else None,
    }


def flat_case(identifier: str, text: str, report: Report, cases: Sequence[Report] = ()) -> JsonObject:
    """Return the flat shape: all keys present, null or [] where the document does not say.

    ``text`` is the document's, ``report`` the view of all of it or of one case, ``cases`` those of its several cases,
    if it has any.
    """
    return {
        "id": identifier,
        "source_url": None,
        "genre": _text(report.value("genre")),
        "is_deviation_report": report.value("is_deviation_report") is True,
        "municipality": _text(report.value("municipality")),
        "service_area": _codes(report, "service_area"),
        "setting": _text(report.value("setting")),
        "law": _codes(report, "law"),
        "decision": _text(report.value("decision")),
        "reported_to_ivo": report.value("reported_to_ivo"),
        "misconduct_types": _codes(report, "misconduct_type"),
        "primary_type": _text(report.value("primary_type")),
        "event_types": _codes(report, "event_type"),
        "causes": _causes(report),
        "consequences": _consequences(report),
        "measures": _measures(report, text),
        "dates": [
            {"text": _quote(fact), "edtf": fact.value.edtf, "role": fact.value.role.value}
            for fact in report.values("date")
            if isinstance(fact.value, DateValue)
        ],
        "incident_period": _text(report.value("incident_period")),
        "persons": [
            {"name": fact.value.name, "role": fact.value.role}
            for fact in report.values("person")
            if isinstance(fact.value, PersonValue) and fact.value.kind is not PersonKind.MASKED
        ],
        "organisations": _codes(report, "organisation"),
        "identifiers": [
            {"kind": fact.value.kind.value, "text": _quote(fact)}
            for fact in report.values("identifier")
            if isinstance(fact.value, IdentifierValue) and fact.value.kind is not IdentifierKind.LEGAL_SOURCE
        ],
        "incidents": [_incident(report, case) for case in cases] if len(cases) > 1 else [],
        "provider": _text(report.value("provider")),
        "place": _text(report.value("place")),
        "units": _path(report.value("unit")),
        "setting_code": _text(report.value("setting_code")),
        "ivo": _text(report.value("ivo")),
        "discovered": _discovered(report),
        **{field: _yes_or_no(report, field) for field in ("happened_before", "may_recur", "person_informed")},
    }


def _fact_of(report: Report, field: str) -> Fact | None:
    return next((fact for fact in report.facts if fact.field == field and fact.evidence), None)


def _discovered(report: Report) -> JsonObject | None:
    """How it was noticed; the second evidence, if any, is the words of the date."""
    fact = _fact_of(report, "discovered")
    if fact is None:
        return None
    dated = isinstance(fact.value, DateValue) and len(fact.evidence) > 1
    return {
        "text": fact.evidence[1].quote if dated else None,
        "edtf": fact.value.edtf if isinstance(fact.value, DateValue) else None,
        "evidence": fact.evidence[0].quote,
    }


def _yes_or_no(report: Report, field: str) -> JsonObject | None:
    fact = _fact_of(report, field)
    return None if fact is None else {"value": fact.value is True, "evidence": fact.evidence[0].quote}


def fact_to_json(fact: Fact) -> JsonObject:
    """Return a fact with its evidence, producer and confidence; a municipality also with its code and county."""
    known = municipality_by_name().get(str(fact.value)) if fact.field in {"municipality", "place"} else None
    of_it = {"code": known.code, "county_code": known.county_code, "county": known.county} if known else None
    return {
        "field": fact.field,
        "value": value_to_json(fact.value),
        "evidence": [evidence_to_json(one) for one in fact.evidence],
        "producer": producer_to_json(fact.producer),
        "confidence": fact.confidence,
        "unsure": fact.unsure,
        **({"qualifier": fact.qualifier} if fact.qualifier else {}),
        **({"municipality": of_it} if of_it else {}),
    }


def contradiction_to_json(one: Contradiction) -> JsonObject:
    """Return two dates that cannot both be true: code, message in Swedish, and the words of both, the earlier first."""
    return {
        "code": one.code,
        "message": one.message,
        "evidence": [evidence_to_json(fact.evidence[0]) for fact in (one.early, one.late)],
    }


def block_to_json(document: ParsedDocument, block: Block) -> JsonObject:
    """Return a block; fields have label and value, boxes to tick also ``checked`` (null: unsure) and ``crop``.

    ``crop`` is page (1-based) and rectangle (points from the top left), null without pages.
    """
    shown: JsonObject = {
        "kind": block.kind.value,
        "start": block.span.start,
        "end": block.span.end,
        "section": block.section,
        "role": block.role.value if block.role else None,
        "role_chance": block.role_chance,
    }
    if block.label is not None:
        shown["label"] = document.slice(block.label)
    if block.value is not None:
        shown["value"] = document.slice(block.value)
    if block.kind is BlockKind.CHECKBOX:
        place = document.textmap.crop(block.span)
        shown["checked"] = block.checked
        shown["crop"] = {"page": place[0], "box": list(astuple(place[1]))} if place else None
    return shown


def everything(source: str, sha256: str, document: ParsedDocument, reports: Iterable[Report]) -> JsonObject:
    """Return what is known of a document: text, blocks, and for each case the facts that hold and those that lost."""
    cases: list[dict[str, Any]] = [
        {
            "span": [report.case.span.start, report.case.span.end],
            "background": [[part.start, part.end] for part in report.case.background],
            "title": report.case.title,
            "facts": [fact_to_json(fact) for fact in report.facts],
            "losers": [fact_to_json(fact) for fact in report.losers],
            "contradictions": [contradiction_to_json(one) for one in contradictions(document, report)],
        }
        for report in reports
    ]
    return {
        "source": source,
        "sha256": sha256,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "synthetic": document.synthetic,
        "parser": producer_to_json(document.parser),
        "text": document.text,
        "blocks": [block_to_json(document, block) for block in document.blocks],
        "issues": [
            {"stage": issue.stage, "code": issue.code, "message": issue.message, "page": issue.page}
            for issue in document.issues
        ],
        "cases": cases,
    }
