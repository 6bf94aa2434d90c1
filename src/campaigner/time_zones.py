"""Time zones: which day it is in one, and when its days begin.

Moments are kept in whole seconds since 1970, which no time zone matters to. A day has to be the
organisation's: letters carry it, and petitions open and close at its midnight.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from campaigner.errors import UsageError, did_you_mean
from campaigner.text import nearest

HOME = "Europe/London"
_VARIABLE = "TZ"
_MACHINE = Path("/etc/localtime")
_DAY = timedelta(days=1)
# Two days less than there are, so that they are there in every time zone.
_FIRST = int((datetime.min.replace(tzinfo=UTC) + 2 * _DAY).timestamp())
_LAST = int((datetime.max.replace(tzinfo=UTC) - 2 * _DAY).timestamp())


def zone_named(name: str) -> ZoneInfo:
    """Returns the time zone that the IANA's database knows by this name: ``Europe/London``.

    Raises UsageError, with the nearest known name, for any other name.
    """
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # also for what is a folder there, or another file
        raise UsageError(f"Unknown time zone “{name}”.", hint=_meant(name)) from None


def machine_zone() -> ZoneInfo:
    """Returns the time zone of this machine; London's on one that keeps UTC, as servers do."""
    found = _machine_zone()
    if found is None or found.tzname(datetime.now(UTC)) == "UTC":
        return ZoneInfo(HOME)
    return found


def day_of(moment: int, zone: tzinfo) -> date:
    """Returns the day that it is in a time zone at a moment (in seconds since 1970)."""
    return local_time(moment, zone).date()


def local_time(moment: int, zone: tzinfo) -> datetime:
    """Returns what clocks show in a time zone at a moment, with the offset from UTC.

    Moments before the year 1 or after 9999 are shown as the first or the last that there is.
    """
    return datetime.fromtimestamp(min(max(moment, _FIRST), _LAST), UTC).astimezone(zone)


def start_of_day(day: date, zone: tzinfo) -> int:
    """Returns the first second of a day; where clocks skip midnight, the first that there is."""
    return int(datetime.combine(day, time.min, zone).timestamp())


def end_of_day(day: date, zone: tzinfo) -> int:
    """Returns the first second after a day, which can have 23 or 25 hours.

    What is open up to that day is closed then.
    """
    if day == date.max:
        return start_of_day(day, zone) + int(_DAY.total_seconds())
    return start_of_day(day + _DAY, zone)


def _meant(name: str) -> str:
    known = sorted(available_timezones())
    cities = {each.rpartition("/")[2]: each for each in known if "/" in each}
    if (city := nearest(name, cities)) and "/" not in name:
        return f"Did you mean “{cities[city]}”?"
    return did_you_mean(name, known) or "Write it like Europe/London."


def _machine_zone() -> ZoneInfo | None:
    """The time zone in ``TZ``, otherwise that of the system; None if there is none to be read."""
    given = os.environ.get(_VARIABLE, "").removeprefix(":")
    try:
        if given:
            return ZoneInfo(given)
        with _MACHINE.open("rb") as file:
            return ZoneInfo.from_file(file)
    except (ValueError, OSError, KeyError):
        return None
