"""Reading untrusted files in a process of its own, with bounds on what it may cost and reach.

Short plain text is read in place: decoding and our own expressions, no library that unpacks anything. All else goes
to a child process that stays for the next file, so that its start (about half a second) is paid once; what it may do
is in ``sandbox``. A crash, a full memory or a timeout ends the child, with all that it has started, and gives an error
here; the next file gets a new child. Nothing that crosses is unpickled (``exchange``).

Pages that must be read from their picture are read in a second request, in a child of its own: that takes seconds a
page, and other files do not wait for it.
"""

import atexit
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lexsarah.errors import CorruptFile, NoTextLayer, ReadingFailed, ReadingTimedOut, UnreadableFile, UnsafeFile
from lexsarah.limits import Limits
from lexsarah.parse.containment.exchange import Head, load, packed, unpacked
from lexsarah.parse.containment.sandbox import command, environment
from lexsarah.parse.dispatch import TEXT, parse
from lexsarah.records import Box, Issue, ParsedDocument, SourceFile

if TYPE_CHECKING:
    from lexsarah.parse.containers import Member

SHORT_TEXT = 256 * 1024
"""Bytes of plain text that are read in place: the most wicked take some seconds, and a report has some tens of KB."""

MAX_REPLY = 1 << 29
"""Bytes of a reply: five million characters with a run for each word come to some 100 MB."""

FILES_A_CHILD = 200
"""Files after which a child is replaced, so that what libraries keep does not grow for ever."""

STARTING = 30.0
"""Seconds that a new child may take until it says that it is ready."""

DOC = "application/msword"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

PNG = b"\x89PNG\r\n\x1a\n"

CHILD = "lexsarah.parse.containment.child"

BROKE_DOWN = "the reader broke down over this file: save it anew, or print it to PDF, and try again"


def parse_safely(source: SourceFile, limits: Limits) -> ParsedDocument:
    """Read a file; what is not short plain text is read in a child process. Threads take turns.

    Raises
    ------
    ReadingTimedOut
        It took more than ``limits.seconds``, or reading its pictures more than ``limits.ocr_seconds`` on top.
    UnsafeFile
        It needed more memory than a child may have.
    CorruptFile
        The child broke down over it.
    UnreadableFile
        Any other of its kinds, as ``parse``.
    """
    if source.media_type == TEXT and len(source.content) <= SHORT_TEXT:
        return parse(source, limits)
    if source.media_type == DOC:
        from lexsarah.parse.word.office import converted  # noqa: PLC0415  (seldom)

        def wrap(words: list[str], folder: Path) -> list[str]:
            return command(words, folder, limits.memory_bytes, limits.seconds)

        source = replace(source, media_type=DOCX, content=converted(source.content, limits, wrap))
    without_pictures = replace(limits, ocr_pages=0)
    try:
        document = _reading.parse(source, without_pictures, limits.seconds)
    except NoTextLayer:
        if not limits.ocr_pages:
            raise
        return _pictures.parse(source, limits, limits.seconds + limits.ocr_seconds)
    if not limits.ocr_pages or not _has_pictures_to_read(document):
        return document
    try:
        return _pictures.parse(source, limits, limits.seconds + limits.ocr_seconds)
    except UnreadableFile as error:
        # What could be read without the pictures is not lost with them.
        return replace(document, issues=(*document.issues, Issue("parse", "page_not_read", error.message)))


def expand_safely(source: SourceFile, limits: Limits) -> tuple["Member", ...]:
    """Open a container (ZIP, e-mail with attachments) in a child process, and return what is in it, one level deep.

    Raises
    ------
    UnreadableFile
        As ``containers.members``, and as ``parse_safely``.
    """
    return _reading.expand(source, limits)


def crop_safely(source: SourceFile, page: int, box: Box, limits: Limits) -> bytes:
    """Have a rectangle of a page (1-based) drawn in a child process; returns a PNG.

    Raises
    ------
    UnreadableFile
        As ``crops.crop``, and as ``parse_safely``.
    """
    return _reading.crop(source, page, box, limits)


@dataclass(frozen=True, slots=True)
class Probe:
    """What a reading process is bound by (``sandbox.LAYERS``), and what it could still do when it tried.

    ``network`` is whether it could open a socket, ``reads`` the files that it could open of those it was to try,
    ``environment`` the names of the variables that it sees.
    """

    layers: tuple[str, ...]
    network: bool
    reads: tuple[Path, ...]
    environment: tuple[str, ...]


def probe(limits: Limits, paths: tuple[Path, ...] = ()) -> Probe:
    """Have a new reading process say what holds it; ``paths`` are files that it should not be able to read."""
    child = Child(limits.memory_bytes)
    try:
        asked = {"ask": "probe", "paths": [str(path) for path in paths]}
        head, _ = child.ask(asked, b"", STARTING, 0)
        return Probe(
            tuple(head["layers"]),
            head["network"] is not False,
            tuple(map(Path, head["reads"])),
            tuple(head["environment"]),
        )
    finally:
        child.stop()


def close() -> None:
    """End the children, if there are any."""
    for lane in (_reading, _pictures):
        lane.close()


class Child:
    """A reading process and the socket to it. ``pid`` is the process that started it: a fork must not share it."""

    def __init__(self, memory_bytes: int) -> None:
        ours, theirs = socket.socketpair()
        self.pid = os.getpid()
        self.memory_bytes = memory_bytes
        self.files = 0
        self._socket = ours
        # ``close`` and the thread whose file it was may end it at the same time.
        self._ending = threading.Lock()
        with theirs:
            # A session of its own: what it starts is ended with it.
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "lexsarah.parse.containment.child",
                    str(theirs.fileno()),
                    str(memory_bytes),
                ],
                pass_fds=(theirs.fileno(),),
                env=environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                close_fds=True,
                start_new_session=True,
            )

    @property
    def usable(self) -> bool:
        """Whether it runs, is ours, and has files left to read."""
        return self.pid == os.getpid() and self.files < FILES_A_CHILD and self._waits()

    def ask(self, head: Head, body: bytes, seconds: float, max_reply: int) -> tuple[Head, bytes]:
        """Send a request and return the reply. After an error that ends the child, it is no longer usable.

        Raises
        ------
        ReadingTimedOut, UnsafeFile, CorruptFile
            As ``parse_safely``.
        ReadingFailed
            The child does not start.
        UnreadableFile
            What the child says about the file.
        """
        if self.files == 0:
            self._started()
        self.files += 1
        try:
            deadline = time.monotonic() + seconds
            self._socket.settimeout(seconds)
            self._socket.sendall(packed(head, body))
            reply, content = self._receive(deadline, max_reply)
        except TimeoutError as error:
            self.stop()
            raise ReadingTimedOut(f"reading took more than {seconds:g} seconds") from error
        except (OSError, EOFError) as error:
            raise self._ended(seconds) from error
        except BaseException:
            # A reply that comes later must not be taken for that of the next file.
            self.stop()
            raise
        if reply.get("reply") == "memory":
            self.stop()
            raise UnsafeFile("reading needs more memory than a file may use: split the file, or print it to PDF")
        if reply.get("reply") == "error":
            raise _error(reply)
        return reply, content

    def stop(self) -> None:
        """End the process, with all that it has started, and wait for it."""
        with self._ending:
            if self.pid == os.getpid() and self._process.returncode is None:
                # Not waited for yet, so the number is still its own.
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
        self._socket.close()

    def _started(self) -> None:
        try:
            self._receive(time.monotonic() + STARTING, 0)
        except (OSError, EOFError) as error:
            self.stop()
            raise ReadingFailed("the process that reads files does not start: see `lexsarah doctor`") from error

    def _waits(self) -> bool:
        """Whether it is there and has nothing to say: its end of the socket is open, and nothing is in it."""
        try:
            self._socket.setblocking(False)
            self._socket.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def _ended(self, seconds: float) -> UnreadableFile:
        """Return the error for a child that went away or talks nonsense."""
        self.stop()
        if self._process.returncode == CPU_TIME_USED:
            return ReadingTimedOut(f"reading took more than {seconds:g} seconds")
        return CorruptFile(BROKE_DOWN)

    def _receive(self, deadline: float, max_body: int) -> tuple[Head, bytes]:
        return unpacked(lambda length: self._exactly(length, deadline), max_body)

    def _exactly(self, length: int, deadline: float) -> bytes:
        got = bytearray()
        while len(got) < length:
            self._socket.settimeout(_left(deadline))
            part = self._socket.recv(min(length - len(got), 1 << 20))
            if not part:
                raise EOFError
            got += part
        return bytes(got)


@dataclass(slots=True)
class Lane:
    """One child at a time, and whose turn it is."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    child: Child | None = None

    def parse(self, source: SourceFile, limits: Limits, seconds: float) -> ParsedDocument:
        """Have a file read."""
        reply, body = self._ask("parse", source, limits, seconds=seconds, max_reply=MAX_REPLY)
        if reply.get("reply") != "document":
            raise CorruptFile(BROKE_DOWN)
        return load(body)

    def expand(self, source: SourceFile, limits: Limits) -> tuple["Member", ...]:
        """Have a container opened."""
        from lexsarah.parse.containers import Member  # noqa: PLC0415  (with the first container)

        reply, body = self._ask("expand", source, limits, seconds=limits.seconds, max_reply=limits.max_unpacked_bytes)
        names, sizes = reply.get("names"), reply.get("sizes")
        if not _describe(names, sizes, len(body), limits):
            raise CorruptFile(BROKE_DOWN)
        found, start = [], 0
        for name, size in zip(names, sizes, strict=True):  # type: ignore[arg-type]
            found.append(Member(name, body[start : start + size]))
            start += size
        return tuple(found)

    def crop(self, source: SourceFile, page: int, box: Box, limits: Limits) -> bytes:
        """Have a piece of a page drawn."""
        corners = [box.x0, box.top, box.x1, box.bottom]
        reply, body = self._ask(
            "crop", source, limits, seconds=limits.seconds, max_reply=MAX_REPLY, page=page, box=corners
        )
        if reply.get("reply") != "picture" or not body.startswith(PNG):
            raise CorruptFile(BROKE_DOWN)
        return body

    def close(self) -> None:
        """End the child, if there is one; a file that it is at gives an error where it was asked for."""
        child, self.child = self.child, None
        if child:
            child.stop()

    def _ask(
        self,
        what: str,
        source: SourceFile,
        limits: Limits,
        *,
        seconds: float,
        max_reply: int,
        **more: object,
    ) -> tuple[Head, bytes]:
        head = {
            **more,
            "ask": what,
            "sha256": source.sha256,
            "media_type": source.media_type,
            "name": source.name,
            "limits": asdict(limits),
            "seconds": seconds,
        }
        with self.lock:
            # ``close`` may take the child away at any moment: it is looked at once.
            child = self.child
            if child and not (child.usable and child.memory_bytes == limits.memory_bytes):
                child.stop()
                child = None
            if child is None:
                child = self.child = Child(limits.memory_bytes)
            return child.ask(head, source.content, seconds, max_reply)


KINDS = {kind.__name__: kind for kind in UnreadableFile.__subclasses__()}
CPU_TIME_USED = -signal.SIGXCPU
"""Exit code of a process that has used up its processor time."""

TO_BE_SEEN = frozenset({"page_without_text", "garbled_text_layer", "text_layer_untested"})
"""Issues of a document whose pictures have more to say than was read without them."""

_reading, _pictures = Lane(), Lane()


def _has_pictures_to_read(document: ParsedDocument) -> bool:
    return any(issue.code in TO_BE_SEEN for issue in document.issues)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _describe(names: object, sizes: object, length: int, limits: Limits) -> bool:
    """Whether names and sizes are those of members that make up so many bytes."""
    return (
        isinstance(names, list)
        and isinstance(sizes, list)
        and len(names) == len(sizes) <= limits.max_members
        and all(isinstance(name, str) for name in names)
        and all(isinstance(size, int) and size >= 0 for size in sizes)
        and sum(sizes) == length
    )


def _error(reply: Head) -> UnreadableFile:
    """Return the error that the child named; anything else counts as a damaged file."""
    kind = KINDS.get(str(reply.get("kind")))
    return kind(str(reply.get("message"))) if kind else CorruptFile(BROKE_DOWN)


atexit.register(close)
