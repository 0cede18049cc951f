"""From all facts of a case to the view that holds: human over rule over model, nothing claimed of what is no case."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from lexsarah.records import CLAIMS, SINGLE_FIELDS, Case, DateValue, Fact, Report, in_text_order
from lexsarah.vocabulary import Absence, DateRole, Decision, IvoNotification

PRECEDENCE = {"human": 0, "rule": 1, "model": 2}

SIGNS = frozenset({"genre", "setting", "findings"})
"""Rules that weigh words. A box, a field or a law's own words decide; weighed words do not."""

LEARNED = frozenset({"genre", "is_deviation_report", "service_area", "provider", "cause", "measure", "consequence"})
"""Fields on which a model answers, with those rules' facts as signs beside the words: they are not asked again."""


def resolve(case: Case, facts: Iterable[Fact]) -> Report:
    """Choose among the facts of a case.

    Where a model has told the genre, the rules in ``SIGNS`` have no say on the fields in ``LEARNED``: models have read
    the case. In a reading from before there were such models those rules are all that there is.
    For a single field the producer of the highest rank wins, a value before an absence, then the highest confidence,
    then the earliest. For a list field the facts of the highest rank that has any hold together. A case that is no
    deviation report keeps none of the fields in ``CLAIMS`` (record.md). Losers are kept apart.
    """
    given = tuple(facts)
    learned = any(fact.field == "genre" and fact.producer.kind == "model" for fact in given)
    asked = [fact for fact in given if not (learned and is_sign(fact))]
    deviation = _best([fact for fact in asked if fact.field == "is_deviation_report"])
    silent = deviation is not None and deviation.value is False
    winners: list[Fact] = []
    for name in dict.fromkeys(fact.field for fact in asked):
        if silent and name in CLAIMS:
            continue
        of_field = [fact for fact in asked if fact.field == name]
        if name in SINGLE_FIELDS:
            best = _best(of_field)
            winners += [best] if best else []
        else:
            rank = min(_rank(fact) for fact in of_field)
            winners += _without_repeats(fact for fact in of_field if _rank(fact) == rank)
    chosen = {id(fact) for fact in winners}
    return Report(case, tuple(in_text_order(winners)), tuple(fact for fact in given if id(fact) not in chosen))


OF_THE_DOCUMENT = frozenset({"genre", "municipality"})
"""Fields that a case has from its document."""

SHARED_CLAIMS = (("decision",), ("ivo", "reported_to_ivo"), ("law",), ("service_area",), ("provider",))
"""Claims that hold for every case of a document when its shared background makes them; those of a group go together."""

NAMED = frozenset({"date", "person", "organisation", "identifier"})
"""What a shared background names belongs to every case, but for the dates of events."""

FOUND_BESIDE = frozenset({"cause", "consequence", "measure"})
"""Findings that a document may also give for all of its cases together."""

OF_ONE_HOUSE = frozenset({"provider", "place", "unit"})
"""What cases of one document may have in common, so that it holds for the document."""

SEVERITY = (
    Decision.SERIOUS_MISCONDUCT,
    Decision.RISK_OF_SERIOUS_MISCONDUCT,
    Decision.MISCONDUCT,
    Decision.RISK_OF_MISCONDUCT,
    Decision.NO_MISCONDUCT,
    Decision.ONGOING,
)
"""The most severe first. An investigation that goes on is no grade: any grade of another case stands over it."""

FURTHEST = (
    IvoNotification.NOTIFIED,
    IvoNotification.DECIDED,
    IvoNotification.PROPOSED,
    IvoNotification.NO,
    IvoNotification.NOT_STATED,
)


def with_shared(own: Sequence[Fact], whole: Report, shared: Sequence[Fact]) -> tuple[Fact, ...]:
    """Facts of one of several cases: its own, its document's, and what the shared background says of all.

    ``shared`` holds the facts of the background that speak of all the cases. A claim of it holds where the case says
    nothing itself and the background gives one value alone.
    """
    facts = [fact for fact in own if fact.field not in OF_THE_DOCUMENT]
    facts += [fact for fact in whole.facts if fact.field in OF_THE_DOCUMENT]
    deviation = _best([fact for fact in whole.facts if fact.field == "is_deviation_report"])
    if deviation is not None and deviation.value is True:
        facts = [fact for fact in facts if fact.field != "is_deviation_report" or fact.value is True]
        answered = any(fact.field == "is_deviation_report" and not is_sign(fact) for fact in facts)
        facts += [] if answered else [deviation]
    said = {fact.field for fact in facts if _says(fact)}
    for group in SHARED_CLAIMS:
        told = [fact for fact in shared if fact.field in group and _says(fact)]
        values = {fact.value for fact in told if fact.field == group[0]}
        if len(values) == 1 and not said & set(group):
            facts = [*(fact for fact in facts if fact.field not in group), *told]
    named = [fact for fact in shared if fact.field in NAMED and not _dates_an_event(fact)]
    return (*facts, *named)


def _says(fact: Fact) -> bool:
    return not isinstance(fact.value, Absence) and fact.value != IvoNotification.NOT_STATED


def _dates_an_event(fact: Fact) -> bool:
    return isinstance(fact.value, DateValue) and fact.value.role is DateRole.INCIDENT


def united(whole: Report, reports: Sequence[Report], shared: Sequence[Fact]) -> Report:
    """View of a whole document from that of its cases (record.md, flat shape).

    Types, causes, consequences, measures, laws and areas are the cases' in order (and the findings of the
    background, ``shared``); the decision is the most severe, the primary type the most frequent, then the first; period
    and setting belong to one case alone. Kind, municipality, dates and names are the whole document's.
    """
    several = len(reports) > 1
    facts = [fact for fact in whole.facts if fact.field not in CLAIMS and fact.field != "is_deviation_report"]
    facts += _first(whole, reports, "is_deviation_report", lambda fact: fact.value is not True)
    told = [fact for report in reports for fact in report.facts if fact.field in CLAIMS]
    facts += [fact for fact in told if fact.field not in SINGLE_FIELDS]
    facts += [fact for fact in shared if several and fact.field in FOUND_BESIDE]
    graded = [*told, *(shared if several else ())]
    facts += _least(graded, "decision", lambda fact: _place(fact, SEVERITY))
    facts += _least(graded, "ivo", lambda fact: _place(fact, FURTHEST))
    facts += _least(graded, "reported_to_ivo", lambda fact: fact.value is not True)
    often = Counter(fact.value for fact in told if fact.field == "primary_type")
    facts += _least(told, "primary_type", lambda fact: -often[fact.value])
    for name in ("provider", "place", "unit", "setting", "setting_code", "incident_period"):
        of_field = [fact for fact in told if fact.field == name]
        agree = len({fact.value for fact in of_field}) == 1 and len(of_field) == len(reports)
        if agree and (name in OF_ONE_HOUSE or not several):
            facts += of_field[:1]
    return Report(whole.case, tuple(in_text_order(_without_repeats(facts))), whole.losers)


def _first(whole: Report, reports: Sequence[Report], name: str, worse: Callable[[Fact], bool]) -> list[Fact]:
    found = [fact for report in (whole, *reports) for fact in report.facts if fact.field == name]
    return sorted(found, key=worse)[:1]


def _least(facts: Iterable[Fact], name: str, key: Callable[[Fact], int]) -> list[Fact]:
    """Return the fact of a field that comes first by a key, in a list; the earlier of equals."""
    return sorted((fact for fact in facts if fact.field == name), key=key)[:1]


def _place(fact: Fact, order: Sequence[object]) -> int:
    return order.index(fact.value) if fact.value in order else len(order)


def is_sign(fact: Fact) -> bool:
    """Whether a fact only weighs words on a field that a model answers."""
    return fact.field in LEARNED and fact.producer.kind == "rule" and fact.producer.name in SIGNS


def _rank(fact: Fact) -> int:
    return PRECEDENCE[fact.producer.kind]


def _best(facts: list[Fact]) -> Fact | None:
    return min(
        facts,
        key=lambda fact: (_rank(fact), isinstance(fact.value, Absence), -(fact.confidence or 0.0)),
        default=None,
    )


def _without_repeats(facts: Iterable[Fact]) -> list[Fact]:
    seen: dict[tuple[str, object, tuple[str, ...]], Fact] = {}
    for fact in facts:
        # A person is one whatever its mentions are, which the background and the case see differently.
        quotes = () if fact.field == "person" else tuple(one.quote for one in fact.evidence)
        seen.setdefault((fact.field, fact.value, quotes), fact)
    return list(seen.values())
