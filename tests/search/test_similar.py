"""Cases like one, and why."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.plain import similar_as_json, why
from lexsarah.search.similar import (
    ASPECTS,
    NAMES,
    BadWeight,
    Code,
    Sought,
    likeness,
    score,
    similar,
    stored,
    weights_of,
)
from lexsarah.store.database import Database, Reader
from lexsarah.ui.similar import reasons
from lexsarah.vocabulary import Visibility

OWN = Visibility.OWN

LIKE = "Larmet på boendet fungerade inte och kvinnan låg länge på golvet."
UNLIKE = "Utbetalningen av bistånd räknades fel under hösten."


def test_the_case_with_the_same_words_comes_first(
    database: Database, org: Callable[[str], Reader], keep: Callable[..., object]
) -> None:
    reader = org("ägare")
    asked = keep(reader, "Larmet fungerade inte; mannen låg kvar på golvet hela natten.", Visibility.OWN)
    keep(reader, UNLIKE, Visibility.OWN)
    keep(reader, LIKE, Visibility.OWN)
    with database.transaction(reader) as connection:
        row = connection.execute("SELECT id FROM cases WHERE document_id = %s", [asked]).fetchone()
        assert row
        rated = similar(connection, stored(connection, row["id"], asked))  # type: ignore[arg-type]
    assert rated[0].hit.text == LIKE
    assert rated[0].words == 1.0
    assert asked not in {one.hit.document_id for one in rated}


CODES = (("event_type", "larm_ej_besvarat"), ("service_area", "aldreomsorg"))


def test_what_is_shared_other_and_how_much_is_said(
    database: Database, org: Callable[[str], Reader], keep: Callable[..., object]
) -> None:
    reader = org("ägare")
    keep(reader, "Larmet hördes inte i huset.", OWN, CODES)
    ours = {("event_type", "larm_ej_besvarat"), ("service_area", "funktionsnedsattning"), ("cause", "individ_annat")}
    with database.transaction(reader) as connection:
        (one,) = similar(connection, Sought({"larm": 1}, frozenset(ours)))
    event, area = one.aspects["event_type"], one.aspects["service_area"]
    assert (event.degree, event.shared, event.likeness) == ("same", ("larm_ej_besvarat",), 1.0)
    assert (area.degree, area.here, area.there, area.likeness) == (
        "other",
        ("funktionsnedsattning",),
        ("aldreomsorg",),
        0.0,
    )
    assert "cause" not in one.aspects
    assert why(one)[1] == "olika område: här Funktionsnedsättning; där Äldreomsorg"
    (told,) = similar_as_json([one])
    assert told["aspects"]["service_area"]["degree"] == "other"
    assert told["aspects"]["event_type"]["shared"] == ["larm_ej_besvarat"]
    assert "annat område: där äldreomsorg; här funktionsnedsättning" in {reason.text for reason in reasons(one)}


def test_what_is_partly_the_same_says_what_each_has_alone(
    database: Database, org: Callable[[str], Reader], keep: Callable[..., object]
) -> None:
    reader = org("ägare")
    keep(reader, "Larmet hördes inte i huset.", OWN, (*CODES, ("event_type", "fall")))
    ours = {("event_type", "larm_ej_besvarat"), ("event_type", "hygien")}
    with database.transaction(reader) as connection:
        (one,) = similar(connection, Sought({"larm": 1}, frozenset(ours)))
    event = one.aspects["event_type"]
    assert (event.degree, event.shared, event.here, event.there) == (
        "partly",
        ("larm_ej_besvarat",),
        ("hygien",),
        ("fall",),
    )
    assert 0 < event.likeness < 1
    (first, *_) = reasons(one)
    assert first.degree == "partly"
    assert "bara där " in first.text
    assert "bara här " in first.text


def test_weights_move_the_order(database: Database, org: Callable[[str], Reader], keep: Callable[..., object]) -> None:
    reader = org("ägare")
    by_words = keep(reader, "Larmet och larmen hördes inte i huset.", OWN)
    by_cause = keep(reader, "Ingen hörde larmet, och det fanns ingen rutin för natten i huset.", OWN, (CAUSE,))
    sought = Sought({"larm": 1, "hör": 1}, frozenset({CAUSE}))

    def order(**weights: float) -> list[object]:
        said = weights_of(f"{name}={number}" for name, number in weights.items())
        with database.transaction(reader) as connection:
            return [one.hit.document_id for one in similar(connection, sought, weights=said)]

    assert order(cause=0) == [by_words, by_cause]
    assert order(words=0) == [by_cause, by_words]
    assert order(cause=10) == [by_cause, by_words]


CAUSE = ("cause", "procedurer_rutiner")


@pytest.mark.parametrize("said", ["cause", "cause=", "cause=-1", "cause=11", "cause=nan", "cause=١", "lön=1", "=1", ""])
def test_a_weight_that_is_none_is_refused(said: str) -> None:
    with pytest.raises(BadWeight):
        weights_of([said])


def test_weights_have_names_for_every_aspect() -> None:
    assert set(NAMES.values()) == {"words", *ASPECTS}
    assert weights_of(["cause=2", "words=0.5"]) == {"cause": 2.0, "words": 0.5}


def test_a_case_with_the_same_event_is_found_among_many_with_more_words_in_common(
    database: Database,
    org: Callable[[str], Reader],
    keep: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("lexsarah.search.similar.CANDIDATES", 1)
    reader = org("ägare")
    wanted = keep(reader, "Ett larm gick fram till jouren men ingen svarade på det under hela natten.", OWN, CODES)
    other = keep(reader, "Larm och larm.", OWN)
    with database.transaction(reader) as connection:
        found = similar(connection, Sought({"larm": 1}, frozenset(CODES)))
    assert [one.hit.document_id for one in found] == [wanted, other]


def test_how_rare_a_code_is_does_not_tell_of_what_others_keep(
    database: Database, org: Callable[[str], Reader], keep: Callable[..., object]
) -> None:
    reader, other = org("ägare"), org("annan")
    keep(reader, "Larmet hördes inte i huset.", OWN, CODES)
    mixed = {("event_type", "larm_ej_besvarat"), ("event_type", "fall")}

    def scores() -> list[float]:
        with database.transaction(reader) as connection:
            return [one.score for one in similar(connection, Sought({"larm": 1}, frozenset(mixed)))]

    before = scores()
    for number, visibility in enumerate((Visibility.OWN, Visibility.SHARED)):
        keep(other, f"Larmet hördes inte i hus {number}.", visibility, CODES)
    assert scores() == before
    keep(other, "Larmet hördes inte i hus 9.", Visibility.PUBLIC, CODES)
    assert len(scores()) == 2


RARITY = {
    ("event_type", "larm_ej_besvarat"): 3.0,
    ("event_type", "fall"): 1.0,
    ("cause", "procedurer_rutiner"): 1.0,
    ("cause", "teknik_utrustning"): 2.0,
    ("service_area", "aldreomsorg"): 0.5,
}


def test_rare_codes_in_common_make_cases_more_alike_than_common_ones() -> None:
    ours = {("event_type", "larm_ej_besvarat"), ("event_type", "fall"), ("cause", "procedurer_rutiner")}
    rare = likeness(ours, {("event_type", "larm_ej_besvarat"), ("cause", "teknik_utrustning")}, RARITY)
    common = likeness(ours, {("event_type", "fall"), ("service_area", "aldreomsorg")}, RARITY)
    assert rare == {"event_type": 3 / 4, "cause": 0.0}
    assert common == {"event_type": 1 / 4}
    assert score(0.5, rare) > score(0.5, common) > score(0.5, {}) > score(0.2, {})


@given(st.sets(st.sampled_from(sorted(RARITY))), st.sets(st.sampled_from(sorted(RARITY))))
def test_likeness_is_the_same_both_ways_and_whole_with_itself(one: set[Code], other: set[Code]) -> None:
    assert likeness(one, other, RARITY) == likeness(other, one, RARITY)
    assert set(likeness(one, one, RARITY).values()) <= {1.0}
    assert all(0 <= value <= 1 for value in likeness(one, other, RARITY).values())


def test_nothing_is_like_nothing(database: Database, org: Callable[[str], Reader]) -> None:
    with database.transaction(org("tom")) as connection:
        assert similar(connection, Sought({}, frozenset())) == ()
