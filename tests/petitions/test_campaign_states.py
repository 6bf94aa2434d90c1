"""How a campaign stands is what is true now: by its definition, and by what Olive has decided."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from campaigner.petitions.campaign_states import list_campaigns, listed_campaign
from campaigner.petitions.closing import reopen, set_closing
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.store.database import Database
from campaigner.vocabulary.campaigns import CampaignState
from campaigner.workspace import Workspace
from conftest import Command
from petitioners import seconds, workspace_of

TO_WRITE, TO_COME, OPEN, EXTENDED, CLOSED_EARLY, CLOSED = CampaignState
ZONE = "CAMPAIGNER_ORGANISATION__TIMEZONE"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def stands(workspace: Workspace, text: str) -> tuple[CampaignState, str]:
    """How the made-up campaign stands at a moment in UTC, and its last day."""
    found = listed_campaign(workspace, "bread", moment(text))
    (listed,) = (
        each
        for each in list_campaigns(workspace, moment(text)).readable
        if each.campaign.slug == "bread"
    )
    assert listed == found
    return found.state, found.closes.isoformat()


# The campaign is open from 10 December 2026 to 10 June 2027.
@pytest.mark.parametrize(
    ("zone", "text", "state"),
    [
        ("Europe/London", "2026-12-09 23:59", TO_COME),
        ("Europe/London", "2026-12-10 00:00", OPEN),
        ("Europe/London", "2027-06-10 22:59", OPEN),
        ("Europe/London", "2027-06-10 23:00", CLOSED),
        ("America/Los_Angeles", "2026-12-10 07:59", TO_COME),
        ("America/Los_Angeles", "2027-06-11 06:59", OPEN),
        ("America/Los_Angeles", "2027-06-11 07:00", CLOSED),
    ],
)
def test_a_campaign_is_open_on_the_days_of_its_definition(
    workspace: Workspace,
    bread: Path,
    monkeypatch: pytest.MonkeyPatch,
    zone: str,
    text: str,
    state: CampaignState,
) -> None:
    monkeypatch.setenv(ZONE, zone)
    assert stands(workspace, text) == (state, "2027-06-10")
    assert not workspace.database_path.exists()  # looking makes nothing


def test_olive_s_decisions_are_shown(workspace: Workspace, database: Database, bread: Path) -> None:
    def at(text: str) -> OpenPetition:
        return open_petition(workspace_of(database, seconds(text)), "bread")

    set_closing(at("2027-01-01 12:00"), date(2027, 3, 31))
    assert stands(workspace, "2027-01-01 12:01") == (OPEN, "2027-03-31")
    set_closing(at("2027-02-01 12:00"))
    assert stands(workspace, "2027-02-01 12:01") == (CLOSED_EARLY, "2027-02-01")
    reopen(at("2027-02-02 12:00"))
    assert stands(workspace, "2027-02-02 12:01") == (OPEN, "2027-06-10")
    set_closing(at("2027-06-09 12:00"), date(2027, 8, 31))
    assert stands(workspace, "2027-06-09 12:01") == (EXTENDED, "2027-08-31")
    assert stands(workspace, "2027-09-01 12:00") == (CLOSED, "2027-08-31")


def test_the_definition_counts_at_once(
    workspace: Workspace, database: Database, bread: Path
) -> None:
    open_petition(workspace_of(database, seconds("2027-01-01 12:00")), "bread")
    file = bread / "campaign.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("closes = 2027-06-10", "closes = 2027-01-31"), encoding="utf-8")
    assert stands(workspace, "2027-02-01 12:00") == (CLOSED, "2027-01-31")


def test_what_is_still_to_write_is_not_open(workspace: Workspace, bread: Path) -> None:
    file = bread / "letter.en.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}\n[to write: why you]\n", encoding="utf-8")
    assert stands(workspace, "2027-01-01 12:00")[0] is TO_WRITE
    assert stands(workspace, "2028-01-01 12:00")[0] is CLOSED


def test_the_commands_show_it(
    campaigner: Command, bread: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2027-01-01T12:00:00")
    assert campaigner("petition", "close", "bread", "--yes").code == 0
    monkeypatch.setenv("CAMPAIGNER_NOW", "2027-01-02T12:00:00")
    (row,) = (
        row
        for row in campaigner("campaign", "list", "--format", "json").json
        if row["campaign"] == "bread"
    )
    assert (row["state"], row["closes"]) == ("closed early", "2027-01-01")
    shown = campaigner("campaign", "show", "bread").stdout
    assert "2026-12-10 to 2027-01-01 (closed early)" in shown
