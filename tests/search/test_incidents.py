"""Whether two cases tell of the same event, and how cases are put together by it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.records import IdentifierValue, OrganisationValue, PersonValue, UnitValue
from lexsarah.search import incidents
from lexsarah.search.incidents import (
    SURE,
    WEIGHTS,
    Signature,
    chance,
    compared,
    grouped,
    possible,
    rarity,
    same_as,
    signature,
    signatures,
    together,
    when,
    with_terms,
)
from lexsarah.search.ranking import search
from lexsarah.search.similar import similar, stored
from lexsarah.store.database import Database, Reader
from lexsarah.store.filters import Filters
from lexsarah.vocabulary import IdentifierKind, OrganisationKind, Visibility

WORDS = {f"ord{number}": 1 for number in range(60)}


def case(
    place: str = "Mora", period: str | None = "2021-03-02", terms: dict[str, int] | None = None, **other: object
) -> Signature:
    values = [("incident_period", period)] if period else []
    made = signature(uuid4(), [("municipality", place)] if place else [], None, values, terms or WORDS)
    return replace(made, **other)  # type: ignore[arg-type]


def test_one_place_one_time_and_the_same_words_are_one_event() -> None:
    assert chance(case(), case()) > 0.99


def test_another_place_is_another_event_whatever_else() -> None:
    assert chance(case(), case("Falun")) == 0.0


def test_years_apart_are_two_events() -> None:
    assert chance(case(), case(period="2024-03-02")) == 0.0


def test_a_document_does_not_tell_an_event_twice() -> None:
    one = case()
    assert chance(one, replace(case(), document_id=one.document_id)) == 0.0


def test_other_words_at_one_place_and_time_are_not_enough() -> None:
    other = {f"annat{number}": 1 for number in range(60)}
    assert chance(case(), case(terms=other)) < SURE


def test_few_words_in_common_are_not_enough_even_if_they_are_all_there_are() -> None:
    few = {"ord1": 1, "ord2": 1}
    assert chance(case(terms=few), case(terms=few)) < SURE


def test_an_unknown_place_needs_a_time_a_number_or_a_name() -> None:
    unknown = case("", period=None)
    assert not possible(unknown, case())
    assert possible(case("", "2021-03-10"), case())
    assert possible(replace(unknown, numbers=frozenset({"sn 1"})), case(numbers=frozenset({"sn 1"})))
    assert possible(replace(unknown, names=frozenset({"solgläntan"})), case(names=frozenset({"solgläntan"})))


def test_what_is_unknown_counts_neither_way() -> None:
    known, unknown = case(), case("", period=None)
    found = compared(known, unknown)
    assert {name for name, value in found.items() if value} <= {"words", "shared words"}
    assert not {"meet", "apart", "same season", "other season"} & found.keys()


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("2021-03-02", "2021-03", {"meet": 1.0, "apart": 0.0}),
        ("2021-03-02", "2021-03-03", {"meet": 1.0}),
        ("2021-03-02", "2021-06", {"meet": 0.0}),
        ("XXXX-03", "2021-03-02", {"same season": 1.0, "other season": 0.0}),
        ("XXXX-21", "2021-10", {"same season": 0.0, "other season": 1.0}),
    ],
)
def test_times_as_exactly_as_they_are_known(one: str, other: str, found: dict[str, float]) -> None:
    said = compared(case(period=one), case(period=other))
    assert found.items() <= said.items()


def test_dates_read_from_values() -> None:
    assert when("XXXX-21").months == {3, 4, 5}
    assert when("2021-24").months == {12, 1, 2}
    assert when("2020/2022").months == frozenset()
    assert when("../2021-03") == when("nonsense") == incidents.UNKNOWN


def test_a_signature_is_made_of_codes_and_values() -> None:
    made = signature(
        uuid4(),
        [("municipality", "Mora"), ("service_area", "aldreomsorg"), ("genre", "ivo_decision"), ("year", "2021")],
        date(2021, 3, 2),
        [
            ("incident_period", "2019"),
            ("incident_period", "2021-03-02"),
            ("identifier", IdentifierValue(IdentifierKind.CASE_NUMBER, "SN 2021/7")),
            ("identifier", IdentifierValue(IdentifierKind.PHONE, "+46846500400")),
            ("unit", UnitValue(("Solgläntan", "plan 2"), "Mora")),
            ("organisation", OrganisationValue("Tallåsens Omsorg AB", OrganisationKind.COMPANY)),
            ("organisation", OrganisationValue("Dalabladet", OrganisationKind.MEDIA)),
            ("person", PersonValue("Stina Ek", None)),
        ],
        {"larm": 2},
    )
    assert made.when.first == date(2021, 3, 2)
    assert made.numbers == {"sn 2021/7"}
    assert "solgläntan" in made.names
    assert not any("dalablad" in name for name in made.names)
    assert (made.places, made.areas, made.genres) == ({"Mora"}, {"aldreomsorg"}, {"ivo_decision"})


def test_everything_compared_has_a_weight() -> None:
    seen = set()
    for period in (None, "2021-03", "XXXX-03"):
        seen |= compared(case(period=period), case(period=period)).keys()
    assert seen == WEIGHTS.keys()


def test_dates_years_apart_are_of_two_events_unless_a_case_number_is_shared() -> None:
    one = replace(case(period=None), dated=date(2019, 3, 1))
    later = replace(case(period=None), dated=date(2023, 3, 1), document_id=uuid4())
    assert possible(one, replace(later, dated=date(2021, 3, 1)))
    assert not possible(one, later)
    number = frozenset({"sn 2019/7"})
    assert possible(replace(one, numbers=number), replace(later, numbers=number))


terms = st.dictionaries(st.sampled_from(sorted(WORDS)), st.integers(1, 50))
periods = st.sampled_from([None, "2021-03-02", "2021-03", "XXXX-03", "2019/2022", "2021-24"])
cases = st.builds(
    lambda place, period, some, numbers, names: case(
        place, period, some, numbers=frozenset(numbers), names=frozenset(names)
    ),
    st.sampled_from(["", "Mora"]),
    periods,
    terms,
    st.sets(st.sampled_from(["a 1", "a 2"])),
    st.sets(st.sampled_from(["ord1", "ord2", "gård"])),
)


@given(cases, cases)
def test_the_chance_is_a_chance_and_the_same_both_ways(one: Signature, other: Signature) -> None:
    found = chance(one, other)
    assert 0 <= found <= 1
    assert found == pytest.approx(chance(other, one))


def test_rarity_is_that_of_swedish_and_ends_where_a_word_is_rare_enough() -> None:
    assert rarity("bokföringsskulddosa") == 1.0
    assert 0 < rarity("kommun") < rarity("larm") <= 1


IDS = [UUID(int=number) for number in range(12)]


@given(st.lists(st.sampled_from(IDS), unique=True), st.integers(0, 12))
def test_groups_keep_the_order_and_what_comes_later_changes_nothing_before(order: list[UUID], cut: int) -> None:
    same = {one: {other for other in IDS if one != other and one.int % 4 == other.int % 4} for one in IDS}
    groups = together(order, same)
    assert sorted(case_id for group in groups for case_id in group) == sorted(order)
    assert [group[0] for group in groups] == sorted((group[0] for group in groups), key=order.index)
    before = together(order[:cut], same)
    assert [group[0] for group in before] == [group[0] for group in groups][: len(before)]
    assert all(group == whole[: len(group)] for group, whole in zip(before, groups, strict=False))


LONG = (
    "Natten mot den andra mars larmade en kvinna på boendet Solgläntan flera gånger utan att någon kom. "
    "Mottagaren låg urladdad i en byrålåda i korridoren, och vikarien trodde att dosan var trasig. Kvinnan hade "
    "rest sig för att nå vattenglaset, snubblat över mattkanten och blivit liggande mot elementet med brännsår på "
    "underarmen. Morgonpersonalen fann henne kvart över sex, nedkyld och förvirrad, och ambulans tillkallades "
    "genast. Laddstationen har flyttats till expeditionen och överlämningen börjar nu med att varje mottagare "
    "provas."
)
AGAIN = (
    "Solgläntan: kvinna låg mot elementet hela natten. Mottagaren till larmet hade laddat ur i en byrålåda när "
    "hon snubblade över mattkanten på väg mot sitt vattenglas. Först kvart över sex hittade morgonpersonalen "
    "henne, nedkyld och förvirrad och med brännsår på underarmen. Nu provas varje mottagare vid överlämningen och "
    "laddstationen har flyttats."
)
OTHER = (
    "Utbetalningen av försörjningsstöd drog över månadsskiftet sedan handläggaren glömt att signera beslutet i "
    "systemet. Familjen kunde inte betala hyran, fick en påminnelse från hyresvärden och lånade av en granne. "
    "Ersättaren saknade behörighet att attestera, och kontrollistan för frånvaro hade inte uppdaterats sedan "
    "omorganisationen i höstas."
)

Keep = Callable[..., UUID]


@pytest.fixture
def owner(org: Callable[[str], Reader], keep: Keep) -> Reader:
    reader = org("ägare")
    for text in (LONG, AGAIN, OTHER):
        keep(reader, text, Visibility.OWN)
    return reader


def test_search_shows_an_event_once_with_its_other_papers_under_it(database: Database, owner: Reader) -> None:
    with database.transaction(owner) as connection:
        found = search(connection, "mottagare laddat ur", Filters())
        browsed = search(connection, "", Filters())
        first, second = (search(connection, "", Filters(), limit=1, offset=offset) for offset in (0, 1))
    (hit,) = found.hits
    assert {hit.text, *(other.text for other in hit.others)} == {LONG, AGAIN}
    assert (found.total, found.joined, found.events) == (2, 1, 1)
    assert (browsed.total, browsed.events, len(browsed.hits)) == (3, 2, 2)
    assert found.documents == {hit.document_id, hit.others[0].document_id}
    assert [len(page.hits) for page in (first, second)] == [1, 1]
    assert first.hits[0].case_id != second.hits[0].case_id


def test_other_papers_about_the_event_are_no_precedents(database: Database, owner: Reader) -> None:
    with database.transaction(owner) as connection:
        hit = search(connection, "vikarien trodde att dosan var trasig", Filters()).hits[0]
        assert hit.text == LONG
        found = similar(connection, stored(connection, hit.case_id, hit.document_id))
    assert [one.hit.text for one in found if one.same_event] == [AGAIN]
    assert all(one.hit.text == OTHER for one in found if not one.same_event)


def test_what_another_organisation_keeps_has_no_signature(
    database: Database, owner: Reader, org: Callable[[str], Reader]
) -> None:
    with database.transaction(owner) as connection:
        ids = [row["id"] for row in connection.execute("SELECT id FROM cases ORDER BY id").fetchall()]
        ours = with_terms(connection, signatures(connection, ids))
        told = incidents.same(connection, ids)
    assert len(ours) == 3
    assert sorted(map(len, told.values())) == [1, 1]
    with database.transaction(org("annan")) as connection:
        assert signatures(connection, ids) == {}
        assert same_as(connection, list(ours.values()), ids) == frozenset()
        assert grouped(connection, lambda start, most: ids[start : start + most], 10, 0).joined == 0


@pytest.mark.parametrize("most", [1, 2, 3, 200])
def test_pages_have_every_case_once_wherever_grouping_ends(
    database: Database, owner: Reader, keep: Keep, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(incidents, "MOST", most)
    seen: list[UUID] = []
    with database.transaction(owner) as connection:
        for offset in range(4):
            page = search(connection, "", Filters(), limit=1, offset=offset)
            seen += [one.case_id for hit in page.hits for one in (hit, *hit.others)]
    assert len(seen) == len(set(seen)) == 3
