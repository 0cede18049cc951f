"""What each line is: every kind of block, from texts invented for it."""

from collections.abc import Callable

import pytest

from lexsarah.records import Block, BlockKind, ParsedDocument

Read = Callable[..., ParsedDocument]


def fields(document: ParsedDocument) -> list[tuple[str, str]]:
    return [
        (document.slice(block.label), document.slice(block.value))
        for block in document.blocks
        if block.kind is BlockKind.FIELD and block.label is not None and block.value is not None
    ]


def boxes(document: ParsedDocument) -> list[tuple[str | None, str, bool | None]]:
    return [
        (block.section, document.slice(block.label), block.checked)
        for block in document.blocks
        if block.kind is BlockKind.CHECKBOX and block.label is not None
    ]


def kind_of(document: ParsedDocument, words: str) -> BlockKind:
    return block_of(document, words).kind


def block_of(document: ParsedDocument, words: str) -> Block:
    found = [block for block in document.blocks if words in document.slice(block.span)]
    assert len(found) == 1, words
    return found[0]


BODY = "En man i Videsjö fick inte sin medicin under tre dagar, och det upptäcktes först av hans dotter."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Enhet Lärkbacken och Åsen\tDatum för rapport 2021-03-11",
            [("Enhet", "Lärkbacken och Åsen"), ("Datum för rapport", "2021-03-11")],
        ),
        ("Enhet\tLärkbacken\tDiarienummer\tSN 2021/4", [("Enhet", "Lärkbacken"), ("Diarienummer", "SN 2021/4")]),
        ("Dnr SN 2024-00019", [("Dnr", "SN 2024-00019")]),
        ("Utredning avslutad\tvåren 2024", [("Utredning avslutad", "våren 2024")]),
        ("Anmäld: \tBedömning: allvarligt", [("Anmäld", ""), ("Bedömning", "allvarligt")]),
        ("Vem berörs:\tBrukare 1 (man)", [("Vem berörs", "Brukare 1 (man)")]),
        ("Mottagen:\t231120 kl 13\tav ZZ, chef", [("Mottagen", "231120 kl 13\tav ZZ, chef")]),
        (
            "Datum och tidpunkt för händelsen 2020-12-14 - 2021-03-11\tOrt Videsjö",
            [("Datum och tidpunkt för händelsen", "2020-12-14 - 2021-03-11"), ("Ort", "Videsjö")],
        ),
        ("När hände det? tisdag 18/3, ca 13.20", [("När hände det", "tisdag 18/3, ca 13.20")]),
        ("D1 Faktiska:\tHon bröt handleden.", [("D1 Faktiska", "Hon bröt handleden.")]),
        ("<p>Den enskilde har informerats.</p>\t<p>Om inte beskriv varför. God man fick veta.</p>",
         [("Den enskilde har informerats", ""), ("Om inte beskriv varför", "God man fick veta.")]),
        ("Sammanträdesdatum\n\t2019-09-26", [("Sammanträdesdatum", "2019-09-26")]),
        ("Tid för händelsen\nnatten 8–9 november", [("Tid för händelsen", "natten 8–9 november")]),
    ],
)  # fmt: skip
def test_labels_and_values(read: Read, line: str, expected: list[tuple[str, str]]) -> None:
    assert fields(read(f"Uppgifter\n\n{line}\n\n{BODY}")) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Utredare har talat med personalen och med mannens dotter.",
        "Enhet och ledning ansvarar tillsammans för att rutinen följs i vardagen.",
        "Åtgärder är vidtagna.",
        "Beslut om placering togs i maj.",
        "Lex Sarah: nämnden anmäler händelsen till IVO",
        "Dnr saknas därför att handlingen aldrig registrerades.",
    ],
)
def test_sentences_that_begin_with_a_label_are_no_fields(read: Read, line: str) -> None:
    assert fields(read(f"{BODY}\n\n{line}\n\n{BODY}")) == []


def test_long_value_and_label_of_several_words_win(read: Read) -> None:
    assert fields(read(f"Datum när utredningen påbörjades 2021-04-09\tDatum 2021-05-01\n\n{BODY}"))[0] == (
        "Datum när utredningen påbörjades",
        "2021-04-09",
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lagrum\t[x] SoL  [ ] LSS", [("Lagrum", "SoL", True), ("Lagrum", "LSS", False)]),
        ("Lagrum:\tSoL ☒   LSS ☐", [("Lagrum", "SoL", True), ("Lagrum", "LSS", False)]),
        (
            'Lagrum <input checked="" type="radio"/> SoL <input type="radio"/> LSS\t',
            [("Lagrum", "SoL", True), ("Lagrum", "LSS", False)],
        ),
        (
            "E. Har det hänt förr?\t[ ] Ja\t[ ] Nej\t[x] Vet ej",
            [
                ("E. Har det hänt förr?", "Ja", False),
                ("E. Har det hänt förr?", "Nej", False),
                ("E. Har det hänt förr?", "Vet ej", True),
            ],
        ),
        (
            "Kontrollerat: rapport ☑ beslut ☑ besked ☐",
            [("Kontrollerat", "rapport", True), ("Kontrollerat", "beslut", True), ("Kontrollerat", "besked", False)],
        ),
        ("Beslut\n☐ missförhållande\n☒ risk för missförhållande",
         [("Beslut", "missförhållande", False), ("Beslut", "risk för missförhållande", True)]),
        ("Beslut\n( ) ja\n(x) nej", [("Beslut", "ja", False), ("Beslut", "nej", True)]),
    ],
)  # fmt: skip
def test_boxes(read: Read, line: str, expected: list[tuple[str, str, bool]]) -> None:
    assert boxes(read(f"{line}\n\n{BODY}")) == expected


def test_lost_marks(read: Read) -> None:
    lost = 'Beslut\n\n<input type="radio"/>\tInget missförhållande\n<input type="radio"/>\tMissförhållande\n'
    assert boxes(read(lost)) == [("Beslut", "Inget missförhållande", None), ("Beslut", "Missförhållande", None)]
    chosen = lost.replace('type="radio"/>\tM', 'type="radio" checked/>\tM')
    assert [checked for _, _, checked in boxes(read(chosen))] == [False, True]
    assert boxes(
        read(
            "Rapport om en händelse i maj\n\nKan det hända igen?\n\nJa\n\nNej\n\nOm ja, förklara varför\n\nDet kan det."
        )
    ) == [
        ("Kan det hända igen?", "Ja", None),
        ("Kan det hända igen?", "Nej", None),
    ]


def test_empty_square_boxes_are_not_lost_marks(read: Read) -> None:
    assert [checked for _, _, checked in boxes(read("Beslut\n☐ ja\n☐ nej"))] == [False, False]


def test_answer_ja_alone_is_no_box(read: Read) -> None:
    assert boxes(read(f"Har det hänt förut?\n\nJa\n\n{BODY}")) == []


def test_brackets_in_a_sentence_are_no_box(read: Read) -> None:
    assert boxes(read(f"{BODY}\n\nNamnen är ersatta av [ ] i den kopia som lämnas ut.")) == []


def test_words_beside_a_box_are_kept(read: Read) -> None:
    document = read("Orsaker\n\n[x] Rutiner\tRutinen för larm var inte känd på enheten.\n[ ] Teknik\t")
    assert boxes(document) == [("Orsaker", "Rutiner", True), ("Orsaker", "Teknik", False)]
    assert kind_of(document, "Rutinen för larm") is BlockKind.PARAGRAPH


def test_sections_and_headings(read: Read) -> None:
    document = read(
        f"Besök uteblev i två områden i Videsjö\n\n{BODY}\n\nVad har hänt?\n\n{BODY[:40]} a.\n\n2. "
        f"Ansvar\nNämnden svarar "
        f"för det.\n\nBättre listor\n\n{BODY[:50]} b.\n\nDet här gör vi:\n• byter larm\n"
    )
    headings = [document.slice(block.span) for block in document.blocks if block.kind is BlockKind.HEADING]
    assert headings == ["Vad har hänt?", "2. Ansvar", "Bättre listor", "Det här gör vi:"]
    assert document.title == "Besök uteblev i två områden i Videsjö"
    assert block_of(document, "svarar").section == "2. Ansvar"
    assert block_of(document, " b.").section == "Bättre listor"
    assert block_of(document, "byter larm").section == "Det här gör vi:"


def test_minutes(read: Read) -> None:
    document = read(
        "VIDESJÖ KOMMUN\tPROTOKOLL\t1 (2)\n\n§ 71\tDnr SN 2020/4\nFastställande av "
        "dagordning\nNämnden beslutar\natt fastställa "
        "den.\n\nJusterandes sign\tUtdragsbestyrkande\n\nVIDESJÖ KOMMUN\tPROTOKOLL\t2 (2)\n\n§ "
        "72\nÖvriga frågor\nInga.\n"
    )
    assert kind_of(document, "Fastställande") is BlockKind.HEADING
    assert block_of(document, "fastställa den").section == "Fastställande av dagordning"
    assert kind_of(document, "2 (2)") is BlockKind.BOILERPLATE
    assert kind_of(document, "1 (2)") is not BlockKind.BOILERPLATE
    assert kind_of(document, "Justerandes") is BlockKind.BOILERPLATE
    assert fields(document) == [("Dnr", "SN 2020/4")]


def test_table_of_columns_is_no_form(read: Read) -> None:
    document = read("Planerade åtgärder\n\nNr\tÅtgärd\tAnsvarig\n1\tNy rutin\tEnhetschef\n2\tUtbildning\tSamordnare\n")
    assert fields(document) == []
    assert sum(block.kind is BlockKind.TABLE for block in document.blocks) == 3


@pytest.mark.parametrize(
    "heading",
    ["Fakta lex Sarah", "Fakta Lex Sarah", "Om lex Sarah", "Vad är lex Sarah?", "FAKTA OM LEX SARAH:", "Fakta"],
)
def test_law_box_up_to_the_next_heading(read: Read, heading: str) -> None:
    law = "Personal inom socialtjänsten ska rapportera missförhållanden till sin chef."
    document = read(
        f"{BODY}\n\n{heading}\n\n{law}\n\nAllvarliga missförhållanden ska anmälas.\n\nVad händer "
        f"nu?\n\nKommunen byter larm."
    )
    assert kind_of(document, law) is BlockKind.LAW_BOX
    assert kind_of(document, "ska anmälas") is BlockKind.LAW_BOX
    assert kind_of(document, "Vad händer nu?") is BlockKind.HEADING
    assert kind_of(document, "byter larm") is BlockKind.PARAGRAPH


def test_law_box_ends_where_someone_speaks(read: Read) -> None:
    document = read(
        f"{BODY}\n\nFakta lex Sarah\n\nAll personal ska rapportera brister.\n\n– Vi tar det på allvar, säger hon."
    )
    assert kind_of(document, "på allvar") is BlockKind.PARAGRAPH


def test_facts_about_other_things_are_no_law_box(read: Read) -> None:
    document = read(f"{BODY}\n\nFakta\n\nTolv personer bor på Lärkbacken.\n\nFakta om enheten\n\nÅtta arbetar där.")
    assert kind_of(document, "Tolv personer") is BlockKind.PARAGRAPH
    assert kind_of(document, "Åtta arbetar") is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    "words",
    [
        "Enligt lex Sarah är all personal skyldig att rapportera missförhållanden.",
        "Lex Sarah är bestämmelser i socialtjänstlagen och LSS. Den som arbetar där ska rapportera brister.",
        "Bestämmelserna om lex Sarah finns i socialtjänstlagen.",
        "Med missförhållande avses en händelse som innebär ett hot mot någons liv eller hälsa.",
    ],
)
def test_lone_paragraph_about_the_law(read: Read, words: str) -> None:
    assert kind_of(read(f"{BODY}\n\n{words}\n\n{BODY[:30]} igen."), words) is BlockKind.LAW_BOX


@pytest.mark.parametrize(
    "words",
    [
        "Två utredningar enligt lex Sarah har avslutats. Ingen av händelserna anmäls till IVO.",
        "Händelsen är ett allvarligt missförhållande enligt lex Sarah och ska anmälas till IVO.",
        "Den som arbetar i vården är skyldig att rapportera. Rapporterna är nu utredda. Åtgärder sattes in direkt.",
        "Enligt lex Sarah-utredningen är rutinen inte känd.",
        "Missförhållandet är allvarligt.",
        "– Vi är skyldiga att rapportera enligt lex Sarah, säger chefen.",
        "Chefen var skyldig att anmäla saken men gjorde det inte.",
    ],
)
def test_paragraph_about_the_case_is_kept(read: Read, words: str) -> None:
    assert kind_of(read(f"{BODY}\n\n{words}\n\n{BODY[:30]} igen."), words) is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    "words",
    [
        "Kontakt:\nDisa Malmqvarn, chef\nTelefon: 070-174 06 05",
        "Presskontakt\n\nDisa Malmqvarn, chef, 070-174 06 05",
        "För mer information, kontakta Disa Malmqvarn, chef, tfn 070-174 06 05.",
        "Avsändare: Disa Malmqvarn\nTitel: kommunikatör",
        "Frågor besvaras av\n\nDisa Malmqvarn\n\ndisa@exempel.videsjo.se",
    ],
)
def test_contact_blocks(read: Read, words: str) -> None:
    document = read(f"Larmet tystnade i Videsjö\n\n{BODY}\n\n{words}")
    assert kind_of(document, "Disa Malmqvarn") is BlockKind.CONTACT
    assert kind_of(document, BODY) is BlockKind.PARAGRAPH


def test_contact_block_ends(read: Read) -> None:
    document = read(f"{BODY}\n\nKontakt\n\nDisa Malmqvarn, chef\n\nBakgrund\n\nMannen hade bott där länge.")
    assert kind_of(document, "Mannen hade bott") is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    "line",
    [
        "Dela", "Skriv ut", "Annons", "Lyssna", "Start / Nyheter / 2022", "Hem > Omsorg > Nyheter",
        "Skriv ut  Dela  Lyssna",
        "Läs också: Bron stängs på måndag", "LÄS MER: Så blir sommaren", "Hittade du något fel?", "Om webbplatsen",
        "Följ Videsjö kommun", "Vi använder kakor (cookies) för att webbplatsen ska fungera.", "1(3)", "Sida 2 (4)",
        "Läs fler nyheter från Videsjö", "NYHETER  SPORT  KULTUR  LOGGA IN",
    ],
)  # fmt: skip
def test_furniture(read: Read, line: str) -> None:
    document = read(f"Larmet tystnade i Videsjö\n\n{BODY}\n\n{line}\n\nDet hände i maj, sade chefen till nämnden.")
    assert kind_of(document, line) is BlockKind.BOILERPLATE
    assert kind_of(document, "Det hände i maj") is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    "words",
    [
        "Dela upp ansvaret mellan två chefer, föreslår utredaren.",
        "Följ upp rutinen varje månad.",
        "Läs mer om händelsen fick hon inte göra.",
        "Personalen använder kakor som belöning, står det i rapporten.",
        "Händelsen 12/3 upprepades 14/3.",
        "Mannen fick vänta i 24/7-jouren.",
        "Senaste nyheten om honom kom i maj, säger dottern.",
    ],
)
def test_sentences_like_furniture_are_kept(read: Read, words: str) -> None:
    assert kind_of(read(f"{BODY}\n\n{words}\n\n{BODY[:30]} igen."), words) is BlockKind.PARAGRAPH


def test_everything_after_other_news_is_set_aside(read: Read) -> None:
    document = read(
        f"Larmet tystnade i Videsjö\n\n{BODY}\n\nSenaste pressmeddelandena från Videsjö kommun\n\nNy bro invigd\n\n"
        "Kommunen har byggt en bro över ån, och den öppnar i juni."
    )
    assert kind_of(document, "byggt en bro") is BlockKind.BOILERPLATE
    assert kind_of(document, BODY) is BlockKind.PARAGRAPH


def test_teasers_in_the_middle_end_with_a_sentence(read: Read) -> None:
    rest = "Nämnden vill nu att alla larm byts ut före hösten. " * 8
    document = read(f"Larmet tystnade i Videsjö\n\n{BODY}\n\nLäs också\nBron stängs\nNy skola\n\n{rest.strip()}")
    assert kind_of(document, "Bron stängs") is BlockKind.BOILERPLATE
    assert kind_of(document, "alla larm byts") is BlockKind.PARAGRAPH


def test_about_the_case_leaves_out_the_rest(read: Read) -> None:
    document = read(
        f"{BODY}\n\nFakta lex Sarah\n\nAll personal ska rapportera.\n\nKontakt\n\nDisa Ek, 070-174 06 05\n\nDela"
    )
    assert [document.slice(block.span) for block in document.about_the_case()] == [BODY]
    assert all(block.section is None for block in document.blocks if block.kind is not BlockKind.PARAGRAPH)
