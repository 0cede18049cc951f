"""The log: our lines, and what libraries log, hold no values."""

import json
import logging
from collections.abc import Iterator

import pytest

from lexsarah.log import configure, place_of


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    kept, level = list(root.handlers), root.level
    yield
    root.handlers[:] = kept
    root.setLevel(level)


def failing() -> ValueError:
    try:
        int("Stina Ek")
    except ValueError as error:
        return error
    raise AssertionError


def test_a_librarys_lines_hold_no_values_and_no_messages(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info")
    logging.getLogger("library").error("failed for %s\n", "Stina Ek", exc_info=failing())
    logging.getLogger("library").info("chatter")
    (line,) = capsys.readouterr().err.splitlines()
    found = json.loads(line)
    assert (found["event"], found["error"], found["logger"]) == ("failed for %s", "ValueError", "library")
    assert found["at"].startswith("test_log.py:")
    assert "Stina" not in line


def test_a_place_is_a_file_and_a_line() -> None:
    assert place_of(failing()).startswith("test_log.py:")
    assert place_of(ValueError("never raised")) == "?"
