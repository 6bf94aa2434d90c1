"""When a count that goes up and down reached a threshold, and what answers do to that."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from campaigner.petitions.proof.marks import Mark
from campaigner.store.petitions import Threshold
from counted_rows import (
    ANA,
    NOON,
    NOWHERE,
    OTHER,
    Step,
    counted,
    leaf,
    misfit_of,
    rows,
    up_and_down,
)


# The count goes up and down past a threshold of 2: when it was reached, by the number of the row.
@pytest.mark.parametrize(
    ("changes", "answered_after", "reached"),
    [
        pytest.param([1], None, None, id="one short"),
        pytest.param([1, 1], None, 2, id="reached"),
        pytest.param([1, 1, 1], None, 2, id="passed: the time stays"),
        pytest.param([1, 1, -1], None, None, id="fallen"),
        pytest.param([1, 1, 1, -1], None, 2, id="back on it, not below"),
        pytest.param([1, 1, -1, 1], None, 4, id="reached again"),
        pytest.param([1, 1, -1, -1], None, None, id="fallen twice"),
        pytest.param([1, 1, -1], 2, 2, id="answered before it fell"),
        pytest.param([1, 1, -1], 3, None, id="fell before the answer, which was to nothing"),
        pytest.param([1, 1, -1, 1, -1], 4, 4, id="answered the second time"),
        pytest.param([1, 1, -1, 1, -1], 2, 2, id="answered the first time"),
    ],
)
def test_when_a_threshold_was_reached(
    changes: Sequence[int], answered_after: int | None, reached: int | None
) -> None:
    threshold = Threshold(2, "Two", answered_after=answered_after)
    result = counted(up_and_down(*changes), [threshold])
    assert result.misfit is None
    assert result.marks[2].reached_at == (NOON + 3600 + 60 * reached if reached else None)


def test_each_of_several_thresholds_is_reached_by_its_own_row() -> None:
    thresholds = [Threshold(at, f"At {at}") for at in (1, 2, 4)]
    marks = counted(up_and_down(1, 1, 1), thresholds).marks
    first = NOON + 3600
    assert {at: mark.reached_at for at, mark in marks.items()} == {
        1: first + 60,
        2: first + 120,
        4: None,
    }


def test_a_count_that_falls_to_none_takes_the_first_threshold_with_it() -> None:
    result = counted(up_and_down(1, -1), [Threshold(1, "One")])
    assert result.marks[1].reached_at is None
    assert result.total == 0


def answered(whose: str, about: int) -> Step:
    return NOWHERE._replace(whose=whose, about=about)


def test_an_answer_is_a_row_and_keeps_the_threshold_from_falling() -> None:
    two = [Threshold(2, "Two")]
    made = rows(Step(whose="a"), Step(whose="b"), answered("A debate", 2),
                Step("withdrawn", "b", 2), answered("Two debates", 2))  # fmt: skip
    result = counted(made, two)
    assert result.misfit is None
    mark = result.marks[2]
    assert (mark.reached_at, mark.answered_at) == (made[1].at, made[2].at)
    assert mark.answer == leaf("Two debates")
    assert (result.total, result.signatures) == (1, 2)


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ([ANA, answered("x", 1)], "answers 1, which is not a threshold"),
        ([ANA, OTHER, Step("withdrawn", "other", 2), answered("x", 2)], "2, which was not reached"),
        ([ANA, OTHER, answered("x", 3)], "does not say which"),
        ([ANA, OTHER, Step("withdrawn", "other", 2), answered("x", 3)], "does not say which"),
    ],
)
def test_an_answer_to_what_was_not_reached(steps: list[Step], message: str) -> None:
    misfit = misfit_of(rows(*steps), [Threshold(2, "Two")])
    assert misfit.where == len(steps)
    assert message in misfit.message


@pytest.mark.parametrize(
    ("answered_before", "answer", "old"),
    [(None, b"", False), (None, b"yes", False), (0, b"", True), (5, b"", True), (5, b"yes", False)],
)
def test_an_answer_is_old_if_no_row_has_it(
    answered_before: int | None, answer: bytes, old: bool
) -> None:
    assert Mark(answered_before, answer=answer).is_old is old
