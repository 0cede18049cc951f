"""Measure extraction: ``python -m training.bench_extract [KIND …] [--print]`` (``make bench-extract``).

Prints the tables of some kinds, or of all, and writes them into docs/benchmarks.md.
"""

import argparse

from training.bench_extract import check, cost, dates, facts, identifiers
from training.bench_extract.figures import replaced
from training.parsing.reading import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"

KINDS = {
    "facts": facts.report,
    "dates": dates.report,
    "identifiers": identifiers.report,
    "check": check.report,
    "cost": cost.report,
}


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", nargs="*", choices=[*KINDS, []], help="what is measured (all)")
    parser.add_argument("--print", action="store_true", dest="only_print", help="do not write the page")
    asked = parser.parse_args()
    for kind in asked.kind or KINDS:
        part = KINDS[kind]()
        print(part)
        if not asked.only_print:
            PAGE.write_text(replaced(PAGE.read_text("utf-8"), f"bench-extract {kind}", part), "utf-8")


if __name__ == "__main__":
    main()
