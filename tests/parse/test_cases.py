"""Minutes, summaries and letters are split into their cases; what is one case stays whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexsarah.limits import Limits
from lexsarah.parse.cases.split import cases_of, focused, speaks_of_all
from lexsarah.parse.text import parse_text
from lexsarah.records import Block, BlockKind, Case, ParsedDocument, Producer, SourceFile, Span, TextMap


def parsed(text: str) -> ParsedDocument:
    return parse_text(SourceFile("0" * 64, "text/plain", "x", "x", text.encode()), Limits())


def parts(text: str) -> list[str]:
    document = parsed(text)
    return [document.slice(case.span) for case in cases_of(document)]


MINUTES = """Sammanträdesprotokoll
Omsorgsnämnden, Utby kommun, 2021-03-10

§ 20 Val av justerare

Eva Utby väljs.

§ 21 Lex Sarah, Lindens gruppbostad

En boende låstes in på sitt rum natten till den 4 januari. En vikarie var ensam på enheten.

Händelsen är ett missförhållande.

Beslut

Nämnden tar del av informationen.

§ 22 Ny taxa

Taxan höjs till 60 kronor. Ärendet har beretts av ekonomen.

§ 23 Rapport enligt lex Sarah, hemtjänst norr

En kund fick ingen mat under en helg i februari och hittades på golvet.

§ 24 Delegationsbeslut

Redovisningen läggs till handlingarna.
"""

LETTER = """Skrivelse till socialnämnden

Under hösten har två lex Sarah-utredningar avslutats vid enheten för vuxna.

Den första utredningen rör en klient på stödboendet som inte fick sin medicin under fyra dagar i september.

Klienten vårdades på sjukhus. Rutinen är nu ändrad.

Den andra utredningen gäller en kvinna som väntade elva veckor på ett beslut om skyddat boende.

Båda händelserna har bedömts som missförhållanden.

Anna Utby
enhetschef
"""

SEVERAL = {
    "minutes": (MINUTES, ["§ 21", "§ 23"], ["tar del av informationen.", "på golvet."]),
    "letter": (LETTER, ["Den första", "Den andra"], ["är nu ändrad.", "skyddat boende."]),
    "words and numbers": (
        """Sammanställning av lex Sarah

Inledning

Två ärenden redovisas.

Ärende 1, hemtjänst

En kund föll när ett besök uteblev den 3 maj.

Ärende 2, boendestöd

En kund utsattes för hot av en medarbetare i juni.

Kommentar

Ärende 1 skiljer sig från det andra.
""",
        ["Ärende 1", "Ärende 2"],
        ["den 3 maj.", "i juni."],
    ),
    "report numbers": (
        """Information om lex Sarah

LS 2023-07 Kvarnens gruppbostad

En medarbetare har skrikit åt en boende och dragit henne i armen.

LS 2023-09 Personlig assistans

En assistent somnade och brukaren blev utan hjälp i timmar.

Övrigt

Nästa information lämnas i december.
""",
        ["LS 2023-07", "LS 2023-09"],
        ["i armen.", "i timmar."],
    ),
    "units with the same labels": (
        """Återrapportering av inkomna rapporter enligt lex Sarah

Tallåsens vårdboende

Ett trycksår hos en boende upptäcktes sent. Såret hade funnits i veckor.

Åtgärd: hudbedömning varje vecka.

Nattpatrullen

Ett larm besvarades inte och kunden låg på golvet i fem timmar.

Åtgärd: två telefoner per bil.

Avslutning

Rapporterna visar att introduktionen måste bli bättre.
""",
        ["Tallåsens", "Nattpatrullen"],
        ["varje vecka.", "per bil."],
    ),
    "months": (
        """Årsrapport lex Sarah

Här redovisas rapporter enligt lex Sarah.

Januari

En spis lämnades på hos en man i hemtjänsten och det började brinna.

Februari

Inga rapporter.

Mars

En boende fick fel medicin av en vikarie och vårdades på sjukhus.
""",
        ["Januari", "Mars"],
        ["brinna.", "sjukhus."],
    ),
    "rows": (
        """Lex Sarah, kvartal 3

Två ärenden har avslutats.

Nr\tVerksamhet\tHändelse\tBedömning
1\tHemtjänst\tEn kund glömdes vid lunch två dagar i rad och föll\tMissförhållande
2\tBoende\tEn boende låstes in på sitt rum en kväll i maj\tAllvarligt missförhållande
""",
        ["1\tHemtjänst", "2\tBoende"],
        ["Missförhållande", "Allvarligt missförhållande"],
    ),
    "items": (
        """Redovisning av lex Sarah-ärenden

Följande ärenden har avslutats.

1) En boende fick dubbel dos den 4 januari och sov till kvällen. Missförhållande.
2) En brukare glömdes på bussen i februari och hittades sent. Missförhållande.

Ekonomiska konsekvenser

Inga.
""",
        ["1) En", "2) En"],
        ["Missförhållande.", "Missförhållande."],
    ),
    "records": (
        """Redovisning

Dnr: ON 2024/211
Händelse: En boende föll ur sängen den 3 november.
Orsak: Ny personal.
Åtgärd: Skylt.
Dnr: ON 2024/219
Händelse: Brukarens bil användes för egna ärenden.
Orsak: Ingen läste körjournalen.
Åtgärd: Genomgång.
""",
        ["Dnr: ON 2024/211", "Dnr: ON 2024/219"],
        ["Skylt.", "Genomgång."],
    ),
}


@pytest.mark.parametrize("name", SEVERAL)
def test_each_case_gets_its_own_part(name: str) -> None:
    text, starts, ends = SEVERAL[name]
    found = parts(text)
    assert len(found) == len(starts)
    for part, start, end in zip(found, starts, ends, strict=True):
        assert part.startswith(start)
        assert part.endswith(end)


ONE = {
    "days of one event": """Utredning enligt lex Sarah

Händelseförlopp

Den 2 maj

Kunden fick inte sin frukost. Adressen var fel.

Den 3 maj

Kunden fick inte sin medicin. Listan låg kvar.

Orsaker

Adressen hade inte ändrats.

Åtgärder

En rutin för flytt är framtagen.

Bedömning

Händelserna är ett allvarligt missförhållande.
""",
    "repeated thefts in one home": """Utredning om stölder på Linden

Fyra stölder har rapporterats. Utredningen omfattar samtliga rapporter.

Rapport 1

Den 3 september saknade en boende 500 kronor ur sin plånbok.

Rapport 2

Den 14 september stals en ring ur ett nattduksbord.

Orsaker

Nycklarna förvaras öppet.

Åtgärder

Nyckelskåp har satts upp.
""",
    "questions and answers": """Frågor och svar om lex Sarah

1. Vad ska rapporteras?

Missförhållanden, till exempel att en boende fallit eller blivit utan mat.

2. Vem utreder?

Chefen utreder händelsen. Rapporter om chefen utreds av någon annan.
""",
    "an earlier event": """Larm tystnade i Utby

En kvinna föll och larmet besvarades inte. Händelsen anmäls enligt lex Sarah.

Tidigare händelser

Liknande händelser har inträffat tidigare. I fjol föll en man på samma boende.
""",
    "cases for a lesson": """Övning i att utreda lex Sarah

Två påhittade fall.

Fall 1

En boende föll i duschen när personalen lämnade rummet.

Fall 2

En kund blev av med sina pengar och en vikarie misstänks.
""",
    "no word of a case": "Utby.",
}


@pytest.mark.parametrize("name", ONE)
def test_one_case_stays_whole(name: str) -> None:
    document = parsed(ONE[name])
    (case,) = cases_of(document)
    assert case == Case(Span(0, len(document.text)), case.title, ())


def test_a_single_item_of_minutes_is_the_case_and_the_head_its_background() -> None:
    document = parsed(
        MINUTES.replace("Rapport enligt lex Sarah, hemtjänst norr", "Hemtjänst norr").replace("hittades på", "satt på")
    )
    (case,) = cases_of(document)
    assert document.slice(case.span).startswith("§ 21")
    assert [document.slice(part) for part in case.background] == [
        "Sammanträdesprotokoll\nOmsorgsnämnden, Utby kommun, 2021-03-10"
    ]


def test_other_items_belong_to_no_case() -> None:
    document = parsed(MINUTES)
    for case in cases_of(document):
        seen = " ".join(document.slice(part) for part in (case.span, *case.background))
        assert "taxa" not in seen.lower()
        assert "justerare" not in seen


def test_a_summary_shares_what_stands_around_its_cases() -> None:
    document = parsed(LETTER)
    first, second = cases_of(document)
    assert first.background == second.background
    shared = " ".join(document.slice(part) for part in first.background)
    assert "två lex Sarah-utredningar" in shared
    assert "Båda händelserna" in shared


def test_a_case_is_named_by_what_opens_it_and_by_its_document() -> None:
    text, *_ = SEVERAL["words and numbers"]
    assert [case.title for case in cases_of(parsed(text))] == [
        "Ärende 1, hemtjänst (Sammanställning av lex Sarah)",
        "Ärende 2, boendestöd (Sammanställning av lex Sarah)",
    ]


def test_the_view_of_a_case_sets_other_matters_aside_and_moves_nothing() -> None:
    document = parsed(MINUTES)
    first, second = cases_of(document)
    view = focused(document, first)
    assert view.text == document.text
    assert [block.span for block in view.blocks] == [block.span for block in document.blocks]
    for block in view.blocks:
        assert (block.kind is BlockKind.OTHER_MATTER) != first.holds(block.span)
    assert any(block.span in second.span for block in view.blocks if block.kind is BlockKind.OTHER_MATTER)


def test_the_view_of_a_whole_document_is_the_document() -> None:
    document = parsed(ONE["an earlier event"])
    assert focused(document, cases_of(document)[0]) is document


def test_a_line_may_speak_of_all_the_cases() -> None:
    text = "Ärende 2 är anmält till IVO.\nSamtliga händelser är anmälda till IVO."
    document = ParsedDocument(
        text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),), TextMap(), Producer("rule", "x", "1")
    )
    assert not speaks_of_all(document, Span(0, 8))
    assert speaks_of_all(document, Span(40, 50))


PIECES = st.sampled_from(
    """Protokoll
§ 1 Val
§ 2 Lex Sarah, Linden
§ 2
§ 3 Rapport enligt lex Sarah
Ärende 1
Ärende 2
Händelse B
1. Hemtjänst
2. Boende
2.1 Linden
Januari
Den 3 maj
Orsaker
Åtgärder
Kommentar
Tre rapporter redovisas.
SN 2024/11
SN 2024/12
Linden
– En kund föll och fick ligga på golvet hela natten till den 4 maj.
1\tEn kund föll\tx
En kund föll i hallen den 3 maj och bröt armen. Bedömning: missförhållande.
Det första fallet gäller en man som försvann.
Den andra händelsen gäller en kvinna som föll.
Dnr: SN 1/24
Orsak: okänd
Hemtjänst, norr: En kund glömdes på bussen och hittades sent på kvällen i garaget.
Anna Utby
Med vänlig hälsning""".split("\n")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25), st.sampled_from(["\n", "\n\n"]))
def test_parts_lie_in_the_text_in_order_apart_from_each_other_and_from_their_background(
    pieces: list[str], gap: str
) -> None:
    document = parsed(gap.join(["Lex Sarah", *pieces]))
    cases = cases_of(document)
    assert cases
    end = 0
    for case in cases:
        assert end <= case.span.start < case.span.end <= len(document.text)
        end = case.span.end
        assert list(case.background) == sorted(case.background)
        for one in case.background:
            assert one.end <= len(document.text)
            assert not any(one.overlaps(other.span) for other in cases)
    if len(cases) == 1 and not cases[0].background:
        return
    edges = {block.span.start for block in document.blocks} | {block.span.end for block in document.blocks}
    assert {edge for case in cases for edge in (case.span.start, case.span.end)} <= edges | {0, len(document.text)}
