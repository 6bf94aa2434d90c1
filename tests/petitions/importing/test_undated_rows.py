"""Rows that say nothing of the day: it is said before anything is written, and can be given."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError
from campaigner.petitions.importing.request import ImportRequest, ImportResult
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.store.database import Database
from campaigner.tables import Table
from conftest import Command
from petitioners import held, workspace_of

UNDATED = "name,email\nAna Sample,ana@example.org\n"
SOME = "name,email,date\nAna Sample,ana@example.org,2026-12-11\nBen Sample,ben@example.org,\n"


@pytest.fixture
def here(bread: Path, database: Database) -> OpenPetition:
    return open_petition(workspace_of(database), "bread")


def take(here: OpenPetition, text: str, on: date | None = None) -> tuple[ImportResult, list[str]]:
    """Import a table; the second is what was said before anything was written."""
    file = here.workspace.root / "people.csv"
    file.write_text(text, encoding="utf-8")
    said: list[str] = []

    def seen(table: Table) -> None:
        said.extend(note.message for note in table.notes)
        assert held(here.database) == 0

    request = ImportRequest(file=file, confirmed=True, signed_on=on)
    return import_signatures(here, request, seen=seen), said


def days(here: OpenPetition) -> list[str]:
    query = "SELECT date(signed_at, 'unixepoch') AS day FROM signatures ORDER BY id"
    return [row["day"] for row in here.database.execute(query)]


def test_a_table_without_dates_is_said_to_be_of_today_before_it_is_taken(
    here: OpenPetition,
) -> None:
    done, said = take(here, UNDATED)
    today = "no column says when people signed, so all count as signed today, 2026-12-11."
    assert (done.accepted, said, days(here)) == (1, [today], ["2026-12-11"])


def test_the_day_can_be_given(here: OpenPetition) -> None:
    done, said = take(here, UNDATED, date(2026, 12, 10))
    assert (done.accepted, said, days(here)) == (1, [], ["2026-12-10"])


def test_rows_with_an_empty_date_are_named(here: OpenPetition) -> None:
    done, said = take(here, SOME, date(2026, 12, 10))
    assert (said, days(here)) == ([], ["2026-12-11", "2026-12-10"])
    (note,) = done.notes
    assert note.message == "There is no date in 1 row (3), so they count as signed on 2026-12-10."


@pytest.mark.parametrize("on", [date(2026, 12, 9), date(2026, 12, 12), date(2030, 1, 1)])
def test_a_day_on_which_nobody_could_sign_is_refused(here: OpenPetition, on: date) -> None:
    with pytest.raises(CampaignerError, match="The date is"):
        take(here, UNDATED, on)


def test_the_command_names_the_option(
    here: OpenPetition, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    Path("people.csv").write_text(UNDATED, encoding="utf-8")
    called = campaigner("petition", "import", "bread", "people.csv", "--dry-run", "--confirmed")
    assert "count as signed today, 2026-12-11." in called.stderr
    assert "add: --signed-on DATE" in called.stderr
