"""Causes, measures and consequences: one invented sentence a phrase, the roles of forms, and what all must survive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.extract.cuelist import load, read_cue
from lexsarah.extract.cues_roles import Role
from lexsarah.extract.findings import find_findings, role_of
from lexsarah.records import Block, BlockKind, Case, Fact, ParsedDocument, Producer, Span, TextMap
from lexsarah.vocabulary import CauseArea, Consequence, Measure


def document(*parts: tuple[BlockKind, str], section: str | None = None) -> ParsedDocument:
    """A document of blocks on lines of their own; a heading opens the section of what follows it."""
    text, blocks = "", []
    for kind, words in parts:
        start = len(text)
        text += words
        span, label, value = Span(start, len(text)), None, None
        if kind is BlockKind.HEADING:
            section = words
        if kind is BlockKind.FIELD:
            colon = start + words.index(":")
            label, value = Span(start, colon), Span(colon + 2, len(text))
        blocks.append(Block(kind, span, None if kind is BlockKind.HEADING else section, label, value))
        text += "\n"
    return ParsedDocument(text, tuple(blocks), TextMap(), Producer("rule", "test", "1"))


def found(doc: ParsedDocument) -> tuple[Fact, ...]:
    return find_findings(doc, Case(Span(0, len(doc.text)), ""))


def labels(doc: ParsedDocument) -> set[str]:
    return {f"{fact.field}:{fact.value}" for fact in found(doc)}


SENTENCES: list[tuple[str, set[str]]] = [
    ("Händelsen berodde på att vikarien inte hade fått någon introduktion.", {"cause:utbildning_kompetens"}),
    ("Orsaken till att larmet inte besvarades är att nattbemanningen var låg.", {"cause:omgivning_organisation"}),
    ("Utredningen visar att det saknades en skriftlig rutin för nyckelhantering.", {"cause:procedurer_rutiner"}),
    ("Den rutin som fanns följdes inte av personalen.", {"cause:procedurer_rutiner"}),
    ("Hög arbetsbelastning under sommaren bidrog till att ärendet blev liggande.", {"cause:omgivning_organisation"}),
    ("Överrapporteringen mellan dag- och kvällspersonalen brast.", {"cause:kommunikation_information"}),
    ("Det var ett missförstånd mellan hemtjänsten och hemsjukvården.", {"cause:kommunikation_information"}),
    ("Ett tekniskt fel i larmsystemet gjorde att signalen inte gick fram.", {"cause:teknik_utrustning"}),
    ("Batteriet i larmknappen var slut.", {"cause:teknik_utrustning"}),
    ("En medarbetare glömde att signera listan.", {"cause:individ_annat"}),
    ("Den mänskliga faktorn spelade in.", {"cause:individ_annat"}),
    ("Handläggaren gjorde en felbedömning av hur akut läget var.", {"cause:individ_annat"}),
    ("Personalen saknade kunskap om hur liften ska användas.", {"cause:utbildning_kompetens"}),
    ("Bristande kunskap om diagnosen ledde till att fel bemötande gavs.", {"cause:utbildning_kompetens"}),
    ("Ansvarsfördelningen mellan enheterna har varit otydlig.", {"cause:omgivning_organisation"}),
    ("Det fanns ingen som hade tagit över ansvaret när handläggaren slutade.", {"cause:omgivning_organisation"}),
    ("Informationen om den nya dosen nådde inte fram till kvällspersonalen.", {"cause:kommunikation_information"}),
    ("Dokumentationen i ärendet är bristfällig.", {"cause:procedurer_rutiner"}),
    ("Brister i samverkan mellan socialtjänsten och skolan.", {"cause:kommunikation_information"}),
    ("Sjukskrivningar och vakanta tjänster gjorde att ingen tog hand om ärendet.", {"cause:omgivning_organisation"}),
    ("Stor personalomsättning och många chefsbyten är en del av förklaringen.", {"cause:omgivning_organisation"}),
    ("Verksamheten följde inte riktlinjerna för hantering av privata medel.", {"cause:procedurer_rutiner"}),
    ("Rutinen var okänd för de flesta i arbetsgruppen.", {"cause:procedurer_rutiner"}),
    ("Checklistan användes inte.", {"cause:procedurer_rutiner"}),
    ("Personalen hade inte tillgång till rätt hjälpmedel.", {"cause:teknik_utrustning"}),
    ("Dörrlarmet var trasigt sedan en vecka.", {"cause:teknik_utrustning"}),
    ("Planeringssystemet hade ett fel som gjorde att besöket föll bort.", {"cause:teknik_utrustning"}),
    ("Besöket lades aldrig in i planeringen på grund av slarv.", {"cause:individ_annat"}),
    ("Personalen hade stressat och hann inte med alla besök.", {"cause:omgivning_organisation"}),
    ("De anställda kände inte till sin rapporteringsskyldighet.", {"cause:utbildning_kompetens"}),
    ("Bakomliggande orsak är bristande ledning och styrning.", {"cause:omgivning_organisation"}),
    ("Familjehemmet hade inte fått tillräcklig information om barnets behov.", {"cause:kommunikation_information"}),
    ("Handläggaren hade för många ärenden.", {"cause:omgivning_organisation"}),
    ("Kollegan trodde att någon annan redan hade gett medicinen.", {"cause:kommunikation_information"}),
    ("Det fanns inga rutiner för hur vikarier får information om nya brukare.", {"cause:procedurer_rutiner"}),
    ("Bevakningen av ärenden vid frånvaro fungerade inte.", {"cause:procedurer_rutiner"}),
    ("Genomförandeplanen var inte uppdaterad.", {"cause:procedurer_rutiner"}),
    ("Egenkontrollen har varit otillräcklig.", {"cause:procedurer_rutiner"}),
    ("Rutinen för nyckelhantering har skrivits om.", {"measure:rutin"}),
    ("En ny rutin för larm har införts.", {"measure:rutin"}),
    ("Kommunen ser nu över sina rutiner.", {"measure:rutin"}),
    ("Riktlinjerna ska revideras under hösten.", {"measure:rutin"}),
    ("Förvaltningen kommer att ta fram en checklista för nattpersonalen.", {"measure:rutin"}),
    ("All personal ska utbildas i läkemedelshantering.", {"measure:utbildning"}),
    ("Personalen har påmints om vikten av att kontrollera larmen.", {"measure:utbildning"}),
    ("Händelsen har tagits upp på arbetsplatsträff.", {"measure:utbildning"}),
    ("Utbildningsinsatser i lågaffektivt bemötande planeras.", {"measure:utbildning"}),
    ("Bemanningen på natten har förstärkts.", {"measure:bemanning"}),
    ("Vi har anställt två nya socialsekreterare.", {"measure:bemanning"}),
    ("Extra personal har satts in under kvällarna.", {"measure:bemanning"}),
    ("Medarbetaren har stängts av från sin tjänst.", {"measure:personalatgard"}),
    ("Den anställde arbetar inte längre kvar.", {"measure:personalatgard"}),
    ("Vikarien får inte fler pass på boendet.", {"measure:personalatgard"}),
    ("Personen har fått en skriftlig varning.", {"measure:personalatgard"}),
    ("Enhetschefen har haft samtal med de berörda medarbetarna.", {"measure:personalatgard"}),
    ("Mannen är arbetsbefriad tills vidare.", {"measure:personalatgard"}),
    ("Arbetsgruppen får extern handledning.", {"measure:handledning_stod"}),
    ("Personalgruppen har erbjudits stödsamtal via företagshälsovården.", {"measure:handledning_stod"}),
    ("Egenkontroller ska göras varje månad.", {"measure:egenkontroll_uppfoljning"}),
    ("Chefen kommer att följa upp att rutinen följs.", {"measure:egenkontroll_uppfoljning"}),
    ("Stickprov av dokumentationen görs varje vecka.", {"measure:egenkontroll_uppfoljning"}),
    ("Samtliga ärenden på enheten har gåtts igenom.", {"measure:egenkontroll_uppfoljning"}),
    ("Kommunen har bytt leverantör av trygghetslarm.", {"measure:teknik_miljo"}),
    ("Nya lås har monterats på ytterdörrarna.", {"measure:teknik_miljo"}),
    ("Det trasiga larmet har ersatts med ett nytt.", {"measure:teknik_miljo"}),
    ("Systemleverantören har rättat felet.", {"measure:teknik_miljo"}),
    ("Ansvarsfördelningen mellan enheterna ska tydliggöras.", {"measure:organisation"}),
    ("En ny enhetschef har tillsatts.", {"measure:organisation"}),
    ("Samarbetet med regionen ska stärkas.", {"measure:organisation"}),
    ("Regelbundna möten mellan hemtjänst och sjuksköterskor har införts.", {"measure:organisation"}),
    ("Anhöriga har informerats om händelsen.", {"measure:annat"}),
    ("Verksamheten har bett den enskilde om ursäkt.", {"measure:annat"}),
    ("Barnet har fått ett nytt familjehem.", {"measure:annat"}),
    ("Brukaren har flyttat till ett annat boende.", {"measure:annat"}),
    ("Vi har tagit fram en åtgärdsplan.", {"measure:annat"}),
    ("Vi ska utbilda personalen och se över våra rutiner.", {"measure:rutin", "measure:utbildning"}),
    ("Personalen har fått ny introduktion och bemanningen har utökats.", {"measure:bemanning", "measure:utbildning"}),
    ("Läkemedelsskåpet förses nu med kodlås.", {"measure:teknik_miljo"}),
    ("Kvinnan avled senare på sjukhus.", {"consequence:dodsfall", "consequence:fysisk_skada"}),
    ("Mannen hittades död i sin lägenhet av en granne.", {"consequence:dodsfall"}),
    ("Hon bröt lårbenshalsen vid fallet.", {"consequence:fysisk_skada"}),
    ("Den boende fördes med ambulans till akuten.", {"consequence:fysisk_skada"}),
    ("Brukaren fick brännskador på benen.", {"consequence:fysisk_skada"}),
    ("Personen fick ligga på golvet i fem timmar och var nedkyld.", {"consequence:fysisk_skada"}),
    ("Hon upplevde händelsen som mycket kränkande.", {"consequence:psykisk_skada"}),
    ("Mannen var rädd och ledsen efter händelsen.", {"consequence:psykisk_skada"}),
    ("Händelsen har orsakat ett stort lidande.", {"consequence:psykisk_skada"}),
    ("Pojken har känt sig otrygg på boendet.", {"consequence:psykisk_skada"}),
    ("Omkring 40 000 kronor har försvunnit från kontot.", {"consequence:ekonomisk_skada"}),
    ("Kvinnan blev av med smycken och kontanter.", {"consequence:ekonomisk_skada"}),
    ("Familjen stod utan försörjning i två månader.", {"consequence:ekonomisk_skada"}),
    ("Händelsen kunde ha lett till allvarliga skador.", {"consequence:risk"}),
    ("Barnet riskerade att fara illa.", {"consequence:risk"}),
    ("Hon hade kunnat dö.", {"consequence:risk"}),
    ("Det fanns en risk att brukaren skulle falla.", {"consequence:risk"}),
    ("Felet hade kunnat få ödesdigra konsekvenser.", {"consequence:risk"}),
    ("Ingen skadades.", {"consequence:ingen"}),
    ("Brukaren fick inga men av händelsen.", {"consequence:ingen"}),
    ("Mannen mår bra efter omständigheterna.", {"consequence:ingen"}),
    ("Händelsen fick inga konsekvenser för den enskilde.", {"consequence:ingen"}),
    ("Hon klarade sig utan skador.", {"consequence:ingen"}),
    ("Brukaren fick trycksår på hälen.", {"consequence:fysisk_skada"}),
    ("Hennes hälsotillstånd försämrades.", {"consequence:fysisk_skada"}),
    ("Händelsen har polisanmälts.", set()),
    ("En utredning enligt lex Sarah har inletts.", set()),
    ("Händelsen har anmälts till IVO.", set()),
    ("Händelsen bedöms vara ett allvarligt missförhållande.", set()),
    ("Det bedöms finnas en risk för missförhållande.", set()),
    ("Kommunen har 40 gruppbostäder.", set()),
    ("Rutinen är tydlig och känd av alla.", set()),
    ("Vi vet inte vad det beror på.", set()),
    ("Personalen har följt gällande rutiner.", set()),
    ("Personalen agerade korrekt.", set()),
    ("Utredningen har inte kunnat visa att bemanningen var för låg.", set()),
    ("Om rutinen inte följs ska enhetschefen kontaktas.", set()),
    ("Personalen har inte fått utbildning.", {"cause:utbildning_kompetens"}),
    ("Inga åtgärder har vidtagits.", set()),
    ("Vad har kommunen gjort för att det inte ska hända igen?", set()),
    ("Åtgärderna ska minska risken för fall.", set()),
    ("Hen fick inte sin medicin.", set()),
    ("Hemtjänsten glömde bort besöket.", {"cause:individ_annat"}),
    ("Jag är mycket ledsen över det som hänt.", set()),
    ("Den 4 maj upptäckte personalen att dörren stod öppen.", set()),]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentence(text: str, expected: set[str]) -> None:
    assert labels(document((BlockKind.PARAGRAPH, text))) == expected


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Utredning av bakomliggande orsaker", Role.CAUSE),
        ("Vad beror det på?", Role.CAUSE),
        ("Hur kunde det hända?", Role.CAUSE),
        ("Vilka åtgärder har vidtagits för att förhindra att det händer igen?", Role.MEASURE),
        ("Vad gör kommunen nu?", Role.MEASURE),
        ("Det här är gjort eller på gång", Role.MEASURE),
        ("Vilka konsekvenser fick händelsen eller vilka konsekvenser kunde händelsen ha fått?", Role.CONSEQUENCE),
        ("Möjliga", Role.POSSIBLE),
        ("Har missförhållandet inträffat tidigare?", Role.OTHER),
        ("Konsekvenser för barn", Role.OTHER),
        ("Vad har hänt?", Role.EVENT),
        ("Kontakt", None),
    ],
)
def test_role_of_a_heading(heading: str, role: Role | None) -> None:
    assert role_of(heading) is role


def test_words_under_a_heading_about_measures_are_measures() -> None:
    doc = document(
        (BlockKind.HEADING, "Åtgärder"),
        (BlockKind.LIST_ITEM, "skriftliga rutiner för nattarbetet"),
        (BlockKind.LIST_ITEM, "genomgång av alla genomförandeplaner"),
        (BlockKind.LIST_ITEM, "buss till badhuset på torsdagar"),
        (BlockKind.LIST_ITEM, "polisanmälan har gjorts"),
    )
    assert [(fact.value, fact.evidence[0].quote) for fact in found(doc)] == [
        (Measure.ROUTINE, "skriftliga rutiner för nattarbetet"),
        (Measure.FOLLOW_UP, "genomgång av alla genomförandeplaner"),
        (Measure.OTHER, "buss till badhuset på torsdagar"),
    ]


def test_words_under_a_heading_about_causes_need_no_cue_of_cause() -> None:
    doc = document(
        (BlockKind.HEADING, "Orsaker"),
        (BlockKind.PARAGRAPH, "Introduktionen för vikarier tar en halv dag. Det var en lördag."),
    )
    assert labels(doc) == {"cause:utbildning_kompetens"}


def test_a_lead_in_gives_its_list_the_role() -> None:
    doc = document(
        (BlockKind.PARAGRAPH, "Några av de åtgärder som gjorts:"),
        (BlockKind.LIST_ITEM, "handledning till personalen"),
    )
    assert labels(doc) == {"measure:handledning_stod"}


def test_a_label_gives_its_words_the_role() -> None:
    assert labels(document((BlockKind.PARAGRAPH, "Åtgärd: genomgång av alla akter"))) == {
        "measure:egenkontroll_uppfoljning"
    }
    assert labels(document((BlockKind.FIELD, "Orsak: introduktionen på två timmar"))) == {"cause:utbildning_kompetens"}


def test_what_might_have_happened_is_a_risk() -> None:
    assert labels(document((BlockKind.FIELD, "Möjliga: allvarlig fysisk skada"))) == {"consequence:risk"}
    assert labels(document((BlockKind.FIELD, "Fysiska skador: uppgift saknas"))) == {"consequence:okand"}


def test_in_a_form_only_its_own_parts_give_causes_and_measures() -> None:
    doc = document(
        (BlockKind.HEADING, "Fakta om enheten"),
        (BlockKind.PARAGRAPH, "Sjukfrånvaron är hög och vi ska rekrytera fler medarbetare."),
        (BlockKind.HEADING, "Bakomliggande orsaker"),
        (BlockKind.PARAGRAPH, "Det saknades en rutin för vikarier."),
        (BlockKind.HEADING, "Åtgärder"),
        (BlockKind.PARAGRAPH, "En ny rutin har tagits fram."),
    )
    assert labels(doc) == {"cause:procedurer_rutiner", "measure:rutin"}


def test_tragic_outcome_counts_where_nothing_more_is_told() -> None:
    assert labels(document((BlockKind.PARAGRAPH, "Händelsen fick en tragisk utgång."))) == {"consequence:okand"}
    both = document((BlockKind.PARAGRAPH, "Händelsen fick en tragisk utgång. Mannen avled."))
    assert labels(both) == {"consequence:dodsfall"}


def test_a_label_is_told_once_for_the_same_words() -> None:
    words = "Kommunen har bemannat upp på kvällarna."
    doc = document((BlockKind.PARAGRAPH, words), (BlockKind.PARAGRAPH, words))
    assert [fact.value for fact in found(doc)] == [Measure.STAFFING]


def test_of_a_long_sentence_the_clause_is_quoted() -> None:
    text = (
        "I utredningen, som gjordes av en utredare från en annan kommun under hösten, framkommer flera saker av vikt, "
        "men personalen saknade utbildning i hur liften ska användas, vilket chefen visste"
    )
    (fact,) = found(document((BlockKind.PARAGRAPH, text + ".")))
    assert fact.value == CauseArea.COMPETENCE
    assert fact.evidence[0].quote == "men personalen saknade utbildning i hur liften ska användas"


@pytest.mark.parametrize("kind", [BlockKind.LAW_BOX, BlockKind.CONTACT, BlockKind.BOILERPLATE])
def test_what_is_not_about_the_case_gives_nothing(kind: BlockKind) -> None:
    assert found(document((kind, "Kvinnan avled. Personalen saknade utbildning. En ny rutin har införts."))) == ()


@pytest.mark.parametrize(
    ("name", "vocabulary"),
    [("cues_causes", CauseArea), ("cues_measures", Measure), ("cues_consequences", Consequence)],
)
def test_tables_speak_the_vocabulary(name: str, vocabulary: type[CauseArea | Measure | Consequence]) -> None:
    table = load(name)
    assert {cue.label for cue in table} - {"-"} == {member.value for member in vocabulary} - {
        member.value for member in vocabulary if name == "cues_causes" and member.value not in {c.label for c in table}
    }
    assert {cue.strength for cue in table} <= {"strong", "topic", "causal", "act"}


@pytest.mark.parametrize(
    ("phrase", "text", "hit"),
    [
        ("rutin*", "en rutinen här", "rutinen"),
        ("rutin*", "en larmrutin", None),
        ("*rutin*", "en larmrutin", "larmrutin"),
        ("låsa_in|bomma", "att låsa in", "låsa in"),
        ("rutin* .. följdes", "rutinen för nyckeln följdes", "rutinen för nyckeln följdes"),
        ("rutin* .. följdes", "rutinen och planen följdes", None),
        ("rutin* ... följdes", "rutinen och planen följdes", "rutinen och planen följdes"),
        ("avstängd !larm*", "personalen är avstängd", "avstängd"),
        ("avstängd !larm*", "larmet är avstängd", None),
        ("rutin* .. följdes", "rutinen; följdes", None),
    ],
)
def test_language_of_cues(phrase: str, text: str, hit: str | None) -> None:
    spans = list(read_cue("x", "strong", phrase).find(text))
    assert [text[span.start : span.end] for span in spans] == ([] if hit is None else [hit])


@pytest.mark.parametrize("phrase", ["", ".. rutin*", "rutin* ..", "!larm*"])
def test_no_cue(phrase: str) -> None:
    with pytest.raises(ValueError, match="not a cue"):
        read_cue("x", "strong", phrase)


WORDS = st.sampled_from(
    "rutin inte följdes saknades utbildning personalen har fått avstängd avled skada risk kunde ha om och , . ? : ; "
    "åtgärder orsak berodde på på grund av • - \t \n İ ﬁ ska införas".split(" ")
)


@given(
    st.lists(st.lists(WORDS, max_size=20).map(" ".join) | st.text(max_size=80), max_size=4),
    st.sampled_from(list(BlockKind)),
    st.sampled_from([None, "Orsaker", "Åtgärder", "Konsekvenser", "Möjliga"]),
)
def test_never_crashes_and_quotes_its_text(parts: list[str], kind: BlockKind, section: str | None) -> None:
    text = "\n".join(parts)
    blocks, start = [], 0
    for part in parts:
        if part:
            blocks.append(Block(kind, Span(start, start + len(part)), section))
        start += len(part) + 1
    doc = ParsedDocument(text, tuple(blocks), TextMap(), Producer("rule", "test", "1"))
    facts = found(doc)
    for fact in facts:
        (evidence,) = fact.evidence
        assert evidence.quote == text[evidence.span.start : evidence.span.end]
        assert fact.confidence is None
    for one in facts:
        for other in facts:
            same = (one.field, one.value) == (other.field, other.value)
            assert one is other or not (same and one.evidence[0].span.overlaps(other.evidence[0].span))
