"""``campaign remove``: what goes is said first, and somebody else has to agree if there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from account_holders import joined
from campaigner.opening import OpenWorkspace
from campaigner.petitions.closing import set_closing
from campaigner.petitions.opening import open_petition
from campaigner.workspace import Workspace
from conftest import Command
from petitioners import confirmed_in


@pytest.fixture
def signed(
    represented: Workspace, bread: Path, here: OpenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> OpenWorkspace:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-12T12:00:00")
    confirmed_in(represented, "bread", {"LE93 1AA": 2})
    return here


def test_an_open_petition_is_closed_first(campaigner: Command, signed: OpenWorkspace) -> None:
    called = campaigner("campaign", "remove", "bread", "--yes")
    assert called.code == 1
    assert "Close the petition first." in called.stderr


def test_an_owner_has_to_say_yes_at_the_desk(campaigner: Command, signed: OpenWorkspace) -> None:
    joined(signed)
    set_closing(open_petition(signed, "bread"))
    called = campaigner("campaign", "remove", "bread", "--yes")
    assert called.code == 0
    assert "2 signatures" in called.stderr
    assert "removed/bread" in called.stderr
    assert "An owner has to say yes at the desk" in called.stderr
    assert (signed.workspace.campaigns_folder / "bread").exists()


@pytest.mark.slow
def test_without_accounts_whoever_has_the_machine_removes_it(
    campaigner: Command, signed: OpenWorkspace
) -> None:
    set_closing(open_petition(signed, "bread"))
    called = campaigner("campaign", "remove", "bread", "--yes")
    assert called.code == 0, called.stderr
    assert "Removed." in called.stderr
    assert not (signed.workspace.campaigns_folder / "bread").exists()
    assert (signed.workspace.root / "removed" / "bread" / "log" / "checkpoint").exists()
