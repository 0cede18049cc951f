"""Personal, coordination and organisation numbers in every spelling, and what only looks like one."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn

import lexsarah
from lexsarah.extract.identifiers import identifiers_in
from lexsarah.vocabulary import IdentifierKind, NumberStatus


def seen(text: str) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.kind.value, one.text, one.normal, one.value.status) for one in identifiers_in(text)]


def checked(nine: str) -> str:
    return nine + str(luhn.calc_check_digit(nine))


DAYS = st.dates(date(1935, 1, 1), date(2020, 12, 31))


@settings(max_examples=200, deadline=None)
@given(
    DAYS,
    st.integers(0, 999),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["-", "–", "−", "‑", " - ", ""]),
    st.sampled_from(["Personnummer: {}", "pnr {} i akten", "({})", "Hon, {}, bor kvar."]),
)
def test_a_valid_number_is_read_in_every_spelling(
    day: date, serial: int, century: bool, coordination: bool, dash: str, frame: str
) -> None:
    labelled = "nr" in frame or "nummer" in frame
    six = f"{day.year % 100:02}{day.month:02}{day.day + 60 * coordination:02}"
    ten = checked(f"{six}{serial:03}")
    if not labelled and not century and (not dash or " " in dash) and ten.startswith("0"):
        return
    written = f"{day.year // 100 if century else ''}{six}{dash}{ten[6:]}"
    assert seen(frame.format(written)) == [("personnummer", written, f"{day.year // 100}{ten}", NumberStatus.VALID)]


def test_with_a_plus_the_person_is_a_hundred() -> None:
    ten = checked("120304001")
    assert seen(f"född {ten[:6]}+{ten[6:]}") == [
        ("personnummer", f"{ten[:6]}+{ten[6:]}", f"19{ten}", NumberStatus.VALID)
    ]


@pytest.mark.parametrize(
    ("birthday", "sign", "when", "century"),
    [
        ("240517", "-", date(2021, 5, 3), "19"),
        ("240517", "-", date(2024, 5, 17), "20"),
        ("240517", "-", date(2024, 5, 16), "19"),
        ("240517", "+", date(2024, 5, 16), "19"),
        ("240517", "+", date(2021, 5, 3), "18"),
        ("240577", "-", date(2021, 5, 3), "19"),
        ("991231", "-", date(1999, 12, 31), "19"),
        ("120304", "+", date(2021, 5, 3), "19"),
        ("000229", "-", date(2021, 5, 3), "20"),
    ],
)
def test_the_century_hangs_on_the_day_of_the_document(birthday: str, sign: str, when: date, century: str) -> None:
    ten = checked(f"{birthday}123")
    written = f"{ten[:6]}{sign}{ten[6:]}"
    (one,) = identifiers_in(f"Personnummer: {written}", when)
    assert (one.text, one.normal) == (written, f"{century}{ten}")


def test_a_paper_gives_its_numbers_their_century() -> None:
    ten = checked("240517123")
    paper = f"Utredning enligt lex Sarah\n\nInkommen rapport: 2021-03-09\n\nBrukaren, {ten[:6]}-{ten[6:]}, föll.\n"
    facts = lexsarah.read_text(paper).reading.whole.values("identifier")
    assert [fact.value.normal for fact in facts] == [f"19{ten}"]
    (one,) = lexsarah.identifiers(paper, date(2021, 3, 9))
    assert one.normal == f"19{ten}"


def test_a_leap_day_of_a_year_without_one_is_none() -> None:
    ten = checked("000229123")
    assert [one.normal for one in identifiers_in(f"pnr {ten[:6]}+{ten[6:]}", date(2021, 5, 3))] == [None]


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(0, 999), st.integers(1, 9))
def test_one_wrong_digit_makes_a_number_invalid(day: date, serial: int, off: int) -> None:
    ten = checked(f"{day:%y%m%d}{serial:03}")
    wrong = f"{ten[:-1]}{(int(ten[-1]) + off) % 10}"
    written = f"{wrong[:6]}-{wrong[6:]}"
    assert seen(f"pnr {written}") == [("personnummer", written, None, NumberStatus.INVALID)]


def test_a_day_that_is_none_makes_a_number_invalid() -> None:
    ten = checked("450231123")
    assert seen(f"pnr {ten[:6]}-{ten[6:]}")[0][2:] == (None, NumberStatus.INVALID)


@pytest.mark.parametrize(
    "written",
    ["19450312-XXXX", "450312-****", "19██████-████", "20████12-██", "450312+XXXX", "19450312–xxxx", "19450312XXXX"],
)
def test_masked_numbers(written: str) -> None:
    assert seen(f"Brukaren, {written}, bor där.") == [("personnummer", written, None, NumberStatus.MASKED)]


@settings(max_examples=100, deadline=None)
@given(st.integers(55_0000, 55_9999), st.integers(0, 999), st.sampled_from(["{}-{}", "16{}-{}", "16{}{}"]))
def test_organisation_numbers_are_no_personal_numbers(first: int, serial: int, shape: str) -> None:
    ten = checked(f"{first}{serial:03}")
    written = shape.format(ten[:6], ten[6:])
    expected = [("organisationsnummer", written, f"16{ten}", NumberStatus.VALID)]
    assert seen(f"Org.nr {written}") == expected
    if ten[2] >= "2":
        assert seen(f"Bolaget ({written}) driver hemmet.") == expected


def test_a_labelled_organisation_number_with_a_wrong_digit_is_invalid() -> None:
    assert seen("Organisationsnummer: 556012-5791")[0] == (
        "organisationsnummer",
        "556012-5791",
        None,
        NumberStatus.INVALID,
    )


def test_the_number_for_value_added_tax_holds_the_organisation_number() -> None:
    assert seen("Momsnr SE556012579001")[0] == (
        "organisationsnummer",
        "SE556012579001",
        "165560125790",
        NumberStatus.VALID,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Tel 08-465 004 00",
        "Ring 070-174 06 12",
        "Dnr SN 2021/0123",
        "den 2021-03-08",
        "perioden 201803-2019",
        "perioden 201204-2012",
        "perioden 202406-2024",
        "sidorna 123456-123460",
        f"Artikel {checked('800101234')}",
        f"OCR-nummer: {checked('800101234')}",
        "konto 4512991234",
    ],
)
def test_other_numbers_are_no_identity_numbers(text: str) -> None:
    kinds = {one.kind for one in identifiers_in(text)}
    assert not kinds & {IdentifierKind.PERSONAL_ID, IdentifierKind.ORGANISATION_NUMBER}
