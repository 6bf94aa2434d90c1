"""Rows of other systems count only if they were signed while the petition was open."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from campaigner.opening import OpenWorkspace
from campaigner.petitions.closing import set_closing
from campaigner.petitions.importing.request import ImportRequest, ImportResult
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.opening import open_petition
from campaigner.petitions.signing.applying import NotOpen
from campaigner.store.database import Database
from conftest import Command
from petitioners import held, seconds, workspace_of

ZONE = "CAMPAIGNER_ORGANISATION__TIMEZONE"
BEFORE, AFTER = "before the petition opened", "after the petition closed"


@pytest.fixture(autouse=True)
def _bread(bread: Path) -> None:
    """The made-up campaign: open from 10 December 2026 to 10 June 2027."""


def table(folder: Path, *days: str) -> Path:
    """A table of people, one for each day on which somebody signed."""
    file = folder / "signed.csv"
    rows = [
        f"Person {number},p{number}@example.org,AB10 1AB,{day}" for number, day in enumerate(days)
    ]
    file.write_text("\n".join(["name,email,postcode,signed_at", *rows]) + "\n", encoding="utf-8")
    return file


def take(here: OpenWorkspace, file: Path, *, confirmed: bool = True) -> ImportResult:
    request = ImportRequest(file=file, confirmed=confirmed, month_first=False)
    return import_signatures(open_petition(here, "bread"), request)


def reasons(done: ImportResult) -> list[str]:
    if done.rejects is None:
        return []
    with done.rejects.open(encoding="utf-8-sig", newline="") as file:
        return [row["problem"] for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("zone", "text", "reason"),
    [
        ("Europe/London", "2026-12-09", BEFORE),
        ("Europe/London", "2025-01-01", BEFORE),
        ("Europe/London", "2026-12-09T23:59:59Z", BEFORE),
        ("Europe/London", "2026-12-10", ""),
        ("Europe/London", "2027-06-10", ""),
        ("Europe/London", "10.6.2027 23:59:59", ""),  # summer time, by the clock on the wall
        ("Europe/London", "2027-06-10T22:59:59Z", ""),
        ("Europe/London", "2027-06-10T23:00:00Z", AFTER),
        ("Europe/London", "2027-06-11", AFTER),
        ("Europe/London", "2027-07-01 10:00", AFTER),
        ("Europe/London", "2028-01-01", "in the future"),
        ("Europe/London", "", "no date, and the petition closed on 2027-06-10"),
        ("America/New_York", "2027-06-10 23:59", ""),
        ("America/New_York", "2027-06-11T03:59Z", ""),
        ("America/New_York", "2027-06-11T04:00Z", AFTER),
        ("America/New_York", "2026-12-10T04:59Z", BEFORE),
    ],
)
def test_a_closed_petition_takes_who_signed_while_it_was_open(
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    zone: str,
    text: str,
    reason: str,
) -> None:
    monkeypatch.setenv(ZONE, zone)
    here = workspace_of(database, seconds("2027-08-01 12:00"))
    done = take(here, table(tmp_path, text))
    assert (done.accepted, done.rejected) == ((0, 1) if reason else (1, 0))
    if reason:
        (given,) = reasons(done)
        assert reason in given


def test_a_row_without_a_date_counts_today_while_the_petition_is_open(
    here: OpenWorkspace, tmp_path: Path
) -> None:
    assert take(here, table(tmp_path, "")).accepted == 1


def test_before_the_opening_a_row_without_a_date_is_a_reject(
    database: Database, tmp_path: Path
) -> None:
    early = workspace_of(database, seconds("2026-12-01 12:00"))
    (given,) = reasons(take(early, table(tmp_path, "")))
    assert "no date, and the petition opens on 2026-12-10" in given


def test_what_an_organiser_closed_early_takes_nobody_who_came_later(
    database: Database, tmp_path: Path
) -> None:
    set_closing(open_petition(workspace_of(database, seconds("2027-01-10 12:00")), "bread"))
    here = workspace_of(database, seconds("2027-02-01 12:00"))
    done = take(here, table(tmp_path, "2027-01-10 11:59", "2027-01-10 12:01", "2027-01-20"))
    assert (done.accepted, done.rejected) == (1, 2)
    assert all("after the petition closed, on 2027-01-10" in each for each in reasons(done))


@pytest.mark.parametrize(
    ("moment", "words"),
    [("2026-12-01 12:00", "opens on 2026-12-10"), ("2027-06-11 12:00", "is closed")],
)
def test_nobody_is_asked_to_confirm_what_cannot_be_confirmed(
    database: Database, tmp_path: Path, moment: str, words: str
) -> None:
    here = workspace_of(database, seconds(moment))
    file = table(tmp_path, "2026-12-20", "")
    with pytest.raises(NotOpen, match=words):
        take(here, file, confirmed=False)
    assert held(database) == 0
    assert [each.name for each in tmp_path.glob("*rejects*")] == []


def test_an_organiser_is_told_in_one_line_that_the_petition_is_closed(
    campaigner: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2027-07-01T12:00:00")
    called = campaigner("petition", "import", "bread", table(tmp_path, ""))
    assert (called.code, called.stdout) == (1, "")
    (line,) = called.stderr.splitlines()
    assert line.startswith("Error: This petition is closed. ")
    assert line.endswith("add: --confirmed")
