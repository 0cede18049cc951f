"""What others made and ships with the package is unchanged, listed and licensed."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "service/lexsarah/ui/static/vendor"
ROW = re.compile(
    r"^\| `(?P<file>[^`]+)` \| (?P<package>\S+) \| (?P<version>\S+) \| (?P<licence>\S+) \| (?P<sha>\w+) \|$"
)
ROWS = [row for line in (VENDOR / "README.md").read_text("utf-8").splitlines() if (row := ROW.match(line))]


def test_every_file_is_listed() -> None:
    there = {path.name for path in VENDOR.iterdir()} - {"README.md"}
    assert {row["file"] for row in ROWS} == there


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_hash(row: re.Match[str]) -> None:
    assert hashlib.sha256((VENDOR / row["file"]).read_bytes()).hexdigest() == row["sha"]


def test_every_package_has_its_licence_and_is_in_the_notice() -> None:
    notice = " ".join((ROOT / "NOTICE").read_text("utf-8").split())
    licensed = {row["package"] for row in ROWS if row["file"].endswith(".LICENSE.txt")}
    assert licensed == {row["package"] for row in ROWS}
    for row in ROWS:
        assert row["version"] in notice, f"{row['package']} {row['version']} is not in NOTICE"
        if row["file"].endswith(".txt"):
            assert f"vendor/{row['file']}" in notice


def test_the_licence_is_the_whole_eupl() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\nEUPL © the European Union 2007, 2016\n")
    assert [int(number) for number in re.findall(r"^(\d+)\.\S", text, re.MULTILINE)] == list(range(1, 16))
    assert "Québec Free and Open-Source Licence" in text
