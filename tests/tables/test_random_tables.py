"""No row is lost without a word, whatever was done to the table, and whichever command reads it."""

from __future__ import annotations

import csv
import os
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from campaigner.petitions.opening import open_petition
from campaigner.store import paper_sheets
from campaigner.store.database import opened
from campaigner.store.paper_sheets import Sheet
from campaigner.workspace import Workspace
from conftest import Called, Command
from petitioners import NOON, held, workspace_of
from troubled_tables import (
    AREAS,
    REPRESENTATIVES,
    SIGNATURES,
    SUPPORTERS,
    Sort,
    Troubled,
    sheets,
    troubled_table,
)

QUICKLY = 40
TABLES = int(os.environ.get("TABLES", "200"))  # how many in all; a long run has 2000
SHEETS = ("B2345-8", "C2345-9", "D2345-A")
SUFFIXES = ("", ".csv", ".txt", ".xlsx", ".zip")


@dataclass
class Desk:
    """Where tables are imported by the commands, one after the other, into one database."""

    campaigner: Command
    workspace: Workspace
    folder: Path

    def call(self, *words: object, made: Troubled) -> Called | None:
        """Call a command; None if it refused the file as a whole, as it has to if it is broken."""
        called = self.campaigner(*words)
        refused = called.stderr.strip().splitlines()[-1].startswith("Error: ")
        assert refused == made.broken, called.stderr
        assert called.code == 1 or not refused
        return None if refused else called

    def signatures(self) -> int:
        """Returns the number of signatures in the database."""
        with opened(self.workspace.database_path) as database:
            return held(database)


@pytest.fixture
def desk(bread: Path, workspace: Workspace, campaigner: Command, tmp_path: Path) -> Desk:
    (tmp_path / "members.csv").write_text(
        "name,role,area_code,area_name\nMs Ada Specimen,mp,E14009901,Sampleton North\n"
    )
    (tmp_path / "postcodes.csv").write_text("pcds,pcon24cd\nLE93 1AA,E14009901\n")
    assert campaigner("representative", "import", tmp_path / "members.csv").code == 0
    assert campaigner("area", "import", tmp_path / "postcodes.csv").code == 0
    with opened(workspace.database_path) as database:
        petition = open_petition(workspace_of(database), "bread").petition.id
        made = [Sheet(each, petition, "", "en", 16, NOON) for each in SHEETS]
        paper_sheets.add_sheets(database.conn, made)
        database.conn.commit()
    folder = tmp_path / "tables"
    folder.mkdir()
    return Desk(campaigner, workspace, folder)


def counts(called: Called, pattern: str) -> list[int]:
    """Returns the numbers in what a command says."""
    found = re.search(pattern, called.stderr)
    assert found, called.stderr
    return [int(number.replace(",", "")) for number in found.groups()]


def rejected_rows(file: Path) -> int:
    if not file.exists():
        return 0
    csv.field_size_limit(10**6)
    try:
        with file.open(encoding="utf-8-sig", newline="") as table:
            return sum(1 for _ in csv.DictReader(table))
    finally:
        csv.field_size_limit(131_072)


IMPORTED = r"([\d,]+) signatures? imported, ([\d,]+) repeated, ([\d,]+) rejected"


def import_signatures(desk: Desk, file: Path, made: Troubled) -> None:
    words = ("petition", "import", "bread", file, "--confirmed", "--day-first")
    before = desk.signatures()
    called = desk.call(*words, made=made)
    if called is None:
        assert desk.signatures() == before
        return
    accepted, repeated, rejected = counts(called, IMPORTED)
    assert accepted + repeated + rejected == made.rows, called.stderr
    assert desk.signatures() - before == accepted
    rejects = file.with_name(f"{file.name}.rejects.csv")
    assert rejected_rows(rejects) == rejected
    again = desk.campaigner(*words)
    assert counts(again, IMPORTED) == [0, repeated, rejected]
    assert accepted == 0 or f"{accepted} row" in again.stderr
    if rejected:
        third = desk.campaigner("petition", "import", "bread", rejects, *words[4:])
        assert sum(counts(third, IMPORTED)) == rejected


def write_letters(desk: Desk, file: Path, made: Troubled) -> None:
    words = ("letter", "batch", "bread", "--supporters", file, "--dry-run", "--format", "json")
    if (called := desk.call(*words, made=made)) is not None:
        written = {letter["row"] for letter in called.json}  # for one row there can be several
        (failed,) = counts(called, r"; ([\d,]+) rows? would fail")
        assert len(written) + failed == made.rows, called.stderr


def count_paper(desk: Desk, file: Path, made: Troubled) -> None:
    words = ("petition", "import-paper", "bread", file)
    if (called := desk.call(*words, made=made)) is None:
        return
    read = sum(counts(called, r"([\d,]+) lines? counted, ([\d,]+) repeated, ([\d,]+) rejected"))
    before = re.search(r"([\d,]+) lines? counted before", called.stderr)
    assert read + (int(before[1]) if before else 0) == made.rows


SAID = ("vacancy-without-area", "repeated-vacancy", "vacant-and-held")


def import_representatives(desk: Desk, file: Path, made: Troubled) -> None:
    words = ("representative", "import", file, "--role", "mp", "--report", "json")
    if (called := desk.call(*words, made=made)) is None:
        return
    assert called.stdout, called.stderr
    done = called.json
    ended = sum(change["kind"] == "ended" for change in done["changes"])
    taken = len(done["changes"]) - ended + done["unchanged"] + len(done["vacancies"])
    said = sum(each["code"] in SAID for each in done["problems"])
    assert taken + said + done["failed"] == made.rows, done


def import_postcodes(desk: Desk, file: Path, made: Troubled) -> None:
    words = ("area", "import", file, "--report", "json")
    if (called := desk.call(*words, made=made)) is None:
        return
    done = called.json
    assert sum(done.get("postcodes", {}).values()) + done["failed"] == made.rows, done


READERS: tuple[tuple[Callable[[Desk, Path, Troubled], None], Sort], ...] = (
    (import_signatures, SIGNATURES),
    (write_letters, SUPPORTERS),
    (count_paper, sheets(*SHEETS)),
    (import_representatives, REPRESENTATIVES),
    (import_postcodes, AREAS),
)


def wrong_tables(desk: Desk, seeds: range) -> list[str]:
    """Returns the tables of which a row was lost, by their seeds, with what was wrong."""
    return [f"{seed}: {wrong}" for seed in seeds if (wrong := wrong_table(desk, seed))]


def wrong_table(desk: Desk, seed: int) -> str:
    draw = random.Random(seed)
    read, sort = READERS[seed % len(READERS)]
    made = troubled_table(draw, sort)
    file = desk.folder / f"table-{seed}{draw.choice(SUFFIXES)}"
    file.write_bytes(made.content)
    try:
        read(desk, file, made)
    except AssertionError as error:
        return str(error)[:1000]
    return ""


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")


def test_rows_are_taken_repeated_or_rejected(desk: Desk) -> None:
    wrong = wrong_tables(desk, range(QUICKLY))
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_many_tables_lose_no_row(desk: Desk) -> None:
    wrong = wrong_tables(desk, range(QUICKLY, TABLES))
    assert not wrong, "\n".join(wrong)
