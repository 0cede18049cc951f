"""From all facts of a case to the view that holds: human over rule over model, nothing claimed of what is no case."""

from collections.abc import Iterable

from lexsarah.records import CLAIMS, SINGLE_FIELDS, Case, Fact, Report, in_text_order
from lexsarah.vocabulary import Absence

PRECEDENCE = {"human": 0, "rule": 1, "model": 2}


def resolve(case: Case, facts: Iterable[Fact]) -> Report:
    """Choose among the facts of a case.

    For a single field the producer of the highest rank wins, a value before an absence, then the highest confidence,
    then the earliest. For a list field the facts of the highest rank that has any hold together. A case that is no
    deviation report keeps none of the fields in ``CLAIMS`` (record.md). Losers are kept apart.
    """
    given = tuple(facts)
    deviation = _best([fact for fact in given if fact.field == "is_deviation_report"])
    silent = deviation is not None and deviation.value is False
    winners: list[Fact] = []
    for name in dict.fromkeys(fact.field for fact in given):
        if silent and name in CLAIMS:
            continue
        of_field = [fact for fact in given if fact.field == name]
        if name in SINGLE_FIELDS:
            best = _best(of_field)
            winners += [best] if best else []
        else:
            rank = min(_rank(fact) for fact in of_field)
            winners += _without_repeats(fact for fact in of_field if _rank(fact) == rank)
    chosen = {id(fact) for fact in winners}
    return Report(case, tuple(in_text_order(winners)), tuple(fact for fact in given if id(fact) not in chosen))


def _rank(fact: Fact) -> int:
    return PRECEDENCE[fact.producer.kind]


def _best(facts: list[Fact]) -> Fact | None:
    return min(
        facts,
        key=lambda fact: (_rank(fact), isinstance(fact.value, Absence), -(fact.confidence or 0.0)),
        default=None,
    )


def _without_repeats(facts: Iterable[Fact]) -> list[Fact]:
    seen: dict[tuple[object, tuple[str, ...]], Fact] = {}
    for fact in facts:
        seen.setdefault((fact.value, tuple(one.quote for one in fact.evidence)), fact)
    return list(seen.values())
