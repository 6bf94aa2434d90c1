"""Counting a ledger again: rows made here, by the format that docs/ledger.md describes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import pytest

from campaigner.petitions.proof.recount import Watched, recount
from campaigner.store.ledger import RowValues
from campaigner.store.petitions import Threshold

CAMPAIGN = "right-to-food"
FOOD, HOMES = "E14001063", "W07000081"


class Step(NamedTuple):
    """What happens to one signature: whose, what, where and when."""

    kind: str = "confirmed"
    whose: str = "ana"
    area: str = FOOD
    day: str = "2026-12-11"
    hour: int = 12
    at: int = 0
    source: str = "web"
    country: str = "GB"
    language: str = "en"


# docs/ledger.md, “The file”: change 1 for the first three, -1 for the last two.
CHANGE = {"confirmed": 1, "paper": 1, "restored": 1, "withdrawn": -1, "invalidated": -1}


def leaf(whose: str) -> bytes:
    return hashlib.sha256(whose.encode()).digest()


def rows(*steps: Step) -> list[RowValues]:
    """A sealed ledger of these steps; the times go up by a minute unless they are said."""
    head = hashlib.sha256(f"campaigner ledger 1\n{CAMPAIGN}".encode()).digest()
    made: list[RowValues] = []
    for number, step in enumerate(steps, 1):
        at = step.at or 60 * number
        columns = (number, step.kind, CHANGE[step.kind], at, step.area, step.day, step.hour,
                   step.source, step.country, step.language)  # fmt: skip
        text = "\n".join(map(str, columns))
        head = hashlib.sha256(head + leaf(step.whose) + text.encode()).digest()
        made.append((*columns, leaf(step.whose), head))
    return made


def up_and_down(*changes: int) -> list[RowValues]:
    """Signatures by different people that are confirmed (1) and withdrawn (-1) in turn."""
    return rows(
        *(
            Step("confirmed" if change > 0 else "withdrawn", f"person {number}")
            for number, change in enumerate(changes)
        )
    )


LIFE = rows(
    Step(whose="ana"),
    Step(whose="ben", area=HOMES, hour=13, language="cy"),
    Step("paper", "cai", day="2026-12-12", source="paper"),
    Step("withdrawn", "ben", area=HOMES, hour=13, language="cy"),
    Step("invalidated", "ana"),
    Step("restored", "ana"),
)


def test_a_ledger_is_counted_in_every_cell_and_hour() -> None:
    counted = recount(CAMPAIGN, LIFE)
    assert counted.misfit is None
    assert (counted.rows, counted.total, counted.head) == (6, 2, LIFE[-1][-1])
    assert dict(counted.cells) == {
        (FOOD, "2026-12-11", "web", "GB", "en"): 1,
        (HOMES, "2026-12-11", "web", "GB", "cy"): 0,
        (FOOD, "2026-12-12", "paper", "GB", "en"): 1,
    }
    assert dict(counted.hours) == {
        ("2026-12-11", 12): 1,
        ("2026-12-11", 13): 0,
        ("2026-12-12", 12): 1,
    }


def test_what_was_taken_back_is_known_by_its_leaf() -> None:
    """Below zero: taken back. Zero: taken back and restored. Not there: neither."""
    assert dict(recount(CAMPAIGN, LIFE).taken_back) == {leaf("ben"): -1, leaf("ana"): 0}


def test_a_ledger_without_rows_is_nothing_with_the_first_head() -> None:
    counted = recount(CAMPAIGN, [], [Threshold(3, "Three")])
    first = hashlib.sha256(b"campaigner ledger 1\nright-to-food").digest()
    assert (counted.rows, counted.total, counted.head) == (0, 0, first)
    assert counted.reached == {3: None}
    assert counted.misfit is None


def changed(row: RowValues, **values: object) -> RowValues:
    names = ("number", "kind", "change", "at", "area", "day", "hour", "source", "country",
             "language", "leaf", "head")  # fmt: skip
    old = zip(names, row, strict=True)
    return tuple(values.get(name, value) for name, value in old)  # type: ignore[return-value]


# (a column, what it is changed to) in row 3; each but the head is sealed by the head
SEALED = [("kind", "confirmed"), ("at", 181), ("area", HOMES), ("day", "2026-12-13"), ("hour", 11),
          ("source", "web"), ("country", "FR"), ("language", "cy"), ("leaf", leaf("x")),
          ("head", leaf("y"))]  # fmt: skip


@pytest.mark.parametrize(("column", "value"), SEALED)
def test_a_changed_row_is_the_first_that_does_not_fit(column: str, value: object) -> None:
    counted = recount(CAMPAIGN, [*LIFE[:2], changed(LIFE[2], **{column: value}), *LIFE[3:]])
    assert counted.misfit is not None
    assert counted.misfit.where == 3
    assert "ledger row 3 is not as it was written" in counted.misfit.message
    assert (counted.rows, counted.total, counted.head) == (2, 2, LIFE[1][-1])  # up to there


@pytest.mark.parametrize(
    ("made", "where", "message"),
    [
        pytest.param(LIFE[1:], 1, "ledger row 1 is missing", id="the first row gone"),
        pytest.param([*LIFE[:3], *LIFE[4:]], 4, "ledger row 4 is missing", id="one gone"),
        pytest.param([*LIFE[:3], *LIFE[2:]], 4, "ledger row 4 is missing", id="one twice"),
    ],
)
def test_a_gap_is_named_by_the_number_that_is_missing(
    made: list[RowValues], where: int, message: str
) -> None:
    misfit = recount(CAMPAIGN, made).misfit
    assert misfit is not None
    assert (misfit.where, message in misfit.message) == (where, True)


@pytest.mark.parametrize(("kind", "change"), [("confirmed", 2), ("withdrawn", 1), ("gift", 1)])
def test_a_row_that_counts_what_its_kind_does_not(kind: str, change: int) -> None:
    """Sealed properly, by somebody who knows how."""
    (row,) = rows(Step())
    row = changed(row, kind=kind, change=change)
    head = hashlib.sha256(b"campaigner ledger 1\nright-to-food").digest()
    text = "\n".join(map(str, row[:10])).encode()
    row = changed(row, head=hashlib.sha256(head + row[10] + text).digest())
    misfit = recount(CAMPAIGN, [row]).misfit
    assert misfit is not None
    assert misfit.where == 1
    assert "ledger row 1 counts what a row of its kind does not" in misfit.message


def test_the_rows_of_another_campaign_do_not_fit() -> None:
    misfit = recount("bread", LIFE).misfit
    assert misfit is not None
    assert misfit.where == 1


def test_a_leaf_is_counted_and_its_rows_are_told() -> None:
    watched = Watched(leaf=leaf("ana"))
    recount(CAMPAIGN, LIFE, watched=watched)
    assert (watched.leaf_count, watched.leaf_rows) == (1, [1, 5, 6])
    assert (watched.head_then, watched.total_then) == (b"", 0)  # no moment was asked for
    absent = Watched(leaf=leaf("dee"))
    recount(CAMPAIGN, LIFE, watched=absent)
    assert (absent.leaf_count, absent.leaf_rows) == (0, [])


@pytest.mark.parametrize(("at", "total"), [(1, 1), (3, 3), (4, 2), (6, 2)])
def test_the_ledger_as_it_once_stood(at: int, total: int) -> None:
    watched = Watched(at_row=at)
    recount(CAMPAIGN, LIFE, watched=watched)
    assert (watched.head_then, watched.total_then) == (LIFE[at - 1][-1], total)


def test_a_row_that_was_never_there_leaves_nothing_seen() -> None:
    watched = Watched(at_row=7)
    recount(CAMPAIGN, LIFE, watched=watched)
    assert (watched.head_then, watched.total_then) == (b"", 0)


# The count goes up and down past a threshold of 2: when it was reached. Row n is of second 60 n.
# docs/ledger.md, “What has to hold”, 3: no longer below it, unless it was answered before.
@pytest.mark.parametrize(
    ("changes", "answered_after", "reached"),
    [
        pytest.param([1], None, None, id="one short"),
        pytest.param([1, 1], None, 120, id="reached"),
        pytest.param([1, 1, 1], None, 120, id="passed: the time stays"),
        pytest.param([1, 1, -1], None, None, id="fallen"),
        pytest.param([1, 1, 1, -1], None, 120, id="back on it, not below"),
        pytest.param([1, 1, -1, 1], None, 240, id="reached again"),
        pytest.param([1, 1, -1, -1], None, None, id="fallen twice"),
        pytest.param([1, 1, -1], 2, 120, id="answered before it fell"),
        pytest.param([1, 1, -1], 3, None, id="fell before the answer, which was to nothing"),
        pytest.param([1, 1, -1, 1, -1], 4, 240, id="answered the second time"),
        pytest.param([1, 1, -1, 1, -1], 2, 120, id="answered the first time"),
    ],
)
def test_when_a_threshold_was_reached(
    changes: Sequence[int], answered_after: int | None, reached: int | None
) -> None:
    threshold = Threshold(2, "Two", answered_after=answered_after)
    counted = recount(CAMPAIGN, up_and_down(*changes), [threshold])
    assert counted.reached == {2: reached}


def test_each_of_several_thresholds_is_reached_by_its_own_row() -> None:
    thresholds = [Threshold(at, f"At {at}") for at in (1, 2, 4)]
    counted = recount(CAMPAIGN, up_and_down(1, 1, 1), thresholds)
    assert counted.reached == {1: 60, 2: 120, 4: None}


def test_a_count_that_falls_to_none_takes_the_first_threshold_with_it() -> None:
    counted = recount(CAMPAIGN, up_and_down(1, -1), [Threshold(1, "One")])
    assert counted.reached == {1: None}
    assert counted.total == 0


def test_rows_are_sealed_one_to_the_next() -> None:
    assert all(one[-1] != other[-1] for one, other in pairwise(LIFE))
