"""What can be typed or set is documented, and what is documented exists."""

import re
from pathlib import Path

import pytest
import typer

from lexsarah.cli import app
from lexsarah.config import Settings
from lexsarah.errors import UnreadableFile
from lexsarah.trends.counts import BY, PERIODS

CHECKOUT = Path(__file__).parent.parent
COMMANDS = (CHECKOUT / "docs" / "commands.md").read_text("utf-8")
CONFIGURATION = (CHECKOUT / "docs" / "configuration.md").read_text("utf-8")
PAGES = [CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md", *sorted((CHECKOUT / "docs").glob("*.md"))]


def described() -> dict[str, set[str]]:
    """Return the options of every command, by its name."""
    root = typer.main.get_command(app)
    found: dict[str, set[str]] = {}
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        below = getattr(command, "commands", {"": command})
        for sub, leaf in below.items():
            options = {
                option
                for parameter in leaf.params
                for option in (*parameter.opts, *parameter.secondary_opts)
                if option.startswith("--")
            }
            found[f"{name} {sub}".strip()] = options
    return found


@pytest.mark.parametrize("name", sorted(described()))
def test_every_command_and_option_is_documented(name: str) -> None:
    command = name.split(maxsplit=1)[0]
    (row,) = [line for line in COMMANDS.splitlines() if line.startswith(f"| `lexsarah {command}")]
    for word in name.split()[1:]:
        assert word in row
    for option in described()[name] - {"--help"}:
        assert option in row or option == "--organisation", option


def test_every_documented_option_exists() -> None:
    known = set().union(*described().values()) | {"--help", "--install-completion"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", COMMANDS)) <= known


def test_every_setting_is_documented_with_its_default() -> None:
    documented = set(re.findall(r"^\| `(LEXSARAH_[A-Z_]+)`", CONFIGURATION, re.MULTILINE))
    assert documented == {f"LEXSARAH_{name.upper()}" for name in Settings.model_fields}
    for name, setting in Settings.model_fields.items():
        row = next(line for line in CONFIGURATION.splitlines() if line.startswith(f"| `LEXSARAH_{name.upper()}`"))
        if setting.default_factory is None and setting.default not in {None, ""}:
            assert f"| `{setting.default}` |" in row


def test_what_can_be_counted_is_documented() -> None:
    for name in (*BY, *PERIODS):
        assert re.search(rf"[ |`]{name}[ |`]", COMMANDS.replace("\\|", "|")), name


def test_every_reason_for_an_unread_file_is_documented() -> None:
    def codes(kind: type[UnreadableFile]) -> set[str]:
        return {kind.code}.union(*(codes(below) for below in kind.__subclasses__()))

    for code in codes(UnreadableFile) - {"unreadable_file"}:
        assert f"| `{code}` |" in COMMANDS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target
