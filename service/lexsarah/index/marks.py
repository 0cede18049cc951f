"""Marks that stand in the index for names and numbers of private persons, and texts with such marks."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from lexsarah.records import Span
from lexsarah.vocabulary import IdentifierKind

MARK = re.compile(r"\[(?:person \d{1,6}|personnummer|telefon|e-post|adress)\]")
"""A mark; no term is made of it (``lexsarah.index.terms``)."""

OF_NUMBERS = {
    IdentifierKind.PERSONAL_ID: "[personnummer]",
    IdentifierKind.PHONE: "[telefon]",
    IdentifierKind.EMAIL: "[e-post]",
    IdentifierKind.POSTAL_ADDRESS: "[adress]",
}


def of_person(number: int) -> str:
    """Return the mark of a person, who has a number (from 1) within a case."""
    return f"[person {number}]"


class Mask(NamedTuple):
    """What stands at a span instead of the words of the document."""

    span: Span
    mark: str


KEY = 3
"""Code points by which words are looked up that are masked."""
BEGINNING = re.compile(r"(?<!\w)[\w+(]")
"""Where a name, a number or an address may begin."""


class Masked:
    """A text with its masks, which are in order and do not overlap."""

    def __init__(self, text: str, masks: Sequence[Mask]) -> None:
        self._text = text
        self._masks = masks
        self._ends = [mask.span.end for mask in masks]
        self._by_key: dict[str, dict[str, str]] = {}
        for span, mark in masks:
            written = text[span.start : span.end]
            for form in (written, written.upper()):
                self._by_key.setdefault(form[:KEY], {}).setdefault(form, mark)

    def slice(self, span: Span) -> str:
        """Words of a span, with marks for what is masked there; a mark stands where its words begin."""
        made, at = list[str](), span.start
        for number in range(bisect_right(self._ends, span.start), len(self._masks)):
            mask = self._masks[number]
            if mask.span.start >= span.end:
                break
            if mask.span.start >= span.start:
                made += [self._text[at : mask.span.start], mask.mark]
            at = min(mask.span.end, span.end)
        return "".join((*made, self._text[at : span.end]))

    def in_words(self, words: str) -> str:
        """Words that were taken from the text, as a title or heading, with marks for what is masked anywhere in it."""
        made, at = list[str](), 0
        for match in BEGINNING.finditer(words):
            start = match.start()
            forms = self._by_key.get(words[start : start + KEY], {}) if start >= at else {}
            fitting = [form for form in forms if words.startswith(form, start) and _ends(words, start + len(form))]
            if fitting:
                longest = max(fitting, key=len)
                made += [words[at:start], forms[longest]]
                at = start + len(longest)
        return "".join((*made, words[at:]))


def _ends(words: str, at: int) -> bool:
    """Whether a name ends there, a genitive -s aside."""
    behind = words[at : at + 2]
    return not behind[:1].isalnum() or (behind[0] in "sS" and not behind[1:].isalnum())
