"""The time. Rules take ``now`` as a value; commands ask here once."""

from __future__ import annotations

import calendar
import os
from datetime import UTC, date, datetime

from campaigner.errors import UsageError

VARIABLE = "CAMPAIGNER_NOW"


def now() -> datetime:
    """The current time in UTC, or that of ``CAMPAIGNER_NOW`` (ISO 8601), for rehearsals.

    Raises UsageError where ``CAMPAIGNER_NOW`` is not a time.
    """
    given = os.environ.get(VARIABLE)
    if not given:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise UsageError(
            f"{VARIABLE} is “{given}”, which is not a time.",
            hint="Write it like 2026-12-10T09:00:00+00:00.",
        ) from None
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)


def months_after(day: date, months: int) -> date:
    """The same day of the month some months later, or that month's last day.

    31 August and six months give 28 or 29 February.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
