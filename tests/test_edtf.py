"""The calendar interval of an EDTF value."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.edtf import bounds


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
