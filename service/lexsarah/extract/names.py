"""Words of a text that look like the names of people: the grammar under ``find_persons``.

A name is a given name (Statistics Sweden's list) and at least one capitalised word after it; where something else
vouches for a person (a title, a credit, a signature), the given name need not be on the list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from lexsarah.records import Span
from lexsarah.reference import lines, localities, municipality_by_name, rows

TOKEN = re.compile(r"[^\W_]+(?:[-‐–’'´][^\W_]+)*")
GLUED = re.compile(r"(?<=[^\W\d_A-ZÅÄÖ]{3})(?=[A-ZÅÄÖ][a-zåäö]{2})")
"""Where two words of a table or form may have lost the blank between them; "McCoy" has fewer small letters."""
HEAD_WORD = re.compile(r"[A-ZÅÄÖ][^\W\d_A-ZÅÄÖ]+")
PARTICLES = frozenset("af av von van de der den del da la le el al bin ibn ben di dos".split())
COMMON = 1000
"""Bearers from which a given name standing alone is taken for one (about the thousand commonest)."""
FEW = 300
"""Bearers from which a given name in the middle of a row of names begins a name of its own."""
ALSO_WORDS = frozenset({"Maj", "Dag", "Love", "Saga", "Liv", "Sarah"})
"""Common given names that are never taken for one alone: words, and the law's own name."""
LONGEST = 5
"""Most words of a name, particles included."""
SURNAME = re.compile(
    r"\w+(?:sson|ssons|sén|zén|qvist|kvist|ström|gren|dahl|ahl|blad|blom|stedt|stedts|dotter|mark|lund|berg|borg|"
    r"feldt|löf|lind|strand|holm|wall|vall|man|sjö|rud|ell|elius|nius|éus|vić|ić|sen|ski|sky|shi|inen|onen|elli|oğlu|zadeh|"
    r"pour|ian)"
)
STRONG_SURNAME = re.compile(r"\w{2,}(?:sson|qvist|kvist|ström|gren|dahl|stedt|blom|feldt|lund|berg|borg|holm)s?")
NOT_A_PERSON_AFTER = re.compile(
    r"[ \u00a0](?:gata|gatan|väg|vägen|plats|torg|gränd|allé|park|kyrka|skola|gymnasium|sjukhus|barnsjukhus|hem|"
    r"stiftelse|minne|minnesfond|fond|förlag|pris|stipendium|AB|HB|kommun|kommuns|stad|stads|tingsrätt|"
    r"församling|boende|äldreboende|särskilda|(?:Assistans|Omsorg|Vård|Hemtjänst|Behandling|Konsult)(?: \w+)? [AH]B)\b"
)
UNIT_END = re.compile(
    r".*(?:gatan|vägen|gränden|torget|platsen|gården|gårdens|backen|backens|hemmet|hemmets|skolan|sjukhuset|kliniken|"
    r"enheten|enhetens|avdelningen|poolen|poolens|gruppen|teamet|kontoret|nämnden|nämndens|förvaltningen|förvaltningens|"
    r"boendet|boendets|centrum|stab|staben|omsorg|omsorgen|tjänsten|ionen|styrelsen|myndigheten|verket|"
    r"kassan|tidning|tidningen|posten|bladet|kommun|län|läns)",
    re.IGNORECASE,
)

DEFINITE = re.compile(r"\w{3,}(?:et|en|erna|orna|arna)")
"""The form of a noun that stands before a name ("Kooperativet Mandelblom")."""
HYPHENATED_NOUN = re.compile(r"[-‐–][a-zåäö]")
"""A compound with a name in it ("IVO-chefen") is no name."""


ROLE_TOKEN = re.compile(r"(?<![\w-])\w[\w:-]*(?<![:-])")
"""A word as titles are written ("1:e", "IVO-chef", "SAS:en")."""


class Token(NamedTuple):
    """A word: its place, its text, and whether only a blank stands between it and the word before."""

    start: int
    end: int
    text: str
    joined: bool


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A stretch of text that reads as a person's name."""

    span: Span
    text: str


@cache
def given_names() -> dict[str, int]:
    """Return bearers (2020) by given name, for names with at least a hundred."""
    return {row["name"]: int(row["persons"]) for row in rows("given_names.csv")}


@cache
def _role_ends() -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the ends of a word that names a role, in every form, and the short words that are one ("SAS")."""
    ends = lines("role_titles.txt")
    forms = ("", "en", "n", "na", "erna", "ns", "ens")
    long = tuple(end + form for end in ends if len(end) > 3 for form in forms)
    return long, frozenset(end for end in ends if len(end) <= 3)


@lru_cache(maxsize=20_000)
def is_role(word: str) -> bool:
    """Whether a word names a role, in any form ("enhetschefen", "SAS:en", "nämndordförande")."""
    long, short = _role_ends()
    plain = re.sub(r":?e?n$", "", word)
    return word.lower().endswith(long) or (plain.lower() in short and (plain.isupper() or plain == "vd"))


def role_words(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the words that name a role."""
    for match in ROLE_TOKEN.finditer(text, start, len(text) if end is None else end):
        if is_role(match.group()):
            yield match


def role_at(text: str, start: int) -> re.Match[str] | None:
    """Match a word that names a role at an offset."""
    match = ROLE_TOKEN.match(text, start)
    return match if match and is_role(match.group()) else None


@cache
def not_names() -> frozenset[str]:
    """Return capitalised words that belong to no name."""
    return frozenset(word for line in lines("not_names.txt") for word in line.split())


@lru_cache(maxsize=2)
def tokens(text: str) -> tuple[Token, ...]:
    """Words of a text in order, each knowing whether it continues the one before."""
    found: list[Token] = []
    before = -1
    for match in TOKEN.finditer(text):
        gap = text[before : match.start()] if before >= 0 else "\n"
        initial = gap in {". ", "."} and bool(found) and len(found[-1].text) == 1 and found[-1].text.isupper()
        joined = gap in {" ", "\u00a0"} or initial
        for start, end in _parted(match):
            found.append(Token(start, end, text[start:end], joined and start == match.start()))
        before = match.end()
    return tuple(found)


def _parted(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield the word, or its parts where what follows a glued seam is a given name or a word that is no name."""
    word, start = match.group(), 0
    for seam in GLUED.finditer(word):
        head = HEAD_WORD.match(word, seam.start())
        if head and (bearers(head.group()) or head.group() in not_names()):
            yield match.start() + start, match.start() + seam.start()
            start = seam.start()
    yield match.start() + start, match.end()


def bearers(word: str) -> int:
    """How many bear a given name; of a double name ("Gun-Britt") the rarer half counts."""
    known = given_names()
    if word in known:
        return known[word]
    parts = re.split("[-‐–]", word)
    return min(known.get(part, 0) for part in parts) if len(parts) > 1 else 0


def is_capitalised(word: str) -> bool:
    """Whether a word has the form of a name: a capital, then small letters ("McCoy", "Ann-Sofie", "O'Brien")."""
    return word[0].isupper() and len(word) > 1 and any(letter.islower() for letter in word) and word.isprintable()


def could_be_part(word: str) -> bool:
    """Whether a capitalised word may stand in a person's name."""
    return (
        is_capitalised(word)
        and word not in not_names()
        and not word[-1].isdigit()
        and not HYPHENATED_NOUN.search(word)
        and not UNIT_END.fullmatch(word)
        and not is_role(word)
    )


def _end_of_name(words: list[Token], first: int) -> int:
    """Index after the last word of a name that begins at ``first``."""
    end = first + 1
    while end < len(words) and end - first < LONGEST and words[end].joined:
        word = words[end].text
        particle = word.lower() in PARTICLES and word != "Den"
        follows = end + 1 < len(words) and words[end + 1].joined and could_be_part(words[end + 1].text)
        if end - first >= 2 and follows and _begins_another(words, end):
            break
        if could_be_part(word) or (len(word) == 1 and word.isupper() and follows):
            end += 1
        elif particle and follows:
            end += 2
        else:
            break
    return end


def _begins_another(words: list[Token], at: int) -> bool:
    """Whether a given name behind a surname begins the next name, as in a row of signatures without a comma."""
    word, before = words[at].text, words[at - 1].text
    return (
        bearers(word) >= FEW
        and not SURNAME.fullmatch(word)
        and (not bearers(before) or bool(SURNAME.fullmatch(before)))
    )


def _in_capitals(words: list[Token], first: int) -> int | None:
    """Index after a name written in capitals ("SANNA ANDERSKOG"), if one begins here."""
    end = first
    while end < len(words) and end - first < 3 and (end == first or words[end].joined):
        word = words[end].text
        if not word.isupper() or len(word) < 3 or word.capitalize() in not_names():
            break
        end += 1
    if end - first < 2 or bearers(words[first].text.title()) < COMMON:
        return None
    if end < len(words) and words[end].joined and words[end].text.isupper():
        return None
    return end


def name_at(text: str, words: list[Token], first: int, *, vouched: bool = False) -> NameMatch | None:
    """Return the full name that begins at word ``first``, if one does.

    ``vouched``: something before it says that a person follows, so the given name need not be known.
    """
    word = words[first].text
    if word.isupper():
        end = _in_capitals(words, first)
        return _match(text, words, first, end) if end else None
    if not could_be_part(word) and not (vouched and is_capitalised(word) and bearers(word)):
        return None
    end = _end_of_name(words, first)
    if end - first < 2:
        return None
    if not bearers(word) and not vouched:
        if DEFINITE.fullmatch(word):
            return None
        surname = STRONG_SURNAME.fullmatch(words[end - 1].text)
        if (
            not surname
            or _starts_sentence(text, words[first])
            or any(bearers(other.text) for other in words[first + 1 : end])
        ):
            return None
    return _match(text, words, first, end)


def _match(text: str, words: list[Token], first: int, end: int) -> NameMatch | None:
    span = Span(words[first].start, words[end - 1].end)
    if NOT_A_PERSON_AFTER.match(text, span.end):
        return None
    return NameMatch(span, text[span.start : span.end])


def _starts_sentence(text: str, word: Token) -> bool:
    before = text[max(0, word.start - 3) : word.start].strip(' \t"”»–-—•')
    return not before or before[-1] in ".!?:\n"


def full_names(text: str, words: list[Token], vouched: frozenset[int]) -> Iterator[NameMatch]:
    """Yield the names of at least two words; ``vouched`` are offsets where a title or label announces a person."""
    at = 0
    while at < len(words):
        found = None
        if words[at].text[0].isupper() and not _blocked(words, at):
            found = name_at(text, words, at, vouched=words[at].start in vouched)
        if found:
            yield found
            while at < len(words) and words[at].start < found.span.end:
                at += 1
        else:
            at += 1


BLOCKERS = frozenset(
    "lex villa gruppbostaden gruppboendet servicebostaden boendet äldreboendet hemmet avdelning avdelningen "
    "enheten kvarteret kv prins prinsessan kung drottning sankt sankta s:t stiftelsen föreningen hvb hvb- "
    "hemmet teatern projektet systemet programmet kyrkan skolan skola förskolan restaurang hotell dagcentralen "
    "servicehuset vårdboendet stormen orkanen stödboendet".split()
)


def _blocked(words: list[Token], at: int) -> bool:
    """Whether the word before says that what follows is not a person (Lex Sarah, Villa Astrid)."""
    return at > 0 and words[at].joined and words[at - 1].text.lower() in BLOCKERS


UNIT_BEFORE = re.compile(
    r"\b(?:på|i|inom|utanför|vid|från|heter|kallas|(?:[Ee]nhet|[Vv]erksamhet|[Aa]rbetsplats|[Bb]oende|[Aa]vdelning|[Vv]ht"
    r"|[Uu]tförare|[Pp]lats|[Gg]rupp|[Tt]eam|[Mm]ottagning)\w{0,3}:?)[ \t](?:[A-ZÅÄÖ]\w+ och )?$"
    r"|(?:boendet|enheten|hemmet) \($"
)
"""Before a name that is a unit's or a place's: a preposition of place, or the label of a field for units."""
LONGEST_LEAD = 60


def is_unit_beside(text: str, span: Span) -> bool:
    """Whether the words before a single name say that it is a unit or a place ("på Ebba", "Verksamhet: Rut")."""
    return bool(UNIT_BEFORE.search(text, max(0, span.start - LONGEST_LEAD), span.start))


@cache
def _place_names() -> frozenset[str]:
    return frozenset(localities()) | frozenset(municipality_by_name())


def lone_names(text: str, words: list[Token], vouched: frozenset[int]) -> Iterator[NameMatch]:
    """Yield single given names and surnames: after a title or label, or common and in the middle of a sentence.

    A name that anywhere in the text is a unit's or a place's is none, unless something vouches for a person.
    """
    found: list[NameMatch] = []
    units: set[str] = set()
    for at, word in enumerate(words):
        match = NameMatch(Span(word.start, word.end), word.text)
        name = _nominative(word.text)
        if not could_be_part(word.text) or NOT_A_PERSON_AFTER.match(text, word.end):
            continue
        if word.start in vouched and not _blocked(words, at):
            if (bearers(name) or SURNAME.fullmatch(word.text)) and word.text not in _place_names():
                yield match
        elif bearers(name) >= COMMON and word.text not in ALSO_WORDS:
            if _blocked(words, at) or is_unit_beside(text, match.span) or name in _place_names():
                units.add(name)
            elif _stands_free(text, words, at):
                found.append(match)
    yield from (match for match in found if _nominative(match.text) not in units)


def _stands_free(text: str, words: list[Token], at: int) -> bool:
    """Whether a word stands in the middle of a sentence with no capitalised word beside it."""
    word = words[at]
    beside = [words[at - 1]] if at and word.joined else []
    beside += [words[at + 1]] if at + 1 < len(words) and words[at + 1].joined else []
    return (
        not any(is_capitalised(other.text) for other in beside)
        and not _starts_sentence(text, word)
        and "-" not in text[word.end : word.end + 1]
    )


def _nominative(word: str) -> str:
    return word[:-1] if word.endswith("s") and not bearers(word) and bearers(word[:-1]) else word
