"""What happened on a date: from the label that it stands under, or from the words of its sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from lexsarah.extract.guarded import Guarded, folded
from lexsarah.records import Span
from lexsarah.vocabulary import DateRole

Pattern = re.Pattern[str]


def _cue(words: str) -> Pattern:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


LABELS: tuple[tuple[Pattern, DateRole], ...] = (
    (
        _cue(r"anslag\w*\s+nedtag\w*|justering\w*\s+(plats|tid|datum)|utskrift\w*|nedtagande|svar senast|nästa \w+"),
        DateRole.OTHER,
    ),
    (_cue(r"anslag\w*\s+uppsätt\w*|uppsättande|publicera\w*|publiceringsdatum|utlagd"), DateRole.PUBLISHED),
    (_cue(r"(senast )?(uppdatera\w*|ändrad|revidera[dt])"), DateRole.PUBLISHED),
    (_cue(r"antag(en|it|en av .{3,40})|antogs|fastställ(d|t|des)"), DateRole.DECIDED),
    (
        _cue(r"sammanträdes?(datum|dag)?|mötesdatum|beslutsdatum|datum för beslut\w*|beslutad?|beslut fattat"),
        DateRole.DECIDED,
    ),
    (
        _cue(r"anmäl\w+ (till )?(ivo|inspektionen\w*|socialstyrelsen)|ivo-anmäl\w+|anmäld|inskickad till ivo"),
        DateRole.REPORTED_TO_IVO,
    ),
    (
        _cue(r"utredning\w*.{0,25}(avslut\w+|klar|färdig\w*|slutförd)|avslutades|avslutad"),
        DateRole.INVESTIGATION_CLOSED,
    ),
    (
        _cue(
            r"utredning\w*.{0,25}(påbörja\w+|inled\w+|starta\w+|öppna\w+)|påbörjades|påbörjad|överlämna\w* till "
            r"utredare"
        ),
        DateRole.INVESTIGATION_STARTED,
    ),
    (
        _cue(r"upptäck\w+|uppmärksamma\w+|information\w* till|informera\w+|uppfölj\w+|följs upp|klart?|senast|när$"),
        DateRole.OTHER,
    ),
    (
        _cue(
            r"datum för (mottagande av )?rapport\w*|rapport\w*.{0,30}(datum|inkom\w*|mottag\w*|lämna\w*|skriv\w*)"
            r"|rapport\w*datum"
            r"|mottagen|mottagande|(tas|tagits|togs) emot|inkom\w*|ankom\w*|rapportera(d|t|des|ts)|registrerad"
            r"|datum för rapport\w*"
        ),
        DateRole.REPORTED,
    ),
    (
        _cue(
            r"(datum|tid\w*|tidpunkt|dag|när|klockslag).{0,25}(händelse\w*|inträffa\w*|hände|skedde)"
            r"|händelsedatum|händelsedag|inträffade|tidpunkt|händelsen"
        ),
        DateRole.INCIDENT,
    ),
)
"""Labels of forms and headers, the first that fits. Gathered from public forms for reports and investigations."""

SIGNATURE = _cue(r"ort och datum|datum och underskrift|underskrift|ort/datum|datum och namn\w*|signatur")
REPORTER_FORM = re.compile(r"rapportör|rapporterar|rapport om|rapport enligt|avvikelserapport", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words in a sentence that tell the role of a date near them; ``needs`` and ``bars`` look at the whole sentence."""

    words: Pattern
    role: DateRole
    cost: int = 0
    needs: Pattern | None = None
    bars: Pattern | None = None


AUTHORITY = _cue(r"ivo|ivo:s|inspektionen|socialstyrelsen|länsstyrelsen|tillsynsmyndigheten")
OTHER_REPORTS = re.compile(r"orosanmäl|polisanmäl|förhandsbedöm", re.IGNORECASE)
REPORT = re.compile(r"rapport|lex sarah|avvikelse", re.IGNORECASE)
INVESTIGATION = re.compile(r"utredning(en|s)?\b|internutredning", re.IGNORECASE)
OWN_INVESTIGATION = re.compile(r"lex sarah|intern\w* utredning|internutredning|missförhålland|rutinen", re.IGNORECASE)
COMMITTEE = re.compile(
    r"nämnd|utskott|förvaltning|kommunstyrelse|socialchef|verksamhetschef|ivo\b|inspektionen", re.IGNORECASE
)

CUES: tuple[Cue, ...] = (
    Cue(
        re.compile(
            r"^\W*(?:(?:artikeln|nyheten|texten|sidan|inlägget|pressmeddelande\w*)\s+)?(?:senast\s+)?"
            r"(?:publicera|uppdatera|ändra)(?:d|t|des|ts)\b|^\W*pressmeddelande\b",
            re.IGNORECASE,
        ),
        DateRole.PUBLISHED,
    ),
    Cue(
        _cue(
            r"anmäl(de|des|ts|t|er|s|d|an|ningar|ningen|as)|skicka(de|des|ts|t)|insänd\w*|sändes|vände sig|vänt "
            r"sig|\w+-anmäl\w+|lämna(de|t|des|ts)\b[^.,;]{0,40}?anmälan"
        ),
        DateRole.REPORTED_TO_IVO,
        0,
        AUTHORITY,
        OTHER_REPORTS,
    ),
    Cue(
        re.compile(r"\blex sarah-?\s?anmäl(an|de|des|ts|t|d|ningar|ningen)\b", re.IGNORECASE),
        DateRole.REPORTED_TO_IVO,
        0,
        None,
        OTHER_REPORTS,
    ),
    Cue(
        _cue(
            r"rapporterade|rapporterades|rapporterats|rapportera|(?<!enligt )rapporten|lex sarah-rapport\w*"
            r"|avvikelserapport\w*"
        ),
        DateRole.REPORTED,
        6,
    ),
    Cue(
        _cue(
            r"inkom|inkommit|inkomna?|kom in|kommit in|kom|lämna(de|des|t|ts)|mottog|mottogs|mottagits|skrev"
            r"|skrevs|skrivits"
            r"|upprätta(de|des|ts|d)|fick (\w+ )?(lex sarah-)?rapport\w*|fick\b.{0,30}\bin|registrera(de|des|ts)"
            r"|tog emot|togs emot|daterad"
        ),
        DateRole.REPORTED,
        0,
        REPORT,
        OTHER_REPORTS,
    ),
    Cue(
        _cue(
            r"inled\w+|påbörja\w+|starta(de|des|ts|t)|initiera\w+|öppna(de|des|ts)|satte igång|sattes igång"
            r"|tillsatte\w*"
        ),
        DateRole.INVESTIGATION_STARTED,
        0,
        re.compile(
            rf"(?=.*(?:{INVESTIGATION.pattern}))(?=.*(?:{OWN_INVESTIGATION.pattern}))", re.IGNORECASE | re.DOTALL
        ),
        OTHER_REPORTS,
    ),
    Cue(
        _cue(r"utredningen\s+(\w+\s+)?(inleddes|påbörjades|startade|startades|öppnades)"),
        DateRole.INVESTIGATION_STARTED,
        0,
        None,
        re.compile(r"orosanmäl|polis|förhandsbedöm|barnavård|barnutred|vårdnad|bbic", re.IGNORECASE),
    ),
    Cue(
        _cue(r"avsluta(s|des|d|t|ts|de)|slutför(d|des|t|ts)|färdig|färdigställ\w+|klar|blev klar|var klar|lades ner"),
        DateRole.INVESTIGATION_CLOSED,
        0,
        INVESTIGATION,
        re.compile(r"orosanmäl|kommer|ska\b|beräknas|barnavårdsutredning", re.IGNORECASE),
    ),
    Cue(
        _cue(
            r"beslut(ade|ades|at|ats|ar|as)|fatta(de|des|t|ts) (\w+ )?beslut\w*|beslut\w* (fattades|togs)"
            r"|(?<!nästa )sammanträde|sammanträdet"
        ),
        DateRole.DECIDED,
        5,
        COMMITTEE,
    ),
    Cue(_cue(r"antag(en|its)|antogs|fastställ(d|t|des|ts)"), DateRole.DECIDED, 0, COMMITTEE),
    Cue(_cue(r"reviderad(?=,? (den )?\d)"), DateRole.PUBLISHED),
    Cue(
        _cue(
            r"inträffa(de|t|r|nde)|hände|hänt|skedde|skett|ägde rum|pågick|pågått|utsattes|utsatts|utsatt|föll"
            r"|fallit|ramla(de|t)"
            r"|avled|avlidit|dog|dött|försvann|försvunnit|larma(de|t)|stals|stulits|stulen|stulna|stöld|stölder"
            r"|stölderna|uteblev|uteblivit"
            r"|lämnades|lämnats|glöm(de|des|ts)|missa(de|des|ts)|fick inte|fått inte|blev utan|blivit utan|blev "
            r"kvar|hittades|påträffades"
            r"|skada(de|des|ts|d)|slog(?! larm)|slagit|kvävdes|låst(e|es|s)|begåtts|begicks|rymde|avvek"
            r"|gick sönder|slutade"
            r" fungera"
            r"|(?:ska|skulle|uppges|påstås)\b.{0,60}?\bha\s+\w+ts?|bröt ut|drabbade samman|utsätt\w*|höll"
            r"|drabba(des|ts)|missförhållandena har pågått|svimmade|brände|brann|misshandla(de|des|ts)"
            r"|använts|använde|tagit sig in|tog sig in|hotade|hotats|knuffade|nöp|satte i halsen|fastnade|kördes"
            r"|krossades|stängdes|serverades|dröjde|utelåst|utlåst|inlåst|instängd|(blivit|blev) av med"
            r"|förväxla(de|des|ts)|tappade|tystnade|filma(de|des|ts)|spelades in"
            r"|låg\b.{0,25}\b(oläst|orörd|orörda|kvar|liggande)|(ligga|legat|blev) liggande|högg|höggs|knivhögg\w*"
        ),
        DateRole.INCIDENT,
    ),
    Cue(
        _cue(r"händelse|händelsen|händelserna|tillfällen|tillfället|missförhållandet|missförhållandena|natten|fallet"),
        DateRole.INCIDENT,
        45,
    ),
    Cue(
        _cue(
            r"upptäck\w+|uppmärksamma\w+|slog larm|fick (\w+ ){0,4}(se|höra|veta)|hörde av sig|berättade"
            r"|fick svar|vårda(des|ts|s)|opererades|skärptes|trädde i kraft|behandla(des|ts|s)|kompletter\w*"
            r"|överlämna(d|t|des|ts|de)|rekryter\w*|tillträd\w*|introduktion\w*"
            r"|polisanmäl\w*|möte|möten|mötet|samtal|återkom\w*|följ(s|as|a|er|des) upp"
            r"|uppföljning"
            r"|född\w*|ansök\w*|infördes|införs|anställdes|anställts|omhänderto\w*|planera\w*"
            r"|tittade|gick igenom|uppgav"
            r"|inspektion\w* besök\w*"
            r"|byggdes|öppnade|tog över|tar över|gäller från|gälla från|ska(?!\b.{0,60}?\bha\b)|kommer att"
            r"|beräknas|senast|träder i kraft|började gälla"
            r"|tidigare|polisen|överklaga\w*|åtal\w*|dömdes|rättegång\w*|flytta\w*|utbildning\w*|granskning\w*"
            r"|kontaktade|fick veta|kontroll"
        ),
        DateRole.OTHER,
        8,
    ),
)
"""Cues of running text. ``cost`` is added to the distance in characters: a noun tells less than a verb."""

TITLE_BEFORE = re.compile(
    r"utredning(en)?(,| daterad|, daterad| från| av den)\s*(den )?$"
    r"|^\W*(lex sarah\W+)?utredning\w*( enligt lex sarah)?\s*$",
    re.IGNORECASE,
)
"""An investigation that is named with its date ("Lex Sarah-utredning, september 2019")."""

ANOTHER_TIME = re.compile(
    r"\b(?:liknande|(?:har|hade|också|även|inträffat|hänt|förekommit|tidigare) (?:\w+ )?(?:tidigare|förut|förr)"
    r"|dessförinnan"
    r"|även i (?:fjol|våras|somras|höstas|vintras)|(?:även|också) (?:förra|under|sommaren|hösten|våren|vintern)"
    r"|hos en annan (?:kund|brukare|boende)|ett annat (?:fall|tillfälle)|(?:förra|den) gången)\b",
    re.IGNORECASE,
)
"""Tells of another event than the one that the paper is about."""


class Section(StrEnum):
    """What a part of the paper tells."""

    EVENT = "event"
    """What happened."""
    ASIDE = "aside"
    """How it was found out, why, what was known before: the event is dated here only by words of an event."""
    AFTER = "after"
    """Measures, and what happened at other times: no date of the event."""
    OPEN = "open"


SECTIONS: tuple[tuple[Section, Pattern], ...] = (
    (
        Section.AFTER,
        re.compile(
            r"åtgärd|uppfölj|planera|vad händer nu|(?:vad|det här|så) (?:gör|har|är|ska|arbetar) (?:ni|vi|gjort"
            r"|kommunen)"
            r"|är gjort|har gjorts|på gång|genomförda|inträffat tidigare|(?:hänt|hände|inträffat|förekommit) "
            r"(?:för[ru]t?\b|tidigare)|tidigare händelse|beslutsunderlag|beslutet (?:skickas|expedieras)|tidplan",
            re.IGNORECASE,
        ),
    ),
    (
        Section.ASIDE,
        re.compile(
            r"bakgrund|utredning|upptäck|uppmärksamma|hur fick (?:ni|du|kommunen)|hur mår|varför|orsak|beror|berodde"
            r"|när (?:gjordes|kom|skickades)|fakta om|bedömning",
            re.IGNORECASE,
        ),
    ),
    (
        Section.EVENT,
        re.compile(
            r"vad (?:har |var det som |som )?hän(?:t|de)\b|händelse|händelseförlopp|det rapporterade|bestått i|beskriv"
            r"|redogörelse|när hände|ärendet",
            re.IGNORECASE,
        ),
    ),
)
"""Headings, and words that lead to a list, by what stands below them."""


def section_of(heading: str, lead: str = "") -> Section:
    """Return the part that a heading opens; ``lead`` are the words that a list follows.

    A heading that speaks of the event and of something else too is open.
    """
    for words in (lead, heading):
        parts = [part for part, pattern in SECTIONS if pattern.search(words)]
        if parts:
            return Section.OPEN if len(parts) > 1 and Section.EVENT in parts else parts[0]
    return Section.OPEN


CLAUSE_BREAK = re.compile(r"[,;:–]|\b(?:och|men|samt|medan|innan|efter att|sedan)\b")
CLAUSE_COST = 30
"""Added for each break between a cue and the date."""

NEAR = 50
"""The same for words of an event in a form or minutes."""

SENTENCES_KEPT = 64
"""Sentences whose cues are remembered: of those of one document the rules ask, and then the model."""

FAR = 160
"""Beyond this cost a cue tells nothing."""


def by_label(label: str) -> DateRole | None:
    """Role that a label of a form gives, if any."""
    for pattern, role in LABELS:
        if pattern.search(label):
            return role
    return None


@cache
def _guarded() -> tuple[tuple[Cue, Guarded], ...]:
    return tuple((cue, Guarded(cue.words)) for cue in CUES)


@lru_cache(maxsize=SENTENCES_KEPT)
def cues_of(sentence: str) -> tuple[tuple[Span, Cue], ...]:
    """Every cue of a sentence, where it stands."""
    letters = folded(sentence)
    return tuple(
        (Span(*match.span()), cue)
        for cue, words in _guarded()
        if words.possible(letters)
        and (cue.needs is None or cue.needs.search(sentence))
        and not (cue.bars and cue.bars.search(sentence))
        for match in cue.words.finditer(sentence)
    )


def by_sentence(
    sentence: str, cues: Sequence[tuple[Span, Cue]], where: Span, others: Sequence[Span], *, narrative: bool = True
) -> tuple[DateRole, int] | None:
    """Role that the nearest cue of a sentence gives, and what it cost: how far off the cue stands, in characters.

    Parameters
    ----------
    sentence, cues
        The sentence and its cues (``cues_of``).
    where
        The date, as offsets into the sentence.
    others
        Other dates of the same sentence: a cue beyond one of them belongs to that.
    narrative
        Whether the text tells a story; a form tells of much besides the event, and there a cue must stand closer.
    """
    if TITLE_BEFORE.search(sentence[: where.start]):
        return DateRole.INVESTIGATION_CLOSED, 0
    best: tuple[int, DateRole] | None = None
    for place, cue in cues:
        cost = cue.cost + _distance(sentence, where, place, others)
        limit = FAR if narrative or cue.role is not DateRole.INCIDENT else NEAR
        if cost < limit and (best is None or cost < best[0]):
            best = cost, cue.role
    return (best[1], best[0]) if best else None


def _distance(sentence: str, where: Span, cue: Span, others: Sequence[Span]) -> int:
    if cue.overlaps(where):
        return 0
    gap = Span(cue.end, where.start) if cue.end <= where.start else Span(where.end, cue.start)
    breaks = len(CLAUSE_BREAK.findall(sentence[gap.start : gap.end]))
    between = sum(other in gap for other in others)
    return len(gap) + CLAUSE_COST * breaks + 2 * CLAUSE_COST * between
