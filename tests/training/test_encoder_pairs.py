"""What the encoder learns from: nothing that it is judged by, and no right answer given as a wrong one."""

import gzip
import json
from dataclasses import replace

import numpy as np
import pytest
from training.compounds import held_out
from training.encoder import mining, pairs
from training.encoder.pairs import Pair
from training.search.answers import Answer
from training.search.queries import Place

from training import splits


@pytest.fixture(scope="module")
def known():
    return pairs.passages()


def in_field(known):
    return [*pairs.for_passages(known), *pairs.for_one_passage(known), *pairs.same_event(known)]


def test_no_document_or_event_of_dev_or_test_is_trained_on(known):
    place_of = splits.read()
    kept = {f"document {name}" for name, place in place_of.items() if place.split != "train"}
    kept |= {tie for one in known.values() if one.split != "train" for tie in one.ties}
    assert any(tie.startswith("event ") for tie in kept)
    for pair in in_field(known):
        assert not pair.ties & kept


def test_no_passage_of_dev_is_trained_on_as_text(known):
    held = {pairs.PASSAGE + one.text for one in known.values() if one.split == "dev"}
    assert len(held) > 200
    assert not held & {text for pair in in_field(known) for text in (pair.first, pair.second)}


def test_a_query_goes_with_its_own_passage(known):
    texts = {pairs.QUERY + query.text: pairs.PASSAGE + own.text for query, own in pairs.asked(known, "train")}
    found = pairs.for_passages(known)
    assert len(found) > 4_000
    assert all(texts[pair.first] == pair.second for pair in found)


def test_same_event_is_told_by_two_papers(known):
    document_of = {pairs.PASSAGE + one.text: one.place.document for one in known.values()}
    found = pairs.same_event(known)
    assert len(found) > 100
    for pair in found:
        assert document_of[pair.first] != document_of[pair.second]
        assert any(tie.startswith("event ") for tie in pair.ties)


def test_same_cause_is_told_of_two_events():
    known = pairs.causes()
    kept = {f"document {name}" for name, place in splits.read().items() if place.split != "train"}
    assert not any(one.ties & kept for one in known)
    failed = {pairs.PASSAGE + one.text: set() for one in known}
    for one in known:
        failed[pairs.PASSAGE + one.text].add(one.mechanism)
    found = pairs.same_cause(known, 1)
    assert len(found) > 300
    for pair in found:
        assert failed[pair.first] & failed[pair.second]
        assert sum(tie.startswith("document ") for tie in pair.ties) == 2
    assert pairs.same_cause(known, 1) == found != pairs.same_cause(known, 2)


def interpellations(folder, *given):
    with gzip.open(folder / "interpellations.jsonl.gz", "wt", encoding="utf-8") as file:
        for name, topic in given:
            file.write(json.dumps({"id": name, "topic": topic, "text": f"{name} ord" * 100}) + "\n")
    return folder


def test_topics_of_held_out_interpellations_are_not_trained_on(tmp_path):
    names = [f"ipq-{number}" for number in range(400)]
    held = [name for name in names if held_out(name)]
    free = [name for name in names if not held_out(name)]
    folder = interpellations(
        tmp_path,
        (held[0], "Väntetider"),
        (held[1], "väntetider "),
        (held[2], "Tunnelbanan"),
        (free[0], "VÄNTETIDER"),
        (free[1], "Skogen"),
        (free[2], "skogen"),
        (free[3], ""),
    )
    assert [one.id for one in pairs.topics(folder, held=True)] == [held[0], held[2]]
    taken = pairs.topics(folder, held=False)
    assert [one.id for one in taken] == free[1:3]
    first, second = pairs.for_topics(taken)
    assert first.ties == second.ties, "two on one topic are no wrong answers to each other"


def test_wrong_answers_are_of_the_category_and_most_alike_first():
    told = {"a": "pass söks hos polisen", "b": "pass hämtas hos polisen", "c": "fiske är fritt"}
    found = pairs.for_answers([Answer(one, "train", "pass", f"{one}?", text) for one, text in told.items()], 1)
    assert [pair.wrong for pair in found[:2]] == [
        ((pairs.PASSAGE + told["b"], frozenset({"b"})),),
        ((pairs.PASSAGE + told["a"], frozenset({"a"})),),
    ]


def passage(name, *ties):
    return pairs.Passage(Place(name, 0, 9), name, "train", frozenset({f"document {name}", *ties}))


def test_what_shares_a_document_or_an_event_is_no_wrong_answer():
    pool = [passage("own", "event e1"), passage("other paper", "event e1"), passage("stranger")]
    pair = Pair("query: q", "passage: own", pool[0].ties)
    scores = np.array([[3.0, 2.0, 1.0]])
    assert mining.likely([pair], pool, (scores, scores)) == [[pool[2]]]


def test_each_ranker_gives_wrong_answers():
    pool = [passage(f"d{number}") for number in range(2 * mining.DEPTH)]
    pair = Pair("query: q", "passage: p", frozenset({"document p"}))
    upwards = np.arange(len(pool), dtype=float)[None]
    (found,) = mining.likely([pair], pool, (upwards, -upwards))
    assert {one.place.document for one in found} == {one.place.document for one in pool}
    (one,) = mining.with_wrong([pair], [found], 2, 1)
    assert len({text for text, _ in one.wrong}) == 2


def conflicts(batch):
    """Whether a text of the batch that belongs to another pair shares a tie with some question."""
    for at, one in enumerate(batch):
        for other_at, other in enumerate(batch):
            texts = ([] if at == other_at else [other.ties]) + [ties for _, ties in other.wrong]
            if any(one.ties & ties for ties in texts):
                return True
    return False


def test_no_batch_gives_a_right_answer_as_a_wrong_one(known):
    pool = [one for one in known.values() if one.split == "train"]
    asked = pairs.for_passages(known)[:900]
    strangers = [[one for one in pool[at % 50 :: 50] if not one.ties & pair.ties] for at, pair in enumerate(asked)]
    given = mining.with_wrong(asked, strangers, 1, 1)
    found = mining.batches(given, 32, 1)
    assert len(found) > 20
    assert {len(batch) for batch in found} == {32}
    assert not any(conflicts(batch) for batch in found)
    everything = [pair for batch in found for pair in batch]
    assert len(everything) == len(set(everything))


def test_batches_see_a_wrong_answer_that_is_right_for_a_neighbour():
    one = Pair("query: 1", "passage: 1", frozenset({"event 1"}), (("passage: 2", frozenset({"event 2"})),))
    two = Pair("query: 2", "passage: 2", frozenset({"event 2"}))
    three = replace(two, ties=frozenset({"event 3"}))
    assert conflicts([one, two])
    assert mining.batches([one, two], 2, 1) == []
    assert len(mining.batches([one, three], 2, 1)) == 1


def test_batches_are_the_same_each_time_and_others_with_another_seed():
    given = [Pair(f"query: {n}", f"passage: {n}", frozenset({str(n)})) for n in range(64)]
    assert mining.batches(given, 8, 1) == mining.batches(given, 8, 1) != mining.batches(given, 8, 2)
