"""Every import can be looked at first: how the table is understood, and what would go in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from campaigner.workspace import Workspace
from conftest import Command

PEOPLE = "Full name,E-mail address,Post Code,Shoe size\nSam Sample,sam@example.org,LE93 1AA,38\n"
MORE = "Ana Sample,ana@example.org,le931aa,\nSam Sample,sam@example.org,LE93 1AA,\nBob,bob,,\n"


@pytest.fixture(autouse=True)
def open_now(bread: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")


def everything_in(folder: Path) -> dict[str, str]:
    """The hash of every file, the database among them."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rows_in(workspace: Workspace) -> list[str]:
    from campaigner.store.database import opened

    with opened(workspace.database_path) as database:
        return list(database.conn.iterdump())


@pytest.fixture
def untouched(workspace: Workspace) -> Callable[[Callable[[], None]], None]:
    """Checks that what is done changes neither the database nor a file."""

    def check(done: Callable[[], None]) -> None:
        rows, files = rows_in(workspace), everything_in(workspace.root)
        done()
        assert everything_in(workspace.root) == files
        assert rows_in(workspace) == rows

    return check


Untouched = Callable[[Callable[[], None]], None]


def file_of(workspace: Workspace, text: str) -> Path:
    path = workspace.root / "table.csv"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("confirmed", [[], ["--confirmed"]])
def test_a_petition(
    campaigner: Command, workspace: Workspace, untouched: Untouched, confirmed: list[str]
) -> None:
    file = file_of(workspace, PEOPLE + MORE)

    def look() -> None:
        called = campaigner("petition", "import", "bread", file, "--dry-run", *confirmed)
        assert called.code == 1
        rows = [line.split() for line in called.stdout.splitlines()]
        assert ["column", "header", "row", "2", "row", "3", "row", "4"] in rows
        assert ["postcode", "Post", "Code", *["LE93", "1AA"] * 3] in rows
        assert [line for line in rows if line[:2] == ["country", "GB"]]  # what is taken unsaid
        assert "Columns not used: “Shoe size”." in called.stderr
        assert "2 signatures would be imported, 1 repeated, 1 rejected." in called.stderr
        assert "table.csv:5: error: E-mail address: “bob”" in called.stderr

    untouched(look)
    called = campaigner("petition", "import", "bread", file, *confirmed)
    assert "2 signatures imported, 1 repeated, 1 rejected." in called.stderr


def test_a_petition_in_a_workspace_without_a_database(
    campaigner: Command, workspace: Workspace
) -> None:
    file = file_of(workspace, PEOPLE)
    before = everything_in(workspace.root)
    called = campaigner("petition", "import", "bread", file, "--dry-run", "--confirmed")
    assert "1 signature would be imported" in called.stderr
    assert everything_in(workspace.root) == before


@pytest.mark.slow
def test_sheets_of_paper(
    campaigner: Command, workspace: Workspace, tmp_path: Path, untouched: Untouched
) -> None:
    campaigner("petition", "sheet", "bread", "-o", tmp_path / "sheet.pdf")
    sheets = [line for line in rows_in(workspace) if 'INSERT INTO "sheets"' in line]
    sheet = sheets[0].split("'")[1]
    file = file_of(
        workspace,
        f"Sheet,Line,Name,Postcode\n{sheet},1,Sam Sample,LE93 1AA\n{sheet},2,Bo,SW1A OAA\n",
    )

    def look() -> None:
        called = campaigner("petition", "import-paper", "bread", file, "--dry-run")
        assert "1 line would be counted, 0 repeated, 1 rejected." in called.stderr
        assert "Postcode: “SW1A OAA” is not a valid postcode." in called.stdout
        assert "Did you mean SW1A 0AA?" in called.stdout
        assert "Sam Sample" in called.stdout

    untouched(look)


def test_representatives(campaigner: Command, workspace: Workspace, untouched: Untouched) -> None:
    file = file_of(workspace, "MP,PCON24CD,Weather\nAda Specimen,E14009901,fine\n,E14009902,\n")

    def look() -> None:
        called = campaigner("representative", "import", file, "--dry-run")
        assert "Columns not used: “Weather”." in called.stderr
        assert "1 added" in called.stderr
        assert called.stderr.endswith("Nothing was written.\n")
        rows = [line.split() for line in called.stdout.splitlines()]
        assert ["area_code", "PCON24CD", "E14009901"] in [row[:3] for row in rows]
        as_json = campaigner("representative", "import", file, "--dry-run", "--report", "json")
        assert json.loads(as_json.stdout)["added"] == 1

    untouched(look)
    assert campaigner("representative", "list", "--format", "json").json == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pcds,pcon24cd,x\nLE93 1AA,E14009901,\nnowhere,E14009901,\n", "1 postcode: 1 added"),
        ("code,name,x\nE14009901,Sampleton North,\n,,y\n", "1 area: 1 added"),
        ("WD24CD,WD24NM,LAD24CD,x\nE05000001,Sample Ward,E09000001,\n", "2 areas: 2 added"),
    ],
)
def test_areas(
    campaigner: Command, workspace: Workspace, untouched: Untouched, text: str, words: str
) -> None:
    file = file_of(workspace, text)

    def look() -> None:
        called = campaigner("area", "import", file, "--dry-run")
        assert words in called.stderr
        assert "Columns not used: “x”." in called.stderr
        assert "row 2" in called.stdout

    untouched(look)
    assert campaigner("area", "list", "--format", "json").json == []


def test_what_is_not_used_is_said_before_anything_is_written(
    campaigner: Command, workspace: Workspace
) -> None:
    called = campaigner("petition", "import", "bread", file_of(workspace, PEOPLE + MORE))
    before, said, _ = called.stderr.partition("… up to row 5")
    assert said
    assert "\nColumns not used: “Shoe size”." in before
