"""Numbers that word processors count: styles, levels, restarts."""

import pytest

from lexsarah.parse.word.numbering import Level, Numbering, written

OUTLINE = {0: Level("decimal", "%1"), 1: Level("decimal", "%1.%2"), 2: Level("lowerLetter", "%3)")}


@pytest.mark.parametrize(
    ("number", "style", "expected"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (1, "lowerLetter", "a"),
        (26, "upperLetter", "Z"),
        (28, "lowerLetter", "bb"),
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (0, "upperRoman", "0"),
        (10**9, "upperRoman", "1000000000"),
        (10**9, "lowerLetter", "1000000000"),
        (2, "bullet", ""),
    ],
)
def test_styles(number: int, style: str, expected: str) -> None:
    assert written(number, style) == expected


def test_a_level_starts_anew_under_the_next_item_above() -> None:
    numbering = Numbering({"l": OUTLINE})
    levels = [0, 1, 1, 2, 0, 1, 2]
    assert [numbering.next("l", at) for at in levels] == ["1", "1.1", "1.2", "a)", "2", "2.1", "a)"]


def test_lists_of_one_definition_go_on_from_each_other_and_others_do_not() -> None:
    first, other = {0: Level("decimal", "%1.")}, {0: Level("decimal", "§ %1", start=41)}
    numbering = Numbering({"a": first, "b": first, "c": other}, {"a": "x", "b": "x", "c": "c"})
    assert [numbering.next(name, 0) for name in "abcac"] == ["1.", "2.", "§ 41", "3.", "§ 42"]


def test_what_has_no_number() -> None:
    numbering = Numbering({"l": {0: Level("bullet", "•")}})
    assert numbering.next("l", 0) == ""
    assert numbering.next("l", 1) is None
    assert numbering.next("nothing", 0) is None


def test_start_and_counter_are_the_caller_s() -> None:
    numbering = Numbering({"l": {0: Level("decimal", "%1.")}})
    assert numbering.next("l", 0, counter="one", start=7) == "7."
    assert numbering.next("l", 0, counter="two") == "1."
    assert numbering.next("l", 0, counter="one") == "8."
