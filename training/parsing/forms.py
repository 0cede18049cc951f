"""Forms of the benchmark: seven designs as municipalities and providers lay them out, filled from cases of the corpus.

Free answers are paragraphs that the annotation of a document (train split alone) ties to its cause, consequence or
measure; everything else (names, numbers, addresses, times) is drawn from short lists by the form's own name.
"""

import json
import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from training.documents import FOLDER
from training.parsing.gold import Boxes, DocumentKind, Element, Field, Gold, Heading, Option, Paragraph, State, Table

CASES = (
    "k0038 k0080 k0085 k0104 k0145 k0150 k0257 k0286 k0327 k0348 k0366 k0373 k0390 k0403 "
    "k0405 k0414 k0438 k0466 k0470 k0509 k0537 k0547 k0607 k0615 k0622 k0349 k0408 k0503"
).split()
"""Documents of the train split, one a form."""

ANSWER_WORDS = range(20, 151)
"""Words of a free answer."""

BOX = re.compile(r"[☐☒☑□■\t\[█]")


@dataclass(frozen=True, slots=True)
class Case:
    """What a form is filled from."""

    town: str
    unit: str
    law: tuple[str, ...]
    decision: str | None
    notified: bool | None
    types: tuple[str, ...]
    area: tuple[str, ...]
    event: str
    cause: str
    consequence: str
    measure: str
    rest: tuple[str, ...]


def case_of(name: str) -> Case:
    """Read a case from its document and annotation.

    Raises
    ------
    StopIteration
        No paragraph of the right length bears a cause, a consequence or a measure.
    """
    text = unicodedata.normalize("NFC", (FOLDER / f"{name}.txt").read_text("utf-8"))
    noted = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    answers = [" ".join(one.split()) for one in text.splitlines() if not BOX.search(one)]
    answers = [one for one in answers if len(one.split()) in ANSWER_WORDS]

    def with_evidence(key: str) -> str:
        quotes = [" ".join(one["evidence"].split()) for one in noted[key] if one["evidence"]]
        return next(one for one in answers if any(quote in one for quote in quotes))

    cause, consequence, measure = [with_evidence(key) for key in ("causes", "consequences", "measures")]
    rest = [one for one in answers if one not in (cause, consequence, measure)]
    return Case(
        town=noted["municipality"] or "Ljusdal",
        unit=(noted["units"] or ["Utredningsenheten"])[-1],
        law=tuple(noted["law"]),
        decision=noted["decision"],
        notified=noted["reported_to_ivo"],
        types=tuple(noted["misconduct_types"]),
        area=tuple(noted["service_area"] or ()),
        event=rest[0],
        cause=cause,
        consequence=consequence,
        measure=measure,
        rest=tuple(rest[1:]),
    )


# --- what is drawn by lot -------------------------------------------------------------------------------------------

GIVEN = "Åsa Örjan Märta Håkan Zainab Göran Elin Björn Siv Tomas Amina Kerstin Pär Ylva Jonas Leila Ingvar Maj".split()
FAMILY = (
    "Hedvall Åkerlund Östmark Sjödahl Brännström Lövkvist Käll Järnåker Mörck Fagerås Ekbäck Tingvall Rönnås Stråhle"
).split()
ROLES = (
    "undersköterska", "stödassistent", "enhetschef", "biståndshandläggare", "socialsekreterare", "kvalitetsutvecklare",
    "verksamhetschef", "socialt ansvarig samordnare", "behandlingsassistent", "vårdbiträde",
)  # fmt: skip
STREETS = ("Kvarnbacken", "Ågatan", "Östra Ringvägen", "Sälgstigen", "Lärkvägen", "Hökens gränd", "Smedjegatan")
OFFICES = ("Socialförvaltningen", "Vård- och omsorgsförvaltningen", "Omsorgsförvaltningen", "Socialkontoret")
PHONES = ("08-465 004 00", "08-465 004 17", "070-174 06 00", "070-174 06 35", "08-465 004 52")
COMPANIES = ("Väderkvarnens Omsorg AB", "Stiftelsen Åsgläntan", "Björkhöjdens Stödboende AB", "Örnäs Vårdgrupp AB")


class Lot(random.Random):
    """Draws what a clerk would write in a small field."""

    def person(self) -> str:
        """Return a name."""
        return f"{self.choice(GIVEN)} {self.choice(FAMILY)}"

    def day(self) -> str:
        """Return a date as YYYY-MM-DD."""
        return f"20{self.randint(14, 26)}-{self.randint(1, 12):02}-{self.randint(1, 28):02}"

    def clock(self) -> str:
        """Return a time of day."""
        return f"{self.randint(0, 23):02}.{self.randint(0, 11) * 5:02}"

    def number(self, prefix: str) -> str:
        """Return a case number."""
        return f"{prefix} 20{self.randint(14, 26)}/{self.randint(3, 980)}"

    def address(self) -> str:
        """Return an address that is none."""
        return f"{self.choice(STREETS)} {self.randint(1, 60)}, 999 {self.randint(10, 99)} Exempelstad"

    def mail(self, who: str) -> str:
        """Return an address at exempel.se."""
        plain = unicodedata.normalize("NFD", who.lower()).encode("ascii", "ignore").decode()
        return plain.replace(" ", ".") + "@exempel.se"

    def maybe(self, value: str, share: float = 0.7) -> str:
        """Return the value in a share of the draws, else ""; an empty field."""
        return value if self.random() < share else ""

    def one_of(self, group: str, labels: Sequence[str], at: int | None = None) -> Boxes:
        """Boxes of which one is marked: the one at ``at``, or any."""
        marked = self.randrange(len(labels)) if at is None else at
        return boxes(group, labels, {labels[marked]}, radio=True)

    def some_of(self, group: str, labels: Sequence[str]) -> Boxes:
        """Boxes of which none, one or more are marked."""
        return boxes(group, labels, set(self.sample(list(labels), self.choice((0, 1, 1, 2, 3)) % (len(labels) + 1))))


def boxes(group: str, labels: Sequence[str], marked: set[str], *, radio: bool = False) -> Boxes:
    """Return a group of boxes with those in ``marked`` checked."""
    options = (Option(label, State.CHECKED if label in marked else State.UNCHECKED) for label in labels)
    return Boxes(group, radio, tuple(options))


# --- lists that forms print -----------------------------------------------------------------------------------------

TYPES = {
    "hot_psykisk_halsa": "Hot mot psykisk hälsa",
    "brister_utforande_insats": "Brister i utförandet av insats",
    "hot_fysisk_halsa": "Hot mot fysisk hälsa",
    "sexuella_overgrepp": "Sexuella övergrepp",
    "hot_personlig_sakerhet": "Hot mot personlig hälsa",
    "ekonomiska_overgrepp": "Ekonomiska övergrepp",
    "brister_bemotande": "Brister i bemötandet",
    "brister_fysisk_miljo_utrustning_teknik": "Brister i fysisk miljö, utrustning eller teknik",
    "brister_rattssakerhet": "Brister i rättssäkerhet vid handläggning och genomförande",
    "annat": "Annat",
}
"""The ten options of the Huddinge form, row by row."""

HANDBOOK = (
    "Fysiska övergrepp", "Psykiska övergrepp", "Sexuella övergrepp", "Ekonomiska övergrepp", "Brister i bemötande",
    "Brister i rättssäkerhet vid handläggning och genomförande", "Brister i utförande av insatser",
    "Brister i fysisk miljö, utrustning och teknik",
)  # fmt: skip
STEPS = {
    "inget_missforhallande": "Inget missförhållande, risk för missförhållande eller allvarligt missförhållande",
    "risk_for_missforhallande": "Risk för missförhållande enligt lex Sarah",
    "missforhallande": "Missförhållande enligt lex Sarah",
    "risk_for_allvarligt_missforhallande": "Risk för allvarligt missförhållande som ska anmälas till IVO",
    "allvarligt_missforhallande": "Allvarligt missförhållande som ska anmälas till IVO",
}
SHORT_STEPS = {
    "inget_missforhallande": "Inget missförhållande",
    "risk_for_missforhallande": "Påtaglig risk för missförhållande",
    "missforhallande": "Missförhållande",
    "risk_for_allvarligt_missforhallande": "Påtaglig risk för allvarligt missförhållande",
    "allvarligt_missforhallande": "Allvarligt missförhållande",
}
AREAS = {
    "aldreomsorg": "Äldreomsorg",
    "funktionsnedsattning": "Funktionsnedsättning",
    "barn_och_familj": "Barn, unga och familj",
    "missbruk": "Beroendevård",
    "socialpsykiatri": "Socialpsykiatri",
    "ekonomiskt_bistand": "Ekonomiskt bistånd",
    "ovrigt": "Övrigt",
}
LONG_DUTIES = (
    (
        "Den enskilde eller dennes företrädare har tagit del av rapporten och har fått möjlighet att lämna sin egen "
        "beskrivning av det inträffade"
    ),
    (
        "Utredningen har överlämnats till uppdragsgivande nämnd enligt avtalets bestämmelser om underrättelse och "
        "återkoppling"
    ),
    "Samtliga uppgifter som kan röja enskild person är borttagna ur den version som publiceras på kommunens webbplats",
)
"""Labels that wrap over lines."""

CAUSES = (
    "Kommunikation och information", "Utbildning och kompetens", "Rutiner och riktlinjer",
    "Omgivning och organisation", "Teknik, utrustning och apparatur",
)  # fmt: skip


def types(case: Case) -> Boxes:
    """Return the types of the Huddinge form, marked as the case says."""
    return boxes("Typ av missförhållande", list(TYPES.values()), {TYPES[one] for one in case.types})


def steps(case: Case, lot: Lot, labels: dict[str, str]) -> Boxes:
    """Return the five grades of a decision."""
    decided = case.decision if case.decision in labels else lot.choice(list(labels))
    return boxes("Beslut", list(labels.values()), {labels[decided]}, radio=True)


def yes_no(question: str, *, yes: bool) -> Boxes:
    """Return a question with Ja and Nej."""
    return boxes(question, ("Ja", "Nej"), {"Ja" if yes else "Nej"}, radio=True)


def law(case: Case, group: str = "Lagrum") -> Boxes:
    """Return the two laws."""
    return boxes(group, ("SoL", "LSS"), set(case.law) & {"SoL", "LSS"})


def area(case: Case) -> Boxes:
    """Return the areas of the social services."""
    return boxes("Verksamhetsområde", list(AREAS.values()), {AREAS.get(one, "Övrigt") for one in case.area})


# --- designs --------------------------------------------------------------------------------------------------------


def report(case: Case, lot: Lot) -> list[Element]:
    """Return the report that a member of staff writes."""
    who, boss = lot.person(), lot.person()
    return [
        Heading("Rapport enligt lex Sarah", 1),
        Paragraph("Rapporten lämnas genast till närmaste chef. Skriv inte den enskildes namn eller personnummer."),
        Heading("Uppgifter om rapporten", 2),
        Field("Diarienummer", lot.maybe(lot.number("SN"))),
        Field("Datum för rapport", lot.day()),
        Field("Förvaltning", lot.choice(OFFICES)),
        Field("Enhet", case.unit),
        Field("Besöksadress", lot.address()),
        Field("Telefon", lot.maybe(lot.choice(PHONES))),
        Field("Rapporterad av", who),
        Field("Befattning", lot.choice(ROLES)),
        Field("E-post", lot.maybe(lot.mail(who))),
        area(case),
        law(case),
        Heading("Händelsen", 2),
        Field("Datum för händelsen", lot.day()),
        Field("Klockslag", lot.maybe(lot.clock())),
        Field("Plats", lot.choice(("Den enskildes bostad", "Gemensamt utrymme", "Matsalen", "Vid telefonkontakt"))),
        boxes("Rapporten avser", ("Missförhållande", "Påtaglig risk för missförhållande"), {"Missförhållande"}),
        lot.one_of("Kön", ("Kvinna", "Man", "Annat eller uppgift saknas")),
        Field("Beskriv vad som har hänt", case.event),
        Field("Vilka konsekvenser fick eller kunde händelsen ha fått för den enskilde?", case.consequence),
        Field("Vilka omedelbara åtgärder har vidtagits?", lot.maybe(case.measure, 0.8)),
        lot.one_of("Har den enskilde informerats?", ("Ja", "Nej", "Inte aktuellt")),
        Heading("Mottagande", 2),
        Field("Rapporten mottagen av", boss),
        Field("Datum för mottagande", lot.day()),
        Field("Underskrift", ""),
    ]


def investigation(case: Case, lot: Lot) -> list[Element]:
    """Return the investigation with a question above every answer."""
    return [
        Heading("Lex Sarah – utredning", 1),
        Field("Förvaltning", lot.choice(OFFICES)),
        Field("Diarienummer", lot.number("3.1.1-0123")),
        Field("Enhet", case.unit),
        Field("Datum för rapport", lot.day()),
        Field("Rapporterad av", f"{lot.person()}, {lot.choice(ROLES)}"),
        Field("Datum och tidpunkt för händelsen", f"{lot.day()} kl. {lot.clock()}"),
        Field("Rapporten mottagen av", f"{lot.person()}, enhetschef"),
        Field("Datum för mottagande av rapport", lot.day()),
        Field("Utredare", f"{lot.person()}, {lot.choice(ROLES)}"),
        Field("Datum när utredningen påbörjades", lot.day()),
        Field("Datum när utredningen avslutades", lot.maybe(lot.day())),
        law(case),
        Heading("Uppgifter om det rapporterade missförhållandet eller den påtagliga risken för ett missförhållande", 2),
        Heading("Vad har det rapporterade missförhållandet eller risken för missförhållandet bestått i?", 3),
        Paragraph(case.event),
        *[Paragraph(one) for one in case.rest[:2]],
        Heading("Vilka konsekvenser fick händelsen för den enskilde?", 3),
        Paragraph(case.consequence),
        Heading("Orsaker till missförhållandet", 3),
        Paragraph(case.cause),
        yes_no("Har något liknande inträffat tidigare?", yes=lot.random() < 0.5),
        yes_no("Skulle något liknande kunna inträffa igen?", yes=lot.random() < 0.5),
        Heading("Åtgärder", 2),
        Paragraph(case.measure),
        Table(
            (
                ("Åtgärd", "Ansvarig", "Klart senast"),
                ("Genomgång av rutin på arbetsplatsträff", lot.person(), lot.day()),
                ("Uppdaterad genomförandeplan", "Kontaktperson", lot.day()),
                ("Uppföljning i kvalitetsrådet", lot.person(), "Kvartal 3"),
            )
        ),
        Heading("Bedömning och beslut", 2),
        steps(case, lot, STEPS),
        types(case),
        Field("Ort och datum", f"{case.town} {lot.day()}"),
        Field("Underskrift", ""),
        Field("Namnförtydligande", f"{lot.person()}, verksamhetschef"),
    ]


def decision(case: Case, lot: Lot) -> list[Element]:
    """Return the decision form of one page or two."""
    notified = case.decision in ("risk_for_allvarligt_missforhallande", "allvarligt_missforhallande")
    return [
        Heading("Beslut i lex Sarah-ärende", 1),
        Field("Ärendenummer", lot.number("VON")),
        Field("Beslutsdatum", lot.day()),
        Field("Beslutsfattare", lot.person()),
        Field("Delegationspunkt", lot.maybe(f"{lot.randint(3, 9)}.{lot.randint(1, 14)}")),
        Field("Enhet", case.unit),
        Field("Handläggare", lot.person()),
        boxes("Lagrum", ("Socialtjänstlagen (SoL)", "Lagen om stöd och service till vissa funktionshindrade (LSS)"),
              {"Socialtjänstlagen (SoL)"} if "SoL" in case.law else
              {"Lagen om stöd och service till vissa funktionshindrade (LSS)"}),
        Heading("Sammanfattning av utredningen", 2),
        Field("Händelsen", case.event),
        Field("Bakomliggande orsaker", case.cause),
        Field("Genomförda och planerade åtgärder", case.measure),
        Heading("Ställningstagande", 2),
        steps(case, lot, SHORT_STEPS),
        yes_no("Anmäls till IVO", yes=notified),
        Field("Datum för anmälan till IVO", lot.day() if notified else ""),
        Field("Motivering", case.consequence),
        lot.some_of("Beslutet skickas till", ("Den enskilde", "Företrädare", "Rapportören", "Nämnden", "Utföraren")),
        lot.some_of("Bekräftas av beslutsfattaren", LONG_DUTIES),
        Field("Namnteckning", ""),
        Field("Namnförtydligande", lot.person()),
    ]  # fmt: skip


def care_home(case: Case, lot: Lot) -> list[Element]:
    """Return the form of a home for care or housing (HVB): basics, event, plan, analysis."""
    who = lot.person()
    return [
        Heading("Lex Sarah – rapport och utredning HVB", 1),
        Heading("1. Grunduppgifter", 2),
        Field("Bolag", lot.choice(COMPANIES)),
        Field("Verksamhet", case.unit),
        Field("Föreståndare", who),
        Field("Telefon till föreståndare", lot.choice(PHONES)),
        Field("Placerande kommun", case.town),
        Field("Ansvarig socialsekreterare", lot.maybe(lot.person())),
        Field("Tillstånd, datum", lot.maybe(lot.day())),
        Field("Antal platser", str(lot.randint(4, 14))),
        lot.one_of("Målgrupp", ("Flickor", "Pojkar", "Blandad grupp", "Vuxna")),
        Heading("2. Händelsebeskrivning och initial bedömning", 2),
        Field("Datum och klockslag", f"{lot.day()}, {lot.clock()}"),
        Field("Närvarande personal (befattning)", ", ".join(lot.sample(ROLES, 2))),
        Field("Beskrivning av händelsen", case.event),
        Field("Konsekvenser för den unge", case.consequence),
        lot.some_of("Typ av händelse", HANDBOOK),
        yes_no("Polisanmälan gjord?", yes=lot.random() < 0.3),
        yes_no("Placerande nämnd underrättad?", yes=lot.random() < 0.8),
        Heading("3. Utredningsplan", 2),
        Table(
            (
                ("Moment", "Vem", "Metod", "Datum"),
                ("Samtal med den unge", who, "Intervju", lot.day()),
                ("Samtal med personal", lot.person(), "Intervju", lot.day()),
                ("Granskning av dokumentation", who, "Läsning av dagjournal", lot.day()),
            )
        ),
        Heading("4. Händelseanalys", 2),
        lot.some_of("Bakomliggande orsaker", CAUSES),
        Field("Beskriv orsakerna", case.cause),
        Field("Åtgärder på kort och lång sikt", case.measure),
        Heading("5. Bedömning", 2),
        steps(case, lot, SHORT_STEPS),
        Field("Kommentar", lot.maybe("Bedömningen har gjorts tillsammans med bolagets kvalitetschef.", 0.5)),
        Field("Ort och datum", f"{case.town}, {lot.day()}"),
        Field("Underskrift", ""),
    ]


def e_form(case: Case, lot: Lot) -> list[Element]:
    """Return the printout of an electronic form: one question after another, with the chosen answers."""
    who = lot.person()
    return [
        Heading("Lex Sarah, intern rapport", 1),
        Field("Ärende-ID", f"LS-{lot.randint(10000, 99999)}"),
        Field("Inskickad", f"{lot.day()} {lot.clock()}"),
        Field("Status", lot.choice(("Registrerad", "Under utredning", "Avslutad"))),
        Heading("Steg 1. Vem rapporterar?", 2),
        lot.one_of("Jag är", ("Anställd", "Uppdragstagare", "Praktikant eller motsvarande", "Inhyrd personal")),
        Field("Namn", who),
        Field("E-post", lot.mail(who)),
        Field("Telefonnummer", lot.maybe(lot.choice(PHONES))),
        Heading("Steg 2. Var och när?", 2),
        Field("Verksamhet", case.unit),
        Field("Kommun", case.town),
        area(case),
        Field("När inträffade händelsen?", lot.day()),
        Field("När upptäcktes händelsen?", lot.maybe(lot.day())),
        Heading("Steg 3. Vad hände?", 2),
        Field("Beskriv händelsen med egna ord", case.event),
        Field("Hur påverkades den enskilde?", case.consequence),
        lot.some_of("Vad handlar rapporten om? Flera val är möjliga", HANDBOOK),
        Field("Vad gjordes direkt?", case.measure),
        Field("Varför tror du att det hände?", lot.maybe(case.cause, 0.8)),
        Heading("Steg 4. Bekräfta", 2),
        boxes("Jag bekräftar att", (*LONG_DUTIES[::2], "Uppgifterna är riktiga"), {"Uppgifterna är riktiga"}),
        yes_no("Får utredaren kontakta dig?", yes=lot.random() < 0.7),
    ]


def private(case: Case, lot: Lot) -> list[Element]:
    """Return a private provider's notice to the committee."""
    return [
        Heading("Underrättelse till nämnden om lex Sarah", 1),
        Paragraph("Utförare i enskild verksamhet underrättar den nämnd som har beslutat om insatsen."),
        Field("Utförare", lot.choice(COMPANIES)),
        Field("Avtalsnummer", lot.maybe(f"A {lot.randint(100, 999)}/{lot.randint(14, 26)}")),
        Field("Enhetens namn", case.unit),
        Field("Kontaktperson", lot.person()),
        Field("Telefon", lot.choice(PHONES)),
        Field("Nämnd", lot.choice(("Socialnämnden", "Omsorgsnämnden", "Äldrenämnden"))),
        Field("Nämndens diarienummer", lot.maybe(lot.number("ON"), 0.4)),
        law(case, "Insatsen är beslutad enligt"),
        lot.one_of("Insats", ("Hemtjänst", "Särskilt boende", "Daglig verksamhet", "Personlig assistans", "Annan")),
        Heading("Beskrivning", 2),
        Field("Händelse", case.event),
        Field("Följder", case.consequence),
        *[Paragraph(one) for one in case.rest[:1]],
        lot.one_of("Hur upptäcktes händelsen?", ("Av personal", "Av anhörig", "Vid egenkontroll", "På annat sätt")),
        Heading("Utförarens bedömning", 2),
        steps(case, lot, SHORT_STEPS),
        yes_no("Är utredningen avslutad?", yes=lot.random() < 0.5),
        Field("Planerat slutdatum", lot.maybe(lot.day(), 0.5)),
        Field("Åtgärder", case.measure),
        Field("Verksamhetschef", lot.person()),
        Field("Datum", lot.day()),
    ]


def follow_up(case: Case, lot: Lot) -> list[Element]:
    """Return the form that follows measures up."""
    people = [lot.person() for _ in range(3)]
    return [
        Heading("Uppföljning av åtgärder efter lex Sarah", 1),
        Field("Diarienummer", lot.number("SOC")),
        Field("Enhet", case.unit),
        Field("Ansvarig chef", people[0]),
        Field("Uppföljningsdatum", lot.day()),
        lot.one_of("Uppföljning", ("3 månader", "6 månader", "12 månader")),
        area(case),
        Heading("Bakgrund", 2),
        Paragraph(case.event),
        Heading("Åtgärder enligt utredningen", 2),
        Table(
            (
                ("Nr", "Åtgärd", "Ansvarig", "Startdatum", "Status"),
                ("1", "Ny rutin för överrapportering mellan arbetspassen", people[0], lot.day(), "Genomförd"),
                ("2", "Utbildning i social dokumentation", people[1], lot.day(), "Pågår"),
                ("3", "Översyn av bemanning kvällar och helger", people[2], lot.day(), "Ej påbörjad"),
                ("4", "Egenkontroll varje kvartal", people[0], lot.day(), "Pågår"),
            )
        ),
        Field("Kommentar till åtgärderna", case.measure),
        yes_no("Har åtgärderna haft avsedd effekt?", yes=lot.random() < 0.5),
        Field("Hur har effekten mätts?", lot.maybe(case.rest[0] if case.rest else case.cause, 0.8)),
        lot.some_of("Kvarstående orsaker", CAUSES),
        Field("Beskrivning av kvarstående orsaker", case.cause),
        lot.one_of("Ärendet", ("Avslutas", "Följs upp på nytt", "Återförs till utredare")),
        Field("Nästa uppföljning", lot.maybe(lot.day(), 0.5)),
        Field("Rapporteras till", lot.choice(("Nämnden", "Förvaltningschefen", "Ledningsgruppen"))),
        Field("Underskrift", ""),
        Field("Namnförtydligande", people[0]),
    ]


DESIGNS: tuple[Callable[[Case, Lot], list[Element]], ...] = (
    report, investigation, decision, care_home, e_form, private, follow_up,
)  # fmt: skip


def form(number: int) -> Gold:
    """Return form ``number`` (1-based): the designs in turn, a case each."""
    name = f"f{number:03}"
    case = case_of(CASES[number - 1])
    elements = DESIGNS[(number - 1) % len(DESIGNS)](case, Lot(name))
    header = f"{case.town} kommun" if number % 3 else None
    footer = "Blanketten skickas till registrator@exempel.se, telefon 08-465 004 00" if number % 4 == 1 else None
    return Gold(name, DocumentKind.FORM, next(one.text for one in elements if isinstance(one, Heading)),
                tuple(elements), header, footer)  # fmt: skip


def without_marks(gold: Gold, name: str) -> Gold:
    """Return a form whose questions of two or three short answers have lost their marks."""
    lost = tuple(
        replace(one, options=tuple(Option(option.label, State.LOST) for option in one.options))
        if isinstance(one, Boxes) and one.radio and len(one.options) <= 3
        else one
        for one in gold.elements
    )
    return replace(gold, name=name, elements=lost)


LOST = {"l001": 1, "l002": 2, "l003": 3, "l004": 4, "l005": 5, "l006": 7}
"""Forms whose marks are lost, and the form that each is a copy of."""
