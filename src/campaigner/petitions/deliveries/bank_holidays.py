"""Working days in England and Wales, for the years whose bank holidays are listed here.

They are derived from the rules of the Banking and Financial Dealings Act 1971, schedule 1, and from
the other usual holidays: Good Friday, Christmas Day, New Year’s Day and the first Monday in May. A
test derives them again. Days that are specially proclaimed cannot be known, so people are sent to
https://www.gov.uk/bank-holidays, and other years have no dates.
"""

from __future__ import annotations

from datetime import date, timedelta

from campaigner.errors import UsageError

KNOWN_YEARS = (2026, 2027)
_SATURDAY = 5

BANK_HOLIDAYS = frozenset(
    map(
        date.fromisoformat,
        (
            *("2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31"),
            *("2026-12-25", "2026-12-28"),
            *("2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30"),
            *("2027-12-27", "2027-12-28"),
        ),
    )
)


def is_working_day(day: date) -> bool:
    """Returns whether a day is a working day in England and Wales.

    Raises UsageError for other years.
    """
    if day.year not in KNOWN_YEARS:
        raise UsageError(
            f"The bank holidays of {day.year} are not known here.",
            hint=f"Dates can be counted in {KNOWN_YEARS[0]} to {KNOWN_YEARS[-1]}. Count them by"
            " hand, with https://www.gov.uk/bank-holidays.",
            code="bank-holidays-unknown",
        )
    return day.weekday() < _SATURDAY and day not in BANK_HOLIDAYS


def working_days_before(day: date, count: int) -> date:
    """Returns the last day that leaves so many whole working days before a day.

    Five before a Monday is the Monday before it, if nothing is a bank holiday. Raises UsageError
    for years whose bank holidays are not known.
    """
    left = count
    is_working_day(day)
    while left:
        day -= timedelta(days=1)
        left -= is_working_day(day)
    return day
