"""Times of one client and of eight at once, by way and filter."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from lexsarah.store.database import Reader
from training.search.scale.client import WAYS, turn
from training.search.scale.labels import Narrowing

CLIENTS = 8
OF_EACH = 25
"""Questions that each of several clients asks."""
PERCENTILES = (50, 95, 99)

Figures = dict[str, Any]
Process = subprocess.Popen[str]


def timed(
    home: Path, reader: Reader, questions: Sequence[str], narrowings: Sequence[Narrowing]
) -> dict[str, dict[str, Figures]]:
    """Time every way under every filter; by number of clients, then ``WAY FILTER``."""
    return {
        "1": _timed(home, reader, questions, narrowings, 1),
        str(CLIENTS): _timed(home, reader, questions, narrowings, CLIENTS),
    }


def _timed(
    home: Path, reader: Reader, questions: Sequence[str], narrowings: Sequence[Narrowing], number: int
) -> dict[str, Figures]:
    by_name: dict[str, list[Narrowing]] = {}
    for one in narrowings:
        by_name.setdefault(one.name, []).append(one)
    found = {}
    with _clients(home, reader, number) as clients:
        for name, filters in by_name.items():
            turns = [turn(asked, filters[at % len(filters)].filters) for at, asked in enumerate(questions)]
            for way in WAYS:
                shares = [turns] if number == 1 else [_from(turns, at)[:OF_EACH] for at in range(number)]
                answers = _asked(clients, [{"way": way, "turns": share} for share in shares])
                memory = max(answer.pop("memory") for answer in answers)
                times = {kind: percentiles([one for answer in answers for one in answer[kind]]) for kind in answers[0]}
                found[f"{way} {name}"] = {**times, "memory": memory}
    return found


def _from(turns: list[dict[str, Any]], client: int) -> list[dict[str, Any]]:
    """Return the turns from another one on for each client: they do not ask the same at the same time."""
    start = client * len(turns) // CLIENTS
    return [*turns[start:], *turns[:start]]


@contextmanager
def _clients(home: Path, reader: Reader, number: int) -> Iterator[list[Process]]:
    command = [sys.executable, "-m", "training.search.scale.client", str(home), str(reader.organisation_id)]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(number)
    ]
    try:
        for one in started:
            _line(one)
        yield started
    finally:
        for one in started:
            one.communicate()


def _asked(clients: Sequence[Process], jobs: Sequence[Mapping[str, Any]]) -> list[Figures]:
    for one, job in zip(clients, jobs, strict=True):
        _say(one, json.dumps(job))
    for one in clients:
        _say(one, "")
    return [json.loads(_line(one)) for one in clients]


def _say(client: Process, line: str) -> None:
    if client.stdin is None:
        raise RuntimeError("a client without input")
    client.stdin.write(line + "\n")
    client.stdin.flush()


def _line(client: Process) -> str:
    line = client.stdout.readline() if client.stdout else ""
    if not line:
        raise RuntimeError("a client ended early")
    return line


def percentiles(times: Sequence[float]) -> dict[str, float]:
    """Return the percentiles that are reported, by ``p50`` and so on."""
    return {f"p{one}": round(float(np.percentile(times, one)), 3) for one in PERCENTILES}
