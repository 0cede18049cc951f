"""Human over rule over model; nothing is claimed of what is no case; losers stay visible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.records import CLAIMS, FIELDS, Case, DateValue, Evidence, Fact, Producer, Report, Span, Value
from lexsarah.resolve import resolve, united, with_shared
from lexsarah.vocabulary import Absence, DateRole

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


def test_a_rule_that_weighs_words_has_no_say_where_a_model_has_read_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lexsarah.resolve.LEARNED", frozenset({"genre", "cause"}))
    kind, sign = fact("genre", "faq", MODEL), fact("cause", "a", Producer("rule", "findings", "1"))
    box, learned = fact("cause", "b"), fact("cause", "c", MODEL)
    assert [one.value for one in resolve(CASE, [kind, sign, learned]).values("cause")] == ["c"]
    assert [one.value for one in resolve(CASE, [kind, sign, box, learned]).values("cause")] == ["b"]
    assert resolve(CASE, [kind, sign]).values("cause") == ()
    assert resolve(CASE, [kind, sign]).losers == (sign,)
    measure = fact("measure", "a", sign.producer)
    assert resolve(CASE, [kind, measure]).values("measure") == (measure,)


def test_a_reading_from_before_the_models_keeps_what_its_rules_said() -> None:
    """A home that an earlier version filled is resolved again by this one, from the facts that are kept."""
    by_rule = [
        fact("genre", "faq", Producer("rule", "genre", "1")),
        fact("is_deviation_report", False, Producer("rule", "genre", "1")),
        fact("cause", "a", Producer("rule", "findings", "1")),
        fact("event_type", "fall", MODEL),
    ]
    report = resolve(CASE, by_rule)
    assert report.value("genre") == "faq"
    assert report.value("is_deviation_report") is False
    assert report.values("event_type") == ()
    told = resolve(CASE, [by_rule[0], by_rule[2]])
    assert [one.value for one in told.values("cause")] == ["a"]


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


def report(*facts: Fact) -> Report:
    return Report(CASE, facts)


def values(facts: tuple[Fact, ...], field: str) -> list[Value]:
    return [one.value for one in facts if one.field == field]


def test_a_case_has_kind_and_municipality_from_its_document() -> None:
    own = (fact("genre", "faq"), fact("municipality", "Mora"))
    found = with_shared(own, report(fact("genre", "board_minutes"), fact("municipality", "Ale")), ())
    assert values(found, "genre") == ["board_minutes"]
    assert values(found, "municipality") == ["Ale"]


def test_a_shared_claim_holds_where_the_case_says_nothing_and_the_background_gives_one_value() -> None:
    shared = (fact("decision", "pagar"), fact("law", "SoL"), fact("law", "LSS", at=20))
    found = with_shared((fact("decision", Absence.NOT_STATED),), report(), shared)
    assert values(found, "decision") == ["pagar"]
    assert values(found, "law") == []
    assert values(with_shared((fact("decision", "missforhallande"),), report(), shared), "decision") == [
        "missforhallande"
    ]


def test_notification_and_its_yes_or_no_go_together() -> None:
    shared = (fact("ivo", "anmald"), fact("reported_to_ivo", value=True))
    silent = with_shared((fact("ivo", "ej_angivet"),), report(), shared)
    assert (values(silent, "ivo"), values(silent, "reported_to_ivo")) == (["anmald"], [True])
    denied = with_shared((fact("ivo", "ej"), fact("reported_to_ivo", value=False)), report(), shared)
    assert (values(denied, "ivo"), values(denied, "reported_to_ivo")) == (["ej"], [False])


def test_names_of_the_background_are_shared_and_days_of_its_events_are_not() -> None:
    sent, happened = (
        fact("date", DateValue("2021-05-03", role), at=at)
        for role, at in ((DateRole.DECIDED, 0), (DateRole.INCIDENT, 9))
    )
    assert with_shared((), report(), (sent, happened)) == (sent,)


def test_the_whole_has_the_most_severe_grade_and_the_commonest_type() -> None:
    grades = ("pagar", "risk_for_missforhallande", "missforhallande", "inget_missforhallande")
    types = ("annat", "brister_bemotande", "brister_bemotande", "annat")
    cases = [
        report(fact("decision", grade, at=at), fact("primary_type", kind, at=at))
        for at, (grade, kind) in enumerate(zip(grades, types, strict=True))
    ]
    whole = united(report(), cases, ())
    assert whole.value("decision") == "missforhallande"
    assert whole.value("primary_type") == "annat"
    assert united(report(), cases[:1], ()).value("decision") == "pagar"
    assert united(report(), [report(fact("decision", Absence.NOT_STATED)), *cases[:1]], ()).value("decision") == "pagar"


def test_the_whole_unites_what_the_cases_list_and_drops_what_only_one_case_has() -> None:
    first = report(fact("cause", "rutin"), fact("incident_period", "2021"), fact("setting_code", "hvb"))
    second = report(fact("cause", "bemanning", at=5), fact("incident_period", "2022"), fact("setting_code", "hvb"))
    paper = report(fact("cause", "teknik"), fact("person", "x"), fact("incident_period", "2020"))
    whole = united(paper, (first, second), (fact("cause", "information", at=9), fact("measure", "annat", at=9)))
    assert [one.value for one in whole.values("cause")] == ["rutin", "bemanning", "information"]
    assert [one.value for one in whole.values("measure")] == ["annat"]
    assert [one.value for one in whole.values("person")] == ["x"]
    assert whole.value("incident_period") is None
    assert whole.value("setting_code") is None
    assert united(paper, (first,), ()).value("incident_period") == "2021"


def test_the_same_words_may_be_behind_two_fields() -> None:
    given = (fact("primary_type", "annat"), fact("misconduct_type", "annat"))
    assert set(united(report(), (report(*given),), ()).facts) == set(given)
