"""Who keeps the name in the index: those who act in a public office, speak for one, or report on it.

Papers are looked for by who decided, investigated or answered, and such names are public with the act. Everybody else
is private: clients and their relatives, who reported, staff below the head of a unit, whoever the text says too little
of. In doubt a name is masked: the paper itself keeps it, and an index is where a leak would spread.
"""

import re
from collections.abc import Sequence
from functools import cache

from lexsarah.records import PersonValue, Span
from lexsarah.reference import lines
from lexsarah.vocabulary import PersonKind

TABLE = "public_roles.txt"

ROLE_WORD = re.compile(r"[^\W\d_][\w:-]*(?<![:-])")
FORMS = ("", "en", "n", "et", "na", "ens", "ns", "ets", "s")
"""Endings of a title; the end of an abbreviation stands behind a colon and is cut before."""
OF_WHOM = frozenset("till åt hos av från för på i vid inom med".split())
"""Behind one of these the words are of somebody or something else ("assistent till chefen")."""
OFFICES_OF_SEVERAL_WORDS = re.compile(
    r"\b(?:(?:medicinskt|socialt) ansvarig\w*|ansvarig utgivare|kommunens press\w+)", re.IGNORECASE
)
NO_LONGER = re.compile(r"\b(?:vikarie\w*|praktikant\w*|student\w*|timanställd\w*)\b", re.IGNORECASE)

PARTY = re.compile(r",? ?\((?:[A-ZÅÄÖ]{1,3}|Lib|-)\)")
"""A party behind a name: an elected member ("Ebba Sandberg (S)")."""
SIGNS = re.compile(
    r"\b(?:utredare|(?:mottagen|mott\.?|upprättad|beslutad|fastställd|utredd|granskad) av|beslutsfattare|föredragande"
    r"|(?:nämnd)?sekreterare|ordförande|justerare|justeras? av|att justera|ansvarig utgivare|ansvarig chef|enhetschef"
    r"|verksamhetschef|utredningsledare|presskontakt|pressjour|sidansvarig|innehållsansvarig|handläggare[ \t]*[:/])"
    r"[ \t]*[:/]?[ \t]*(?:av[ \t]+)?$",
    re.IGNORECASE,
)
"""A label before a name: who decided, investigated, received or answers for the paper; never who reported."""
CREDIT = re.compile(
    r"\b(?:foto(?:graf)?|text|bild(?:er)?|reporter|redigering|producent|tekniker)(?: (?:och|&) (?:foto|text|bild))?"
    r"[ \t]*[:/][ \t]*$",
    re.IGNORECASE,
)
"""A credit before a name: "foto på" is none."""
BESIDE = 40
"""Code points before a mention in which such a label stands."""


def in_office(text: str, person: PersonValue, mentions: Sequence[Span]) -> bool:
    """Whether a person acts in public; ``mentions`` are where the name stands in the text."""
    if person.kind is PersonKind.PRIVATE:
        return False
    if person.role is not None:
        return is_office(person.role)
    return any(
        PARTY.match(text, span.end)
        or SIGNS.search(text, max(0, span.start - BESIDE), span.start)
        or CREDIT.search(text, max(0, span.start - BESIDE), span.start)
        for span in mentions
    )


def is_office(role: str) -> bool:
    """Whether the words of a role name a public one."""
    if NO_LONGER.search(role):
        return False
    if OFFICES_OF_SEVERAL_WORDS.search(role):
        return True
    whole, ends = _offices()
    for match in ROLE_WORD.finditer(role):
        word = match.group().split(":")[0].lower()
        if word in OF_WHOM:
            return False
        bare = word.rsplit("-", 1)[-1]
        if word in whole or bare in whole or word.endswith(ends):
            return True
    return False


@cache
def _offices() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words that are an office, in every form, and the ends of such words."""
    words = [word.lower() for line in lines(TABLE) for word in line.split()]
    whole = frozenset(word + form for word in words if word[0] != "-" for form in FORMS)
    return whole, tuple(word[1:] + form for word in words if word[0] == "-" for form in FORMS)
