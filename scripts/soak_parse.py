"""Read two thousand documents in a row and watch the memory: ``python scripts/soak_parse.py [number]``.

The files of corpus/renderings and corpus/samples go round, a hostile one among every ten, through the reading process
as an upload does, without OCR. Prints the resident memory of the parent and its largest child every hundred documents,
and the slope of each by least squares over all but the first two hundred, in KiB a document (Linux).
"""

import gc
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from lexsarah.errors import UnreadableFile
from lexsarah.ingest import from_bytes
from lexsarah.limits import Limits
from lexsarah.parse import parse_safely
from lexsarah.resources import sample_files

RENDERINGS = Path(__file__).parent.parent / "corpus" / "renderings"
FORMATS = {".pdf", ".docx", ".odt", ".rtf", ".html", ".txt", ".eml", ".png", ".jpg", ".tif"}
LIMITS = Limits(ocr_pages=0, seconds=20)
NUMBER, EVERY, SETTLED = 2000, 100, 200

HOSTILE = (
    b"%PDF-1.7\n" + b"[" * 100_000 + b"\nstartxref\n0\n%%EOF",
    b"<html><body>" + b"<div>" * 30_000 + b"<p>ord</p>",
    b"{\\rtf1 " + b"{" * 30_000,
    b"\x89PNG\r\n\x1a\n" + b"\x00" * 4_000,
)


def resident(process: str) -> int:
    """KiB of a process that are in memory."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


def children() -> list[str]:
    """Return the process numbers of our children."""
    return Path("/proc/self/task").joinpath(str(_main_thread()), "children").read_text("utf-8").split()


def _main_thread() -> int:
    return int(Path("/proc/self").readlink().name)


def contents() -> Iterator[bytes]:
    """Yield the bytes of files, formats mixed, over and over."""
    found = [path for path in sorted(RENDERINGS.rglob("*")) if path.suffix in FORMATS] + list(sample_files())
    by_folder: dict[Path, list[Path]] = {}
    for path in found:
        by_folder.setdefault(path.parent, []).append(path)
    turns = [cycle(paths) for paths in by_folder.values()]
    hostile = cycle(HOSTILE)
    while True:
        for at, turn in enumerate(turns):
            yield next(turn).read_bytes()
            if at % 10 == 9 or at == len(turns) - 1:
                yield next(hostile)


def main() -> None:
    """Read, and print what memory did."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else NUMBER
    came = Counter[str]()
    points: list[tuple[int, int, int]] = []
    start = time.monotonic()
    print(f"{'documents':>9} {'parent MiB':>10} {'child MiB':>9} {'seconds':>8}")
    for count, content in enumerate(islice(contents(), number), 1):
        try:
            parse_safely(from_bytes(content, "fil", "upload", LIMITS), LIMITS)
            came["read"] += 1
        except UnreadableFile as error:
            came[error.code] += 1
        if count % EVERY == 0:
            gc.collect()
            point = (count, resident("self"), max((resident(child) for child in children()), default=0))
            points.append(point)
            print(f"{count:9} {point[1] / 1024:10.1f} {point[2] / 1024:9.1f} {time.monotonic() - start:8.1f}")
    print(dict(came))
    settled = np.array([point for point in points if point[0] > SETTLED], dtype=float)
    if len(settled) > 1:
        for name, column in (("parent", 1), ("child", 2)):
            print(f"slope {name}: {np.polyfit(settled[:, 0], settled[:, column], 1)[0]:+.2f} KiB a document")


if __name__ == "__main__":
    main()
