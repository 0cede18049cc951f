"""Checking costs about four times as much for four times the text."""

import time
from collections.abc import Callable

import pytest

from lexsarah.checking import check
from lexsarah.library import read_text

MOST = 8.0
"""Linear is 4, quadratic 16."""

TIMES = 3
"""The quickest of so many runs counts: another process makes a run slower, never quicker."""

HOSTILE: dict[str, Callable[[int], str]] = {
    "measures": lambda n: "Åtgärder\n\n" + "\n".join(f"{at}. Rutinen {at} ses över i maj." for at in range(25 * n)),
    "causes": lambda n: "Orsaker\n\n" + "Det saknades en rutin för larmet.\n\n" * (25 * n) + "Åtgärder\n\nEn rutin.",
    "one word": lambda n: "Kan det hända igen? " + "A" * (5_000 * n),
    "brackets": lambda n: "Utredare: " + "(" * (500 * n),
    "denials": lambda n: "inte tidigare " * (200 * n),
    "questions": lambda n: "Kan det inträffa igen? Ja. " * (50 * n),
    "names": lambda n: "Utredare: Agda Lövnäs\n" * (50 * n),
    "risks": lambda n: "risken kunde ha kunnat " * (100 * n),
    "longer sentences": lambda n: (
        ("Enligt den boende kan risken " + "hända bedöma händelse " * (20 * n) + "här.\n\n") * 10
    ),
    "longer words": lambda n: ("Bedömning " + "riskanmälan" * (40 * n) + " här.\n\n") * 10,
}
"""Texts, and sentences that stay shorter than the longest that a text is cut into."""


def cost(text: str) -> float:
    """Seconds of CPU that the check of a text takes."""
    reading = read_text(text).reading
    spent = []
    for _ in range(TIMES):
        start = time.process_time()
        check(reading.document, reading.whole)
        spent.append(time.process_time() - start)
    return min(spent)


@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_four_times_the_text_costs_four_times_the_time(kind: str) -> None:
    assert cost(HOSTILE[kind](4)) < MOST * cost(HOSTILE[kind](1))
