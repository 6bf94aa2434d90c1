"""The recipes of docs/petitions.md, each tried on a file in the shape that its system writes."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook

from campaigner import headings
from campaigner.letters.batch.supporter_table import open_supporters
from campaigner.workspace import Workspace
from conftest import Called, Command

PAGE = Path(__file__).parents[3] / "docs" / "petitions.md"
EXPORTS = Path(__file__).parents[2] / "data" / "exports"
LINE = r"^    (campaigner petition import right-to-food .*)$"
COMMANDS = {
    words[4]: words[1:]
    for line in re.findall(LINE, PAGE.read_text("utf-8"), re.MULTILINE)
    if (words := shlex.split(line))
}
FORMS_IN_EXCEL = (
    ("ID", "Start time", "Completion time", "Email", "Name", "Your full name"),
    (1, 46371.58, 46371.5848032407, "anonymous", None, "Ana Sample"),
    (2, "12/16/26 8:59:00", "12/16/26 9:00:00", "anonymous", None, "Ben Sample"),
)
QUESTIONS = (
    ("Your email address", "Postcode", "Shall we write to your MP for you?"),
    ("ana@example.org", "AB10 1AB", "Yes, I am happy"),
    ("ben@example.org", "CF10 1AA", "No thank you"),
)
# How many rows are taken and rejected, and on which days people have signed.
EXPECTED = {
    "google-forms.csv": (3, 0, ["2026-12-15", "2026-12-15", "2026-12-16"]),
    "google-sheets.csv": (2, 0, ["2026-12-15", "2027-01-03"]),
    "surveymonkey.csv": (2, 1, ["2026-12-15", "2026-12-16"]),
}


def write(name: str) -> None:
    if name.endswith(".csv"):
        shutil.copy(EXPORTS / name, name)
        return
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for account, answers in zip(FORMS_IN_EXCEL, QUESTIONS, strict=True):
        sheet.append([*account, *answers])
    book.save(name)


def recipe(campaigner: Command, name: str) -> Called:
    write(name)
    return campaigner(*COMMANDS[name])


def test_every_recipe_has_a_file_and_every_file_a_recipe() -> None:
    files = {path.name for path in EXPORTS.iterdir()}
    assert {*COMMANDS} == {*files, "microsoft-forms.xlsx"}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_recipe_imports_a_file_of_its_system(
    campaigner: Command, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2027-03-01T12:00:00")
    taken, rejected, days = EXPECTED.get(name, (2, 0, ["2026-12-15", "2026-12-16"]))
    called = recipe(campaigner, name)
    assert f"{taken} signatures imported, 0 repeated, {rejected} rejected." in called.stderr
    assert called.code == bool(rejected)
    held = campaigner("person", "export", "ana@example.org").json
    (signature,) = held["signatures"]
    assert (signature["name"], signature["postcode"]) == ("Ana Sample", "AB10 1AB")
    people = ("ana", "ben", "cai")[:taken]
    found = [campaigner("person", "export", f"{each}@example.org").json for each in people]
    assert [each["signatures"][0]["signed_at"][:10] for each in found] == days


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in COMMANDS if "letter=" in str(COMMANDS[name])])
def test_a_recipe_takes_who_agreed_to_a_letter(
    campaigner: Command, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2027-03-01T12:00:00")
    recipe(campaigner, name)
    people = ("ana", "ben")
    found = [campaigner("person", "export", f"{each}@example.org").json for each in people]
    assert [each["signatures"][0]["agreed_to_letter"] for each in found] == [True, False]


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("action-network.csv", {"address", "town", "county", "postcode", "email"}),
        ("nationbuilder.csv", {"name", "address", "address 2", "town", "county", "postcode"}),
        ("gravity-forms.csv", {"first name", "address", "address 2", "town", "postcode", "email"}),
        ("jotform.csv", {"first name", "last name", "address", "town", "postcode", "email"}),
        ("change-org.csv", {"first name", "last name", "town", "postcode", "email"}),
    ],
)
def test_the_same_files_are_tables_of_supporters(
    workspace: Workspace, name: str, columns: set[str]
) -> None:
    write(name)
    assert columns <= {*open_supporters(Path(name)).columns}


def test_no_heading_stands_for_two_columns_of_one_table() -> None:
    lists = [value for name, value in vars(headings).items() if name.isupper()]
    every = [text for each in lists for text in set(each)]
    assert len(every) == len(set(every))
