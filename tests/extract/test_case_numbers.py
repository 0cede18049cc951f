"""The places where a case number may begin leave none of the formats out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lexsarah.extract.case_numbers import FORMATS, START

texts = st.lists(st.sampled_from(FORMATS).flatmap(st.from_regex) | st.text(max_size=4), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(texts.map(" ".join))
def test_every_match_of_a_format_begins_at_a_start(text: str) -> None:
    starts = {match.start() for match in START.finditer(text)}
    assert {match.start() for pattern in FORMATS for match in pattern.finditer(text)} <= starts
