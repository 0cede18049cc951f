"""The built wheel, installed away from the checkout, reads a PDF with what it brought along."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BUILT_FROM = ("pyproject.toml", "README.md", "LICENSE", "NOTICE", "service", "models", "corpus/samples")

# Run at the start of every interpreter of the environment, child processes included.
WATCH = """\
import os, sys
checkout, dependencies = {checkout!r}, {dependencies!r}
def watch(event, arguments):
    if event != "open" or not isinstance(arguments[0], (str, bytes)):
        return
    path = os.path.realpath(os.fsdecode(arguments[0])) + os.sep
    if path.startswith(checkout) and not path.startswith(dependencies):
        sys.stderr.write("opened " + path + "\\n")
        os._exit(99)
sys.addaudithook(watch)
"""
WHERE = """\
import json
from importlib.metadata import version
import lexsarah
from lexsarah.reference import municipalities
from lexsarah.resources import folder, sample_files
print(json.dumps({
    "version": [lexsarah.__version__, version("lexsarah")],
    "places": [lexsarah.__file__, str(folder("models")), *map(str, sample_files())],
    "municipalities": len(municipalities()),
}))
"""


def output(environment: Path, folder: Path, program: str, *arguments: str) -> str:
    """Run a program of the environment in a folder and return what it printed."""
    done = subprocess.run(
        [str(environment / "bin" / program), *arguments],
        cwd=folder,
        env={"PATH": os.defpath, "LANG": "C.UTF-8", "LEXSARAH_HOME": str(folder / "home")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr or done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build from a copy, so that nothing is left in the checkout."""
    copy = tmp_path_factory.mktemp("source")
    for name in BUILT_FROM:
        target = copy / name
        target.parent.mkdir(exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, target)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(copy / "dist"), str(copy)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    (built,) = (copy / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an environment of its own that borrows this one's dependencies.

    They are lent by a line in a .pth file, through which Python follows no other .pth file: the editable install of
    the checkout is out of reach. Another line starts the watch; Debian's Python has a sitecustomize of its own.
    """
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=120)
    (site,) = folder.glob("lib/python*/site-packages")
    lent = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    (site / "lent.pth").write_text("\n".join([*lent, "import checkout_watch", ""]), "utf-8")
    (site / "checkout_watch.py").write_text(
        WATCH.format(checkout=f"{ROOT}{os.sep}", dependencies=f"{sys.prefix}{os.sep}"), "utf-8"
    )
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin/python"), "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True, timeout=300)
    return folder


@pytest.mark.slow
def test_the_wheel_holds_the_product_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    top = {name.split("/", 1)[0] for name in names}
    assert {name for name in top if not name.endswith(".dist-info")} == {"lexsarah"}
    shipped = {
        "lexsarah/_data/models": ROOT / "models",
        "lexsarah/_data/samples": ROOT / "corpus/samples",
        "lexsarah": ROOT / "service/lexsarah",
    }
    wanted = {
        f"{prefix}/{path.relative_to(folder)}"
        for prefix, folder in shipped.items()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    there = {name for name in names if name.startswith("lexsarah/")}
    assert there == wanted
    assert {name.rpartition("/")[2] for name in names if "/licenses/" in name} == {"LICENSE", "NOTICE"}


@pytest.mark.slow
def test_models_samples_and_reference_data_come_from_the_wheel(environment: Path, tmp_path: Path) -> None:
    found = json.loads(output(environment, tmp_path, "python", "-c", WHERE))
    assert found["version"][0] == found["version"][1]
    assert [place for place in found["places"] if not Path(place).is_relative_to(environment)] == []
    assert found["municipalities"] == 290


@pytest.mark.slow
def test_the_watch_notices_the_checkout(environment: Path, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"opened .*pyproject\.toml"):
        output(environment, tmp_path, "python", "-c", f"open({str(ROOT / 'pyproject.toml')!r})")


@pytest.mark.slow
def test_the_installed_wheel_reads_a_pdf(environment: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "handling.pdf"
    shutil.copy(min((ROOT / "corpus/samples").glob("*.pdf")), pdf)
    (line,) = output(environment, tmp_path, "lexsarah", "read", "--format", "json", str(pdf)).splitlines()
    record = json.loads(line)
    assert "error" not in record
    facts = [fact for case in record["cases"] for fact in case["facts"]]
    assert any(evidence["quote"] for fact in facts for evidence in fact["evidence"])
    assert any(fact["producer"]["kind"] == "model" for fact in facts), "the models took no part"
