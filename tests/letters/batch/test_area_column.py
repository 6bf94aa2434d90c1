"""A table of supporters that says in which area each of them lives."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from campaigner.letters.batch.rehearsal import Rehearsal, rehearse
from campaigner.letters.batch.request import BatchRequest, FromTable
from campaigner.opening import OpenWorkspace
from campaigner.store.database import Database
from campaigner.vocabulary.letters import LetterForm
from campaigner.workspace import Workspace
from letter_writers import POSTCODES, represent, write_table


@pytest.fixture
def here(workspace: Workspace, database: Database) -> OpenWorkspace:
    """A workspace with representatives and postcodes, one of which lies in two constituencies."""
    postcodes = [*POSTCODES, ("LE93 3AA", "E14009901"), ("LE93 3AA", "E14009902")]
    represent(database, workspace.root, postcodes)
    return OpenWorkspace(workspace, database, datetime(2026, 12, 10, 9, tzinfo=UTC), "sam")


def planned(here: OpenWorkspace, postcode: str, area: str, header: str = "area") -> Rehearsal:
    rows = [("name", "postcode", header), ("Sam Sample", postcode, area)]
    table: Path = write_table(here.workspace.root / "people.csv", rows)
    return rehearse(
        here,
        BatchRequest(
            campaign="right-to-food", source=FromTable(table), forms=(LetterForm.TEXT,), jobs=1
        ),
    )


@pytest.mark.slow
@pytest.mark.parametrize("header", ["area", "Constituency", "Area code", "etholaeth"])
@pytest.mark.parametrize("area", ["E14009902", "e14009902", "Sampleton South", "sampleton south"])
@pytest.mark.parametrize("postcode", ["LE93 3AA", "LE93 9ZZ", "JE2 3AB", "BFPO 57"])
def test_the_area_decides_where_the_postcode_does_not(
    here: OpenWorkspace, postcode: str, area: str, header: str
) -> None:
    found = planned(here, postcode, area, header)
    assert [letter.recipient for letter in found.letters] == ["Barnaby Placeholder MP"]
    assert (found.problems, found.notes) == ((), ())


def test_an_area_that_is_not_known_leaves_it_to_the_postcode_and_is_said(
    here: OpenWorkspace,
) -> None:
    found = planned(here, "LE93 1AA", "N/A")
    assert [letter.recipient for letter in found.letters] == ["Ada Specimen MP"]
    assert [(note.code, note.line) for note in found.notes] == [("unknown-area", 2)]
    assert found.problems == ()


def test_an_area_that_the_postcode_is_not_in_is_a_reject(here: OpenWorkspace) -> None:
    found = planned(here, "LE93 1AA", "Sampleton South")
    assert found.letters == ()
    (problem,) = found.problems
    assert "not an area of this postcode" in problem.message


def test_without_an_area_the_reject_says_how_to_give_it(here: OpenWorkspace) -> None:
    (problem,) = planned(here, "LE93 3AA", "").problems
    assert "column “area”" in problem.hint
    (jersey,) = planned(here, "JE2 3AB", "").problems
    assert jersey.message.startswith("No MP is elected for Jersey")
    assert "registered" in jersey.hint
