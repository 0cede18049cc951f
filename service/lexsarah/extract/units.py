"""The unit where it happened as a path: who runs it or its department, the unit, the part of it.

The names are those of ``find_organisations``; which of them is the unit of the case is told by how often and where it
stands. Wards and floors without a name of their own ("plan 2", "grupp 4") are parts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lexsarah.records import Case, Fact, OrganisationValue, ParsedDocument, Producer, Span, UnitValue
from lexsarah.vocabulary import OrganisationKind

PRODUCER = Producer("rule", "units", "1")

TOP = 400
"""Code points from the start in which a name weighs as much as two more mentions."""
MENTIONS = 5
"""Most mentions that count."""

RUNS = frozenset({OrganisationKind.COMPANY, OrganisationKind.ASSOCIATION})
UNITS = frozenset({OrganisationKind.HOME, OrganisationKind.UNIT})

PART = re.compile(
    r"(?<![\w-])(?:avdelning(?:en)? (?:[A-ZÅÄÖ][a-zåäö]+|[A-Z]|\d{1,2})|plan (?:\d|ett|två|tre|fyra)|flygel [A-Z]"
    r"|(?:norra|södra|östra|västra) flygeln|grupp \d{1,2}|hus \d{1,2}|våning \d|enhet \d{1,2}"
    r"|distrikt (?:[A-ZÅÄÖ][a-zåäö]+|\d))(?![\w-])"
)
"""A part without a name of its own, in small letters as such parts are written."""

NOT_OURS = re.compile(
    r"(?:leverantör\w*|system\w*|upphandl\w*|konsult\w*|foto:?|bild:?|facket|tidningen"
    r"|(?:utförd|gjord|utredd) av:?|utredare:?)\s+$",
    re.IGNORECASE,
)
"""What stands before a company that only delivers."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A name, where it first stands, and how much the text makes of it."""

    name: str
    span: Span
    weight: float


def find_units(
    document: ParsedDocument, case: Case, organisations: Sequence[Fact], municipality: str | None
) -> tuple[Fact, ...]:
    """Find the path of the unit (``unit``), outermost first; no fact where no unit, operator or department is named.

    ``organisations`` are the facts of ``find_organisations``, ``municipality`` the responsible one (None: not known).
    """
    text = document.text
    named = [
        (fact.value, fact.evidence[0].span)
        for fact in organisations
        if isinstance(fact.value, OrganisationValue) and fact.evidence
    ]
    parts = [Span(*match.span()) for match in PART.finditer(text, case.span.start, case.span.end)]
    runs = _best(text, case, [one for one in named if one[0].kind in RUNS and not _delivers(text, one[1])])
    unit = _best(text, case, [one for one in named if one[0].kind in UNITS and not PART.fullmatch(one[0].name)])
    outer = runs or _department(case, named)
    part = _part(text, parts, unit)
    path = [one for one in (outer, unit, part) if one is not None]
    if not path or (unit is None and part is None and runs is None):
        return ()
    value = UnitValue(tuple(one.name for one in path), municipality)
    return (Fact("unit", value, tuple(document.evidence(one.span) for one in path), PRODUCER),)


def _best(text: str, case: Case, named: Sequence[tuple[OrganisationValue, Span]]) -> _Candidate | None:
    """Return the name that the case makes most of, the longest of equals, then the first."""
    found = []
    for value, span in named:
        mentions = text.count(value.name, case.span.start, case.span.end)
        top = 2.0 if span.start < case.span.start + TOP else 0.0
        found.append(_Candidate(value.name, span, min(mentions, MENTIONS) + top))
    return max(found, key=lambda one: (one.weight, len(one.name), -one.span.start), default=None)


def _delivers(text: str, span: Span) -> bool:
    return bool(NOT_OURS.search(text[max(0, span.start - 30) : span.start]))


def _department(case: Case, named: Sequence[tuple[OrganisationValue, Span]]) -> _Candidate | None:
    """Return the department in the letterhead."""
    for value, span in named:
        own = value.kind is OrganisationKind.DEPARTMENT and not value.name.startswith(("Avdelning ", "Regionala "))
        if own and span.start < case.span.start + TOP:
            return _Candidate(value.name, span, 0.0)
    return None


def _part(text: str, parts: Sequence[Span], unit: _Candidate | None) -> _Candidate | None:
    """Return the part that stands beside the unit's name; the first part of all where no unit is named."""
    for span in parts:
        before = text[max(0, span.start - 60) : span.start]
        if unit is None or before.rstrip(" ,(").endswith(unit.name):
            return _Candidate(text[span.start : span.end], span, 0.0)
    return None
