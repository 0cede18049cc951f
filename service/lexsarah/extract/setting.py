"""Where in the social services a case belongs: the area, the setting, who provides it.

Words (``reference/setting_cues.csv``) are counted in the blocks about the case; titles, headings and the first part
weigh more. Ticked boxes of a form ("[x] barn och familj") override the words. What the words weigh of area and provider
are signs for a model (``models/document``).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lexsarah.extract.dates import tells_of_several
from lexsarah.extract.guarded import Guarded
from lexsarah.language import lowered
from lexsarah.records import BlockKind, Case, Fact, ParsedDocument, Producer, Span
from lexsarah.reference import rows

PRODUCER = Producer("rule", "setting", "2")
BOXES = Producer("rule", "area boxes", "1")
"""Who found an area that is ticked: the writer's own choice, which no weighing of words overrides."""

TICK = re.compile(r"\[[xX✓✔]\]|[☒☑✓✔]")
NO_TICK = re.compile(r"(?:\[ ?\]|☐|□)[ \u00a0]*[^\t\n\[☐☒☑□]*")
"""A box that is not ticked, with its label: its words say nothing of the case."""
BOX_END = r"(?=[ \u00a0]*(?:[\t\n\[☐☒☑□]|$))"

TITLE_WEIGHT = 2.0
"""How much more a word in the title or a heading counts."""
OPENING = 600
"""Code points from the start of the case in which a word counts more …"""
OPENING_WEIGHT = 1.5
"""… by this much."""
SHARE = 0.55
"""A further area counts from this share of the first one's sum."""
SHARE_OF_SEVERAL = 0.3
"""The same in a paper that holds several cases: each has its own."""
LEAST = 1.0
"""Least sum for a value."""
CAP = 6
"""Most times that one row of the table counts: length is not weight."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words in small letters that speak for a value of a field; only for boxes must they be the whole label."""

    value: str
    weight: float
    pattern: Guarded


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch about the case and what a word in it counts."""

    span: Span
    weight: float


@dataclass(frozen=True, slots=True)
class _Tally:
    """Sum of a value's cues, and the first words of its weightiest cue."""

    score: float
    words: Span


@cache
def cues(field: str) -> tuple[Cue, ...]:
    """Return the cues of ``service_area``, ``setting_code``, ``provider``, or ``box`` (labels for the area)."""
    edge = "" if field == "box" else r"(?:(?<![\w-])|(?<=/))"
    return tuple(
        Cue(row["value"], float(row["weight"]), Guarded(re.compile(rf"{edge}(?:{row['pattern']})")))
        for row in rows("setting_cues.csv")
        if row["field"] == field
    )


def find_setting(document: ParsedDocument, case: Case) -> tuple[Fact, ...]:
    """Find ``service_area`` (any number), ``setting`` (words as written), ``setting_code`` and ``provider``.

    Areas come heaviest first. The evidence is the first words of the weightiest cue; a field for which no word speaks
    has no fact.
    """
    places = tuple(_places(document, case))
    share = SHARE_OF_SEVERAL if tells_of_several(document, case.span) else SHARE
    facts = [
        Fact("service_area", value, (document.evidence(span),), BOXES) for value, span in _ticked(document, case)
    ] or [_fact(document, "service_area", value, span) for value, span in _areas(document, places, share)]
    setting = _heaviest(_tallies(document, places, cues("setting_code")))
    if setting:
        code, words = setting
        facts.append(_fact(document, "setting_code", code, words))
        facts.append(_fact(document, "setting", document.slice(words), words))
    provider = _heaviest(_tallies(document, places, cues("provider")))
    if provider:
        facts.append(_fact(document, "provider", *provider))
    return tuple(facts)


def _fact(document: ParsedDocument, name: str, value: str, span: Span) -> Fact:
    return Fact(name, value, (document.evidence(span),), PRODUCER)


def _places(document: ParsedDocument, case: Case) -> Iterator[_Place]:
    """Yield the stretches about the case with their weight; boxes that are not ticked are left out."""
    for block in document.about_the_case():
        if block.kind is BlockKind.CHECKBOX and not block.checked:
            continue
        start, end = max(block.span.start, case.span.start), min(block.span.end, case.span.end)
        weight = TITLE_WEIGHT if block.kind in {BlockKind.TITLE, BlockKind.HEADING} else 1.0
        if start < case.span.start + OPENING:
            weight *= OPENING_WEIGHT
        at = start
        for unticked in NO_TICK.finditer(document.text, start, max(start, end)):
            if at < unticked.start():
                yield _Place(Span(at, unticked.start()), weight)
            at = unticked.end()
        if at < end:
            yield _Place(Span(at, end), weight)


def _tallies(document: ParsedDocument, places: tuple[_Place, ...], table: tuple[Cue, ...]) -> dict[str, _Tally]:
    text = lowered(document.text)
    scores: dict[str, float] = defaultdict(float)
    words: dict[str, tuple[float, Span]] = {}
    for cue in table:
        if not cue.pattern.possible(text):
            continue
        counted = 0
        for place in places:
            for match in cue.pattern.pattern.finditer(text, place.span.start, place.span.end):
                if cue.value not in words or cue.weight > words[cue.value][0]:
                    words[cue.value] = (cue.weight, Span(*match.span()))
                counted += 1
                if counted <= CAP:
                    scores[cue.value] += cue.weight * place.weight
    return {value: _Tally(score, words[value][1]) for value, score in scores.items()}


def _heaviest(tallies: dict[str, _Tally]) -> tuple[str, Span] | None:
    value = max(tallies, key=lambda one: tallies[one].score, default=None)
    return (value, tallies[value].words) if value is not None and tallies[value].score >= LEAST else None


def _areas(document: ParsedDocument, places: tuple[_Place, ...], share: float) -> list[tuple[str, Span]]:
    """Areas whose words weigh enough beside the heaviest."""
    ranked = sorted(_tallies(document, places, cues("service_area")).items(), key=lambda one: -one[1].score)
    least = max(LEAST, share * ranked[0][1].score) if ranked else LEAST
    return [(value, tally.words) for value, tally in ranked if tally.score >= least]


def _ticked(document: ParsedDocument, case: Case) -> Iterator[tuple[str, Span]]:
    """Yield the areas that are ticked in a form, by marks in the text or by boxes whose mark the parser read."""
    text = lowered(document.text)
    for tick in TICK.finditer(text, case.span.start, case.span.end):
        for value, pattern in _box_labels():
            match = pattern.match(text, tick.end())
            if match:
                yield value, Span(*match.span("label"))
    for block in document.blocks:
        if block.kind is BlockKind.CHECKBOX and block.checked and block.span in case.span:
            words = lowered(document.slice(block.span))
            for cue in cues("box"):
                label = None if TICK.search(words) else cue.pattern.pattern.fullmatch(words.strip())
                if label:
                    at = block.span.start + words.index(label.group())
                    yield cue.value, Span(at, at + len(label.group()))


@cache
def _box_labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (
            cue.value,
            re.compile(rf"[ \u00a0]*(?P<label>{cue.pattern.pattern.pattern}){BOX_END}", re.MULTILINE),
        )
        for cue in cues("box")
    )
