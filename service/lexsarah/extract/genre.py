"""What kind of document it is, decided by cues: words and marks of format (``reference/genre_cues.csv``).

Each cue has a weight, the part of the text where it counts and how many times it may count. The weights are set by hand
from how the kinds are written; the heaviest cues of the winner are the evidence.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from lexsarah.extract.deviation import tells_of_a_case
from lexsarah.extract.guarded import Guarded, folded
from lexsarah.language import lowered
from lexsarah.records import Case, Fact, ParsedDocument, Producer, Span
from lexsarah.reference import municipalities, rows
from lexsarah.vocabulary import Genre

PRODUCER = Producer("rule", "genre", "1")

HEAD = 420
"""Code points that count as the head: letterhead, title, first lines."""
FOOT = 500
"""Code points that count as the foot."""
TITLE_LINES = 3
"""Lines with text, at the top, that may hold the title."""
TITLE_LENGTH = 160
"""Code points of a line that is still a title."""
PRIOR: dict[Genre, float] = {Genre.NEWS_ARTICLE: 0.5}
"""What a text without a mark is taken for: most public texts about cases are news."""
PUBLISHER = 4.0
"""Weight of a newspaper's name or address at the edges of the text; elsewhere it counts half."""
SENDER = 2.0
"""Weight of a municipality's name alone in a line at the top."""
PLAIN = 6.0
"""Score from which a genre is beyond doubt."""
CASED = "(?-i:"
"""In a pattern: from here on capitals matter."""
QUOTED = 2
"""Most cues quoted as evidence."""


class Zone(StrEnum):
    """Where in the document a cue counts."""

    TITLE = "title"
    HEAD = "head"
    FOOT = "foot"
    EDGES = "edges"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign of a genre: a pattern, where it counts, its weight, and how many times it may count.

    ``cased``: the pattern looks at capitals; the others are in small letters and are matched with the text in them.
    """

    genre: Genre
    zone: Zone
    pattern: Guarded
    weight: float
    times: int
    cased: bool


@dataclass(frozen=True, slots=True)
class _Hit:
    genre: Genre
    span: Span
    weight: float


@dataclass(frozen=True, slots=True)
class _Verdict:
    genre: Genre
    score: float
    evidence: tuple[Span, ...]


@cache
def cues() -> tuple[Cue, ...]:
    """Return every sign of a genre; case is ignored outside ``(?-i:…)``, and ^ and $ are the ends of a line."""
    return tuple(
        Cue(
            Genre(row["genre"]),
            Zone(row["zone"]),
            Guarded(
                re.compile(row["pattern"], re.MULTILINE | (re.IGNORECASE if CASED in row["pattern"] else re.NOFLAG))
            ),
            float(row["weight"]),
            int(row["times"]),
            CASED in row["pattern"],
        )
        for row in rows("genre_cues.csv")
    )


def find_genre(document: ParsedDocument, case: Case) -> tuple[Fact, ...]:
    """Find what kind of document it is (``genre``) and whether it tells of a case (``is_deviation_report``).

    The genre belongs to the whole document and always has a value; yes or no belongs to the case. The evidence is the
    words of the strongest cues, none where nothing speaks.
    """
    kind = _genre(document)
    deviation, reasons = tells_of_a_case(document, case.span, kind.genre, plainly=kind.score >= PLAIN)
    return (
        Fact("genre", kind.genre.value, tuple(document.evidence(span) for span in kind.evidence), PRODUCER),
        Fact("is_deviation_report", deviation, tuple(document.evidence(span) for span in reasons), PRODUCER),
    )


def _genre(document: ParsedDocument) -> _Verdict:
    """Sum the cues of each genre; ties go to the first in the vocabulary."""
    text = document.text
    lower, letters = lowered(text), folded(text)
    zones = _zones(text)
    letters_of = {zone: "\n".join(letters[one.start : one.end] for one in spans) for zone, spans in zones.items()}
    hits = [*_press(text, zones[Zone.EDGES]), *_sender(text, zones[Zone.TITLE][0])]
    for cue in cues():
        if not cue.pattern.possible(letters_of[cue.zone]):
            continue
        read, pattern = text if cue.cased else lower, cue.pattern.pattern
        matches = (match for zone in zones[cue.zone] for match in pattern.finditer(read, zone.start, zone.end))
        spans = [Span(*match.span()) for match in matches if match.group().strip()]
        hits += [_Hit(cue.genre, span, cue.weight) for span in spans[: cue.times]]
    scores = {genre: sum(hit.weight for hit in hits if hit.genre is genre) + PRIOR.get(genre, 0.0) for genre in Genre}
    best = max(Genre, key=lambda genre: scores[genre])
    strongest = sorted((hit for hit in hits if hit.genre is best), key=lambda hit: (-hit.weight, hit.span))
    return _Verdict(best, scores[best], tuple(hit.span for hit in strongest[:QUOTED]))


def _zones(text: str) -> dict[Zone, tuple[Span, ...]]:
    head, foot = Span(0, min(HEAD, len(text))), Span(max(0, len(text) - FOOT), len(text))
    title_end = 0
    for number, line in enumerate(re.finditer(r"[^\n]*\S[^\n]*", text)):
        if number == TITLE_LINES or line.start() > HEAD:
            break
        title_end = min(line.end(), line.start() + TITLE_LENGTH)
    return {
        Zone.TITLE: (Span(0, title_end),),
        Zone.HEAD: (head,),
        Zone.FOOT: (foot,),
        Zone.EDGES: (head, foot),
        Zone.ANY: (Span(0, len(text)),),
    }


@cache
def _media() -> re.Pattern[str]:
    table = tuple(rows("newspapers.csv"))
    sites = [rf"(?:www\.)?{re.escape(row['site'])}" for row in table if row["site"]]
    names = [re.escape(row["name"]) for row in table if not row["also_a_word"] and len(row["name"]) > 2]
    shapes = [
        r"Mitt i [A-ZÅÄÖ]\w+",
        r"P4 [A-ZÅÄÖ]\w+",
        r"[A-ZÅÄÖ]\w+-(?:Posten|Kuriren|Tidningen|Bladet)",
        r"[A-ZÅÄÖ]\w+ (?:Tidning|Allehanda)",
    ]
    by_name, by_site = ("|".join(sorted(found, key=len, reverse=True)) for found in ([*names, *shapes], sites))
    capital, site = r"(?=[A-ZÅÄÖ\d])", r"(?=[\w.-]+\.(?:se|nu|com)\b)"
    return re.compile(rf"(?<![\w@.-])(?:{capital}(?:{by_name})|{site}(?:{by_site}))(?!\w)")


def _press(text: str, edges: tuple[Span, ...]) -> list[_Hit]:
    """Find the newspaper's name or address that weighs most: at the edges of the text it is the publisher."""
    spans = [Span(*match.span()) for match in _media().finditer(text)]
    at_edges = [span for span in spans if any(span.overlaps(edge) for edge in edges)]
    if at_edges:
        return [_Hit(Genre.NEWS_ARTICLE, at_edges[0], PUBLISHER)]
    return [_Hit(Genre.NEWS_ARTICLE, span, PUBLISHER / 2) for span in spans[:1]]


@cache
def _municipal_sender() -> re.Pattern[str]:
    names = "|".join(re.escape(one.official_name.removesuffix(" kommun")) for one in municipalities())
    telling = r"[^\n]{0,30}(?:gör|anmäl|har|säger|utred)"
    return re.compile(rf"^\W*(?:{names}) (?:kommun|stad)s?\b(?!{telling})|^[^\n]{{0,30}}\bi (?:{names})$", re.MULTILINE)


def _sender(text: str, title: Span) -> list[_Hit]:
    """Find a municipality's name in the head of the page: its own news."""
    match = _municipal_sender().search(text, title.start, title.end)
    return [_Hit(Genre.MUNICIPAL_NEWS, Span(*match.span()), SENDER)] if match else []
