"""The command: Swedish text for people, JSON for programs, 0 also where something is lacking."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import lexsarah
from lexsarah.cli import app
from lexsarah.vocabulary import RequiredItem

TEXT = (
    "Lex Sarah-utredning\n\nUtredare: Agda Lövnäs, kvalitetssamordnare\nUtredning inledd: 2022-03-09\n\n"
    "1. Vad har hänt?\n\nDen 5 mars 2022 fick en boende på Ekliden ingen hjälp trots att larmet ringde.\n\n"
    "2. Åtgärder\n\nRedovisas i särskild handling.\n"
)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "utredning.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_text_for_people(paper: Path) -> None:
    result = CliRunner().invoke(app, ["check", str(paper)])
    assert result.exit_code == 0
    assert "– Åtgärder:" in result.output
    assert "+ Vad som har inträffat:" in result.output
    assert "uppgifter hittades inte." in result.output


def test_json_for_programs(paper: Path) -> None:
    result = CliRunner().invoke(app, ["check", str(paper), "--json"])
    assert result.exit_code == 0
    (case,) = json.loads(result.output)["cases"]
    statuses = {one["item"]: one["status"] for one in case["items"]}
    assert list(statuses) == [item.value for item in RequiredItem]
    assert statuses["atgarder"] == "not_found"
    assert statuses["atgardernas_tid"] == "not_applicable"
    for one in case["items"]:
        for words in one["evidence"]:
            assert TEXT[words["start"] : words["end"]] == words["quote"]


def test_the_library_gives_the_same(paper: Path) -> None:
    (one,) = lexsarah.check(paper)
    again = lexsarah.check(paper.read_bytes())
    assert {result.item for result in one.lacking()} == {result.item for result in again[0].lacking()}
    assert RequiredItem.MEASURES in {result.item for result in one.lacking()}
