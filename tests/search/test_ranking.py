"""Ranking by words, filters, facets and marks, on a real PostgreSQL."""

import unicodedata
from collections.abc import Callable
from datetime import date

import pytest

from lexsarah.search.ranking import search
from lexsarah.store.database import Database, Reader
from lexsarah.store.filters import Filters
from lexsarah.vocabulary import Visibility

KEPT = (
    "Orosanmälan om ett barn blev liggande i tre veckor.",
    "Läkemedelshanteringen brast och dosen gavs dubbelt på boendet.",
    "Larmet fungerade inte och kvinnan låg kvar på golvet.",
    "Våldet mellan två boende fortsatte hela våren.",
    "Valet av utförare dröjde, och orosanmälan nämndes i förbigående bland mycket annat som stod i den långa texten.",
)


@pytest.fixture
def owner(org: Callable[[str], Reader], keep: Callable[..., object]) -> Reader:
    reader = org("ägare")
    for text in KEPT:
        keep(reader, text, Visibility.OWN)
    return reader


def texts(database: Database, reader: Reader, question: str, filters: Filters | None = None) -> list[str]:
    with database.transaction(reader) as connection:
        return [hit.text for hit in search(connection, question, filters or Filters()).hits]


def test_the_passage_with_most_of_the_question_comes_first(database: Database, owner: Reader) -> None:
    assert texts(database, owner, "orosanmälningar som blev liggande")[0] == KEPT[0]


def test_a_word_finds_the_compounds_that_begin_with_it(database: Database, owner: Reader) -> None:
    assert texts(database, owner, "läkemedel") == [KEPT[1]]


def test_letters_are_not_folded(database: Database, owner: Reader) -> None:
    assert texts(database, owner, "våldet") == [KEPT[3]]
    assert texts(database, owner, "vald") == []


def test_no_words_give_everything_and_unknown_words_nothing(database: Database, owner: Reader) -> None:
    assert len(texts(database, owner, "")) == len(KEPT)
    assert texts(database, owner, "kvantfysik") == []


def test_marks_are_the_words_that_were_found(database: Database, owner: Reader) -> None:
    with database.transaction(owner) as connection:
        (hit,) = search(connection, "larmen och golv", Filters()).hits
    assert [hit.text[span.start : span.end] for span in hit.marks] == ["Larmet", "golvet"]


def test_filters_narrow_and_facets_count(database: Database, owner: Reader) -> None:
    with database.transaction(owner) as connection:
        found = search(connection, "", Filters({"municipality": ("Mora",)}, date(2021, 1, 1), date(2021, 12, 31)))
        none = search(connection, "", Filters({"municipality": ("Falun",)}))
        later = search(connection, "", Filters(since=date(2022, 1, 1)))
    counts = {facet.name: dict(facet.counts) for facet in found.facets}
    assert found.total == len(KEPT)
    assert counts["municipality"] == {"Mora": len(KEPT)}
    assert counts["year"] == {"2021": len(KEPT)}
    assert (none.total, none.facets, later.total) == (0, (), 0)


def test_pages_do_not_overlap(database: Database, owner: Reader) -> None:
    with database.transaction(owner) as connection:
        pages = [search(connection, "", Filters(), limit=2, offset=offset).hits for offset in (0, 2, 4)]
    seen = [hit.case_id for page in pages for hit in page]
    assert len(seen) == len(set(seen)) == len(KEPT)


@pytest.mark.parametrize("question", ["'; DROP TABLE cases; --", "%", "\\", "a" * 5000, "\u0000å", "🙂 larm"])
def test_a_strange_question_does_no_harm(database: Database, owner: Reader, question: str) -> None:
    texts(database, owner, question)
    assert len(texts(database, owner, "")) == len(KEPT)


def test_a_question_in_decomposed_letters_finds_the_same(
    database: Database, org: Callable[[str], Reader], keep: Callable[..., object]
) -> None:
    reader = org("ägare")
    keep(reader, KEPT[0], Visibility.OWN)
    with database.transaction(reader) as connection:
        assert search(connection, unicodedata.normalize("NFD", "orosanmälan"), Filters()).total == 1


def test_a_phrase_must_stand_as_it_was_written(database: Database, owner: Reader) -> None:
    assert texts(database, owner, '"kvinnan låg kvar"') == [KEPT[2]]
    assert texts(database, owner, "”Kvinnan  LÅG kvar” larm") == [KEPT[2]]
    assert texts(database, owner, '"kvar låg kvinnan"') == []
    assert texts(database, owner, '"kvinnan låg kva"') == []


def test_what_is_left_out_is_left_out_in_every_form(database: Database, owner: Reader) -> None:
    assert KEPT[3] in texts(database, owner, "boende")
    assert KEPT[3] not in texts(database, owner, "boende -våld")
    assert KEPT[1] in texts(database, owner, "boende -våld")
    assert KEPT[4] not in texts(database, owner, 'orosanmälan -"i förbigående"')
    assert KEPT[4] in texts(database, owner, 'orosanmälan -"förbigående i"')
    assert set(texts(database, owner, "-orosanmälan")) == {KEPT[1], KEPT[2], KEPT[3]}


def test_the_beginning_of_a_word_finds_what_begins_so(database: Database, owner: Reader) -> None:
    assert texts(database, owner, "orosanm*")[0] == KEPT[0]
    assert texts(database, owner, "läkemedelsh*") == [KEPT[1]]
    assert texts(database, owner, "kvantf*") == []


def test_what_matched_is_told_apart_from_a_part_of_its_word(database: Database, owner: Reader) -> None:
    with database.transaction(owner) as connection:
        (hit,) = search(connection, "läkemedel", Filters()).hits
    assert [(hit.text[mark.start : mark.end], mark.part) for mark in hit.marks] == [("Läkemedels", True)]


def test_more_is_said_where_only_the_best_were_looked_at(
    database: Database, owner: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lexsarah.search.ranking.DEPTH", 1)
    with database.transaction(owner) as connection:
        one = search(connection, "orosanmälan", Filters(), limit=1)
        two = search(connection, "orosanmälan", Filters(), limit=2)
    assert (one.total, one.more) == (1, True)
    assert (two.total, two.more) == (2, False)


def test_days_of_a_filter_hold_inside_a_year(database: Database, owner: Reader) -> None:
    inside = Filters(since=date(2021, 2, 28), until=date(2021, 3, 1))
    assert texts(database, owner, "larm", inside) == [KEPT[2]]
    assert texts(database, owner, "larm", Filters(since=date(2021, 3, 2), until=date(2021, 12, 31))) == []
    assert texts(database, owner, "larm", Filters({"municipality": ("Mora", "Falun")}, date(2020, 1, 1))) == [KEPT[2]]
    assert texts(database, owner, "larm", Filters({"municipality": ("Falun",)})) == []


def test_a_phrase_is_found_behind_many_that_have_its_words_alone(
    database: Database, org: Callable[[str], Reader], keep: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lexsarah.search.ranking.DEPTH", 2)
    reader = org("ägare")
    for number in range(9):
        keep(reader, f"Larm larm larm natt natt {number}.", Visibility.OWN)
    wanted = "I den långa berättelsen ringde flera gånger ett larm i natt och sedan inget mer på hela veckan."
    keep(reader, wanted, Visibility.OWN)
    assert texts(database, reader, '"larm i natt"') == [wanted]
    assert wanted in texts(database, reader, "larm natt -2 -3 -4 -5 -6 -7 -8 -0 -1")


def test_scores_fall_and_are_those_of_the_words_where_no_meaning_is_asked_for(
    database: Database, owner: Reader
) -> None:
    with database.transaction(owner) as connection:
        hits = search(connection, "orosanmälan larmet golvet", Filters()).hits
    assert len(hits) > 1
    assert [hit.score for hit in hits] == sorted((hit.words for hit in hits), reverse=True)
