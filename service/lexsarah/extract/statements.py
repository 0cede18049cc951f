"""The sentences of a case with what the words over them ask, and what an answer is worth."""

# ruff: noqa: E501  (phrases read best with one kind a line)

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from lexsarah.extract.clauses import Sentence, case_sentences, count_words
from lexsarah.extract.phrases import words
from lexsarah.extract.questions import asked
from lexsarah.language import lowered
from lexsarah.records import Block, BlockKind, Case, ParsedDocument, Span

NOTHING: frozenset[str] = frozenset()

LABEL = re.compile(r"\W*(?P<label>[\wåäö/() -]{2,45}?)\s*:")
"""A label before the words that it names ("Tidigare: nej")."""

NEUTRAL = re.compile(
    r"^\W*(?:datum/)?(?:kommentar\w*|beskriv\w*|svar|förtydligande|motiv\w*|om (?:ja|nej)\b[^:]{0,20})\s*:\s*"
)
"""Labels of forms that ask nothing of their own."""

FOLLOWS_UP = re.compile(r"^\W*om (?:ja|nej)(?!\w)")
"""A heading that asks more of what the heading before it asked."""

HELP = re.compile(r"\W*(?:hjälptext|anvisning|instruktion|vägledning|obs)\w*\s*:")
"""What a form says to whoever fills it in."""

OPTION = words(r"ja|nej|vet (?:ej|inte)|delvis")

SCALE = re.compile(r"\W1\s+2\s+3(?:\s+4)?(?:\s+5)?\W*$")
UNMARKED = re.compile(r"(?<!\w)ja\W+nej(?:\W+vet (?:ej|inte))?\W*$")
"""A scale or options at the end of a line of which none is marked."""

UNADDRESSED = re.compile(
    r"uppgift(?:er)? saknas|(?<!\w)framgår (?:ej|inte)(?! (?:vem|när|hur))|(?<!\w)(?:inte|ej) (?:\w+ )?(?:utretts|utrett|undersökts|undersökt|prövats|ifyll\w*"
    r"|besvarats|kartlag\w*)(?!\w)|innehåller (?:inte|inga|ingen|inget)(?: heller)? (?:någon |några )?(?:uppgift|bedömning|redogörelse)\w*|(?:vill|kan) inte (?:\w+ )?spekulera|(?<!\w)(?:vet (?:ej|inte)|ej aktuellt|ingen uppgift)\W*$"
)
"""The paper says that it does not say. What was looked into and could not be settled is an answer (docs/checking.md)."""

OTHERS = words(r"liknande|motsvarande|sådan\w*")
"""Of other events: that none has been investigated is an answer."""

ELSEWHERE = re.compile(
    r"(?<!\w)(?:redovis\w*|beskriv\w*|framgår|finns|återfinns|anges|se)\s(?:[^\W\d]+\s){0,5}?(?:särskil[dt]\w*|separat\w*|bilag\w*|bifoga\w*|annan handling)"
)
"""The answer is said to stand in another paper."""


class Answer(Enum):
    """What words under a question are worth."""

    EMPTY = "empty"
    UNADDRESSED = "unaddressed"
    ELSEWHERE = "elsewhere"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, and what its heading, label or question asks for (``questions.asked``)."""

    sentence: Sentence
    asked: frozenset[str]
    answer: Answer

    @property
    def lower(self) -> str:
        """Its words in lower case."""
        return self.sentence.lower

    @property
    def span(self) -> Span:
        """Where it stands in the text."""
        return self.sentence.span

    @property
    def block(self) -> Block:
        """The block that it stands in."""
        return self.sentence.block

    def answers(self, item: str) -> bool:
        """Whether it says something where the item is asked for."""
        return item in self.asked and self.answer is Answer.GIVEN


def worth(lower: str) -> Answer:
    """Tell what words in lower case are worth as an answer."""
    words = NEUTRAL.sub("", lower, count=1)
    if SCALE.search(words) or UNMARKED.search(words):
        return Answer.EMPTY
    options = {match.group() for match in OPTION.finditer(words)}
    rest = OPTION.sub("", words)
    if not re.search(r"\w", rest.replace("¨", "").replace("x", "")):
        return Answer.GIVEN if options in ({"ja"}, {"nej"}) else Answer.EMPTY
    if ELSEWHERE.search(words):
        return Answer.ELSEWHERE
    return Answer.UNADDRESSED if UNADDRESSED.search(words) and not OTHERS.search(words) else Answer.GIVEN


def statements(document: ParsedDocument, case: Case) -> tuple[Statement, ...]:
    """Return the sentences of a case that state something: no headings, no questions, no box that is not ticked."""
    found = tuple(_statements(document, case))
    options = {one.sentence.index for one in found if _lone_option(one)}
    return tuple(
        replace(one, answer=Answer.EMPTY)
        if one.sentence.index in options and {one.sentence.index - 1, one.sentence.index + 1} & options
        else one
        for one in found
    )


def _lone_option(one: Statement) -> bool:
    """Whether it is one option of a form, on a line of its own; two in a row are printed, not answered."""
    return one.block.kind is not BlockKind.CHECKBOX and bool(
        re.fullmatch(r"\W*(?:ja|nej|vet (?:ej|inte))\W*", one.lower)
    )


def _statements(document: ParsedDocument, case: Case) -> Iterator[Statement]:
    block: Block | None = None
    question, boxes, ticked = NOTHING, NOTHING, NOTHING
    helping = scale = False
    heading = ""
    for sentence in case_sentences(document, case):
        if sentence.block is not block:
            alone = (
                question
                and block is not None
                and block.section == sentence.block.section
                and _asks_alone(block, document)
            )
            question = question if alone else NOTHING
            box = sentence.block.kind is BlockKind.CHECKBOX
            boxes = boxes if box else NOTHING
            ticked = ticked if box or _comments(document, sentence.block) else NOTHING
            block, helping = sentence.block, False
            scale = bool(SCALE.search(document.slice(block.span)))
        helping = helping or bool(HELP.match(sentence.lower))
        if sentence.is_head and worth(sentence.lower) is not Answer.EMPTY and not FOLLOWS_UP.match(sentence.lower):
            heading = sentence.lower
        if sentence.is_head or helping:
            continue
        if sentence.is_question:
            question = asked(sentence.lower)
            continue
        if block.kind is BlockKind.CHECKBOX:
            boxes |= NOTHING if NEUTRAL.search(sentence.lower) else asked(sentence.lower)
            if block.checked is not True:
                continue
        answer = Answer.EMPTY if scale else worth(sentence.lower)
        if block.kind is BlockKind.CHECKBOX:
            ticked = about = question or boxes or _asked(document, sentence, heading)
        else:
            about = question or ticked or _asked(document, sentence, heading)
        yield Statement(sentence, about, answer)


def _comments(document: ParsedDocument, block: Block) -> bool:
    """Whether it is the field of a form for words on the box above it."""
    return (
        block.kind is BlockKind.FIELD
        and block.label is not None
        and bool(NEUTRAL.match(lowered(document.slice(block.label)).rstrip(" :") + ":"))
    )


def _asks_alone(block: Block, document: ParsedDocument) -> bool:
    """Whether a block is a question and nothing else: what follows answers it."""
    return block.kind is BlockKind.PARAGRAPH and document.slice(block.span).rstrip().endswith("?")


def _asked(document: ParsedDocument, sentence: Sentence, heading: str) -> frozenset[str]:
    """Items that the nearest words over a sentence ask for: its own label's, its field's, its heading's.

    ``heading`` stands in for one that holds nothing but the options of a form.
    """
    block = sentence.block
    label = LABEL.match(sentence.lower)
    if label is not None and count_words(label["label"]) <= 6:
        own = asked(label["label"])
        if own:
            return own
    if block.kind is BlockKind.FIELD and block.label is not None:
        own = asked(lowered(document.slice(block.label)))
        if own:
            return own
    if not block.section:
        return NOTHING
    section = lowered(block.section)
    return asked(heading if worth(section) is Answer.EMPTY or FOLLOWS_UP.match(section) else section)
