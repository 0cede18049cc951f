"""The process that reads untrusted files for ``guard``: bounds first, then one file after the other."""

import os
import select
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from lexsarah.errors import ReadingFailed, UnreadableFile, UnsafeFile
from lexsarah.limits import Limits
from lexsarah.log import place_of
from lexsarah.parse.containment import sandbox
from lexsarah.parse.containment.exchange import Head, dump, packed, unpacked
from lexsarah.parse.dispatch import parse
from lexsarah.records import Box, SourceFile


def main(descriptor: int, memory_bytes: int) -> None:
    """Answer requests on a socket until the other side closes it."""
    os.set_inheritable(descriptor, False)
    layers = sandbox.enter(memory_bytes)
    with socket.socket(fileno=descriptor) as peer, peer.makefile("rwb") as stream:
        threading.Thread(target=_end_with, args=(peer,), daemon=True).start()

        def exactly(length: int) -> bytes:
            got = stream.read(length)
            if len(got) < length:
                raise EOFError
            return got

        stream.write(packed({"reply": "ready"}))
        stream.flush()
        while True:
            try:
                head, body = unpacked(exactly, sys.maxsize)
            except EOFError:
                return
            stream.write(probed(head, layers) if head["ask"] == "probe" else answer(head, body))
            stream.flush()


def answer(head: Head, content: bytes) -> bytes:
    """Return the reply to a request to parse, expand or crop: what was read, an error, or that memory ran out."""
    limits = Limits(**head["limits"])
    sandbox.bound_processor_time(head["seconds"])
    source = SourceFile(head["sha256"], head["media_type"], head["name"], "", content)
    try:
        return _done(head, source, limits)
    except UnreadableFile as error:
        return _refusal(error)
    except MemoryError:
        return packed({"reply": "memory"})
    except RecursionError:
        return _refusal(UnsafeFile("the file nests its parts deeper than can be read: save it as PDF"))
    except Exception as error:  # noqa: BLE001  (the next file must not suffer; the place says what to mend)
        where = f"{type(error).__name__} at {place_of(error)}"
        return _refusal(ReadingFailed(f"reading failed for a reason that is ours to mend: {where}"))


def _done(head: Head, source: SourceFile, limits: Limits) -> bytes:
    if head["ask"] == "parse":
        return packed({"reply": "document"}, dump(parse(source, limits)))
    if head["ask"] == "crop":
        from lexsarah.parse.crops import crop  # noqa: PLC0415  (seldom)

        return packed({"reply": "picture"}, crop(source, head["page"], Box(*head["box"]), limits))
    from lexsarah.parse.containers import members  # noqa: PLC0415  (with the first container)

    found = members(source, limits)
    names, sizes = [one.name for one in found], [len(one.content) for one in found]
    return packed({"reply": "members", "names": names, "sizes": sizes}, b"".join(one.content for one in found))


def probed(head: Head, layers: tuple[str, ...]) -> bytes:
    """Return what this process is bound by, and what it can still do that it should not."""
    return packed(
        {
            "reply": "probed",
            "layers": layers,
            "network": _works(lambda: socket.socket(socket.AF_INET).close()),
            "reads": [path for path in head["paths"] if _works(lambda path=path: Path(path).open("rb").close())],  # type: ignore[misc]
            "environment": sorted(os.environ),
        }
    )


def _refusal(error: UnreadableFile) -> bytes:
    return packed({"reply": "error", "kind": type(error).__name__, "message": error.message})


def _works(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return False
    return True


def _end_with(peer: socket.socket) -> None:
    """End this process and what it has started when the parent is gone."""
    waiting = select.poll()
    waiting.register(peer, select.POLLHUP)
    waiting.poll()
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
