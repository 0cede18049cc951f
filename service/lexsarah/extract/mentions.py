"""Where people are named: full names, single names of people known from elsewhere, and the covers for the unnamed."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from lexsarah.extract.names import (
    NameMatch,
    Token,
    bearers,
    could_be_part,
    full_names,
    is_unit_beside,
    lone_names,
    role_words,
    tokens,
)
from lexsarah.extract.person_roles import role_of
from lexsarah.extract.taken import Taken
from lexsarah.records import BlockKind, ParsedDocument, Span

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
VERBS = (
    "säger|berättar|menar|skriver|uppger|förklarar|fortsätter|konstaterar|svarar|anser|kommenterar|hälsar|tillägger|"
    "betonar|understryker|sammanfattar|medger|beklagar|poängterar|framhåller"
)
"""Verbs of saying: what stands with one is a person, and quoted."""
SAYS = re.compile(rf"\b(?:{VERBS}) $")
LONGEST_VERB = 15
"""Code points of the longest verb of saying and a blank."""
COVERS = re.compile(
    r"\b(?:N\.?N\.?(?!\w)|([A-HJ-Z])\1(?![\w-])|(?P<noun>(?:[Bb]rukare|[Kk]lient|[Oo]msorgstagare|[Vv]årdtagare|[Kk]und)(?:en|n)"
    r"|[Dd]en enskild[ea]|[Dd]en boende)s?)(?!\w)"
)
"""What stands for somebody who is not named: doubled letters as courts and JO write them, and the person concerned."""


def mentions(document: ParsedDocument, within: Span) -> list[NameMatch]:
    """Find the mentions that make a person: full names first, then single names of others; menus left out."""
    text = document.text[: within.end]
    words = [word for word in tokens(text) if word.start >= within.start]
    announced = _announced(text, within)
    said = {
        word.start
        for word in words
        if word.text[0].isupper()
        and text[word.start - 1 : word.start] == " "
        and not word.text.endswith("s")
        and SAYS.search(text, max(0, word.start - LONGEST_VERB), word.start)
    }
    menus = Taken(block.span for block in document.blocks if block.kind is BlockKind.BOILERPLATE)

    def holds(match: NameMatch) -> bool:
        if not menus.overlaps(match.span):
            return True
        before = text[max(0, match.span.start - 24) : match.span.start]
        return bool(CREDIT.search(before)) or role_of(text, match.span) is not None

    full = [match for match in full_names(text, words, announced | said) if holds(match)]
    known = {part.casefold().removesuffix("s") for match in full for part in match.text.split()}
    taken = Taken(match.span for match in full)
    lone = [
        match
        for match in lone_names(text, words, announced | said)
        if holds(match) and match.text.casefold().removesuffix("s") not in known and not taken.overlaps(match.span)
    ]
    return full + lone


def _announced(text: str, within: Span) -> frozenset[int]:
    """Offsets where a label, a verb of saying or a title announces a person."""
    offsets = {match.end() for match in ANNOUNCED.finditer(text, within.start, within.end)}
    offsets |= {
        match.end() + 1
        for match in role_words(text, within.start, within.end)
        if text[match.end() : match.end() + 1] != "\n"
    }
    return frozenset(offsets)


def again(
    text: str, within: Span, parts: dict[str, list[tuple[Span, int]]], taken: Taken
) -> Iterator[tuple[Span, int]]:
    """Yield where one word of a known name stands alone, and whose it is.

    ``parts`` gives by word in small letters the first mentions and numbers of those who bear it, in order of the text;
    of several it is the one named last before. What stands within ``taken`` is a mention already.
    """
    words = [word for word in tokens(text[: within.end]) if word.start >= within.start]
    for at, word in enumerate(words):
        bearing = parts.get(word.text.casefold()) or parts.get(word.text.casefold().removesuffix("s"))
        span = Span(word.start, word.end)
        if not bearing or not could_be_part(word.text) or taken.overlaps(span):
            continue
        before = bisect_left(bearing, word.start, key=lambda one: one[0].start)
        if before and _alone(words, at) and not is_unit_beside(text, span):
            yield span, bearing[before - 1][1]


def _alone(words: list[Token], at: int) -> bool:
    """Whether a word has no other capitalised word beside it that could make it another name."""
    beside = [words[at - 1]] if at and words[at].joined else []
    beside += [words[at + 1]] if at + 1 < len(words) and words[at + 1].joined else []
    return not any(could_be_part(word.text) and bearers(word.text) for word in beside)


def covers(text: str, within: Span) -> dict[str, list[Span]]:
    """Return where covers for unnamed people stand, by the cover in its base form ("NN", "brukaren")."""
    found: dict[str, list[Span]] = {}
    for match in COVERS.finditer(text, within.start, within.end):
        written = match.group()
        name = written.replace(".", "").upper() if not match["noun"] else written.lower()
        if match["noun"] and name.endswith("s"):
            name = name[:-1]
        found.setdefault(name, []).append(Span(*match.span()))
    return found
