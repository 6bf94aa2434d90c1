"""Rows that could not be used: written so that they do no harm, read again as they were."""

from __future__ import annotations

import csv
import io
from itertools import islice

import pytest

from campaigner.rejects import RejectsWriter, is_rejects, names_after, own_headers, plain_cells


def written(header: list[str], *rows: tuple[int, str, list[str]]) -> list[list[str]]:
    file = io.BytesIO()
    writer = RejectsWriter(file, header)
    for row in rows:
        writer.write_row(*row)
    return list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))


def test_a_row_has_its_line_and_reason_and_no_formula() -> None:
    assert written(
        ["name", "=postcode"], (7, "=no postcode", ["+Siân", "M1 1AA"]), (9, "unreadable", [])
    ) == [
        ["name", "'=postcode", "line", "problem"],
        ["'+Siân", "M1 1AA", "7", "'=no postcode"],
        ["", "", "9", "unreadable"],
    ]


def test_rejects_of_rejects_are_the_same_with_new_lines_and_reasons() -> None:
    once = written(["name", "line"], (7, "first", ["=cmd", "of their own"]))
    header, row = once
    twice = written(header, (2, "second", row))
    assert twice == [header, ["'=cmd", "of their own", "2", "second"]]
    assert plain_cells(header)(row[0]) == "=cmd"


@pytest.mark.parametrize(
    ("header", "own", "rejects"),
    [
        (["name", "line"], ["name", "line"], False),
        (["name", "line", "problem"], ["name"], True),
        (["problem", "name"], ["name"], True),
    ],
)
def test_the_added_columns_are_told_from_the_others(
    header: list[str], own: list[str], rejects: bool
) -> None:
    assert own_headers(header) == own
    assert is_rejects(header) is rejects


def test_names_are_numbered_before_their_ending() -> None:
    assert list(islice(names_after("people.csv.rejects.csv"), 3)) == [
        "people.csv.rejects.csv",
        "people.csv.rejects-2.csv",
        "people.csv.rejects-3.csv",
    ]
