"""Notifications to the inspectorate in boxes, fields and prose: made, decided, proposed or refused."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lexsarah.extract import cues_decision as cues
from lexsarah.extract.clauses import Sentence, clause_at, count_words, quotation, trimmed
from lexsarah.extract.grades import Standing, blocks_of
from lexsarah.language import lowered
from lexsarah.records import Block, BlockKind, Case, ParsedDocument, Span
from lexsarah.vocabulary import IvoNotification


@dataclass(frozen=True, slots=True)
class Notice:
    """How far a notification has come, found at ``span`` (of the text)."""

    state: IvoNotification
    standing: Standing
    span: Span


def find_notices(document: ParsedDocument, case: Case, sentences: tuple[Sentence, ...]) -> list[Notice]:
    """Find what a case says of a notification; ``sentences`` are its sentences, in order."""
    return [*_ticked_notices(document, case), *_field_notices(document, case), *_prose_notices(document, sentences)]


def _line_before(document: ParsedDocument, block: Block) -> str:
    """Words of the line before a box, without other boxes' words: the question that "Ja" and "Nej" answer."""
    start = document.text.rfind("\n", 0, block.span.start) + 1
    line = document.text[start : block.span.start]
    asked = re.split(r"\[[ xX]\]|[☐☑☒□■]|<input", line, maxsplit=1)[0]
    return lowered(asked if asked.strip() else (block.section or ""))


def _ticked_notices(document: ParsedDocument, case: Case) -> Iterator[Notice]:
    for block, span in blocks_of(document, case, BlockKind.CHECKBOX):
        if not block.checked:
            continue
        option = re.sub(r"^\W*(?:x\]\W*)?", "", lowered(document.slice(span)))
        question = _line_before(document, block)
        asks = cues.AUTHORITY.search(question) is not None and "anmäl" in question
        quote = trimmed(document.text, span)
        if cues.NO.match(option):
            if asks:
                yield Notice(IvoNotification.NO, Standing.TICKED, quote)
        elif cues.YES.match(option):
            if asks:
                yield Notice(IvoNotification.NOTIFIED, Standing.TICKED, quote)
        elif "anmäl" in option and (cues.AUTHORITY.search(option) or cues.LEX_SARAH.search(option)):
            denied = cues.NO_NOTICE.search(option) is not None
            decided = cues.DECIDED.search(option) is not None
            state = IvoNotification.DECIDED if decided else IvoNotification.NOTIFIED
            yield Notice(IvoNotification.NO if denied else state, Standing.TICKED, quote)


def _field_notices(document: ParsedDocument, case: Case) -> Iterator[Notice]:
    for block, span in blocks_of(document, case, BlockKind.FIELD):
        if block.label is None or block.value is None or not len(block.value) or block.value not in span:
            continue
        label, value = lowered(document.slice(block.label)), lowered(document.slice(block.value))
        named = cues.AUTHORITY.search(label) or cues.LEX_SARAH.search(label)
        about = (named and cues.NOTICE_LABEL.search(label)) or cues.SENT_LABEL.fullmatch(label)
        if not about or cues.EMPTY_ANSWER.match(value) or value.count("anmäl") > 1:
            continue
        if cues.NO.match(value) or cues.NO_NOTICE.search(value):
            yield Notice(IvoNotification.NO, Standing.FIELD, span)
        elif cues.YES.match(value) or cues.DATE_ANSWER.search(value):
            yield Notice(IvoNotification.NOTIFIED, Standing.FIELD, span)


# --- notification in prose -----------------------------------------------------------------------------------------


def _prose_notices(document: ParsedDocument, sentences: tuple[Sentence, ...]) -> Iterator[Notice]:
    old = _before_2011(document)
    received = cues.FROM_AUTHORITY.search(lowered(document.text[:LETTERHEAD])) is not None
    pending = False
    for number, sentence in enumerate(sentences):
        if sentence.block.kind is BlockKind.CHECKBOX or sentence.is_question or _answers(document, sentence):
            continue
        if _is_choice(sentence, sentences[number - 1 : number] + sentences[number + 1 : number + 2]):
            continue
        previous = sentences[number - 1] if number else None
        found = _notice(sentence, previous, old=old)
        if found is None and received and (came := cues.CAME_IN.search(sentence.lower)):
            barred = (cues.GENERAL, cues.EARLIER, cues.OTHER_DUTY, cues.NEGATION)
            if not any(pattern.search(sentence.lower) for pattern in barred):
                found = IvoNotification.NOTIFIED, *came.span()
        if found is None and pending and (sent := cues.LATER_SENT.match(sentence.lower)):
            found = IvoNotification.NOTIFIED, *sent.span()
        if found is not None:
            state, start, end = found
            pending = pending or state in _POSITIVE
            proposal = cues.PROPOSAL_HEAD.search(lowered(sentence.block.section or ""))
            if proposal and state in _POSITIVE and not cues.DONE.search(sentence.lower[start:end]):
                state = IvoNotification.PROPOSED
            standing = _standing(sentence, state, received=received)
            yield Notice(state, standing, quotation(document.text, sentence, start, end))


LETTERHEAD = 250
"""Code points that hold the name of the sender of a letter."""

_POSITIVE = frozenset({IvoNotification.NOTIFIED, IvoNotification.DECIDED})


def _standing(sentence: Sentence, state: IvoNotification, *, received: bool) -> Standing:
    """How much a notice in prose weighs: a headline less than the text, a no to the duty alone less than a yes."""
    if state is IvoNotification.NO and (received or cues.NO_DUTY.search(sentence.lower)):
        return Standing.PRELIMINARY
    return Standing.SECOND_HAND if sentence.is_head or _is_first_line(sentence) else Standing.OPERATOR


def _is_first_line(sentence: Sentence) -> bool:
    """Whether it is a headline in all but its markup: a short block without a full stop."""
    whole = len(sentence.span) >= len(sentence.block.span) - 2
    return whole and count_words(sentence.lower) <= MOST_HEADLINE and not sentence.lower.endswith((".", "!", ":"))


MOST_HEADLINE = 14
"""Words of a headline."""


def _is_choice(sentence: Sentence, beside: tuple[Sentence, ...]) -> bool:
    """Whether it is one of two options, to notify or not, of a form whose marks were lost."""
    if not _is_option(sentence.lower):
        return False
    denied = bool(DENIED_OPTION.search(sentence.lower))
    both = denied and sentence.lower.count("anmäl") > 1
    return both or any(_is_option(one.lower) and bool(DENIED_OPTION.search(one.lower)) != denied for one in beside)


def _is_option(lower: str) -> bool:
    return "anmäl" in lower and count_words(lower) <= MOST_OPTION and not lower.endswith(".")


DENIED_OPTION = re.compile(r"(?<!\w)(?:ej|inte|nej)(?!\w)")
MOST_OPTION = 9
"""Words of an option."""


def _answers(document: ParsedDocument, sentence: Sentence) -> bool:
    """Whether it is the value of a field about the notification that was read as an answer."""
    label = sentence.block.label
    return (
        label is not None
        and "anmäl" in lowered(document.slice(label))
        and any(pattern.match(sentence.lower) for pattern in (cues.YES, cues.NO, cues.EMPTY_ANSWER))
    )


def _before_2011(document: ParsedDocument) -> bool:
    """Whether the text is from before July 2011 (its publication, else the latest year it names)."""
    if document.published is not None:
        return (document.published.year, document.published.month) < (cues.NEW_DUTY_YEAR, 7)
    years = [int(match.group()) for match in cues.YEAR.finditer(document.text)]
    return bool(years) and max(years) < cues.NEW_DUTY_YEAR


def _notice(sentence: Sentence, previous: Sentence | None, *, old: bool) -> tuple[IvoNotification, int, int] | None:
    """State that a sentence gives, and where its cue stands in the sentence."""
    lower, before = sentence.lower, previous.lower if previous else ""
    if "anmäl" in before and cues.LEX_SARAH.search(before) and cues.ANAPHORIC_NO.search(lower):
        return IvoNotification.NO, 0, len(lower)
    named = bool(cues.AUTHORITY.search(lower) or cues.LEX_SARAH.search(lower))
    under = lowered(sentence.block.section or "")
    near = named or ("anmäl" in lower and "anmäl" in under and bool(cues.AUTHORITY.search(under)))
    near = near or ("anmäl" in lower and "anmäl" in before and bool(cues.AUTHORITY.search(before)))
    if not near or cues.GENERAL.search(lower):
        return None
    marked = cues.MARKED_NO.search(lower) or cues.MARKED_YES.search(lower)
    if marked and cues.NOTICE_LABEL.search(lower, 0, marked.start()):
        return (IvoNotification.NO if "nej" in marked.group() else IvoNotification.NOTIFIED), *marked.span()
    denied = cues.NO_NOTICE.search(lower)
    if denied and not cues.STAFF_FAILED.search(lower) and not _no_of_another(lower, denied):
        return IvoNotification.NO, *denied.span()
    return (_by_word(sentence, old=old) or _sent(lower)) if named else None


def _no_of_another(lower: str, denied: re.Match[str]) -> bool:
    """Whether a no is asked or left open, or belongs to another event or time."""
    clause = clause_at(lower, denied.start())
    asked = cues.ASKED.search(lower, 0, max(clause.end, denied.end()))
    return asked is not None or cues.ANOTHERS_NO.search(lower, clause.start, max(clause.end, denied.end())) is not None


def _by_word(sentence: Sentence, *, old: bool) -> tuple[IvoNotification, int, int] | None:
    """State by the words for notifying."""
    for match in cues.NOTIFY.finditer(sentence.lower):
        clause = clause_at(sentence.lower, match.start())
        words = sentence.lower[clause.start : clause.end]
        said = words[: match.end() - clause.start]
        open_or_denied = cues.ASKED.search(said) or cues.NEGATION.search(said[-NEAR:])
        if not _anothers(sentence, match, old=old) and not cues.EARLIER.search(words) and not open_or_denied:
            decided = cues.DECIDED.search(words if match["verb"] in _NOUNS else said)
            state = IvoNotification.DECIDED if decided else IvoNotification.NOTIFIED
            return IvoNotification.PROPOSED if cues.PROPOSED.search(words) else state, *match.span()
    return None


_NOUNS = frozenset({"anmälan", "anmälning", "anmäla"})


def _anothers(sentence: Sentence, match: re.Match[str], *, old: bool) -> bool:
    """Whether one word for notifying is a label, another duty's, or the report of the operator's own staff."""
    lower, verb = sentence.lower, match["verb"]
    before = lower[: match.start()]
    if cues.AUTHORITY.search(lower):
        title = sentence.is_head or _is_first_line(sentence)
        label = title and verb in _NOUNS and len(lower.split()) <= LONGEST_LABEL
        staff = False
    else:
        label = sentence.is_head and verb in _NOUNS
        staff = old or verb in {"anmälningar", "anmälningarna"} or cues.STAFF.search(before + match.group()) is not None
        staff = staff or cues.STAFF.search(lower) is not None or cues.RECEIVED.search(lower) is not None
    other = cues.OTHER_DUTY.search(before[-60:] + verb) or ("lex maria" in lower and "sarah" not in lower)
    return label or staff or bool(other)


NEAR = 28
"""Code points before a word for notifying in which a denial is its own ("ingen av dessa är en anmälan")."""

LONGEST_LABEL = 8
"""Words of a heading that only names the notification."""


def _sent(lower: str) -> tuple[IvoNotification, int, int] | None:
    """State by what was sent to the authority."""
    sent = cues.SENT.search(lower)
    barred = (cues.EARLIER, cues.FOR_INFORMATION, cues.NEGATION, cues.ASKED)
    if sent is None or not cues.SENT_WHAT.search(lower) or any(pattern.search(lower) for pattern in barred):
        return None
    state = IvoNotification.DECIDED if cues.DECIDED.search(lower) else IvoNotification.NOTIFIED
    return (IvoNotification.PROPOSED if cues.PROPOSED.search(lower) else state), *sent.span()
