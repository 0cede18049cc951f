"""Tense of the verb nearest to a date: what is told, what is planned."""

import re
from functools import lru_cache

from lexsarah.extract.dates.resolve import Tense
from lexsarah.records import Span

PAST = re.compile(
    r"\b(?:var|hade|har(?= (?:\w+ ){0,4}?\w+t[st]?\b)|blev|blivit|fick|fått|kom|gick"
    r"|gjorde\w*|såg|fann|föll|dog|avled|skedde|skett|(?:mot|upp|för"
    r"|tillba|över)?(?:tog|togs)|gavs?"
    r"|låg|stod|skrevs?|ledde|visste|bröt|drev|slogs?|stals?|hölls?|satt|satte|sa|sade|bad|vred|skrek|sov|sprang"
    r"|hann|åt|lades?|drogs?|lät|begicks?"
    r"|uteblev|hände|kände|sände|vände|brände|tände|använde|kunde|borde|skulle|ska ha|\w{3,}ades?|\w{3,}ddes?"
    r"|\w{2,}ttes?|\w{3,}ldes?|\w{2,}rdes?"
    r"|\w{2,}[kpx]tes?|\w{2,}[eäöy]ste|\w{2,}stes|\w{3,}tts|\w{2,}gts)\b",
    re.IGNORECASE,
)
"""Verbs in the past tense: the common strong ones, and the endings of the weak."""

FUTURE = re.compile(
    r"\b(?:ska(?!\b[^.]{0,30}\bha\b)|skall|kommer|planeras|planerar|senast|framöver|blir"
    r"|återkommer|beräknas|väntas|nästa)\b(?! ha\b)",
    re.IGNORECASE,
)


PARTICIPLE = re.compile(r"\b(?:för|om|med|av|mot|till)\s$")
"""Before a word in "-ade" that is no verb: "rutinen för skyddade uppgifter"."""


def tense_of(sentence: str, where: Span) -> tuple[Tense, str]:
    """Tense of the verb nearest to a date, and that verb in small letters."""
    nearest = min(
        _verbs(sentence),
        key=lambda verb: min(abs(where.start - verb[0].end), abs(verb[0].start - where.end)),
        default=None,
    )
    return (nearest[1], nearest[2]) if nearest else ("open", "")


@lru_cache(maxsize=16)
def _verbs(sentence: str) -> tuple[tuple[Span, Tense, str], ...]:
    """Verbs that tell a tense, in small letters: looked for once, however many dates the sentence holds."""
    marks: tuple[tuple[re.Pattern[str], Tense], ...] = ((PAST, "past"), (FUTURE, "future"))
    return tuple(
        (Span(*match.span()), tense, match.group().lower())
        for pattern, tense in marks
        for match in pattern.finditer(sentence)
        if not (match.group().endswith("ade") and PARTICIPLE.search(sentence, 0, match.start()))
    )
