"""Whether the day or the month is first: decided for a whole column, or asked."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.date_order import OrderUnclear, month_is_first
from campaigner.moments import parse_stamp

DAYS = st.lists(st.dates(date(1980, 1, 1), date(2100, 1, 1)), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("cells", "month_first"),
    [
        pytest.param([], None, id="no dates"),
        pytest.param(["", "", "2026-12-03", "3 December 2026"], None, id="nothing to decide"),
        pytest.param(["03/12/2026", "13/12/2026"], False, id="a day over 12"),
        pytest.param(["12/03/2026", "12/13/2026"], True, id="a month over 12"),
        pytest.param(["03/12/2026 09:30", "", "13.12.2026"], False, id="other forms"),
        pytest.param(["12/03/26 2:02 PM", "12/13/26 2:02 PM"], True, id="short years"),
        pytest.param(["12/12/2026", "01/01/2026"], None, id="one day either way"),
        pytest.param(["13/12/2026", "12/13/2026", "03/12/2026"], None, id="both orders"),
        pytest.param(["nothing", "31/31/2026", "0/0/2026"], None, id="no dates at all"),
        pytest.param(["12/30/1899", "01/01/1970"], None, id="what stands for no date"),
        pytest.param(["31/06/2026", "13/06/2026"], False, id="a day that is not there"),
    ],
)
def test_the_column_says_which_is_first(cells: list[str], month_first: bool | None) -> None:
    assert month_is_first(cells) is month_first


def test_a_column_that_can_be_read_in_two_ways_is_asked_about() -> None:
    with pytest.raises(OrderUnclear) as unclear:
        month_is_first(["2026-12-03", "12/12/2026", "03/12/2026 09:30", "04/05/2026"])
    assert unclear.value.message == (
        "The dates can be read in two ways: “03/12/2026 09:30” is 3 December 2026 if the day is"
        " first, or 12 March 2026 if the month is first."
    )


def test_a_long_column_of_other_dates_is_not_read_to_its_end() -> None:
    cells = iter(["2026-12-03"] * 1_000 + ["03/12/2026"] * 5)
    assert month_is_first(cells) is None
    assert len(list(cells)) == 5


def test_a_date_far_down_decides_for_the_first() -> None:
    assert month_is_first(["03/12/2026"] * 5_000 + ["13/12/2026"]) is False


@given(DAYS, st.booleans())
def test_days_that_were_written_in_one_order_are_read_in_it(
    days: list[date], month_first: bool
) -> None:
    written = [f"{day:%m/%d/%Y}" if month_first else f"{day:%d/%m/%Y}" for day in days]
    try:
        found = month_is_first(written)
    except OrderUnclear:
        return
    read = [parse_stamp(text, month_first=found).date() for text in written]
    assert read == days
