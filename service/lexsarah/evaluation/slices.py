"""Parts of an evaluation: the same documents by kind, area, county or length, since a mean hides whom it fails."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise

from lexsarah.codec import JsonObject
from lexsarah.evaluation.gold import Annotated
from lexsarah.evaluation.intervals import Evaluation, evaluate
from lexsarah.language import words
from lexsarah.reference import municipality_by_name

LENGTHS = (0, 150, 300, 600)
"""Words from which on a document is of the next length."""

NONE = "none"
"""Part of the documents whose annotation says nothing."""


class By(StrEnum):
    """What documents can be parted by."""

    GENRE = "genre"
    AREA = "area"
    COUNTY = "county"
    LENGTH = "length"


def slices(
    golds: Sequence[Annotated], guesses: Sequence[JsonObject | None], texts: Sequence[str], by: By
) -> dict[str, Evaluation]:
    """Evaluate every part on its own, in order of its name (lengths: the shortest first).

    A document of several areas is in each. ``texts`` are the documents as read, "" for one that could not be.
    """
    parts: dict[str, list[int]] = {}
    for at, (gold, text) in enumerate(zip(golds, texts, strict=True)):
        for name in _PARTS[by](gold.case, text):
            parts.setdefault(name, []).append(at)
    ordered = [_length_name(*ends) for ends in _ends()] if by is By.LENGTH else sorted(parts)
    return {
        name: evaluate([golds[at] for at in parts[name]], [guesses[at] for at in parts[name]])
        for name in ordered
        if name in parts
    }


def _counties(case: JsonObject) -> list[str]:
    known = municipality_by_name().get(case.get("municipality") or "")
    return [known.county] if known else [NONE]


def _ends() -> list[tuple[int, int | None]]:
    return [*pairwise(LENGTHS), (LENGTHS[-1], None)]


def _length_name(least: int, below: int | None) -> str:
    return f"{least} words and more" if below is None else f"{least}-{below - 1} words"


def _length(text: str) -> list[str]:
    size = len(words(text))
    return [_length_name(least, below) for least, below in _ends() if least <= size and (below is None or size < below)]


_PARTS: Mapping[By, Callable[[JsonObject, str], list[str]]] = {
    By.GENRE: lambda case, _: [str(case["genre"])],
    By.AREA: lambda case, _: [*map(str, case.get("service_area") or [])] or [NONE],
    By.COUNTY: lambda case, _: _counties(case),
    By.LENGTH: lambda _, text: _length(text),
}
