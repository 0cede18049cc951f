"""What the cards of all models report, computed one way: figures, parts, calibration, what is sure, deletion."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from lexsarah.classify.deletion import Groups, Lost
from lexsarah.codec import JsonObject
from lexsarah.evaluation import Annotated, By, evaluate, slices
from training.deletion import Given, deletion
from training.learning import Scores, Truth, calibration_error, reliability


def rounded(value: float | None) -> float | None:
    """Round a figure as manifests keep it."""
    return None if value is None else round(float(value), 3)


def figures(golds: Sequence[Annotated], guesses: Sequence[JsonObject], names: Iterable[str]) -> dict[str, Any]:
    """Return the named figures of ``lexsarah evaluate``, each with its 95 % interval and n."""
    found = evaluate(golds, guesses).figures
    return {
        name: {
            "value": rounded(found[name].value),
            "low": rounded(found[name].low),
            "high": rounded(found[name].high),
            "n": found[name].n,
        }
        for name in names
    }


def parts(
    golds: Sequence[Annotated], guesses: Sequence[JsonObject], texts: Sequence[str], by: By, name: str
) -> dict[str, Any]:
    """Return one figure for every part of the documents."""
    return {
        part: {
            "documents": found.documents,
            "value": rounded(found.figures[name].value),
            "low": rounded(found.figures[name].low),
            "high": rounded(found.figures[name].high),
        }
        for part, found in slices(golds, guesses, texts, by).items()
    }


def calibration(said: Scores, right: Truth) -> dict[str, Any]:
    """Return the expected calibration error, and mean probability, share right and n by tenths."""
    curve = [[rounded(a), rounded(b), n] for a, b, n in reliability(said, right)]
    return {"error": rounded(calibration_error(said, right)), "curve": curve}


def counted_sure(answers: Sequence[tuple[bool, bool]]) -> dict[str, int]:
    """Count answers that are given, right, said to be sure, and both; each is (sure, right)."""
    return {
        "given": len(answers),
        "right": sum(right for _, right in answers),
        "sure": sum(sure for sure, _ in answers),
        "sure_and_right": sum(sure and right for sure, right in answers),
    }


def deleted(given: Iterable[Given]) -> dict[str, Any]:
    """Return what the deletion test gives."""
    found = deletion(given)
    return {
        "labels": found.labels,
        "compared": found.compared,
        "beats_random": rounded(found.beats_random),
        "decides": rounded(found.decides),
    }


def left(judge: Callable[[Groups], Scores], column: int, lost: Lost, groups: Groups) -> tuple[Scores, Truth]:
    """Return what is left of a label without groups of sentences: its probabilities, and whether it is still given."""
    rows = judge(groups)
    return rows[:, column], ~lost(rows)
