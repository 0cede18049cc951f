"""The calendar interval of an EDTF value."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.edtf import bounds, is_valid


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-03-08", "2021-03-08", "2021-03-08"),
        ("2021-21", "2021-03-01", "2021-05-31"),
        ("2021-24", "2021-12-01", "2022-02-28"),
        ("2021-34", "2021-04-01", "2021-06-30"),
        ("2019-12-21/2019-12-31", "2019-12-21", "2019-12-31"),
        ("../2021-03", None, "2021-03-31"),
        ("2021-03/..", "2021-03-01", None),
        ("2021~", "2021-01-01", "2021-12-31"),
        ("2021-03-08T14:30", "2021-03-08", "2021-03-08"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("XXXX-22", None, None),
        ("XXXX-12/XXXX-01", None, None),
        ("2021-02-30", None, None),
        ("2021-13", None, None),
        ("0000", None, None),
        ("i fjol", None, None),
    ],
)
def test_known_values(edtf: str, first: str | None, last: str | None) -> None:
    expected = tuple(date.fromisoformat(day) if day else None for day in (first, last))
    assert bounds(edtf) == expected


@given(st.dates(), st.integers(0, 5000))
def test_an_interval_of_days_keeps_its_ends(start: date, days: int) -> None:
    end = min(date.max, start + timedelta(days=days)) if start < date(9980, 1, 1) else start
    assert bounds(f"{start.isoformat()}/{end.isoformat()}") == (start, end)


@given(st.text(max_size=30))
def test_anything_gives_an_answer(text: str) -> None:
    first, last = bounds(text)
    assert first is None or last is None or first <= last or "/" in text


@pytest.mark.parametrize(
    "edtf",
    "2021 2021-03 2021-03-08 2021-21 2021-36 199X 18XX 2021-03-08/2021-03-12 2020-23/2021-21 2021-03/.. ../2021-03-08"
    " XXXX XXXX-04 XXXX-04-07 XXXX-02-29 XXXX-22 XXXX-XX XXXX-XX-15 XXXX-XX-XX XXXX-12/XXXX-01 2021-03-08~ 2021?"
    " 2021-12~/2022-01~ 2021-03-08T14:30 2021-03-08T09:00/2021-03-08T10:30".split(),
)
def test_what_the_page_lists_is_valid(edtf: str) -> None:
    assert is_valid(edtf)


@pytest.mark.parametrize(
    "edtf",
    [
        *"0021 2021-13 2021-20 2021-25 2021-32 2021-37 2021-02-29 2021-04-31 2021-3-8 20210308 2021-W10".split(),
        *"21-03-08 .. ../.. 2021/ /2021 2021-03-12/2021-03-08 2021/2022/2023 2021%".split(),
        *"2021-03-08T24:00 2021-03-08T14 2021-03-08T14:30:00 XXXX-03-08T14:30".split(),
        *"2021-21-01 2021-03-XX XXXX-XX-32 2021-XX 19X 199X-03 2021~? ?2021".split(),
        "",
        "i fjol",
        "2021\n",
        "２０２１",
    ],
)
def test_what_it_does_not_list_is_not(edtf: str) -> None:
    assert not is_valid(edtf)


@given(st.text(alphabet="0123X-/.T:~?%", max_size=24))
def test_what_is_valid_has_ends_that_can_be_compared(text: str) -> None:
    if is_valid(text):
        first, last = bounds(text)
        assert first is None or last is None or first <= last
