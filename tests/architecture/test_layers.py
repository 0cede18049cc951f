"""Data flows one way, starting is light, and no file lies where it must not."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "service/lexsarah"
SOURCES = sorted([*PACKAGE.rglob("*.py"), *(ROOT / "training").rglob("*.py")])
UNSAFE = {"pickle", "cloudpickle", "dill", "joblib", "marshal", "shelve"}
"""Formats that run code when they are read."""
SHARED = re.compile(r"(^|/)shared(/|$)|/work/")


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def python(code: str, tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in a new interpreter with a home of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=tmp_path,
        env={**os.environ, "LEXSARAH_HOME": str(tmp_path / "home"), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def refusals(folder: Path, *names: str) -> str:
    """Make packages that cannot be imported; return the folder for PYTHONPATH."""
    for name in names:
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text(f"raise RuntimeError('imported {name}')\n", "utf-8")
    return str(folder)


def test_layers() -> None:
    # A process of its own: run in this one under coverage, its console was once seen to hang.
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout


def test_every_module_has_a_layer() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layered = {name.strip().strip("()") for layer in config[0]["layers"] for name in re.split(r"[|:]", layer)}
    modules = {
        f"lexsarah.{path.stem}"
        for path in PACKAGE.iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path.is_dir() and any(path.glob("*.py")))
    }
    assert modules - layered == set()


def test_help_is_light(tmp_path: Path) -> None:
    code = (
        "import sys, lexsarah.cli\n"
        "sys.argv = ['lexsarah', '--help']\n"
        "try: lexsarah.cli.main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "heavy = {'torch', 'spacy', 'sklearn', 'sentence_transformers', 'transformers'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = python(code, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "read" in done.stdout


def test_reading_imports_no_encoder(tmp_path: Path) -> None:
    sample = min((ROOT / "corpus/samples").glob("*.txt"))
    refused = refusals(tmp_path / "refused", "torch", "sentence_transformers", "transformers")
    code = "import sys, lexsarah.cli; sys.argv[0] = 'lexsarah'; lexsarah.cli.main()"
    done = python(code, tmp_path, "read", str(sample), PYTHONPATH=refused)
    assert done.returncode == 0, done.stderr


def constants(tree: ast.AST) -> Iterator[ast.Constant]:
    """Give the strings of a module that are not docstrings."""
    prose = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_no_module_reads_shared(path: Path) -> None:
    """A path into the folder beside the checkout; the visibility "shared" alone is no path unless it is joined."""
    tree = ast.parse(path.read_text("utf-8"))
    named = [one.value for one in constants(tree) if one.value != "shared" and SHARED.search(one.value)]
    joined = [
        one.lineno
        for one in ast.walk(tree)
        if isinstance(one, ast.BinOp)
        and isinstance(one.op, ast.Div)
        and isinstance(one.right, ast.Constant)
        and one.right.value == "shared"
    ]
    assert (named, joined) == ([], [])


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_no_module_reads_what_can_run_code(path: Path) -> None:
    imported = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported & UNSAFE == set()


def test_no_code_among_models_and_corpus() -> None:
    code = {".py", ".pyc", ".pkl", ".pickle", ".joblib", ".sh", ".ipynb", ".so"}
    assert [path for name in ("models", "corpus") for path in (ROOT / name).rglob("*") if path.suffix in code] == []


def test_modules_are_named_for_what_they_do() -> None:
    vague = {"models", "utils", "helpers", "util", "helper", "common", "misc"}
    names = [*SOURCES, *(path for path in (ROOT / "tests").rglob("*.py"))]
    assert [relative(path) for path in names if path.stem in vague or path.parent.name in vague] == []
