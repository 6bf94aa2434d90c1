"""Whatever is wrong with a batch is said, with its rows, before anything is made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from campaigner.letters.batch.ahead import look_ahead
from campaigner.letters.batch.rehearsal import rehearse
from campaigner.letters.batch.request import BatchRequest, FromTable
from campaigner.opening import OpenWorkspace
from campaigner.vocabulary.letters import LetterForm
from campaigner.workspace import Workspace, shipped_folder
from conftest import Command
from letter_writers import write_table

ROWS = [
    ("name", "address", "town", "postcode", "language", "personal"),
    ("Sam Sample", "1 Sample Street", "Sampleton", "LE93 1AA", "en", ""),
    ("Ana Sample", "", "", "LE93 1AA", "en", ""),
    ("Wil Sample", "", "Sampleton", "LE93 1AA", "en", ""),
    ("Mair Sample", "2 Sample Street", "", "LL93 5AA", "cy", ""),
    ("Ben Sample", "3 Sample Street", "", "LE93 1AA", "en", "Thank you 🙏"),
    ("Una Sample", "4 \U00013000 Street", "", "LE93 1AA", "en", ""),
    ("Nobody", "5 Sample Street", "", "LE93 9ZZ", "en", ""),
]
EXPECTED = [(4, "supporter"), (5, "empty-text"), (7, "no-font"), (8, "no-recipient")]


@pytest.fixture
def people(represented: Workspace) -> Path:
    folder = represented.root / "campaigns/right-to-food"
    shutil.copytree(shipped_folder("campaigns") / "right-to-food", folder)
    (folder / "letter.cy.md").write_text("", "utf-8")
    return write_table(represented.root / "people.csv", ROWS)


def said_of_rows(text: str) -> list[int]:
    """The rows that lines of problems name, in the order of the lines."""
    lines = (line for line in text.splitlines() if line.startswith("people.csv:"))
    return [int(line.split(":")[1]) for line in lines]


@pytest.mark.slow
@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_the_rows_and_what_is_wrong_with_them_are_one_list(
    campaigner: Command, people: Path, more: tuple[str, ...]
) -> None:
    called = campaigner(
        "letter", "batch", "right-to-food", "--supporters", people.name, "--out", "out",
        "--jobs", 1, *more,
    )  # fmt: skip
    assert called.code == 1
    assert said_of_rows(called.stderr) == [6, 4, 5, 7, 8]
    assert "people.csv:4: error: This is half an address: it has no street." in called.stderr
    assert "letter.cy.md: error: the letter in “cy” is empty." in called.stderr
    assert "people.csv:7: error: The name or the address cannot be printed." in called.stderr
    assert "No sender’s address: row 3." in called.stderr
    assert "people.csv:6: warning: Left out, as no font has it: “🙏” (U+1F64F)." in called.stderr


def test_it_is_known_without_a_command_and_makes_nothing(people: Path, here: OpenWorkspace) -> None:
    request = BatchRequest(campaign="right-to-food", source=FromTable(people), out="out", jobs=1)
    ahead, rehearsed = look_ahead(here, request), rehearse(here, request)
    assert [(each.line, each.code) for each in ahead.problems] == EXPECTED
    assert [each.line for each in ahead.notes] == [6]
    assert ahead.without_sender == (3,)
    assert (rehearsed.problems, rehearsed.notes) == (ahead.problems, ahead.notes)
    assert rehearsed.without_sender == ahead.without_sender
    assert not Path("out").exists()


def test_a_text_with_a_character_that_no_font_has_is_named(
    people: Path, here: OpenWorkspace
) -> None:
    text = here.workspace.root / "campaigns/right-to-food/letter.en.md"
    text.write_text(f"{text.read_text('utf-8')}\nHelp us 🙏\n", "utf-8")
    request = BatchRequest(campaign="right-to-food", source=FromTable(people), out="out", jobs=1)
    found = [each for each in look_ahead(here, request).problems if each.line == 2]
    assert [each.code for each in found] == ["no-font"]
    assert "letter.en.md" in found[0].message
    texts = BatchRequest(
        campaign="right-to-food", source=FromTable(people), out="out", forms=(LetterForm.TEXT,)
    )
    assert 2 not in [each.line for each in look_ahead(here, texts).problems]
