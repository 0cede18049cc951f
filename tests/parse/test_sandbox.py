"""What a reading process can no longer do, tried by code that runs in one."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lexsarah.limits import Limits
from lexsarah.parse.containment import guard, landlock, sandbox, seccomp

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="layers of Linux")
FENCED = pytest.mark.skipif(not landlock.version(), reason="a kernel without Landlock")
LIMITS = Limits()

TRIES = """
import ctypes, json, os, resource, socket, subprocess, sys
from lexsarah.parse.containment import sandbox
{enter}
libc = ctypes.CDLL(None, use_errno=True)
def outcome(attempt):
    try:
        return attempt()
    except OSError as error:
        return type(error).__name__
print(json.dumps([outcome(attempt) for attempt in ({tries},)]))
"""


def tried(*tries: str, enter: str = "sandbox.enter(2 << 30)") -> list[object]:
    """What expressions give in a process that has entered; an OSError is named.

    The output is a pipe: a process that has entered may write to no file.
    """
    code = TRIES.format(enter=enter, tries=", ".join(f"lambda: {one}" for one in tries))
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        capture_output=True,
        text=True,
        env=sandbox.environment(),
        timeout=60,
        check=True,
    )
    result: list[object] = json.loads(done.stdout)
    return result


@LINUX
def test_every_layer_is_on_where_the_kernel_has_it() -> None:
    expected = {layer for layer in sandbox.LAYERS if layer != sandbox.LANDLOCK or landlock.version()}
    found = guard.probe(LIMITS)
    assert set(found.layers) == expected
    assert found.network is False


@LINUX
def test_no_sockets() -> None:
    every = tried(
        "socket.socket(socket.AF_INET).close()",
        "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).close()",
        "socket.socket(socket.AF_UNIX).close()",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close()",
        "socket.socketpair()",
    )
    assert every == ["PermissionError"] * 5


@LINUX
def test_a_program_that_needs_them_has_sockets_of_this_machine_alone() -> None:
    enter = "from lexsarah.parse.containment import seccomp; seccomp.restrict(unix_sockets=True)"
    assert tried("socket.socket(socket.AF_UNIX).close()", "socket.socket(socket.AF_INET).close()", enter=enter) == [
        None,
        "PermissionError",
    ]


@LINUX
def test_sockets_are_open_without_the_filter() -> None:
    assert tried("socket.socket(socket.AF_INET).close()", enter="pass") == [None]


@LINUX
def test_calls_that_reading_never_needs_are_refused() -> None:
    """With impossible arguments, for which the kernel itself has other errors than EPERM in most cases."""
    column = seccomp.ARCHITECTURES[os.uname().machine][0]
    calls = [
        f"(libc.syscall({numbers[column]}, -1, -1, -1, -1, -1, -1), ctypes.get_errno())"
        for numbers in seccomp.NEVER.values()
    ]
    assert tried(*calls) == [[-1, 1]] * len(calls)
    assert tried(*calls[:1], enter="pass") != [[-1, 1]]


@LINUX
def test_no_new_namespaces_and_still_threads_and_programs() -> None:
    new_user = 0x10000000
    clone = seccomp.CLONE[seccomp.ARCHITECTURES[os.uname().machine][0]]
    thread = "(lambda one: (one.start(), one.join()))(__import__('threading').Thread(target=int))"
    assert tried(
        f"(libc.syscall({clone}, {new_user} | 17, 0, 0, 0, 0), ctypes.get_errno())",
        "(libc.syscall(435, 0, 0), ctypes.get_errno())",
        thread,
        "subprocess.run(['/bin/true'], check=True).returncode",
    ) == [[-1, 1], [-1, 38], [None, None], 0]


@pytest.mark.parametrize("machine", seccomp.ARCHITECTURES)
@pytest.mark.parametrize("unix_sockets", [False, True])
def test_every_path_through_the_filter_ends_in_a_verdict(machine: str, *, unix_sockets: bool) -> None:
    instructions = seccomp.program(machine, unix_sockets=unix_sockets)
    assert len(instructions) < 4096  # BPF_MAXINSNS
    for at, (code, true, false, _) in enumerate(instructions):
        if code == seccomp.RETURN:
            continue
        for step in (true, false) if code in {seccomp.JUMP_EQUAL, seccomp.JUMP_FROM, seccomp.JUMP_ANY_BIT} else (0,):
            assert at + 1 + step < len(instructions)
    assert instructions[-1] == (seccomp.RETURN, 0, 0, seccomp.ALLOW)


def verdict(machine: str, number: int, argument: int = 0, *, unix_sockets: bool = False, code: int = 0) -> int:
    """Run the filter as the kernel would."""
    data = {
        seccomp.NUMBER: number,
        seccomp.ARCHITECTURE: code or seccomp.ARCHITECTURES[machine][1],
        seccomp.FIRST_ARGUMENT: argument,
    }
    program = seccomp.program(machine, unix_sockets=unix_sockets)
    at, loaded = 0, 0
    while True:
        kind, true, false, constant = program[at]
        at += 1
        if kind == seccomp.RETURN:
            return constant
        if kind == seccomp.LOAD:
            loaded = data[constant]
            continue
        holds = {
            seccomp.JUMP_EQUAL: loaded == constant,
            seccomp.JUMP_FROM: loaded >= constant,
            seccomp.JUMP_ANY_BIT: bool(loaded & constant),
        }[kind]
        at += true if holds else false


@pytest.mark.parametrize("machine", seccomp.ARCHITECTURES)
def test_filter_of_both_architectures(machine: str) -> None:
    column, code = seccomp.ARCHITECTURES[machine]
    refused = seccomp.ERRNO | 1
    opens, clone = seccomp.OPENS["socket"][column], seccomp.CLONE[column]
    assert verdict(machine, opens) == refused
    assert verdict(machine, opens, seccomp.AF_UNIX, unix_sockets=True) == seccomp.ALLOW
    assert verdict(machine, opens, 2, unix_sockets=True) == refused
    for numbers in seccomp.NEVER.values():
        assert verdict(machine, numbers[column]) == verdict(machine, numbers[column], unix_sockets=True) == refused
    for numbers in seccomp.SPEAKS.values():
        assert verdict(machine, numbers[column]) == refused
        assert verdict(machine, numbers[column], unix_sockets=True) == seccomp.ALLOW
    assert verdict(machine, clone, 17) == seccomp.ALLOW
    assert verdict(machine, clone, 0x10000000 | 17) == refused
    assert verdict(machine, opens, code=code + 1) == seccomp.KILL_PROCESS
    assert verdict(machine, 1_000_000_000) == seccomp.ALLOW
    reads = {"x86_64": 0, "aarch64": 63}[machine]
    assert verdict(machine, reads) == seccomp.ALLOW
    if machine == "x86_64":
        assert verdict(machine, seccomp.X32 | reads) == refused


@FENCED
def test_nothing_of_a_person_can_be_read_or_written(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x", encoding="utf-8")
    with secret.open(encoding="utf-8"):
        assert guard.probe(LIMITS, (secret, Path("/etc/passwd"), Path("/etc/hostname"))).reads == ()
    assert tried(
        f"open({str(secret)!r}).close()",
        f"os.listdir({str(tmp_path)!r})",
        f"open({str(tmp_path / 'new')!r}, 'w').close()",
        "open('/dev/shm/x', 'w').close()",
        f"open('/proc/{os.getpid()}/environ').close()",
        "open('/proc/1/cmdline').close()",
        f"os.unlink({str(secret)!r})",
        f"os.rename({str(secret)!r}, {str(secret) + '2'!r})",
        f"subprocess.run(['/bin/cat', {str(secret)!r}], stderr=-3).returncode",
    ) == ["PermissionError"] * 8 + [1]
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


@FENCED
def test_what_the_probe_reports_would_be_seen(tmp_path: Path) -> None:
    """A child without its layers is reported as such."""
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    code = (
        "import json; from lexsarah.parse.containment import child, exchange\n"
        f"print(json.loads(child.probed({{'paths': [{str(tmp_path / 'secret')!r}]}}, ())[8:].rstrip(bytes(1))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert "'network': True" in done.stdout
    assert str(tmp_path / "secret") in done.stdout


@LINUX
def test_signals_end_at_the_fence() -> None:
    if landlock.version() < landlock.SCOPES_FROM:
        pytest.skip("this kernel does not fence signals")
    assert tried(f"os.kill({os.getpid()}, 0)") == ["PermissionError"]


@LINUX
def test_limits_on_files_dumps_and_memory() -> None:
    assert tried(
        "resource.getrlimit(resource.RLIMIT_AS)",
        "resource.getrlimit(resource.RLIMIT_FSIZE)",
        "resource.getrlimit(resource.RLIMIT_CORE)",
        "resource.getrlimit(resource.RLIMIT_NOFILE)",
        "[int(line.split()[1], 16) for line in open('/proc/self/status') if line.startswith('CapEff')]",
        "libc.prctl(3, 0, 0, 0, 0)",
        enter="from lexsarah.parse.containment import landlock; "
        "landlock.restrict = lambda *_: False; sandbox.enter(2 << 30)",
    ) == [[2 << 30, 2 << 30], [0, 0], [0, 0], [128, 128], [0], 0]


@LINUX
def test_tesseract_can_still_be_run() -> None:
    listed = tried("subprocess.run(['tesseract', '--list-langs'], capture_output=True, text=True).stdout.split()[-1]")
    assert listed == ["swe"]


@pytest.mark.parametrize("bubblewrap", [False, True])
@FENCED
def test_a_program_writes_to_its_folder_alone_and_has_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, bubblewrap: bool
) -> None:
    if bubblewrap and not sandbox.bubblewrap_works():
        pytest.skip("bubblewrap may not make namespaces here")
    monkeypatch.setattr(sandbox, "bubblewrap_works", lambda: bubblewrap)
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    folder.mkdir()
    outside.write_text("secret", encoding="utf-8")
    script = (
        f"echo inside > {folder}/made; echo x > {tmp_path}/escaped; cat {outside}; cat /etc/passwd; "
        f"{sys.executable} -c 'import socket; socket.socket()' && echo network; ulimit -c"
    )
    done = subprocess.run(
        sandbox.command(["/bin/sh", "-c", script], folder, 1 << 30, 20),
        cwd=folder,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == "0\n", done.stderr
    assert (folder / "made").read_text("utf-8") == "inside\n"
    assert {path.name for path in tmp_path.iterdir()} == {"folder", "outside"}


def test_without_bubblewrap_none_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sandbox.bubblewrap_works.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    try:
        assert not sandbox.bubblewrap_works()
        assert sandbox.command(["x"], tmp_path, 1, 1)[0] == sys.executable
    finally:
        sandbox.bubblewrap_works.cache_clear()


@LINUX
@pytest.mark.skipif(not shutil.which("bwrap"), reason="no bubblewrap")
def test_a_bubblewrap_that_fails_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sandbox.bubblewrap_works.cache_clear()
    (tmp_path / "bwrap").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    try:
        assert not sandbox.bubblewrap_works()
    finally:
        sandbox.bubblewrap_works.cache_clear()


@pytest.mark.skipif(sys.platform.startswith("linux"), reason="other systems")
def test_other_systems_say_what_they_lack() -> None:
    assert guard.probe(LIMITS).layers == ()


def test_nothing_above_the_parts_is_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", "/")
    assert Path("/") not in sandbox.readable_paths()
    assert Path.home() not in sandbox.readable_paths()
