"""A petition is open from local midnight to local midnight; its definition says on which days."""

from __future__ import annotations

import csv
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from campaigner.mail.reminders import queue_reminders
from campaigner.opening import OpenWorkspace
from campaigner.petitions.closing import set_closing
from campaigner.petitions.exports import ExportRequest, export
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.signing.applying import NotOpen, Signed, apply
from campaigner.petitions.signing.confirmation import (
    LinkEffect,
    LinkRefused,
    LinkResult,
    confirm,
    peek,
)
from campaigner.petitions.signing.form import SigningForm
from campaigner.privacy.retention import anonymise
from campaigner.schedule import bring_into_line, schedule
from campaigner.store.database import Database
from campaigner.store.petitions import find_petition
from campaigner.vocabulary.papers import PetitionExport
from petitioners import held, new_token, seconds, workspace_of

ZONE = "CAMPAIGNER_ORGANISATION__TIMEZONE"
ANA = SigningForm("Ana Sample", "ana@example.org", "AB10 1AB")


@pytest.fixture(autouse=True)
def _bread(bread: Path) -> None:
    """The made-up campaign: open from 10 December 2026 to 10 June 2027."""
    text = (bread / "campaign.toml").read_text(encoding="utf-8")
    assert "opens = 2026-12-10\ncloses = 2027-06-10\n" in text


def closing_on(bread: Path, day: str) -> None:
    """The organiser writes another last day into the definition."""
    file = bread / "campaign.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("closes = 2027-06-10", f"closes = {day}"), encoding="utf-8")


def petition_at(database: Database, moment: str) -> OpenPetition:
    return open_petition(workspace_of(database, seconds(moment)), "bread")


# The domain rules, "Closing": at local midnight after the last day. The moments are in UTC.
@pytest.mark.parametrize(
    ("zone", "moment", "refusal"),
    [
        ("Europe/London", "2026-12-09 23:59", "opens on 2026-12-10"),
        ("Europe/London", "2026-12-10 00:00", ""),
        ("Europe/London", "2027-06-10 22:59", ""),
        ("Europe/London", "2027-06-10 23:00", "closed"),  # British Summer Time
        ("America/Los_Angeles", "2026-12-10 07:59", "opens on 2026-12-10"),
        ("America/Los_Angeles", "2026-12-10 08:00", ""),
        ("America/Los_Angeles", "2027-06-11 06:59", ""),
        ("America/Los_Angeles", "2027-06-11 07:00", "closed"),
        ("Asia/Kolkata", "2026-12-09 18:29", "opens on 2026-12-10"),
        ("Asia/Kolkata", "2026-12-09 18:30", ""),
        ("Asia/Kolkata", "2027-06-10 18:30", "closed"),
        ("UTC", "2027-06-10 23:59", ""),
    ],
)
def test_people_sign_on_the_days_of_the_place_where_they_live(
    database: Database, monkeypatch: pytest.MonkeyPatch, zone: str, moment: str, refusal: str
) -> None:
    monkeypatch.setenv(ZONE, zone)
    here = petition_at(database, moment)
    if refusal:
        with pytest.raises(NotOpen, match=refusal):
            apply(here, ANA)
    else:
        assert isinstance(apply(here, ANA), Signed)


def test_an_organiser_s_last_day_ends_at_local_midnight(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ZONE, "America/Los_Angeles")
    here = petition_at(database, "2026-12-12 05:00")  # the evening of the 11th there
    closing = set_closing(here, date(2026, 12, 11))
    assert closing == datetime(2026, 12, 12, 8, tzinfo=UTC)
    assert f"{closing:%Y-%m-%d %H:%M %Z}" == "2026-12-12 00:00 PST"


def test_a_petition_that_was_scheduled_in_utc_is_brought_into_line(
    here: OpenWorkspace,
) -> None:
    opens, closes = date(2026, 12, 10), date(2027, 6, 10)
    schedule(here.database, "bread", "", opens, closes, UTC)
    petition = open_petition(here, "bread").petition
    assert petition.closes_at == seconds("2027-06-10 23:00")


def test_the_days_of_signing_in_an_export_are_local(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ZONE, "America/Los_Angeles")
    here = petition_at(database, "2026-12-12 02:00")
    done = apply(here, ANA)
    assert isinstance(done, Signed)
    confirm(workspace_of(database, here.now), new_token(database, done.signature, here.now))
    rows = "".join(export(here, ExportRequest(what=PetitionExport.CSV)).chunks()).splitlines()
    (row,) = csv.DictReader(rows)
    assert row["signed_on"] == "2026-12-11"


def signed_in_june(database: Database) -> str:
    """Ana signs on 1 June 2027; returns her link."""
    here = petition_at(database, "2027-06-01 12:00")
    done = apply(here, ANA)
    assert isinstance(done, Signed)
    return new_token(database, done.signature, here.now)


# The domain rules, "Confirmation": links sent before closing work for 24 hours after it.
@pytest.mark.parametrize(
    ("closes", "moment", "works"),
    [
        ("2027-06-05", "2027-06-06 22:59", True),
        ("2027-06-05", "2027-06-06 23:00", False),  # brought forward
        ("2027-06-05", "2027-06-11 12:00", False),
        ("2027-06-10", "2027-06-11 12:00", True),
        ("2027-06-10", "2027-06-12 12:00", False),
        ("2027-06-20", "2027-06-21 12:00", True),  # put off
        ("2027-06-20", "2027-06-22 12:00", False),
    ],
)
def test_the_definition_s_last_day_decides_when_a_link_is_followed(
    database: Database, bread: Path, closes: str, moment: str, works: bool
) -> None:
    link = signed_in_june(database)
    closing_on(bread, closes)
    here = workspace_of(database, seconds(moment))
    before = list(database.conn.iterdump())
    assert peek(here, link).effect is (LinkEffect.CONFIRM if works else LinkEffect.REFUSED)
    assert list(database.conn.iterdump()) == before
    if works:
        assert confirm(here, link).result is LinkResult.CONFIRMED
    else:
        with pytest.raises(LinkRefused, match="closed"):
            confirm(here, link)


def test_an_organiser_s_closing_wins_over_the_definition(database: Database, bread: Path) -> None:
    link = signed_in_june(database)
    set_closing(petition_at(database, "2027-06-02 12:00"))
    closing_on(bread, "2027-12-31")
    assert peek(workspace_of(database, seconds("2027-06-03 11:59")), link).refusal is None
    with pytest.raises(LinkRefused, match="closed"):
        confirm(workspace_of(database, seconds("2027-06-03 12:00")), link)


@pytest.mark.parametrize("harm", ["folder is gone", "definition is broken", "no definition"])
def test_ana_can_confirm_whatever_happened_to_the_campaign_s_files(
    database: Database, bread: Path, harm: str
) -> None:
    link = signed_in_june(database)
    if harm == "definition is broken":
        (bread / "campaign.toml").write_text("closes = never\n", encoding="utf-8")
    elif harm == "no definition":
        (bread / "campaign.toml").unlink()
    else:
        shutil.rmtree(bread)
    with pytest.raises(LinkRefused, match="closed"):
        confirm(workspace_of(database, seconds("2027-06-12 12:00")), link)
    here = workspace_of(database, seconds("2027-06-11 12:00"))
    assert confirm(here, link).result is LinkResult.CONFIRMED


def test_no_reminder_goes_out_for_a_petition_that_was_closed_in_its_definition(
    database: Database, bread: Path
) -> None:
    signed_in_june(database)
    database.execute("UPDATE outbox SET sent_at = ?", (seconds("2027-06-01 12:05"),))
    closing_on(bread, "2027-06-02")
    here = workspace_of(database, seconds("2027-06-03 12:00"))
    bring_into_line(here.workspace, database)
    assert queue_reminders(database, here.moment) == 0


@pytest.mark.parametrize(
    ("closes", "names"), [("2027-06-10", 0), ("2027-09-30", 1), ("2026-12-31", 0)]
)
def test_names_are_kept_as_long_as_the_definition_says(
    database: Database, bread: Path, closes: str, names: int
) -> None:
    here = workspace_of(database, seconds("2027-06-01 12:00"))
    confirm(here, signed_in_june(database))
    closing_on(bread, closes)
    anonymise(workspace_of(database, seconds("2027-12-20 12:00")))
    assert held(database) == names


def test_all_petitions_are_brought_into_line_that_have_a_definition(
    here: OpenWorkspace, bread: Path
) -> None:
    days = date(2026, 12, 10), date(2027, 6, 10)
    for slug in ("bread", "gone"):
        schedule(here.database, slug, "", *days, UTC)
    closing_on(bread, "2027-07-10")
    bring_into_line(here.workspace, here.database)
    closes = [find_petition(here.database.conn, slug) for slug in ("bread", "gone")]
    assert [each and each.closes_at for each in closes] == [
        seconds("2027-07-10 23:00"),
        seconds("2027-06-11 00:00"),
    ]
