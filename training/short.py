"""The short texts of corpus/short: read, and checked by the rules for documents as far as they are annotated.

A line is an annotation of the flat shape with the text itself and without what short texts are not annotated for
(``UNANNOTATED``).
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.validation import NOTE, problems

FOLDER = Path(__file__).parent.parent / "corpus" / "short"

UNANNOTATED: dict[str, Any] = {
    **dict.fromkeys("source_url municipality place setting setting_code decision event_id incident_period".split()),
    **dict.fromkeys("reported_to_ivo discovered happened_before may_recur person_informed".split()),
    **{key: [] for key in "law units dates persons organisations identifiers incidents".split()},
    "ivo": "ej_angivet",
    "note": NOTE,
}
"""Keys that a line lacks, with what says nothing."""

UNANNOTATED_OF_MEASURES: dict[str, Any] = {"when": None, "answers": []}


def files(folder: Path = FOLDER) -> tuple[Path, ...]:
    """Return the files, sorted by name."""
    return tuple(sorted(folder.glob("*.jsonl")))


def read(folder: Path = FOLDER) -> tuple[dict[str, Any], ...]:
    """Read every line, in order of file and line.

    Raises
    ------
    ValueError
        For a line that is not marked as invented, or an id that was there before.
    """
    found = tuple(json.loads(line) for path in files(folder) for line in path.read_text("utf-8").splitlines())
    real = [one["id"] for one in found if one["synthetic"] is not True]
    if real:
        raise ValueError(f"not marked as invented: {real}")
    ids = [one["id"] for one in found]
    if len(ids) != len(set(ids)):
        raise ValueError(f"ids that occur twice: {sorted({one for one in ids if ids.count(one) > 1})}")
    return found


def wrong(folder: Path = FOLDER) -> Iterator[str]:
    """Yield what is wrong with single texts, a line each."""
    for row in read(folder):
        case = {key: value for key, value in row.items() if key != "text"} | UNANNOTATED
        case["measures"] = [one | UNANNOTATED_OF_MEASURES for one in row["measures"]]
        yield from (f"{row['id']}: {problem}" for problem in problems(case, row["text"]))
