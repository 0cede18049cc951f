"""What is installed, what is missing and how to get it."""

import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

from lexsarah.config import Settings
from lexsarah.errors import LexSarahError
from lexsarah.resources import folder, sample_files


@dataclass(frozen=True)
class Finding:
    """One thing looked at; ``needed`` is whether the main job fails without it."""

    name: str
    ok: bool
    needed: bool
    detail: str


def examine(settings: Settings) -> list[Finding]:
    """Look at everything that lexsarah stands on."""
    return list(_findings(settings))


def _findings(settings: Settings) -> Iterator[Finding]:
    from lexsarah import __version__  # noqa: PLC0415

    yield Finding("lexsarah", True, True, f"{__version__}, Python {sys.version.split()[0]}")
    yield _database(settings)
    yield _models()
    yield Finding(
        "samples", bool(sample_files()), False, f"{len(sample_files())} invented documents for the demonstration"
    )
    yield _tesseract()


def _database(settings: Settings) -> Finding:
    from lexsarah.store.database import open_database  # noqa: PLC0415

    where = "server at LEXSARAH_DATABASE_URL" if settings.database_url else f"embedded in {settings.home}"
    try:
        with open_database(settings) as database, database.anyone() as connection:
            row = connection.execute("SHOW server_version").fetchone()
            return Finding("database", True, True, f"PostgreSQL {row['server_version'] if row else '?'}, {where}")
    except LexSarahError as error:
        return Finding("database", False, True, f"{where}: {error.message}")


def _models() -> Finding:
    from lexsarah.classify import load  # noqa: PLC0415

    try:
        load(folder("models") / "types")
    except LexSarahError as error:
        return Finding("models", False, True, error.message)
    return Finding("models", True, True, str(folder("models")))


def _tesseract() -> Finding:
    program = shutil.which("tesseract")
    how = "for scans, which this version does not read yet: apt-get install tesseract-ocr tesseract-ocr-swe"
    if not program:
        return Finding("tesseract", False, False, how)
    languages = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout.split()
    return Finding("tesseract", "swe" in languages, False, "with Swedish" if "swe" in languages else how)


def service_answers(settings: Settings) -> bool:
    """Whether the service of these settings answers on this machine."""
    request = urllib.request.Request(f"http://127.0.0.1:{settings.port}/healthz", headers={"Host": "localhost"})
    # No proxy: the environment may name one, and it would be asked for our own address.
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(request, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False
