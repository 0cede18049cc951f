"""Identifiers: the forms they take, their normal form, and what only looks like one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn

from lexsarah.extract.identifiers import code_spans, find_identifiers, identifiers_in
from lexsarah.records import Block, BlockKind, ParsedDocument, Producer, Span, TextMap

PARSER = Producer("rule", "test", "1")


def seen(text: str) -> list[tuple[str, str, str | None]]:
    return [(one.kind.value, one.text, one.normal) for one in identifiers_in(text)]


CASE_NUMBERS = (
    "SON 3.1.1-158/2022|ALD 2022/169|2016/34-NF-107|SN 2015/0132|SN 2016/0013.01.02|ON 2019/0026|SCN-2015-0180"
    "|SOCN/2017:69"
    "|Son 2011/258-1|SN 11/68|VOF-2026-0011|IVO 8.5-29206/2014|JO 1718-2008|SN 2021/123|3.1.1-01234/2021-5|SN "
    "2024-00019"
    "|SON 2020-0203-701|VON 00231/2019|███-2023-00██"
).split("|")


@pytest.mark.parametrize("number", CASE_NUMBERS)
@pytest.mark.parametrize("frame", ["Dnr {} i ärendet", "Dnr: {}", "Se {}, som är avslutat.", "Diarienummer\t{}\n"])
def test_case_numbers(number: str, frame: str) -> None:
    found = seen(frame.format(number))
    assert [one[:2] for one in found] == [("diarienummer", number)]
    assert found[0][2] == (None if "█" in number else number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Löpnr LS 22-061", "LS 22-061"),
        ("Er beteckning: 1.1.4-2216-2016", "1.1.4-2216-2016"),
        ("Ärende\tSN-IFO 2020/318", "SN-IFO 2020/318"),
        ("Dnr 2015/SN 0177", "2015/SN 0177"),
        ("Dnr 21ON48", "21ON48"),
        ("TJÄNSTESKRIVELSE 17SON/112 2017-06-05", "17SON/112"),
        ("SON23/77", "SON23/77"),
        ("SAS\tSN 0144/19", "SN 0144/19"),
        ("internt nr 2025-LS-03", "2025-LS-03"),
        ("Utredning lex Sarah\tSN 14/███", "SN 14/███"),
        ("Dnr VON 2023/54Handläggare", "VON 2023/54"),
        ("1 SN 2024/118Öppenvård", "SN 2024/118"),
        ("plan 3Diarienummer 2015/027", "2015/027"),
        ("i mål nr 4471-20.", "4471-20"),
        ("ON § 26\tON 2016-7", "ON 2016-7"),
        ("§ 30\tON 2016-12\n", "ON 2016-12"),
    ],
)
def test_case_numbers_of_every_house(text: str, number: str) -> None:
    assert [one[:2] for one in seen(text)] == [("diarienummer", number)]


def test_a_scan_s_letters_are_figures_in_the_normal_form() -> None:
    assert seen("BAS 2019/1O3 och VON 2014/2l3")[0][2] == "BAS 2019/103"
    assert seen("BAS 2019/1O3 och VON 2014/2l3")[1][2] == "VON 2014/213"


def test_a_month_is_a_case_number_only_beside_others_of_its_series() -> None:
    assert seen("Anmält till IVO 2021-03, klart.") == []
    assert [one[1] for one in seen("Lex Sarah SON 2024-12 och SON 2024-13.")] == ["SON 2024-12", "SON 2024-13"]


@pytest.mark.parametrize("text", ["Till SAN 16/6", "Mål nr 4", "Ref 2019-03-02", "Ärende: 12/3", "nr 2021-03-08"])
def test_days_and_bare_figures_are_no_case_numbers(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("JO 1718-2008", "Riksdagens ombudsmän"),
        ("IVO 8.5-29206/2014", "Inspektionen för vård och omsorg"),
        ("VON 2015/12", "Vård- och omsorgsnämnden"),
        ("Dnr 3.1.1-01234/2021-5", None),
        ("SN 2021/123", None),
        ("Förvaltningsrätten i Umeå meddelade dom i mål 1187-15", "Förvaltningsrätten i Umeå"),
    ],
)
def test_who_issued_a_case_number(text: str, issuer: str | None) -> None:
    assert [one.value.issuer for one in identifiers_in(text)] == [issuer]


@pytest.mark.parametrize(
    ("text", "words", "normal"),
    [
        ("14 kap. 3 § SoL", "14 kap. 3 § SoL", "2001:453 14:3"),
        ("enligt 14 kap 3 § socialtjänstlagen gäller", "14 kap 3 § socialtjänstlagen", "2001:453 14:3"),
        (
            "enligt 14 kap. 3–7 §§ socialtjänstlagen (2001:453) gäller",
            "14 kap. 3–7 §§ socialtjänstlagen (2001:453)",
            "2001:453 14:3–7",
        ),
        ("27 kap. 6 § SoL", "27 kap. 6 § SoL", "2025:400 27:6"),
        ("27 kap. 6 § socialtjänstlagen (2025:400)", "27 kap. 6 § socialtjänstlagen (2025:400)", "2025:400 27:6"),
        ("I 27 kap. 6 § står det.", "27 kap. 6 §", "2025:400 27:6"),
        ("24 b § LSS", "24 b § LSS", "1993:387 24 b §"),
        ("24b § LSS", "24b § LSS", "1993:387 24 b §"),
        ("LSS 24 b §", "LSS 24 b §", "1993:387 24 b §"),
        ("5 kap. 1 § SOSFS 2011:5 gäller", "5 kap. 1 § SOSFS 2011:5", "SOSFS 2011:5 5:1"),
        ("enligt 2 kap. 3 § i SOSFS 2011:5", "2 kap. 3 § i SOSFS 2011:5", "SOSFS 2011:5 2:3"),
        ("26 kap. 1 § OSL", "26 kap. 1 § OSL", "2009:400 26:1"),
        ("OSL 26:1", "OSL 26:1", "2009:400 26:1"),
        ("SoL 14:3", "SoL 14:3", "2001:453 14:3"),
        ("4 kap. 1 § SoL", "4 kap. 1 § SoL", "2001:453 4:1"),
        ("SOSFS 2011:5", "SOSFS 2011:5", "SOSFS 2011:5"),
        ("HSLF-FS 2017:40", "HSLF-FS 2017:40", "HSLF-FS 2017:40"),
        ("14 kap. SoL", "14 kap. SoL", "2001:453 14 kap."),
        ("lagen (1993:387) om stöd", "1993:387", "1993:387"),
    ],
)
def test_paragraphs_of_law(text: str, words: str, normal: str) -> None:
    assert seen(text) == [("lagrum", words, normal)]


def test_two_paragraphs_beside_each_other() -> None:
    assert [one[1] for one in seen("14 kap. 3 § SoL / 24 b § LSS")] == ["14 kap. 3 § SoL", "24 b § LSS"]


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("011-15 23 03", "+4611152303"),
        ("072-584 72 15", "+46725847215"),
        ("08-508 25 000", "+46850825000"),
        ("+46 (0)8 123 456 78", "+46812345678"),
        ("+46701740612", "+46701740612"),
        ("0701740612", "+46701740612"),
        ("0300/12 34 05", "+46300123405"),
        ("070-XXX XX XX", None),
    ],
)
def test_telephones(written: str, normal: str | None) -> None:
    assert seen(f"Tel: {written}, fax finns inte.") == [("telefon", written, normal)]


@pytest.mark.parametrize("written", ["19450312-XXXX", "450312-****", "19██████-████", "450312+XXXX"])
def test_masked_personal_numbers_count_without_a_normal_form(written: str) -> None:
    assert seen(f"Brukaren, pnr {written}.") == [("personnummer", written, None)]


def test_a_personal_number_with_a_wrong_checksum_counts_but_is_not_normalised() -> None:
    assert seen("Han är född 19450312-1234.") == [("personnummer", "19450312-1234", None)]


@settings(max_examples=100, deadline=None)
@given(st.dates(), st.integers(0, 999), st.sampled_from(["-", ""]), st.booleans(), st.booleans())
def test_every_valid_personal_number_is_found(
    day: object, serial: int, dash: str, century: bool, coordination: bool
) -> None:
    if not 1930 <= day.year <= 2020:
        return
    six = f"{day.year % 100:02}{day.month:02}{day.day + 60 * coordination:02}"
    ten = f"{six}{serial:03}"
    ten += luhn.calc_check_digit(ten)
    if not dash and not century and (ten.startswith("0") or day.year < 1932):
        return
    written = f"{day.year // 100 if century else ''}{six}{dash}{ten[6:]}"
    found = seen(f"Personnummer {written} i akten")
    assert [one[:2] for one in found] == [("personnummer", written)]
    if century:
        assert found[0][2] == f"{day.year // 100}{ten}"


def test_organisation_numbers() -> None:
    assert seen("Org.nr 556012-5790") == [("organisationsnummer", "556012-5790", "165560125790")]
    assert seen("bolaget (556012-5790)") == [("organisationsnummer", "556012-5790", "165560125790")]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Mer finns på www.exempel.se.", "www.exempel.se"),
        ("Se https://fraga.exempel.se/svar/15, tack", "https://fraga.exempel.se/svar/15"),
        ("(http://exempel.se)", "http://exempel.se"),
        ("Läs på exempel.se", "exempel.se"),
        ("Nyheten.nu skrev", "Nyheten.nu"),
    ],
)
def test_web_addresses_without_trailing_marks(text: str, written: str) -> None:
    assert [(kind, words) for kind, words, _ in seen(text)] == [("url", written)]


def test_the_domain_of_a_mail_address_is_no_site() -> None:
    assert seen("lex.sarah@exempel.alunda.se, ring") == [
        ("epost", "lex.sarah@exempel.alunda.se", "lex.sarah@exempel.alunda.se")
    ]


def test_postal_address_with_its_street() -> None:
    assert seen("Storgatan 5, 604 81 Norrköping") == [
        ("postadress", "Storgatan 5, 604 81 Norrköping", "604 81 Norrköping")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Det kostade 300 000 kronor, sedan 25 000.",
        "2021-03-08 kl. 07.40–08.10",
        "10–12 mars 2015 och 12/3-21",
        "Sida 1(4), § 75, §§ 71–79",
        "Hon är 85 år. 0-2 år 9 socialsekreterare, 2 - 5 år 16",
        "Utredning nr 4, version 4.1, punkt 2.3",
        "bl.a. t.ex. dvs. o.s.v. m.m.",
        "2019–2021 och 2019/2020",
        "klockan 22 och 02, rum 2012",
        "Lex Sarah 7:e gången",
    ],
)
def test_what_is_no_identifier(text: str) -> None:
    assert seen(text) == []


def test_each_wording_once_and_none_from_menus() -> None:
    text = "Ring 011-15 23 03.\nTelefon 011-15 23 03\nAnnan nyhet, ring 08-508 25 000\nnyheten.se\n"
    lines = [Span(0, 18), Span(19, 39), Span(40, 71), Span(72, 82)]
    kinds = (BlockKind.PARAGRAPH, BlockKind.CONTACT, BlockKind.BOILERPLATE, BlockKind.BOILERPLATE)
    document = ParsedDocument(text, tuple(map(Block, kinds, lines)), TextMap(), PARSER)
    facts = find_identifiers(document)
    assert [fact.evidence[0].quote for fact in facts] == ["011-15 23 03", "nyheten.se"]


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=120),
        st.lists(
            st.sampled_from(
                "§ kap 14 SoL LSS ( ) 2001:453 - / . 0 070 Dnr SN 2021 www .se @ a XXXX 450312 █ Box 604 \n".split(" ")
            ),
            max_size=25,
        ).map(" ".join),
    )
)
def test_no_text_is_too_odd_and_spans_quote_their_words(text: str) -> None:
    found = identifiers_in(text)
    last = 0
    for one in found:
        assert text[one.start : one.end] == one.text
        assert one.text
        assert one.start >= last
        last = one.end
    assert all(any(span == one.span for one in found) for span in code_spans(text))
