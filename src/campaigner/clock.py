"""The current time. Rules take ``now`` as a value; commands ask for it here, once."""

from __future__ import annotations

import calendar
import os
from collections.abc import Callable
from datetime import MAXYEAR, UTC, date, datetime, timedelta, tzinfo

from campaigner.errors import UsageError
from campaigner.moments import DateRefused, parse_moment, parse_time

VARIABLE = "CAMPAIGNER_NOW"


def now(zone: Callable[[], tzinfo], days_ahead: int = 0) -> datetime:
    """Returns the current time in UTC, or the one in ``CAMPAIGNER_NOW``, which stands still.

    ``days_ahead`` are added to the current time. ``zone`` tells the time zone of a time there
    without an offset; it is asked only then.
    Raises UsageError if ``CAMPAIGNER_NOW`` is not a valid time, and what ``zone`` raises.
    """
    given = os.environ.get(VARIABLE)
    if not given:
        return datetime.now(UTC) + timedelta(days=days_ahead)
    try:
        local = UTC if parse_time(given).tzinfo else zone()
        return parse_moment(given, zone=local)
    except DateRefused as refused:
        raise UsageError(f"{VARIABLE}: {refused.message}", hint=refused.hint) from None


def months_after(day: date, months: int) -> date:
    """Returns the same day of the month some months later, or that month's last day.

    31 August and six months give 28 or 29 February. What would be after the year 9999 is the last
    day that there is.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if year > MAXYEAR:
        return date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
