"""Human over rule over model; nothing is claimed of what is no case; losers stay visible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.records import CLAIMS, FIELDS, Case, Evidence, Fact, Producer, Span, Value
from lexsarah.resolve import resolve
from lexsarah.vocabulary import Absence

CASE = Case(Span(0, 100), "x")
HUMAN, RULE, MODEL = (Producer(kind, "test", "1") for kind in ("human", "rule", "model"))  # type: ignore[arg-type]


def fact(field: str, value: Value, producer: Producer = RULE, confidence: float | None = None, at: int = 0) -> Fact:
    return Fact(field, value, (Evidence(Span(at, at + 3), "abc", None),), producer, confidence)


def test_a_person_overrules_a_rule_and_a_rule_a_model() -> None:
    model, rule, human = (
        fact("decision", code, producer) for code, producer in (("a", MODEL), ("b", RULE), ("c", HUMAN))
    )
    assert resolve(CASE, [model, rule]).value("decision") == "b"
    report = resolve(CASE, [model, rule, human])
    assert report.value("decision") == "c"
    assert report.losers == (model, rule)


def test_a_value_wins_over_an_absence_of_the_same_rank() -> None:
    absent = fact("decision", Absence.NOT_STATED)
    assert resolve(CASE, [absent, fact("decision", "missforhallande")]).value("decision") == "missforhallande"
    assert resolve(CASE, [absent]).value("decision") is None
    assert resolve(CASE, [absent]).facts == (absent,)


def test_a_person_may_say_that_it_is_not_stated() -> None:
    report = resolve(CASE, [fact("decision", "missforhallande"), fact("decision", Absence.NOT_STATED, HUMAN)])
    assert report.value("decision") is None


def test_the_surer_model_wins() -> None:
    report = resolve(CASE, [fact("primary_type", "a", MODEL, 0.3), fact("primary_type", "b", MODEL, 0.7)])
    assert report.value("primary_type") == "b"


def test_a_list_field_comes_from_the_highest_rank_that_has_any() -> None:
    boxes = [fact("misconduct_type", "a", RULE, at=5), fact("misconduct_type", "b", RULE, at=1)]
    report = resolve(CASE, [*boxes, fact("misconduct_type", "c", MODEL)])
    assert [one.value for one in report.values("misconduct_type")] == ["b", "a"]


@pytest.mark.parametrize("field", sorted(CLAIMS))
def test_nothing_is_claimed_of_a_document_that_is_no_deviation_report(field: str) -> None:
    claim = fact(field, "x")
    report = resolve(CASE, [fact("is_deviation_report", False), claim, fact("person", "Stina")])
    assert claim in report.losers
    assert [one.field for one in report.facts] == ["is_deviation_report", "person"]


producers = st.sampled_from([HUMAN, RULE, MODEL])
names = st.sampled_from(sorted(FIELDS - {"is_deviation_report"}))
facts = st.builds(
    fact,
    st.sampled_from(sorted(FIELDS - {"is_deviation_report"})),
    st.sampled_from(["a", "b"]),
    producers,
    at=st.integers(0, 9),
)


@given(st.lists(facts, max_size=20))
def test_every_fact_is_a_winner_or_a_loser(given_facts: list[Fact]) -> None:
    report = resolve(CASE, given_facts)
    assert sorted(map(repr, report.facts + report.losers)) == sorted(map(repr, given_facts))
