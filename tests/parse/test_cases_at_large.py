"""Texts about several cases in many wordings, and single cases that look alike (``cases/``).

They were written before the rules that read them, in five lots; ``⟦`` and ``⟧`` stand where a case starts and ends.
"""

from pathlib import Path

import pytest

from lexsarah.limits import Limits
from lexsarah.parse.cases.split import cases_of
from lexsarah.parse.text import parse_text
from lexsarah.records import SourceFile

HERE = Path(__file__).parent / "cases"
MARK = "<!-- synthetic"

NOT_YET = frozenset(
    (
        "rows without header",  # The last rows of a short text are taken for furniture before cases are looked for.
        "summary with year and count and unit colon bold",  # The headings are states of the cases, not cases.
    )
)


def texts(name: str) -> dict[str, str]:
    """Texts of a file by their names."""
    parts = (HERE / name).read_text().partition(MARK)[0].split("=== ")[1:]
    return {part.split("\n", 1)[0]: part.split("\n", 1)[1] for part in parts}


SEVERAL, SINGLE = texts("several.txt"), texts("single.txt")


def parts(text: str) -> list[str]:
    """Words of each case; wrapped lines may have been joined."""
    document = parse_text(SourceFile("0" * 64, "text/plain", "x", "x", text.encode()), Limits())
    return [" ".join(document.slice(case.span).split()) for case in cases_of(document)]


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.xfail(strict=True)) if name in NOT_YET else name for name in SEVERAL]
)
def test_several_cases_are_told_apart(name: str) -> None:
    wanted = [" ".join(one.split("⟧")[0].split()) for one in SEVERAL[name].split("⟦")[1:]]
    assert len(wanted) > 1
    assert parts(SEVERAL[name].replace("⟦", "").replace("⟧", "")) == wanted


@pytest.mark.parametrize("name", SINGLE)
def test_what_looks_like_several_is_one(name: str) -> None:
    assert len(parts(SINGLE[name])) == 1
