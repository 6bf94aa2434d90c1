"""A short note a month: what is new in a Member's area, and nothing that is not published."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from campaigner.errors import UsageError
from campaigner.opening import OpenWorkspace
from campaigner.papers.constituents.notes import NotesRequest, NotesWritten, notes_for, write_notes
from campaigner.petitions.opening import open_petition
from campaigner.store.database import Database
from campaigner.vocabulary.representatives import Role
from campaigner.workspace import Workspace
from conftest import Command
from pack_makers import (
    ADA,
    BARNABY,
    NORTH,
    SOUTH,
    approve,
    passing_on,
    sign,
    three_sign_elsewhere,
)

pytestmark = pytest.mark.slow

SINCE = date(2026, 12, 20)


@pytest.fixture
def here(represented: Workspace, bread: Path, database: Database) -> OpenWorkspace:
    """The workspace of an organisation whose petition nobody has signed yet."""
    return passing_on(represented, bread, database)


def in_january(here: OpenWorkspace) -> OpenWorkspace:
    return replace(here, now=here.now + timedelta(days=40))


def notes(here: OpenWorkspace, since: date | None = SINCE, **more: object) -> NotesWritten:
    out = here.workspace.root / "notes"
    request = NotesRequest(role=Role.MP, since=since, **more)  # type: ignore[arg-type]
    return write_notes(open_petition(here, "bread"), request, out)


def text(here: OpenWorkspace, name: str = ADA) -> str:
    written = (here.workspace.root / "notes" / f"{name}.txt").read_text(encoding="utf-8")
    return " ".join(written.split())


def seven_before_and_six_since(here: OpenWorkspace) -> OpenWorkspace:
    for number in range(7):
        sign(here, f"Person {'abcdefg'[number]}", NORTH)
    sign(here, "Ben Example", SOUTH)
    sign(here, "Bea Example", SOUTH)
    three_sign_elsewhere(here)
    later = in_january(here)
    for number in range(6):
        sign(later, f"Later {'abcdefg'[number]}", NORTH, "I bake." if number < 2 else "")
    return later


def test_ada_reads_how_many_are_new_and_what_they_ask(here: OpenWorkspace) -> None:
    later = seven_before_and_six_since(here)
    approve(later, lambda text: text == "I bake.")
    done = notes(later)
    assert (done.notes, done.nothing_new, done.failed) == (1, 2, [])
    said = text(here)
    assert "Subject: 6 more people in Sampleton North on “" in said
    assert "Since 20 December 2026, 6 more people in Sampleton North have signed" in said
    assert ": 13 in all." in said
    assert "2 of them wrote a comment for you" in said
    assert "once a month at most" in said
    assert "hello@example.org" in said


def test_a_note_names_nobody_who_signed(here: OpenWorkspace) -> None:
    later = seven_before_and_six_since(here)
    approve(later, lambda text: text == "I bake.")
    notes(later)
    said = text(here)
    assert "Later" not in said
    assert "I bake" not in said


def test_few_new_ones_are_not_counted(here: OpenWorkspace) -> None:
    for number in range(7):
        sign(here, f"Person {'abcdefg'[number]}", NORTH)
    three_sign_elsewhere(here)
    later = in_january(here)
    sign(later, "Sol Sample", NORTH)
    sign(later, "Ben Example", SOUTH)
    sign(later, "Bea Example", SOUTH)
    assert notes(later).notes == 2
    assert "more people in Sampleton North have signed" in text(here)
    assert "1 more" not in text(here)
    few = text(here, BARNABY)
    assert "the first people in Sampleton South have signed" in few
    assert "fewer than 5" in few


def test_where_nobody_has_signed_since_there_is_no_note(here: OpenWorkspace) -> None:
    sign(here, "Sol Sample", NORTH)
    later = in_january(here)
    done = notes(later)
    assert (done.notes, done.nothing_new) == (0, 1)
    assert not (here.workspace.root / "notes" / f"{ADA}.txt").exists()


def test_a_month_is_what_is_new_if_no_day_is_given(here: OpenWorkspace) -> None:
    later = seven_before_and_six_since(here)
    assert notes(later, None).since == date(2026, 12, 20)


def test_notes_are_written_again_and_nothing_of_the_users_is_replaced(here: OpenWorkspace) -> None:
    later = seven_before_and_six_since(here)
    notes(later)
    sign(later, "Sue Sample", NORTH)
    assert notes(later).notes == 1
    assert "7 more people" in text(here)
    file = here.workspace.root / "notes" / f"{ADA}.txt"
    file.write_text("my own words", encoding="utf-8")
    assert [each.code for each in notes(later).failed] == ["file-not-ours"]
    assert file.read_text(encoding="utf-8") == "my own words"


def test_a_day_that_is_to_come_is_refused(here: OpenWorkspace) -> None:
    sign(here, "Sol Sample", NORTH)
    with pytest.raises(UsageError, match="is not before"):
        notes(here, date(2027, 1, 1))


def test_notes_are_in_welsh_too(here: OpenWorkspace) -> None:
    later = seven_before_and_six_since(here)
    notes(later, language="cy")
    assert "Ers 20 Rhagfyr 2026, mae 6 o bobl eraill yn" in text(here)


def test_all_notes_are_in_one_file_with_the_same_bytes(here: OpenWorkspace) -> None:
    later = seven_before_and_six_since(here)
    request = NotesRequest(role=Role.MP, since=SINCE)
    packed = notes_for(open_petition(later, "bread"), request).packed()
    assert packed == notes_for(open_petition(later, "bread"), request).packed()
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        assert file.namelist() == [f"{ADA}.txt"]


def test_olive_writes_notes_by_the_command_and_keeps_the_one_that_she_changed(
    here: OpenWorkspace, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    seven_before_and_six_since(here)
    monkeypatch.setenv("CAMPAIGNER_NOW", "2027-01-20T12:00:00Z")
    command = ("petition", "notes", "bread", "--role", "mp", "--since", "2026-12-20", "-o", "notes")
    called = campaigner(*command)
    assert called.code == 0, called.stderr
    assert "Nothing new since 2026-12-20 for 2 representatives: no note." in called.stderr
    assert called.stderr.endswith("1 note in notes.\n")
    assert ": 13 in all." in text(here)
    note = here.workspace.root / "notes" / f"{ADA}.txt"
    note.write_text("my own words", encoding="utf-8")
    again = campaigner(*command)
    assert again.code == 1
    assert f"{ADA}.txt" in again.stderr
    assert "--force" in again.stderr
    assert note.read_text(encoding="utf-8") == "my own words"
    assert campaigner(*command, "--force").code == 0
    assert ": 13 in all." in text(here)
