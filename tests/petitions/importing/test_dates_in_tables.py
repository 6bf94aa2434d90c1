"""Dates as other systems write them: in every form, in one order, and none where there is none."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from campaigner.date_order import OrderUnclear
from campaigner.petitions.importing.request import ImportRequest, ImportResult
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.opening import OpenPetition
from campaigner.store.database import Database
from campaigner.workspace import Workspace
from conftest import Command
from petitioners import SLUG, petition_here, seconds, the_petition

NOW = seconds("2027-03-01 12:00")


@pytest.fixture
def here(workspace: Workspace, database: Database) -> OpenPetition:
    return petition_here(workspace, database, the_petition(database), NOW)


def table(*dates: str) -> Path:
    file = Path("signed.csv")
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("name", "email", "postcode", "date"))
        rows.writerows(
            ("Ana Sample", f"p{n}@example.org", "AB10 1AB", text) for n, text in enumerate(dates)
        )
    return file


def take(here: OpenPetition, file: Path, month_first: bool | None = None) -> ImportResult:
    return import_signatures(
        here, ImportRequest(file=file, confirmed=True, month_first=month_first)
    )


def moments(database: Database) -> list[str]:
    rows = database.execute("SELECT signed_at FROM signatures ORDER BY id")
    return [f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S}" for (at,) in rows]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026/12/25 2:02:11 PM GMT", "2026-12-25 14:02:11"),  # Google Forms, its own CSV
        ("2026/12/25 2:02:11 PM GMT+1", "2026-12-25 13:02:11"),
        ("2026/12/25 2:02:11 PM EET", "2026-12-25 12:02:11"),
        ("25/12/2026 14:02:11", "2026-12-25 14:02:11"),  # Google Sheets, in the United Kingdom
        ("12/25/2026 14:02:11", "2026-12-25 14:02:11"),  # and in the United States
        ("25.12.2026 14:02:11", "2026-12-25 14:02:11"),
        ("2026-12-25 14:02:11 -0500", "2026-12-25 19:02:11"),  # Action Network
        ("2026-12-25 14:02:11 UTC", "2026-12-25 14:02:11"),
        ("2026-12-25", "2026-12-25 00:00:00"),  # Change.org
        ("2026-12-25T14:02:11-05:00", "2026-12-25 19:02:11"),  # NationBuilder
        ("12/25/2026 2:02 PM", "2026-12-25 14:02:00"),
        ("12/25/26 14:02:11", "2026-12-25 14:02:11"),  # Microsoft Forms
        ("46381.5848032407", "2026-12-25 14:02:07"),  # a workbook, saved as text
        ("Dec 25, 2026 2:02 PM", "2026-12-25 14:02:00"),
    ],
)
def test_every_system_says_when_somebody_signed(
    here: OpenPetition, database: Database, text: str, moment: str
) -> None:
    done = take(here, table(text))
    assert (done.accepted, done.rejected) == (1, 0), done.problems
    assert moments(database) == [moment]


@pytest.mark.parametrize(
    "text",
    [
        *("0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "0001-01-01", "0001-01-01T00:00:00"),
        *("0001-01-01T00:00:00+01:00", "1970-01-01", "1970-01-01T00:00:00+00:00", "01/01/1970"),
        *("1969-12-31 19:00:00 -0500", "1899-12-30", "1900-01-00", "1/0/1900", "9999-12-31"),
        *("9999-12-31T23:59:59-01:00", "1970-01-01 00:00:00 UTC"),
    ],
)
def test_what_stands_for_no_date_is_a_reject_and_the_rest_goes_in(
    here: OpenPetition, text: str
) -> None:
    done = take(here, table("2026-12-25", text, "2026-12-26"))
    assert (done.accepted, done.rejected) == (2, 1)
    (problem,) = done.problems
    assert problem.line == 3
    assert "This is what programs write if they have no date." in problem.message


@pytest.mark.parametrize("text", ["0", "NULL", "n/a", "-", "yesterday", "2026-12-32", "14:02"])
def test_what_is_not_a_date_is_a_reject(here: OpenPetition, text: str) -> None:
    done = take(here, table("2026-12-25", text))
    assert (done.accepted, done.rejected) == (1, 1)
    assert "The date is not valid." in done.problems[0].message


def test_one_date_decides_for_the_whole_column(here: OpenPetition, database: Database) -> None:
    take(here, table("03/01/2027", "04/01/2027 09:30", "13/01/2027"))
    assert moments(database) == [
        "2027-01-03 00:00:00",
        "2027-01-04 09:30:00",
        "2027-01-13 00:00:00",
    ]


def test_dates_that_all_can_be_read_in_two_ways_are_asked_about(
    here: OpenPetition, database: Database
) -> None:
    file = table("01/02/2027", "02/02/2027", "2026-12-25")
    with pytest.raises(OrderUnclear, match=r"1 February 2027 .* or 2 January 2027"):
        take(here, file)
    assert moments(database) == []
    assert not Path("signed.csv.rejects.csv").exists()
    take(here, file, month_first=True)
    assert moments(database)[0] == "2027-01-02 00:00:00"


def test_dates_in_both_orders_are_taken_if_each_is_clear(
    here: OpenPetition, database: Database
) -> None:
    done = take(here, table("13/01/2027", "01/14/2027", "01/02/2027"))
    assert moments(database) == ["2027-01-13 00:00:00", "2027-01-14 00:00:00"]
    (problem,) = done.problems
    assert "could be 1 February or 2 January" in problem.message


def test_the_question_is_answered_on_the_command_line(
    campaigner: Command, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2027-03-01T12:00:00")
    file = table("01/02/2027", "02/02/2027")
    asked = campaigner("petition", "import", SLUG, file, "--confirmed")
    assert (asked.code, asked.stdout) == (1, "")
    assert "“01/02/2027” is 1 February 2027 if the day is first" in asked.stderr
    assert "Add: --day-first or --month-first" in asked.stderr
    assert campaigner("petition", "import", SLUG, file, "--confirmed", "--day-first").code == 0
    tally = campaigner("petition", "tally", SLUG, "--by", "day", "--format", "csv")
    assert "2027-02-01,1" in tally.stdout


def test_dates_of_a_workbook_are_read_as_cells_and_as_numbers(
    here: OpenPetition, database: Database
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("name", "email", "postcode", "Completion time"))
    moment = datetime(2026, 12, 25, 14, 2, 11)  # noqa: DTZ001 - a cell of a workbook
    sheet.append(("Ana Sample", "p1@example.org", "AB10 1AB", moment))
    sheet.append(("Ana Sample", "p2@example.org", "AB10 1AB", 46381.75))
    sheet.append(("Ana Sample", "p3@example.org", "AB10 1AB", "12/25/26 14:02:11"))
    book.save("forms.xlsx")
    done = take(here, Path("forms.xlsx"))
    assert (done.accepted, done.rejected) == (3, 0)
    assert moments(database) == [
        "2026-12-25 14:02:11",
        "2026-12-25 18:00:00",
        "2026-12-25 14:02:11",
    ]
