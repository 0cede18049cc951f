"""Reading needs no clock: the day that a value hangs on is passed in or stands in the document (docs/data-model.md)."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType

import pytest
from stdnum.se import personnummer

from lexsarah.checking import check
from lexsarah.ingest import load
from lexsarah.library import dates, identifiers, read_text
from lexsarah.limits import Limits
from lexsarah.parse.dispatch import parse
from lexsarah.pipeline import read_cases

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
ONE_OF_EACH = tuple(next(path for path in sorted(SAMPLES.glob(f"*.{kind}"))) for kind in ("docx", "html", "pdf", "txt"))
CLOCKS = frozenset({"today", "now", "utcnow"})


@contextmanager
def clock_watched() -> Iterator[list[str]]:
    """Collect where a date or a time of day is asked for, in whatever module, while the block runs."""
    asked: list[str] = []

    def watch(frame: FrameType, event: str, called: object) -> None:
        owner = getattr(called, "__self__", None)
        named = getattr(called, "__name__", "") in CLOCKS
        if event == "c_call" and named and isinstance(owner, type) and issubclass(owner, date):
            asked.append(f"{frame.f_code.co_filename}:{frame.f_lineno}")

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        yield asked
    finally:
        sys.setprofile(before)


@pytest.fixture(scope="module", autouse=True)
def _models_loaded() -> None:
    """Load what reading needs: under watch that takes ten times as long."""
    read_text("Den 3 maj 2021 föll en kvinna.")


def test_who_asks_the_clock_is_seen() -> None:
    with clock_watched() as asked:
        personnummer.get_birth_date("240517-1238")
    assert len(asked) == 1
    assert "personnummer" in asked[0]


@pytest.mark.parametrize("path", ONE_OF_EACH, ids=lambda path: path.suffix)
def test_a_paper_is_read_without_a_clock(path: Path) -> None:
    with clock_watched() as asked:
        document = parse(load(path, Limits()), Limits())
        reports, _ = read_cases(document)
        for report in reports:
            check(document, report)
    assert asked == []


def test_dates_and_numbers_are_read_without_a_clock() -> None:
    words = "I fjol och i måndags, 240517-1238 och 190101+1237, enligt 14 kap. 3 § SoL, org.nr 212000-0142."
    with clock_watched() as asked:
        assert len(dates(words)) == 2
        assert len(identifiers(words)) == 4
    assert asked == []
