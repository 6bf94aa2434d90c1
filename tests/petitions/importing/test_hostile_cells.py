"""Cells of a stranger's table: what is not a value is refused, and nothing of it acts elsewhere."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from campaigner.petitions.exports import ExportRequest, export
from campaigner.petitions.importing.request import ImportRequest, ImportResult
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.verification import verify
from campaigner.store import tallies
from campaigner.store.database import Database
from campaigner.vocabulary.papers import PetitionExport
from campaigner.workspace import Workspace
from edited_ledgers import alone, exported
from petitioners import SLUG, petition_here, the_petition

HEADER = ("name", "email", "postcode", "language", "area", "signed_at")
CALC = "=cmd|'/C calc'!A0"
# Taken, with what is not known left out.
TAKEN = {
    "a line break in a language": ("Line Feed", "lf@example.org", "AB10 1AB", "en\nB", "", ""),
    "markup for an area": (
        "Html Area",
        "h@example.org",
        "AB10 1AB",
        "en",
        "<script>x</script>",
        "",
    ),
    "a path for a language": ("Path Lang", "pl@example.org", "AB10 1AB", "../../x", "", ""),
    "a formula after a semicolon": (f"Ana;{CALC}", "sc@example.org", "AB10 1AB", "en", "", ""),
}
REFUSED = {
    "a formula for an area": (
        ("Not An Area", "na@example.org", "AB10 1AB", "en", CALC, ""),
        "area: “=cmd|'/C calc'!A0” is a formula, not a value",
    ),
    "a day before there were petitions": (
        ("Old Signer", "os@example.org", "AB10 1AB", "en", "", "1700-01-01"),
        "signed_at: “1700-01-01”: This is what programs write if they have no date",
    ),
    "a wide equals sign": (
        ("＝1+1 Fullwidth", "fw@example.org", "AB10 1AB", "en", "", ""),
        "name: “＝1+1 Fullwidth”: A name cannot start with “＝”",
    ),
    "a web address": (
        ("Win at evil.xyz/free", "sp@example.org", "AB10 1AB", "en", "", ""),
        "A name cannot contain a web address",
    ),
    "a short address": (
        ("Visit bit.ly/abc now", "sp2@example.org", "AB10 1AB", "en", "", ""),
        "A name cannot contain a web address",
    ),
    "a link to a chat": (
        ("t.me/scam", "sp3@example.org", "AB10 1AB", "en", "", ""),
        "A name cannot contain a web address",
    ),
    "an address with another dot": (
        ("Tél 0900 12345 evil。com", "sp4@example.org", "AB10 1AB", "en", "", ""),
        "A name cannot contain a web address",
    ),
    "formulas for name and email": (
        ("=1+1", "=evil@example.org", "AB10 1AB", "en", "", ""),
        "name: “=1+1” is a formula, not a value. email: “=evil@example.org” is a formula",
    ),
    "formulas everywhere": (
        ("@SUM(1)", "+evil@example.org", "=1+1", "-en", "+x", "@y"),
        "postcode: “=1+1” is a formula, not a value",
    ),
}  # fmt: skip
_STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


@pytest.fixture
def here(workspace: Workspace, database: Database) -> OpenPetition:
    return petition_here(workspace, database, the_petition(database))


def take(here: OpenPetition, folder: Path, *rows: Sequence[str]) -> ImportResult:
    table = folder / "in.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return import_signatures(here, ImportRequest(file=table, confirmed=True))


@pytest.mark.parametrize("what", REFUSED)
def test_a_row_with_what_is_not_a_value_is_refused(
    here: OpenPetition, tmp_path: Path, what: str
) -> None:
    row, said = REFUSED[what]
    done = take(here, tmp_path, row)
    assert (done.accepted, done.rejected) == (0, 1)
    assert done.rejects is not None
    (written,) = csv.DictReader(done.rejects.read_text("utf-8-sig").splitlines())
    assert said in written["problem"]
    assert not [cell for cell in written.values() if cell.startswith(_STARTS_A_FORMULA)]


def test_what_is_taken_acts_nowhere(here: OpenPetition, database: Database, tmp_path: Path) -> None:
    assert take(here, tmp_path, *TAKEN.values()).accepted == len(TAKEN)
    cells = dict(tallies.cells(database.conn, here.petition.id))
    assert {(area, language) for area, _, _, _, language in cells} == {("", "en")}
    assert verify(database, SLUG).ok
    assert alone(exported(database)) is None
    rows = [json.loads(line) for line in exported(database)[1:]]
    assert {len(row) for row in rows} == {13}
    assert not [cell for row in rows for cell in row if "\n" in str(cell) or "<" in str(cell)]
    with closing(export(here, ExportRequest(what=PetitionExport.CSV)).chunks()) as chunks:
        text = "".join(chunks)
    assert f"Ana;'{CALC}" in text  # programs that part cells at semicolons take it as text
    cells_of = [cell for line in csv.reader(text.splitlines()) for cell in line]
    parts = [part for cell in cells_of for part in cell.split(";")]
    assert not [part for part in parts if part.startswith(_STARTS_A_FORMULA)]
