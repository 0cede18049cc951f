"""How dates are compared with other tools, and the sentences that they are compared on."""

import pytest
from training.bench_extract.dates import Answer, Dated, Sentence, count, same_first_day, same_value, sentences
from training.bench_extract.figures import figures, replaced

from lexsarah.edtf import is_valid

ONE = Sentence(
    "s1", "dev", "day", None, "Den 3 maj 2021 och i juni.", (Dated(4, 14, "2021-05-03"), Dated(21, 25, "2021-06"))
)
NONE = Sentence("s2", "dev", "none", None, "Rum 2014.", ())


def test_the_sentences_are_what_their_readme_says() -> None:
    everything = sentences()
    expressions = [(one, gold) for one in everything for gold in one.dates]
    assert len(expressions) >= 600
    assert sum(not one.dates for one in everything) >= 150
    for one, gold in expressions:
        assert 0 <= gold.start < gold.end <= len(one.text)
        assert one.text[gold.start : gold.end].strip() == one.text[gold.start : gold.end]
        assert is_valid(gold.edtf), gold
    halves = len(sentences("dev")), len(sentences("held"))
    assert abs(halves[0] - halves[1]) <= 20
    assert not {one.text for one in sentences("dev")} & {one.text for one in sentences("held")}


def test_spans_and_values_are_counted_apart() -> None:
    answer = Answer((Dated(4, 14, "2021-05-03T14:00"), Dated(19, 25, "2021-06-01")), ("2021-05-03", ""))
    assert count(ONE, answer) == {
        "span": (1, 2, 2),
        "touched": (2, 2, 2),
        "value": (1, 2, 2),
        "first day": (2, 2, 2),
        "alone": (1, 2, 2),
    }


def test_one_answer_serves_one_expression() -> None:
    assert count(ONE, Answer((Dated(0, 26, "2021-05-03"),)))["touched"] == (1, 2, 1)


def test_a_date_where_there_is_none_is_a_false_alarm() -> None:
    assert count(NONE, Answer((Dated(4, 8, "2014"),))) == {
        "span": (0, 0, 1),
        "touched": (0, 0, 1),
        "false alarms": (1, 1, 1),
    }


@pytest.mark.parametrize(
    ("gold", "given", "value", "first"),
    [
        ("2021-05~", "2021-05", True, True),
        ("2021-05", "2021-05-01", False, True),
        ("2021-05-03/2021-05-09", "2021-05-04", False, False),
        ("XXXX-05", "2021-05-01", False, False),
        ("../2021-05-03", "../2021-05-03", True, True),
    ],
)
def test_values_are_compared_without_marks_and_times(gold: str, given: str, value: bool, first: bool) -> None:
    assert (same_value(gold, given), same_first_day(gold, given)) == (value, first)


def test_figures_have_intervals_that_hold_them() -> None:
    counted = [{"value": (1, 1, 1)}, {"value": (0, 1, 1)}, {"value": (1, 1, 1)}]
    value = figures(counted, ["value"])["value"]
    assert value.value == pytest.approx(2 / 3)
    assert value.low < value.value < value.high
    assert value.n == 3


def test_a_part_of_the_page_is_replaced_and_nothing_else() -> None:
    page = "a\n<!-- bench-extract dates: begin -->\nold\n<!-- bench-extract dates: end -->\nb\n"
    assert replaced(page, "bench-extract dates", "new") == page.replace("old", "new")
    with pytest.raises(ValueError, match="no place"):
        replaced(page, "bench-extract names", "new")
