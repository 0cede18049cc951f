"""Who is named in a document, in what role: one entity a person, whatever the mentions are."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lexsarah.extract.mentions import CREDIT, VERBS, again, covers, mentions
from lexsarah.extract.names import NameMatch, bearers
from lexsarah.extract.person_roles import PARTY, role_of
from lexsarah.extract.taken import Taken
from lexsarah.records import Case, Fact, ParsedDocument, PersonValue, Producer, Span
from lexsarah.vocabulary import PersonKind

PRODUCER = Producer("rule", "persons", "2")

MEDIA = re.compile(
    r"\b(?:reporter|journalist|fotograf|skribent|krönikör|ledarskribent|nyhetschef|chefredaktör)\w*", re.IGNORECASE
)
PRIVATE = re.compile(
    r"\b(?:anhörig|närstående|mamma|pappa|mor|far|dotter|son|hustru|make|maka|sambo|syster|bror|granne|brukare|boende"
    r"|klient|patient|förälder|kvinna|man|pojke|flicka)(?:n|en|na|s|ns|ens)?\b",
    re.IGNORECASE,
)
AGED = re.compile(r",? \(?\d{1,3}(?: år\b|\))")
SAYS_AFTER = re.compile(rf"(?:,[^.\n]{{0,80}},)? (?:{VERBS})\b")
SAYS_BEFORE = re.compile(rf"\b(?:{VERBS})(?: (?:också|även|vidare|däremot))? $")
OF_OFFICE = re.compile(
    r"\b(?:utredare|handläggare|rapportör|mott(?:agen|\.) ?av|mottagare|upprättad av|beslutsfattare|beslutad av|kontakt"
    r"|föredragande|sekreterare|ordförande|justerare|namnförtydligande|granskare|ansvarig(?: utgivare)?|deltagare"
    r"|rapport skriven av|rapporterad av|utse(?:dd|s) att justera)\W{1,3}$",
    re.IGNORECASE,
)
"""A label of a form or protocol before a name: somebody in office."""
BESIDE = 24
"""Code points before a mention in which a credit or a verb of saying stands."""


@dataclass(slots=True)
class _Entity:
    """A person in the making: the fullest name, the words of the role, every mention."""

    name: str
    role: Span | None
    mentions: list[Span] = field(default_factory=list)


def find_persons(document: ParsedDocument, case: Case, named: Sequence[NameMatch] | None = None) -> tuple[Fact, ...]:
    """Find everyone named within the case, photographers and writers too, and those under a cover ("NN").

    ``named`` are the mentions of the case, where they were looked for already.
    Returns facts ``person`` in order of the text, one a person: the evidence is the first mention, the words of the
    role where there are any, then the other mentions. Menus and other news (``BOILERPLATE``) give only credits and
    people with a role.
    """
    entities = _entities(document, case.span, mentions(document, case.span) if named is None else named)
    facts = [_fact(document, one, _kind(document.text, one), quoted=_quoted(document.text, one)) for one in entities]
    for name, spans in covers(document.text, case.span).items():
        facts.append(_fact(document, _Entity(name, None, spans), PersonKind.MASKED, quoted=False))
    return tuple(sorted(facts, key=lambda fact: fact.evidence[0].span))


def _fact(document: ParsedDocument, one: _Entity, kind: PersonKind | None, *, quoted: bool) -> Fact:
    first, *others = sorted(one.mentions)
    spans = [first, *([one.role] if one.role else []), *others]
    value = PersonValue(one.name, document.slice(one.role) if one.role else None, kind, quoted)
    return Fact("person", value, tuple(document.evidence(span) for span in spans), PRODUCER)


def _entities(document: ParsedDocument, within: Span, named: Sequence[NameMatch]) -> list[_Entity]:
    """One entity a person, with the first role that any mention gives."""
    found: dict[str, _Entity] = {}
    forms = {match.text.casefold() for match in named}
    for match in sorted(named, key=lambda one: one.span):
        span = _nominative(match, forms)
        name = document.slice(span)
        one = found.setdefault(name.casefold(), _Entity(name, None))
        one.mentions.append(span)
        one.role = one.role or role_of(document.text, match.span)
    entities = list(found.values())
    parts: dict[str, list[tuple[Span, int]]] = {}
    for number, one in enumerate(entities):
        for part in {one.name.split()[0].casefold(), one.name.split()[-1].casefold()}:
            parts.setdefault(part, []).append((one.mentions[0], number))
    taken = Taken(span for one in entities for span in one.mentions)
    for span, number in again(document.text, within, parts, taken):
        entities[number].mentions.append(_nominative(NameMatch(span, document.slice(span)), forms))
        entities[number].role = entities[number].role or role_of(document.text, span)
    return entities


def _nominative(match: NameMatch, forms: set[str]) -> Span:
    """Cut a genitive -s where the name stands without it elsewhere, or where the surname plainly does not end so."""
    text = match.text
    if not text.endswith("s") or len(text) < 4:
        return match.span
    shorter = Span(match.span.start, match.span.end - 1)
    last = text.split()[-1]
    genitive = re.fullmatch(r".*(?:son|qvist|kvist|ström|gren|dahl|blom|lund|berg|borg|sén|én|lin|[aoåäöi])s", last)
    if text[:-1].casefold() in forms or genitive or (" " not in text and not bearers(last) and bearers(last[:-1])):
        return shorter
    return match.span


def _kind(text: str, one: _Entity) -> PersonKind | None:
    """Say what a person is to the case: by the role, a party or credit beside a mention, an age."""
    role = text[one.role.start : one.role.end] if one.role else ""
    before = [text[max(0, span.start - BESIDE) : span.start] for span in one.mentions]
    if MEDIA.search(role) or (not role and any(map(CREDIT.search, before))):
        return PersonKind.MEDIA
    if PRIVATE.fullmatch(role) or any(AGED.match(text, span.end) for span in one.mentions):
        return PersonKind.PRIVATE
    if role or any(PARTY.match(text, span.end) for span in one.mentions) or any(map(OF_OFFICE.search, before)):
        return PersonKind.OFFICIAL
    return PersonKind.PRIVATE if any(PRIVATE.search(words[-14:]) for words in before) else None


def _quoted(text: str, one: _Entity) -> bool:
    """Whether words of a person are given: a verb of saying stands with a mention, or before the role."""
    starts: Iterable[int] = [span.start for span in one.mentions] + ([one.role.start] if one.role else [])
    return any(SAYS_BEFORE.search(text, max(0, start - BESIDE), start) for start in starts) or any(
        SAYS_AFTER.match(text, span.end) for span in one.mentions
    )
