"""The process that reads untrusted files for ``guard``: bounds first, then one file after the other."""

import json
import math
import resource
import socket
import sys

from lexsarah.errors import UnreadableFile
from lexsarah.limits import Limits
from lexsarah.parse.dispatch import parse
from lexsarah.parse.exchange import dump
from lexsarah.parse.guard import LENGTH
from lexsarah.records import SourceFile

MEMORY = 2 << 30
"""Address space of the process, in bytes: libraries take some 0.4 GB of it, a thousand-page PDF another 0.5."""


def main(descriptor: int) -> None:
    """Answer requests on a socket until the other side closes it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    with socket.socket(fileno=descriptor) as peer, peer.makefile("rwb") as stream:
        while head := stream.read(LENGTH):
            request = json.loads(stream.read(int.from_bytes(head, "big")))
            content = stream.read(int.from_bytes(stream.read(LENGTH), "big"))
            for part in answer(request, content):
                stream.write(len(part).to_bytes(LENGTH, "big") + part)
            stream.flush()


def answer(request: dict[str, object], content: bytes) -> tuple[bytes, bytes]:
    """Return the kind of reply and its body: a document, the name and message of an error, or that memory ran out."""
    limits = Limits(**request["limits"])  # type: ignore[arg-type]
    _bound_processor_time(limits.seconds)
    source = SourceFile(str(request["sha256"]), str(request["media_type"]), str(request["name"]), "", content)
    try:
        return b"document", dump(parse(source, limits))
    except UnreadableFile as error:
        return b"error", json.dumps([type(error).__name__, error.message]).encode()
    except MemoryError:
        return b"memory", b""


def _bound_processor_time(seconds: float) -> None:
    """Allow so much processor time from now; the hard limit stays as it was, so that it can be moved on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime + seconds) + 1, hard))


if __name__ == "__main__":
    main(int(sys.argv[1]))
