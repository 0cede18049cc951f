"""The locks hold what pyproject.toml asks for, with hashes, for anyone's registry."""

import re
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
REQUIREMENTS = ROOT / "requirements"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("run", "dev", "build")
PIN = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?: ; [^\\]+)? \\\n(?P<hashes>(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)",
    re.MULTILINE,
)


def pins(lock: str) -> dict[str, str]:
    text = (REQUIREMENTS / f"{lock}.txt").read_text("utf-8")
    return {canonicalize_name(pin["name"]): pin["version"] for pin in PIN.finditer(text)}


def torch_version() -> str:
    """Return the version of torch, which is installed first and by itself: its build is the machine's."""
    lines = (REQUIREMENTS / "torch.txt").read_text("utf-8").splitlines()
    (version,) = {Version(one.partition(" ")[0].removeprefix("torch==")).public for one in lines if one[:1] != "#"}
    return version


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("run", PROJECT["project"]["dependencies"]),
        ("dev", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
        ("build", PROJECT["build-system"]["requires"]),
    ],
    ids=LOCKS,
)
def test_everything_asked_for_is_locked_at_an_allowed_version(lock: str, asked: list[str]) -> None:
    locked = {"torch": torch_version(), **pins(lock)}
    wrong = [
        text
        for text in asked
        if not (one := Requirement(text)).specifier.contains(
            locked.get(canonicalize_name(one.name), ""), prereleases=True
        )
        or canonicalize_name(one.name) not in locked
    ]
    assert not wrong, f"not in requirements/{lock}.txt at an allowed version (run scripts/lock.sh)"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_a_pin_with_hashes_or_a_comment(lock: str) -> None:
    text = (REQUIREMENTS / f"{lock}.txt").read_text("utf-8")
    rest = PIN.sub("", text)
    assert [line for line in rest.splitlines() if line.strip() and not line.lstrip().startswith("#")] == []


def test_development_runs_what_is_run() -> None:
    run, dev, build = (pins(lock) for lock in LOCKS)
    assert run.items() <= dev.items()
    assert all(dev.get(name, version) == version for name, version in build.items())


@pytest.mark.parametrize("lock", LOCKS)
def test_no_registry_no_local_build_no_torch(lock: str) -> None:
    text = (REQUIREMENTS / f"{lock}.txt").read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=)", text, re.MULTILINE), "an option of pip"
    assert [name for name, version in pins(lock).items() if "+" in version] == []
    assert [name for name in pins(lock) if name == "torch" or name.startswith("nvidia-")] == []


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_what_torch_needs_is_locked(lock: str) -> None:
    asked = [Requirement(one) for one in requires("torch") or []]
    needed = {canonicalize_name(one.name) for one in asked if one.marker is None or one.marker.evaluate({"extra": ""})}
    assert "sympy" in needed
    assert needed - pins(lock).keys() == set()
