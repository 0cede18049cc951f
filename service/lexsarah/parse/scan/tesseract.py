"""Tesseract 5 with its Swedish data, as a process that reads one picture from standard input and writes no file."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from lexsarah.errors import CorruptFile, OcrUnavailable, ReadingTimedOut
from lexsarah.parse.scan.raster import Grey

LANGUAGE = "swe"
"""Swedish alone: with English beside it Tesseract reads ä as a."""

HOW_TO_GET_IT = (
    "pages without a text layer need Tesseract 5 with Swedish: apt-get install tesseract-ocr tesseract-ocr-swe"
)

LAYOUT = "3"
"""Page segmentation: automatic, without its own test of orientation. Of 3, 4, 6 and 11 it lost fewest words on the
development scans (1.7 % against 2.5, 6.2 and 3.1 at 200 dpi)."""

SECONDS = 60.0
"""Wall time for one page; a page full of small type takes some 6 s."""

PASSED_ON = ("PATH", "TESSDATA_PREFIX", "LANG")
"""Environment of the process, with OMP_THREAD_LIMIT=1: workers read several pages at once."""

WORD_LEVEL = "5"
COLUMNS = 12


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word as Tesseract read it: place in pixels, confidence in [0, 1] and the line of its page that it stands on."""

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]


class _Program(NamedTuple):
    path: str
    languages: frozenset[str]


def available() -> bool:
    """Whether Tesseract and its Swedish data are installed."""
    found = _program(os.environ.get("PATH", ""), os.environ.get("TESSDATA_PREFIX", ""))
    return found is not None and LANGUAGE in found.languages


def read_words(light: Grey, dpi: int, seconds: float) -> list[ReadWord]:
    """Read a picture that lies upright and straight.

    Raises
    ------
    OcrUnavailable
        No Tesseract, or not its Swedish data.
    ReadingTimedOut
        It took more than ``seconds``.
    CorruptFile
        Tesseract broke down over the picture.
    """
    found = _program(os.environ.get("PATH", ""), os.environ.get("TESSDATA_PREFIX", ""))
    if found is None or LANGUAGE not in found.languages:
        raise OcrUnavailable(HOW_TO_GET_IT)
    command = [found.path, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(dpi), "--psm", LAYOUT, "tsv"]
    answer = _run(command, _pgm(light), seconds)
    return [word for line in answer.splitlines()[1:] if (word := _word(line)) is not None]


@cache
def _program(path: str, data: str) -> _Program | None:  # noqa: ARG001  (another folder of data is another answer)
    program = shutil.which("tesseract", path=path)
    if program is None:
        return None
    try:
        listed = subprocess.run(
            [program, "--list-langs"], env=_environment(), capture_output=True, check=False, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return _Program(program, frozenset(listed.stdout.decode(errors="replace").split()))


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ} | {"OMP_THREAD_LIMIT": "1"}


def _run(command: list[str], picture: bytes, seconds: float) -> str:
    try:
        done = subprocess.run(
            command, input=picture, env=_environment(), capture_output=True, check=False, timeout=seconds
        )
    except subprocess.TimeoutExpired as error:
        raise ReadingTimedOut(f"reading a page from its picture took more than {seconds:g} seconds") from error
    except OSError as error:
        raise OcrUnavailable(HOW_TO_GET_IT) from error
    if done.returncode:
        raise CorruptFile("Tesseract broke down over the picture of a page")
    return done.stdout.decode("utf-8", errors="replace")


def _pgm(light: Grey) -> bytes:
    height, width = light.shape
    return b"P5 %d %d 255\n" % (width, height) + light.tobytes()


def _word(line: str) -> ReadWord | None:
    parts = line.split("\t", COLUMNS - 1)
    if len(parts) != COLUMNS or parts[0] != WORD_LEVEL or not parts[11].strip():
        return None
    block, paragraph, row = (int(part) for part in parts[2:5])
    left, top, width, height = (int(part) for part in parts[6:10])
    return ReadWord(
        parts[11].strip(), left, top, left + width, top + height, float(parts[10]) / 100, (block, paragraph, row)
    )
