"""Whether a document tells of a concrete case under lex Sarah, or only about the law, figures or other matters.

Sentences are sorted by their signs (``reference/deviation_cues.csv``): those that tell of duties, those that tie an
event to lex Sarah, those that tell of an event, of somebody affected, of a grade. The kind of document adds its weight.
The answer is a sign for the model that decides (``models/document``).
"""

import re
from functools import cache

from lexsarah.extract.guarded import Guarded
from lexsarah.language import lowered
from lexsarah.records import BlockKind, ParsedDocument, Span
from lexsarah.reference import rows
from lexsarah.vocabulary import Genre

LEX_SARAH = Guarded(re.compile(r"\blex[ -]?sarah?(?:s?\b|(?=-?anmäl))"))
LEX_MARIA = re.compile(r"\blex[ -]?maria\b")
WHOLE_WORDS = frozenset({"reported", "duty", "event"})
"""Signs whose patterns are whole words; the others bring their own boundaries."""

WEIGHTS: dict[str, tuple[float, int]] = {
    "tied": (1.6, 3),
    "self_reported": (1.2, 2),
    "event": (0.6, 5),
    "victim": (0.5, 4),
    "graded": (1.0, 1),
    "named": (0.4, 1),
}
"""What a sentence of each sort adds, and how many of them count."""
DUTY_COST = 2.5
"""What a text of nothing but duties loses."""
COUNTED_COST = 4.0
"""What a text costs that counts reports …"""
COUNTED = 3
"""… in so many sentences."""
COMPLAINT_COST = 3.5
"""What supervision after somebody's complaint costs, where nothing ties the case to lex Sarah."""
LEX_MARIA_COST = 4.0
"""What lex Maria alone costs."""
PRIORS: dict[Genre, float] = {
    Genre.INVESTIGATION_REPORT: 4.0,
    Genre.INCIDENT_REPORT: 3.0,
    Genre.PRESS_RELEASE: 0.5,
    Genre.MUNICIPAL_NEWS: 0.5,
    Genre.LEX_MARIA: -6.0,
    Genre.STATISTICS_REPORT: -3.5,
    Genre.POLICY_ROUTINE: -3.5,
    Genre.FAQ: -3.5,
    Genre.OTHER: -1.0,
    Genre.BOARD_MINUTES: -1.0,
}
"""What the kind of document says about whether it tells of a case."""
THRESHOLD = 1.8
"""Least sum for a case."""

SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?](?!\s+[A-ZÅÄÖ–”\"]|\s*$)[^\n.!?]*)*[.!?]?", re.MULTILINE)
"""A rough sentence: enough to see which words stand together."""


@cache
def sign(name: str) -> Guarded:
    """Pattern of a sign: any of its rows in the table, to be matched with text in small letters."""
    joined = "|".join(row["pattern"] for row in rows("deviation_cues.csv") if row["sign"] == name)
    return Guarded(re.compile(rf"\b(?:{joined})\b" if name in WHOLE_WORDS else joined))


def tells_of_a_case(
    document: ParsedDocument, within: Span, genre: Genre, *, plainly: bool
) -> tuple[bool, tuple[Span, ...]]:
    """Say whether a stretch tells of a concrete event or risk under lex Sarah, and quote at most two sentences for it.

    ``plainly``: the genre is beyond doubt, so a genre that speaks against a case counts double.
    """
    text = lowered(document.text)
    sentences = _sentences(document, within)

    def telling(sign: Guarded, among: list[Span]) -> list[Span]:
        if not sign.possible(text):
            return []
        return [span for span in among if sign.pattern.search(text, span.start, span.end)]

    dutiful = telling(sign("duty"), sentences)
    duties = set(dutiful)
    told = [span for span in sentences if span not in duties and text[span.end - 1] != "?"]
    named = telling(LEX_SARAH, sentences)
    denied = set(telling(sign("denied"), sentences))
    sorts = {name: telling(sign(name), told) for name in ("self_reported", "event", "victim", "graded")}
    sorts["named"] = named
    sorts["tied"] = [span for span in telling(sign("reported"), telling(LEX_SARAH, told)) if span not in denied]

    score = sum(weight * min(len(sorts[name]), most) for name, (weight, most) in WEIGHTS.items())
    score -= DUTY_COST * len(dutiful) / max(1, len(sentences))
    prior = PRIORS.get(genre, 0.0)
    score += 2 * prior if plainly and prior < 0 else prior
    if len(telling(sign("counted"), sentences)) >= COUNTED - (genre is Genre.STATISTICS_REPORT):
        score -= COUNTED_COST
    if not sorts["tied"] and telling(sign("complaint"), sentences):
        score -= COMPLAINT_COST
    if not named and LEX_MARIA.search(text, within.start, within.end):
        score -= LEX_MARIA_COST
    if score < THRESHOLD:
        return False, ()
    reasons = {
        *(sorts["tied"] or sorts["self_reported"] or sorts["graded"])[:1],
        *(sorts["event"] or sorts["victim"])[:1],
    }
    return True, tuple(sorted(reasons))


def _sentences(document: ParsedDocument, within: Span) -> list[Span]:
    """Rough sentences of the blocks that may tell of the case."""
    found: list[Span] = []
    for block in document.about_the_case():
        if block.kind is BlockKind.CHECKBOX and not block.checked:
            continue
        start, end = max(block.span.start, within.start), min(block.span.end, within.end)
        for match in SENTENCE.finditer(document.text, start, max(start, end)):
            stripped = match.group().strip()
            if stripped:
                at = match.start() + match.group().index(stripped)
                found.append(Span(at, at + len(stripped)))
    return found
