"""One way of writing for every format: NFC, line feeds, nothing invisible."""

import re
import unicodedata

from lexsarah.errors import FileTooLarge
from lexsarah.limits import Limits

INVISIBLE = re.compile(r"[\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Soft hyphens, zero-width and direction marks."""

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
BREAKS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
TRAILING = re.compile(r"(?<=[aAoO])[\u00a8\u0308]|(?<=[aA])[\u02da\u030a]|(?<=[eE])[\u00b4\u0301]")
LEADING = re.compile(r"[\u00a8\u02da\u00b4](?=[aAoOeE])")
COMBINING = {"\u00a8": "\u0308", "\u02da": "\u030a", "\u00b4": "\u0301"}
"""Spacing marks that some PDF writers set beside the letter, and the combining ones they stand for."""


def tidy(text: str) -> str:
    """Return a text in NFC with line feeds only, without invisible and control characters (tabs stay)."""
    return unicodedata.normalize("NFC", CONTROL.sub("", INVISIBLE.sub("", BREAKS.sub("\n", text))))


def compose(words: str, *, marks_lead: bool) -> str:
    """Join letters with the spacing marks beside them: "fo¨r" (or "f¨or" where marks lead) is "för"."""
    if not any(mark in words for mark in COMBINING):
        return unicodedata.normalize("NFC", words)
    if marks_lead:
        words = re.sub(r"([\u00a8\u02da\u00b4])([aAoOeE])", lambda match: match[2] + COMBINING[match[1]], words)
    words = TRAILING.sub(lambda match: COMBINING.get(match.group(), match.group()), words)
    return unicodedata.normalize("NFC", words)


def marks_lead(words: str) -> bool:
    """Whether the writer of some words set spacing marks before their letters."""
    return len(re.findall(r"(?<![aAoOeE])[\u00a8\u02da](?=[aAoO])", words)) > len(
        re.findall(r"(?<=[aAoO])[\u00a8\u02da](?![aAoO])", words)
    )


def check_length(characters: int, limits: Limits) -> None:
    """Raise ``FileTooLarge`` for a text of more characters than the limit."""
    if characters > limits.max_characters:
        raise FileTooLarge(f"the text has more than {limits.max_characters} characters")
