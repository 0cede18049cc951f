"""What was typed into the search box: words, phrases in quotation marks, words left out, beginnings of words."""

import re
import unicodedata
from dataclasses import dataclass

QUOTES = '"”“„»«'
PIECE = re.compile(rf"(?<!\S)(-?)[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]|(?<!\S)-(\w[\w:’'-]*)|(?<!\S)(\w[\w’'-]*)\*")
SHORTEST_BEGINNING = 3
"""Letters; fewer would find half of the words there are."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question in NFC.

    ``words`` is what is ranked by, by words and by meaning; it has the words of phrases and the beginnings too. Every
    one of ``phrases`` must stand in a case just so, none of ``excluded`` (words or phrases) may, and the words that
    begin with one of ``beginnings`` are looked for beside ``words``.
    """

    words: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()


def parsed(text: str) -> Question:
    """Read a question; what is no operator is a word, whatever it is."""
    text = unicodedata.normalize("NFC", text)
    phrases: list[str] = []
    excluded: list[str] = []
    beginnings: list[str] = []

    def replaced(match: re.Match[str]) -> str:
        without, quoted, word, beginning = match.groups()
        if beginning is not None:
            if len(beginning) < SHORTEST_BEGINNING:
                return str(match.group())
            beginnings.append(beginning.lower())
            return str(beginning)
        said = " ".join((word if quoted is None else quoted).split())
        if not said:
            return " "
        if word is not None or without:
            excluded.append(said)
            return " "
        phrases.append(said)
        return said

    words = " ".join(PIECE.sub(replaced, text).split())
    return Question(words, tuple(phrases), tuple(excluded), tuple(beginnings))
