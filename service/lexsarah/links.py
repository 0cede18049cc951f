"""Which measure answers which cause.

What the paper states comes first ("åtgärd 2 svarar mot orsak 1"). Else a pair is weighed by how often measures of that
kind answered causes of that area in corpus/ (``reference/answers.csv``, the split train), by the words that the two
share, and by both against the document's other causes. The weights are a logistic regression on the same pairs
(``python -m training.answers``, which also writes the table and checks that they are those below).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log

from lexsarah.language import lowered, stem, words
from lexsarah.records import Fact, Span
from lexsarah.reference import rows
from lexsarah.vocabulary import CauseArea, Measure

PRIOR, LIKENESS, LIKENESS_LEAD, PRIOR_LEAD, BIAS = 0.887, 1.975, 4.094, 0.406, -0.254
"""Weights of the four features and the constant."""

SMOOTHING = 4.0
"""Pairs of the average rate that are added to every cell of the table."""

SHORTEST_WORD = 5
"""Letters of a word that may tell what a cause and a measure have in common."""

COMMON_START = 5
"""Letters in front that two words of one subject share ("larmet", "larmklockan")."""

PART = 0.7
"""What words count that share a beginning, or of which one holds the other; the same stem counts 1."""

MOST_PAIRS = 4_000
"""Causes times measures that are weighed; a paper with more is no investigation, and only what it states links."""

NUMBERS = r"(?P<{}>\d{{1,2}}(?:(?:\s?[,–-]\s?|\s(?:och|samt)\s)\d{{1,2}}){{0,8}})"
STATED = re.compile(
    r"(?<!\w)åtgärd(?:en|er|erna)?\s" + NUMBERS.format("measures")
    + r"\s(?:avser|svarar mot|möter|rör|gäller|hör till|riktas mot|riktar sig mot)\s(?:den |de )?orsak(?:en|er|erna)?\s"
    r"(?:" + NUMBERS.format("causes") + r"|(?:under (?:rubriken )?|som rör |om )(?P<area>[a-zåäö]{4,20}))"
)  # fmt: skip
"""A paper that says itself which of its numbered measures answer which causes."""

NUMBERED = re.compile(r"[ \t•(]*(?:\d{1,2}\.)?(?P<number>\d{1,2})(?=[.):\s])")

AREAS: tuple[tuple[str, CauseArea], ...] = (
    ("rutin", CauseArea.ROUTINES),
    ("kompetens", CauseArea.COMPETENCE),
    ("utbildning", CauseArea.COMPETENCE),
    ("kunskap", CauseArea.COMPETENCE),
    ("kommunikation", CauseArea.COMMUNICATION),
    ("information", CauseArea.COMMUNICATION),
    ("organisation", CauseArea.ORGANISATION),
    ("bemanning", CauseArea.ORGANISATION),
    ("teknik", CauseArea.TECHNOLOGY),
    ("utrustning", CauseArea.TECHNOLOGY),
)
"""How papers name the areas of causes."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A cause or a measure: its code, its words and where they stand."""

    code: CauseArea | Measure
    quote: str
    span: Span

    @classmethod
    def of(cls, fact: Fact) -> "Stated":
        """Make it from a fact of the field cause or measure; one that a person gave may have no words."""
        code = CauseArea(str(fact.value)) if fact.field == "cause" else Measure(str(fact.value))
        words = fact.evidence[0] if fact.evidence else None
        return cls(code, words.quote, words.span) if words else cls(code, "", Span(0, 0))


@cache
def _rates() -> dict[tuple[str, str], tuple[int, int]]:
    """Pairs of the corpus by area and kind: how many were answers, and how many there were."""
    return {(row["area"], row["kind"]): (int(row["answered"]), int(row["pairs"])) for row in rows("answers.csv")}


@cache
def _average() -> float:
    table = _rates().values()
    return sum(answered for answered, _ in table) / sum(pairs for _, pairs in table)


def prior(area: str, kind: str) -> float:
    """Log odds that a measure of a kind answers a cause of an area."""
    answered, pairs = _rates().get((area, kind), (0, 0))
    return smoothed(answered, pairs, _average())


def smoothed(answered: int, pairs: int, average: float) -> float:
    """Log odds of a cell, drawn to the average rate where there are few pairs."""
    return log((answered + SMOOTHING * average) / (pairs - answered + SMOOTHING * (1 - average)))


@cache
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if len(word) >= SHORTEST_WORD)


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= COMMON_START and (longer.startswith(shorter[:COMMON_START]) or shorter in longer):
        return PART
    return 0.0


def likeness(cause: str, measure: str) -> float:
    """Share of the words of the one with fewer that the other has too, 0 to about 1."""
    left, right = _stems(cause), _stems(measure)
    shared = sum(max((_alike(one, other) for other in right), default=0.0) for one in left)
    return shared / max(1, min(len(left), len(right)))


Features = tuple[float, float, float, float]


def features(priors: Sequence[float], alike: Sequence[float]) -> list[Features]:
    """Return the features of every cause for one measure."""
    return [
        (one, like, like - _best_other(alike, like, 0.0), one - _best_other(priors, one, one))
        for one, like in zip(priors, alike, strict=True)
    ]


def _best_other(values: Sequence[float], own: float, alone: float) -> float:
    """Return the greatest of the other values; ``alone`` where there are none."""
    if len(values) < 2:
        return alone
    second, first = sorted(values)[-2:]
    return second if own == first else first


def answers(cause: Features) -> float:
    """Probability that a measure answers a cause."""
    one, two, three, four = cause
    return 1 / (1 + exp(-(PRIOR * one + LIKENESS * two + LIKENESS_LEAD * three + PRIOR_LEAD * four + BIAS)))


def answered_by(causes: Sequence[Stated], measures: Sequence[Stated], text: str) -> tuple[frozenset[int], ...]:
    """For each measure the causes (places in ``causes``) that it answers; ``text`` is the paper's."""
    stated = _stated(causes, measures, text)
    found = []
    for place, measure in enumerate(measures):
        if len(causes) * len(measures) > MOST_PAIRS:
            likely = set()
        else:
            priors = [prior(cause.code, measure.code) for cause in causes]
            alike = [likeness(cause.quote, measure.quote) for cause in causes]
            likely = {at for at, one in enumerate(features(priors, alike)) if answers(one) > 0.5}
        found.append(frozenset(stated.get(place, likely)))
    return tuple(found)


def _stated(causes: Sequence[Stated], measures: Sequence[Stated], text: str) -> dict[int, set[int]]:
    """Links that the paper states, by the number in front of a row or the place in the list."""
    links: dict[int, set[int]] = {}
    for match in STATED.finditer(lowered(text)):
        if match["causes"]:
            wanted = set(_numbered(causes, match["causes"], text))
        else:
            area = next((area for name, area in AREAS if name in match["area"]), None)
            wanted = {at for at, cause in enumerate(causes) if cause.code == area}
        for place in _numbered(measures, match["measures"], text):
            links.setdefault(place, set()).update(wanted)
    return links


def _numbered(rows_: Sequence[Stated], numbers: str, text: str) -> list[int]:
    wanted: set[int] = set()
    for part in re.split(r"\s?,\s?|\s(?:och|samt)\s", numbers):
        ends = [int(end) for end in re.split(r"\s?[–-]\s?", part)]
        wanted |= set(range(ends[0], ends[-1] + 1))
    return [at for at, row in enumerate(rows_) if _number(row, at, text) in wanted]


def _number(row: Stated, at: int, text: str) -> int:
    """Return the number in front of the line that a finding stands in, or its place in the list (1-based)."""
    line = text.rfind("\n", 0, row.span.start) + 1
    match = NUMBERED.match(text, line, row.span.start)
    return int(match["number"]) if match else at + 1
