"""Swedish words, stems and sentences, used by every stage that looks at text.

No folding: å, ä and ö are letters of their own (``våld`` is not ``vald``).
"""

import re
import sys
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from lexsarah.records import Span

LONGEST_SENTENCE = 2_000
"""Code points; a longer sentence is cut at white space. The longest of the corpus has some 300,
and rules may look at all pairs of places in a sentence."""

LONGEST_LINE = 100_000
"""Code points of a line that are given to spaCy at once; it refuses a million."""

WORD = re.compile(r"[^\W_]+(?:[-:’'][^\W_]+)*")
"""A word: letters and digits, with inner hyphens, colons and apostrophes ("IVO:s", "sol-lss")."""

ABBREVIATIONS = frozenset(
    """
    bl.a. t.ex. f.d. m.m. m.fl. o.s.v. osv. d.v.s. dvs. s.k. t.o.m. fr.o.m. f.n. p.g.a. pga. kap. st.
    nr. tel. ca. resp. inkl. exkl. jfr. forts. avd. tf. dnr. kl. obs. max. min. mån. tis. ons.
    tors. fre. lör. sön. jan. feb. febr. aug. sept. okt. nov. dec. enl. ang. f.ö. fig. ev. alt. s.p.
    ank. exp. sekr. vik. ordf.
    """.split()
)
"""Abbreviations whose full stop does not end a sentence."""


STEMS_KEPT = 100_000
"""Stems remembered: some more than the different words of a large corpus' common core; a service runs for months."""


def lowered(text: str) -> str:
    """Text in lower case with its length unchanged (a few capital letters have a longer lower case)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def words(text: str) -> list[str]:
    """Lower-case words of a text, in order."""
    return [match.group().lower() for match in WORD.finditer(text)]


@cache
def _stemmer() -> Any:  # noqa: ANN401  (snowballstemmer has no types)
    import snowballstemmer  # noqa: PLC0415  (--help stays light)

    return snowballstemmer.stemmer("swedish")


@lru_cache(maxsize=STEMS_KEPT)
def stem(word: str) -> str:
    """Snowball stem of a lower-case word."""
    return str(_stemmer().stemWord(word))


ASKS_FOR_MORE = frozenset(
    "och eller att som till av i på för med från hos vid om under mot enligt inte en ett den det de är har ska".split()
)
"""Words that no sentence, heading or label ends with."""

SIGNS = re.compile(r"[^\w\s]{40,}")
"""A run of signs alone: spaCy takes them off a word one by one, and looks at all that is left each time."""

LINES_KEPT = 512
"""Lines whose sentences are remembered: several finders ask for those of one document."""

ENDS = (".", "!", "?", "…")
CLOSERS = frozenset('"”’»)]')


def _starts_sentence(token: Any) -> bool:  # noqa: ANN401  (spaCy's Token is not typed)
    text = token.text
    return text[0].isupper() or text[0].isdigit() or text in {"–", "—", "-", "”", '"', "»", "•"}


def sentence_starts(doc: Any) -> Iterator[int]:  # noqa: ANN401  (spaCy's Doc is not typed)
    """Yield where sentences start: after a closing mark, abbreviations excepted, when a beginning follows.

    Plain offsets: to set ``Token.is_sent_start`` looks at the whole text again for every token.
    """
    ended = spaced = False
    for token in doc:
        closing = token.text in CLOSERS and not spaced
        if not token.i or (ended and not closing and _starts_sentence(token)):
            yield token.idx
        spaced = bool(token.whitespace_)
        if closing:
            continue
        ordinal = token.text.rstrip(".").isdigit() and token.text.endswith(".")
        ended = token.text.endswith(ENDS) and token.text.lower() not in ABBREVIATIONS and not ordinal


def spacy_alone() -> Any:  # noqa: ANN401  (spaCy is not typed for us)
    """Import spaCy without torch, which it would import wherever it is installed: seconds and 200 MB for nothing.

    Whoever needs torch can import it afterwards.
    """
    if "torch" in sys.modules or "spacy" in sys.modules:
        import spacy  # noqa: PLC0415  (--help stays light)

        return spacy
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        import spacy  # noqa: PLC0415
    finally:
        del sys.modules["torch"]
    return spacy


@cache
def tokenizer() -> Any:  # noqa: ANN401  (spaCy's Language is not typed for us)
    """Return spaCy's blank Swedish pipeline with our abbreviations. Loaded once."""
    nlp: Any = spacy_alone().blank("sv")
    from spacy.symbols import ORTH  # noqa: PLC0415

    for abbreviation in ABBREVIATIONS | {one.capitalize() for one in ABBREVIATIONS}:
        nlp.tokenizer.add_special_case(abbreviation, [{ORTH: abbreviation}])
    return nlp


def sentences(text: str, within: Span | None = None) -> Iterator[Span]:
    """Yield the sentences of a text, or of a part of it, as spans without outer white space.

    A line break always ends a sentence: parsers join the lines of a paragraph. No sentence is longer than
    ``LONGEST_SENTENCE``.
    """
    whole = Span(0, len(text)) if within is None else within
    for line in re.compile(r"[^\n]+").finditer(text, whole.start, whole.end):
        for part in pieces(text, Span(*line.span()), LONGEST_LINE):
            starts = _starts(text[part.start : part.end])
            for start, end in pairwise((*(part.start + at for at in starts), part.end)):
                for piece in pieces(text, Span(start, end), LONGEST_SENTENCE):
                    inner = text[piece.start : piece.end]
                    stripped = inner.strip()
                    if stripped:
                        first = piece.start + len(inner) - len(inner.lstrip())
                        yield Span(first, first + len(stripped))


@lru_cache(maxsize=LINES_KEPT)
def _starts(line: str) -> tuple[int, ...]:
    return tuple(sentence_starts(tokenizer()(SIGNS.sub(lambda signs: " " * len(signs.group()), line))))


def pieces(text: str, span: Span, longest: int) -> Iterator[Span]:
    """Cut a span into pieces of at most ``longest`` code points that cover it, after white space if there is any."""
    start = span.start
    while span.end - start > longest:
        window = text[start : start + longest]
        end = start + max((window.rfind(blank) for blank in " \t\u00a0"), default=-1) + 1
        end = end if end > start else start + longest
        yield Span(start, end)
        start = end
    yield Span(start, span.end)
