"""Sheets of paper: made, signed, typed up by two people, counted line by line."""

from __future__ import annotations

import csv
from pathlib import Path

import pymupdf
import pytest

from campaigner.errors import CampaignerError
from campaigner.petitions.paper.sheet_ids import LETTERS, new_sheet_id, parse_sheet_id
from campaigner.petitions.proof.verification import verify
from campaigner.store import tallies
from campaigner.store.database import Database
from campaigner.workspace import Workspace
from conftest import Command
from petitioners import SLUG, application, confirmed, held, the_petition


@pytest.fixture(autouse=True)
def open_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")


def words_of(pdf: Path) -> list[str]:
    with pymupdf.open(pdf) as document:
        return [str(page.get_text()) for page in document]


def made_sheet(campaigner: Command, folder: Path, *options: str) -> str:
    """A sheet that was made, by its id as printed."""
    pdf = folder / "sheet.pdf"
    assert campaigner("petition", "sheet", SLUG, "-o", pdf, *options).code == 0
    (page,) = words_of(pdf)
    return next(word for word in page.split() if "-" in word and len(word) == 7 and word.isupper())


def typed(path: Path, *lines: tuple[str, str, str, str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Sheet", "Line", "Name", "Postcode", "E-mail"])
        writer.writerows(lines)
    return path


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Please write in capitals", "Full name", "Data controller", "10 June 2027"]),
        ("cy", ["priflythrennau", "Enw llawn", "Rheolydd data", "10 Mehefin 2027"]),
    ],
)
def test_a_sheet_has_one_page_with_all_it_needs(
    campaigner: Command, workspace: Workspace, tmp_path: Path, language: str, words: list[str]
) -> None:
    made_sheet(campaigner, tmp_path, "--language", language)
    (page,) = words_of(tmp_path / "sheet.pdf")
    flat = " ".join(page.split())
    for each in words:
        assert each in flat
    assert "\n16\n" in page


def test_every_slip_in_a_sheets_id_is_noticed() -> None:
    made = new_sheet_id()
    assert parse_sheet_id(made.lower().replace("-", " ")) == made
    changed = {made[:place] + char + made[place + 1 :] for place in range(5) for char in LETTERS}
    swapped = {made[:i] + made[i + 1] + made[i] + made[i + 2 :] for i in range(4)}
    for wrong in (changed | swapped) - {made}:
        with pytest.raises(CampaignerError):
            parse_sheet_id(wrong)


def test_typed_lines_count_apart_and_can_be_traced(
    campaigner: Command, workspace: Workspace, database: Database, tmp_path: Path
) -> None:
    petition = the_petition(database)
    confirmed(database, petition, application("Ana Sample", "ana@example.org"))
    campaigner("source", "add", "amira", "--kind", "ambassador", "--name", "Amira Sample")
    sheet = made_sheet(campaigner, tmp_path, "--source", "amira")
    file = typed(
        tmp_path / "typed.csv",
        (sheet.lower(), "1", "Bea Sample", "AB10 1AB", ""),
        (sheet, "2", "Cai Sample", "ab101ab", "cai@example.org"),
        (sheet, "3", "BEA SAMPLE", "AB10 1AB", ""),  # signed twice on paper
        (sheet, "4", "Ana Sample", "AB10 1AB", "ana@example.org"),  # signed on the web
        (sheet, "5", "Ana Sample", "AB10 1AB", ""),  # the same, without her address
        (sheet, "6", "Dee Sample", "nowhere", ""),
        (sheet, "17", "Eli Sample", "AB10 1AB", ""),
        ("22222-9", "1", "Fay Sample", "AB10 1AB", ""),
        (sheet, "2", "Gus Sample", "AB10 1AB", ""),
    )
    called = campaigner("petition", "import-paper", SLUG, file)
    assert called.code == 1
    assert "2 lines counted, 3 repeated" in called.stderr
    assert [line.partition(" ")[0].split(":")[-2] for line in called.stdout.splitlines()] == [
        "7",
        "8",
        "9",
        "10",
    ]
    assert dict(tallies.sums(database.conn, petition.id, "source")) == {"paper/amira": 2, "web": 1}
    found = campaigner("petition", "search", SLUG, "cai", "--format", "json").json
    assert [(each["sheet"], each["line"]) for each in found] == [(sheet, 2)]
    assert (
        "0 lines counted, 3 repeated" in campaigner("petition", "import-paper", SLUG, file).stderr
    )
    assert verify(database, SLUG).ok


def test_two_people_type_and_have_to_agree(
    campaigner: Command, workspace: Workspace, database: Database, tmp_path: Path
) -> None:
    sheet = made_sheet(campaigner, tmp_path)
    lines = [(sheet, str(line), f"Person {'abcd'[line]}", "AB10 1AB", "") for line in range(1, 4)]
    first = typed(tmp_path / "first.csv", *lines)
    changed = [lines[0], (sheet, "2", "Parson c", "AB10 1AB", ""), (sheet, "9", "X", "M1 1AA", "")]
    second = typed(tmp_path / "second.csv", *changed)
    called = campaigner(
        "petition", "import-paper", SLUG, first, "--second", second, "--format", "json"
    )
    assert called.code == 1
    codes = [(each["code"], each["line"]) for each in called.json]
    assert codes == [("name-differs", 3), ("typed-once", 0), ("typed-once", 4)]
    assert held(database) == 0
    typed(second, *[(each[0], each[1], each[2].upper(), "ab10 1ab", "") for each in lines])
    assert campaigner("petition", "import-paper", SLUG, first, "--second", second).code == 0
    assert held(database) == 3
