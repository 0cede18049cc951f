"""The nearest passages by their vectors, under policies and filters, exactly and by the approximate index."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import numpy as np
import pytest
from training.search.scale.recall import allowing

from lexsarah.search import meaning
from lexsarah.search.meaning import Encoded, cosines, nearest
from lexsarah.search.ranking import Wanted, ranked, search
from lexsarah.store import documents, passages
from lexsarah.store.database import Connection, Database, Reader
from lexsarah.store.filters import Filters
from lexsarah.vocabulary import Visibility

Org = Callable[[str], Reader]
Keep = Callable[..., UUID]

SIZE = 8
HASH = "a" * 64


def vector(seed: int) -> np.ndarray:
    made = np.random.default_rng(seed).normal(size=SIZE).astype(np.float32)
    return made / np.linalg.norm(made)


def give_vectors(connection: Connection, encoder_id: int) -> dict[int, np.ndarray]:
    texts = passages.without_vectors(connection, 1_000)
    made = {number: vector(number) for number in texts}
    passages.save_vectors(connection, encoder_id, made)
    return made


def asked(connection: Connection, seed: int) -> Encoded:
    passages.encoder_with(connection, HASH, SIZE)
    known = next(one for one in passages.encoders(connection) if one.hash == HASH)
    return Encoded(known, vector(seed))


@pytest.fixture
def filled(database: Database, org: Org, keep: Keep) -> tuple[Reader, dict[int, np.ndarray]]:
    """One organisation of two: what it owns and what is public, with the vectors of all that it sees."""
    reader, other = org("ägare"), org("annan")
    for number in range(12):
        keep(reader, f"Larm {number} hos oss.", (Visibility.OWN, Visibility.PUBLIC)[number % 2])
        keep(other, f"Larm {number} hos andra.", (Visibility.OWN, Visibility.PUBLIC)[number % 2])
    seen = {}
    for who in (reader, other):
        with database.transaction(who) as connection:
            encoder_id = passages.encoder_with(connection, HASH, SIZE)
            give_vectors(connection, encoder_id)
    with database.transaction(reader) as connection:
        for row in connection.execute("SELECT id FROM passages").fetchall():
            seen[row["id"]] = vector(row["id"])
    return reader, seen


def by_the_book(seen: dict[int, np.ndarray], question: np.ndarray) -> list[int]:
    return sorted(seen, key=lambda number: -float(seen[number] @ question))


@pytest.mark.parametrize("approximate", [False, True])
def test_the_nearest_that_may_be_seen_come_first(
    database: Database,
    filled: tuple[Reader, dict[int, np.ndarray]],
    approximate: bool,
) -> None:
    reader, seen = filled
    with database.transaction(reader) as connection:
        question = asked(connection, 7)
        if approximate:
            for scope in (passages.PUBLIC, reader.organisation_id):
                assert passages.index_vectors(connection, question.encoder.id, scope)
                assert not passages.index_vectors(connection, question.encoder.id, scope)
            connection.execute("SET LOCAL enable_seqscan = off")
            connection.execute("SET LOCAL enable_sort = off")
        wanted = by_the_book(seen, question.vector)
        found = nearest(connection, question, 10)
        assert list(found) == wanted[:10]
        assert found[wanted[0]] == pytest.approx(float(seen[wanted[0]] @ question.vector), abs=2e-3)
        few = allowing(np.array(sorted(wanted[3:6])), 10)
        assert list(nearest(connection, question, 10, few)) == wanted[3:6]
        assert cosines(connection, question, wanted[:2]) == pytest.approx(
            {number: float(seen[number] @ question.vector) for number in wanted[:2]}, abs=2e-3
        )


def test_the_policies_leave_the_approximate_index_in_use(
    database: Database, filled: tuple[Reader, dict[int, np.ndarray]], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, _ = filled
    with database.transaction(reader) as connection:
        question = asked(connection, 7)
        passages.index_vectors(connection, question.encoder.id, passages.PUBLIC)
        plans: list[str] = []
        execute = type(connection).execute

        def explained(self: Connection, query: object, *rest: object, **named: object) -> object:
            if "<#>" in (text := query if isinstance(query, str) else query.as_string(self)):  # type: ignore[attr-defined]
                plans.extend(row["QUERY PLAN"] for row in execute(self, "EXPLAIN " + text, *rest).fetchall())  # type: ignore[arg-type]
            return execute(self, query, *rest, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(type(connection), "execute", explained)
        connection.execute("SET LOCAL enable_seqscan = off")
        connection.execute("SET LOCAL enable_sort = off")
        nearest(connection, question, 5)
    name = f"vectors_{question.encoder.id}_{passages.PUBLIC.hex}"
    assert any(f"Index Scan using {name}" in line for line in plans)


def test_a_wide_filter_asks_the_index_for_more(
    database: Database, filled: tuple[Reader, dict[int, np.ndarray]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning, "NARROW", 0.0)
    reader, seen = filled
    with database.transaction(reader) as connection:
        question = asked(connection, 3)
        passages.index_vectors(connection, question.encoder.id, passages.PUBLIC)
        wanted = by_the_book(seen, question.vector)
        half = allowing(np.array(sorted(wanted[1::2])), len(wanted))
        assert list(nearest(connection, question, 4, half)) == wanted[1::2][:4]


def test_nobody_indexes_what_others_own(
    database: Database, filled: tuple[Reader, dict[int, np.ndarray]], org: Org
) -> None:
    reader, _ = filled
    with database.transaction(org("tredje")) as connection:
        question = asked(connection, 1)
        assert not passages.index_vectors(connection, question.encoder.id, reader.organisation_id)


def test_what_has_no_word_in_common_is_found_by_its_meaning(database: Database, org: Org, keep: Keep) -> None:
    reader = org("ägare")
    keep(reader, "Larmet hördes inte i huset.", Visibility.OWN)
    far = keep(reader, "Ingen svarade på signalen.", Visibility.OWN)
    with database.transaction(reader) as connection:
        question = asked(connection, 0)
        own = [
            row["id"]
            for row in connection.execute(
                "SELECT p.id FROM passages p JOIN cases c ON c.id = p.case_id WHERE c.document_id = %s", [far]
            ).fetchall()
        ]
        give = {number: vector(number) for number in passages.without_vectors(connection, 99)}
        give[own[0]] = question.vector
        passages.save_vectors(connection, question.encoder.id, give)
        found = search(connection, "larmet", Filters(), encoded=question, limit=200)
        nothing = search(connection, "larmet", Filters({"municipality": ("Falun",)}), encoded=question, limit=200)
        said = search(connection, 'larmet "i huset"', Filters(), encoded=question, limit=200)
        floor = replace(question, vector=-question.vector, floor=0.5)
        unlike = search(connection, "larmet", Filters(), encoded=floor, limit=200)
        without = search(connection, "larmet -signalen", Filters(), encoded=question, limit=200)
    hits = {hit.document_id: hit for hit in found.hits}
    assert hits[far].words == 0.0
    assert hits[far].cosine == pytest.approx(1.0, abs=2e-3)
    assert far not in {hit.document_id for hit in unlike.hits}
    assert (nothing.total, nothing.hits) == (0, ())
    assert far not in {hit.document_id for hit in said.hits}
    assert far not in {hit.document_id for hit in without.hits}


def test_the_old_encoder_answers_until_the_new_one_is_complete(database: Database, org: Org, keep: Keep) -> None:
    reader = org("ägare")
    keep(reader, "Larmet hördes inte i huset.", Visibility.OWN)
    with database.transaction(reader) as connection:
        old = passages.encoder_with(connection, "b" * 64, SIZE)
    for who in waiting(database):
        with database.transaction(who) as connection:
            give_vectors(connection, old)
    with database.transaction(reader) as connection:
        assert passages.take_over(connection, old)
        new = passages.encoder_with(connection, "c" * 64, SIZE)
        assert passages.encoder_with(connection, "c" * 64, SIZE) == new
        assert not passages.take_over(connection, new)
        assert [(one.id, one.complete, one.wanted) for one in passages.encoders(connection)] == [
            (old, True, False),
            (new, False, True),
        ]
        assert nearest(connection, Encoded(passages.encoders(connection)[0], vector(1)), 5)
    for who in waiting(database):
        with database.transaction(who) as connection:
            give_vectors(connection, new)
    with database.transaction(reader) as connection:
        assert passages.take_over(connection, new)
        assert [one.id for one in passages.encoders(connection)] == [new]
        assert connection.execute("SELECT DISTINCT encoder_id FROM vectors").fetchall() == [{"encoder_id": new}]


def waiting(database: Database) -> list[Reader]:
    with database.anyone() as connection:
        return [Reader(owner, "admin") for owner in passages.owners_waiting(connection, "test")]


def test_a_passage_keeps_its_vector_when_its_document_is_indexed_anew(
    database: Database, org: Org, keep: Keep, make_reading: Callable[[str], tuple[object, documents.IndexedCase]]
) -> None:
    reader = org("ägare")
    text = "Larmet hördes inte i huset."
    document_id = keep(reader, text, Visibility.OWN)
    with database.transaction(reader) as connection:
        encoder_id = passages.encoder_with(connection, "d" * 64, SIZE)
        give_vectors(connection, encoder_id)
        before = connection.execute("SELECT passage_id, vector::text AS v FROM vectors").fetchall()
        (case,) = documents.load(connection, document_id).cases
        done = documents.reindex(connection, reader, document_id, {case.id: make_reading(text)[1]}, "test-2")
        after = connection.execute("SELECT passage_id, vector::text AS v FROM vectors").fetchall()
        assert done
        assert passages.without_vectors(connection, 9) == {}
        assert documents.indexed_otherwise(connection, "test-2", 9) == ()
    mine = {row["v"] for row in before}
    assert {row["v"] for row in after} == mine
    assert {row["passage_id"] for row in after} != {row["passage_id"] for row in before}


def test_what_is_near_counts_behind_much_that_a_phrase_leaves_out(
    database: Database, filled: tuple[Reader, dict[int, np.ndarray]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lexsarah.search.ranking.NEAREST", 3)
    monkeypatch.setattr("lexsarah.search.ranking.ENOUGH", 3)
    reader, seen = filled
    with database.transaction(reader) as connection:
        rows = connection.execute(
            "SELECT p.id, p.case_id, p.text FROM passages p JOIN vectors v ON v.passage_id = p.id "
            "WHERE v.encoder_id = %s",
            [asked(connection, 1).encoder.id],
        ).fetchall()
        ours = {row["id"]: row["case_id"] for row in rows if "hos oss" in row["text"]}
        for seed in range(40, 60):
            question = asked(connection, seed)
            # Function words alone: no term tells which passages have them.
            found = ranked(connection, Wanted({}, Filters(), phrases=("hos oss",)), question)
            order = [number for number in by_the_book(seen, question.vector) if number in ours]
            assert [place.case_id for place in found.places] == [ours[number] for number in order[:3]]
