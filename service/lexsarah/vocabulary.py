"""The closed vocabularies and their Swedish labels.

Members are named in English, values are the codes of the contract (docs/data-model.md), and ``label`` is what a
person reads. The ten options of ``MisconductType`` are those of the investigation form of Huddinge kommun; the event
types are the product's own finest codes; cause areas are the five used by Nitha (Inera) and one of our own.
"""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A code with a Swedish label."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Make a member whose value is ``code``."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class Genre(Labelled):
    """What kind of document it is."""

    PRESS_RELEASE = "press_release", "Pressmeddelande"
    NEWS_ARTICLE = "news_article", "Nyhetsartikel"
    MUNICIPAL_NEWS = "municipal_news", "Nyhet från kommunen"
    INVESTIGATION_REPORT = "investigation_report", "Utredning"
    INCIDENT_REPORT = "incident_report", "Rapport om händelse"
    BOARD_MINUTES = "board_minutes", "Nämndhandling (protokoll, kallelse)"
    COMMITTEE_MEMO = "committee_memo", "Tjänsteskrivelse"
    IVO_DECISION = "ivo_decision", "Beslut från IVO"
    STATISTICS_REPORT = "statistics_report", "Statistik"
    POLICY_ROUTINE = "policy_routine", "Rutin eller riktlinje"
    FAQ = "faq", "Frågor och svar"
    LEX_MARIA = "lex_maria", "Lex Maria"
    OTHER = "other", "Annat dokument"


class ServiceArea(Labelled):
    """Area of the social services."""

    ELDERLY_CARE = "aldreomsorg", "Äldreomsorg"
    DISABILITY = "funktionsnedsattning", "Funktionsnedsättning"
    CHILDREN_AND_FAMILY = "barn_och_familj", "Barn och familj"
    ADDICTION = "missbruk_och_beroende", "Missbruk och beroende"
    FINANCIAL_ASSISTANCE = "ekonomiskt_bistand", "Ekonomiskt bistånd"
    DOMESTIC_VIOLENCE = "vald_i_nara_relation", "Våld i nära relation"
    SOCIAL_PSYCHIATRY = "socialpsykiatri", "Socialpsykiatri"
    OTHER = "ovrigt", "Övrigt"


class Law(Labelled):
    """The act that a case is handled under."""

    SOL = "SoL", "Socialtjänstlagen (SoL)"
    LSS = "LSS", "Lagen om stöd och service till vissa funktionshindrade (LSS)"


class Decision(Labelled):
    """The operator's own grade: the five steps in use, and an investigation that is not done."""

    NO_MISCONDUCT = "inget_missforhallande", "Inget missförhållande"
    RISK_OF_MISCONDUCT = "risk_for_missforhallande", "Påtaglig risk för missförhållande"
    MISCONDUCT = "missforhallande", "Missförhållande"
    RISK_OF_SERIOUS_MISCONDUCT = "risk_for_allvarligt_missforhallande", "Påtaglig risk för allvarligt missförhållande"
    SERIOUS_MISCONDUCT = "allvarligt_missforhallande", "Allvarligt missförhållande"
    ONGOING = "pagar", "Utredning pågår"


class Decider(Labelled):
    """Whose grade it is."""

    COMMITTEE = "committee", "Nämnden"
    OPERATOR = "operator", "Verksamheten"
    IVO = "ivo", "Tillsynsmyndigheten"
    INVESTIGATOR = "investigator", "Utredaren"


class IvoNotification(Labelled):
    """How far a notification to the inspectorate has come."""

    NOTIFIED = "anmald", "Anmäld till IVO"
    DECIDED = "beslutad", "Beslut att anmäla till IVO"
    PROPOSED = "foreslagen", "Föreslås anmälas till IVO"
    NO = "ej", "Anmäls inte till IVO"
    NOT_STATED = "ej_angivet", "Anmälan till IVO nämns inte"


class MisconductType(Labelled):
    """The ten options of the Huddinge form."""

    THREAT_MENTAL_HEALTH = "hot_psykisk_halsa", "Hot mot psykisk hälsa"
    THREAT_PHYSICAL_HEALTH = "hot_fysisk_halsa", "Hot mot fysisk hälsa"
    THREAT_SAFETY = "hot_personlig_sakerhet", "Hot mot personlig säkerhet"
    TREATMENT = "brister_bemotande", "Brister i bemötandet"
    LEGAL_CERTAINTY = "brister_rattssakerhet", "Brister i rättssäkerhet vid handläggning och genomförande"
    CARE_DELIVERY = "brister_utforande_insats", "Brister i utförandet av insats"
    SEXUAL_ABUSE = "sexuella_overgrepp", "Sexuella övergrepp"
    FINANCIAL_ABUSE = "ekonomiska_overgrepp", "Ekonomiska övergrepp"
    ENVIRONMENT_EQUIPMENT = "brister_fysisk_miljo_utrustning_teknik", "Brister i fysisk miljö, utrustning eller teknik"
    OTHER = "annat", "Annat"


THREATS = frozenset(
    {MisconductType.THREAT_MENTAL_HEALTH, MisconductType.THREAT_PHYSICAL_HEALTH, MisconductType.THREAT_SAFETY}
)
"""The options that say what an event threatened; the others say what went wrong."""


class EventType(Labelled):
    """What happened or was alleged, in the product's own finest codes."""

    PHYSICAL_ABUSE_STAFF = "fysiskt_overgrepp_personal", "Fysiskt övergrepp av personal"
    PSYCHOLOGICAL_ABUSE_STAFF = "psykiskt_overgrepp_personal", "Psykiskt övergrepp av personal"
    UNLAWFUL_RESTRAINT = "otillaten_begransningsatgard", "Otillåten begränsningsåtgärd"
    VIOLENCE_BETWEEN_CLIENTS = "vald_mellan_brukare", "Våld mellan brukare"
    VIOLENCE_OUTSIDER = "vald_utomstaende", "Våld av utomstående"
    SEXUAL_ABUSE_STAFF = "sexuellt_overgrepp_personal", "Sexuellt övergrepp av personal"
    SEXUAL_ABUSE_OTHER = "sexuellt_overgrepp_annan", "Sexuellt övergrepp av annan"
    THEFT = "stold", "Stöld"
    MONEY_MISHANDLED = "ekonomi_felhanterad", "Ekonomi felhanterad"
    DEGRADING_TREATMENT = "krankande_bemotande", "Kränkande bemötande"
    PRIVACY_IMAGES = "integritet_bild", "Integritet och bilder"
    MISSED_VISIT = "uteblivet_besok", "Uteblivet besök eller stöd"
    DELAYED_CARE = "forsenad_insats", "Försenad insats"
    WRONG_CARE = "fel_insats", "Insats utförd fel"
    MEDICATION = "lakemedel", "Läkemedel"
    ALARM_UNANSWERED = "larm_ej_besvarat", "Larm ej besvarat"
    ALARM_EQUIPMENT = "larm_utrustning", "Larmutrustning"
    FALL = "fall", "Fall"
    SUPERVISION = "tillsyn_brast", "Tillsyn brast"
    FOOD_DRINK = "mat_dryck", "Mat och dryck"
    HYGIENE = "hygien", "Hygien och hud"
    DEATH_FOUND_LATE = "dodsfall_upptackt_sent", "Dödsfall upptäckt sent"
    CONCERN_REPORT = "orosanmalan_ej_hanterad", "Orosanmälan ej hanterad"
    INVESTIGATION_DELAYED = "utredning_fordrojd", "Utredning fördröjd eller bristfällig"
    DECISION_WRONG = "beslut_fel", "Beslut fel eller ej verkställt"
    PLACEMENT = "placering_ej_foljd", "Placering ej följd upp"
    RECORDS = "dokumentation", "Dokumentation"
    SECRECY = "sekretess", "Sekretess"
    PREMISES_EQUIPMENT = "lokal_utrustning", "Lokal och utrustning"
    IT_SYSTEM = "it_system", "It-system"
    STAFFING_ORGANISATION = "bemanning_organisation", "Bemanning och organisation"
    OTHER = "annat", "Annat"


class CauseArea(Labelled):
    """Area of a cause: Nitha's five, and one person's act or other."""

    COMMUNICATION = "kommunikation_information", "Kommunikation och information"
    COMPETENCE = "utbildning_kompetens", "Utbildning och kompetens"
    ROUTINES = "procedurer_rutiner", "Procedurer och rutiner"
    ORGANISATION = "omgivning_organisation", "Omgivning och organisation"
    TECHNOLOGY = "teknik_utrustning", "Teknik och utrustning"
    INDIVIDUAL = "individ_annat", "Individ eller annat"


class Consequence(Labelled):
    """What an event led to."""

    DEATH = "dodsfall", "Dödsfall"
    PHYSICAL_HARM = "fysisk_skada", "Fysisk skada"
    MENTAL_HARM = "psykisk_skada", "Psykisk skada"
    FINANCIAL_HARM = "ekonomisk_skada", "Ekonomisk skada"
    RISK = "risk", "Risk"
    NONE = "ingen", "Ingen"
    UNKNOWN = "okand", "Okänd"


class Measure(Labelled):
    """What was done, is planned or recommended."""

    ROUTINE = "rutin", "Rutin"
    TRAINING = "utbildning", "Utbildning och information"
    STAFFING = "bemanning", "Bemanning"
    SUPPORT = "handledning_stod", "Handledning och stöd"
    FOLLOW_UP = "egenkontroll_uppfoljning", "Egenkontroll och uppföljning"
    TECHNOLOGY = "teknik_miljo", "Teknik och miljö"
    STAFF_MATTER = "personalatgard", "Personalåtgärd"
    ORGANISATION = "organisation", "Organisation"
    OTHER = "annat", "Annat"


class MeasureStatus(Labelled):
    """How far a measure has come."""

    DONE = "genomford", "Genomförd"
    UNDER_WAY = "pagar", "Pågår"
    PLANNED = "planerad", "Planerad"
    PROPOSED = "foreslagen", "Föreslagen"


class Caused(Labelled):
    """Whether an outcome was caused by what went wrong, as the text has it."""

    YES = "ja", "Orsakat av det som brast"
    NO = "nej", "Inte orsakat av det som brast"
    UNCLEAR = "oklart", "Oklart om det orsakades av det som brast"


class OrganisationKind(Labelled):
    """What kind of body a name is of."""

    AUTHORITY = "authority", "Myndighet"
    MUNICIPALITY = "municipality", "Kommun"
    REGION = "region", "Region"
    COMMITTEE = "committee", "Nämnd"
    DEPARTMENT = "department", "Förvaltning eller avdelning"
    UNIT = "unit", "Enhet"
    HOME = "home", "Boende"
    COMPANY = "company", "Företag"
    ASSOCIATION = "association", "Förening eller stiftelse"
    MEDIA = "media", "Medium"
    OTHER = "other", "Annat"


class DateRole(Labelled):
    """What happened on a date."""

    INCIDENT = "incident", "Händelse"
    REPORTED = "reported", "Rapporterad"
    INVESTIGATION_STARTED = "investigation_started", "Utredning påbörjad"
    INVESTIGATION_CLOSED = "investigation_closed", "Utredning avslutad"
    DECIDED = "decided", "Beslutad"
    PUBLISHED = "published", "Publicerad"
    REPORTED_TO_IVO = "reported_to_ivo", "Anmäld till IVO"
    OTHER = "other", "Annat datum"


class SectionRole(Labelled):
    """What a section of a document is for (the contents that SOSFS 2011:5 ch. 5 asks of an investigation, and more)."""

    EVENT = "event", "Händelse"
    DISCOVERY = "discovery", "När och hur det uppmärksammades"
    CONSEQUENCE = "consequence", "Konsekvenser"
    CAUSE = "cause", "Orsaker"
    MEASURE = "measure", "Åtgärder"
    ASSESSMENT = "assessment", "Bedömning"
    DECISION = "decision", "Beslut"
    BACKGROUND = "background", "Bakgrund"
    FACT_BOX = "fact_box", "Fakta om lagen"
    CONTACT = "contact", "Kontakt"
    SIGNATURES = "signatures", "Underskrifter"
    BOILERPLATE = "boilerplate", "Sidans ram"


class RequiredItem(Labelled):
    """What SOSFS 2011:5 ch. 5 asks the documentation of an investigation to hold (docs/checking.md)."""

    EVENT = "handelse", "Vad som har inträffat"
    ACTUAL_CONSEQUENCES = "faktiska_konsekvenser", "Vilka konsekvenser det fick"
    POSSIBLE_CONSEQUENCES = "mojliga_konsekvenser", "Vilka konsekvenser det hade kunnat få"
    NOTICED_WHEN = "uppmarksammat_nar", "När det uppmärksammades"
    NOTICED_HOW = "uppmarksammat_hur", "Hur det uppmärksammades"
    EVENT_TIME = "handelsetid", "När det inträffade"
    CAUSES = "orsaker", "Orsaker"
    BEFORE = "intraffat_tidigare", "Om liknande har inträffat tidigare"
    WHY_AGAIN = "varfor_igen", "Varför det har inträffat igen"
    MAY_RECUR = "kan_intraffa_igen", "Om det kan inträffa igen"
    MEASURES = "atgarder", "Åtgärder"
    MEASURES_TIME = "atgardernas_tid", "När åtgärderna vidtas"
    OTHER = "ovrigt", "Övrigt som har framkommit"
    DECISION = "stallningstagande", "Beslut eller ställningstagande"
    DATED = "datum", "Datum"
    SOURCES = "uppgiftslamnare", "Varifrån uppgifterna kommer"
    ASSESSMENT_APART = "fakta_och_bedomning", "Bedömningar skilda från fakta"
    INVESTIGATOR = "utredarens_namn", "Utredarens namn"
    INVESTIGATOR_TITLE = "utredarens_befattning", "Utredarens befattning"


class ItemStatus(Labelled):
    """Whether a document holds a required item."""

    FOUND = "found", "Finns"
    NOT_FOUND = "not_found", "Hittades inte"
    NOT_APPLICABLE = "not_applicable", "Ej tillämpligt"


class Shortcoming(Labelled):
    """What is wrong among facts that are there."""

    CAUSE_UNANSWERED = "orsak_utan_atgard", "Orsak som ingen åtgärd svarar mot"
    MEASURE_WITHOUT_TIME = "atgard_utan_tidpunkt", "Åtgärd utan tidpunkt"
    MEASURE_WITHOUT_RESPONSIBLE = "atgard_utan_ansvarig", "Åtgärd utan ansvarig"
    DATES_OUT_OF_ORDER = "datum_i_fel_ordning", "Datum i fel ordning"


class IdentifierKind(Labelled):
    """Kind of an identifier."""

    CASE_NUMBER = "diarienummer", "Diarienummer"
    PERSONAL_ID = "personnummer", "Personnummer"
    ORGANISATION_NUMBER = "organisationsnummer", "Organisationsnummer"
    PHONE = "telefon", "Telefon"
    EMAIL = "epost", "E-post"
    URL = "url", "Webbadress"
    POSTAL_ADDRESS = "postadress", "Postadress"
    LEGAL_REFERENCE = "lagrum", "Lagrum"
    LEGAL_SOURCE = "rattskalla", "Rättskälla"
    """Bills, inquiries, reports and court cases; no key of the flat shape."""


class NumberStatus(Labelled):
    """What a personal or organisation number is worth."""

    VALID = "giltigt", "Giltigt"
    INVALID = "ogiltigt", "Ogiltigt (datum eller kontrollsiffra)"
    MASKED = "maskerat", "Maskerat eller ofullständigt"


class SourceKnownBy(Labelled):
    """How it was told which act a citation means."""

    NUMBER = "nummer", "Lagens nummer"
    NAME = "namn", "Lagens namn"
    PLACE = "plats", "Bara den ena lagen har platsen"
    CONTEXT = "sammanhang", "Lagen som nämns före"
    DATE = "datum", "Gällande lag vid dokumentets tid"
    ASSUMED = "antagen", "Antagen, tiden är okänd"


class Duty(Labelled):
    """The duties of lex Sarah; old and new act state the same ones in other places (reference/duties.csv)."""

    QUALITY = "god_kvalitet", "Medverka till god kvalitet"
    REPORT = "rapportera", "Rapportera"
    INFORM_STAFF = "informera_personal", "Informera personalen om skyldigheterna"
    INFORM_COMMITTEE = "informera_namnd", "Informera nämnden om rapporter"
    DOCUMENT = "dokumentera", "Dokumentera"
    INVESTIGATE = "utreda", "Utreda"
    REMEDY = "avhjalpa", "Avhjälpa eller undanröja"
    NOTIFY = "anmala", "Anmäla till tillsynsmyndigheten"
    KEEP = "bevara", "Bevara och gallra"


class PersonKind(Labelled):
    """What a person is to the case."""

    OFFICIAL = "tjansteperson", "Tjänsteperson eller förtroendevald"
    MEDIA = "medier", "Skribent eller fotograf"
    PRIVATE = "privatperson", "Privatperson"
    MASKED = "maskerad", "Maskerad"
    """Called by a cover ("NN", "brukaren"): no key of the flat shape."""


class Visibility(Labelled):
    """Who may see a document besides its owner."""

    OWN = "own", "Bara den egna organisationen"
    SHARED = "shared", "Kodade uppgifter delas"
    PUBLIC = "public", "Offentligt publicerat"


class Absence(Labelled):
    """Why a value is missing: four different answers."""

    NOT_STATED = "not_stated", "Anges inte"
    NOT_FOUND = "not_found", "Hittades inte"
    WITHHELD = "withheld", "Maskat i källan"
    NOT_APPLICABLE = "not_applicable", "Ej tillämpligt"


class Provider(Labelled):
    """Who runs the operation."""

    MUNICIPAL = "kommunal", "Kommunal"
    PRIVATE = "privat", "Privat"
    REGION = "region", "Region"
    STATE = "stat", "Staten"


class Setting(Labelled):
    """Form of the operation."""

    HOME_CARE = "hemtjanst", "Hemtjänst"
    CARE_HOME = "sarskilt_boende", "Särskilt boende"
    GROUP_HOME = "gruppbostad", "Gruppbostad"
    SERVICE_HOME = "servicebostad", "Servicebostad"
    DAILY_ACTIVITY = "daglig_verksamhet", "Daglig verksamhet"
    SHORT_STAY = "korttids", "Korttids"
    PERSONAL_ASSISTANCE = "personlig_assistans", "Personlig assistans"
    HVB = "hvb", "HVB"
    SUPPORTED_HOUSING = "stodboende", "Stödboende"
    FOSTER_HOME = "familjehem", "Familjehem"
    SIS = "sis", "SiS-institution"
    CASE_WORK = "myndighetsutovning", "Myndighetsutövning"
    OTHER = "annat", "Annat"
