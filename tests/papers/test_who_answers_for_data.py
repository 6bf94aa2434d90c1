"""Nothing goes to the public before people can be told who answers for their data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from campaigner.mail.sending import send_mail
from campaigner.opening import OpenWorkspace
from campaigner.papers.blank_sheets import make_sheets
from campaigner.papers.pack import pack_of
from campaigner.petitions.opening import open_petition
from campaigner.settings import ControllerUnfilled
from campaigner.workspace import Workspace
from conftest import Command

pytestmark = pytest.mark.usefixtures("database")

EMPTY = ""
NAME = "name = 'Sample Rights'\n"
CONTACT = "contact = 'privacy@example.org'\n"
TO_THE_PUBLIC = [
    ["mail", "send", "--to-dir", "out"],
    ["mail", "send", "--to-dir", "out", "--watch"],
    ["petition", "sheet", "bread", "-o", "out/sheet.pdf"],
    ["campaign", "pack", "bread", "--source", "paper", "-o", "out"],
    ["partner", "export", "bread", "Sample Bakers", "-o", "out/contacts.csv"],
    [
        "petition",
        "export",
        "bread",
        "-f",
        "csv",
        "--partner",
        "Sample Bakers",
        "-o",
        "out/signed.csv",
    ],
]
ASKS = """
[[partners]]
name = "Sample Bakers"
consent = { en = "The Sample Bakers may write to me.", cy = "Caiff y Sample Bakers ysgrifennu." }
"""

SMTP = "[mail]\nhost = 'mail.example.org'\nsender = 'act@example.org'\n"


def say(workspace: Workspace, controller: str, more: str = "") -> None:
    """What the settings say of the data controller."""
    text = f"[organisation]\nname = 'Sample Rights'\n[data_controller]\n{controller}{more}"
    (workspace.root / "campaigner.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("command", TO_THE_PUBLIC, ids=" ".join)
@pytest.mark.parametrize(
    ("controller", "lacks"),
    [
        (EMPTY, "“name” and “contact” under [data_controller] are empty"),
        (NAME, "“contact” under [data_controller] is empty"),
        (CONTACT, "“name” under [data_controller] is empty"),
        ("name = ' '\n" + CONTACT, "“name” under [data_controller] is empty"),
    ],
)
@pytest.mark.usefixtures("bread")
def test_an_empty_controller_stops_all_that_goes_to_the_public(
    workspace: Workspace,
    campaigner: Command,
    command: Sequence[str],
    controller: str,
    lacks: str,
) -> None:
    say(workspace, controller)
    definition = workspace.campaigns_folder / "bread" / "campaign.toml"
    text = definition.read_text(encoding="utf-8")
    definition.write_text(text + ASKS, encoding="utf-8")
    called = campaigner(*command)
    assert (called.code, called.stdout) == (2, "")
    assert lacks in called.stderr
    assert "Fill in" in called.stderr
    assert not Path("out").exists()


@pytest.mark.usefixtures("bread")
def test_also_mail_by_a_server_is_stopped(workspace: Workspace, campaigner: Command) -> None:
    say(workspace, EMPTY, SMTP + "[web]\naddress = 'https://act.example.org'\n")
    called = campaigner("mail", "send")
    assert called.code == 2
    assert "[data_controller]" in called.stderr


@pytest.mark.usefixtures("bread")
def test_the_services_stop_too(here: OpenWorkspace) -> None:
    say(here.workspace, NAME)
    there = replace(here, workspace=Workspace(here.workspace.root))
    with pytest.raises(ControllerUnfilled):
        send_mail(there, there.workspace.root / "out")
    with pytest.raises(ControllerUnfilled):
        make_sheets(open_petition(there, "bread"), 1)
    with pytest.raises(ControllerUnfilled):
        pack_of(there, "bread", "paper")


@pytest.mark.usefixtures("bread")
def test_the_environment_can_say_who_answers(
    workspace: Workspace, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(workspace, EMPTY)
    monkeypatch.setenv("CAMPAIGNER_DATA_CONTROLLER__NAME", "Sample Rights")
    monkeypatch.setenv("CAMPAIGNER_DATA_CONTROLLER__CONTACT", "privacy@example.org")
    assert campaigner("mail", "send", "--to-dir", "out").code == 0


@pytest.mark.parametrize(
    "command",
    [
        ["petition", "tally", "bread"],
        ["campaign", "brief", "bread", "-o", "brief.pdf"],
        ["campaign", "check", "bread"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("bread")
def test_what_stays_in_the_house_goes_on(
    workspace: Workspace, campaigner: Command, command: Sequence[str]
) -> None:
    say(workspace, EMPTY)
    assert campaigner(*command).code == 0
