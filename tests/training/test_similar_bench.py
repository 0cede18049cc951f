"""The bench of similar cases on papers whose likeness is plain."""

import numpy as np
from training.search.similar_bench import Paper, rankers

ALARM, PAY = ("event_type", "larm_ej_besvarat"), ("event_type", "ekonomi_felhanterad")
CARE = ("service_area", "aldreomsorg")
PAPERS = (
    Paper("a", {"larm": 2, "golv": 1, "natt": 1}, 20, frozenset({ALARM, CARE})),
    Paper("b", {"larm": 1, "knapp": 1}, 20, frozenset({PAY, CARE})),
    Paper("c", {"pengar": 3}, 20, frozenset({ALARM, CARE})),
    Paper("d", {"pengar": 1, "hyra": 1}, 20, frozenset({PAY})),
)


def test_words_codes_and_both_order_papers_each_in_its_way():
    first = {name: np.argsort(-ranker(0), kind="stable") for name, ranker in rankers(PAPERS).items()}
    words, codes, both = ([int(at) for at in order if at] for order in first.values())
    assert words[0] == 1
    assert codes == [2, 1, 3]
    assert both == [2, 1, 3]


def test_a_case_is_not_like_itself_in_words():
    by_words = rankers(PAPERS)["words (more like this)"]
    assert by_words(0)[0] == 0.0
    assert by_words(0).max() == 1.0


def test_meaning_is_one_more_aspect():
    near = np.array([[1.0, 0.0], [0.6, 0.8], [0.0, 1.0], [0.99, 0.1]])
    ways = rankers(PAPERS, near / np.linalg.norm(near, axis=1, keepdims=True))
    gained = ways["the same and meaning, weight 2"](0) - ways["words and codes (what is used)"](0)
    assert [round(float(one), 3) for one in gained[1:]] == [0.0, 0.0, 2.0]
