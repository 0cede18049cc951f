"""The municipality that is responsible for a case: every mention is weighed by what stands around it.

Own towns count more than towns that a text happens to name: a supplier's, a newspaper's, a court's, a neighbour's.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lexsarah.records import Block, BlockKind, Case, Fact, ParsedDocument, Producer, Span
from lexsarah.reference import localities, municipalities

PRODUCER = Producer("rule", "places", "1")

THRESHOLD = 1.0
"""Less evidence than this is no answer."""

TOP = 400
"""Characters at the top of a document where its sender stands."""

AMBIGUOUS = frozenset(
    "Ale Berg Eda Flen Habo Håbo Kil Lund Mark Mora Nora Sala Vara Heby Hjo Dorotea Vilhelmina Åre Tranås".split()
)
"""Municipalities whose names are words or names of people: a bare mention proves nothing."""

CITY = re.compile(r"\s+(kommun(?:s|en|ens|al|ala|alt)?|stad(?:s|en|ens)?|stads\s+kommun)\b", re.IGNORECASE)

CAPITALISED = re.compile(r"(?<![\w@./-])[A-ZÅÄÖ][\w-]*")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text, the municipality that it speaks for, and how much."""

    span: Span
    municipality: str
    weight: float


@cache
def _forms() -> dict[str, str]:
    """Written form of a name (lower case) → short name; with the genitive, and the forms before "kommun"."""
    forms: dict[str, str] = {}
    for one in municipalities():
        before_kommun = one.official_name.removesuffix(" kommun")
        for form in (one.name, one.name if one.name.endswith("s") else one.name + "s", before_kommun):
            forms[form.lower()] = one.name
    return forms


@cache
def _by_first_word() -> dict[str, tuple[str, ...]]:
    """Return the names of municipalities and localities (lower case) by their first word, the longest first."""
    table: dict[str, list[str]] = {}
    for name in {*_forms(), *(name.lower() for name in localities())}:
        table.setdefault(name.split()[0], []).append(name)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in table.items()}


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a place as it stands in the text; ``city`` is the word after it: "kommun", "stad"."""

    span: Span
    low: str
    city: str | None
    city_end: int


def _names(text: str) -> Iterator[Name]:
    """Yield every name of a municipality, a locality or a district; the longest where several fit."""
    end = 0
    for word in CAPITALISED.finditer(text):
        if word.start() < end:
            continue
        for low in _by_first_word().get(word.group().lower(), ()):
            end = word.start() + len(low)
            after = text[end : end + 2]
            if text[word.start() : end].lower() != low or re.match(r"[\w@]|-[a-zåäöP]", after):
                continue
            city = CITY.match(text, end)
            yield Name(Span(word.start(), end), low, city and city[1], city.end() if city else end)
            break


@cache
def _domains() -> dict[str, str]:
    """Domain of a municipality without ".se" → short name: å, ä, ö become a and o, spaces go or become hyphens."""
    domains: dict[str, str] = {}
    for one in municipalities():
        plain = one.name.lower().translate(str.maketrans("åäöé", "aaoe"))
        for form in {plain.replace(" ", ""), plain.replace(" ", "-"), plain.replace("-", "")}:
            domains[form] = one.name
    return domains | {"habo": "Håbo", "habokommun": "Habo"}


DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){0,8}(?P<domain>[\w-]{1,63})\.se\b", re.IGNORECASE)
"""A site; a label has at most 63 characters (RFC 1035)."""

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

PLACE_BEFORE = re.compile(r"\b(?:i|på|från|inom|vid|utanför)\s+$", re.IGNORECASE)

ELSEWHERE_BEFORE = re.compile(
    r"(?:leverantör\w*|företag\w*|bolag\w*|tingsrätt\w*|förvaltningsrätt\w*|kammarrätt\w*|hovrätt\w*|sjukhus\w*"
    r"|lasarett\w*|universitet\w*"
    r"|region\w*|grannkommun\w*|flytta\w*|tidning\w*|dagens|nya|mitt|nyheter|radio|p4|svt|foto\w*|även|också"
    r"|liknande|andra kommuner|exempelvis"
    r"|\bab|ivo|inspektionen\w*(?:\s+för\s+vård\s+och\s+omsorg)?|avdelning\w*(?:\s+\w+)?|polisen|född\w*"
    r"|åklagar\w*|familjehem\w*|hvb\w*|konferens\w*)"
    r"(?:[,\s]+(?:ett?|den|till|från|i|på|vid|och|ligger|finns|\(?ivo\)?|väst|öst|syd|norr|mitt|sydväst|sydöst"
    r"|nordväst)){0,4}[,\s]+$",
    re.IGNORECASE,
)
"""What stands before a town that is someone else's."""

ELSEWHERE_AFTER = re.compile(
    r"\s*(?:län\b|läns\b|tingsrätt|förvaltningsrätt|universitet|lasarett|sjukhus|tidning|nyheter|posten|allehanda"
    r"|kurir|dagblad|länstidning"
    r"|direkt\b|AB\b|HB\b|flygplats|station|stift|-?posten|hovrätt|kammarrätt)",
    re.IGNORECASE,
)

PERSON_BEFORE = re.compile(r"(?<=[\wåäö] )[A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäö]+)?\s+$")

PRIVATE = re.compile(
    r"\b(?:Attendo|Humana|Vardaga|Ambea|Nytida|Frösunda|Förenade Care|Norlandia|Olivia|Aleris|Carema|Magelungen"
    r"|Stendi|Kavat|Solhagagruppen"
    r"|Assistansbolaget|SiS|Statens institutionsstyrelse|(?i:särskilt ungdomshem|vårdföretag\w*|vårdbolag\w*"
    r"|assistansbolag\w*)|(?i:privat|enskild)\w*"
    r"\s+(?:utförare\w*|vårdgivare\w*|vårdbolag\w*|bolag\w*|aktör\w*|regi|verksamhet\w*|företag\w*|drift|driven"
    r"|drivet|boende\w*|omsorgsgivare\w*))\b"
)
"""Operators that answer for themselves. Names of large ones are facts of the trade, as of 2025."""

RUN_PRIVATELY = re.compile(
    r"\b(?i:bolag|företag|koncern|aktiebolag|vårdgivar|ägar)\w*\b[^.\n]{0,40}\b(?:som )?"
    r"(?:driver|drev|äger|anmäl|har anmält|har gjort (?:en )?(?:[Ll]ex [Ss]arah|anmälan))\w*"
    r"|\b(?:anmäler|anmälde|skriver|säger|enligt|uppger) (?:bolaget|företaget)\b"
    r"|\bdrivs av [A-ZÅÄÖ]\w+|\b[A-ZÅÄÖ]\w+ AB\b"
)
"""Says that a company runs the place and answers for it."""

PLACED_BY = re.compile(
    r"\b(?:kommun(?:en|er|erna)?|socialtjänst(?:en)?|socialnämnd(?:en)?)\b,? (?:som|där)\b[^.\n]{0,25}\bplacera\w*"
    r"|\b(?:placera\w*|placerande|köp\w*|hem|annan|andra|flera|olika|vilken|inte) (?:av )?(?:sin |sina )?(?:hem)?"
    r"(?:kommun(?:en|er|erna)?|socialtjänst(?:en)?|socialnämnd(?:en)?)\b|\bhemkommun\w*",
    re.IGNORECASE,
)
"""A municipality that placed somebody with a company, or bought a place there: not the one that answers."""

PUBLIC = re.compile(
    r"\b(?:kommunen|kommunens|kommunal\w*|kommun|stadens|staden|socialnämnd\w*|omsorgsnämnd\w*|äldrenämnd\w*"
    r"|socialtjänsten|socialförvaltning\w*"
    r"|omsorgsförvaltning\w*|äldreförvaltning\w*|socialchef\w*|socialdirektör\w*|stadsdel\w*|nämnden|nämnd"
    r"|hemtjänst\w*|biståndshandläggare|sas)\b",
    re.IGNORECASE,
)

BLOCK_WEIGHT = {
    BlockKind.TITLE: 1.3,
    BlockKind.HEADING: 1.2,
    BlockKind.FIELD: 1.2,
    BlockKind.LAW_BOX: 0.6,
    BlockKind.CONTACT: 1.0,
    BlockKind.BOILERPLATE: 0.35,
}


def find_municipality(document: ParsedDocument, case: Case) -> Fact | None:
    """Return the responsible municipality by its short name with the words that speak for it, or None."""
    mentions = [one for one in _mentions(document, case) if one.weight > 0]
    scores: dict[str, float] = {}
    for one in mentions:
        scores[one.municipality] = scores.get(one.municipality, 0.0) + one.weight
    if not scores:
        return None
    winner = max(scores, key=lambda name: scores[name])
    if scores[winner] < THRESHOLD:
        return None
    best = max((one for one in mentions if one.municipality == winner), key=lambda one: (one.weight, -one.span.start))
    if best.weight < NAMED and (_is_private(document.slice(case.span)) or OPINION.search(document.text[:TOP])):
        return None
    return Fact("municipality", winner, (document.evidence(best.span),), PRODUCER)


OPINION = re.compile(r"^\W*(?:debatt|insändare|krönika|ledare|replik)\b|debattartikel", re.IGNORECASE | re.MULTILINE)
"""Heads a text of opinion: towns in it are examples."""

NAMED = 3.0
"""Weight from which a mention names the municipality itself and not just a town."""


def is_place(name: str) -> bool:
    """Whether a name is that of a municipality, a locality or a district."""
    return name.lower() in _forms() or name in localities()


def _is_private(text: str) -> bool:
    """Whether a private or state operator acts and no municipality is said to."""
    if PRIVATE.search(text) is None and RUN_PRIVATELY.search(text) is None:
        return False
    return not PUBLIC.search(PLACED_BY.sub("", text))


def _mentions(document: ParsedDocument, case: Case) -> list[Mention]:
    found: list[Mention] = []
    text = document.text
    for name in _names(text):
        if name.low in _forms():
            weight, span = _weigh_name(text, name)
            found.append(Mention(span, _forms()[name.low], weight))
        else:
            place = localities().get(text[name.span.start : name.span.end])
            if place:
                found.append(Mention(name.span, place.municipality, _weigh_place(text, name.span)))
    for match in DOMAIN.finditer(text):
        domain = _domains().get(match["domain"].lower())
        if domain:
            found.append(Mention(Span(*match.span()), domain, 3.5))
    return [_placed(document, case, one) for one in found]


def _weigh_place(text: str, span: Span) -> float:
    """Weight of a locality or a district."""
    if _elsewhere(text, span.start, span.end):
        return 0.0
    return 1.2 if PLACE_BEFORE.search(text[max(0, span.start - 12) : span.start]) else 0.7


def _weigh_name(text: str, name: Name) -> tuple[float, Span]:  # noqa: PLR0911  (one return a kind of mention)
    """Weight of a mention by the words around it, and the words to quote."""
    span, city = name.span, name.city
    before = text[max(0, span.start - 60) : span.start]
    ambiguous = _forms()[name.low] in AMBIGUOUS
    whole = Span(span.start, name.city_end)
    if city and city.lower().startswith(("kommun", "stads kommun")):
        return (1.5 if _elsewhere(text, span.start, name.city_end) else 5.0), whole
    if city:
        return (0.5 if ambiguous else 4.5), whole
    if before.endswith(("Region ", "REGION ")) and name.low == "gotland":
        return 5.0, span
    if SENDER.search(before) or FIELD.search(before):
        return 4.5, span
    if _elsewhere(text, span.start, span.end) or PERSON_BEFORE.search(before):
        return 0.0, span
    if ambiguous and not re.search(r"\bi\s+$", before):
        return 0.0, span
    if PLACE_BEFORE.search(before):
        return (0.6 if before.rstrip().lower().endswith("från") else 1.6), span
    return 1.0, span


def _elsewhere(text: str, start: int, end: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - 80) : start]
    return bool(ELSEWHERE_BEFORE.search(before) or ELSEWHERE_AFTER.match(text[end : end + 20]))


def _placed(document: ParsedDocument, case: Case, one: Mention) -> Mention:
    """Weigh a mention by where it stands: in its block, at the top, inside the case or outside."""
    block = _block_of(document, one.span)
    weight = one.weight * (BLOCK_WEIGHT.get(block.kind, 1.0) if block else 1.0)
    if one.span.start < TOP:
        weight *= 1.3
    if not one.span.overlaps(case.span) and one.span.start >= TOP:
        weight *= 0.3
    return Mention(one.span, one.municipality, weight)


def _block_of(document: ParsedDocument, span: Span) -> Block | None:
    at = bisect_right(document.blocks, span.start, key=lambda block: block.span.end)
    block = document.blocks[at] if at < len(document.blocks) else None
    return block if block is not None and block.span.overlaps(span) else None
