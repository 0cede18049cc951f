"""Did you mean: for words that nothing is found by, the nearest words in what the reader may see."""

import itertools
import unicodedata

from rapidfuzz.distance import OSA

from lexsarah.index.compounds import splitter
from lexsarah.index.terms import Asked, Kind, asked, spotted
from lexsarah.search.blocks import frequencies
from lexsarah.store.database import Connection

SHORTEST = 4
"""Letters of a stem that is looked at; of shorter ones, many others are near."""
TRIED = 3
"""Nearest stems that are looked at."""
LONG = 7
"""Letters from which a stem may be two slips away instead of one."""
FEWEST = 2
"""Passages that a suggested word stands in at least, if the table of Swedish words does not know it."""


def suggestion(connection: Connection, text: str) -> str | None:
    """Return a question with words put right, or None if every word is found or nothing is near.

    A slip is a letter missing, added, changed, or changed for its neighbour (optimal string alignment; Damerau 1964);
    the first letter is taken for right. A word that the table of Swedish words knows is right though no text has it.
    Words parted in two that are one compound are put together.
    """
    text = unicodedata.normalize("NFC", text)
    wanted = asked(text)
    known = frequencies(connection, {each.term for each in wanted})
    mended = _joined(connection, text) or text
    if mended == text:
        by_word: dict[tuple[int, int], list[Asked]] = {}
        for each in wanted:
            if each.kind is Kind.STEM:
                by_word[each.span.start, each.span.end] = [other for other in wanted if other.span in each.span]
        for (start, end), made in sorted(by_word.items(), reverse=True):
            # What the thesaurus widens is a word too.
            spelled = text[start:end].lower() in splitter().forms or any(each.kind is Kind.SYNONYM for each in made)
            if spelled or any(known.get(each.term) for each in made):
                continue
            stem = next(each.term for each in made if each.kind is Kind.STEM)
            word = _nearest(connection, stem)
            if word:
                mended = mended[:start] + word + mended[end:]
    return None if mended == text else mended


def _nearest(connection: Connection, stem: str) -> str | None:
    """Return the word whose stem is fewest slips away, of several the most frequent."""
    most = 2 if len(stem) >= LONG else 1
    if len(stem) < SHORTEST or not stem[0].isalpha():
        return None
    rows = connection.execute(
        "SELECT term, sum(n)::int AS n FROM ("
        "SELECT term, n FROM blocks WHERE scope = ANY(seen_scopes()) AND term >= %s AND term < %s "
        "UNION ALL SELECT term, 1 FROM postings WHERE term >= %s AND term < %s) AS each "
        "WHERE length(term) BETWEEN %s AND %s GROUP BY term",
        [*(stem[0], chr(ord(stem[0]) + 1)) * 2, max(SHORTEST, len(stem) - most), len(stem) + most],
    ).fetchall()
    near = sorted(
        (distance, -row["n"], row["term"])
        for row in rows
        if (distance := OSA.distance(stem, row["term"], score_cutoff=most)) <= most
    )
    for _, negative, term in near[:TRIED]:
        word = _as_written(connection, term)
        if word and (-negative >= FEWEST or word in splitter().forms):
            return word
    return None


def _as_written(connection: Connection, term: str) -> str | None:
    """Return a word of the texts that has this stem, in lower case."""
    row = connection.execute(
        "SELECT p.text FROM passages p WHERE p.id = coalesce("
        "(SELECT passage_id FROM postings WHERE term = %s LIMIT 1), "
        "(SELECT (slice::bigint << 16) + get_byte(postings, 0) * 256 + get_byte(postings, 1) FROM blocks "
        "WHERE scope = ANY(seen_scopes()) AND term = %s LIMIT 1))",
        [term, term],
    ).fetchone()
    text = row["text"] if row else ""
    found = (text[each.span.start : each.span.end] for each in spotted(text) if each.term == term)
    word = next(found, None)
    return word.lower() if word else None


def _joined(connection: Connection, text: str) -> str | None:
    """Put words together that stand beside each other here and are one compound in the texts."""
    stems = [each for each in spotted(text) if each.kind is Kind.STEM]
    for left, right in itertools.pairwise(stems):
        if text[left.span.end : right.span.start] != " ":
            continue
        word = text[left.span.start : left.span.end] + text[right.span.start : right.span.end].lower()
        terms = [each.term for each in spotted(word)]
        if len(terms) > 1 and frequencies(connection, terms[:1]).get(terms[0], 0) >= FEWEST:
            return text[: left.span.start] + word + text[right.span.end :]
    return None
