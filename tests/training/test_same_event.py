"""Learning whether papers tell of one event, on pairs whose answer is plain."""

from uuid import uuid4

import numpy as np
from training.search.same_event import Pair, Told, as_used, learned, line, missed, moved_pairs, table_of, true_pairs

from lexsarah.search.incidents import WEIGHTS, signature

WORDS = {f"ord{number}": 1 for number in range(60)}


def told(paper: str, event: str | None, place: str, period: str = "2021-03-02") -> Told:
    codes = [("municipality", place)]
    made = signature(uuid4(), codes, None, [("incident_period", period)], WORDS)
    return Told(paper, f"g-{place}", event, frozenset({"fall"}), made)


PAPERS = (
    told("a", "e1", "Mora"),
    told("b", "e1", "Mora"),
    told("c", "e2", "Mora", "2020-11-01"),
    told("d", "e3", "Falun"),
    told("e", None, "Falun"),
    told("f", "e3", "Falun", "2024-01-01"),
)


def test_pairs_are_those_that_may_be_of_one_event() -> None:
    pairs = list(true_pairs(PAPERS))
    assert [pair.same for pair in pairs] == [True, False, False, False]
    assert missed(PAPERS) == 1


def test_moved_pairs_are_of_two_places_and_said_to_be_of_one() -> None:
    pairs = tuple(true_pairs(PAPERS))
    moved = tuple(moved_pairs(PAPERS, pairs))
    assert len(moved) == 9
    assert {pair.same for pair in moved} == {False}
    assert {pair.found["place"] for pair in moved} == {1.0}
    assert {pair.groups for pair in moved} == {frozenset({"g-Mora", "g-Falun"})}


def test_what_tells_events_apart_is_learned() -> None:
    same = [Pair(same=True, found={"place": 1.0, "words": 0.5}, groups=frozenset({"a"}))] * 20
    other = [Pair(same=False, found={"place": 1.0, "words": 0.1}, groups=frozenset({"b"}))] * 20
    model = learned([*same, *other], [])
    found = model.predict_proba(table_of([same[0], other[0]]))[:, 1]
    assert found[0] > 0.6
    assert found[1] < 0.4


def test_a_line_counts_what_was_held_for_impossible_as_missed() -> None:
    pairs = [Pair(same=same, found={}, groups=frozenset()) for same in (True, True, False, True)]
    made = line("x", pairs, np.array([0.9, 0.7, 0.8, 0.1]), lost=1)
    assert made.startswith("| x | 4 | 4 | 0.67 [")
    assert "(2/3) | 0.50 [" in made


def test_the_weights_in_use_are_taken_in_their_order() -> None:
    alike = Pair(same=True, found=dict.fromkeys(WEIGHTS, 0.0) | {"words": 1.0, "place": 1.0}, groups=frozenset())
    nothing = Pair(same=False, found={}, groups=frozenset())
    found = as_used([alike, nothing])
    assert found[0] > 0.8
    assert found[1] < 0.01
