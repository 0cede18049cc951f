"""What a process that reads files from outside may no longer do, once it has entered.

Four layers, each on where the system has it: limits on memory, processor time, files and dumps (``setrlimit``); no
capabilities; a seccomp filter without a network; Landlock, by which nothing is readable but programs, libraries, fonts
and Tesseract's data. They hold for everything the process starts. Programs that must write files (LibreOffice) are
started through ``command``, inside bubblewrap too where that works.
"""

import ctypes
import math
import os
import resource
import shutil
import site
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import lexsarah
from lexsarah.parse.containment import landlock, seccomp

LIMITS, CAPABILITIES, SECCOMP, LANDLOCK = "limits", "no capabilities", "seccomp", "landlock"
LAYERS = (LIMITS, CAPABILITIES, SECCOMP, LANDLOCK)

SYSTEM = tuple(
    Path(path)
    for path in (
        "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store", "/etc/ld.so.cache",
        "/etc/alternatives", "/etc/fonts", "/etc/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice",
        "/etc/localtime", "/etc/timezone", "/dev/urandom", "/dev/zero", "/proc/cpuinfo", "/proc/meminfo",
        "/sys/devices/system/cpu",
    )
)  # fmt: skip
"""Programs, libraries, fonts, and what C libraries ask about the machine; no file of a person, no list of accounts."""

SINK = Path("/dev/null")

PACKAGES = Path(lexsarah.__file__).parent.parent
"""Where this package is imported from."""

OPEN_FILES, OPEN_FILES_OF_A_PROGRAM = 128, 1024
"""Files that are open at a time: libraries, fonts and a pipe or two; LibreOffice opens some hundreds."""

MAX_WRITTEN = 1 << 30
"""Bytes of a file that a program under ``command`` writes."""

CAPABILITY_VERSION, CAPSET = 0x20080522, {"x86_64": 126, "aarch64": 91}
"""Of ``linux/capability.h``, and the number of the system call."""

PR_SET_DUMPABLE = 4


def enter(memory_bytes: int) -> tuple[str, ...]:
    """Give up, for this process and what it starts, what reading does not need; returns the layers that are on.

    To be called with one thread running: filter and fence are set on the calling thread and inherited.
    """
    done = {
        LIMITS: _bound(memory_bytes, written=0, files=OPEN_FILES),
        CAPABILITIES: _drop_capabilities(),
        LANDLOCK: landlock.restrict(readable_paths(), (SINK,)),
        SECCOMP: seccomp.restrict(),
    }
    return tuple(layer for layer in LAYERS if done[layer])


def become(folder: str, memory_bytes: str, seconds: str, *arguments: str) -> None:
    """Give up what a program that writes to a folder does not need, and be that program.

    LibreOffice binds a Unix socket in /tmp whatever its environment says; so it may make sockets there, and no files.
    """
    bound_processor_time(float(seconds))
    _bound(int(memory_bytes), written=MAX_WRITTEN, files=OPEN_FILES_OF_A_PROGRAM)
    _drop_capabilities()
    landlock.restrict(readable_paths(), (SINK, Path(folder)), sockets=(Path("/tmp"),))  # noqa: S108
    seccomp.restrict(unix_sockets=True)
    os.execvp(arguments[0], list(arguments))  # noqa: S606  (a fixed list of ours)


def bound_processor_time(seconds: float) -> None:
    """Allow so much processor time from now; the hard limit stays as it was, so that it can be moved on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime + seconds) + 1, hard))


def readable_paths() -> tuple[Path, ...]:
    """Return the files and folders that this Python, the package and the programs it starts are made of."""
    folders = [sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), site.getusersitepackages()]
    # Elsewhere the path may begin with the folder of a script, or the one that somebody stands in.
    folders += sys.path if sys.flags.safe_path else ()
    data = [Path(os.environ["TESSDATA_PREFIX"])] if "TESSDATA_PREFIX" in os.environ else []
    paths = (*SYSTEM, *map(Path, folders), PACKAGES, *data)
    # A prefix of "/" would open all.
    return tuple(dict.fromkeys(path for path in paths if path.is_absolute() and path != path.parent))


def command(arguments: Sequence[str], writable: Path, memory_bytes: int, seconds: float) -> list[str]:
    """Return the command that runs a program with ``writable`` as the only folder to write in, and no network.

    ``seconds`` is processor time; wall time, environment and process group are the caller's.
    """
    start = f"import sys; sys.path.append({str(PACKAGES)!r}); from {__name__} import become; become(*sys.argv[1:])"
    inner = [sys.executable, "-P", "-c", start, str(writable), str(memory_bytes), str(seconds), *arguments]
    if not bubblewrap_works():
        return inner
    binds = [word for path in readable_paths() for word in ("--ro-bind-try", str(path), str(path))]
    return [
        "bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL",
        "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp",  # noqa: S108  (a new, empty one)
        *binds, "--bind", str(writable), str(writable), "--chdir", str(writable), "--", *inner,
    ]  # fmt: skip


def environment() -> dict[str, str]:
    """Return the whole environment of a process that reads: where programs are, one thread a library, no secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ}
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"), "1")
    return {"LANG": "C.UTF-8", "PYTHONPATH": str(PACKAGES), **kept, **one_thread}


@cache
def bubblewrap_works() -> bool:
    """Whether bubblewrap is there and may make namespaces (in many containers it may not)."""
    if not sys.platform.startswith("linux") or not shutil.which("bwrap"):
        return False
    tried = ["bwrap", "--unshare-all", "--die-with-parent", "--ro-bind", "/", "/", "true"]
    try:
        return subprocess.run(tried, capture_output=True, timeout=10, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _bound(memory_bytes: int, *, written: int, files: int) -> bool:
    """Set the limits; False where the system does not hold to one on memory (macOS)."""
    for kind, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, written), (resource.RLIMIT_NOFILE, files)):
        resource.setrlimit(kind, (most, most))
    if not sys.platform.startswith("linux"):
        return False
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    return True


def _drop_capabilities() -> bool:
    """Give up what root may do beyond its own files; without root there is nothing to give up."""
    number = CAPSET.get(os.uname().machine)
    if not sys.platform.startswith("linux") or number is None:
        return False
    header, nothing = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0), (ctypes.c_uint32 * 6)()
    return bool(ctypes.CDLL(None).syscall(number, header, nothing) == 0)
