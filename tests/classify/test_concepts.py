from collections import Counter

from lexsarah.classify.concepts import REACH, concepts, fingerprint, patterns


def test_patterns_are_lower_case_words_without_repeats_inside_a_concept():
    for pattern in patterns():
        assert pattern.words
        assert all(word == word.lower().strip() and word for word in pattern.words)
    twice = [pattern for pattern, times in Counter(patterns()).items() if times > 1]
    assert not twice


def test_a_star_is_a_beginning_and_a_star_first_is_inside():
    assert "läkemedel" in concepts(["läkemedelshanteringen"])
    assert "läkemedel" not in concepts(["mellanläge"])


def test_words_of_a_pattern_stand_in_order_and_near():
    assert "fasthållning" in concepts("de höll honom fast".split())
    assert "fasthållning" not in concepts("fast de höll honom".split())
    far = ["höll", *["x"] * REACH, "fast"]
    assert "fasthållning" not in concepts(far)


def test_swedish_letters_are_not_folded():
    assert "fara_för_person" in concepts(["våld"])
    assert "fara_för_person" not in concepts(["vald"])


def test_the_number_six_is_not_sexual():
    assert "sexuellt" not in concepts("sex boende flyttade".split())


def test_the_fingerprint_is_a_sha256():
    assert len(fingerprint()) == 64
