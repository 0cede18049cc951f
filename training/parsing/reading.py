"""Has files read by a tool in its own process, and gives back what came of it."""

import json
import os
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.parsing.score import Answer, Mark

ROOT = Path(__file__).resolve().parents[2]
BENCH_PYTHON = ROOT / ".bench-venv" / "bin" / "python"
"""Where the tools live that lexsarah does not need; `make bench-parse` sets it up."""

ELSEWHERE = frozenset({"pypdf", "markitdown", "unstructured"})
"""Tools of that environment."""

SECONDS = 600.0
"""Wall time after which a tool is taken to hang over a file."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a tool gave of a file, or why not; seconds of wall and processor time; peak of its memory in MiB."""

    answer: Answer
    error: str | None = None
    issues: tuple[str, ...] = ()
    wall: float = 0.0
    cpu: float = 0.0
    peak: float = 0.0


class Reader:
    """A process that reads files with one tool; it is started anew when it ends or hangs."""

    def __init__(self, tool: str) -> None:
        self._tool = tool
        self._process: subprocess.Popen[str] | None = None

    def read(self, path: Path) -> Result:
        """Have a file read."""
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("no pipe to the tool")
        try:
            process.stdin.write(f"{path}\n")
            process.stdin.flush()
            return _result(json.loads(_line(process)))
        except (OSError, ValueError, TimeoutError) as error:
            self.close()
            return Result(Answer(""), f"the tool broke down: {type(error).__name__}")

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _running(self) -> "subprocess.Popen[str]":
        if self._process is None or self._process.poll() is not None:
            python = BENCH_PYTHON if self._tool in ELSEWHERE else Path(sys.executable)
            self._process = subprocess.Popen(
                [python, "-m", "training.parsing.tools", self._tool],
                cwd=ROOT,
                env={**os.environ, "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
        return self._process


def _line(process: "subprocess.Popen[str]") -> str:
    """Return the next line that a process writes.

    Raises
    ------
    TimeoutError
        After ``SECONDS``.
    """
    lines: queue.Queue[str] = queue.Queue()
    output = process.stdout
    if output is None:
        raise RuntimeError("no pipe from the tool")
    threading.Thread(target=lambda: lines.put(output.readline()), daemon=True).start()
    try:
        return lines.get(timeout=SECONDS)
    except queue.Empty:
        raise TimeoutError from None


def _result(reply: dict[str, Any]) -> Result:
    if "error" in reply:
        return Result(Answer(""), str(reply["error"]))
    answer = Answer(
        text=reply["text"],
        fields=tuple((label, value) for label, value in reply["fields"]),
        boxes=tuple(Mark(group, label, checked) for group, label, checked in reply["boxes"]),
        cases=None if reply.get("cases") is None else tuple(reply["cases"]),
    )
    return Result(answer, None, tuple(reply.get("issues", ())), reply["wall"], reply["cpu"], reply["peak"])
