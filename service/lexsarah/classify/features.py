"""From a sentence to what the model counts, with people, places and numbers replaced by their kind first.

A model must not learn who; so whatever is written with a capital inside a sentence becomes ``NAME`` and whatever holds
a digit becomes ``0`` before any feature is made. A sentence's first word is written with a capital whatever it is:
training passes the words that its corpus also writes without one (``known``), and every other first word is a name.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from lexsarah.classify.concepts import concepts
from lexsarah.language import STEMS_KEPT, WORD, stem

NAME = "NAME"
NUMBER = "0"
KEPT = frozenset(
    """
    IVO LVU LVM LSS SoL SiS HVB Lex Sarah Sara JO GPS PEG HLR HR BPSD BBIC SIP Facebook Snapchat Instagram TikTok
    Messenger WhatsApp Swish BankID SMS TV
    """.lower().split()
)
"""Proper names and abbreviations of the field that say what, not who."""

BLOCKS = ("words", "letters", "concepts")
"""Kinds of features: stems and pairs of stems · runs of letters inside words · concepts."""

LETTERS = range(3, 6)
"""Lengths of the runs of letters."""

SHORTEST = 4
"""Words shorter than this give no runs of letters."""


def tokens(sentence: str, known: frozenset[str] | None = None) -> list[str]:
    """Lower-case words of a sentence, names and numbers replaced by their kind.

    ``known`` holds the words that a sentence may begin with; None: any.
    """
    found: list[str] = []
    shouted = sentence.isupper()
    for match in WORD.finditer(sentence):
        written = match.group()
        word = written.lower()
        if any(letter.isdigit() for letter in word):
            found.append(NUMBER)
        elif word in KEPT or written[0].islower():
            found.append(word)
        elif found and not shouted:
            found.append(NAME)
        else:
            found.append(word if known is None or word in known else NAME)
    return found


def uncapitalised(sentence: str) -> Iterator[str]:
    """Yield the words of a sentence that are written without a capital."""
    return (match.group() for match in WORD.finditer(sentence) if match.group().islower())


@lru_cache(maxsize=STEMS_KEPT)
def _letters(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(padded[i : i + length] for length in LETTERS for i in range(len(padded) - length + 1))


def stemmed(sentence: Sequence[str]) -> list[str]:
    """Stems of a sentence's tokens; the kinds that stand for names and numbers stay."""
    return [token if token in {NAME, NUMBER} else stem(token) for token in sentence]


def worded(stems: Sequence[str]) -> Counter[str]:
    """Count stems and pairs of stems."""
    return Counter([*stems, *(f"{first} {second}" for first, second in pairwise(stems))])


def spelled(sentence: Sequence[str]) -> Counter[str]:
    """Count the runs of letters inside the words of a sentence's tokens."""
    return Counter(run for token in sentence if len(token) >= SHORTEST and token != NAME for run in _letters(token))


def features(sentence: list[str]) -> dict[str, Counter[str]]:
    """Count the features of a sentence's tokens, by block."""
    return {
        "words": worded(stemmed(sentence)),
        "letters": spelled(sentence),
        "concepts": Counter(concepts(sentence)),
    }
