"""Who is named in a document, and in what role."""

import re
from dataclasses import dataclass

from lexsarah.extract.names import (
    NameMatch,
    bearers,
    full_names,
    lone_names,
    role_at,
    role_words,
    tokens,
)
from lexsarah.extract.taken import Taken
from lexsarah.records import BlockKind, Case, Fact, ParsedDocument, PersonValue, Producer, Span

PRODUCER = Producer("rule", "persons", "1")

LABELS = (
    r"(?:Pressf|F)oto(?:graf)?(?:\s+och\s+text)?|Text(?:\s+(?:och|&)\s+(?:foto|bild))?|Reporter|Av|Redaktör|Skribent|"
    r"Namnförtydligande|Utredare|Handläggare|Rapportör|Rapporterad av|Rapporten mottagen av|Mottagen av|Mottagare|"
    r"Upprättad av|Beslutsfattare|Beslutad av|Sidansvarig|Kontaktperson|Presskontakt|Kontakt|Avsändare|Föredragande|"
    r"Sekreterare|Ordförande|Justerare|Justerande|Utses att justera|Uppgiftslämnare|Namn|Närvarande|"
    r"Tjänstgörande ersättare|Ersättare|Ansvarig utgivare|Ansvarig chef|Ansvarig|Enhetschef|Verksamhetschef|"
    r"Utredningsledare|Fastställd av"
)
ANNOUNCED = re.compile(
    rf"(?:^|(?<=[\n\t.|(/]))[ \u00a0]*(?:{LABELS})[ \u00a0]*(?:[:/][ \u00a0]*|[ \u00a0\t])(?=[^\W\d_a-zåäö])",
    re.MULTILINE,
)
"""A form label, credit or byline; what follows is a person if it has the form of a name."""
CREDIT = re.compile(r"(?:foto(?:graf)?|text|bild|sidansvarig|reporter|^av)\b[^\n]{0,12}$", re.IGNORECASE)
"""Before a name in a menu or footer: still a credit."""
SAYS = re.compile(
    r"\b(?:säger|berättar|menar|skriver|uppger|förklarar|fortsätter|konstaterar|svarar|anser|kommenterar|hälsar|tillägger|"
    r"betonar|understryker|heter) $"
)
ROLE_MODIFIER = (
    r"(?:(?:tf\.?|t\.f\.|tillförordnad|tillförordnade|biträdande|vikarierande|före detta|f\.d\.|1:e|2:e|första|andra|"
    r"vice|tjänstgörande|socialt|medicinskt|områdes|lex Sarah-|operativ|administrativ|pensionerad|dåvarande|ny|nya|nye|"
    r"kommunens|den|avgående) )*"
)
PARTY = re.compile(r" ?\((?:[A-ZÅÄÖ]{1,3}|Lib|-)\)")
TAIL_STOP = re.compile(
    r"[.,;:!?\n\t()”\"–—§|]| och (?=(?:säger|tillägger|menar|har|är)\b)| som (?=\w)|"
    r" (?:säger|menar|berättar|skriver|uppger|förklarar|konstaterar|anser|svarar|tillägger|har|kan|vill|inte|ska|"
    r"att|när|efter|till|tror|ser|under|yrkar|frågar|lämnar|deltar)\b|"
    r"\b(?:Telefon|Tel|Mobil|E-post|Datum)\b"
)
BEFORE_NAME = 140
"""Code points in front of a name in which its role is looked for."""
AFTER_NAME = 90
"""Most code points of a role after a name, counted from its first word."""
STOP_LENGTH = 20
"""More code points than any words that end a role have."""
MOST_CELLS = 40
"""Cells of a row of signatures; a wider row is no such row."""


@dataclass(frozen=True, slots=True)
class _Found:
    """One person: the first mention and the words of the role."""

    name: str
    span: Span
    role: Span | None


def find_persons(document: ParsedDocument, case: Case) -> tuple[Fact, ...]:
    """Find everyone named within the case, photographers and writers too.

    Returns facts ``person`` in order of the text, one a person: the evidence is the first mention and, where there is
    one, the words of the role. Menus and other news (``BOILERPLATE``) give only credits ("Foto: …").
    """
    found = _persons(document, case.span)
    return tuple(
        Fact(
            "person",
            PersonValue(one.name, document.slice(one.role) if one.role else None),
            tuple(document.evidence(span) for span in (one.span, one.role) if span),
            PRODUCER,
        )
        for one in found
    )


def person_spans(document: ParsedDocument, case: Case) -> tuple[Span, ...]:
    """Where persons are named, every mention: what stands there is no organisation."""
    return tuple(match.span for match in _mentions(document, case.span))


def _announced(text: str, within: Span) -> frozenset[int]:
    """Offsets where a label, a verb of saying or a title announces a person."""
    offsets = {match.end() for match in ANNOUNCED.finditer(text, within.start, within.end)}
    offsets |= {match.end() + 1 for match in role_words(text, within.start, within.end)}
    return frozenset(offsets)


def _mentions(document: ParsedDocument, within: Span) -> list[NameMatch]:
    """Every mention of a person, full names first, then single names of others; menus left out."""
    text = document.text[: within.end]
    words = [word for word in tokens(text) if word.start >= within.start]
    announced = _announced(text, within)
    said = {
        word.start
        for word in words
        if word.text[0].isupper()
        and not word.text.endswith("s")
        and SAYS.search(text, max(0, word.start - 15), word.start)
    }
    menus = Taken(block.span for block in document.blocks if block.kind is BlockKind.BOILERPLATE)

    def holds(match: NameMatch) -> bool:
        if not menus.overlaps(match.span):
            return True
        return bool(CREDIT.search(text[max(0, match.span.start - 24) : match.span.start]))

    full = [match for match in full_names(text, words, announced | said) if holds(match)]
    known = {part.casefold().removesuffix("s") for match in full for part in match.text.split()}
    taken = Taken(match.span for match in full)
    lone = [
        match
        for match in lone_names(text, words, announced | said)
        if holds(match) and match.text.casefold().removesuffix("s") not in known and not taken.overlaps(match.span)
    ]
    return full + lone


def _persons(document: ParsedDocument, within: Span) -> list[_Found]:
    """One entry a person, in order of the text, with the first role that any mention gives."""
    seen: dict[str, _Found] = {}
    mentions = _mentions(document, within)
    forms = {match.text.casefold() for match in mentions}
    for match in mentions:
        span = _nominative(match, forms)
        name = document.slice(span)
        role = role_of(document.text, match.span)
        key = name.casefold()
        earlier = seen.get(key)
        if earlier is None:
            seen[key] = _Found(name, span, role)
        elif earlier.role is None and role is not None:
            seen[key] = _Found(earlier.name, earlier.span, role)
    return sorted(seen.values(), key=lambda one: one.span)


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


def role_of(text: str, name: Span) -> Span | None:
    """Return the words beside a name that say what the person is, or None."""
    return _role_after(text, name.end) or _role_below(text, name) or _role_before(text, name.start)


MODIFIERS = re.compile(ROLE_MODIFIER, re.IGNORECASE)
MODIFIERS_BEFORE = re.compile(rf"{ROLE_MODIFIER}$", re.IGNORECASE)
LINK_AFTER = re.compile(
    r"(?:,[ \u00a0]|[ \u00a0](?:som[ \u00a0])?(?:är|var)[ \u00a0]|[ \u00a0][–-][ \u00a0]|[ \u00a0]\(|[ \u00a0])"
)
"""What stands between a name and the role after it."""
LINK_BEFORE = re.compile(r"(?:,? | är |: ?)$")
"""What stands between a role and the name after it."""
NO_ROLE_BEFORE = re.compile(r"\b(?:Foto(?:graf)?|Text|Av|Namn|Rapporterad av|[Mm]ottagen av)[ \u00a0:]*$")
OF_WHAT = re.compile(r"(?: (?:för|på|i|vid|inom|hos) [^.,;:!?]{3,80})?(?:,? | är |: ?)")
"""Between a role and a name: "strategichefen för utredning, Lotta Hägg"."""
SIGNED = re.compile(r"Namns?teckning,[ ]?([^\t\n]+)\tNamnförtydligande:?[ \t]*$")
PHRASE = re.compile(r"[^.,;:!?\n\t()”\"–—]*(?:,? $|[ ]är $|: ?$)")
TITLE_FIELD = re.compile(r"[ \t]*Titel:[ \t]*")


def _role_after(text: str, end: int) -> Span | None:
    party = PARTY.match(text, end)
    link = LINK_AFTER.match(text, party.end() if party else end)
    if not link:
        return None
    start = link.end()
    lead = MODIFIERS.match(text, start)
    first = role_at(text, lead.end() if lead else start)
    if not first or (link.group() in {" ", "\u00a0"} and text[start].isupper()):
        return None
    farthest = min(len(text), first.end() + AFTER_NAME)
    stop = TAIL_STOP.search(text, first.end(), min(len(text), farthest + STOP_LENGTH))
    return _trimmed(text, start, min(stop.start() if stop else farthest, farthest))


def _role_below(text: str, name: Span) -> Span | None:
    """Role in the line under the name: "Titel: …", or the cell below in a row of signatures."""
    line_start, line_end = text.rfind("\n", 0, name.start) + 1, text.find("\n", name.end)
    if line_end < 0:
        return None
    next_end = text.find("\n", line_end + 1)
    next_end = len(text) if next_end < 0 else next_end
    title = TITLE_FIELD.match(text, line_end + 1, next_end)
    if title:
        return _trimmed(text, title.end(), next_end)
    cell_start = max(line_start, text.rfind("\t", line_start, name.start) + 1)
    cell_end = text.find("\t", name.end, line_end)
    alone = text[cell_start : line_end if cell_end < 0 else cell_end].strip() == text[name.start : name.end]
    column = text.count("\t", line_start, name.start)
    if not alone or column >= MOST_CELLS:
        return None
    cells = text[line_end + 1 : next_end].split("\t", column + 1)
    if column >= len(cells):
        return None
    at = line_end + 1 + sum(len(cell) + 1 for cell in cells[:column])
    cell = cells[column].strip()
    lead = MODIFIERS.match(cell)
    is_role = any(role_words(cell, lead.end() if lead else 0)) and not re.search(r"[.:!?]", cell)
    return _trimmed(text, at, at + len(cells[column])) if is_role and len(cell) < AFTER_NAME else None


def _role_before(text: str, start: int) -> Span | None:
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - BEFORE_NAME) : start]
    base = start - len(before)
    signed = SIGNED.search(before)
    if signed:
        return _trimmed(text, base + signed.start(1), base + signed.end(1))
    phrase = PHRASE.search(before)
    link = LINK_BEFORE.search(before)
    if NO_ROLE_BEFORE.search(before) or not phrase or not link:
        return None
    roles = list(role_words(before, 0 if "," in link.group() else phrase.start()))
    if not roles or not OF_WHAT.fullmatch(before, roles[-1].end()):
        return None
    lead = MODIFIERS_BEFORE.search(before[: roles[-1].start()])
    return _trimmed(text, base + (lead.start() if lead else roles[-1].start()), base + link.start())


def _trimmed(text: str, start: int, end: int) -> Span | None:
    inner = text[start:end]
    stripped = inner.strip(" \t\u00a0,;:")
    if not stripped:
        return None
    start += inner.index(stripped)
    return Span(start, start + len(stripped))
