"""The dates of a document or a text, each with its value and its role."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lexsarah.extract.dates.event import with_roles, wording
from lexsarah.extract.dates.learned import role_model
from lexsarah.extract.dates.meaning import (
    Between,
    Clocked,
    Day,
    Division,
    Later,
    Month,
    Months,
    Part,
    Point,
    Since,
    SinceThen,
    Until,
    Weekday,
    WholeYear,
    bare,
)
from lexsarah.extract.dates.mention import Dated, Mention
from lexsarah.extract.dates.period import PRODUCER
from lexsarah.extract.dates.placing import mentions_of
from lexsarah.extract.dates.resolve import BACK, Anchor, Context, When, resolve
from lexsarah.extract.dates.spoken import Spoken
from lexsarah.extract.dates.tense import PAST, tense_of
from lexsarah.records import (
    Block,
    BlockKind,
    Case,
    DateValue,
    Fact,
    ParsedDocument,
    Producer,
    Span,
    TextMap,
    in_text_order,
)
from lexsarah.vocabulary import DateRole, Genre

HEADS = frozenset({BlockKind.HEADING, BlockKind.TITLE})

STORY_REACH = 1200
"""Characters over which a story keeps its year."""

WEEKDAY_REACH = 400
"""Characters over which "på fredagen" hangs on a day before it."""


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date in a text: ``[start, end)`` and the words there; ``edtf``; ``role`` where the words tell it.

    ``anchor`` quotes what gave a value that the words leave out: words of the text, or the day that was passed in.
    """

    start: int
    end: int
    text: str
    edtf: str
    role: DateRole | None
    anchor: str | None = None


def find_dates(
    document: ParsedDocument, case: Case, published: date | None, genre: Genre | None = None
) -> tuple[Fact, ...]:
    """Find the dates of a case; the same wording in the same role once. The fact's confidence is that of the role.

    Parameters
    ----------
    document, case
        The text and the part of it that is read. Headers outside the case still give the year.
    published
        When the document was published, if that is known from elsewhere.
    genre
        What kind of document it is; None: not known, and the roles are those of the rules alone.
    """
    producer = PRODUCER if genre is None else role_model().producer
    facts: dict[tuple[str, DateRole], Fact] = {}
    for one in with_roles(document, dated_in(document, case, published), case.span, genre):
        role = one.mention.role or DateRole.OTHER
        evidence = document.evidence(one.mention.span)
        fact = Fact("date", DateValue(one.when.edtf, role, one.anchor), (evidence,), producer, one.confidence)
        facts.setdefault((wording(evidence.quote), role), fact)
    return tuple(in_text_order(facts.values()))


def dated_in(document: ParsedDocument, case: Case, published: date | None) -> list[Dated]:
    """Dates of a case where they stand, each with its value and the role that the words beside it tell."""
    mentions = mentions_of(document)
    anchor = _anchor(document, mentions, published)
    return [one for one in _resolved(document, mentions, anchor) if one.mention.span in case.span]


def date_expressions(text: str, anchor: date | None = None) -> tuple[DateExpression, ...]:
    """Find every date of a text, in order, by the general reading (docs/edtf.md).

    ``anchor`` is the day of publication, that relative dates and times without a day hang on.
    """
    blocks = tuple(Block(BlockKind.PARAGRAPH, Span(*line.span())) for line in re.finditer(r"[^\n]+", text))
    document = ParsedDocument(text, blocks, TextMap(), Producer("rule", "lines", "1"))
    mentions = mentions_of(document, Spoken)
    known = _anchor(document, mentions, anchor)
    return tuple(
        DateExpression(
            one.mention.span.start,
            one.mention.span.end,
            document.slice(one.mention.span),
            one.when.edtf,
            one.mention.role,
            one.anchor,
        )
        for one in _resolved(document, mentions, known, general=True)
    )


def publication(document: ParsedDocument) -> date | None:
    """Day of publication as the document itself gives it, or None."""
    if document.published:
        return document.published
    anchor = _own_publication(document, mentions_of(document))
    return anchor.last if anchor and anchor.exact else None


# The anchor


def _explicit(point: Point) -> bool:
    """Whether the words themselves give the year."""
    match bare(point):
        case Day(year=int()) | Month(year=int()) | WholeYear(year=int()):
            return True
        case Between(first, last):
            return _explicit(first) and _explicit(last)
        case Part(of=of) | Since(of) | Until(of):
            return _explicit(of)
        case _:
            return isinstance(getattr(point, "year", None), int)


def _as_anchor(document: ParsedDocument, mention: Mention) -> Anchor | None:
    when = resolve(mention.means, Context(None))
    if when.first is None or when.last is None:
        return None
    return Anchor(when.first, when.last, document.slice(mention.span))


def _own_publication(document: ParsedDocument, mentions: Sequence[Mention]) -> Anchor | None:
    """Return the date of publication that a label or the top of the page gives; "Uppdaterad" if nothing better."""
    stated = [one for one in mentions if one.role is DateRole.PUBLISHED and _explicit(one.means)]
    stated.sort(key=lambda one: "uppdatera" in document.text[max(0, one.span.start - 30) : one.span.start].lower())
    for one in stated:
        anchor = _as_anchor(document, one)
        if anchor:
            return anchor
    return None


def _anchor(document: ParsedDocument, mentions: Sequence[Mention], published: date | None) -> Anchor | None:
    """Return what relative dates hang on.

    The publication; else the day of decision or signature; else the latest date that the text itself gives in full.
    """
    given = published or document.published
    if given:
        return Anchor(given, given, given.isoformat())
    own = _own_publication(document, mentions)
    if own:
        return own
    explicit = [one for one in mentions if _explicit(one.means)]
    for wanted in (
        [one for one in explicit if one.labelled and one.role is DateRole.DECIDED],
        [one for one in explicit if one.signature],
        [one for one in explicit if one.header],
    ):
        for one in wanted:
            anchor = _as_anchor(document, one)
            if anchor:
                return anchor
    anchors = [anchor for one in explicit if (anchor := _as_anchor(document, one))]
    days = [anchor for anchor in anchors if anchor.exact] or anchors
    return max(days, key=lambda anchor: anchor.last, default=None)


# Values


def _resolved(
    document: ParsedDocument, mentions: Sequence[Mention], anchor: Anchor | None, *, general: bool = False
) -> Iterator[Dated]:
    """Yield the mentions with their values, following the story; ``general``: as anybody would say it."""
    story: When | None = None
    told: Mention | None = None
    day: tuple[When, Mention] | None = None
    last: tuple[When, Mention] | None = None
    heads = [block.span.start for block in document.blocks if block.kind in HEADS]
    for one in mentions:
        if told is None or one.span.start - told.span.end > STORY_REACH or _new_section(heads, told, one):
            story = told = None
        sentence = document.slice(one.sentence)
        context = Context(anchor, story, tense_of(sentence, one.span.shifted(-one.sentence.start))[0])
        context.same_passage = told is not None and told.block is one.block
        context.general = general
        teller = told
        if (hung := _hangs_on(one, day, last, general=general)) is not None:
            context.story, teller = hung
        when = resolve(one.means, context)
        if not when.edtf:
            continue
        words = None
        if context.used == "anchor" and anchor:
            words = anchor.words
        elif context.used == "story" and teller:
            words = document.slice(teller.span)
        yield Dated(one, when, words)
        if when.first and when.last:
            last = when, one
        if when.first and when.last and one.role is not DateRole.PUBLISHED:
            if when.first == when.last:
                day = when, one
            if isinstance(one.means, Since | SinceThen) and anchor is not None:
                # What has been so since then is so still: the story has come to the day of publication.
                story = told = None
                continue
            listed = context.used == "story" and story is not None and len(story.edtf) == 4
            if _tells_a_story(one, sentence) and not listed and not _looks_back(one, when, story):
                story, told = when, one


def _hangs_on(
    mention: Mention, day: tuple[When, Mention] | None, last: tuple[When, Mention] | None, *, general: bool
) -> tuple[When, Mention] | tuple[None, None] | None:
    """Return what a weekday or a time hangs on, the last day if near; what "dagen efter" does; None: the story."""
    means = bare(mention.means)
    if isinstance(means, Weekday | Clocked):
        return day if day and mention.span.start - day[1].span.end <= WEEKDAY_REACH else (None, None)
    return (last or (None, None)) if general and isinstance(means, Later) else None


def _looks_back(mention: Mention, when: When, story: When | None) -> bool:
    """Whether a rough date ("hösten 2019") only recalls what was long before the point that the story has come to."""
    rough = isinstance(mention.means, WholeYear | Division | Months | Since)
    past = when.last is not None and story is not None and story.first is not None and when.last < story.first - BACK
    return rough and past


def _new_section(heads: Sequence[int], before: Mention, now: Mention) -> bool:
    """Whether a heading stands between two mentions; ``heads`` are the offsets of all headings."""
    at = bisect_left(heads, before.span.end)
    return at < len(heads) and heads[at] <= now.span.start and before.block is not now.block


def _tells_a_story(mention: Mention, sentence: str) -> bool:
    """Whether later dates may go on from this one: it stands in a sentence, or is the year of a heading."""
    if mention.labelled:
        return False
    if mention.block.kind in HEADS:
        return isinstance(mention.means, WholeYear)
    return isinstance(mention.means, WholeYear) or len(sentence) > 40 or bool(PAST.search(sentence))
