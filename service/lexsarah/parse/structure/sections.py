"""What the sections of a document are for: headings and labels of forms told by their words.

The roles follow what SOSFS 2011:5 ch. 5 asks of an investigation. Headings come from investigations, press releases,
memos, minutes and decisions of the inspectorate; they are matched by their words and not by whole lines, so that
"4.2 Orsaker till händelsen" and "Vilka konsekvenser fick det inträffade?" are told too.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from lexsarah.parse.structure.headings import MAX_QUESTION, key
from lexsarah.parse.structure.labels import CONTACT_HEADINGS, LAW_BOXES
from lexsarah.records import Block, BlockKind
from lexsarah.vocabulary import SectionRole

MAX_WORDS = 16
"""Words of a heading that may announce a section; the questions of forms have up to 16, headlines say other things."""

PART = re.compile(
    r"(?:(?:del|steg|kapitel|avsnitt|punkt|fråga)\s+\d+\s*[.:–—-]?|[a-hx]|[ivx]{1,4}|[a-h]?\d{1,2}(?:\.\d{1,2})*)[.):]?\s+(?=\S)"
)
"""Numbering in front of a heading that ``key`` leaves: "del 5 –", "b)", "xi", "d1"."""

NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})*)\.?\s+\S")
"""Number of a heading: its dots tell how deep it stands."""

BRACKETS = re.compile(r"\s*\([^()]*\)")

TAIL = (
    r"(?:\s*[,:/–-]?\s*(?:för|av|om|i|vid|på|kring|till|enligt|efter|inom|från|hos|med|mot|enl|som|och|samt|eller|att|när|"
    r"fylls|beskriv|ange)\b.*)?"
)
"""What may follow the word that tells a section: what it is about, and its fellows."""

HAPPENED = (
    r"(?:händelse(?:n|r|rna|förlopp(?:et)?)?|missförhållande(?:t|na)?|(?:det|vad\s+som)\s+(?:har\s+)?"
    r"(?:inträffa(?:t|de|)|hän(?:t|de)|rapportera[td]e?)|incidente(?:n|r)|avvikelse(?:n|r)|fallet|förseningen|situationen)"
)
"""The event, as a heading names it."""

DISCOVERY = rf"""
    (?:när\s+och\s+)?hur\s+(?:\w+\s+){{0,2}}?(?:upptäck|uppmärksam|blev\s+(?:(?:det|händelsen|
      missförhållandet)\s+)?känt)\w*.*
    | (?:när|hur|av\s+vem)(?:(?:\s+och\s+|\s*/\s*)(?:när|hur|av\s+vem))?\s+
      (?:{HAPPENED}\s+|det\s+)?(?:upptäck|uppmärksam|blev\s+det\s+känt)\w*.*
    | (?:tidpunkt|datum|tid)\s+för\s+upptäckt\w*{TAIL} | (?:händelsens\s+)?upptäckt(?:en)?{TAIL}
    | händelsen\s+upptäcktes.*
"""
EVENT = rf"""
    (?:kort(?:fattad)?\s+|närmare\s+|detaljerad\s+|utförlig\s+)?
      (?:beskrivning(?:en)?|redogörelse|sammanfattning|beskriv(?:\s+kort(?:fattat)?)?|redogör|information|uppgifter|
        kort)\s+
      (?:av\s+|för\s+|om\s+|kring\s+)?(?:själva\s+)?(?:(?:den|det)\s+(?:\w+e\s+)?)?(?:rapporterade\s+)?{HAPPENED}.*
    | (?:själva\s+)?(?:händelse(?:n|r|rna|förlopp(?:et)?)?|förlopp(?:et)?|händelsebeskrivning(?:en)?){TAIL}
    | (?:beskriv\s+)?vad\s+(?:(?:är|var)\s+det\s+)?(?:som\s+)?(?:har\s+|hade\s+)?
      (?:hän(?:t|de)|inträffa(?:t|de)|rapportera(?:ts|des)|gick\s+till|skett)\b.*
    | (?:det|detta|så)\s+(?:här\s+)?(?:har\s+)?(?:hän(?:t|de)|gick\s+det\s+till|inträffade)\b.*
    | (?:datum|tid|tidpunkt|plats|när|var)\b(?:\s+och\s+(?:tid|tidpunkt|plats|hur))?\s+
      (?:för\s+|inträffade\s+|hände\s+|skedde\s+)(?:själva\s+)?(?:det|{HAPPENED})
    | händelse(?:datum|tid|dat|ns\s+(?:datum|tid))
    | (?:händelsen|avvikelsen|missförhållandet|det\s+inträffade)\s+i\s+korthet | det\s+(?:rapporterade|inträffade)
    | rapporte(?:n|ns\s+innehåll){TAIL} | vad\s+(?:(?:rapporte(?:n|rna)|anmälan|ärendet|det)\s+(?:avser|gäller|
      handlar\s+om)|gäller\s+(?:rapporten|anmälan|ärendet)).*
    | (?:tidslinje|händelsekedja(?:n)?){TAIL} | faktiska\s+omständigheter
    | typ(?:er)?\s+av\s+(?:missförhållande|händelse)\w*.*
    | (?:kategorisering|händelsetyp|klagomålet)
"""
CONSEQUENCE = rf"""
    (?!ekonomiska\s+konsekvenser)
      (?:(?:faktiska|möjliga|tänkbara|eventuella|befarade)\s+(?:och\s+\w+\s+)?)?(?:konsekvens(?:en|er|erna)?|
        följd(?:en|er|erna)?|skad(?:a|or))
      (?!\s+för\s+(?:barn|ekonomi|budget|kommun))(?:{TAIL}|\s+av\s+.*)
    | vilk(?:en|a)\s+(?:\w+\s+)?(?:konsekvens|följd)\w*.* | vad\s+(?:har|blev|fick|hade)\s+(?:det|
      händelsen)\s+(?:inneburit|för\s+(?:följd|konsekvens)).*
    | vad\s+(?:blev|är)\s+(?:följd|konsekvens)\w*.*
    | hur\s+.*\b(?:påverka|drabba)\w*.*
    | (?:faktisk[at]?|möjlig[at]?|fysiska\s+skador)
"""
CAUSE = rf"""
    (?:(?:utredning\s+av|analys\s+av)\s+)?(?:(?:bakomliggande|möjlig\w*|trolig\w*|tänkbar\w*|bidragande|direkt\w*|
      grundläggande|sannolik\w*)\s+)*
      (?:(?:och|samt)\s+\w+\s+)?orsak(?:en|er|erna|sanalys(?:en)?|sutredning)?{TAIL}
    | (?:bidragande\s+)faktorer{TAIL} | (?:händelse|rotorsaks)analys(?:en)?
    | (?:varför|därför)\s+(?:tror\s+du\s+att\s+det\s+)?(?:hände|inträffade|blev|gick|kunde|skedde|uppstod|
      uteblev)\b.* | varför
    | hur\s+(?:det\s+|händelsen\s+)?kunde\b.*
    | vad\s+(?:tror\s+du\s+)?(?:är\s+|var\s+)?(?:det\s+)?(?:som\s+)?(?:gick\s+(?:det\s+)?(?:fel|snett)|
      beror\s+det\s+på|berodde\s+det\s+på|låg\s+bakom).*
    | (?:kommunikation|utbildning|omgivning|teknik|procedurer|processer|rutiner)(?:,\s+\w+)*\s+(?:och|
      &)\s+(?:information|kompetens|organisation|utrustning|apparatur|rutiner|riktlinjer)(?:\s+och\s+riktlinjer)?
    | (?:konstaterade\s+|identifierade\s+)?brister(?:na)?{TAIL}
"""
MEASURE = rf"""
    (?:uppgifter\s+om\s+)?(?:vilka\s+)?(?:[\w-]+\s+){{0,3}}?(?:(?:och|samt|eller)\s+\w+\s+)?(?:åtgärd(?:en|er|erna)?|
      åtgärds(?:plan(?:en)?|förslag))(?:{TAIL}|\s+(?:har|är|ska|kan|bör|direkt|när|på|genast|vidta|redovisa).*)
    | .*\bföljande\s+åtgärder
    | åtg | omedelb\w*\s+(?:åtg\w*|vidtag\w*) | (?:omedelbart\s+)?vidtag(?:et|na){TAIL} | gjort(?:\s+direkt|
      \s+för\s+att.*)?
    | vad\s+(?:har\s+|är\s+|ska\s+|kommer\s+)?(?:gjor(?:t|ts|des|de)|görs|gör(?!\s+(?:jag|man\s+(?:om|när)))|händer|
      hänt\s+sedan)\b.*
    | (?:det\s+här|detta|så|nu)\s+(?:här\s+)?(?:gör|gjorde|har|är)\s+(?:vi|kommunen|bolaget|verksamheten|gjort|
      på\s+gång)\b.*
    | uppföljning(?:en)?(?:\s+(?:av|och)\s+(?:\w+\s+)?(?:åtgärd|vidtag|händels|missförhåll|utvärd)\w*.*)?
    | (?:handlingsplan|förbättringsarbete|lärdomar|förebyggande\s+arbete|förbättringsförslag|
      planeras){TAIL}
"""
DECISION = r"""
    (?:\S+\s+){0,3}?beslut(?:et|en)?(?:\s+(?:om|i|den|enligt|på|och)\b.*|\s+\d.*)?
    | (?:\S+\s+){0,2}?förslag(?:\s+till\s+(?:beslut|ställningstagande).*)? | (?:förslag|hemställan)\s+till\s+.*
    | (?:datum\s+för\s+beslut|beslutsdatum|beslutsfattare|beslut\s+fattat\s+av|beslutat\s+av)
    | (?:är\s+det\s+)?(?:anmäl(?:an|s|d|t)|anm)(?:\s+till\s+(?:ivo|inspektionen|socialstyrelsen|
      tillsynsmyndighet)\b.*|\s+enligt\s+lex\s+sarah)?
    | ska\s+(?:händelsen|det)\s+anmälas.* | till\s+ivo | ivo\s+j/n
"""
ASSESSMENT = rf"""
    (?:[\w:]+s?\s+){{0,3}}?(?:bedömning(?:en|ar)?|ställningstagande(?:t|n)?|slutsats(?:en|er)?|motivering(?:en)?|
      värdering|gradering|riskbedömning|allvarlighetsgrad|riskanalys)(?:{TAIL}|,\s.*)
    | bedömn?\.? | ec\s+bed | (?:skäl(?:en)?){TAIL} | motivering.* | analys(?:en)?{TAIL} | rättslig\s+bedömning
    | (?:kan|skulle|riskerar|finns)\s+.*\b(?:igen|upprepas|upprepning)\b.* | risk\w*\s+för\s+(?:upprepning|
      att\s+.*\bigen).*
    | är\s+det\s+allvarligt | (?:\w+s\s+)(?:synpunkter|yttrande|analys|kommentar(?:er)?)
    | vilken\s+bedömning.* | hur\s+(?:bedöm|allvarlig).*
"""
BACKGROUND = rf"""
    (?!bakgrund\s+(?:om\s+)?lex\s+sarah)(?:bakgrund(?:en)?|inledning(?:en)?|syfte(?:t)?|uppdrag(?:et)?|metod(?:en|
      ik)?|genomförande(?:t)?|omfattning|läsanvisning){TAIL}
    | utredningens\s+(?:genomförande|uppdrag|omfattning) | (?:genomförda\s+)?(?:samtal|intervjuer){TAIL}
    | hur\s+(?:har\s+)?utredningen\s+(?:har\s+)?(?:gått|gjort|genomför)\w*.* | vilka\s+har\s+lämnat\s+uppgifter.* |
      hörda\s+personer
    | (?:grund(?:läggande)?\s*)?uppgifter | (?:fakta|uppgifter)\s+om\s+(?:enheten|verksamheten|den\s+enskilde|boendet)
    | (?:beskrivning\s+av\s+|om\s+)?(?:verksamheten|enheten|avdelningen|boendet|organisationen|bolaget)
    | den\s+enskilde(?:s\s+uppgifter)?
    | (?:beskrivning\s+av\s+|redogörelse\s+för\s+)?ärendet(?:\s+i\s+korthet)? |
      (?:bakgrund\s+och\s+)?[äa]rendebeskrivning(?:en)?
    | (?:tidigare|liknande)(?:\s+(?:liknande\s+)?(?:händelse\w*|rapporter\w*|tillsyn|ärenden)){TAIL} |
      tidigare(?:\s+(?:och|/)\s+\w+|\s+fall)? | historik | hänt\s+förr
    | har\s+.*\b(?:förut|tidigare|förr)\b.*
"""
FACT_BOX = r"""
    (?:tillämplig\w*\s+|gällande\s+|ändrade\s+|rättsliga?\s+)?(?:bestämmelser(?:na)?|lagstiftning(?:en)?|
      reglering(?:en)?|utgångspunkt(?:er)?|regelverk(?:et)?|föreskrifter)(?:\s+om\s+.*)?
    | (?:rättslig\s+(?:grund|reglering|utgångspunkt\w*)) | fakta(?:ruta)?(?:\s*[|:/–-]?\s*(?:om\s+)?(?:lex\s+\w+|ivo|
      lagen).*)? | om\s+(?:lex\s+\w+|ivo|begreppen)
    | (?:vad\s+(?:är|säger|menas|innebär|betyder)\s+(?:en\s+)?(?:lex\s+sarah|lagen|ett\s+missförhållande).*)
"""
CONTACT = (
    r"""(?:kontakt\w*|för\s+(?:mer|ytterligare)\s+information.*|telefon\w*|tfn|e-?post|mejl|mobil\w*|presskontakt\w*)"""
)
SIGNATURES = rf"""
    (?:datum\s+och\s+|ort,?\s+datum\s+och\s+)?under(?:skrift|tecknat|tecknas)\w*{TAIL}(?:\s+\w+)? | nam(?:n|
      ns)teckning.*
    | namnförtydligande | sign(?:atur(?:er)?|eras)?\.? | justering(?:ens\s+plats.*)? | justeras |
      justerandes?(?:\s+sign\w*)?
    | ort\s+och\s+datum | vid\s+protokollet | för\s+(?:inspektionen\s+för\s+vård\s+och\s+omsorg|socialstyrelsen) |
      underskrift\s+.*
"""
OTHER = r"""
    beslutsunderlag(?:et)? | underlag | bilag(?:a|or) | (?:beslutet\s+)?(?:skickas|expedieras)\s+till.* |
      expediering | kopia\s+till.*
    | reservation\w* | yrkande\w* | yttranden? | beslutsgång | propositionsordning | diskussion | källor |
      information\s+till\s+den\s+enskilde.*
    | sammanfattning(?:\s+av\s+ärendet)? | övrigt.* | ekonomiska\s+konsekvenser.* | konsekvenser\s+för\s+(?:barn|
      ekonomi|budget|kommun).*
    | barn(?:konsekvens\w*|perspektiv\w*) | åtgärderansvarig | kommentar(?:er)? | utdragsbestyrkande |
      protokollsanteckning | jäv
"""
"""Headings that close what stood before and announce none of the roles."""


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.VERBOSE)


KINDS: tuple[tuple[SectionRole | None, re.Pattern[str]], ...] = (
    (None, _pattern(OTHER)),
    (SectionRole.FACT_BOX, _pattern(FACT_BOX)),
    (SectionRole.CONTACT, _pattern(CONTACT)),
    (SectionRole.SIGNATURES, _pattern(SIGNATURES)),
    (SectionRole.DISCOVERY, _pattern(DISCOVERY)),
    (SectionRole.EVENT, _pattern(EVENT)),
    (SectionRole.BACKGROUND, _pattern(BACKGROUND)),
    (SectionRole.CONSEQUENCE, _pattern(CONSEQUENCE)),
    (SectionRole.CAUSE, _pattern(CAUSE)),
    (SectionRole.MEASURE, _pattern(MEASURE)),
    (SectionRole.ASSESSMENT, _pattern(ASSESSMENT)),
    (SectionRole.DECISION, _pattern(DECISION)),
)
"""Tried in order: "Hur upptäcktes händelsen" is a discovery though it names the event."""

KIND_ROLES = {BlockKind.LAW_BOX: SectionRole.FACT_BOX, BlockKind.CONTACT: SectionRole.CONTACT}
"""Blocks that are their own section."""


def announced(words: str) -> tuple[SectionRole | None, bool]:
    """Role that a heading or label announces, and whether it is known at all (known without a role closes a section).

    ``words`` are as they stand, with their numbering.
    """
    name = key(" ".join(words.split()))
    name = BRACKETS.sub("", name).rstrip(" :?!.,;–-")
    if name in LAW_BOXES:
        return SectionRole.FACT_BOX, True
    if name in CONTACT_HEADINGS:
        return SectionRole.CONTACT, True
    for candidate in dict.fromkeys((name, PART.sub("", name, count=1))):
        if not candidate or len(candidate) > MAX_QUESTION or len(candidate.split()) > MAX_WORDS:
            continue
        for role, pattern in KINDS:
            if pattern.fullmatch(candidate):
                return role, True
    return None, False


def with_roles(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Give each block the role that its heading or its own label announces; the rest stays as it is.

    A heading of no known kind keeps the role only below a known one: deeper in the numbering, or without a number
    below a numbered one. A label's role is that of its field alone.
    """
    walk = _Walk(text)
    return tuple(replace(block, role=walk.role(block)) for block in blocks)


class _Walk:
    """Passes the blocks in order and knows what the sections above announce."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.depths: dict[int, SectionRole | None] = {}
        self.sections: dict[str, SectionRole | None] = {}

    def role(self, block: Block) -> SectionRole | None:
        """Role of a block; headings change what stands under them."""
        if block.kind in KIND_ROLES:
            return KIND_ROLES[block.kind]
        if block.kind in {BlockKind.BOILERPLATE, BlockKind.OTHER_MATTER, BlockKind.TITLE}:
            return None
        if block.kind is BlockKind.HEADING:
            return self._heading(self.text[block.span.start : block.span.end])
        own = self._own(block)
        return own if own is not None else self.sections.get(block.section or "")

    def _own(self, block: Block) -> SectionRole | None:
        if block.kind is BlockKind.FIELD and block.label is not None:
            return announced(self.text[block.label.start : block.label.end])[0]
        if block.kind is BlockKind.CHECKBOX and block.section is not None:
            # The words that a row of boxes answers need be no heading.
            return announced(block.section)[0]
        return None

    def _heading(self, words: str) -> SectionRole | None:
        role, known = announced(words)
        number = NUMBER.match(words)
        if number:
            depth = number[1].count(".") + 1
            self.depths = {at: one for at, one in self.depths.items() if at < depth}
        if not known and self.depths:
            role = self.depths[max(self.depths)]
        if number:
            self.depths[depth] = role
        self.sections[" ".join(words.split())] = role
        return role
