"""When petitions open and close: the days of the campaign's definition, or the organiser's."""

from __future__ import annotations

from datetime import UTC, date
from itertools import pairwise
from pathlib import Path

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.holding import DAY
from campaigner.schedule import as_defined, bring_into_line, schedule, scheduled
from campaigner.store import petitions
from campaigner.store.database import Database
from campaigner.workspace import Workspace
from petitioners import seconds


# The domain rules, "Closing": at midnight after the last day, here of a place that keeps UTC.
def test_a_petition_is_open_from_its_first_midnight_to_the_one_after_its_last_day(
    database: Database,
) -> None:
    opens, closes = date(2026, 12, 10), date(2027, 6, 10)
    made = schedule(database, "bread", "uk-constituency", opens, closes, UTC)
    assert (made.opens_at, made.closes_at) == (
        seconds("2026-12-10 00:00"),
        seconds("2027-06-11 00:00"),
    )
    assert (made.campaign, made.scheme, made.closing_set) == ("bread", "uk-constituency", False)


def test_new_days_are_taken_over_unless_an_organiser_set_the_closing(database: Database) -> None:
    days = [date(2026, 12, 10), date(2027, 6, 10), date(2027, 7, 10), date(2027, 8, 10)]
    ids = []
    for opens, closes in pairwise(days):
        made = schedule(database, "bread", "", opens, closes, UTC)
        ids.append(made.id)
        assert made.opens_at == seconds(f"{opens} 00:00")
        assert made == schedule(database, "bread", "", opens, closes, UTC)
    assert len(set(ids)) == 1
    closed = seconds("2027-07-01 12:00")
    with database.conn:
        petitions.set_times(database.conn, made.id, made.opens_at, closed)
        database.conn.execute("UPDATE petitions SET closing_set = 1")
    again = schedule(database, "bread", "", days[0], days[3], UTC)
    assert (again.closes_at, again.closing_set) == (closed, True)


def test_a_campaign_s_own_days_and_first_scheme_are_scheduled(
    database: Database, bread: Path
) -> None:
    campaign = load_campaign(bread)
    made = scheduled(database, campaign, UTC)
    assert made.scheme == campaign.petition.areas[0]
    assert made.opens_at == seconds(f"{campaign.opens} 00:00")
    assert made.closes_at == seconds(f"{campaign.closes} 00:00") + DAY
    several = campaign.petition.model_copy(update={"areas": ["first", "second"]})
    update = {"slug": "two", "petition": several}
    assert scheduled(database, campaign.model_copy(update=update), UTC).scheme == "first"
    without = campaign.petition.model_copy(update={"areas": []})
    update = {"slug": "none", "petition": without}
    assert scheduled(database, campaign.model_copy(update=update), UTC).scheme == ""


def test_a_schedule_that_is_as_it_was_writes_nothing(database: Database) -> None:
    days = date(2026, 12, 10), date(2027, 6, 10)
    schedule(database, "bread", "", *days, UTC)
    before = database.conn.total_changes
    schedule(database, "bread", "", *days, UTC)
    assert database.conn.total_changes == before


@pytest.fixture
def postponed(workspace: Workspace, database: Database, bread: Path) -> petitions.Petition:
    """The petition as it was scheduled before its definition was put off by a year."""
    made = scheduled(database, load_campaign(bread), workspace.zone)
    definition = bread / "campaign.toml"
    text = definition.read_text(encoding="utf-8")
    assert "closes = 2027-" in text
    definition.write_text(text.replace("closes = 2027-", "closes = 2028-"), encoding="utf-8")
    return made


def test_new_days_of_a_definition_are_shown_without_writing(
    workspace: Workspace, database: Database, postponed: petitions.Petition
) -> None:
    before = database.conn.total_changes
    shown = as_defined(workspace, postponed)
    assert shown.closes_at - postponed.closes_at == 366 * DAY  # 2028 is a leap year
    assert shown.opens_at == postponed.opens_at
    assert database.conn.total_changes == before


def test_new_days_of_definitions_are_written_where_all_are_brought_into_line(
    workspace: Workspace, database: Database, postponed: petitions.Petition
) -> None:
    bring_into_line(workspace, database)
    (kept,) = petitions.all_petitions(database.conn)
    assert kept == as_defined(workspace, postponed) != postponed


def test_a_petition_whose_definition_cannot_be_read_keeps_its_days(
    workspace: Workspace, database: Database, bread: Path, postponed: petitions.Petition
) -> None:
    (bread / "campaign.toml").write_text("closes = soon", encoding="utf-8")
    assert as_defined(workspace, postponed) == postponed
    bring_into_line(workspace, database)
    assert petitions.all_petitions(database.conn) == [postponed]


def test_a_read_only_database_shows_the_days_of_a_definition_and_keeps_its_own(
    workspace: Workspace, database: Database, bread: Path, postponed: petitions.Petition
) -> None:
    database.read_only = True
    campaign = load_campaign(bread)
    assert scheduled(database, campaign, workspace.zone) == as_defined(workspace, postponed)
    assert petitions.all_petitions(database.conn) == [postponed]
    unknown = scheduled(database, campaign.model_copy(update={"slug": "new"}), workspace.zone)
    assert (unknown.campaign, unknown.closes_at) == ("new", seconds("2028-06-10 23:00"))
