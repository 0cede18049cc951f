"""The tables of docs/benchmarks.md and the plot of growth, of all sizes measured so far."""

import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from training.bench_extract.figures import table
from training.parsing.reading import BENCH_PYTHON
from training.search.scale import plot
from training.search.scale.client import WAYS
from training.search.scale.timing import CLIENTS, OF_EACH

BARS = {100_000: 60.0, 1_000_000: 120.0}
"""Milliseconds that the 95th percentile of *fused* may take for one client, under any filter."""
RECALL = 0.97
MIB = 1 << 20
PLOTTED = "![95th percentiles of one client over the number of passages](images/search-scale.svg)"
TABLES = (
    ("passages, their text and terms", ("passages",)),
    ("blocks of postings", ("blocks", "blocks_pkey")),
    ("postings that wait", ("postings", "postings_pkey", "postings_passage")),
    ("codes of cases", ("codes", "codes_pkey", "codes_value")),
    ("vectors", ("vectors", "vectors_pkey", "vectors_passage")),
)
STYLES = {"words": "C0o-", "meaning": "C1s-", "fused": "C2^-", "search": "C3D-"}

Result = Mapping[str, Any]


def report(results: Sequence[Result]) -> str:
    """Write all tables; ``results`` by size in ascending order."""
    return "\n\n".join(
        [_bars(results), PLOTTED, _made(results), *(_times(one) for one in results), _recall(results), _peers(results)]
    )


def _size(result: Result) -> str:
    return f"{result['passages']:,}"


def _slowest(result: Result, way: str) -> tuple[float, str]:
    """Return the highest 95th percentile of a way of searching by one client, and its filter."""
    return max((cell["whole"]["p95"], key.split()[1]) for key, cell in _ways(result, "1", way))


def _ways(result: Result, clients: str, way: str) -> Iterator[tuple[str, Result]]:
    return ((key, cell) for key, cell in result["times"][clients].items() if key.split()[0] == way)


def _bars(results: Iterable[Result]) -> str:
    rows = []
    for one in results:
        most, name = _slowest(one, "fused")
        page, wide = _slowest(one, "search")
        bar = BARS.get(one["passages"])
        least, narrow = min((cell["recall"], name) for name, cell in one["recall"].items())
        met = "–" if bar is None else "met" if most <= bar else "**missed**"
        exact = "–" if not _all_real(one) else "met" if least >= RECALL else "**missed**"
        rows.append([_size(one), f"{most:.0f} ms ({name})", f"{bar:.0f} ms" if bar else "–", met])
        rows[-1] += [f"{page:.0f} ms ({wide})", f"{least:.3f} ({narrow})", exact]
    head = ["passages", "fused, one client, p95 under the slowest filter", "bar", "", "with a page of hits and facets"]
    return table([*head, "least recall@10", f"bar, of real vectors: {RECALL}"], rows)


def _all_real(result: Result) -> bool:
    """Whether the passages that the reader may see are real, but for a few."""
    return bool(result["real"] >= result["passages"] * 0.98)


def _made(results: Sequence[Result]) -> str:
    """Write what building took and what lies on the disk."""
    steps = list(dict.fromkeys(step for one in results for step in one["seconds"] if step != "rest"))
    rows = [
        ["passages that others own and the reader may not see", *(f"{one['hidden']:,}" for one in results)],
        ["real passages among them", *(f"{one['real']:,}" for one in results)],
        ["nearest cosine of real ones, 5th, 50th, 95th percentile", *(_near(one, "real") for one in results)],
        ["the same, of drawn ones", *(_near(one, "drawn") for one in results)],
    ]
    rows += [[f"loading {step}, s", *(f"{one['seconds'].get(step, 0):.0f}" for one in results)] for step in steps]
    rows.append(["merging by the product, ms a passage", *(f"{one['merging']:.1f}" for one in results)])
    for name, parts in TABLES:
        rows.append([f"{name}, MiB", *(f"{sum(one['disk'].get(p, 0) for p in parts) / MIB:,.0f}" for one in results)])
    indexes = ([size for name, size in one["disk"].items() if name.startswith("vectors_1_")] for one in results)
    rows.append(["approximate index of vectors, MiB", *(f"{sum(sizes) / MIB:,.0f}" for sizes in indexes)])
    rows.append(["all of the database, MiB", *(f"{sum(one['disk'].values()) / MIB:,.0f}" for one in results)])
    most = (max(cell["memory"] for cell in one["times"]["1"].values()) for one in results)
    rows.append(["memory of a client, most, MiB", *(f"{one:,.0f}" for one in most)])
    return table(["passages that the reader may see", *map(_size, results)], rows)


def _near(result: Result, which: str) -> str:
    found = result["near"][which]
    return " · ".join(f"{found[at]:.3f}" for at in (0, 2, 4)) if found else "–"


def _times(result: Result) -> str:
    names = list(dict.fromkeys(key.split()[1] for key in result["times"]["1"]))
    rows = []
    for name in names:
        for way in WAYS:
            one, several = (result["times"][clients][f"{way} {name}"] for clients in ("1", str(CLIENTS)))
            columns = [(one, "whole"), (one, "processor"), (several, "whole")]
            parts = [f"{cell[kind][p]:.1f}" for cell, kind in columns for p in ("p50", "p95", "p99")]
            rows.append([name, f"**{way}**" if way == "fused" else way, *parts])
    encoding = result["times"]["1"]["fused none"]["encoding"]
    shares = ", ".join(f"{name} {share}" for name, share in result["shares"].items())
    head = ["filter", "way", "p50", "p95", "p99", "processor p50", "p95", "p99", "eight clients p50", "p95", "p99"]
    each = min(OF_EACH, result["questions"])
    return (
        f"**{_size(result)} passages**: milliseconds of one client and of eight at once; {result['questions']} "
        f"questions ({CLIENTS} × {each}). *Processor* is that of one client and its server process together. "
        f"Of *fused* and *search*, the question's encoding takes {encoding['p50']:.1f} (p95 {encoding['p95']:.1f}, p99 "
        f"{encoding['p99']:.1f}). "
        f"{result['machine']} Shares let through: {shares}.\n\n{table(head, rows)}"
    )


def _recall(results: Iterable[Result]) -> str:
    rows = [
        [
            _size(one),
            "real" if _all_real(one) else f"{one['real']:,} real",
            name,
            f"{cell['recall']:.4f} [{cell['interval'][0]:.4f}, {cell['interval'][1]:.4f}]",
            f"{cell['below']:.1%}",
            f"{cell['numpy']['p50']:.1f}",
            f"{cell['numpy']['p95']:.1f}",
        ]
        for one in results
        for name, cell in one["recall"].items()
    ]
    head = ["passages", "vectors", "filter", "recall@10", "questions with less than nine of ten"]
    return "Nearest by meaning against all cosines by numpy (one matrix in single precision, in memory):\n\n" + table(
        [*head, "numpy p50, ms", "numpy p95, ms"], rows
    )


def _peers(results: Iterable[Result]) -> str:
    rows = []
    for one in results:
        ours = one["times"]["1"]["words none"]
        blocks = sum(one["disk"][part] for part in ("blocks", "blocks_pkey"))
        rows.append([_size(one), "lexsarah, words", f"{one['seconds']['blocks']:.0f}", f"{blocks / MIB:,.0f}"])
        rows[-1] += [f"{ours['memory']:,.0f}", f"{ours['whole']['p50']:.1f}", f"{ours['whole']['p95']:.1f}"]
        for name, cell in one["peers"].items():
            rows.append([_size(one), name, f"{cell['seconds']:.0f}", f"{cell['disk'] / MIB:,.0f}"])
            rows[-1] += [f"{cell['most']:,.0f}", f"{cell['times']['p50']:.1f}", f"{cell['times']['p95']:.1f}"]
    return (
        "Words beside bm25s and tantivy, in process, on the same terms of what the reader may see alone, without "
        "owners, filters or policies, the hundred best:\n\n"
        + table(["passages", "", "index, s", "disk, MiB", "memory at most, MiB", "p50, ms", "p95, ms"], rows)
    )


def draw(results: Sequence[Result], target: Path) -> None:
    """Draw the 95th percentiles of one client over the sizes."""
    lines = []
    for way, style in STYLES.items():
        slowest = [max(cell["whole"]["p95"] for _, cell in _ways(one, "1", way)) for one in results]
        none = [one["times"]["1"][f"{way} none"]["whole"]["p95"] for one in results]
        for name, ms, look in ((way, none, style), (f"{way}, slowest filter", slowest, style.replace("-", ":"))):
            lines.append({"name": name, "passages": [one["passages"] for one in results], "ms": ms, "style": look})
    drawn = {"lines": lines, "bars": {"passages": list(BARS), "ms": list(BARS.values())}}
    subprocess.run([str(BENCH_PYTHON), plot.__file__, str(target)], check=True, text=True, input=json.dumps(drawn))
