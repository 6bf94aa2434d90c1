"""Rows that are read many at once are read as each would be by itself."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest

from campaigner.answers import Answers
from campaigner.campaigns.loader import load_campaign
from campaigner.errors import ProblemsFound
from campaigner.petitions.counts.areas import AreaCells
from campaigner.petitions.importing.columns import COLUMNS
from campaigner.petitions.importing.places import Places
from campaigner.petitions.importing.plain_rows import PlainRows
from campaigner.petitions.importing.request import ImportRequest
from campaigner.petitions.importing.rows import Imported, Reading, read_row
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.importing.signed_at import Signable
from campaigner.petitions.proof.verification import verify
from campaigner.store.database import Database
from campaigner.tables import Column, SheetRow, Table, open_table
from campaigner.workspace import Workspace, shipped_folder
from petitioners import NOON, SLUG, petition_here, the_petition, with_areas

PARTNERS = ("relief", "peace")
_UNCLEAR = (
    "",
    "n/a",
    "Ana Sample",
    "Sample,",
    ", Ana",
    "A, B, C",
    "=Sample, Ana",
    "#NAME?",
    "'=A, B",
)
# What cells are, the plain ones first and twice as often as all others.
CELLS = {
    "name": (
        *("Ana Sample", "Sam O'Neill", "Mary-Jane van der Berg", " Ana Sample ", "Emma"),
        *("", "N/A", "none", "Dim byd", "Ana  Sample", "José", "=Ana", "#NAME?", "Err:502", "Nil"),
        *("Ana.Sample.org", "ana@example.org", "Ana\ufffd", "A" * 151, "राम", "Ana\x07", "'=Ana"),
    ),
    "first_name": ("Ana", "Sam", "", "na", "=A", "Zoë"),
    "last_name": ("Sample", "O'Neill", "", "n/a", "Null", "#REF!", "x" * 150),
    "last_first": ("Sample, Ana", "Berg,Mary-Jane", "Ana", "A, B", *_UNCLEAR),
    "email": (
        *("ana@example.org", "Sam.Sample@Example.ORG", " a+b@example.co.uk ", "E2@example.scot"),
        *("", "ana", "ana@example.con", "ana@münchen.de", "ana@xn--mnchen-3ya.de", "=ana@x.org"),
        *("ana@gmail.com", "ana@@example.org", f"{'a' * 50}@{'b' * 50}.org", "#N/A", "'+a@x.org"),
    ),
    "postcode": ("AB10 1AB", "ab101ab", "E1 6AN", " M1 1AA", "", "n/a", "SW1A OAA", "75008", "E=1"),
    "country": ("GB", "", "United Kingdom", "FR", "Ireland", "n/a", "NA", "Nowhere", "#N/A", "E=1"),
    "language": ("en", "", "Cymraeg", "cy", "n/a", "Klingon", "#VALUE!"),
    "area": ("E14009901", "e14009902", "", "Area E14009901", "Nowhere", "=A1", " E14009901 "),
    "signed_at": (
        *("2026-12-10 09:30:00", "2026-12-10", "10/12/2026 09:30", "46366.5", "1796990400"),
        *("2026-12-10T09:30:00+02:00", "", "soon", "2031-01-01", "1999-12-31", "####", "3/12/26"),
    ),
    "letter": ("yes", "", "no", "x", "perhaps", "#N/A"),
    "consent:relief": ("yes", "", "no", "maybe", "=1"),
    "consent:peace": ("Yes please", "", "no"),
}  # fmt: skip
COLUMNS_THERE = [
    pytest.param(
        tuple(name for name in CELLS if "_name" not in name and name != "last_first"), id="all"
    ),
    pytest.param(("first_name", "last_name", "email", "signed_at"), id="names in two"),
    pytest.param(("email", "name", "postcode", "problem"), id="rejects"),
    pytest.param(("last_first", "email", "postcode"), id="family name first"),
    pytest.param(("last_first", "last_name", "first_name", "email"), id="both ways"),
    pytest.param(("email", "last_name"), id="half a name"),
]


def rows_of(columns: tuple[str, ...], count: int, seed: int) -> list[list[str]]:
    draw = random.Random(seed)
    some = {name: [*cells[:4] * (2 * len(cells)), *cells] for name, cells in CELLS.items()}
    rows = [[draw.choice(some.get(name, ["of old"])) for name in columns] for _ in range(count)]
    for row in draw.sample(rows, count // 10):
        row.append(draw.choice(("", " ", "too much")))
    for row in draw.sample(rows, count // 10):
        del row[draw.randrange(len(row)) :]
    return rows


def table_in(folder: Path, header: tuple[str, ...], rows: list[list[str]]) -> Table:
    file = folder / "signatures.csv"
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([header, *rows])
    return open_table(file, (*COLUMNS, *(Column(f"consent:{key}", ()) for key in PARTNERS)))


def by_itself(
    table: Table, number: int, cells: SheetRow, reading: Reading, places: Places
) -> Imported | None:
    row = table.row_of(number, cells[1])
    if row is None or row.problem:
        return None
    try:
        return places.placed(read_row(row, reading, table.label))
    except ProblemsFound:
        return None


@pytest.mark.parametrize("columns", COLUMNS_THERE)
@pytest.mark.parametrize("month_first", [None, True])
def test_a_plain_row_is_read_as_by_itself(
    database: Database, tmp_path: Path, columns: tuple[str, ...], month_first: bool | None
) -> None:
    with_areas(database, "E14009901", "E14009902")
    table = table_in(tmp_path, columns, rows_of(columns, 1_000, 1948))
    signable = Signable(NOON - 90_000, NOON + 90_000, NOON, UTC, month_first)
    consents = tuple(name for key in PARTNERS if (name := f"consent:{key}") in columns)
    reading = Reading("en", signable, Answers(), consents)
    campaign = load_campaign(shipped_folder("campaigns") / "right-to-food")
    places = Places(campaign, AreaCells(database, "uk-constituency"), "en")
    rows = list(table.raw_rows())
    plain = PlainRows(table, reading, places).read(rows)
    alone = {row[0]: by_itself(table, row[0], row, reading, places) for row in rows}
    assert plain == {number: alone[number] for number in plain}
    rare = {"last_first", "last_name"} <= {*columns} or columns == ("email", "last_name")
    assert len(plain) > (0 if rare else 10) or columns == ("email", "last_name")


def test_many_texts_do_not_fill_the_memory(
    database: Database, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigner.petitions.importing.plain_rows._MOST", 3)
    here = petition_here(workspace, database, the_petition(database))
    rows = [[f"a{each}@example.org", "Ana", f"M1 {each}AA"] for each in range(10)] * 2
    file = table_in(tmp_path, ("email", "name", "postcode"), rows).file
    done = import_signatures(here, ImportRequest(file=replace(file), confirmed=True))
    assert (done.accepted, done.repeated) == (10, 10)
    held = database.execute("SELECT postcode FROM signatures ORDER BY id").fetchall()
    assert [each[0] for each in held] == [f"M1 {each}AA" for each in range(10)]
    assert verify(database, SLUG).ok
