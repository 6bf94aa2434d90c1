"""Counting a ledger again: what has to hold of its rows, and which is named if it does not."""

from __future__ import annotations

import json

import pytest

from campaigner.petitions.proof.recount import Misfit, recount
from campaigner.store.ledger import LedgerRow, row_bytes
from campaigner.store.petitions import Threshold
from counted_rows import (
    ANA,
    FOOD,
    HOMES,
    NOON,
    NOWHERE,
    OTHER,
    Step,
    counted,
    leaf,
    misfit_of,
    rows,
    tile_of,
)

BEN = Step(whose="ben", area=HOMES, hour=13, language="cy")
LIFE = rows(
    Step(whose="ana"),
    BEN,
    Step("paper", "cai", day="2026-12-10", source="paper"),
    BEN._replace(kind="withdrawn", about=2),
    Step("invalidated", "ana", 1),
    Step("restored", "ana", 1),
)


def test_a_ledger_is_counted_in_every_cell_and_hour() -> None:
    result = counted(LIFE)
    assert result.misfit is None
    assert (result.rows, result.total, result.signatures) == (6, 2, 3)
    assert dict(result.cells) == {
        (FOOD, "2026-12-11", "web", "GB", "en"): 1,
        (HOMES, "2026-12-11", "web", "GB", "cy"): 0,
        (FOOD, "2026-12-10", "paper", "GB", "en"): 1,
    }
    assert dict(result.hours) == {
        ("2026-12-11", 12): 1,
        ("2026-12-11", 13): 0,
        ("2026-12-10", 12): 1,
    }


def test_how_signatures_stand_that_later_rows_are_about() -> None:
    found = counted(LIFE).counted
    assert {number: (each.count, each.last.number) for number, each in found.items()} == {
        1: (1, 6),
        2: (0, 4),
    }


def test_a_ledger_without_rows_is_nothing() -> None:
    result = counted([], [Threshold(3, "Three")])
    assert (result.rows, result.total, result.roots) == (0, 0, [])
    assert result.marks[3].reached_at is None
    assert result.misfit is None


def test_a_row_is_canonical_json_whatever_is_in_it() -> None:
    row = LIFE[1]._replace(area='"\\\n\t\u2028é\u0001', source="ŵ")
    values = [*row[:-1], row.leaf.hex()]
    said = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    assert row_bytes(row) == said
    assert json.loads(row_bytes(row)) == values


# (a column, what it is changed to) in row 3
COLUMNS = [("kind", "confirmed"), ("at", NOON + 3600 + 181), ("area", HOMES), ("day", "2026-12-09"),
           ("hour", 11), ("source", "web"), ("country", "FR"), ("language", "cy"),
           ("leaf", leaf("x"))]  # fmt: skip


@pytest.mark.parametrize(("column", "value"), COLUMNS)
def test_a_row_that_is_not_the_log_s_is_named(column: str, value: object) -> None:
    """Also if the row would do by itself."""
    changed = [*LIFE[:2], LIFE[2]._replace(**{column: value}), *LIFE[3:]]  # type: ignore[arg-type]
    result = recount(changed, wanted={1, 2}, tile=lambda number: tile_of(LIFE))
    assert result.misfit == Misfit(3, "ledger row 3 is not the one that the log has.")


def test_the_rows_of_the_log_fit() -> None:
    assert recount(LIFE, wanted={1, 2}, tile=lambda number: tile_of(LIFE)).misfit is None


def test_the_first_of_several_misfits_is_named() -> None:
    """Row 2 has another area than the log's; row 4, which is about it, then differs as well."""
    changed = [LIFE[0], LIFE[1]._replace(area=FOOD), *LIFE[2:]]
    assert misfit_of(changed).where == 4
    by_log = recount(changed, wanted={1, 2}, tile=lambda number: tile_of(LIFE)).misfit
    assert by_log is not None
    assert by_log.where == 2


@pytest.mark.parametrize(
    ("made", "where", "message"),
    [
        pytest.param(LIFE[1:], 1, "ledger row 1 is missing", id="the first row gone"),
        pytest.param([*LIFE[:3], *LIFE[4:]], 4, "ledger row 4 is missing", id="one gone"),
        pytest.param([*LIFE[:3], *LIFE[2:]], 4, "ledger row 4 is missing", id="one twice"),
    ],
)
def test_a_gap_is_named_by_the_number_that_is_missing(
    made: list[LedgerRow], where: int, message: str
) -> None:
    misfit = misfit_of(made)
    assert (misfit.where, message in misfit.message) == (where, True)


@pytest.mark.parametrize("number", [-1, 0, 1, 3, 4])
def test_a_row_with_another_number_than_the_next_leaves_a_gap(number: int) -> None:
    first, second = rows(Step(whose="ana"), Step(whose="other"))
    misfit = counted([first, second._replace(number=number)]).misfit
    assert misfit == Misfit(2, "ledger row 2 is missing.")


def test_a_row_that_breaks_a_rule_is_named_with_the_rule_and_not_the_log() -> None:
    changed = [*LIFE[:2], LIFE[2]._replace(country="QQ"), *LIFE[3:]]
    result = recount(changed, wanted={1, 2}, tile=lambda number: tile_of(LIFE))
    assert result.misfit == Misfit(3, "ledger row 3 has an unknown country.")


def test_a_leaf_that_comes_again_is_named_so_and_not_by_the_log() -> None:
    made = rows(Step(whose="ana"), Step(whose="ben"), Step(whose="cai"))
    changed = [*made[:2], made[2]._replace(leaf=leaf("ana"))]
    misfit = recount(changed, tile=lambda number: tile_of(made)).misfit
    message = "ledger row 3 counts the signature again that row 1 counted."
    assert misfit == Misfit(3, message)


# A log keeps its rows in tiles of 256.
HUNDREDS = rows(*(Step(whose=f"person {number}") for number in range(1, 701)))


@pytest.mark.parametrize("number", [1, 256, 257, 512, 513, 700])
def test_each_row_is_compared_with_its_own_tile_of_the_log(number: int) -> None:
    def tile(at: int) -> bytes:
        return tile_of(HUNDREDS[256 * at : 256 * (at + 1)])

    assert recount(HUNDREDS, tile=tile).misfit is None
    row = HUNDREDS[number - 1]._replace(leaf=leaf("somebody else"))
    changed = [*HUNDREDS[: number - 1], row, *HUNDREDS[number:]]
    message = f"ledger row {number} is not the one that the log has."
    assert recount(changed, tile=tile).misfit == Misfit(number, message)


def test_what_comes_after_the_first_misfit_is_not_counted() -> None:
    row = HUNDREDS[2]._replace(country="QQ")
    result = recount([*HUNDREDS[:2], row, *HUNDREDS[3:]])
    assert result.misfit == Misfit(3, "ledger row 3 has an unknown country.")
    assert (result.rows, result.total) == (2, 2)


# docs/ledger.md, “What has to hold”: a row that breaks each rule, as the last of a ledger.
WITHDRAWN = Step("withdrawn", "ana", 1)


@pytest.mark.parametrize(
    ("before", "last", "message"),
    [
        ([ANA], ANA, "counts the signature again that row 1 counted"),
        ([ANA], Step("paper", "ana"), "counts the signature again that row 1 counted"),
        ([ANA, WITHDRAWN], ANA, "counts the signature again that row 1 counted"),
        ([OTHER], Step("withdrawn", "ana"), "a signature that no row has counted"),
        ([OTHER], Step("withdrawn", "ana", 9), "a signature that no row has counted"),
        ([OTHER], Step("withdrawn", "ana", 1), "does not have the leaf of row 1"),
        ([ANA, WITHDRAWN], Step("withdrawn", "ana", 2), "a signature that no row has counted"),
        ([ANA, WITHDRAWN], WITHDRAWN, "a signature that does not count at that point"),
        ([ANA], Step("restored", "ana", 1), "a signature that already counts at that point"),
        ([ANA], WITHDRAWN._replace(area=HOMES), "does not have the area of row 1"),
        ([ANA], WITHDRAWN._replace(area=""), "does not have the area of row 1"),
        ([ANA], WITHDRAWN._replace(day="2026-12-10"), "does not have the day of row 1"),
        ([ANA], WITHDRAWN._replace(hour=11), "does not have the hour of row 1"),
        ([ANA], WITHDRAWN._replace(source="paper"), "does not have the source of row 1"),
        ([ANA], WITHDRAWN._replace(country="IE"), "does not have the country of row 1"),
        ([ANA], WITHDRAWN._replace(language="cy"), "does not have the language of row 1"),
        ([ANA], WITHDRAWN._replace(area=HOMES, language="cy"), "does not have the area of row 1"),
        ([ANA], OTHER._replace(about=1), "for the first time and names an earlier row"),
        ([ANA], OTHER._replace(at=NOON + 3600), "was added before the row above it"),
        ([ANA], OTHER._replace(day="2026-12-12"), "was added before its own day and hour"),
        ([ANA], OTHER._replace(hour=14), "was added before its own day and hour"),
        ([ANA], OTHER._replace(hour=24), "has a day or hour that there is not"),
        ([ANA], OTHER._replace(hour=-1), "has a day or hour that there is not"),
        ([ANA], OTHER._replace(day="2026-02-30"), "has a day or hour that there is not"),
        ([ANA], OTHER._replace(day="20261211"), "has a day or hour that there is not"),
        ([ANA], OTHER._replace(day=""), "has a day or hour that there is not"),
        ([ANA], OTHER._replace(country="QQ"), "has an unknown country"),
        ([ANA], OTHER._replace(country=""), "has an unknown country"),
        ([ANA], OTHER._replace(language="English"), "has an unknown language"),
        ([ANA], OTHER._replace(source="Web"), "has an unknown source"),
        ([ANA], OTHER._replace(area="E\n1"), "has an unknown area"),
        ([ANA], NOWHERE, "not say which"),
        ([ANA], Step("answered"), "counts an answer in a place"),
        ([ANA], NOWHERE._replace(area=FOOD), "counts an answer in a place"),
        ([ANA], NOWHERE._replace(source="web"), "counts an answer in a place"),
        ([ANA], NOWHERE._replace(country="GB"), "counts an answer in a place"),
        ([ANA], NOWHERE._replace(language="en"), "counts an answer in a place"),
    ],
)  # fmt: skip
def test_what_no_row_may_do(before: list[Step], last: Step, message: str) -> None:
    made = rows(*before, last)
    misfit = misfit_of(made)
    assert misfit.where == len(made)
    assert message in misfit.message
    assert counted(made[:-1]).misfit is None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "gift"}, "counts what a row of its kind does not"),
        ({"change": 2, "total": 3}, "counts what a row of its kind does not"),
        ({"kind": "withdrawn"}, "counts what a row of its kind does not"),
        ({"total": 3}, "has a wrong total"),
        ({"total": 1}, "has a wrong total"),
        ({"total": 0}, "has a wrong total"),
        ({"leaf": b"\1" * 31}, "has a leaf of a wrong length"),
        ({"leaf": b""}, "has a leaf of a wrong length"),
    ],
)
def test_a_row_that_does_not_add_up(changes: dict[str, object], message: str) -> None:
    made = rows(ANA, OTHER)
    made[1] = made[1]._replace(**changes)  # type: ignore[arg-type]
    misfit = misfit_of(made)
    assert misfit.where == 2
    assert message in misfit.message


def test_times_of_rows_from_before_the_rules_are_not_judged() -> None:
    made = rows(ANA, OTHER._replace(at=NOON - 9_999), Step(whose="third", hour=13))
    assert misfit_of(made).where == 2
    assert counted(made, old_rows=2).misfit is None
    late = rows(ANA, OTHER._replace(at=NOON - 9_999), Step(whose="third", at=NOON - 8_000))
    assert misfit_of(late, old_rows=2).where == 3


# docs/ledger.md, “What has to hold”: languages and sources at the bounds of their forms.
@pytest.mark.parametrize(
    ("column", "value", "is_known"),
    [
        ("language", "e", False),
        ("language", "en", True),
        ("language", "fil", True),
        ("language", "fili", False),
        ("language", "en-A", False),
        ("language", "en-GB", True),
        ("language", "zh-Hant-TW", True),
        ("language", "en-12345678", True),
        ("language", "en-123456789", False),
        ("source", "x", True),
        ("source", "-", False),
        ("source", "a" * 40, True),
        ("source", "a" * 41, False),
        ("source", "paper/market-2", True),
        ("source", "paper/" + "a" * 40, True),
        ("source", "paper/", False),
    ],
)
def test_which_languages_and_sources_a_row_may_have(
    column: str, value: str, is_known: bool
) -> None:
    misfit = counted(rows(Step()._replace(**{column: value}))).misfit  # type: ignore[arg-type]
    expected = None if is_known else Misfit(1, f"ledger row 1 has an unknown {column}.")
    assert misfit == expected


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([ANA._replace(at=NOON)], id="at the first second of its hour"),
        pytest.param([ANA, OTHER._replace(area=HOMES, at=NOON + 3660)], id="two in one second"),
    ],
)
def test_times_that_only_just_do(steps: list[Step]) -> None:
    assert counted(rows(*steps)).misfit is None


def test_the_times_of_a_new_ledger_are_judged_from_its_first_row() -> None:
    (row,) = rows(ANA._replace(hour=14))
    misfit = recount([row]).misfit
    assert misfit == Misfit(1, "ledger row 1 was added before its own day and hour.")


def test_a_leaf_that_comes_again_among_thousands_is_found() -> None:
    steps = [Step(whose=f"person {number}") for number in range(3_000)]
    made = rows(*steps, steps[1_234], steps[7])
    misfit = misfit_of(made)
    assert misfit.where == 3_001
    assert "again that row 1235 counted" in misfit.message
    assert len(counted(made[:3_000]).roots) == 11


def test_leaves_that_only_begin_alike_are_of_two_signatures() -> None:
    made = rows(ANA, OTHER, Step(whose="third"))
    alike = [row._replace(leaf=bytes(8) + row.leaf[8:]) for row in made]
    assert counted(alike).misfit is None
    again = [*alike[:2], alike[2]._replace(leaf=alike[1].leaf)]
    message = "ledger row 3 counts the signature again that row 2 counted."
    assert misfit_of(again) == Misfit(3, message)
