"""The act that a case is handled under: SoL or LSS, only where the text ties it to the case."""

import re

from lexsarah.records import Block, BlockKind, Case, Fact, ParsedDocument, Producer, Span
from lexsarah.vocabulary import Law

PRODUCER = Producer("rule", "law", "1")

SOL = r"(?:SoL|SOL|[Ss]ocialtjänstlagen)"
LSS = r"(?:LSS|[Ll]agen om stöd och service till vissa funktionshindrade)"

TICK = r"(?:☒|☑|☑️|✓|✔|\[\s?[xX]\s?\]|\([xX]\)|<input[^<>]{0,300}\bchecked\b[^<>]{0,300}>)"
BOX = r"(?:☐|□|\[\s?\]|\(\s?\)|<input[^<>]{0,600}>)"
LABEL = re.compile(r"\blagrum\b|\blagstiftning\b|\btillämplig lag\b|\benligt lag\b", re.IGNORECASE)

NAMES = ((Law.SOL, SOL), (Law.LSS, LSS))

TIED: tuple[tuple[Law, re.Pattern[str]], ...] = (
    (
        Law.LSS,
        re.compile(
            r"LSS-\s?(?:boende|bostad|verksamhet|insats|hem|korttid|enhet|ärende|gruppbostad|servicebostad|omsorg)\w*"
            rf"|\b(?i:gruppbostad\w*|servicebostad\w*|bostad\w*|boende\w*|daglig\w* verksamhet\w*|korttids\w*"
            rf"|insats\w*|stöd\w*|assistans\w*|ledsagar\w*"
            rf"|avlösar\w*|beslut\w*|beviljad\w*|kontaktperson\w*|barnboende\w*|drivs|bedrivs)"
            rf"\s+(?:\w+\s+){{0,3}}(?:enligt|inom|med stöd av|i)\s+{LSS}"
        ),
    ),
    (
        Law.SOL,
        re.compile(
            r"SoL-\s?(?:boende|insats|verksamhet|ärende|enhet|beslut)\w*"
            rf"|\b(?i:insats\w*|bistånd\w*|hemtjänst\w*|beslut\w*|beviljad\w*|boende\w*|stöd\w*|utredning\w*"
            rf"|plats\w*|missförhållande\w*|boendestöd\w*|placera\w*|placering\w*|familjehem\w*|äldreboende\w*|hjälp\w*)\s+(?:\w+\s+){{0,2}}"
            rf"(?:enligt|inom|med stöd av)\s+(?:\d+\s?kap\.?\s?\d+\s?§\s+)?{SOL}"
        ),
    ),
)
"""A service or decision that the text says is given under the act."""

CITED = re.compile(
    rf"(?:missförhållande,?|enligt|i strid med"
    rf"|med stöd av|bryter mot|anmälningsskyldigheten i|skyldigheten i|brott mot|kraven i"
    rf"|följer av|i)\s+"
    rf"(?P<cite>(?P<sol>(?:\d+\s?kap\.?\s?)?\d+(?:\s?[a-z])?(?:\s?[-–]\s?\d+)?\s?§§?\s+{SOL})"
    rf"|(?P<lss>\d+(?:\s?[a-z])?(?:\s?[-–]\s?\d+)?\s?§§?\s+{LSS}))"
)
"""A paragraph that the case is measured by."""

HEAD = 300
"""Code points at the top of a form in which a paragraph alone says under which act the case is."""

ALONE = re.compile(
    rf"(?:^|(?<=[\n\t]))[ ]*(?:enligt )?"
    rf"(?P<cite>(?P<sol>\d+\s?kap\.?\s?\d+\s?§\s+{SOL})|(?P<lss>\d+\s?[a-z]?\s?§\s+{LSS}))"
    r"[ ]*(?=[\n\t]|$)",
    re.IGNORECASE,
)
"""A paragraph alone in a line or cell."""

GENERAL = re.compile(
    r"\b(?:du|ni|all personal|den som arbetar|varje anställd|personal(?:en)? är skyldig|ska rapportera|skyldig\w* "
    r"att rapportera|måste rapportera|lex sarah (?:är|innebär|regleras|finns)"
    r"|bestämmelser\w*|regleras|regler(?:na)? (?:står|finns)|ej verkställda beslut|handlar om skyldighet\w*|gäller "
    r"verksamhet\w*)\b",
    re.IGNORECASE,
)
"""Sentences about the law itself, not about a case."""

ROUTINES = re.compile(
    r"\b(?:dokumenttyp|rutin för|riktlinje\w* för|vem ska rapportera|så hanterar|information till)\b", re.IGNORECASE
)


def find_law(document: ParsedDocument, case: Case) -> tuple[Fact, ...]:
    """Return the acts that the case is tied to, each with the words that tie it.

    A form's own field decides alone: where one of its boxes is ticked, running text adds nothing.
    """
    blocks = [block for block in document.about_the_case() if block.span.overlaps(case.span)]
    ticked = _ticked(document, blocks)
    found = ticked or _told(document, blocks, case)
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


def _told(document: ParsedDocument, blocks: list[Block], case: Case) -> dict[Law, Span]:
    """Acts that running text ties to the case."""
    if ROUTINES.search(document.text[:500]):
        return {}
    found: dict[Law, Span] = {}
    head = ALONE.search(document.text, 0, HEAD)
    if head and Span(*head.span("cite")) in case.span:
        found[Law.SOL if head["sol"] else Law.LSS] = Span(*head.span("cite"))
    for block in blocks:
        text = document.slice(block.span)
        for sentence in re.finditer(r"[^\n.!?]+(?:[.!?](?!\s+[A-ZÅÄÖ–•]|\s*$)[^\n.!?]*)*[.!?]?", text):
            words = sentence.group()
            if GENERAL.search(words):
                continue
            offset = block.span.start + sentence.start()
            for law, pattern in TIED:
                match = pattern.search(words)
                if match:
                    found.setdefault(law, Span(*match.span()).shifted(offset))
            cited = CITED.search(words)
            if cited:
                law = Law.SOL if cited["sol"] else Law.LSS
                found.setdefault(law, Span(*cited.span("cite")).shifted(offset))
    return found
