"""The command as a whole: what it imports, how it answers a wrong call."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from campaigner import __version__
from campaigner.workspace import Workspace
from conftest import Command

HEAVY = ("weasyprint", "pydantic", "pydantic_settings", "sqlite_utils", "jinja2", "babel", "rich")


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from campaigner.cli.app import run; run(['--help']);"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"
    assert "Usage: campaigner" in done.stdout


def test_version(campaigner: Command) -> None:
    assert campaigner("--version").stdout.strip() == f"campaigner {__version__}"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["campaing"], "Did you mean 'campaign'?"),
        (["campaign", "lst"], "list"),
        (["campaign", "list", "--format", "xml"], "table"),
        (["--workspace", "/no/such/folder", "campaign", "list"], "no workspace folder"),
    ],
)
def test_a_wrong_call_is_answered_in_one_message(
    campaigner: Command, arguments: list[str], words: str
) -> None:
    called = campaigner(*arguments)
    assert called.code == 2
    assert words in called.stderr
    assert called.stdout == ""


def test_without_a_workspace_the_message_says_how_to_make_one(
    campaigner: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    called = campaigner("campaign", "list")
    assert called.code == 2
    assert "campaigner init DIR" in called.stderr


def test_olive_makes_a_workspace_and_does_not_overwrite_it(
    campaigner: Command, tmp_path: Path
) -> None:
    assert campaigner("init", tmp_path / "olive").code == 0
    assert (tmp_path / "olive" / "campaigner.toml").is_file()
    again = campaigner("init", tmp_path / "olive")
    assert again.code == 1
    assert "is a workspace already" in again.stderr


def test_the_workspace_is_found_upwards(
    campaigner: Command, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = workspace.root / "campaigns" / "deep"
    inner.mkdir()
    monkeypatch.chdir(inner)
    assert campaigner("campaign", "list").code == 0
