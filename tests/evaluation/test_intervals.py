"""Figures and their intervals."""

from pathlib import Path

import pytest

from lexsarah.evaluation import Annotated, evaluate
from lexsarah.evaluation.intervals import wilson

GOLD = {"genre": "faq", "is_deviation_report": False, "municipality": None, "event_types": ["fall"]}


def golds(number: int, groups: int) -> list[Annotated]:
    """Make annotated documents that share the groups evenly."""
    return [Annotated(f"d{at}", Path("d.txt"), GOLD, f"g{at % groups}", "") for at in range(number)]


def test_an_interval_holds_its_value_and_narrows_with_n() -> None:
    wide = evaluate(golds(20, 20), [GOLD, None] * 10).figures["genre_accuracy"]
    narrow = evaluate(golds(200, 200), [GOLD, None] * 100).figures["genre_accuracy"]
    assert wide.value == narrow.value == 0.5
    assert wide.low is not None
    assert wide.high is not None
    assert narrow.low is not None
    assert narrow.high is not None
    assert wide.low < narrow.low < 0.5 < narrow.high < wide.high


def test_groups_are_drawn_whole() -> None:
    """Ten documents that stand or fall together tell as little as one."""
    apart = evaluate(golds(40, 40), [GOLD, None] * 20).figures["event_types_f1"]
    together = evaluate(golds(40, 4), [GOLD, None] * 20).figures["event_types_f1"]
    assert apart.value == together.value
    assert together.low is not None
    assert apart.low is not None
    assert together.low < apart.low


def test_all_right_is_not_certain() -> None:
    value = evaluate(golds(5, 5), [GOLD] * 5).figures["genre_accuracy"]
    assert value.low is not None
    assert value.low < 0.6
    assert value.high == 1.0


def test_the_guard_counts_groups_and_not_documents() -> None:
    few = evaluate(golds(300, 3), [GOLD] * 300).figures["genre_accuracy"]
    assert few.low is not None
    assert few.low < 0.5


def test_an_f1_that_no_draw_changes_has_no_interval() -> None:
    value = evaluate(golds(40, 1), [GOLD, None] * 20).figures["event_types_f1"]
    assert (value.value, value.low, value.high) == (pytest.approx(2 / 3), None, None)


def test_nothing_to_count_has_no_value() -> None:
    bare = [Annotated("d", Path("d.txt"), GOLD, "d", "")]
    value = evaluate(bare, [GOLD]).figures["identifiers_f1"]
    assert (value.value, value.low, value.high, value.n) == (None, None, None, 0)


def test_predictions_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="2 annotations, 1 predictions"):
        evaluate(golds(2, 2), [GOLD])


def test_wilson_as_published() -> None:
    """Newcombe (Statistics in Medicine 17, 1998), table I: 15 of 148."""
    low, high = wilson(15 / 148, 148)
    assert (round(low, 4), round(high, 4)) == (0.0624, 0.1605)
