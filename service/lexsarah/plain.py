"""Results as people read them in a terminal, and as JSON and CSV."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from lexsarah.checking import Check
from lexsarah.chronology import contradictions
from lexsarah.codec import JsonObject
from lexsarah.evaluation import Evaluation
from lexsarah.flat import block_to_json, fact_to_json
from lexsarah.labels import FIELD_NAMES, code_label, qualifier_label
from lexsarah.learning.judged import Judged
from lexsarah.pipeline import Reading
from lexsarah.records import DateValue, Evidence, Fact, IdentifierValue, OrganisationValue, PersonValue, UnitValue
from lexsarah.search.hits import Found, Hit
from lexsarah.search.similar import Aspect, Similar
from lexsarah.store.documents import StoredDocument
from lexsarah.trends.counts import Count, Trend
from lexsarah.trends.labels import heading, label
from lexsarah.vocabulary import Absence, ItemStatus, Measure

WITHHELD = "visas inte"
"""What stands for a number that could tell of other organisations' few cases."""


def shown(fact: Fact) -> str:
    """Return the value of a fact as a person reads it."""
    match fact.value:
        case Absence() as absence:
            words = absence.label.lower()
        case bool() as yes:
            words = "ja" if yes else "nej"
        case DateValue(edtf=edtf, role=role):
            words = f"{edtf} ({role.label.lower()})"
        case PersonValue(name=name, role=title):
            words = f"{name}, {title}" if title else name
        case IdentifierValue(kind=kind, normal=normal):
            words = f"{kind.label}: {normal}" if normal else kind.label
        case OrganisationValue(name=name, kind=body):
            words = f"{name} ({body.label.lower()})"
        case UnitValue(path=path):
            words = " › ".join(path)
        case str() as text:
            words = code_label(fact.field, text)
    said = qualifier_label(fact.field, fact.qualifier)
    return words + (f" ({said.lower()})" if said else "") + (" (osäkert)" if fact.unsure else "")


def as_text(source: str, reading: Reading) -> str:
    """Return a reading for people: each fact with the words that it rests on."""
    lines = [source, "=" * len(source)]
    for number, report in enumerate(reading.reports, 1):
        if len(reading.reports) > 1:
            lines += ["", f"Ärende {number} av {len(reading.reports)}: {report.case.title}"]
        for field, name in FIELD_NAMES.items():
            for fact in report.facts:
                if fact.field == field:
                    words = f"  «{' '.join(fact.evidence[0].quote.split())[:160]}»" if fact.evidence else ""
                    lines.append(f"{name + ':':42}{shown(fact)}{words}")
        lines += [f"! {one.message}" for one in contradictions(reading.document, report)]
    lines += [f"! {issue.message}" for issue in reading.document.issues]
    return "\n".join(lines) + "\n"


MARKS = {ItemStatus.FOUND: "+", ItemStatus.NOT_FOUND: "–", ItemStatus.NOT_APPLICABLE: " "}


def check_as_text(source: str, checks: tuple[Check, ...]) -> str:
    """Return checks for people: every item with its words, then what does not hang together."""
    lines = [source, "=" * len(source)]
    for number, one in enumerate(checks, 1):
        if len(checks) > 1:
            lines += ["", f"Ärende {number} av {len(checks)}: {one.title}"]
        if not one.investigation:
            lines.append("! Dokumentet är ingen utredning: föreskriften kräver inte att det innehåller allt nedan.")
        for result in one.items:
            words = f"  «{_short(result.evidence[0])}»" if result.evidence else ""
            lines.append(f"{MARKS[result.status]} {result.item.label + ':':42}{result.status.label.lower()}{words}")
        lines += [
            f"! {remark.kind.label}: {' / '.join(f'«{_short(words)}»' for words in remark.evidence)}"
            for remark in one.remarks
        ]
        lacking = len(one.lacking())
        lines.append(
            f"{lacking} av {len(one.items)} uppgifter hittades inte." if lacking else "Alla uppgifter hittades."
        )
    return "\n".join(lines) + "\n"


def _short(words: Evidence) -> str:
    return " ".join(words.quote.split())[:160]


def hit_as_json(hit: Hit) -> JsonObject:
    """Return a hit; ``marks`` are [start, end] into its text, ``parts`` those that are only a part of their word.

    ``same_event`` are the hits of other papers about the same event.
    """
    return {
        "case_id": str(hit.case_id),
        "document_id": str(hit.document_id),
        "title": hit.title,
        "section": hit.section,
        "role": hit.role,
        "page": hit.page,
        "text": hit.text,
        "marks": [[mark.start, mark.end] for mark in hit.marks],
        "parts": [[mark.start, mark.end] for mark in hit.marks if mark.part],
        "score": round(hit.score, 4),
        "word_score": round(hit.words, 4),
        "cosine": None if hit.cosine is None else round(hit.cosine, 4),
        "happened_on": hit.happened_on.isoformat() if hit.happened_on else None,
        "municipality": hit.municipality,
        "genre": hit.genre,
        "primary_type": hit.primary_type,
        "synthetic": hit.synthetic,
        "own": hit.own,
        "same_event": [hit_as_json(other) for other in hit.others],
    }


def found_as_json(found: Found) -> JsonObject:
    """Return hits, one an event, the number of cases and, where it is known, of events, and facets."""
    return {
        "total": found.total,
        "events": found.events,
        "more": found.more,
        "hits": [hit_as_json(hit) for hit in found.hits],
        "facets": {
            facet.name: [{"value": value, "count": count} for value, count in facet.counts] for facet in found.facets
        },
    }


def found_as_text(found: Found) -> str:
    """Return hits for a terminal, the found words in brackets."""
    if not found.hits:
        return "Inga träffar."
    events = f", {found.events} händelser" if found.joined and found.events else ""
    lines = [f"{'Minst ' if found.more else ''}{found.total} ärenden{events}"]
    for number, hit in enumerate(found.hits, 1):
        where = ", ".join(part for part in (hit.municipality, hit.happened_on and str(hit.happened_on.year)) if part)
        lines += [
            "",
            f"{number}. {hit.title}{f' ({where})' if where else ''}",
            f"   {hit.case_id}",
            f"   {_bracketed(hit)}",
            *(f"   samma händelse: {other.title} ({other.case_id})" for other in hit.others),
        ]
    return "\n".join(lines)


def _bracketed(hit: Hit, around: int = 160) -> str:
    first = hit.marks[0].start if hit.marks else 0
    start, end = max(0, first - around), min(len(hit.text), first + around)
    parts, at = [], start
    for mark in hit.marks:
        if start <= mark.start and mark.end <= end:
            parts += [hit.text[at : mark.start], "[", hit.text[mark.start : mark.end], "]"]
            at = mark.end
    return " ".join("".join([*parts, hit.text[at:end]]).split())


def similar_as_json(rated: Iterable[Similar]) -> list[JsonObject]:
    """Return similar cases with what they share; those with ``same_event`` true are no precedents and come last.

    ``other_papers`` are the hits of further papers about the event of that case.
    """
    return [
        {
            **{key: value for key, value in hit_as_json(one.hit).items() if key != "same_event"},
            "other_papers": [hit_as_json(other) for other in one.hit.others],
            "same_event": one.same_event,
            "score": round(one.score, 4),
            "words": round(one.words, 4),
            "aspects": {
                field: {
                    "degree": aspect.degree,
                    "likeness": round(aspect.likeness, 4),
                    "shared": list(aspect.shared),
                    "here": list(aspect.here),
                    "there": list(aspect.there),
                }
                for field, aspect in one.aspects.items()
            },
            "measures": list(one.measures),
        }
        for one in rated
    ]


def why(one: Similar) -> list[str]:
    """Say in Swedish what two cases share, and in what they differ: *här* is the case asked for, *där* the other."""
    lines = [_aspect(field, aspect) for field, aspect in one.aspects.items()]
    return [*lines, f"likhet i ord: {one.words:.0%}".replace("%", " %")]


DEGREES = {"same": "samma", "partly": "delvis samma", "other": "olika"}


def _aspect(field: str, aspect: Aspect) -> str:
    def named(values: Iterable[str]) -> str:
        return ", ".join(code_label(field, value) for value in values)

    sides = {"": aspect.shared, "här ": aspect.here, "där ": aspect.there}
    said = "; ".join(f"{side}{named(values)}" for side, values in sides.items() if values)
    return f"{DEGREES[aspect.degree]} {FIELD_NAMES[field].lower()}: {said}"


def similar_as_text(rated: tuple[Similar, ...]) -> str:
    """Return similar cases for a terminal, then other papers about the same event."""
    lines = []
    for number, one in enumerate((one for one in rated if not one.same_event), 1):
        measures = ", ".join(Measure(value).label for value in one.measures)
        lines += [f"{number}. {one.hit.title}", f"   {one.hit.case_id}", *(f"   {reason}" for reason in why(one))]
        lines += [f"   åtgärder där: {measures}"] if measures else []
        lines += [f"   samma händelse: {other.title} ({other.case_id})" for other in one.hit.others]
    lines = lines or ["Inga liknande ärenden."]
    same = [one for one in rated if one.same_event]
    return "\n".join([*lines, *(["", "Samma händelse i andra dokument:"] if same else []), *_titles(same)])


def _titles(rated: Iterable[Similar]) -> list[str]:
    return [f"   {one.hit.title} ({one.hit.case_id})" for one in rated]


def trend_as_json(trend: Trend) -> JsonObject:
    """Return a trend; a withheld count or sum is null."""
    return {
        "by": trend.by,
        "per": trend.per,
        "cases": trend.cases,
        "undated": trend.undated,
        "counts": [_cell(trend, cell) for cell in trend.counts],
    }


def _cell(trend: Trend, cell: Count) -> JsonObject:
    rate = cell.rate
    return {
        "value": cell.value,
        "label": label(trend.by, cell.value),
        "period": cell.period,
        "count": cell.count,
        "per_100000": rate.value if rate else None,
        "low": rate.low if rate else None,
        "high": rate.high if rate else None,
    }


def trend_as_csv(trend: Trend) -> str:
    """Return a trend as CSV (RFC 4180) with a header; a withheld count is empty."""
    columns = ("value", "label", "period", "count", "per_100000", "low", "high")
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in _cell(trend, cell).items()} for cell in trend.counts)
    return out.getvalue()


def _harmless(value: Any) -> Any:  # noqa: ANN401  (any cell)
    """Keep a spreadsheet from taking a text for a formula (OWASP, "CSV Injection")."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" else value


def trend_as_text(trend: Trend) -> str:
    """Return a trend for a terminal."""
    cases = WITHHELD if trend.cases is None else trend.cases
    lines = [f"{heading(trend)} ({cases} ärenden)"]
    for cell in trend.counts:
        count = WITHHELD if cell.count is None else str(cell.count)
        rate = f"  {cell.rate.value} per 100 000 ({cell.rate.low}–{cell.rate.high})" if cell.rate else ""
        period = f"{cell.period}  " if cell.period and cell.period != cell.value else ""
        lines.append(f"{period}{label(trend.by, cell.value):55} {count:>6}{rate.replace('.', ',')}")
    if trend.undated != 0:
        lines.append(f"Utan känd tidpunkt: {WITHHELD if trend.undated is None else trend.undated}")
    return "\n".join(lines)


def stored_as_json(stored: StoredDocument) -> JsonObject:
    """Return a stored document with its cases and their facts."""
    return {
        "id": str(stored.row.id),
        "name": stored.row.name,
        "title": stored.row.title,
        "status": stored.row.status,
        "visibility": stored.row.visibility.value,
        "synthetic": stored.row.synthetic,
        "published": stored.parsed.published.isoformat() if stored.parsed.published else None,
        "text": stored.parsed.text,
        "blocks": [block_to_json(stored.parsed, block) for block in stored.parsed.blocks],
        "cases": [
            {
                "id": str(case.id),
                "title": case.report.case.title,
                "span": [case.report.case.span.start, case.report.case.span.end],
                "background": [[part.start, part.end] for part in case.report.case.background],
                "facts": [fact_to_json(fact) for fact in case.report.facts],
            }
            for case in stored.cases
        ],
    }


def evaluation_as_text(evaluation: Evaluation) -> str:
    """Return a table: each figure, its value, its 95 % interval and the number of items it rests on."""
    lines = [
        f"documents {evaluation.documents}, read {evaluation.answered}, groups {evaluation.groups}",
        f"{'figure':32} {'value':>6}  {'95 % interval':15} {'n':>6}",
    ]
    for name, one in evaluation.figures.items():
        value = "-" if one.value is None else f"{one.value:.3f}"
        interval = "-" if one.low is None else f"[{one.low:.3f}, {one.high:.3f}]"
        lines.append(f"{name:32} {value:>6}  {interval:15} {one.n:>6}")
    return "\n".join(lines)


def training_as_text(judged: Iterable[Judged]) -> str:
    """Return what each part of the models gained on documents that it did not see, and whether it is used."""
    lines = []
    for one in judged:
        name = FIELD_NAMES.get(one.head.removesuffix("s"), one.head)
        if one.before is None or one.after is None:
            told = f"för få dokument ({one.documents})"
        else:
            told = f"fel per dokument {one.before:.3f} före, {one.after:.3f} efter ({one.documents} dokument): " + (
                "bättre, används" if one.kept else "inte säkert bättre, används inte"
            )
        lines.append(f"{name + ':':32}{told}")
    if any(one.kept for one in judged):
        lines.append("Starta om lexsarah serve för att använda det nya.")
    return "\n".join(lines)
