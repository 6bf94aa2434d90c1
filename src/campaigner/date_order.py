"""Whether the dates of a column have the day first or the month: decided by all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from campaigner.errors import CampaignerError
from campaigner.written_dates import days_of, numbers_of
from campaigner.written_times import take_apart

_FIRST_YEAR = 1980  # earlier ones are what programs write if they have no date
_ENOUGH = 1_000  # cells without a date that could be two days, to look at no more of a column


class OrderUnclear(CampaignerError):
    """No date of a column says whether the day or the month is first."""

    code = "unclear-dates"


def month_is_first(cells: Iterable[str]) -> bool | None:
    """Returns whether the dates of a column have the month first.

    ``13/12/2026`` decides it for the whole column. Returns None if it does not matter, or if both
    are met: then each date has to say it for itself. If the first thousand dates cannot be two
    days, the rest is not looked at. Raises OrderUnclear, with both readings.
    """
    decided: set[bool] = set()
    unclear: OrderUnclear | None = None
    for cell, (day_first, month_first) in _in_numbers(cells):
        if (day_first is None) != (month_first is None):
            decided.add(day_first is None)
            if len(decided) > 1:
                return None
        elif day_first and month_first and day_first != month_first:
            unclear = unclear or _unclear(cell, day_first, month_first)
    if unclear and not decided:
        raise unclear
    return next(iter(decided), None)


def _in_numbers(cells: Iterable[str]) -> Iterator[tuple[str, tuple[date | None, date | None]]]:
    """Yield the dates that end with their year, with the days that they can mean.

    Nothing more comes after a thousand other dates at the start.
    """
    others: int | None = 0
    for cell in filter(None, cells):
        numbers = numbers_of(_date_of(cell))
        if numbers and numbers.year >= _FIRST_YEAR:
            others = None
            yield cell, days_of(numbers)
        elif others is not None:
            others += 1
            if others >= _ENOUGH:
                return


def _date_of(text: str) -> str:
    try:
        return take_apart(text).date
    except ValueError:
        return ""


def _unclear(cell: str, day_first: date, month_first: date) -> OrderUnclear:
    return OrderUnclear(
        f"The dates can be read in two ways: “{cell}” is {_written(day_first)} if the day is first,"
        f" or {_written(month_first)} if the month is first."
    )


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
