"""The command as a whole: what it imports, how it answers a wrong call."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from campaigner import __version__
from campaigner.cli.nouns import NOUNS
from campaigner.toml import read_toml
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


def test_a_letter_is_written_without_what_only_other_commands_need(represented: Workspace) -> None:
    others = ("campaigner.tables", "campaigner.campaigns.claims.claim_words", "rich", "fsspec")
    sender = ("--name", "Suzie Specimen", "--address", "1 Long Street", "--postcode", "LE93 1AA")
    call = ["-w", str(represented.root), "letter", "write", "right-to-food", *sender]
    script = (
        f"import sys; from campaigner.cli.app import run; code = run({call!r});"
        f"print(code, [name for name in {others!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "0 []"


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
    called = campaigner("petition", "sign", "right-to-food")
    assert called.code == 2
    assert "Give the answer as an option" in called.stderr


class Terminal(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("options", "said", "title"),
    [
        ((), "the title is left to write (or give --title TEXT); this is taken:", "[to write: "),
        (("--title", "Water"), "this is taken: --rights-area human-rights, --lang", "Water"),
        (("--languages", "en", "--role", "ms"), "this is taken: --rights-area", "[to write: "),
        (("--title", "W", "--rights-area", "w", "--languages", "en", "--role", "mp"), "", "W"),
    ],
)
def test_a_campaign_is_made_without_a_terminal(
    campaigner: Command,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    said: str,
    title: str,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ignored\n"))
    called = campaigner("campaign", "new", "water", *options)
    first, *_ = called.stderr.splitlines()
    assert (called.code, said in first) == (0, True)
    assert first.startswith("There is no terminal to ask on: " if said else "Wrote ")
    definition = read_toml(workspace.campaigns_folder / "water" / "campaign.toml").values
    assert definition["title"]["en"].startswith(title)


def test_at_a_terminal_a_campaign_is_asked_for(
    campaigner: Command, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("Water\n\nen, cy\nms\n"))
    assert campaigner("campaign", "new", "water").code == 0
    definition = read_toml(workspace.campaigns_folder / "water" / "campaign.toml").values
    assert (definition["rights_area"], definition["languages"]) == ("human-rights", ["en", "cy"])
    assert definition["letter"]["to"] == [{"role": "ms"}]
    monkeypatch.setattr("sys.stdin", Terminal("Air\n\n\nempress\n"))
    wrong = campaigner("campaign", "new", "air")
    assert (wrong.code, "Unknown role “empress”" in wrong.stderr) == (2, True)


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
