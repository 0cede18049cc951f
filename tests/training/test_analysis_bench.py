"""The bench of the analyser ranks and counts as it says."""

import math

import numpy as np
import pytest
from training.compounds import Judged, gold, scored
from training.search.analysis_bench import WAYS, Collection, gains, kept, kinds, looked_for, measured
from training.search.bm25 import K1, B, Index

by_name = {way.name: way for way in WAYS}


def test_scores_are_those_of_bm25() -> None:
    index = Index([{"larm": 2, "natt": 1}, {"larm": 1}, {"natt": 1}], [4, 2, 3])
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    first = idf * 2 * (K1 + 1) / (2 + K1 * (1 - B + B * 4 / 3))
    assert index.scores({"larm": 1.0, "okänt": 1.0})[0] == pytest.approx(first)
    assert index.scores({"larm": 0.5})[0] == pytest.approx(first / 2)
    assert index.scores({"larm": 1.0})[2] == 0


def test_ways_keep_the_terms_that_they_name() -> None:
    found = kinds("Trygghetslarmen på SÄBO")
    assert kept(found, by_name["stems"]).keys() == {"trygghetslarm", "säbo"}
    assert "larm" in kept(found, by_name["stems, parts of compounds"])
    assert "+larm" in kept(found, by_name["stems, parts as terms apart"])
    assert kept(found, by_name["words as written"]).keys() == {"=trygghetslarmen", "=säbo"}
    assert "#särskilt boende" in kept(found, by_name["stems, names"])
    assert looked_for("larmen", by_name["words as written"]).keys() == {"=larmen"}


def test_gains_are_one_for_the_first_place_and_less_below() -> None:
    index = Index([{"a": 3}, {"a": 1, "b": 1}, {"c": 1}], [3, 2, 1])
    collection = Collection("x", ("", "", ""), ("", ""), (frozenset({0}), frozenset({1})), (None, None))
    found = gains(collection, index, [{"a": 1.0}, {"a": 1.0}])
    assert found[0].tolist() == [1.0, 1.0, 1.0]
    assert found[1].tolist() == pytest.approx([1 / np.log2(3), 1.0, 1.0])


def test_a_part_finds_what_stems_do_not() -> None:
    texts = ("Läkemedelshanteringen brast.", "Larmet hördes inte.", "Dörren var låst.")
    found = measured(Collection("x", texts, ("läkemedel",), (frozenset({0}),), (None,)))
    assert found["stems"][0, 0] == 0
    assert found["stems, parts of compounds"][0, 0] == 1


def test_the_text_asked_from_is_not_counted() -> None:
    texts = ("larm larm", "larm natt")
    found = measured(Collection("x", texts, ("larm",), (frozenset({1}),), (0,)))
    assert found["stems"][0, 0] == 1


def test_figures_of_places_are_counted_over_all_words() -> None:
    judged = [Judged("nattlarm", frozenset({4}), "figure"), Judged("omsorg", frozenset(), "figure")]
    precision, recall, f1 = scored(judged, lambda word: frozenset({4}) if word == "nattlarm" else frozenset({2}))
    assert (precision[0], recall[0]) == (0.5, 1.0)
    assert f1[0] == pytest.approx(2 / 3)


def test_words_cut_by_hand_are_whole_and_half_of_them_are_for_figures() -> None:
    judged = gold()
    assert abs(sum(one.half == "figure" for one in judged) * 2 - len(judged)) <= 1
    assert len({one.word for one in judged}) == len(judged)
    assert all(0 < place < len(one.word) for one in judged for place in one.places)
