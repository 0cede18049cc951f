"""The words beside a name that say what the person is: before it, after it, in the line or cell below."""

import re

from lexsarah.extract.names import role_at, role_words
from lexsarah.records import Span

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
