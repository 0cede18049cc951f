"""Checking costs about twice as much for twice the text."""

import time
from collections.abc import Callable

import pytest

from lexsarah.checking import check
from lexsarah.library import read_text

FLOOR, MOST = 0.2, 4.0
"""Seconds of CPU below which a time says nothing; generous, as linear is 2."""

HOSTILE: dict[str, Callable[[int], str]] = {
    "measures": lambda n: "Åtgärder\n\n" + "\n".join(f"{at}. Rutinen {at} ses över i maj." for at in range(400 * n)),
    "causes": lambda n: "Orsaker\n\n" + "Det saknades en rutin för larmet.\n\n" * (400 * n) + "Åtgärder\n\nEn rutin.",
    "one word": lambda n: "Kan det hända igen? " + "A" * (20_000 * n),
    "brackets": lambda n: "Utredare: " + "(" * (600 * n),
    "denials": lambda n: "inte tidigare " * (3_000 * n),
    "questions": lambda n: "Kan det inträffa igen? Ja. " * (800 * n),
    "names": lambda n: "Utredare: Agda Lövnäs\n" * (600 * n),
    "risks": lambda n: "risken kunde ha kunnat " * (2_000 * n),
}


def cost(text: str) -> float:
    reading = read_text(text).reading
    start = time.process_time()
    check(reading.document, reading.whole)
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_twice_the_text_costs_twice_the_time(kind: str) -> None:
    once, twice = cost(HOSTILE[kind](1)), cost(HOSTILE[kind](2))
    assert twice < max(FLOOR, MOST * once)
