"""The words that tell what a line is: labels of forms, headings, and the furniture of web pages. Data only.

Collected from the Huddinge form, Sundsvall's open forms, IVO's form, minutes of committees and press rooms as described
in the domain notes; everything is matched without regard to case, and the longest entry first.
"""


def _entries(listed: str) -> tuple[str, ...]:
    """Entries of a list written with semicolons, white space made single."""
    return tuple(" ".join(entry.split()) for entry in listed.split(";"))


LABELS = _entries("""
    Enhet; Enhetens namn; Enhet/verksamhet; Verksamhet; Verksamhetens namn; Verksamhetsområde; Verksamhetsform;
    Förvaltning; Förvaltning/bolag; Nämnd; Ansvarig nämnd; Kommun; Huvudman; Utförare; Vårdgivare; Avdelning;
    Arbetsplats; Område; Region; Datum för rapport; Datum för rapporter; Datum för rapporten; Rapportdatum;
    Rapporten inkom; Rapport inkommen; Inkom; Inkommen; Inkommen datum; Ankomstdatum; Datum; Datum och tid; Datum
    och tidpunkt; Datum och tidpunkt för händelsen; Datum för händelsen; Datum för händelse; Händelsedatum;
    Tidpunkt; Tidpunkt för händelsen; När hände det; När inträffade händelsen; När upptäcktes det; När
    uppmärksammades det; Datum för upptäckt; Plats; Plats för händelsen; Plats och tid; Var hände det; Vem berörs;
    Berörda; Berörd; Den enskilde; Den enskildes namn; Brukare; Initialer; Personnummer; Pnr; Kön; Ålder; Födelseår;
    Rapporterad av; Rapportör; Rapporterad till; Rapporten mottagen av; Rapport mottagen av; Mottagen av; Mottagen;
    Mottagare; Mottaget; Datum för mottagande av rapport; Mottagningsdatum; Utredare; Utredande chef; Ansvarig
    utredare; Ansvarig; Ansvarig chef; Handläggare; Beslutsfattare; Beslutande; Föredragande; Ordförande;
    Sekreterare; Justerare; Närvarande; Övriga deltagande; Deltagare; Utses att justera; Justeringens plats och tid;
    Underskrifter; Paragrafer; Sammanträdesdatum; Mötesdatum; Organ; Datum för anslags uppsättande; Datum för
    anslags nedtagande; Förvaringsplats för protokollet; Datum när utredningen påbörjades; Datum när utredningen
    avslutades; Utredning påbörjad; Utredningen påbörjad; Utredning inledd; Utredningen inledd; Utredning avslutad;
    Utredningen avslutad; Utredning klar; Utredningen klar; Lagrum; Lag; Lagstiftning; Beslut; Beslutsdatum; Datum
    för beslut; Beslut fattat av; Bedömning; Preliminär bedömning; Allvarlighetsgrad; Sannolikhet; Poäng; Anmäld;
    Anmäld till IVO; Anmälan till IVO; Datum för anmälan; Datum för anmälan till IVO; Anmälningsdatum; Dnr;
    Diarienr; Diarienummer; Ärendenummer; Ärende; Ärendet; Referens; Rapportnummer; Händelse; Typ; Typ av händelse;
    Typ av missförhållande; Händelsetyp; Kategori; Insats; Beviljad insats; Orsak; Orsaker; Bakomliggande orsak;
    Bakomliggande orsaker; Konsekvens; Konsekvenser; Konsekvenser för barn; Ekonomiska konsekvenser; Faktiska;
    Möjliga; Fysiska skador; Åtgärd; Åtgärder; Vidtagna åtgärder; Omedelbara åtgärder; Planerade åtgärder;
    Uppföljning; Datum för uppföljning; Uppföljningsdatum; Klart senast; Kommentar; Anmärkning; Registratorns
    anteckning; Överlämnas till utredare; Ort och datum; Ort; Datum och underskrift; Underskrift; Namnteckning;
    Namnsteckning; Namnteckning, verksamhetschef; Namnteckning, sektionschef; Namnteckning, utredare; Namnteckning,
    socialchef; Namnsteckning, verksamhetschef; Namnsteckning, sektionschef; Namnsteckning, enhetschef;
    Namnsteckning, utredare; Namnsteckning, socialchef; Namnförtydligande; Namn; Befattning; Yrkesroll; Tid för
    händelsen; Tid; Rapporten skriven; Datum när rapporten skrivs; Namn och befattning; Senast reviderad;
    Dokumentansvarig; Övriga; Utdragsbestyrkande; Var; När; Vem; Ifylld av; Rapporterat av; Dokumenttyp;
    Dokumentnamn; Gäller; Gäller från; Gäller för; Giltig från; Fastställd av; Fastställd; Fastställd datum;
    Beslutad av; Version; Upprättad av; Upprättad; Reviderad; Nästa revidering; Sida; Foto; Bild; Bildtext; Text;
    Publicerad; Publicerat; Publicerades; Artikeln publicerades; Publiceringsdatum; Uppdaterad; Uppdaterat; Senast
    uppdaterad; Senast ändrad; Sidan uppdaterad; Senast granskad; Den enskilde har informerats om utredningen; Den
    enskilde har informerats; Om inte beskriv varför; Varför inte; Yrkanden; Källa; Vad har hänt; Har brukaren
    informerats; Anmälan till IVO gjord direkt; Ärendenr; Bilagor; Bilaga; Till; Från; Kopia till
    """)
"""Labels of forms and minutes, and the date lines of web pages."""

BARE_LABELS = frozenset(
    """publicerad publicerat publicerades publiceringsdatum uppdaterad uppdaterat dnr diarienr diarienummer ärendenr
    ärendenummer sammanträdesdatum mötesdatum""".split()
) | {
    "artikeln publicerades",
    "senast uppdaterad",
    "senast ändrad",
    "sidan uppdaterad",
    "senast granskad",
    "ort och datum",
}
"""Labels that need neither a colon nor a cell of their own: "Publicerad 24 maj 2023", "Dnr SN 2024-19"."""

PUBLISHED_LABELS = ("publicerad", "publicerat", "publicerades", "artikeln publicerades", "publiceringsdatum")
"""Labels whose value is the day of publication."""

CONTACT_LABELS = frozenset(
    """telefon tel tel. mobil mobiltelefon e-post epost mejl mail e-mail fax titel adress postadress besöksadress växel
    webbplats webb webbsida hemsida avsändare presskontakt pressjour kontaktperson kontakt org.nr organisationsnummer
    telefonnummer direktnummer""".split()
)
"""Labels of contact blocks."""

HEADINGS = frozenset(
    entry.lower()
    for entry in _entries("""
    Uppgifter; Grunduppgifter; Grundläggande uppgifter; Fakta om enheten; Beskrivning av enheten; Bakgrund;
    Inledning; Sammanfattning; Ärendet; Ärendebeskrivning; Beskrivning av ärendet; Beskrivning av händelsen;
    Händelsebeskrivning; Händelsen; Händelseförlopp; Händelseanalys; Vad som hände; Vad har hänt; Det här har hänt;
    Detta har hänt; Information om händelsen; Händelsebeskrivning och initial bedömning; Utredningsplan; Uppdrag;
    Deltagare i analysteam; Metod; Metodik; Genomförande; Genomförande av utredningen; Utredningens genomförande;
    Uppgifter om det rapporterade missförhållandet; Uppgifter om det rapporterade missförhållandet eller den
    påtagliga risken för ett missförhållande; När och hur uppmärksammades händelsen; Konsekvenser; Konsekvenser för
    den enskilde; Konsekvenser för brukaren; Följder; Orsaker; Orsak; Orsaksanalys; Bakomliggande orsaker; Utredning
    av bakomliggande orsaker; Bidragande faktorer; Analys; Analysutvärdering; Riskbedömning; Tidigare händelser;
    Liknande händelser; Risk för upprepning; Åtgärder; Vidtagna åtgärder; Omedelbara åtgärder; Planerade åtgärder;
    Föreslagna åtgärder; Förslag till åtgärder; Uppgifter om vilka åtgärder som har vidtagits; Åtgärder på kort
    sikt; Åtgärder på lång sikt; Åtgärdsplan; Handlingsplan; Uppföljning; Motivering; Motivering till bedömningen;
    Motivering till beslutet; Bedömning; Bedömning och beslut; Samlad bedömning; Utredarens bedömning;
    Förvaltningens bedömning; Preliminär bedömning; Kategorisering; Bedömning och förslag till beslut; Slutsats;
    Slutsatser; Beslut; Förslag till beslut; Beslutsunderlag; Beslutsmotivering; Skälen för beslutet; Skäl för
    beslutet; Reservation; Särskilt yttrande; Yttranden; Yrkanden; Protokollsanteckning; Expediering; Beslutet
    expedieras till; Beslutet skickas till; Bilagor; Typ av missförhållande; Underskrifter; Övrigt; Övrigt som har
    framkommit av utredningen; Övrigt som framkommit; Information till den enskilde; Den enskildes synpunkter;
    Kommentarer; Redovisning; Ekonomiska konsekvenser; Barnkonsekvensanalys; Syfte; Ansvar; Omfattning; Innehåll;
    Anslag/bevis; Uppgiftslämnare; Källor; Anmälan till IVO; Förvaltningens kommentar; Åtgärd direkt; Omedelbar
    åtgärd; Om ja, förklara varför; Om nej, förklara varför; Om ja, beskriv
    """)
)
"""Headings that stand even where no blank line sets them off."""

LAW_BOXES = frozenset(
    entry.lower()
    for entry in _entries("""
    fakta lex sarah; fakta om lex sarah; faktaruta lex sarah; faktaruta om lex sarah; fakta/lex sarah; fakta - lex
    sarah; fakta – lex sarah; om lex sarah; mer om lex sarah; kort om lex sarah; lex sarah -
    fakta; lex sarah – fakta; vad är lex sarah; vad är en lex sarah; vad är en lex sarah-anmälan; vad innebär lex
    sarah; vad betyder lex sarah; det här är lex sarah; detta är lex sarah; här är lex sarah; så fungerar lex sarah;
    därför finns lex sarah; lex sarah – så fungerar det; bestämmelserna om lex sarah; om bestämmelserna i lex sarah;
    bakgrund om lex sarah; bakgrund lex sarah; fakta lagen om lex sarah; lagen om lex sarah; lex sarah-lagen; vad
    räknas som missförhållande; vad räknas som missförhållanden; vad räknas som ett missförhållande; vad är ett
    missförhållande; vad är missförhållanden; vad menas med missförhållande; vad säger lagen; fakta ivo; om ivo;
    fakta lex sarah och lex maria; fakta om ivo; lex sarah-anmälan i korthet; vad är ivo; vad gör ivo
    """)
)
"""Headings of boxes about the law (compared without final colon or question mark)."""

MAYBE_LAW_BOXES = frozenset(
    ("fakta", "faktaruta", "lex sarah", "lex sarah i korthet", "fakta:", "så här fungerar det", "lagen", "bakgrund")
)
"""Headings of such boxes only where what follows reads as law."""

CONTACT_HEADINGS = frozenset(
    entry.lower()
    for entry in _entries("""
    kontakt; kontakter; kontakta oss; kontaktinformation; kontaktuppgifter; kontaktperson; kontaktpersoner;
    presskontakt; presskontakter; mediekontakt; för mer information; för ytterligare information; mer information;
    ytterligare information; för mer information kontakta; för mer information, kontakta; för ytterligare
    information kontakta; vid frågor; vid frågor kontakta; vid frågor, kontakta; frågor besvaras av; frågor; har du
    frågor; ytterligare upplysningar; upplysningar; avsändare; för vidare information; för frågor; för frågor
    kontakta; svarar på frågor; för mer information vänligen kontakta; adress; besöksadress; postadress; pressjour;
    för intervju; mediefrågor; frågor om artikeln
    """)
)
"""Headings of contact blocks (compared without final colon or question mark)."""

MENU_LINES = frozenset(
    entry.lower()
    for entry in _entries("""
    dela; dela sidan; dela artikeln; dela nyheten; dela på facebook; dela på twitter; dela på x; dela på linkedin;
    dela via e-post; dela inlägg; facebook; twitter; linkedin; instagram; skriv ut; skriv ut sidan; lyssna; lyssna
    på sidan; lyssna på artikeln; meny; sök; stäng; stäng meny; visa meny; till startsidan; till innehållet; hoppa
    till innehåll; hoppa till huvudinnehåll; gå till innehåll; till toppen; till sidans topp; tillbaka; tillbaka
    till toppen; tillbaka till nyheter; logga in; mina sidor; annons; annonser; annonsera; klicka här; prenumerera;
    bli prenumerant; köp prenumeration; tipsa oss; tipsa; e-tjänster; självservice; other languages; languages;
    english; lättläst; teckenspråk; anpassa; tema; cookies; hantera cookies; kakor; om cookies; om kakor; om
    webbplatsen; tillgänglighet; tillgänglighetsredogörelse; personuppgifter; integritetspolicy; hittade du något
    fel; hjälpte informationen dig; hjälpte den här sidan dig; hjälpte sidan dig; var informationen till hjälp; var
    denna information till hjälp; ja, jag hittade det jag sökte; godkänn alla; godkänn; acceptera alla; acceptera;
    avvisa; endast nödvändiga; läs mer; läs mer här; visa mer; visa fler; ladda ner; ladda ned; relaterat; a-ö; rss;
    start; nyheter; startsida; startsidan; till startsida; följ oss; följ oss på facebook; sajtkarta; webbkarta;
    öppna bild; sidfot; sidhuvud; sökfält; kommentera; gilla; spara; spara artikel; lyssna på texten; prata med oss;
    kundtjänst; chatta med oss; om; senaste nytt; mest läst
    """)
)
"""Whole lines of a web page's furniture (compared without final colon, question or exclamation mark)."""

FORM_HEADINGS_TAIL = (
    "om ja, förklara",
    "om ja, beskriv",
    "om nej, beskriv",
    "fylls i av",
    "ifylls av",
    "beskriv ",
    "redogör för ",
    "ange ",
)
"""How instructions in a form begin; they stand as headings over the answers."""
