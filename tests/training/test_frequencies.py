"""What is counted of Swedish: passages, and no term of few texts."""

from training.search.frequencies import frequencies

from lexsarah.index.stems import term


def test_passages_are_counted_and_terms_of_few_texts_left_out() -> None:
    texts = ["larmet ringde " * 300, "ett larm", "larmen i Kvistheden"]
    found = frequencies(iter(texts), least=2)
    assert found.passages == 3 + 2
    assert found.counts == {term("larm"): 5}
    assert frequencies(iter(texts), least=1).counts[term("ringde")] == 3
