"""How the event was noticed, whether it happened before or may again, and whether the person concerned was told.

What stands under a heading, question or label that asks for it is the answer, and its first words say yes or no; in
running text the phrases of ``cues_circumstances`` tell of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lexsarah.extract import cues_circumstances as cues
from lexsarah.extract.clauses import clause_at, count_words, quotation, repaired, trimmed
from lexsarah.extract.cues_circumstances import CIRCUMSTANCES, Circumstance, Tier
from lexsarah.extract.questions import asked
from lexsarah.extract.statements import LABEL, Answer, Statement, statements
from lexsarah.language import lowered
from lexsarah.records import BlockKind, Case, DateValue, Evidence, Fact, ParsedDocument, Producer, Span
from lexsarah.vocabulary import DateRole, SectionRole

PRODUCER = Producer("rule", "circumstances", "2")

SHORT = 3
"""An answer of fewer words is quoted with its label, or with what follows it."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A statement that tells of a circumstance: how surely (0 is the surest), and where in its words."""

    asked: bool
    tier: int
    statement: Statement
    words: str
    start: int
    end: int

    def rank(self) -> tuple[bool, int, Span]:
        """Order of tellings: what is asked for first, then what is surest, then what stands first."""
        return not self.asked, self.tier, self.statement.span


def find_circumstances(document: ParsedDocument, case: Case, dates: Iterable[Fact] = ()) -> tuple[Fact, ...]:
    """Find ``discovered``, ``happened_before``, ``may_recur`` and ``person_informed``, each at most once.

    ``discovered`` has the day as its value (``DateRole.OTHER``) and the date's words as second evidence where the
    words of one of ``dates`` (facts of the case) stand in its sentence, else True; the others are yes or no.
    """
    told = [(one, lowered(repaired(document.slice(one.span)))) for one in statements(document, case)]
    found: list[Fact] = []
    for circumstance in CIRCUMSTANCES:
        best = min(_tellings(circumstance, told), key=Telling.rank, default=None)
        if best is None:
            continue
        span = _quoted(document, best, told)
        words = document.evidence(span)
        dated = _date_of(document, dates, span, best) if circumstance.field == "discovered" else None
        if dated is not None:
            value, day = dated
            found.append(Fact("discovered", replace(value, role=DateRole.OTHER), (words, day), PRODUCER))
        else:
            found.append(Fact(circumstance.field, _yes(circumstance.field, best), (words,), PRODUCER))
    return tuple(found)


def _tellings(circumstance: Circumstance, told: Sequence[tuple[Statement, str]]) -> Iterator[Telling]:
    for one, words in told:
        if one.answer is not Answer.GIVEN:
            continue
        match = _match(circumstance, words)
        if _is_asked(circumstance, one) and (match or _replies(circumstance, one, words)):
            if circumstance.field != "discovered" and cues.UNSETTLED.search(words):
                continue
            # Of what is asked for, the first answer counts; how it was noticed may be told after what was going on.
            tier = 0 if circumstance.field != "discovered" else (match[0] if match else len(circumstance.tiers))
            start, end = match[1:] if match and circumstance.field == "person_informed" else (0, len(words))
            yield Telling(True, tier, one, words, start or _behind_label(words), end)
        elif match:
            yield Telling(False, match[0], one, words, match[1], match[2])


def _is_asked(circumstance: Circumstance, one: Statement) -> bool:
    noticing = circumstance.field == "discovered" and one.block.announced is SectionRole.DISCOVERY
    return noticing or not circumstance.asked.isdisjoint(one.asked)


def _replies(circumstance: Circumstance, one: Statement, words: str) -> bool:
    """Whether it answers what is asked: where the heading asks for another circumstance too, only certain words do."""
    if any(other is not circumstance and _is_asked(other, one) for other in CIRCUMSTANCES):
        return circumstance.replies is not None and circumstance.replies.match(words) is not None
    return True


def _match(circumstance: Circumstance, words: str) -> tuple[int, int, int] | None:
    """Return the surest tier that tells of it in running text, and where."""
    for tier, patterns in enumerate(circumstance.tiers):
        place = _hull(patterns, words)
        if place is not None and not circumstance.general.search(words):
            clause = clause_at(words, place[0])
            if not circumstance.bars.search(words, min(clause.start, place[0]), place[1]):
                return tier, *place
    return None


def _hull(patterns: Tier, words: str) -> tuple[int, int] | None:
    """Return from where to where the patterns of a tier stand, the first match of each; None where one is missing."""
    start, end = len(words), 0
    for pattern in patterns:
        match = pattern.search(words)
        if match is None:
            return None
        start, end = min(start, match.start()), max(end, match.end())
    return start, end


def _behind_label(words: str) -> int:
    """Return where the answer begins: behind a label of the sentence that asks."""
    label = LABEL.match(words)
    return label.end() if label is not None and asked(label["label"]) else 0


# --- what it says --------------------------------------------------------------------------------------------------


def _yes(field: str, one: Telling) -> bool:
    """Tell yes from no; that something was noticed is always a yes."""
    answer = one.words[one.start : one.end]
    if field == "discovered" or (one.asked and cues.YES.match(answer)):
        return True
    if one.asked and cues.NO.match(answer):
        return False
    if field == "may_recur":
        return not cues.UNLIKELY.search(one.words)
    if field == "happened_before" and one.asked:
        answer = answer.split(" men ", 1)[0]
    elif field == "happened_before":
        clause = clause_at(one.words, one.start)
        answer = one.words[min(clause.start, one.start) : max(clause.end, one.end)]
    return not cues.DENIED.search(answer)


# --- its words -----------------------------------------------------------------------------------------------------


def _quoted(document: ParsedDocument, one: Telling, told: Sequence[tuple[Statement, str]]) -> Span:
    """Return the words to quote; a lone yes or no takes its label along, or the sentence behind it."""
    sentence, block = one.statement.sentence, one.statement.block
    span = quotation(document.text, sentence, 0 if one.asked else one.start, one.end)
    if not one.asked or not (cues.YES.match(one.words) or cues.NO.match(one.words)):
        return span
    if block.kind is BlockKind.FIELD and block.label is not None:
        span = Span(block.label.start, span.end)
    if count_words(one.words) >= SHORT:
        return span
    at = next(place for place, (other, _) in enumerate(told) if other is one.statement) + 1
    after = told[at][0] if at < len(told) else None
    if after is not None and after.asked == one.statement.asked:
        return Span(span.start, trimmed(document.text, after.span).end)
    return span


def _date_of(
    document: ParsedDocument, dates: Iterable[Fact], span: Span, one: Telling
) -> tuple[DateValue, Evidence] | None:
    """Return the date in the quotation, else in its sentence: of several the nearest to the phrase."""
    known = [(fact.value, fact.evidence[0].quote) for fact in dates if isinstance(fact.value, DateValue)]
    start = one.statement.span.start + one.start
    for place in (span, one.statement.span):
        near = _dates_in(document, known, place)
        if near:
            where, value = min(near, key=lambda found: (abs(found[0].start - start), found[0]))
            return value, document.evidence(where)
    return None


def _dates_in(
    document: ParsedDocument, known: Sequence[tuple[DateValue, str]], place: Span
) -> list[tuple[Span, DateValue]]:
    """Return the known dates whose words stand in a place, in order, the longest of those that overlap.

    A date is one fact however often its words stand in the text.
    """
    text = document.slice(place)
    found = [
        (Span(place.start + at, place.start + at + len(quote)), value)
        for value, quote in known
        if (at := _whole_word(text, quote)) is not None
    ]
    longest = [one for one in found if not any(one[0] in other[0] and one[0] != other[0] for other in found)]
    return sorted(longest, key=lambda one: one[0])


def _whole_word(text: str, quote: str) -> int | None:
    """Return where a quotation stands in a text, not inside a longer word or number."""
    at = text.find(quote)
    end = at + len(quote)
    inside = at < 0 or text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()
    return None if inside else at
