"""What kind of document it is, and whether it tells of a case, on invented documents of every kind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexsarah.extract.deviation import sign
from lexsarah.extract.genre import cues, find_genre
from lexsarah.records import Block, BlockKind, Case, ParsedDocument, Producer, Span, TextMap
from lexsarah.vocabulary import Genre


def read(text: str) -> ParsedDocument:
    blocks, at = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            kind = BlockKind.PARAGRAPH if number else BlockKind.TITLE
            blocks.append(Block(kind, Span(at, at + len(line))))
        at += len(line) + 1
    return ParsedDocument(text, tuple(blocks), TextMap(), Producer("rule", "test", "1"))


def verdict(text: str) -> tuple[str, bool]:
    parsed = read(text)
    genre, deviation = find_genre(parsed, Case(Span(0, len(text)), ""))
    assert (genre.field, deviation.field) == ("genre", "is_deviation_report")
    return str(genre.value), bool(deviation.value)


DOCUMENTS = {
    "press_release": """Pressmeddelande från Lerums kommun

Kommunen anmäler brister i larm
En boende på ett vård- och omsorgsboende låg på golvet i två timmar i mars. Händelsen är anmäld enligt lex Sarah.
– Det här är vi ledsna för, säger Ylva Stolt, vård- och omsorgschef.

För mer information, kontakta
Presskontakt: Ture Ask, kommunikatör
""",
    "news_article": """Eksjötrakten

Medicin gavs till fel person
Prenumerera
Av Ture Ask
En kvinna på ett äldreboende i Eksjö fick sin grannes medicin och fördes till sjukhus, enligt kommunens
lex Sarah-anmälan. – Det får inte hända, säger enhetschefen till Smålands-Tidningen.
Foto: Eva Alm/TT
Läs också: Vintern är här
""",
    "municipal_news": """Till startsidan
Publicerad 3 maj 2023
Lex Sarah: brist i nattens tillsyn
Ett larm på boendet Kråkstigen stängdes av i april och en person blev liggande. Kommunen har gjort en lex
Sarah-anmälan till Inspektionen för vård och omsorg. Vi ser allvarligt på det som hänt.
Vilka åtgärder har gjorts?
Rutinen är ändrad och all personal har fått utbildning.
Sidan uppdaterades: 3 maj 2023
Hjälpte informationen på sidan dig?
""",
    "investigation_report": """Utredning enligt lex Sarah
Diarienummer SN 2022/7
Utredare: Eva Alm
Rapporten inkom 2022-03-01
Händelsebeskrivning
En brukare fick inte sitt kvällsbesök den 27 februari och hittades på golvet.
Bakomliggande orsaker
Schemat hade ändrats utan att någon fick veta det.
Motivering till bedömningen
Utredaren bedömer att händelsen är ett missförhållande.
Underskrift
""",
    "incident_report": """Rapport om missförhållande enligt lex Sarah
Fylls i av den som rapporterar
Rapportör: XX, undersköterska
När hände det? 3 mars
Vad har hänt? Jag kom till kunden kl 10 och såg att morgonbesöket inte hade gjorts. Hon låg i genomblött skydd.
Fylls i av mottagaren
Preliminär bedömning
""",
    "board_minutes": """SAMMANTRÄDESPROTOKOLL
Socialnämnden\t2021-05-04
Beslutande\tEva Alm (S)
Utses att justera\tBo Ek
§ 31 Dagordning
§ 32 Rapport enligt lex Sarah
En man på ett gruppboende lämnades utan tillsyn den 3 april och skadades. Utredningen enligt lex Sarah visar att
bemanningen hade brustit. Händelsen bedöms som ett missförhållande.
Nämnden beslutar
att lägga utredningen till handlingarna.
Justerandes sign\tUtdragsbestyrkande
""",
    "committee_memo": """TJÄNSTESKRIVELSE
Socialförvaltningen
Dnr SN 2022/8
Beslut om anmälan enligt lex Sarah
Förslag till beslut
Nämnden beslutar att anmäla händelsen.
Beskrivning av ärendet
Den 2 maj fick en kvinna i hemtjänsten dubbel dos insulin och fördes till sjukhus. Händelsen har utretts enligt lex
Sarah och bedöms som ett allvarligt missförhållande.
Beslutet skickas till
IVO
""",
    "ivo_decision": """Inspektionen för vård och omsorg
Avdelning öst
BESLUT
Dnr 3.1.1-00000/2022-5
Vårdgivare: Lerums kommun
Ärendet
Anmälan enligt lex Sarah om att en boende hittades död efter att ett larm inte besvarats.
Beslut
Inspektionen för vård och omsorg (IVO) avslutar ärendet.
Skälen för beslutet
IVO bedömer att nämnden har utrett händelsen och vidtagit åtgärder.
Beslut i detta ärende har fattats av inspektören Eva Alm.
Detta beslut kan inte överklagas.
""",
    "statistics_report": """Årsrapport lex Sarah 2022
Under 2022 inkom 47 rapporter, en ökning med 12 procent jämfört med året före.
Antalet rapporter från hemtjänsten var 14 och antalet anmälningar till IVO var 3.
Tabell 1 Fördelning per verksamhet
Den vanligaste kategorin var brister i utförande, 54 procent.
""",
    "policy_routine": """Riktlinje för lex Sarah
Dokumenttyp: Riktlinje
Fastställd av: Socialnämnden
Gäller från: 2022-01-01
Syfte
Denna riktlinje beskriver vem som ska rapportera missförhållanden, till exempel att någon slagit en brukare.
Vem ska rapportera?
Du som arbetar i verksamheten är skyldig att rapportera till närmaste chef. Rapporten ska utredas.
Blankett finns på intranätet.
""",
    "faq": """Vanliga frågor och svar om lex Sarah
Måste jag rapportera om jag bara misstänker något?
Ja. Du behöver inte veta säkert.
Kan jag vara anonym?
Nej, men du är skyddad.
Vem skriver jag till?
Till din närmaste chef.
""",
    "lex_maria": """Lex Maria: remiss blev liggande
Regionen har anmält en händelse enligt lex Maria. En patient fick vänta på sin operation och avled.
Chefläkaren har överlämnat ärendet till IVO. Kliniken ser över sina rutiner för patientens remiss.
""",
    "other": """Debatt: Låt undersköterskorna tala
Gång på gång läser vi om lex Sarah och om äldre som glöms bort. Vi kräver fler fasta tjänster.
""",
}
NO_CASE = {"statistics_report", "policy_routine", "faq", "lex_maria", "other"}


@pytest.mark.parametrize("genre", DOCUMENTS)
def test_each_kind_of_document(genre: str) -> None:
    assert verdict(DOCUMENTS[genre]) == (genre, genre not in NO_CASE)


@pytest.mark.parametrize("genre", DOCUMENTS)
def test_the_evidence_is_in_the_text(genre: str) -> None:
    parsed = read(DOCUMENTS[genre])
    for fact in find_genre(parsed, Case(Span(0, len(parsed.text)), "")):
        assert all(piece.quote == parsed.slice(piece.span) and piece.quote.strip() for piece in fact.evidence)
        assert fact.evidence or fact.value is False


def test_every_kind_is_tried() -> None:
    assert set(DOCUMENTS) == {genre.value for genre in Genre}


def test_a_compilation_of_cases_is_another_document() -> None:
    cases = "\n".join(
        f"{n}. Boende\n\tAnmäld: den {n} maj\tBedömning: missförhållande\nÅtgärd: ny rutin" for n in range(1, 6)
    )
    text = f"TJÄNSTESKRIVELSE\nRedovisning av händelser enligt lex Sarah\nFörslag till beslut\n{cases}\n"
    assert verdict(text)[0] == "other"


@pytest.mark.parametrize(
    "text",
    [
        "Inspektionen för vård och omsorg kritiserar hemmet. Tillsynen inleddes efter ett klagomål från en son.",
        "Nämnden sammanträdde i tisdags. På dagordningen stod lex Sarah-rapporter och en budget.",
        "Vi söker undersköterskor. Du känner till lex Sarah. Sista ansökningsdag är den 15 maj.",
        "Inga anmälningar enligt lex Sarah har gjorts under året.",
        "Den som arbetar här är skyldig att rapportera missförhållanden enligt lex Sarah.",
        (
            "Lex Sarah i siffror\nÅr\tRapporter\n2022\t131\n2023\t148\nFler rapporter har lämnats enligt lex Sarah. "
            "De flesta rapporterna gäller uteblivna besök. Vi har inga händelser som anmälts."
        ),
        (
            "Så många lex Sarah-rapporter kom in\nUnder 2020 kom 87 rapporter, mot 102 året före. "
            "Av rapporterna bedömdes 51 som missförhållanden. De sex anmäldes till IVO. Stölder minskade."
        ),
        (
            "Kvalitetsberättelse\nUnder året inkom 14 rapporter enligt lex Sarah. I tre fall var det ett "
            "missförhållande. Inget fall anmäldes till IVO. Rapporterna handlade om förseningar."
        ),
        (
            "Ny e-tjänst för lex Sarah\nFrån den 15 mars lämnas alla lex Sarah-rapporter i e-tjänsten. "
            "Tänk på att rapporten ska skrivas genast."
        ),
    ],
)
def test_hard_negatives(text: str) -> None:
    assert verdict(text)[1] is False


@pytest.mark.parametrize(
    "text",
    [
        "En boende föll ur sängen i mars och bröt benet. Kommunen har gjort en lex Sarah-anmälan.",
        "Kommunen anmäler sig själv till Inspektionen för vård och omsorg sedan ett barn lämnats utan skydd.",
        "Två kunder fick inte sina besök på påskdagen. Händelsen utreds nu enligt lex Sarah.",
        "Nämnden har beslutat att anmäla en händelse enligt lex Sarah till IVO. Felet upptäcktes i augusti.",
        "Enligt lex Sarah-rapporten, som kom in i januari, ska det ha skett tre gånger. Assistenten filmade kvinnan.",
    ],
)
def test_short_cases(text: str) -> None:
    assert verdict(text)[1] is True


def test_boxes_about_the_law_say_nothing() -> None:
    box = "Händelsen är anmäld enligt lex Sarah. En boende föll och skadades. Kommunen har anmält det till IVO."
    parsed = read(box)
    law = tuple(Block(BlockKind.LAW_BOX, block.span) for block in parsed.blocks)
    parsed = ParsedDocument(box, law, TextMap(), parsed.parser)
    assert find_genre(parsed, Case(Span(0, len(box)), ""))[1].value is False


def test_the_tables_compile() -> None:
    assert {cue.genre for cue in cues()} == set(Genre)
    for name in ("reported", "duty", "event", "self_reported", "complaint", "denied", "graded", "victim"):
        assert not sign(name).pattern.search("")


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="abå Lex Sarah.?!\n\t–[x]§123", max_size=200))
def test_any_text_is_survived(text: str) -> None:
    parsed = read(text)
    genre, deviation = find_genre(parsed, Case(Span(0, len(text)), ""))
    assert genre.value in set(Genre)
    assert isinstance(deviation.value, bool)
    for fact in (genre, deviation):
        assert all(piece.quote == parsed.slice(piece.span) for piece in fact.evidence)
