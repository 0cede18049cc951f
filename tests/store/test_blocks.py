"""Postings in blocks: merged, summed exactly, seen by whom they may be, and gone with what they came from."""

from collections import Counter
from collections.abc import Callable, Mapping
from uuid import UUID

import numpy as np
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from lexsarah.index.rarity import Frequencies, idf
from lexsarah.index.terms import counted
from lexsarah.language import WORD
from lexsarah.search.blocks import SLICE, best, frequencies, read, scores
from lexsarah.search.bm25 import K1, B
from lexsarah.store import documents, passages
from lexsarah.store.database import Database, Reader
from lexsarah.vocabulary import Visibility

Org = Callable[[str], Reader]
Keep = Callable[[Reader, str, Visibility], UUID]

WORDS = ("larmet", "larm", "läkemedlet", "natten", "golvet", "rutinen", "personalen", "hemmet")
QUESTION = {"larm": 1.0, "golv": 0.5, "rutin": 0.3, "kvantfysik": 1.0}


def by_the_book(texts: Mapping[int, str], weights: Mapping[str, float]) -> dict[int, float]:
    """BM25 of texts by the number of their passage, written out."""
    counts = {number: counted(text) for number, text in texts.items()}
    lengths = {number: len(WORD.findall(text)) for number, text in texts.items()}
    average = sum(lengths.values()) / len(lengths)
    holding = Counter(term for terms in counts.values() for term in terms)
    rarity = idf(weights, Frequencies(len(texts), holding))
    return {
        number: sum(
            weight
            * rarity[term]
            * terms[term]
            * (K1 + 1)
            / (terms[term] + K1 * (1 - B + B * lengths[number] / average))
            for term, weight in weights.items()
            if terms[term]
        )
        for number, terms in counts.items()
    }


def as_searched(database: Database, reader: Reader) -> dict[int, float]:
    with database.transaction(reader) as connection:
        held = read(connection, list(QUESTION))
        assert held.frequencies == frequencies(connection, QUESTION)
    total = scores(held, held.weighed(QUESTION))
    places = best(total, 1_000)
    return dict(zip(held.numbers(places).tolist(), total[places].tolist(), strict=True))


def seen_texts(database: Database, reader: Reader) -> dict[int, str]:
    with database.transaction(reader) as connection:
        return {row["id"]: row["text"] for row in connection.execute("SELECT id, text FROM passages").fetchall()}


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("keep"), st.lists(st.sampled_from(WORDS), min_size=2, max_size=9), st.booleans()),
        st.tuples(st.just("merge"), st.integers(1, 3), st.booleans()),
        st.tuples(st.just("destroy"), st.integers(0, 5), st.booleans()),
    ),
    min_size=3,
    max_size=12,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(STEPS)
def test_scores_are_those_of_the_book_whatever_was_added_merged_and_destroyed(
    database: Database, org: Org, keep: Keep, steps: list[tuple[str, object, bool]]
) -> None:
    reader, other = org("ägare"), org("annan")
    kept: list[tuple[Reader, UUID]] = []
    for number, (step, value, flag) in enumerate(steps):
        who = other if flag else reader
        if step == "keep":
            text = f"Nr {number} " + " ".join(value)  # type: ignore[call-overload]
            visibility = Visibility.PUBLIC if number % 2 else Visibility.OWN
            kept.append((who, keep(who, text, visibility)))
        elif step == "merge":
            with database.transaction(who) as connection:
                passages.merge(connection, value)  # type: ignore[arg-type]
        elif kept:
            owner, document_id = kept.pop(value % len(kept))  # type: ignore[operator]
            with database.transaction(owner) as connection:
                documents.destroy(connection, owner, document_id)
    for who in (reader, other):
        texts = seen_texts(database, who)
        wanted = {number: score for number, score in by_the_book(texts, QUESTION).items() if score} if texts else {}
        assert as_searched(database, who) == pytest.approx(wanted, rel=1e-4)
    for owner, document_id in kept:
        with database.transaction(owner) as connection:
            documents.destroy(connection, owner, document_id)
    with database.transaction(reader) as connection:
        for table in ("blocks", "postings"):
            assert connection.execute(f"SELECT count(*) AS n FROM {table}").fetchone() == {"n": 0}
        assert connection.execute("SELECT sum(passages) AS n, sum(length) AS l FROM passage_counts").fetchone() in (
            {"n": 0, "l": 0},
            {"n": None, "l": None},
        )


def test_what_is_merged_is_seen_by_its_owner_alone_or_by_all(database: Database, org: Org, keep: Keep) -> None:
    owner, other = org("ägare"), org("annan")
    keep(owner, "Larmet i huset.", Visibility.OWN)
    keep(owner, "Larmet på natten.", Visibility.SHARED)
    keep(owner, "Larmet i staden.", Visibility.PUBLIC)
    with database.transaction(other) as connection:
        assert passages.merge(connection, 100) == 1  # the public one: anyone may tidy what all see
        assert frequencies(connection, ["larm", "hus", "natt"]) == {"larm": 1}
    with database.transaction(owner) as connection:
        assert passages.merge(connection, 100) == 2
        assert passages.unmerged(connection) == 0
        assert frequencies(connection, ["larm", "hus", "natt"]) == {"larm": 3, "hus": 1, "natt": 1}
    with database.transaction(other) as connection:
        assert frequencies(connection, ["larm", "hus", "natt"]) == {"larm": 1}
        scopes = connection.execute("SELECT DISTINCT scope FROM blocks").fetchall()
        assert [row["scope"] for row in scopes] == [passages.PUBLIC]
    with database.anyone() as connection:
        assert frequencies(connection, ["larm", "hus", "natt"]) == {"larm": 1}


@pytest.mark.parametrize("table", ["blocks", "passage_counts", "encoders"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {} = {}", "INSERT INTO {} DEFAULT VALUES"])
def test_nobody_writes_blocks_by_hand(database: Database, org: Org, table: str, statement: str) -> None:
    column = {"blocks": "n", "passage_counts": "length", "encoders": "dimensions"}[table]
    with pytest.raises(psycopg.errors.InsufficientPrivilege), database.transaction(org("ägare")) as connection:
        connection.execute(statement.format(table, column, column))


def test_a_document_of_others_is_not_cleared_from_the_index(database: Database, org: Org, keep: Keep) -> None:
    owner, other = org("ägare"), org("annan")
    document_id = keep(owner, "Sirenen i staden.", Visibility.PUBLIC)
    with database.transaction(other) as connection:
        assert connection.execute("SELECT clear_index(%s) AS done", [document_id]).fetchone() == {"done": False}
        assert frequencies(connection, ["sir"]) == {"sir": 1}


def test_a_block_holds_sixteen_bits_of_every_number(database: Database, org: Org, keep: Keep) -> None:
    reader = org("ägare")
    keep(reader, "Larmet i huset.", Visibility.OWN)
    with database.transaction(reader) as connection:
        row = connection.execute(
            "SELECT posting(65535, 3::smallint, 200) AS highest, posting(65536 * 5 + 7, 99::smallint, 5000) AS cut"
        ).fetchone()
    assert row
    assert np.frombuffer(row["highest"], ">u2").tolist() == [65535, 3 * 1024 + 200]
    assert np.frombuffer(row["cut"], ">u2").tolist() == [7, 63 * 1024 + 1023]


@given(
    arrays.arrays(
        np.float32, st.integers(0, 3 * SLICE // 64).map(lambda n: n * 64), elements=st.integers(0, 9), fill=st.just(0)
    ),
    st.integers(1, 40),
)
def test_the_best_are_the_best(total: np.ndarray, most: int) -> None:
    places = best(total, most)
    wanted = sorted(total[total > 0].tolist(), reverse=True)[:most]
    assert total[places].tolist() == wanted
    assert len(set(places.tolist())) == len(places)
    assert places.tolist() == sorted(places.tolist(), key=lambda place: (-total[place], place))
