"""The command as a whole: what it imports, how it answers a wrong call."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from campaigner import __version__
from campaigner.cli.nouns import NOUNS
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
    assert "campaigner init FOLDER" in called.stderr


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


def test_a_question_that_cannot_be_asked_says_how_to_answer_it(
    campaigner: Command, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    called = campaigner("campaign", "new", "clean-water")
    assert called.code == 2
    assert "Give the answer as an option" in called.stderr


def test_a_wrong_call_names_the_help_of_its_own_command(campaigner: Command) -> None:
    called = campaigner("petition", "tally")
    assert called.stderr.splitlines()[-1] == "See: campaigner petition tally --help"


def test_a_folder_that_may_not_be_written_to_is_said_to_be_so(
    campaigner: Command, workspace: Workspace
) -> None:
    (workspace.root / "campaigner.db").mkdir()
    called = campaigner("petition", "tally", "right-to-food")
    assert called.code == 1
    assert "is a folder, not the database" in called.stderr


def test_mail_is_not_sent_with_links_to_somebody_else_s_site(
    campaigner: Command, workspace: Workspace
) -> None:
    settings = '[mail]\nhost = "mail.example.org"\nsender = "office@example.org"\n'
    (workspace.root / "campaigner.toml").write_text(settings, encoding="utf-8")
    called = campaigner("mail", "send")
    assert called.code == 2
    assert "organisation.name and web.address" in called.stderr


def test_every_noun_has_its_help(campaigner: Command) -> None:
    for noun in NOUNS:
        called = campaigner(noun, "--help")
        assert called.code == 0
        assert called.stdout.startswith(f"Usage: campaigner {noun}")
