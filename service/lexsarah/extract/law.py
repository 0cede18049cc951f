"""The act that a case is handled under: SoL or LSS, only where the text ties it to the case."""

import re
from bisect import bisect_left
from functools import cache

from lexsarah.extract.citations import citations
from lexsarah.extract.guarded import Guarded, folded
from lexsarah.records import Block, BlockKind, Case, Fact, ParsedDocument, Producer, Span
from lexsarah.vocabulary import Law

PRODUCER = Producer("rule", "law", "1")

SOL = r"(?:SoL|SOL|[Ss]ocialtjänstlagen)"
LSS = r"(?:LSS|[Ll]agen om stöd och service till vissa funktionshindrade)"

TICK = r"(?:☒|☑|☑️|✓|✔|\[\s?[xX]\s?\]|\([xX]\)|<input[^<>]{0,300}\bchecked\b[^<>]{0,300}>)"
BOX = r"(?:☐|□|\[\s?\]|\(\s?\)|<input[^<>]{0,600}>)"
LABEL = re.compile(r"\blagrum\b|\blagstiftning\b|\btillämplig lag\b|\benligt lag\b", re.IGNORECASE)

NAMES = ((Law.SOL, SOL), (Law.LSS, LSS))

LINK = r"(?:(?:enligt|enl\.?|jml\.?|inom|med stöd av|i)\s+|\()"
"""Between a service and the act that it is given under."""

TIED: tuple[tuple[Law, re.Pattern[str]], ...] = (
    (
        Law.LSS,
        re.compile(
            r"LSS-\s?(?:boende|bostad|verksamhet|insats|hem|korttid|enhet|ärende|gruppbostad|servicebostad|omsorg"
            r"|handl)\w*+(?! AB\b)"
            rf"|\b(?i:gruppbost[aä]d\w*|servicebost[aä]d\w*|bost[aä]d\w*|boende\w*|daglig\w* verksamhet\w*|korttids\w*"
            rf"|insats\w*|stöd\w*|assistans\w*|ledsagar\w*"
            rf"|avlösar\w*|beslut\w*|beviljad\w*|kontaktperson\w*|barnboende\w*|drivs|bedrivs)"
            rf"\s+(?:\w+\s+){{0,3}}{LINK}{LSS}"
            rf"|\b(?i:gruppbostad|servicebostad|boende|korttids\w*|daglig verksamhet|dagl\.? verks\.?)\s+LSS\b"
        ),
    ),
    (
        Law.SOL,
        re.compile(
            r"SoL-\s?(?:boende|insats|verksamhet|ärende|enhet|beslut|handl)\w*"
            rf"|\b(?i:insats\w*|bistånd\w*|hemtjänst\w*|beslut\w*|beviljad\w*|boende\w*|stöd\w*|utredning\w*"
            rf"|plats\w*|missförhållande\w*|boendestöd\w*|placera\w*|placering\w*|familjehem\w*|äldreboende\w*|hjälp\w*)"
            rf"\s+(?:\w+\s+){{0,2}}{LINK}(?:\d+\s?kap\.?\s?\d+\s?§\s+)?{SOL}"
            r"|\b(?i:hemtjänst|boendestöd|särskilt boende)\s+SoL\b"
        ),
    ),
)
"""A service or decision that the text says is given under the act."""

GENERAL = re.compile(
    r"\b(?:du|ni|all personal|den som arbetar|varje anställd|personal(?:en)? är skyldig|ska rapportera|skyldig\w* "
    r"att rapportera|måste rapportera|säger att|lex sarah (?:är|innebär|regleras|finns)"
    r"|bestämmelser\w*|regleras|regler(?:na)? (?:står|finns)|ej verkställda beslut|handlar om skyldighet\w*|gäller "
    r"verksamhet\w*|(?:ej|inte|icke) (?:har )?verkställ\w+)\b",
    re.IGNORECASE,
)
"""Sentences about the law itself, not about a case."""

HEADED = tuple(
    (law, re.compile(rf"\blex\s+sarah(?:-\w+|\s+\w+)?[,:]?\s*\((?-i:{name})\)", re.IGNORECASE)) for law, name in NAMES
)
"""A form that says behind its own name which act it is for: "Rapport enligt lex Sarah (LSS)"."""

SENTENCE = re.compile(r"[^\n.!?]+(?:(?:[.!?](?!\s+[A-ZÅÄÖ–•]|\s*$)|(?<=\b[Ee]nl)\.|(?<=\b[Jj]ml)\.)[^\n.!?]*)*[.!?]?")

OF_ACT: dict[str | None, Law] = {"1980:620": Law.SOL, "2001:453": Law.SOL, "2025:400": Law.SOL, "1993:387": Law.LSS}
"""The act of a number. A sentence that cites both speaks of the rules, not of the case."""

ROUTINES = re.compile(
    r"^\W{0,4}(?:dokumenttyp|rutin för|riktlinje\w* för|vem ska rapportera|så hanterar|information till)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""Lines at the top of a paper that tells how things are to be done."""


def find_law(document: ParsedDocument, case: Case) -> tuple[Fact, ...]:
    """Return the acts that the case is tied to, each with the words that tie it.

    A form's own field decides alone: where one of its boxes is ticked, running text adds nothing.
    """
    blocks = [block for block in document.about_the_case() if block.span.overlaps(case.span)]
    ticked = _ticked(document, blocks)
    found = ticked or _told(document, blocks)
    return tuple(Fact("law", law.value, (document.evidence(span),), PRODUCER) for law, span in found.items())


def _ticked(document: ParsedDocument, blocks: list[Block]) -> dict[Law, Span]:
    """Acts whose box is ticked under a label such as "Lagrum", or that alone fill such a field."""
    found: dict[Law, Span] = {}
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.CHECKBOX:
            if block.checked and _under_label(document, blocks, index):
                for law, name in NAMES:
                    words = document.slice(block.span)
                    if re.search(rf"\b{name}\b", words) and len(words) < 60:
                        found.setdefault(law, block.span)
            continue
        for line in re.finditer(r"[^\n]+", document.slice(block.span)):
            label = LABEL.search(line.group())
            if label:
                found |= _ticked_on(line.group(), label.end(), block.span.start + line.start(), found)
    return found


def _ticked_on(line: str, after: int, offset: int, known: dict[Law, Span]) -> dict[Law, Span]:
    found: dict[Law, Span] = {}
    rest = line[after:]
    boxes = re.search(rf"{TICK}|{BOX}", rest)
    for law, name in NAMES:
        if boxes is None:
            match = re.match(rf"\s*:?\s*(?P<name>{name})\s*$", rest)
        else:
            leads = re.match(rf"\s*:?\s*(?:{TICK}|{BOX})", rest)
            pattern = rf"{TICK}\s*(?P<name>{name})\b" if leads else rf"\b(?P<name>{name})\s*{TICK}"
            match = re.search(pattern, rest)
        if match and law not in known:
            found[law] = Span(*match.span("name")).shifted(offset + after)
    return found


def _under_label(document: ParsedDocument, blocks: list[Block], index: int) -> bool:
    """Whether a box belongs to a field about the act: in its section, or in the few blocks before it."""
    block = blocks[index]
    if block.section and LABEL.search(block.section):
        return True
    return any(LABEL.search(document.slice(other.span)) for other in blocks[max(0, index - 3) : index + 1])


@cache
def _ties() -> tuple[tuple[Law, Guarded], ...]:
    return tuple((law, Guarded(pattern)) for law, pattern in (*TIED, *HEADED))


def _told(document: ParsedDocument, blocks: list[Block]) -> dict[Law, Span]:
    """Acts that running text ties to the case."""
    if ROUTINES.search(document.text[:500]):
        return {}
    found: dict[Law, Span] = {}
    cited = [
        (OF_ACT[one.reference.source], one.span)
        for one in citations(document.text)
        if one.reference.source in OF_ACT and one.reference.provisions
    ]
    letters = folded(document.text)
    ties = [(law, tie.pattern) for law, tie in _ties() if tie.possible(letters)]
    for block in blocks:
        for match in SENTENCE.finditer(document.text, block.span.start, block.span.end):
            sentence = Span(*match.span())
            if GENERAL.search(match.group()):
                continue
            for law, pattern in ties:
                if tied := pattern.search(match.group()):
                    found.setdefault(law, Span(*tied.span()).shifted(sentence.start))
            first = bisect_left(cited, sentence.start, key=lambda one: one[1].start)
            last = bisect_left(cited, sentence.end, key=lambda one: one[1].start)
            if len({law for law, _ in cited[first:last]}) == 1:
                found.setdefault(*cited[first])
    return found
