"""Run the extraction benchmarks that are named, or all of them: ``python -m training.bench_extract [KIND…]``."""

import argparse
from importlib import import_module
from pathlib import Path

MODULES = tuple(
    sorted(one.stem for one in Path(__file__).parent.glob("[!_]*.py") if "\ndef main()" in one.read_text("utf-8"))
)

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("kind", nargs="*", choices=[*MODULES, []])
for kind in parser.parse_args().kind or MODULES:
    import_module(f"training.bench_extract.{kind}").main()
