"""The grade of a case and its notification: one invented sentence or form a rule, and what both must survive."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.extract.decision import find_decision
from lexsarah.records import Block, BlockKind, Case, Fact, ParsedDocument, Producer, Span, TextMap
from lexsarah.vocabulary import Absence, Decision, IvoNotification

NONE = Absence.NOT_STATED
NO = Decision.NO_MISCONDUCT
RISK = Decision.RISK_OF_MISCONDUCT
BAD = Decision.MISCONDUCT
RISK_SERIOUS = Decision.RISK_OF_SERIOUS_MISCONDUCT
SERIOUS = Decision.SERIOUS_MISCONDUCT
ONGOING = Decision.ONGOING


def document(
    *parts: tuple[BlockKind, str] | tuple[BlockKind, str, bool | None],
    section: str | None = None,
    published: date | None = None,
) -> ParsedDocument:
    """A document of blocks on lines of their own; a field's label ends at its first colon."""
    text, blocks = "", []
    for part in parts:
        kind, words = part[0], part[1]
        start = len(text)
        text += words
        span = Span(start, len(text))
        label = value = None
        if kind is BlockKind.FIELD:
            colon = words.index(":")
            label = Span(start, start + colon)
            value = Span(start + colon + 2, max(start + colon + 2, len(text))) if len(words) > colon + 2 else None
        blocks.append(Block(kind, span, section, label, value, part[2] if len(part) == 3 else None))
        text += "\n"
    return ParsedDocument(text, tuple(blocks), TextMap(), Producer("rule", "test", "1"), published=published)


def facts(doc: ParsedDocument) -> dict[str, Fact]:
    return {fact.field: fact for fact in find_decision(doc, Case(Span(0, len(doc.text)), ""))}


def prose(text: str, section: str | None = None, published: date | None = None) -> dict[str, Fact]:
    return facts(document((BlockKind.PARAGRAPH, text), section=section, published=published))


GRADES = [
    # the operator's own grade
    ("Nämnden bedömer händelsen som ett allvarligt missförhållande.", SERIOUS),
    ("Händelsen bedöms vara ett missförhållande.", BAD),
    ("Förvaltningen har kommit fram till att det rör sig om en påtaglig risk för missförhållande.", RISK),
    ("Utredningen visar att det har funnits en påtaglig risk för ett allvarligt missförhållande.", RISK_SERIOUS),
    ("Det klassas som ett allvarligt missförhållande.", SERIOUS),
    ("Kommunen ser det inträffade som ett missförhållande enligt lex Sarah.", BAD),
    ("Verksamhetschefen konstaterar att ett missförhållande har förelegat.", BAD),
    ("Slutsatsen är att händelsen utgör ett allvarligt missförhållande enligt socialtjänstlagen.", SERIOUS),
    ("Det är fråga om ett allvarligt missförhållande, säger socialchefen.", SERIOUS),
    ("Ett allvarligt missförhållande har inträffat på boendet.", SERIOUS),
    ("Bolaget anmäler ett allvarligt missförhållande till IVO.", SERIOUS),
    ("Den gäller en påtaglig risk för ett allvarligt missförhållande.", RISK_SERIOUS),
    ("Missförhållandet bedöms som allvarligt.", SERIOUS),
    ("Bristerna var så allvarliga att de anmäls till IVO.", SERIOUS),
    ("Det innebar en \"risk för missförhållande\", anser socialnämnden.", RISK),
    ("Bedömt enligt lex Sarah: missförhållande, ej allvarligt.", BAD),
    ("Kommunen betecknar det som ett allvarligt missförhållande.", SERIOUS),
    ("Grad: missförhållande.", BAD),
    # denied
    ("Händelsen bedöms inte utgöra ett missförhållande.", NO),
    ("Inget missförhållande har förelegat.", NO),
    ("Utredningen visar att det inte är ett missförhållande.", NO),
    ("Några allvarliga missförhållanden har inte förekommit.", NO),
    ("Något missförhållande har inte konstaterats.", NO),
    ("Nämnden anser inte att det rör sig om ett missförhållande.", NO),
    ("Det var ingen påtaglig risk för missförhållande.", NO),
    ("Det finns varken missförhållande eller risk för missförhållande.", NO),
    ("Det är inte ett allvarligt missförhållande utan ett missförhållande.", BAD),
    ("Händelsen bedöms vara ett missförhållande, men inte ett allvarligt sådant.", BAD),
    ("Händelsen bedöms inte vara ett allvarligt missförhållande.", NONE),
    ("Att medicinen inte gavs under fyra dagar bedöms som ett allvarligt missförhållande.", SERIOUS),
    ("Att ingen kontrollerade dörren bedöms vara ett missförhållande.", BAD),
    ("Att utreda i månader utan att kontakta föräldrarna är att betrakta som ett allvarligt missförhållande.", SERIOUS),
    # two grades
    ("Den ena händelsen bedöms som ett missförhållande. Den andra bedöms som ett allvarligt missförhållande.", SERIOUS),
    ("Det bedöms vara ett missförhållande, alternativt en påtaglig risk för ett sådant.", BAD),
    ("Utredaren bedömer att det är ett missförhållande. Nämnden bedömer att det är en risk för missförhållande.", RISK),
    # an authority or an investigator, where the operator gave none
    ("Utredaren bedömer att det rör sig om ett allvarligt missförhållande.", SERIOUS),
    ("IVO bedömer att det var ett missförhållande.", BAD),
    # the reporter's wording, feelings, the law, questions, suppositions
    ("Rapportören anser att det är ett allvarligt missförhållande.", NONE),
    ("Personalen menar att det är ett allvarligt missförhållande.", NONE),
    ("Enligt rapporten är det ett allvarligt missförhållande.", NONE),
    ("Vi ser mycket allvarligt på det inträffade.", NONE),
    ("Det är en allvarlig händelse, säger chefen.", NONE),
    ("Allvarliga missförhållanden ska anmälas till IVO.", NONE),
    ("All personal är skyldig att rapportera missförhållanden.", NONE),
    ("Om det är ett allvarligt missförhållande ska det anmälas.", NONE),
    ("Är missförhållandet allvarligt ska det anmälas till IVO.", NONE),
    ("Är det ett missförhållande?", NONE),
    ("Nämnden ska ta ställning till om det är ett missförhållande.", NONE),
    ("Det är oklart om händelsen är ett missförhållande.", NONE),
    ("Händelsen kan vara ett missförhållande.", NONE),
    ("Rapport om missförhållande lämnades till chefen.", NONE),
    ("Misstanke om missförhållande har kommit in.", NONE),
    ("Åtgärderna ska avhjälpa missförhållandet.", NONE),
    ("Missförhållandena har pågått under sommaren.", NONE),
    ("Med allvarligt missförhållande avses hot mot liv och hälsa.", NONE),
    ("Kommunen arbetar för att förebygga missförhållanden.", NONE),
    ("Vad är ett missförhållande?", NONE),
    ("Kommunen har 40 boenden.", NONE),
    # another clause, another time, argued, shortened, misread
    ("Kommunen har anmält detta, även om det bedöms som ett missförhållande och inte som allvarligt.", BAD),
    ("Händelsen är inget annat än ett allvarligt missförhållande.", SERIOUS),
    ("Det är inte ett allvarligt missförhållande, däremot ett missförhållande.", BAD),
    ("Händelsen utgör ett missförhållande, vilket med hänsyn till tiden är att bedöma som allvarligt.", SERIOUS),
    ("Missförhållandet bedöms som allvarligt av nämnden.", SERIOUS),
    ("Utredningen har inte visat att det var ett missförhållande eller en påtaglig risk för ett missförhållande.", NO),
    ("Första bedömning: det är ett allvarligt missförhållande. Slutlig bedömning: risk för missförhållande.", RISK),
    ("Bedöms preliminärt som missförhållande.", BAD),
    ("Frågan är om missförhållandet är allvarligt. Det bedöms vara ett missförhållande.", BAD),
    ("För att det ska vara fråga om ett missförhållande krävs att någon har drabbats.", NONE),
    ("I handboken anges att slarv kan vara ett missförhållande.", NONE),
    ("De allvarliga anmäls till IVO.", NONE),
    ("Bedöms som missförhå1lande.", BAD),
    ("Händelsen bedöms utgöra ett allvarligt rnissförhållande.", SERIOUS),
    ("Bedöms som allv. missförh.", SERIOUS),
    ("Utredning inledd 21/11.", ONGOING),
    # running
    ("En lex Sarah-utredning är startad.", ONGOING),
    ("Händelsen utreds nu enligt lex Sarah.", ONGOING),
    ("Den interna utredningen är inte klar.", ONGOING),
    ("Utredningen enligt lex Sarah pågår.", ONGOING),
    ("Kommunen har inlett en utredning enligt lex Sarah.", ONGOING),
    ("Polisen har inlett en förundersökning.", NONE),
    ("Polisutredningen pågår.", NONE),
    ("Utredningen är avslutad.", NONE),
    ("Socialtjänsten har inlett utredning om barnet.", NONE),
    ("Händelsen är rapporterad som ett missförhållande.", NONE),
    ("Familjen var under pågående utredning av socialtjänsten.", NONE),
    ("Utredningen pågår fortfarande men händelsen bedöms vara ett missförhållande.", BAD),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), GRADES)
def test_grade(text: str, expected: Decision | Absence) -> None:
    assert prose(text)["decision"].value == expected


NOTICES = [
    ("Händelsen har anmälts till Inspektionen för vård och omsorg, IVO.", IvoNotification.NOTIFIED),
    ("Nämnden har gjort en lex Sarah-anmälan.", IvoNotification.NOTIFIED),
    ("Händelsen är anmäld enligt lex Sarah.", IvoNotification.NOTIFIED),
    ("Anmälan enligt lex Sarah är inskickad.", IvoNotification.NOTIFIED),
    ("Kommunen anmäler sig själv till IVO.", IvoNotification.NOTIFIED),
    ("Utredningen har skickats till IVO enligt lex Sarah.", IvoNotification.NOTIFIED),
    ("Det står i kommunens lex Sarah-anmälan.", IvoNotification.NOTIFIED),
    ("Företaget har vänt sig till Inspektionen för vård och omsorg med en anmälan.", IvoNotification.NOTIFIED),
    ("Socialnämnden har beslutat att anmäla händelsen till IVO.", IvoNotification.DECIDED),
    ("Händelsen ska anmälas till IVO enligt lex Sarah.", IvoNotification.DECIDED),
    ("Därför kommer kommunen att göra en anmälan till IVO.", IvoNotification.DECIDED),
    ("Händelsen bör anmälas till IVO.", IvoNotification.PROPOSED),
    ("Utredaren föreslår att händelsen anmäls till IVO.", IvoNotification.PROPOSED),
    ("Händelsen anmäls inte till IVO.", IvoNotification.NO),
    ("Någon anmälan till IVO, Inspektionen för vård och omsorg, har inte gjorts.", IvoNotification.NO),
    ("Nämnden beslutar att inte anmäla händelsen till IVO.", IvoNotification.NO),
    ("Ingen anmälan till IVO görs.", IvoNotification.NO),
    ("Utredningen lämnas till IVO utan att någon anmälan görs.", IvoNotification.NO),
    ("Ingen av händelserna anmäls till IVO.", IvoNotification.NO),
    ("Det finns inget skäl att göra en lex Sarah-anmälan.", IvoNotification.NO),
    ("Vi utredde om vi ska göra en lex Sarah-anmälan. Det ser vi inte att vi behöver göra.", IvoNotification.NO),
    ("Händelsen har anmälts till IVO. En andra anmälan till IVO har inte gjorts.", IvoNotification.NO),
    ("Någon anmälan enligt 14 kap. 7 § SoL till IVO ska därför inte göras.", IvoNotification.NO),
    ("Anm. till IVO enl. 24 f § LSS görs därför ej.", IvoNotification.NO),
    ("Anmäls till IVO:  ja  NEJ x", IvoNotification.NO),
    ("Risk för missförhållande kräver ingen anmälan. Bolaget har ändå anmält det till IVO.", IvoNotification.NOTIFIED),
    ("Socialnämnden beslutade att anmäla det till IVO. Anmälan skickades i maj.", IvoNotification.NOTIFIED),
    ("Utredaren anser att en anmälan till IVO är att föredra.", IvoNotification.PROPOSED),
    # no notification under lex Sarah by the operator
    ("Frågan om anmälan till IVO handläggs av direktören.", IvoNotification.NOT_STATED),
    ("Det är ännu inte bestämt om det blir någon lex Sarah-anmälan.", IvoNotification.NOT_STATED),
    ("De allvarliga anmäls till Inspektionen för vård och omsorg.", IvoNotification.NOT_STATED),
    ("Han gjorde en lex Sarah-anmälan till sin chef.", IvoNotification.NOT_STATED),
    ("Av handlingarna framgår inte om kommunen har gjort någon anmälan enligt lex Sarah.", IvoNotification.NOT_STATED),
    ("Personalen har skrivit en lex Sarah-anmälan.", IvoNotification.NOT_STATED),
    ("En undersköterska gjorde en lex Sarah-anmälan till sin chef.", IvoNotification.NOT_STATED),
    ("En lex Sarah-rapport har skrivits.", IvoNotification.NOT_STATED),
    ("Kommunen har polisanmält händelsen.", IvoNotification.NOT_STATED),
    ("Skolan gjorde en orosanmälan.", IvoNotification.NOT_STATED),
    ("Regionen har gjort en anmälan enligt lex Maria till IVO.", IvoNotification.NOT_STATED),
    ("Dottern har anmält boendet till IVO.", IvoNotification.NOT_STATED),
    ("Nämnden ska ta ställning till om händelsen ska anmälas till IVO.", IvoNotification.NOT_STATED),
    ("Kommunen överväger att göra en lex Sarah-anmälan.", IvoNotification.NOT_STATED),
    ("Allvarliga missförhållanden ska anmälas till IVO.", IvoNotification.NOT_STATED),
    ("Ska händelsen anmälas till IVO?", IvoNotification.NOT_STATED),
    ("Om det är allvarligt ska det anmälas till IVO.", IvoNotification.NOT_STATED),
    ("IVO har begärt in svar från kommunen.", IvoNotification.NOT_STATED),
    ("Tio lex Sarah-anmälningar har kommit in till kommunen.", IvoNotification.NOT_STATED),
    ("Kommunen har 40 boenden.", IvoNotification.NOT_STATED),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NOTICES)
def test_notification(text: str, expected: IvoNotification) -> None:
    found = prose(text)
    assert found["ivo"].value == expected
    reported = {IvoNotification.NOTIFIED: True, IvoNotification.DECIDED: True, IvoNotification.NO: False}
    assert (found["reported_to_ivo"].value if "reported_to_ivo" in found else None) == reported.get(expected)


def test_before_july_2011_an_authority_must_be_named() -> None:
    text = "Händelsen är anmäld enligt lex Sarah."
    assert prose(text, published=date(2009, 3, 1))["ivo"].value == IvoNotification.NOT_STATED
    assert prose(text, published=date(2011, 7, 1))["ivo"].value == IvoNotification.NOTIFIED
    assert prose(text + " Det hände 2008.")["ivo"].value == IvoNotification.NOT_STATED
    named = "Händelsen är anmäld till länsstyrelsen enligt lex Sarah. Det hände 2008."
    assert prose(named)["ivo"].value == IvoNotification.NOTIFIED


def test_a_proposal_for_decision_is_no_decision() -> None:
    found = prose("Nämnden beslutar att anmäla händelsen till IVO.", section="Förslag till beslut")
    assert found["ivo"].value == IvoNotification.PROPOSED


OPTIONS = ("inget missförhållande", "missförhållande", "risk för missförhållande", "allvarligt missförhållande",
           "risk för allvarligt missförhållande")  # fmt: skip


@pytest.mark.parametrize(("ticked", "expected"), list(enumerate((NO, BAD, RISK, SERIOUS, RISK_SERIOUS))))
def test_a_ticked_box_overrides_prose(ticked: int, expected: Decision) -> None:
    boxes = [(BlockKind.CHECKBOX, f"[x] {words}", number == ticked) for number, words in enumerate(OPTIONS)]
    doc = document((BlockKind.PARAGRAPH, "Händelsen bedöms som ett allvarligt missförhållande."), *boxes)
    assert facts(doc)["decision"].value == expected
    assert facts(doc)["decision"].evidence[0].quote.endswith(OPTIONS[ticked])


def test_options_without_marks_say_nothing() -> None:
    rows = document(*((BlockKind.PARAGRAPH, words.capitalize()) for words in OPTIONS), section="Bedömning")
    assert facts(rows)["decision"].value == NONE
    one = document((BlockKind.FIELD, "Bedömning: " + "   ".join(OPTIONS)))
    assert facts(one)["decision"].value == NONE


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Nämnden bedömer att det är ett missförhållande.", "committee"),
        ("IVO bedömer att det är ett missförhållande.", "ivo"),
        ("Det är ett missförhållande, bedömer utredaren.", "investigator"),
        ("Bolaget bedömer att det är ett missförhållande.", "operator"),
    ],
)
def test_whose_grade_it_is(text: str, by: str) -> None:
    assert prose(text)["decision_by"].value == by


def test_a_paper_of_the_authority_tells_what_reached_it() -> None:
    text = "Inspektionen för vård och omsorg\nBolaget anmälde den 2 juni 2014 att hjälp hade uteblivit."
    assert prose(text)["ivo"].value == IvoNotification.NOTIFIED


@pytest.mark.parametrize("mark", [None, False])
def test_lost_and_empty_marks_say_nothing(mark: bool | None) -> None:
    doc = document(*((BlockKind.CHECKBOX, f"☐ {words}", mark) for words in OPTIONS))
    assert facts(doc)["decision"].value == NONE


def test_boxes_put_off_and_answer() -> None:
    doc = document((BlockKind.CHECKBOX, "☒ kan inte bedömas nu, utredning startas", True))
    assert facts(doc)["decision"].value == ONGOING
    option = document((BlockKind.CHECKBOX, "☒ Allvarligt missförhållande som ska anmälas till IVO", True))
    assert facts(option)["ivo"].value == IvoNotification.DECIDED


@pytest.mark.parametrize(("answer", "expected"), [("ja", True), ("nej, avvaktar utredningen", False)])
def test_yes_and_no_answer_the_question_on_their_line(answer: str, expected: bool) -> None:
    text = f"Anmälan till IVO gjord direkt?\t☒ {answer}"
    start = text.index("☒")
    blocks = (Block(BlockKind.CHECKBOX, Span(start, len(text)), checked=True),)
    doc = ParsedDocument(text, blocks, TextMap(), Producer("rule", "test", "1"))
    assert facts(doc)["reported_to_ivo"].value is expected


def test_fields() -> None:
    assert facts(document((BlockKind.FIELD, "Bedömning: allvarligt missförhållande")))["decision"].value == SERIOUS
    assert facts(document((BlockKind.FIELD, "Bedömning: inte missförhållande")))["decision"].value == NO
    assert facts(document((BlockKind.FIELD, "Beskrivning: allvarligt missförhållande")))["decision"].value == NONE
    assert facts(document((BlockKind.FIELD, "Anmälan till IVO: nej")))["reported_to_ivo"].value is False
    assert facts(document((BlockKind.FIELD, "Anmäld till IVO: 2021-03-04")))["reported_to_ivo"].value is True
    assert "reported_to_ivo" not in facts(document((BlockKind.FIELD, "Anmäld till IVO: -")))


@pytest.mark.parametrize("kind", [BlockKind.LAW_BOX, BlockKind.CONTACT, BlockKind.BOILERPLATE])
def test_what_is_not_about_the_case_gives_nothing(kind: BlockKind) -> None:
    found = facts(document((kind, "Händelsen bedöms som ett allvarligt missförhållande och har anmälts till IVO.")))
    assert found["decision"].value == NONE
    assert found["decision"].evidence == ()
    assert found["ivo"].value == IvoNotification.NOT_STATED


def test_only_the_case_is_read() -> None:
    doc = document((BlockKind.PARAGRAPH, "Ärende ett."), (BlockKind.PARAGRAPH, "Det bedöms vara ett missförhållande."))
    first = {fact.field: fact for fact in find_decision(doc, Case(Span(0, 11), ""))}
    assert first["decision"].value == NONE


WORDS = st.sampled_from(
    "inte ingen risk för ett allvarligt missförhållande missförhållanden bedöms är IVO anmäls anmälan lex Sarah om "
    "utan att , . ? : [x] ☒ \t \n utredning pågår nämnden enligt İ ﬁ 2009".split(" ")
)


def quotes_hold(doc: ParsedDocument, found: Iterable[Fact]) -> bool:
    return all(doc.slice(evidence.span) == evidence.quote for fact in found for evidence in fact.evidence)


@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=200), st.sampled_from(list(BlockKind)))
def test_never_crashes_and_quotes_its_text(text: str, kind: BlockKind) -> None:
    blocks = (Block(kind, Span(0, len(text)), checked=True),) if text else ()
    doc = ParsedDocument(text, blocks, TextMap(), Producer("rule", "test", "1"))
    found = find_decision(doc, Case(Span(0, len(text)), ""))
    assert quotes_hold(doc, found)
    assert {fact.field for fact in found} >= {"decision", "ivo"}
