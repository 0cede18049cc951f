"""Which parts bring in somebody new, as each of several cases does.

An investigation brings its people in once ("en boende", "en vikarie") and then speaks of them as known ("kvinnan",
"vikarien"); a text about several cases starts anew with each. What should be done ("en medarbetare ska …") tells of
nobody.
"""

from collections.abc import Sequence

from lexsarah.parse.cases.paper import Paper, Part
from lexsarah.parse.cases.words import AT_LARGE, BROUGHT_IN, KNOWN, NEW_THING, OUGHT, PAST, SENTENCE, STATES, UNIT

WITHIN = 250
"""Code points at the start of a part, without its heading, where its people are brought in."""


def brings_in(words: str) -> bool:
    """Whether a text starts with somebody new, to whom something happened, and with nobody that is known before."""
    new = BROUGHT_IN.search(words, 0, WITHIN)
    known = KNOWN.search(words, 0, WITHIN)
    if not new or (known and known.start() < new.start()):
        return False
    if AT_LARGE.search(words, 0, WITHIN) or not PAST.search(words, 0, 2 * WITHIN):
        return False
    # A case may end with what ought to be done, or with what is said of it; rules and interviews begin so.
    sentence = SENTENCE.search(words, new.end(), 2 * WITHIN)
    end = sentence.start() if sentence else 2 * WITHIN
    return not any(pattern.search(words, 0, end) for pattern in (OUGHT, STATES))


def brings_in_a_thing(words: str) -> bool:
    """Whether the first sentence of a text brings in something new and speaks of nobody as known before."""
    end = SENTENCE.search(words, 0, WITHIN)
    stop = end.start() if end else WITHIN
    return NEW_THING.search(words, 0, stop) is not None and not any(
        one.search(words, 0, stop) for one in (KNOWN, OUGHT)
    )


def takes_as_known(words: str) -> bool:
    """Whether a text starts with somebody that must have been brought in above it."""
    return KNOWN.search(words, 0, WITHIN) is not None and not brings_in(words)


def are_new(paper: Paper, parts: Sequence[Part]) -> bool:
    """Whether most parts, two in three or more, bring in somebody new, and at most one in four takes them as known."""
    bodies = [paper.body(part) for part in parts]
    new, known = sum(map(brings_in, bodies)), sum(map(takes_as_known, bodies))
    return 3 * new >= 2 * len(bodies) and 4 * known <= len(bodies)


def are_units(paper: Paper, parts: Sequence[Part]) -> bool:
    """Whether most parts stand under headings of their own that name a unit, each another."""
    heads = {paper.words[part.first] for part in parts if part.first in paper.headings}
    return 3 * sum(UNIT.search(words) is not None and not PAST.search(words) for words in heads) >= 2 * len(parts)
