"""Cells that no spreadsheet takes for a formula, however it separates them, and back again."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigner.cells import guarded, unguarded
from examples import examples

pytestmark = pytest.mark.slow

SIGNS = "=+-\N{MINUS SIGN}@＝＋－＠﹦﹢﹣﹫"
TROUBLE = st.text(alphabet=f"'\"; \t\r\n,{SIGNS}a1é", max_size=30)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20 7946 0000", "'+44 20 7946 0000"),
        ("-a", "'-a"),
        ("@a", "'@a"),
        ("\N{MINUS SIGN}1+1", "'\N{MINUS SIGN}1+1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠SUM(1)", "'＠SUM(1)"),
        ("\ta", "'\ta"),
        ("\ra", "'\ra"),
        ("\na", "'\na"),
        (";a", "';a"),
        ("'=1", "''=1"),
        (" =1", "' =1"),
        ('"=1', "'\"=1"),
        ("Ana;=1+cmd|'/C calc'!A0", "Ana;'=1+cmd|'/C calc'!A0"),
        ("Ana; =1", "Ana;' =1"),
        ("Ana\n=1", "Ana\n'=1"),
        ("Ana\r\n@x;-y", "Ana\r'\n'@x;'-y"),
        ("Ana\t=1", "Ana\t'=1"),
        ("Ana", "Ana"),
        ("'t Hooft", "'t Hooft"),
        ("ana@example.org", "ana@example.org"),
        ("Anne-Marie", "Anne-Marie"),
        ("1 - 2", "1 - 2"),
        ("1 High Street\nLeeds; York", "1 High Street\nLeeds; York"),
        ("2026-12-10", "2026-12-10"),
        ("", ""),
    ],
)
def test_what_could_be_a_formula_is_guarded_and_nothing_else(text: str, cell: str) -> None:
    assert guarded(text) == cell
    assert unguarded(cell) == text


@given(TROUBLE)
@settings(max_examples=examples(2_000))
def test_a_guard_is_taken_off_as_it_was_put_on(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert unguarded(unguarded(guarded(guarded(text)))) == text


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.lists(TROUBLE, min_size=1, max_size=4), st.sampled_from([",", ";", "\t"]))
@settings(max_examples=examples(1_000))
def test_no_spreadsheet_sees_a_formula_whatever_separates_its_cells(
    cells: list[str], separator: str
) -> None:
    """The file is written with commas; who reads it may separate cells otherwise."""
    file = io.StringIO(newline="")
    csv.writer(file).writerow(["a", *map(guarded, cells)])
    for row in csv.reader(io.StringIO(file.getvalue(), newline=""), delimiter=separator):
        for cell in row[1:] if separator == "," else row:
            assert cell.lstrip(" ")[:1] not in tuple(SIGNS), (row, file.getvalue())


@pytest.mark.parametrize("part", ["\n", "'", " ", ";", '"', "=", "\n'", "; "])
def test_a_cell_of_any_length_is_guarded_at_once(part: str) -> None:
    """A run of blanks is looked through once: ten times as much takes ten times as long."""
    text = part * (400_000 // len(part))
    assert unguarded(guarded(text)) == text
