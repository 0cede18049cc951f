"""The municipality that is responsible for a case, and the one where it happened.

Every mention is weighed by what stands around it. A public body, a sender, a field or a site *names* the responsible
one; a town alone ("ett äldreboende i Motala") says where it happened, and whose it is only where a case is told and no
private or state operator answers for itself. Towns that a text happens to name count little or not at all: a
supplier's, a newspaper's, a court's, a neighbour's, a unit that is called like a town.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from lexsarah.extract.gazetteer import Name, names, sites
from lexsarah.extract.names import bearers
from lexsarah.extract.operators import answers_for_itself
from lexsarah.records import Block, BlockKind, Case, Fact, ParsedDocument, Producer, Span

PRODUCER = Producer("rule", "places", "2")

THRESHOLD = 1.0
"""Less evidence than this is no answer."""

TOP = 400
"""Characters at the top of a document where its sender stands."""

UNSURE = 0.85
"""What a locality or district that was checked in no list counts."""

CITY = 5.0
"""Weight of "X kommun", wherever it stands."""

BODY = 4.5
"""Weight of a public body that is named by its municipality."""

SITE = 3.5
"""Weight of a site or a mailbox."""

OUTSIDE = 0.3
"""What a mention outside the case counts."""

OTHERS_SHARE = 0.2
"""What a mention counts in a sentence about others, or of a name that a unit bears."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text, the municipality that it speaks for, and how much; ``names``: it names the responsible one.

    ``where`` marks a mention that only says where it happened.
    """

    span: Span
    municipality: str
    weight: float
    names: bool = False
    where: bool = False


SENDER = re.compile(
    r"(?:(?:social|omsorgs|vård- och omsorgs|äldre|individ|utbildnings|stadsdels|barn-|familje"
    r"|arbetsmarknads)\w*(?:nämnd\w*|förvaltning\w*|utskott\w*|kontor\w*)"
    r"|nämnden|socialtjänsten|socialchef\w*|socialdirektör\w*|kommunen|hemtjänsten|förvaltningschef\w*"
    r"|kommunstyrelsen|myndighetsutskott\w*)"
    r"(?:\s+\w+){0,3}?\s+(?:i|för|på|hos)\s+$",
    re.IGNORECASE,
)
"""A public body that is named by its municipality: "socialnämnden i …"."""

FIELD = re.compile(r"(?:^|[\n\t])[ ]*(?:kommun|huvudman|ansvarig kommun)[ ]?[:\t][ \t]*$", re.IGNORECASE)
"""A field of a form for the municipality."""

DISTRICT = re.compile(r"s? stadsdels(?:nämnd|förvaltning|område)", re.IGNORECASE)
DISTRICT_BEFORE = re.compile(r"\bstadsdels(?:nämnden|förvaltningen|området)(?: i)? $", re.IGNORECASE)
"""A district's own committee or office names the city."""

DATELINE = re.compile(r"[.:]? (?:[–-] ?)?[”\"]?(?:[A-ZÅÄÖ][a-zåäö]|I |\d)")
"""What follows the town in capitals that opens an article: "SKARA. Brukare på …"."""

PLACE_BEFORE = re.compile(r"\b(?:i|på|från|inom|vid|utanför)\s+$", re.IGNORECASE)

IN_TOWN = re.compile(r"\b(?:i|inom|utanför|från)\s+$", re.IGNORECASE)

ELSEWHERE_BEFORE = re.compile(
    r"(?:leverantör\w*|företag\w*|bolag\w*|tingsrätt\w*|förvaltningsrätt\w*|kammarrätt\w*|hovrätt\w*|sjukhus\w*"
    r"|lasarett\w*|vårdcentral\w*|universitet\w*|huvudkontor\w*|\bkontor|\bsäte"
    r"|region\w*|grannkommun\w*|flytta\w*|tidning\w*|dagens|nya|mitt|nyheter|radio|p4|svt|foto\w*|även|också"
    r"|liknande|andra kommuner|exempelvis|väder"
    r"|\bab|ivo|inspektionen\w*(?:\s+för\s+vård\s+och\s+omsorg)?|avdelning\w*(?:\s+\w+)?|polisen|född\w*"
    r"|åklagar\w*|konferens\w*)"
    r"(?:[,\s]+(?:ett?|den|till|från|i|på|vid|och|ligger|finns|\(?ivo\)?|väst|öst|syd|norr|mitt|sydväst|sydöst"
    r"|nordväst)){0,4}[,\s]+$",
    re.IGNORECASE,
)
"""What stands before a town that is someone else's."""

PLACED_BEFORE = re.compile(
    r"(?:familjehem|jourhem|hvb|behandlingshem|ungdomshem|stödboende|lvm-hem)\w*(?:-hem\w*)?(?: [A-ZÅÄÖ]\w+)?"
    r"(?:[,\s]+(?:ett?|som|ligger|finns)){0,3}[,\s]+(?:i|utanför|nära)\s+$",
    re.IGNORECASE,
)
"""A home where somebody is placed: its town is where it happened and seldom whose it is."""

ELSEWHERE_AFTER = re.compile(
    r"\s*(?:län\b|läns\b|tingsrätt|förvaltningsrätt|universitet|lasarett|sjukhus|tidning|nyheter|posten|allehanda"
    r"|kurir|dagblad|länstidning"
    r"|direkt\b|AB\b|HB\b|flygplats|station|stift|-?posten|hovrätt|kammarrätt|[-−]?\d{1,2} ?°)",
    re.IGNORECASE,
)

OTHERS = re.compile(
    r"\b(?:en annan (?:händelse|kommun|anmälan)|ett annat (?:boende|fall|ärende)|(?:i|och|med|flera) andra kommuner"
    r"|grannkommun\w*|liknande (?:händelse|fall|brist)\w*|även i|också i|till skillnad från|jämför\w*"
    r"|bland annat (?:i|med)|studiebesök\w*|precis som i|tidigare (?:i år )?har (?:även|också)|har tidigare arbetat)\b",
    re.IGNORECASE,
)
"""Says that a sentence speaks of others too."""

UNIT_BEFORE = re.compile(
    r"(?:boende|boendet|bostad|bostaden|gruppbostäderna|hemmet|verksamhet|verksamheten|avdelning|avdelningen|team|teamet"
    r"|enhet|enheten|grupp|gruppen|korttids|hus|huset|villa|sektion|sektionen|lägenhet|planet|baracken|flygeln)"
    r"[:\t ]+[”\"’']?$",
    re.IGNORECASE,
)
"""What stands before the name of a unit, which may be a town's: "gruppbostaden Simrishamn"."""

ON = re.compile(r"\b(?:på|hos)\s+$", re.IGNORECASE)
ISLANDS = frozenset("Gotland Lidingö Öckerö Ekerö Värmdö Orust Tjörn Hammarö Sotenäs Värmland Öland".split())
"""Places that one is *on*; elsewhere "på" comes before a unit."""

BLOCK_WEIGHT = {
    BlockKind.TITLE: 1.3,
    BlockKind.HEADING: 1.2,
    BlockKind.FIELD: 1.2,
    BlockKind.LAW_BOX: 0.6,
    BlockKind.CONTACT: 1.0,
    BlockKind.BOILERPLATE: 0.35,
}

OPINION = re.compile(
    r"(?:^|\t)\W*(?:debatt|insändare|krönika|ledare|replik)\b|debattartikel", re.IGNORECASE | re.MULTILINE
)
"""Heads a text of opinion: towns in it are examples."""


def find_places(document: ParsedDocument, case: Case, *, told: bool) -> tuple[Fact, ...]:
    """Find ``municipality`` (the responsible one) and ``place`` (where it happened), each by its short name.

    The evidence is the words that speak most for it. ``told`` says whether the document tells of a case: if it does
    not, a town alone makes nobody responsible.
    """
    mentions = [one for one in _mentions(document, case) if one.weight > 0]
    place = _winner(mentions)
    if place is None:
        return ()
    facts = [Fact("place", place.municipality, (document.evidence(place.span),), PRODUCER)]
    best = _winner([one for one in mentions if not one.where])
    if best is not None and (best.names or ((told or best.weight >= CITY) and _of_the_town(document, case))):
        facts.insert(0, Fact("municipality", best.municipality, (document.evidence(best.span),), PRODUCER))
    return tuple(facts)


def _winner(mentions: list[Mention]) -> Mention | None:
    """Return the mention that weighs most among those of the municipality with the largest sum, None if it is small."""
    scores: dict[str, float] = {}
    for one in mentions:
        scores[one.municipality] = scores.get(one.municipality, 0.0) + one.weight
    winner = max(scores, key=lambda name: scores[name], default=None)
    if winner is None or scores[winner] < THRESHOLD:
        return None
    of_winner = [one for one in mentions if one.municipality == winner]
    return max(of_winner, key=lambda one: (one.names, one.weight, -one.span.start))


def _of_the_town(document: ParsedDocument, case: Case) -> bool:
    """Whether what happens in a town is its municipality's."""
    return not answers_for_itself(document.slice(case.span)) and not OPINION.search(document.text[:TOP])


def _mentions(document: ParsedDocument, case: Case) -> list[Mention]:
    text = document.text
    found = list(names(text))
    units = {name.municipality for name in found if _is_a_unit(text, name)}
    mentions = []
    for name in found:
        one = _weighed(text, name)
        if not one.names and name.municipality in units and not IN_TOWN.search(text[: name.span.start][-12:]):
            one = replace(one, weight=one.weight * OTHERS_SHARE)
        mentions.append(one)
    mentions += [Mention(span, owner, SITE, names=True) for span, owner in sites(text)]
    return [_placed(document, case, one) for one in mentions]


def _is_a_unit(text: str, name: Name) -> bool:
    """Whether a unit bears the name."""
    if name.city:
        return False
    before = text[max(0, name.span.start - 24) : name.span.start]
    written = text[name.span.start : name.span.end]
    return bool(UNIT_BEFORE.search(before) or (ON.search(before) and name.own and written not in ISLANDS))


def _weighed(text: str, name: Name) -> Mention:
    """Weigh a mention by the words around it."""
    before = text[max(0, name.span.start - 60) : name.span.start]
    elsewhere = _elsewhere(text, name.span.start, name.city_end)
    share = OTHERS_SHARE if OTHERS.search(_sentence(text, name.span)) else 1.0
    if name.own and name.city:
        return _city(name, before, share, elsewhere=elsewhere)
    speaks = Mention(name.span, name.municipality, 0.0)
    if _is_a_body(text, name, before):
        return replace(speaks, weight=BODY * share, names=True)
    if PLACED_BEFORE.search(before):
        return replace(speaks, weight=1.6, where=True)
    return replace(speaks, weight=0.0 if elsewhere else share * _town(text, name, before))


def _city(name: Name, before: str, share: float, *, elsewhere: bool) -> Mention:
    """Weigh "X kommun" and "X stad"; "i X kommun" says where, unless a public body stands before it."""
    span = Span(name.span.start, name.city_end)
    if name.city and "kommun" in name.city.lower():
        where = IN_TOWN.search(before) and not SENDER.search(before)
        weight = 1.5 if elsewhere else CITY * share
        return Mention(span, name.municipality, weight, names=not (where or elsewhere or share < 1))
    return Mention(span, name.municipality, 0.5 if name.ambiguous else BODY * share, names=not name.ambiguous)


def _is_a_body(text: str, name: Name, before: str) -> bool:
    """Whether the name is that of a public body: "socialnämnden i Eda", "Region Gotland", "Angereds stadsdelsnämnd"."""
    if not name.own:
        return bool(DISTRICT.match(text, name.span.end) or DISTRICT_BEFORE.search(before))
    if name.municipality == "Gotland" and before.endswith(("Region ", "REGION ")):
        return True
    return bool(SENDER.search(before) or FIELD.search(before))


def _town(text: str, name: Name, before: str) -> float:
    """Weight of a town that is named alone."""
    at_line_start = name.span.start == 0 or text[name.span.start - 1] == "\n"
    if at_line_start and text[name.span.start : name.span.end].isupper() and DATELINE.match(text, name.span.end):
        return 2.0
    given = before.split()[-1:] if before.endswith(" ") else []
    if given and bearers(given[0]):
        return 0.0
    if name.ambiguous and not re.search(r"\b(?:i|utanför)\s+$", before):
        return 0.0
    if not PLACE_BEFORE.search(before):
        weight = 1.0 if name.own else 0.7
    elif before.rstrip().lower().endswith("från"):
        weight = 0.6
    else:
        weight = 1.6 if name.own else 1.2
    return weight if name.sure else weight * UNSURE


def _elsewhere(text: str, start: int, end: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - 80) : start]
    return bool(ELSEWHERE_BEFORE.search(before) or ELSEWHERE_AFTER.match(text[end : end + 20]))


SENTENCE_SIDE = 160
"""Code points to each side of a name in which its sentence is looked for."""
STOP = re.compile(r"[.!?](?=\s)|\n")


def _sentence(text: str, span: Span) -> str:
    """Return the sentence around a span, as far as it is near."""
    before = text[max(0, span.start - SENTENCE_SIDE) : span.start]
    after = text[span.end : span.end + SENTENCE_SIDE]
    first = max((stop.end() for stop in STOP.finditer(before)), default=0)
    last = STOP.search(after)
    return before[first:] + text[span.start : span.end] + (after[: last.start()] if last else after)


def _placed(document: ParsedDocument, case: Case, one: Mention) -> Mention:
    """Weigh a mention by where it stands: in its block, at the top, inside the case or outside."""
    block = _block_of(document, one.span)
    weight = one.weight * (BLOCK_WEIGHT.get(block.kind, 1.0) if block else 1.0)
    if one.span.start < TOP:
        weight *= 1.3
    if not one.span.overlaps(case.span) and one.span.start >= TOP:
        weight *= OUTSIDE
    return replace(one, weight=weight)


def _block_of(document: ParsedDocument, span: Span) -> Block | None:
    at = bisect_right(document.blocks, span.start, key=lambda block: block.span.end)
    block = document.blocks[at] if at < len(document.blocks) else None
    return block if block is not None and block.span.overlaps(span) else None
