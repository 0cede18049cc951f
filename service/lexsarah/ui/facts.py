"""The facts of a case as a person reads them: grouped, labelled, each with its words and who says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from lexsarah.labels import FIELD_NAMES, code_label, qualifier_label
from lexsarah.records import (
    CLAIMS,
    DateValue,
    Evidence,
    Fact,
    IdentifierValue,
    OrganisationValue,
    PersonValue,
    Report,
    UnitValue,
)
from lexsarah.store.documents import StoredCase
from lexsarah.ui import words
from lexsarah.vocabulary import Absence

GROUPS = (
    ("Vad hände", ("event_type", "primary_type", "misconduct_type", "happened_before", "may_recur", "person_informed")),
    ("Bedömning", ("decision", "decision_by", "ivo", "reported_to_ivo", "law")),
    ("Orsaker", ("cause",)),
    ("Konsekvenser", ("consequence",)),
    ("Åtgärder", ("measure",)),
    ("När", ("incident_period", "discovered", "date")),
    (
        "Vem och var",
        (
            "municipality",
            "place",
            "unit",
            "provider",
            "service_area",
            "setting_code",
            "setting",
            "organisation",
            "person",
        ),
    ),
    ("Beteckningar", ("identifier",)),
    ("Dokumentet", ("genre", "is_deviation_report")),
)
"""Heading of a group and its fields. A field that is in none is shown in the last."""

PRODUCERS = {"rule": "regel", "model": "modell", "human": "människa"}
QUOTED = frozenset({"cause", "consequence", "measure"})
"""Fields of which the words say more than the code."""
QUOTE = 120
"""Longest quote beside a fact in characters: two lines."""
NO_CLAIM = "Ej tillämpligt: ingen rapport om en händelse."
NOTHING = "Inget hittades i texten."


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact as shown.

    ``key`` names it on the page; ``quote`` is set where the label alone says little; ``source`` tells who says so, and
    how surely; ``weighty`` says that it is a claim about the case, and not a date, a name or a number; ``ocr`` that
    words behind it were read from a picture; ``unsure`` that a person should look.
    """

    key: str
    name: str
    label: str
    absent: bool
    quote: str
    source: str
    evidence: tuple[Evidence, ...]
    pages: str
    weighty: bool
    ocr: bool
    unsure: bool


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group of facts. ``one_field``: the heading says what they are; ``source`` is set where all have the same.

    ``note`` says why there are none.
    """

    heading: str
    facts: tuple[FactView, ...]
    one_field: bool
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with its groups, and the facts that lost against others."""

    id: str
    title: str
    groups: tuple[GroupView, ...]
    losers: tuple[FactView, ...]
    deviation: bool | None

    def facts(self) -> list[FactView]:
        """Return the facts that hold."""
        return [fact for group in self.groups for fact in group.facts]


def case_view(number: int, stored: StoredCase) -> CaseView:
    """Show a case; ``number`` tells it from the document's others (1-based)."""
    report = stored.report
    keyed = {id(fact): f"u{number}-{place}" for place, fact in enumerate(report.facts)}
    known = {field for _, fields in GROUPS for field in fields}
    others = tuple(dict.fromkeys(fact.field for fact in report.facts if fact.field not in known))
    groups = [
        _group(heading, (*fields, *others) if heading == GROUPS[-1][0] else fields, report, keyed)
        for heading, fields in GROUPS
    ]
    losers = tuple(_view(f"b{number}-{place}", fact) for place, fact in enumerate(report.losers))
    deviation = report.value("is_deviation_report")
    return CaseView(
        str(stored.id), report.case.title, tuple(groups), losers, deviation if isinstance(deviation, bool) else None
    )


def _group(heading: str, fields: Sequence[str], report: Report, keyed: dict[int, str]) -> GroupView:
    facts = tuple(
        _view(keyed[id(fact)], fact)
        for field in fields
        for fact in report.facts
        if fact.field == field and not _says_twice(fact, report)
    )
    sources = {fact.source for fact in facts}
    if facts:
        return GroupView(heading, facts, len(fields) == 1, sources.pop() if len(sources) == 1 else "", "")
    silent = report.value("is_deviation_report") is False and any(field in CLAIMS for field in fields)
    return GroupView(heading, (), one_field=False, source="", note=NO_CLAIM if silent else NOTHING)


def _says_twice(fact: Fact, report: Report) -> bool:
    """Whether another field of the group says the same and more: the step of the notification, the main type."""
    if fact.field == "reported_to_ivo":
        return any(other.field == "ivo" and not isinstance(other.value, Absence) for other in report.facts)
    return fact.field == "misconduct_type" and fact.value == report.value("primary_type")


def _view(key: str, fact: Fact) -> FactView:
    absent = isinstance(fact.value, Absence)
    producer = fact.producer
    pages = sorted({one.page for one in fact.evidence if one.page})
    return FactView(
        key,
        _name(fact),
        _label(fact),
        absent,
        words.shortened(fact.evidence[0].quote, QUOTE) if fact.field in QUOTED and fact.evidence else "",
        f"{PRODUCERS[producer.kind]}: {producer.name} {producer.version} · {words.confidence(fact.confidence)}",
        fact.evidence,
        f"sidan {', '.join(str(page) for page in pages)}" if pages else "",
        fact.field in CLAIMS,
        any(one.ocr for one in fact.evidence),
        fact.unsure,
    )


def _name(fact: Fact) -> str:
    if isinstance(fact.value, DateValue):
        return fact.value.role.label
    if isinstance(fact.value, IdentifierValue):
        return fact.value.kind.label
    return FIELD_NAMES[fact.field]


def _label(fact: Fact) -> str:
    match fact.value:
        case Absence() as absence:
            label = f"saknas: {absence.label[0].lower()}{absence.label[1:]}"
        case bool() as yes:
            label = "Ja" if yes else "Nej"
        case DateValue(edtf=edtf):
            label = words.edtf(edtf)
        case PersonValue(name=name, role=role):
            label = f"{name}, {role}" if role else name
        case IdentifierValue(normal=normal):
            label = normal or (fact.evidence[0].quote if fact.evidence else "")
        case OrganisationValue(name=name, kind=kind):
            label = f"{name} ({kind.label.lower()})"
        case UnitValue(path=path):
            label = " › ".join(path)
        case str() as text:
            label = words.edtf(text) if fact.field == "incident_period" else code_label(fact.field, text)
    said = qualifier_label(fact.field, fact.qualifier)
    return f"{label} ({said.lower()})" if said else label
