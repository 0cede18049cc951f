"""Draws how times grow: ``python plot.py TARGET`` in ``.bench-venv``, with what is drawn as JSON on standard input."""

import json
import sys
from importlib import import_module
from typing import Any


def main() -> None:
    """Draw the 95th percentiles over the number of passages, both by their logarithm."""
    matplotlib: Any = import_module("matplotlib")
    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "lexsarah", "svg.fonttype": "path", "font.size": 9})
    pyplot: Any = import_module("matplotlib.pyplot")
    drawn = json.load(sys.stdin)
    figure, axes = pyplot.subplots(figsize=(6.4, 4.2), layout="constrained")
    for line in drawn["lines"]:
        axes.plot(line["passages"], line["ms"], line["style"], label=line["name"], markersize=4, linewidth=1.2)
    axes.plot(drawn["bars"]["passages"], drawn["bars"]["ms"], "k_", markersize=16, label="bar, fused")
    axes.set(xscale="log", yscale="log", xlabel="passages that the reader may see", ylabel="95th percentile, ms")
    axes.grid(which="both", alpha=0.25)
    axes.legend(fontsize=7, ncols=2)
    figure.savefig(sys.argv[1], metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    main()
