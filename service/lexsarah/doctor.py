"""What is installed, what is missing and how to get it."""

import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lexsarah.config import Settings
from lexsarah.errors import LexSarahError
from lexsarah.resources import sample_files


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
    yield _models(settings)
    yield _encoder(settings)
    yield Finding(
        "samples", bool(sample_files()), False, f"{len(sample_files())} invented documents for the demonstration"
    )
    yield _containment(settings)
    yield _tesseract()
    yield _libreoffice()
    yield _bubblewrap()


def _database(settings: Settings) -> Finding:
    from lexsarah.store.database import open_database  # noqa: PLC0415

    where = "server at LEXSARAH_DATABASE_URL" if settings.database_url else f"embedded in {settings.home}"
    try:
        with open_database(settings) as database, database.anyone() as connection:
            row = connection.execute("SHOW server_version").fetchone()
            return Finding("database", True, True, f"PostgreSQL {row['server_version'] if row else '?'}, {where}")
    except LexSarahError as error:
        return Finding("database", False, True, f"{where}: {error.message}")


def _models(settings: Settings) -> Finding:
    from lexsarah.pipeline import classifiers, own_models  # noqa: PLC0415

    try:
        loaded = classifiers(own_models(settings))
    except LexSarahError as error:
        return Finding("models", False, True, error.message)
    return Finding("models", True, True, ", ".join(f"{one.name} {one.version}" for one in loaded.producers))


def _encoder(settings: Settings) -> Finding:
    from lexsarah.index.encoder import encoder_folder, loaded_encoder  # noqa: PLC0415

    try:
        encoder = loaded_encoder(encoder_folder(settings.encoder), settings.encoder_threads)
    except LexSarahError as error:
        return Finding("encoder", False, True, error.message)
    whose = "LEXSARAH_ENCODER" if settings.encoder else "shipped"
    how = "bfloat16 (AMX)" if encoder.backend == "bf16" else "single precision"
    said = f"{whose}, {encoder.hash[:12]}, {encoder.dimensions} dimensions, {how}, {encoder.threads} at once"
    return Finding("encoder", True, True, said)


def _containment(settings: Settings) -> Finding:
    """Have a reading process try what it should not be able to do."""
    from lexsarah.parse.containment.guard import probe  # noqa: PLC0415
    from lexsarah.parse.containment.sandbox import LAYERS  # noqa: PLC0415
    from lexsarah.pipeline import limits_of  # noqa: PLC0415

    with tempfile.NamedTemporaryFile(dir=settings.home if settings.home.is_dir() else None) as secret:
        try:
            found = probe(limits_of(settings), (Path(secret.name),))
        except LexSarahError:
            return Finding("containment", False, True, "the process that reads files does not start")
    off = [layer for layer in LAYERS if layer not in found.layers]
    states = [f"on: {', '.join(found.layers)}"] + [f"OFF: {', '.join(off)}"] * bool(off)
    states.append("network OPEN" if found.network else "network blocked")
    states.append("home READABLE" if found.reads else "home out of reach")
    weaker = "" if sys.platform.startswith("linux") else "; only Linux has all of them: read files that you trust"
    held = not found.network and not found.reads
    return Finding("containment", held, False, f"{'; '.join(states)}{weaker}")


def _tesseract() -> Finding:
    program = shutil.which("tesseract")
    how = "for scans (everything else works without): apt-get install tesseract-ocr tesseract-ocr-swe"
    if not program:
        return Finding("tesseract", False, False, how)
    version = _says([program, "--version"]).partition("\n")[0].removeprefix("tesseract ")
    if "swe" not in _says([program, "--list-langs"]).split():
        return Finding("tesseract", False, False, f"{version} without Swedish; {how}")
    return Finding("tesseract", True, False, f"{version} with Swedish, for scans")


def _libreoffice() -> Finding:
    from lexsarah.parse.word.office import office  # noqa: PLC0415

    program = office()
    how = "for Word 97–2003 (.doc; everything else works without): apt-get install libreoffice-writer-nogui"
    return Finding("libreoffice", program is not None, False, f"{program}, for Word 97–2003 (.doc)" if program else how)


def _bubblewrap() -> Finding:
    from lexsarah.parse.containment.sandbox import bubblewrap_works  # noqa: PLC0415

    if bubblewrap_works():
        return Finding("bubblewrap", True, False, "LibreOffice is started inside it")
    missing = "may not make namespaces here" if shutil.which("bwrap") else "not installed: apt-get install bubblewrap"
    return Finding("bubblewrap", False, False, f"{missing}; LibreOffice has the same limits as other readers")


def _says(words: list[str]) -> str:
    """Return what a program writes."""
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.stdout or done.stderr


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
