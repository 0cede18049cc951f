"""Word 97–2003 documents (.doc) through LibreOffice, where it is installed. Nothing else of LibreOffice is used.

The old binary format is large, and its readers have a long history of holes; so the file is turned into a DOCX by a
program that people keep patched, with macros off, a profile of its own that is thrown away, and no display.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from lexsarah.errors import CorruptFile, FileTooLarge, ReadingTimedOut, UnsupportedFormat
from lexsarah.limits import Limits

DOC = "application/msword"

MISSING = (
    "Word 97–2003 (.doc): save it as .docx or PDF, or install LibreOffice (apt-get install libreoffice-writer-nogui)"
)

STARTING = 30.0
"""Seconds that LibreOffice may take to start, on top of the limit for the file."""

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
"""The profile: macros never run, nothing that a document points at is fetched, links are not updated."""

Wrap = Callable[[list[str], Path], list[str]]
"""Puts a sandbox around a command; the folder is the only one that the command may write to."""


def office() -> str | None:
    """Path of LibreOffice's command, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(content: bytes, limits: Limits, wrap: Wrap = lambda command, _: command) -> bytes:
    """Turn a Word 97–2003 document into a DOCX. Writes to a temporary folder that is gone afterwards.

    Raises
    ------
    UnsupportedFormat
        LibreOffice is not installed.
    ReadingTimedOut
        It took more than ``limits.seconds``.
    CorruptFile
        It made nothing of the file.
    FileTooLarge
        The DOCX is larger than ``limits.max_bytes``.
    """
    program = office()
    if program is None:
        raise UnsupportedFormat(MISSING)
    with tempfile.TemporaryDirectory(prefix="lexsarah-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        (folder / "in.doc").write_bytes(content)
        _run(wrap(command(program, folder), folder), folder, limits.seconds + STARTING)
        made = folder / "in.docx"
        if made.is_symlink() or not made.is_file() or not made.stat().st_size:
            raise CorruptFile("LibreOffice could not read the Word 97–2003 document: save it as .docx or PDF")
        if made.stat().st_size > limits.max_bytes:
            raise FileTooLarge(f"the document is larger than {limits.max_bytes / 1024**2:.0f} MiB as .docx")
        return made.read_bytes()


def command(program: str, folder: Path) -> list[str]:
    """Return the words of the command that turns ``in.doc`` in a folder into ``in.docx``."""
    return [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nologo",
        "--infilter=MS Word 97",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder),
        str(folder / "in.doc"),
    ]


def _run(words: list[str], folder: Path, seconds: float) -> None:
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    process = subprocess.Popen(
        words,
        cwd=folder,
        env={**environment, "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise ReadingTimedOut(f"LibreOffice took more than {seconds:g} seconds over the file") from error
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the command and all that it started: soffice is a script that starts another process."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
