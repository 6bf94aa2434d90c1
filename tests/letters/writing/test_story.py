"""What people are asked for their own paragraph, wherever they are asked for it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from campaigner.campaigns.loader import load_campaign
from campaigner.letters.batch.supporter_table import open_supporters, read_supporters
from campaigner.letters.supporters import Supporter
from campaigner.letters.writing.story import QUESTION, question, table_to_fill
from campaigner.workspace import Workspace
from conftest import Command

STORY = "On Monday the shelf was empty."


class Terminal(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", QUESTION["en"]), ("cy", QUESTION["cy"]), ("gd", QUESTION["en"])],
)
def test_the_question_is_in_the_language_or_in_english(language: str, expected: str) -> None:
    assert question(language) == expected


@pytest.mark.parametrize("language", ["en", "cy", "fr"])
def test_the_table_to_fill_is_read_as_it_was_written(
    tmp_path: Path, bread: Path, language: str
) -> None:
    path = tmp_path / "people.csv"
    row = io.StringIO()
    csv.writer(row).writerow(
        ("Suzie Specimen", "1 Sample Street", "LE93 1AA", "s@example.org", "cy", STORY, "yes")
    )
    path.write_text(table_to_fill(language) + row.getvalue(), encoding="utf-8")
    (found,) = read_supporters(open_supporters(path), load_campaign(bread), "en")
    assert isinstance(found, Supporter)
    assert (found.wording.personal, found.wording.language) == (STORY, "cy")


def test_the_command_prints_that_table(campaigner: Command, workspace: Workspace) -> None:
    assert QUESTION["en"] in campaigner("letter", "table").stdout
    assert "Cod post" in campaigner("letter", "table", "--language", "cy").stdout


@pytest.mark.parametrize(("typed", "said"), [(STORY, True), ("", False)])
def test_suzie_is_asked_at_a_terminal_what_she_has_seen(
    campaigner: Command,
    represented: Workspace,
    bread: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    said: bool,
) -> None:
    answers = f"Suzie Specimen\n1 Sample Street\nLE93 1AA\n{typed}\n"
    monkeypatch.setattr("sys.stdin", Terminal(answers))
    called = campaigner("letter", "write", "bread", "--as", "txt", "-o", "suzie.txt")
    assert called.code == 0, called.stderr
    assert (STORY in Path("suzie.txt").read_text(encoding="utf-8")) == said


def test_nobody_is_asked_who_has_said_the_rest(
    campaigner: Command, represented: Workspace, bread: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(""))
    options = ("--name", "Suzie Specimen", "--address", "1 Sample Street", "--postcode", "LE93 1AA")
    called = campaigner("letter", "write", "bread", *options, "--as", "txt", "-o", "suzie.txt")
    assert called.code == 0, called.stderr
