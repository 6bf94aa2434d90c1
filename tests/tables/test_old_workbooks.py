"""XLS: errors in its cells are told from empty cells, and a damaged file is refused."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError
from campaigner.tables import Column, TableFile, open_table
from campaigner.tables.old_workbooks import flaws_in_old
from old_files import old_workbook

COLUMNS = (Column("name"), Column("email", required=True), Column("postcode"))
HEADER = ("name", "email", "postcode")
SAM = ("Sam Sample", "sam@example.org", "LE93 1AA")
SHEETS: dict[str, Sequence[Sequence[str]]] = {
    "People": [HEADER, SAM, ("Ana Sample", "ana@example.org", "#N/A"), ("=#REF!", "b@x.org")],
    "Fruit": [("fruit", "#VALUE!")],
}


def book(folder: Path, content: bytes) -> TableFile:
    file = folder / "people.xls"
    file.write_bytes(content)
    return TableFile(file)


def test_a_cell_with_an_error_costs_its_row(tmp_path: Path) -> None:
    table = open_table(book(tmp_path, old_workbook(SHEETS)), COLUMNS)
    assert [row.values for row in table.rows()] == [dict(zip(HEADER, SAM, strict=True))]
    assert [(each.line, each.code) for each in table.problems] == [
        (3, "error-cell"),
        (4, "error-cell"),
    ]
    assert "“#N/A”" in table.problems[0].message
    assert "“#REF!”" in table.problems[1].message


def test_the_errors_of_each_sheet_are_its_own() -> None:
    assert flaws_in_old(old_workbook(SHEETS)) == [
        {3: {2: "#N/A"}, 4: {0: "#REF!"}},
        {1: {1: "#VALUE!"}},
    ]


def test_a_large_workbook_is_read_to_its_end() -> None:
    rows = [(f"Person {number}", "x" * 400, "") for number in range(2_000)]
    rows.append(("", "", "#DIV/0!"))
    (flaws,) = flaws_in_old(old_workbook({"People": rows}))
    assert flaws == {2_001: {2: "#DIV/0!"}}


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_workbook_is_refused_or_read(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    content = bytearray(old_workbook(SHEETS))
    for _ in range(draw.randrange(1, 30)):
        content[draw.randrange(8, 1_100)] = draw.randrange(256)
    with suppress(CampaignerError):  # anything else would be a traceback
        list(open_table(book(tmp_path, bytes(content)), COLUMNS).rows())
