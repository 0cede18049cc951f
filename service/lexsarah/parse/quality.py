"""Whether words are words: the share of garbage in a text layer, the language, and what could not be read.

All tests are counts over letters, pairs of letters and the commonest small words, so that they cost little and say
something of any document. Figures were taken from the training documents of corpus/ (n = 457, each over 100 letters).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lexsarah.records import Grade, ParsedDocument, TextSource

COMMON_PAIRS = frozenset(
    """
    en de ar er in an et te tt nd ra om ll at re ör ng ha fö st ti so la ta ed le sa ns oc na ge be il ut sk li nt ch
    ig or al är el me on va ni ka ad ri se es he da ko av un äl is ts tr vi än pp ne am rs ag ga ma ve ls mm ss rt på
    as nn gt pe id em rd it år kt mi rn ld ck bo ap ke up nl dn ex iv ru mn
    """.split()
)
"""The hundred commonest pairs of letters in Swedish words. They are 0.74 of all pairs in the median document, 0.60 in
the least of them, 0.6 in English, and at most 0.19 where letters were moved on in the alphabet."""

FEWEST_PAIRS = 60
"""Pairs below which their share says nothing."""

PAIRS_FROM = 0.4
"""Share of common pairs below which a text is no language that we know: half way."""

FEWEST_LETTERS = 400
"""Letters from which a Swedish text without å, ä and ö has lost them: they are 5 of 100 letters, so that none in 400
happens once in 10⁸ texts."""

LEAST_SWEDISH = 0.01
"""Share of å, ä and ö in a Swedish text below which most of them were lost; the least document has 0.03."""

FEWEST_WORDS = 20
"""Words below which shares of them say nothing."""

GARBAGE_FROM = 0.1
"""Share of impossible words from which a text layer is garbage; å, ä and ö are in 0.24 of Swedish words (in the least
document in 0.14), so that a layer with broken ones has more; of the documents none has more than 0.009."""

AGREES_FROM = 0.7
"""Share of a layer's words that OCR finds too, from which the layer is believed."""

NO_LETTER = re.compile(r"[\ufffd\ufffe\uffff\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]|\(cid:\d+\)")
MOJIBAKE = re.compile(r"Ã[\x80-\xbf¤¥¶„…–]|â€|Â[\xa0-\xbf]|├[ñÑÂ╢]|√[•§∂Ñ]")
"""UTF-8 read as Latin-1, Windows-1252, DOS or Macintosh characters."""

WITHIN = re.compile(r"[^\W\d_][^\w\s'’`´\-‐‑–—./:@&§()+,;|*…\u00ad!?\"”“»«•\[\]=<>%#~^°\\]+[^\W\d_]")
"""Between letters, a sign that stands in no word, address or abbreviation."""

CHANGING = re.compile(r"[a-zåäö][A-ZÅÄÖ]+[a-zåäö]+[A-ZÅÄÖ]")
"""Small and capital letters in turns."""

SMALL_WORDS = {
    "sv": frozenset(
        "och att är som det för på inte har med av till en ett den om vid från de vi jag var eller".split()
    ),
    "no": frozenset("og at er som det for på ikke har med av til en et den om ved fra de vi jeg var eller".split()),
    "da": frozenset("og at er som det for på ikke har med af til en et den om ved fra de vi jeg var eller".split()),
    "en": frozenset("the of and to in a is that for it was on with as be by not are have from or at this".split()),
    "de": frozenset("der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch".split()),
    "fi": frozenset("ja on ei se että oli hän mutta kun niin myös joka ovat sekä tai jos mukaan sen ole".split()),
}
"""The commonest small words; they are 0.25 to 0.45 of running text, and 0.08 of a filled form."""

SMALL_FROM = 0.05
"""Share of the words that a language's small words must have before it is named."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a document could be read.

    ``garbage`` is the share of impossible words in [0, 1]; ``language`` a two-letter code, None where too few words
    tell; ``agreement`` the least share, over sampled pages, of a text layer's words that OCR found too;
    ``unread_pages`` those (1-based) with a picture that was not read; ``ocr_pages`` how many were read from their
    picture; ``worst_grade`` the worst of those.
    """

    garbage: float
    language: str | None
    agreement: float | None
    unread_pages: tuple[int, ...]
    ocr_pages: int
    worst_grade: Grade | None


UNREAD = frozenset({"page_without_text", "page_not_read", "ocr_unavailable"})
"""Codes of issues about a page that was not read."""


def quality_of(document: ParsedDocument) -> Quality:
    """Sum up how well a document could be read."""
    pages = document.textmap.pages
    read = [page for page in pages if page.source is TextSource.OCR]
    agreements = [page.agreement for page in pages if page.agreement is not None]
    grades = [page.grade for page in read]
    unread = {issue.page for issue in document.issues if issue.code in UNREAD and issue.page is not None}
    return Quality(
        garbage=garbage(document.text.split()),
        language=language(document.text),
        agreement=min(agreements, default=None),
        unread_pages=tuple(sorted(unread)),
        ocr_pages=len(read),
        worst_grade=next((grade for grade in (Grade.POOR, Grade.FAIR, Grade.GOOD) if grade in grades), None),
    )


def garbage(words: Sequence[str]) -> float:
    """Share of words that cannot be words of any language written with Latin letters."""
    impossible = sum(_impossible(word) for word in words)
    return round(impossible / len(words), 4) if words else 0.0


def _impossible(word: str) -> bool:
    if word.isascii() and word.isalpha() and (word.islower() or word.istitle()):
        return False
    if NO_LETTER.search(word) or MOJIBAKE.search(word) or WITHIN.search(word) or CHANGING.search(word):
        return True
    return any(mark.isalpha() and not _latin(mark) for mark in word)


def _latin(mark: str) -> bool:
    """Whether a letter is Latin (or Greek: α, μ stand in measures)."""
    return mark < "\u0250" or unicodedata.name(mark, "").startswith(("LATIN", "GREEK", "MODIFIER"))


def is_garbage(words: Sequence[str]) -> bool:
    """Whether a text layer is no text: impossible words, pairs of letters of no language, or Swedish without å, ä, ö.

    Too few words tell nothing: False.
    """
    if len(words) < FEWEST_WORDS:
        return any(NO_LETTER.search(word) for word in words) and garbage(words) > 0.5
    if garbage(words) >= GARBAGE_FROM:
        return True
    lowered = [unicodedata.normalize("NFC", word).lower() for word in words]
    pairs = common_pairs(lowered)
    if pairs is not None and pairs < PAIRS_FROM:
        return True
    letters = Counter(mark for word in lowered for mark in word if mark.isalpha())
    swedish = sum(letters[mark] for mark in "åäö")
    return (
        letters.total() >= FEWEST_LETTERS
        and swedish < LEAST_SWEDISH * letters.total()
        and language(" ".join(lowered)) == "sv"
    )


def common_pairs(words: Iterable[str]) -> float | None:
    """Share of the pairs of letters in words that are common ones; None where there are too few to tell."""
    common = count = 0
    for word in words:
        if word.isalpha():
            count += len(word) - 1
            common += sum(word[at : at + 2] in COMMON_PAIRS for at in range(len(word) - 1))
    return common / count if count >= FEWEST_PAIRS else None


def language(text: str) -> str | None:
    """Language of a text: the one whose small words it has most of; None where it cannot be told."""
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    total = words.total()
    if total < FEWEST_WORDS:
        return None
    counts = {code: sum(words[word] for word in small) for code, small in SMALL_WORDS.items()}
    # Norwegian and Danish share most small words with Swedish: their own letters and those of Swedish part them.
    letters = Counter(mark for word, times in words.items() for mark in set(word) & set("äöæø") for _ in range(times))
    counts["sv"] += letters["ä"] + letters["ö"] - letters["æ"] - letters["ø"]
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= SMALL_FROM * total else None


def agreement(layer: Sequence[str], read: Sequence[str]) -> float | None:
    """Share of the words of a text layer that OCR found too, order and small words set aside; None with too few."""
    ours, theirs = _compared(layer), _compared(read)
    return round((ours & theirs).total() / ours.total(), 3) if ours.total() >= FEWEST_WORDS else None


def _compared(words: Iterable[str]) -> Counter[str]:
    found = re.findall(r"\w{3,}", unicodedata.normalize("NFC", " ".join(words)).lower())
    return Counter(found)
