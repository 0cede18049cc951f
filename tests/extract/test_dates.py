"""Dates: what is one, where it ends, what it is worth, what happened on it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexsarah.edtf import is_valid
from lexsarah.extract.dates import date_expressions, find_dates, incident_period, publication, tells_of_several
from lexsarah.records import (
    Block,
    BlockKind,
    Case,
    DateValue,
    Evidence,
    Fact,
    ParsedDocument,
    Producer,
    Span,
    TextMap,
)
from lexsarah.vocabulary import DateRole

PARSER = Producer("rule", "test", "1")
ANCHOR = date(2022, 6, 15)  # a Wednesday


def document(*lines: str | tuple[BlockKind, str], published: date | None = None) -> ParsedDocument:
    """A document of one block a line; "label: value" lines of kind FIELD get their spans."""
    text, blocks = "", []
    for line in lines:
        kind, words = line if isinstance(line, tuple) else (BlockKind.PARAGRAPH, line)
        start = len(text)
        span = Span(start, start + len(words))
        if kind is BlockKind.FIELD:
            label, _, value = words.partition(": ")
            at = start + len(label) + 2
            blocks.append(Block(kind, span, None, Span(start, start + len(label)), Span(at, at + len(value))))
        else:
            blocks.append(Block(kind, span))
        text += words + "\n"
    return ParsedDocument(text, tuple(blocks), TextMap(), PARSER, published=published)


def found(doc: ParsedDocument, published: date | None = None) -> list[tuple[str, str, str]]:
    facts = find_dates(doc, Case(Span(0, len(doc.text)), ""), published)
    return [(fact.evidence[0].quote, fact.value.edtf, fact.value.role.value) for fact in facts]


def one(text: str, anchor: date | None = ANCHOR) -> tuple[str, str]:
    expressions = date_expressions(text, anchor)
    assert len(expressions) == 1, [(x.text, x.edtf) for x in expressions]
    return expressions[0].text, expressions[0].edtf


FULL = [
    ("Händelsen inträffade 2020-12-14.", "2020-12-14", "2020-12-14"),
    ("Händelsen inträffade 2022-3-7 på kvällen.", "2022-3-7", "2022-03-07"),
    ("Inkom 2021/03/08 till registrator.", "2021/03/08", "2021-03-08"),
    ("Utredningen är daterad 20210308.", "20210308", "2021-03-08"),
    ("Delgavs 18-12-18 av handläggaren.", "18-12-18", "2018-12-18"),
    ("Sidan skapades 9.7.2020 13:00:00 av redaktionen.", "9.7.2020 13:00:00", "2020-07-09T13:00"),
    ("Mottagen 231120 kl 13 av chefen.", "231120 kl 13", "2023-11-20T13:00"),
    ("Hon föll den 3 maj 2021.", "3 maj 2021", "2021-05-03"),
    ("Hon föll den 3:e maj 2021.", "3:e maj 2021", "2021-05-03"),
    ("Hon föll den 3 maj, 2021.", "3 maj, 2021", "2021-05-03"),
    ("Det hände första juli 2011.", "första juli 2011", "2011-07-01"),
    ("Det hände den tjugofjärde december 2019.", "tjugofjärde december 2019", "2019-12-24"),
    ("Det hände 28 nov 2013 14:07.", "28 nov 2013 14:07", "2013-11-28T14:07"),
    ("Det hände 07 jan. 2015 på dagen.", "07 jan. 2015", "2015-01-07"),
    ("Torsdagen den 4 mars 2021 larmade han.", "Torsdagen den 4 mars 2021", "2021-03-04"),
    ("Det var fredag kväll den 4 mars 2022.", "fredag kväll den 4 mars 2022", "2022-03-04"),
    ("Det hände 12/3 2021.", "12/3 2021", "2021-03-12"),
    ("Det hände 12/3-21 på natten.", "12/3-21", "2021-03-12"),
    ("Det hände 12/3-2021 på natten.", "12/3-2021", "2021-03-12"),
    ("Ledig 10–12 mars 2015.", "10–12 mars 2015", "2015-03-10/2015-03-12"),
    ("Mellan den 10 och 12 mars 2015 uteblev besöken.", "10 och 12 mars 2015", "2015-03-10/2015-03-12"),
    (
        "Mellan den 30 april och den 2 maj 2015 uteblev de.",
        "Mellan den 30 april och den 2 maj 2015",
        "2015-04-30/2015-05-02",
    ),
    ("Tiden 2020-12-14 - 2021-03-11 gällde det.", "2020-12-14 - 2021-03-11", "2020-12-14/2021-03-11"),
    ("Från den 3 maj till den 9 maj 2021 var hon sjuk.", "3 maj till den 9 maj 2021", "2021-05-03/2021-05-09"),
    ("Det pågick maj 2020.", "maj 2020", "2020-05"),
    ("Det pågick under maj månad 2020.", "maj månad 2020", "2020-05"),
    ("Kvinnan har informerats, datum: 2020-08-", "2020-08-", "2020-08"),
    ("Mars–maj 2021 saknades chef.", "Mars–maj 2021", "2021-03/2021-05"),
    ("Från november 2020 till januari 2021 var det så.", "november 2020 till januari 2021", "2020-11/2021-01"),
    ("Från november till januari 2021 var det så.", "november till januari 2021", "2020-11/2021-01"),
    ("Januari och februari 2021 var svåra.", "Januari och februari 2021", "2021-01/2021-02"),
    ("Under 2019 byttes chef.", "2019", "2019"),
    ("Det stod i ett brev 2018.", "2018", "2018"),
    ("Under år 2015 byttes chef.", "år 2015", "2015"),
    ("Under 2019–2021 byttes chef.", "2019–2021", "2019/2021"),
    ("Åren 2019 till 2021 byttes chef.", "Åren 2019 till 2021", "2019/2021"),
    ("Hösten 2019 byttes chef.", "Hösten 2019", "2019-23"),
    ("Våren 2019 byttes chef.", "Våren 2019", "2019-21"),
    ("Sommaren 2013 byttes chef.", "Sommaren 2013", "2013-22"),
    ("Vintern 2019/2020 byttes chef.", "Vintern 2019/2020", "2019-24"),
    ("Hösten 2019 till våren 2020 saknades chef.", "Hösten 2019 till våren 2020", "2019-23/2020-21"),
    ("Våren och sommaren 2020 saknades chef.", "Våren och sommaren 2020", "2020-21/2020-22"),
    ("Kvartal 2 2019 var dyrt.", "Kvartal 2 2019", "2019-34"),
    ("Under andra kvartalet 2020 ökade fallen.", "andra kvartalet 2020", "2020-34"),
    ("Siffrorna för Q4 2020 är klara.", "Q4 2020", "2020-36"),
    ("Första halvåret 2020 kom tio.", "Första halvåret 2020", "2020-01/2020-06"),
    ("Tertial 2 2020 kom tio.", "Tertial 2 2020", "2020-05/2020-08"),
    ("Höstterminen 2020 började hon.", "Höstterminen 2020", "2020-08/2020-12"),
    ("Vecka 14 2021 var tung.", "Vecka 14 2021", "2021-04-05/2021-04-11"),
    ("Schemat för v. 14, 2021 saknas.", "v. 14, 2021", "2021-04-05/2021-04-11"),
    ("Schemat för v. 14–16 2021 saknas.", "v. 14–16 2021", "2021-04-05/2021-04-25"),
    ("Början av maj 2021 var lugn.", "Början av maj 2021", "2021-05-01/2021-05-10"),
    ("I mitten av februari 2020 kom den.", "mitten av februari 2020", "2020-02-11/2020-02-20"),
    ("I slutet av december 2019 kom den.", "slutet av december 2019", "2019-12-21/2019-12-31"),
    ("I slutet på februari 2020 kom den.", "slutet på februari 2020", "2020-02-21/2020-02-29"),
    ("Mitt i juli 2021 kom den.", "Mitt i juli 2021", "2021-07-11/2021-07-20"),
    ("Tidigt i november 2021 kom den.", "Tidigt i november 2021", "2021-11-01/2021-11-10"),
    ("I början av 2022 kom den.", "början av 2022", "2022-01/2022-04"),
    ("I mitten av 2020 kom den.", "mitten av 2020", "2020-05/2020-08"),
    ("I slutet av år 2020 kom den.", "slutet av år 2020", "2020-09/2020-12"),
    ("Månadsskiftet maj/juni 2020 kom den.", "Månadsskiftet maj/juni 2020", "2020-05-21/2020-06-10"),
    ("Första veckan i maj 2021 kom den.", "Första veckan i maj 2021", "2021-05-01/2021-05-07"),
    ("Sista veckan i maj 2021 kom den.", "Sista veckan i maj 2021", "2021-05-25/2021-05-31"),
    ("Natten mot den 8 februari 2021 kom den.", "Natten mot den 8 februari 2021", "2021-02-07/2021-02-08"),
    ("Natten till lördagen den 3 maj 2014 kom den.", "Natten till lördagen den 3 maj 2014", "2014-05-02/2014-05-03"),
    (
        "Natten mellan den 7 och 8 februari 2021 kom den.",
        "Natten mellan den 7 och 8 februari 2021",
        "2021-02-07/2021-02-08",
    ),
    ("Natten till nyårsdagen 2021 kom den.", "Natten till nyårsdagen 2021", "2020-12-31/2021-01-01"),
    ("Sedan mars 2020 saknas chef.", "Sedan mars 2020", "2020-03/.."),
    ("Alltsedan 2018 saknas chef.", "Alltsedan 2018", "2018/.."),
    ("Rutinen gäller från den 1 januari 2020.", "1 januari 2020", "2020-01-01"),
    ("Rutinen gäller från och med den 1 januari 2020.", "1 januari 2020", "2020-01-01"),
    ("Fram till mars 2021 saknades den.", "Fram till mars 2021", "../2021-03"),
    ("Fram till och med den 3 mars 2021 saknades den.", "Fram till och med den 3 mars 2021", "../2021-03-03"),
    ("T.o.m. 2021-03-03 saknades den.", "T.o.m. 2021-03-03", "../2021-03-03"),
    ("Före den 1 juli 2011 gällde annat.", "Före den 1 juli 2011", "../2011-07-01"),
    ("Årsskiftet 2019/2020 byttes chef.", "Årsskiftet 2019/2020", "2019-12/2020-01"),
    ("Julafton 2021 uteblev besöket.", "Julafton 2021", "2021-12-24"),
    ("Midsommarafton 2021 uteblev besöket.", "Midsommarafton 2021", "2021-06-25"),
    ("Påskdagen 2021 uteblev besöket.", "Påskdagen 2021", "2021-04-04"),
    ("Annandag påsk 2021 uteblev besöket.", "Annandag påsk 2021", "2021-04-05"),
    ("Långfredagen 2022 uteblev besöket.", "Långfredagen 2022", "2022-04-15"),
    ("Höstlovet 2021 uteblev besöket.", "Höstlovet 2021", "2021-11-01/2021-11-07"),
]

ANCHORED = [
    ("Hon föll den 3 maj.", "3 maj", "2022-05-03"),
    ("Hon föll den 20 juli.", "20 juli", "2021-07-20"),
    ("Hon föll 12/3 på natten.", "12/3", "2022-03-12"),
    ("Hon föll sön 24/4.", "sön 24/4", "2022-04-24"),
    ("Det hände i oktober.", "oktober", "2021-10"),
    ("Det hände i slutet av september.", "slutet av september", "2021-09-21/2021-09-30"),
    ("Det hände i oktober förra året.", "oktober förra året", "2021-10"),
    ("Det hände i mars i år.", "mars i år", "2022-03"),
    ("Det hände första april i år.", "första april i år", "2022-04-01"),
    ("Det hände i januari i år, i början av månaden.", "januari i år, i början av månaden", "2022-01-01/2022-01-10"),
    ("Det hände i våras.", "i våras", "2022-21"),
    ("Det hände i höstas.", "i höstas", "2021-23"),
    ("Det hände i somras.", "i somras", "2021-22"),
    ("Det hände i vintras.", "i vintras", "2021-24"),
    ("Det hände i fjol.", "i fjol", "2021"),
    ("Det hände i fjol höstas.", "i fjol höstas", "2021-23"),
    ("Det hände förra året.", "förra året", "2021"),
    ("Det hände i tisdags.", "i tisdags", "2022-06-14"),
    ("Det hände i onsdags kväll.", "i onsdags kväll", "2022-06-08"),
    ("Det hände i går.", "i går", "2022-06-14"),
    ("Det hände igår kväll.", "igår kväll", "2022-06-14"),
    ("Det hände i förrgår.", "i förrgår", "2022-06-13"),
    ("Det hände förra veckan.", "förra veckan", "2022-06-06/2022-06-12"),
    ("Det hände i helgen.", "i helgen", "2022-06-11/2022-06-12"),
    ("Det hände förra månaden.", "förra månaden", "2022-05"),
    ("Det hände för två år sedan.", "för två år sedan", "2020"),
    ("Det hände för tre veckor sedan.", "för tre veckor sedan", "2022-05-25"),
    ("Det har varit så det senaste året.", "senaste året", "2021-06/2022-06"),
    ("Det har varit så sedan i höstas.", "sedan i höstas", "2021-23/.."),
    ("Det har varit så sedan årsskiftet.", "sedan årsskiftet", "2022-01/.."),
    ("Rutinen ska vara klar före årsskiftet.", "före årsskiftet", "../2022-12-31"),
    ("Rutinen ska vara klar till hösten.", "hösten", "2022-23"),
    ("Det blir uppföljning i november.", "november", "2022-11"),
    ("Rutinen ska vara klar nästa år.", "nästa år", "2023"),
    ("Ny chef kommer nästa vecka.", "nästa vecka", "2022-06-20/2022-06-26"),
    ("Det hände under kvartal 1.", "kvartal 1", "2022-33"),
    ("Det hände vecka 20.", "vecka 20", "2022-05-16/2022-05-22"),
    ("Det hände natten mot den 8 februari.", "natten mot den 8 februari", "2022-02-07/2022-02-08"),
    ("Det hände fram till och med mars.", "fram till och med mars", "../2022-03"),
    ("Det hände mellan juni och december.", "mellan juni och december", "2021-06/2021-12"),
    ("Det hände kring årsskiftet.", "kring årsskiftet", "2021-12~/2022-01~"),
    ("Det hände på julafton.", "julafton", "2021-12-24"),
    ("Det hände i påskas.", "i påskas", "2022-04-15/2022-04-18"),
    ("Arbetsgruppen finns från och med maj och året ut.", "från och med maj och året ut", "2022-05/2022-12"),
]

UNANCHORED = [
    ("Hon föll den 3 maj.", "3 maj", "XXXX-05-03"),
    ("Hon föll 12/3 på natten.", "12/3", "XXXX-03-12"),
    ("Hon föll i maj.", "maj", "XXXX-05"),
    ("Hon föll i sommaren.", "sommaren", "XXXX-22"),
    ("Hon föll i våras.", "i våras", "XXXX-21"),
    ("Hon föll på fredagen.", "fredagen", "XXXX-XX-XX"),
    ("Hon föll i tisdags.", "i tisdags", "XXXX-XX-XX"),
    ("Hon föll i slutet av maj.", "slutet av maj", "XXXX-05-21/XXXX-05-31"),
    ("Hon föll kring årsskiftet.", "kring årsskiftet", "XXXX-12~/XXXX-01~"),
    ("Hon föll den 7 april i år.", "7 april i år", "XXXX-04-07"),
    ("Hon föll natten mot den 8 februari.", "natten mot den 8 februari", "XXXX-02-07/XXXX-02-08"),
    ("Hon föll förra året.", "förra året", "XXXX"),
    ("Hon föll på julafton.", "julafton", "XXXX-12-24"),
    ("Hon föll i påskas.", "i påskas", "XXXX-XX-XX"),
    ("Hon föll andra kvartalet.", "andra kvartalet", "XXXX-34"),
    ("Hon föll 1/1–31/12.", "1/1–31/12", "XXXX-01-01/XXXX-12-31"),
]


@pytest.mark.parametrize(("text", "words", "edtf"), FULL)
def test_dates_that_need_nothing_else(text: str, words: str, edtf: str) -> None:
    assert one(text, None) == (words, edtf)


@pytest.mark.parametrize(("text", "words", "edtf"), ANCHORED)
def test_dates_that_hang_on_the_publication(text: str, words: str, edtf: str) -> None:
    assert one(text) == (words, edtf)


@pytest.mark.parametrize(("text", "words", "edtf"), UNANCHORED)
def test_dates_whose_year_nobody_says(text: str, words: str, edtf: str) -> None:
    assert one(text, None) == (words, edtf)


@pytest.mark.parametrize(
    "text",
    [
        "Det tog tre månader och två veckor.",
        "Hon är 85 år gammal och har bott här i 12 år.",
        "Larmet gick kl. 07.40 och 22.15.",
        "Öppet måndag–fredag 8–16, lördag till söndag stängt.",
        "Varje måndag duschar hon.",
        "Enligt 14 kap. 3 § SoL och 24 b § LSS ska det rapporteras.",
        "Socialtjänstlagen (2001:453) och SOSFS 2011:5 gäller.",
        "Dnr SN 2021/123",
        "Ärendenummer: 2021-03",
        "SCN-2015-0180 registrerades.",
        "Diarienummer 3.1.1-01234/2021-5",
        "Ring 011-15 23 03 eller 0300-12 34 05.",
        "Det hände 1–2 gånger om dagen.",
        "Det kostade 2 010 kronor och 2019 kronor.",
        "Hon fick 1/2 tablett och 2/3 av maten.",
        "Sida 1/2",
        "Bemanning dygnet runt, 24/7.",
        "Personnummer 19450312-XXXX",
        "450312-1234",
        "Kvalitetsberättelse 2021 och Verksamhetsplan 2022 finns på webben.",
        "Maj Karlsson och Maj-Britt arbetar här.",
        "I vår verksamhet är det så.",
        "Hon bor på rum 2012.",
        "Se www.exempel.se/2021/03/nyheter för mer.",
        "Skriv till a2019@exempel.se.",
        "Postnummer 604 81 Norrköping",
        "Dagen efter var det bra, och samma kväll också.",
        "Beslut enligt § 75 och §§ 71–79.",
        "1(4) Sida 2 av 5",
        "De hjälptes åt i tre år efter det.",
        "12-14 personer väntade, 5-7 i varje rum.",
        "Lägenhet 1203 på plan 3, rev. 2019",
        "Enheten Våren har tio platser.",
        "Strategi 2030 och Handlingsplan 2018–2021 finns.",
        "Inventarienummer 20190315 och artikelnr 210308.",
        "Den femte september-kommittén finns inte.",
        "Blanda i proportionerna 1/10.",
        "Koden är 150908.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [expression.text for expression in date_expressions(text, ANCHOR)] == []


ROLES = [
    ("Händelsen inträffade den 3 maj 2021 på boendet.", "incident"),
    ("Den 3 maj 2021 föll en kvinna ur sin säng.", "incident"),
    ("Natten mot den 8 februari 2021 fick hon ingen tillsyn.", "incident"),
    ("En man avled den 3 maj 2021 sedan larmet inte besvarats.", "incident"),
    ("Den 3 maj 2021 ska en anställd ha slagit en boende.", "incident"),
    ("Stölderna skedde under sommaren 2021.", "incident"),
    ("Missförhållandet har pågått sedan våren 2021.", "incident"),
    ("Den 5 maj 2021 rapporterades det som hänt enligt lex Sarah.", "reported"),
    ("En rapport enligt lex Sarah inkom den 5 maj 2021.", "reported"),
    ("En undersköterska lämnade en lex Sarah-rapport den 5 maj 2021.", "reported"),
    ("I mitten av maj 2021 fick kommunen in flera lex Sarah-rapporter.", "reported"),
    ("Den 6 maj 2021 inledde förvaltningen en utredning enligt lex Sarah.", "investigation_started"),
    ("Lex Sarah-utredningen påbörjades den 6 maj 2021.", "investigation_started"),
    ("Utredningen avslutades den 20 juni 2021.", "investigation_closed"),
    ("Utredningen blev färdig i juni 2021.", "investigation_closed"),
    ("Socialnämnden beslutade den 20 juni 2021 att godkänna rapporten.", "decided"),
    ("Nämnden har den 20 juni 2021 beslutat om åtgärder.", "decided"),
    ("Den 21 juni 2021 anmäldes saken till IVO.", "reported_to_ivo"),
    ("Anmälan till Inspektionen för vård och omsorg gjordes den 21 juni 2021.", "reported_to_ivo"),
    ("En lex Sarah-anmälan gjordes den 21 juni 2021.", "reported_to_ivo"),
    ("Publicerad: 3 maj 2021", "published"),
    ("Artikeln publicerades 3 maj 2021", "published"),
    ("Rutinen ska vara klar i september 2021.", "other"),
    ("Den 3 maj 2021 upptäckte en kollega vad som pågick.", "other"),
    ("Stölden polisanmäldes den 3 maj 2021.", "other"),
    ("Den 3 maj 2021 hölls ett möte med de anhöriga.", "other"),
    ("Uppföljning planeras till november 2021.", "other"),
    ("Filmen publicerades av en anställd den 3 maj 2021 och då blev hon kränkt.", "incident"),
    ("Systemet uppdaterades den 3 maj 2021 och larmen försvann.", "incident"),
    ("De tre barnen är födda 2011.", "other"),
]


@pytest.mark.parametrize(("sentence", "role"), ROLES)
def test_roles_in_sentences(sentence: str, role: str) -> None:
    dates = found(document("Så gick det till på boendet.", sentence))
    assert [date[2] for date in dates] == [role]


LABELS = [
    ("Datum för rapport: 2021-03-11", "reported"),
    ("Datum för mottagande av rapport: 2021-03-29", "reported"),
    ("Datum och tidpunkt för händelsen: 2020-12-14", "incident"),
    ("När hände det: 2020-12-14 kl 14", "incident"),
    ("Händelsedatum: 2020-12-14", "incident"),
    ("När upptäcktes det: 2020-12-15", "other"),
    ("Datum när utredningen påbörjades: 2021-04-09", "investigation_started"),
    ("Datum när utredningen avslutades: 2021-05-07", "investigation_closed"),
    ("Utredning avslutad: 2021-05-07", "investigation_closed"),
    ("Anmäld till IVO: 2021-05-07", "reported_to_ivo"),
    ("Ort och datum: Ålunda 2021-05-17", "decided"),
    ("Sammanträdesdatum: 2021-05-17", "decided"),
    ("Datum för beslut: 2021-05-17", "decided"),
    ("Publicerad: 2021-05-17", "published"),
    ("Senast uppdaterad: 2021-05-17", "published"),
    ("Datum för anslags uppsättande: 2021-05-17", "published"),
    ("Datum för anslags nedtagande: 2021-06-17", "other"),
    ("Justeringens plats och tid: 2021-06-17", "other"),
]


@pytest.mark.parametrize(("line", "role"), LABELS)
def test_roles_from_labels_of_forms(line: str, role: str) -> None:
    assert [date[2] for date in found(document("Utredning", (BlockKind.FIELD, line)))] == [role]


@pytest.mark.parametrize(("line", "role"), LABELS)
def test_the_same_labels_when_the_form_was_lost(line: str, role: str) -> None:
    assert [date[2] for date in found(document("Utredning", line))] == [role]


def test_two_dates_of_one_sentence_have_their_own_roles() -> None:
    dates = found(document("Bakgrund.", "Händelsen inträffade den 3 maj 2021 och rapporterades den 5 maj 2021."))
    assert [(words, role) for words, _, role in dates] == [("3 maj 2021", "incident"), ("5 maj 2021", "reported")]


def test_header_dates_of_a_page() -> None:
    dates = found(document("Brand på boende", "2021-05-17", "Uppdaterad 2021-05-19", "I april började det brinna."))
    assert ("2021-05-17", "2021-05-17", "published") in dates or ("2021-05-19", "2021-05-19", "published") in dates
    assert ("april", "2021-04", "incident") in dates


def test_publication_found_in_the_document_gives_the_year() -> None:
    doc = document("Artikeln publicerades 1 februari 2024", "Larmet slutade fungera i december.")
    assert publication(doc) == date(2024, 2, 1)
    assert ("december", "2023-12", "incident") in found(doc)


def test_a_publication_that_is_passed_in_wins() -> None:
    doc = document("Larmet slutade fungera i december.", published=date(2020, 2, 1))
    assert found(doc, date(2024, 2, 1)) == [("december", "2023-12", "incident")]
    assert found(doc) == [("december", "2019-12", "incident")]


def test_the_anchor_is_quoted_only_where_it_was_needed() -> None:
    doc = document("Publicerad 1 februari 2024", "Den 3 mars 2023 föll hon. I december föll hon igen.")
    facts = find_dates(doc, Case(Span(0, len(doc.text)), ""), None)
    assert [fact.value.anchor for fact in facts] == [None, None, "3 mars 2023"]
    assert facts[-1].value.edtf == "2023-12"


def test_a_story_keeps_its_year_past_the_anchor_but_not_past_a_heading() -> None:
    doc = document(
        "Publicerad 1 juni 2021",
        "Den 14 december 2019 inleddes arbetet. Den 3 januari var det klart.",
        (BlockKind.HEADING, "Nästa händelse"),
        "Den 4 januari föll hon.",
    )
    assert [edtf for _, edtf, _ in found(doc)] == ["2021-06-01", "2019-12-14", "2020-01-03", "2021-01-04"]


def test_dates_of_meetings_follow_the_year_of_their_heading() -> None:
    doc = document(
        (BlockKind.FIELD, "Sammanträdesdatum: 2019-09-26"),
        (BlockKind.HEADING, "§ 7 Sammanträdestider 2020"),
        "att sammanträda 30/1, 27/2, 24/9 och 17/12.",
    )
    assert [edtf for _, edtf, _ in found(doc)[2:]] == ["2020-01-30", "2020-02-27", "2020-09-24", "2020-12-17"]


def test_the_same_words_in_the_same_role_are_given_once() -> None:
    doc = document("Den 3 maj 2021 föll hon.", "Fallet den 3 maj 2021 hade kunnat undvikas.")
    assert found(doc) == [("3 maj 2021", "2021-05-03", "incident")]


def test_blocks_that_are_not_about_the_case_give_no_dates() -> None:
    doc = document(
        "Hon föll den 3 maj 2021.",
        (BlockKind.LAW_BOX, "Lagen ändrades den 1 juli 2011."),
        (BlockKind.CONTACT, "Telefontid från den 1 juni 2021."),
        (BlockKind.BOILERPLATE, "Nytt badhus 9.7.2020"),
    )
    assert found(doc) == [("3 maj 2021", "2021-05-03", "incident")]


def test_only_dates_of_the_case_are_given_but_the_header_still_tells_the_year() -> None:
    doc = document((BlockKind.FIELD, "Sammanträdesdatum: 2021-05-26"), "Den 3 maj föll hon.")
    start = doc.text.index("Den 3")
    facts = find_dates(doc, Case(Span(start, len(doc.text)), ""), None)
    assert [(fact.evidence[0].quote, fact.value.edtf) for fact in facts] == [("3 maj", "2021-05-03")]


def test_weekdays_hang_on_the_day_before_them() -> None:
    doc = document("Fredagen den 5 mars 2021 berättade hon. På måndagen fick chefen veta det.")
    assert [edtf for _, edtf, _ in found(doc)] == ["2021-03-05", "2021-03-08"]


def test_a_week_of_the_calendar_and_a_night_between_two_days() -> None:
    doc = document((BlockKind.FIELD, "Datum och underskrift: 2023-11-20"), "natten mellan lördag v. 46 och söndag")
    assert found(doc)[1][:2] == ("natten mellan lördag v. 46 och söndag", "2023-11-18/2023-11-19")


def test_days_counted_from_the_last_one() -> None:
    doc = document("Tidigt i november 2013 bröt bråket ut. Det blev bråk igen två dagar efteråt.")
    assert [edtf for _, edtf, _ in found(doc)] == ["2013-11-01/2013-11-10", "2013-11-03/2013-11-12"]


def test_a_signature_line_is_the_decision() -> None:
    doc = document(
        (BlockKind.FIELD, "Dnr: SON 2020/77"),
        "Utredning enligt lex Sarah om det som hände i boendet och vad som gjorts åt det sedan dess.",
        "Ålunda, september 2020",
    )
    assert found(doc) == [("september 2020", "2020-09", "decided")]


def fact(edtf: str, role: DateRole = DateRole.INCIDENT) -> Fact:
    return Fact("date", DateValue(edtf, role), (Evidence(Span(0, 1), "x", None),), PARSER)


STORIES = [
    # What has been so since some day, what was before and what was found out later is not the event.
    (
        ("Den 3 maj föll en man ur sin säng. Vi har varit en mindre på natten sedan i mars.",),
        [("3 maj", "incident"), ("sedan i mars", "other")],
    ),
    (
        ("Den 3 maj föll en man ur sin säng.", "Larmet hade bytts ut den 20 april."),
        [("3 maj", "incident"), ("20 april", "other")],
    ),
    (
        ("Natten mot den 3 maj föll en man ur sin säng.", "– Vi sa det redan i höstas, berättar dottern."),
        [("Natten mot den 3 maj", "incident"), ("i höstas", "other")],
    ),
    (
        ("Den 3 maj föll en man ur sin säng.", "Även i fjol förväxlades två dosetter på boendet."),
        [("3 maj", "incident"), ("i fjol", "other")],
    ),
    (
        ("Mellan den 3 april och den 9 maj låg brevet oläst.", "Den 9 maj ringde skolan till mottagningen."),
        [("Mellan den 3 april och den 9 maj", "incident"), ("9 maj", "other")],
    ),
    # The days say more than the month, and hold together with it.
    (
        ("Under en natt i maj gick det inte att larma.", "Natten mot den 4 maj tystnade larmen."),
        [("maj", "incident"), ("Natten mot den 4 maj", "incident")],
    ),
    # Measures, whatever their verbs.
    (
        (
            "Den 3 maj föll en man ur sin säng.",
            (BlockKind.HEADING, "Vad har ni gjort?"),
            "Händelsen gicks igenom med all personal den 20 maj.",
        ),
        [("3 maj", "incident"), ("20 maj", "other")],
    ),
    # With nothing better the past tense counts.
    (
        (
            "Så gick det till på boendet.",
            "Den 3 maj tog maten slut.",
        ),
        [("3 maj", "incident")],
    ),
    # "I dag" is a day where something was decided or sent on it.
    (
        ("Den 3 maj föll en man ur sin säng.", "Nämnden har i dag anmält händelsen till IVO."),
        [("3 maj", "incident"), ("i dag", "reported_to_ivo")],
    ),
    (("Den 3 maj föll en man. Han bor kvar i dag.",), [("3 maj", "incident")]),
]


@pytest.mark.parametrize(("lines", "expected"), STORIES)
def test_which_dates_are_of_the_event(lines: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    headed = [(kind, words) for kind, words in ((x if isinstance(x, tuple) else (None, x)) for x in lines)]
    text, blocks, section = "", [], None
    for kind, words in headed:
        section = words if kind else section
        blocks.append(Block(kind or BlockKind.PARAGRAPH, Span(len(text), len(text) + len(words)), section))
        text += words + "\n"
    doc = ParsedDocument(text, tuple(blocks), TextMap(), PARSER, published=ANCHOR)
    assert [(words, role) for words, _, role in found(doc, ANCHOR)] == expected


def test_the_field_of_a_form_says_when_the_event_was() -> None:
    doc = document(
        (BlockKind.FIELD, "Dnr: SON 2022/7"),
        (BlockKind.FIELD, "Händelsedatum: 2022-05-03"),
        "I mars 2022 uteblev ett besök hos en annan kund.",
        "Kunden föll tisdagen den 3 maj.",
    )
    assert found(doc)[-2:] == [("mars 2022", "2022-03", "other"), ("tisdagen den 3 maj", "2022-05-03", "incident")]
    facts = find_dates(doc, Case(Span(0, len(doc.text)), ""), None)
    period = incident_period(facts)
    assert period is not None
    assert period.value == "2022-05-03"


def test_what_a_routine_says_of_tomorrow_is_no_date() -> None:
    doc = document("Rutin för lex Sarah", "Senast reviderad: 2020-01-15", "Gör ni det i morgon eller på måndagen?")
    assert found(doc) == [("2020-01-15", "2020-01-15", "published")]


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("Natten 7–8 maj 2021 larmade hon.", "Natten 7–8 maj 2021", "2021-05-07/2021-05-08"),
        ("Det var lördagskvällen den 8 maj 2021.", "lördagskvällen den 8 maj 2021", "2021-05-08"),
        ("Nyårsnatten låstes han ute.", "Nyårsnatten", "2021-12-31/2022-01-01"),
        ("Kontrollen görs, med början i januari 2023.", "januari 2023", "2023-01"),
        ("Rutinen för skyddade uppgifter skrivs om före årsskiftet.", "före årsskiftet", "../2022-12-31"),
        ("Det ska vara klart före jul.", "före jul", "../2022-12-26"),
    ],
)
def test_more_ways_of_writing_dates(text: str, words: str, edtf: str) -> None:
    assert one(text) == (words, edtf)


def test_what_has_been_so_since_brings_the_story_to_the_present() -> None:
    doc = document("Han flyttade in våren 2017. Sedan dess har chefen bytts ofta. I november ringde systern.")
    assert found(doc, date(2019, 3, 14))[-1][1] == "2018-11"


def test_a_recalled_season_does_not_turn_the_story_back() -> None:
    doc = document("Den 4 januari 2023 blev hon dålig.", "Samma sak hände hösten 2021. Den 3 februari anmäldes det.")
    assert found(doc, date(2023, 2, 15))[-1][1] == "2023-02-03"


@pytest.mark.parametrize(
    ("lines", "role"),
    [
        (("Inspektionen för vård och omsorg", "BESLUT", "Dnr 8.1.1-00001/2020-4", "2020-11-05"), "decided"),
        (("PROTOKOLLSUTDRAG", "Omsorgsutskottet", "2018-06-13 § 58"), "decided"),
        (("Larm tystnade", "Av Ylva Stensdotter, 24 augusti 2022"), "published"),
        (("Larm tystnade", "Tibro kommun | Nyheter | 2021-12-09"), "published"),
        (("Utredning lex Sarah", "Dnr: SN 2018/77", "Brev lades fel i brevlådan.", "Arvika den 3 maj 2018"), "decided"),
        (
            ("Dnr: SN 2018/77", "Sammanträde", "Beslutsunderlag", "Lex Sarah-utredning 2018-05-03"),
            "investigation_closed",
        ),
    ],
)
def test_roles_of_dates_that_stand_alone(lines: tuple[str, ...], role: str) -> None:
    assert found(document(*lines))[-1][2] == role


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("Två utredningar enligt lex Sarah har avslutats.", True),
        ("I skrivelsen redovisas fem händelser.", True),
        ("Det första fallet gäller en flicka, det andra fallet en pojke.", True),
        ("Utredning 1: hyran\nI maj.\nUtredning 2: journalen\nI juni.", True),
        ("Två boende slogs i tre timmar.", False),
        ("Utredningen visar att två besök uteblev.", False),
    ],
)
def test_papers_with_several_cases(text: str, several: bool) -> None:
    assert tells_of_several(document(text), Span(0, len(text))) is several


@pytest.mark.parametrize(
    ("values", "period"),
    [
        (["2021-05-03"], "2021-05-03"),
        (["2019-12-21/2019-12-31", "2020-01-01/2020-01-10"], "2019-12-21/2020-01-10"),
        (["2021-05", "2021-03-02"], "2021-03-02/2021-05"),
        (["XXXX-22"], "XXXX-22"),
        (["XXXX-22", "XXXX-05-03"], None),
        (["XXXX-XX-XX"], None),
        (["XXXX-XX-XX", "2021-05-03"], "2021-05-03"),
        (["../2021-03"], "../2021-03"),
        (["2010", "2010/.."], "2010/.."),
        (["2019-11-04/2020-02-14", "2019-11-04/.."], "2019-11-04/2020-02-14"),
        (["2023-10", "2023-10-11/2023-10-12"], "2023-10-11/2023-10-12"),
        (["2023", "2023-10-11"], "2023-10-11"),
        (["2023-10", "2023-10-02", "2023-10-20"], "2023-10"),
        (["2019-24", "2020-02"], "2019-24"),
        (["2020-33", "2020-05"], "2020-33/2020-05"),
        ([], None),
    ],
)
def test_the_period_covers_the_incident_dates(values: list[str], period: str | None) -> None:
    result = incident_period([*map(fact, values), fact("1999", DateRole.OTHER)])
    assert (result.value if result else None) == period
    if result:
        assert len(result.evidence) >= 1


def test_what_still_goes_on_ends_with_the_publication() -> None:
    published = fact("2020-11-04", DateRole.PUBLISHED)
    assert incident_period([fact("2010/.."), published]).value == "2010/2020"
    assert incident_period([fact("2020-03/.."), published]).value == "2020-03/2020-11"


MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
SHORT = "jan feb mars apr maj juni juli aug sept okt nov dec".split()
WEEKDAYS = "måndagen tisdagen onsdagen torsdagen fredagen lördagen söndagen".split()
WAYS = [
    lambda d: d.isoformat(),
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"den {d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: (
        f"den {d.day}:{'a' if d.day % 10 in (1, 2) and d.day not in (11, 12) else 'e'} {MONTHS[d.month - 1]} {d.year}"
    ),
    lambda d: f"{WEEKDAYS[d.weekday()]} den {d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {SHORT[d.month - 1]} {d.year}",
    lambda d: f"{d.day}/{d.month} {d.year}",
    lambda d: f"{d.day}/{d.month}-{d.year}",
    lambda d: f"{d.day}/{d.month}-{d.year % 100:02}",
    lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d.year}-{d.month}-{d.day}",
]
DAYS = st.dates(date(2000, 1, 1), date(2049, 12, 31))
ROUNDS = settings(max_examples=150, deadline=None)


@ROUNDS
@given(DAYS, st.sampled_from(WAYS))
def test_any_day_written_in_any_way_is_read_back(day: date, way: object) -> None:
    expressions = date_expressions(f"Det hände {way(day)} på avdelningen.")
    assert [expression.edtf for expression in expressions] == [day.isoformat()]


@ROUNDS
@given(DAYS, st.integers(1, 300), st.sampled_from(WAYS[:3]), st.sampled_from([" – ", "–", " till ", " t.o.m. ", " - "]))
def test_any_interval_is_read_back(first: date, length: int, way: object, link: str) -> None:
    last = first + timedelta(days=length)
    if last.year > 2049:
        return
    expressions = date_expressions(f"Det pågick {way(first)}{link}{way(last)} på avdelningen.")
    assert [expression.edtf for expression in expressions] == [f"{first}/{last}"]


@ROUNDS
@given(DAYS, st.integers(0, 364))
def test_a_past_day_without_its_year_is_the_latest_before_publication(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    if (day.month, day.day) == (2, 29):
        return
    expressions = date_expressions(f"Hon föll den {day.day} {MONTHS[day.month - 1]}.", published)
    assert [expression.edtf for expression in expressions] == [day.isoformat()]


@ROUNDS
@given(DAYS, st.sampled_from(WAYS))
def test_the_night_before_any_day(day: date, way: object) -> None:
    if way in WAYS[6:]:
        return
    words = f"natten mot {way(day)}"
    expressions = date_expressions(f"Det hände {words}.")
    assert [expression.edtf for expression in expressions] == [f"{day - timedelta(days=1)}/{day}"]


PIECES = st.lists(
    st.sampled_from(
        (
            "den 3 31 12/3 2021 2021-02-30 maj mars natten mot till mellan och – - / . : , i år förra året v. 14 "
            "för två kvartal sedan fram slutet av början första veckan årsskiftet måndag lördag kl § kap SoL 1/13 99 "
            "██ \n \t (S) kl klockan 14.30 07:05 om ett par -talet 90 1800 cirka troligen samma dag dagen efter "
            "senaste tre dagarna nästa förra fredag helgen inom halvan 24 T08 halv kvart i advent"
        ).split(" ")
    ),
    max_size=30,
)


@ROUNDS
@given(st.one_of(st.text(max_size=200), PIECES.map(" ".join), PIECES.map("".join)), st.none() | DAYS)
def test_no_text_is_too_odd_and_every_span_quotes_its_words(text: str, anchor: date | None) -> None:
    last = 0
    for expression in date_expressions(text, anchor):
        assert text[expression.start : expression.end] == expression.text
        assert expression.start >= last
        last = expression.end
        assert is_valid(expression.edtf), expression.edtf


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rapport inkom:2018-06-25Utredning klar:2018-09-14", ["2018-06-25", "2018-09-14"]),
        ("2018-06-21Utredning enligt rutinen", ["2018-06-21"]),
        ("Händelsedatum:\t150908", ["2015-09-08"]),
        ("Utr. påbörjad 140922, slut 141002", ["2014-09-22", "2014-10-02"]),
        ("Händelse 250407–250512 och från 130610 till 130919", ["2025-04-07/2025-05-12", "2013-06-10/2013-09-19"]),
        ("Tid: 2015-02-09--2015-02-24", ["2015-02-09/2015-02-24"]),
        ("Tid: 2018-05-02--06-20", ["2018-05-02/2018-06-20"]),
        ("Tid: 2018-05-02--13-20", ["2018-05-02"]),
        ("Händelse: ti 11/11 2014, upptäckt torsd 13/11 2014", ["2014-11-11", "2014-11-13"]),
        ("Enligt SOSFS:2011 och kod 2018-06-25A4X", []),
        ("Under Våren 2020 och i Mars 2021", ["2020-21", "2021-03"]),
        ("Dosen gällde maj-juni 2020.", ["2020-05/2020-06"]),
    ],
)
def test_dates_of_forms_and_lost_cells(text: str, expected: list[str]) -> None:
    assert [edtf for _, edtf, _ in found(document(text))] == expected
