"""The quick look before a pattern: it may say yes to too much, and no only where the pattern would find nothing."""

import re
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lexsarah.extract import deviation, genre, law, organisations, setting
from lexsarah.extract.dates.roles import CUES
from lexsarah.extract.guarded import SAME_LETTER, Guarded, folded
from lexsarah.language import lowered

PATTERNS = [
    *(cue.pattern.pattern for cue in genre.cues()),
    *(cue.pattern.pattern for field in ("service_area", "setting_code", "provider") for cue in setting.cues(field)),
    *(deviation.sign(name).pattern for name in ("duty", "denied", "self_reported", "event", "victim", "reported")),
    *(pattern for _, pattern in (*law.TIED, *law.HEADED)),
    *(one.pattern for one in (*organisations._known(), *organisations._patterns())),
    *(cue.words for cue in CUES),
]


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\bfaq\b", {"faq"}),
        (r"fastställ[dt] av|^giltig", {"fastställd av", "fastställt av", "giltig"}),
        (r"följ .{3,40} på mynewsdesk", {" på mynewsdesk"}),
        (r"(?:lex )?sarah?", {"sara"}),
        (r"(?:anmäl\w+|skicka(?:de|t)) in", {"anmäl", "skickade", "skickat"}),
        (r"\w+s (?:hem|bo)\w*", {"s bo", "s hem"}),
        (r"(?:AB|hb)+\d", {"ab", "hb"}),
        (r"(?!inte)risk(?=er)", {"risk"}),
        (r"\d+(?: ?%)", {"%"}),
        (r"(?:rapport)*\d", set()),
        (r"[a-z]+|lex sarah", set()),
    ],
)
def test_the_letters_that_a_pattern_needs_are_read_off_it(pattern: str, needed: set[str]) -> None:
    assert set(Guarded(re.compile(pattern)).needed) == needed


def test_a_row_of_many_spellings_needs_the_longest_that_are_few() -> None:
    many = "".join(f"(?:{letter}|{letter}{letter})" for letter in "abcdefghij")
    assert Guarded(re.compile(many + "slut")).possible("abcdefghijslut")
    assert not Guarded(re.compile(many + "slut")).possible("något annat")


def test_most_patterns_of_the_tables_need_some_letters() -> None:
    assert sum(bool(Guarded(pattern).needed) for pattern in PATTERNS) > 0.95 * len(PATTERNS)


@pytest.mark.parametrize("number", range(len(PATTERNS)))
def test_no_match_is_lost(number: int) -> None:
    pattern = PATTERNS[number]

    @settings(max_examples=8, suppress_health_check=list(HealthCheck), deadline=None)
    @given(st.from_regex(pattern))
    def never(text: str) -> None:
        match = pattern.search(text)
        if match is not None:
            assert Guarded(pattern).possible(folded(match.group()))

    never()


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(folded(text)) == len(text)


def test_all_letters_that_are_taken_for_another_are_folded_to_it() -> None:
    letters = {chr(code) for code in range(sys.maxunicode + 1) if chr(code).isalpha()}
    for letter in "abcdefghijklmnopqrstuvwxyzåäöéü":
        alike = re.compile(letter, re.IGNORECASE)
        assert {folded(one) for one in letters if alike.fullmatch(one)} == {letter}
    assert all(lowered(other) != letter for other, letter in SAME_LETTER)
