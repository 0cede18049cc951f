"""Reading untrusted files in a process of its own, with bounds on time and memory.

Short plain text is read in place: decoding and our own expressions, no library that unpacks anything. All else goes
to a child process that stays for the next file, so that its start (about half a second) is paid once. A crash, a full
memory or a timeout ends the child and gives an error here; the next file gets a new child. The two speak JSON over a
socket pair; nothing is unpickled.
"""

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path

import lexsarah
from lexsarah.errors import CorruptFile, ReadingTimedOut, UnreadableFile, UnsafeFile
from lexsarah.limits import Limits
from lexsarah.parse.dispatch import TEXT, parse
from lexsarah.parse.exchange import load
from lexsarah.records import ParsedDocument, SourceFile

SHORT_TEXT = 256 * 1024
"""Bytes of plain text that are read in place: the most wicked take some seconds, and a report has some tens of KB."""

MAX_REPLY = 1 << 29
"""Bytes of a reply: five million characters with a run for each word come to some 100 MB."""

FILES_A_CHILD = 200
"""Files after which a child is replaced, so that what libraries keep does not grow for ever."""

STARTING = 30.0
"""Seconds that a new child may take to import its libraries, on top of the limit for its first file."""

PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR")
"""Environment of the child. Settings and secrets are not in it."""

LENGTH = 8
"""Bytes of the length that goes before each part of a message, big-endian."""


def parse_safely(source: SourceFile, limits: Limits) -> ParsedDocument:
    """Read a file; what is not short plain text is read in a child process. Threads take turns.

    Raises
    ------
    ReadingTimedOut
        It took more than ``limits.seconds``.
    UnsafeFile
        It needed more memory than a child may have.
    CorruptFile
        The child broke down over it.
    UnreadableFile
        Any other of its kinds, as ``parse``.
    """
    if source.media_type == TEXT and len(source.content) <= SHORT_TEXT:
        return parse(source, limits)
    with _lock:
        return _current().read(source, limits)


def close() -> None:
    """End the child, if there is one."""
    with _lock:
        if _children:
            _children.pop().stop()


class Child:
    """A reading process and the socket to it. ``pid`` is the process that started it: a fork must not share it."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        self.pid = os.getpid()
        self.files = 0
        self._socket = ours
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        environment["PYTHONPATH"] = str(Path(lexsarah.__file__).parent.parent)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "lexsarah.parse.child", str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                close_fds=True,
            )

    @property
    def usable(self) -> bool:
        """Whether it runs, is ours, and has files left to read."""
        return self.pid == os.getpid() and self.files < FILES_A_CHILD and self._process.poll() is None

    def read(self, source: SourceFile, limits: Limits) -> ParsedDocument:
        """Have a file read. After an error that ends the child, it is no longer usable."""
        allowed = limits.seconds + (STARTING if self.files == 0 else 0.0)
        self.files += 1
        deadline = time.monotonic() + allowed
        head = {"sha256": source.sha256, "media_type": source.media_type, "name": source.name, "limits": asdict(limits)}
        try:
            self._send(json.dumps(head).encode(), deadline)
            self._send(source.content, deadline)
            kind, body = self._receive(deadline), self._receive(deadline)
        except TimeoutError as error:
            self.stop()
            raise ReadingTimedOut(f"reading took more than {limits.seconds:g} seconds") from error
        except (OSError, EOFError) as error:
            raise self._ended(limits) from error
        if kind == b"document":
            return load(body)
        if kind == b"memory":
            self.stop()
            raise UnsafeFile("reading needs more memory than a file may use")
        raise _error(body)

    def stop(self) -> None:
        """End the process and wait for it."""
        self._socket.close()
        if self.pid == os.getpid():
            self._process.kill()
            self._process.wait()

    def _ended(self, limits: Limits) -> UnreadableFile:
        """Return the error for a child that went away."""
        self._socket.close()
        code = self._process.wait()
        if code == CPU_TIME_USED:
            return ReadingTimedOut(f"reading took more than {limits.seconds:g} seconds")
        return CorruptFile("the reader broke down over this file")

    def _send(self, part: bytes, deadline: float) -> None:
        self._socket.settimeout(_left(deadline))
        self._socket.sendall(len(part).to_bytes(LENGTH, "big") + part)

    def _receive(self, deadline: float) -> bytes:
        length = int.from_bytes(self._exactly(LENGTH, deadline), "big")
        if length > MAX_REPLY:
            raise EOFError
        return self._exactly(length, deadline)

    def _exactly(self, length: int, deadline: float) -> bytes:
        got = bytearray()
        while len(got) < length:
            self._socket.settimeout(_left(deadline))
            part = self._socket.recv(min(length - len(got), 1 << 20))
            if not part:
                raise EOFError
            got += part
        return bytes(got)


KINDS = {kind.__name__: kind for kind in UnreadableFile.__subclasses__()}
CPU_TIME_USED = -24
"""Exit code of a process ended by SIGXCPU."""

_lock = threading.Lock()
_children: list[Child] = []


def _current() -> Child:
    if _children and not _children[0].usable:
        _children.pop().stop()
    if not _children:
        _children.append(Child())
    return _children[0]


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _error(body: bytes) -> UnreadableFile:
    """Return the error that the child named; anything else counts as a damaged file."""
    try:
        name, message = json.loads(body)
        kind: type[UnreadableFile] = KINDS[name]
        return kind(str(message))
    except (ValueError, TypeError, KeyError):
        return CorruptFile("the reader broke down over this file")


atexit.register(close)
