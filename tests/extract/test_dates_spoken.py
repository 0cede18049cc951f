"""Dates of any Swedish: what ``lexsarah.dates`` gives and papers about a case are not asked for."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexsarah import dates, read_text
from lexsarah.edtf import is_valid
from lexsarah.extract.dates.almanac import feast_days

ANCHOR = date(2022, 6, 15)  # a Wednesday

SPOKEN = [
    ("Vi ses imorgon.", "imorgon", "2022-06-16"),
    ("Möte i kväll klockan sju.", "i kväll klockan sju", "2022-06-15T19:00"),
    ("Hon fyller år i dag.", "i dag", "2022-06-15"),
    ("Han kom i förrgår.", "i förrgår", "2022-06-13"),
    ("Svar kommer om tre dagar.", "om tre dagar", "2022-06-18"),
    ("Det var tre dagar sedan.", "tre dagar sedan", "2022-06-12"),
    ("Det var för två veckor sedan.", "för två veckor sedan", "2022-06-01"),
    ("Det var för fem år sedan.", "för fem år sedan", "2017"),
    ("Han slutar om ett halvår.", "om ett halvår", "2022-12-15"),
    ("Vi hörs om ett par veckor.", "om ett par veckor", "2022-06-29~"),
    ("Svar ges inom två veckor.", "inom två veckor", "2022-06-15/2022-06-29"),
    ("Vi ses på tisdag.", "tisdag", "2022-06-21"),
    ("Vi ses på onsdag.", "onsdag", "2022-06-22"),
    ("Han greps på tisdagen.", "tisdagen", "2022-06-14"),
    ("Vi ses nästa fredag.", "nästa fredag", "2022-06-24"),
    ("Hon ringde förra torsdagen.", "förra torsdagen", "2022-06-09"),
    ("Vi ses onsdag nästa vecka.", "onsdag nästa vecka", "2022-06-22"),
    ("Vi ses fredag om två veckor.", "fredag om två veckor", "2022-07-01"),
    ("Den 3:e är jag borta.", "3:e", "2022-07-03"),
    ("Vi ses måndagen den 18:e.", "måndagen den 18:e", "2022-07-18"),
    ("Loppis nästa helg.", "nästa helg", "2022-06-25/2022-06-26"),
    ("Det regnade under helgen.", "helgen", "2022-06-11/2022-06-12"),
    ("De senaste tre dagarna var lugna.", "senaste tre dagarna", "2022-06-12/2022-06-15"),
    ("Sista fredagen i september 2021 stängdes det.", "Sista fredagen i september 2021", "2021-09-24"),
    ("Den sista maj 2021 stängdes det.", "sista maj 2021", "2021-05-31"),
    ("Lönen kommer i slutet av månaden.", "slutet av månaden", "2022-06-21/2022-06-30"),
    ("Det var på 1990-talet.", "1990-talet", "199X"),
    ("Det var på 1800-talet.", "1800-talet", "18XX"),
    ("I mitten av 90-talet byggdes det.", "mitten av 90-talet", "1994/1996"),
    ("Första halvan av mars 2021 var tung.", "Första halvan av mars 2021", "2021-03-01/2021-03-15"),
    ("Det byggdes cirka 1920.", "cirka 1920", "1920~"),
    ("Omkring den 10 mars 2021 försvann den.", "Omkring den 10 mars 2021", "2021-03-10~"),
    ("Troligen i maj 2013 såldes bilen.", "Troligen i maj 2013", "2013-05?"),
    ("Larmet gick den 3 maj 2021 kl. 14.30.", "3 maj 2021 kl. 14.30", "2021-05-03T14:30"),
    ("Vi ses fredag 18:30-19:00.", "fredag 18:30-19:00", "2022-06-17T18:30/2022-06-17T19:00"),
    ("Väck mig kl 8 på morgonen.", "kl 8 på morgonen", "2022-06-15T08:00"),
    ("Klockan 22 i går låstes porten.", "Klockan 22 i går", "2022-06-14T22:00"),
    ("Stängt 11–13/3 2021.", "11–13/3 2021", "2021-03-11/2021-03-13"),
    ("Mötena var den 3, 7 och 12 maj 2021.", "3, 7 och 12 maj 2021", "2021-05-03/2021-05-12"),
    ("April, maj och juni 2020 var tunga.", "April, maj och juni 2020", "2020-04/2020-06"),
    ("Dagen före julafton 2021 kom hon.", "Dagen före julafton 2021", "2021-12-23"),
    ("Efter den 1 juli 2025 gäller annat.", "Efter den 1 juli 2025", "2025-07-01/.."),
    ("Hon var här förra julen.", "förra julen", "2021-12-24/2021-12-26"),
    ("Läsåret 2012/13 var hon borta.", "2012/13", "2012/2013"),
    ("Höstlovet 2021 var stängt.", "Höstlovet 2021", "2021-11-01/2021-11-07"),
    ("Sportlovet 2021 var stängt.", "Sportlovet 2021", "2021-02-15~/2021-03-14~"),
]


@pytest.mark.parametrize(("text", "words", "edtf"), SPOKEN)
def test_what_anybody_says_on_a_day(text: str, words: str, edtf: str) -> None:
    assert [(one.text, one.edtf) for one in dates(text, ANCHOR)] == [(words, edtf)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Den 4 januari 2021 uteblev besöket. Dagen efter hittades hon.", "2021-01-05"),
        ("Den 4 januari 2021 uteblev besöket. Samma dag ringde hon.", "2021-01-04"),
        ("Den 4 januari 2021 uteblev besöket. Två veckor senare hittades hon.", "2021-01-18"),
        ("Den 4 januari 2021 uteblev besöket. Tre månader tidigare larmade hon.", "2020-10-04"),
        ("Den 4 januari 2021 uteblev besöket. Månaden efter slutade hon.", "2021-02"),
        ("Hösten 2016 försvann pengarna. Samma höst slutade chefen.", "2016-23"),
        ("Den 4 januari 2021 uteblev besöket. Klockan 15.10 kom hon.", "2021-01-04T15:10"),
    ],
)
def test_what_points_back_hangs_on_the_last_date(text: str, edtf: str) -> None:
    assert dates(text, ANCHOR)[-1].edtf == edtf


@pytest.mark.parametrize(
    "text",
    [
        "Dagen efter var det bra, och samma kväll också.",
        "Hon duschar en gång i veckan.",
        "Den 3:e patienten kom.",
        "Det är öppet kl 8–16.",
        "Hon har varit här dagen efter olyckan.",
        "Runt 2 000 personer kom, omkring 30 stannade.",
        "Om tre timmar kommer hon.",
    ],
)
def test_what_is_no_date_all_the_same(text: str) -> None:
    assert [one.text for one in dates(text, ANCHOR)] == []


def test_a_list_of_months_has_an_end() -> None:
    assert len(dates("januari, februari och mars 2020, " * 2000)) == 2000
    assert len(dates("november, december, januari, " * 2000, ANCHOR)) == 6000


def test_months_with_a_capital_inside_a_sentence_are_names() -> None:
    assert [one.text for one in dates("Choklad från Mars låg på bordet i mars.", ANCHOR)] == ["mars"]


def test_a_fraction_beside_a_day_is_a_day() -> None:
    assert [one.edtf for one in dates("Hon kom 19/4 och avled 3/5.", ANCHOR)] == ["2022-04-19", "2022-05-03"]


def test_a_time_needs_a_day() -> None:
    assert dates("Vi ses kl 15.") == ()


def test_a_case_gives_the_day_and_no_time() -> None:
    case = read_text("Lex Sarah\n\nHon föll den 3 maj 2021 kl. 14.30 och dagen efter avled hon.").case()
    assert [(one["text"], one["edtf"]) for one in case["dates"]] == [("3 maj 2021", "2021-05-03")]


def test_the_anchor_is_told() -> None:
    assert [one.anchor for one in dates("Den 3 mars 2021 föll hon, och i går igen.", ANCHOR)] == [None, "2022-06-15"]


DAYS = st.dates(date(2000, 1, 1), date(2048, 12, 31))
ROUNDS = settings(max_examples=100, deadline=None)
WEEKDAYS = "måndag tisdag onsdag torsdag fredag lördag söndag".split()


@ROUNDS
@given(DAYS, st.integers(1, 99))
def test_days_counted_both_ways(anchor: date, count: int) -> None:
    ahead, back = dates(f"Det blir om {count} dagar.", anchor), dates(f"Det var för {count} dagar sedan.", anchor)
    assert [ahead[0].edtf, back[0].edtf] == [
        (anchor + timedelta(days=count)).isoformat(),
        (anchor - timedelta(days=count)).isoformat(),
    ]


@ROUNDS
@given(DAYS, st.integers(0, 6))
def test_weekdays_lie_within_a_week(anchor: date, weekday: int) -> None:
    name = WEEKDAYS[weekday]
    coming = date.fromisoformat(dates(f"Vi ses på {name}.", anchor)[0].edtf)
    last = date.fromisoformat(dates(f"Vi sågs i {name}s.", anchor)[0].edtf)
    assert coming.weekday() == last.weekday() == weekday
    assert 1 <= (coming - anchor).days <= 7
    assert 1 <= (anchor - last).days <= 7


@ROUNDS
@given(
    DAYS, st.integers(0, 23), st.integers(0, 59), st.sampled_from(["kl {}.{:02}", "kl. {}:{:02}", "klockan {}.{:02}"])
)
def test_any_time_of_any_day_is_read_back(day: date, hour: int, minute: int, way: str) -> None:
    found = dates(f"Larmet gick {day.isoformat()} {way.format(hour, minute)} på avdelningen.")
    assert [one.edtf for one in found] == [f"{day.isoformat()}T{hour:02}:{minute:02}"]


@pytest.mark.parametrize(
    ("name", "year", "first", "last"),
    [
        ("första advent", 2022, "2022-11-27", "2022-11-27"),
        ("fjärde advent", 2023, "2023-12-24", "2023-12-24"),
        ("mors dag", 2021, "2021-05-30", "2021-05-30"),
        ("fars dag", 2021, "2021-11-14", "2021-11-14"),
        ("alla helgons dag", 2020, "2020-10-31", "2020-10-31"),
        ("annandag pingst", 2018, "2018-05-21", "2018-05-21"),
        ("jullovet", 2021, "2021-12-20", "2022-01-10"),
    ],
)
def test_feasts(name: str, year: int, first: str, last: str) -> None:
    assert tuple(day.isoformat() for day in feast_days(name, year)) == (first, last)


@ROUNDS
@given(DAYS, st.sampled_from([case[0] for case in SPOKEN]))
def test_every_value_is_valid(anchor: date, text: str) -> None:
    for one in (*dates(text, anchor), *dates(text)):
        assert is_valid(one.edtf), one.edtf
        assert text[one.start : one.end] == one.text


@pytest.mark.parametrize(
    "text",
    [
        "Familjen Mars flyttade in på avdelningen Hösten.",
        "Telefontid: måndag, onsdag 10–12.",
        "Senast i morse-programmet sändes.",
        "Linje 2019 går dit, och filmen 2001 visades.",
    ],
)
def test_names_hours_and_parts_of_words_are_no_dates(text: str) -> None:
    assert dates(text, ANCHOR) == ()
