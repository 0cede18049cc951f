"""Legal references: where they stand, what they point at, old and new act, the duties behind them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexsarah.extract.acts import place_of
from lexsarah.extract.citations import citations, expanded
from lexsarah.extract.identifiers import day_of, find_identifiers, identifiers_in
from lexsarah.extract.legal_sources import legal_sources
from lexsarah.records import (
    Block,
    BlockKind,
    DateValue,
    Fact,
    ParsedDocument,
    Producer,
    Provision,
    Span,
    TextMap,
)
from lexsarah.reference import duty_places, statutes
from lexsarah.vocabulary import DateRole, Duty, IdentifierKind, SourceKnownBy

BEFORE, AFTER = date(2024, 5, 2), date(2025, 9, 1)


def seen(text: str) -> list[tuple[str, str | None]]:
    return [(text[one.span.start : one.span.end], one.normal) for one in citations(text)]


@pytest.mark.parametrize(
    ("text", "words", "normal"),
    [
        ("enligt 24 b–f §§ LSS.", "24 b–f §§ LSS", "1993:387 24 b–f §"),
        ("23 e och 24 a §§ LSS", "23 e och 24 a §§ LSS", "1993:387 23 e och 24 a §"),
        ("Insats enligt 9 § 2 LSS", "9 § 2 LSS", "1993:387 9 §"),
        ("9 § första stycket 4 p LSS", "9 § första stycket 4 p LSS", "1993:387 9 §"),
        ("Lagrum:14 kap. 3 § SoL", "14 kap. 3 § SoL", "2001:453 14:3"),
        ("14 kap. 7 §\nsocialtjänstlagen", "14 kap. 7 §\nsocialtjänstlagen", "2001:453 14:7"),
        ("2 kap. 6 § regeringsformen", "2 kap. 6 § regeringsformen", "1974:152 2:6"),
        ("51 kap. socialförsäkringsbalken", "51 kap. socialförsäkringsbalken", "2010:110 51 kap."),
        ("Sekretess (OSL 26 kap)", "OSL 26 kap", "2009:400 26 kap."),
        (
            "15 d § lagen (1990:52) med särskilda bestämmelser om vård av unga, LVU",
            "15 d § lagen (1990:52) med särskilda bestämmelser om vård av unga",
            "1990:52 15 d §",
        ),
        ("av 4 § apotekslagen följer", "4 § apotekslagen", "4 §"),
        ("11:1 a SoL", "11:1 a SoL", "2001:453 11:1 a"),
        ("socialtjänstlagen (2001:453, SoL)", "2001:453", "2001:453"),
        ("Socialtjänstlagen (2025:400) 27 kap. 2 §", "Socialtjänstlagen (2025:400) 27 kap. 2 §", "2025:400 27:2"),
        ("5 kap. SOSFS 2011:5", "5 kap. SOSFS 2011:5", "SOSFS 2011:5 5 kap."),
        (
            "6 kap. 1 § Socialstyrelsens föreskrifter och allmänna råd (SOSFS 2011:5) om lex Sarah",
            "6 kap. 1 § Socialstyrelsens föreskrifter och allmänna råd (SOSFS 2011:5)",
            "SOSFS 2011:5 6:1",
        ),
        ("skyldigheten i 24 b § gäller", "24 b §", "1993:387 24 b §"),
        ("§ 9 LSS", "§ 9 LSS", "1993:387 9 §"),
    ],
)
def test_where_a_citation_stands_and_its_normal_form(text: str, words: str, normal: str) -> None:
    assert seen(text) == [(words, normal)]


@pytest.mark.parametrize(
    "text", ["§ 75, §§ 71–79", "klockan 07:32 och kl 12:30", "42 § 14 mars", "kapten, 3 kapslar", "1. 2, 3", "nr 4 § 5"]
)
def test_what_cites_no_law(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "source", "by", "certain"),
    [
        ("4 kap. 1 § socialtjänstlagen (2001:453)", "2001:453", SourceKnownBy.NUMBER, True),
        ("26 kap. 1 § OSL", "2009:400", SourceKnownBy.NAME, True),
        ("4 kap. 1 § nya socialtjänstlagen", "2025:400", SourceKnownBy.NAME, True),
        ("4 kap. 1 § i den tidigare socialtjänstlagen", "2001:453", SourceKnownBy.NAME, True),
        ("14 kap. 3 § SoL", "2001:453", SourceKnownBy.PLACE, True),
        ("27 kap. 6 § SoL", "2025:400", SourceKnownBy.PLACE, True),
        ("20 kap. 1 § SoL", "2025:400", SourceKnownBy.PLACE, True),
        ("71 a § SoL", "1980:620", SourceKnownBy.PLACE, False),
        ("4 kap. 1 § SoL", "2001:453", SourceKnownBy.ASSUMED, False),
        ("27 kap. 6 §", "2025:400", SourceKnownBy.PLACE, True),
        ("4 § apotekslagen", None, None, False),
    ],
)
def test_which_act_is_meant_and_how_that_is_known(
    text: str, source: str | None, by: SourceKnownBy | None, certain: bool
) -> None:
    reference = citations(text)[0].reference
    assert (reference.source, reference.known_by, reference.certain) == (source, by, certain)


@pytest.mark.parametrize(
    ("day", "source"), [(BEFORE, "2001:453"), (AFTER, "2025:400"), (date(2025, 6, 30), "2001:453")]
)
def test_the_day_tells_the_old_act_from_the_new(day: date, source: str) -> None:
    reference = citations("4 kap. 1 § SoL", day)[0].reference
    assert (reference.source, reference.known_by, reference.certain) == (source, SourceKnownBy.DATE, False)
    assert citations("14 kap. 3 § SoL", day)[0].reference.source == "2001:453"


def test_the_same_act_is_the_one_cited_before() -> None:
    found = citations("Enligt 2 kap. 1 § OSL, och 4 § samma lag.")
    assert [one.normal for one in found] == ["2009:400 2:1", "2009:400 4 §"]
    assert found[1].reference.known_by is SourceKnownBy.CONTEXT


def test_places_joined_by_och_share_act_and_chapter() -> None:
    assert [one.normal for one in citations("14 kap. 3 § och 6 § SoL")] == ["2001:453 14:3", "2001:453 14:6"]
    found = citations("27 kap. 2 § och 24 b § LSS")
    assert [one.normal for one in found] == ["2025:400 27:2", "1993:387 24 b §"]


def test_the_parts_of_a_place() -> None:
    found = citations("9 § första stycket 4 p LSS")[0].reference
    assert found.provisions == (Provision(None, "9", 1, "4"),)
    assert [one.section for one in citations("14 kap. 3–7 §§ SoL")[0].reference.provisions] == ["3", "4", "5", "6", "7"]
    assert [one.chapter for one in citations("2 och 3 kap. SoL")[0].reference.provisions] == ["2", "3"]


@pytest.mark.parametrize(
    ("run", "parts"),
    [
        ("3–7", "3 4 5 6 7".split()),
        ("24 b–f", ["24 b", "24 c", "24 d", "24 e", "24 f"]),
        ("24b - 24d", ["24 b", "24 c", "24 d"]),
        ("3, 6 och 7", "3 6 7".split()),
        ("7 b–8", ["7 b", "8"]),
        ("1–900", ["1", "900"]),
    ],
)
def test_ranges_are_written_out(run: str, parts: list[str]) -> None:
    assert list(expanded(run)) == parts


def test_old_and_new_act_state_the_same_duty() -> None:
    assert citations("14 kap. 7 § SoL")[0].reference.duties == (Duty.NOTIFY,)
    assert citations("27 kap. 6 § SoL")[0].reference.duties == (Duty.NOTIFY,)
    assert citations("24 f § LSS")[0].reference.duties == (Duty.NOTIFY,)
    assert citations("14 kap. 6 § SoL")[0].reference.duties == (Duty.DOCUMENT, Duty.INVESTIGATE, Duty.REMEDY)
    unchecked = citations("27 kap. 5 § SoL")[0].reference
    assert Duty.INVESTIGATE in unchecked.duties
    assert not unchecked.certain


def test_what_a_section_meant_depends_on_the_day() -> None:
    assert citations("14 kap. 2 § SoL", date(2009, 3, 1))[0].reference.duties == (Duty.REPORT,)
    assert citations("14 kap. 2 § SoL", date(2014, 3, 1))[0].reference.duties == (Duty.QUALITY,)


def test_every_row_of_the_tables_can_be_used() -> None:
    numbers = {one.sfs for one in statutes()}
    for (act, place), rows in duty_places().items():
        assert act in numbers
        name = next(one.short for one in statutes() if one.sfs == act)
        written = place.replace(":", " kap. ") + ("" if "§" in place else " §")
        cited = citations(f"{written} {name}")[0].reference
        assert place_of(cited.provisions[0]) == place
        assert cited.source == act
        assert {Duty(row.duty) for row in rows} == set(cited.duties)


ACTS = tuple((one.short, one.chapters) for one in statutes() if one.short and one.until == "")


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(ACTS),
    st.integers(1, 60),
    st.integers(1, 99),
    st.sampled_from(["", " a", "b", " c"]),
    st.sampled_from(["{c}{s} § {a}", "{c}{s}§ {a}", "{a} {c}{s} §", "enligt {c}{s} § {a}, som", "({c}{s} § i {a})"]),
    st.sampled_from(["{} kap. ", "{} kap ", "{}kap. "]),
)
def test_a_rendered_place_is_read_back(
    act: tuple[str, bool], chapter: int, section: int, letter: str, frame: str, written: str
) -> None:
    short, chapters = act
    text = frame.format(c=written.format(chapter) if chapters else "", s=f"{section}{letter}", a=short)
    found = citations(f"Beslut {text}.")
    assert len(found) == 1
    shown = f"{section} {letter.strip()}".strip()
    expected = Provision(str(chapter) if chapters else None, shown)
    assert found[0].reference.provisions == (expected,)
    assert found[0].normal == f"{found[0].reference.source} {place_of(expected)}"
    assert found[0].reference.source in {one.sfs for one in statutes() if one.short == short}


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("se prop. 2024/25:89 s. 40", "prop. 2024/25:89"),
        ("Prop 2010/11:131", "prop. 2010/11:131"),
        ("skr. 2022/23:141", "skr. 2022/23:141"),
        ("bet. 2024/25:SoU12", "bet. 2024/25:SoU12"),
        ("SOU 2017:21", "SOU 2017:21"),
        ("Ds 2024:13", "Ds 2024:13"),
        ("dir. 2012:24", "dir. 2012:24"),
        ("RiR 2023:4", "RiR 2023:4"),
        ("HFD 2016 ref 4", "HFD 2016 ref. 4"),
        ("RÅ 1995 ref. 28", "RÅ 1995 ref. 28"),
        ("NJA 2009 s. 463", "NJA 2009 s. 463"),
    ],
)
def test_sources_that_are_no_act(text: str, normal: str) -> None:
    assert [one.normal for one in legal_sources(text)] == [normal]
    assert [(one.kind, one.normal) for one in identifiers_in(text)] == [(IdentifierKind.LEGAL_SOURCE, normal)]


def document(text: str) -> ParsedDocument:
    return ParsedDocument(
        text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),), TextMap(), Producer("rule", "t", "1")
    )


def test_the_day_of_a_document_chooses_the_act() -> None:
    parsed = document("Beslut den 3 september 2025 enligt 4 kap. 1 § SoL.")
    evidence = (parsed.evidence(Span(11, 27)),)
    decided = Fact("date", DateValue("2025-09-03", DateRole.DECIDED), evidence, Producer("rule", "t", "1"))
    ahead = Fact("date", DateValue("2031-01-01", DateRole.OTHER), evidence, Producer("rule", "t", "1"))
    vague = Fact("date", DateValue("2026", DateRole.DECIDED), evidence, Producer("rule", "t", "1"))
    assert day_of([decided, ahead, vague], None) == date(2025, 9, 3)
    assert day_of([decided], BEFORE) == BEFORE
    assert day_of([ahead], None) is None
    assert find_identifiers(parsed, day_of([decided], None))[0].value.law.source == "2025:400"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from("§ §§ 14 kap. 3 b – , och SoL LSS ( 2001:453 ) samma lag 26:1 p \n SOSFS 2011:5".split(" ")),
        max_size=30,
    )
)
def test_no_text_is_too_odd(parts: list[str]) -> None:
    text = " ".join(parts)
    end = 0
    for one in citations(text):
        assert end <= one.span.start < one.span.end <= len(text)
        end = one.span.end
