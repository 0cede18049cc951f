"""Misspells queries as people in a hurry do: the encoder is to know more misspellings than those in corpus/search."""

import random
from collections.abc import Callable

from lexsarah.language import WORD

SHORTEST = 5
"""Letters of a word that may be misspelled, at least."""
SHARE = 0.3
"""Of those words, how many are."""

Misspelling = Callable[[str, int, random.Random], str]


def _left_out(word: str, at: int, _: random.Random) -> str:
    return word[:at] + word[at + 1 :]


def _twice(word: str, at: int, _: random.Random) -> str:
    return word[: at + 1] + word[at:]


def _swapped(word: str, at: int, _: random.Random) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


KEYS = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")
"""The letters of a Swedish keyboard."""


def _beside(word: str, at: int, drawing: random.Random) -> str:
    row = next((keys for keys in KEYS if word[at].lower() in keys), None)
    if row is None:
        return word
    place = row.index(word[at].lower())
    return word[:at] + drawing.choice(row[max(0, place - 1) : place] + row[place + 1 : place + 2]) + word[at + 1 :]


WITHOUT_DOTS = str.maketrans("åäöÅÄÖ", "aaoAAO")


def _without_dots(word: str, *_: object) -> str:
    return word[0] + word[1:].translate(WITHOUT_DOTS)


MISSPELLINGS: tuple[Misspelling, ...] = (_left_out, _twice, _swapped, _beside, _without_dots)


def misspelled(text: str, drawing: random.Random) -> str:
    """Misspell some of the longer words of a text, each once; the first letter of a word stays."""

    def perhaps(word: str) -> str:
        if len(word) < SHORTEST or drawing.random() >= SHARE:
            return word
        return drawing.choice(MISSPELLINGS)(word, drawing.randrange(1, len(word) - 1), drawing)

    return WORD.sub(lambda match: perhaps(match.group()), text)
